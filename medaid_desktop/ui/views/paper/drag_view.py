"""What the mouse drags over the paper: a selection that goes on beyond the window, and texts from other programs."""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from medaid_desktop.ui.views.paper.editing_session import EditingSession
from medaid_desktop.ui.views.paper.typing_view import TypingView

_STEP_MS = 50


class DragView(TypingView):
    """Dropping a text pastes it; nothing is ever moved out of where it came from."""

    def __init__(self, session: EditingSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setAcceptDrops(True)
        self._drag: QEvent | None = None
        self._dragging = QTimer(self)
        self._dragging.setInterval(_STEP_MS)
        self._dragging.timeout.connect(self._drag_on)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Selecting goes on beyond the window, also while the mouse rests there."""
        super().mouseMoveEvent(event)
        is_beyond = not self.viewport().rect().contains(event.position().toPoint())
        if is_beyond and self.state() == self.State.DragSelectingState:
            self._drag = event.clone()
            self._dragging.start()
        else:
            self._dragging.stop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging.stop()
        super().mouseReleaseEvent(event)

    def _drag_on(self) -> None:
        if isinstance(self._drag, QMouseEvent):
            super().mouseMoveEvent(self._drag)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._answer_drag(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._answer_drag(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Pastes the text from the cell on that it falls on."""
        self._answer_drag(event)
        if event.isAccepted():
            self.finish_editing()
            index, data = self.indexAt(event.position().toPoint()), event.mimeData()
            self.go_to(self.paper.grid.anchor(index.row(), index.column()))
            self.session.paste([self.anchor], data.text(), data.html())
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def _answer_drag(self, event: QDropEvent) -> None:
        """Takes texts over a cell; files are the window's."""
        data = event.mimeData()
        if data.hasText() and not data.hasUrls() and self.indexAt(event.position().toPoint()).isValid():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()
