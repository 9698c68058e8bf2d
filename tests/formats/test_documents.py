"""Any file ends as a document or as a message that says what to do."""

import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.errors import UserError
from medaid_desktop.formats.documents import LARGEST, read_document
from medaid_desktop.formats.guard import ReadCancelled
from tests.formats.packages import letter, relations, saved, workbook, zipped

SAMPLES = Path(__file__).parent / "samples"
ROWS = '<row r="1"><c r="A1" t="inlineStr"><is><t>杭州市</t></is></c><c r="B1"><v>115</v></c></row>'
BODY = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"


def compound(*streams: str) -> bytes:
    """A file in the old container with these empty streams at its top: header, table of sectors, directory."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIII", header, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    entries = b""
    for number, name in enumerate(("Root Entry", *streams)):
        encoded = name.encode("utf-16-le")
        child = 1 if number == 0 and streams else 0xFFFFFFFF
        right = number + 1 if 0 < number < len(streams) else 0xFFFFFFFF
        kind = 5 if number == 0 else 2
        entries += encoded.ljust(64, b"\0") + struct.pack(
            "<HBBIII", len(encoded) + 2, kind, 1, 0xFFFFFFFF, right, child
        )
        entries += b"\0" * (128 - 80)
    return bytes(header) + table + entries.ljust(512, b"\0")


def message(folder: Path, content: bytes | dict[str, str | bytes], name: str = "来文.xlsx") -> str:
    with pytest.raises(UserError) as raised:
        read_document(saved(folder, content, name))
    assert raised.value.where.startswith(name)
    assert raised.value.mend
    return raised.value.what


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空的"),
        (b"\0" * 5000, "零字节"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\xff\xd8\xff\xe0JFIF", "图片"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"Rar!\x1a\x07", "压缩包"),
        (b"SQLite format 3\0" + b"\0" * 100, "台账"),
        (b"MZ\x90\0", "程序"),
        (bytes(range(256)) * 20, "认不出"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n", "mht"),
        (b"From: <Saved by Blink>\nSnapshot-Content-Location: x\n\n", "mht"),
        (compound("WordDocument", "1Table"), "doc"),
        (compound("EncryptionInfo", "EncryptedPackage"), "密码"),
        (compound("PowerPoint Document"), "演示文稿"),
        (compound("Contents"), "不是 Excel"),
        (compound()[:600], "损坏"),
        (zipped({"甲.txt": "甲"}), "压缩包"),
        (zipped({"附件/甲.xlsx": "甲", "乙.doc": "乙"}), "2 个文档"),
        (zipped({"OFD.xml": "<x/>"}), "OFD"),
        (zipped({f"{number}": "" for number in range(10_001)}), "10000"),
        (zipped({"xl/workbook.xml": "<workbook/>"})[:-30], "损坏"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(tmp_path: Path, content: bytes, words: str):
    assert words in message(tmp_path, content)


def test_office_files_of_other_kinds_say_what_they_are(tmp_path: Path):
    slides = {"[Content_Types].xml": "<Types/>", "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
              "ppt/presentation.xml": '<p:presentation xmlns:p="p"/>'}  # fmt: skip
    assert "演示文稿" in message(tmp_path, slides)
    binary = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": b"\0",
    }
    assert "xlsb" in message(tmp_path, binary)


def test_the_name_does_not_decide(tmp_path: Path):
    assert read_document(saved(tmp_path, workbook(ROWS), "分配表.docx")).kind == "xlsx"
    assert read_document(saved(tmp_path, letter(BODY), "分配表.xls")).kind == "docx"


def test_places_that_are_no_files(tmp_path: Path):
    for path, words in ((tmp_path, "文件夹"), (tmp_path / "无.xlsx", "找不到")):
        with pytest.raises(UserError, match=words):
            read_document(path)


def test_what_office_leaves_beside_an_open_file_is_named(tmp_path: Path):
    assert "临时文件" in message(tmp_path, b"\x05Admin".ljust(165), "~$分配表.xlsx")
    assert read_document(saved(tmp_path, workbook(ROWS), "~$真的表.xlsx")).kind == "xlsx"


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path):
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(UserError, match="100 MB"):
        read_document(path)


def test_entities_are_refused_and_nothing_is_fetched(tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", encoding="utf-8")
    for declared in ('<!ENTITY a "aaaaaaaaaa">', f'<!ENTITY a SYSTEM "{secret.as_uri()}">'):
        parts = workbook(ROWS)
        sheet = str(parts["xl/worksheets/sheet1.xml"]).replace("杭州市", "&a;")
        parts["xl/worksheets/sheet1.xml"] = f"<!DOCTYPE worksheet [{declared}]>{sheet}"
        assert "损坏" in message(tmp_path, parts)


def test_outside_relations_are_ignored(tmp_path: Path):
    parts = workbook(ROWS)
    outside = '<Relationship Id="r9" Type="x/worksheet" Target="http://example.org/a.xml" TargetMode="External"/></Relationships>'
    parts["xl/_rels/workbook.xml.rels"] = str(parts["xl/_rels/workbook.xml.rels"]).replace("</Relationships>", outside)
    assert read_document(saved(tmp_path, parts)).grids[0].cells[0].text == "杭州市"


@pytest.mark.parametrize(
    "sheet",
    ["<row r='1'>" + " " * 30_000_000 + "</row>", "<a>" * 300_000, f"<c><v>{'0' * 21_000_000}</v></c>"],
    ids=["blanks", "depth", "digits"],
)  # fmt: skip
def test_bombs_are_refused(tmp_path: Path, sheet: str):
    assert message(tmp_path, workbook(sheet))


def test_letters_without_end_are_refused(tmp_path: Path):
    assert "太大" in message(tmp_path, letter("<w:p/>" * 800_001))
    assert "损坏" in message(tmp_path, letter("<w:sdt>" * 400 + "</w:sdt>" * 400))
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="63"/><w:vMerge/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>'
    assert "30 万" in message(tmp_path, letter("<w:tbl>" + f"<w:tr>{wide * 3}</w:tr>" * 1700 + "</w:tbl>"))


def test_a_reading_can_be_stopped(tmp_path: Path):
    with pytest.raises(ReadCancelled):
        read_document(saved(tmp_path, workbook(ROWS)), lambda: True)


def _originals() -> list[bytes]:
    written = zipped(workbook(ROWS, styles='<cellXfs><xf numFmtId="9"/></cellXfs>', strings="<si><t>甲</t></si>"))
    page = b"<html><table><tr><td rowspan=2>a</td><td>b</td></tr></table></html>"
    return [
        written,
        zipped(letter(BODY)),
        (SAMPLES / "allocation.xls").read_bytes(),
        page,
        "地区\t金额\n杭州市\t115\n".encode("gb18030"),
    ]


ORIGINALS = _originals()


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(ORIGINALS), st.data())
def test_spoilt_files_end_with_a_document_or_a_message(tmp_path: Path, original: bytes, data: st.DataObject):
    spoilt = bytearray(original)
    flips = data.draw(st.lists(st.tuples(st.integers(0, len(original) - 1), st.integers(0, 255)), max_size=8))
    for place, value in flips:
        spoilt[place] = value
    length = data.draw(st.one_of(st.just(len(spoilt)), st.integers(0, len(spoilt))))
    _ends(saved(tmp_path, bytes(spoilt[:length])))


ODD = st.sampled_from(
    ["-1", "99999999999999", "1e308", "nan", "", "A1:XFD1048576", "∞", "true", "1_0", "[DBNum1]0.0,,E+0/??;[<0]@", "%9"]
)


@settings(max_examples=150, deadline=None)
@given(st.booleans(), st.data())
def test_odd_values_end_with_a_document_or_a_message(tmp_path: Path, is_letter: bool, data: st.DataObject):
    one = data.draw(st.lists(ODD, min_size=12, max_size=12))
    if is_letter:
        numbering = (
            f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="{one[0]}"><w:start w:val="{one[1]}"/><w:numFmt w:val="{one[2]}"/>'
            f'<w:lvlText w:val="{one[3]}"/></w:lvl></w:abstractNum><w:num w:numId="{one[4]}"><w:abstractNumId w:val="1"/></w:num>'
        )
        body = (
            f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="{one[5]}"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="{one[6]}"/>'
            f'<w:vMerge w:val="{one[7]}"/></w:tcPr><w:p><w:pPr><w:ind w:left="{one[8]}"/><w:numPr><w:ilvl w:val="{one[0]}"/>'
            f'<w:numId w:val="{one[4]}"/></w:numPr></w:pPr><w:r><w:sym w:char="{one[9]}"/><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
        )
        _ends(saved(tmp_path, letter(body, numbering=numbering)))
        return
    styles = (
        f'<numFmts><numFmt numFmtId="{one[0]}" formatCode="{one[1].replace("<", "&lt;")}"/></numFmts><fonts><font><b val="{one[2]}"/></font></fonts>'
        f'<cellXfs><xf numFmtId="{one[0]}" fontId="{one[3]}"><alignment indent="{one[4]}"/></xf></cellXfs>'
    )
    rows = f'<row r="{one[5]}" ht="{one[6]}"><c r="{one[7]}" s="0" t="{one[8]}"><v>{one[9].replace("<", "&lt;")}</v></c><c><v>1.5</v></c></row>'
    columns = f'<cols><col min="{one[10]}" max="{one[11]}" hidden="1"/></cols>'
    _ends(
        saved(
            tmp_path,
            workbook(
                rows, styles=styles, before=columns, behind=f'<mergeCells><mergeCell ref="{one[7]}"/></mergeCells>'
            ),
        )
    )


def _ends(path: Path) -> None:
    """Reads, and holds what is read against the promises of a grid."""
    try:
        document = read_document(path)
    except UserError as error:
        assert error.where.startswith(path.name)
        return
    for grid in document.grids:
        places = [
            (row, col)
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.rows)
            for col in range(cell.col, cell.col + cell.cols)
        ]
        assert len(places) == len(set(places))
        assert all(0 <= row < grid.rows and 0 <= col < grid.cols for row, col in places)
