"""The bar over the paper that asks before pasting loses something; nothing is stored until it is answered."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from medaid_desktop.ui.palette import colours
from medaid_desktop.ui.views.paper.editing_session import EditingSession
from medaid_desktop.ui.views.paper.grid import PaperChange

_SIDE, _EDGE, _GAP = 12, 8, 8


class PasteBar(QFrame):
    """Takes the focus while it asks: Enter pastes what fits, Esc drops it; both lead back to the paper."""

    def __init__(self, session: EditingSession, back: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pasteBar")
        self._session = session
        self._back = back
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._paste = QPushButton(self)
        self._paste.setObjectName("pasteFitting")
        self._cancel = QPushButton(self.tr("取消"), self)
        self._cancel.setObjectName("pasteCancel")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_SIDE, _EDGE, _EDGE, _EDGE)
        layout.setSpacing(_GAP)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._paste)
        layout.addWidget(self._cancel)
        for button, goes_on in ((self._paste, True), (self._cancel, False)):
            button.setAutoDefault(True)
            button.clicked.connect(lambda _=False, goes_on=goes_on: self._answer(goes_on))
        session.asked.connect(self._ask)
        session.answered.connect(self._put_away)
        session.paper_changed.connect(self._on_paper_changed)
        self.hide()

    def _ask(self, words: str, button: str) -> None:
        self._text.setText(words)
        self._text.setAccessibleName(words)
        self._paste.setText(button)
        self._paste.setAccessibleDescription(words)
        self.show()
        self._paste.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, goes_on: bool) -> None:
        self._session.answer(goes_on)

    def _on_paper_changed(self, change: PaperChange) -> None:  # noqa: ARG002
        self._session.withdraw()  # what would be lost has been worked out for another paper

    def _put_away(self) -> None:
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.hide()
        if had_focus:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._answer(False)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._answer(not self._cancel.hasFocus())
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        shades = colours(self.palette())
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(shades.warning_ground))
        painter.end()
