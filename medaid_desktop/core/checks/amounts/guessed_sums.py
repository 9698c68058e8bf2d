"""Which sums a table promises whose rows do not say where they stand: only those that its names or its figures make certain."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from medaid_desktop.core.checks.amounts.allocation_sums import Hierarchy
from medaid_desktop.core.checks.amounts.balance import Equation, Weigh, repairs

_BORNE_OUT = 2
"""How many sums must hold for one that does not, where a table may be read otherwise."""


def certain(
    tree: Hierarchy, equations: Sequence[Equation], values: Mapping[str, Decimal], weigh: Weigh
) -> Sequence[Equation]:
    """Of the sums down a table those that are surely meant."""
    if not tree.is_guessed:
        return equations
    balances = [weigh(one) for one in equations]
    even = sum(one.standing in ("even", "rounding") for one in balances)
    off = [one for one in balances if one.standing == "off"]
    if tree.is_doubtful:
        return equations if even >= _BORNE_OUT * max(1, len(off)) else ()
    if tree.has_subtotals and off and even < len(off):
        return equations if even and sum(one.mended for one in repairs(balances, values)) == len(off) else ()
    other = {one.equation.rows[0] for one in off if _may_hold_itself(one.equation, values)}
    return [one for one in equations if one.rows[0] not in other] if other else equations


def _may_hold_itself(equation: Equation, values: Mapping[str, Decimal]) -> bool:
    """Whether one of the rows may be the sum of others, which would be counted twice."""
    stated = values[equation.total]
    terms = [values[path] for path in equation.parts if path in values]
    too_much = sum(terms, Decimal(0)) - stated
    if too_much == stated:
        return True
    return any(
        term == too_much and (_begins_with(terms[at + 1 :], term) or _begins_with(terms[:at][::-1], term))
        for at, term in enumerate(terms)
    )


def _begins_with(terms: Sequence[Decimal], whole: Decimal) -> bool:
    """Whether the first few of some terms, two at least, make a figure."""
    made = Decimal(0)
    for count, term in enumerate(terms, 1):
        made += term
        if made == whole and count > 1:
            return True
    return False
