"""What the grounds and signs of the cells of a blank form mean."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from medaid_desktop.ui.palette import colours
from medaid_desktop.ui.views.legend_strip import LegendStrip
from medaid_desktop.ui.views.templates.roles import Kind
from medaid_desktop.ui.views.templates.signs import draw_bracket, draw_role

_GAP = 12


class TemplateLegend(LegendStrip):
    """What the grounds and signs of the cells mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_GAP, parent)
        kinds: tuple[tuple[Kind | None, str], ...] = (
            ("field", self.tr("字段")), ("column", self.tr("表格列")), (None, self.tr("重复行")), ("given", self.tr("印好的内容")),
            ("head", self.tr("表头")), ("review", self.tr("审核栏")), ("total", self.tr("合计行")), ("computed", self.tr("公式算出")),
            ("auto", self.tr("自动填入")), ("blank", self.tr("不用填")),
        )  # fmt: skip
        for kind, words in kinds:
            self.add(_Swatch(kind, self), words)


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
