"""Whatever is changed of what a PDF shows or says is found, and told by page and place."""

import io
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.reading.comparing import unlike
from medaid_desktop.formats.pdf.reading.document import PdfReading
from medaid_desktop.operations.verifying import Verdict
from tests.operations.verifying.altering import content, name, with_annotation, with_content, with_fonts, with_page
from tests.operations.verifying.conftest import Printed

_SHOWN = re.compile(rb"\(((?:\\.|[^\\()])*)\)Tj", re.DOTALL)
_CODE = re.compile(rb"\\.|[^\\]", re.DOTALL)
_PLACE = re.compile(rb"1 0 0 1 (\S+) (\S+) Tm")
_SEAL = re.compile(rb"q (\S+) 0 0 (\S+) (\S+) (\S+) cm /Seal1 Do Q\n")


def codes(shown: bytes) -> list[bytes]:
    """The two bytes, as escaped, of each character of a string."""
    single = _CODE.findall(shown)
    return [a + b for a, b in zip(single[::2], single[1::2], strict=True)]


def strings(data: bytes, page: int = 0) -> list[re.Match[bytes]]:
    return list(_SHOWN.finditer(content(data, page)))


def altered(printed: Printed, data: bytes) -> Verdict:
    verdict = printed.verdict(data)
    assert verdict.state == "altered" and (verdict.faults or verdict.reasons), verdict.lines()
    return verdict


def append(operators: bytes, page: int = 0) -> Callable[[bytes], bytes]:
    return lambda data: with_content(data, lambda before: before + operators, page)


def number(value: float) -> Any:
    return generic.FloatObject(str(value))


def test_a_changed_figure_is_told_by_its_cell_with_both_texts(printed: Printed) -> None:
    """350 万元 becomes 850 万元: of all strings of that length the one that stands for the figure is found by its place."""
    figure = printed.desk.ledger.filings.get(printed.draft_id).values["funding_fiscal"]
    faults = [
        fault
        for place in strings(printed.draft)
        if len(codes(place[1])) == len(figure)
        for fault in altered(printed, with_content(printed.draft, partial(doubled, place))).faults
        if fault.path == "values.funding_fiscal"
    ]
    [fault] = faults
    assert fault.where == "“年度财政拨款”" and fault.page == 1
    bare = "".join(figure.split())
    assert fault.what == f"“年度财政拨款”：表上是 “{bare[1] + bare[1:]}”，打印时是 “{bare}”"


def doubled(place: re.Match[bytes], text: bytes) -> bytes:
    """A page whose string at a place begins with its second character twice."""
    characters = codes(place[1])
    return text[: place.start(1)] + b"".join([characters[1], *characters[1:]]) + text[place.end(1) :]


@settings(max_examples=10, deadline=None)
@given(at=st.integers(0, 400), character=st.integers(0, 60), other=st.integers(0, 400), page=st.integers(0, 1))
def test_any_other_character_is_found(printed: Printed, at: int, character: int, other: int, page: int) -> None:
    found = strings(printed.draft, page)
    place = found[at % len(found)]
    characters = codes(place[1])
    spare = codes(found[other % len(found)][1])[0]
    before = characters[character % len(characters)]
    if before == spare:
        return
    characters[character % len(characters)] = spare
    changed = b"".join(characters)

    data = with_content(printed.draft, lambda text: text[: place.start(1)] + changed + text[place.end(1) :], page)
    assert any(fault.page == page + 1 for fault in altered(printed, data).faults)


@settings(max_examples=6, deadline=None)
@given(
    at=st.integers(0, 400), right=st.sampled_from([-9.0, -2.0, 2.0, 30.0]), up=st.sampled_from([-14.0, -2.0, 0.0, 2.0])
)
def test_moved_text_is_found(printed: Printed, at: int, right: float, up: float) -> None:
    found = list(_PLACE.finditer(content(printed.draft)))
    place = found[at % len(found)]
    moved = b"1 0 0 1 %.2f %.2f Tm" % (float(place[1]) + right, float(place[2]) + up)
    altered(printed, with_content(printed.draft, lambda text: text[: place.start()] + moved + text[place.end() :]))


@settings(max_examples=20, deadline=None)
@given(place=st.floats(0, 1), bit=st.integers(0, 7))
def test_any_changed_byte_is_told_of_and_what_it_changes_is_found(printed: Printed, place: float, bit: int) -> None:
    """A byte may change nothing that is shown (white space, a number nobody uses): then the file is said not to be the original."""
    data = bytearray(printed.draft)
    data[int(place * (len(data) - 1))] ^= 1 << bit
    try:
        found = printed.verified(bytes(data))
    except UserError:
        return
    assert not found.is_good or found.notes
    if not found.is_good:
        return
    with PdfReading(bytes(data)) as one, PdfReading(printed.draft) as other:
        assert one.count == other.count
        for page in range(one.count):
            with one.page(page) as changed, other.page(page) as before:
                assert changed.text() == before.text() and unlike(changed, before).is_blank


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (append(b"q 1 g 130 660 60 16 re f Q\n"), "可能被遮盖"),
        (append(b"q 0 g 130 660 3 1 re f Q\n"), "可能被遮盖"),
        (append(b"q 0.96 g 20 20 500 700 re f Q\n"), "可能被遮盖"),
        (append(b"q 0 G 1.2 w 300 690 m 308 700 l 302 700 l S Q\n"), "画上了别的内容"),
        (append(b"BT 3 Tr /F2 9 Tf 1 0 0 1 60 790 Tm (\\000\\001)Tj ET\n"), "页边空白处：表上是"),
        (append(b"BT /F2 9 Tf 1 1 1 rg 1 0 0 1 60 790 Tm (\\000\\001)Tj ET\n"), "页边空白处：表上是"),
        (append(b"q 40 0 0 40 60 760 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q\n"), "多出一幅图片"),
        (lambda data: with_annotation(data, "/FreeText"), "加了文本框"),
        (lambda data: with_annotation(data, "/Stamp"), "加了图章"),
        (lambda data: with_annotation(data, "/Widget"), "加了表单域"),
        (lambda data: with_annotation(data, "/Square"), "加了批注"),
        (lambda data: with_page(data, lambda _, page: page.update({name("/Rotate"): generic.NumberObject(180)})), "方向"),
        (
            lambda data: with_page(
                data, lambda _, page: page.update({name("/CropBox"): generic.ArrayObject(map(number, (0, 0, 500, 842)))})
            ),
            "纸张大小",
        ),
    ],
)  # fmt: skip
def test_what_is_laid_over_or_hidden_is_found(printed: Printed, change: Callable[[bytes], bytes], said: str) -> None:
    assert said in "\n".join(altered(printed, change(printed.draft)).lines())


def test_a_page_that_says_other_than_it_shows_is_found(printed: Printed) -> None:
    """The map from glyphs to characters, and that from codes to glyphs, are changed: both show a fault, each its own."""

    def says_other(writer: Any, font: Any) -> None:
        texts = bytes(font["/ToUnicode"].data).replace(b"<0003> <", b"<0003> <0041>\n<FFFE> <", 1)
        font["/ToUnicode"] = writer.add_object(generic.StreamObject(stream_data=texts))
        writer.update_container(font)

    def shows_other(writer: Any, font: Any) -> None:
        below = font["/DescendantFonts"][0]
        glyphs = b"".join(((code + 1) if code == 3 else code).to_bytes(2, "big") for code in range(500))
        below["/CIDToGIDMap"] = writer.add_object(generic.StreamObject(stream_data=glyphs))
        writer.update_container(below)

    assert any("表上是" in fault.what for fault in altered(printed, with_fonts(printed.draft, says_other)).faults)
    looks = altered(printed, with_fonts(printed.draft, shows_other)).faults
    assert looks and all("文字却没有变" in fault.what for fault in looks)


def test_seals_stand_where_the_log_has_them_and_nowhere_else(printed: Printed) -> None:
    page = next(number for number in (0, 1) if _SEAL.search(content(printed.sealed, number)))

    def sealed(change: Callable[[bytes], bytes], on: int = page) -> str:
        return "\n".join(altered(printed, with_content(printed.sealed, change, on)).lines())

    assert "印章不见了" in sealed(lambda text: _SEAL.sub(b"", text, count=1))
    assert "印章不见了" in sealed(lambda text: _SEAL.sub(rb"q \1 0 0 \2 60.0 \4 cm /Seal1 Do Q\n", text, count=1))
    assert "印章不见了" in sealed(lambda text: _SEAL.sub(rb"q -\1 0 0 \2 \3 \4 cm /Seal1 Do Q\n", text, count=1))
    assert "没有打印过的印章" in sealed(lambda text: text + b"q 100 0 0 100 60 700 cm /Seal1 Do Q\n", 1 - page)
    spot = _SEAL.search(content(printed.sealed, page))
    assert spot is not None
    twice = sealed(lambda text: text + spot[0])
    assert "没有打印过的印章" in twice
    covered = b"q 1 g %.2f %.2f 30 30 re f Q\n" % (float(spot[3]) + 40, float(spot[4]) + 30)
    assert "栏的画面与打印时不同" in sealed(lambda text: text + covered)


def test_a_seal_on_a_sheet_that_was_printed_without_is_found(printed: Printed) -> None:
    def sealed(writer: Any, page: Any) -> None:
        image = generic.StreamObject(
            {
                name("/Type"): name("/XObject"), name("/Subtype"): name("/Image"), name("/Width"): generic.NumberObject(1),
                name("/Height"): generic.NumberObject(1), name("/BitsPerComponent"): generic.NumberObject(8),
                name("/ColorSpace"): name("/DeviceRGB"),
            },
            stream_data=b"\xf0\x10\x10",
        )  # fmt: skip
        resources = page["/Resources"]
        resources[name("/XObject")] = generic.DictionaryObject({name("/Seal1"): writer.add_object(image)})
        writer.update_container(resources)
        spot = _SEAL.search(content(printed.sealed, 1)) or _SEAL.search(content(printed.sealed, 0))
        assert spot is not None
        page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=spot[0] + bytes(page["/Contents"].data)))

    found = [altered(printed, with_page(printed.final, sealed, page)) for page in (0, 1)]
    assert all("没有打印过的印章" in "\n".join(one.lines()) for one in found)


def test_what_stands_beside_the_pages_is_found(printed: Printed) -> None:
    """A layer that is shown on paper only looks the same here: that there are layers is told."""

    def layered(data: bytes) -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(data))
        writer.root[name("/OCProperties")] = generic.DictionaryObject()
        writer.update_root()
        file = io.BytesIO()
        writer.write(file)
        return file.getvalue()

    for data in (printed.draft, printed.sealed):
        assert any("图层" in reason for reason in altered(printed, layered(data)).reasons)


def test_a_page_made_smaller_is_told_in_one_sentence(printed: Printed) -> None:
    smaller = with_content(printed.draft, lambda text: b"q 0.96 0 0 0.96 12 16 cm\n" + text + b"\nQ")
    [fault] = altered(printed, smaller).faults
    assert "整页被缩放到约 96.0%" in fault.what and "文字逐字一致" in fault.what
    changed = append(b"BT /F2 9 Tf 1 0 0 1 60 790 Tm (\\000\\001)Tj ET\n")(smaller)
    assert not any("整页" in fault.what for fault in altered(printed, changed).faults)


def test_a_scan_with_its_text_is_told_in_one_sentence(printed: Printed) -> None:
    scanned = append(b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xf0 EI Q\n")(printed.draft)
    [fault] = altered(printed, scanned).faults
    assert fault.page == 1 and fault.what.startswith("整页是一幅图片")


def test_a_page_in_another_frame_is_the_same_page(printed: Printed) -> None:
    """Its corner need not be 0, 0."""

    def framed(_: Any, page: Any) -> None:
        width, height = (float(page["/MediaBox"][side]) for side in (2, 3))
        page[name("/MediaBox")] = generic.ArrayObject(map(number, (30, 40, width + 30, height + 40)))

    moved = with_content(printed.sealed, lambda text: b"q 1 0 0 1 30 40 cm\n" + text + b"\nQ", 1)
    assert printed.verdict(with_page(moved, framed, 1)).state == "current"
    assert any("整页被移动过" in fault.what for fault in altered(printed, moved).faults)


def test_a_draft_does_not_become_final_by_losing_its_marks(printed: Printed) -> None:
    unmarked = with_content(printed.draft, lambda text: re.sub(rb"q [^q]*/Draft Do Q\n", b"", text))
    unmarked = with_content(unmarked, lambda text: re.sub(rb"q [^q]*/Draft Do Q\n", b"", text), 1)
    assert "画面与打印时不同" in "\n".join(altered(printed, unmarked).lines())
