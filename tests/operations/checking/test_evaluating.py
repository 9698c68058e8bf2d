"""Formulas of forms are worked out in decimals, and nothing but formulas is."""

from decimal import Decimal

import pytest

from medaid_desktop.errors import UserError
from medaid_desktop.operations.checking.evaluating import evaluate

NAMES = {"v0": Decimal("154.18"), "v1": Decimal("150.63"), "v2": Decimal(0)}


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("v0", "154.18"),
        ("v0+v1", "304.81"),
        ("0.1+0.2", "0.3"),
        ("v0*(1-0.5)/2", "38.545"),
        ("-v1+v0", "3.55"),
        ("100*v1/v0-97.69749643", "0.00000000"),
    ],
)
def test_values(expression: str, value: str) -> None:
    assert abs(evaluate(expression, NAMES) - Decimal(value)) < Decimal("0.00000001")


def test_a_division_by_nothing_is_arithmetic() -> None:
    with pytest.raises(ArithmeticError):
        evaluate("v0/v2", NAMES)


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "v9",
        "v0**9",
        "v0//v1",
        "'a'*9",
        "open",
        "v0.real",
        "[v0]",
        "v0 if v1 else v2",
        "v0<v1",
        "__import__('os')",
        "(" * 900,
        "1" * 3000,
    ],
)
def test_anything_else_is_refused(expression: str) -> None:
    with pytest.raises(UserError, match="公式无法计算"):
        evaluate(expression, NAMES)
