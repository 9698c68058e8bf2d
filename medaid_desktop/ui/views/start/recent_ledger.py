"""The button of a ledger that was open lately: two lines where there is room, one on a low screen."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QCommandLinkButton, QWidget

from medaid_desktop.ui.palette import colours

_HEIGHT, _EDGE, _GAP = 28, 8, 12


class RecentLedger(QCommandLinkButton):
    """In one line the name comes first; what there is no room for is in the tooltip."""

    def __init__(self, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(title, sentence, parent)
        self._in_one_line = False
        self.brief = sentence
        """What stands beside the name where both share a line."""

    def put_in_one_line(self, wanted: bool) -> None:
        """Takes less height, or all of it again."""
        if wanted != self._in_one_line:
            self._in_one_line = wanted
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width(), self._height()) if self._in_one_line else size

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._height()) if self._in_one_line else super().minimumSizeHint()

    def heightForWidth(self, width: int) -> int:
        return self._height() if self._in_one_line else super().heightForWidth(width)

    def _height(self) -> int:
        return max(_HEIGHT, self.fontMetrics().height() + _EDGE)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._in_one_line:
            super().paintEvent(event)
            return
        from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStylePainter

        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""  # pyright: ignore[reportAttributeAccessIssue]
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        side = self.iconSize().width()
        self.icon().paint(painter, QRect(_EDGE, (self.height() - side) // 2, side, side))
        shades = colours(self.palette())
        bold = QFont(self.font())
        bold.setBold(True)
        ink = shades.muted if self.property("missing") else shades.text
        left = self._write(painter, 2 * _EDGE + side, self.text().replace("&&", "&"), bold, ink)
        self._write(painter, left + _GAP, self.brief, self.font(), shades.muted)
        painter.end()

    def _write(self, painter: QPainter, left: int, text: str, font: QFont, ink: str) -> int:
        """Writes as much of a text as there is room for; returns where it ends."""
        from PySide6.QtCore import Qt  # which the first paint can do without

        room = QRect(left, 0, self.width() - _EDGE - left, self.height())
        painter.setFont(font)
        painter.setPen(QColor(ink))
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        return left + metrics.horizontalAdvance(shown)
