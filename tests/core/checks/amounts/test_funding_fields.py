"""The sum of funding in forms made of templates, whose fields no built-in formula knows."""

from dataclasses import replace

import pytest

from medaid_desktop.core.checks.amounts.sums import SUMS
from medaid_desktop.core.checks.form_facts import FormFacts
from medaid_desktop.core.checks.runner import run_checks
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import CheckSpec, FieldDef
from tests.core.papers import built_in

Values = dict[str, str]
LABELS = {
    "funding_total": "年度资金总额", "funding_fiscal": "财政拨款", "funding_central": "中央补助", "funding_local": "省级补助",
    "funding_other": "其他资金",
}  # fmt: skip
BY_LEVEL = {"funding_total": "120", "funding_central": "80", "funding_local": "30", "extra:市县资金": "10"}
NESTED = {
    "funding_total": "350",
    "funding_fiscal": "300",
    "extra:中央资金": "200",
    "extra:省级资金": "100",
    "funding_other": "50",
}


def _rules(values: Values, **labels: str) -> list[str]:
    words = LABELS | labels
    fields = tuple(
        FieldDef(name, words.get(name, name.removeprefix("extra:")), "amount", unit="万元") for name in values
    )
    form = replace(built_in("regional-target"), id="custom:表", fields=fields, checks=CheckSpec())
    return [
        one.rule for one in run_checks(Subject(FormFacts(form), Filing(form.id, 2024, "621121", values=values)), [SUMS])
    ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (BY_LEVEL, []),
        (BY_LEVEL | {"funding_total": "130"}, ["amount.sum"]),
        (BY_LEVEL | {"funding_total": ""}, ["amount.total-missing"]),
        (BY_LEVEL | {"extra:已支出资金": "55"}, []),
        (BY_LEVEL | {"funding_total": "130", "funding_local": "", "extra:市县资金": ""}, []),  # parts left out
        (NESTED, []),
        (NESTED | {"funding_total": "360"}, []),  # what lies inside what is not plain
        ({"extra:资金总额": "360", "funding_fiscal": "300", "funding_other": "50"}, ["amount.sum"]),
        ({"extra:资金总额": "350", "funding_fiscal": "300", "funding_other": "50"}, []),
        ({"extra:资金总额": "350", "extra:实施期资金总额": "900", "funding_fiscal": "300", "funding_other": "50"}, []),
        ({"extra:资金总额": "350", "extra:预算总额": "360", "funding_fiscal": "300", "funding_other": "40"}, []),
        ({"funding_total": "350", "extra:补助标准": "300", "extra:人均资金": "40"}, []),
    ],
)
def test_the_parts_that_a_form_prints(values: Values, expected: list[str]) -> None:
    assert _rules(values) == expected


def test_money_of_counties_may_lie_inside_local_money() -> None:
    assert _rules(BY_LEVEL | {"funding_total": "111"}, funding_local="地方资金") == []
