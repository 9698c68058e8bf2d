"""Codes that contradict one another: two for one purpose, one with two names, classes that do not go together."""

from collections.abc import Iterator, Sequence

from medaid_desktop.core.checks.finding import Beside, Finding
from medaid_desktop.core.checks.names.code_places import Entry, entries
from medaid_desktop.core.checks.rule import Rule
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.definitions.budget_codes import BudgetCodes, name_key
from medaid_desktop.core.texts.numbers import excerpt

CONFLICT = Rule(
    "code.conflict", "科目编码互相矛盾", ("warning",),
    "同一用途只用一个科目：同名不同码、同码不同名、编码与名称对不上、部门预算与政府预算的经济科目不相对应，以及同一文件的几张表所列科目不同，都会指出。",
    "两个科目只有一个是对的，记错科目要调账。",
    "文件写支出列“2101301 城乡医疗救助”，所附分配表却列 2080902。",
    "财政部各年《政府收支分类科目》；财预〔2017〕98号所附经济分类对照。",
)  # fmt: skip

_TOGETHER = 5
"""Digits that two functional codes of one general name (行政运行) share where they are of one purpose."""


def conflicts(subject: Subject, found: Sequence[Entry], codes: BudgetCodes) -> Iterator[Finding]:
    """The conflicts inside of a filing. Codes of a wrong length are left to the rule of lengths."""
    whole = [one for one in found if one.is_whole]
    told: set[str] = set()
    for one in whole:
        finding = _not_its_name(subject, one, codes)
        if finding:
            told.add(one.path)
            yield finding
    yield from _among(subject, [one for one in whole if one.path not in told and one.name])
    yield from _pairs(subject, whole, codes)


def _not_its_name(subject: Subject, one: Entry, codes: BudgetCodes) -> Finding | None:
    """A code with the name that is known to be another code's."""
    year = subject.filing.year
    due = codes.of_name(one.kind, one.name, year) if one.name else None
    if due is None or due.code == one.code:
        return None
    known = codes.find(one.kind, one.code, year)
    if known and _alike(known.name, one.name):
        return None
    instead = f"，{one.code} 是“{known.name}”" if known else ""
    return CONFLICT.found(
        subject, one.path, f"{subject.place(one.path)}是“{one.written} {one.name}”：“{due.name}”的编码是 {due.code}{instead}，请核对",
        expected=due.code, actual=one.written, detail=one.code,
    )  # fmt: skip


def _among(subject: Subject, named: Sequence[Entry]) -> Iterator[Finding]:
    """One name with two codes, or one code with two names, told at the later one."""
    for at, one in enumerate(named):
        for other in named[:at]:
            if one.kind != other.kind:
                continue
            same_name = name_key(one.name) == name_key(other.name)
            if same_name and one.code != other.code and _of_one_purpose(one, other):
                yield _told(subject, one, other, f"名称都是“{one.name}”，编码却是 {other.written} 和 {one.written}")
                break
            if one.code == other.code and not same_name and not _alike(one.name, other.name):
                yield _told(subject, one, other, f"编码都是 {one.written}，名称却是“{other.name}”和“{one.name}”")
                break


def _of_one_purpose(one: Entry, other: Entry) -> bool:
    shared = _TOGETHER if one.kind == "functional" else 3
    return one.code[:shared] == other.code[:shared]


def _told(subject: Subject, one: Entry, other: Entry, what: str) -> Finding:
    return CONFLICT.found(
        subject, one.path, f"{subject.place(other.path)}和{subject.place(one.path)}，{what}，请核对",
        expected=other.written, actual=one.written, detail=other.code,
        beside=[Beside(subject.place(other.path), subject.text(other.path), other.path)],
    )  # fmt: skip


def _pairs(subject: Subject, whole: Sequence[Entry], codes: BudgetCodes) -> Iterator[Finding]:
    """The economic codes of a row, of department and government, that cannot stand together."""
    of_row = {(one.table, one.row): one for one in whole if one.kind == "department-economic" and one.row >= 0}
    for one in whole:
        other = of_row.get((one.table, one.row)) if one.kind == "government-economic" and one.row >= 0 else None
        if other and not codes.may_go_with(other.code, one.code):
            yield CONFLICT.found(
                subject, one.path,
                f"{subject.place(one.path)}是 {one.written}，同一行的部门预算经济科目是 {other.written}，两者不相对应，请核对",
                expected="、".join(codes.pairs.get(other.code, ())), actual=one.written, detail=other.code,
                beside=[Beside(subject.place(other.path), subject.text(other.path), other.path)],
            )  # fmt: skip


def in_other_tables(
    subject: Subject, found: Sequence[Entry], others: Sequence[Subject], codes: BudgetCodes
) -> Iterator[Finding]:
    """The functional code of one source of money, against that in the other tables of the same notice; told where the code
    is not known for these forms, or at both where neither or each is."""
    year = subject.filing.year
    elsewhere = [(table, entry) for table in others for entry in entries(table) if entry.source]
    for one in found:
        if not one.source or one.kind != "functional" or not one.is_whole:
            continue
        for table, other in elsewhere:
            code = other.code if other.is_whole else codes.likely(other.kind, other.code, other.name, year)
            if other.source != one.source or other.kind != one.kind or not code or code == one.code:
                continue
            if codes.find(one.kind, one.code, year) and not codes.find(one.kind, code, year):
                continue
            rows = table.filing.rows(other.table) if other.row >= 0 else []
            named = excerpt(rows[other.row].get("name", "")) if rows else table.place(other.path)
            yield CONFLICT.found(
                subject, one.path,
                f"{subject.place(one.path)}是 {one.written}，同一文件的另一张表里{named}列的是 {other.written}"
                f"{f'“{other.name}”' if other.name else ''}：同一笔钱用了两个科目，请核对",
                expected=code, actual=one.written, detail=code,
                beside=[Beside(table.place(other.path), table.text(other.path), other.path, table.filing.id)],
            )  # fmt: skip
            break


def _alike(one: str, other: str) -> bool:
    """Whether two names are one, written shorter or longer."""
    first, second = name_key(one), name_key(other)
    return first in second or second in first or set(first) <= set(second) or set(second) <= set(first)
