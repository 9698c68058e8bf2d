"""Letters as grids with the paragraphs around them."""

from pathlib import Path

import docx
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.grid import Document, Grid
from medaid_desktop.formats.documents import read_document
from tests.formats.packages import letter, saved


def read(folder: Path, body: str, **parts: str) -> Document:
    return read_document(saved(folder, letter(body, **parts)))


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def one_cell(folder: Path, inner: str, **parts: str) -> str:
    """The text of a table's only cell that holds these paragraphs."""
    (grid,) = read(folder, table(cell(inner)), **parts).grids
    return grid.cells[0].text


def placed(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [(found.row, found.col, found.rows, found.cols, found.text) for found in grid.cells]


def test_tables_in_reading_order_with_what_stands_around_them(tmp_path: Path):
    letter_of_two = docx.Document()
    letter_of_two.add_paragraph("关于下达资金的通知")
    letter_of_two.add_paragraph("  ")
    letter_of_two.add_paragraph("附件1")
    first = letter_of_two.add_table(2, 3)
    first.cell(0, 0).merge(first.cell(0, 2)).text = "分配表"
    first.cell(1, 0).text = "杭州市"
    first.cell(1, 2).text = "115"
    letter_of_two.add_paragraph("附件2")
    letter_of_two.add_table(1, 1).cell(0, 0).text = "目标"
    letter_of_two.add_paragraph("抄送：财政厅")
    letter_of_two.save(tmp_path / "a.docx")
    document = read_document(tmp_path / "a.docx")
    one, two = document.grids
    assert document.kind == "docx"
    assert placed(one) == [(0, 0, 1, 3, "分配表"), (1, 0, 1, 1, "杭州市"), (1, 2, 1, 1, "115")]
    assert (one.above, one.below) == (("关于下达资金的通知", "附件1"), ())
    assert (two.above, two.below) == (("附件2",), ("抄送：财政厅",))


def test_a_letter_without_tables_is_its_paragraphs(tmp_path: Path):
    document = read(tmp_path, paragraph("通知") + paragraph("正文"))
    assert (document.grids, document.paragraphs) == ((), ("通知", "正文"))


def test_spans_and_skipped_columns(tmp_path: Path):
    rows = (
        cell(paragraph("组"), '<w:vMerge w:val="restart"/>') + cell(paragraph("头"), '<w:gridSpan w:val="2"/>'),
        cell(paragraph(""), "<w:vMerge/>") + cell(paragraph("一")) + cell(paragraph("二")),
        '<w:trPr><w:gridBefore w:val="1"/><w:hidden/></w:trPr>' + cell(paragraph(""), '<w:gridSpan w:val="2"/>'),
    )
    (grid,) = read(tmp_path, table(*rows)).grids
    assert placed(grid) == [(0, 0, 2, 1, "组"), (0, 1, 1, 2, "头"), (1, 1, 1, 1, "一"), (1, 2, 1, 1, "二")]
    assert (grid.rows, grid.cols, grid.blank_spans, grid.hidden_rows) == (3, 3, ((2, 1, 1, 2),), {2})


def test_inner_tables_follow_the_outer_one(tmp_path: Path):
    inner = table(cell(paragraph("内")))
    boxed = f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{table(cell(paragraph('框')))}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    grids = read(tmp_path, table(cell(paragraph("外") + inner + boxed))).grids
    assert [[found.text for found in grid.cells] for grid in grids] == [["外"], ["内"], ["框"]]


def test_tables_in_text_boxes_and_controls(tmp_path: Path):
    box = f"<w:txbxContent>{paragraph('框中')}{table(cell(paragraph('框')))}</w:txbxContent>"
    body = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{table(cell(paragraph('控件')))}</w:sdtContent></w:sdt>"
        f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>{cell(paragraph('格'))}</w:sdtContent></w:sdt></w:tr>"
        "</w:sdtContent></w:sdt></w:tbl>"
    )
    grids = read(tmp_path, body).grids
    assert [[found.text for found in grid.cells] for grid in grids] == [["框"], ["控件"], ["格"]]
    assert grids[0].above == ("框中",)


def test_ticks_of_every_kind(tmp_path: Path):
    def control(checked: int) -> str:
        state = f'<w:sdtPr><w14:checkbox><w14:checked w14:val="{checked}"/></w14:checkbox></w:sdtPr>'
        return f"<w:sdt>{state}<w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>"

    def legacy(inner: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{inner}</w:checkBox></w:ffData></w:fldChar></w:r>'

    symbols = "".join(
        f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
        for font, code in [("Wingdings 2", "F052"), ("Wingdings 2", "F0A3"), ("Wingdings", "F0FE"), ("Wingdings", "F0A8"),
                           ("Wingdings", "00FC"), ("Symbol", "F0B3")]
    )  # fmt: skip
    font = '<w:r><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>R\uf0a3</w:t></w:r>'
    picked = (  # from the emoji picker
        '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><e:symEx xmlns:e="http://schemas.microsoft.com/office/word/2015/wordml/symex"'
        ' e:font="Segoe UI Symbol" e:char="2611"/></mc:Choice><mc:Fallback><w:t>☑</w:t></mc:Fallback></mc:AlternateContent></w:r>'
    )
    runs = (
        symbols
        + control(1)
        + control(0)
        + legacy('<w:default w:val="1"/>')
        + legacy('<w:default w:val="1"/><w:checked w:val="0"/>')
        + font
        + picked
    )
    assert one_cell(tmp_path, f"<w:p>{runs}</w:p>") == "☑☐☑☐√≥" + "☑☐" + "☑☐" + "☑☐" + "☑"


def test_prompts_deleted_and_hidden_text_are_left_out(tmp_path: Path):
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处输入</w:t></w:r></w:sdtContent></w:sdt>"
    filled = "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>甲</w:t></w:r></w:sdtContent></w:sdt>"
    runs = (
        prompt + filled
        + "<w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        + "<w:moveFrom><w:r><w:t>搬走</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>搬来</w:t></w:r></w:moveTo>"
        + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
        + "<w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink>"
        + "<w:r><w:ruby><w:rt><w:r><w:t>yin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>音</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )  # fmt: skip
    assert one_cell(tmp_path, f"<w:p>{runs}</w:p>") == "甲新搬来链音"
    deleted_row = "<w:trPr><w:del/></w:trPr>" + cell(paragraph("删"))
    assert [found.text for found in read(tmp_path, table(deleted_row, cell(paragraph("留")))).grids[0].cells] == ["留"]


def test_breaks_tabs_and_hyphens(tmp_path: Path):
    runs = '<w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t><w:br w:type="page"/><w:noBreakHyphen/></w:r>'
    assert one_cell(tmp_path, f"<w:p>{runs}</w:p>" + paragraph("四") + paragraph("")) == "一\n二\t三-\n四"


def test_bold_struck_and_indent_come_from_run_and_style(tmp_path: Path):
    styles = (
        '<w:style w:type="paragraph" w:styleId="base"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="head"><w:basedOn w:val="base"/><w:pPr><w:ind w:left="420"/></w:pPr></w:style>'
        '<w:style w:type="character" w:styleId="gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    rows = (
        cell(paragraph("粗", '<w:pStyle w:val="head"/>'))
        + cell(paragraph("细", '<w:pStyle w:val="head"/>', '<w:b w:val="0"/>')),
        cell(paragraph("划", '<w:ind w:firstLineChars="200"/>', "<w:strike/>"))
        + cell(paragraph("藏", "", '<w:rStyle w:val="gone"/>')),
    )
    (grid,) = read(tmp_path, table(*rows), styles=styles).grids
    assert [(found.text, found.bold, found.struck, found.indent) for found in grid.cells] == [
        ("粗", True, False, 2), ("细", False, False, 2), ("划", False, True, 2),
    ]  # fmt: skip


def test_automatic_numbers_are_part_of_the_text(tmp_path: Path):
    def level(depth: int, kind: str, text: str, more: str = "") -> str:
        return f'<w:lvl w:ilvl="{depth}"><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'

    numbering = (
        '<w:abstractNum w:abstractNumId="7">'
        + level(0, "chineseCounting", "%1、", '<w:suff w:val="nothing"/>') + level(1, "chineseCounting", "（%2）", '<w:suff w:val="nothing"/>')
        + level(2, "decimal", "%3.") + level(3, "decimal", "%1.%4", "<w:isLgl/>")
        + level(4, "decimalZero", "%1.%5", "<w:isLgl/>")
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )  # fmt: skip
    styles = (
        '<w:style w:type="paragraph" w:styleId="h"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )

    def numbered(text: str, depth: int, number: int = 1) -> str:
        return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')

    body = (
        numbered("总则", 0) + numbered("甲", 1) + numbered("乙", 1) + paragraph("细则", '<w:pStyle w:val="h"/>') + numbered("丙", 1)
        + numbered("子", 2) + numbered("丑", 2) + numbered("寅", 2, 2) + numbered("法", 3) + numbered("律", 4)
        + paragraph("无", '<w:pStyle w:val="h"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )  # fmt: skip
    assert read(tmp_path, body, numbering=numbering, styles=styles).paragraphs == (
        "一、总则", "（一）甲", "（二）乙", "二、细则", "（一）丙", "1. 子", "2. 丑", "5. 寅", "2.1 法", "2.01 律", "无",
    )  # fmt: skip


def test_embedded_sheets_and_pictures_are_doubts(tmp_path: Path):
    with_object = read(tmp_path, '<w:p><w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r></w:p>')
    assert "Excel" in with_object.doubts[0].message
    with_picture = read(tmp_path, "<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>")
    assert "图片" in with_picture.doubts[0].message


def test_a_style_of_its_own_size_does_not_matter(tmp_path: Path):
    plain = docx.Document()
    run = plain.add_table(1, 1).cell(0, 0).paragraphs[0].add_run("甲")
    run.font.size, run.bold = Pt(16), True
    plain.save(tmp_path / "a.docx")
    (found,) = read_document(tmp_path / "a.docx").grids[0].cells
    assert (found.text, found.bold) == ("甲", True)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Co"]), max_size=6), min_size=3, max_size=3),
             min_size=2, max_size=5),
    st.tuples(st.integers(0, 1), st.integers(0, 2), st.integers(0, 1), st.integers(0, 2)),
)  # fmt: skip
def test_any_table_comes_back(tmp_path: Path, rows: list[list[str]], span: tuple[int, int, int, int]):
    plain = docx.Document()
    made = plain.add_table(len(rows), 3)
    for row, texts in enumerate(rows):
        for col, text in enumerate(texts):
            made.cell(row, col).text = text
    top, left, down, right = span
    bottom, end = min(top + down, len(rows) - 1), min(left + right, 2)
    merged = {(row, col) for row in range(top, bottom + 1) for col in range(left, end + 1)}
    for row, col in merged - {(top, left)}:
        made.cell(row, col).text = ""
    made.cell(top, left).merge(made.cell(bottom, end)).text = rows[top][left]
    plain.save(tmp_path / "a.docx")
    found = {
        (row, col): text for grid in read_document(tmp_path / "a.docx").grids for row, col, _, _, text in placed(grid)
    }
    expected = {
        (row, col): text
        for row, texts in enumerate(rows)
        for col, text in enumerate(texts)
        if text.strip() and (row, col) not in merged - {(top, left)}
    }
    assert found == expected
