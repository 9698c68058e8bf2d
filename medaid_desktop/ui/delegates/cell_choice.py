"""The options of a choice cell as a small list below it, made for the keyboard."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from medaid_desktop.core.choices import chosen, toggled
from medaid_desktop.core.forms import FieldDef
from medaid_desktop.ui.views.paper_grid import Anchor

_ROOM = 24
_ROW_HEIGHT = 26
_DIGITS = "123456789"


class ChoiceList(QListWidget):
    """Space ticks, a digit ticks the option of that number, Enter takes the highlighted one, Esc leaves."""

    left = Signal(object, str)
    """(this editor, Way): see cell_editor."""

    def __init__(self, anchor: Anchor, definition: FieldDef, parent: QWidget) -> None:
        super().__init__(parent)
        self.anchor = anchor
        self._definition = definition
        self._value = self._loaded = ""
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(definition.label)
        for option in definition.options:
            item = QListWidgetItem(option, self)
            item.setSizeHint(QSize(0, _ROW_HEIGHT))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)

    def load(self, value: str) -> None:
        """Takes the chosen words."""
        self._value = self._loaded = value
        self._tick()
        words = chosen(value)
        rows = [row for row, option in enumerate(self._definition.options) if option in words]
        self.setCurrentRow(rows[0] if rows else 0)

    def value(self) -> str:
        """The chosen words, joined as the contract has it."""
        return self._value

    @property
    def is_changed(self) -> bool:
        return self._value != self._loaded

    def sizeHint(self) -> QSize:
        """Wide and high enough for all options."""
        rows = sum(self.sizeHintForRow(row) for row in range(self.count()))
        frame = 2 * self.frameWidth()
        return QSize(self.sizeHintForColumn(0) + frame + _ROOM, rows + frame)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        options = self._definition.options
        number = _DIGITS.find(event.text()) if event.text() else -1
        match event.key():
            case Qt.Key.Key_Escape:
                self.left.emit(self, "escape")
            case Qt.Key.Key_Space:
                self._toggle(self.currentRow())
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if not self.is_changed and not self._definition.multiple and not self._is_ticked(self.currentRow()):
                    self._toggle(self.currentRow())
                self.left.emit(self, "next")
            case Qt.Key.Key_Tab:
                self.left.emit(self, "next")
            case Qt.Key.Key_Backtab:
                self.left.emit(self, "previous")
            case _ if 0 <= number < len(options):
                self._choose(number)
            case _:
                super().keyPressEvent(event)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        if item is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(self.row(item))

    def _choose(self, row: int) -> None:
        """Ticks an option; where only one can be chosen that is all."""
        self._toggle(row)
        if not self._definition.multiple:
            self.left.emit(self, "stay")

    def _toggle(self, row: int) -> None:
        if 0 <= row < self.count():
            self._value = toggled(self._value, self._definition.options[row], self._definition.multiple)
            self.setCurrentRow(row)
            self._tick()

    def _is_ticked(self, row: int) -> bool:
        return self.item(row).checkState() == Qt.CheckState.Checked

    def _tick(self) -> None:
        words = chosen(self._value)
        for row, option in enumerate(self._definition.options):
            state = Qt.CheckState.Checked if option in words else Qt.CheckState.Unchecked
            self.item(row).setCheckState(state)
