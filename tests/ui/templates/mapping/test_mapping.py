"""A blank form becomes a map, and what its cells are is corrected by clicks and keys."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from medaid_desktop.core.templates.template_map import YEAR
from medaid_desktop.ui.views.templates.view import TemplateView
from medaid_desktop.ui.views.templates.words import role_words
from tests.core.templates.books import Setup, workbook
from tests.recognition.templates.blank_forms import PROJECT
from tests.ui.paper.hands import compose_text
from tests.ui.shell import Key
from tests.ui.templates.blanks import supervision_book
from tests.ui.templates.hands import CTRL, Hands

PARTED = """
~绩效目标表 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 说明 | 指标值
产出指标 | 数量指标 | | |
效益指标 | 社会效益指标 | | |
"""


def test_each_cell_says_what_it_was_understood_as(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    kinds = {name: hands.role(name).kind for name in ("A1", "A2", "B3", "A3", "B8", "C10", "A8", "C14", "B15")}
    assert kinds == {
        "A1": "text", "A2": "auto", "B3": "field", "A3": "text", "B8": "head", "C10": "column", "A8": "side", "C14": "computed",
        "B15": "review",
    }  # fmt: skip
    hands.click_cell("D4")
    assert hands.page.cell.form.name.text() == "检查方式"
    assert hands.page.cell.form.options.toPlainText().split("\n") == ["现场检查", "书面检查", "联合检查"]
    index = hands.view.currentIndex()
    said = hands.view.template.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert said == "D4，空白，字段：检查方式（选项）"
    assert "审核栏 2 个" in hands.page.bar.words


def test_a_cell_becomes_a_field_by_keys_and_back_again(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    hands.leave_blank("B7")
    hands.view.setFocus()
    hands.click_cell("B6")
    hands.shell.press(Key.Key_Down)
    assert hands.role("B7").kind == "blank" and hands.view.where is not None and hands.view.where.place == (6, 1)
    hands.shell.press(Key.Key_Return)
    hands.pick("xmmc")
    assert hands.role("B7").definition.id == "project_name"  # type: ignore[union-attr]
    assert isinstance(QApplication.focusWidget(), TemplateView)
    hands.shell.press(Key.Key_Z, CTRL)
    assert hands.role("B7").kind == "blank"
    hands.shell.press(Key.Key_Y, CTRL)
    assert hands.role("B7").kind == "field"
    hands.shell.press(Key.Key_Delete)
    assert hands.role("B7").kind == "blank"
    hands.press_button("templateUndo")
    assert hands.role("B7").kind == "field"


def test_a_field_can_have_a_name_of_its_own(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    hands.leave_blank("B7")
    hands.click_cell("B7")
    hands.say("field")
    hands.pick("整改情况说明")
    definition = hands.role("B7").definition
    assert definition is not None and (definition.id, definition.label) == ("extra:整改情况说明", "整改情况说明")
    hands.press_button("templateUndo")
    assert hands.role("B7").kind == "blank", "one step"


def test_a_cell_can_fill_itself_in_with_the_year(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    hands.click_cell("B7")
    hands.shell.press(Key.Key_F2)
    hands.pick("年度")
    assert hands.role("B7").kind == "auto" and hands.role("B7").marks[0].definition.id == YEAR


def test_rows_are_made_to_repeat_and_not_to(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    assert hands.view.template.roles.repeating == [(8, 12, 1)]
    hands.click_cell("B13")
    hands.shell.press(Key.Key_Delete)
    assert hands.role("B13").kind == "paper" and hands.view.template.roles.repeating == [(8, 11, 1)]
    hands.select("B12", "B13")
    assert hands.view.rows_selected() == [11, 12]
    hands.shell.press(Key.Key_F4)
    assert hands.view.template.roles.repeating == [(8, 12, 1)]
    hands.click_cell("C13")
    hands.say("total")
    assert hands.role("C13").kind in ("total", "field", "computed")
    assert hands.view.template.roles.repeating == [(8, 11, 1)]


def test_a_column_is_another_one(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    hands.click_cell("B10")
    hands.shell.press(Key.Key_F2)
    hands.pick("三级指标")
    assert hands.map.tables[0].columns[0].definition.id == "level3"
    assert hands.role("B8").definition.id == "level3"  # type: ignore[union-attr]


def test_a_fourth_level_is_said_where_it_may_come(hands: Hands, inbox: Path):
    blank = inbox / "绩效目标表.xlsx"
    blank.write_bytes(workbook(PROJECT, Setup(widths=(7, 13, 14, 22, 24, 18))))
    hands.take(blank)
    said = role_words(hands.role("D11"))
    assert "三级指标" in said and "写了四级指标的行自动分成两格" in said
    hands.click_cell("D11")
    hands.shell.press(Key.Key_F2)
    hands.pick("四级指标")
    assert "不用再设" in hands.shell.notice.text


def test_a_correction_that_cannot_be_says_why(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    before = hands.map
    hands.click_cell("A1")
    hands.shell.press(Key.Key_Delete)
    assert "A1" in hands.shell.notice.text and hands.map is before
    hands.shell.press(Key.Key_Z, CTRL)
    assert "没有可以撤销的更正" in hands.shell.notice.text


def test_the_menu_says_the_same_with_the_same_keys(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    hands.click_cell("B7")
    menu = hands.page.corrections.menu()
    words = {action.objectName(): action.shortcut().toString() for action in menu.actions() if action.objectName()}
    assert words["template-text"] == "Del" and words["template-rows"] == "F4" and words["template-undo"] == "Ctrl+Z"
    review = next(action for action in menu.actions() if action.objectName() == "template-review")
    review.trigger()
    assert hands.role("B7").kind == "review"
    menu.deleteLater()


def test_a_cell_that_is_not_to_be_filled_is_no_doubt(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    before = len(hands.page.doubts.doubts.lines)
    hands.click_cell("B3")
    hands.shell.press(Key.Key_Delete)
    assert hands.role("B3").kind == "blank" and len(hands.page.doubts.doubts.lines) == before
    drawn = hands.map
    hands.shell.press(Key.Key_Delete)
    assert hands.map is drawn and "撤销" not in hands.shell.notice.text
    hands.shell.press(Key.Key_Z, CTRL)
    assert hands.role("B3").kind == "field" and len(hands.page.doubts.doubts.lines) == before


def test_typing_a_name_says_which_field_it_is(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    hands.click_cell("B7")
    hands.shell.type("xmmc")
    hands.pick("")
    assert hands.role("B7").definition.id == "project_name"  # type: ignore[union-attr]
    hands.click_cell("B6")
    assert hands.view.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)
    compose_text("整", "整改情况")
    hands.pick("")
    assert hands.role("B6").definition.label == "整改情况"  # type: ignore[union-attr]
    assert hands.view.hasFocus()


def test_several_cells_are_corrected_at_once(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    hands.select("B3", "D4")
    hands.shell.press(Key.Key_Delete)
    kinds = [hands.role(name).kind for name in ("B3", "D3", "B4", "D4")]
    assert kinds == ["blank"] * 4 and hands.role("C3").kind == "text"
    hands.shell.press(Key.Key_Return)
    assert hands.picker() is None
    labels = [hands.role(name).definition.label for name in ("B3", "D3", "B4", "D4")]  # type: ignore[union-attr]
    assert labels == ["检查单位", "检查日期", "被检查单位", "检查方式"]
    hands.shell.press(Key.Key_Z, CTRL)
    hands.shell.press(Key.Key_Z, CTRL)
    assert hands.role("D4").kind == "field" and not hands.drafting.undo_words, "each was one step"


def test_a_column_may_show_a_part_of_the_target(hands: Hands, inbox: Path):
    blank = inbox / "绩效目标表.xlsx"
    blank.write_bytes(workbook(PARTED, Setup(widths=(13, 14, 22, 10, 14))))
    hands.take(blank)
    hands.click_cell("D3")
    hands.shell.press(Key.Key_F2)
    hands.pick("指标值的计量单位")
    assert "指标值的单位" in role_words(hands.role("D3")) and not hands.page.cell.form.isVisible()
    hands.shell.press(Key.Key_F2)
    hands.pick("照表头")
    assert hands.role("D3").definition is not None
