"""A blank form becomes a map, and the map is corrected by clicks and keys."""

from collections.abc import Iterator
from copy import copy
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit

from medaid_desktop.core.templates.template_map import YEAR
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.ui.views.editor_tabs import EditorTabs
from medaid_desktop.ui.views.templates.view import TemplateView
from medaid_desktop.ui.views.templates.words import role_words
from tests.core.templates.books import Setup, workbook
from tests.recognition.templates.blank_forms import PROJECT
from tests.ui.paper.hands import compose_text
from tests.ui.shell import Key, Shell, wait_until
from tests.ui.templates.blanks import several_blanks, supervision_book
from tests.ui.templates.hands import Hands


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Shell]:
    """One window for all of these: nothing is kept in the ledger."""
    assert qapp is not None
    path = tmp_path_factory.mktemp("mapping") / "县医保局.medaid"
    Ledger.create(path, "371521").close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MEDAID_HOME", str(tmp_path_factory.mktemp("home")))
        shell = Shell(path)
    yield shell
    shell.window.close()
    shell.window.deleteLater()
    QTest.qWait(1)


@pytest.fixture
def hands(window: Shell) -> Iterator[Hands]:
    """Hands in that window; what was opened is closed without a question."""
    hands = Hands(window)
    yield hands
    window.notice.dismiss()
    tabs = window.part(EditorTabs)
    for guest in tabs.guests():
        tabs.dismiss(guest)
    QTest.qWait(0)


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

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


def test_what_a_field_allows_is_changed_beside_it(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    form = hands.page.cell.form
    hands.click_cell("B5")
    unit = hands.part(QComboBox, "definitionUnit")
    assert unit.currentText() == "万元"
    unit.setFocus()
    unit.setCurrentText("元")
    hands.shell.press(Key.Key_Return)
    assert hands.role("B5").definition.unit == "元"  # type: ignore[union-attr]
    hands.click_cell("B3")
    name = hands.part(QLineEdit, "definitionName")
    name.setFocus()
    name.selectAll()
    hands.shell.type("检查组")
    required = hands.part(QCheckBox, "definitionRequired")
    required.setFocus()
    hands.shell.press(Key.Key_Space)
    definition = hands.role("B3").definition
    assert definition is not None and definition.label == "检查组" and definition.required
    type_ = hands.part(QComboBox, "definitionType")
    type_.setFocus()
    type_.setCurrentIndex(type_.findData("choice"))
    type_.activated.emit(type_.currentIndex())
    options = hands.part(QPlainTextEdit, "definitionOptions")
    assert options.hasFocus() and form.options is options
    hands.shell.type("审计科")
    hands.shell.press(Key.Key_Return)
    hands.shell.type("基金科")
    hands.shell.press(Key.Key_Tab)
    definition = hands.role("B3").definition
    assert definition is not None and (definition.type, definition.options) == ("choice", ("审计科", "基金科"))
    assert hands.drafting.undo_words


def test_what_is_being_typed_is_taken_when_another_cell_is_clicked(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    hands.click_cell("B3")
    hands.part(QLineEdit, "definitionName").setFocus()
    hands.shell.press(Key.Key_A, CTRL)
    hands.shell.type("检查组")
    hands.click_cell("B4")
    assert hands.role("B3").definition.label == "检查组"  # type: ignore[union-attr]
    assert hands.role("B4").definition.label == "被检查单位"  # type: ignore[union-attr]


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


def test_review_boxes_are_named_beside_the_sheet(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    hands.click_cell("B15")
    assert hands.page.cell.form.name.text() == "检查组意见" and not hands.page.cell.form.type.isVisible()
    hands.page.cell.form.name.setFocus()
    hands.shell.press(Key.Key_A, CTRL)
    hands.shell.type("检查组长意见")
    hands.shell.press(Key.Key_Return)
    assert hands.map.reviews[0].step.title == "检查组长意见"
    hands.click_cell("B6")
    hands.view.setFocus()
    hands.shell.press(Key.Key_F7)
    assert hands.role("B6").kind == "review" and len(hands.map.reviews) == 3


def test_f8_leads_through_what_is_to_be_checked(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx", more="检查单位"))
    hands.view.setFocus()
    lines = hands.page.doubts.doubts.lines
    assert "有几格都叫“检查单位”：请核对各填什么" in [line.message for line in lines if line.where == "B7"]
    for _ in lines:
        hands.shell.press(Key.Key_F8)
        if hands.view.lit == (6, 1):
            break
    assert hands.view.lit == (6, 1) and hands.view.where is not None and hands.view.where.place == (6, 1)
    hands.shell.press(Key.Key_Return)
    hands.pick("整改情况")
    lines = hands.page.doubts.doubts.lines
    assert "B7" not in [line.where for line in lines]
    for _ in range(len(lines) + 1):
        hands.shell.press(Key.Key_F8)
    assert "没有要核对的了" in hands.shell.notice.text
    hands.shell.press(Key.Key_F8, SHIFT)


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


def test_the_preview_is_the_paper_of_the_editor(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    hands.press_button("templateToPreview")
    wait_until(lambda: hands.page.pane.paper is not None)
    paper = hands.page.pane.paper
    assert paper is not None and paper.isVisible()
    texts = {cell.text for cell in paper.paper.session.paper.sheet.cells}
    assert "医疗救助资金监督检查表" in texts and "检查单位" in texts
    assert not paper.paper.session.is_editable((2, 1))
    hands.press_button("templateToSheet")
    wait_until(lambda: hands.page.pane.paper is None)
    assert hands.view.isVisible()


def test_of_several_sheets_some_are_taken(hands: Hands, inbox: Path):
    page = hands.take(several_blanks(inbox / "检查用表.xlsx"))
    assert hands.drafting.count == 2 and page.pane.sheets.count() == 2
    assert page.bar.keep.text() == "存为 2 个表种(&S)"
    page.sheets.list.setFocus()
    hands.shell.press(Key.Key_Down)
    assert page.sheet == 1 and page.sheets.name.text() == "医疗救助资金复查表"
    hands.shell.press(Key.Key_Space)
    assert hands.drafting.taken() == [0] and page.bar.keep.text() == "存为表种(&S)"
    page.sheets.list.setCurrentRow(0)
    hands.shell.press(Key.Key_Space)
    assert not page.bar.keep.isEnabled() and "没有勾选" in page.bar.words
    hands.press_button("templateUndo")
    assert hands.drafting.taken() == [0]
    page.pane.sheets.setCurrentIndex(1)
    assert page.sheet == 1 and hands.map.sheet == "复查表"


def test_zoom_by_keys_stays_with_the_sheet(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    hands.view.setFocus()
    before = hands.view.zoom
    hands.shell.press(Key.Key_Minus, CTRL)
    assert hands.view.zoom == before - 10
    wide = hands.view.columnWidth(1)
    QTest.qWait(0)
    hands.shell.press(Key.Key_0, CTRL)
    assert hands.view.zoom == 100 and hands.view.columnWidth(1) > wide - 40


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


def test_the_words_of_a_choice_are_only_suggested_once_it_is_a_text(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    hands.click_cell("D4")
    type_ = hands.part(QComboBox, "definitionType")
    type_.setFocus()
    hands.shell.press(Key.Key_Home)
    assert type_.currentData() == "text"
    definition = hands.role("D4").definition
    assert definition is not None and (definition.type, definition.options[:2]) == ("text", ("现场检查", "书面检查"))
    options = hands.part(QPlainTextEdit, "definitionOptions")
    assert (
        isinstance(options, QPlainTextEdit)
        and options.isVisible()
        and not hands.part(QCheckBox, "definitionMultiple").isVisible()
    )
    options.setFocus()
    hands.shell.press(Key.Key_End, CTRL)
    hands.shell.press(Key.Key_Return)
    hands.shell.type("暗访")
    hands.shell.press(Key.Key_Tab)
    assert hands.role("D4").definition.options[-1] == "暗访"  # type: ignore[union-attr]
    options.setFocus()
    hands.shell.press(Key.Key_A, CTRL)
    hands.shell.press(Key.Key_Delete)
    hands.view.setFocus()
    assert hands.role("D4").definition.options == () and not options.isVisible()  # type: ignore[union-attr]


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


def test_one_doubt_about_several_cells_selects_them(hands: Hands, inbox: Path):
    file = supervision_book(inbox / "监督检查表.xlsx")
    book = openpyxl.load_workbook(file)
    sheet = book["检查表"]
    sheet.row_dimensions[18].height = 20
    for cell in sheet[18]:
        cell.border = copy(sheet["A3"].border)
    sheet["D19"] = "注：本表一式两份。"
    book.save(file)
    hands.take(file)
    hands.view.setFocus()
    [line] = [one for one in hands.page.doubts.doubts.lines if "个空格" in one.message]
    hands.shell.press(Key.Key_F8)
    assert line.where == "A18 至 D18" and len(hands.view.cells_selected()) == 4
    hands.shell.press(Key.Key_Delete)
    assert not hands.page.doubts.doubts.lines
    hands.shell.press(Key.Key_Z, CTRL)
    assert len(hands.page.doubts.doubts.lines) == 1


def test_esc_leads_back_to_the_sheet(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    hands.click_cell("B3")
    hands.shell.press(Key.Key_B, Qt.KeyboardModifier.AltModifier)
    wait_until(lambda: hands.role("B3").definition.required)  # type: ignore[union-attr]
    hands.shell.press(Key.Key_Escape)
    assert hands.view.hasFocus()


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
