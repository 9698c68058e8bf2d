"""The marks of a self-evaluation: what each line is worth, what it got, and how far its target was reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.filing import Row, cell_path
from medaid_desktop.core.forms import Form
from medaid_desktop.core.texts.numbers import Quantity, read_quantity, value_of
from medaid_desktop.core.texts.targets import direction, parse_target

_UNITS = ("", "分", "%")
_MOST = 10_000
"""More is no mark."""
_COUNTED = ("人", "人次", "次", "户", "个", "家", "例", "件", "场", "期", "万人", "万人次", "人次数")


@dataclass(frozen=True, slots=True)
class Marked:
    """A line with marks. `weight` and `score` are None where blank, not understood, or where there is none on purpose (—)."""

    table: str
    index: int
    row: Row
    weight: Decimal | None
    score: Decimal | None
    is_indicator: bool

    def path(self, column: str) -> str:
        return cell_path(self.table, self.index, column)


def marked_lines(subject: Subject) -> Sequence[Marked]:
    """The lines of all tables that have marks: those of the funding and the indicators."""
    indicators = {table.id for table in subject.facts.indicator_tables}
    return [
        Marked(table, index, row, _mark(row.get("weight", "")), _mark(row.get("score", "")), table in indicators)
        for table in subject.facts.once(marked_tables)
        for index, row in enumerate(subject.filing.rows(table))
    ]


def is_open(lines: Sequence[Marked], column: str) -> bool:
    """Whether marks of a column are still to come: an indicator has none, or no line of the funding has one. Only the line
    of the whole money has marks, those of its parts are mostly left blank."""
    indicators = [line for line in lines if line.is_indicator]
    funding = [line for line in lines if not line.is_indicator]
    return any(not line.row.get(column) for line in indicators) or (
        bool(funding) and not any(line.row.get(column) for line in funding)
    )


def marked_tables(form: Form) -> Sequence[str]:
    """The tables of a form that have both what a line is worth and what it got."""
    return [table.id for table in form.tables if table.column("weight") and table.column("score")]


def _mark(text: str) -> Decimal | None:
    value = value_of(text) if text else None
    if value is None and text:
        found = read_quantity(text)
        value = found.value if isinstance(found, Quantity) and found.unit in _UNITS else None
    return value if value is None or abs(value) <= _MOST else None


def reached(target_text: str, actual_text: str, second: str) -> Decimal | None:
    """What part of its target an indicator reached, 1 where it did just that; None where that cannot be told for sure.

    By the target's own direction; a bare count of a quantity class (1596 人次), and a rate of 100 %, mean at least. `second` is
    its second-level class. Source: self-evaluation by proportion, 财预〔2020〕10号 (domain facts).
    """
    target, actual = parse_target(target_text), parse_target(actual_text)
    if target.kind != "number" or actual.kind != "number" or target.value is None or actual.value is None:
        return None
    if target.upper is not None or actual.upper is not None or target.value <= 0 or actual.value < 0:
        return None
    if actual.operator not in (None, "=") or (actual.unit or "") != (target.unit or ""):
        return None
    way = direction(target)
    if way == "less":
        return target.value / actual.value if actual.value else None
    counted = second == "数量" and (target.unit or "") in ("", *_COUNTED)
    whole = target.percent and target.value == 100
    if way == "more" or (way in (None, "exact") and (counted or whole)):
        return actual.value / target.value
    return None
