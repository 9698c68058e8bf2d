"""Tick boxes on paper: by click, by the space bar, by the list of options."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint

from medaid_desktop.ui.delegates.cell_choice import ChoiceList
from medaid_desktop.ui.views.paper.desk import PaperDesk
from tests.ui.paper.hands import Key, click, compose_text, go, press, stored, type_text


def test_a_click_on_an_option_ticks_exactly_that_one(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    anchor = view.session.paper.place_of("values.project_type")
    cell, rect = view.paper.grid.cells[anchor], view.cell_rect(anchor)
    text = view.look.set_text(cell, cell.text)
    per_unit = text.em / 1000
    for option in ("新增固定项目", "其他项目", "上年原有项目"):
        cell = view.paper.grid.cells[anchor]
        number, line = next((n, line) for n, (line, _) in enumerate(text.block.lines) if option in line)
        before = sum(text.block.font.advances[c] for c in line[: line.index(option)])
        x = text.indent(text.block.lines[number][1]) + (before + 1500) * per_unit
        y = text.top(rect.height()) + (number + 0.5) * text.pitch
        click(view, rect.topLeft() + QPoint(round(x), round(y)))
        assert stored(view).values["project_type"] == option
    click(view, rect.bottomRight() - QPoint(4, 4))
    assert stored(view).values["project_type"] == "上年原有项目"


def test_space_ticks_one_option_after_the_other(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.project_category")
    seen = []
    for _ in range(3):
        press(Key.Key_Space)
        seen.append(stored(view).values.get("project_category", ""))
    assert seen == ["投资类项目", "发展类项目", ""]
    assert view.editor is None


def test_the_list_of_options_works_by_keys(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.project_type")
    press(Key.Key_F2)
    assert isinstance(view.editor, ChoiceList)
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert stored(view).values["project_type"] == "新增固定项目"
    assert view.anchor == view.session.paper.place_of("values.item_code")
    press(Key.Key_Backtab)
    press(Key.Key_F2)
    type_text("4")
    assert view.editor is None
    assert stored(view).values["project_type"] == "其他项目"
    press(Key.Key_F2)
    press(Key.Key_Up)
    press(Key.Key_Escape)
    assert stored(view).values["project_type"] == "其他项目"


def test_a_digit_or_a_first_letter_picks_without_opening_anything_first(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.project_category")
    type_text("2")
    assert stored(view).values["project_category"] == "发展类项目"
    type_text("t")
    assert stored(view).values["project_category"] == "投资类项目"
    assert view.editor is None


def test_letters_that_several_options_share_go_on_until_one_is_left(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.project_type")
    type_text("x")
    choices = view.editor
    assert isinstance(choices, ChoiceList)
    assert choices.currentItem().text() == "2  新增固定项目"
    type_text("zy")
    assert stored(view).values["project_type"] == "新增一次性项目"


def test_options_are_picked_while_an_input_method_is_on(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.project_type")
    compose_text("q")
    assert stored(view).values["project_type"] == "其他项目"
    compose_text("", "上年")
    assert stored(view).values["project_type"] == "上年原有项目"


def test_several_options_are_ticked_by_keys_alone(
    open_paper: Callable[..., PaperDesk], monkeypatch: pytest.MonkeyPatch
) -> None:
    view = open_paper().view
    several = replace(view.session.form.definition("", "project_type"), multiple=True)
    monkeypatch.setitem(view.session.form.fields_by_id, "project_type", several)
    go(view, "values.project_type")
    type_text("1")
    type_text("4")
    press(Key.Key_Down)
    press(Key.Key_Up)
    press(Key.Key_Up)
    press(Key.Key_Space)
    press(Key.Key_Return)
    assert stored(view).values["project_type"] == "上年原有项目、其他项目、新增固定项目"
    assert view.anchor == view.session.paper.place_of("values.item_code")
