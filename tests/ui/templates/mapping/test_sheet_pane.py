"""The sheets of a blank form: led through, chosen among, seen as the editor's paper, larger and smaller."""

from copy import copy
from pathlib import Path

import openpyxl
from PySide6.QtTest import QTest

from tests.ui.shell import Key, wait_until
from tests.ui.templates.blanks import several_blanks, supervision_book
from tests.ui.templates.hands import CTRL, SHIFT, Hands


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
