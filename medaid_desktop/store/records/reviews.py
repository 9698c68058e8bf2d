"""What offices have said of filings: steps signed, filings sent back or taken back. Only ever added to."""

import json
from collections.abc import Callable
from dataclasses import asdict

from medaid_desktop.core.digest import digest
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.chain import MEND_CHANGED, standing_signings
from medaid_desktop.core.review.events import Event, Remark, Returned, Signing, Withdrawn
from medaid_desktop.core.review.log import Entry
from medaid_desktop.core.review.step_names import step_name
from medaid_desktop.errors import UserError
from medaid_desktop.store.ground.checksums import is_sound, row_sum
from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.records.filings import Note
from medaid_desktop.store.trust.bound import ENTRY, are_units_changed, said_by
from medaid_desktop.store.trust.witness import (
    EVENT,
    PURGE,
    RETURN,
    SIGN,
    WITHDRAW,
    are_explanations_changed,
    shared_end,
    told_events,
)

KEEPS_REVIEWS = 6
"""The schema version that brought them; a ledger that can only be read may be older."""

_KINDS = {Signing: ("signed", SIGN), Returned: ("returned", RETURN), Withdrawn: ("withdrawn", WITHDRAW)}
"""What an event is called in its row, and in the log."""
_EVENTS = "SELECT kind, step, digest, by, at, data FROM review_events WHERE filing = ? ORDER BY number"
_CHANGED = "台账中这份填报件{}被本程序以外的手段改动过，审核不作数，不能盖章、不能作为正式表打印"
_UNSAID = "台账中这份填报件的审核记录被本程序以外的手段改动过，与操作日志对不上的审核不作数"


class Reviews:
    """The events of filings, and whether somebody stands by what a filing holds. `read` gives a filing, `note` writes into the log.

    Each event is told of in the log too. Where the two differ somebody has been at the file: only the events after that count.
    `require` refuses what the person at work may not do, `require_step` a step (of a filing) that is somebody else's.
    """

    def __init__(
        self, connection: Connection, read: Callable[[str], Filing], note: Note, require: Callable[[str], None],
        require_step: Callable[[str, str], None],
    ) -> None:  # fmt: skip
        self._connection = connection
        self._read = read
        self._note = note
        self._require = require
        self._require_step = require_step
        self._known: bool = connection.pragma("user_version") >= KEEPS_REVIEWS

    def events(self, filing_id: str) -> list[Event]:
        """The events of a filing in their order, those that the log bears out. Raises UserError where one cannot be read."""
        kept, borne_out = self._kept(filing_id)
        return kept[len(kept) - borne_out :]

    def doubt(self, filing_id: str) -> str:
        """Why what stands of a filing cannot be relied on as it is, as a Chinese sentence: something else than this program
        has written into its row, or its signings. "" where nothing is known against it. Raises UserError as `events` does."""
        if not self._known:
            return ""
        return self.trouble(filing_id) or self._unsaid(filing_id)

    def trouble(self, filing_id: str) -> str:
        """Why nobody can stand by a filing: what is printed of it is not as this program wrote it, be it the row itself, its
        explanations, or what its place is called. A Chinese sentence, "" where it is."""
        if not self._known:
            return ""
        if not is_sound(self._connection, filing_id):
            return _CHANGED.format("")
        if are_explanations_changed(self._connection, filing_id):
            return _CHANGED.format("的出错说明")
        unit = self._connection.row("SELECT 1 FROM filings WHERE id = ? AND instr(region, '+') > 0", (filing_id,))
        return _CHANGED.format("的单位名称") if unit and are_units_changed(self._connection) else ""

    def _unsaid(self, filing_id: str) -> str:
        kept, borne_out = self._kept(filing_id)
        if standing_signings(kept) == standing_signings(kept[len(kept) - borne_out :]):
            return ""  # what differs has been returned since, or was signed again
        return _UNSAID

    def _kept(self, filing_id: str) -> tuple[list[Event], int]:
        """All events that are there, and how many at their end the log bears out."""
        rows = self._connection.rows(_EVENTS, (filing_id,)) if self._known else []
        if not rows:
            return [], 0
        try:
            events = [_event(*row) for row in rows]
        except (ValueError, TypeError, KeyError) as error:
            raise UserError(
                "审核记录读不出来", f"{filing_id}", "请退回后重新审核，或用“文件 → 用备份恢复”恢复"
            ) from error
        told = told_events(self._connection, filing_id)
        return events, shared_end([row_sum((filing_id, *row)) for row in rows], told)

    def told(self, filing_id: str, number: int) -> list[Event]:
        """The events of a filing up to an entry of the log, as the log tells them: of one deleted for good nothing else is left."""
        kinds = {action: kind for kind, action in _KINDS.values()}
        marks = ", ".join("?" * len(kinds))
        rows = self._connection.rows(
            f"SELECT {ENTRY} FROM log WHERE filing = ? AND number <= ? AND action IN ({marks}, '{PURGE}') ORDER BY number",
            (filing_id, number, *kinds),
        )
        found: list[Event] = []
        for entry in (Entry(*row) for row in rows):
            said = {name: value for name, value in said_by(entry).items() if name != EVENT}
            if entry.action == PURGE or "by" not in said:  # begun anew, or told by nobody who can be relied on
                found.clear()
                continue
            kind, step, by = kinds[entry.action], said.pop("step", ""), said.pop("by")
            found.append(_event(kind, step, entry.digest, by, entry.at, json.dumps(said)))
        return found

    def filings(self) -> set[str]:
        """The ids of the filings that have any events."""
        rows = self._connection.rows("SELECT DISTINCT filing FROM review_events") if self._known else []
        return {row[0] for row in rows}

    def add(self, filing_id: str, event: Event, content: str = "") -> None:
        """Adds an event and tells of it in the log; what the filing's status becomes is the caller's to say, within the same
        transaction. `content` is the digest of what was sent or taken back.

        Raises UserError where the ledger is read-only, the step is not the person's (or taking back is not), and for signing a
        filing that was changed by something else than this program: who signs must not make it look sound.
        """
        self._require("withdraw" if isinstance(event, Withdrawn) else "sign")
        if not isinstance(event, Withdrawn):
            self._require_step(filing_id, event.step)
        if isinstance(event, Signing) and (trouble := self.trouble(filing_id)):
            raise UserError(trouble, filing_id, MEND_CHANGED)
        told = asdict(event)
        data = dict(told)
        step, signed = data.pop("step", ""), data.pop("digest", "")
        by, at = data.pop("by"), data.pop("at")
        kind, action = _KINDS[type(event)]
        row = (filing_id, kind, step, signed, by, at, json.dumps(data, ensure_ascii=False))
        said = {name: value for name, value in told.items() if name not in ("digest", "at", "mac")} | {
            EVENT: row_sum(row)
        }
        with self._connection.transaction():
            self._connection.execute(
                "INSERT INTO review_events (filing, kind, step, digest, by, at, data) VALUES (?, ?, ?, ?, ?, ?, ?)", row
            )
            self._note(action, filing_id, signed or content, **said)

    def holding(self, filing_id: str) -> list[Signing]:
        """The signings that stand by what the filing holds now; while there are any, it must not change."""
        signings = standing_signings(self.events(filing_id))
        if not signings:
            return []
        content = digest(self._read(filing_id))
        return [one for one in signings.values() if one.digest == content]

    def refuse_change(self, filing_id: str) -> None:
        """Raises UserError where somebody stands by what the filing holds."""
        signed = self.holding(filing_id)
        if signed:
            names = "、".join(f"“{step_name(one.title or one.step)}”" for one in signed)
            raise UserError(
                f"{names}已经审核，内容已锁定，不能修改", "", "要修改，请先“退回修改”；退回后须重新审核、盖章"
            )


def _event(kind: str, step: str, content: str, by: str, at: str, text: str) -> Event:
    data = json.loads(text)
    if kind == "signed":
        return Signing(step=step, digest=content, by=by, at=at, **data)
    if kind == "returned":
        data["remarks"] = tuple(Remark(**one) for one in data.get("remarks", ()))
        return Returned(step=step, by=by, at=at, digest=content, **data)
    return Withdrawn(by=by, at=at, **data)
