"""Words that a blank form offers: a choice that is explained (其他：…), a list beside which anything may be written."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from medaid_desktop.core.sheet import Cell
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.filings import blank_filing
from medaid_desktop.operations.templates import keep_template, read_template
from medaid_desktop.ui.delegates.cell_choice import ChoiceList
from medaid_desktop.ui.delegates.cell_editor import CellEditor
from medaid_desktop.ui.views.paper.desk import PaperDesk
from medaid_desktop.ui.views.paper.view import PaperView
from tests.core.templates.books import Setup, workbook
from tests.ui.paper.hands import ALT, Key, click, compose_text, go, press, stored, type_text

TEXT = """
~救助情况表 | < | < | <
救助方式 | □住院　□门诊　□其他：______ | < | <
办理情况 | | 经办人 |
备注 | < | < | <
"""
KIND, STATE = "extra:救助方式", "extra:办理情况"


@pytest.fixture
def view(open_paper: Callable[..., PaperDesk], desk: Desk, tmp_path: Path) -> PaperView:
    """The paper of a new filing: boxes with 其他 among them, and a list that lets other words pass."""
    book = openpyxl.load_workbook(BytesIO(workbook(TEXT, Setup((14, 20, 14, 20)))))
    offered = DataValidation(type="list", formula1='"正在办理,已办结"', errorStyle="warning", showErrorMessage=True)
    assert book.active is not None
    book.active.add_data_validation(offered)
    offered.add("B3")
    file = tmp_path / "情况表.xlsx"
    book.save(file)
    (kept,) = keep_template(desk, read_template(desk, file))
    new = blank_filing(desk, kept.form, "371521", 2021)
    return open_paper(kept.form, form_version=new.form_version, values=new.values, tables=new.tables).view


def _cell(view: PaperView, name: str) -> Cell:
    anchor = view.paper.grid.paper.place_of(f"values.{name}")
    assert anchor is not None
    return view.paper.grid.cells[anchor]


def _line() -> QLineEdit:
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit) and focused.objectName() == "optionRemark"
    return focused


def test_an_option_that_says_too_little_is_explained(view: PaperView) -> None:
    go(view, f"values.{KIND}")
    press(Key.Key_F2)
    type_text("3")
    assert _line().text() == ""
    type_text("跨省救助")
    press(Key.Key_Return)
    assert stored(view).values[KIND] == "其他：跨省救助" and view.editor is None and view.hasFocus()
    assert "☑其他：跨省救助" in "".join(_cell(view, KIND).text.split())
    go(view, f"values.{KIND}")
    press(Key.Key_F2)
    assert isinstance(view.editor, ChoiceList) and view.editor.currentItem().text() == "3  其他：跨省救助"
    type_text("1")
    assert stored(view).values[KIND] == "住院"


def test_nothing_need_be_said_and_what_was_said_can_be_changed(view: PaperView) -> None:
    go(view, f"values.{KIND}")
    type_text("3")
    press(Key.Key_Return)
    assert stored(view).values[KIND] == "其他"
    go(view, f"values.{KIND}")
    press(Key.Key_F2)
    compose_text("", "：")
    type_text("慈善、互助")
    press(Key.Key_Tab)
    assert stored(view).values[KIND] == "其他：慈善、互助"
    go(view, f"values.{KIND}")
    press(Key.Key_F2)
    type_text(":")
    assert _line().text() == "慈善、互助"
    type_text("不要")
    press(Key.Key_Escape)
    assert isinstance(view.editor, ChoiceList) and view.editor.hasFocus()
    press(Key.Key_Escape)
    assert stored(view).values[KIND] == "其他：慈善、互助" and view.editor is None


def test_any_option_can_be_explained(view: PaperView) -> None:
    go(view, f"values.{KIND}")
    press(Key.Key_F2)
    press(Key.Key_Down)
    type_text(":")
    type_text("慢特病")
    press(Key.Key_Return)
    assert stored(view).values[KIND] == "门诊：慢特病"


def test_what_is_being_said_is_kept_when_another_cell_is_clicked(view: PaperView) -> None:
    go(view, f"values.{KIND}")
    type_text("3")
    type_text("二次救助")
    click(view, view.cell_rect((2, 1)).center())
    assert stored(view).values[KIND] == "其他：二次救助" and view.editor is None


def test_a_click_on_the_box_asks_at_once(view: PaperView) -> None:
    cell = _cell(view, KIND)
    rect = view.cell_rect((cell.row, cell.col))
    text = view.look.set_text(cell, cell.text)
    line, width = text.block.lines[0]
    x = text.indent(width) + sum(text.block.font.advances[c] for c in line[: line.rindex("□")]) * text.em / 1000
    click(view, rect.topLeft() + QPoint(round(x + text.em / 2), round(text.top(rect.height()) + text.pitch / 2)))
    type_text("临时救助")
    press(Key.Key_Return)
    assert stored(view).values[KIND] == "其他：临时救助"
    view.session.undo()
    assert stored(view).values[KIND] == "其他"


def test_words_that_are_only_suggested_are_offered_like_a_box_to_choose_from(view: PaperView) -> None:
    definition = view.session.form.definition("", STATE)
    assert (definition.type, definition.options) == ("text", ("正在办理", "已办结"))
    go(view, f"values.{STATE}")
    press(Key.Key_Down, ALT)
    QTest.qWait(0)
    assert isinstance(view.editor, CellEditor) and view.help.list.isVisible()
    press(Key.Key_Down)
    press(Key.Key_Return)
    press(Key.Key_Return)
    assert stored(view).values[STATE] == "已办结"
    go(view, f"values.{STATE}")
    press(Key.Key_F2)
    assert isinstance(view.editor, CellEditor) and not view.help.list.isVisible()
    press(Key.Key_Down)
    assert view.help.list.isVisible() and view.help.list.chosen is not None
    assert [one.text for one in view.help.list.suggestions] == ["正在办理", "已办结"]
    press(Key.Key_Escape)
    press(Key.Key_Escape)
    type_text("资料不全")
    assert not view.help.list.isVisible()
    press(Key.Key_Return)
    assert stored(view).values[STATE] == "资料不全"


def test_of_suggested_words_those_that_fit_come_while_one_types(view: PaperView) -> None:
    go(view, f"values.{STATE}")
    type_text("y")
    assert [one.text for one in view.help.list.suggestions] == ["已办结"]
    press(Key.Key_Down)
    press(Key.Key_Return)
    press(Key.Key_Return)
    assert stored(view).values[STATE] == "已办结"
