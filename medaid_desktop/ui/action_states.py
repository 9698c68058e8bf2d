"""Which actions can be used just now, and what undo and redo would do."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

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
        self._guarded = _guarded(actions)
        for changed in (
            workspace.access_changed, workspace.ledger_opened, workspace.ledger_closed, workspace.filings_changed, place.selection_changed,
            tabs.front_changed,
        ):  # fmt: skip
            changed.connect(self.look)
        tabs.state_changed.connect(self._look_at_front)
        self.look()

    def look(self) -> None:
        """Enables and disables everything."""
        actions = self._actions
        is_open = self._workspace.is_open and not self._workspace.is_locked
        can_write, can_edit = self._workspace.can_write, self._workspace.can_edit
        guest = self._tabs.guest()
        beside = bool(guest.filing_id if guest else self._place.filings.selected_ids())
        chosen = is_open and (self._tabs.front() is not None or beside)
        for action in (
            actions.bin, actions.refresh, actions.region_search, actions.side,
            actions.preview, actions.history, actions.find_all, actions.findings, actions.review, actions.own_forms, actions.verify, actions.log, actions.archive,
            actions.next_column, actions.previous_column, actions.to_place, actions.to_right,
        ):  # fmt: skip
            action.setEnabled(is_open)
        actions.close_ledger.setEnabled(self._workspace.is_open)
        self._look_at_people()
        for action in (actions.new, actions.take, actions.take_folder, actions.take_template, actions.local_units):
            action.setEnabled(can_edit)
        for action in (actions.export, actions.print, actions.print_pdf, actions.open_filing, actions.source):
            action.setEnabled(chosen)
        for action in (actions.delete, actions.duplicate, actions.revise):
            action.setEnabled(chosen and can_edit)
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
        selected = len(self._place.filings.selected_ids()) if is_open else 0
        actions.review_many.setEnabled(can_write and listed > 0 and not self._workspace.why_not("sign"))
        words = self.tr("批量审核选中的 %1 份(&L)…") if selected > 1 else self.tr("批量审核列表中的全部 %1 份(&L)…")
        count = selected if selected > 1 else listed
        actions.review_many.setText(words.replace("%1", str(count)) if count else self.tr("批量审核(&L)…"))
        self._look_at_front()

    def _look_at_people(self) -> None:
        """What has to do with who works, and why the person at work is not offered what others are."""
        actions, workspace = self._actions, self._workspace
        is_open = workspace.is_open and not workspace.is_locked
        access = workspace.desk.ledger.access if workspace.is_open else None
        is_kept = access is not None and access.is_kept and not workspace.desk.ledger.read_only
        actions.restore.setEnabled(is_open and not workspace.why_not("restore"))
        actions.seals.setEnabled(is_open)
        actions.operators.setEnabled(workspace.can_write)
        actions.sign_in.setEnabled(is_open and is_kept)
        actions.lock.setEnabled(is_open and is_kept and access is not None and access.person is not None)
        for name, guarded in self._guarded.items():
            reason = workspace.why_not(name)
            for action, tip in guarded.items():
                action.setToolTip(reason or tip)

    def _look_at_front(self) -> None:
        actions = self._actions
        front = self._tabs.front()
        session = front.desk.session if front and front.desk else None
        is_seen = not self._workspace.is_locked
        session = session if is_seen else None
        for action in (actions.next_tab, actions.previous_tab):
            action.setEnabled(is_seen and self._tabs.count() > 1)
        for action in (
            actions.find, actions.find_next, actions.find_previous, actions.check, actions.zoom_in,
            actions.zoom_out, actions.zoom_actual, actions.zoom_width,
        ):  # fmt: skip
            action.setEnabled(session is not None)
        for action in (actions.close_tab, actions.to_paper):
            action.setEnabled(is_seen and self._tabs.count() > 0)
        undo = session.undo_text if session and self._workspace.can_edit else ""
        redo = session.redo_text if session and self._workspace.can_edit else ""
        for action, word, text in (
            (actions.undo, self.tr("撤销(&U)"), undo), (actions.redo, self.tr("重做(&R)"), redo),
        ):  # fmt: skip
            action.setEnabled(bool(text))
            action.setText(f"{word}：{text}" if text else word)


def _guarded(actions: Actions) -> dict[str, dict[QAction, str]]:
    """Actions that not everybody may do, by what they are called in core.review.roles, with their own tooltips."""
    guarded = {
        "import": (actions.new, actions.take, actions.take_folder, actions.duplicate),
        "templates": (actions.take_template,),
        "edit": (actions.revise,),
        "delete": (actions.delete,),
        "units": (actions.local_units,),
        "sign": (actions.review_many,),
        "restore": (actions.restore,),
    }
    return {name: {action: action.toolTip() for action in members} for name, members in guarded.items()}
