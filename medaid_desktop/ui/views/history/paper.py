"""The paper of a filing as it once was: for looking only, what differs from today marked, a bar above that leads back."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from medaid_desktop.core.changes.differences import Difference
from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.desk import Desk
from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.views.labels import IconLabel
from medaid_desktop.ui.views.paper.desk import PaperDesk
from medaid_desktop.ui.views.paper.editing_session import EditingSession
from medaid_desktop.ui.views.paper.grid import Anchor
from medaid_desktop.ui.views.paper.view import PaperView

_MARK_ALPHA = 48
_MARK = 3


class PastSession(EditingSession):
    """A session on content that was; it cannot be changed, nor undone from here."""

    def __init__(self, desk: Desk, past: Filing, reason: str) -> None:
        super().__init__(desk, past.id)
        self.filing = past
        self.read_only_reason = reason
        self.grid = self._compose()

    def look_at_lock(self) -> None:
        """What was cannot be changed, whatever the present content may."""

    @property
    def undo_text(self) -> str:
        return ""

    @property
    def redo_text(self) -> str:
        return ""

    def reload(self) -> None:
        """Takes over region, year and layout where they were changed; the content stays what it was."""
        past = self.filing
        super().reload()
        present, self.filing = self.filing, past
        past.region, past.year, past.variant = present.region, present.year, present.variant
        self.show()


class PastView(PaperView):
    """Marks cells; Esc leads back."""

    left = Signal()

    def __init__(self, session: PastSession, parent: QWidget | None = None) -> None:
        self.marked: Collection[Anchor] = ()
        super().__init__(session, parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        ink = QColor(self.look.shades.warning)
        tint = QColor(ink)
        tint.setAlpha(_MARK_ALPHA)
        for anchor in self.marked:
            rect = self.cell_rect(anchor)
            if rect.intersects(event.rect()):
                painter.fillRect(rect.adjusted(1, 1, 0, 0), tint)
                painter.fillRect(rect.left() + 1, rect.top() + 1, _MARK, rect.height() - 1, ink)
        painter.end()


class PastDesk(PaperDesk):
    """The paper as it was after `moment`, with what `differences` (then to now) tell marked."""

    back_requested = Signal()
    restore_requested = Signal()

    def __init__(
        self, desk: Desk, past: Filing, moment: str, differences: Sequence[Difference], parent: QWidget | None = None
    ) -> None:
        reason = self.tr("这是 %1 的内容，按 Esc 键返回").replace("%1", moment)
        session = PastSession(desk, past, reason)
        super().__init__(session, parent)
        self.moment = moment
        marked = marked_cells(session, differences)
        assert isinstance(self.view, PastView)
        self.view.marked = marked
        self.view.left.connect(self.back_requested)
        bar = _PastBar(moment, len(marked), bool(differences), self)
        bar.back.clicked.connect(self.back_requested)
        bar.restore.clicked.connect(self.restore_requested)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, bar)

    def show_first(self) -> None:
        """Scrolls to the first cell that differs; its place is the cursor's."""
        assert isinstance(self.view, PastView)
        if self.view.marked:
            self.view.go_to(min(self.view.marked))

    def make_view(self, session: EditingSession) -> PaperView:
        assert isinstance(session, PastSession)
        return PastView(session, self)


def marked_cells(session: EditingSession, differences: Sequence[Difference]) -> set[Anchor]:
    """The cells of the earlier paper that hold something else now; all cells of a row that is gone."""
    paper = session.paper
    paths = {difference.before_path for difference in differences}
    found = {paper.places[path] for path in paths if path in paper.places}
    gone = {difference.before_path for difference in differences if difference.kind == "removed"}
    if gone:  # a group name stands for rows that stayed, too
        found |= {place for place, slot in paper.binding.items() if gone.issuperset(map(_row_of, slot.paths))}
    return found


def _row_of(path: str) -> str:
    return path.rpartition("].")[0] + "]"


class _PastBar(QFrame):
    """正在查看 11月22日 14:03 的内容, and the two ways on."""

    def __init__(self, moment: str, marked: int, differs: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pastBar")
        words = self.tr("正在查看 %1 的内容（只读）。").replace("%1", moment)
        if marked:
            words += self.tr("与现在不同的 %1 格已标出。").replace("%1", str(marked))
        elif not differs:
            words += self.tr("与现在的内容相同。")
        sign = IconLabel(16, self)
        sign.set_icon(icon("history", "warning"))
        text = QLabel(words, self)
        text.setObjectName("pastText")
        text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        text.setWordWrap(True)  # in this order: it is part of the policy that the height follows from the width
        self.back = QPushButton(self.tr("返回"), self)
        self.back.setToolTip(self.tr("回到现在的内容（Esc）"))
        self.restore = QPushButton(self.tr("恢复到这一版"), self)
        self.restore.setToolTip(self.tr("让这份填报件的内容回到这时的样子，可以撤销"))
        self.restore.setEnabled(differs)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(8)
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(text, 1)
        for button in (self.back, self.restore):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
