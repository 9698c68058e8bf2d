"""Reasons that are missing: points lost, targets far exceeded, money not spent."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Beside, Finding
from medaid_desktop.core.checks.names.marks import Marked, marked_lines, marked_tables, reached
from medaid_desktop.core.checks.rule import Check, Rule
from medaid_desktop.core.checks.scoring.rates import base_columns, stated_rate, total_row
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.checks.wording import figure
from medaid_desktop.core.filing import cell_path
from medaid_desktop.core.forms import Form
from medaid_desktop.core.indicators import class_key
from medaid_desktop.core.texts.numbers import fold, is_nothing
from medaid_desktop.core.texts.targets import direction, parse_target

REASON = Rule(
    "score.reason", "没有写明原因", ("warning",),
    "得分低于分值的、完成值远超指标值的、预算执行率偏低的、资金没有支出完的、预计完不成却写“确定能”的，都要写明偏差原因。",
    "没有原因的失分和超额，上级都会退回来问。",
    "分值 6、得分 4.8，偏差原因空白；指标值 ≥100 人次，完成 180 人次，没有说明。",
    "《项目支出绩效评价管理办法》（财预〔2020〕10号）：偏差原因分析及改进措施。",
    (("far", 130, "完成值达到指标值的百分之几要说明"), ("execution", 90, "执行率低于百分之几要说明")),
)  # fmt: skip

_OF_MONEY = re.compile(r"执行|支出|支付|拨付|资金|预算|结算|报销")
_CAUSE = re.compile(r"因|由于|未|尚|结转|结余|滞后|影响|调减|压减|待|推迟|节约|少于|低于|减少|下年|次年|明年")
_SURELY = re.compile(r"^\s*[☑√✓]?\s*(?:确定能|肯定能|一定能|能够?完成|确定)")
_STOPS = re.compile(r"[。；;！!？?\n]")
_LEAST_NOTE = 4


def _check_reasons(subject: Subject, _around: Around) -> Iterator[Finding]:
    if subject.facts.once(marked_tables):
        for line in marked_lines(subject):
            yield from _lost_or_exceeded(subject, line)
        yield from _execution(subject)
    for table in subject.facts.once(_unspent_tables):
        least = Decimal(str(REASON.setting(subject, "execution")))
        yield from subject.told(table, _unspent, least)
    for table in subject.facts.once(_likely_tables):
        yield from subject.told(table, _unlikely, ())


def _unspent_tables(form: Form) -> Sequence[str]:
    return [table.id for table in form.tables if table.column("unspent_reason") and table.column("spent")]


def _likely_tables(form: Form) -> Sequence[str]:
    return [table.id for table in form.tables if table.column("likelihood") and table.column("reason")]


def _has_reason(text: str) -> bool:
    return bool(text) and not is_nothing(text)


def _explained(line: Marked) -> bool:
    """Whether the row says why, in its column of reasons or in a longer remark."""
    return _has_reason(line.row.get("reason", "")) or len(line.row.get("note", "")) >= _LEAST_NOTE


def _lost_or_exceeded(subject: Subject, line: Marked) -> Iterator[Finding]:
    table = subject.form.tables_by_id[line.table]
    if table.column("reason") is None or _explained(line):
        return
    where = line.path("reason")
    if line.score is not None and line.weight is not None and line.score < line.weight:
        lost = figure(line.weight - line.score)
        yield REASON.found(
            subject, where, f"{subject.place(line.path('score'))}是 {line.row['score']}，比分值 {figure(line.weight)} 少 {lost}，请写明偏差原因和改进措施",
            detail="lost", beside=_beside(subject, line, "weight", "score"),
        )  # fmt: skip
        return
    target, actual = line.row.get("target", ""), line.row.get("actual", "")
    if not target or not actual or direction(parse_target(target)) == "less":
        return
    part = reached(target, actual, class_key(line.row.get("level2", "")))
    if part is not None and part * 100 >= Decimal(str(REASON.setting(subject, "far"))):
        yield REASON.found(
            subject, where,
            f"{subject.place(line.path('actual'))}是 {actual}，为指标值 {target} 的 {figure(round(part * 100, 0))}%，超出较多，请说明原因",
            detail="far", beside=_beside(subject, line, "target", "actual"),
        )  # fmt: skip


def _beside(subject: Subject, line: Marked, *columns: str) -> list[Beside]:
    return [Beside(subject.place(line.path(name)), line.row.get(name, ""), line.path(name)) for name in columns]


def _execution(subject: Subject) -> Iterator[Finding]:
    """A low rate of execution that no text of the form accounts for: the table of funding has no column for reasons."""
    least = Decimal(str(REASON.setting(subject, "execution")))
    for table, columns in subject.facts.once(base_columns):
        row = total_row(subject, table)
        if row is None or "rate" not in columns:
            continue
        path = cell_path(table, row, "rate")
        rate = stated_rate(subject.text(path))
        if rate is None or rate >= least or _accounts_for_money(subject):
            continue
        yield REASON.found(
            subject, path, f"{subject.place(path)}是 {subject.text(path)}，低于 {figure(least)}%，表中没有说明原因，请写明",
            actual=subject.text(path), detail="execution",
        )  # fmt: skip


def _accounts_for_money(subject: Subject) -> bool:
    texts = [text for name, text in subject.filing.values.items() if name != "goal_expected"]
    texts += [
        row.get(name, "") for rows in subject.filing.tables.values() for row in rows for name in ("reason", "note")
    ]
    return any(
        _OF_MONEY.search(sentence) and _CAUSE.search(sentence)
        for text in texts
        if text
        for sentence in _STOPS.split(text)
    )


def _unspent(subject: Subject, table: str, index: int, least: Decimal) -> Iterator[Finding]:
    row = subject.filing.rows(table)[index]
    given = next((name for name in ("sub_amount", "amount") if row.get(name)), "")
    if not given or not row.get("spent") or _has_reason(row.get("unspent_reason", "")):
        return
    whole, spent = (subject.amount(cell_path(table, index, name)) for name in (given, "spent"))
    if not whole or not spent or whole.unit != spent.unit or whole.value <= 0 or spent.value < 0:
        return
    if spent.value * 100 < whole.value * least:
        yield REASON.found(
            subject, cell_path(table, index, "unspent_reason"),
            f"{subject.place(cell_path(table, index, 'spent'))}是 {row['spent']}，{subject.definition(cell_path(table, index, given)).label}"
            f"是 {row[given]}，还有资金没有支出，请写明原因",
            detail="unspent",
        )  # fmt: skip


def _unlikely(subject: Subject, table: str, index: int, _context: tuple[()]) -> Iterator[Finding]:
    row = subject.filing.rows(table)[index]
    if "不可能" in fold(row.get("likelihood", "")) and not _has_reason(row.get("reason", "")):
        if len(row.get("note", "")) >= _LEAST_NOTE:
            return
        yield REASON.found(
            subject, cell_path(table, index, "reason"),
            f"{subject.place(cell_path(table, index, 'likelihood'))}是“{row['likelihood']}”，请写明偏差原因",
            detail="unlikely",
        )  # fmt: skip
        return
    if _SURELY.search(fold(row.get("likelihood", ""))) and not _has_reason(row.get("reason", "")):
        yield from _falls_short(subject, table, index)


def _falls_short(subject: Subject, table: str, index: int) -> Iterator[Finding]:
    """A target that is said to be reached for certain, where what is expected of the year is less than it."""
    row = subject.filing.rows(table)[index]
    target, expected = row.get("target", ""), row.get("expected_full_year", "")
    part = reached(target, expected, class_key(row.get("level2", ""))) if target and expected else None
    if part is None or part >= 1 or len(row.get("note", "")) >= _LEAST_NOTE:
        return
    where = cell_path(table, index, "likelihood")
    yield REASON.found(
        subject, where,
        f"{subject.place(where)}是“{row['likelihood']}”，预计全年完成 {expected}，没有达到指标值 {target}，请核对或写明原因",
        detail="short", beside=[
            Beside(subject.place(cell_path(table, index, name)), row[name], cell_path(table, index, name))
            for name in ("target", "expected_full_year")
        ],
    )  # fmt: skip


REASONS = Check((REASON,), _check_reasons)
