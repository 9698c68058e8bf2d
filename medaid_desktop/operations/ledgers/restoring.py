"""Putting a backup in the place of a ledger: whether it is one of that ledger, and what was done since that must not come undone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medaid_desktop.core.digest import digest
from medaid_desktop.core.review.chain import standing_signings
from medaid_desktop.core.review.events import Event, Withdrawn
from medaid_desktop.core.review.log import Entry
from medaid_desktop.errors import UserError
from medaid_desktop.operations.ledgers.operators import Restorer
from medaid_desktop.operations.logbook.words import details_of
from medaid_desktop.store.ground.identity import now
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.safety.recovery import restore
from medaid_desktop.store.trust.log import LogQuery, log_faults
from medaid_desktop.store.trust.operators import OperatorRow

RESTORE = "restore"
REASON = "恢复了较早的备份"
_UNDOES = ("return", "withdraw", "purge")
"""The actions of the log that take approvals back."""
_AT_ONCE = 500
_MEANS = (
    "恢复它会把现在的内容、审核和操作日志整个换成那份文件里的；与现在不同的审核都会撤回，须重新审核，操作员仍是现在的"
)


@dataclass(frozen=True, slots=True)
class Kinship:
    """How a backup is related to the ledger whose place it is to take.

    `why_strange` says in Chinese why it is no earlier state of it, "" where it is one, and where the ledger cannot be read.
    `since` is the number of the ledger's entry up to which both are the same, `lapsing` how many filings somebody stands by now
    who will not after restoring.
    """

    why_strange: str
    since: int = 0
    keeps_operators: bool = False
    lapsing: int = 0

    @property
    def means(self) -> str:
        """What it means to take a strange one."""
        return f"{_MEANS}。"


def kinship(path: Path, backup: Path) -> Kinship:
    """Looks at both; for a background thread. A ledger that is missing or damaged has no say. Raises UserError for an unfit backup."""
    try:
        present = Ledger.open(path, read_only=True)
    except UserError:
        return Kinship("")
    with present, Ledger.open(backup, read_only=True) as other:
        return _kinship(present, other)


def _kinship(present: Ledger, other: Ledger) -> Kinship:
    last = present.log.last() if present.log.is_kept else None
    is_kept = present.access.is_kept
    theirs = other.log.last() if other.log.is_kept else None
    if present.ledger_id != other.ledger_id:
        return Kinship("这个文件是另一个台账，不是现在这个台账的备份", 0, is_kept)
    if last is None or _is_blank(other):
        return Kinship("", 0, is_kept, _lapsing(present, other))
    if theirs is None:
        return Kinship("这个备份没有操作日志（可能由旧版程序做成），无法核对它是不是现在这个台账的备份", 0, is_kept)
    since = _since(present, theirs)
    if since is None:
        return Kinship("这个备份的操作日志与现在的台账对不上，不是它较早的样子", 0, is_kept)
    if log_faults(other.connection):
        return Kinship("这个备份的操作日志被本程序以外的手段改动过", 0, is_kept)
    return Kinship("", since, is_kept, _lapsing(present, other))


def _lapsing(present: Ledger, other: Ledger) -> int:
    """How many filings have approvals that are not in the backup."""
    standing = {one: standing_signings(_events(present, one)) for one in present.reviews.filings()}
    return sum(bool(mine) and mine != standing_signings(_events(other, one)) for one, mine in standing.items())


def _is_blank(other: Ledger) -> bool:
    """Whether nothing was ever done in a ledger: every one was like that once."""
    kept = other.filings.count() + other.filings.count(deleted=True)
    return other.log.is_kept and not (other.log.count() or kept or other.templates.all() or other.units.list())


def _since(present: Ledger, last: Entry) -> int | None:
    """Up to which entry a ledger is the same as a backup, by the last entry there: it stands in its log, or is the one that was
    replaced when an earlier backup was restored. None where neither is so."""
    mine = present.log.get(last.number)
    if mine is not None and mine.hash == last.hash:
        return last.number
    restored = present.log.some(present.log.numbers(LogQuery(action=RESTORE)))
    return next(
        (one.number for one in restored if details_of(one.details).get("head") == [last.number, last.hash]), None
    )


def restore_backup(path: Path, backup: Path, restorer: Restorer | None = None, force: bool = False) -> Path | None:
    """Puts a backup in the ledger's place; returns where the present file was put aside, None where there was none.

    Where people sign in it needs a `restorer`. What is no earlier state of the ledger is taken only with `force`, and there only
    from who manages the operators, who stay those of the present ledger. Approvals that were taken back since are taken back again,
    and of a strange file all those that the present ledger has not. The log of the ledger that stands there then tells of it all.
    All that is done to a copy: what is put in place is settled. Raises UserError.
    """
    known = kinship(path, backup)
    if restorer is None or not restorer.serves(path):
        restorer = Restorer(path, "", not known.keeps_operators)
        _require_nobody_signs_in(path, known)
    if known.why_strange and known.keeps_operators and not restorer.is_keeper:
        raise UserError(
            known.why_strange, backup.name, "台账设有操作员，只能由管理操作员的人登录后恢复；恢复前请先弄清文件的来源"
        )
    if known.why_strange and not force:
        raise StrangeBackupError(
            known.why_strange, backup.name, f"{_MEANS}。确定要换，请再确认一次（命令行加 --force）"
        )
    by = restorer.name

    def settle(copy: Path) -> None:
        before = _before(path, known)  # nobody writes there any more
        with Ledger.open_copy(copy) as ledger:
            _settle(ledger, backup, before, known, by)

    return restore(backup, path, settle)


def _require_nobody_signs_in(path: Path, known: Kinship) -> None:
    if known.keeps_operators:
        with Ledger.open(path, read_only=True) as present:
            present.access.require("restore")


class StrangeBackupError(UserError):
    """What is to be restored is no earlier state of the ledger; it is taken only with force."""


@dataclass(frozen=True, slots=True)
class _Before:
    """What is known of the ledger that is replaced: its id, number and hash of its log's last entry, review events by filing, the
    filings that an approval was taken from since the backup, and who works in it."""

    ledger_id: str = ""
    head: tuple[int, str] | None = None
    events: Mapping[str, Sequence[Event]] | None = None
    undone: frozenset[str] = frozenset()
    operators: Sequence[OperatorRow] = ()


def _before(path: Path, known: Kinship) -> _Before:
    try:
        with Ledger.open(path, read_only=True) as ledger:
            events = {filing_id: _events(ledger, filing_id) for filing_id in ledger.reviews.filings()}
            numbers = [
                number
                for action in _UNDOES
                for number in ledger.log.numbers(LogQuery(action=action))
                if number > known.since
            ]
            undone = {
                entry.filing
                for first in range(0, len(numbers), _AT_ONCE)
                for entry in ledger.log.some(numbers[first : first + _AT_ONCE])
            }
            last = ledger.log.last() if ledger.log.is_kept else None
            head = (last.number, last.hash) if last else None
            return _Before(ledger.ledger_id, head, events, frozenset(undone), ledger.operators.rows())
    except UserError:  # missing or damaged: that is why it is restored
        return _Before()


def _settle(ledger: Ledger, backup: Path, before: _Before, known: Kinship, by: str) -> None:
    said = before.events or {}
    changed = [filing_id for filing_id, events in said.items() if list(events) != _events(ledger, filing_id)]
    with ledger.transaction():
        taken = _take_back(ledger, before, known, by)
        details: dict[str, Any] = {"withdrawn": taken} if taken else {}
        if known.why_strange:
            details["strange"] = known.why_strange
        ledger.log.add(
            RESTORE, backup=backup.name, by=by, head=before.head, filings=sorted(changed), **details
        )  # fmt: skip
        if before.operators or before.ledger_id == ledger.ledger_id:
            ledger.operators.replace(before.operators)


def _take_back(ledger: Ledger, before: _Before, known: Kinship, by: str) -> list[str]:
    """Withdraws what somebody stands by in the restored ledger and nobody should; returns the filings."""
    if before.events is None:
        return []
    taken: list[str] = []
    for filing_id in sorted(ledger.reviews.filings()):
        signings = standing_signings(_events(ledger, filing_id))
        if not signings:
            continue
        if known.why_strange:
            is_due = signings != standing_signings(before.events.get(filing_id, ()))
        else:
            is_due = filing_id in before.undone
        if is_due:
            ledger.reviews.add(filing_id, Withdrawn(by or ledger.operator, REASON, now()), _digest(ledger, filing_id))
            ledger.filings.note_status(filing_id, "draft")
            taken.append(filing_id)
    return taken


def _events(ledger: Ledger, filing_id: str) -> Sequence[Event]:
    try:
        return ledger.reviews.events(filing_id)
    except UserError:  # they cannot be read, so nobody stands by anything
        return ()


def _digest(ledger: Ledger, filing_id: str) -> str:
    try:
        return digest(ledger.filings.get(filing_id))
    except UserError:  # in the bin
        return ""
