"""Sheets of paper as a new workbook: the same grid, texts and rules, set up to print like the PDF.

The parts are written directly. They say no more than Office needs, in the order its schema asks for, and are the same for the
same sheets to the byte.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from medaid_desktop.formats.excel.paper.paper_workbook_sheet import Texts, Worksheet, worksheet
from medaid_desktop.formats.excel.paper.paper_workbook_sheets import (
    SetText,
    WorkbookSheet,
    is_indented,
    room_pt,
    text_height,
)
from medaid_desktop.formats.excel.paper.paper_workbook_styles import StyleTable
from medaid_desktop.formats.excel.paper.tab_names import tab_name
from medaid_desktop.formats.excel.xlsx.xlsx_carried import CARRIED

__all__ = ["SetText", "WorkbookSheet", "is_indented", "paper_workbook", "room_pt", "text_height"]

PROGRAM = "MedAid Desktop"
_LONGEST_PIECE = 240
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DATE = (1980, 1, 1, 0, 0, 0)


def paper_workbook(sheets: Iterable[WorkbookSheet], title: str = "") -> bytes:
    """A workbook with a tab for each sheet, in their order. Names are made fit and unique; no text is left out.

    `title` stands in its properties; left out, the name of the first sheet does. Each sheet is written when its turn comes, and
    only its packed part is kept. ValueError for no sheet at all, UserError for a text that no workbook can hold.
    """
    out = io.BytesIO()
    styles, texts, taken = StyleTable(), Texts(), set[str]()
    names: list[str] = []
    found: list[tuple[str, str]] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        _write(package, "_rels/.rels", _package_relations())
        _write(package, "docProps/app.xml", _app())
        for number, one in enumerate(sheets, 1):
            names.append(tab_name(one.name, taken))
            title = title or one.name
            made = worksheet(one, styles, texts, number == 1)
            _write(package, f"xl/worksheets/sheet{number}.xml", made.part)
            found += _defined(made, names[-1], number - 1)
            found += _carried(one.carried, number - 1)
        if not names:
            raise ValueError("no sheet")
        _write(package, "xl/workbook.xml", _workbook(names, found))
        _write(package, "xl/_rels/workbook.xml.rels", _workbook_relations(len(names)))
        _write(package, "xl/styles.xml", styles.part())
        _write(package, "xl/sharedStrings.xml", texts.part())
        _write(package, "docProps/core.xml", _core(title))
        _write(package, "[Content_Types].xml", _content_types(len(names)))
    return out.getvalue()


def _write(package: zipfile.ZipFile, name: str, xml: str) -> None:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(info, (_DECLARATION + xml).encode("utf-8"))


def _defined(made: Worksheet, name: str, index: int) -> list[tuple[str, str]]:
    """The defined names of a worksheet: (name and scope as attributes, what it stands for)."""
    sheet = "'" + name.replace("'", "''") + "'"
    scope = f'localSheetId="{index}"'
    found = [(f'name="_xlnm.Print_Area" {scope}', f"{sheet}!{made.area}")]
    if made.titles:
        found.append((f'name="_xlnm.Print_Titles" {scope}', f"{sheet}!{made.titles}"))
    return found


def _carried(text: str, index: int) -> Iterator[tuple[str, str]]:
    """Hidden names of a worksheet that hold a text in pieces: Office takes no longer ones in a formula."""
    for number, start in enumerate(range(0, len(text), _LONGEST_PIECE)):
        attributes = f'name="{CARRIED}{number}" localSheetId="{index}" hidden="1"'
        yield attributes, f'"{text[start : start + _LONGEST_PIECE]}"'


def _workbook(names: list[str], defined: list[tuple[str, str]]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>' for number, name in enumerate(names, 1)
    )
    named = "".join(f"<definedName {attributes}>{escape(text)}</definedName>" for attributes, text in defined)
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships"><workbookPr/>'
        '<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="22000" windowHeight="12000"/></bookViews>'
        f"<sheets>{sheets}</sheets><definedNames>{named}</definedNames></workbook>"
    )


def _relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'


def _workbook_relations(count: int) -> str:
    sheets = "".join(
        _relation(number, f"{_OFFICE}/relationships/worksheet", f"worksheets/sheet{number}.xml")
        for number in range(1, count + 1)
    )
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">{sheets}'
        + _relation(count + 1, f"{_OFFICE}/relationships/styles", "styles.xml")
        + _relation(count + 2, f"{_OFFICE}/relationships/sharedStrings", "sharedStrings.xml")
        + "</Relationships>"
    )


def _package_relations() -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + _relation(1, f"{_OFFICE}/relationships/officeDocument", "xl/workbook.xml")
        + _relation(2, f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")
        + _relation(3, f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml")
        + "</Relationships>"
    )


def _content_types(count: int) -> str:
    parts = {f"/xl/worksheets/sheet{number}.xml": f"{_KIND}.worksheet+xml" for number in range(1, count + 1)}
    parts |= {
        "/xl/workbook.xml": f"{_KIND}.sheet.main+xml",
        "/xl/styles.xml": f"{_KIND}.styles+xml",
        "/xl/sharedStrings.xml": f"{_KIND}.sharedStrings+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _core(title: str) -> str:
    """Properties without a person's name, and without a date, so that the same content makes the same file."""
    plain = "".join(character for character in title if character.isprintable())
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(plain)}</dc:title><dc:creator>{PROGRAM}</dc:creator></cp:coreProperties>"
    )


def _app() -> str:
    return f'<Properties xmlns="{_OFFICE}/extended-properties"><Application>{PROGRAM}</Application></Properties>'
