"""Types numbers into one cell of the real window, for the kill test."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from medaid_desktop.app import build_window


def typed_numbers(path: Path, cell: str, number: int) -> Iterator[int]:
    """Opens the first filing of a ledger as a clerk does and types rising numbers into a cell, Enter after each.

    Yields a number when the editor shows it as committed content.
    """
    application = QApplication.instance() or QApplication([])
    window = build_window(path)
    window.show()
    window.activateWindow()
    filings = window.findChild(QTableView, "filingList")
    assert filings is not None
    QTest.qWait(50)
    index = filings.model().index(0, 0)
    filings.setCurrentIndex(index)
    QTest.keyClick(filings, Qt.Key.Key_Return)
    QTest.qWait(50)
    editor = window.findChild(QTableView, "formEditor")
    assert editor is not None and application is not None
    row, column = editor.session.paper.place_of(cell) or (0, 0)
    while True:
        number += 1
        editor.setFocus()
        editor.setCurrentIndex(editor.model().index(row, column))
        for digit in str(number):
            QTest.keyClicks(application.focusWidget(), digit)
        QTest.keyClick(application.focusWidget(), Qt.Key.Key_Return)
        if editor.model().index(row, column).data(Qt.ItemDataRole.EditRole) != str(number):
            raise SystemExit("the window did not take the number")
        yield number
