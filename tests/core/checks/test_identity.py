"""What findings are known by: by content, so that rows may come and go, but not by what stood there before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.checks.finding import Beside, Finding
from medaid_desktop.core.checks.identity import identity
from medaid_desktop.core.filing import Filing, row_text

ROWS = [
    {"level1": "产出指标", "level2": "数量指标", "level3": "资助参保人数", "target": "96"},
    {"level1": "产出指标", "level2": "质量指标", "level3": "知晓率", "target": "≥80%"},
    {"level1": "产出指标", "level2": "质量指标", "level3": "知晓率", "target": "≥85%"},
]


def filing():
    rows = [dict(row) for row in ROWS]
    return Filing("target-breakdown", 2020, "650102", values={"funding_total": "656"}, tables={"indicators": rows})


def found(where, text="", beside=("650",), detail="", rule="target.percent"):
    return Finding(rule, "warning", where, f"在 {where}", "≥96%", text, detail=detail, beside=[Beside(f"行 {where}", one) for one in beside])  # fmt: skip


def at(row, text="96", **more):
    return found(f"tables.indicators[{row}].target", text, **more)


def test_a_row_inserted_above_leaves_it_as_it_is():
    before, after = filing(), filing()
    after.set("tables.indicators[+0].level3", "另一项")
    assert identity(before, at(0)) == identity(after, at(1))
    assert identity(before, at(2, "≥85%")) == identity(after, at(3, "≥85%"))


def test_rows_of_one_name_are_told_apart():
    assert identity(filing(), at(1)).place != identity(filing(), at(2)).place


@pytest.mark.parametrize(
    ("edit", "finding"),
    [
        (("tables.indicators[0].target", "97"), at(0, "97")),
        (None, at(0, beside=["651"])),
        (None, at(0, beside=["650", "6"])),
        (None, found("tables.indicators[0].target", "95")),
    ],
)
def test_another_text_there_or_beside_makes_another_basis_of_the_same_place(edit, finding):
    after = filing()
    if edit:
        after.set(*edit)
    first, second = identity(filing(), at(0)), identity(after, finding)
    assert first.place == second.place
    assert first.basis != second.basis


@pytest.mark.parametrize(
    "other",
    [
        at(0, detail="upper"),
        at(0, rule="target.unit"),
        at(1),
        found("tables.indicators[0].level3", "96"),
        found("tables.indicators[0]", "96"),
        found("values.funding_total", "96"),
    ],
)
def test_another_rule_or_place_is_another_finding(other):
    first, second = identity(filing(), at(0)), identity(filing(), other)
    assert (first.rule, first.detail, first.place) != (second.rule, second.detail, second.place)


def test_the_order_of_what_is_compared_does_not_matter():
    assert identity(filing(), at(0, beside=["1", "2"])) == identity(filing(), at(0, beside=["2", "1"]))


def test_a_whole_row_is_known_by_its_names_and_its_notes_do_not_matter():
    after = filing()
    after.set("tables.indicators[0].note", "上年也是这样")
    row = found("tables.indicators[0]")
    assert identity(filing(), row) == identity(after, row)


def test_a_place_behind_the_last_row_is_none_of_the_rows():
    behind = found("tables.indicators[3]")
    after = filing()
    after.set("tables.indicators[0]", "")
    assert identity(filing(), behind) == identity(after, found("tables.indicators[2]"))


@given(st.lists(st.tuples(st.sampled_from(["delete", "insert", "rename"]), st.integers(0, 9)), max_size=8))
def test_whatever_happens_to_other_rows_a_row_of_its_own_name_stays_what_it_is(steps):
    content, mine = filing(), {"level3": "只有一行叫这个", "target": "96"}
    content.set("tables.indicators[+1]", row_text(mine))
    before = identity(content, at(1))
    for step, number in steps:
        rows = content.rows("indicators")
        row = number % len(rows)
        if step == "insert":
            content.set(f"tables.indicators[+{row}].level3", "另一项")
        elif rows[row] != mine:
            content.set(
                f"tables.indicators[{row}]" + (".level3" if step == "rename" else ""), "改" * (step == "rename")
            )
    assert identity(content, at(content.rows("indicators").index(mine))) == before
