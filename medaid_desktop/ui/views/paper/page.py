"""Draws what lies around and over the cells: desk, sheet, rules, page ends, and the outline of the current cell."""

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from PySide6.QtCore import QLine, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPen, QRegion

from medaid_desktop.core.sheet import BOTTOM, LEFT, RIGHT, TOP, Cell
from medaid_desktop.ui.palette import Colours
from medaid_desktop.ui.views.paper.look import PaperLook

Ends = tuple[int, int, int, int]
"""Where a line begins and ends: x and y, x and y, in pixels."""

DESK_MARGIN = 16
"""Pixels of desk that show around the sheet."""

_SHADOW = 5
_SHADOW_ALPHA = 12
_EDGE_ALPHA = 40
_OUTSIDE = 8
_DOUBLE_RULES_FROM = 175
_OUTLINE = 2
_HIT_INSET = 2
_NAME_GAP = 4


def draw_desk(painter: QPainter, room: QRect, sheet: QRect, shades: Colours) -> None:
    """The desk with the sheet on it, a soft shadow below and right of the sheet."""
    beside = QRegion(room) - QRegion(sheet)  # nothing is drawn that the sheet would cover: that takes longest of all
    for part in _rects(beside):
        painter.fillRect(part, QColor(shades.desk))
    shadow = QColor(0, 0, 0, _SHADOW_ALPHA)
    for depth in range(_SHADOW, 0, -1):
        for part in _rects(beside & QRegion(sheet.adjusted(-depth // 2, 1, depth // 2 + 1, depth))):
            painter.fillRect(part, shadow)
    painter.fillRect(sheet & room, QColor(shades.paper))
    edge = QColor(shades.paper_line)
    edge.setAlpha(_EDGE_ALPHA)
    painter.setPen(edge)
    near = room.adjusted(-_OUTSIDE, -_OUTSIDE, _OUTSIDE, _OUTSIDE)  # long lines take long even where they are not seen
    painter.drawRect(sheet.adjusted(0, 0, -1, -1) & near)


def _rects(region: QRegion) -> Iterable[QRect]:
    return cast("Iterable[QRect]", region)  # it is one, though its types do not say so


def ruled_sides(border: int, left: int, top: int, right: int, bottom: int) -> Iterator[Ends]:
    """The sides of a cell that have a line."""
    if border & LEFT:
        yield left, top, left, bottom
    if border & RIGHT:
        yield right, top, right, bottom
    if border & TOP:
        yield left, top, right, top
    if border & BOTTOM:
        yield left, bottom, right, bottom


def draw_rules(painter: QPainter, cells: Iterable[Cell], look: PaperLook, corner: QPoint) -> None:
    """The ruled sides of cells, each line once; `corner` is where the grid begins in the viewport."""
    lines: set[Ends] = set()
    for cell in cells:
        border = cell.style.border
        if not border:
            continue
        left, right = look.xs[cell.col], look.xs[cell.col + cell.cols]
        top, bottom = look.ys[cell.row], look.ys[cell.row + cell.rows]
        lines.update(ruled_sides(border, left, top, right, bottom))
    width = 2 if look.zoom >= _DOUBLE_RULES_FROM else 1
    painter.setPen(QPen(QColor(look.shades.paper_line), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    x, y = corner.x(), corner.y()
    painter.drawLines([QLine(x1 + x, y1 + y, x2 + x, y2 + y) for x1, y1, x2, y2 in lines])


def draw_page_ends(painter: QPainter, ends: Sequence[tuple[int, str]], sheet: QRect, shades: Colours) -> None:
    """A dashed line across the sheet at each (y, name of the page below) where a printed page ends."""
    painter.setPen(QPen(QColor(shades.muted), 1, Qt.PenStyle.DashLine))
    for y, _ in ends:
        painter.drawLine(sheet.left() + 1, y, sheet.right() - 1, y)
    painter.setFont(QGuiApplication.font())
    painter.setPen(QColor(shades.muted))
    for y, name in ends:
        room = QRect(sheet.left(), y + _NAME_GAP, sheet.width() - 2 * _NAME_GAP, painter.fontMetrics().height())
        painter.drawText(room, Qt.AlignmentFlag.AlignRight, name)


def draw_outline(painter: QPainter, rect: QRect, shades: Colours, focused: bool) -> None:
    """The current cell: 2 px in the accent colour, thin and muted while the keys go elsewhere."""
    width = _OUTLINE if focused else 1
    painter.setPen(QPen(QColor(shades.accent if focused else shades.muted), width))
    inset = width / 2
    painter.drawRect(QRectF(rect).adjusted(inset, inset, -inset, -inset))


def draw_hit(painter: QPainter, rect: QRect, shades: Colours, is_here: bool) -> None:
    """The ground of a cell that shows what is looked for, stronger at the cursor: in colour and in its frame."""
    painter.fillRect(rect, QColor(shades.found_here if is_here else shades.found_ground))
    width = 2 if is_here else 1
    painter.setPen(QPen(QColor(shades.found), width))
    inset = _HIT_INSET + width / 2
    painter.drawRect(QRectF(rect).adjusted(inset, inset, -inset, -inset))


def draw_found(painter: QPainter, rect: QRect, shades: Colours) -> None:
    """The short highlight of a cell that was jumped to."""
    tint = QColor(shades.accent)
    tint.setAlpha(80)
    painter.fillRect(rect, tint)
