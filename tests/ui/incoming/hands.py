"""What a clerk does on the page of the import, for the tests."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from medaid_desktop.core.filing import Filing
from medaid_desktop.ui.views.incoming.document_view import DocumentView
from medaid_desktop.ui.views.incoming.entries import Entry
from medaid_desktop.ui.views.incoming.page import IncomingPage
from tests.ui.page_hands import PageHands
from tests.ui.shell import wait_until

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Hands(PageHands):
    """A window, and its page of the import once files were dropped."""

    @property
    def page(self) -> IncomingPage:
        return self.shell.part(IncomingPage, "incomingPage")

    @property
    def view(self) -> DocumentView:
        return self.page.pane.view

    @property
    def filings(self) -> list[Filing]:
        """What the ledger holds."""
        filings = self.desk.ledger.filings
        return [filings.get(one.id) for one in filings.list()]

    def drop(self, *paths: Path) -> bool:
        """Drops files on the window; False where it refuses them in the air."""
        window = self.shell.window
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        copy = Qt.DropAction.CopyAction
        enter = QDragEnterEvent(QPoint(400, 300), copy, data, left, none)
        QApplication.sendEvent(window, enter)
        if not enter.isAccepted():
            return False
        QApplication.sendEvent(window, QDropEvent(QPointF(400, 300), copy, data, left, none))
        return True

    def take(self, *paths: Path) -> IncomingPage:
        """Drops files and waits until they have been read."""
        self.activate()
        assert self.drop(*paths)
        wait_until(lambda: self.shell.window.findChild(IncomingPage) is not None)
        self.settle()
        return self.page

    def entry(self, name: str) -> Entry:
        """The file with a name."""
        return next(entry for entry in self.page.batch.entries if entry.file.name == name)

    def look_at(self, name: str, number: int = -1) -> None:
        """Clicks the line of a file or of one of its tables."""
        files = self.page.files.list
        row = files.lines.row_of(self.entry(name), number)
        assert row >= 0, name
        index = files.lines.index(row, 0)
        files.scrollTo(index)
        QTest.mouseClick(files.viewport(), Qt.MouseButton.LeftButton, pos=files.visualRect(index).center())
        self.settle()

    def index_of(self, place: tuple[int, int]) -> QModelIndex:
        spot = self.view.document.layout_.screen(place)
        assert spot is not None
        return self.view.document.index(*spot)

    def click_cell(self, row: int, col: int) -> None:
        """Clicks a cell of the document, counted from 0."""
        self.click_place((row, col))

    def states(self) -> dict[str, str]:
        """The words in the list by the names of the files."""
        model = self.page.files.model
        from medaid_desktop.ui.views.incoming.list_model import IS_TABLE_ROLE, STATE_WORDS_ROLE

        rows = [model.index(row, 0) for row in range(model.rowCount())]
        return {row.data(): row.data(STATE_WORDS_ROLE) for row in rows if not row.data(IS_TABLE_ROLE)}

    def in_menu(self, open_menu: Callable[[], object], name: str) -> None:
        """Opens a menu that waits, and triggers the entry with an object name."""
        from PySide6.QtCore import QTimer

        done: list[bool] = []

        def choose() -> None:
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            action = next(action for action in menu.actions() if action.objectName() == name)
            done.append(action.isEnabled())
            menu.close()
            self.activate()
            action.trigger()

        QTimer.singleShot(20, choose)
        open_menu()
        assert done == [True]
