"""The page beside the paper: the printed pages of the filing in front, following the edits."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from medaid_desktop.errors import UserError
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.views.editor_tabs import EditorTabs
from medaid_desktop.ui.views.preview.bar import PreviewBar
from medaid_desktop.ui.views.preview.front import FrontPages
from medaid_desktop.ui.views.preview.view import PreviewView

ZOOM_KEY = "preview/zoom"
_MARGIN = 16


class PreviewPanel(QWidget):
    """Follows the tab in front while it is seen; a click on a page puts the cursor into that cell of the editor."""

    large_requested = Signal()
    """The chosen filings in a window of their own."""

    def __init__(self, context: Context, tabs: EditorTabs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("previewPanel")
        self._tabs = tabs
        self.pages = FrontPages(context.tasks, self)
        self.view = PreviewView(self.pages, self)
        self.bar = PreviewBar(self.view, context.settings, ZOOM_KEY, self)
        self._trouble = QLabel(self)
        self._trouble.setObjectName("previewTrouble")
        self._trouble.setWordWrap(True)
        self._trouble.setContentsMargins(_MARGIN, 8, _MARGIN, 8)
        self._trouble.hide()
        self._stack = QStackedWidget(self)
        self._lay_out()
        self.setFocusProxy(self.view)
        large = self.bar.add_button("preview", self.tr("在大窗口中预览所选的填报件"))
        large.clicked.connect(self.large_requested)
        printing = self.bar.add_button("print", self.tr("打印（Ctrl+P）"))
        printing.clicked.connect(context.actions.print.trigger)
        self.view.place_clicked.connect(self._on_place_clicked)
        self.pages.failed.connect(self._on_failed)
        self.pages.pages_changed.connect(self._show_cursor)
        self.pages.remade.connect(self._on_remade)
        tabs.front_changed.connect(self._follow)
        tabs.view_changed.connect(self._show_cursor)
        context.workspace.filings_changed.connect(self.pages.look)  # what is signed is printed, and what is sealed

    def _lay_out(self) -> None:
        empty = QLabel(self.tr("打开一份填报件，这里显示它打印出来的样子。"), self)
        empty.setWordWrap(True)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._stack.addWidget(self.view)
        self._stack.addWidget(empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self._trouble)
        layout.addWidget(self._stack, 1)

    # -- following -----------------------------------------------------------------------------------------------

    def _follow(self) -> None:
        front = self._tabs.front()
        session = front.desk.session if front and front.desk else None
        self._stack.setCurrentIndex(0 if session else 1)
        self._trouble.hide()
        self.pages.follow(session if self.isVisible() else None)

    def _show_cursor(self) -> None:
        """Outlines on the pages the cell in which the editor's cursor stands."""
        front = self._tabs.front()
        if self.isVisible():
            self.view.mark(self.pages.spots(front.desk.view.anchor) if front and front.desk else ())

    def _on_remade(self) -> None:
        self._trouble.hide()
        self._show_cursor()

    def _on_place_clicked(self, page: int, x: float, y: float) -> None:
        front = self._tabs.front()
        anchor = self.pages.cell_at(page, x, y)
        if front and front.desk and anchor is not None and front.settle():
            anchor = self.pages.cell_at(page, x, y) or anchor
            front.desk.view.go_to(anchor)
            front.setFocus(Qt.FocusReason.MouseFocusReason)

    def _on_failed(self, error: UserError) -> None:
        """The pages stay as they were; what stands above them says why."""
        self._trouble.setText(str(error))
        self._trouble.show()

    # -- Qt ------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._follow()
        return handled
