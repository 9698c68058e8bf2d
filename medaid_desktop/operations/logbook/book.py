"""Entries of the log as lines: when, who, what, of which filing, and the code that its content is known by on paper."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from medaid_desktop.core.digest import verification_code
from medaid_desktop.core.review.log import Entry
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.logbook.words import ACTIONS, action_word, details_of, local_time, sentence
from medaid_desktop.store.ground.progress import Cancelled
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.records.listing import FilingSummary
from medaid_desktop.store.trust.log import LogQuery, log_faults
from medaid_desktop.store.trust.witness import witness_faults


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as people read it. `filing` is an id or "", `subject` the filing in words, `code` its verification code then."""

    number: int
    at: str
    who: str
    action: str
    filing: str
    subject: str
    details: str
    code: str


@dataclass(frozen=True, slots=True)
class ChainState:
    """How many entries the log has, and what is wrong with it or with what it bears witness to."""

    count: int
    faults: Sequence[str]

    @property
    def sentence(self) -> str:
        """What stands above the log."""
        if not self.faults:
            return f"日志完整，共 {counted(self.count)} 条"
        more = f"（共 {len(self.faults)} 处）" if len(self.faults) > 1 else ""
        return f"日志有问题：{self.faults[0].removeprefix('操作日志：')}{more}"


class Logbook:
    """Tells entries in words. What filings are called is looked up for many entries at once and remembered."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._subjects: dict[str, str] = {}
        self._forms: dict[str, str] = {}

    def lines(self, entries: Sequence[Entry]) -> list[Line]:
        """The entries as lines, in their order."""
        unknown = dict.fromkeys(one.filing for one in entries if one.filing and one.filing not in self._subjects)
        self._subjects |= dict.fromkeys(unknown, "")
        for one in self._desk.ledger.overview.summaries(list(unknown)):
            self._subjects[one.id], self._forms[one.id] = self._called(one), one.form
        return [self._line(one) for one in entries]

    def _line(self, entry: Entry) -> Line:
        code = verification_code(entry.digest) if _is_digest(entry.digest) else ""
        subject = self._subjects.get(entry.filing) or (f"已不在台账里（{entry.filing}）" if entry.filing else "")
        return Line(
            entry.number, local_time(entry.at), entry.operator, action_word(entry.action), entry.filing, subject,
            sentence(entry.action, entry.details, self._steps(entry.filing)), code,
        )  # fmt: skip

    def _steps(self, filing_id: str) -> Mapping[str, str]:
        """What the steps of a filing's form are called, by their ids."""
        try:
            form = self._desk.forms.get(self._forms.get(filing_id, ""))
        except UserError:
            return {}
        return {step.id: step.title for step in form.steps}

    def _called(self, summary: FilingSummary) -> str:
        place = self._desk.names(summary.region, summary.year).short
        year = f"{summary.year}" if summary.year else ""
        form = self._desk.forms.short(summary.form)
        title = summary.title if summary.title not in (form, self._desk.forms.title(summary.form)) else ""
        return " · ".join(part for part in (place, year, form, title) if part)


def query(
    text: str = "", operator: str = "", action: str = "", since: date | None = None, filing: str = ""
) -> LogQuery:
    """What is looked for: `text` anywhere in who, what, filing or details; `action` is a word of the program."""
    words = tuple(name for name, word in ACTIONS.items() if text and text in word)
    return LogQuery(text.strip(), operator, action, filing, words, since.isoformat() if since else "")


def chain_state(ledger: Ledger, cancelled: Cancelled | None = None) -> ChainState:
    """Reads the whole log and what it bears witness to; for a background thread. Raises CancelledError."""
    connection = ledger.connection
    looks: Sequence[Callable[[], list[str]]] = (
        lambda: log_faults(connection, cancelled),
        lambda: witness_faults(connection),
    )
    faults: list[str] = []
    for look in looks:
        try:
            faults += look()
        except UserError as error:
            faults.append(str(error))
    return ChainState(ledger.log.count(), faults)


def entry_json(entry: Entry) -> dict[str, Any]:
    """An entry as data, with all that its hash is over."""
    return {
        "number": entry.number, "at": entry.at, "operator": entry.operator, "action": entry.action,
        "filing": entry.filing or None, "digest": entry.digest or None, "details": details_of(entry.details),
        "previous": entry.previous, "hash": entry.hash,
    }  # fmt: skip


def counted(number: int) -> str:
    """A number with its thousands apart: 1 234."""
    return f"{number:,}".replace(",", " ")


def _is_digest(text: str) -> bool:
    try:
        return len(text) == 64 and int(text, 16) >= 0
    except ValueError:
        return False
