"""The list of the ledger's own forms, and blank forms among files that were sent to be imported."""

from pathlib import Path

from PySide6.QtWidgets import QPushButton

from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.operations.templates import keep_template, read_template
from medaid_desktop.ui.views.editor_tabs import EditorTabs
from medaid_desktop.ui.views.rows import SECOND_LINE_ROLE
from medaid_desktop.ui.views.templates.forms_tab import FormsPage
from medaid_desktop.ui.views.templates.page import TemplatePage
from tests.ui.incoming.hands import Hands as IncomingHands
from tests.ui.shell import Key, button, choose_file, click, in_dialog, wait_until
from tests.ui.templates.blanks import supervision_book
from tests.ui.templates.hands import CTRL, Hands

FORM = "custom:医疗救助资金监督检查表"


def _keep(hands: Hands, file: Path) -> None:
    keep_template(hands.desk, read_template(hands.desk, supervision_book(file)))


def _page(hands: Hands) -> FormsPage:
    hands.shell.action("actionOwnForms").trigger()
    hands.settle()
    return hands.shell.part(FormsPage, "formsPage")


def _button(page: FormsPage, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None
    return found


def test_an_empty_list_leads_to_the_import(hands: Hands, inbox: Path):
    page = _page(hands)
    first = _button(page, "ownFormFirst")
    assert first.isVisible() and not page.list.isVisible()
    file = supervision_book(inbox / "监督检查表.xlsx")
    in_dialog(choose_file(file), lambda: click(first))
    hands.settle()
    assert hands.map.title == "医疗救助资金监督检查表"


def test_the_list_says_what_uses_a_form(hands: Hands, inbox: Path, tmp_path: Path):
    _keep(hands, inbox / "监督检查表.xlsx")
    add_filing(hands.desk, FORM, "371521", 2026)
    page = _page(hands)
    item = page.list.item(0)
    assert item.text() == "医疗救助资金监督检查表（第 1 版）"
    assert item.data(SECOND_LINE_ROLE).startswith("1 份填报件　模板：监督检查表.xlsx")
    assert not _button(page, "ownFormRemove").isEnabled() and not _button(page, "ownFormMove").isEnabled()
    out = tmp_path / "原件.xlsx"
    in_dialog(choose_file(out), lambda: click(_button(page, "ownFormOriginal")))
    wait_until(out.exists)
    assert out.read_bytes() == (inbox / "监督检查表.xlsx").read_bytes()


def test_a_form_that_nothing_uses_is_removed(hands: Hands, inbox: Path):
    _keep(hands, inbox / "监督检查表.xlsx")
    page = _page(hands)
    in_dialog(lambda dialog: click(button(dialog, "删除")), lambda: click(_button(page, "ownFormRemove")))
    hands.settle()
    assert page.list.count() == 0 and FORM not in hands.desk.forms.ids()
    assert "已删除表种《医疗救助资金监督检查表》" in hands.shell.notice.text


def test_filings_of_an_older_version_are_moved(hands: Hands, inbox: Path):
    _keep(hands, inbox / "监督检查表.xlsx")
    filing = add_filing(hands.desk, FORM, "371521", 2026)
    draft = read_template(hands.desk, supervision_book(inbox / "修订.xlsx", more="整改结论"))
    assert draft.known[0] is not None
    keep_template(hands.desk, draft)
    page = _page(hands)
    assert "1 份填报件（1 份用旧版）" in page.list.item(0).data(SECOND_LINE_ROLE)
    click(_button(page, "ownFormMove"))
    hands.settle()
    assert hands.desk.ledger.filings.get(filing.id).form_version == "2"
    assert "已把 1 份填报件移到第 2 版" in hands.shell.notice.text
    assert not _button(page, "ownFormMove").isEnabled()


def test_a_blank_form_among_imported_files_becomes_a_template(hands: Hands, inbox: Path):
    importing = IncomingHands(hands.shell)
    importing.take(supervision_book(inbox / "监督检查表.xlsx"))
    offer = importing.button("incomingAsTemplate")
    click(offer)
    hands.settle()
    assert hands.shell.window.findChild(TemplatePage) is not None
    assert importing.entry("监督检查表.xlsx").is_skipped


def test_an_open_filing_tells_the_version_of_its_form(hands: Hands, inbox: Path):
    _keep(hands, inbox / "监督检查表.xlsx")
    filing = add_filing(hands.desk, FORM, "371521", 2026)
    hands.shell.window.workspace.filings_changed.emit()
    tabs = hands.shell.part(EditorTabs)
    tabs.open(filing.id)
    assert "表种第 1 版" in tabs.tabToolTip(0)
    keep_template(hands.desk, read_template(hands.desk, supervision_book(inbox / "修订.xlsx", more="整改结论")))
    hands.shell.window.workspace.filings_changed.emit()
    assert "表种第 1 版（已有第 2 版）" in tabs.tabToolTip(0)
    click(_button(_page(hands), "ownFormMove"))
    hands.settle()
    assert "表种第 2 版" in tabs.tabToolTip(0) and "已有" not in tabs.tabToolTip(0)


def _two_versions(hands: Hands, inbox: Path) -> None:
    _keep(hands, inbox / "监督检查表.xlsx")
    draft = read_template(hands.desk, supervision_book(inbox / "修订.xlsx", more="整改结论"))
    keep_template(hands.desk, draft)


def test_a_form_is_called_otherwise_by_f2(hands: Hands, inbox: Path):
    _keep(hands, inbox / "监督检查表.xlsx")
    filing = add_filing(hands.desk, FORM, "371521", 2026)
    page = _page(hands)
    page.list.setFocus()
    hands.shell.press(Key.Key_F2)
    hands.shell.press(Key.Key_A, CTRL)
    hands.shell.type("检查表")
    hands.shell.press(Key.Key_Return)
    hands.settle()
    assert page.list.item(0).text() == "检查表（第 1 版）" and hands.desk.forms.title(FORM) == "检查表"
    assert hands.desk.ledger.filings.get(filing.id).form == FORM
    assert "改名为《检查表》" in hands.shell.notice.text
    hands.shell.press_notice_button("noticeButton")
    hands.settle()
    assert page.list.item(0).text() == "医疗救助资金监督检查表（第 1 版）"


def test_a_name_that_cannot_be_leaves_the_old_one(hands: Hands, inbox: Path):
    _keep(hands, inbox / "监督检查表.xlsx")
    page = _page(hands)
    page.list.setFocus()
    click(_button(page, "ownFormRename"))
    hands.shell.press(Key.Key_A, CTRL)
    hands.shell.type("检查/表")
    hands.shell.press(Key.Key_Return)
    hands.settle()
    assert "不能用的字符" in hands.shell.notice.text
    assert page.list.item(0).text() == "医疗救助资金监督检查表（第 1 版）"
    page.list.setFocus()
    hands.shell.press(Key.Key_F2)
    hands.shell.press(Key.Key_Escape)
    assert hands.desk.forms.called(FORM) == "医疗救助资金监督检查表"


def test_a_version_that_nothing_needs_is_removed(hands: Hands, inbox: Path):
    _two_versions(hands, inbox)
    add_filing(hands.desk, FORM, "371521", 2026)
    page = _page(hands)
    button_ = _button(page, "ownFormVersion")
    first, second = button_.menu().actions()
    assert first.text() == "第 1 版　监督检查表.xlsx" and first.isEnabled()
    assert "1 份填报件，不能删除" in second.text() and not second.isEnabled()
    in_dialog(lambda dialog: click(button(dialog, "删除")), first.trigger)
    hands.settle()
    assert [head.version for head in hands.desk.ledger.templates.all()] == ["2"]
    assert "已删除表种《医疗救助资金监督检查表》的第 1 版" in hands.shell.notice.text
    assert not button_.isEnabled()
