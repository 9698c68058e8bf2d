"""A tab: the paper of one filing, made when the tab first comes to the front."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medaid_desktop.core.forms import CUSTOM, Form
from medaid_desktop.core.texts.text_match import fold
from medaid_desktop.errors import UserError
from medaid_desktop.store.records.steps import Applied
from medaid_desktop.ui.delegates.cell_marks import CellRemark
from medaid_desktop.ui.notices import Notices
from medaid_desktop.ui.settings import WindowSettings
from medaid_desktop.ui.tasks import Tasks
from medaid_desktop.ui.views.draft_keeper import DraftKeeper
from medaid_desktop.ui.views.findings.live import PaperChecks
from medaid_desktop.ui.views.paper.desk import PaperDesk
from medaid_desktop.ui.views.paper.editing_session import EditingSession
from medaid_desktop.ui.views.paper.places import content_places, paths_of
from medaid_desktop.ui.words import status_word
from medaid_desktop.ui.workspace import Workspace

_ZOOM_KEY = "paper/zoom"
_LONGEST = 14


class EditorPage(QWidget):
    """Embeds the paper and passes on what it says: refusals and failures to the notice bar, steps to the workspace."""

    state_changed = Signal()
    view_changed = Signal()
    way_out_asked = Signal(str)
    """The content is locked by its review, and the clerk wants to change it: return, or withdraw."""

    def __init__(
        self, workspace: Workspace, notices: Notices, settings: WindowSettings, filing_id: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.filing_id = filing_id
        self._workspace = workspace
        self._notices = notices
        self._settings = settings
        self._is_front = False
        self.desk: PaperDesk | None = None
        """The paper that is seen: the filing's own, or an earlier state of it."""
        self._own: PaperDesk | None = None
        self.checks: PaperChecks | None = None
        """What is found in the filing, from when its paper is made."""
        self._drafts: DraftKeeper | None = None
        self._begins_at = ""
        self.label = self.long_label = self.tip = ""
        self.version = ""
        """Which version of a form of the ledger's own this is (表种第 2 版), "" for a built-in form."""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.read_label()

    def read_label(self) -> None:
        """Reads what the tab is called. Raises UserError where the filing is gone."""
        desk = self._workspace.desk
        filing = desk.ledger.filings.get(self.filing_id)
        title = desk.ledger.filings.title(self.filing_id)
        names, form = desk.names(filing.region, filing.year), desk.form_of(filing)
        place = [part for part in (names.short, str(filing.year or "")) if part]
        self.label = "·".join([form.short or form.title, *place])
        self.long_label = "·".join([title if len(title) <= _LONGEST else f"{title[:_LONGEST]}…", *place])
        self.version = self._version_words(form)
        words = [title, form.title, self.version, names.full, str(filing.year or ""), status_word(filing.status)]
        self.tip = "\n".join(word for word in dict.fromkeys(words) if word)

    def _version_words(self, form: Form) -> str:
        """Which version of a form of the ledger's own a filing is of, and whether there is a newer one."""
        if not form.id.startswith(CUSTOM):
            return ""
        newest = self._workspace.desk.forms.get(form.id).version
        words = self.tr("表种第 %1 版").replace("%1", form.version)
        if newest == form.version:
            return words
        return words + self.tr("（已有第 %1 版）").replace("%1", newest)

    def load(self) -> None:
        """Reads the filing and shows its paper, once. Raises UserError where it cannot be read."""
        if self.desk is not None:
            return
        session = EditingSession(self._workspace.desk, self.filing_id)
        self.desk = self._own = PaperDesk(session, self)
        self.desk.set_zoom(self._settings.number(_ZOOM_KEY, self.desk.zoom))
        self.desk.set_front(self._is_front)
        self._layout.addWidget(self.desk)
        self.setFocusProxy(self.desk)
        session.content_committed.connect(self._on_committed)
        session.pending_changed.connect(self.state_changed)
        self._drafts = DraftKeeper(self._workspace.desk.ledger.ledger_id, self.filing_id, self.desk)
        self._drafts.watch(self._is_front)
        session.refused.connect(self._notices.hint)
        session.failed.connect(self._on_failed)
        self.desk.return_asked.connect(lambda: self.way_out_asked.emit("return"))
        self.desk.withdraw_asked.connect(lambda: self.way_out_asked.emit("withdraw"))
        self.desk.zoom_changed.connect(self._on_zoom_changed)
        self.desk.view.current_changed.connect(self.view_changed)
        self.desk.view.pages.found.connect(self.view_changed)
        if self._begins_at:
            self.desk.go_to_path(self._begins_at)

    def begin_at(self, path: str) -> None:
        """Has the cursor stand in the cell that shows a path when the paper is first seen."""
        self._begins_at = path

    def path(self) -> str:
        """What the cell at the cursor shows, "" where that is no content."""
        if self._own is None:
            return self._begins_at
        slot = self._own.session.grid.slot(self._own.view.anchor)
        return slot.path if slot and slot.new_row is None else ""

    def own_session(self) -> EditingSession | None:
        """The session of the present content, whatever is looked at; None as long as the paper is not made."""
        return self._own.session if self._own else None

    def selected_paths(self) -> list[str]:
        """What the selected cells show."""
        return paths_of(self._own.session, self._own.view.selected()) if self._own else []

    def content_places(self) -> dict[str, str]:
        """What the cells of the paper are called, by their paths in the order of the paper."""
        return content_places(self._own.session) if self._own else {}

    def show_remarks(self, remarks: Mapping[str, tuple[CellRemark, ...]]) -> None:
        """Marks the cells that something was said of when the filing was sent back, by path."""
        if self._own:
            self._own.view.paper.show_remarks(remarks)

    def follow_checks(self, tasks: Tasks) -> PaperChecks | None:
        """What is found in the filing; None as long as its paper is not made."""
        if self.checks is None and self._own is not None:
            self.checks = PaperChecks(self._own.view, tasks)
        return self.checks

    def set_front(self, is_front: bool) -> None:
        """Says whether this is the tab in front."""
        self._is_front = is_front
        if self._drafts:
            self._drafts.watch(is_front)
        if self.desk:
            self.desk.set_front(is_front)
            if not is_front:
                self.desk.view.show_all_found(())

    def settle(self) -> bool:
        """Commits what is being typed; False where it could not be stored."""
        return self.desk is None or self.desk.finish_editing()

    def refresh(self) -> bool:
        """Brings label and paper up to date after something else changed the ledger; False where the filing is gone."""
        try:
            self.read_label()
            for desk in dict.fromkeys((self._own, self.desk)):
                if desk:
                    desk.session.reload()
        except UserError:
            return False
        return True

    def changed_elsewhere(self) -> None:
        """Shows what an operation has done to the filing, and tells the others."""
        self.refresh()
        self._workspace.filing_changed.emit(self.filing_id)
        self.state_changed.emit()

    def refuses(self) -> bool:
        """Says why the filing cannot be changed; False where it can."""
        return self._own is not None and self._own.session.refuse_change()

    def look_at(self, past: PaperDesk | None) -> None:
        """Shows an earlier state in the place of the paper; None brings the paper back."""
        before = self.desk
        shown = past or self._own
        if before is None or shown is None or shown is before:
            return
        shown.set_zoom(before.wanted_zoom)
        before.set_front(False)
        before.hide()
        self.desk = shown
        if past:
            self._layout.addWidget(past)
            past.zoom_changed.connect(self._on_zoom_changed)
            past.view.current_changed.connect(self.view_changed)
            past.view.pages.found.connect(self.view_changed)
        self.setFocusProxy(shown)
        shown.set_front(self._is_front)
        shown.show()
        if before is not self._own:
            self._layout.removeWidget(before)
            before.deleteLater()
        self.state_changed.emit()
        self.view_changed.emit()

    def show_place(self, path: str, enter: bool) -> bool:
        """Scrolls to a cell, or the first one of a whole row, and highlights it; False where the paper has none.

        `enter` gives it the focus as well.
        """
        if self.desk is None:
            return False
        places = self.desk.session.paper.places
        found = path if path in places else next((one for one in places if one.startswith(f"{path}.")), "")
        if not found or not self.desk.go_to_path(found):
            return False
        if enter:
            self.desk.setFocus()
        return True

    def unit(self) -> str:
        """The unit of the amounts on this paper, "" where it has none or several."""
        if self.desk is None:
            return ""
        form = self.desk.session.form
        definitions = [*form.fields, *(column for table in form.tables for column in table.columns)]
        units = {definition.unit for definition in definitions if definition.type == "amount" and definition.unit}
        return units.pop() if len(units) == 1 else ""

    def page_words(self) -> str:
        """第 1/2 页: the printed page on which the cursor stands, of how many."""
        if self.desk is None:
            return ""
        view = self.desk.view
        if not view.pages.are_known:
            return ""
        page, count = view.pages.page_of(view.anchor[0]), view.pages.count
        return self.tr("第 %1/%2 页").replace("%1", str(page)).replace("%2", str(count))

    def find_text(self, text: str, forwards: bool) -> bool:
        """Goes to the next cell that shows a text, beginning anew at the end; False where none does."""
        if self.desk is None:
            return False
        view = self.desk.view
        view.finish_editing()
        found = self._found(text)
        if not found:
            return False
        if forwards:
            place = next((anchor for anchor in found if anchor > view.anchor), found[0])
        else:
            place = next((anchor for anchor in reversed(found) if anchor < view.anchor), found[-1])
        view.go_to(place)
        view.show_found(place)
        return True

    def count_found(self, text: str) -> tuple[int, int]:
        """(which of the cells with a text the cursor is in, counted from 1, 0 for none of them; how many there are)."""
        found = self._found(text)
        here = self.desk.view.anchor if self.desk else (-1, -1)
        return (found.index(here) + 1 if here in found else 0, len(found))

    def mark_found(self, text: str) -> None:
        """Marks all cells that show a text, none for ""."""
        if self.desk:
            self.desk.view.show_all_found(self._found(text))

    def _found(self, text: str) -> list[tuple[int, int]]:
        """The cells that show a text, in reading order, whatever its case and width."""
        if self.desk is None or not (sought := fold(text)):
            return []
        session = self.desk.session
        anchors = ((cell.row, cell.col) for cell in session.paper.sheet.cells)
        return sorted(anchor for anchor in anchors if sought in fold(session.shown(anchor)))

    def show_path(self, path: str) -> bool:
        """Leads to the cell that shows a path and lights it up; False where the paper has none."""
        if self.desk is None or not self.settle() or not self.desk.go_to_path(path):
            return False
        self.desk.setFocus()
        self.desk.view.show_found(self.desk.view.anchor)
        return True

    def selected_text(self) -> str:
        """The text of the cell at the cursor where it is short enough to look for, else ""."""
        text = self.desk.session.value(self.desk.view.anchor) if self.desk else ""
        return text if len(text) <= _LONGEST and "\n" not in text else ""

    def _on_committed(self, applied: Applied) -> None:  # noqa: ARG002
        self._workspace.filing_changed.emit(self.filing_id)
        self.state_changed.emit()

    def _on_failed(self, error: UserError) -> None:
        session = self.desk.session if self.desk else None
        if session and session.pending:
            self._notices.fail(error, self.tr("再存一次"), self._on_retry)
        else:
            self._notices.fail(error)

    def _on_retry(self) -> None:
        if self.desk and self.desk.finish_editing():
            self._notices.done(self.tr("已存入台账。"))

    def _on_zoom_changed(self, percent: int) -> None:  # noqa: ARG002  # a paper that only gives way shows another
        if self.desk:
            self._settings.put(_ZOOM_KEY, self.desk.wanted_zoom)
        self.view_changed.emit()
