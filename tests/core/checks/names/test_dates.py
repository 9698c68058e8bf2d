"""Dates: ends before starts, and years that are not the form's."""

import pytest

from medaid_desktop.core.checks.names.dates import DATES
from medaid_desktop.core.checks.runner import run_checks
from tests.core.checks.subjects import subject


def _declared(filled_on: str = "", period: str = "", starts: str = "", ends: str = "") -> list[tuple[str, str, str]]:
    schedule = [{"activity": "救助", "starts": starts, "ends": ends}] if starts or ends else []
    checked = subject("declaration", {"filled_on": filled_on, "period": period}, schedule=schedule)
    return [(one.rule, one.severity, one.where) for one in run_checks(checked, [DATES])]


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        ("2020年12月", "2020年1月"),
        ("2020 年 6 月 1 日", "2020年5月31日"),
        ("20201231", "20200101"),
        ("2020.12", "2020.11.30"),
    ],
)
def test_an_end_before_its_start_is_an_error(starts: str, ends: str) -> None:
    assert _declared(starts=starts, ends=ends) == [("date.order", "error", "tables.schedule[0].ends")]


def test_months_without_a_year_are_of_the_form_and_only_a_warning() -> None:
    assert _declared(starts="12月", ends="1月") == [("date.order", "warning", "tables.schedule[0].ends")]
    assert _declared("", "2020-2022年", "12月", "1月") == []
    assert _declared(starts="12月", ends="次年1月") == []
    assert _declared(starts="1月", ends="12月") == []


def test_a_period_that_runs_backwards_is_one_error() -> None:
    assert _declared(period="2020年12月至2020年1月") == [("date.order", "error", "values.period")]


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        ("2020年1月", "2020年12月"), ("2020年6月", "2020年6月1日"), ("2020年", "2020年1月"), ("2020 年 1 月 1 日", "2020 年 12 月 31 日"),
        ("2020年1月", "长期"), ("上半年", "下半年"), ("2020年6月1日", ""),
    ],
)  # fmt: skip
def test_what_may_follow_is_left_alone(starts: str, ends: str) -> None:
    assert _declared("20200601", "2020 年 1 月 至 2020 年 12 月", starts, ends) == []


@pytest.mark.parametrize("filled_on", ["2012年6月1日", "2019年6月1日", "2021年6月1日", "2002-06-01"])
def test_a_form_filled_in_another_year(filled_on: str) -> None:
    assert _declared(filled_on) == [("date.year", "warning", "values.filled_on")]


@pytest.mark.parametrize(
    "filled_on", ["2020年6月1日", "20200601", "2019年11月5日", "2021年1月20日", "2019年", "　年　月　日", "6月1日", ""]
)
def test_a_form_filled_while_the_budget_is_made_or_settled(filled_on: str) -> None:
    assert _declared(filled_on) == []


@pytest.mark.parametrize("period", ["2019年1月至2019年12月", "2021年", "2018-2019年"])
def test_a_period_without_the_year_of_the_form(period: str) -> None:
    assert _declared(period=period) == [("date.year", "warning", "values.period")]


@pytest.mark.parametrize(
    "period", ["2019-2022年", "2018年起", "长期", "2020年", "2019年7月至2020年6月", "一年", "详见方案"]
)
def test_several_years_are_legal(period: str) -> None:
    assert _declared(period=period) == []


def test_a_schedule_keeps_to_the_year_or_to_the_period() -> None:
    assert _declared("", "2020年", "2020年1月", "2021年12月") == [("date.year", "warning", "tables.schedule[0].ends")]
    assert _declared("", "", "2019年1月", "2019年6月") == [
        ("date.year", "warning", "tables.schedule[0].starts"),
        ("date.year", "warning", "tables.schedule[0].ends"),
    ]
    assert _declared("", "2020年", "2021年1月", "2021年2月") == [], "a year is evaluated in the months after it"
    assert _declared("", "2019-2022年", "2021年1月", "2022年12月") == []
    assert _declared("", "", "2019年10月", "2020年12月") == []


def _used(filled_on: str = "2020年4月24日", **dates: str) -> list[tuple[str, str, str]]:
    found = run_checks(
        subject("fund-usage", {"filled_on": filled_on}, rows=[{"project_name": "救助", **dates}]), [DATES]
    )
    return [(one.rule, one.severity, one.where.rpartition(".")[2]) for one in found]  # one cause, one finding


TIANSHAN = {
    "upper_received_on": "2020年1月10日",
    "issued_on": "2020年3月27日",
    "received_on": "2020年4月2日",
    "sub_issued_on": "2020年4月15日",
}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, []),
        ({"received_on": "2020年3月2日"}, [("date.order", "warning", "received_on")]),
        ({"sub_issued_on": "2020年4月1日"}, [("date.order", "warning", "sub_issued_on")]),
        ({"sub_issued_on": "2020年4月25日"}, [("date.order", "warning", "sub_issued_on")]),
        ({"issued_on": "2002年3月27日"}, [("date.year", "warning", "issued_on")]),
        ({"issued_on": "2019年12月27日", "upper_received_on": "2019年11月"}, []),
        ({"received_on": "4月2日"}, []),
        ({"received_on": "2022年4月2日"}, [("date.order", "warning", "received_on")]),
        ({"filled_on": "2012年4月24日"}, [("date.year", "warning", "filled_on")]),
    ],
)
def test_money_on_its_way(changed: dict[str, str], found: list[tuple[str, str, str]]) -> None:
    assert _used(**(TIANSHAN | changed)) == found


def test_a_filing_without_a_year_has_no_wrong_year() -> None:
    assert (
        run_checks(subject("declaration", {"filled_on": "2002年6月1日", "period": "2001年"}, year=None), [DATES]) == []
    )


@pytest.mark.parametrize(
    ("cells", "where", "told_so"),
    [
        ({"filled_on": "2020年13月1日"}, "values.filled_on", "没有 13 月"),
        ({"filled_on": "20200631"}, "values.filled_on", "2020年6月没有 31 日"),
        ({"ends": "2020年6月31日"}, "tables.schedule[0].ends", "没有 31 日"),
        ({"ends": "6月31日"}, "tables.schedule[0].ends", "6 月只有 30 日"),
        ({"period": "2020年1月1日至2020年2月30日"}, "values.period", "没有 30 日"),
        ({"annual_goal": "2021年2月29日前全部拨付。"}, "values.annual_goal", "“2021年2月29日”，2 月只有 28 日"),
        ({"overview": "截至 9 月 31 日"}, "values.overview", "9 月只有 30 日"),
    ],
)
def test_a_day_that_no_calendar_has_is_an_error(cells: dict[str, str], where: str, told_so: str) -> None:
    schedule = [{"activity": "救助", "starts": "2020年1月1日", "ends": cells.pop("ends")}] if "ends" in cells else []
    (finding,) = run_checks(subject("declaration", cells, schedule=schedule), [DATES])
    assert (finding.rule, finding.severity, finding.where) == ("date.invalid", "error", where)
    assert told_so in finding.message


@pytest.mark.parametrize(
    "text",
    ["2020年2月29日", "2月29日", "1-12月", "12月31日", "一年13个月", "聊政办〔2020〕6月31号", "2020年6月", "13月1日", "6月0日", "6.31", "2020.12.31"],
)  # fmt: skip
def test_days_that_there_are_and_what_is_no_day(text: str) -> None:
    assert run_checks(subject("declaration", {"overview": f"于{text}办结。"}), [DATES]) == []


def test_a_day_that_there_is_not_and_too_early_is_one_error() -> None:
    assert _declared(starts="2020年7月1日", ends="2020年2月31日") == [
        ("date.order", "error", "tables.schedule[0].ends")
    ]


def test_a_schedule_of_last_year_within_a_period_of_last_year_is_named_place_by_place() -> None:
    assert _declared("", "2019年1月至2019年12月", "2019年1月1日", "2019年6月30日") == [
        ("date.year", "warning", "values.period"),
        ("date.year", "warning", "tables.schedule[0].starts"),
        ("date.year", "warning", "tables.schedule[0].ends"),
    ]


@pytest.mark.parametrize(
    ("goal", "period", "found"),
    [
        ("2019年贫困人口100%享受待遇。", "2020年", 1),
        ("2019年贫困人口100%享受待遇。", "2019-2020年", 0),
        ("2019年贫困人口100%享受待遇，2020年巩固。", "", 0),
        ("2019年底前的基础上提高。", "", 0),
        ("2019年起实施。", "", 0),
        ("2019年12月前下达的资金全部拨付。", "", 0),
        ("2018年贫困人口享受待遇。", "", 0),
        ("2020年贫困人口享受待遇。", "", 0),
        ("贫困人口较2019年提高。", "", 0),
        ("2019年已救助3000人次，继续做好救助工作。", "", 0),
        ("2019年认定的低保对象全部参保。", "", 0),
    ],
)
def test_a_goal_of_last_year_is_a_hint(goal: str, period: str, found: int) -> None:
    findings = run_checks(subject("declaration", {"annual_goal": goal, "period": period}), [DATES])
    assert [(one.rule, one.severity, one.where) for one in findings] == [
        ("date.year", "hint", "values.annual_goal")
    ] * found


@pytest.mark.parametrize(
    ("cells", "where"),
    [
        ({"project_name": "2021年城乡医疗救助补助资金"}, "values.project_name"),
        ({"project_name": "（2021年度）医疗救助"}, "values.project_name"),
        ({"project_name": "中央财政２０２１年医疗救助补助资金"}, "values.project_name"),
        ({"annual_goal": "2021年全年救助1200人次，应救尽救。"}, "values.annual_goal"),
        ({"annual_goal": "2021年，资助困难群众参保，应保尽保。"}, "values.annual_goal"),
    ],
)
def test_last_year_left_in_a_plan_is_a_warning(cells: dict[str, str], where: str) -> None:
    found = run_checks(subject("project-target", cells, 2022), [DATES])
    assert [(one.rule, one.severity, one.where, one.expected) for one in found] == [
        ("date.year", "warning", where, "2022年")
    ]


def test_last_year_in_the_title_of_an_allocation_is_a_warning_with_its_mend() -> None:
    (finding,) = run_checks(subject("allocation", {"title": "2021年中央财政医疗救助补助资金分配表"}, 2022), [DATES])
    assert (finding.severity, finding.where) == ("warning", "values.title")
    assert finding.mends[0].edits == (("values.title", "2022年中央财政医疗救助补助资金分配表"),)


@pytest.mark.parametrize(
    "name",
    [
        "2022年医疗救助补助资金", "医疗救助补助资金", "2021年医疗救助补助资金清算（2022年下达）", "提前下达2022年医疗救助补助资金（2021年）", "2021年结转医疗救助资金",
        "2021年度绩效考核奖补资金", "2020年医疗救助补助资金", "2020-2021年医疗救助", "2021-2023年医疗救助", "青财社〔2021〕15号医疗救助资金", "2021年底数据核定的医疗救助资金",
        "2021年以来困难群众医疗救助", "2021年12月医疗救助", "较2021年新增对象医疗救助", "2021号医疗救助", "2021年医疗救助缺口资金", "追加2021年医疗救助资金",
    ],
)  # fmt: skip
def test_names_that_may_have_last_year_are_left_alone(name: str) -> None:
    assert run_checks(subject("project-target", {"project_name": name}, 2022), [DATES]) == []
    assert run_checks(subject("allocation", {"title": name}, 2022), [DATES]) == []


def test_reports_and_projects_that_began_last_year_may_have_last_year() -> None:
    name = {"project_name": "2021年城乡医疗救助补助资金"}
    assert run_checks(subject("self-evaluation", name, 2022), [DATES]) == []
    assert run_checks(subject("declaration", {**name, "period": "2021年1月至2022年12月"}, 2022), [DATES]) == []


@pytest.mark.parametrize(
    ("name", "target", "found"),
    [
        ("资金拨付完成时间", "2021年12月底前", 1), ("资金拨付时限", "2021年12月31日前完成", 1), ("项目完成时间", "2021年", 1), ("完成时间", "于2021年11月30日前全部拨付到位", 1),
        ("资金拨付完成时间", "2022年12月底前", 0), ("资助参保完成时间", "2021年12月底前", 0), ("提前下达时间", "2021年12月底前", 0), ("救助水平", "不低于2021年", 0),
        ("救助水平", "较2021年提高", 0), ("救助人次", "2021年水平", 0), ("救助人次", "≥2021人次", 0), ("资金拨付完成时间", "2020年12月底前", 0),
    ],
)  # fmt: skip
def test_a_deadline_of_last_year(name: str, target: str, found: int) -> None:
    rows = [{"level1": "产出指标", "level2": "时效指标", "level3": name, "target": target}]
    findings = run_checks(subject("project-target", {}, 2022, indicators=rows), [DATES])
    assert [(one.severity, one.where) for one in findings] == [("warning", "tables.indicators[0].target")] * found
