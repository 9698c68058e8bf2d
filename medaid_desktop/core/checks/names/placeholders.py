"""What a blank form prints to be replaced, and was left in: XX财政局, (200字以内), ____. Indicator tables have rules of their own."""

import re
from collections.abc import Iterator, Sequence

from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.rule import Check, Rule
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.filing import Row, cell_path
from medaid_desktop.core.forms import Form
from medaid_desktop.core.texts.numbers import excerpt, fold
from medaid_desktop.core.texts.placeholders import placeholder_in

PLACEHOLDER = Rule(
    "target.placeholder", "样表的提示没有替换", ("error",),
    "XX、**、……、____、某某某、202X年、X月X日、（200字以内）、【简要说明……】、请填写…… 等样表上的提示，和指标值里的 N人次、（ ）人次、待定，应换成本单位的内容。",
    "留着提示的表等于没有填，上级一看就会退回。",
    "财政部门填“XX财政局”；年度目标里还留着“（200字以内）”。",
    "各表样表的填写提示。",
)  # fmt: skip

_QUICK = re.compile(r"[XxＸｘ×*＊○〇某_＿字…·。□请此点单待简填【{｛\[［]|\.\.\.|．．．")
_SOME = re.compile(r"某某?(?=[省市州县区旗](?:医疗保障|医保|财政|民政|人民政府|卫生))")
_SHOWN = 16
_SKIPPED = ("choice",)
_MASKED = re.compile(r"[0-9][*×Xx]{2,}|[*×Xx]{2,}[0-9]")


def _places(form: Form) -> tuple[Sequence[str], Sequence[tuple[str, tuple[str, ...]]]]:
    """Fields, and columns of tables other than those of indicators, that a clerk fills with words."""
    tables = [table for table in form.tables if not (table.column("level3") and table.column("target"))]
    return (
        [one.id for one in form.fields if one.type not in _SKIPPED],
        [
            (table.id, tuple(one.id for one in table.columns if one.on_paper and one.type not in _SKIPPED))
            for table in tables
        ],
    )


def _check_placeholders(subject: Subject, _around: Around) -> Iterator[Finding]:
    fields, tables = subject.facts.once(_places)
    for name in fields:
        if (text := subject.filing.values.get(name)) and (left := left_in(text)):
            yield _found(subject, f"values.{name}", text, left)
    for table, columns in tables:
        for index, found in subject.rows_with(table, _left_in_row, columns):
            row = subject.filing.rows(table)[index]
            for name, left in found:
                yield _found(subject, cell_path(table, index, name), row[name], left)


def _left_in_row(columns: tuple[str, ...], row: Row) -> Sequence[tuple[str, str]]:
    return [(name, left) for name in columns if (text := row.get(name)) and (left := left_in(text))]


def _found(subject: Subject, path: str, text: str, left: str) -> Finding:
    shown = excerpt(text if len(text) <= _SHOWN else left)
    return PLACEHOLDER.found(
        subject, path, f"{subject.place(path)}里还留着样表的提示{shown}，请换成实际内容", actual=text
    )


def left_in(text: str) -> str:
    """The prompt that a text still has, 某县财政局 among them; "" where it has none, as in masked numbers."""
    if not _QUICK.search(text):
        return ""
    found = placeholder_in(text)
    if found and (found.startswith("20") or not _MASKED.search(fold(text))):
        return found
    match = _SOME.search(text)
    return text[match.start() : match.end() + 1] if match else ""


PLACEHOLDERS = Check((PLACEHOLDER,), _check_placeholders)
