"""Formulas of forms are taken apart by ids and labels."""

import pytest

from medaid_desktop.core.definitions.formula import parse_formula
from medaid_desktop.core.forms import FormulaSpec
from medaid_desktop.errors import UserError
from tests.core.papers import built_in


@pytest.mark.parametrize(
    "text",
    [
        "funding_total = funding_fiscal + funding_other",
        "年度资金总额 = 财政拨款 + 其他资金",
        "年度资金总额＝财政拨款＋funding_other",
        " 年度 资金总额=财政拨款+其他资金 ",
    ],
)
def test_a_sum_by_ids_and_labels(text: str) -> None:
    formula = parse_formula(built_in("project-target"), FormulaSpec(text))
    assert formula.sum_of == ("funding_total", ("funding_fiscal", "funding_other"))


@pytest.mark.parametrize(
    ("text", "left", "sign", "right"),
    [
        ("财政拨款 ≤ 年度资金总额", "v0", "<=", "v1"),
        ("年度资金总额 = 财政拨款 × 2 - 其他资金 ÷ (1+0.5)", "v0", "=", "v1*2-v2/(1+0.5)"),
        ("年度资金总额 - 财政拨款 >= 0", "v0-v1", ">=", "0"),
    ],
)
def test_other_relations(text: str, left: str, sign: str, right: str) -> None:
    formula = parse_formula(built_in("project-target"), FormulaSpec(text))
    assert (formula.left, formula.sign, formula.right) == (left, sign, right)
    assert formula.sum_of is None


def test_columns_of_a_table() -> None:
    formula = parse_formula(
        built_in("self-evaluation"), FormulaSpec("执行率 = 全年执行数 ÷ 全年预算数 × 100", "funding")
    )
    assert formula.names == {"v0": "rate", "v1": "executed", "v2": "budget"}


@pytest.mark.parametrize(
    ("text", "table", "message"),
    [
        ("年度资金总额", "", "一个比较号"),
        ("年度资金总额 = 财政拨款 = 其他资金", "", "一个比较号"),
        ("年度资金总额 = 地方资金", "", "不认识的名称 地方资金"),
        ("年度资金总额 = ", "", "不认识的名称"),
        ("年度资金总额 = __import__", "", "不认识的名称"),
        ("执行率 = 1", "money", "表格 money 没有定义"),
    ],
)
def test_what_is_no_formula_is_refused(text: str, table: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        parse_formula(built_in("project-target"), FormulaSpec(text, table))
