"""Letters: the blanks of their paragraphs are corrected by clicks and keys, as cells are."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.exports.exporting import export_files
from medaid_desktop.operations.incoming.reading import known_for, read_incoming
from medaid_desktop.operations.templates import keep_template
from medaid_desktop.ui.views.templates.roles import Where
from tests.ui.shell import Key
from tests.ui.templates.blanks import letter_form
from tests.ui.templates.hands import CTRL, Hands


@pytest.fixture
def letter(inbox: Path) -> Path:
    """A form in a letter."""
    return letter_form(inbox / "备案表.docx")


def _which(hands: Hands) -> QComboBox:
    return hands.part(QComboBox, "templateWhich")


def test_a_click_means_the_blank_under_it(hands: Hands, letter: Path):
    hands.take(letter)
    assert hands.line("above", 1) == ["filling_unit", "extra:日期"]
    hands.click_words("日期")
    assert hands.page.cell.form.name.text() == "日期" and _which(hands).currentIndex() == 1
    hands.click_words("填报单位")
    assert hands.page.cell.form.name.text() == "填报单位" and _which(hands).currentIndex() == 0
    hands.shell.press(Key.Key_Right)
    assert hands.page.cell.form.name.text() == "日期"
    hands.shell.press(Key.Key_Delete)
    assert hands.line("above", 1) == ["filling_unit"]
    hands.click_words("日期")
    hands.shell.press(Key.Key_Return)
    hands.pick("送出日")
    [_, made] = hands.view.template.role(Where("above", 1)).marks
    assert (made.definition.id, made.definition.label) == ("extra:送出日", "送出日")
    hands.shell.press(Key.Key_Z, CTRL)
    assert hands.line("above", 1) == ["filling_unit"]


def test_words_without_a_colon_become_fields(hands: Hands, letter: Path):
    hands.take(letter)
    assert hands.line("below", 0) == []
    hands.click_words("电话", double=True)
    hands.pick("联系电话")
    [made] = hands.view.template.role(Where("below", 0)).marks
    assert made.prefix.endswith("电话") and made.definition.type == "phone"
    hands.click_words("经办人")
    hands.say("field")
    hands.pick("照旁边")
    assert hands.view.template.role(Where("below", 0)).marks[0].definition.label == "经办人"


def test_a_line_left_open_is_doubtful_until_something_is_said_of_it(hands: Hands, letter: Path):
    hands.take(letter)
    hands.view.setFocus()
    [line] = [one for one in hands.page.doubts.doubts.lines if "留了空的文字" in one.message]
    assert line.where == "表后第 2 段"
    hands.shell.press(Key.Key_F8)
    assert hands.view.where == Where("below", 1)
    hands.shell.press(Key.Key_Delete)
    assert not hands.page.doubts.doubts.lines and hands.line("below", 1) == []
    hands.shell.press(Key.Key_Z, CTRL)
    hands.shell.press(Key.Key_Return)
    hands.pick("备案编号")
    assert hands.line("below", 1) == ["extra:备案编号"] and not hands.page.doubts.doubts.lines


def test_what_a_blank_allows_is_said_beside_it(hands: Hands, letter: Path):
    hands.take(letter)
    hands.click_words("日期")
    hands.part(QCheckBox, "definitionRequired").setFocus()
    hands.shell.press(Key.Key_Space)
    unit, day = hands.view.template.role(Where("above", 1)).marks
    assert day.definition.required and not unit.definition.required
    _which(hands).setFocus()
    hands.shell.press(Key.Key_Up)
    assert hands.page.cell.form.name.text() == "填报单位"
    name = hands.part(QLineEdit, "definitionName")
    name.setFocus()
    hands.shell.press(Key.Key_A, CTRL)
    hands.shell.type("送出单位")
    hands.shell.press(Key.Key_Return)
    assert hands.view.template.role(Where("above", 1)).marks[0].definition.label == "送出单位"
    for wish, can in (("field", True), ("review", True), ("rows", False), ("head", False), ("total", False)):
        button = hands.page.findChild(QWidget, f"templateIs-{wish}")
        assert button is not None and button.isEnabled() is can, wish
    hands.view.setFocus()
    hands.shell.press(Key.Key_F7)
    assert hands.view.template.role(Where("above", 1)).kind == "review"


def test_what_was_corrected_is_filled_and_read_again(hands: Hands, letter: Path, tmp_path: Path):
    hands.take(letter)
    hands.click_words("电话")
    hands.shell.press(Key.Key_Return)
    hands.pick("联系电话")
    hands.click_words("编号")
    hands.shell.press(Key.Key_Return)
    hands.pick("备案编号")
    desk = hands.desk
    [kept] = keep_template(desk, hands.drafting.to_keep())
    phone = hands.line("below", 0)[0]
    values = {phone: "0635-0000001", "extra:备案编号": "37号", "filling_unit": "阳谷县医疗保障局"}
    filing = Filing(kept.form, 2026, "371521", form_version=kept.version, values=values)
    out = tmp_path / "填好.docx"
    assert export_files(desk, [desk.ledger.filings.add(filing, "件").id], out).notices == []
    [item] = read_incoming(desk, out, known_for(desk)).items
    assert item.filing.form == kept.form and item.filing.values == values
