"""The column of names in an allocation whose head does not say so: blank, or a word that nobody else uses."""

import re
from collections.abc import Sequence
from dataclasses import replace

from medaid_desktop.recognition.columns.head import MONEY, Column
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.wording.folding import squeezed

_PLACE = re.compile(
    r"(?:其中[:：])?(?:[(（]?[\d一二三四五六七八九十]{1,3}[)）、.．]?)?[^\d:：]{1,20}"
    r"(?:[省市州盟县区旗师镇乡]|本级|市级|州级|[局委办厅院]|中心|合计|总计|小计|共计)|(?:合计|总计|共计|小计)"
)
_SAMPLE = 12


def with_names(page: Page, bottom: int, columns: Sequence[Column]) -> list[Column]:
    """The columns with a name among them where one of those before the money holds names of places or offices."""
    first = min((column.first for column in columns if column.id in MONEY), default=-1)
    known = any(column.id == "name" for column in columns)
    if first < 0 or known or any(page.sense(cell).number for cell in page.begins(bottom)):
        return list(columns)
    rows = page.rows_below(bottom, _SAMPLE)
    told = {col for column in columns if column.id for col in range(column.first, column.last + 1)}
    for col in range(page.left, first):
        if col in told:
            continue
        cells = [cell for row in rows if (cell := page.at(row, col)) is not None and cell.row == row]
        places = sum(bool(_PLACE.fullmatch(squeezed(cell.text))) for cell in cells)
        if cells and 2 * places > len(cells) and 2 * len(cells) > len(rows):
            return _named(columns, col)
    return list(columns)


def _named(columns: Sequence[Column], col: int) -> list[Column]:
    """The columns with the one at a place as the name; one is added where the head is blank there."""
    covering = [column for column in columns if column.first <= col <= column.last]
    if not covering:
        return sorted([*columns, Column("name", col, col, "")], key=lambda column: column.first)
    return [replace(column, id="name") if column is covering[0] else column for column in columns]
