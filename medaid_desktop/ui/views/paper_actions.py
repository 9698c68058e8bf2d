"""What can be done on the paper, by keys and by menu, with the same words in both."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from medaid_desktop.ui.views.paper_view import PaperView


class PaperActions(QObject):
    """Actions of the paper by name, and keys that need no menu. `named` are those of the context menu, in its order.

    The view handles the keys itself while it has the focus; the actions show them and may stand in other menus.
    """

    def __init__(self, view: "PaperView") -> None:
        super().__init__(view)
        self._view = view
        self.named: dict[str, QAction] = {}
        self._keys: dict[str, Callable[[], object]] = {}
        self._groups: list[list[str]] = []
        session = view.session
        self._group(
            ("cut", self.tr("剪切"), "Ctrl+X", self.cut),
            ("copy", self.tr("复制"), "Ctrl+C", self.copy),
            ("paste", self.tr("粘贴"), "Ctrl+V", self.paste),
            ("clear", self.tr("清除内容"), "Del", lambda: session.clear(view.selected())),
            ("fillDown", self.tr("向下填充"), "Ctrl+D", lambda: session.fill_down(view.selected())),
        )
        self._group(
            ("lineAbove", self.tr("在上方插入行"), "Ctrl+Shift+Enter", lambda: self._insert(False)),
            ("lineBelow", self.tr("在下方插入行"), "Ctrl+Enter", lambda: self._insert(True)),
            ("duplicateLine", self.tr("复制一行"), "Ctrl+Shift+D", lambda: session.duplicate_line(view.anchor)),
            ("deleteLines", self.tr("删除行"), "Ctrl+Del", lambda: session.delete_lines(view.selected())),
            ("linesUp", self.tr("上移一行"), "Alt+Up", lambda: session.move_lines(view.selected(), False)),
            ("linesDown", self.tr("下移一行"), "Alt+Down", self._down),
            ("splitLine", self.tr("分出四级指标、备注栏"), "", lambda: session.split_line(view.anchor)),
        )
        self._group(
            ("edit", self.tr("编辑"), "F2", view.open_editor),
            ("today", self.tr("填入今天的日期"), "Ctrl+;", lambda: session.enter_today(*view.anchor)),
        )
        for key, act in (
            ("Return", lambda: view.walk(True)),
            ("Enter", lambda: view.walk(True)),
            ("Shift+Return", lambda: view.walk(False)),
            ("Shift+Enter", lambda: view.walk(False)),
            ("Ctrl+Return", lambda: self._insert(True)),
            ("Ctrl+Shift+Return", lambda: self._insert(False)),
            ("Backspace", lambda: session.clear(view.selected())),
            ("Space", view.press_space),
            ("Ctrl+0", view.reset_zoom),
        ):
            self._keys[_name(QKeySequence(key))] = act

    def menu(self) -> QMenu:
        """The context menu; it deletes itself once closed."""
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        in_table = self._view.paper.grid.is_table_line(self._view.anchor[0])
        definition = self._view.session.definition(self._view.anchor)
        self.named["today"].setVisible(definition is not None and definition.type == "date")
        for number, group in enumerate(self._groups):
            if number == 1 and not in_table:
                continue
            menu.addSeparator()
            menu.addActions([self.named[name] for name in group])
        return menu

    def knows(self, event: QKeyEvent) -> bool:
        """Whether the paper itself answers a key."""
        return _pressed(event) in self._keys

    def act(self, event: QKeyEvent) -> bool:
        """Does what a key stands for; False where it is none of the paper's keys."""
        act = self._keys.get(_pressed(event))
        if act is None:
            return False
        act()
        return True

    def copy(self) -> None:
        """Copies the selected cells as plain text."""
        view = self._view
        QGuiApplication.clipboard().setText(view.session.copy_text(view.selected()))

    def cut(self) -> None:
        """Copies the selected cells and clears them."""
        self.copy()
        self._view.session.clear(self._view.selected())

    def paste(self) -> None:
        """Pastes plain text from the current cell on."""
        text = QGuiApplication.clipboard().text()
        if text:
            self._view.session.paste(self._view.selected(), text)

    def _insert(self, below: bool) -> None:
        self._view.session.insert_line(self._view.anchor, below)

    def _down(self) -> None:
        """Moves lines down; on a choice, lists its options, as the key does in a spreadsheet."""
        definition = self._view.session.definition(self._view.anchor)
        if definition and definition.options:
            self._view.open_editor()
        else:
            self._view.session.move_lines(self._view.selected(), True)

    def _group(self, *entries: tuple[str, str, str, Callable[[], object]]) -> None:
        self._groups.append([name for name, *_ in entries])
        for name, words, key, act in entries:
            action = QAction(words, self)
            action.setObjectName(f"paper{name[0].upper()}{name[1:]}")
            action.setShortcut(QKeySequence(key))
            action.setShortcutVisibleInContextMenu(True)
            action.triggered.connect(lambda _=False, act=act: act())
            self.named[name] = action
            if key:
                self._keys[_name(QKeySequence(key))] = act


def _pressed(event: QKeyEvent) -> str:
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _name(QKeySequence(event.key() | modifiers.value))


def _name(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.PortableText)
