"""What is different between two papers of one filing: rows that came or went, and cells that look different."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from medaid_desktop.ui.views.paper.band_changes import BandChange, look
from medaid_desktop.ui.views.paper.grid import Anchor, PaperChange, PaperGrid, Span

_Shift = tuple[int, int]


def change_between(old: PaperGrid, new: PaperGrid) -> PaperChange:
    """How to come from one paper to the other: by a few cells, by rows in the midst of one table, or all anew.

    Lines of tables are compared by what they hold, so that the cells of those that stay need not be made.
    """
    anew = PaperChange(None)
    before, after = old.paper.sheet, new.paper.sheet
    if before.columns_mm != after.columns_mm or before.page != after.page or len(old.rows.bands) != len(new.rows.bands):
        return anew
    bands = [BandChange(*pair) for pair in zip(old.rows.bands, new.rows.bands, strict=True)]
    resized = [band for band in bands if band.by]
    if len(resized) > 1 or not all(band.is_same_kind for band in bands):
        return anew
    shift = resized[0].shift if resized else None
    fixed = _fixed_changes(old, new, shift)
    if fixed is None:
        return anew
    changed, spans = set(fixed), [_span(new, anchor) for anchor in fixed if new.cells[anchor].rows > 1]
    unspanned: list[Anchor] = []
    for band in bands:
        changed |= set(band.cells(old.rows, new.rows))
        unspanned += band.unspanned(old.rows)
        spans += [_span(new, (cell.row, cell.col)) for cell in new.spanning_in(band.respanned)]
    return PaperChange(sorted(changed), None, shift, unspanned, spans)


def _span(grid: PaperGrid, anchor: Anchor) -> Span:
    cell = grid.cells[anchor]
    return anchor, cell.rows, cell.cols


def _fixed_changes(old: PaperGrid, new: PaperGrid, shift: _Shift | None) -> list[Anchor] | None:
    """The cells outside of tables' bodies that look different, None where they or their rows lie differently."""
    rows, now = list(_fixed_rows(old)), list(_fixed_rows(new))
    if len(rows) != len(now):
        return None
    row, by = shift or (old.row_count, 0)
    changed: list[Anchor] = []
    for was, is_now in zip(rows, now, strict=True):
        if was + (by if was >= row else 0) != is_now:
            return None
        one, other = old.paper.sheet.rows[was], new.paper.sheet.rows[is_now]
        if (one.least_mm, one.keep_with_next) != (other.least_mm, other.keep_with_next):
            return None
        found = _fixed_row_changes(old, new, was, is_now, row, by)
        if found is None:
            return None
        changed += found
    return changed


def _fixed_row_changes(old: PaperGrid, new: PaperGrid, was: int, is_now: int, row: int, by: int) -> list[Anchor] | None:
    before, after = old.rows.fixed.get(was, []), new.rows.fixed.get(is_now, [])
    if len(before) != len(after):
        return None
    changed: list[Anchor] = []
    for (cell, slot), (cell_now, slot_now) in zip(before, after, strict=True):
        grown = by if cell.row < row <= cell.row + cell.rows else 0
        if (cell.col, cell.cols, cell.rows + grown) != (cell_now.col, cell_now.cols, cell_now.rows):
            return None
        if grown or look(cell, slot) != look(cell_now, slot_now):
            changed.append((is_now, cell_now.col))
    return changed


def _fixed_rows(grid: PaperGrid) -> Iterator[int]:
    """The rows that are no lines of tables."""
    ends: Iterable[_Shift] = [
        (0, 0), *((band.top, band.behind) for band in grid.rows.bands), (grid.row_count, grid.row_count),
    ]  # fmt: skip
    for (_, behind), (top, _) in pairwise(ends):
        yield from range(behind, top)
