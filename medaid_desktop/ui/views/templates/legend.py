"""What the grounds and signs of the cells of a blank form mean."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from medaid_desktop.ui.palette import colours
from medaid_desktop.ui.views.templates.roles import Kind
from medaid_desktop.ui.views.templates.signs import draw_bracket, draw_role

_EDGE, _GAP = 8, 12


class TemplateLegend(QWidget):
    """Where there is too little room, the last ones are left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[QWidget] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(_EDGE, 4, _EDGE, 4)
        self._layout.setSpacing(_GAP)
        kinds: tuple[tuple[Kind | None, str], ...] = (
            ("field", self.tr("字段")), ("column", self.tr("表格列")), (None, self.tr("重复行")), ("given", self.tr("印好的内容")),
            ("head", self.tr("表头")), ("review", self.tr("审核栏")), ("total", self.tr("合计行")), ("computed", self.tr("公式算出")),
            ("auto", self.tr("自动填入")), ("blank", self.tr("不用填")),
        )  # fmt: skip
        for kind, words in kinds:
            entry = QWidget(self)
            row = QHBoxLayout(entry)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
            label = QLabel(words, entry)
            label.setProperty("part", "muted")
            row.addWidget(_Swatch(kind, entry))
            row.addWidget(label)
            self._layout.addWidget(entry)
            self._entries.append(entry)
        self._layout.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = event.size().width() - 2 * _EDGE
        for entry in self._entries:
            room -= entry.sizeHint().width()
            entry.setVisible(room >= 0)
            room -= self._layout.spacing()


class _Swatch(QWidget):
    """A small cell as the sheet draws it; None is the bracket of repeating rows."""

    def __init__(self, kind: Kind | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind: Kind | None = kind
        self.setFixedSize(QSize(32, 18) if kind else QSize(16, 18))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        shades = colours(self.palette())
        rect = QRect(0, 0, self.width() - 1, self.height() - 1)
        if self._kind is None:
            draw_bracket(painter, 3, 1, self.height() - 1, shades)
        else:
            draw_role(painter, rect, self._kind, shades)
            painter.setPen(shades.line)
            painter.drawRect(rect)
        painter.end()
