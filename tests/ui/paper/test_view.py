"""Lines and blocks of the paper by keys, its menu, and a disk that fails."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from medaid_desktop.errors import UserError
from medaid_desktop.ui.views.paper.desk import PaperDesk
from tests.ui.paper.hands import ALT, CTRL, ROWS, SHIFT, Key, go, press, stored, type_text


def test_delete_clears_the_selection_as_one_step(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(values={"project_code": "1", "competent_department": "2", "contact": "3"}).view
    go(view, "values.project_code")
    press(Key.Key_Right, SHIFT)
    press(Key.Key_Right, SHIFT)
    press(Key.Key_Delete)
    assert stored(view).values == {"contact": "3"}
    assert view.session.undo_text == "清除 2 格"


def test_an_open_line_becomes_a_row_and_the_cursor_stays_on_it(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper().view
    place = next(anchor for anchor in view.paper.grid.fields if view.paper.grid.slot(anchor).field == "level3")
    view.go_to(place)
    type_text("people")
    press(Key.Key_Return)
    assert stored(view).tables["indicators"] == [{"level1": "产出指标", "level2": "数量指标", "level3": "people"}]
    assert view.session.paper.place_of("tables.indicators[0].level3") == place
    assert view.anchor == view.session.paper.place_of("tables.indicators[0].target")


def test_lines_are_inserted_and_filled_below(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    go(view, "tables.indicators[0].target")
    press(Key.Key_Return, CTRL)
    assert len(stored(view).tables["indicators"]) == 3
    type_text("new")
    press(Key.Key_Return)
    assert [row["level3"] for row in stored(view).tables["indicators"]] == ["救助人数", "new", "资助人数", "合规率"]
    assert stored(view).tables["indicators"][1]["level2"] == "数量指标"
    press(Key.Key_Return, CTRL | SHIFT)
    type_text("above")
    press(Key.Key_Return)
    assert [row["level3"] for row in stored(view).tables["indicators"]][:3] == ["救助人数", "above", "new"]


def test_lines_are_deleted_moved_and_duplicated_by_keys(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    go(view, "tables.indicators[1].level3")
    press(Key.Key_Up, ALT)
    names = [row["level3"] for row in stored(view).tables["indicators"]]
    assert names == ["资助人数", "救助人数", "合规率"]
    assert view.anchor == view.session.paper.place_of("tables.indicators[0].level3")
    press(Key.Key_D, CTRL | SHIFT)
    assert [row["level3"] for row in stored(view).tables["indicators"]][:2] == ["资助人数", "资助人数"]
    press(Key.Key_Delete, CTRL)
    names = [row["level3"] for row in stored(view).tables["indicators"]]
    assert names == ["资助人数", "救助人数", "合规率"]


def test_undo_and_redo_lead_to_what_they_changed(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    go(view, "tables.indicators[1].level3")
    press(Key.Key_Delete, CTRL)
    go(view, "values.project_name")
    view.session.undo()
    assert stored(view).tables["indicators"] == ROWS
    assert view.anchor[0] == view.session.paper.place_of("tables.indicators[1].level3")[0]
    view.session.redo()
    assert len(stored(view).tables["indicators"]) == 2


def test_a_block_is_copied_and_pasted_across_spans(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(tables={"indicators": ROWS}).view
    go(view, "tables.indicators[0].level3")
    for _ in range(3):
        press(Key.Key_Right, SHIFT)
    press(Key.Key_Down, SHIFT)
    press(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "救助人数\t≥100人\t\r\n资助人数\t≥50人\t\r\n"
    QGuiApplication.clipboard().setText('甲\t≥1\t\r\n乙\t≥2\t"两行\n备注"\r\n')
    press(Key.Key_V, CTRL)
    rows = stored(view).tables["indicators"]
    assert [(row["level3"], row["target"], row.get("note", "")) for row in rows] == [
        ("甲", "≥1", ""), ("乙", "≥2", "两行\n备注"), ("合规率", "100%", "")
    ]  # fmt: skip
    assert view.session.undo_text == "粘贴 6 格"


def test_cut_takes_the_texts_away(open_paper: Callable[..., PaperDesk]) -> None:
    view = open_paper(values={"contact": "甲"}).view
    go(view, "values.contact")
    press(Key.Key_X, CTRL)
    assert QGuiApplication.clipboard().text() == "甲"
    assert "contact" not in stored(view).values


def test_a_text_that_cannot_be_stored_is_kept_and_stored_later(
    open_paper: Callable[..., PaperDesk], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = open_paper(values={"project_name": "old"})
    view = paper.view

    def full(*_: object, **__: object) -> None:
        raise UserError("磁盘已满", "U 盘", "请腾出空间")

    go(view, "values.project_name")
    with monkeypatch.context() as patch, qtbot.waitSignal(view.session.failed) as failed:
        patch.setattr(view.session.desk.ledger, "edit", full)
        type_text("new")
        press(Key.Key_Return)
        assert not paper.finish_editing()
    assert str(failed.args[0]).startswith("磁盘已满")
    place = view.session.paper.place_of("values.project_name")
    assert view.paper.data(view.paper.index(*place)) == "new"
    assert stored(view).values["project_name"] == "old"
    bar = paper.findChild(object, "unsavedBar")
    assert bar.isVisible()
    go(view, "values.project_code")
    type_text("1")
    press(Key.Key_Return)
    assert stored(view).values == {"project_name": "new", "project_code": "1"}
    assert not view.session.pending
    assert not bar.isVisible()
    assert paper.finish_editing()
