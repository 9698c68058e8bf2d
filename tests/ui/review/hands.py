"""Hands for the sign-off: they open a filing in which nothing is wrong, read the panel, and work its dialogs."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPushButton

from medaid_desktop.core.review.chain import Chain
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.reviewing import Words, chain_of, sign
from medaid_desktop.ui.commands.reviewing import ReviewCommands
from medaid_desktop.ui.views.review.lock_bar import LockBar
from medaid_desktop.ui.views.review.panel import ReviewPanel
from medaid_desktop.ui.views.review.remark_button import RemarkButton
from tests.ui.findings.hands import Hands
from tests.ui.shell import Shell, click, in_dialog, type_text, wait_until

COUNTY = "371521"
STEPS = ("implementing", "competent", "finance_first", "finance_second")


class ReviewHands:
    """Works on one window with the declaration of the county, which is a draft without findings."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.findings = Hands(shell)

    @property
    def desk(self) -> Desk:
        return self.shell.window.workspace.desk

    def draft(self) -> str:
        """The id of the declaration that nobody has signed yet."""
        found = self.desk.ledger.filings.list(COUNTY, "declaration")
        return next(one.id for one in found if not self.desk.ledger.reviews.events(one.id))

    def open(self, signed: int = 0) -> str:
        """Opens the declaration, so many of its steps signed before, with the panel beside it; its id."""
        filing_id = self.draft()
        for step in STEPS[:signed]:
            sign(self.desk, filing_id, step, Words("审核人甲", "同意", "2020-06-01"))
        self.findings.open(filing_id)
        self.show_panel()
        return filing_id

    def show_panel(self) -> None:
        if not self.shell.action("actionReview").isChecked():
            self.shell.action("actionReview").trigger()
        wait_until(self.panel.isVisible)
        self.settle()

    def settle(self) -> None:
        """Waits until panel and actions are about the filing as it stands."""
        self.findings.settle()
        wait_until(lambda: "正在检查" not in self.words())
        commands = self.shell.part(ReviewCommands)
        wait_until(lambda: not commands._soon.isActive())  # the panel follows a little later
        wait_until(lambda: bool(self.states() or self.words()))

    @property
    def panel(self) -> ReviewPanel:
        return self.shell.part(ReviewPanel, "reviewPanel")

    def words(self) -> str:
        """What the panel says of the step that is due, or why it shows none."""
        labels = [self.panel.findChild(QLabel, name) for name in ("reviewWords", "reviewEmpty")]
        return " ".join(label.text() for label in labels if label is not None and label.isVisible())

    def states(self) -> list[str]:
        """已审核, 待审核 … of the steps in their order."""
        return [label.text() for label in self.panel.findChildren(QLabel, "stepState") if label.isVisible()]

    def told(self) -> str:
        """All that is to be read in the panel."""
        return "\n".join(label.text() for label in self.panel.findChildren(QLabel) if label.isVisible())

    def remarks(self) -> list[RemarkButton]:
        return [one for one in self.panel.findChildren(RemarkButton) if one.isVisible()]

    def button(self, name: str) -> QPushButton:
        found = self.panel.findChild(QPushButton, name)
        assert found is not None
        return found

    @property
    def bar(self) -> LockBar:
        front = self.findings.tabs.front()
        assert front is not None and front.desk is not None
        found = front.desk.findChild(LockBar)
        assert found is not None
        return found

    def chain(self, filing_id: str) -> Chain:
        return chain_of(self.desk, self.desk.ledger.filings.get(filing_id))

    def sign(self, by: str, work: Callable[[QDialog], None] = lambda _: None) -> None:
        """Signs the due step in its dialog, after `work` was done there."""

        def fill(dialog: QDialog) -> None:
            write(dialog, "reviewName", by)
            work(dialog)
            press(dialog)
            wait_until(lambda: not dialog.isVisible())

        in_dialog(fill, lambda: click(self.button("reviewSign")))
        self.settle()


def write(dialog: QDialog, name: str, text: str) -> None:
    """Types a text into a field of a dialog."""
    field = dialog.findChild(QLineEdit, name) or dialog.findChild(QComboBox, name)
    assert field is not None, name
    line = field.lineEdit() if isinstance(field, QComboBox) else field
    assert line is not None
    line.setFocus()
    wait_until(line.hasFocus)
    line.selectAll()
    type_text(text)


def press(dialog: QDialog) -> None:
    """The button that does it."""
    go = dialog.findChild(QPushButton, "reviewGo")
    assert go is not None and go.isEnabled()
    click(go)


def said(dialog: QDialog) -> str:
    """What the dialog says went wrong."""
    label = dialog.findChild(QLabel, "reviewSays")
    return label.text() if label is not None and label.isVisible() else ""
