"""Where in a filing a sentence about its export belongs, so that the clerk can be led there."""

import re

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import EXTRA, Form
from medaid_desktop.core.templates.filling.filled import Filled
from medaid_desktop.core.templates.filling.filling import fill
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.templates import template_of

_CELL = re.compile(r"单元格 ?([A-Z]{1,3})([1-9]\d{0,6})")
_SHEET = re.compile(r"(?:^|：)“([^”]+)”：(.*)", re.DOTALL)
"""What is said of one sheet of several."""
_LABEL = re.compile(r"“([^”]+)”")


def path_of(desk: Desk, filing_id: str, notice: str) -> str:
    """The path that a sentence of an export is about: by the cell it names (单元格 C12), else by a label (“项目名称”).

    "" where it names nothing of the filing, or a cell on the sheet of another one, or the filing or its template is gone.
    """
    try:
        filing = desk.ledger.filings.get(filing_id)
        form = desk.form_of(filing)
        found = template_of(desk, filing.form, filing.form_version)
    except UserError:
        return ""
    sheet = _SHEET.search(notice)
    if sheet is not None and found is not None and sheet[1] != found[1].sheet:
        return ""
    notice = sheet[2] if sheet else notice
    cell = _CELL.search(notice)
    if cell is not None and found is not None:
        filled = fill(found[1], form, filing, desk.names(filing.region, filing.year).short)
        path = _at(filled, int(cell[2]) - 1, _column(cell[1]))
        if path:
            return path
    label = _LABEL.search(notice)
    return _named(form, filing, label[1]) if label else ""


def _at(filled: Filled, row: int, col: int) -> str:
    """The path shown at a place of the filled sheet, "" where none is."""
    for body in filled.bodies:
        for line in body.rows:
            if line.row != row or line.content < 0:
                continue
            for column in body.columns:
                if column.col <= col < column.col + column.cols:
                    return f"tables.{body.table}[{line.content}].{column.of or column.definition.id}"
    for cell in (*filled.computed, *filled.cells):
        spot = cell.spot
        if spot.within == "cell" and spot.row <= row < spot.row + spot.rows and spot.col <= col < spot.col + spot.cols:
            name = cell.parts[0].mark.definition.id if cell.parts else cell.definition.id if cell.definition else ""
            return f"values.{name}" if name and not name.startswith("{") else ""
    return ""


def _named(form: Form, filing: Filing, label: str) -> str:
    """The value, or the first row of the table, that goes by a label."""
    for name in filing.values:
        known = name.removeprefix(EXTRA) if name.startswith(EXTRA) else form.definition("", name).label
        if known == label:
            return f"values.{name}"
    for table in form.tables:
        if table.label == label and filing.rows(table.id):
            return f"tables.{table.id}[0]"
    return ""


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
