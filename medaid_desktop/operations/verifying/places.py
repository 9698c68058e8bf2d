"""Where on a printed sheet something stands, in the words of its form."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from medaid_desktop.core.checks.subject import FormFacts, Subject
from medaid_desktop.core.texts.numbers import excerpt
from medaid_desktop.formats.pdf.fonts import default_fonts
from medaid_desktop.formats.pdf.layout import FOOT, Piece, SheetLayout
from medaid_desktop.formats.pdf.paginate import lay_out
from medaid_desktop.formats.pdf.reading.page import Character
from medaid_desktop.formats.pdf.textblock import TextSetter
from medaid_desktop.operations.paper.sheets import SheetParts, paper_of

_LEFT, _UP = 0.3, 0.35
"""A character is taken to stand so much of its size to the right of its place, and so much above it."""


class Named(NamedTuple):
    """A place: what people call it, and the path of the cell that it shows, "" for paper."""

    words: str
    path: str


class Box(NamedTuple):
    """Something laid out on a page: its number there, its place, and its box in millimetres."""

    number: int
    named: Named
    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return 0 <= x - self.x < self.width and 0 <= y - self.y < self.height


class Places:
    """The places of one sheet, laid out as it was printed."""

    def __init__(self, parts: SheetParts) -> None:
        self._parts = parts
        self._paper = paper_of(parts)

    @cached_property
    def layout(self) -> SheetLayout:
        """The sheet laid out."""
        return lay_out(self._paper.sheet, TextSetter(default_fonts()), draft=not self._parts.standing.is_final)

    @cached_property
    def _subject(self) -> Subject:
        return Subject(FormFacts(self._parts.form), self._parts.shown)

    def boxes(self, page: int) -> list[Box]:
        """What stands on a page (from 0): the smaller boxes first, for lines under a seal stand in front of their cell."""
        if page >= len(self.layout.pages):
            return []
        laid = self.layout.pages[page]
        found = [
            Box(number, self._named(piece), piece.x, piece.y, piece.width, piece.height)
            for number, piece in enumerate([*laid.pieces, *laid.foot])
        ]
        if laid.square is not None:
            square = laid.square
            found.append(Box(len(found), Named("二维码", ""), square.x, square.y, square.side, square.side))
        return sorted(found, key=lambda box: box.width * box.height)

    def step_title(self, step: str) -> str:
        """What the form calls a review step."""
        known = self._parts.form.reviews_by_id.get(step)
        return known.title if known else step

    def _named(self, piece: Piece) -> Named:
        if piece.cell == FOOT:
            return Named("页脚", "")
        cell = self._paper.sheet.cells[piece.cell]
        if cell.seal is not None:
            return Named(f"“{self.step_title(cell.seal.step)}”栏", "")
        slot = self._paper.binding.get((cell.row, cell.col))
        if slot is not None and slot.new_row is None:
            return Named(self._subject.place(slot.path), slot.path)
        label = "".join(cell.text.split())  # labels are broken by hand
        return Named(f"表中{excerpt(label)}" if label else "空白的格", "")


def box_of(boxes: Sequence[Box], one: Character) -> Box | None:
    """The box in which a character stands, None on the margins."""
    x, y = one.x + _LEFT * one.size, one.y - _UP * one.size
    return next((box for box in boxes if box.holds(x, y)), None)


def in_reading_order(characters: Iterable[Character]) -> str:
    """Characters of one box as text, line after line."""
    lines: list[list[Character]] = []
    for one in sorted(characters, key=lambda one: (one.y, one.x)):
        if lines and one.y - lines[-1][0].y < 0.5 * one.size:
            lines[-1].append(one)
        else:
            lines.append([one])
    return "".join(one.text for line in lines for one in sorted(line, key=lambda one: one.x))
