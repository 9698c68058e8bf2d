"""Sums and the one cell that mends them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.checks.amounts.balance import Equation, repairs, weigh


def _d(**values: str) -> dict[str, Decimal]:
    return {name: Decimal(text) for name, text in values.items()}


@pytest.mark.parametrize(
    ("total", "parts", "standing"),
    [
        ("3064", ["600.53", "429.34", "424.77", "515.40", "173.02", "522.72", "98.87", "299.35"], "even"),
        ("243.0", ["47.63", "34.05", "33.69", "40.88", "13.72", "41.46", "7.84", "23.74"], "rounding"),
        ("40", ["7.84", "5.61", "5.55", "6.73", "2.26", "6.82", "1.29", "3.91"], "rounding"),
        ("6", ["4.7", "1", "0.3"], "even"),
        ("20811", ["20810", "0"], "off"),
        ("41", ["7.84", "5.61", "5.55", "6.73", "2.26", "6.82", "1.29", "3.91"], "off"),
    ],
)
def test_a_sum_stands_by_the_printed_digits(total: str, parts: list[str], standing: str) -> None:
    values = {"t": Decimal(total)} | {f"p{number}": Decimal(part) for number, part in enumerate(parts)}
    assert weigh(Equation("t", tuple(f"p{n}" for n in range(len(parts)))), values).standing == standing


def test_people_are_counted_to_the_last() -> None:
    values = _d(t="16831.5", a="16831")
    assert weigh(Equation("t", ("a",), exact=True), values).standing == "off"


def test_blank_totals_and_parts_are_open() -> None:
    assert weigh(Equation("t", ("a", "b")), _d(a="1")).standing == "open"
    assert weigh(Equation("t", ("a", "b")), _d(t="1")).standing == "open"


@st.composite
def _tables(draw: st.DrawFn) -> tuple[list[Equation], dict[str, Decimal]]:
    """A table of amounts with a total row and a total column, consistent."""
    rows, cols = draw(st.integers(2, 6)), draw(st.integers(2, 4))
    cents = st.integers(1, 10**6)
    values = {f"{r}.{c}": Decimal(draw(cents)).scaleb(-2) for r in range(rows) for c in range(cols)}
    equations = [Equation(f"{r}.sum", tuple(f"{r}.{c}" for c in range(cols))) for r in range(rows)]
    columns = [str(c) for c in range(cols)] + ["sum"]
    equations += [Equation(f"sum.{c}", tuple(f"{r}.{c}" for r in range(rows))) for c in columns]
    equations.append(Equation("sum.sum", tuple(f"sum.{c}" for c in range(cols))))
    for equation in equations:
        values[equation.total] = sum((values[path] for path in equation.parts), Decimal(0))
    return equations, values


@given(_tables(), st.data())
def test_one_changed_cell_is_found_and_its_value_too(
    table: tuple[list[Equation], dict[str, Decimal]], data: st.DataObject
) -> None:
    equations, values = table
    assert not [one for one in equations if weigh(one, values).standing != "even"]
    assert _repaired(equations, values) == []
    path = data.draw(st.sampled_from(sorted(values)))
    changed = values | {path: values[path] + data.draw(st.integers(1, 10**6))}
    broken = [one for one in equations if weigh(one, changed).standing == "off"]
    assert len(broken) >= 2
    assert _repaired(equations, changed) == [(path, values[path])]


def _repaired(equations: list[Equation], values: dict[str, Decimal]) -> list[tuple[str, Decimal]]:
    found = repairs([weigh(equation, values) for equation in equations], values)
    return [(one.path, one.value) for one in found]
