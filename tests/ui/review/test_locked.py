"""A locked paper: typing, pasting, deleting, lines, mends and undo are refused with one plain reason."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from medaid_desktop.core.paper.signed import printed_day
from medaid_desktop.operations.reviewing import Words, send_back
from medaid_desktop.ui.palette import colours
from tests.ui.review.hands import ReviewHands, write
from tests.ui.shell import Key, wait_until

CTRL = Qt.KeyboardModifier.ControlModifier
REASON = "“项目单位”已审核，内容已锁定；要改，请先“退回修改”或“撤回送审”。"


def test_every_way_of_changing_is_refused_with_the_reason(review: ReviewHands) -> None:
    filing_id = review.draft()
    review.findings.edit(filing_id, ("values.contact", "联系人乙"))
    review.open(signed=1)
    before = review.desk.ledger.filings.get(filing_id)
    view = review.shell.editor
    view.setFocus()
    QApplication.clipboard().setText("别的")
    for path, act in (
        ("values.contact", lambda: review.shell.type("a")),
        ("values.contact", lambda: review.shell.type("改")),
        ("values.contact", lambda: review.shell.press(Key.Key_F2)),
        ("values.contact", lambda: review.shell.press(Key.Key_Delete)),
        ("values.contact", lambda: review.shell.press(Key.Key_V, CTRL)),
        ("values.contact", lambda: review.shell.press(Key.Key_X, CTRL)),
        ("values.contact", lambda: review.shell.action("actionUndo").trigger()),
        ("tables.indicators[0].target", lambda: review.shell.press(Key.Key_Return, CTRL)),
        ("tables.indicators[0].target", lambda: review.shell.press(Key.Key_Delete, CTRL)),
        ("values.project_type", lambda: review.shell.press(Key.Key_Space)),
    ):
        view.go_to_path(path)
        review.shell.window.notices.withdraw()
        act()
        assert view.editor is None and REASON in review.shell.notice.text, path
    after = review.desk.ledger.filings.get(filing_id)
    assert (after.values, after.tables) == (before.values, before.tables)


def test_the_paper_shows_who_signed_as_it_is_printed(review: ReviewHands) -> None:
    filing_id = review.open()

    def boxes() -> list[str]:
        cells = review.shell.editor.paper.grid.paper.sheet.cells
        return ["\n".join((cell.text, *cell.seal.lines)) for cell in cells if cell.seal]

    blank, before = boxes(), date.today()
    review.sign("审核人甲", lambda dialog: write(dialog, "reviewOffice", "某县医疗保障局"))
    signed = boxes()
    days = [printed_day(day.isoformat()) for day in (before, date.today())]  # midnight may lie between them
    assert signed in [[f"同意\n审核人甲\n某县医疗保障局\n{day}", *blank[1:]] for day in days] and signed != blank
    send_back(review.desk, filing_id, "competent", Words("审核人乙", "再看"))
    review.shell.window.workspace.filing_changed.emit(filing_id)
    front = review.findings.tabs.front()
    assert front is not None
    front.changed_elsewhere()
    wait_until(lambda: boxes() == blank)


def test_cells_are_not_tinted_for_input_while_locked(review: ReviewHands) -> None:
    review.open()
    view = review.shell.editor
    view.go_to_path("values.project_name")
    fill = QColor(colours(view.palette()).fill)

    def tinted() -> bool:
        rect = view.cell_rect(view.paper.grid.paper.places["values.contact"])
        picture = view.viewport().grab(rect.adjusted(3, 3, -3, -3)).toImage()
        return picture.pixelColor(picture.width() - 2, picture.height() - 2) == fill

    assert tinted()
    review.sign("审核人甲")
    assert not tinted()


def test_deleting_and_revising_a_locked_filing_is_refused(review: ReviewHands) -> None:
    filing_id = review.open(signed=1)
    review.shell.action("actionDelete").trigger()
    assert "内容已锁定" in review.shell.notice.text
    assert review.desk.ledger.filings.get(filing_id)
