"""What the log bears witness to: who signed, why a warning stands, what was kept. Each is held against what the log said of it."""

import json
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import cast

from medaid_desktop.core.digest import digest, verification_code
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.log import Entry, entry_hash
from medaid_desktop.errors import UserError
from medaid_desktop.store.ground import content
from medaid_desktop.store.ground.checksums import row_sum
from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.trust.bound import bound_faults
from medaid_desktop.store.trust.history_sums import changed_histories

KEEPS_LOG = 6
"""The schema version that brought the log and what it bears witness to."""

SIGN, RETURN, WITHDRAW, EXPLAIN, ADD, PURGE = "sign", "return", "withdraw", "explain", "add", "purge"
EDITED = "edit"
_MAKES_CONTENT = (ADD, "revise", EDITED)
"""The actions after which a filing holds the content that their entry names."""
EVENT = "event"
"""The detail of an entry that holds the sum over the row of the event it tells of."""
STATE = "state"
"""The detail of an entry that holds the sum over all explanations of a filing after the change."""

_ENTRY = "number, at, operator, action, filing, digest, details, previous, hash"
_EVENT_ROW = "filing, kind, step, digest, by, at, data"
_EXPLANATION_ROW = "rule, detail, place, basis, text, by, at"
_LISTED = 20


# -- reviews ---------------------------------------------------------------------------------------------------------


def told_events(connection: Connection, filing_id: str) -> list[str]:
    """The sums of the events of a filing as the log tells them, in their order; "" for an entry that does not hold itself."""
    return _since_purged(connection, filing_id, (SIGN, RETURN, WITHDRAW), EVENT)


def shared_end(kept: Sequence[str], told: Sequence[str]) -> int:
    """How many events at the end of both lists are the same; all of them where the lists are.

    Only these can be relied on where the two differ: what was dropped, put in or changed lies before them.
    """
    count = 0
    while count < min(len(kept), len(told)) and kept[-1 - count] and kept[-1 - count] == told[-1 - count]:
        count += 1
    return count


def _since_purged(connection: Connection, filing_id: str, actions: Sequence[str], detail: str) -> list[str]:
    """A detail of the entries about a filing; one that was purged and came back under its old id begins anew."""
    marks = ", ".join("?" * len(actions))
    rows = connection.rows(
        f"SELECT {_ENTRY} FROM log WHERE filing = ? AND action IN ({marks}, '{PURGE}') ORDER BY number",
        (filing_id, *actions),
    )
    found: list[str] = []
    for entry in (Entry(*row) for row in rows):
        if entry.action == PURGE:
            found.clear()
        else:
            found.append(_detail(entry, detail))
    return found


def _detail(entry: Entry, name: str) -> str:
    try:
        said: object = json.loads(entry.details)
    except ValueError:
        return ""
    value = cast("dict[str, object]", said).get(name) if isinstance(said, dict) else None
    return value if isinstance(value, str) and entry.hash == entry_hash(entry) else ""


def _review_faults(connection: Connection) -> list[str]:
    marks = (SIGN, RETURN, WITHDRAW)
    rows = connection.rows(
        "SELECT filing FROM review_events UNION SELECT filing FROM log WHERE action IN (?, ?, ?)"
        " AND filing IN (SELECT id FROM filings)",
        marks,
    )
    found: list[str] = []
    for (filing_id,) in rows:
        events = connection.rows(
            f"SELECT {_EVENT_ROW} FROM review_events WHERE filing = ? ORDER BY number", (filing_id,)
        )
        if [row_sum(row) for row in events] != told_events(connection, filing_id):
            found.append(
                f"{_called(connection, filing_id)}的审核记录与操作日志对不上，被本程序以外的手段改动过；"
                "对不上的审核不再作数，请重新审核"
            )
    return found


# -- explanations ----------------------------------------------------------------------------------------------------


def explanations_sum(connection: Connection, filing_id: str) -> str:
    """The sum over all explanations of a filing, "" where it has none."""
    rows = connection.rows(
        f"SELECT {_EXPLANATION_ROW} FROM explanations WHERE filing = ? ORDER BY rule, detail, place, basis",
        (filing_id,),
    )
    return row_sum([list(row) for row in rows]) if rows else ""


def are_explanations_changed(connection: Connection, filing_id: str) -> bool:
    """Whether the explanations of a filing are not those that the log tells of."""
    told = _since_purged(connection, filing_id, (EXPLAIN,), STATE)
    return explanations_sum(connection, filing_id) != (told[-1] if told else "")


def _explanation_faults(connection: Connection) -> list[str]:
    rows = connection.rows(
        "SELECT filing FROM explanations UNION SELECT filing FROM log WHERE action = ? AND filing IN (SELECT id FROM filings)",
        (EXPLAIN,),
    )
    return [
        f"{_called(connection, filing_id)}的出错说明与操作日志对不上，被本程序以外的手段改动过；请逐条核对"
        for (filing_id,) in rows
        if are_explanations_changed(connection, filing_id)
    ]


# -- contents -------------------------------------------------------------------------------------------------------


def _content_faults(connection: Connection) -> list[str]:
    """Filings whose content is not the one that the log tells of last, be the sum over their row mended.

    Nothing is said of those of which the log does not tell, nor of those with steps that it has still to tell of.
    """
    last = _last_told(connection)
    untold = {
        row[0]
        for row in connection.rows(
            "SELECT DISTINCT filing FROM steps WHERE number > (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'log_step')"
        )
    }
    found: list[str] = []
    after = ""
    while rows := connection.rows(
        "SELECT id, form, form_version, year, region, CAST(content AS BLOB) FROM filings WHERE id > ? ORDER BY id LIMIT 200",
        (after,),
    ):
        after = rows[-1][0]
        for filing_id, form, version, year, region, packed in rows:
            told = last.get(filing_id)
            if not told or filing_id in untold:
                continue
            try:
                values, tables = content.decode(packed.decode("utf-8"))
                held = digest(Filing(form, year, region, form_version=version, values=values, tables=tables))
            except (ValueError, AttributeError, TypeError):  # that it cannot be read is told of elsewhere
                continue
            if held != told:
                found.append(
                    f"{_called(connection, filing_id)}的内容不是日志所记最后一次修改的结果，被本程序以外的手段改动过；"
                    "请与备份或纸质表核对"
                )
    return found


def _last_told(connection: Connection) -> dict[str, str]:
    """The digest of the content that the log tells of last, by filing; "" where it could not tell, as of one in the bin."""
    marks = ", ".join("?" * len(_MAKES_CONTENT))
    rows = connection.rows(
        f"SELECT filing, action, digest FROM log WHERE action IN ({marks}, ?) ORDER BY number", (*_MAKES_CONTENT, PURGE)
    )
    return {filing: "" if action == PURGE else told for filing, action, told in rows}


def _history_faults(connection: Connection) -> list[str]:
    return [
        f"{_called(connection, filing_id)}的修改历史与操作日志对不上，被本程序以外的手段改动过；撤销以后请逐格核对"
        for filing_id in changed_histories(connection, ADD, EDITED, PURGE)
    ]


# -- contents kept, filings gone -------------------------------------------------------------------------------------


def kept_content(content_digest: str, packed: bytes) -> Filing | None:
    """A content that was kept under a digest, None where it is not that content any more."""
    try:
        text = zlib.decompress(packed).decode("utf-8")
        filing = Filing.from_json(json.loads(text))
        filing.values, filing.tables = content.decode(text)  # to the letter: rows without text count for a digest
    except (ValueError, zlib.error, UserError):
        return None
    return filing if digest(filing) == content_digest else None


def _revision_faults(connection: Connection) -> list[str]:
    found: list[str] = []
    last = ""
    while rows := connection.rows(
        "SELECT digest, code, filing, content, EXISTS (SELECT 1 FROM log WHERE log.filing = revisions.filing"
        " AND log.digest = revisions.digest) FROM revisions WHERE digest > ? ORDER BY digest LIMIT 200",
        (last,),
    ):
        for kept, code, filing_id, packed, is_told in rows:
            sound = kept_content(kept, packed) is not None and code == verification_code(kept)
            if not (sound and is_told):
                found.append(
                    f"{_called(connection, filing_id)}留存的版本（校验码 {code}）被改动过或已损坏，验证时不再用它"
                )
        last = rows[-1][0]
    return found


def _missing_filings(connection: Connection) -> list[str]:
    rows = connection.rows(
        "SELECT filing FROM log AS came WHERE action = ? AND filing NOT IN (SELECT id FROM filings) AND NOT EXISTS"
        " (SELECT 1 FROM log AS went WHERE went.filing = came.filing AND went.action = ? AND went.number > came.number)",
        (ADD, PURGE),
    )
    return [f"填报件 {filing_id} 不是由本程序删除的，现在不在台账里" for (filing_id,) in rows]


def witness_faults(connection: Connection) -> list[str]:
    """Where the ledger is not what its log bears witness to, as Chinese sentences; [] where there is no log yet."""
    if connection.pragma("user_version") < KEEPS_LOG:
        return []
    checks: Iterable[Callable[[Connection], list[str]]] = (
        _review_faults, _explanation_faults, _content_faults, _history_faults, _revision_faults, _missing_filings,
        bound_faults,
    )  # fmt: skip
    found: list[str] = []
    for check in checks:
        faults = check(connection)
        found += faults[:_LISTED]
        if len(faults) > _LISTED:
            found.append(f"另有 {len(faults) - _LISTED} 处同样的问题")
    return found


def _called(connection: Connection, filing_id: str) -> str:
    row = connection.row("SELECT title FROM filings WHERE id = ?", (filing_id,))
    return f"填报件“{row[0]}”（{filing_id}）" if row else f"填报件 {filing_id} "


def explained_text(rows: Sequence[tuple[str, str, str]]) -> list[dict[str, str]]:
    """Explanations (rule, place, text) as an entry of the log tells them."""
    return [{"rule": rule, "place": place, "text": text} for rule, place, text in rows]
