"""One line in which the clerk says why a warning may stand."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from medaid_desktop.operations.checking import Checked

_GAP = 4
_LONGEST = 200


class _Line(QLineEdit):
    """Esc puts back what is kept and leaves."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ExplanationLine(QWidget):
    """Enter keeps what is written; an empty line takes it back."""

    kept = Signal(str)
    left = Signal()
    """The clerk goes back to the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._can_write = False
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setProperty("part", "muted")
        self.line = _Line(self)
        self.line.setObjectName("explanationLine")
        self.line.setMaxLength(_LONGEST)
        self.line.setAccessibleName(self.tr("说明"))
        self.line.setPlaceholderText(self.tr("一句话说明原因，回车存下"))
        self._keep = QPushButton(self.tr("存下"), self)
        self._keep.setObjectName("keepExplanation")
        self._keep.setAutoDefault(True)
        self._retract = QPushButton(self.tr("撤回说明"), self)
        self._retract.setObjectName("retractExplanation")
        self._retract.setAutoDefault(True)
        self._keep.setAccessibleName(self.tr("存下说明"))
        writing = QHBoxLayout()
        writing.setSpacing(_GAP)
        writing.addWidget(self.line, 1)
        writing.addWidget(self._keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addWidget(self._words)
        layout.addLayout(writing)
        layout.addWidget(self._retract, 0, Qt.AlignmentFlag.AlignLeft)
        self.line.returnPressed.connect(self._on_keep)
        self.line.textChanged.connect(self._show_state)
        self.line.left.connect(self._on_left)
        self._keep.clicked.connect(self._on_keep)
        self._retract.clicked.connect(lambda: self.kept.emit(""))

    def show_finding(self, checked: Checked, can_write: bool) -> None:
        """Shows the explanation of a warning, or that an earlier one holds no more, to begin with."""
        held, lapsed = checked.explanation, checked.lapsed
        self._text = held.text if held else ""
        if held:
            words = self.tr("已说明（%1）").replace(
                "%1", "，".join(part for part in (held.by, _moment(held.at)) if part)
            )
        elif lapsed:
            words = self.tr("内容改了，原来的说明已失效：“%1”。还合适就按回车沿用。").replace("%1", lapsed.text)
        else:
            words = self.tr("改好这一处，或者写明为什么可以这样：")
        self._words.setText(words)
        if not self.line.hasFocus() or not self.line.isModified():
            self.line.setText(self._text or (lapsed.text if lapsed else ""))
            self.line.setModified(False)
        self.line.setReadOnly(not can_write)
        self._retract.setVisible(held is not None)
        self._retract.setEnabled(can_write)
        self._can_write = can_write
        self._show_state()

    def _show_state(self) -> None:
        text = self.line.text().strip()
        self._keep.setEnabled(self._can_write and bool(text) and text != self._text)

    def _on_keep(self) -> None:
        text = self.line.text().strip()
        if text == self._text:
            self.left.emit()
        else:
            self.line.setModified(False)
            self.kept.emit(text)

    def _on_left(self) -> None:
        self.line.setText(self._text)
        self.line.setModified(False)
        self.left.emit()


def _moment(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone():%m-%d %H:%M}"
