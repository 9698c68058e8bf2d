"""What stands beside the paper, one page at a time: preview, history, results of a search."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.settings import WindowSettings

_PAGE_KEY = "window/right-page"
_MARGIN, _GAP, _PADDING = 8, 4, 10


@dataclass(slots=True)
class _Page:
    action: QAction
    make: Callable[[QWidget], QWidget]
    words: tuple[str, str]
    """What its button is called, and that where there is little room."""
    widget: QWidget | None = None


class RightColumn(QWidget):
    """Each page belongs to a checkable action and is made when it is first shown; without a page the column is folded."""

    page_shown = Signal(str)
    """The name of the page that is now seen, "" where the column was folded."""

    def __init__(self, settings: WindowSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rightColumn")
        self._settings = settings
        self._pages: dict[str, _Page] = {}
        self.shown = ""
        """The name of the page that is seen, "" while the column is folded."""
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(_GAP)
        self._close = QToolButton(self)
        self._close.setIcon(icon("close", "muted"))
        self._close.setIconSize(QSize(10, 10))
        self._close.setAutoRaise(True)
        self._close.setToolTip(self.tr("收起这一栏"))
        self._close.setAccessibleName(self.tr("收起这一栏"))
        self._close.clicked.connect(self.fold)
        head = QHBoxLayout()
        head.setContentsMargins(_MARGIN, _GAP, _MARGIN, _GAP)
        head.addLayout(self._buttons)
        head.addStretch(1)
        head.addWidget(self._close)
        self._stack = QStackedWidget(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        self.hide()

    def add_page(self, name: str, action: QAction, make: Callable[[QWidget], QWidget], short: str = "") -> None:
        """Adds a page that `action`, which becomes checkable, opens and closes; `make(parent)` makes its widget.

        `short` is what its button is called where there is little room, the action's own short words if "".
        """
        action.setCheckable(True)
        words = action.iconText()
        self._pages[name] = _Page(action, make, (words, short or words))
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setAutoRaise(True)
        self._buttons.addWidget(button)
        action.toggled.connect(lambda on: self._on_toggled(name, on))

    def show_page(self, name: str) -> QWidget:
        """Opens a page and returns its widget."""
        page = self._pages[name]
        page.action.setChecked(True)
        assert page.widget is not None
        return page.widget

    def widget_of(self, name: str) -> QWidget:
        """The widget of a page, made if it was not yet; it need not be shown."""
        page = self._pages[name]
        if page.widget is None:
            page.widget = page.make(self._stack)
            self._stack.addWidget(page.widget)
        return page.widget

    def fold(self) -> None:
        """Closes the column."""
        if self.shown:
            self._pages[self.shown].action.setChecked(False)

    def show_last(self) -> None:
        """Opens the page that was seen when the window was last closed."""
        name = self._settings.text(_PAGE_KEY)
        if name in self._pages:
            self.show_page(name)

    def keep_state(self) -> None:
        """Remembers for the next start which page is seen."""
        self._settings.put(_PAGE_KEY, self.shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        metrics, pages = self.fontMetrics(), self._pages.values()
        wide = sum(metrics.horizontalAdvance(page.words[0]) + _PADDING + _GAP for page in pages)
        is_narrow = wide + self._close.sizeHint().width() + 2 * _MARGIN > self.width()
        for page in pages:
            words = page.words[is_narrow]
            if page.action.iconText() != words:
                page.action.setIconText(words)

    def _on_toggled(self, name: str, on: bool) -> None:
        if on:
            before, self.shown = self.shown, name
            self._stack.setCurrentWidget(self.widget_of(name))
            self.show()
            if before:
                self._pages[before].action.setChecked(False)
        elif self.shown == name:
            self.shown = ""
            self.hide()
        else:
            return
        self.page_shown.emit(self.shown)
