"""Workbooks in Office Open XML: xlsx, xlsm and what WPS writes under these names."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from medaid_desktop.core.grid import Document, Shown
from medaid_desktop.formats.archive import Archive
from medaid_desktop.formats.excel.cells import SheetCells, to_grids
from medaid_desktop.formats.excel.xlsx.xlsx_carried import carried_texts
from medaid_desktop.formats.excel.xlsx.xlsx_cells import Styles
from medaid_desktop.formats.excel.xlsx.xlsx_shared import SharedTexts, read_shared_strings
from medaid_desktop.formats.excel.xlsx.xlsx_sheet import SheetReader
from medaid_desktop.formats.excel.xlsx.xlsx_styles import PREFIXES, read_looks
from medaid_desktop.formats.guard import Watch
from medaid_desktop.formats.relations import part_of_kind, relations
from medaid_desktop.formats.safe_xml import is_on, tree

_SHOWN: dict[str, Shown] = {"hidden": "hidden", "veryHidden": "very hidden"}


@dataclass(frozen=True, slots=True)
class _Worksheet:
    name: str
    shown: Shown
    part: str
    number: int


def read_xlsx(archive: Archive, main: str, name: str, watch: Watch) -> Document:
    """Reads every worksheet, also hidden ones; chart and macro sheets are left out. Raises DamagedError and UserError."""
    found = relations(archive, main, watch)
    workbook = tree(archive.pieces(main), PREFIXES, watch)
    properties = workbook.find("x|workbookPr")
    epoch_1904 = properties is not None and is_on(properties.get("date1904"))
    styles = Styles(read_looks(archive, part_of_kind(found, "styles", archive), epoch_1904, watch))
    strings = part_of_kind(found, "sharedStrings", archive)
    texts = SharedTexts(read_shared_strings(archive.pieces(strings), watch) if strings else [])
    parts = {key: item.part for key, item in found.items() if item.kind == "worksheet" and item.part in archive}
    sheets: list[SheetCells] = []
    carried = carried_texts(workbook)
    for worksheet in _worksheets(workbook, parts):
        sheet = SheetCells(worksheet.name, worksheet.shown, carried=carried.get(worksheet.number, ""))
        SheetReader(sheet, texts, styles, watch).read(archive.pieces(worksheet.part))
        sheets.append(sheet)
    grids, doubts = to_grids(sheets, watch)
    return Document(name, "xlsx", grids, doubts=doubts)


def _worksheets(workbook: Element, parts: dict[str, str]) -> list[_Worksheet]:
    listed = [
        _Worksheet(
            element.get("name", ""),
            _SHOWN.get(element.get("state", ""), "shown"),
            parts[element.get("r|id", "")],
            number,
        )
        for number, element in enumerate(workbook.iterfind("x|sheets/x|sheet"))
        if element.get("r|id", "") in parts
    ]
    return list({worksheet.part: worksheet for worksheet in reversed(listed)}.values())[::-1]
