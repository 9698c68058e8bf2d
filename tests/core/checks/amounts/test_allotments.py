"""The money of a form against its row of the allocation."""

from dataclasses import replace

import pytest

from medaid_desktop.core.checks.amounts.allotments import ALLOTMENTS
from medaid_desktop.core.checks.around import Allotted, Around
from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.form_facts import FormFacts
from medaid_desktop.core.checks.runner import run_checks
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import FieldDef, TableDef
from tests.core.checks.subjects import subject
from tests.core.papers import built_in

TIANSHAN = {"name": "天山区", "central_general": "600.53", "central_lottery": "47.63", "regional_general": "7.84"}
SHAYIBAKE = {
    "name": "沙依巴克区",
    "central_general": "429.335",
    "central_lottery": "34.045",
    "regional_general": "5.61",
}


def _allotted(*rows: dict[str, str], unit: str = "万元", at: int = 0) -> Allotted:
    table = subject("allocation", {"title": "2020年医疗救助补助资金\n分配表", "unit": unit}, id="a1", rows=rows)
    return Allotted(table, at)


def _found(checked: Subject, *allotted: Allotted) -> list[Finding]:
    return run_checks(checked, [ALLOTMENTS], Around(allotted=allotted))


@pytest.mark.parametrize(
    ("values", "rule", "expected"),
    [
        ({"funding_total": "656万元", "funding_fiscal": "656万元"}, "", ""),
        ({"funding_total": "656.00"}, "", ""),
        (
            {"funding_total": "700", "funding_fiscal": "656"},
            "",
            "",
        ),  # the total against its parts is another rule's matter
        ({"funding_total": "665", "funding_fiscal": "665"}, "amount.allocation", "656"),
        ({"funding_fiscal": "648.16"}, "", ""),  # the central money alone
        ({"funding_fiscal": "6560000"}, "amount.unit", "656"),
        ({"funding_fiscal": "6560000元"}, "", ""),
        ({"funding_fiscal": "0.0656亿元"}, "", ""),
        ({"funding_fiscal": "约六百万"}, "", ""),
        ({}, "", ""),
    ],
)
def test_the_funding_of_a_county(values: dict[str, str], rule: str, expected: str) -> None:
    found = _found(subject("target-breakdown", values), _allotted(TIANSHAN))
    assert [(one.rule, one.expected) for one in found] == ([(rule, expected)] if rule else [])


def test_both_figures_and_the_row_are_named() -> None:
    (finding,) = _found(subject("target-breakdown", {"funding_fiscal": "665万元"}), _allotted(TIANSHAN))
    assert "665万元" in finding.message and "656 万元" in finding.message and "多 9 万元" in finding.message
    assert (finding.beside[0].filing, finding.beside[0].path) == ("a1", "tables.rows[0].central_general")
    assert finding.mends[0].edits == (("values.funding_fiscal", "656万元"),)


def test_what_rounding_explains_is_a_hint() -> None:
    (finding,) = _found(subject("target-breakdown", {"funding_fiscal": "469"}), _allotted(SHAYIBAKE))
    assert (finding.rule, finding.severity, finding.expected) == ("amount.rounding", "hint", "468.99")


def test_sheets_in_yuan_are_compared_with_tables_in_ten_thousands() -> None:
    row = {"project_name": "关于拨付2020年医疗救助补助资金的通知", "amount": "6,560,000.00"}
    assert _found(subject("fund-usage", {"unit": "元"}, rows=[row]), _allotted(TIANSHAN)) == []
    wrong = _found(subject("fund-usage", {"unit": "元"}, rows=[row | {"amount": "6,650,000.00"}]), _allotted(TIANSHAN))
    assert [(one.rule, one.where, one.expected) for one in wrong] == [
        ("amount.allocation", "tables.rows[0].amount", "6560000")
    ]


def test_a_row_is_compared_with_the_table_of_its_own_project() -> None:
    row = {"project_name": "2020年医疗服务与保障能力提升补助资金", "amount": "47,000.00"}
    assert _found(subject("fund-usage", {"unit": "元"}, rows=[row]), _allotted(TIANSHAN)) == []


def test_a_single_column_and_a_column_of_totals() -> None:
    rows = [{"name": "桐庐县", "amount": "34"}, {"name": "瑞丽市", "central_general": "145.18", "total": "154.18"}]
    assert _found(subject("regional-target", {"funding_central": "34"}), _allotted(*rows)) == []
    assert _found(subject("project-target", {"funding_fiscal": "154.18"}), _allotted(*rows, at=1)) == []


def test_central_money_is_what_a_region_s_goal_names() -> None:
    checked = subject("regional-target", {"funding_total": "656", "funding_central": "640", "funding_local": "16"})
    (finding,) = _found(checked, _allotted(TIANSHAN))
    assert (finding.where, finding.expected) == ("values.funding_central", "648.16")


def test_rows_by_budget_account_are_added_up() -> None:
    rows = [{"name": "梁河县医疗保障局", "role": "unit", "amount": amount} for amount in ("4.7", "1", "0.3")]
    both = [_allotted(*rows, at=0)]
    both += [Allotted(both[0].table, at) for at in (1, 2)]
    assert _found(subject("regional-target", {"funding_total": "6"}), *both) == []
    (finding,) = _found(subject("regional-target", {"funding_total": "4.7"}), *both)
    assert finding.expected == "6" and "4.7＋1＋0.3" in finding.message


def test_each_office_of_a_county_has_its_own_rows() -> None:
    rows = [
        {"name": "石林县医疗保障局", "role": "unit", "amount": "6"},
        {"name": "石林县医疗保险中心", "role": "unit", "amount": "4"},
    ]
    first = _allotted(*rows)
    both = (first, Allotted(first.table, 1))
    centre = {"implementing_unit": "石林县医疗保险中心", "funding_fiscal": "4"}
    assert _found(subject("project-target", centre), *both) == []
    (finding,) = _found(subject("project-target", centre | {"funding_fiscal": "6"}), *both)
    assert finding.expected == "4"
    assert _found(subject("project-target", {"funding_fiscal": "6"}), *both) == []  # nobody can tell which


def test_an_office_in_the_table_of_its_own_region() -> None:
    rows = [
        {"name": "新平县医疗保障局", "role": "unit", "amount": "5.9"},
        {"name": "新平县医疗保险中心", "role": "unit", "amount": "1.3"},
        {"name": "合计", "role": "total", "amount": "7.2"},
    ]
    values = {"implementing_unit": "新平县医疗保障局", "funding_fiscal": "5.9"}
    assert _found(subject("project-target", values), _allotted(*rows, at=2)) == []


def test_a_prefecture_may_mean_itself_or_its_subtotal() -> None:
    rows = [
        {"name": "杭州市小计", "role": "subtotal", "amount": "317"},
        {"name": "杭州市", "role": "unit", "amount": "115"},
    ]
    first = _allotted(*rows, at=0)
    either = (first, Allotted(first.table, 1))
    assert _found(subject("regional-target", {"funding_central": "317"}), *either) == []
    assert _found(subject("regional-target", {"funding_central": "115"}), *either) == []
    assert len(_found(subject("regional-target", {"funding_central": "432.5"}), *either)) == 1


def test_several_tables_may_make_the_money_together() -> None:
    central, regional = {"name": "天山区", "amount": "648.16"}, {"name": "天山区", "amount": "7.84"}
    checked = subject("target-breakdown", {"funding_fiscal": "656"})
    assert _found(checked, _allotted(central), _allotted(regional)) == []


def test_self_evaluations_state_it_in_their_table() -> None:
    rows = [{"item": "年度资金总额", "budget": "700"}, {"item": "其中：财政拨款", "budget": "656"}]
    assert _found(subject("self-evaluation", funding=rows), _allotted(TIANSHAN)) == []
    rows[1]["budget"] = "655"
    assert [one.where for one in _found(subject("self-evaluation", funding=rows), _allotted(TIANSHAN))] == [
        "tables.funding[1].budget"
    ]


def test_the_money_of_the_centre_is_compared_with_that_alone() -> None:
    given = _allotted({"name": "通渭县", "central_general": "100", "regional_general": "20"})
    (finding,) = _found(subject("regional-target", {"funding_total": "130", "funding_central": "110"}), given)
    assert "“通渭县”的中央资金是 100 万元，多 10 万元" in finding.message and "＋" not in finding.message
    assert [one.text for one in finding.beside] == ["100"]


@pytest.mark.parametrize(("stated", "expected"), [("520.5", []), ("400.5", []), ("120", []), ("502.5", ["520.5"])])
def test_columns_of_a_table_of_its_own_count_as_well(stated: str, expected: list[str]) -> None:
    """提前下达, 本次下达 and 累计下达: a form may state any of them, the last being the whole."""
    base = built_in("allocation")
    columns = (
        FieldDef("name", "地区"), FieldDef("amount", "提前下达", "amount", unit="万元"),
        FieldDef("extra:本次下达", "本次下达", "amount", unit="万元"), FieldDef("extra:累计下达", "累计下达", "amount", unit="万元"),
    )  # fmt: skip
    form = replace(base, id="custom:安排表", base="allocation", tables=(TableDef("rows", "明细", columns),))
    row = {"name": "通渭县", "amount": "400.5", "extra:本次下达": "120", "extra:累计下达": "520.5"}
    table = Subject(FormFacts(form), Filing(form.id, 2020, "621100", id="a1", tables={"rows": [row]}))
    found = _found(subject("target-breakdown", {"funding_fiscal": stated}), Allotted(table, 0))
    assert [one.expected for one in found] == expected
    assert all("“通渭县”是 520.5 万元，少 18 万元" in one.message for one in found)
