"""Figures in the sentences of findings, as a clerk would write them."""

from collections.abc import Sequence
from decimal import Decimal

from medaid_desktop.core.texts.numbers import format_number

_MOST_TERMS = 8


def figure(value: Decimal) -> str:
    """A figure without zeros behind the point that say nothing: 20810, 243.01, -105."""
    text = format_number(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def added(terms: Sequence[Decimal]) -> str:
    """Terms as a sum (145.18＋9), "" for a single one; the middle of a long one is left out."""
    if len(terms) < 2:
        return ""
    shown = [figure(term) if term >= 0 else f"({figure(term)})" for term in terms]
    if len(shown) > _MOST_TERMS:
        shown = [*shown[: _MOST_TERMS - 2], "…", shown[-1]]
    return "＋".join(shown)


def listed(names: Sequence[str], most: int = 8) -> str:
    """Names in a row (天山区、沙依巴克区), those beyond `most` counted."""
    shown = "、".join(names[:most])
    return f"{shown}等 {len(names)} 处" if len(names) > most else shown
