"""Filings written as new workbooks and read again, for the tests of both ways."""

import io
from functools import cache

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from medaid_desktop.core.compose import PlaceNames
from medaid_desktop.core.filing import Filing
from medaid_desktop.formats.documents import document_of
from medaid_desktop.formats.excel.paper.paper_workbook import paper_workbook
from medaid_desktop.formats.pdf.fonts import measuring_fonts
from medaid_desktop.formats.pdf.textblock import TextSetter
from medaid_desktop.operations.exports.workbooks import sheet_of
from medaid_desktop.operations.reading import knowledge
from medaid_desktop.recognition.recognise import recognise
from medaid_desktop.recognition.understood import Knowledge, Understood
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.shipped.regions import load_regions

FORMS = {form.id: form for form in FormLibrary()}
PLACE = PlaceNames("阳谷县", "山东省聊城市阳谷县")


@cache
def known() -> Knowledge:
    return knowledge(FORMS, load_regions())


@cache
def setter() -> TextSetter:
    return TextSetter(measuring_fonts())


def filing_of(form: str, region: str | None = "371521", year: int | None = 2021, **content: object) -> Filing:
    return Filing(form, year, region, form_version=FORMS[form].version, **content)  # type: ignore[arg-type]


def exported(filing: Filing, place: PlaceNames = PLACE) -> bytes:
    return paper_workbook([sheet_of(FORMS[filing.form], filing, place, "表", setter())])


def read(content: bytes, name: str = "文件.xlsx") -> Understood:
    (table,) = recognise(document_of(content, name), known())
    return table


def on_paper(filing: Filing) -> dict[str, object]:
    """All of a filing that paper shows: texts that are there, without marks that are never printed."""
    form = FORMS[filing.form]
    return {
        "form": filing.form,
        "year": filing.year,
        "region": filing.region,
        "values": {name: text for name, text in filing.values.items() if text},
        "tables": {
            table: [{c: text for c, text in row.items() if text and form.definition(table, c).on_paper} for row in rows]
            for table, rows in filing.tables.items()
            if rows
        },
    }


def changed(content: bytes, **cells: object) -> bytes:
    """The workbook with other texts in some cells, saved by another program."""
    book = load_workbook(io.BytesIO(content))
    for name, value in cells.items():
        book.worksheets[0][name] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def place_of(content: bytes, text: str) -> str:
    """The first cell that holds a text."""
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return next(cell.coordinate for row in sheet.iter_rows() for cell in row if str(cell.value or "") == text)
