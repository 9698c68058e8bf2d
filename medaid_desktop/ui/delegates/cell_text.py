"""The text of a cell on screen: where its lines stand, how they are drawn, and what lies under the mouse."""

from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter

from medaid_desktop.formats.pdf.seal import SealSet
from medaid_desktop.formats.pdf.textblock import BASELINE_BELOW_MIDDLE, LEADING, LINE_BOX, MM_PER_PT, TextBlock
from medaid_desktop.ui.views.paper.fonts import screen_font


class SetText:
    """A text block on screen at `per_mm` pixels a millimetre."""

    def __init__(self, block: TextBlock, per_mm: float) -> None:
        self.block = block
        self.em = block.size_pt * MM_PER_PT * per_mm
        self.pitch = LEADING * self.em
        self.inner = block.inner_mm * per_mm
        self.padding = block.padding_mm * per_mm
        self.side = block.side_mm * per_mm
        self.font = screen_font(block.style.font, round(self.em, 3), block.style.bold)

    @property
    def height(self) -> float:
        """The height of all lines, paddings not counted; a blank text takes one, for the cursor."""
        return ((max(1, len(self.block.lines)) - 1) * LEADING + LINE_BOX) * self.em

    def top(self, box_height: float) -> float:
        """Where the first line's box begins in a cell of that height."""
        spare = max(0.0, box_height - 2 * self.padding - self.height)
        share = {"top": 0.0, "middle": 0.5, "bottom": 1.0}[self.block.style.valign]
        return self.padding + spare * share

    def baseline(self, number: int) -> float:
        """The baseline of a line below the top of the first line's box."""
        return (LINE_BOX / 2 + BASELINE_BELOW_MIDDLE) * self.em + number * self.pitch

    def indent(self, width: int) -> float:
        """Where a line of that width (in 1/1000 em) begins, from the left side of the cell."""
        spare = max(0.0, self.inner - width * self.em / 1000)
        share = {"left": 0.0, "center": 0.5, "right": 1.0}[self.block.style.align]
        return self.side + spare * share

    def extent(self, cell: QRect) -> QRect:
        """The part of a cell's rectangle that the lines fill, from side to side."""
        widths = [width * self.em / 1000 for _, width in self.block.lines]
        left = min((self.indent(width) for _, width in self.block.lines), default=self.indent(0))
        return QRect(cell.left() + int(left), cell.top(), ceil(max(widths, default=0.0)), cell.height())

    def draw(self, painter: QPainter, box: QRectF, top: float | None = None) -> None:
        """Draws the lines with the painter's pen; `top` overrides where they begin in the box."""
        painter.setFont(self.font)
        first = box.top() + (self.top(box.height()) if top is None else top)
        for number, (line, width) in enumerate(self.block.lines):
            if line and not line.isspace():
                painter.drawText(QPointF(box.left() + self.indent(width), first + self.baseline(number)), line)

    def character_at(self, point: QPointF, box_height: float) -> int | None:
        """Which character of the text, line breaks not counted, lies at a point of the cell; None beside the text."""
        number = int((point.y() - self.top(box_height)) // self.pitch)
        if not 0 <= number < len(self.block.lines):
            return None
        place = line_start(self.block, number)
        x = point.x() - self.indent(self.block.lines[number][1])
        if x < 0:
            return None
        for character in self.block.lines[number][0]:
            x -= self._advance(character)
            if x < 0:
                return place
            place += 1
        return None

    def _advance(self, character: str) -> float:
        return self.block.font.advances.get(character, 1000) * self.em / 1000


def line_start(block: TextBlock, number: int) -> int:
    """The place of a line's first character in the text that was set."""
    text_place = 0
    for line, _ in block.lines[:number]:
        text_place += len(line)
    return text_place


def draw_seal_place(painter: QPainter, seal: SealSet, text: SetText, lines: SetText, box: QRectF) -> QRectF:
    """Draws text and signature lines of a cell with a seal; returns the seal's empty square."""
    per_mm = text.padding / text.block.padding_mm
    side = seal.place.diameter_mm * per_mm
    gap = per_mm
    square_top = (box.height() - side) / 2 if text.block.is_blank else box.height() - gap - side
    text.draw(painter, box, text.padding)
    middle = side * 0.6
    lines_box = QRectF(box.left() + seal.lines_x * per_mm, box.top(), seal.lines_width * per_mm, box.height())
    lines.draw(painter, lines_box, square_top + min(middle - lines.height / 2, side - lines.height))
    return QRectF(box.left() + seal.square_x * per_mm, box.top() + square_top, side, side)
