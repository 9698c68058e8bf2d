"""A tab: the paper of one filing, made when the tab first comes to the front."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from medaid_desktop.core.filing import parse_path
from medaid_desktop.errors import UserError
from medaid_desktop.store.steps import Applied
from medaid_desktop.ui.editing_session import EditingSession
from medaid_desktop.ui.notices import Notices
from medaid_desktop.ui.settings import WindowSettings
from medaid_desktop.ui.views.paper_desk import PaperDesk
from medaid_desktop.ui.views.paper_words import is_missing
from medaid_desktop.ui.words import status_word
from medaid_desktop.ui.workspace import Workspace

_ZOOM_KEY = "paper/zoom"
_LONGEST = 14


class EditorPage(QWidget):
    """Embeds the paper and passes on what it says: refusals and failures to the notice bar, steps to the workspace."""

    state_changed = Signal()
    view_changed = Signal()

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
        self.label = self.long_label = self.tip = ""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.read_label()

    def read_label(self) -> None:
        """Reads what the tab is called. Raises UserError where the filing is gone."""
        desk = self._workspace.desk
        filing = desk.ledger.filings.get(self.filing_id)
        title = desk.ledger.filings.title(self.filing_id)
        names, form = desk.names(filing.region), desk.form_of(filing)
        place = [part for part in (names.short, str(filing.year or "")) if part]
        self.label = "·".join([form.title, *place])
        self.long_label = "·".join([title if len(title) <= _LONGEST else f"{title[:_LONGEST]}…", *place])
        words = [title, form.title, names.full, str(filing.year or ""), status_word(filing.status)]
        self.tip = "\n".join(word for word in dict.fromkeys(words) if word)

    def load(self) -> None:
        """Reads the filing and shows its paper, once. Raises UserError where it cannot be read."""
        if self.desk is not None:
            return
        session = EditingSession(self._workspace.desk, self.filing_id)
        self.desk = PaperDesk(session, self)
        self.desk.set_zoom(self._settings.number(_ZOOM_KEY, self.desk.zoom))
        self.desk.set_front(self._is_front)
        self._layout.addWidget(self.desk)
        self.setFocusProxy(self.desk)
        session.content_committed.connect(self._on_committed)
        session.pending_changed.connect(self.state_changed)
        session.refused.connect(self._notices.hint)
        session.failed.connect(self._on_failed)
        self.desk.zoom_changed.connect(self._on_zoom_changed)
        self.desk.view.current_changed.connect(self.view_changed)
        self.desk.view.pages.found.connect(self.view_changed)

    def set_front(self, is_front: bool) -> None:
        """Says whether this is the tab in front."""
        self._is_front = is_front
        if self.desk:
            self.desk.set_front(is_front)

    def settle(self) -> bool:
        """Commits what is being typed; False where it could not be stored."""
        return self.desk is None or self.desk.finish_editing()

    def refresh(self) -> bool:
        """Brings label and paper up to date after something else changed the ledger; False where the filing is gone."""
        try:
            self.read_label()
            if self.desk:
                self.desk.session.reload()
        except UserError:
            return False
        return True

    def missing_paths(self) -> list[str]:
        """The paths of required fields that are blank, in reading order."""
        if self.desk is None:
            return []
        session = self.desk.session
        slots = [slot for anchor in session.grid.fields if (slot := session.grid.slot(anchor))]
        return [slot.path for slot in slots if is_missing(session.form, slot, session.filing.get(slot.path))]

    def go_to(self, path: str) -> None:
        """Puts the cursor into the cell that shows a path."""
        if self.desk:
            self.desk.go_to_path(path)
            self.desk.setFocus()

    def field_label(self, path: str) -> str:
        """What the form calls the field at a path."""
        place = parse_path(path)
        form = self.desk.session.form if self.desk else None
        return form.definition(place.table, place.column or path.removeprefix("values.")).label if form else ""

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
        page, count = view.pages.page_of(view.anchor[0]), view.pages.count
        return self.tr("第 %1/%2 页").replace("%1", str(page)).replace("%2", str(count))

    def find_text(self, text: str, forwards: bool) -> bool:
        """Goes to the next cell that shows a text, beginning anew at the end; False where none does."""
        if self.desk is None:
            return False
        view, session = self.desk.view, self.desk.session
        view.finish_editing()
        anchors = [(cell.row, cell.col) for cell in session.paper.sheet.cells]
        sought = text.casefold()
        found = [anchor for anchor in anchors if sought in session.shown(anchor).casefold()]
        if not found:
            return False
        order = {anchor: place for place, anchor in enumerate(anchors)}
        here = order.get(view.anchor, 0)
        if forwards:
            place = next((anchor for anchor in found if order[anchor] > here), found[0])
        else:
            place = next((anchor for anchor in reversed(found) if order[anchor] < here), found[-1])
        view.go_to(place)
        view.show_found(place)
        return True

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

    def _on_zoom_changed(self, percent: int) -> None:
        self._settings.put(_ZOOM_KEY, percent)
        self.view_changed.emit()
