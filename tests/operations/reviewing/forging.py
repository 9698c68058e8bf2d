"""What somebody does who can write a ledger's file and knows how all its sums are made: everything comes out right but the seals."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from medaid_desktop.core.digest import digest
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.log import Entry, details_text, linked
from medaid_desktop.store.ground.checksums import COLUMNS, row_sum
from medaid_desktop.store.trust.witness import EVENT

_ENTRY = "number, at, operator, action, filing, digest, details, previous, hash"
_EVENT = "filing, kind, step, digest, by, at, data"
Event = dict[str, Any]


def forge(
    path: Path, filing_id: str, contact: str | None = None, change: Callable[[Event], object] | None = None
) -> None:
    """Writes another contact person into a closed ledger's filing, as if that had been entered and signed, and changes the events
    by `change` (of their cells, `data` read): the sums of row and events, the log's chain and its head are made anew."""
    with closing(sqlite3.connect(path)) as file, file:
        old, new = _exchange(file, filing_id, contact)
        sums: dict[str, str] = {}
        columns = _EVENT.split(", ")
        for number, *row in file.execute(f"SELECT number, {_EVENT} FROM review_events WHERE filing = ?", (filing_id,)):
            event: Event = dict(zip(columns, row, strict=True))
            event["digest"], event["data"] = event["digest"].replace(old, new), json.loads(event["data"])
            if change:
                change(event)
            event["data"] = json.dumps(event["data"], ensure_ascii=False)
            made = tuple(event[name] for name in columns)
            sums[row_sum(row)] = row_sum(made)
            marks = ", ".join(f"{name} = ?" for name in columns)
            file.execute(f"UPDATE review_events SET {marks} WHERE number = ?", (*made, number))
        _chain_anew(file, filing_id, old, new, sums)


def _exchange(file: sqlite3.Connection, filing_id: str, contact: str | None) -> tuple[str, str]:
    """Changes content and sum of a row; returns the digests before and after."""
    columns = "form, form_version, year, region, content"
    form, version, year, region, text = file.execute(
        f"SELECT {columns} FROM filings WHERE id = ?", (filing_id,)
    ).fetchone()
    content: dict[str, Any] = json.loads(text)
    before = digest(Filing(form, year, region, form_version=version, **content))
    if contact is None:
        return before, before
    content["values"]["contact"] = contact
    after = digest(Filing(form, year, region, form_version=version, **content))
    said = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    file.execute("UPDATE filings SET content = ? WHERE id = ?", (said, filing_id))
    row = file.execute(f"SELECT {COLUMNS} FROM filings WHERE id = ?", (filing_id,)).fetchone()
    file.execute("UPDATE filings SET sum = ? WHERE id = ?", (row_sum(row), filing_id))
    return before, after


def _chain_anew(file: sqlite3.Connection, filing_id: str, old: str, new: str, sums: dict[str, str]) -> None:
    triggers = file.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        file.execute(f"DROP TRIGGER {name}")
    last: Entry | None = None
    for row in file.execute(f"SELECT {_ENTRY} FROM log ORDER BY number").fetchall():
        entry = Entry(*row)
        if entry.filing == filing_id:
            details = json.loads(entry.details)
            if details.get(EVENT) in sums:
                details[EVENT] = sums[details[EVENT]]
            entry = replace(entry, digest=new if entry.digest == old else entry.digest, details=details_text(details))
        last = linked(entry, last)
        file.execute(
            "UPDATE log SET digest = ?, details = ?, previous = ?, hash = ? WHERE number = ?",
            (last.digest, last.details, last.previous, last.hash, last.number),
        )
    if last:
        file.execute("UPDATE meta SET value = ? WHERE key = 'log_head'", (f"{last.number}:{last.hash}",))
    for _, sql in triggers:
        file.execute(sql)
