"""Allocation tables on their side: a column for each place, a row for each kind of money."""

import re

from medaid_desktop.core.grid import GridCell
from medaid_desktop.recognition.columns.head import Column, Head
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.wording.folding import squeezed

PLACE = re.compile(r"[^\d:：]{1,18}(?:[省市州盟县区旗师]|本级|医保局|医疗保障局|合计|总计)|合计|总计|小计")
_MONEY_WORDS = ("资金", "补助", "金额", "人数", "人次", "公益金", "预算", "合计", "下达", "分配", "中央", "省级")
_LEAST = 3


def across_head(page: Page, row: int) -> Head | None:
    """The head of a table whose columns are places, where one begins in a row; None where not."""
    begins, words = page.begins(row), page.words(row)
    if len(words) < _LEAST:
        return None
    places = [cell for cell in words if PLACE.fullmatch(squeezed(cell.text)) and not _names_column(page, cell)]
    if len(places) < _LEAST:
        return None
    first = places[0].col
    behind = [cell for cell in begins if cell.col >= first]
    if len(behind) - len(places) > len(places) // 2 or len(begins) - len(behind) > 1:
        return None
    rows = page.rows_below(row, 1)
    if not rows or not _is_of_money(page, rows[0], first, places):
        return None
    labels = Column("", page.left, first - 1, begins[0].text if begins[0].col < first else "")
    columns = (Column("name", cell.col, cell.col + cell.cols - 1, cell.text) for cell in places)
    rest = (Column("", c.col, c.col + c.cols - 1, c.text) for c in behind if c not in places)
    ordered = sorted([*columns, *rest], key=lambda column: column.first)
    return Head("allocation", row, row, (labels, *ordered), across=True)


def _names_column(page: Page, cell: GridCell) -> bool:
    """Whether a text is a word of rank as it stands over a column of names (县市区), and no place."""
    meaning = page.sense(cell).columns.get("allocation")
    return meaning is not None and meaning.id == "name"


def _is_of_money(page: Page, row: int, first: int, places: list[GridCell]) -> bool:
    """Whether a row begins with words of money and has figures under the places."""
    cells = page.across(row)
    label = squeezed("".join(cell.text for cell in cells if cell.col < first))
    figures = [cell for place in places if (cell := page.at(row, place.col)) and cell.row == row]
    numbers = sum(page.sense(cell).number for cell in figures)
    return bool(figures) and numbers == len(figures) and any(word in label for word in _MONEY_WORDS)
