"""The written PDF: its text, fonts, bookmarks and bytes; failures that leave the old file as it was."""

import io
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.sheet import CONTINUED, Cell, CellStyle, PageSetup, Row, Sheet
from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.fonts import default_fonts
from medaid_desktop.formats.pdf.paginate import lay_out
from medaid_desktop.formats.pdf.textblock import TextSetter
from medaid_desktop.formats.pdf.writer import PrintJob, write_pdf
from tests.formats.pdf.sheets import FIELD, LABEL, SMALL_PAGE, prose, random_sheet, table

PT = 72 / 25.4


def job(sheet: Sheet, *, draft: bool = False, bookmark: str = "书签", group: str = "") -> PrintJob:
    return PrintJob(sheet, draft, bookmark, group)


def written(*jobs: PrintJob) -> bytes:
    file = io.BytesIO()
    write_pdf(jobs, file)
    return file.getvalue()


def squeezed(text: str) -> str:
    return "".join(text.split())


def page_texts(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range() for page in document]


def whole_text(data: bytes) -> str:
    return squeezed("".join(page_texts(data)))


def test_text_comes_out_cell_by_cell() -> None:
    sheet = table([["项目名称", prose(200)], ["金额", "1,234.50 万元"], ["日期", "2021年　6月　1日"]])
    text = whole_text(written(job(sheet)))
    place = 0
    for cell in sheet.cells:
        place = text.index(squeezed(cell.text), place)


def test_ideographic_spaces_come_out_again() -> None:
    assert "年　月　日" in page_texts(written(job(table([["年　月　日"]]))))[0]


@pytest.mark.parametrize("style", [CellStyle(role, 12, bold) for role in ("song", "fangsong", "kai", "hei", "title") for bold in (False, True)])  # fmt: skip
def test_rare_and_mixed_characters_come_out_in_every_role(style: CellStyle) -> None:
    text = "阳谷䶮𬱟㛃☑☐≥95%①㎡é“引”"
    sheet = Sheet("表", SMALL_PAGE, (100.0,), (Row(),), (Cell(0, 0, text, style),))
    assert text in whole_text(written(job(sheet)))


def test_characters_with_one_shape_keep_their_identity() -> None:
    text = "⼈人⽉月"
    assert text in whole_text(written(job(table([[text]]))))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 100_000))
def test_texts_of_random_sheets_come_out_whole(seed: int) -> None:
    sheet = random_sheet(Random(seed))
    laid = lay_out(sheet, TextSetter(default_fonts()))
    texts = page_texts(written(job(sheet)))
    assert len(texts) == len(laid.pages)
    for page, text in zip(laid.pages, texts, strict=True):
        expected = [
            squeezed("".join(line for line, _ in piece.block.lines[piece.first : piece.behind]))
            for piece in (*page.pieces, *page.foot)
        ]
        assert sorted(squeezed(text)) == sorted("".join(expected))
        assert [part for part in expected if part not in squeezed(text)] == []


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 100_000))
def test_no_character_stands_outside_its_place(seed: int) -> None:
    sheet = random_sheet(Random(seed))
    page_setup = sheet.page
    with pypdfium2.PdfDocument(written(job(sheet))) as document:
        for page in document:
            foot = page_setup.bottom_mm * PT
            for left, bottom, right, top in _character_boxes(page):
                assert (
                    page_setup.left_mm * PT - 0.3 <= left
                    and right <= (page_setup.width_mm - page_setup.right_mm) * PT + 0.3
                )
                assert top <= (page_setup.height_mm - page_setup.top_mm) * PT + 0.3
                assert bottom >= foot - 0.3 or top <= foot


def _character_boxes(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    text = page.get_textpage()
    for index in range(text.count_chars()):
        blank = text.get_text_range(index, 1).isspace()  # blanks may hang over the end of a line
        if not blank and not pdfium.FPDFText_IsGenerated(text, index):
            yield text.get_charbox(index)


def _objects(data: bytes) -> list[bytes]:
    return re.findall(rb"\d+ 0 obj\n(.*?)\nendobj", data, re.DOTALL)


def test_every_font_is_embedded_and_none_is_standard() -> None:
    data = written(job(table([["文字", ""], ["☑", "english"]]), draft=True))
    fonts = [entry for entry in _objects(data) if re.search(rb"/Type /Font\s", entry)]
    assert b"Helvetica" not in data and b"/Type1" not in data
    assert {re.search(rb"/Subtype /(\w+)", font)[1] for font in fonts} == {b"Type0", b"CIDFontType2"}  # type: ignore[index]
    descriptors = [entry for entry in _objects(data) if b"/FontDescriptor\n" in entry and b"/FontFile2" in entry]
    assert len(descriptors) == len(fonts) // 2 == 3


def test_one_font_object_a_face_for_the_whole_batch() -> None:
    data = written(*(job(table([[prose(200)], [f"第 {n} 张"]])) for n in range(20)))
    assert data.count(b"/CIDFontType2") == len(set(re.findall(rb"/BaseFont /[A-Z]{6}\+(\S+)", data)))


def test_same_sheets_make_the_same_bytes() -> None:
    jobs = [job(random_sheet(Random(seed)), draft=bool(seed % 2), group="组") for seed in range(5)]
    assert written(*jobs) == written(*jobs)


def test_file_identifier_comes_from_the_content() -> None:
    first, same, other = (written(job(table([[text]]))) for text in "甲甲乙")
    identifiers = [re.search(rb"/ID\s*\[\s*<(\w+)>", data)[1] for data in (first, same, other)]  # type: ignore[index]
    assert identifiers[0] == identifiers[1] != identifiers[2]


def test_same_file_whatever_was_printed_before() -> None:
    first = written(job(table([["甲乙"]])))
    written(job(table([["丙丁戊己庚辛"]])))
    assert written(job(table([["甲乙"]]))) == first


def test_bookmarks_stand_in_their_groups() -> None:
    data = written(
        job(table([["一"]]), bookmark="申报表", group="阳光县"), job(table([["二"]] * 40), bookmark="目标表", group="阳光县"),
        job(table([["三"]]), bookmark="申报表", group="清河区"), job(table([["四"]]), bookmark="封面"),
    )  # fmt: skip
    with pypdfium2.PdfDocument(data) as document:
        entries = [(item.level, item.get_title(), item.get_dest().get_index()) for item in document.get_toc()]
        last = len(document) - 1
    assert entries == [
        (0, "阳光县", 0), (1, "申报表", 0), (1, "目标表", 1), (0, "清河区", last - 1), (1, "申报表", last - 1), (0, "封面", last),
    ]  # fmt: skip


def test_pages_are_numbered_within_each_sheet() -> None:
    texts = [squeezed(text) for text in page_texts(written(job(table([["行"]] * 40)), job(table([["行"]]))))]
    assert "第1页共1页" in texts[-1]
    assert all(f"第{number}页共{len(texts) - 1}页" in text for number, text in enumerate(texts[:-1], 1))


def test_document_information() -> None:
    with pypdfium2.PdfDocument(written(job(table([["一"]])))) as document:
        assert document.get_metadata_dict(skip_empty=True) == {
            "Title": "试表", "Creator": "MedAid Desktop", "Producer": "MedAid Desktop",
        }  # fmt: skip
    with pypdfium2.PdfDocument(written(*[job(table([["一"]]))] * 3)) as document:
        assert document.get_metadata_value("Title") == "试表等 3 张"


def test_draft_is_marked_beneath_the_text_without_disturbing_it() -> None:
    sheet = table([[prose(400)]])
    plain, draft = written(job(sheet)), written(job(sheet, draft=True))
    assert squeezed(prose(400)) in whole_text(draft)
    assert "草稿" in whole_text(draft) and "草稿" not in whole_text(plain)
    grey = _grey_share(draft)
    assert grey > 0.01 and _grey_share(plain) < grey / 4


def _grey_share(data: bytes) -> float:
    with pypdfium2.PdfDocument(data) as document:
        image = document[0].render(scale=1, grayscale=True).to_pil()
    counts = image.histogram()
    return counts[round(0.92 * 255)] / sum(counts)


def test_rules_are_half_a_point_and_exact() -> None:
    (content, *_) = [
        zlib.decompress(match)
        for match in re.findall(
            rb"/Filter /FlateDecode /Length \d+ >>\nstream\n(.*?)\nendstream", written(job(table([["字"]]))), re.DOTALL
        )
    ]
    assert content.startswith(b"0.50 w\n")
    assert b"28.35 340.16 m 311.81 340.16 l" in content


def test_pages_have_the_size_of_their_sheet() -> None:
    landscape = table([["横"]], PageSetup(297, 210, 20, 20, 20, 20))
    with pypdfium2.PdfDocument(written(job(landscape), job(table([["小"]])))) as document:
        sizes = [(round(page.get_width() / PT, 1), round(page.get_height() / PT, 1)) for page in document]
    assert sizes == [(297.0, 210.0), (120.0, 130.0)]


def test_report_tells_pages_seals_and_shrunk_cells() -> None:
    cells = (Cell(0, 0, "字", FIELD), Cell(0, 1, "余", LABEL))
    narrow = Sheet("表", SMALL_PAGE, (3.0, 97.0), (Row(),), cells)
    report = write_pdf([job(table([["行"]] * 40)), job(narrow)], io.BytesIO())
    assert report.pages[0] > 1 and report.pages[1] == 1
    assert report.seals == [[], []]
    assert [cell.text for cell in report.shrunk[1]] == ["字"] and report.shrunk[0] == []


def test_missing_character_is_named_before_anything_is_written(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    sheet = table([["项目"], ["救助ༀ对象和ཁ"]])
    with pytest.raises(UserError) as failure:
        write_pdf([job(table([["好"]])), job(sheet)], target)
    message = str(failure.value)
    assert all(part in message for part in ("“ༀ”（U+0F00）", "“ཁ”（U+0F41）", "《试表》", "救助ༀ对象和ཁ"))
    assert list(tmp_path.iterdir()) == []


def test_missing_character_in_the_foot_is_named() -> None:
    with pytest.raises(UserError, match=r"U\+0F00.*页脚"):
        written(job(table([["好"]], PageSetup(foot_left="ༀ"))))


def test_sheets_are_taken_one_at_a_time() -> None:
    taken: list[int] = []
    done: list[int] = []

    def jobs() -> Iterator[PrintJob]:
        for number in range(4):
            taken.append(number)
            assert len(done) == number
            yield job(table([[str(number)]]))

    write_pdf(jobs(), io.BytesIO(), progress=done.append)
    assert done == [1, 2, 3, 4] and taken == [0, 1, 2, 3]


def test_continued_label_is_found_in_the_text() -> None:
    cells = [Cell(0, 0, "产出指标", LABEL, rows=30, repeats=True), *(Cell(n, 1, f"指标{n}", FIELD) for n in range(30))]
    sheet = Sheet(
        "表", SMALL_PAGE, (30.0, 70.0), (Row(),) * 30, tuple(sorted(cells, key=lambda cell: (cell.row, cell.col)))
    )
    texts = [squeezed(text) for text in page_texts(written(job(sheet)))]
    assert "产出指标" + CONTINUED in texts[1] and CONTINUED not in texts[0]
