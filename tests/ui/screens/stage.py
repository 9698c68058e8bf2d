"""A stage on which the program shows one of its screens, reached as a clerk reaches it: by keys, clicks and menus."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from medaid_desktop.ui.views.editor_tabs import EditorTabs
from tests.ui.shell import Key, Shell, in_dialog, wait_until

CTRL, ALT, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)  # fmt: skip
COUNTY = "371521"
_TITLE = 28
"""The height of the bar that a system puts over a dialog."""
Looker = Callable[["Stage"], None]


@dataclass(frozen=True, slots=True)
class Screen:
    """`go` gets there and calls `stage.take` once. `has_ledger`: on a copy of the sample; `is_main`: shown in more ways."""

    name: str
    go: Callable[["Stage"], None]
    has_ledger: bool
    is_main: bool


SCREENS: dict[str, Screen] = {}
"""Every screen by its name."""


def screen(
    has_ledger: bool = True, is_main: bool = False
) -> Callable[[Callable[["Stage"], None]], Callable[["Stage"], None]]:
    """Registers a function as a screen; its name with hyphens is the screen's."""

    def register(go: Callable[["Stage"], None]) -> Callable[["Stage"], None]:
        name = go.__name__.replace("_", "-")
        SCREENS[name] = Screen(name, go, has_ledger, is_main)
        return go

    return register


class Stage:
    """A window, and whoever looks at it when the screen stands there."""

    def __init__(self, shell: Shell, looker: Looker, folder: Path) -> None:
        self.shell = shell
        self.window = shell.window
        self.folder = folder
        self._looker = looker
        self.taken = False
        self.spots: dict[str, QRect] = {}
        """Places of the screen by name, for pictures of a part of it; in the window's coordinates."""
        self.part = QRect()
        """What of the window this screen is about, empty for all of it."""

    @property
    def inbox(self) -> Path:
        """A folder for what was sent."""
        folder = self.folder / "来文"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    # -- looking -------------------------------------------------------------------------------------------------

    def take(self) -> None:
        """The screen stands there: has it looked at."""
        QTest.qWait(1)
        self.taken = True
        self._looker(self)

    def layers(self) -> list[QWidget]:
        """The window and, above it, the dialogs, menus and lists that are to be seen now."""
        tops = [top for top in QApplication.topLevelWidgets() if top.isVisible() and top is not self.window]
        tops = [top for top in tops if top.windowType() is not Qt.WindowType.ToolTip and not _is_shadow(top)]
        return [self.window, *sorted(tops, key=lambda top: (isinstance(top, QMenu), _depth(top)))]

    def settle(self) -> None:
        """Lets what nobody sees under way come to its end; not while a menu or list is open, which would not stay."""
        if QApplication.activePopupWidget() is not None:
            return
        tasks = self.window.tasks
        QTest.qWait(250)
        wait_until(lambda: all(task.label for task in tasks._running))  # pyright: ignore[reportPrivateUsage]
        QTest.qWait(20)

    def await_checks(self) -> None:
        """Waits until what was found in the filing in front is about it as it stands, and what follows it has followed."""
        tabs = self.shell.part(EditorTabs)

        def is_fresh() -> bool:
            front = tabs.front()
            return front is not None and front.checks is not None and front.checks.is_fresh

        wait_until(is_fresh)
        QTest.qWait(60)

    # -- getting there -------------------------------------------------------------------------------------------

    def trigger(self, name: str) -> None:
        """An action by its object name; it must be enabled."""
        action = self.shell.action(name)
        assert action.isEnabled(), name
        action.trigger()

    def in_dialog(self, start: Callable[[], object], work: Callable[[QDialog], object] | None = None) -> None:
        """Takes the screen with the dialog that `start` opens, after `work` was done in it."""

        def look(dialog: QDialog) -> None:
            self.centre(dialog)
            if work:
                work(dialog)
            if not self.taken:
                self.take()

        in_dialog(look, start)

    def in_menu(self, open_menu: Callable[[], object]) -> None:
        """Takes the screen with the menu that `open_menu` opens and does not come back from."""

        def look() -> None:
            menu = QApplication.activePopupWidget()
            assert menu is not None, "no menu came"
            self.take()
            while popup := QApplication.activePopupWidget():
                popup.close()

        QTimer.singleShot(50, look)
        open_menu()
        wait_until(lambda: self.taken)

    def open_menu(self, number: int) -> None:
        """Takes the screen with a menu of the menu bar pulled down."""
        bar = self.window.menuBar()
        top = bar.actions()[number]
        menu = top.menu()
        assert isinstance(menu, QMenu)
        corner = bar.actionGeometry(top).bottomLeft()
        bar.setActiveAction(top)
        if not menu.isVisible():
            menu.popup(bar.mapToGlobal(corner))
        wait_until(menu.isVisible)
        self.take()
        menu.close()

    def centre(self, dialog: QWidget) -> None:
        """Puts a dialog where a window manager would."""
        spot = self.window.frameGeometry().center() - dialog.rect().center()
        dialog.move(max(0, spot.x()), max(_TITLE, spot.y()))

    def press(self, key: Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        for _ in range(times):
            self.shell.press(key, modifiers)

    def open_declaration(self) -> None:
        """Finds the county by pinyin and opens its first declaration."""
        self.shell.search.setFocus()
        self.shell.type("yanggu")
        self.press(Key.Key_Return)
        self.shell.open_row(0)
        QTest.qWait(20)

    def go_to(self, path: str) -> None:
        """Puts the cursor into the cell that shows a path."""
        editor = self.shell.editor
        place = editor.session.paper.place_of(path)
        assert place is not None, path
        editor.go_to(place)

    def mark(self, name: str, *widgets: QWidget) -> None:
        """Remembers the place of widgets under a name, for a picture of them alone."""
        self.spots[name] = self._place_of(*widgets)

    def take_part(self, *widgets: QWidget) -> None:
        """The screen stands there and is about these widgets."""
        self.part = self._place_of(*widgets)
        self.take()

    def take_around(self, wide: int = 720, high: int = 440) -> None:
        """The screen stands there and is about the cell at the cursor and what stands around it, below above all."""
        editor = self.shell.editor
        cell = editor.visualRect(editor.currentIndex())
        middle = self.window.mapFromGlobal(editor.viewport().mapToGlobal(cell.center()))
        paper = self._place_of(editor)
        part = QRect(middle.x() - wide // 2, middle.y() - high // 3, wide, high)
        part.moveLeft(max(paper.left(), min(part.left(), paper.right() - wide)))
        part.moveTop(max(paper.top(), min(part.top(), paper.bottom() - high)))
        self.part = part & self.window.rect()
        self.take()

    def _place_of(self, *widgets: QWidget) -> QRect:
        whole = QRect()
        for widget in widgets:
            whole |= QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())
        return whole.translated(-self.window.mapToGlobal(QPoint(0, 0)))


def play(screen: Screen, looker: Looker, sample: Path, folder: Path, size: tuple[int, int] = (1366, 768)) -> None:
    """Plays one screen in a window of its own, on a copy of the sample in `folder`."""
    ledger = None
    if screen.has_ledger:
        folder.mkdir(parents=True, exist_ok=True)
        ledger = Path(shutil.copy(sample, folder / "阳谷县医疗保障局.medaid"))
    shell = Shell(ledger)
    shell.window.resize(*size)
    shell.window.move(0, 0)
    stage = Stage(shell, looker, folder)
    try:
        screen.go(stage)
        assert stage.taken, f"{screen.name} was never there"
    finally:
        for dialog in shell.window.findChildren(QDialog):
            dialog.close()
        shell.window.close()
        shell.window.deleteLater()
        QTest.qWait(1)


def _depth(top: QWidget) -> int:
    """How many windows a window stands above."""
    parent = top.parentWidget()
    return 1 + _depth(parent.window()) if parent else 0


def _is_shadow(top: QWidget) -> bool:
    return not isinstance(top, QDialog) and top.width() <= 1
