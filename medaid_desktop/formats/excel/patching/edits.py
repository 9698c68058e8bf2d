"""What can be done to a sheet: contents of cells, heights, merged areas."""

from dataclasses import dataclass, field

from medaid_desktop.formats.excel.calculating.scalars import Fault

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Number:
    """What a cell stores as a number; `text` is its digits as XML writes them (154.18, 0.75)."""

    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text in a look of its own: `look` is the element of its properties (rPr) as the workbook writes it, b"" for that
    of the cell."""

    text: str
    look: bytes = b""


@dataclass(frozen=True, slots=True)
class Rich:
    """A text in several looks."""

    stretches: tuple[Stretch, ...]


Content = str | Number | Rich | bool | Fault | None
"""What is written into a cell; None empties it. A text stays a text, whatever it begins with. Only formulas give faults."""


@dataclass(slots=True)
class SheetEdits:
    """What is to become of a sheet. Cells and heights are named by where they lie after rows were inserted."""

    cells: dict[Place, Content] = field(default_factory=dict[Place, Content])
    results: dict[Place, Content] = field(default_factory=dict[Place, Content])
    """Formula cells whose stored result is no longer true: the new one, None where there is none."""
    styles: dict[Place, str] = field(default_factory=dict[Place, str])
    """Cells that get another style than they have: its number in the part of styles."""
    heights: dict[int, float] = field(default_factory=dict[int, float])
    """Rows that get a height of their own, in points."""
    fitted: dict[int, float] = field(default_factory=dict[int, float])
    """Rows that are as high as their texts need, in points; programs may size them anew."""
    revealed: set[int] = field(default_factory=set[int])
    """Rows that are no longer hidden."""
    merged: list[tuple[int, int, int, int]] = field(default_factory=list[tuple[int, int, int, int]])
    unmerged: list[tuple[int, int, int, int]] = field(default_factory=list[tuple[int, int, int, int]])

    @property
    def is_any(self) -> bool:
        """Whether there is anything to do."""
        return any((self.cells, self.styles, self.heights, self.fitted, self.revealed, self.merged, self.unmerged))
