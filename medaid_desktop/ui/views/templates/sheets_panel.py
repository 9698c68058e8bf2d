"""Which sheets of the file become forms, and what they are called."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from medaid_desktop.ui.views.rows import FittingRows

_EDGE, _GAP = 8, 4
_MOST_LINES = 4
_NUMBER = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A sheet that can become a form: its own name in the file, and whether it is taken."""

    sheet: str
    name: str
    is_taken: bool


class SheetsPanel(QWidget):
    """One sheet has just a name; of several each has a box to tick."""

    turned = Signal(int)
    """The clerk looks at another sheet."""
    taken = Signal(int, bool)
    named = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[SheetLine] = ()
        self._current = -1
        self._is_filling = False
        self._words = QLabel(self.tr("勾选要做成表种的工作表："), self)
        self._words.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setObjectName("templateSheets")
        self.list.setAccessibleName(self.tr("工作表"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(FittingRows(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.name = QLineEdit(self)
        self.name.setObjectName("templateName")
        self.name.setMinimumWidth(80)
        label = QLabel(self.tr("表种名称(&N)"), self)
        label.setBuddy(self.name)
        named = QHBoxLayout()
        named.setSpacing(2 * _GAP)
        named.addWidget(label)
        named.addWidget(self.name, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, _EDGE, _EDGE, _GAP)
        layout.setSpacing(_GAP)
        layout.addWidget(self._words)
        layout.addWidget(self.list)
        layout.addLayout(named)
        self.list.currentRowChanged.connect(self._on_row)
        self.list.itemChanged.connect(self._on_changed)
        self.name.editingFinished.connect(self.settle)

    def show_lines(self, lines: Sequence[SheetLine], current: int, may_change: bool) -> None:
        """Shows the sheets, one of them in front."""
        self._is_filling = True
        self._lines, self._current = lines, current
        if self.list.count() != len(lines):
            self.list.clear()
            for number in range(len(lines)):
                item = QListWidgetItem(self.list)
                item.setData(_NUMBER, number)
        for number, line in enumerate(lines):
            item = self.list.item(number)
            item.setText(f"{line.sheet}：{line.name}" if line.sheet and line.sheet != line.name else line.name)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if line.is_taken else Qt.CheckState.Unchecked)
            item.setToolTip(item.text())
        self.list.setCurrentRow(current)
        has_several = len(lines) > 1
        for part in (self._words, self.list):
            part.setVisible(has_several)
        if has_several:
            row = self.list.sizeHintForRow(0)
            self.list.setFixedHeight(row * min(len(lines), _MOST_LINES) + 2)
        line = lines[current] if 0 <= current < len(lines) else None
        if not self.name.hasFocus() or line is None or not self.name.isModified():
            self.name.setText(line.name if line else "")
            self.name.setCursorPosition(0)
        self.name.setEnabled(may_change and line is not None)
        self._is_filling = False

    def settle(self) -> None:
        """Tells a name that is being typed."""
        if self._is_filling or not self.name.isModified():
            return
        self.name.setModified(False)
        name = self.name.text().strip()
        if name and 0 <= self._current < len(self._lines) and name != self._lines[self._current].name:
            self.named.emit(self._current, name)
        elif not name and 0 <= self._current < len(self._lines):
            self.name.setText(self._lines[self._current].name)

    def _on_row(self, row: int) -> None:
        if not self._is_filling and row >= 0:
            self.settle()
            self.turned.emit(row)

    def _on_changed(self, item: QListWidgetItem) -> None:
        if not self._is_filling:
            self.taken.emit(item.data(_NUMBER), item.checkState() is Qt.CheckState.Checked)
