"""One form of a sheet while its map is drawn: its tiles, what recognition knows of it, what has found its role."""

from dataclasses import dataclass, field
from functools import cached_property

from medaid_desktop.core.forms import Form
from medaid_desktop.core.grid import Place
from medaid_desktop.core.templates.template_map import FieldMark, ReviewMark, TableMark
from medaid_desktop.recognition.columns.head import Head
from medaid_desktop.recognition.draft import Draft
from medaid_desktop.recognition.fields.field_names import FieldNames
from medaid_desktop.recognition.segments.segment import Segment
from medaid_desktop.recognition.templates.board.board import Board
from medaid_desktop.recognition.templates.board.kinds import counts_around, unit_around
from medaid_desktop.recognition.templates.board.naming import Names
from medaid_desktop.recognition.templates.board.tiles import Tile


@dataclass
class Stage:
    """`form` is the base form, or one with the fields of all forms where it has none; `everything` the latter.

    `used` are the places of tiles that have a role already. `sections` are the lines that head a part of the form, by row from
    top to bottom; `groups` what names the labels around a field, by its id.
    """

    board: Board
    segment: Segment
    base: str
    form: Form
    everything: Form
    heads: list[Head]
    used: set[Place] = field(default_factory=set[Place])
    fields: list[FieldMark] = field(default_factory=list[FieldMark])
    tables: list[TableMark] = field(default_factory=list[TableMark])
    reviews: list[ReviewMark] = field(default_factory=list[ReviewMark])
    sections: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    groups: dict[str, str] = field(default_factory=dict[str, str])
    names: Names = field(default_factory=Names)
    steps: Names = field(default_factory=Names)

    @cached_property
    def labels(self) -> FieldNames:
        """Which field a label names."""
        return FieldNames(self.form, self.segment)

    @cached_property
    def unit(self) -> str:
        """The unit of money noted about the form, "" where none is."""
        lines = [text.text for text in self.segment.lines]
        first = [
            tile.text
            for row in range(self.board.top, min(self.board.top + 6, self.board.bottom + 1))
            for tile in self.board.texts(row)
        ]
        return unit_around([*lines, *first]) or Draft(self.segment, self.form).unit(self.heads)

    @cached_property
    def counts(self) -> tuple[str, ...]:
        """What a line about the form says that its figures count beside money."""
        lines = [text.text for text in self.segment.lines]
        rows = range(self.board.top, min(self.board.top + 6, self.board.bottom + 1))
        return counts_around([*lines, *(tile.text for row in rows for tile in self.board.texts(row))])

    def is_free(self, tile: Tile) -> bool:
        """Whether a tile has no role yet."""
        return tile.place not in self.used

    def use(self, *tiles: Tile) -> None:
        """Notes that tiles have a role."""
        self.used.update(tile.place for tile in tiles)
