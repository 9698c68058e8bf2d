"""The cells of a sheet as they are found, and the grid that becomes of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from medaid_desktop.core.grid import Doubt, Grid, GridCell, Kind, Place, Shown
from medaid_desktop.formats.excel.references import Area, cell_name
from medaid_desktop.formats.guard import Watch

_SPAN_ROWS, _SPAN_COLS = 200, 60
"""How far a span may reach beyond the last cell with a text; what lies farther is blank anyway."""

_COVERED = 400_000
"""Places that the spans of a sheet may cover together."""

_SINGLE = (1, 1)
_DOUBTS = 20
"""Formulas without a result that are named one by one."""

Found = tuple[int, int, str, Kind, int, bool, bool]
"""Row, column, text, kind, indent, bold, struck."""


@dataclass
class SheetCells:
    """A sheet under way. Readers fill the lists; rows and columns count from 0 in the sheet."""

    name: str
    shown: Shown = "shown"
    found: list[Found] = field(default_factory=list[Found])
    merged: list[Area] = field(default_factory=list[Area])
    hidden_rows: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    hidden_cols: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    without_result: list[Place] = field(default_factory=list[Place])

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
            self.found.append((row, col, text, kind, indent, bold, struck))


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
    found = _without_doubles(sorted(sheet.found))
    spans: dict[Place, tuple[int, int]] = {}
    if sheet.merged:
        spans, covered = _spans(sheet)
        found = [cell for cell in found if (cell[0], cell[1]) not in covered]
    top, left = _origin(sheet)
    cells = [
        GridCell(row - top, col - left, text, *spans.get((row, col), _SINGLE), kind, indent, bold, struck)
        for row, col, text, kind, indent, bold, struck in found
    ]
    rows = max((cell.row + cell.rows for cell in cells), default=1)
    cols = max((cell.col + cell.cols for cell in cells), default=1)
    return Grid(
        name=sheet.name,
        cells=tuple(cells),
        rows=rows,
        cols=cols,
        shown=sheet.shown,
        hidden_rows=_within(sheet.hidden_rows, top, rows),
        hidden_cols=_within(sheet.hidden_cols, left, cols),
        origin=(top, left),
        blank_spans=_blank_spans(spans, found, (top, left), (rows, cols)),
    )


def _without_doubles(found: list[Found]) -> list[Found]:
    """Broken files may fill a place twice; the first text stays."""
    if all(one[1] != other[1] or one[0] != other[0] for one, other in pairwise(found)):
        return found
    return list({cell[:2]: cell for cell in reversed(found)}.values())[::-1]


def _origin(sheet: SheetCells) -> Place:
    """The upper left corner of what a sheet holds."""
    places = [*sheet.found, *sheet.without_result]
    return min(place[0] for place in places), min(place[1] for place in places)


def _spans(sheet: SheetCells) -> tuple[dict[Place, tuple[int, int]], set[Place]]:
    """Rows and columns of each merged area by its corner, and the places that lie under one but are no corner."""
    spans: dict[Place, tuple[int, int]] = {}
    covered: set[Place] = set()
    weighed = 0
    last_row = max((cell[0] for cell in sheet.found), default=0)
    last_col = max((cell[1] for cell in sheet.found), default=0)
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
        if covered.isdisjoint(inside) and not any(place in spans for place in inside):
            spans[corner] = (rows, cols)
            covered |= inside - {corner}
    return spans, covered


def _blank_spans(
    spans: dict[Place, tuple[int, int]], found: list[Found], origin: Place, size: tuple[int, int]
) -> tuple[tuple[int, int, int, int], ...]:
    if not spans:
        return ()
    filled = {cell[:2] for cell in found}
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
        Doubt(f"工作表「{sheet.name}」的 {cell_name(row, col)} 是公式，{mend}", grid, (row - top, col - left))
        for row, col in places[:_DOUBTS]
    ]
    if len(places) > _DOUBTS:
        doubts.append(Doubt(f"工作表「{sheet.name}」里这样的公式共有 {len(places)} 处", grid))
    return doubts
