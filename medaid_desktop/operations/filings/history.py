"""The history of a filing for people: who did what and when, how it was, what differs, and back to how it was."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from medaid_desktop.core.changes.differences import Difference, compare
from medaid_desktop.core.filing import Edit, Filing, Row, row_text
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings import editing
from medaid_desktop.store.records.history import Past, PastStep, birth, past_steps
from medaid_desktop.store.records.steps import Applied, Kind, State

__all__ = ["Difference", "Entries", "Entry", "Past", "compare", "compare_filings", "entries", "restore", "state_at"]

_TYPED = ("填写“", "勾选“", "填写「", "勾选「", "清除 1 格", "粘贴 1 格", "向下填充 1 格", "向右填充 1 格", "填回 1 处")
"""How the labels of steps begin that fill a single cell by hand; ledgers keep them, so those of former versions too."""
_SITTING = timedelta(minutes=10)
"""A longer break begins a new entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a history: a step, several steps of one sitting, or (`last` 0) how the filing came into the ledger.

    `first` and `last` are the numbers of the oldest and newest step, `began` and `at` their moments (ISO 8601 with
    offset). `cells` is how many places were changed, rows counting once. `parts` are the steps in it, newest first, where there are several.
    """

    first: int
    last: int
    began: str
    at: str
    operator: str
    label: str
    kind: Kind
    state: State
    cells: int
    parts: tuple["Entry", ...] = ()


@dataclass(frozen=True, slots=True)
class Entries:
    """A stretch of a history, newest first; `below` asks for the next one, None at the end."""

    entries: list[Entry]
    below: int | None


def entries(desk: Desk, filing_id: str, below: int | None = None, limit: int = 100) -> Entries:
    """Up to `limit` entries older than step `below` (None: the newest). The last of all is the filing's creation.

    Cells filled one after the other by one person make one entry. Raises UserError where the filing is unknown.
    """
    born, origin = birth(desk.ledger.connection, filing_id)
    sittings = _sittings(past_steps(desk.ledger.connection, filing_id, below))
    found = [_entry(sitting) for sitting in islice(sittings, limit)]
    if len(found) == limit:
        return Entries(found, found[-1].first)
    label = f"建立填报件：{origin}" if origin else "建立填报件"
    return Entries([*found, Entry(0, 0, born, born, "", label, "edit", "done", 0)], None)


def state_at(desk: Desk, filing_id: str, step: int, past: Past | None = None) -> Filing:
    """The content of a filing after a step, 0 for as it came into the ledger; region and year are today's.

    `past` remembers states between calls. Raises UserError where the history is damaged on the way there.
    """
    return (past or Past(filing_id)).state(desk.ledger.connection, step)


def compare_filings(desk: Desk, one: str, other: str) -> list[Difference]:
    """What differs between two filings of one form. Raises UserError where the forms differ."""
    before, after = desk.ledger.filings.get(one), desk.ledger.filings.get(other)
    form = desk.form_of(after)
    if before.form != after.form:
        titles = f"《{desk.form_of(before).title}》和《{form.title}》"
        raise UserError("两份填报件不是同一表种，不能逐格比较", titles, "请选两份同一表种的填报件")
    return compare(form, before, after)


def restore(desk: Desk, filing_id: str, step: int, past: Past | None = None) -> Applied:
    """Brings a filing's content back to what it was after a step: one new step, which can be undone.

    `Applied.step` is None where the content is the same already. Raises UserError where the ledger is read-only or
    the history damaged; nothing is then changed.
    """
    if desk.ledger.read_only:
        raise UserError("不能恢复，现在只能查看", desk.ledger.filings.title(filing_id), desk.ledger.read_only_reason)
    wanted = state_at(desk, filing_id, step, past)
    present = desk.ledger.filings.get(filing_id)
    label, version = restore_label(desk, filing_id, step), wanted.form_version
    if version == present.form_version:
        version = ""
    edits = edits_to(present, wanted)
    return editing.commit(desk, filing_id, edits, label, keep_groups=True, version=version, keep_computed=True)


def restore_label(desk: Desk, filing_id: str, step: int) -> str:
    """恢复到 11月22日 14:03 的内容, as it stands in menu and history."""
    found = next(past_steps(desk.ledger.connection, filing_id, step + 1), None) if step else None
    at = found.at if found else birth(desk.ledger.connection, filing_id)[0]
    return f"恢复到 {moment_words(at)} 的内容" if found else f"恢复到 {moment_words(at)} 建立时的内容"


def moment_words(at: str, today: datetime | None = None) -> str:
    """A moment as people say it: 11月22日 14:03, with the year where it is not this one."""
    moment = datetime.fromisoformat(at)
    year = "" if moment.year == (today or datetime.now()).year else f"{moment.year}年"
    return f"{year}{moment.month}月{moment.day}日 {moment:%H:%M}"


def edits_to(present: Filing, wanted: Filing) -> list[Edit]:
    """The edits that turn one content into another; rows at the beginning and end that stay are left alone."""
    names = dict.fromkeys([*present.values, *wanted.values])
    edits: list[Edit] = [
        (f"values.{name}", wanted.values.get(name, ""))
        for name in names
        if present.values.get(name, "") != wanted.values.get(name, "")
    ]
    for table in dict.fromkeys([*present.tables, *wanted.tables]):
        edits += _row_edits(table, present.rows(table), wanted.rows(table))
    return edits


def _row_edits(table: str, present: Sequence[Row], wanted: Sequence[Row]) -> list[Edit]:
    least = min(len(present), len(wanted))
    first = next((at for at in range(least) if present[at] != wanted[at]), least)
    same = next((at for at in range(least - first) if present[-1 - at] != wanted[-1 - at]), least - first)
    behind, wanted_behind = len(present) - same, len(wanted) - same
    common = min(behind, wanted_behind)
    replaced = [
        (f"tables.{table}[{at}]", row_text(wanted[at])) for at in range(first, common) if present[at] != wanted[at]
    ]
    deleted = [(f"tables.{table}[{at}]", "") for at in range(behind - 1, common - 1, -1)]
    inserted = [(f"tables.{table}[+{at}]", row_text(wanted[at])) for at in range(common, wanted_behind)]
    return [*replaced, *deleted, *inserted]


# -- entries -------------------------------------------------------------------------------------------------------


def _sittings(steps: Iterator[PastStep]) -> Iterator[list[PastStep]]:
    """Steps, newest first, in the groups that make one entry each."""
    sitting: list[PastStep] = []
    for step in steps:
        if sitting and not _belong_together(step, sitting[-1]):
            yield sitting
            sitting = []
        sitting.append(step)
    if sitting:
        yield sitting


def _belong_together(older: PastStep, newer: PastStep) -> bool:
    if not (_is_typed(older) and _is_typed(newer)):
        return False
    if (older.operator, older.state) != (newer.operator, newer.state) or older.at[:10] != newer.at[:10]:
        return False
    return datetime.fromisoformat(newer.at) - datetime.fromisoformat(older.at) <= _SITTING


def _is_typed(step: PastStep) -> bool:
    return step.kind == "edit" and step.label.startswith(_TYPED)


def _entry(sitting: Sequence[PastStep]) -> Entry:
    parts = tuple(
        Entry(one.number, one.number, one.at, one.at, one.operator, one.label, one.kind, one.state, one.places)
        for one in sitting
    )
    newest, oldest = sitting[0], sitting[-1]
    if len(sitting) == 1:
        return parts[0]
    cells = len({one.path if "[+" not in one.path else str(one.number) for one in sitting})
    return replace(
        parts[0], first=oldest.number, began=oldest.at, at=newest.at, label=f"填写 {cells} 格", cells=cells, parts=parts
    )
