"""What a field or a box is called and allows is said beside the sheet."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit

from tests.ui.shell import Key, wait_until
from tests.ui.templates.blanks import supervision_book
from tests.ui.templates.hands import CTRL, Hands


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


def test_esc_leads_back_to_the_sheet(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    hands.click_cell("B3")
    hands.shell.press(Key.Key_B, Qt.KeyboardModifier.AltModifier)
    wait_until(lambda: hands.role("B3").definition.required)  # type: ignore[union-attr]
    hands.shell.press(Key.Key_Escape)
    assert hands.view.hasFocus()
