"""The filing as it will stand on paper, for looking only: which cell of the document each of its cells came from."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.desk import Desk
from medaid_desktop.ui.models.paper_model import Index, PaperModel
from medaid_desktop.ui.views.paper.editing_session import EditingSession
from medaid_desktop.ui.views.paper.fit import PaperFit
from medaid_desktop.ui.views.paper.sheet_view import SheetView

_EDGE = 8


class IncomingSession(EditingSession):
    """A session on content that is not in the ledger; it cannot be changed."""

    def __init__(self, desk: Desk, filing: Filing, reason: str) -> None:
        self._incoming = filing
        super().__init__(desk, filing.id)
        self.read_only_reason = reason

    def read_filing(self) -> Filing:
        return self._incoming

    def look_at_lock(self) -> None:
        """Nothing stands in the ledger yet that could be locked."""


class IncomingPaper(SheetView):
    """A click, or the arrows, say which content the clerk looks at."""

    path_chosen = Signal(str)
    """The path shown in the cell at the cursor."""

    def __init__(self, desk: Desk, filing: Filing, parent: QWidget | None = None, reason: str = "") -> None:
        """`reason` says why nothing can be changed, where that is not because it has not been imported yet."""
        session = IncomingSession(desk, filing, "")
        super().__init__(PaperModel(session), parent)
        session.setParent(self)
        session.set_read_only(reason or self.tr("还没有导入"))
        self.paper.setParent(self)
        self.setObjectName("incomingPaper")
        self.setAccessibleName(self.tr("读出的内容"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._is_led = False
        self._fit = PaperFit(self)
        self._begin = QTimer(self, singleShot=True, interval=1)  # after the paper has been fitted to its room
        self._begin.timeout.connect(self._skip_margins)
        self._begin.start()
        self._show_first()

    def _skip_margins(self) -> None:
        """There is little room: the sheet's blank edges give way to what is on it."""
        self.verticalScrollBar().setValue(-_EDGE)
        if self.look.xs[-1] > self.viewport().width():
            self.horizontalScrollBar().setValue(-_EDGE)

    def _show_first(self) -> None:
        self._is_led = True
        first = self.paper.grid.edge_field(last=False)
        if first:
            self.setCurrentIndex(self.paper.anchor_index(first))
        self._is_led = False

    def show_path(self, path: str) -> bool:
        """Scrolls to the cell that shows a path and lights it up; False where the paper has none."""
        places = self.paper.session.paper.places
        found = path if path in places else next((one for one in places if one.startswith(f"{path}.")), "")
        if not found:
            return False
        self._begin.stop()
        anchor = places[found]
        self._is_led = True
        self.setCurrentIndex(self.paper.anchor_index(anchor))
        self._is_led = False
        self.show_found(anchor)
        return True

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._is_led:
            anchor = self.paper.grid.anchor(current.row(), current.column())
            slot = self.paper.grid.slot(anchor)
            if slot is not None:
                self.path_chosen.emit(slot.path)
