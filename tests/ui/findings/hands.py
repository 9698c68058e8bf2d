"""Hands for the list of findings: they open filings, read what is listed, and know where a row is painted."""

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from medaid_desktop.core.filing import Edit, parse_path
from medaid_desktop.ui.models.finding_model import CHECKED_ROLE
from medaid_desktop.ui.views.editor_tabs import EditorTabs
from medaid_desktop.ui.views.findings.counts import CountsButton
from medaid_desktop.ui.views.findings.list import FindingList
from medaid_desktop.ui.views.findings.live import PaperChecks
from medaid_desktop.ui.views.findings.page import FindingsPage
from tests.ui.shell import Key, Shell, wait_until


class Hands:
    """Works on one window."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell

    # -- filings -------------------------------------------------------------------------------------------------

    @property
    def tabs(self) -> EditorTabs:
        return self.shell.part(EditorTabs)

    def filing_id(self, form: str, region: str) -> str:
        return self.shell.window.workspace.desk.ledger.filings.list(region, form)[0].id

    def edit(self, filing_id: str, *edits: Edit) -> None:
        """Changes a filing behind the window's back, before it is opened."""
        self.shell.window.workspace.desk.ledger.edit(filing_id, list(edits), "准备")

    def open(self, filing_id: str) -> None:
        """Opens a filing and waits until it is checked."""
        self.tabs.open(filing_id)
        wait_until(lambda: self.checks.is_fresh)

    def open_declaration(self, *edits: Edit) -> str:
        """Opens the first declaration of 阳谷县, changed before."""
        filing_id = self.filing_id("declaration", "371521")
        if edits:
            self.edit(filing_id, *edits)
        self.open(filing_id)
        return filing_id

    @property
    def checks(self) -> PaperChecks:
        front = self.tabs.front()
        assert front is not None and front.checks is not None
        return front.checks

    def settle(self) -> None:
        """Waits until what is listed is about the filing as it stands."""
        wait_until(lambda: self.checks.is_fresh)
        QTest.qWait(1)

    def stored(self, path: str) -> str:
        front = self.tabs.front()
        assert front is not None
        return self.shell.window.workspace.desk.ledger.filings.get(front.filing_id).get(path)

    def at(self) -> str:
        """The path of the cell in which the cursor stands."""
        slot = self.shell.editor.session.grid.slot(self.shell.editor.anchor)
        return slot.path if slot else ""

    def column(self) -> str:
        return parse_path(self.at()).column

    # -- the list ------------------------------------------------------------------------------------------------

    def check(self) -> None:
        """F9, until the list stands there."""
        self.shell.press(Key.Key_F9)
        self.settle()
        wait_until(lambda: self.page.isVisible())

    @property
    def page(self) -> FindingsPage:
        return self.shell.part(FindingsPage)

    @property
    def rows(self) -> FindingList:
        return self.shell.part(FindingList, "findingsView")

    def groups(self) -> dict[str, list[str]]:
        """The sentences by the heads of their groups."""
        model = self.rows.findings
        heads = [model.index(row, 0) for row in range(model.rowCount())]
        return {
            head.data(): [model.index(row, 0, head).data() for row in range(model.rowCount(head))] for head in heads
        }

    def row(self, words: str) -> QModelIndex:
        """The finding whose sentence has these words in it."""
        model = self.rows.findings
        heads = [model.index(row, 0) for row in range(model.rowCount())]
        rows = [model.index(row, 0, head) for head in heads for row in range(model.rowCount(head))]
        found = [index for index in rows if words in index.data()]
        assert len(found) == 1, self.groups()
        return found[0]

    def place(self, words: str) -> QPoint:
        """Where the first line of a finding is painted."""
        index = self.row(words)
        self.rows.scrollTo(index)
        QTest.qWait(1)
        return self.rows.visualRect(index).topLeft() + QPoint(60, 12)

    def click(self, words: str) -> None:
        QTest.mouseClick(self.rows.viewport(), Qt.MouseButton.LeftButton, pos=self.place(words))

    def double_click(self, words: str) -> None:
        spot = self.place(words)
        QTest.mouseClick(self.rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        QTest.mouseDClick(self.rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    def press_mend(self, words: str) -> None:
        """Clicks the button painted in a finding."""
        index = self.row(words)
        self.rows.scrollTo(index)
        QTest.qWait(1)
        spot = self.rows.mend_place(index)
        QTest.mouseClick(self.rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        self.settle()

    def menu(self, words: str) -> list[str]:
        """What the right-click menu of a finding offers."""
        menu: QMenu = self.rows.menu_of(self.row(words).data(CHECKED_ROLE))
        offered = [action.text().partition("\t")[0].partition("(&")[0] for action in menu.actions() if action.text()]
        menu.deleteLater()
        return offered

    def chip(self, kind: str) -> QToolButton:
        return self.shell.part(QToolButton, f"{kind}Chip")

    @property
    def counts(self) -> CountsButton:
        return self.shell.part(CountsButton)

    def part(self, name: str) -> QWidget:
        return self.shell.part(QWidget, name)
