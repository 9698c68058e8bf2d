"""The editor of one filing as a tab holds it: the paper, and above it a bar while something is not stored yet."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medaid_desktop.ui.palette import colours
from medaid_desktop.ui.views.paper.editing_session import EditingSession
from medaid_desktop.ui.views.paper.fit import PaperFit
from medaid_desktop.ui.views.paper.paste_bar import PasteBar
from medaid_desktop.ui.views.paper.view import PaperView
from medaid_desktop.ui.views.review.lock_bar import LockBar

FRONT_NAME = "formEditor"


class PaperDesk(QWidget):
    """Embeds the paper. The shell listens to the session and to `zoom_changed`."""

    zoom_changed = Signal(int)
    return_asked = Signal()
    """The content is locked, and the clerk wants it sent back; or, of `withdraw_asked`, taken back."""
    withdraw_asked = Signal()

    def __init__(self, session: EditingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        session.setParent(self)
        self.view = self.make_view(session)
        self._bar = _UnsavedBar(session, self)
        self._paste_bar = PasteBar(session, self.view, self)
        self._lock_bar = LockBar(session, self)
        self._lock_bar.return_asked.connect(self.return_asked)
        self._lock_bar.withdraw_asked.connect(self.withdraw_asked)
        session.lock_changed.connect(self.view.viewport().update)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._lock_bar)
        layout.addWidget(self._bar)
        layout.addWidget(self._paste_bar)
        layout.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        self._fit = PaperFit(self.view)
        self.view.zoom_changed.connect(self.zoom_changed)

    def make_view(self, session: EditingSession) -> PaperView:
        """The view of the paper; an heir may show it otherwise."""
        return PaperView(session, self)

    def set_front(self, is_front: bool) -> None:
        """The editor of the tab in front is called formEditor (contract, section 6)."""
        self.view.setObjectName(FRONT_NAME if is_front else "")

    @property
    def zoom(self) -> int:
        """Percent."""
        return self.view.zoom

    @property
    def wanted_zoom(self) -> int:
        """Percent as the clerk set it; the paper shows less while there is too little room beside it."""
        return self._fit.wanted

    def set_zoom(self, percent: int) -> None:
        """Zooms, 50 to 200 percent."""
        self.view.set_zoom(percent)

    def finish_editing(self) -> bool:
        """Commits what is being typed; False where something could not be stored and would be lost by closing."""
        self.view.finish_editing()
        return self.session.retry()

    def go_to_path(self, path: str) -> bool:
        """Jumps to the cell that shows a path of the filing; False where the paper has none."""
        return self.view.go_to_path(path)


class _UnsavedBar(QFrame):
    """Says that typed texts are not stored yet, and tries again."""

    def __init__(self, session: EditingSession, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("unsavedBar")
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        retry = QPushButton(self.tr("再存一次"), self)
        retry.clicked.connect(lambda: session.retry())  # the session itself would get a slot before its other signals
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(8)
        layout.addWidget(self._text, 1)
        layout.addWidget(retry)
        session.pending_changed.connect(self._tell)
        self.hide()

    def _tell(self, count: int) -> None:
        words = self.tr("有 %1 格填写的内容还没有存入台账，请不要关闭程序。排除原因后再存一次。")
        self._text.setText(words.replace("%1", str(count)))
        self.setVisible(count > 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(colours(self.palette()).error_ground))
        painter.end()
