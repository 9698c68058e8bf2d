"""Which actions can be used just now, and what undo and redo would do."""

from PySide6.QtCore import QObject

from medaid_desktop.ui.actions import Actions
from medaid_desktop.ui.views.editor_tabs import EditorTabs
from medaid_desktop.ui.views.place.panel import PlacePanel
from medaid_desktop.ui.workspace import Workspace


class ActionStates(QObject):
    """Looks again whenever something changes on which an action depends."""

    def __init__(
        self, actions: Actions, workspace: Workspace, place: PlacePanel, tabs: EditorTabs, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._workspace = workspace
        self._place = place
        self._tabs = tabs
        for changed in (
            workspace.ledger_opened, workspace.ledger_closed, workspace.filings_changed, place.selection_changed,
            tabs.front_changed,
        ):  # fmt: skip
            changed.connect(self.look)
        tabs.state_changed.connect(self._look_at_front)
        self.look()

    def look(self) -> None:
        """Enables and disables everything."""
        actions = self._actions
        is_open, can_write = self._workspace.is_open, self._workspace.can_write
        guest = self._tabs.guest()
        beside = bool(guest.filing_id if guest else self._place.filings.selected_ids())
        chosen = is_open and (self._tabs.front() is not None or beside)
        for action in (
            actions.close_ledger, actions.restore, actions.bin, actions.refresh, actions.region_search, actions.side,
            actions.preview, actions.history, actions.find_all, actions.findings, actions.own_forms,
            actions.next_column, actions.previous_column, actions.to_place, actions.to_right,
        ):  # fmt: skip
            action.setEnabled(is_open)
        for action in (actions.new, actions.take, actions.take_folder, actions.take_template, actions.local_units):
            action.setEnabled(can_write)
        for action in (actions.export, actions.print, actions.print_pdf, actions.open_filing, actions.source):
            action.setEnabled(chosen)
        for action in (actions.delete, actions.duplicate, actions.revise):
            action.setEnabled(chosen and can_write)
        actions.compare.setEnabled(is_open and len(self._place.filings.selected_ids()) == 2)
        listed = self._place.filings.model.total if is_open else 0
        actions.print_listed.setEnabled(listed > 0)
        words = self.tr("打印列表中的全部 %1 份(&A)…") if listed else self.tr("打印列表中的全部(&A)…")
        actions.print_listed.setText(words.replace("%1", str(listed)))
        actions.export_listed.setEnabled(listed > 0)
        words = self.tr("导出列表中的全部 %1 份(&A)…") if listed else self.tr("导出列表中的全部(&A)…")
        actions.export_listed.setText(words.replace("%1", str(listed)))
        actions.check_listed.setEnabled(listed > 0)
        words = self.tr("检查列表中的全部 %1 份(&A)…") if listed else self.tr("检查列表中的全部(&A)…")
        actions.check_listed.setText(words.replace("%1", str(listed)))
        self._look_at_front()

    def _look_at_front(self) -> None:
        actions = self._actions
        front = self._tabs.front()
        session = front.desk.session if front and front.desk else None
        for action in (actions.next_tab, actions.previous_tab):
            action.setEnabled(self._tabs.count() > 1)
        for action in (
            actions.find, actions.find_next, actions.find_previous, actions.check, actions.zoom_in,
            actions.zoom_out, actions.zoom_actual, actions.zoom_width,
        ):  # fmt: skip
            action.setEnabled(session is not None)
        for action in (actions.close_tab, actions.to_paper):
            action.setEnabled(self._tabs.count() > 0)
        undo = session.undo_text if session and self._workspace.can_write else ""
        redo = session.redo_text if session and self._workspace.can_write else ""
        for action, word, text in (
            (actions.undo, self.tr("撤销(&U)"), undo), (actions.redo, self.tr("重做(&R)"), redo),
        ):  # fmt: skip
            action.setEnabled(bool(text))
            action.setText(f"{word}：{text}" if text else word)
