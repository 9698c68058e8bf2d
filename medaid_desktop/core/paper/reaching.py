"""Cells that reach down over what follows: which columns of the next row are still taken."""

from collections.abc import Iterator, Sequence

from medaid_desktop.core.layout import CellSpec, LineSection, Section


class Reaching:
    """Goes down the sections of a layout, one `line` or `table` call each.

    A cell covers `rows` rows of lines, or with `down` all rows of so many sections that follow its own.
    """

    def __init__(self, width: int) -> None:
        self.rows = [0] * width
        self._down = [0] * width

    @property
    def taken(self) -> list[bool]:
        """The columns that cells of sections above cover in the next row."""
        return [rows > 0 or down > 0 for rows, down in zip(self.rows, self._down, strict=True)]

    @property
    def is_free(self) -> bool:
        """Whether nothing reaches into the next row."""
        return not any(self.rows) and not any(self._down)

    def edges(self) -> tuple[int, int] | None:
        """The first and the behind-last column that a table may fill; None where the middle is taken."""
        taken = self.taken
        first = taken.index(False) if False in taken else len(taken)
        behind = len(taken) - (taken[::-1].index(False) if False in taken else 0)
        return None if any(taken[first:behind]) else (first, behind)

    def line(self, cells: Sequence[CellSpec]) -> Iterator[tuple[CellSpec, int]]:
        """The cells of a line with the columns they begin in; goes on to the next section once all are taken."""
        taken, begun, column = self.taken, list[tuple[CellSpec, int]](), 0
        for spec in cells:
            while column < len(taken) and taken[column]:
                column += 1
            begun.append((spec, column))
            yield spec, column
            column += spec.cols
        self._pass()
        for spec, first in begun:
            behind = min(first + spec.cols, len(taken))
            self.rows[first:behind] = [spec.rows - 1] * (behind - first)
            self._down[first:behind] = [spec.down] * (behind - first)

    def table(self, side: CellSpec | None) -> None:
        """Goes on behind a table; its side cell may reach further down."""
        edges = self.edges()
        self._pass()
        if side and edges:
            for column in range(edges[0], min(edges[0] + side.cols, edges[1])):
                self._down[column] = side.down

    def _pass(self) -> None:
        self.rows = [max(0, rows - 1) for rows in self.rows]
        self._down = [max(0, down - 1) for down in self._down]


def free_behind(sections: Sequence[Section], width: int) -> list[bool]:
    """For each section, whether a row of the whole width may stand behind it."""
    reaching, found = Reaching(width), list[bool]()
    for section in sections:
        if isinstance(section, LineSection):
            for _ in reaching.line(section.cells):
                pass
        else:
            reaching.table(section.side)
        found.append(reaching.is_free)
    return found
