"""Looking back: the steps of a filing in short, and its content as it was after any of them. Reads only."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from medaid_desktop.core.filing import Edit, Filing
from medaid_desktop.errors import UserError
from medaid_desktop.store.ground import content, problems
from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.records.steps import Kind, State

TELLS_ORIGIN = 2
"""The schema version that brought `origin`; a ledger that can only be read may be older."""

_CHUNK = 500
"""Steps read at a time; after each chunk the state reached is kept."""
_MOST_KEPT = 24


@dataclass(frozen=True, slots=True)
class PastStep:
    """A step without its edits: `places` is how many there are, `path` what the first of them changes.

    `target` is the number of the step that an undo or redo is about.
    """

    number: int
    at: str
    operator: str
    label: str
    kind: Kind
    state: State
    target: int | None
    places: int
    path: str


def birth(connection: Connection, filing_id: str) -> tuple[str, str]:
    """(when a filing came into the ledger, ISO 8601 with offset; how, "" where that was not told).

    Raises UserError where the filing is unknown.
    """
    origin = "origin" if connection.pragma("user_version") >= TELLS_ORIGIN else "''"
    row = connection.row(f"SELECT created_at, {origin} FROM filings WHERE id = ?", (filing_id,))
    if row is None:
        raise _unknown(filing_id)
    return row[0], row[1]


def past_steps(connection: Connection, filing_id: str, below: int | None = None) -> Iterator[PastStep]:
    """The steps of a filing, newest first, from the one before number `below` on; read as they are asked for."""
    while True:
        rows = connection.rows(
            "SELECT number, at, operator, label, kind, state, target,"
            " CASE WHEN json_valid(edits) THEN json_array_length(edits) ELSE 0 END,"
            " CASE WHEN json_valid(edits) THEN coalesce(json_extract(edits, '$[0][0]'), '') ELSE '' END"
            " FROM steps WHERE filing = ? AND (? IS NULL OR number < ?) ORDER BY number DESC LIMIT ?",
            (filing_id, below, below, _CHUNK),
        )
        for row in rows:
            yield PastStep(*row)
        if len(rows) < _CHUNK:
            return
        below = rows[-1][0]


class Past:
    """The states one filing has been in. Keeps some on the way back, so that looking at one after another is quick.

    Steps are only ever added, so what is kept stays true. May be used by several threads, which take turns.
    """

    def __init__(self, filing_id: str) -> None:
        self.filing_id = filing_id
        self._kept: dict[int, Filing] = {}
        """By number n: the content after every step up to n."""
        self._mutex = threading.Lock()

    def state(self, connection: Connection, step: int) -> Filing:
        """The content after step number `step` (0: as it came into the ledger), under today's region and year.

        Found by taking the later steps back, one by one; each must fit both ways. Raises UserError where one does not,
        being damaged, and where the filing is unknown.
        """
        with self._mutex:
            head = self._look(connection)
            start = min(number for number in self._kept if number >= min(step, max(self._kept)))
            state = self._kept[start].copy()
            self._walk(connection, state, start, step)
        state.region, state.year, state.variant, state.status = head
        return state

    def _look(self, connection: Connection) -> tuple[Any, ...]:
        """Reads the present state, unless it is kept; in one statement, so that number and content belong together."""
        row = connection.row(
            "SELECT region, year, variant, status, form, form_version, content,"
            " (SELECT coalesce(max(number), 0) FROM steps WHERE filing = filings.id) FROM filings WHERE id = ?",
            (self.filing_id,),
        )
        if row is None:
            raise _unknown(self.filing_id)
        if row[7] not in self._kept:
            try:
                values, tables = content.decode(row[6])
            except ValueError as error:
                where = f"填报件 {self.filing_id} 的内容已损坏"
                raise problems.damaged(where, connection.path) from error
            self._keep(row[7], Filing(row[4], id=self.filing_id, form_version=row[5], values=values, tables=tables))
        return row[:4]

    def _walk(self, connection: Connection, state: Filing, start: int, step: int) -> None:
        below = start
        while below > step:
            rows = connection.rows(
                "SELECT number, at, label, edits, undo FROM steps WHERE filing = ? AND number <= ? AND number > ?"
                " ORDER BY number DESC LIMIT ?",
                (self.filing_id, below, step, _CHUNK),
            )
            for number, at, label, edits, undo in rows:
                try:
                    _take_back(state, _edits(edits), _edits(undo))
                except (ValueError, TypeError, UserError) as error:
                    raise _misfit(at, label) from error
                below = number - 1
            if len(rows) < _CHUNK:
                below = min(below, step)
            self._keep(below, state.copy())

    def _keep(self, number: int, state: Filing) -> None:
        self._kept[number] = state
        if len(self._kept) > _MOST_KEPT:
            newest = max(self._kept)
            oldest = next(known for known in self._kept if known not in (number, newest))
            del self._kept[oldest]


def _take_back(state: Filing, edits: list[Edit], undo: list[Edit]) -> None:
    """Undoes a step. Raises ValueError unless doing it again leads back to just where it was taken back from.

    Undoing twice with the step in between says the same both times only if all that it touches is as it was.
    """
    forward = state.apply(undo)
    if state.apply(edits) != undo or state.apply(undo) != forward:
        raise ValueError("a step does not lead to what follows it")


def _edits(text: str) -> list[Edit]:
    read: Any = json.loads(text)
    return [(cast("str", path), cast("str", value)) for path, value in read]


def _misfit(at: str, label: str) -> UserError:
    return UserError(
        "修改记录有一处已损坏，不能恢复到这以前的内容",
        f"{at[:16].replace('T', ' ')}　{label}",
        "较晚的记录仍可查看；需要更早的内容时，请用备份恢复",
    )


def _unknown(filing_id: str) -> UserError:
    return UserError("台账里没有这份填报件", filing_id, "请核对编号；它可能已被彻底删除")
