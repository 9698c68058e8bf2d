"""Actions on the paper in front: undo, find, zoom, and its own ones in the menu."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMenu

from medaid_desktop.ui.context import Context
from medaid_desktop.ui.views.editor_tabs import EditorTabs
from medaid_desktop.ui.views.place.find_field import FindField
from medaid_desktop.ui.views.zoom import USUAL_ZOOM, ZOOM_STEP
from medaid_desktop.ui.views.zoom_control import ZoomControl

_WIDTH_MARGIN = 48
_COUNT_MS = 150


class EditingCommands(QObject):
    """Fills the menu 编辑 each time it opens: what stands there is the paper's own."""

    def __init__(
        self, context: Context, tabs: EditorTabs, find: FindField, zoom: ZoomControl, menu: QMenu,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._context = context
        self._tabs = tabs
        self._find = find
        self._menu = menu
        actions = context.actions
        actions.undo.triggered.connect(lambda: self._on_session("undo"))
        actions.redo.triggered.connect(lambda: self._on_session("redo"))
        actions.find.triggered.connect(find.begin)
        actions.find_next.triggered.connect(lambda: find.seek(True))
        actions.find_previous.triggered.connect(lambda: find.seek(False))
        actions.close_tab.triggered.connect(tabs.close_front)
        actions.next_tab.triggered.connect(lambda: tabs.step(True))
        actions.previous_tab.triggered.connect(lambda: tabs.step(False))
        actions.zoom_in.triggered.connect(lambda: self._zoom_by(ZOOM_STEP))
        actions.zoom_out.triggered.connect(lambda: self._zoom_by(-ZOOM_STEP))
        actions.zoom_actual.triggered.connect(lambda: self._zoom_to(USUAL_ZOOM))
        actions.zoom_width.triggered.connect(self._on_zoom_width)
        find.find_requested.connect(self._on_find)
        find.left.connect(self._on_find_left)
        find.unfocused.connect(self._unmark_found)
        self._count_soon = QTimer(self, singleShot=True, interval=_COUNT_MS)
        self._count_soon.timeout.connect(self._show_found_count)
        for changed in (find.count_requested, tabs.front_changed, tabs.state_changed):
            changed.connect(lambda *_: self._count_soon.start())
        zoom.zoom_requested.connect(self._zoom_to)
        tabs.front_changed.connect(self._prepare_help)
        menu.aboutToShow.connect(self._on_menu)
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self, self._on_menu_gone))

    def _prepare_help(self) -> None:
        """Reads in the background what may be offered while typing in the filing that has come to the front."""
        front = self._tabs.front()
        if front and front.desk:
            help_at_cells = front.desk.view.help
            read = help_at_cells.preparing()
            work = self._context.workspace.at_own_desk(lambda desk, _: read(desk))
            self._context.tasks.run("", work, help_at_cells.take_if_alive, failed=lambda _: None)

    def _on_session(self, act: str) -> None:
        front = self._tabs.front()
        if front and front.desk and front.settle():
            session = front.desk.session
            session.undo() if act == "undo" else session.redo()

    def _on_find(self, text: str, forwards: bool) -> None:
        front = self._tabs.front()
        if front and not front.find_text(text, forwards):
            words = self.tr("表里没有“%1”。").replace("%1", text)
            self._context.notices.hint(
                words, self.tr("在整个台账中查找"), lambda: self._find.everywhere_requested.emit(text)
            )
        self._show_found_count()

    def _show_found_count(self) -> None:
        """Says in the field which of how many places the cursor is at."""
        self._count_soon.stop()
        front, text = self._tabs.front(), self._find.text().strip()
        if front and text:
            self._find.show_count(*front.count_found(text))
        if front:
            front.mark_found(text if self._find.hasFocus() else "")

    def _unmark_found(self) -> None:
        front = self._tabs.front()
        if front:
            front.mark_found("")

    def _on_find_left(self) -> None:
        front = self._tabs.front()
        if front:
            front.setFocus()

    def _zoom_by(self, percent: int) -> None:
        front = self._tabs.front()
        if front and front.desk:
            front.desk.set_zoom(front.desk.zoom + percent)

    def _zoom_to(self, percent: int) -> None:
        front = self._tabs.front()
        if front and front.desk:
            front.desk.set_zoom(percent)

    def _on_zoom_width(self) -> None:
        front = self._tabs.front()
        if front and front.desk:
            view = front.desk.view
            sheet = view.look.page_rect(view.paper.grid.paper.sheet.page).width()
            room = view.viewport().width() - _WIDTH_MARGIN
            front.desk.set_zoom(front.desk.zoom * room // max(1, sheet))

    def _on_menu_gone(self) -> None:
        """What the paper offers is in the menu only while that is open: its keys belong to the paper."""
        self._menu.clear()
        actions = self._context.actions
        self._menu.addActions([actions.undo, actions.redo, actions.find, actions.find_all, actions.region_search])

    def _on_menu(self) -> None:
        menu, actions = self._menu, self._context.actions
        menu.clear()
        menu.addActions([actions.undo, actions.redo])
        menu.addSeparator()
        front = self._tabs.front()
        if front and front.desk:
            own = front.desk.view.commands.menu()
            for action in own.actions():
                if action.isSeparator():
                    menu.addSeparator()
                else:
                    menu.addAction(action)
            own.deleteLater()
            menu.addSeparator()
        menu.addActions([actions.find, actions.find_next, actions.find_previous, actions.find_all])
        menu.addSeparator()
        menu.addAction(actions.region_search)
