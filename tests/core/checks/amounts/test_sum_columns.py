"""Columns that only one form or filing has: which of them add up, down and across."""

from dataclasses import replace

import pytest

from medaid_desktop.core.checks.amounts.sums import SUMS
from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.form_facts import FormFacts
from medaid_desktop.core.checks.runner import run_checks
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import FieldDef, TableDef
from tests.core.checks.subjects import subject, told
from tests.core.papers import built_in

ADVANCE = {
    "name": ["合计", "安定区", "通渭县", "陇西县"],
    "extra:提前下达": ["1200.5", "500", "400.5", "300"],
    "extra:本次下达": ["300.25", "100.25", "120", "80"],
    "extra:累计下达": ["1500.75", "600.25", "520.5", "380"],
}
SOURCES = {
    "extra:单位": ["安定区", "通渭县", "陇西县", "合  计"],
    "extra:中央资金": ["100", "80", "60.5", "240.5"],
    "extra:省级资金": ["50", "40", "30", "120"],
    "extra:县级资金": ["5.5", "6", "", "11.5"],
    "extra:合计": ["155.5", "126", "90.5", "372"],
}
SETTLED = {
    "extra:县（市、区）": ["甲县", "乙县", "合计"],
    "extra:参保人数": ["1000", "2000", "3000"],
    "extra:补助标准": ["32", "32", "—"],
    "extra:应补助金额": ["32000", "64000", "96000"],
    "extra:已预拨金额": ["30000", "70000", "100000"],
}
_Columns = dict[str, list[str]]


def _rows(columns: _Columns, **changes: str) -> list[dict[str, str]]:
    """The rows of columns; `changes` are texts by name and number: extra:累计下达_2."""
    texts = {name: list(column) for name, column in columns.items()}
    for where, text in changes.items():
        name, _, number = where.rpartition("_")
        texts[name][int(number)] = text
    return [dict(zip(texts, row, strict=True)) for row in zip(*texts.values(), strict=True)]


def _in_built_in(columns: _Columns, **changes: str) -> list[Finding]:
    return run_checks(subject("allocation", {"unit": "万元"}, region="621100", rows=_rows(columns, **changes)), [SUMS])


def _own_form(columns: _Columns, base: str = "") -> FormFacts:
    """A form made of a template: words in its first column, people and money in the others."""

    def column(name: str, at: int) -> FieldDef:
        label = name.removeprefix("extra:")
        kind = "text" if not at else "number" if "人数" in label else "amount"
        return FieldDef(name, label, kind, unit="万元" if kind == "amount" else "")

    table = TableDef("rows", "明细", tuple(column(name, at) for at, name in enumerate(columns)))
    return FormFacts(replace(built_in("allocation"), id="custom:安排表", base=base, fields=(), tables=(table,)))


def _in_own_form(columns: _Columns, **changes: str) -> list[Finding]:
    facts = _own_form(columns)
    return run_checks(
        Subject(facts, Filing(facts.form.id, 2023, "621100", tables={"rows": _rows(columns, **changes)})), [SUMS]
    )


def test_columns_beside_the_known_ones_add_up() -> None:
    assert _in_built_in(ADVANCE) == []
    assert told(_in_built_in(ADVANCE, **{"extra:累计下达_2": "502.5"})) == [
        ("amount.sum", "tables.rows[0].extra:累计下达"),
        ("amount.sum", "tables.rows[2].extra:累计下达"),
        ("amount.repair", "tables.rows[2].extra:累计下达"),
    ]


def test_a_total_alone_in_its_row_has_no_parts() -> None:
    rows = {"extra:提前下达_3": "/", "extra:本次下达_3": "—", "extra:提前下达_0": "900.5", "extra:本次下达_0": "220.25"}
    assert _in_built_in(ADVANCE, **rows) == []


@pytest.mark.parametrize("label", ["人均补助", "增长率", "直达资金标识", "排名", "资金文号"])
def test_what_is_no_money_is_not_added(label: str) -> None:
    columns = {"name": ["合计", "甲县", "乙县"], "amount": ["7", "3", "4"], f"extra:{label}": ["9", "5", "6"]}
    assert _in_built_in(columns) == []


def test_columns_of_words_and_codes_are_none_of_money() -> None:
    columns = {
        "name": ["合计", "甲县", "乙县"],
        "extra:下达情况": ["", "01", "01"],
        "extra:预算安排": ["3", "已列", "已列"],
    }
    assert _in_built_in(columns) == []


@pytest.mark.parametrize("columns", [SOURCES, SETTLED])
def test_a_form_of_its_own_is_added_up(columns: _Columns) -> None:
    assert _in_own_form(columns) == []


@pytest.mark.parametrize(
    ("columns", "changes", "expected"),
    [
        (SOURCES, {"extra:合计_1": "162"}, [("amount.sum", 1, "合计"), ("amount.repair", 1, "合计"), ("amount.sum", 3, "合计")]),
        (SOURCES, {"extra:省级资金_3": "130", "extra:合计_3": "382"}, [("amount.sum", 3, "省级资金"), ("amount.sum", 3, "合计")]),
        (SETTLED, {"extra:已预拨金额_2": "110000"}, [("amount.sum", 2, "已预拨金额")]),
        (SETTLED, {"extra:参保人数_2": "3001"}, [("amount.sum", 2, "参保人数")]),
        (SETTLED, {"extra:补助标准_2": "32"}, []),
    ],
)  # fmt: skip
def test_its_faults_are_told(columns: _Columns, changes: dict[str, str], expected: list[tuple[str, int, str]]) -> None:
    found = told(_in_own_form(columns, **changes))
    assert found == [(rule, f"tables.rows[{row}].extra:{label}") for rule, row, label in expected]


def test_a_column_of_totals_that_most_rows_do_not_bear_out_promises_nothing() -> None:
    changes = {"extra:合计_0": "200", "extra:合计_1": "130", "extra:合计_2": "95", "extra:合计_3": "425"}
    assert _in_own_form(SOURCES, **changes) == []


def test_rows_of_a_form_of_its_own_are_named() -> None:
    (finding,) = _in_own_form(SETTLED, **{"extra:已预拨金额_2": "110000"})
    assert finding.message.startswith("明细第 3 行“合计”的已预拨金额是 110000，纵向甲县、乙县相加为 100000")


def test_the_known_columns_of_a_template_add_up() -> None:
    """提前下达 as the only known column of money, the total behind it."""
    columns = {
        "name": ["甲县", "乙县", "丙县", "合计"],
        "amount": ["3", "4", "5", "12"],
        "extra:本次下达金额": ["1", "1", "2", "4"],
        "total": ["4", "5", "7", "16"],
    }
    facts = _own_form(columns, base="allocation")
    filing = Filing(facts.form.id, 2023, "621100", tables={"rows": _rows(columns, total_1="6")})
    assert {where for _, where in told(run_checks(Subject(facts, filing), [SUMS]))} == {
        "tables.rows[1].total",
        "tables.rows[3].total",
    }


def test_the_names_may_stand_behind_numbers_and_the_total_among_either() -> None:
    columns = {"extra:序号": ["1", "2", ""], "extra:单位": ["甲县", "乙县", "合计"], "extra:金额": ["3", "4", "8"]}
    facts = _own_form(columns)
    own = FormFacts(replace(facts.form, tables=(replace(facts.form.tables[0], columns=(
        *(replace(one, type="text", unit="") for one in facts.form.tables[0].columns[:2]), facts.form.tables[0].columns[2]
    )),)))  # fmt: skip
    filing = Filing(own.form.id, 2023, "621100", tables={"rows": _rows(columns)})
    assert told(run_checks(Subject(own, filing), [SUMS])) == [("amount.sum", "tables.rows[2].extra:金额")]


def test_what_holds_only_where_one_part_is_filled_is_no_proof() -> None:
    columns = {
        "extra:单位": ["甲县", "乙县", "丙县", "丁县"], "extra:预算安排": ["", "", "", "9"], "extra:本次拨付": ["3", "4", "5", "6"],
        "extra:累计拨付": ["3", "4", "5", "6"],
    }  # fmt: skip
    assert _in_own_form(columns) == []
