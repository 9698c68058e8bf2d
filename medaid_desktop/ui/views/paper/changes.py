"""What is different between two papers of one filing: rows that came or went, and cells that look different."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from medaid_desktop.core.lines import Line
from medaid_desktop.core.paper_cells import Band
from medaid_desktop.core.sheet import Cell, Slot
from medaid_desktop.ui.views.paper.grid import Anchor, PaperChange, PaperGrid

_Look = tuple[str, str, object, bool | None]


def change_between(old: PaperGrid, new: PaperGrid) -> PaperChange:
    """How to come from one paper to the other: by a few cells, by rows in the midst of one table, or all anew.

    Lines of tables are compared by what they hold, so that the cells of those that stay need not be made.
    """
    anew = PaperChange(None)
    before, after = old.paper.sheet, new.paper.sheet
    bands = list(zip(old.rows.bands, new.rows.bands, strict=False))
    if before.columns_mm != after.columns_mm or before.page != after.page or len(bands) != len(new.rows.bands):
        return anew
    if len(old.rows.bands) != len(bands) or not all(_same_kind(*pair) for pair in bands):
        return anew
    resized = [pair for pair in bands if pair[0].part.line_count != pair[1].part.line_count]
    if len(resized) > 1 or not all(pair[1].part.is_linewise for pair in resized):
        return anew
    shift = _shift(*resized[0], _ends(*resized[0])) if resized else None
    fixed = _fixed_changes(old, new, shift)
    if fixed is None:
        return anew
    changed = set(fixed)
    for pair in bands:
        found = _line_changes(old, new, *pair)
        if found is None:
            return anew
        changed |= found
    return PaperChange(sorted(changed), None, shift)


def _same_kind(old: Band, new: Band) -> bool:
    return old.part.section is new.part.section and old.left == new.left and old.part.shown == new.part.shown


def _ends(old: Band, new: Band) -> tuple[int, int]:
    """How many lines at the beginning and at the end two bodies of a table have in common."""
    one, other = old.part.lines, new.part.lines
    shorter = min(len(one), len(other))
    head = next(_unlike(one, other), shorter)
    tail = next(_unlike(reversed(one[head:]), reversed(other[head:])), shorter - head)
    return head, tail


def _unlike(one: Iterable[Line], other: Iterable[Line]) -> Iterator[int]:
    """The places at which two rows of lines differ. Lines that hold the very same row of content are alike."""
    pairs = zip(one, other, strict=False)
    return (at for at, (a, b) in enumerate(pairs) if a.texts is not b.texts and not _same_line(a, b))


def _shift(old: Band, new: Band, ends: tuple[int, int]) -> tuple[int, int]:
    """(row, count) of the rows that came into a table, (row, -count) of those that went."""
    head, tail = ends
    one, other = old.part.line_count, new.part.line_count
    return old.top + min(one, other) - tail if head < min(one, other) - tail else old.top + head, other - one


def _same_line(one: Line, other: Line) -> bool:
    return one.is_open == other.is_open and one.template == other.template and one.texts == other.texts


def _line_changes(old: PaperGrid, new: PaperGrid, before: Band, after: Band) -> set[Anchor] | None:
    """The cells of a table that look different, None where they lie differently."""
    if not after.part.is_linewise:
        return _cell_changes(old, new, before, after)
    count = after.part.line_count
    if before.part.line_count == count:
        lines = set(_unlike(before.part.lines, after.part.lines))
    else:
        head, tail = ends = _ends(before, after)
        lines = set(range(head, count - tail))
        if any(body.serial for body in after.part.body):
            lines |= set(range(head, count))
        lines.add(count - tail)
        row, came = _shift(before, after, ends)
        lines -= set(range(row - before.top, row - before.top + max(0, came)))  # new rows are shown without being told
    if any(body.display for body in after.part.body):
        lines |= {line + 1 for line in lines}  # 其中： stands before the first of a list only
    rows = (after.top + line for line in lines if line < count)
    return {(row, col) for row in rows for col in new.rows.row(row)}


def _cell_changes(old: PaperGrid, new: PaperGrid, before: Band, after: Band) -> set[Anchor] | None:
    if before.part.line_count != after.part.line_count:
        return None
    changed: set[Anchor] = set()
    for was, row in zip(range(before.top, before.behind), range(after.top, after.behind), strict=True):
        one, other = list(old.rows.row(was).values()), list(new.rows.row(row).values())
        if [_extent(cell) for cell, _ in one] != [_extent(cell) for cell, _ in other]:
            return None
        changed |= {
            (row, cell.col)
            for (cell, slot), (was_cell, was_slot) in zip(other, one, strict=True)
            if _look(cell, slot) != _look(was_cell, was_slot)
        }
    return changed


def _fixed_changes(old: PaperGrid, new: PaperGrid, shift: tuple[int, int] | None) -> list[Anchor] | None:
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
        if grown or _look(cell, slot) != _look(cell_now, slot_now):
            changed.append((is_now, cell_now.col))
    return changed


def _fixed_rows(grid: PaperGrid) -> Iterator[int]:
    """The rows that are no lines of tables."""
    ends = [(0, 0), *((band.top, band.behind) for band in grid.rows.bands), (grid.row_count, grid.row_count)]
    for (_, behind), (top, _) in pairwise(ends):
        yield from range(behind, top)


def _extent(cell: Cell) -> tuple[int, int, int]:
    return cell.col, cell.rows, cell.cols


def _look(cell: Cell, slot: Slot | None) -> _Look:
    return cell.text, cell.role, cell.seal, None if slot is None else slot.new_row is None
