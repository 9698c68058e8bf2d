"""OpenDocument spreadsheets."""

from pathlib import Path

import pytest

from medaid_desktop.core.grid import Document
from medaid_desktop.errors import UserError
from medaid_desktop.formats.documents import read_document
from tests.formats.packages import saved

MIME = "application/vnd.oasis.opendocument.spreadsheet"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = (
    f'xmlns:office="{_ODF}:office:1.0" xmlns:table="{_ODF}:table:1.0" xmlns:text="{_ODF}:text:1.0" '
    f'xmlns:style="{_ODF}:style:1.0" xmlns:fo="{_ODF}:xsl-fo-compatible:1.0" xmlns:svg="{_ODF}:svg-compatible:1.0" '
    f'xmlns:draw="{_ODF}:drawing:1.0"'
)


def content(table: str, styles: str = "", root: str = "document-content") -> str:
    return (
        f"<office:{root} {NAMES}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet>{table}</office:spreadsheet></office:body></office:{root}>'
    )  # fmt: skip


def read(folder: Path, rows: str, styles: str = "") -> Document:
    table = f'<table:table table:name="附件1">{rows}</table:table>'
    return read_document(saved(folder, {"mimetype": MIME, "content.xml": content(table, styles)}))


def cell(text: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


def test_the_shown_text_is_taken(tmp_path: Path):
    rows = (
        "<table:table-row>"
        '<table:table-cell office:value-type="percentage" office:value="1"><text:p>100%</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="0.30000000000000004"/>'
        '<table:table-cell office:value-type="date" office:date-value="2020-06-01"><text:p>2020年6月</text:p></table:table-cell>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>'
        + cell("一<text:line-break/>二<text:s text:c='3'/>三</text:p><text:p>四")
        + "</table:table-row>"
    )
    document = read(tmp_path, rows)
    assert document.kind == "ods"
    assert [(found.text, found.kind) for found in document.grids[0].cells] == [
        ("100%", "number"), ("0.3", "number"), ("2020年6月", "date"), ("TRUE", "yes-no"), ("一\n二   三\n四", "text"),
    ]  # fmt: skip


def test_spans_and_repeats(tmp_path: Path):
    rows = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row><table:table-row>'
        '<table:table-cell table:number-columns-repeated="3"/>'
        + cell("组", 'table:number-rows-spanned="2" table:number-columns-spanned="2"')
        + "<table:covered-table-cell/>" + cell("重", 'table:number-columns-repeated="2"') + "</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )  # fmt: skip
    (grid,) = read(tmp_path, rows).grids
    assert (grid.origin, grid.rows, grid.cols) == ((2, 3), 2, 4)
    assert [(c.row, c.col, c.text, c.rows, c.cols) for c in grid.cells] == [
        (0, 0, "组", 2, 2), (0, 2, "重", 1, 1), (0, 3, "重", 1, 1),
    ]  # fmt: skip


def test_styles_notes_and_hidden_parts(tmp_path: Path):
    styles = (
        '<style:style style:name="p"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="c" style:parent-style-name="p"><style:paragraph-properties fo:margin-left="0.706cm"/></style:style>'
        '<style:style style:name="t"><style:text-properties fo:font-family="\'Wingdings 2\'"/></style:style>'
    )
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-row>'
        + cell("甲", 'table:style-name="c"')
        + cell('<text:span text:style-name="t">R</text:span>是')
        + '</table:table-row><table:table-row table:visibility="filter">'
        + '<table:table-cell office:value-type="string"><office:annotation><text:p>批注</text:p></office:annotation>'
        "<text:p>乙</text:p></table:table-cell></table:table-row>"
    )
    (grid,) = read(tmp_path, rows, styles).grids
    first, ticked, second = grid.cells
    assert (first.bold, first.indent, ticked.text, second.text) == (True, 2, "☑是", "乙")
    assert (grid.hidden_rows, grid.hidden_cols) == ({1}, {1})


def test_a_hidden_sheet_and_a_formula_without_a_result(tmp_path: Path):
    styles = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    table = (
        '<table:table table:name="藏" table:style-name="h"><table:table-row>' + cell("甲")
        + '<table:table-cell table:formula="of:=1+1"/></table:table-row></table:table>'
    )  # fmt: skip
    document = read_document(saved(tmp_path, {"mimetype": MIME, "content.xml": content(table, styles)}))
    assert document.grids[0].shown == "hidden"
    assert [doubt.place for doubt in document.doubts] == [(0, 1)]


def test_one_xml_file(tmp_path: Path):
    table = f'<table:table table:name="附件1"><table:table-row>{cell("甲")}</table:table-row></table:table>'
    text = '<?xml version="1.0" encoding="UTF-8"?>' + content(table, root="document")
    assert read_document(saved(tmp_path, text.encode())).grids[0].cells[0].text == "甲"


def test_repeated_texts_without_end_are_refused(tmp_path: Path):
    inner = cell("1", 'table:number-columns-repeated="16384"')
    rows = f'<table:table-row table:number-rows-repeated="1048576">{inner}</table:table-row>'
    with pytest.raises(UserError, match="30 万"):
        read(tmp_path, rows)


def test_protected_ones_and_letters_are_refused(tmp_path: Path):
    manifest = "<manifest:encryption-data/>"
    with pytest.raises(UserError, match="密码"):
        read_document(saved(tmp_path, {"mimetype": MIME, "content.xml": "", "META-INF/manifest.xml": manifest}))
    with pytest.raises(UserError, match=r"\.docx"):
        read_document(saved(tmp_path, {"mimetype": MIME.replace("spreadsheet", "text"), "content.xml": content("")}))


def test_rows_outside_tables_and_tables_inside_cells_do_no_harm(tmp_path: Path):
    stray = "<table:table-row>" + cell("外") + "</table:table-row>"
    parts = {"mimetype": MIME, "content.xml": content(stray)}
    assert read_document(saved(tmp_path, parts)).grids == ()
    inner = f'<table:table-row><table:table-cell><table:table table:name="内">{stray}</table:table></table:table-cell>{cell("右")}</table:table-row>'
    (grid,) = read(tmp_path, inner + f"<table:table-row>{cell('下')}</table:table-row>").grids
    assert [(found.row, found.text) for found in grid.cells] == [(0, "右"), (1, "下")]
