"""What the tests of the window share: a window whose parts are found by name, and hands to work dialogs with."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPushButton, QTableView, QWidget

from medaid_desktop.app import build_window
from medaid_desktop.ui.main_window import MainWindow
from medaid_desktop.ui.views.notice_bar import NoticeBar
from medaid_desktop.ui.views.paper.view import PaperView
from medaid_desktop.ui.views.place.filing_list import FilingList
from medaid_desktop.ui.views.place.region_search import RegionSearch
from medaid_desktop.ui.views.place.region_tree import RegionTree

Part = TypeVar("Part", bound=QObject)
Key = Qt.Key
PATIENCE_MS = 60_000
"""How long a test waits for what must come: far longer than it takes, as nobody knows what else the machine is doing."""


class Shell:
    """A window under test."""

    def __init__(self, ledger: Path | None) -> None:
        self.window = cast(MainWindow, build_window(ledger))
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        assert QTest.qWaitForWindowExposed(self.window, PATIENCE_MS)

    def part(self, kind: type[Part], name: str = "") -> Part:
        """The part of a kind and name; it must be there."""
        found = self.window.findChild(kind, name) if name else self.window.findChild(kind)
        assert found is not None, f"no {kind.__name__} {name}"
        return found

    @property
    def filings(self) -> FilingList:
        return self.part(FilingList, "filingList")

    @property
    def tree(self) -> RegionTree:
        return self.part(RegionTree, "regionTree")

    @property
    def search(self) -> RegionSearch:
        return self.part(RegionSearch, "regionSearch")

    @property
    def editor(self) -> PaperView:
        view = self.part(QTableView, "formEditor")
        assert isinstance(view, PaperView)
        return view

    @property
    def notice(self) -> NoticeBar:
        return self.part(NoticeBar, "noticeBar")

    def action(self, name: str) -> QAction:
        return self.part(QAction, name)

    def press(self, key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key to whatever has the focus."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def type(self, text: str) -> None:
        """Text to whatever has the focus."""
        type_text(text)

    def open_row(self, row: int) -> None:
        """Double-clicks a line of the list of filings."""
        index = self.filings.model().index(row, 0)
        self.filings.scrollTo(index)
        spot = self.filings.visualRect(index).center()
        QTest.mouseClick(self.filings.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        QTest.mouseDClick(self.filings.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        QTest.qWait(1)

    def select_row(self, row: int) -> None:
        """Clicks a line of the list of filings."""
        spot = self.filings.visualRect(self.filings.model().index(row, 0)).center()
        QTest.mouseClick(self.filings.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    def titles(self) -> list[str]:
        """The texts of the column 名称."""
        model = self.filings.model()
        return [model.index(row, 1).data() for row in range(model.rowCount())]

    def press_notice_button(self, name: str = "noticeButton") -> None:
        """Clicks the button in the notice bar, or its second one (noticeSecondButton)."""
        button = self.notice.findChild(QWidget, name)
        assert button is not None and button.isVisible()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))


def type_text(text: str) -> None:
    """Letters to whatever has the focus, one by one; Chinese as an input method gives it."""
    if text.isascii():
        for letter in text:
            QTest.keyClicks(_focus(), letter)
        return
    composing, done = QInputMethodEvent(text[:1], []), QInputMethodEvent()
    done.setCommitString(text)
    for event in (composing, done):
        QApplication.sendEvent(_focus(), event)


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def wait_until(holds: Callable[[], bool]) -> None:
    """Lets the window work until something holds."""
    end = time.monotonic() + PATIENCE_MS / 1000
    while not holds():
        assert time.monotonic() < end, "it never came to that"
        QTest.qWait(5)


def is_in_front(window: QWidget) -> bool:
    """Whether a window has the keyboard; asks for it as long as it has not, as another that closes may take it back."""
    if QApplication.activeWindow() is not window:
        window.activateWindow()
    return QApplication.activeWindow() is window


def in_dialog(work: Callable[[QDialog], None], start: Callable[[], object]) -> None:
    """Starts something that opens a modal dialog, at once or soon, and works in it; then it is closed."""
    raised: list[BaseException] = []
    end = time.monotonic() + PATIENCE_MS / 1000
    timer = QTimer()
    before = QApplication.activeModalWidget()

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is before and time.monotonic() < end:
            return
        timer.stop()
        try:
            assert isinstance(dialog, QDialog) and dialog is not before, "no dialog came"
            wait_until(lambda: is_in_front(dialog))
            work(dialog)
        except BaseException as error:
            raised.append(error)
        if dialog and dialog is not before and dialog.isVisible():
            dialog.close()

    timer.timeout.connect(look)
    timer.start(10)
    start()
    wait_until(lambda: not timer.isActive() and QApplication.activeModalWidget() in (before, None))
    if raised:
        raise raised[0]


def choose_file(path: Path) -> Callable[[QDialog], None]:
    """Types a path into a file dialog and presses Enter."""

    def work(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert line is not None
        wait_until(lambda: is_in_front(dialog))
        line.setFocus()
        wait_until(line.hasFocus)
        line.selectAll()
        type_text(str(path))
        QTest.keyClick(line, Key.Key_Return)

    return work


def button(dialog: QWidget, words: str) -> QPushButton:
    """The button of a dialog that begins with these words, mnemonics aside."""
    found = [b for b in dialog.findChildren(QPushButton) if b.text().replace("&", "").startswith(words)]
    assert len(found) == 1, [b.text() for b in dialog.findChildren(QPushButton)]
    return found[0]


def click(widget: QWidget) -> None:
    """A click of the left button in the middle."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())
