"""How many findings there are, in the foot of the window: a click lists them."""

from collections import Counter

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from medaid_desktop.ui.delegates.cell_marks import draw_sign
from medaid_desktop.ui.palette import colours
from medaid_desktop.ui.views.findings.words import COLOURS, KINDS, Kind, count_words, kind_tip

_SIGN, _GAP, _APART, _EDGE = 9, 4, 10, 6


class CountsButton(QAbstractButton):
    """● 错 1 ▲ 警 2 ⓘ 提 3; hidden while nothing is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findingCounts")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._counts: Counter[Kind] = Counter()
        self._words: dict[Kind, str] = {"error": self.tr("错"), "warning": self.tr("警"), "hint": self.tr("提")}
        self.hide()

    def show_counts(self, counts: Counter[Kind] | None) -> None:
        """Shows counts, None for not known."""
        self.setVisible(counts is not None)
        if counts is None or (counts == self._counts and self.text()):
            return
        self._counts = Counter(counts)
        words = count_words(counts)
        self.setText(words)
        self.setAccessibleName(self.tr("审核发现：%1").replace("%1", words))
        tips = [kind_tip(kind) for kind in KINDS if counts[kind]]
        self.setToolTip("\n".join([self.tr("%1。点一下或按 F9 列出").replace("%1", words), *tips]))
        self.updateGeometry()
        self.update()

    def _parts(self) -> list[tuple[Kind, str]]:
        told: list[tuple[Kind, str]] = [
            (kind, f"{word} {self._counts[kind]}") for kind, word in self._words.items() if self._counts[kind]
        ]
        if not told and self._counts["explained"]:
            told.append(("explained", self.tr("已说明 %1").replace("%1", str(self._counts["explained"]))))
        return told

    def sizeHint(self) -> QSize:
        metrics, parts = self.fontMetrics(), self._parts()
        width = sum(_SIGN + _GAP + metrics.horizontalAdvance(words) for _, words in parts)
        width += _APART * (len(parts) - 1) if parts else metrics.horizontalAdvance(self.tr("没有发现问题"))
        return QSize(width + 2 * _EDGE, metrics.height() + 6)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        shades, metrics = colours(self.palette()), self.fontMetrics()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.fillRect(self.rect(), QColor(shades.hover))
        if self.hasFocus():
            painter.setPen(QColor(shades.accent))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        left, middle = float(_EDGE), int(Qt.AlignmentFlag.AlignVCenter)
        parts = self._parts()
        if not parts:
            painter.setPen(QColor(shades.muted))
            painter.drawText(self.rect().adjusted(_EDGE, 0, 0, 0), middle, self.tr("没有发现问题"))
        for kind, words in parts:
            place = QRectF(left, (self.height() - _SIGN) / 2, _SIGN, _SIGN)
            draw_sign(painter, place, kind, QColor(shades._asdict()[COLOURS[kind]]))
            left += _SIGN + _GAP
            painter.setPen(QColor(shades.text))
            painter.drawText(QRectF(left, 0, self.width(), self.height()), middle, words)
            left += metrics.horizontalAdvance(words) + _APART
        painter.end()
