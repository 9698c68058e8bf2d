"""The file that a filing was read from, opened from the filing."""

from pathlib import Path

from PySide6.QtWidgets import QPushButton, QTabWidget

from medaid_desktop.ui.views.incoming.source_page import SourcePage
from tests.ui.incoming.documents import several_book, target_book
from tests.ui.incoming.hands import Hands
from tests.ui.shell import Key, choose_file, click, in_dialog


def _open_source(hands: Hands) -> SourcePage:
    hands.shell.action("actionSource").trigger()
    hands.settle()
    return hands.shell.part(SourcePage, "sourcePage")


def test_it_is_shown_at_the_sheet_it_was_read_from(hands: Hands, inbox: Path):
    book = several_book(inbox / "两县.xlsx", ["阳谷县医疗保障局", "莘县医疗保障局"])
    hands.take(book)
    hands.press_button("incomingImportAll")
    book.unlink()
    filing = next(filing for filing in hands.filings if filing.region == "371522")
    hands.shell.window._workbench.tabs.open(filing.id)  # type: ignore[union-attr]
    page = _open_source(hands)
    assert page.pane.sheets.tabText(page.pane.sheets.currentIndex()) == "莘县"
    mark = page.pane.marks.at((2, 1))
    assert mark is not None and mark.paths == ["values.project_name"]
    tabs = hands.shell.part(QTabWidget)
    assert tabs.tabText(tabs.currentIndex()) == "原件：两县.xlsx"
    assert page.pane.view.editTriggers() == page.pane.view.EditTrigger.NoEditTriggers


def test_enter_leads_from_a_cell_to_the_filing(hands: Hands, inbox: Path):
    hands.take(target_book(inbox / "阳谷县.xlsx"))
    hands.press_button("incomingImportOne")
    page = _open_source(hands)
    assert page.pane.go_to(page.pane.grid, (8, 3))
    page.pane.view.setFocus()
    hands.shell.press(Key.Key_Return)
    editor = hands.shell.editor
    slot = editor.session.grid.slot(editor.anchor)
    assert slot is not None and slot.path == "tables.indicators[1].target"


def test_it_is_saved_as_it_came(hands: Hands, inbox: Path):
    book = target_book(inbox / "阳谷县.xlsx")
    data = book.read_bytes()
    hands.take(book)
    hands.press_button("incomingImportOne")
    book.unlink()
    _open_source(hands)
    out = inbox / "另存.xlsx"
    in_dialog(choose_file(out), lambda: click(hands.shell.part(QPushButton, "sourceSave")))
    assert out.read_bytes() == data and "已另存为" in hands.shell.notice.text


def test_a_filing_made_here_has_none(hands: Hands):
    from medaid_desktop.operations.filings.filings import add_filing

    workspace = hands.shell.window.workspace
    filing = add_filing(workspace.desk, "declaration", "371521", 2021)
    workspace.filings_changed.emit()
    hands.shell.window._workbench.tabs.open(filing.id)  # type: ignore[union-attr]
    hands.shell.action("actionSource").trigger()
    assert "没有来源文件" in hands.shell.notice.text
