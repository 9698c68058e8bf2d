"""Money on its way in a sheet of use: more handed on than came in, more spent than was handed on."""

import re
from collections.abc import Iterator, Sequence

from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Beside, Finding
from medaid_desktop.core.checks.rule import Check, Rule
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.checks.wording import figure
from medaid_desktop.core.filing import cell_path
from medaid_desktop.core.forms import Form

USAGE = Rule(
    "amount.usage", "拨付、支出多于来源", ("warning",),
    "跟踪反馈表一行里，再下达（拨付）的不多于收到的，支出的不多于下达（拨付）的。多出的如有说明（含本级资金、上年结余），不报。",
    "钱不会越拨越多；多出来的不是录错，就是另有来源，要写明。",
    "收到 350 万元，下达（拨付）380 万元；下达 350 万元，支出 360 万元。",
    "《专项资金使用情况跟踪反馈表》各栏的先后关系。",
)  # fmt: skip

_WAY = ("amount", "sub_amount", "spent")
"""The columns of money in the order it takes; later ones never have more than the one before that is filled."""
_REASONS = ("unspent_reason", "note")
_OF_OTHERS = re.compile(r"本级|配套|自筹|[省市州县区]级|地方|结余|结转|上年|往年|追加|其他|合并|含|垫")
"""In a reason: other money may be among it."""


def _tables(form: Form) -> Sequence[str]:
    return [table.id for table in form.tables if all(table.column(name) for name in _WAY)]


def _check_usage(subject: Subject, _around: Around) -> Iterator[Finding]:
    for table in subject.facts.once(_tables):
        yield from subject.told(table, _row, ())


def _row(subject: Subject, table: str, index: int, _context: tuple[()]) -> Iterator[Finding]:
    row = subject.filing.rows(table)[index]
    if any(_OF_OTHERS.search(row.get(name, "")) for name in _REASONS):
        return
    before = ""
    for name in _WAY:
        path = cell_path(table, index, name)
        amount = subject.amount(path) if row.get(name) else None
        if amount is None:
            continue
        source = subject.amount(before) if before else None
        if source and source.unit == amount.unit and source.value > 0 and amount.value > source.value:
            label = " ".join(subject.definition(before).label.split())
            more = figure(amount.value - source.value)
            yield USAGE.found(
                subject, path,
                f"{subject.place(path)}是 {row[name]}，比“{label}”的 {subject.text(before)} 多 {more}。请核对，如含其他资金请写明",
                expected=f"不多于 {subject.text(before)}", actual=row[name],
                beside=[Beside(subject.place(before), subject.text(before), before)],
            )  # fmt: skip
        before = path


USAGES = Check((USAGE,), _check_usage)
