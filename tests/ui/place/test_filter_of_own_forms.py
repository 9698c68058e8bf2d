"""The filter of the list offers the ledger's own forms as soon as they are there, and no longer when they are gone."""

from pathlib import Path

from PySide6.QtWidgets import QToolButton

from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.operations.templates import keep_template, read_template, remove_template
from tests.operations.templates.blanks import target_book, written
from tests.ui.shell import Shell

FORM = "custom:目标表"


def entries(shell: Shell) -> list[str]:
    menu = shell.part(QToolButton, "filingFilterButton").menu()
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions()]


def choose(shell: Shell, words: str) -> None:
    menu = shell.part(QToolButton, "filingFilterButton").menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == words).trigger()


def test_a_form_comes_and_goes(shell: Shell, tmp_path: Path):
    workspace = shell.window.workspace
    words = "绩效目标表（目标表）"
    assert words not in entries(shell)
    keep_template(workspace.desk, read_template(workspace.desk, written(tmp_path, target_book())), "目标表")
    filing = add_filing(workspace.desk, FORM, "371521", 2020)
    workspace.filings_changed.emit()
    assert words in entries(shell)
    total = shell.filings.model().rowCount()
    choose(shell, words)
    assert shell.filings.model().rowCount() == 1 < total
    workspace.desk.ledger.filings.delete([filing.id])
    workspace.desk.ledger.filings.purge([filing.id])
    remove_template(workspace.desk, FORM)
    workspace.filings_changed.emit()
    assert words not in entries(shell)
    assert shell.filings.model().rowCount() == total - 1
