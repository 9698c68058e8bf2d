"""The options of a choice cell as a small list below it, made for the keyboard."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.texts.choices import chosen, toggled
from medaid_desktop.core.texts.initials import BEGINNING, INITIALS, fold_typed
from medaid_desktop.store.vocabulary_library import load_vocabulary
from medaid_desktop.ui.delegates.option_delegate import BOX, GAP, SIDE, OptionDelegate
from medaid_desktop.ui.views.paper.grid import Anchor

_ROOM = 2 * SIDE + BOX + GAP
_ROW_HEIGHT = 26
_DIGITS = "123456789"


class ChoiceList(QListWidget):
    """Space ticks, a digit or the first letters (pinyin) of an option tick it, Enter takes the highlighted one, Esc leaves.

    Where several may be ticked, digits and letters tick one after the other and Enter ends.
    """

    left = Signal(object, str)
    """(this editor, Way): see cell_editor."""

    def __init__(self, anchor: Anchor, definition: FieldDef, parent: QWidget) -> None:
        super().__init__(parent)
        self.anchor = anchor
        self._definition = definition
        self._value = self._loaded = ""
        self._letters = ""
        """What was typed of an option that several begin with."""
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(definition.label)
        self.setItemDelegate(OptionDelegate(self))
        for number, option in enumerate(definition.options, 1):
            item = QListWidgetItem(f"{number}  {option}" if number <= len(_DIGITS) else option, self)
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
        widths = [self.fontMetrics().horizontalAdvance(self.item(row).text()) for row in range(self.count())]
        return QSize(max(widths, default=0) + frame + _ROOM, rows + frame)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        options, letters = self._definition.options, self._letters
        self._letters = ""
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
                self.left.emit(self, "tab")
            case Qt.Key.Key_F8:
                self.left.emit(self, "missing")
            case Qt.Key.Key_Backtab:
                self.left.emit(self, "previous")
            case _ if 0 <= number < len(options):
                self._choose(number)
            case _ if event.text().isalpha() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._seek(letters + event.text())
            case _:
                super().keyPressEvent(event)
        event.accept()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """An input method is on: its letters are the list's all the same, and its words name an option."""
        typed = event.commitString() or event.preeditString()
        if typed:
            self._seek(typed)
            QGuiApplication.inputMethod().reset()
        event.accept()

    def _seek(self, typed: str) -> None:
        """Ticks the one option that begins with what was typed; among several, goes to the next of them."""
        initials, sought = load_vocabulary().initials, fold_typed(typed)
        grades = [initials.fit(sought, option) for option in self._definition.options]
        rows = [row for row, grade in enumerate(grades) if grade in (BEGINNING, INITIALS)]
        if len(rows) == 1:
            self._choose(rows[0])
        elif rows:
            here = self.currentRow()
            self.setCurrentRow(next((row for row in rows if row > here), rows[0]))
            self._letters = typed
        elif len(typed) > 1:
            self._seek(typed[-1])

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
