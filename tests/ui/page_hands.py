"""What a clerk does on any page that shows a file that was sent: clicks, buttons, the picker at a cell."""

from typing import TypeVar

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTableView, QToolButton, QWidget

from medaid_desktop.operations.desk import Desk
from medaid_desktop.ui.views.incoming.field_picker import FieldPicker
from tests.ui.shell import Key, Shell, click, wait_until

Part = TypeVar("Part", bound=QWidget)
_NONE = Qt.KeyboardModifier.NoModifier


class PageHands:
    """A window, and its page once a file was opened there."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell

    @property
    def page(self) -> QWidget:
        """The page; heirs know which."""
        raise NotImplementedError

    @property
    def view(self) -> QTableView:
        """The document on the page; heirs know which."""
        raise NotImplementedError

    @property
    def desk(self) -> Desk:
        return self.shell.window.workspace.desk

    def settle(self) -> None:
        """Lets everything under way come to its end."""
        tasks = self.shell.window.tasks
        QTest.qWait(0)
        wait_until(lambda: not tasks._running)  # pyright: ignore[reportPrivateUsage]
        QTest.qWait(5)
        wait_until(lambda: not tasks._running)  # pyright: ignore[reportPrivateUsage]

    def activate(self) -> None:
        """Offscreen, nobody gives the focus back when a dialog, menu or list closes."""
        self.shell.window.activateWindow()
        wait_until(self.shell.window.isActiveWindow)

    # -- parts ---------------------------------------------------------------------------------------------------

    def part(self, kind: type[Part], name: str) -> Part:
        """A part of the page; it must be there."""
        found = self.page.findChild(kind, name)
        assert found is not None, name
        return found

    def button(self, name: str) -> QPushButton | QToolButton:
        """A button that is to be seen."""
        found = self.page.findChild(QWidget, name)
        assert isinstance(found, QPushButton | QToolButton) and found.isVisible(), name
        return found

    def press_button(self, name: str) -> None:
        """Clicks something that is to be seen and enabled."""
        button = self.part(QWidget, name)
        assert button.isVisible() and button.isEnabled(), name
        click(button)
        self.settle()

    # -- cells ---------------------------------------------------------------------------------------------------

    def index_of(self, place: tuple[int, int]) -> QModelIndex:
        """A cell of the document, counted from 0 in its grid, where the view shows it; heirs know where."""
        raise NotImplementedError

    def spot_of(self, place: tuple[int, int]) -> QPoint:
        """The middle of a cell in the view, scrolled to."""
        index = self.index_of(place)
        self.view.scrollTo(index)
        return self.view.visualRect(index).center()

    def click_place(self, place: tuple[int, int], modifiers: Qt.KeyboardModifier = _NONE) -> None:
        """Clicks a cell of the document."""
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, modifiers, self.spot_of(place))
        QTest.qWait(0)

    # -- the picker at a cell ------------------------------------------------------------------------------------

    def pick(self, letters: str) -> None:
        """Types into the picker that is open, and takes the first that fits."""
        wait_until(lambda: self.picker() is not None)
        self.shell.type(letters)
        self.shell.press(Key.Key_Return)
        wait_until(lambda: self.picker() is None)
        self.settle()

    def picker(self) -> FieldPicker | None:
        return next((one for one in self.page.findChildren(FieldPicker) if one.isVisible()), None)
