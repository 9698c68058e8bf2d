"""What is worth a second look on a blank form: told from what was understood of it, for F8 to lead through."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from medaid_desktop.core.forms import EXTRA
from medaid_desktop.core.grid import Grid
from medaid_desktop.core.templates.looks import SheetLooks
from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.ui.views.incoming.doubts import DoubtLine
from medaid_desktop.ui.views.templates.roles import CellRoles, Where

_MOST = 60
_NUMBER = re.compile(r"（\d+）$")
_LINE = re.compile(r"[_＿]{3,}")
"""Room to write on."""


class _Found(NamedTuple):
    """A doubt about a cell, or about those from it to another one of its row."""

    where: Where
    words: str
    cells: tuple[Where, ...] = ()


def template_doubts(
    mapped: TemplateMap,
    grid: Grid,
    looks: SheetLooks,
    name: Callable[[Where], str],
    notices: Sequence[str],
    left_blank: Collection[Where] = (),
) -> tuple[list[DoubtLine], dict[Where, list[int]]]:
    """The doubts down the sheet, those about all of it first, and by cell the numbers of those about it.

    Doubtful are ruled blank cells that nothing goes into, texts with room to write on that are no places, choices without
    words, equal labels told apart by a number, and tables of one column; not what is `left_blank` by the clerk, nor what
    the document does not show.
    """
    roles = CellRoles(mapped, grid, looks)
    found = [*_blank_cells(mapped, grid, looks, roles, left_blank), *_of_definitions(mapped, grid, roles)]
    for where, text in _printed(mapped, grid):
        if _LINE.search(text) and where not in left_blank and roles.at(where).kind == "text":
            found.append(_Found(where, _tr("留了空的文字没有认成要填的：是要填的，按回车说明填什么")))
    lines = [DoubtLine(words) for words in notices]
    places: dict[Where, list[int]] = {}
    found.sort(key=lambda one: (one.where.within != "above", one.where.within == "below", *one.where[1:]))
    for one in found[:_MOST]:
        cells = [*one.cells] or [one.where]
        for where in cells:
            places.setdefault(where, []).append(len(lines))
        called = name(cells[0])
        if len(cells) > 1:
            called = _tr("%1 至 %2").replace("%1", called).replace("%2", name(cells[-1]))
        path = f"{one.where.within}:{one.where.row}:{one.where.col}:{cells[-1].col}"
        lines.append(DoubtLine(one.words, called, one.where.place, path))
    return lines, places


def where_of(line: DoubtLine) -> Where | None:
    """Where a doubt leads, None for one about the whole sheet."""
    return cells_of(line)[0] if line.path else None


def cells_of(line: DoubtLine) -> tuple[Where, Where]:
    """The first and the last cell of those that a doubt is about."""
    within, row, first, last = line.path.split(":")
    return (
        Where(within, int(row), int(first)),  # pyright: ignore[reportArgumentType]
        Where(within, int(row), int(last)),  # pyright: ignore[reportArgumentType]
    )


def _blank_cells(
    mapped: TemplateMap, grid: Grid, looks: SheetLooks, roles: CellRoles, left_blank: Collection[Where]
) -> Iterator[_Found]:
    """Ruled cells that nothing goes into; those that lie side by side are one doubt."""
    side: list[Where] = []
    for place in sorted(_blank_ruled(grid, looks)):
        where = roles.corner(Where("cell", *place))
        if where.place != place or where in left_blank or roles.at(where).kind != "blank":
            continue
        if place[0] in grid.hidden_rows or place[1] in grid.hidden_cols or not _is_within(mapped, grid, place):
            continue
        if side and (side[-1].row != where.row or not _is_next(side[-1], where, grid)):
            yield _blank_words(side)
            side = []
        side.append(where)
    if side:
        yield _blank_words(side)


def _blank_words(side: Sequence[Where]) -> _Found:
    if len(side) == 1:
        return _Found(side[0], _tr("空格没有认成要填的：是要填的，按回车说明填什么"))
    words = _tr("%1 个空格没有认成要填的：要填的按回车，不用填的按 Delete").replace("%1", str(len(side)))
    return _Found(side[0], words, tuple(side))


def _is_next(left: Where, right: Where, grid: Grid) -> bool:
    """Whether a blank cell begins where another one ends; blank ones that span columns are wider."""
    wide = next((cols for row, col, _, cols in grid.blank_spans if (row, col) == left.place), 1)
    return left.col + wide == right.col


def _of_definitions(mapped: TemplateMap, grid: Grid, roles: CellRoles) -> Iterator[_Found]:
    labels = Counter(_NUMBER.sub("", mark.definition.label) for mark in mapped.fields)
    for mark in mapped.fields:
        where = _where(mark.spot.within, mark.spot.row, mark.spot.col, grid, roles)
        definition = mark.definition
        if definition.type == "choice" and not definition.options:
            yield _Found(where, _tr("“%1”是选项，但没有读到可选的词").replace("%1", definition.label))
        bare = _NUMBER.sub("", definition.label)  # a number alone tells it from the others
        if definition.id.startswith(EXTRA) and definition.id[-1:].isdigit() and labels[bare] > 1:
            yield _Found(where, _tr("有几格都叫“%1”：请核对各填什么").replace("%1", bare))
    for table in mapped.tables:
        if len(table.columns) < 2:
            row, col = table.head[0], table.columns[0].col if table.columns else 0
            where = _where("cell", row, col, grid, roles)
            yield _Found(where, _tr("表格“%1”只有一列，请核对").replace("%1", table.label))


def _where(within: str, row: int, col: int, grid: Grid, roles: CellRoles) -> Where:
    if within != "cell":
        return Where(within, row)  # pyright: ignore[reportArgumentType]
    top, left = grid.origin
    return roles.corner(Where("cell", row - top, col - left))


def _printed(mapped: TemplateMap, grid: Grid) -> list[tuple[Where, str]]:
    """The texts that nothing is filled into."""
    top, left = grid.origin
    found: list[tuple[Where, str]] = []
    for one in mapped.printed:
        shift = (top, left) if one.spot.within == "cell" else (0, 0)
        found.append((Where(one.spot.within, one.spot.row - shift[0], one.spot.col - shift[1]), one.text))
    return found


def _blank_ruled(grid: Grid, looks: SheetLooks) -> list[tuple[int, int]]:
    return [place for place, look in looks.cells.items() if look.border and grid.at(*place) is None]


def _is_within(mapped: TemplateMap, grid: Grid, place: tuple[int, int]) -> bool:
    top, left, rows, cols = mapped.area
    row, col = place[0] + grid.origin[0], place[1] + grid.origin[1]
    return not (rows and cols) or (top <= row < top + rows and left <= col < left + cols)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Templates", text)
