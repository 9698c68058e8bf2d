"""Units of money inside cells."""

from dataclasses import replace

import pytest

from medaid_desktop.core.checks.amounts.units import UNITS, ten_thousand_times
from medaid_desktop.core.checks.form_facts import FormFacts
from medaid_desktop.core.checks.runner import run_checks
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.texts.money import Amount, parse_amount
from tests.core.checks.subjects import subject, told
from tests.core.papers import built_in


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("3359.62万万元", "3359.62万元"),
        ("350 万元 元", ""),
        ("350万元（万元）", "350万元"),
        ("350元元", "350元"),
        ("35元万元", ""),
        ("350%", ""),
        ("350元/人", ""),
        ("12户", ""),
    ],
)
def test_a_doubtful_unit_is_a_warning(text: str, mended: str) -> None:
    (finding,) = run_checks(subject("project-target", {"funding_total": text}), [UNITS])
    assert (finding.rule, finding.severity, finding.where) == ("amount.unit", "warning", "values.funding_total")
    assert [mend.edits[0][1] for mend in finding.mends] == ([mended] if mended else [])


@pytest.mark.parametrize(
    "text",
    [
        "350",
        "350 万元",
        "656万元",
        "3359.62万",
        "350万元整",
        "3千万元",
        "1.2万亿元",
        "约350万元",
        "—",
        "无",
        "详见附件",
        "350 万 元",
    ],
)
def test_one_unit_is_enough_and_what_is_not_understood_is_left_alone(text: str) -> None:
    assert run_checks(subject("project-target", {"funding_total": text}), [UNITS]) == []


@pytest.mark.parametrize(
    ("text", "mended"), [("350元", "350万元"), ("154.18 元", "154.18万元"), ("21058880", ""), ("21058880万元", "")]
)
def test_money_that_cannot_be_meant_in_its_unit(text: str, mended: str) -> None:
    (finding,) = run_checks(subject("project-target", {"funding_total": text}), [UNITS])
    assert finding.rule == "amount.unit"
    assert [mend.edits[0][1] for mend in finding.mends] == ([mended] if mended else [])


@pytest.mark.parametrize("text", ["0元", "2105888", "-105", "0.3", "3.5亿元", "656万元", "3350千元"])
def test_other_units_than_the_label_are_legal(text: str) -> None:
    assert run_checks(subject("project-target", {"funding_total": text}), [UNITS]) == []


@pytest.mark.parametrize(
    ("text", "mended"), [("1541800元", "154.18"), ("3350000元", "335"), ("4700元", "0.47"), ("¥3500元", "0.35")]
)
def test_yuan_where_the_form_wants_ten_thousands(text: str, mended: str) -> None:
    (finding,) = run_checks(subject("project-target", {"funding_total": text}), [UNITS])
    assert (finding.severity, finding.expected) == ("warning", mended)
    assert finding.mends[0].edits == (("values.funding_total", mended),)
    assert run_checks(subject("fund-usage", {"unit": "元"}, rows=[{"amount": text}]), [UNITS]) == []


@pytest.mark.parametrize(
    ("text", "region", "other", "found"),
    [
        ("12.6亿", "520423", {}, 1),
        ("12.6亿", "520000", {}, 0),
        ("12.6亿", None, {}, 0),
        ("3.6亿元", "520423", {}, 0),
        ("386.42亿元", "520000", {"estimate_basis": "105639人×36.58元=3864274元，即386.42万元"}, 1),
        ("3.86亿元", "520423", {"estimate_basis": "即38600万元"}, 0),
    ],
)
def test_hundreds_of_millions(text: str, region: str | None, other: dict[str, str], found: int) -> None:
    checked = subject("declaration", {"funding_fiscal": text, **other}, region=region)
    findings = run_checks(checked, [UNITS])
    assert [(one.rule, one.where) for one in findings] == [("amount.unit", "values.funding_fiscal")] * found
    assert all("请核对“亿”是不是“万”" in one.message for one in findings)


def test_the_same_money_ten_thousand_times() -> None:
    found = run_checks(subject("project-target", {"funding_total": "154.18", "funding_fiscal": "1541800"}), [UNITS])
    assert told(found) == [("amount.unit", "values.funding_fiscal")]
    assert "一万倍" in found[0].message and found[0].beside[0].path == "values.funding_total"
    row = {"project_name": "救助", "amount": "6,560,000.00", "sub_amount": "656"}
    assert told(run_checks(subject("fund-usage", {"unit": "元"}, rows=[row]), [UNITS])) == [
        ("amount.unit", "tables.rows[0].sub_amount")
    ]


@pytest.mark.parametrize(
    ("cells", "odd"),
    [
        ({"initial_budget": "350", "budget": "350", "executed": "3500000"}, "executed"),
        ({"initial_budget": "3500000", "budget": "350", "executed": "350"}, "initial_budget"),
        ({"initial_budget": "350", "budget": "3500000", "executed": "343"}, "budget"),
        ({"initial_budget": "350", "budget": "350", "executed": "350元"}, "executed"),
    ],
)
def test_one_odd_cell_is_told_once(cells: dict[str, str], odd: str) -> None:
    found = run_checks(subject("self-evaluation", funding=[{"item": "年度资金总额", **cells}]), [UNITS])
    assert told(found) == [("amount.unit", f"tables.funding[0].{odd}")]


@pytest.mark.parametrize(("one", "other"), [("10000", "1"), ("154.18", "154.18"), ("154.18", "1541801"), ("0", "0")])
def test_other_ratios_say_nothing(one: str, other: str) -> None:
    assert run_checks(subject("project-target", {"funding_total": one, "funding_fiscal": other}), [UNITS]) == []


def _amount(text: str) -> Amount:
    found = parse_amount(text)
    assert found
    return found


def test_units_that_are_written_are_heeded() -> None:
    assert not ten_thousand_times(_amount("154.18万元"), _amount("1541800元"))
    assert ten_thousand_times(_amount("154.18元"), _amount("154.18万元"))


def test_a_unit_that_was_not_chosen_and_money_among_people() -> None:
    found = run_checks(
        subject("allocation", {"unit": "元/万元"}, rows=[{"name": "甲", "headcount": "2866元"}]), [UNITS]
    )
    assert told(found) == [("amount.unit", "values.unit"), ("amount.unit", "tables.rows[0].headcount")]
    assert (
        run_checks(subject("allocation", {"unit": "万元"}, rows=[{"name": "甲", "headcount": "2866人"}]), [UNITS]) == []
    )


@pytest.mark.parametrize(("label", "found"), [("人均补助标准", 0), ("补助金额", 1)])
@pytest.mark.parametrize("text", ["350元/人", "350元"])
def test_what_is_paid_for_each_has_a_unit_of_its_own(label: str, found: int, text: str) -> None:
    form = replace(built_in("project-target"), fields=(FieldDef("extra:甲", label, "amount", unit="万元"),), tables=())
    checked = Subject(FormFacts(form), Filing("custom:甲", 2020, None, values={"extra:甲": text}))
    assert len(run_checks(checked, [UNITS])) == found


@pytest.mark.parametrize(
    ("form", "rows", "values", "odd", "right"),
    [
        ("project-target", [], {"funding_total": "3500000", "funding_fiscal": "350"}, "values.funding_total", "350"),
        ("project-target", [], {"funding_total": "350", "funding_fiscal": "3500000"}, "values.funding_fiscal", "350"),
        ("fund-usage", [{"amount": "3500000", "spent": "350"}], {"unit": "元"}, "tables.rows[0].spent", "3500000"),
    ],
)
def test_of_two_that_differ_by_the_unit_the_one_of_the_wrong_unit_is_named(
    form: str, rows: list[dict[str, str]], values: dict[str, str], odd: str, right: str
) -> None:
    (finding,) = run_checks(subject(form, values, rows=rows), [UNITS])
    assert finding.where == odd and f"应为 {right}" in finding.message
    assert finding.mends[0].edits == ((odd, right),)
