"""Which lines of a table form one cell in a column: groups, indicators told by groups of people, equal neighbours."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from operator import eq

from medaid_desktop.core.layout import BodySpec
from medaid_desktop.core.paper.lines import Line

Run = tuple[int, int]
"""(first, last) line of a cell."""


class Runs:
    """`tall` are the runs of more than one line, in order, by the number of the column in the body."""

    def __init__(self, tall: Mapping[int, Sequence[Run]]) -> None:
        self.tall = tall
        self._firsts = {number: [first for first, _ in runs] for number, runs in tall.items()}

    def at(self, number: int, line: int) -> Run:
        """The run that a line belongs to in a column."""
        at = bisect_right(self._firsts.get(number, ()), line) - 1
        if at >= 0:
            run = self.tall[number][at]
            if line <= run[1]:
                return run
        return line, line

    @cached_property
    def firsts(self) -> frozenset[int]:
        """The lines in which a cell of several lines begins."""
        return frozenset(first for firsts in self._firsts.values() for first in firsts)

    def begun_above(self, line: int) -> Iterator[tuple[int, int]]:
        """(number of the column, first line) of the cells that reach into a line from above."""
        for number in self.tall:
            first, _ = self.at(number, line)
            if first < line:
                yield number, first


def find_runs(body: Sequence[BodySpec], lines: Sequence[Line], shown_on: Mapping[str, Collection[int]]) -> Runs:
    """The runs of a table's columns; a group also ends where one to its left does. `shown_on` are the lines on which
    joined columns are shown: a cell beside one of them takes several lines only there."""
    tall: dict[int, list[Run]] = {}
    breaks: set[int] = set()
    for number, spec in enumerate(body):
        if not spec.merge:
            continue
        texts = [line.texts.get(spec.column, "") for line in lines]
        joined = {at for at, same in enumerate(map(eq, texts, texts[1:]), 1) if same and texts[at]}
        if spec.merge != "same":
            joined -= breaks
        if spec.merge == "with-next":
            allowed = shown_on.get(body[number + 1].column, frozenset())
            joined = {at for at in joined if at in allowed and at - 1 in allowed}
        if spec.merge == "group":
            breaks |= set(range(len(lines))) - joined
        tall[number] = _stretches(joined)
    return Runs(tall)


def _stretches(joined: Collection[int]) -> list[Run]:
    """The runs out of the lines that form one cell with the line above them."""
    runs: list[Run] = []
    for at in sorted(joined):
        if runs and runs[-1][1] == at - 1:
            runs[-1] = runs[-1][0], at
        else:
            runs.append((at - 1, at))
    return runs


def lines_beside(column: str, lines: Sequence[Line], filled: Collection[int]) -> set[int]:
    """The filled lines, and those next to them that share their text in a column: more of the same group of people."""
    reached: set[int] = set(filled)
    for start in filled:
        text = lines[start].texts.get(column, "")
        for step in (1, -1):
            at = start + step
            while text and 0 <= at < len(lines) and at not in reached and lines[at].texts.get(column, "") == text:
                reached.add(at)
                at += step
    return reached
