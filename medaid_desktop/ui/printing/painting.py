"""Paints the drawing of a page with a QPainter, in millimetres of the device."""

from functools import cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QTransform

from medaid_desktop.formats.pdf.drawing import Glyph, PageDrawing, Picture, Shape, outline_of
from medaid_desktop.formats.pdf.fonts import Face

_GREY = 255


def paint_page(painter: QPainter, page: PageDrawing) -> None:
    """Paints a page whose top left corner is the painter's origin, a unit of the painter being a point (1/72 inch)."""
    painter.save()
    painter.translate(0, page.height)
    painter.scale(1, -1)
    for shape in page.shapes:
        painter.fillPath(_shape_path(shape), QColor.fromRgb(*[round(shape.grey * _GREY)] * 3))
    for picture in page.pictures:
        _paint_picture(painter, picture)
    for rules in page.rules:
        pen = QPen(Qt.GlobalColor.black, rules.width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLines([QLineF(*line) for line in rules.lines])
    for glyph in page.glyphs:
        _paint_glyph(painter, glyph)
    painter.restore()


def _paint_picture(painter: QPainter, picture: Picture) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.translate(picture.x, picture.y + picture.side)
    painter.scale(1, -1)
    painter.drawImage(QRectF(0, 0, picture.side, picture.side), QImage.fromData(picture.png))
    painter.restore()


def _paint_glyph(painter: QPainter, glyph: Glyph) -> None:
    path = _glyph_path(glyph.face, glyph.number)
    if path.isEmpty():
        return
    scale = glyph.size / glyph.face.sfnt.units_per_em
    placed = QTransform(scale, 0, 0, scale, glyph.x, glyph.y).map(path)
    painter.fillPath(placed, Qt.GlobalColor.black)
    if glyph.stroke:
        painter.strokePath(
            placed,
            QPen(
                Qt.GlobalColor.black,
                glyph.stroke,
                Qt.PenStyle.SolidLine,
                Qt.PenCapStyle.FlatCap,
                Qt.PenJoinStyle.MiterJoin,
            ),
        )


@cache
def _glyph_path(face: Face, number: int) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for first, *steps in outline_of(face, number):
        path.moveTo(*first)
        for step in steps:
            if len(step) == 2:
                path.lineTo(*step)
            else:
                path.quadTo(*step)
        path.closeSubpath()
    return path


def _shape_path(shape: Shape) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for first, *steps in shape.contours:
        path.moveTo(QPointF(*first))
        for step in steps:
            if len(step) == 2:
                path.lineTo(*step)
            else:
                path.cubicTo(*step)
        path.closeSubpath()
    return QTransform(*shape.matrix).map(path)
