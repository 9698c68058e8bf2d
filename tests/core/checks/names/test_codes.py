"""Budget codes: lengths, and codes that contradict one another."""

import pytest

from medaid_desktop.core.checks.around import ALONE, Around
from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.names.codes import codes_check
from medaid_desktop.core.checks.runner import run_checks
from medaid_desktop.store.shipped.vocabulary import load_budget_codes
from tests.core.checks.subjects import subject, told

CHECK = codes_check(load_budget_codes())


def _found(*rows: dict[str, str], around: Around = ALONE, **values: str) -> list[Finding]:
    return run_checks(subject("allocation", values, rows=[{"name": "甲", **row} for row in rows]), [CHECK], around)


def test_a_lost_digit_is_an_error_and_the_likely_code_is_offered() -> None:
    text = "229613 用于城乡医疗救助的彩票公益金支出"
    (finding,) = _found({"function_code": "2101301 城乡医疗救助"}, {"function_code": text})
    assert (finding.rule, finding.severity, finding.where) == ("code.length", "error", "tables.rows[1].function_code")
    assert finding.expected == "2296013"
    assert finding.mends[0].edits == (("tables.rows[1].function_code", text.replace("229613", "2296013")),)


@pytest.mark.parametrize(
    ("column", "text", "likely"),
    [
        ("function_code", "210131", "2101301"),
        ("function_code", "210130 城乡医疗救助", "2101301"),
        ("function_code", "21013001 城乡医疗救助", "2101301"),
        ("function_code", "21013 城乡医疗救助", "2101301"),
        ("function_code", "210130A", ""),
        ("department_economic_code", "3020 电费", "30206"),
        ("department_economic_code", "310020办公设备购置", "31002"),
        ("government_economic_code", "5020", ""),
    ],
)
def test_codes_of_a_wrong_length(column: str, text: str, likely: str) -> None:
    (finding,) = _found({column: text})
    assert (finding.rule, finding.expected) == ("code.length", likely)


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("function_code", "2101301 城乡医疗救助"), ("function_code", "2101501 行政运行"), ("function_code", "2101301、2296013"),
        ("function_code", "2101301.0"), ("function_code", "210-13-01"), ("function_code", "21013"), ("function_code", "无"),
        ("function_code", "详见附件"), ("function_code", "2130599 其他扶贫支出"), ("department_economic_code", "31002办公设备购置"),
        ("department_economic_code", "303 对个人和家庭的补助"), ("government_economic_code", "509"),
    ],
)  # fmt: skip
def test_whole_codes_and_levels_are_left_alone(column: str, text: str) -> None:
    assert _found({column: text}) == []


def test_the_codes_of_forms_themselves_have_no_length() -> None:
    values = {"project_code": "123", "item_code": "A-1", "competent_department_code": "3615"}
    assert run_checks(subject("declaration", values), [CHECK]) == []


def test_a_class_among_whole_codes_is_too_short() -> None:
    assert told(_found({"function_code": "2101301"}, {"function_code": "21013"})) == [
        ("code.length", "tables.rows[1].function_code")
    ]


def _conflicts(*rows: dict[str, str]) -> list[str]:
    found = _found(*rows)
    assert all((one.rule, one.severity) == ("code.conflict", "warning") for one in found)
    return [one.where.removeprefix("tables.rows") for one in found]


def test_one_name_with_two_codes_and_one_code_with_two_names() -> None:
    assert _conflicts({"function_code": "2101302 城乡医疗救助"}) == ["[0].function_code"]
    assert _conflicts({"function_code": "2130506 某项补助"}, {"function_code": "2130507 某项补助"}) == [
        "[1].function_code"
    ]
    assert _conflicts({"function_code": "2130506 甲类支出"}, {"function_code": "2130506 乙类工程"}) == [
        "[1].function_code"
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ("2101301 城乡医疗救助", "2101301 城乡医疗救助"), ("2101501 行政运行", "2100101 行政运行"),
        ("2101301 城乡医疗救助", "2101301 城乡医疗救助支出"), ("2101301", "2101301 城乡医疗救助"),
        ("2101301 城乡医疗救助", "2101302 疾病应急救助"), ("2101301 医疗救助", "2101301 城乡医疗救助"),
    ],
)  # fmt: skip
def test_names_written_shorter_or_borne_by_many_are_left_alone(rows: tuple[str, ...]) -> None:
    assert _conflicts(*({"function_code": text} for text in rows)) == []


@pytest.mark.parametrize(
    ("department", "government", "fits"),
    [
        ("31002办公设备购置", "50306 设备购置", True), ("30207 邮电费", "50201 办公经费", True), ("30206 电费", "50201 办公经费", True),
        ("30307 医疗费补助", "50901 社会福利和救助", True), ("30207", "50502", True), ("30399", "50999", True), ("39999", "59999", True), ("30307", "51301", True),
        ("31002办公设备购置", "50601", True), ("30207 邮电费", "50306 设备购置", False), ("30307 医疗费补助", "50201 办公经费", False),
        ("31002 办公设备购置", "50302", False), ("30299", "50901", False),
    ],
)  # fmt: skip
def test_economic_codes_of_a_row_go_together(department: str, government: str, fits: bool) -> None:
    row = {"department_economic_code": department, "government_economic_code": government}
    assert _conflicts(row) == ([] if fits else ["[0].government_economic_code"])


LETTER = [
    {"name": "中央财政一般公共预算", "function_code": "2101301 城乡医疗救助"},
    {"name": "彩票公益金", "function_code": "229613 用于城乡医疗救助的彩票公益金支出"},
]


def test_two_tables_of_one_notice_use_one_code() -> None:
    """乌鲁木齐 2020: the letter says 2101301, its table 2080902 (seed 001)."""
    other = subject("allocation", id="other", rows=LETTER)
    codes = {"function_code_central_general": "2080902", "function_code_central_lottery": "2080903"}
    found = _found({"central_general": "1"}, around=Around(document=[other]), **codes)
    assert [(one.rule, one.where, one.expected) for one in found] == [
        ("code.conflict", "values.function_code_central_general", "2101301"),
        ("code.conflict", "values.function_code_central_lottery", "2296013"),
    ]
    assert found[0].beside[0].filing == "other"
    codes = {"function_code_central_general": "2101301", "function_code_central_lottery": "2296013"}
    assert _found({"central_general": "1"}, around=Around(document=[other]), **codes) == []


def test_the_table_with_the_known_code_is_left_alone() -> None:
    other = subject("allocation", {"function_code_central_general": "2080902"}, rows=[{"name": "天山区"}])
    assert run_checks(subject("allocation", rows=LETTER[:1]), [CHECK], Around(document=[other])) == []


@pytest.mark.parametrize("year", [2013, 2016])
def test_codes_of_years_before_the_table_are_not_judged(year: int) -> None:
    rows = [
        {"name": "甲", "function_code": "2100501 城乡医疗救助"},
        {"name": "乙", "function_code": "2100501 城乡医疗救助"},
    ]
    assert run_checks(subject("allocation", {}, year, rows=rows), [CHECK]) == []
    assert told(run_checks(subject("allocation", {}, 2021, rows=rows[:1]), [CHECK])) == [
        ("code.conflict", "tables.rows[0].function_code")
    ]
