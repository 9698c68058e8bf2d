"""A form that somebody has filled in already is imported instead by one click."""

from pathlib import Path

import openpyxl
from PySide6.QtWidgets import QPushButton

from medaid_desktop.ui.views.incoming.page import IncomingPage
from medaid_desktop.ui.views.templates.page import TemplatePage
from tests.ui.shell import Key, wait_until
from tests.ui.templates.blanks import filled_book, supervision_book
from tests.ui.templates.hands import CTRL, Hands


def test_a_filled_form_is_imported_by_one_click(hands: Hands, inbox: Path):
    page = hands.take(filled_book(inbox / "某县.xlsx"))
    assert page.panel.filled.isVisible() and "好像已经填写" in page.panel.filled.words
    assert not any("好像已经填写" in line.message for line in page.doubts.doubts.lines), "said once"
    hands.press_button("templateImport")
    wait_until(lambda: hands.shell.window.findChild(IncomingPage) is not None)
    hands.settle()
    assert hands.shell.window.findChild(TemplatePage) is None
    importing = hands.shell.part(IncomingPage)
    assert [entry.file.name for entry in importing.batch.entries] == ["某县.xlsx"]


def test_it_can_become_a_template_all_the_same(hands: Hands, inbox: Path):
    page = hands.take(filled_book(inbox / "某县.xlsx"))
    hands.press_button("templateStay")
    assert not page.panel.filled.isVisible() and hands.view.hasFocus()
    hands.shell.press(Key.Key_Return, CTRL)
    hands.settle()
    assert any(form.startswith("custom:") for form in hands.desk.forms.ids())


def test_corrections_are_not_lost_by_importing(hands: Hands, inbox: Path):
    page = hands.take(filled_book(inbox / "某县.xlsx"))
    hands.click_cell("C3")
    hands.shell.press(Key.Key_Delete)
    hands.press_button("templateImport")
    assert hands.shell.window.findChild(IncomingPage) is not None and page.drafting is not None
    assert hands.shell.window.findChild(TemplatePage) is page


def test_a_blank_form_says_nothing(hands: Hands, inbox: Path):
    assert not hands.take(supervision_book(inbox / "监督检查表.xlsx")).panel.filled.isVisible()


def test_a_file_without_a_form_can_be_imported_instead(hands: Hands, inbox: Path):
    book = openpyxl.Workbook()
    book.active["A1"] = "会议通知，请各单位参加。"  # pyright: ignore[reportOptionalSubscript]
    book.save(inbox / "通知.xlsx")
    hands.take(inbox / "通知.xlsx")
    hands.press_button("templateWordsImport")
    assert [entry.file.name for entry in hands.shell.part(IncomingPage).batch.entries] == ["通知.xlsx"]


def test_a_file_that_nobody_can_read_is_not_offered_to_the_import(hands: Hands, inbox: Path):
    (inbox / "坏的.xlsx").write_bytes(b"PK\x03\x04 broken")
    hands.take(inbox / "坏的.xlsx")
    assert hands.button("templateWordsButton").isVisible()
    assert not hands.part(QPushButton, "templateWordsImport").isVisible()
