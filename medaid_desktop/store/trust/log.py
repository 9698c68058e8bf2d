"""The log of a ledger: what was done, by whom, on which content; only ever added to, each entry chained to the one before."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from medaid_desktop.core.digest import digest
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.log import Entry, breaks, details_text, linked
from medaid_desktop.errors import UserError
from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.ground.identity import now
from medaid_desktop.store.ground.progress import Cancelled, check_cancelled
from medaid_desktop.store.trust.history_sums import STEPS_SUM, steps_sum

KEEPS_LOG = 6
"""The schema version that brought it; a ledger that can only be read may be older."""

_COLUMNS = "number, at, operator, action, filing, digest, details, previous, hash"
_AT_ONCE = 500
_DIGEST = 64
"""How long the sums in details are: nobody looks for them."""
_LABELS = 8
"""What was done in a stretch of steps is told by so many of their labels."""
EDITED = "edit"
"""The action of entries made by `settle`: a stretch of steps of one filing."""


@dataclass(frozen=True, slots=True)
class LogQuery:
    """Which entries are looked for; what is "" does not count.

    `text` stands in who, the details, the filing's id or title; or the entry's action is among `actions`, which the text means.
    `since` is a day (ISO 8601).
    """

    text: str = ""
    operator: str = ""
    action: str = ""
    filing: str = ""
    actions: Sequence[str] = ()
    since: str = ""


class Log:
    """Adds entries within the transaction of what they tell of. `operator` says who works, `read` gives a filing."""

    def __init__(self, connection: Connection, operator: Callable[[], str], read: Callable[[str], Filing]) -> None:
        self._connection = connection
        self._operator = operator
        self._read = read
        self.is_kept: bool = connection.pragma("user_version") >= KEEPS_LOG

    def add(self, action: str, filing: str = "", content: str = "", **details: object) -> Entry:
        """Adds an entry, after those for steps of which the log does not speak yet; `content` is the digest it is about.

        Raises UserError where the ledger is read-only.
        """
        with self._connection.transaction():
            self.settle()
            return self._append(Entry(0, now(), self._operator(), action, filing, content, details_text(details)))

    def settle(self) -> int:
        """Adds an entry for each filing that was edited since the log last spoke of edits; returns how many.

        Every step is in the ledger at once, so that a crash loses none: they are told of when it is opened again.
        """
        with self._connection.transaction():
            told, newest = self._told()
            if newest <= told:
                return 0
            rows = self._connection.rows(
                "SELECT filing, operator, min(number), max(number), count(*), min(at), max(at),"
                " json_group_array(DISTINCT label) FROM steps WHERE number > ? GROUP BY filing, operator ORDER BY max(number)",
                (told,),
            )
            for filing, operator, first, last, count, begun, ended, labels in rows:
                told = json.loads(labels)[:_LABELS]
                said = details_text(
                    {
                        "steps": [first, last], "count": count, "from": begun, "to": ended, "labels": told,
                        STEPS_SUM: steps_sum(self._connection, filing, operator, first, last),
                    }
                )  # fmt: skip
                self._append(Entry(0, ended, operator, EDITED, filing, self._digest(filing), said))
            if rows:
                self._remember("log_step", str(max(row[3] for row in rows)))
        return len(rows)

    def _told(self) -> tuple[int, int]:
        """The last step that the log speaks of, and the last there is."""
        row = self._connection.row(
            "SELECT coalesce((SELECT value FROM meta WHERE key = 'log_step'), '0'),"
            " coalesce((SELECT max(number) FROM steps), 0)"
        )
        return (_number(row[0]), row[1]) if row else (0, 0)

    def _digest(self, filing: str) -> str:
        try:
            return digest(self._read(filing))
        except UserError:  # in the bin by now
            return ""

    def add_all(self, action: str, told: Iterable[tuple[str, str, Mapping[str, object]]]) -> int:
        """Adds an entry for each (filing, digest, details), as `add` does but cheaper; returns how many."""
        with self._connection.transaction():
            self.settle()
            at, operator, last, count = now(), self._operator(), self.last(), 0
            for filing, content, details in told:
                last = self._insert(
                    linked(Entry(0, at, operator, action, filing, content, details_text(details)), last)
                )
                count += 1
            if last is not None:
                self._remember("log_head", f"{last.number}:{last.hash}")
        return count

    def _append(self, entry: Entry) -> Entry:
        made = self._insert(linked(entry, self.last()))
        self._remember("log_head", f"{made.number}:{made.hash}")
        return made

    def _insert(self, made: Entry) -> Entry:
        self._connection.execute(
            f"INSERT INTO log ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                made.number, made.at, made.operator, made.action, made.filing, made.digest, made.details, made.previous,
                made.hash,
            ),
        )  # fmt: skip
        return made

    def _remember(self, key: str, value: str) -> None:
        self._connection.execute(
            "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )

    # -- reading -------------------------------------------------------------------------------------------------

    def last(self) -> Entry | None:
        """The newest entry."""
        row = self._connection.row(f"SELECT {_COLUMNS} FROM log ORDER BY number DESC LIMIT 1")
        return Entry(*row) if row else None

    def count(self, filing: str = "", action: str = "", content: str = "") -> int:
        """How many entries there are, of a filing, an action, a digest."""
        if not self.is_kept:
            return 0
        row = self._connection.row(
            "SELECT count(*) FROM log WHERE (?1 = '' OR filing = ?1) AND (?2 = '' OR action = ?2) AND (?3 = '' OR digest = ?3)",
            (filing, action, content),
        )
        return row[0] if row else 0

    def get(self, number: int) -> Entry | None:
        """An entry by its number, None where there is none."""
        row = self._connection.row(f"SELECT {_COLUMNS} FROM log WHERE number = ?", (number,)) if self.is_kept else None
        return Entry(*row) if row else None

    def about(self, filing: str, content: str) -> list[Entry]:
        """The entries about one content of a filing, the oldest first."""
        if not self.is_kept:
            return []
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} FROM log WHERE filing = ? AND digest = ? ORDER BY number", (filing, content)
        )
        return [Entry(*row) for row in rows]

    def numbers(self, wanted: LogQuery) -> Sequence[int]:
        """The numbers of the entries looked for, the newest first; cheap where all are."""
        if not self.is_kept:
            return ()
        if wanted == LogQuery():
            last = self.last()
            return range(last.number, 0, -1) if last else ()
        text = "%" + wanted.text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        marks = ", ".join("?" * len(wanted.actions))
        like = "LIKE ?1 ESCAPE '\\'"
        told = f"SELECT 1 FROM json_tree(details) WHERE type = 'text' AND atom {like} AND length(atom) <> {_DIGEST}"
        said = f"CASE WHEN json_valid(details) THEN EXISTS ({told}) ELSE details {like} END"
        sql = (
            "SELECT number FROM log WHERE (?2 = '' OR operator = ?2) AND (?3 = '' OR action = ?3) AND (?4 = '' OR filing = ?4)"
            " AND (?5 = '' OR at >= ?5)"
            f" AND (?1 = '%%' OR operator {like} OR {said} OR filing {like} OR action IN ({marks})"
            f" OR filing IN (SELECT id FROM filings WHERE title {like})) ORDER BY number DESC"
        )
        given = (text, wanted.operator, wanted.action, wanted.filing, wanted.since, *wanted.actions)
        return [row[0] for row in self._connection.rows(sql, given)]

    def some(self, numbers: Sequence[int]) -> list[Entry]:
        """The entries of these numbers, in this order; those that are missing are left out."""
        marks = ", ".join("?" * len(numbers))
        rows = self._connection.rows(f"SELECT {_COLUMNS} FROM log WHERE number IN ({marks})", tuple(numbers))
        found = {row[0]: Entry(*row) for row in rows}
        return [found[number] for number in numbers if number in found]

    def known(self) -> tuple[list[str], list[str]]:
        """Who did something, and which actions there are."""
        if not self.is_kept:
            return [], []
        who = self._connection.rows("SELECT DISTINCT operator FROM log ORDER BY operator")
        what = self._connection.rows("SELECT DISTINCT action FROM log ORDER BY action")
        return [row[0] for row in who], [row[0] for row in what]

    def count_after(self, number: int, filing: str, actions: Sequence[str]) -> int:
        """How many entries of a filing, of some actions, come after the entry of a number."""
        marks = ", ".join("?" * len(actions))
        row = self._connection.row(
            f"SELECT count(*) FROM log WHERE filing = ? AND action IN ({marks}) AND number > ?",
            (filing, *actions, number),
        )
        return row[0] if row else 0

    def entries(self, filing: str = "", newest_first: bool = False) -> Iterator[Entry]:
        """All entries, or those of a filing, read some at a time."""
        if not self.is_kept:
            return
        order, beyond = ("DESC", "<") if newest_first else ("ASC", ">")
        last = 1 << 62 if newest_first else 0
        while rows := self._connection.rows(
            f"SELECT {_COLUMNS} FROM log WHERE number {beyond} ? AND (? = '' OR filing = ?) ORDER BY number {order} LIMIT ?",
            (last, filing, filing, _AT_ONCE),
        ):
            yield from (Entry(*row) for row in rows)
            last = rows[-1][0]


def log_faults(connection: Connection, cancelled: Cancelled | None = None) -> list[str]:
    """Where the chain of a ledger's log does not hold, as Chinese sentences; [] where it does, or there is none yet.

    Raises CancelledError.
    """
    log = Log(connection, str, _nothing)
    if not log.is_kept:
        return []
    row = connection.row("SELECT value FROM meta WHERE key = 'log_head'")
    number, _, head = row[0].partition(":") if row else ("0", "", "")
    broken = breaks(_watched(log.entries(), cancelled), _number(number), head or None)
    found = [f"操作日志：{one.why}" for one in broken]
    if not _knows_its_steps(connection):
        found.append("操作日志：记到第几步修改的标记被改动过，有些修改可能没有记入")
    return found


def _knows_its_steps(connection: Connection) -> bool:
    """Whether the log remembers rightly how far it spoke of steps: set forward, it would be silent about those to come."""
    row = connection.row(
        "SELECT coalesce((SELECT value FROM meta WHERE key = 'log_step'), ''),"
        " coalesce((SELECT details FROM log WHERE action = ? ORDER BY number DESC LIMIT 1), ''),"
        " coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'steps'), 0)",
        (EDITED,),
    )
    told, details, newest = row or ("", "", 0)
    try:
        last = json.loads(details)["steps"][1] if details else None
    except (ValueError, TypeError, LookupError):  # the chain does not hold there, and that is told of
        last = None
    return told.isdecimal() and (int(told) == last if last is not None else int(told) <= newest)


def _number(text: str) -> int:
    """A number as the ledger remembers it; 0 where something else stands there."""
    return int(text) if text.isdecimal() else 0


def _watched(entries: Iterable[Entry], cancelled: Cancelled | None) -> Iterator[Entry]:
    for number, entry in enumerate(entries):
        if number % _AT_ONCE == 0:
            check_cancelled(cancelled)
        yield entry


def _nothing(_: str) -> Filing:
    raise UserError("这里不读填报件")
