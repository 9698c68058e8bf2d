"""What can be done on the paper, by keys and by menu, with the same words in both."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from medaid_desktop.ui.icons import icon

if TYPE_CHECKING:
    from medaid_desktop.ui.views.paper.view import PaperView


class PaperActions(QObject):
    """Actions of the paper by name, and keys that need no menu. `named` are those of the context menu, in its order.

    The view handles the keys itself while it has the focus; the actions show them and may stand in other menus.
    """

    def __init__(self, view: "PaperView") -> None:
        super().__init__(view)
        self._view = view
        self.named: dict[str, QAction] = {}
        self._keys: dict[str, Callable[[], object]] = {}
        self._line_keys: dict[str, Callable[[], object]] = {}
        """Keys of spreadsheets that mean lines only within a table: elsewhere they zoom."""
        self._groups: list[list[str]] = []
        session = view.session
        self._group(
            ("cut", self.tr("剪切(&T)"), "Ctrl+X", "cut", self.cut),
            ("copy", self.tr("复制(&C)"), "Ctrl+C", "copy", self.copy),
            ("paste", self.tr("粘贴(&P)"), "Ctrl+V", "paste", self.paste),
            ("clear", self.tr("清除内容(&A)"), "Del", "clear", lambda: session.clear(view.selected())),
            ("fillDown", self.tr("向下填充(&D)"), "Ctrl+D", "fill-down", lambda: session.fill_down(view.selected())),
            ("fillRight", self.tr("向右填充(&H)"), "Ctrl+R", "fill-right", lambda: session.fill_right(view.selected())),
        )
        self._group(
            ("lineAbove", self.tr("在上方插入行(&I)"), "Ctrl+Shift+Enter", "line-above", lambda: self._insert(False)),
            ("lineBelow", self.tr("在下方插入行(&B)"), "Ctrl+Enter", "line-below", lambda: self._insert(True)),
            (
                "duplicateLine",
                self.tr("复制行(&K)"),
                "Ctrl+Shift+D",
                "duplicate",
                lambda: session.duplicate_lines(view.selected()),
            ),
            (
                "deleteLines",
                self.tr("删除行(&X)"),
                "Ctrl+Del",
                "delete-line",
                lambda: session.delete_lines(view.selected()),
            ),
            ("linesUp", self.tr("上移行(&W)"), "Alt+Up", "line-up", lambda: session.move_lines(view.selected(), False)),
            ("linesDown", self.tr("下移行(&S)"), "Alt+Down", "line-down", self._down),
            (
                "splitLine",
                self.tr("分出四级指标、备注栏(&Q)"),
                "",
                "split-line",
                lambda: session.split_line(view.anchor),
            ),
        )
        self._group(
            ("edit", self.tr("编辑(&E)"), "F2", "edit", view.open_editor),
            ("today", self.tr("填入今天的日期(&Y)"), "Ctrl+;", "today", lambda: session.enter_today(*view.anchor)),
            ("nextFinding", self.tr("下一处问题(&M)"), "F8", "next-missing", lambda: view.walk_to_finding(True)),
        )
        self._add_keys()

    def _add_keys(self) -> None:
        """The keys that stand in no menu."""
        view, session = self._view, self._view.session
        for key, act in (
            ("Return", lambda: view.walk(True)),
            ("Enter", lambda: view.walk(True)),
            ("Shift+Return", lambda: view.walk(False)),
            ("Shift+Enter", lambda: view.walk(False)),
            ("Ctrl+Return", lambda: self._insert(True)),
            ("Ctrl+Shift+Return", lambda: self._insert(False)),
            ("Shift+F8", lambda: view.walk_to_finding(False)),
            ("Backspace", lambda: session.clear(view.selected())),
            ("Space", view.press_space),
            ("Ctrl+0", view.reset_zoom),
            ("Ctrl+Insert", self.copy),
            ("Shift+Insert", self.paste),
            ("Shift+Del", self.cut),
        ):
            self._keys[_name(QKeySequence(key))] = act
        for key, act in (
            ("Ctrl+Shift++", lambda: self._insert(False)),
            ("Ctrl+Shift+=", lambda: self._insert(False)),
            ("Ctrl+Shift+-", lambda: session.delete_lines(view.selected())),
            ("Ctrl+Shift+_", lambda: session.delete_lines(view.selected())),
        ):
            self._line_keys[_name(QKeySequence(key))] = act

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
        return self._meant(event) is not None

    def act(self, event: QKeyEvent) -> bool:
        """Does what a key stands for; False where it is none of the paper's keys."""
        act = self._meant(event)
        if act is None:
            return False
        act()
        return True

    def _meant(self, event: QKeyEvent) -> Callable[[], object] | None:
        name, view = _pressed(event), self._view
        if name in self._line_keys and view.paper.grid.is_table_line(view.anchor[0]):
            return self._line_keys[name]
        return self._keys.get(name)

    def copy(self) -> None:
        """Copies the selected cells as text and as a table that spreadsheets paste with its merges."""
        from medaid_desktop.formats.clipboard.html_writer import write_html
        from medaid_desktop.formats.clipboard.tab_text import write_tab_text

        view, data = self._view, QMimeData()
        block = view.session.copy_block(view.selected())
        data.setText(write_tab_text(block.rows))
        data.setHtml(write_html(block))
        QGuiApplication.clipboard().setMimeData(data)

    def cut(self) -> None:
        """Copies the selected cells and clears them."""
        self.copy()
        self._view.session.clear(self._view.selected())

    def paste(self) -> None:
        """Pastes from the upper left of the selected cells on."""
        data = QGuiApplication.clipboard().mimeData()
        if data and (data.hasText() or data.hasHtml()):
            self._view.session.paste(self._view.selected(), data.text() if data.hasText() else "", data.html())
        else:
            self._view.session.say(self.tr("剪贴板里没有文字，没有可粘贴的内容。"))

    def _insert(self, below: bool) -> None:
        self._view.session.insert_lines(self._view.selected(), below)

    def _down(self) -> None:
        """Moves lines down; on a choice, lists its options, as the key does in a spreadsheet."""
        definition = self._view.session.definition(self._view.anchor)
        if definition and definition.type == "choice" and definition.options:
            self._view.open_editor()
        else:
            self._view.session.move_lines(self._view.selected(), True)

    def _group(self, *entries: tuple[str, str, str, str, Callable[[], object]]) -> None:
        """Makes actions out of (name, words, key, picture, what it does)."""
        self._groups.append([name for name, *_ in entries])
        for name, words, key, picture, act in entries:
            action = QAction(icon(picture), words, self)
            action.setObjectName(f"paper{name[0].upper()}{name[1:]}")
            action.setShortcut(QKeySequence(key))
            action.setShortcutVisibleInContextMenu(True)
            plain = words.split("(&")[0]
            action.setToolTip(f"{plain}（{key}）" if key else plain)
            action.triggered.connect(lambda _=False, act=act: act())
            self.named[name] = action
            if key:
                self._keys[_name(QKeySequence(key))] = act


def _pressed(event: QKeyEvent) -> str:
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _name(QKeySequence(event.key() | modifiers.value))


def _name(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.PortableText)
