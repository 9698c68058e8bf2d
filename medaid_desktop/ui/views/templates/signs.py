"""How the roles of cells are told: by ground, by shape, and by a sign in the corner. The legend is drawn so too."""

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QPolygonF

from medaid_desktop.ui.palette import Colours
from medaid_desktop.ui.views.templates.roles import Kind

BAR = 3
_SIDE = 11
_GAP = 2
_LEAST_WIDE, _LEAST_HIGH = 30, 13
_HATCH_ALPHA = 90
_WORDS: dict[Kind, str] = {"computed": "fx", "total": "Σ", "serial": "№", "auto": "↺"}
_GROUNDS: dict[Kind, str] = {
    "field": "hint_ground", "auto": "hint_ground", "column": "hint_ground", "given": "fill",
    "head": "hover", "side": "hover", "total": "hover", "computed": "hover", "serial": "hover",
}  # fmt: skip


def draw_role(painter: QPainter, rect: QRect, kind: Kind, shades: Colours, is_doubtful: bool = False) -> None:
    """The ground, the shape and the sign of a role; the text comes over it."""
    ground = shades.warning_ground if is_doubtful else getattr(shades, _GROUNDS.get(kind, "paper"))
    painter.fillRect(rect, QColor(ground))
    left, top, height = rect.left(), rect.top(), rect.height()
    if kind == "field":
        painter.fillRect(left, top, BAR, height, QColor(shades.hint))
    elif kind == "auto":
        painter.setPen(QPen(QColor(shades.hint), BAR, Qt.PenStyle.DotLine))
        painter.drawLine(left + 1, top, left + 1, rect.bottom())
    elif kind in ("column", "given"):
        painter.setPen(QPen(QColor(shades.hint), 1, Qt.PenStyle.DashLine))
        painter.drawLine(left + 1, top, left + 1, rect.bottom())
    elif kind == "head":
        painter.fillRect(left, rect.bottom() - 2, rect.width(), 2, QColor(shades.muted))
    elif kind == "blank":
        hatch = QColor(shades.handle)
        hatch.setAlpha(_HATCH_ALPHA)
        painter.fillRect(rect, QBrush(hatch, Qt.BrushStyle.BDiagPattern))
    if rect.width() >= _LEAST_WIDE and height >= _LEAST_HIGH:
        corner = QRectF(rect.right() - _SIDE - _GAP, top + _GAP, _SIDE, _SIDE)
        if is_doubtful:
            _triangle(painter, corner, shades)
            corner.moveRight(corner.left() - _GAP)
        _sign(painter, corner, kind, shades)


def _sign(painter: QPainter, box: QRectF, kind: Kind, shades: Colours) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if kind == "field":
        _pencil(painter, box, shades.hint)
    elif kind == "review":
        painter.setPen(QPen(QColor(shades.seal), 1.4, Qt.PenStyle.DashLine))
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
    elif kind in _WORDS:
        font = QFont(painter.font())
        font.setPixelSize(_SIDE)
        font.setItalic(kind == "computed")
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(shades.hint if kind == "auto" else shades.muted))
        painter.drawText(
            box.adjusted(-6, -1, 0, 1), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _WORDS[kind]
        )
    painter.restore()


def _pencil(painter: QPainter, box: QRectF, ink: str) -> None:
    """A pencil that points to the lower left."""
    painter.setPen(QPen(QColor(ink), 1.2))
    side = box.width()
    tip = QPointF(box.left() + 1, box.bottom() - 1)
    body = [
        tip, tip + QPointF(0.6, -0.32 * side), tip + QPointF(0.58 * side, -side + 1.6),
        tip + QPointF(side - 2, -0.58 * side), tip + QPointF(0.32 * side, -0.6),
    ]  # fmt: skip
    painter.drawPolygon(QPolygonF(body))


def _triangle(painter: QPainter, box: QRectF, shades: Colours) -> None:
    """The sign of a warning."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(shades.warning_ground), 1))
    painter.setBrush(QColor(shades.warning))
    painter.drawPolygon(QPolygonF([box.bottomLeft(), box.bottomRight(), QPointF(box.center().x(), box.top())]))
    painter.restore()


def draw_bracket(painter: QPainter, left: float, top: float, bottom: float, shades: Colours) -> None:
    """The bracket at the left of rows that repeat."""
    painter.setPen(QPen(QColor(shades.accent), BAR, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    foot = 8.0
    painter.drawLines([
        QLineF(left, top + 1, left, bottom - 1), QLineF(left, top + 1.5, left + foot, top + 1.5),
        QLineF(left, bottom - 1.5, left + foot, bottom - 1.5),
    ])  # fmt: skip
