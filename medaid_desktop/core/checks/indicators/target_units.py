"""Quantities without a unit, and where else than in the cell a unit may be told."""

from decimal import Decimal

from medaid_desktop.core.checks.finding import Finding, Mend
from medaid_desktop.core.checks.indicators.target_rules import UNIT
from medaid_desktop.core.checks.subject import Indicator, Subject
from medaid_desktop.core.forms import EXTRA, FieldDef
from medaid_desktop.core.texts.indicator_names import name_sense, row_sense
from medaid_desktop.core.texts.numbers import find_numbers
from medaid_desktop.core.texts.targets import parse_target


def without_unit(subject: Subject, row: Indicator) -> Finding | None:
    """A hint where the target of a row is a quantity without a unit, with the unit that its name tells."""
    text = row.text()
    unit = missing_unit(row.text("level3"), row.text("level4"), text)
    if unit is None or unit_told_beside(subject, row, "target"):
        return None
    where = row.path()
    told = f"{subject.place(where)}是 {' '.join(text.split())}，没有写单位"
    if not unit:
        return UNIT.found(subject, where, f"{told}。请在数后写明单位", actual=text)
    end = find_numbers(text)[-1].end
    whole = f"{text[:end]}{unit}{text[end:]}"
    shown = " ".join(whole.split())
    return UNIT.found(
        subject, where, f"{told}，按指标名称应为“{unit}”", expected=shown, actual=text,
        mends=[Mend(f"改为 {shown}", ((where, whole),))],
    )  # fmt: skip


def missing_unit(level3: str, level4: str, text: str) -> str | None:
    """The unit that a quantity lacks, as its name tells it ("" where the name tells none); None where none is lacking:
    words, rates, 0, and names that state a unit or need none (满意度指数)."""
    target = parse_target(text)
    if target.kind != "number" or target.unit or target.value == Decimal(0):
        return None
    sense = row_sense(level3, level4)
    if sense.rate or sense.unitless or sense.states_unit:
        return None
    if not target.label:
        return sense.unit
    labelled = name_sense(target.label)
    return None if labelled.rate or labelled.unitless or labelled.states_unit else labelled.unit or sense.unit


def unit_told_beside(subject: Subject, row: Indicator, column: str) -> bool:
    """Whether the unit of a cell stands elsewhere: in the head of its column, or in a column of units of its row."""
    head = _head_tells_unit(subject.form.definition(row.table, column))
    return head or any("单位" in name and text for name, text in row.row.items() if name.startswith(EXTRA))


def _head_tells_unit(column: FieldDef) -> bool:
    return bool(column.unit) or "单位" in column.label or name_sense(column.label).states_unit
