"""A block of cells on its way to or from the clipboard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Block:
    """Texts by row and column. A merged cell has its text in its first place, "" in the others; `spans` holds
    (rows, columns) of merged cells by their first places. `numbers` are places whose texts are amounts and counts, to
    be handed on as numbers; every other text is to stay just as it is shown.
    """

    rows: Sequence[Sequence[str]]
    spans: Mapping[Place, tuple[int, int]] = field(default_factory=dict[Place, tuple[int, int]])
    numbers: frozenset[Place] = frozenset()

    @property
    def width(self) -> int:
        """Columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)

    def covered(self) -> dict[Place, Place]:
        """The places that merged cells cover, each with the first place of its cell."""
        return {
            (row + down, col + right): (row, col)
            for (row, col), (rows, cols) in self.spans.items()
            for down in range(rows)
            for right in range(cols)
            if down or right
        }
