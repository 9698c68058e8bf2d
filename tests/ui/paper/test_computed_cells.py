"""Cells that the workbook of a form works out, by keys: they follow what is typed, and nothing is typed into them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.filings import blank_filing
from medaid_desktop.operations.templates import keep_template, read_template
from medaid_desktop.ui.views.paper.desk import PaperDesk
from medaid_desktop.ui.views.paper.view import PaperView
from tests.operations.templates import balance_blanks
from tests.operations.templates.computed_blanks import CENTRAL, FORM, HEADS, LOCAL, RATE, SPENT, TOTAL, sums
from tests.ui.paper.hands import CTRL, Key, go, press, stored, type_text

Kept = Callable[..., PaperView]


@pytest.fixture
def kept(open_paper: Callable[..., PaperDesk], desk: Desk, tmp_path: Path) -> Kept:
    """Opens a new filing of a form that works much of itself out."""

    def opened(rate: str = "=D5/D2") -> PaperView:
        file = tmp_path / "执行表.xlsx"
        file.write_bytes(sums(rate=rate))
        keep_template(desk, read_template(desk, file))
        new = blank_filing(desk, FORM, "371521", 2024)
        return open_paper(FORM, form_version=new.form_version).view

    return opened


def shown(view: PaperView, path: str) -> str:
    place = view.session.paper.place_of(path)
    assert place is not None
    return view.session.shown(place)


def path_at(view: PaperView) -> str:
    slot = view.paper.grid.slot(view.anchor)
    return slot.path if slot else ""


def test_typing_a_part_changes_the_total_beside_it_and_undo_takes_both_back(kept: Kept) -> None:
    view = kept()
    go(view, CENTRAL)
    type_text("100")
    press(Key.Key_Return)
    assert path_at(view) == LOCAL
    type_text("54.18")
    press(Key.Key_Return)
    assert (shown(view, TOTAL), stored(view).get(TOTAL), path_at(view)) == ("154.18", "154.18", SPENT)
    view.session.undo()
    assert (shown(view, TOTAL), shown(view, LOCAL), path_at(view)) == ("100.00", "", LOCAL)
    view.session.redo()
    assert (shown(view, TOTAL), shown(view, LOCAL)) == ("154.18", "54.18")


def test_the_keys_pass_over_what_is_worked_out(kept: Kept) -> None:
    view = kept()
    go(view, SPENT)
    press(Key.Key_Tab)
    assert path_at(view) == "values.extra:备注说明"
    assert view.session.grid.fields[0] == view.session.paper.place_of(CENTRAL)


def test_typing_into_what_is_worked_out_is_refused_with_the_reason(kept: Kept) -> None:
    view = kept()
    said: list[str] = []
    view.session.refused.connect(said.append)
    go(view, TOTAL)
    type_text("9")
    assert said == ["“资金总额”由原表的公式算出，不用填写；填好或改好它所依据的格，这里随即更新。"]
    press(Key.Key_Delete)
    assert len(said) == 2 and stored(view).get(TOTAL) == ""


def test_a_formula_that_nobody_here_can_work_out_is_typed(kept: Kept) -> None:
    view = kept(rate='=WEBSERVICE("x")')
    go(view, RATE)
    type_text("50%")
    press(Key.Key_Return)
    assert stored(view).get(RATE) == "50%"


def test_a_pasted_total_is_worked_out_instead(kept: Kept) -> None:
    view = kept()
    said: list[str] = []
    view.session.refused.connect(said.append)
    go(view, TOTAL)
    QGuiApplication.clipboard().setText("160\n100\n54.18")
    press(Key.Key_V, CTRL)
    filing = stored(view)
    assert (filing.get(TOTAL), filing.get(CENTRAL), filing.get(LOCAL)) == ("154.18", "100", "54.18")
    assert said == ["其中 1 格由原表的公式算出，没有粘贴，已自动算好。"]


def test_a_line_of_a_list_gets_its_figure_as_soon_as_it_can_be_worked_out(kept: Kept) -> None:
    view = kept()
    go(view, "tables.rows[+0].extra:县（市、区）")
    type_text("甲县")
    press(Key.Key_Tab)
    type_text("10")
    press(Key.Key_Tab)
    type_text("1.5")
    press(Key.Key_Return)
    assert shown(view, "tables.rows[0].extra:人均救助水平") == "1,500.00"
    assert shown(view, HEADS) == "10"


def test_the_first_balance_of_a_ledger_is_reached_by_keys_and_typed_the_others_follow(
    open_paper: Callable[..., PaperDesk], desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "台账.xlsx"
    file.write_bytes(balance_blanks.ledger())
    keep_template(desk, read_template(desk, file))
    new = blank_filing(desk, balance_blanks.FORM, "371521", 2024)
    view = open_paper(balance_blanks.FORM, form_version=new.form_version, tables=new.tables).view
    go(view, "tables.rows[0].extra:支出")
    press(Key.Key_Tab)
    assert path_at(view) == "tables.rows[0].extra:余额"
    type_text("100")
    press(Key.Key_Return)
    go(view, "tables.rows[+1].extra:收入")
    type_text("10")
    press(Key.Key_Tab)
    press(Key.Key_Tab)
    assert path_at(view) == "tables.rows[1].note"
    assert shown(view, "tables.rows[1].extra:余额") == "110.00"
    said: list[str] = []
    view.session.refused.connect(said.append)
    go(view, "tables.rows[1].extra:余额")
    type_text("9")
    assert len(said) == 1 and stored(view).get("tables.rows[1].extra:余额") == "110.00"
