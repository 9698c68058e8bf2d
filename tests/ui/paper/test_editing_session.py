"""One open filing: every action is a step of the ledger, or says why it is none."""

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.ui.views.paper.editing_session import EditingSession

pytestmark = pytest.mark.usefixtures("qapp")
ROWS = [
    {"level1": "产出指标", "level2": "数量指标", "level3": "救助人数", "target": "≥100人"},
    {"level1": "产出指标", "level2": "数量指标", "level3": "资助人数", "target": "≥50人"},
    {"level1": "产出指标", "level2": "质量指标", "level3": "合规率", "target": "100%"},
]


def opened(desk: Desk, form: str = "declaration", **content: object) -> EditingSession:
    filing = desk.ledger.filings.add(Filing(form=form, year=2020, region="371521", **content), "")
    return EditingSession(desk, filing.id)


def stored(session: EditingSession) -> Filing:
    return session.desk.ledger.filings.get(session.filing_id)


def at(session: EditingSession, path: str) -> tuple[int, int]:
    return session.paper.places[path]


def names(session: EditingSession) -> list[str]:
    return [row["level3"] for row in stored(session).tables["indicators"]]


def test_typing_is_stored_at_once_and_named_for_the_menu(desk: Desk, qtbot: QtBot) -> None:
    session = opened(desk)
    with qtbot.waitSignal(session.content_committed) as committed:
        assert session.type_into(*at(session, "values.project_name"), "医疗救助")
    assert committed.args[0].edits == [("values.project_name", "医疗救助")]
    assert stored(session).values == {"project_name": "医疗救助"}
    assert desk.ledger.filings.title(session.filing_id) == "医疗救助"
    assert (session.undo_text, session.redo_text) == ("填写“项目名称”", "")


def test_the_same_text_again_is_no_step(desk: Desk, qtbot: QtBot) -> None:
    session = opened(desk, values={"project_name": "a"})
    with qtbot.assertNotEmitted(session.content_committed):
        assert session.type_into(*at(session, "values.project_name"), " a ")
    assert session.undo_text == ""


def test_undo_and_redo_say_where_they_changed_something(desk: Desk, qtbot: QtBot) -> None:
    session = opened(desk, tables={"indicators": ROWS})
    place = at(session, "tables.indicators[1].target")
    session.type_into(*place, "≥60人")
    with qtbot.waitSignal(session.paper_changed) as changed:
        assert session.undo()
    assert changed.args[0].place == place
    assert session.value(place) == "≥50人"
    assert session.redo_text == "填写“指标值”"
    assert session.redo()
    assert session.value(place) == "≥60人"


def test_nothing_to_undo_is_told(desk: Desk, qtbot: QtBot) -> None:
    session = opened(desk)
    with qtbot.waitSignal(session.failed) as failed:
        assert not session.undo()
    assert "没有可以撤销的修改" in str(failed.args[0])


def test_a_group_name_changes_on_all_its_rows(desk: Desk) -> None:
    session = opened(desk, tables={"indicators": ROWS})
    session.type_into(*at(session, "tables.indicators[0].level2"), "人数指标")
    assert [row["level2"] for row in stored(session).tables["indicators"]] == ["人数指标", "人数指标", "质量指标"]


def test_a_blanked_row_stays_on_the_paper_until_it_is_filled_again(desk: Desk) -> None:
    session = opened(desk, tables={"indicators": ROWS})
    rows, place = session.grid.row_count, at(session, "tables.indicators[1].level3")
    target = at(session, "tables.indicators[1].target")
    session.type_into(*target, "")
    session.type_into(*place, "")
    assert names(session) == ["救助人数", "合规率"]
    assert session.grid.row_count == rows
    session.type_into(*place, "新指标")
    assert names(session) == ["救助人数", "新指标", "合规率"]
    assert not session.held.opened


def test_a_blanked_last_row_of_a_class_leaves_the_forms_own_line(desk: Desk) -> None:
    session = opened(desk, tables={"indicators": ROWS})
    rows = session.grid.row_count
    session.clear([at(session, "tables.indicators[2].level3"), at(session, "tables.indicators[2].target")])
    assert names(session) == ["救助人数", "资助人数"]
    assert session.grid.row_count == rows
    assert not session.held.opened


def test_clearing_spares_group_names(desk: Desk) -> None:
    session = opened(desk, tables={"indicators": ROWS})
    row = at(session, "tables.indicators[0].level3")[0]
    session.clear([(row, col) for col in range(session.grid.column_count)])
    assert names(session) == ["资助人数", "合规率"]
    assert session.undo_text == "清除 2 格"


def test_ticking_one_option_unticks_the_other(desk: Desk) -> None:
    session = opened(desk)
    place = at(session, "values.project_category")
    session.toggle(*place, "投资类项目")
    session.toggle(*place, "发展类项目")
    assert stored(session).values["project_category"] == "发展类项目"
    assert session.undo_text == "勾选“项目类别”"
    session.toggle(*place, "发展类项目")
    assert "project_category" not in stored(session).values


@pytest.mark.parametrize(("below", "expected"), [(True, ["救助人数", "新", "资助人数"]), (False, ["新", "救助人数"])])
def test_an_opened_line_becomes_a_row_at_its_place(desk: Desk, qtbot: QtBot, below: bool, expected: list[str]) -> None:
    session = opened(desk, tables={"indicators": ROWS})
    with qtbot.waitSignal(session.paper_changed) as changed:
        assert session.insert_line(at(session, "tables.indicators[0].target"), below)
    place = changed.args[0].place
    assert session.definition(place).id == "level3"
    assert len(stored(session).tables["indicators"]) == 3
    session.type_into(*place, "新")
    assert names(session)[: len(expected)] == expected
    assert stored(session).tables["indicators"][expected.index("新")]["level2"] == "数量指标"


def test_several_lines_are_opened_and_filled_in_any_order(desk: Desk) -> None:
    session = opened(desk, tables={"indicators": ROWS})
    anchor = at(session, "tables.indicators[0].level3")
    session.insert_line(anchor, True)
    session.insert_line(anchor, True)
    first, second = (anchor[0] + 1, anchor[1]), (anchor[0] + 2, anchor[1])
    session.type_into(*second, "二")
    session.type_into(*first, "一")
    assert names(session) == ["救助人数", "一", "二", "资助人数", "合规率"]


def test_a_table_of_one_blank_line_gets_a_second(desk: Desk) -> None:
    session = opened(desk)
    rows = session.grid.row_count
    anchor = next(a for a in session.grid.fields if session.definition(a).id == "activity")
    session.insert_line(anchor, True)
    assert session.grid.row_count == rows + 1


def test_lines_are_not_inserted_outside_of_tables(desk: Desk, qtbot: QtBot) -> None:
    session = opened(desk)
    for act in (
        lambda: session.insert_line(at(session, "values.project_name"), True),
        lambda: session.delete_lines([at(session, "values.project_name")]),
        lambda: session.move_lines([at(session, "values.project_name")], True),
        lambda: session.duplicate_lines([at(session, "values.project_name")]),
    ):
        with qtbot.waitSignal(session.refused):
            assert not act()


def test_deleting_takes_opened_lines_away_and_leaves_the_forms_own(desk: Desk, qtbot: QtBot) -> None:
    session = opened(desk, tables={"indicators": ROWS})
    anchor = at(session, "tables.indicators[0].level3")
    session.insert_line(anchor, True)
    rows = session.grid.row_count
    below = (anchor[0] + 1, anchor[1])
    assert session.delete_lines([below])
    assert session.grid.row_count == rows - 1
    blank = next(a for a, slot in session.paper.binding.items() if slot.new_row is not None)
    with qtbot.waitSignal(session.refused) as said:
        assert not session.delete_lines([blank])
    assert "空行" in said.args[0]
    assert session.delete_lines([anchor, (anchor[0] + 1, anchor[1])])
    assert names(session) == ["合规率"]
    assert session.undo_text == "删除 2 行"


def test_lines_move_within_their_group_only(desk: Desk, qtbot: QtBot) -> None:
    session = opened(desk, tables={"indicators": ROWS})
    assert session.move_lines([at(session, "tables.indicators[0].level3")], True)
    assert names(session) == ["资助人数", "救助人数", "合规率"]
    with qtbot.waitSignal(session.refused) as said:
        assert not session.move_lines([at(session, "tables.indicators[1].level3")], True)
    assert said.args == ["已经是本组的最后一行。"]
    with qtbot.waitSignal(session.refused) as said:
        assert not session.move_lines([at(session, "tables.indicators[0].level3")], False)
    assert said.args == ["已经是本组的第一行。"]


def test_a_line_is_duplicated_below(desk: Desk) -> None:
    session = opened(desk, tables={"indicators": ROWS})
    assert session.duplicate_lines([at(session, "tables.indicators[0].target")])
    assert stored(session).tables["indicators"][:2] == [ROWS[0], ROWS[0]]


def test_a_line_is_split_for_a_fourth_level(desk: Desk, qtbot: QtBot) -> None:
    session = opened(desk, tables={"indicators": ROWS})
    assert "tables.indicators[0].level4" not in session.paper.places
    assert session.split_line(at(session, "tables.indicators[0].level3"))
    session.type_into(*at(session, "tables.indicators[0].level4"), "特困人员")
    assert stored(session).tables["indicators"][0]["level4"] == "特困人员"
    with qtbot.waitSignal(session.refused):
        assert not session.split_line(at(session, "tables.indicators[0].level3"))


def test_one_value_is_pasted_into_every_selected_field(desk: Desk) -> None:
    session = opened(desk)
    cells = [at(session, f"values.{name}") for name in ("contact", "filler", "project_code")]
    assert session.paste(cells, "张三\n")
    assert stored(session).values == dict.fromkeys(("contact", "filler", "project_code"), "张三")
    assert session.undo_text == "粘贴 3 格"


def test_what_does_not_fit_is_asked_before_anything_is_stored(desk: Desk, qtbot: QtBot) -> None:
    session = opened(desk)
    with qtbot.waitSignal(session.asked) as asked:
        assert not session.paste([at(session, "values.contact")], "张三\t多余\t0635\t还有")
    assert asked.args == [
        "粘贴前请确认：1 格超出表格，放不下（“还有”）；1 格落在表样文字上，不能填（“多余”）。", "粘贴放得下的部分"
    ]  # fmt: skip
    assert stored(session).values == {}
    assert session.answer(True)
    assert stored(session).values == {"contact": "张三", "contact_phone": "0635"}
    assert not session.answer(True)


def test_filled_cells_beyond_the_selection_are_asked_about(desk: Desk, qtbot: QtBot) -> None:
    session = opened(desk, tables={"indicators": ROWS})
    first = at(session, "tables.indicators[0].target")
    with qtbot.waitSignal(session.asked) as asked:
        assert not session.paste([first], "≥1人\n≥50人\n≥3人")
    assert asked.args == ["粘贴前请确认：选区以外已填的 1 格会被替换（现为“100%”）。", "替换并粘贴"]
    with qtbot.waitSignal(session.answered):
        session.type_into(*first, "≥9人")
        session.withdraw()
    assert [row["target"] for row in stored(session).tables["indicators"]] == ["≥9人", "≥50人", "100%"]


def test_filling_down_takes_the_top_text_or_the_one_above(desk: Desk) -> None:
    session = opened(desk, tables={"indicators": ROWS})
    targets = [at(session, f"tables.indicators[{number}].target") for number in range(3)]
    assert session.fill_down(targets[1:])
    assert [row["target"] for row in stored(session).tables["indicators"]] == ["≥100人", "≥50人", "≥50人"]
    assert session.fill_down([targets[1]])
    assert [row["target"] for row in stored(session).tables["indicators"]] == ["≥100人", "≥100人", "≥50人"]


def test_today_goes_into_date_fields_only(desk: Desk, qtbot: QtBot) -> None:
    session = opened(desk)
    before = date.today()
    assert session.enter_today(*at(session, "values.filled_on"))
    days = [f"{day.year}年{day.month}月{day.day}日" for day in (before, date.today())]  # midnight may lie between them
    assert stored(session).values["filled_on"] in days
    with qtbot.waitSignal(session.refused):
        assert not session.enter_today(*at(session, "values.contact"))


def test_read_only_refuses_everything_and_says_why(desk: Desk, qtbot: QtBot) -> None:
    session = opened(desk, tables={"indicators": ROWS})
    session.set_read_only("U 盘已写保护")
    place = at(session, "tables.indicators[0].level3")
    for act in (
        lambda: session.type_into(*place, "x"),
        lambda: session.clear([place]),
        lambda: session.insert_line(place, True),
        lambda: session.delete_lines([place]),
        lambda: session.paste([place], "x"),
        session.undo,
    ):
        with qtbot.waitSignal(session.refused) as said:
            assert not act()
        assert said.args == ["不能修改：U 盘已写保护"]
    assert names(session) == ["救助人数", "资助人数", "合规率"]


def test_a_ledger_open_for_reading_makes_read_only_sessions(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "a.medaid") as ledger:
        filing = ledger.filings.add(Filing(form="declaration"), "")
    with Ledger.open(tmp_path / "a.medaid", read_only=True) as ledger:
        session = EditingSession(Desk(ledger, FormLibrary()), filing.id)
        assert session.read_only_reason
        assert not session.is_editable(at(session, "values.project_name"))


def test_texts_that_cannot_be_stored_wait_for_the_next_chance(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = opened(desk, tables={"indicators": ROWS})
    blank = next(
        a for a in session.grid.fields if session.grid.slot(a).new_row and session.definition(a).id == "level3"
    )
    name = at(session, "values.project_name")

    def gone(*_: object, **__: object) -> None:
        raise UserError("U 盘已拔出", "E:", "请插回 U 盘")

    with monkeypatch.context() as patch:
        patch.setattr(desk.ledger, "edit", gone)
        for place in (name, blank):
            with qtbot.waitSignal(session.failed):
                assert not session.type_into(*place, "字")
        with qtbot.waitSignal(session.failed):
            assert not session.retry()
        for act in (session.delete_lines, lambda cells: session.insert_line(cells[0], True)):
            with qtbot.waitSignal(session.failed):
                assert not act([at(session, "tables.indicators[0].level3")])
        session.reload()
    assert session.pending == {name: "字", blank: "字"}
    assert (session.value(name), session.shown(blank)) == ("字", "字")
    assert stored(session).values == {}
    with qtbot.waitSignal(session.pending_changed) as left:
        assert session.retry()
    assert left.args == [0]
    assert stored(session).values == {"project_name": "字"}
    assert len(stored(session).tables["indicators"]) == 4


def test_a_bug_does_not_cost_what_was_typed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    session = opened(desk)
    place = at(session, "values.project_name")

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(desk.ledger, "edit", broken)
        with pytest.raises(RuntimeError):
            session.type_into(*place, "字")
    assert session.pending == {place: "字"}
    assert session.retry()
    assert stored(session).values == {"project_name": "字"}


def test_a_text_no_file_can_hold_is_kept_for_mending(desk: Desk, qtbot: QtBot) -> None:
    session = opened(desk)
    place = at(session, "values.project_name")
    with qtbot.waitSignal(session.failed) as failed:
        assert not session.type_into(*place, "好\ud800")
    assert "无法保存的字符" in str(failed.args[0])
    assert session.type_into(*place, "好")
    assert stored(session).values == {"project_name": "好"}
    assert not session.pending


def test_reloading_shows_what_others_changed(desk: Desk) -> None:
    session = opened(desk, tables={"indicators": ROWS})
    session.insert_line(at(session, "tables.indicators[0].level3"), True)
    session.reload()
    assert len(session.held.opened) == 1
    desk.ledger.edit(session.filing_id, [("tables.indicators[0]", ""), ("values.project_name", "新")], "导入")
    session.reload()
    assert session.shown(at(session, "values.project_name")) == "新"
    assert not session.held.opened


def test_undoing_the_first_row_of_a_blank_table_leads_nowhere_else(desk: Desk, qtbot: QtBot) -> None:
    session = opened(desk)
    blank = next(a for a in session.grid.fields if session.definition(a).id == "level3")
    session.type_into(*blank, "第一行")
    with qtbot.waitSignal(session.paper_changed) as changed:
        assert session.undo()
    assert changed.args[0].place is None
    assert "indicators" not in stored(session).tables
    assert session.paper.place_of("tables.indicators[0].level3") is None
