"""What a clerk does on the page of a blank form, for the tests."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from medaid_desktop.core.templates.template_map import TemplateMap, Within
from medaid_desktop.ui.commands.templates import TemplateCommands
from medaid_desktop.ui.views.templates.delegate import TemplateDelegate
from medaid_desktop.ui.views.templates.drafting import Drafting
from medaid_desktop.ui.views.templates.page import TemplatePage
from medaid_desktop.ui.views.templates.roles import Role, Where
from medaid_desktop.ui.views.templates.view import TemplateView
from tests.ui.page_hands import PageHands
from tests.ui.shell import Key, choose_file, in_dialog

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Hands(PageHands):
    """A window, and its page of a blank form once one was opened."""

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

    def index_of(self, place: tuple[int, int]) -> QModelIndex:
        spot = self.view.template.sheet.screen(place)
        assert spot is not None, place
        return self.view.template.index(*spot)

    def place(self, name: str) -> tuple[int, int]:
        """Where a cell, as a spreadsheet calls it, lies in the grid."""
        row, col = _place(name)
        top, left = self.view.template.sheet.grid.origin
        return row - top, col - left

    def spot(self, name: str) -> QPoint:
        """The middle of a cell (C7) in the view, scrolled to."""
        return self.spot_of(self.place(name))

    def click_cell(self, name: str) -> None:
        """Clicks a cell, as a spreadsheet calls it."""
        self.click_place(self.place(name))

    def click_words(self, words: str, double: bool = False) -> None:
        """Clicks words in a paragraph, or in a cell that has them among others."""
        view, model = self.view, self.view.template
        row, col, text = next(
            (row, col, model.sheet.text(row, col))
            for row in range(model.rowCount())
            for col in range(model.columnCount())
            if words in model.sheet.text(row, col)
        )
        index = model.index(row, col)
        view.scrollTo(index)
        rect, wanted = view.visualRect(index), text.index(words)
        delegate = view.itemDelegate()
        assert isinstance(delegate, TemplateDelegate)
        points = [
            QPoint(x, y)
            for y in range(rect.top() + 3, rect.bottom(), 4)
            for x in range(rect.left() + 3, rect.right(), 3)
        ]
        spot = next(one for one in points if delegate.character_at(index, rect, QPointF(one)) == wanted)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        if double:
            QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        QTest.qWait(0)

    def line(self, within: Within, number: int) -> list[str]:
        """The ids of the fields in a paragraph."""
        return [mark.definition.id for mark in self.view.template.role(Where(within, number)).marks]

    def select(self, first: str, last: str) -> None:
        """Clicks a cell, and another with Shift."""
        self.click_place(self.place(first))
        self.click_place(self.place(last), Qt.KeyboardModifier.ShiftModifier)

    def role(self, name: str) -> Role:
        """What a cell is understood as."""
        return self.view.template.role(Where("cell", *self.place(name)))

    def say(self, wish: str) -> None:
        """One of the buttons that say what the cell is."""
        self.press_button(f"templateIs-{wish}")

    def leave_blank(self, name: str) -> None:
        """Says that a cell is not to be filled."""
        self.click_cell(name)
        self.shell.press(Key.Key_Delete)
        assert self.role(name).kind == "blank", name


def _place(name: str) -> tuple[int, int]:
    letters = name.rstrip("0123456789")
    col = 0
    for letter in letters:
        col = col * 26 + ord(letter) - ord("A") + 1
    return int(name[len(letters) :]) - 1, col - 1
