"""What a clerk does on the page of a blank form, for the tests."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget

from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.operations.desk import Desk
from medaid_desktop.ui.commands.templates import TemplateCommands
from medaid_desktop.ui.views.incoming.field_picker import FieldPicker
from medaid_desktop.ui.views.templates.drafting import Drafting
from medaid_desktop.ui.views.templates.page import TemplatePage
from medaid_desktop.ui.views.templates.roles import Role, Where
from medaid_desktop.ui.views.templates.view import TemplateView
from tests.ui.shell import Key, Shell, choose_file, click, in_dialog, wait_until


class Hands:
    """A window, and its page of a blank form once one was opened."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell

    @property
    def page(self) -> TemplatePage:
        return self.shell.part(TemplatePage, "templatePage")

    @property
    def view(self) -> TemplateView:
        return self.page.pane.view

    @property
    def drafting(self) -> Drafting:
        drafting = self.page.drafting
        assert drafting is not None
        return drafting

    @property
    def desk(self) -> Desk:
        return self.shell.window.workspace.desk

    @property
    def map(self) -> TemplateMap:
        """What is understood of the sheet in front."""
        return self.drafting.map(self.page.sheet)

    def choose(self, file: Path) -> TemplatePage:
        """Chooses a file through the menu's dialog and waits until it has been read."""
        self.activate()
        in_dialog(choose_file(file), self.shell.action("actionImportTemplate").trigger)
        self.activate()
        self.settle()
        return self.page

    def take(self, file: Path) -> TemplatePage:
        """As `choose`, past the dialog."""
        self.activate()
        self.shell.part(TemplateCommands).open(file)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Lets everything under way come to its end."""
        tasks = self.shell.window.tasks
        QTest.qWait(0)
        wait_until(lambda: not tasks._running, 20_000)  # pyright: ignore[reportPrivateUsage]
        QTest.qWait(5)
        wait_until(lambda: not tasks._running, 20_000)  # pyright: ignore[reportPrivateUsage]

    def activate(self) -> None:
        """Offscreen, nobody gives the focus back when a dialog, menu or list closes."""
        self.shell.window.activateWindow()
        wait_until(self.shell.window.isActiveWindow)

    def spot(self, name: str) -> QPoint:
        """The middle of a cell (C7) in the view, scrolled to."""
        row, col = _place(name)
        top, left = self.view.template.sheet.grid.origin
        place = self.view.template.sheet.screen((row - top, col - left))
        assert place is not None, name
        index = self.view.template.index(*place)
        self.view.scrollTo(index)
        return self.view.visualRect(index).center()

    def click_cell(self, name: str) -> None:
        """Clicks a cell, as a spreadsheet calls it."""
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=self.spot(name))
        QTest.qWait(0)

    def select(self, first: str, last: str) -> None:
        """Drags from one cell to another."""
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=self.spot(first))
        shift = Qt.KeyboardModifier.ShiftModifier
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, shift, self.spot(last))
        QTest.qWait(0)

    def role(self, name: str) -> Role:
        """What a cell is understood as."""
        row, col = _place(name)
        top, left = self.view.template.sheet.grid.origin
        return self.view.template.role(Where("cell", row - top, col - left))

    def part(self, name: str) -> QWidget:
        found = self.page.findChild(QWidget, name)
        assert found is not None, name
        return found

    def press_button(self, name: str) -> None:
        button = self.part(name)
        assert button.isVisible() and button.isEnabled(), name
        click(button)
        self.settle()

    def say(self, wish: str) -> None:
        """One of the buttons that say what the cell is."""
        button = self.part(f"templateIs-{wish}")
        assert isinstance(button, QToolButton)
        self.press_button(button.objectName())

    def leave_blank(self, name: str) -> None:
        """Says that a cell is not to be filled."""
        self.click_cell(name)
        self.shell.press(Key.Key_Delete)
        assert self.role(name).kind == "blank", name

    def pick(self, letters: str) -> None:
        """Types into the picker that is open, and takes the first that fits."""
        wait_until(lambda: self.picker() is not None)
        self.shell.type(letters)
        self.shell.press(Key.Key_Return)
        wait_until(lambda: self.picker() is None)
        self.settle()

    def picker(self) -> FieldPicker | None:
        return next((one for one in self.page.findChildren(FieldPicker) if one.isVisible()), None)


def _place(name: str) -> tuple[int, int]:
    letters = name.rstrip("0123456789")
    col = 0
    for letter in letters:
        col = col * 26 + ord(letter) - ord("A") + 1
    return int(name[len(letters) :]) - 1, col - 1
