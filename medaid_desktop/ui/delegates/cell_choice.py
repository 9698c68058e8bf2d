"""The options of a choice cell as a small list below it, made for the keyboard."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.texts.choices import asks_remark, parted, remarked, toggled
from medaid_desktop.core.texts.initials import BEGINNING, INITIALS, fold_typed
from medaid_desktop.store.shipped.vocabulary import load_vocabulary
from medaid_desktop.ui.delegates.option_delegate import BOX, GAP, SIDE, OptionDelegate
from medaid_desktop.ui.delegates.remark_line import RemarkLine
from medaid_desktop.ui.views.paper.grid import Anchor

_ROOM = 2 * SIDE + BOX + GAP
_ROW_HEIGHT = 26
_DIGITS = "123456789"
_COLONS = (":", "：")
_WITH_REMARK = 240


class ChoiceList(QListWidget):
    """Space ticks, a digit or the first letters (pinyin) of an option tick it, Enter takes the highlighted one, Esc leaves.

    Where several may be ticked, digits and letters tick one after the other and Enter ends. An option that is not one in
    itself (其他) asks to be explained in a line of its own; a colon explains any other.
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
        for _ in definition.options:
            item = QListWidgetItem(self)
            item.setSizeHint(QSize(0, _ROW_HEIGHT))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        self._remark = RemarkLine(self.viewport())
        self._remark.left.connect(self._on_remark_left)
        self._tick()

    def load(self, value: str) -> None:
        """Takes the chosen words."""
        self._value = self._loaded = value
        self._tick()
        words = self._said()
        rows = [row for row, option in enumerate(self._definition.options) if option in words]
        self.setCurrentRow(rows[0] if rows else 0)

    def value(self) -> str:
        """The chosen words, joined as the contract has it; a remark that is being typed is one of them."""
        line, definition = self._remark, self._definition
        if not line.option:
            return self._value
        return remarked(self._value, line.option, line.text(), definition.multiple, definition.options)

    @property
    def is_changed(self) -> bool:
        return self.value() != self._loaded

    def sizeHint(self) -> QSize:
        """Wide and high enough for all options."""
        rows = sum(self.sizeHintForRow(row) for row in range(self.count()))
        frame = 2 * self.frameWidth()
        widths = [self.fontMetrics().horizontalAdvance(self.item(row).text()) for row in range(self.count())]
        least = _WITH_REMARK if any(map(asks_remark, self._definition.options)) else 0
        return QSize(max([least, *widths]) + frame + _ROOM, rows + frame)

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
                self._asks(self.currentRow())
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if not self.is_changed and not self._definition.multiple and not self._is_ticked(self.currentRow()):
                    self._toggle(self.currentRow())
                    if self._asks(self.currentRow()):
                        return
                self.left.emit(self, "next")
            case Qt.Key.Key_Tab:
                self.left.emit(self, "tab")
            case Qt.Key.Key_F8:
                self.left.emit(self, "missing")
            case Qt.Key.Key_Backtab:
                self.left.emit(self, "previous")
            case _ if event.text() in _COLONS:
                self._explain(self.currentRow())
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
        if typed in _COLONS:
            self._explain(self.currentRow())
        elif typed:
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
        """Ticks an option; where only one can be chosen that is all, unless it asks to be explained."""
        self._toggle(row)
        if not self._asks(row) and not self._definition.multiple:
            self.left.emit(self, "stay")

    def explain(self, option: str) -> None:
        """Lets the clerk say something of an option, as if he had just ticked it."""
        row = self._definition.options.index(option)
        self.setCurrentRow(row)
        self._explain(row)

    def _asks(self, row: int) -> bool:
        """Opens the line for what is said of an option that has been ticked and asks for it; False where it does not."""
        asks = self._is_ticked(row) and asks_remark(self._definition.options[row])
        if asks:
            self._explain(row)
        return asks

    def _explain(self, row: int) -> None:
        """Lets the clerk say something of an option."""
        if not 0 <= row < self.count():
            return
        option = self._definition.options[row]
        begin = _ROOM + self.fontMetrics().horizontalAdvance(f"{self._caption(row)}：")
        self.scrollToItem(self.item(row))
        self._remark.open(option, self._said().get(option, ""), self.visualItemRect(self.item(row)), begin)

    def _on_remark_left(self, way: str) -> None:
        if way != "escape":
            self._value = self.value()
        self._remark.close_up()
        self._tick()
        if way in ("up", "down", "escape"):
            step = {"up": -1, "down": 1}.get(way, 0)
            self.setCurrentRow(max(0, min(self.currentRow() + step, self.count() - 1)))
        else:
            self.left.emit(self, way)

    def _toggle(self, row: int) -> None:
        if 0 <= row < self.count():
            definition = self._definition
            self._value = toggled(self._value, definition.options[row], definition.multiple, definition.options)
            self.setCurrentRow(row)
            self._tick()

    def _is_ticked(self, row: int) -> bool:
        return self.item(row).checkState() == Qt.CheckState.Checked

    def _tick(self) -> None:
        said = self._said()
        for row, option in enumerate(self._definition.options):
            state = Qt.CheckState.Checked if option in said else Qt.CheckState.Unchecked
            self.item(row).setCheckState(state)
            remark = said.get(option, "")
            self.item(row).setText(f"{self._caption(row)}：{remark}" if remark else self._caption(row))

    def _caption(self, row: int) -> str:
        option = self._definition.options[row]
        return f"{row + 1}  {option}" if row < len(_DIGITS) else option

    def _said(self) -> dict[str, str]:
        """The chosen words, and what is said of each."""
        return {one.word: one.remark for one in parted(self._value, self._definition.options)}
