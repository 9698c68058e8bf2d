"""Small workbooks by hand, filled in: what their formulas read and give afterwards."""

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook, load_workbook

from medaid_desktop.formats.excel.patching.edits import Content, SheetEdits
from medaid_desktop.formats.excel.patching.shift import ListRows
from medaid_desktop.formats.excel.patching.workbook import TemplateWorkbook
from medaid_desktop.formats.excel.references import place

SHEET = "表"


def book(cells: Mapping[str, object], change=None, **others: Mapping[str, object]) -> bytes:
    """A workbook with a sheet 表, and further ones by name. `change` gets it before it is saved."""
    made = Workbook()
    sheet = made.active
    sheet.title = SHEET
    for name, value in cells.items():
        sheet[name] = value
    for title, more in others.items():
        other = made.create_sheet(title)
        for name, value in more.items():
            other[name] = value
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def filled(
    data: bytes,
    cells: Mapping[str, Content] | None = None,
    inserted: Mapping[int, int] | None = None,
    lists: Sequence[ListRows] = (),
) -> bytes:
    """A workbook with cells of 表 written; `inserted` counts its rows from 1, as `cells` does after inserting."""
    edits = SheetEdits(cells={place(name) or (0, 0): value for name, value in (cells or {}).items()})
    rows = {row - 1: count for row, count in (inserted or {}).items()}
    return TemplateWorkbook(data).filled({SHEET: edits}, {SHEET: rows}, None, {SHEET: list(lists)})


def entries(first: int, last: int, *totals: int) -> ListRows:
    """A list of rows, counted from 1, with the rows of its totals."""
    return ListRows(frozenset(range(first - 1, last)), frozenset(row - 1 for row in totals))


def formula(data: bytes, name: str, sheet: str = SHEET) -> str:
    """The formula of a cell."""
    value = load_workbook(io.BytesIO(data))[sheet][name].value
    return getattr(value, "text", value)


def stored(data: bytes, name: str, sheet: str = SHEET) -> object:
    """The result that is stored with a formula."""
    return load_workbook(io.BytesIO(data), data_only=True)[sheet][name].value
