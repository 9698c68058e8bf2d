"""The small sign in a cell that something was found in it: a shape of its own for each gravity, never over the text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from medaid_desktop.ui.delegates.cell_text import SetText
from medaid_desktop.ui.palette import Colours

_SIDE, _LEAST, _MOST = 8, 4, 14
_INSET = 1
"""Pixels from the rules of the cell."""
_ABOVE, _BELOW = 0.9, 0.28
"""What glyphs take above and below their baseline, in em, the tails of Latin letters included."""


@dataclass(frozen=True, slots=True)
class CellMark:
    """`kind` is the gravest of what was found in a cell, `words` a sentence for each, the gravest first.

    `only_blank` says that nothing is wrong but that it was left blank: the bar of a required field says that already, and a
    new form is not to be full of red.
    """

    kind: Literal["error", "warning", "hint", "explained"]
    words: tuple[str, ...]
    only_blank: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the clerk has something to do about it."""
        return self.kind in ("error", "warning")


@dataclass(frozen=True, slots=True)
class CellRemark:
    """What was said of a cell when the filing came back, as a sentence, and whether the cell was changed since."""

    words: str
    is_mended: bool = False


def draw_cell_mark(painter: QPainter, cell: QRect, text: SetText, mark: CellMark, shades: Colours, zoom: int) -> None:
    """Draws the sign into a corner that the text leaves free, smaller where there is little room."""
    names = {"error": shades.error, "warning": shades.warning, "hint": shades.hint, "explained": shades.muted}
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_sign(painter, mark_place(cell, text, zoom), mark.kind, QColor(names[mark.kind]))
    painter.restore()


def draw_remark(
    painter: QPainter, cell: QRect, text: SetText, mark: CellMark | None, shades: Colours, zoom: int, is_mended: bool
) -> None:
    """Draws a little flag for what was said of the cell when the filing came back, clear of text and other sign; just its
    outline once the cell was changed."""
    taken = mark_place(cell, text, zoom) if mark else None
    place = mark_place(cell, text, zoom, taken)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    kind, ink = ("mended", shades.muted) if is_mended else ("remark", shades.warning)
    draw_sign(painter, place, kind, QColor(ink))
    painter.restore()


def mark_place(cell: QRect, text: SetText, zoom: int, taken: QRectF | None = None) -> QRectF:
    """Where the sign stands: at the upper right where it has room, else in another corner without text; else in the
    padding above it. `taken` is where another sign stands."""
    side = max(_LEAST, min(_MOST, round(_SIDE * zoom / 100)))
    small = max(_LEAST, side * 3 // 4)
    texts = list(_line_boxes(cell, text))
    lines = [*texts, taken] if taken else texts
    if taken:
        beside = taken.translated(-taken.width() - 2 * _INSET, 0)
        if QRectF(cell).contains(beside) and not any(beside.intersects(line) for line in lines):
            return beside
    box = QRectF(cell).adjusted(_INSET, _INSET, -_INSET, -_INSET)
    for size, right, bottom in (
        (side, True, False), (small, True, False), (side, True, True), (side, False, False), (side, False, True),
        (small, True, True), (small, False, False), (small, False, True),
    ):  # fmt: skip
        left = box.right() - size if right else box.left()
        top = box.bottom() - size if bottom else box.top()
        place = QRectF(left, top, size, size)
        if box.contains(place) and not any(place.intersects(line) for line in lines):
            return place
    room = min((line.top() for line in texts), default=box.bottom()) - cell.top() - 1
    size = max(_LEAST, min(side, int(room)))
    right = taken.left() - _INSET if taken else cell.right()
    return QRectF(right - size, cell.top() + 1, size, size)


def draw_sign(painter: QPainter, place: QRectF, kind: str, ink: QColor) -> None:
    """● error, ▲ warning, ⓘ hint, △ explained; remark: a flag, mended: its outline."""
    thin = max(1.0, place.width() / 8)
    inner = place.adjusted(thin / 2, thin / 2, -thin / 2, -thin / 2)
    is_filled = kind in ("error", "warning", "remark")
    painter.setPen(Qt.PenStyle.NoPen if is_filled else QPen(ink, thin))
    painter.setBrush(ink if is_filled else QColor(0, 0, 0, 0))
    if kind in ("remark", "mended"):
        box = place if is_filled else inner
        low = box.bottom() - box.height() / 4
        corners = [
            box.topLeft(), box.topRight(), QPointF(box.right(), low), QPointF(box.center().x(), low), box.bottomLeft(),
        ]  # fmt: skip
        painter.drawPolygon(QPolygonF(corners))
    elif kind in ("error", "hint"):
        painter.drawEllipse(place if is_filled else inner)
    else:
        box = place if is_filled else inner
        painter.drawPolygon(QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()]))
    if kind == "hint" and place.width() >= _SIDE:
        middle, part = place.center(), place.width() / 8
        painter.drawLine(QPointF(middle.x(), middle.y() - part / 2), QPointF(middle.x(), middle.y() + 2 * part))
        painter.drawPoint(QPointF(middle.x(), middle.y() - 2 * part))


def _line_boxes(cell: QRect, text: SetText) -> Iterator[QRectF]:
    top = cell.top() + text.top(cell.height())
    for number, (line, width) in enumerate(text.block.lines):
        if line and not line.isspace():
            base = top + text.baseline(number)
            left, length = cell.left() + text.indent(width), width * text.em / 1000
            yield QRectF(left - 1, base - _ABOVE * text.em, length + 2, (_ABOVE + _BELOW) * text.em)
