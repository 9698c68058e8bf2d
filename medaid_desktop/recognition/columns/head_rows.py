"""Heads over several rows of which nothing is merged: groups above blank neighbours, units of measure on lines of their own."""

import re
from collections.abc import Mapping

from medaid_desktop.core.grid import GridCell, Place
from medaid_desktop.recognition.pages.page import Page, place_of
from medaid_desktop.recognition.wording.folding import squeezed

_UNIT_NOTE = re.compile(r"[(（\[【]?(?:单位[:：])?(?:[百千万亿]*元|[万]?人次?数?|次|户|个|%|％)[)）\]】]?")


def is_unit_note(text: str) -> bool:
    """Whether a line of a head only says what its column is counted in: （人）, （万元）."""
    return bool(_UNIT_NOTE.fullmatch(squeezed(text)))


def spread_groups(page: Page, top: int, bottom: int) -> Mapping[Place, GridCell]:
    """Labels of a head, by the places they stand for, that group their blank neighbours to the right without being merged.

    One that has a label of its own below it groups the labels beside that, as long as nothing stands above them: 中央财政 | blank
    over 一般公共预算 | 彩票公益金. A cell over its whole width takes its place.
    """
    found: dict[Place, GridCell] = {}
    for row in range(top, bottom):
        if all(page.at(row, cell.col) is not None for cell in page.begins(row + 1)):
            continue
        group: GridCell | None = None
        covered: list[int] = []
        below = {cell.col: cell for cell in page.begins(row + 1) if row + 1 <= bottom and not is_unit_note(cell.text)}
        for col in range(page.left, page.right + 1):
            cell = page.at(row, col)
            if cell is not None:
                _widen(found, row, group, covered)
                own = place_of(cell) == (row, col) and cell.cols == cell.rows == 1 and col in below
                group, covered = (cell, []) if own else (None, [])
            elif group is not None and col in below and below[col].rows == below[col].cols == 1:
                covered.append(col)
            else:
                _widen(found, row, group, covered)
                group, covered = None, []
        _widen(found, row, group, covered)
    return found


def _widen(found: dict[Place, GridCell], row: int, group: GridCell | None, covered: list[int]) -> None:
    if group is None or not covered:
        return
    wide = group._replace(cols=covered[-1] - group.col + 1)
    found.update({(row, col): wide for col in (group.col, *covered)})
