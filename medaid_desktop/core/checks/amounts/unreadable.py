"""Cells for figures whose texts are none: 12O, 120*, 约120. No sum takes them in, so the clerk is told.

What is plainly a slip of the keys is an error wherever it stands. Words about a figure are told only where sums would not
balance with the figure that is likely meant, or nobody can tell which that is.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from medaid_desktop.core.checks.amounts.balance import Equation, weigh
from medaid_desktop.core.checks.amounts.odd_figures import Unread, unread
from medaid_desktop.core.checks.amounts.sum_words import cell, parts_added
from medaid_desktop.core.checks.amounts.unit_scale import EACH
from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Beside, Finding, Mend
from medaid_desktop.core.checks.form_facts import FormFacts
from medaid_desktop.core.checks.rule import Check, Rule
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.checks.wording import figure
from medaid_desktop.core.filing import Row, cell_path, parse_path
from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.texts.numbers import excerpt, value_of

UNREADABLE = Rule(
    "amount.unreadable", "看不懂的数", ("error", "warning"),
    "填数的格里有数字却不是一个数。字母 O、l 当成了 0、1，数后多了标点或记号，数中间夹了空格：报错并给出改法，"
    "表格里的数后面有记号而合计是平的不算，那多半是表下的注；写成“约120”“100+20”“一百二十”而合计也不平的：提醒核对。“另行下达”“见附表”这样的文字不算。",
    "看不懂的数加不进合计，它所在的合计就没有核对。",
    "城关区的金额写成“12O”（字母 O），应为 120。",
    "各表金额、人数、分值栏应填数。",
)  # fmt: skip

_SCORES = ("weight", "score", "total_score")
"""What the rules of scores speak of."""
_Kinds = tuple[tuple[str, str, str], ...]


@lru_cache(maxsize=64)
def _cells(facts: FormFacts) -> Sequence[tuple[str, _Kinds]]:
    """The fields (table "") and the columns of tables for figures which clerks type: (id, type, unit)."""
    found: list[tuple[str, _Kinds]] = []
    for table, definitions in [("", facts.form.fields), *((one.id, one.columns) for one in facts.form.tables)]:
        kinds = tuple(
            (one.id, one.type, one.unit)
            for one in definitions
            if one.type in ("amount", "number") and not one.computed and one.id not in _SCORES and not _is_each(one)
        )
        found += [(table, kinds)] if kinds else []
    return found


def _is_each(definition: FieldDef) -> bool:
    """Whether a cell may hold more than a plain figure: what is paid for each, a number of a row."""
    return (definition.type == "amount" and EACH.search(definition.label) is not None) or "号" in definition.label


def _check_unreadable(subject: Subject, _around: Around) -> Iterator[Finding]:
    for table, kinds in _cells(subject.facts):
        if not table:
            for name, found in _mistyped_in(kinds, subject.filing.values):
                yield _told(subject, f"values.{name}", found)
            continue
        for number, row in subject.rows_with(table, _mistyped_in_row, kinds):
            for name, found in row:
                yield _told(subject, cell_path(table, number, name), found)


def _mistyped_in(kinds: _Kinds, row: Row) -> Sequence[tuple[str, Unread]]:
    """The cells of which it is plain what is meant."""
    return [
        (name, found)
        for name, kind, unit in kinds
        if (text := row.get(name)) and value_of(text) is None and (found := unread(text, kind, unit)) and found.meant
    ]


def _mistyped_in_row(kinds: _Kinds, row: Row) -> Sequence[tuple[str, Unread]]:
    """As `_mistyped_in`, in a table, where a mark behind a figure may lead to a note: its sums tell whether it is right."""
    return [(name, found) for name, found in _mistyped_in(kinds, row) if not found.is_noted]


def _told(subject: Subject, path: str, found: Unread) -> Finding:
    text = subject.text(path)
    return UNREADABLE.found(
        subject, path, f"{subject.place(path)}是{excerpt(text)}，{found.reason}，没有当作数来核对。请改为 {found.meant}",
        expected=found.meant, actual=text, mends=[Mend(f"改为 {found.meant}", ((path, found.meant),))],
    )  # fmt: skip


def unchecked_told(
    subject: Subject, unclear: Sequence[str], equations: Sequence[Equation], values: Mapping[str, Decimal]
) -> Iterator[Finding]:
    """What is told of cells with words about a figure, `equations` being the sums that are not checked for their sake.

    Where these hold with the figures that are likely meant, all is well.
    """
    odd = {path: found for path in unclear if (found := _unread_at(subject, path)) and _waits(path, found)}
    likely = {path: found.likely for path, found in odd.items() if found.likely is not None}
    tried = {**values, **likely}
    told: set[str] = set()
    for equation in equations:
        paths = (equation.total, *equation.parts)
        cells = [path for path in paths if path in odd and path not in told]
        others = [path for path in paths if path in unclear and path not in likely]
        if cells and others:
            told.update(path for path in cells if path in others)
            yield from (_unknown(subject, path, odd[path]) for path in cells if path in others)
        elif cells and weigh(equation, tried).standing == "off":
            told.update(cells)
            yield from (_off(subject, path, odd[path], equation, tried) for path in cells)


def _waits(path: str, found: Unread) -> bool:
    """Whether it takes the sums of a cell to tell whether anything is wrong with it."""
    return not found.meant or (found.is_noted and bool(parse_path(path).table))


def _unread_at(subject: Subject, path: str) -> Unread | None:
    definition = subject.definition(path)
    if parse_path(path).column in _SCORES:
        return None
    kind = "number" if definition.type == "number" else "amount"
    return unread(subject.text(path), kind, definition.unit or subject.money_unit or "")


def _unknown(subject: Subject, path: str, found: Unread) -> Finding:
    text = subject.text(path)
    return UNREADABLE.found(
        subject, path, f"{subject.place(path)}是{excerpt(text)}，{found.reason}，它所在的合计没有核对。请只填一个数",
        severity="warning", actual=text,
    )  # fmt: skip


def _off(subject: Subject, path: str, found: Unread, equation: Equation, tried: Mapping[str, Decimal]) -> Finding:
    text, total = subject.text(path), equation.total
    shown = "它" if total == path else f"{cell(subject, total)}（{subject.text(total)}）"
    return UNREADABLE.found(
        subject, path,
        f"{subject.place(path)}是{excerpt(text)}，{found.reason}；按 {figure(tried[path])} 算，{shown}也不平："
        f"{parts_added(subject, equation, tried)}。请核对，并{f'改为 {found.written}' if found.written else '只填一个数'}",
        severity="error" if found.written else "warning", expected=found.written, actual=text,
        mends=[Mend(f"改为 {found.written}", ((path, found.written),))] if found.written else [],
        beside=[Beside(subject.place(one), subject.text(one), one) for one in (total, *equation.parts) if one != path and subject.text(one)],
    )  # fmt: skip


UNREADABLES = Check((UNREADABLE,), _check_unreadable)
