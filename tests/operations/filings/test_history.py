"""The history of a filing for people, and back to any state of it."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.filing import Filing, row_text
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings import editing
from medaid_desktop.operations.filings.carry_over import carry_year, only_dates
from medaid_desktop.operations.filings.exchange import export_json
from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.operations.filings.history import (
    Past,
    compare_filings,
    edits_to,
    entries,
    moment_words,
    restore,
    restore_label,
    state_at,
)  # fmt: skip
from medaid_desktop.operations.filings.new_filings import Order, make_filings
from medaid_desktop.operations.incoming import import_files
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.trust.access import Access

NAME, GOAL = "values.project_name", "values.annual_goal"


@pytest.fixture
def filing(desk: Desk) -> str:
    return add_filing(desk, "declaration", "371521", 2020).id


def _stamp(desk: Desk, moments: list[str]) -> None:
    """Sets when the steps were done."""
    with desk.ledger.transaction():
        for number, at in enumerate(moments, 1):
            desk.ledger.connection.execute("UPDATE steps SET at = ? WHERE number = ?", (at, number))


texts = st.sampled_from(["", "甲", "≥95%", "两\n行"])
cells = st.tuples(
    st.one_of(
        st.sampled_from([NAME, GOAL, "values.extra:备忘"]),
        st.builds(
            "tables.indicators[{}].{}".format, st.integers(0, 2), st.sampled_from(["level3", "target", "level1"])
        ),
    ),
    texts,
)
row_edits = st.one_of(
    st.tuples(
        st.builds("tables.indicators[+{}]".format, st.integers(0, 2)),
        st.builds(lambda text: row_text({"level3": text} if text else {"level1": "产出指标"}), texts),
    ),
    st.tuples(st.builds("tables.indicators[{}]".format, st.integers(0, 2)), st.just("")),
)
actions = st.one_of(
    st.lists(st.one_of(cells, row_edits), min_size=1, max_size=3), st.sampled_from(["undo", "redo", "restore"])
)


@settings(max_examples=40, deadline=None)
@given(data=st.data(), todo=st.lists(actions, max_size=10))
def test_every_state_can_be_seen_and_restored(desk: Desk, data: st.DataObject, todo: list[object]) -> None:
    """After any work, each state is what was recorded at its moment; restoring and undoing leads there and back."""
    filing = add_filing(desk, "declaration", "371521", 2020).id
    states = {0: desk.ledger.filings.get(filing)}
    for action in todo:
        try:
            if action == "undo":
                applied = editing.undo(desk, filing)
            elif action == "redo":
                applied = editing.redo(desk, filing)
            elif action == "restore":
                applied = restore(desk, filing, data.draw(st.sampled_from(sorted(states))))
            else:
                assert isinstance(action, list)
                applied = editing.commit(desk, filing, action, "改", keep_groups=True)
        except UserError:  # nothing to undo, no such row
            continue
        if applied.step is not None:
            states[applied.step] = applied.filing
    past = Past(filing)
    for step, state in states.items():
        assert state_at(desk, filing, step) == state_at(desk, filing, step, past) == state
    wanted, now = data.draw(st.sampled_from(sorted(states))), desk.ledger.filings.get(filing)
    applied = restore(desk, filing, wanted)
    assert applied.filing == desk.ledger.filings.get(filing) == states[wanted]
    if applied.step is not None:
        assert editing.undo(desk, filing).filing == now


def test_typing_of_one_sitting_is_one_entry(desk: Desk, filing: str) -> None:
    for path, label in (
        (NAME, "填写“项目名称”"), (GOAL, "填写“年度目标”"), (NAME, "填写“项目名称”"), (GOAL, "粘贴 12 格"),
        (NAME, "填写“项目名称”"), (GOAL, "填写“年度目标”"),
    ):  # fmt: skip
        editing.commit(desk, filing, [(path, f"{label}{desk.ledger.undo_label(filing)}")], label)
    editing.commit(desk, filing, [(NAME, "乙")], "填写“项目名称”")
    _stamp(desk, [
        "2026-11-22T14:03:00.000+08:00", "2026-11-22T14:09:00.000+08:00", "2026-11-22T14:15:30.000+08:00",
        "2026-11-22T14:16:00.000+08:00", "2026-11-22T14:17:00.000+08:00", "2026-11-22T14:18:00.000+08:00",
        "2026-11-22T14:40:00.000+08:00",
    ])  # fmt: skip
    found = entries(desk, filing)
    assert found.below is None
    assert [(one.label, one.first, one.last, one.cells, len(one.parts)) for one in found.entries] == [
        ("填写“项目名称”", 7, 7, 1, 0),
        ("填写 2 格", 5, 6, 2, 2),
        ("粘贴 12 格", 4, 4, 1, 0),
        ("填写 2 格", 1, 3, 2, 3),
        ("建立填报件：空白表", 0, 0, 0, 0),
    ]
    last = found.entries[3]
    assert (last.began[11:16], last.at[11:16]) == ("14:03", "14:15")
    assert [part.last for part in last.parts] == [3, 2, 1]


@pytest.mark.parametrize(
    ("label", "alone"),
    [
        ("勾选“项目类别”", False), ("勾选「项目类别」", False), ("清除 1 格", False), ("粘贴 1 格", False), ("向下填充 1 格", False),
        ("向右填充 1 格", False), ("填回 1 处", False), ("清除 12 格", True), ("向下填充 10 格", True), ("删除 1 行", True),
        ("粘贴 10 格", True), ("填回 12 处", True),
    ],
)  # fmt: skip
def test_single_cells_join_the_sitting_however_they_were_filled(
    desk: Desk, filing: str, label: str, alone: bool
) -> None:
    for number, words in enumerate(("填写“项目名称”", label, "填写“项目名称”")):
        editing.commit(desk, filing, [(NAME, f"第{number}次")], words)
    assert len(entries(desk, filing).entries) == (4 if alone else 2)


def test_the_oldest_entry_says_how_the_filing_came(desk: Desk, filing: str, tmp_path: Path) -> None:
    def born(filing_id: str) -> str:
        return entries(desk, filing_id).entries[-1].label

    editing.commit(desk, filing, [(NAME, "医疗救助")], "填写“项目名称”")
    assert born(filing) == "建立填报件：空白表"
    copy = add_filing(desk, "declaration", "371521", 2020, filing)
    assert born(copy.id) == "建立填报件：复制自“医疗救助”（2020 年度）"
    orders = [Order("371521", "carry", filing), Order("371502", "copy", filing), Order("371503")]
    carried, copied, blank = make_filings(desk, "declaration", 2021, orders)
    assert born(carried.id) == "建立填报件：由“医疗救助”（2020 年度）结转"
    assert born(copied.id) == "建立填报件：复制自“医疗救助”（2020 年度）"
    assert born(blank.id) == "建立填报件：空白表"
    editing.commit(desk, filing, [(NAME, "疾病应急救助")], "填写“项目名称”")
    export_json(desk, [filing], tmp_path / "阳谷.json")
    editing.undo(desk, filing)
    [imported] = import_files(desk, [tmp_path / "阳谷.json"]).ids
    assert born(imported) == "建立填报件：从 阳谷.json 导入"
    year = carry_year(desk, 2022, only_dates, region="371521")
    assert {born(one.made.id) for one in year.filings} == {"建立填报件：由“医疗救助”（2021 年度）结转"}


def test_two_people_and_what_was_undone_do_not_share_an_entry(desk: Desk, filing: str) -> None:
    desk.ledger.access = Access(desk.ledger.operators, "甲")
    editing.commit(desk, filing, [(NAME, "1")], "填写“项目名称”")
    desk.ledger.access = Access(desk.ledger.operators, "乙")
    editing.commit(desk, filing, [(NAME, "2")], "填写“项目名称”")
    editing.commit(desk, filing, [(NAME, "3")], "填写“项目名称”")
    editing.undo(desk, filing)
    assert [(one.operator, one.label, one.state) for one in entries(desk, filing).entries] == [
        ("乙", "撤销：填写“项目名称”", "done"),
        ("乙", "填写“项目名称”", "undone"),
        ("乙", "填写“项目名称”", "done"),
        ("甲", "填写“项目名称”", "done"),
        ("", "建立填报件：空白表", "done"),
    ]


def test_entries_come_in_stretches(desk: Desk, filing: str) -> None:
    for n in range(7):
        editing.commit(desk, filing, [(NAME, str(n))], "粘贴 2 格")
    whole = [one.last for one in entries(desk, filing).entries]
    parts: list[int] = []
    below = None
    while True:
        found = entries(desk, filing, below, 3)
        parts += [one.last for one in found.entries]
        below = found.below
        if below is None:
            break
    assert parts == whole == [7, 6, 5, 4, 3, 2, 1, 0]


def test_restoring_is_a_step_that_is_named_and_can_be_undone(desk: Desk, filing: str) -> None:
    step = editing.commit(desk, filing, [(NAME, "旧"), ("values.extra:备忘", "记")], "粘贴 2 格").step or 0
    editing.commit(desk, filing, [(NAME, "新"), ("values.extra:备忘", "")], "粘贴 2 格")
    editing.commit(desk, filing, [("tables.schedule[+0]", row_text({"activity": "发放"}))], "复制一行")
    _stamp(desk, ["2020-11-22T14:03:00.000+08:00"])
    assert restore_label(desk, filing, step) == "恢复到 2020年11月22日 14:03 的内容"
    applied = restore(desk, filing, step)
    assert (applied.filing.values, applied.filing.tables) == ({"project_name": "旧", "extra:备忘": "记"}, {})
    assert entries(desk, filing).entries[0].label == desk.ledger.undo_label(filing) == applied.label
    assert desk.ledger.filings.title(filing) == "旧"
    assert restore(desk, filing, step).step is None
    assert editing.undo(desk, filing).filing.rows("schedule")
    assert restore(desk, filing, 0).filing.values == {}
    assert "建立时的内容" in desk.ledger.undo_label(filing)


def test_nothing_is_restored_in_a_ledger_that_can_only_be_read(desk: Desk, filing: str) -> None:
    editing.commit(desk, filing, [(NAME, "旧")], "填写“项目名称”")
    with Ledger.open(desk.ledger.path, read_only=True) as ledger, pytest.raises(UserError, match="不能恢复") as told:
        restore(Desk(ledger, desk.forms), filing, 0)
    assert told.value.mend == ledger.read_only_reason
    assert desk.ledger.filings.get(filing).get(NAME) == "旧"


def test_a_few_edits_lead_from_one_content_to_another() -> None:
    rows = [{"a": str(n)} for n in range(100)]
    one, other = Filing("x", tables={"t": rows}), Filing("x", tables={"t": [*rows[:50], {"a": "新"}, *rows[50:]]})
    assert edits_to(one, other) == [("tables.t[+50]", '{"a":"新"}')]
    assert edits_to(other, one) == [("tables.t[50]", "")]
    other.tables["t"][50] = {"a": "又"}
    assert len(edits_to(one, other)) == 1


def test_two_filings_are_compared(desk: Desk, filing: str) -> None:
    later = add_filing(desk, "declaration", "371521", 2021, filing).id
    editing.commit(desk, later, [(GOAL, "今年")], "填写“年度目标”")
    (found,) = compare_filings(desk, filing, later)
    assert (found.field, found.before, found.after) == ("年度目标", "", "今年")
    with pytest.raises(UserError, match="不是同一表种"):
        compare_filings(desk, filing, add_filing(desk, "monitoring", None, None).id)


def test_moments_as_people_say_them() -> None:
    today = datetime(2026, 12, 1)
    assert moment_words("2026-11-02T09:05:00.000+08:00", today) == "11月2日 09:05"
    assert moment_words("2025-11-02T19:05:00.000+08:00", today) == "2025年11月2日 19:05"
