"""Hands for the review of many filings at once."""

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QTableView

from medaid_desktop.ui.models.bulk_review_model import TICK
from medaid_desktop.ui.views.review.bulk_page import BulkReviewPage
from medaid_desktop.ui.views.review.bulk_tab import BulkReviewTab
from tests.ui.review.hands import ReviewHands
from tests.ui.shell import click, type_text, wait_until


class Bulk:
    """A reviewer at the page of a bulk review."""

    def __init__(self, review: ReviewHands) -> None:
        self.review = review
        review.shell.action("actionReviewMany").trigger()

    @property
    def tab(self) -> BulkReviewTab:
        guest = self.review.findings.tabs.guest()
        assert isinstance(guest, BulkReviewTab)
        return guest

    @property
    def page(self) -> BulkReviewPage:
        return self.tab.page

    @property
    def rows(self) -> QTableView:
        found = self.page.findChild(QTableView, "bulkList")
        assert found is not None
        return found

    @property
    def model(self) -> QAbstractItemModel:
        return self.rows.model()

    def wait(self) -> "Bulk":
        wait_until(lambda: not self.tab.is_busy)
        return self

    def said(self) -> str:
        return " ".join(label.text() for label in self.page.findChildren(QLabel) if label.isVisible())

    def choose_step(self, name: str) -> None:
        step = self.page.findChild(QComboBox, "bulkStep")
        assert step is not None
        step.setFocus()
        step.setCurrentIndex(step.findText(name))

    def write(self, name: str, text: str) -> None:
        field = self.page.findChild(QLineEdit, name)
        assert field is not None
        field.setFocus()
        wait_until(field.hasFocus)
        field.selectAll()
        type_text(text)

    def click(self, name: str) -> None:
        button = self.review.findings.part(name)
        assert button.isEnabled()
        click(button)

    def column(self, column: int) -> list[str]:
        return [self.model.index(row, column).data() for row in range(self.model.rowCount())]

    def chosen(self) -> str:
        """What the buttons would do."""
        return " ".join(self.review.findings.part(name).text() for name in ("bulkSign", "bulkReturn"))

    def tick(self, row: int) -> None:
        """Clicks on the tick of a row."""
        spot = self.rows.visualRect(self.model.index(row, TICK)).center()
        QTest.mouseClick(self.rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    def signed(self) -> int:
        reviews = self.review.desk.ledger.reviews
        return sum(len(reviews.events(one.id)) for one in self.review.desk.ledger.filings.list(form="target-breakdown"))
