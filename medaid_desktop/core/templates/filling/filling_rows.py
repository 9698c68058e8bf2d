"""Which row of content stands in which body row of a blank form: rows of a group in its rows, more of them in rows put in."""

from collections.abc import Sequence
from dataclasses import dataclass

from medaid_desktop.core.paper.lines import Line
from medaid_desktop.core.templates.filling.filling_weights import NEVER, RowWeights
from medaid_desktop.core.templates.template_map import RowMark, TableMark

_MOST_PAIRS = 1_500_000
"""Pairs of lines and rows that are weighed; larger tables (never seen) are filled in order."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A body row of the filled form: the number of the blank form's row and which copy of it (0 is itself); the number of
    its line, or where it has none (-1) the number of the row of the blank form whose names it shows."""

    mark: int
    copy: int
    shows: int
    line: int


def place_lines(table: TableMark, lines: Sequence[Line]) -> list[Placed]:
    """The body rows from top to bottom, all those of the blank form among them; lines keep their order.

    Open lines hold no content: they only show where the others belong, and may be left out. Empty where the table has no
    body rows at all.
    """
    if not table.rows:
        return []
    if not any(mark.kind == "row" for mark in table.rows):
        return _below_first(table.rows, lines)
    pairing = _Pairing(table, lines)
    order = pairing.ordered() if len(lines) * len(table.rows) <= _MOST_PAIRS else pairing.in_order()
    return _copies(table.rows, pairing.inside_groups([pair for pair in order if not pairing.is_dropped(pair)]))


Pair = tuple[int, int]
"""Number of a row, number of its line; -1 for a row put in, and for a row without a line."""


class _Pairing:
    """Pairs rows with lines by their weights, keeping the order of both."""

    def __init__(self, table: TableMark, lines: Sequence[Line]) -> None:
        self._weights = RowWeights(table, lines)
        self._marks = table.rows
        self._lines = lines

    def ordered(self) -> list[Pair]:
        """The pairs of the greatest weight that keep the order of both."""
        rows, lines = len(self._marks), len(self._lines)
        best = [[0.0] * (rows + 1) for _ in range(lines + 1)]
        blank = [self._weights.blank(row) for row in range(rows)]
        for row in range(rows - 1, -1, -1):
            best[lines][row] = best[lines][row + 1] + blank[row]
        for line in range(lines - 1, -1, -1):
            here, below = best[line], best[line + 1]
            put_in, match = self._weights.put_ins(line), self._weights.matches(line)
            value = here[rows] = below[rows] + put_in[rows]
            for row in range(rows - 1, -1, -1):
                value += blank[row]
                other = below[row + 1] + match[row]
                if other > value:
                    value = other
                other = below[row] + put_in[row]
                if other > value:
                    value = other
                here[row] = value
        return self._traced(best)

    def _traced(self, best: list[list[float]]) -> list[Pair]:
        rows, lines = len(self._marks), len(self._lines)
        pairs: list[Pair] = []
        line = row = 0
        while line < lines or row < rows:
            value = best[line][row]
            if line < lines and row < rows and value == best[line + 1][row + 1] + self._weights.matches(line)[row]:
                pairs.append((row, line))
                line, row = line + 1, row + 1
            elif line < lines and value == best[line + 1][row] + self._weights.put_ins(line)[row]:
                pairs.append((-1, line))
                line += 1
            else:
                pairs.append((row, -1))
                row += 1
        return pairs

    def in_order(self) -> list[Pair]:
        """Each line in the next row that takes it, for tables too large to weigh."""
        pairs: list[Pair] = []
        row = 0
        for line in range(len(self._lines)):
            at = next(
                (at for at in range(row, min(row + 50, len(self._marks))) if self._weights.match(line, at) > NEVER),
                None,
            )
            if at is None:
                pairs.append((-1, line))
                continue
            pairs += [(skipped, -1) for skipped in range(row, at)]
            pairs.append((at, line))
            row = at + 1
        return pairs + [(rest, -1) for rest in range(row, len(self._marks))]

    def is_dropped(self, pair: Pair) -> bool:
        """Whether a pair is an open line without a row."""
        return pair[0] < 0 and self._lines[pair[1]].is_open

    def inside_groups(self, pairs: list[Pair]) -> list[Pair]:
        """Rows put in behind the last row of a group go before it: sums, merged cells and the last rule grow by themselves."""
        at = 0
        while at < len(pairs):
            row = pairs[at][0]
            end = at + 1
            while end < len(pairs) and pairs[end][0] < 0:
                end += 1
            if row > 0 and end > at + 1 and self._may_go_before(row, pairs[at + 1 : end]):
                lines = [line for _, line in pairs[at:end]]
                pairs[at:end] = [*((-1, line) for line in lines[:-1]), (row, lines[-1])]
            at = end
        return pairs

    def _may_go_before(self, row: int, added: Sequence[Pair]) -> bool:
        before, mark = self._marks[row - 1], self._marks[row]
        if row + 1 < len(self._marks) and self._weights.row_keys[row + 1] == self._weights.row_keys[row]:
            return False
        return (
            before.kind == mark.kind == "row"
            and before.typed == mark.typed
            and before.row + 1 == mark.row
            and self._weights.row_keys[row - 1] == self._weights.row_keys[row]
            and not self._weights.given[row]
            and all(
                not any(self._weights.row_keys[row]) or self._weights.line_keys[line] == self._weights.row_keys[row]
                for _, line in added
            )
        )


def _below_first(marks: Sequence[RowMark], lines: Sequence[Line]) -> list[Placed]:
    """A table without a row for content: all are put in below its first row, which is its head."""
    kept = [Placed(number, 0, number, -1) for number in range(len(marks))]
    added = [line for line in range(len(lines)) if not lines[line].is_open]
    return [kept[0], *(Placed(0, copy, -1, line) for copy, line in enumerate(added, 1)), *kept[1:]]


def _copies(marks: Sequence[RowMark], pairs: Sequence[Pair]) -> list[Placed]:
    """The rows as they will lie: those put in are copies of the row above them, and lines follow one another as paired.

    No copy is made of a row that never holds content.
    """
    usable = {number for number, mark in enumerate(marks) if mark.kind == "row"}
    counts = dict.fromkeys(range(len(marks)), 1)
    above = min(usable)
    for row, _ in pairs:
        if row < 0:
            counts[above] += 1
        elif row in usable:
            above = row
    waiting = iter([pair for pair in pairs if pair[0] < 0 or pair[0] in usable])
    placed: list[Placed] = []
    for mark, count in counts.items():
        for copy in range(count):
            if mark in usable:
                shows, line = next(waiting)
                placed.append(Placed(mark, copy, shows if line < 0 else -1, line))
            else:
                placed.append(Placed(mark, copy, mark, -1))
    return placed
