"""Corrections by click and key: said once, applied at once, remembered for the layout, taken back."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QComboBox

from tests.ui.incoming.documents import ODD_HEADS, several_book, target_book
from tests.ui.incoming.hands import CTRL, SHIFT, Hands
from tests.ui.shell import Key


def _targets(hands: Hands, name: str, column: str = "target") -> list[str]:
    rows = hands.entry(name).items[0].filing.rows("indicators")
    return [row.get(column, "") for row in rows]


def _notes(hands: Hands, name: str) -> list[str]:
    return _targets(hands, name, "note")


def test_this_column_is_by_keys_holds_for_every_file_of_the_layout(hands: Hands, inbox: Path):
    target_book(inbox / "1 阳谷.xlsx", heads=ODD_HEADS)
    target_book(inbox / "2 莘县.xlsx", office="莘县医疗保障局", heads=ODD_HEADS)
    hands.take(inbox)
    assert not any(_notes(hands, "1 阳谷.xlsx"))
    hands.click_cell(9, 4)
    hands.shell.press(Key.Key_F2, SHIFT)
    hands.pick("bz")
    assert _notes(hands, "1 阳谷.xlsx")[0] == "甲"
    assert _notes(hands, "2 莘县.xlsx")[0] == "甲"
    assert hands.shell.notice.text == "已记住，下次同样格式的文件会照此读。"
    assert hands.view.hasFocus() and hands.view.place == (9, 4), "the cursor stays"
    assert any(line.corrected for line in hands.page.panel.doubts.doubts.lines)
    mark = hands.page.pane.marks.at((6, 4))
    assert mark is not None and mark.corrected and not mark.doubts
    hands.press_button("incomingImportAll")
    assert sorted(filing.region or "" for filing in hands.filings) == ["371521", "371522"]

    hands.page.close_requested.emit()
    target_book(inbox / "3 冠县.xlsx", office="冠县医疗保障局", heads=ODD_HEADS)
    hands.take(inbox / "3 冠县.xlsx")
    assert _notes(hands, "3 冠县.xlsx")[0] == "甲", "and for the next file of it"


def test_this_cell_is(hands: Hands, inbox: Path):
    hands.take(target_book(inbox / "阳谷.xlsx", project="城乡医疗救助"))
    hands.click_cell(5, 1)
    hands.shell.press(Key.Key_F2)
    hands.pick("项目名称")
    assert hands.entry("阳谷.xlsx").items[0].filing.values["project_name"].startswith("对符合条件的困难群众")
    hands.shell.press(Key.Key_Z, CTRL)
    hands.settle()
    assert hands.entry("阳谷.xlsx").items[0].filing.values["project_name"] == "城乡医疗救助"
    assert hands.shell.notice.text == "已撤销更正。"


def test_this_row_is_no_content_and_is_again(hands: Hands, inbox: Path):
    hands.take(target_book(inbox / "阳谷.xlsx"))
    count = len(_targets(hands, "阳谷.xlsx"))
    hands.click_cell(9, 3)
    hands.shell.press(Key.Key_Delete)
    hands.settle()
    assert len(_targets(hands, "阳谷.xlsx")) == count - 1
    assert hands.page.pane.marks.at((9, 3)) is None
    hands.shell.press(Key.Key_Delete)
    hands.settle()
    assert len(_targets(hands, "阳谷.xlsx")) == count


def test_this_table_is_of_another_form(hands: Hands, inbox: Path):
    hands.take(target_book(inbox / "阳谷.xlsx"))
    hands.click_cell(2, 1)
    hands.shell.press(Key.Key_F4)
    hands.pick("申报表")
    assert hands.entry("阳谷.xlsx").items[0].filing.form == "declaration"
    box = hands.page.findChild(QComboBox, "incomingForm")
    assert box is not None and box.currentData() == "declaration"


def test_a_table_is_left_out_and_the_others_can_be_imported(hands: Hands, inbox: Path):
    hands.take(several_book(inbox / "两县.xlsx", ["阳谷县医疗保障局", "莘县医疗保障局"]))
    hands.look_at("两县.xlsx", 1)
    hands.page.pane.view.setFocus()

    def open_menu() -> None:
        view = hands.view
        spot = view.visualRect(view.currentIndex()).center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, view.viewport().mapToGlobal(spot))
        QApplication.sendEvent(view.viewport(), event)

    hands.in_menu(open_menu, "incoming-leave-out")
    hands.settle()
    assert len(hands.entry("两县.xlsx").items) < 2
    hands.shell.press_notice_button()
    hands.settle()
    assert len(hands.entry("两县.xlsx").items) == 2, "taken back from the notice bar"


def test_what_was_learned_can_be_forgotten(hands: Hands, inbox: Path):
    hands.take(target_book(inbox / "阳谷.xlsx", heads=ODD_HEADS))
    layouts = hands.shell.window.workspace.desk.ledger.layouts
    hands.click_cell(9, 4)
    hands.shell.press(Key.Key_F2, SHIFT)
    hands.pick("bz")
    assert len(layouts.all()) == 1
    hands.in_menu(lambda: hands.shell.press(Key.Key_Return), "incoming-forget")
    hands.settle()
    assert layouts.all() == {} and not any(_notes(hands, "阳谷.xlsx"))
    hands.shell.press(Key.Key_Z, CTRL)
    hands.settle()
    assert len(layouts.all()) == 1 and _notes(hands, "阳谷.xlsx")[0] == "甲"


def test_the_head_of_a_column_has_the_menu_too(hands: Hands, inbox: Path):
    hands.take(target_book(inbox / "阳谷.xlsx", heads=ODD_HEADS))
    hands.click_cell(9, 0)
    header = hands.view.horizontalHeader()
    spot = QPoint(header.sectionViewportPosition(4) + 5, header.height() // 2)
    hands.in_menu(lambda: header.customContextMenuRequested.emit(spot), "incoming-column")
    hands.pick("bz")
    assert _notes(hands, "阳谷.xlsx")[0] == "甲"


def test_esc_leaves_the_picker_and_nothing_is_learned(hands: Hands, inbox: Path):
    hands.take(target_book(inbox / "阳谷.xlsx"))
    hands.click_cell(2, 1)
    hands.shell.press(Key.Key_F2)
    assert hands.picker() is not None
    hands.shell.press(Key.Key_Escape)
    hands.settle()
    assert hands.picker() is None and hands.shell.window.workspace.desk.ledger.layouts.all() == {}


def test_the_menu_says_the_keys(hands: Hands, inbox: Path):
    hands.take(target_book(inbox / "阳谷.xlsx"))
    hands.click_cell(9, 3)
    menu = hands.page.corrections.menu()
    said = {action.text().partition("(")[0]: action.shortcut().toString() for action in menu.actions() if action.text()}
    assert said == {
        "这一格是…": "F2", "这一列是…": "Shift+F2", "这一行不是内容": "Del", "这张表是…": "F4",
        "不导入这张表": "Ctrl+Del", "撤销更正": "Ctrl+Z", "忘记这种格式的更正": "",
    }  # fmt: skip
    menu.deleteLater()


def test_without_a_table_the_keys_say_why_nothing_happens(hands: Hands, inbox: Path):
    book = target_book(inbox / "阳谷.xlsx")
    hands.take(book)
    hands.click_cell(2, 1)
    hands.shell.press(Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    hands.page.pane.view.setFocus()
    hands.shell.press(Key.Key_F2)
    assert "没有读出表来" in hands.shell.notice.text or hands.page.batch.learning.can_undo
