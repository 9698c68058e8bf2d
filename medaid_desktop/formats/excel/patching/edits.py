"""What can be done to a sheet: contents of cells, heights, merged areas."""

from dataclasses import dataclass, field

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Number:
    """What a cell stores as a number; `text` is its digits as XML writes them (154.18, 0.75)."""

    text: str


Content = str | Number | bool | None
"""What is written into a cell; None empties it. A text stays a text, whatever it begins with."""


@dataclass(slots=True)
class SheetEdits:
    """What is to become of a sheet. Cells and heights are named by where they lie after rows were inserted."""

    cells: dict[Place, Content] = field(default_factory=dict[Place, Content])
    results: dict[Place, Content] = field(default_factory=dict[Place, Content])
    """Formula cells whose stored result is no longer true: the new one, None where there is none."""
    heights: dict[int, float] = field(default_factory=dict[int, float])
    merged: list[tuple[int, int, int, int]] = field(default_factory=list[tuple[int, int, int, int]])
    unmerged: list[tuple[int, int, int, int]] = field(default_factory=list[tuple[int, int, int, int]])

    @property
    def is_any(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.cells or self.heights or self.merged or self.unmerged)
