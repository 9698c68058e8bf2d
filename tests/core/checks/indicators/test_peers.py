"""Rows compared with sister forms and with last year."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.indicators.sisters import SisterGroup
from medaid_desktop.core.checks.subject import Subject
from tests.core.checks.target_forms import form, mended, of_targets, row, rules, severities

_RATE, _COUNT = "“一站式”即时结算覆盖率", "住院救助人次"


def _kin(*targets: str, name: str = _RATE, second: str = "时效指标", first: int = 10) -> list[Subject]:
    return [
        form(row(name, target, second), id=f"f{number - first}", region=f"6501{number}")
        for number, target in enumerate(targets, first)
    ]


def _among(own: Subject, kin: Sequence[Subject]) -> list[Finding]:
    return of_targets(own, Around(sisters=SisterGroup([own, *kin]).without(own)))


# -- blank where the sisters have a value --------------------------------------------------------------------------


def test_a_blank_target_names_the_sisters_and_their_value() -> None:
    own = form(row(_RATE, "", "时效指标"), id="own")
    found = _among(own, _kin("≥95%", "≥95%", "≥95%"))
    assert severities(found) == [("target.peer", "error")]
    assert found[0].expected == "≥95%" and "同级 3 份表" in found[0].message
    assert [(one.text, one.path, one.filing) for one in found[0].beside] == [
        ("≥95%", "tables.indicators[0].target", f"f{number}") for number in range(3)
    ]


def test_a_place_with_several_sisters_is_named_once() -> None:
    own = form(row(_RATE, "", "时效指标"), id="own")
    [found] = _among(own, _kin("≥95%", "≥95%", "≥95%"))
    assert "同级 3 份表（某县医疗保障局）" in found.message


def test_a_plain_sequence_of_sisters_does_as_well() -> None:
    own = form(row(_RATE, "", "时效指标"))
    assert rules(of_targets(own, Around(sisters=_kin("≥95%", "≥95%", "≥90%")))) == ["target.peer"]


@pytest.mark.parametrize(
    ("name", "second"),
    [("“一站式” 即时结算\n覆盖率", "时效指标"), ("'一站式'即时结算覆盖率", "时效 指标"), (_RATE, ""), (_RATE, "时效")],
)
def test_sisters_are_found_by_name_and_class_as_one_reads_them(name: str, second: str) -> None:
    own = form(row(name, "", second))
    assert rules(_among(own, _kin("≥95%", "≥95%", "≥95%"))) == ["target.peer"]


@pytest.mark.parametrize(
    "kin",
    [
        _kin("≥95%", "≥95%"),
        _kin("≥95%", "≥95%", "≥95%", ""),
        _kin("≥95%", "≥95%", "≥95%", "/"),
        [*_kin("≥95%", "≥95%", "≥95%"), *_kin("1次", "1次", name="别的指标", first=30)],
        _kin("≥95%", "≥95%", "≥95%", second="质量指标"),
        _kin("3人次", "4人次", "5人次", name="资助参保人次数"),
    ],
)
def test_too_few_sisters_or_not_all_of_them_or_another_indicator(kin: Sequence[Subject]) -> None:
    name = "资助参保人数" if kin[0].filing.rows("indicators")[0]["level3"] == "资助参保人次数" else _RATE
    assert rules(_among(form(row(name, "", "时效指标")), kin)) == ["target.missing"]


def test_a_shifted_row_is_compared_as_it_was_meant() -> None:
    own = form(row("时效指标", _RATE, "质量指标"), id="own")
    found = _among(own, _kin(*["≥95%"] * 7))
    assert severities(found) == [("target.peer", "error")]
    assert "右移了一格" in found[0].message and "同级 7 份表" in found[0].message
    moved = mended(own, found[0])
    assert moved.filing.rows("indicators") == [row(_RATE, "", "时效指标")]
    assert rules(_among(moved, _kin(*["≥95%"] * 7))) == ["target.peer"]


def test_another_form_of_the_same_region_is_no_sister() -> None:
    own = form(row(_RATE, "", "时效指标"), id="own")
    twins = [form(row(_RATE, "≥95%", "时效指标"), id=f"twin{number}") for number in range(3)]
    group = SisterGroup([own, *twins])
    assert len(group.without(own)) == 0 and rules(of_targets(own, Around(sisters=group.without(own)))) == [
        "target.missing"
    ]


# -- far from the sisters ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "others"),
    [
        ("≥59%", ["≥95%"] * 5),
        ("≥59%", ["≥95%", "≥95%", "≥96%", "≥98%", "≥90%"]),
        ("≥21580人次", ["≥2158人次", "≥1070人次", "≥1450人次", "≥980人次", "≥3100人次"]),
        ("≥90人次", ["≥2158人次", "≥1070人次", "≥1450人次", "≥980人次", "≥3100人次"]),
    ],
)
def test_a_figure_clearly_out_is_hinted_at_with_the_figures(own: str, others: Sequence[str]) -> None:
    name = _RATE if "%" in own else _COUNT
    found = _among(form(row(name, own, "时效指标")), _kin(*others, name=name))
    assert severities(found) == [("target.outlier", "hint")]
    assert own in found[0].message and "同级 5 份表" in found[0].message and len(found[0].beside) == 5


@pytest.mark.parametrize("others", [["≥70%", "≥70%", "≥75%", "≥72%"], ["≥70%", "≥68%", "≥72%"]])
def test_a_rate_that_lost_a_digit_is_hinted_at_beside_few_sisters(others: list[str]) -> None:
    found = _among(form(row(_RATE, "≥7%", "时效指标")), _kin(*others, name=_RATE))
    assert severities(found) == [("target.outlier", "hint")]
    assert "像是少录了一位数" in found[0].message


@pytest.mark.parametrize(
    ("own", "others"),
    [
        ("≥59%", ["≥95%"] * 4),
        ("≥7%", ["≥70%", "≥70%"]),
        ("≥9%", ["≥70%", "≥70%", "≥75%"]),
        ("≤0.4%", ["≤4%"] * 4),
        ("≥7%", ["≥70%", "≥7%", "≥75%", "≥72%"]),
        ("≥85%", ["≥95%"] * 5),
        ("≥50%", ["≥95%", "≥60%", "≥75%", "≥80%", "≥95%"]),
        ("≥16273人次", ["≥7116人次", "≥8604人次", "≥4491人次", "≥9466人次", "≥2182人次", "≥2355人次", "≥1110人次"]),
        ("≥708人次", ["≥3978人次", "≥3549人次", "≥4007人次", "≥3431人次", "≥1754人次", "≥3739人次", "≥2194人次"]),
        ("≥21580人次", ["≥2158人次", "≥9000人次", "≥1450人次", "≥980人次", "≥3100人次"]),
        ("0人次", ["≥2158人次", "≥1070人次", "≥1450人次", "≥980人次", "≥3100人次"]),
        ("≥21580人", ["≥2158人次", "≥1070人次", "≥1450人次", "≥980人次", "≥3100人次"]),
        ("明显提高", ["明显提高"] * 5),
        ("不低于上年", ["≥2158人次", "≥1070人次", "≥1450人次", "≥980人次", "≥3100人次"]),
    ],
)
def test_counties_differ_in_size(own: str, others: Sequence[str]) -> None:
    name = _RATE if "%" in own else _COUNT if "人" in own else "救助对象就医情况"
    assert _among(form(row(name, own, "时效指标")), _kin(*others, name=name)) == []


@given(st.lists(st.integers(1000, 5000), min_size=5, max_size=12), st.integers(1000, 5000))
def test_figures_of_one_size_are_never_far_from_one_another(others: list[int], own: int) -> None:
    kin = _kin(*(f"≥{one}人次" for one in others), name=_COUNT)
    assert _among(form(row(_COUNT, f"≥{own}人次", "时效指标")), kin) == []


def test_one_form_otherwise_than_all_its_sisters() -> None:
    words = _kin(*["明显提高"] * 4, name="困难群众看病就医方便程度")
    assert severities(_among(form(row("困难群众看病就医方便程度", "≥95%", "时效指标")), words)) == [
        ("target.kind", "warning")
    ]
    counts = _kin("≥3978人", "≥3549人", "≥4007人", name="资助参保人数")
    assert rules(_among(form(row("资助参保人数", "100%", "时效指标")), counts)) == ["target.kind"]
    mixed = _kin("明显提高", "明显提高", "≥90%", name="困难群众看病就医方便程度")
    assert _among(form(row("困难群众看病就医方便程度", "≥95%", "时效指标")), mixed) == []


# -- far from last year --------------------------------------------------------------------------------------------


def _after(before: str, own: str, name: str = _COUNT) -> list[Finding]:
    last = form(row(name, before), id="last", year=2019)
    return of_targets(form(row(name, own)), Around(last=last))


@pytest.mark.parametrize(("before", "own"), [("≥2158人次", "≥21580人次"), ("≥2158人次", "≥215人次")])
def test_a_count_far_from_last_year(before: str, own: str) -> None:
    found = _after(before, own)
    assert severities(found) == [("target.last-year", "hint")]
    assert before in found[0].message and own in found[0].message
    assert (found[0].beside[0].filing, found[0].beside[0].path) == ("last", "tables.indicators[0].target")


def test_a_rate_far_from_last_year() -> None:
    assert rules(_after("≥95%", "≥59%", _RATE)) == ["target.last-year"]
    assert _after("≥95%", "≥80%", _RATE) == []


@pytest.mark.parametrize(
    ("before", "own"),
    [
        ("≥2158人次", "≥3000人次"),
        ("≥2158人次", "不低于上年"),
        ("", "≥3人次"),
        ("≥2158人", "≥21580人次"),
        ("0人次", "≥3人次"),
        ("≥5人次", "0人次"),
    ],
)
def test_changes_of_the_usual_size_and_other_units(before: str, own: str) -> None:
    assert _after(before, own) == []
