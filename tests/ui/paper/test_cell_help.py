"""Suggestions, calendar and the tag of amounts while a cell is typed in, by real keys."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.desk import Desk
from medaid_desktop.ui.delegates.cell_choice import ChoiceList
from medaid_desktop.ui.delegates.floating import beside
from medaid_desktop.ui.delegates.suggestion_list import ROWS_SHOWN
from medaid_desktop.ui.views.paper.amount_tag import AmountTag
from medaid_desktop.ui.views.paper.desk import PaperDesk
from medaid_desktop.ui.views.paper.view import PaperView
from tests.ui.paper.hands import ALT, ROWS, Key, compose_text, go, press, stored, type_text
from tests.ui.shell import Shell, wait_until


def offered(view: PaperView) -> list[str]:
    """The texts in the list, [] while it is hidden."""
    return [suggestion.text for suggestion in view.help.list.suggestions]


def tag(view: PaperView) -> str:
    """What the tag at an amount says, "" while it is hidden."""
    found = view.findChild(AmountTag)
    return found.words if found.isVisible() else ""


# -- the list ----------------------------------------------------------------------------------------------------


def test_the_list_never_takes_focus_or_enter(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.filling_unit")
    type_text("cz")
    assert offered(view)[0] == "阳谷县财政局"
    assert QApplication.focusWidget() is view.editor
    press(Key.Key_Return)
    assert stored(view).values["filling_unit"] == "cz"
    assert offered(view) == []


@pytest.mark.parametrize(("key", "then"), [("Return", "filled_on"), ("Tab", "filled_on"), ("Backtab", "filling_unit")])
def test_who_goes_into_the_list_takes_from_it(open_paper: Callable[..., PaperDesk], key: str, then: str) -> None:
    view = open_paper().view
    go(view, "values.filling_unit")
    type_text("cz")
    press(Key.Key_Down)
    press(getattr(Key, f"Key_{key}"))
    assert stored(view).values["filling_unit"] == "阳谷县财政局"
    assert view.anchor == view.session.paper.place_of(f"values.{then}")


def test_up_from_the_first_row_leads_back_to_the_typed_text(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.filling_unit")
    type_text("cz")
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Up):
        press(key)
    assert view.help.list.chosen is None
    press(Key.Key_Return)
    assert stored(view).values["filling_unit"] == "cz"


def test_escape_closes_the_list_first_and_for_good(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.filling_unit")
    type_text("c")
    press(Key.Key_Escape)
    assert view.editor is not None
    type_text("z")
    assert offered(view) == []
    press(Key.Key_Down, ALT)
    assert offered(view)[0] == "阳谷县财政局"
    press(Key.Key_Escape)
    press(Key.Key_Escape)
    assert view.editor is None
    assert "filling_unit" not in stored(view).values


def test_alt_down_opens_the_list_from_a_blank_cell(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.competent_department")
    press(Key.Key_Down, ALT)
    assert view.help.list.chosen.text == "阳谷县医疗保障局"
    assert len(offered(view)) > ROWS_SHOWN
    assert view.help.list.height() <= ROWS_SHOWN * view.help.list.row_height() + 2 * view.help.list.frameWidth()
    press(Key.Key_Return)
    assert stored(view).values["competent_department"] == "阳谷县医疗保障局"


def test_alt_down_still_moves_a_line_that_is_filled(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    go(view, "tables.indicators[0].target")
    press(Key.Key_Down, ALT)
    assert [row["level3"] for row in stored(view).tables["indicators"]][:2] == ["资助人数", "救助人数"]
    assert view.editor is None


def test_composing_neither_opens_nor_changes_the_list(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.filling_unit")
    compose_text("cai'zheng")
    assert offered(view) == []
    compose_text("", "财政")
    assert offered(view)[0] == "阳谷县财政局"
    compose_text("ju")
    assert offered(view)[0] == "阳谷县财政局"
    compose_text("", "据")
    assert offered(view) == []


def test_a_beginning_is_taken_and_typed_on(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    go(view, "tables.indicators[0].target")
    type_text(">=")
    assert offered(view) == ["≥"]
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert view.editor.value() == "≥"
    type_text("120")
    assert offered(view)[0] == "≥120人"
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert stored(view).tables["indicators"][0]["target"] == "≥120人"


def test_a_click_takes_and_stays_in_the_cell(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.filling_unit")
    type_text("cz")
    shown = view.help.list
    at = shown.visualItemRect(shown.item(1)).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.editor.value() == "聊城市财政局"
    assert QApplication.focusWidget() is view.editor
    press(Key.Key_Return)
    assert stored(view).values["filling_unit"] == "聊城市财政局"


def test_the_list_stands_beside_the_cell_and_follows_it(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.competent_department")
    type_text("c")
    cell = view.cell_rect(view.anchor)
    assert view.help.list.geometry().top() == cell.bottom() + 1
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 30)
    assert view.help.list.geometry().top() == cell.bottom() + 1 - 30
    room = QRect(0, 0, 500, 300)
    assert beside(QRect(480, 280, 100, 20), QSize(200, 100), room) == QRect(300, 180, 200, 100)
    assert beside(QRect(10, 100, 100, 20), QSize(200, 400), room) == QRect(10, 120, 200, 180)


def test_what_was_written_last_year_is_offered_with_its_source(
    desk: Desk, open_paper: Callable[..., PaperDesk]
) -> None:
    before = Filing("declaration", 2019, "371521", values={"project_name": "2019年医疗救助补助资金项目"})
    desk.ledger.filings.add(before, "")
    view = open_paper().view
    go(view, "values.project_name")
    press(Key.Key_Down, ALT)
    item = view.help.list.item(0)
    assert item.text() == "2019年医疗救助补助资金项目"
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == "2019年医疗救助补助资金项目，去年"
    assert "建议" in view.editor.accessibleDescription()


def test_the_window_reads_what_may_be_offered_in_the_background(shell: Shell) -> None:
    shell.open_row(0)
    view = shell.part(QTableView, "formEditor")
    assert isinstance(view, PaperView)
    wait_until(lambda: view.help.is_ready)


# -- the calendar ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [(Key.Key_F4,), (Key.Key_Down, ALT)])
def test_the_calendar_is_worked_by_keys(open_paper: Callable[..., PaperDesk], key: tuple) -> None:
    view = open_paper().view
    go(view, "values.filled_on")
    press(*key)
    days = view.help.days
    assert days.isVisible()
    assert days.day == date(2020, 1, 1)
    for step in (Key.Key_PageDown, Key.Key_Right, Key.Key_Down, Key.Key_End, Key.Key_Up, Key.Key_Left):
        press(step)
    assert days.day == date(2020, 2, 21)
    assert "星期五" in days.accessibleDescription()
    press(Key.Key_Return)
    assert stored(view).values["filled_on"] == "2020年2月21日"
    assert view.anchor == view.session.paper.place_of("values.project_name")


def test_the_calendar_opens_at_the_date_in_the_cell_and_escape_leaves_it(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(values={"filled_on": "20200630"}).view
    go(view, "values.filled_on")
    press(Key.Key_F4)
    assert view.help.days.day == date(2020, 6, 30)
    press(Key.Key_Escape)
    assert not view.help.is_open
    assert view.editor is not None
    press(Key.Key_Escape)
    assert stored(view).values["filled_on"] == "20200630"


def test_the_calendar_is_worked_by_clicks(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.filled_on")
    press(Key.Key_F4)
    days = view.help.days
    QTest.mouseClick(days, Qt.MouseButton.LeftButton, pos=QPoint(days.width() - 20, 10))
    assert days.day == date(2020, 2, 1)
    QTest.mouseClick(days, Qt.MouseButton.LeftButton, pos=days.day_rect(date(2020, 2, 29)).center())
    assert view.editor.value() == "2020年2月29日"
    assert not days.isVisible()


def test_typing_goes_on_under_the_calendar(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.filled_on")
    press(Key.Key_F4)
    type_text("0701")
    assert not view.help.days.isVisible()
    assert offered(view)[0] == "2020年7月1日"
    press(Key.Key_Return)
    assert stored(view).values["filled_on"] == "0701"


def test_f4_opens_whatever_a_cell_has_and_nothing_where_it_has_none(open_paper: Callable[..., PaperDesk]) -> None:
    row = {"level1": "产出指标", "level2": "数量指标", "level3": "人数", "target": "≥5人"}
    view = open_paper(tables={"indicators": [row]}).view
    go(view, "values.project_category")
    press(Key.Key_F4)
    assert isinstance(view.editor, ChoiceList)
    press(Key.Key_Escape)
    go(view, "tables.indicators[0].target")
    press(Key.Key_F4)
    assert view.help.list.isVisible()
    press(Key.Key_Escape)
    press(Key.Key_Escape)
    go(view, "values.contact_phone")
    press(Key.Key_F4)
    assert view.editor is None and not view.help.is_open
    assert stored(view).rows("indicators") == [row]


def test_a_period_offers_the_whole_year_first(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.period")
    press(Key.Key_F4)
    assert view.help.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == "2020年1月至2020年12月，全年"
    press(Key.Key_Return)
    assert stored(view).values["period"] == "2020年1月至2020年12月"


# -- the other unit of an amount ---------------------------------------------------------------------------------


def test_amounts_show_their_other_unit_while_typed_and_after(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    go(view, "values.funding_fiscal")
    assert tag(view) == ""
    type_text("154.18")
    assert tag(view).replace(" ", "") == "＝1541800元"
    type_text("x")
    assert tag(view) == ""
    press(Key.Key_Backspace)
    press(Key.Key_Return)
    assert tag(view) == ""
    press(Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert tag(view).replace(" ", "") == "＝1541800元"
    said = view.paper.data(view.paper.anchor_index(view.anchor), Qt.ItemDataRole.AccessibleTextRole)
    assert "等于1541800元" in said.replace(" ", "")


def test_the_tag_follows_the_unit_of_the_text_and_of_the_sheet(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(values={"funding_fiscal": "350000元"}).view
    go(view, "values.funding_fiscal")
    assert tag(view) == "＝35 万元"
    rows = [{"name": "天山区", "role": "unit", "depth": "1", "amount": "115"}]
    table = open_paper("allocation", region="330000", values={"unit": "万元"}, tables={"rows": rows}).view
    go(table, "tables.rows[0].amount")
    assert tag(table).replace(" ", "") == "＝1150000元"


def test_the_tag_covers_no_text_and_takes_no_clicks(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(values={"funding_fiscal": "154.18"}).view
    go(view, "values.funding_fiscal")
    found = view.findChild(AmountTag)
    cell = view.paper.grid.cell(view.anchor)
    rect = view.cell_rect(view.anchor)
    text = view.look.set_text(cell, "154.18").extent(rect)
    assert rect.contains(found.geometry())
    assert not found.geometry().intersects(text)
    assert found.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    narrow, wide = rect.adjusted(0, 0, -rect.width() + text.width() + 12, 0), view.viewport().rect()
    found.tell("1 541 800 元", narrow, text, wide)
    assert not found.geometry().intersects(narrow)
