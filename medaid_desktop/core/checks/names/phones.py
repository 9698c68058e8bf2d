"""Telephone numbers: those that nobody can call."""

import re
from collections.abc import Iterator, Sequence

from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Finding, Mend
from medaid_desktop.core.checks.rule import Check, Rule
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.filing import cell_path
from medaid_desktop.core.forms import FieldDef, Form
from medaid_desktop.core.texts.field_types import FIELD_TYPES
from medaid_desktop.core.texts.numbers import fold
from medaid_desktop.core.texts.phones import parse_phone, split_contact
from medaid_desktop.core.texts.targets import is_placeholder

FORMAT = Rule(
    "phone.format", "电话号码不对", ("warning",),
    "手机号 11 位，以 1 开头；座机为区号（0 开头）加 7 或 8 位号码，本地号码 7 或 8 位，可带分机；也可以是 400 等服务号码。",
    "上级有疑问时要打得通电话。",
    "“0635-52239”号码少 2 位；“1380000000”是 10 位，手机号应为 11 位。",
    "中国电信网编号计划（工业和信息化部）。",
)  # fmt: skip

_WORDS = ("电话", "手机")
_LETTERS = str.maketrans("OoQlI|", "000111")
_WITH_LETTERS = re.compile(r"(?<![0-9A-Za-z])(?=[0-9-]*[OoQlI|])[0-9Oo][0-9OoQlI|-]{6,}(?![0-9A-Za-z])")
"""A stretch of digits with letters among them that look like 0 and 1."""
_WRITTEN = re.compile(r"\+?[0-9(][0-9()\s-]{4,}[0-9](?:\s*转\s*[0-9]+)?")


def _places(form: Form) -> tuple[Sequence[tuple[str, bool]], Sequence[tuple[str, str, bool]]]:
    """Fields and columns that hold telephone numbers; True where they hold nothing else, False where a name may stand alone."""
    fields = [(one.id, one.type == "phone") for one in form.fields if _may_hold(one)]
    columns = [
        (table.id, one.id, one.type == "phone") for table in form.tables for one in table.columns if _may_hold(one)
    ]
    return fields, columns


def _may_hold(one: FieldDef) -> bool:
    return one.type == "phone" or (one.type == "text" and any(word in one.label for word in _WORDS))


def _check_phones(subject: Subject, _around: Around) -> Iterator[Finding]:
    fields, columns = subject.facts.once(_places)
    for name, only in fields:
        if text := subject.filing.values.get(name):
            yield from _number(subject, f"values.{name}", text, only)
    for table, name, only in columns:
        yield from subject.told(table, _number_in_row, (name, only))


def _number_in_row(subject: Subject, table: str, index: int, column: tuple[str, bool]) -> Iterator[Finding]:
    name, only = column
    if text := subject.filing.rows(table)[index].get(name):
        yield from _number(subject, cell_path(table, index, name), text, only)


def _number(subject: Subject, path: str, text: str, only: bool) -> Iterator[Finding]:
    if mistyped := _with_letters(subject, path, text):
        yield mistyped
        return
    if is_placeholder(text) or (not only and not split_contact(text)[1]):
        return
    reason = FIELD_TYPES["phone"].doubt(text)
    if reason and not _all_can_be_called(text):
        yield FORMAT.found(subject, path, f"{subject.place(path)}：{reason}", actual=text)


def _with_letters(subject: Subject, path: str, text: str) -> Finding | None:
    """A number with letters for digits (138O0000000) that could be called without them."""
    folded = fold(text)
    match = _WITH_LETTERS.search(folded)
    if (
        match is None
        or sum(map(str.isdigit, match[0])) * 2 < len(match[0])
        or parse_phone(meant := match[0].translate(_LETTERS)) is None
    ):
        return None
    letters = "、".join(dict.fromkeys(one for one in match[0] if ord(one) in _LETTERS))
    mended = text[: match.start()] + meant + text[match.end() :]
    return FORMAT.found(
        subject, path, f"{subject.place(path)}里的“{match[0]}”有字母 {letters}，应是数字，请改为 {meant}", expected=meant, actual=text,
        mends=[Mend(f"改为 {meant}", ((path, mended),))],
    )  # fmt: skip


def _all_can_be_called(text: str) -> bool:
    """Whether each stretch that is written like a number is one, as where two people have theirs."""
    written = _WRITTEN.findall(fold(text).replace("—", "-"))
    return bool(written) and all(parse_phone(one) for one in written)


PHONES = Check((FORMAT,), _check_phones)
