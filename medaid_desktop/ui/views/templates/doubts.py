"""What is worth a second look on a blank form: told from what was understood of it, for F8 to lead through."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QCoreApplication

from medaid_desktop.core.forms import EXTRA
from medaid_desktop.core.grid import Grid, Place
from medaid_desktop.core.templates.looks import SheetLooks
from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.ui.views.incoming.doubts import DoubtLine
from medaid_desktop.ui.views.templates.roles import CellRoles, Where

_MOST = 60


def template_doubts(
    mapped: TemplateMap,
    grid: Grid,
    looks: SheetLooks,
    name: Callable[[Where], str],
    notices: Sequence[str],
    left_blank: Collection[Place] = (),
) -> tuple[list[DoubtLine], dict[Where, list[int]]]:
    """The doubts down the sheet, those about all of it first, and by cell the numbers of those about it.

    Doubtful are ruled blank cells that nothing goes into, choices without words, equal labels told apart by a number, and
    tables of one column; not the cells `left_blank` by the clerk.
    """
    roles = CellRoles(mapped, grid, looks)
    found: list[tuple[Where, str]] = []
    for place in sorted(_blank_ruled(grid, looks)):
        where = roles.corner(Where("cell", *place))
        if (
            where.place == place
            and place not in left_blank
            and roles.at(where).kind == "blank"
            and _is_within(mapped, grid, place)
        ):
            found.append((where, _tr("空格没有认成要填的：是要填的，按回车说明填什么")))
    for mark in mapped.fields:
        where = _where(mark.spot.within, mark.spot.row, mark.spot.col, grid, roles)
        definition = mark.definition
        if definition.type == "choice" and not definition.options:
            found.append((where, _tr("“%1”是选项，但没有读到可选的词").replace("%1", definition.label)))
        if definition.id.startswith(EXTRA) and definition.id[-1:].isdigit() and not definition.label[-1:].isdigit():
            found.append((where, _tr("有几格都叫“%1”：请核对各填什么").replace("%1", definition.label)))
    for table in mapped.tables:
        if len(table.columns) < 2:
            row, col = table.head[0], table.columns[0].col if table.columns else 0
            where = _where("cell", row, col, grid, roles)
            found.append((where, _tr("表格“%1”只有一列，请核对").replace("%1", table.label)))
    lines = [DoubtLine(words) for words in notices]
    places: dict[Where, list[int]] = {}
    for where, words in sorted(
        found, key=lambda item: (item[0].within != "above", item[0].within == "below", *item[0][1:])
    )[:_MOST]:
        places.setdefault(where, []).append(len(lines))
        lines.append(DoubtLine(words, name(where), where.place, f"{where.within}:{where.row}:{where.col}"))
    return lines, places


def where_of(line: DoubtLine) -> Where | None:
    """Where a doubt leads, None for one about the whole sheet."""
    if not line.path:
        return None
    within, row, col = line.path.split(":")
    return Where(within, int(row), int(col))  # pyright: ignore[reportArgumentType]


def _where(within: str, row: int, col: int, grid: Grid, roles: CellRoles) -> Where:
    if within != "cell":
        return Where(within, row)  # pyright: ignore[reportArgumentType]
    top, left = grid.origin
    return roles.corner(Where("cell", row - top, col - left))


def _blank_ruled(grid: Grid, looks: SheetLooks) -> list[tuple[int, int]]:
    return [place for place, look in looks.cells.items() if look.border and grid.at(*place) is None]


def _is_within(mapped: TemplateMap, grid: Grid, place: tuple[int, int]) -> bool:
    top, left, rows, cols = mapped.area
    row, col = place[0] + grid.origin[0], place[1] + grid.origin[1]
    return not (rows and cols) or (top <= row < top + rows and left <= col < left + cols)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Templates", text)
