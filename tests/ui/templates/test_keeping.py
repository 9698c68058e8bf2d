"""From a blank form to a form of the ledger's own, and on to a filing, a newer version, another form."""

from pathlib import Path

import openpyxl
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QRadioButton

from medaid_desktop.ui.dialogs.new_filing.dialog import NewFilingDialog
from medaid_desktop.ui.views.templates.page import TemplatePage
from tests.ui.shell import Key, button, choose_file, click, in_dialog, wait_until
from tests.ui.templates.blanks import several_blanks, supervision_book
from tests.ui.templates.hands import CTRL, Hands


def _forms(hands: Hands) -> list[str]:
    return [one for one in hands.desk.forms.ids() if one.startswith("custom:")]


def test_a_form_is_kept_and_filled_in_at_once(hands: Hands, inbox: Path):
    hands.choose(supervision_book(inbox / "监督检查表.xlsx"))
    hands.click_cell("B7")
    hands.say("field")
    hands.pick("整改情况")
    hands.shell.press(Key.Key_Return, CTRL)
    hands.settle()
    assert _forms(hands) == ["custom:医疗救助资金监督检查表"]
    assert hands.shell.notice.text == "已存为表种《医疗救助资金监督检查表》。"
    assert hands.shell.window.findChild(TemplatePage) is None

    def make(dialog: QDialog) -> None:
        assert isinstance(dialog, NewFilingDialog)
        assert dialog.wish().form == "custom:医疗救助资金监督检查表"
        click(button(dialog, "新建"))

    in_dialog(make, lambda: hands.shell.press_notice_button("noticeButton"))
    editor = hands.shell.editor
    assert editor.session.filing.form_version == "1"
    place = editor.session.paper.place_of("values.extra:整改情况")
    assert place is not None
    editor.go_to(place)
    editor.session.type_into(*place, "已整改")
    assert hands.desk.ledger.filings.get(editor.session.filing_id).values["extra:整改情况"] == "已整改"


def test_what_was_kept_is_taken_back_with_its_corrections(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    hands.click_cell("B7")
    hands.say("field")
    hands.pick("整改情况")
    hands.press_button("templateKeep")
    assert _forms(hands)
    hands.shell.press_notice_button("noticeSecondButton")
    hands.settle()
    assert _forms(hands) == [] and "已撤销" in hands.shell.notice.text
    assert hands.role("B7").definition.label == "整改情况"  # type: ignore[union-attr]


def test_the_name_can_be_another_and_must_be_one(hands: Hands, inbox: Path):
    page = hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    page.sheets.name.setFocus()
    hands.shell.press(Key.Key_A, CTRL)
    hands.shell.type("检查/表")
    hands.press_button("templateKeep")
    assert _forms(hands) == [] and "不能用的字符" in hands.shell.notice.text
    hands.shell.press(Key.Key_A, CTRL)
    hands.shell.type("2026检查表")
    hands.shell.press(Key.Key_Return, CTRL)
    hands.settle()
    assert _forms(hands) == ["custom:2026检查表"]


def test_several_forms_of_a_file_are_kept_together(hands: Hands, inbox: Path):
    hands.take(several_blanks(inbox / "检查用表.xlsx"))
    hands.press_button("templateKeep")
    assert set(_forms(hands)) == {"custom:医疗救助资金监督检查表", "custom:医疗救助资金复查表"}
    assert "《医疗救助资金监督检查表》、《医疗救助资金复查表》" in hands.shell.notice.text


def _filing(hands: Hands) -> str:
    from medaid_desktop.operations.filings.filings import add_filing

    filing = add_filing(hands.desk, "custom:医疗救助资金监督检查表", "371521", 2026)
    hands.shell.window.workspace.filings_changed.emit()
    return filing.id


def _second(path: Path) -> Path:
    """Another version: one more field, one title word more."""
    supervision_book(path)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    sheet["A7"] = "整改结论"
    book.save(path)
    return path


def test_a_newer_version_takes_the_filings_along(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    hands.press_button("templateKeep")
    filing = _filing(hands)
    page = hands.take(_second(inbox / "监督检查表（修订）.xlsx"))
    assert "《医疗救助资金监督检查表》（第 1 版）的新版本" in page.known.words
    moving = hands.part(QRadioButton, "templateMoving")
    assert moving.isChecked() and "移动 1 份" in moving.text()
    assert page.bar.keep.text() == "存为新版本(&S)"
    hands.press_button("templateKeep")
    assert hands.desk.ledger.filings.get(filing).form_version == "2"
    assert "新版本" in hands.shell.notice.text and "已移动 1 份填报件" in hands.shell.notice.text
    assert _forms(hands) == ["custom:医疗救助资金监督检查表"]


def test_a_newer_version_can_leave_filings_as_they_are(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    hands.press_button("templateKeep")
    filing = _filing(hands)
    hands.take(_second(inbox / "监督检查表（修订）.xlsx"))
    hands.press_button("templateStaying")
    hands.press_button("templateKeep")
    assert hands.desk.ledger.filings.get(filing).form_version == "1"
    assert hands.desk.forms.get("custom:医疗救助资金监督检查表").version == "2"


def test_a_newer_version_that_nothing_was_moved_to_is_taken_back(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    hands.press_button("templateKeep")
    _filing(hands)
    hands.take(_second(inbox / "监督检查表（修订）.xlsx"))
    hands.press_button("templateStaying")
    hands.press_button("templateKeep")
    hands.shell.press_notice_button("noticeSecondButton")
    hands.settle()
    assert hands.desk.forms.get("custom:医疗救助资金监督检查表").version == "1"
    assert "已撤销" in hands.shell.notice.text and hands.page.isVisible()


def test_a_newer_version_can_be_kept_apart(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    hands.press_button("templateKeep")
    page = hands.take(_second(inbox / "监督检查表（修订）.xlsx"))
    hands.press_button("templateApart")
    assert page.sheets.name.text() == "医疗救助资金监督检查表2" and page.bar.keep.text() == "存为表种(&S)"
    hands.press_button("templateUndo")
    assert page.sheets.name.text() == "医疗救助资金监督检查表" and page.bar.keep.text() == "存为新版本(&S)"
    hands.press_button("templateRedo")
    hands.press_button("templateKeep")
    assert set(_forms(hands)) == {"custom:医疗救助资金监督检查表", "custom:医疗救助资金监督检查表2"}


def test_the_same_file_again_is_known(hands: Hands, inbox: Path):
    file = supervision_book(inbox / "监督检查表.xlsx")
    hands.take(file)
    hands.press_button("templateKeep")
    page = hands.take(file)
    assert "已经做成了表种《医疗救助资金监督检查表》" in page.known.words
    hands.press_button("templateKeep")
    assert "没有变化" in hands.shell.notice.text
    assert hands.desk.forms.get("custom:医疗救助资金监督检查表").version == "1"


def test_a_file_without_a_form_says_so_in_place(hands: Hands, inbox: Path):
    broken = inbox / "坏的.xlsx"
    broken.write_bytes(b"PK\x03\x04 broken")
    page = hands.take(broken)
    words = page.pane._words.text()  # pyright: ignore[reportPrivateUsage]
    assert words and not page.panel.isVisible() and not page.bar.isVisible()
    empty = openpyxl.Workbook()
    empty.save(inbox / "空的.xlsx")
    hands.shell.press(Key.Key_W, CTRL)
    page = hands.take(inbox / "空的.xlsx")
    assert "没有找到要填的表" in page.pane._words.text()  # pyright: ignore[reportPrivateUsage]


def test_corrections_that_are_not_kept_are_asked_about(hands: Hands, inbox: Path):
    hands.take(supervision_book(inbox / "监督检查表.xlsx"))
    hands.click_cell("B3")
    hands.shell.press(Key.Key_Delete)
    hands.shell.press(Key.Key_W, CTRL)
    assert "还没有存为表种" in hands.shell.notice.text and hands.page.isVisible()
    hands.shell.press_notice_button("noticeSecondButton")
    assert hands.page.isVisible()
    hands.shell.press(Key.Key_W, CTRL)
    hands.shell.press_notice_button("noticeButton")
    wait_until(lambda: hands.shell.window.findChild(TemplatePage) is None)


def test_the_dialog_for_a_new_filing_leads_here(hands: Hands, inbox: Path):
    file = supervision_book(inbox / "监督检查表.xlsx")

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog):
            looking.stop()
            choose_file(file)(dialog)

    looking = QTimer()
    looking.timeout.connect(choose)

    def no_form_fits(dialog: QDialog) -> None:
        looking.start(10)
        click(button(dialog, "没有合适的表种？导入模板"))

    in_dialog(no_form_fits, hands.shell.action("actionNew").trigger)
    hands.settle()
    assert hands.map.title == "医疗救助资金监督检查表"
