"""Blank forms: the sheet and what was understood of it, corrections, the preview, what is there already, the list of forms."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.operations.templates import keep_template, read_template
from medaid_desktop.ui.views.editor_tabs import EditorTabs
from medaid_desktop.ui.views.templates.forms_tab import FormsPage
from tests.core.templates.books import Setup, workbook
from tests.ui.screens.stage import CTRL, Stage, screen
from tests.ui.shell import Key, wait_until
from tests.ui.templates.blanks import filled_book, indicator_book, letter_form, several_blanks, supervision_book
from tests.ui.templates.hands import Hands

OFFERED = """
~救助情况表 | < | < | <
救助方式 | □住院　□门诊　□其他：______ | < | <
办理情况 | | 经办人 |
"""
FORM = "custom:医疗救助资金监督检查表"


def _hands(
    stage: Stage, make: Callable[[Path], Path] = supervision_book, name: str = "附件2 监督检查表.xlsx"
) -> Hands:  # fmt: skip
    hands = Hands(stage.shell)
    hands.take(make(stage.inbox / name))
    return hands


@screen(is_main=True)
def template(stage: Stage) -> None:
    """A blank form: fields, a table whose rows repeat, a choice with its words."""
    hands = _hands(stage)
    hands.click_cell("D4")
    hands.view.setFocus()
    stage.mark("page", hands.page)
    stage.take()


@screen(is_main=True)
def template_indicators(stage: Stage) -> None:
    """A table of indicators, printed classes, a long sheet."""
    hands = _hands(stage, indicator_book, "绩效目标表（空表）.xlsx")
    hands.click_cell("E12")
    stage.take()


@screen()
def template_picker(stage: Stage) -> None:
    """This cell is…: a few letters, or a name of its own."""
    hands = _hands(stage)
    hands.click_cell("B7")
    stage.press(Key.Key_Return)
    wait_until(lambda: hands.picker() is not None)
    stage.shell.type("整改")
    stage.mark("picker", hands.page)
    stage.take()


@screen()
def template_menu(stage: Stage) -> None:
    hands = _hands(stage)
    hands.click_cell("B7")
    spot = hands.view.viewport().mapToGlobal(hands.spot("B7"))
    stage.in_menu(lambda: hands.view.menu_requested.emit((6, 1), spot))


@screen()
def template_corrected(stage: Stage) -> None:
    """A correction, and a doubt that F8 leads to."""
    hands = _hands(stage)
    hands.click_cell("B7")
    hands.say("field")
    hands.pick("整改情况")
    hands.view.setFocus()
    stage.press(Key.Key_F8)
    wait_until(lambda: hands.view.lit is None)
    stage.take()


@screen(is_main=True)
def template_preview(stage: Stage) -> None:
    hands = _hands(stage)
    hands.press_button("templateToPreview")
    wait_until(lambda: hands.page.pane.paper is not None)
    QTest.qWait(10)
    stage.mark("preview", hands.page)
    stage.take()


@screen()
def template_several(stage: Stage) -> None:
    """A workbook with two forms, of which one is taken."""
    hands = _hands(stage, several_blanks, "检查用表.xlsx")
    hands.page.sheets.list.setFocus()
    stage.press(Key.Key_Down)
    stage.press(Key.Key_Space)
    stage.take()


def _keep(stage: Stage, *names: str) -> None:
    desk = stage.window.workspace.desk
    for number, name in enumerate(names):
        more = {"more": "整改结论"} if number else {}
        keep_template(desk, read_template(desk, supervision_book(stage.inbox / name, **more)))


@screen(is_main=True)
def template_version(stage: Stage) -> None:
    """The ledger has an older version with filings."""
    _keep(stage, "监督检查表.xlsx")
    for region in ("371521", "371522"):
        add_filing(stage.window.workspace.desk, FORM, region, 2026)
    hands = Hands(stage.shell)
    hands.take(supervision_book(stage.inbox / "监督检查表（2026年修订）.xlsx", more="整改结论"))
    stage.take()


@screen()
def template_failed(stage: Stage) -> None:
    """A file without any form."""
    file = stage.inbox / "打不开的.xlsx"
    file.write_bytes(b"PK\x03\x04 broken")
    Hands(stage.shell).take(file)
    stage.take()


@screen()
def template_filled(stage: Stage) -> None:
    """A form that somebody has filled in: the import of filings is one click away."""
    _hands(stage, filled_book, "监督检查表（某县）.xlsx")
    stage.take()


@screen(is_main=True)
def template_letter(stage: Stage) -> None:
    """A letter: the blanks of its lines, one of them meant, another not understood."""
    hands = _hands(stage, letter_form, "备案表.docx")
    hands.click_words("日期")
    stage.take()


@screen()
def template_nothing(stage: Stage) -> None:
    """A file that can be read and has nothing to be filled in: it can be imported."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "会议通知，请各单位参加。"
    book.save(stage.inbox / "通知.xlsx")
    Hands(stage.shell).take(stage.inbox / "通知.xlsx")
    stage.take()


@screen()
def template_kept(stage: Stage) -> None:
    """Kept: the notice bar leads on, or takes it back."""
    hands = _hands(stage)
    stage.press(Key.Key_Return, CTRL)
    hands.settle()
    stage.take()


@screen()
def template_leaving(stage: Stage) -> None:
    hands = _hands(stage)
    hands.click_cell("B3")
    stage.press(Key.Key_Delete)
    stage.press(Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    stage.take()


@screen(is_main=True)
def own_forms(stage: Stage) -> None:
    """The ledger's own forms, one with filings of an older version."""
    desk = stage.window.workspace.desk
    _keep(stage, "监督检查表.xlsx")
    add_filing(desk, FORM, "371521", 2026)
    _keep(stage, "监督检查表.xlsx", "监督检查表（修订）.xlsx")
    keep_template(desk, read_template(desk, indicator_book(stage.inbox / "绩效目标表（空表）.xlsx")))
    stage.trigger("actionOwnForms")
    Hands(stage.shell).settle()
    stage.take()


@screen()
def own_forms_renaming(stage: Stage) -> None:
    """F2 writes another name over the old one."""
    _keep(stage, "监督检查表.xlsx")
    stage.trigger("actionOwnForms")
    Hands(stage.shell).settle()
    stage.shell.part(FormsPage).list.setFocus()
    stage.press(Key.Key_F2)
    stage.take()


@screen()
def own_forms_versions(stage: Stage) -> None:
    """Which version can be removed, and why another cannot."""
    _keep(stage, "监督检查表.xlsx", "监督检查表（修订）.xlsx")
    add_filing(stage.window.workspace.desk, FORM, "371521", 2026)
    stage.trigger("actionOwnForms")
    Hands(stage.shell).settle()
    button = stage.window.findChild(QPushButton, "ownFormVersion")
    assert button is not None
    stage.in_menu(button.showMenu)


@screen()
def explaining(stage: Stage) -> None:
    """A choice that is explained: 其他：…."""
    file = stage.inbox / "情况表.xlsx"
    file.write_bytes(workbook(OFFERED, Setup((14, 20, 14, 20))))
    desk = stage.window.workspace.desk
    (kept,) = keep_template(desk, read_template(desk, file))
    filing = add_filing(desk, kept.form, "371521", 2026)
    stage.window.workspace.filings_changed.emit()
    stage.shell.part(EditorTabs).open(filing.id)
    QTest.qWait(20)
    stage.go_to("values.extra:救助方式")
    stage.press(Key.Key_F2)
    stage.shell.type("3")
    stage.shell.type("跨省救助")
    stage.take()


@screen()
def own_forms_none(stage: Stage) -> None:
    stage.trigger("actionOwnForms")
    Hands(stage.shell).settle()
    stage.take()


@screen()
def incoming_blank(stage: Stage) -> None:
    """A blank form among files to import: it can become a template."""
    from tests.ui.incoming.hands import Hands as IncomingHands

    importing = IncomingHands(stage.shell)
    importing.take(supervision_book(stage.inbox / "监督检查表.xlsx"))
    stage.take()
