"""What is different between two states of one table on paper: its lines, and which of them form merged cells."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from medaid_desktop.core.paper.lines import Line
from medaid_desktop.core.paper.merging import Run
from medaid_desktop.core.paper.paper_cells import Band, PaperCells
from medaid_desktop.core.sheet import Cell, Slot
from medaid_desktop.ui.views.paper.grid import Anchor

_Look = tuple[str, str, object, bool | None]
_MANY = 60
"""Lines beyond which cells are no longer compared one by one."""


class BandChange:
    """Compares two states of a table. `by` is how many lines came (or, below 0, went), all of them at line `at`.

    Lines are those of the state after unless it is said otherwise.
    """

    def __init__(self, old: Band, new: Band) -> None:
        self.old = old
        self.new = new
        self.by = new.part.line_count - old.part.line_count
        one, other = old.part.lines, new.part.lines
        shorter = min(len(one), len(other))
        head = next(_unlike(one, other), shorter)
        tail = next(_unlike(reversed(one[head:]), reversed(other[head:])), shorter - head) if self.by else 0
        self._head, self._tail = head, tail
        self.at = shorter - tail if head < shorter - tail else head

    @property
    def is_same_kind(self) -> bool:
        """Whether the table has the columns and styles it had."""
        one, other = self.old.part, self.new.part
        return (
            (one.section is other.section and self.old.left == self.new.left and one.shown == other.shown)
            and all(bool(lines) == bool(other.shown_on[name]) for name, lines in one.shown_on.items())
        )  # fmt: skip

    @property
    def shift(self) -> tuple[int, int]:
        """(row, count) of the rows of the paper that came, (row, -count) of those that went."""
        return self.old.top + self.at, self.by

    @property
    def came(self) -> range:
        """The lines that came; they are shown without being told."""
        return range(self.at, self.at + max(0, self.by))

    @property
    def respanned(self) -> list[int]:
        """The rows of the paper in which cells that span several places may begin where none did."""
        if not self.new.part.may_span:
            return []
        return sorted(self.new.top + line for line in {*self.came, *self._reshaped})

    def unspanned(self, rows: PaperCells) -> list[Anchor]:
        """The places, on the new paper, of cells that spanned several places and do so no longer, or otherwise."""
        if not self.new.part.may_span:
            return []
        top, old, starts = self.new.top, self.old, self.new.part.starts
        found = {(top + run[0], old.left + starts[number]) for number, run in self._runs_gone}
        for line in self._reshaped:
            was = self._line_before(line)
            if was is not None:
                cells = (cell for cell, _ in rows.row(old.top + was).values() if cell.rows > 1 or cell.cols > 1)
                found |= {(top + line, cell.col) for cell in cells if cell.col >= old.left}
        return sorted(found)

    def cells(self, old: PaperCells, new: PaperCells) -> Iterator[Anchor]:
        """The cells that look different; at a line whose cells lie differently all of them."""
        lines = self._lines | self._reshaped
        runs = self.new.part.runs
        lines |= {runs.at(number, line)[0] for line in lines for number in runs.tall}  # of the cells they stand in
        lines.difference_update(self.came)
        is_apart = len(lines) > _MANY
        for line in sorted(lines):
            row, was = self.new.top + line, self._line_before(line)
            if is_apart or was is None:
                yield from ((row, col) for col in new.columns(row))
            else:
                yield from ((row, col) for col in _unlike_cells(old, self.old.top + was, new, row))

    # -- lines ---------------------------------------------------------------------------------------------------

    @cached_property
    def _lines(self) -> set[int]:
        """The lines that hold something else."""
        part, count = self.new.part, self.new.part.line_count
        if self.by:
            lines = set(range(self._head, count - self._tail))
            if any(body.serial for body in part.body):
                lines |= set(range(self._head, count))
            lines.add(count - self._tail)
        else:
            lines = set(_unlike(self.old.part.lines, part.lines))
        lines.difference_update(self.came)
        if any(body.display for body in part.body):
            lines |= {line + 1 for line in lines}  # 其中： stands before the first of a list only
        return {line for line in lines if line < count}

    def _line_before(self, line: int) -> int | None:
        """Which line of the state before a line was, None for one that came."""
        if line < self.at:
            return line
        return None if line in self.came else line - self.by

    def _line_now(self, line: int) -> int | None:
        """Which line has become of one of the state before, None where it went."""
        if line < self.at:
            return line
        return None if line < self.at - self.by else line + self.by

    # -- merged cells --------------------------------------------------------------------------------------------

    @cached_property
    def _runs_before(self) -> dict[int, set[Run]]:
        """Where the merged cells of the state before would lie, had they but followed the lines that came or went: those
        around them grow or shrink. So does a table view by itself."""
        found: dict[int, set[Run]] = {}
        for number, runs in self.old.part.runs.tall.items():
            moved = (self._moved(run) for run in runs)
            found[number] = {run for run in moved if run[0] <= run[1]}
        return found

    def _moved(self, run: Run) -> Run:
        first, last = self._line_now(run[0]), self._line_now(run[1])
        return self.at if first is None else first, self.at - 1 if last is None else last

    @property
    def _runs_gone(self) -> list[tuple[int, Run]]:
        now = self.new.part.runs.tall
        return [(number, run) for number, runs in self._runs_before.items() for run in runs - set(now[number])]

    @cached_property
    def _reshaped(self) -> set[int]:
        """The lines whose cells lie differently, those in which a merged cell begins that is longer or shorter included."""
        if not self.new.part.may_span:
            return set()
        part, lines = self.new.part, set[int]()
        for number, before in self._runs_before.items():
            now = set(part.runs.tall[number])
            gone, came = before - now, now - before
            lines |= {first for first, _ in gone | came} | (_covered(gone) ^ _covered(came))
        for name, shown in part.shown_on.items():
            was = {line for before in self.old.part.shown_on[name] if (line := self._line_now(before)) is not None}
            lines |= was ^ shown
        return {line for line in lines if line not in self.came and line < part.line_count}


def look(cell: Cell, slot: Slot | None) -> _Look:
    """What of a cell is seen or heard."""
    return cell.text, cell.role, cell.seal, None if slot is None else slot.new_row is None


def _covered(runs: Iterable[Run]) -> set[int]:
    """The lines that show a cell begun above."""
    return {line for first, last in runs for line in range(first + 1, last + 1)}


def _unlike_cells(old: PaperCells, was: int, new: PaperCells, row: int) -> list[int]:
    """The columns of the cells of a row that look different; all where they lie differently."""
    before, after = old.row(was), new.row(row)
    seen: Callable[[Cell], tuple[int, int, int]] = lambda cell: (cell.col, cell.rows, cell.cols)  # noqa: E731
    if [seen(cell) for cell, _ in before.values()] != [seen(cell) for cell, _ in after.values()]:
        return list(after)
    return [col for col in after if look(*after[col]) != look(*before[col])]


def _unlike(one: Iterable[Line], other: Iterable[Line]) -> Iterator[int]:
    """The places at which two rows of lines differ. Lines that hold the very same row of content are alike."""
    pairs = zip(one, other, strict=False)
    return (at for at, (a, b) in enumerate(pairs) if a.texts is not b.texts and not _same_line(a, b))


def _same_line(one: Line, other: Line) -> bool:
    return one.is_open == other.is_open and one.template == other.template and one.texts == other.texts
