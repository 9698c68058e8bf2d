"""Workbooks in one XML file, 「XML 表格 2003」, as some systems write them under the name .xls."""

from datetime import datetime
from xml.etree.ElementTree import Element

from medaid_desktop.core.grid import Document, Kind, Shown
from medaid_desktop.formats.excel.cells import SheetCells, to_grids
from medaid_desktop.formats.excel.references import LAST_COL, LAST_ROW
from medaid_desktop.formats.excel.shown.looks import Font, Look
from medaid_desktop.formats.excel.shown.number_format import BUILT_IN
from medaid_desktop.formats.guard import Watch
from medaid_desktop.formats.safe_xml import in_pieces, integer, tree

_PREFIXES = {
    "urn:schemas-microsoft-com:office:spreadsheet": "ss",
    "urn:schemas-microsoft-com:office:excel": "x",
    "http://www.w3.org/TR/REC-html40": "html",
}
_NAMED = {
    "General": "General", "General Number": "General", "General Date": BUILT_IN[22], "Long Date": BUILT_IN[31],
    "Medium Date": BUILT_IN[15], "Short Date": BUILT_IN[14], "Long Time": BUILT_IN[19], "Medium Time": BUILT_IN[18],
    "Short Time": BUILT_IN[20], "Currency": BUILT_IN[8], "Euro Currency": "[$€-2] #,##0.00", "Fixed": "0.00",
    "Standard": "#,##0.00", "Percent": BUILT_IN[10], "Scientific": BUILT_IN[11],
}  # fmt: skip
_SHOWN: dict[str, Shown] = {"SheetHidden": "hidden", "SheetVeryHidden": "very hidden"}


def read_spreadsheetml(data: bytes, name: str, watch: Watch) -> Document:
    """Reads every worksheet. Raises DamagedError and UserError."""
    root = tree(in_pieces(data), _PREFIXES, watch)
    epoch_1904 = root.find("x|ExcelWorkbook/x|Date1904") is not None
    styles = {element.get("ss|ID", ""): element for element in root.iterfind("ss|Styles/ss|Style")}
    looks = {style: _look(style, styles, epoch_1904) for style in ("Default", *styles)}
    sheets: list[SheetCells] = []
    for element in root.iterfind("ss|Worksheet"):
        visible = element.findtext("x|WorksheetOptions/x|Visible", "")
        sheet = SheetCells(element.get("ss|Name", ""), _SHOWN.get(visible, "shown"))
        _fill(sheet, element, looks, watch)
        watch.hold(len(sheet.found))
        sheets.append(sheet)
    grids, doubts = to_grids(sheets, watch)
    return Document(name, "xml", grids, doubts=doubts)


def _look(style: str, styles: dict[str, Element], epoch_1904: bool) -> Look:
    """A style with what its parents say where it is silent."""
    code, font, indent = None, None, None
    seen: set[str] = set()
    following: str | None = style
    while following and following not in seen and (element := styles.get(following)) is not None:
        seen.add(following)
        code = code if code is not None else _attribute(element, "ss|NumberFormat", "ss|Format")
        named = element.find("ss|Font")
        font = font if font is not None or named is None else named
        indent = indent if indent is not None else _attribute(element, "ss|Alignment", "ss|Indent")
        following = element.get("ss|Parent") or ("Default" if following != "Default" else None)
    face = Font() if font is None else Font(font.get("ss|FontName", ""), font.get("ss|Bold") == "1", font.get("ss|StrikeThrough") == "1")  # fmt: skip
    return Look(_NAMED.get(code or "General", code or "General"), face, min(max(integer(indent), 0), 250), epoch_1904)


def _attribute(element: Element, child: str, name: str) -> str | None:
    found = element.find(child)
    return None if found is None else found.get(name)


def _fill(sheet: SheetCells, worksheet: Element, looks: dict[str, Look], watch: Watch) -> None:
    table = worksheet.find("ss|Table")
    if table is None:
        return
    column = 0
    for element in table.iterfind("ss|Column"):
        column = integer(element.get("ss|Index"), column + 1)
        last = column + max(integer(element.get("ss|Span")), 0)
        if element.get("ss|Hidden") == "1" or element.get("ss|Width") == "0":
            sheet.hidden_cols.append((column - 1, min(last - 1, LAST_COL)))
        column = last
    row = 0
    for element in table.iterfind("ss|Row"):
        row = integer(element.get("ss|Index"), row + 1)
        last = row + max(integer(element.get("ss|Span")), 0)
        if element.get("ss|Hidden") == "1" or element.get("ss|Height") == "0":
            sheet.hidden_rows.append((row - 1, last - 1))
        if 0 < row <= LAST_ROW + 1:
            _fill_row(sheet, row - 1, element, looks)
        watch.check()
        watch.check_room(len(sheet.found))
        row = last


def _fill_row(sheet: SheetCells, row: int, element: Element, looks: dict[str, Look]) -> None:
    column = 0
    row_style = element.get("ss|StyleID")
    for cell in element.iterfind("ss|Cell"):
        column = integer(cell.get("ss|Index"), column + 1)
        across, down = max(integer(cell.get("ss|MergeAcross")), 0), max(integer(cell.get("ss|MergeDown")), 0)
        if not 0 < column <= LAST_COL + 1:
            continue
        col = column - 1
        if across or down:
            sheet.merged.append((row, col, min(row + down, LAST_ROW), min(col + across, LAST_COL)))
        look = looks.get(cell.get("ss|StyleID") or row_style or "Default", looks["Default"])
        data = cell.find("ss|Data")
        text, kind = ("", "text") if data is None else _shown(data, look)
        if not text and cell.get("ss|Formula") and (data is None or data.get("ss|Type") != "String"):
            sheet.without_result.append((row, col))
        sheet.add(row, col, text, kind, look.indent, look.font.bold, look.font.struck)
        column += across


def _shown(data: Element, look: Look) -> tuple[str, Kind]:
    text = "".join(data.itertext()).replace("\r\n", "\n")
    kind = data.get("ss|Type", "String")
    if kind == "Boolean":
        return ("TRUE" if text.strip() == "1" else "FALSE"), "yes-no"
    if kind == "Error":
        return text, "error"
    if kind == "DateTime":
        return _moment(text, look)
    if kind == "Number":
        try:
            return look.number(float(text)), look.number_kind
        except ValueError:
            return text, "text"
    return look.text(text), "text"


def _moment(text: str, look: Look) -> tuple[str, Kind]:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return text, "date"
    return look.moment(moment), "date"
