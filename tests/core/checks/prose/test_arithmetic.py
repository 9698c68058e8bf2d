"""Calculations in the texts of a form: errors with their mend, hints, and silence where nobody can be sure."""

import pytest

from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.prose.arithmetic import ARITHMETIC
from medaid_desktop.core.checks.runner import run_checks
from tests.core.checks.subjects import subject


def _found(basis: str, **values: str) -> list[Finding]:
    return run_checks(subject("declaration", {"estimate_basis": basis, **values}), [ARITHMETIC])


@pytest.mark.parametrize(
    ("basis", "expected", "mended"),
    [
        ("658090 人×32 元=21058800 元，即需 21058880 元", "21058880", "658090 人×32 元=21058880 元，即需 21058880 元"),
        ("全县18个乡镇，658,090人×32元=21,058,800元", "21058880", "全县18个乡镇，658,090人×32元=21,058,880元"),
        ("658090人×32元=2105888元", "21058880", "658090人×32元=21058880元"),
        ("55596 人×15 元=833941.00 元", "833940", "55596 人×15 元=833940.00 元"),
        ("200万元×50%=90万元", "100", "200万元×50%=100万元"),
        ("执行率＝343÷350=97%", "98", "执行率＝343÷350=98%"),
        ("3人×15元=45元；5人×5元=25元；合计 80 元", "70", "3人×15元=45元；5人×5元=25元；合计 70 元"),
        ("6120×320=1958400元，折合195.48万元", "195.84", "6120×320=1958400元，折合195.84万元"),
        ("658090人×32元=21058880元，即需2105888元", "21058880", "658090人×32元=21058880元，即需21058880元"),
        ("３人×１５元＝５４元", "45", "３人×１５元＝45元"),
    ],
)
def test_a_wrong_result_is_an_error_with_its_mend(basis: str, expected: str, mended: str) -> None:
    (finding,) = _found(basis)
    assert (finding.rule, finding.severity, finding.where) == ("amount.arithmetic", "error", "values.estimate_basis")
    assert finding.expected == expected
    assert finding.mends[0].edits == (("values.estimate_basis", mended),)
    assert expected in finding.message


@pytest.mark.parametrize(
    "basis",
    [
        "居民医保政府补助标准 550 元/人，其中省 495 元、市 23 元、县 32 元。参保约 658090 人，县级 658090 人×32 元=21058880 元",
        "财政补助标准 15/人，55596 人×15 元=833940.00 元；\n福彩标准 5/人，55596 人×5 元=277980.00 元；\n合计 1111920.00 元。",
        "约1000人，按每人100元×3次=30万元", "约1000人按每人100元×3次=30万元", "共1000人。每人每次100元×3次=30万元",
        "每月100元，1000人×100元=120万元", "按95%参保，658090人×32元=2000.59万元", "每年两次，100人×50元=10000元",
        "1-12月每月100元×12=1200元", "〔2020〕15号，3月×2=6", "10-20人×100元=2000元",
        "3人×15元=45元；另安排10元；5人×5元=25元；合计 80 元", "3人×15元=45元，5人×5元=25元，小计70元；2人×5元=10元，合计80元",
        "1200人×320元=38.4万元；300人×5000元=150万元；合计188万元", "标准495+23+32=550元/人",
        "6120×320=1958400元，折合195.84万元", "6120×320=1958400元，折合约196万元", "6120×320=1958400元，即人均320元",
        "3人×15元=45元；5人×5元=25元；2019年合计80元", "3人×15元=45元；5人×5元=25元；中央和省级合计80元", "3人×15元=45元；5人×5元=25元，全县共80元",
        "补贴20元×30天×12月×5人=3.6万元", "住院救助=1000×(1+5%)=1050人次", "按3人，每人50元×2=300元", "350万元=200万元+100万元+50万元",
    ],
)  # fmt: skip
def test_what_is_right_or_cannot_be_told_is_left_alone(basis: str) -> None:
    assert _found(basis) == []


@pytest.mark.parametrize(
    "basis",
    [
        "全额880人×380元/人＝33.44万元；定额（380元×60%＝228元）5000人×228元＝114万元；总计147.44万元",
        "380元×60%＝228元；880人×380元＝33.44万元；5000人×228元＝114万元；总计147.44万元",
        "600元÷12个月=50元/月；880人×380元＝33.44万元；5000人×228元＝114万元；总计147.44万元",
        "120人×350元=42000元（4.2万元）；900户×50元=45000元；两项合计87000元",
    ],
)
def test_prices_on_the_way_are_not_added_up(basis: str) -> None:
    assert _found(basis) == []
    wrong = basis.replace("147.44", "148.44").replace("87000", "88000")
    assert [one.severity for one in _found(wrong)] == ["error"]


@pytest.mark.parametrize(
    ("asked", "basis"),
    [
        ("100", "6人×3500元×12月＝252000元；宣传748000元。以上共计252000元+748000元=1000000元，合100万元。"),
        ("500", "预计住院救助1200人次×5000元=600万元，扣除上年结余100万元，申请500万元。"),
        ("500", "预计住院救助1200人次×5000元=600万元，扣除上年结余。"),
        ("34", "2000人×150元=30万元，500人×80元=4万元，共34万元，上年合计96万元"),
    ],
)
def test_what_a_part_of_the_basis_makes_is_not_what_is_asked_for(asked: str, basis: str) -> None:
    assert _found(basis, funding_fiscal=asked) == []


def test_nothing_is_said_twice_and_what_is_written_is_not_worked_out() -> None:
    (finding,) = _found("1200人×320元=38.4万元；300人×5000元=150万元；共需188.4万元", funding_fiscal="180")
    assert "里合计 188.4 万元，两处不一致" in finding.message and "即" not in finding.message
    (finding,) = _found("8000人×325元=2600000元", funding_fiscal="260.5")
    assert "里算得 2600000 元，即 260 万元，两处不一致" in finding.message


def test_digits_left_off_are_a_hint() -> None:
    (finding,) = _found("658090人×32元=2105.88万元")
    assert (finding.severity, finding.expected) == ("hint", "2105.888")
    assert "舍去了尾数（四舍五入应为 2105.89，可不改）" in finding.message


def test_reasons_in_tables_are_read_too() -> None:
    row = {"item": "救助", "spent": "1", "unspent_reason": "3人×15元=54元待支付"}
    (finding,) = run_checks(subject("fund-usage", rows=[row]), [ARITHMETIC])
    assert finding.where == "tables.rows[0].unspent_reason"


@pytest.mark.parametrize(
    ("asked", "basis", "found"),
    [
        ("2105.88 万元", "658090 人×32 元=21058880 元，即需 21058880 元", ("amount.arithmetic", "hint", "2105.888")),
        ("2105.888 万元", "658090 人×32 元=21058880 元", None),
        ("2105.89", "658090 人×32 元=21058880 元", None),
        ("111.19 万元", "3人×5元=15元；5人×5元=25元；合计 1111920.00 元", None),
        ("2106.88", "658090 人×32 元=21058880 元", ("amount.arithmetic", "hint", "2105.888")),
        ("21058880", "658090 人×32 元=21058880 元", ("amount.unit", "warning", "2105.888")),
        ("2150.89", "658090 人×32 元=21058880 元", ("amount.arithmetic", "error", "2105.888")),
        ("154.81", "45346人×34元=1541764元", ("amount.arithmetic", "error", "154.1764")),
        ("3050", "1000人×35000元=3500万元", ("amount.arithmetic", "hint", "3500")),
        ("350", "658090 人×32 元=21058880 元", None),
        ("350", "每人32元", None),
        ("100", "3人×5元=15元；5人×5元=25元", None),
        ("2106.88", "658090 人×32 元=21058800 元，共需 21058800 元", None),
    ],
)
def test_what_the_basis_makes_is_compared_with_the_money_asked_for(
    asked: str, basis: str, found: tuple[str, str, str] | None
) -> None:
    findings = [one for one in _found(basis, funding_fiscal=asked) if one.where == "values.funding_fiscal"]
    assert [(one.rule, one.severity, one.expected) for one in findings] == ([found] if found else [])
