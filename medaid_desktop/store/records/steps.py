"""The history of filings, and undo and redo out of it: they outlive tabs, the program and crashes."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from medaid_desktop.core.filing import Edit, Filing
from medaid_desktop.errors import UserError
from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.ground.identity import now
from medaid_desktop.store.records.filings import Filings
from medaid_desktop.store.records.listing import Summary

Kind = Literal["edit", "undo", "redo"]
State = Literal["done", "undone", "dropped"]
Summarise = Callable[[Filing], Summary] | None
"""How to make what is kept beside a filing's content; None keeps the title."""


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a history. `at` is ISO 8601 with offset; `label` says in Chinese what was done.

    `state` tells of an edit whether it holds, was undone, or was undone and then overtaken by another edit; an undo
    or redo is always done.
    """

    number: int
    filing: str
    at: str
    operator: str
    label: str
    kind: Kind
    state: State


@dataclass(frozen=True, slots=True)
class Applied:
    """What a step did. `filing` is a copy of the new content, `edits` what was applied and `undo` what reverses it.

    `step` is None where the edits changed nothing and nothing was stored.
    """

    filing: Filing
    step: int | None
    edits: list[Edit]
    undo: list[Edit]
    label: str


class Steps:
    """Each method that changes content is one transaction: the new content and its step, or neither."""

    def __init__(self, connection: Connection, filings: Filings) -> None:
        self._connection = connection
        self._filings = filings

    def edit(self, filing_id: str, edits: Iterable[Edit], label: str, summary: Summarise, operator: str) -> Applied:
        """Applies edits as one new step. Steps that were undone can no longer be redone; the history keeps them."""
        edits = list(edits)
        with self._connection.transaction():
            before = self._filings.get(filing_id)
            after = before.copy()
            undo = after.apply(edits)
            if _same(before, after):
                return Applied(before, None, [], [], label)
            self._connection.execute(
                "UPDATE steps SET state = 'dropped' WHERE filing = ? AND state = 'undone' AND kind = 'edit'",
                (filing_id,),
            )
            return self._write(after, summary, operator, Applied(after, None, edits, undo, label), "edit", None)

    def undo(self, filing_id: str, summary: Summarise, operator: str) -> Applied:
        """Takes back the last edit that holds. Raises UserError where there is none."""
        return self._reverse(filing_id, "undo", summary, operator)

    def redo(self, filing_id: str, summary: Summarise, operator: str) -> Applied:
        """Does again the edit that was undone last. Raises UserError where there is none."""
        return self._reverse(filing_id, "redo", summary, operator)

    def _reverse(self, filing_id: str, kind: Literal["undo", "redo"], summary: Summarise, operator: str) -> Applied:
        with self._connection.transaction():
            filing = self._filings.get(filing_id)
            target = self._target(filing_id, kind)
            if target is None:
                raise UserError(f"没有可以{_WORDS[kind]}的修改", self._filings.title(filing_id))
            number, label, forward, backward = target
            edits = _edits(backward if kind == "undo" else forward)
            undo = filing.apply(edits)
            state: State = "undone" if kind == "undo" else "done"
            self._connection.execute("UPDATE steps SET state = ? WHERE number = ?", (state, number))
            return self._write(filing, summary, operator, Applied(filing, None, edits, undo, label), kind, number)

    def _target(self, filing_id: str, kind: Literal["undo", "redo"]) -> tuple[int, str, str, str] | None:
        state, order = ("done", "DESC") if kind == "undo" else ("undone", "ASC")
        row = self._connection.row(
            "SELECT number, label, edits, undo FROM steps WHERE filing = ? AND state = ? AND kind = 'edit'"
            f" ORDER BY number {order} LIMIT 1",
            (filing_id, state),
        )
        return (row[0], row[1], row[2], row[3]) if row else None

    def _write(
        self, filing: Filing, summary: Summarise, operator: str, applied: Applied, kind: Kind, target: int | None
    ) -> Applied:
        self._filings.write(filing, summary(filing) if summary else None)
        label = applied.label if kind == "edit" else f"{_WORDS[kind]}：{applied.label}"
        number = self._connection.insert(
            "INSERT INTO steps (filing, at, operator, label, kind, state, target, edits, undo)"
            " VALUES (?, ?, ?, ?, ?, 'done', ?, ?, ?)",
            (filing.id, now(), operator, label, kind, target, _text(applied.edits), _text(applied.undo)),
        )
        return Applied(self._filings.get(filing.id), number, applied.edits, applied.undo, label)

    def label(self, filing_id: str, kind: Literal["undo", "redo"]) -> str:
        """What undo or redo would reverse, "" where there is nothing."""
        target = self._target(filing_id, kind)
        return target[1] if target else ""

    def history(self, filing_id: str, limit: int, offset: int) -> list[Step]:
        """The steps of a filing, newest first."""
        rows = self._connection.rows(
            "SELECT number, filing, at, operator, label, kind, state FROM steps WHERE filing = ?"
            " ORDER BY number DESC LIMIT ? OFFSET ?",
            (filing_id, limit, offset),
        )
        return [Step(*row) for row in rows]


_WORDS = {"undo": "撤销", "redo": "重做"}


def _same(before: Filing, after: Filing) -> bool:
    if before.form_version != after.form_version:
        return False
    return before.values == after.values and before.tables == {name: t for name, t in after.tables.items() if t}


def _text(edits: list[Edit]) -> str:
    return json.dumps(edits, ensure_ascii=False, separators=(",", ":"))


def _edits(text: str) -> list[Edit]:
    return [(path, value) for path, value in json.loads(text)]
