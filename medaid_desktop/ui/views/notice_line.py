"""What stands in the notice bar: icon, text, button, and a way to put it away."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.notices import Notice, Severity
from medaid_desktop.ui.views.labels import ElidedLabel, IconLabel

_ICONS: dict[Severity, str] = {"hint": "info", "done": "done", "warning": "warning", "error": "error"}
_COLOURS: dict[Severity, str] = {"hint": "hint", "done": "good", "warning": "warning", "error": "error"}


class NoticeLine(QWidget):
    """Shows one notice."""

    acted = Signal()
    second_acted = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = IconLabel(16, self)
        self._text = ElidedLabel(self)
        self._button = QToolButton(self)
        self._button.setObjectName("noticeButton")
        self._button.clicked.connect(self.acted)
        self._second = QToolButton(self)
        self._second.setObjectName("noticeSecondButton")
        self._second.clicked.connect(self.second_acted)
        close = QToolButton(self)
        close.setObjectName("noticeClose")
        close.setAutoRaise(True)
        close.setIcon(icon("close"))
        close.setIconSize(QSize(12, 12))
        close.setToolTip(self.tr("不再显示"))
        close.setAccessibleName(self.tr("关闭通知"))
        close.clicked.connect(self.dismissed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 1, 4, 1)
        layout.setSpacing(8)
        for widget in (self._icon, self._text, self._button, self._second, close):
            layout.addWidget(widget, 1 if widget is self._text else 0)

    def show_notice(self, notice: Notice) -> None:
        """Replaces what was shown."""
        self._icon.set_icon(icon(_ICONS[notice.severity], _COLOURS[notice.severity]))
        self._text.set_whole(notice.text)
        self._button.setText(notice.button)
        self._button.setVisible(bool(notice.button))
        self._second.setText(notice.second)
        self._second.setVisible(bool(notice.second))
        self.show()
