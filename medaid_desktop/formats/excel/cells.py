"""The cells of a sheet as they are found, and the grid that becomes of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from operator import itemgetter, lt
from typing import Any, cast

from medaid_desktop.core.grid import Doubt, Grid, GridCell, Kind, Place, Shown
from medaid_desktop.formats.excel.references import Area, cell_name
from medaid_desktop.formats.guard import Watch

_SPAN_ROWS, _SPAN_COLS = 200, 60
"""How far a span may reach beyond the last cell with a text; what lies farther is blank anyway."""

_COVERED = 400_000
"""Places that the spans of a sheet may cover together."""

_DOUBTS = 20
"""Formulas without a result that are named one by one."""

_PLACE = itemgetter(0, 1)
_ROW, _COLUMN = itemgetter(0), itemgetter(1)

Tail = tuple[int, int, Kind, int, bool, bool]
"""What follows the text of a cell that is not merged: rows and columns (1, 1), kind, indent, bold, struck."""

new_cell = cast(
    Callable[[tuple[int, int, str, int, int, Kind, int, bool, bool]], GridCell],
    partial(cast(Any, tuple).__new__, GridCell),
)
"""A cell out of its values, all of them and in their order; takes half the time of calling the class."""


def tail_of(kind: Kind = "text", indent: int = 0, bold: bool = False, struck: bool = False) -> Tail:
    """The rest of a cell whose look is known, made once for all cells of the look."""
    return 1, 1, kind, indent, bold, struck


@dataclass
class SheetCells:
    """A sheet under way. Readers fill the lists; rows and columns count from 0 in the sheet."""

    name: str
    shown: Shown = "shown"
    found: list[GridCell] = field(default_factory=list[GridCell])
    merged: list[Area] = field(default_factory=list[Area])
    hidden_rows: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    hidden_cols: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    without_result: list[Place] = field(default_factory=list[Place])
    foot: str = ""
    carried: str = ""

    def add(
        self,
        row: int,
        col: int,
        text: str,
        kind: Kind = "text",
        indent: int = 0,
        bold: bool = False,
        struck: bool = False,
    ) -> None:
        """Adds a cell unless it looks blank."""
        if text and not text.isspace():
            self.found.append(GridCell(row, col, text, 1, 1, kind, indent, bold, struck))


def to_grids(sheets: Iterable[SheetCells], watch: Watch) -> tuple[tuple[Grid, ...], tuple[Doubt, ...]]:
    """The grids of the sheets that show anything, and what to doubt in them."""
    grids: list[Grid] = []
    doubts: list[Doubt] = []
    for sheet in sheets:
        watch.check()
        if sheet.found or sheet.without_result:
            doubts += _missing_results(sheet, len(grids))
            grids.append(_grid(sheet))
    return tuple(grids), tuple(doubts)


def _grid(sheet: SheetCells) -> Grid:
    cells = _in_order(sheet.found)
    spans: dict[Place, tuple[int, int]] = {}
    if sheet.merged:
        spans, covered = _spans(sheet)
        cells = [
            cell._replace(rows=span[0], cols=span[1]) if (span := spans.get(place)) else cell
            for place, cell in zip(map(_PLACE, cells), cells, strict=True)
            if place not in covered
        ]
    filled = set(map(_PLACE, cells)) if spans else set[Place]()
    top, left = _origin(sheet)
    if top or left:
        cells = [cell._replace(row=cell.row - top, col=cell.col - left) for cell in cells]
    wide = [cell for cell in cells if cell.rows > 1 or cell.cols > 1]
    rows = max([*map(_ROW, cells[-1:]), *(cell.row + cell.rows - 1 for cell in wide)], default=0)
    cols = max(max(map(_COLUMN, cells), default=0), max((cell.col + cell.cols - 1 for cell in wide), default=0))
    return Grid(
        name=sheet.name,
        cells=tuple(cells),
        rows=rows + 1,
        cols=cols + 1,
        shown=sheet.shown,
        hidden_rows=_within(sheet.hidden_rows, top, rows + 1),
        hidden_cols=_within(sheet.hidden_cols, left, cols + 1),
        origin=(top, left),
        blank_spans=_blank_spans(spans, filled, (top, left), (rows + 1, cols + 1)),
        foot=sheet.foot,
        carried=sheet.carried,
    )


def _in_order(found: list[GridCell]) -> list[GridCell]:
    """The cells by row and column. Broken files may fill a place twice; the first text, as texts are sorted, stays."""
    if _ascends(found):
        return found
    ordered = sorted(found)
    return ordered if _ascends(ordered) else list({cell[:2]: cell for cell in reversed(ordered)}.values())[::-1]


def _ascends(cells: list[GridCell]) -> bool:
    places = list(map(_PLACE, cells))
    return all(map(lt, places, islice(places, 1, None)))


def _origin(sheet: SheetCells) -> Place:
    """The upper left corner of what a sheet holds."""
    places = [*map(_PLACE, sheet.found), *sheet.without_result]
    return min(places)[0], min(map(_COLUMN, places))


def _spans(sheet: SheetCells) -> tuple[dict[Place, tuple[int, int]], set[Place]]:
    """Rows and columns of each merged area by its corner, and the places that lie under one but are no corner."""
    spans: dict[Place, tuple[int, int]] = {}
    covered: set[Place] = set()
    weighed = 0
    last_row = max((cell.row for cell in sheet.found), default=0)
    last_col = max(map(_COLUMN, sheet.found), default=0)
    for first_row, first_col, end_row, end_col in sheet.merged:
        corner = (first_row, first_col)
        far = first_row > last_row + _SPAN_ROWS or first_col > last_col + _SPAN_COLS
        if far or corner in covered or corner in spans:
            continue
        rows = max(min(end_row, last_row + _SPAN_ROWS) - first_row + 1, 1)
        cols = max(min(end_col, last_col + _SPAN_COLS) - first_col + 1, 1)
        weighed += rows * cols
        if weighed > _COVERED:
            break
        inside = {
            (row, col) for row in range(first_row, first_row + rows) for col in range(first_col, first_col + cols)
        }
        if covered.isdisjoint(inside) and spans.keys().isdisjoint(inside):
            spans[corner] = (rows, cols)
            inside.remove(corner)
            covered |= inside
    return spans, covered


def _blank_spans(
    spans: dict[Place, tuple[int, int]], filled: set[Place], origin: Place, size: tuple[int, int]
) -> tuple[tuple[int, int, int, int], ...]:
    moved = [
        (row - origin[0], col - origin[1], rows, cols)
        for (row, col), (rows, cols) in spans.items()
        if (row, col) not in filled
    ]
    return tuple(sorted(span for span in moved if 0 <= span[0] < size[0] and 0 <= span[1] < size[1]))


def _within(ranges: list[tuple[int, int]], start: int, count: int) -> frozenset[int]:
    """The rows or columns of ranges (first, last) that lie in the grid, counted from its edge."""
    return frozenset(
        place - start for first, last in ranges for place in range(max(first, start), min(last, start + count - 1) + 1)
    )


def _missing_results(sheet: SheetCells, grid: int) -> list[Doubt]:
    places = sheet.without_result
    if not places:
        return []
    top, left = _origin(sheet)
    mend = "文件里没有存公式的计算结果，读作空白；请用 Excel 或 WPS 打开，保存一次后再导入"
    doubts = [
        Doubt(f"工作表“{sheet.name}”的 {cell_name(row, col)} 是公式，{mend}", grid, (row - top, col - left))
        for row, col in places[:_DOUBTS]
    ]
    if len(places) > _DOUBTS:
        doubts.append(Doubt(f"工作表“{sheet.name}”里这样的公式共有 {len(places)} 处", grid))
    return doubts
