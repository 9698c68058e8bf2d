"""The filings of a ledger: adding, reading, listing, the bin."""

import builtins
import re
from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any, Final, Protocol

from medaid_desktop.core.digest import digest
from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.store.ground import checksums, content, problems
from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.ground.identity import new_id, now
from medaid_desktop.store.ground.progress import Progress
from medaid_desktop.store.records.listing import PLACE_ORDER, FilingSummary, Summary, condition
from medaid_desktop.store.records.sources import Sources


class _Keep(Enum):
    KEEP = 0


KEEP: Final = _Keep.KEEP
"""Stands for "leave as it is" where None has a meaning of its own."""

COUNTS_ERRORS = 2
"""The schema version that brought `open_errors`; a ledger that can only be read may be older."""

DRAFT = "draft"
"""The status of what nobody has signed yet."""

_HEAD = "id, form, form_version, variant, year, region, title, status"


_SOUND_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{3,39}")


Guard = Callable[[str, str], None]
"""Told what is to be done ("edit", "delete", "import" for a new one) with which filing, "" for one that nobody can have
signed; raises UserError where it must not be."""


class Note(Protocol):
    """Writes into the log what is done with a filing, within the transaction."""

    def __call__(self, action: str, filing: str, content: str = "", **details: object) -> object: ...


class Filings:
    """Reads and writes filings; content is changed by `Ledger.edit`, so that every change can be undone."""

    def __init__(self, connection: Connection, guard: Guard, note: Note) -> None:
        self._connection = connection
        self._guard = guard
        self._note = note
        self._counts_errors: bool = connection.pragma("user_version") >= COUNTS_ERRORS
        self._cached: tuple[Filing, object] | None = None
        self._encoder = content.Encoder()

    def add(self, filing: Filing, title: str, keep_id: bool = False, origin: str = "") -> Filing:
        """Stores a filing and returns a copy with its id: a new one, or with `keep_id` the one it came with.

        `origin` says in Chinese how it came into the ledger, for its history. Texts are cleaned as `Filing.set` does. It is a
        draft, whatever it was where it comes from: what offices said there was not said here. Raises UserError where that
        id is taken, in the bin or not.
        """
        self._guard("import", "")
        added = content.cleaned(filing)
        added.status = DRAFT
        if not (keep_id and added.id):
            added.id = new_id()
        added.region = added.region or None
        moment = now()
        with self._connection.transaction():
            if keep_id and self._exists(added.id):
                raise UserError("台账里已有这个编号的填报件", added.id, "请先删除原有的填报件，或作为新的填报件导入")
            self._connection.execute(
                f"INSERT INTO filings ({_HEAD}, created_at, changed_at, content, origin)"
                " VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                (added.id, added.form, added.form_version, added.variant, added.year, added.region, title,
                 added.status, moment, moment, content.encode(added), origin),
            )  # fmt: skip
            checksums.stamp(self._connection, [added.id])
            self._note("add", added.id, digest(added), origin=origin)
        return added

    def add_many(
        self, filings: Iterable[tuple[Filing, str] | tuple[Filing, str, str]], progress: Progress | None = None,
        keep_ids: bool = False,
    ) -> builtins.list[str]:  # fmt: skip
        """Stores (filing, title) or (filing, title, origin) in one transaction, all or none; returns the ids in order.

        They are new ones; with `keep_ids` a filing keeps the id it came with where that is sound and free.
        `progress(done, 0)` is called for each, the total being unknown.
        """
        ids: builtins.list[str] = []
        with self._connection.transaction():
            for filing, title, *origin in filings:
                keep = keep_ids and bool(_SOUND_ID.fullmatch(filing.id)) and not self._exists(filing.id)
                ids.append(self.add(filing, title, keep, *origin).id)
                if progress:
                    progress(len(ids), 0)
        return ids

    def get(self, filing_id: str) -> Filing:
        """A copy of a filing. Raises UserError where it is unknown or in the bin."""
        with self._connection.alone():  # else another thread's edit could come between reading and remembering
            stamp = self._connection.stamp()
            if self._cached and self._cached[0].id == filing_id and self._cached[1] == stamp:
                return self._cached[0].copy()
            filing = self._read(filing_id)
            self._cached = (filing, stamp)
            return filing.copy()

    def _read(self, filing_id: str) -> Filing:
        row = self._connection.row(f"SELECT {_HEAD}, deleted_at, content FROM filings WHERE id = ?", (filing_id,))
        if row is None:
            raise UserError("台账里没有这份填报件", filing_id, "请核对编号；它可能已被彻底删除")
        if row[8] is not None:
            raise UserError("这份填报件在回收站里", f"{row[6]}（{filing_id}）", "请先从回收站还原")
        try:
            values, tables = content.decode(row[9])
        except ValueError as error:
            raise problems.damaged(f"填报件 {filing_id} 的内容已损坏", self._connection.path) from error
        return Filing(
            id=row[0], form=row[1], form_version=row[2], variant=row[3], year=row[4], region=row[5], status=row[7],
            values=values, tables=tables,
        )  # fmt: skip

    def title(self, filing_id: str) -> str:
        """The title of a filing, in the bin or not. Raises UserError where it is unknown."""
        row = self._connection.row("SELECT title FROM filings WHERE id = ?", (filing_id,))
        if row is None:
            raise UserError("台账里没有这份填报件", filing_id, "请核对编号；它可能已被彻底删除")
        return row[0]

    def list(
        self, region: str | None = None, form: str | None = None, year: int | None = None, deleted: bool = False,
        limit: int | None = None, offset: int = 0,
    ) -> builtins.list[FilingSummary]:  # fmt: skip
        """Filings by region, year, form and age, without their content.

        `region` 650000 or 650100 includes everything below, 650104 its local units; "" asks for those without one.
        """
        where, parameters = condition(region, form, year, deleted)
        counted = ", open_errors" if self._counts_errors else ""
        rows = self._connection.rows(
            f"SELECT id, form, region, year, title, status, changed_at{counted} FROM filings WHERE {where}"
            f" ORDER BY {PLACE_ORDER} LIMIT ? OFFSET ?",
            (*parameters, -1 if limit is None else limit, offset),
        )
        return [FilingSummary(*row) for row in rows]

    def count(
        self, region: str | None = None, form: str | None = None, year: int | None = None, deleted: bool = False
    ) -> int:
        """How many filings `list` would give."""
        where, parameters = condition(region, form, year, deleted)
        row = self._connection.row(f"SELECT count(*) FROM filings WHERE {where}", parameters)
        return row[0] if row else 0

    def years(self) -> builtins.list[int]:
        """The years of the filings not in the bin, newest first."""
        rows = self._connection.rows(
            "SELECT DISTINCT year FROM filings WHERE deleted_at IS NULL AND year IS NOT NULL ORDER BY year DESC"
        )
        return [row[0] for row in rows]

    def revise(
        self, filing_id: str, *, title: str | _Keep = KEEP, year: int | _Keep | None = KEEP,
        region: str | _Keep | None = KEEP, variant: str | _Keep = KEEP, form_version: str | _Keep = KEEP,
    ) -> Filing:  # fmt: skip
        """Changes what is said about a filing, not its content; no step of its history. Returns the filing.

        Raises UserError where it is unknown, or must not be changed.
        """
        given: dict[str, Any] = {
            "title": title, "year": year, "region": region, "variant": variant, "form_version": form_version,
        }  # fmt: skip
        changes = {name: value for name, value in given.items() if value is not KEEP} | {"changed_at": now()}
        if changes.get("region") == "":
            changes["region"] = None
        if {"variant", "form_version", "year", "region"} & changes.keys():
            changes["open_errors"] = None  # it is checked against other fields, or compared with other filings
        with self._connection.transaction():
            self.get(filing_id)
            self._guard("edit", filing_id)
            self._cached = None
            assignments = ", ".join(f"{name} = ?" for name in changes)
            self._connection.execute(f"UPDATE filings SET {assignments} WHERE id = ?", (*changes.values(), filing_id))
            checksums.stamp(self._connection, [filing_id])
            self._cached = None
            filing = self.get(filing_id)
            self._note("revise", filing_id, digest(filing), **{key: changes[key] for key in given if key in changes})
            return filing

    def note_status(self, filing_id: str, status: str) -> None:
        """Keeps the status that a filing has by its review, for lists; printing asks the review itself.

        What was changed in the row from outside stays noticed: nothing of its content is written anew here. Raises UserError
        where people sign in and nobody has.
        """
        self._guard("note", "")
        with self._connection.transaction():
            self._cached = None
            is_sound = checksums.is_sound(self._connection, filing_id)
            self._connection.execute("UPDATE filings SET status = ? WHERE id = ?", (status, filing_id))
            checksums.stamp(self._connection, [filing_id] if is_sound else [])

    def write(self, filing: Filing, summary: Summary | None) -> None:
        """Stores changed content and what is kept beside it; `Steps` calls it within the transaction of the step.

        Without a summary the title stays. What is wrong has to be checked again.
        """
        self._guard("edit", filing.id)
        kept = content.settled(filing)
        self._connection.execute(
            "UPDATE filings SET content = ?, form_version = ?, title = coalesce(?, title),"
            " open_errors = NULL, changed_at = ? WHERE id = ?",
            (self._encoder.encode(kept), filing.form_version, summary.title if summary else None, now(), filing.id),
        )
        checksums.stamp(self._connection, [filing.id])
        self._cached = (kept, self._connection.stamp())

    def delete(self, ids: Iterable[str]) -> int:
        """Moves filings to the bin, all or none; returns how many were not there yet.

        Raises UserError where one must not be deleted.
        """
        return self._for_each(
            "delete", "UPDATE filings SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL", ids, (now(),)
        )

    def restore(self, ids: Iterable[str]) -> int:
        """Takes filings out of the bin; returns how many were in it."""
        self._guard("delete", "")
        return self._for_each(
            "undelete", "UPDATE filings SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT NULL", ids
        )

    def purge(self, ids: Iterable[str]) -> int:
        """Deletes filings in the bin for good, with their history and the files that nothing else was read from or made of.

        Returns how many.
        """
        self._guard("delete", "")
        with self._connection.transaction():
            count = self._for_each("purge", "DELETE FROM filings WHERE id = ? AND deleted_at IS NOT NULL", ids)
            Sources(self._connection).forget_orphans()
        return count

    def _for_each(self, action: str, sql: str, ids: Iterable[str], before: tuple[str, ...] = ()) -> int:
        count = 0
        with self._connection.transaction():
            for filing_id in ids:
                if action == "delete":
                    self._guard_deletion(filing_id)
                if action == "purge" and self._is_in_bin(
                    filing_id
                ):  # what the log has to say of its history comes first
                    self._note(action, filing_id)
                self._cached = None
                is_sound = checksums.is_sound(self._connection, filing_id)
                changed = self._connection.execute(sql, (*before, filing_id))
                checksums.stamp(self._connection, [filing_id] if is_sound else [])
                if changed and action != "purge":
                    self._note(action, filing_id)
                count += changed
        return count

    def _guard_deletion(self, filing_id: str) -> None:
        """Refuses to delete what somebody stands by, and says which of many filings that is."""
        try:
            self._guard("delete", filing_id)
        except UserError as error:
            if error.where or type(error) is not UserError:
                raise
            raise UserError(error.what, self.title(filing_id), error.mend) from error

    def _is_in_bin(self, filing_id: str) -> bool:
        sql = "SELECT 1 FROM filings WHERE id = ? AND deleted_at IS NOT NULL"
        return self._connection.row(sql, (filing_id,)) is not None

    def _exists(self, filing_id: str) -> bool:
        return self._connection.row("SELECT 1 FROM filings WHERE id = ?", (filing_id,)) is not None
