"""What else the log bears witness to: the forms of the ledger's own, who works in it, its seals, its local units, its triggers."""

import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any, cast

from medaid_desktop.core.review.log import Entry, entry_hash
from medaid_desktop.store.ground import migrations as schema
from medaid_desktop.store.ground.checksums import row_sum
from medaid_desktop.store.ground.database import Connection

KEEPS_LOG = 6
"""The schema version that brought the log and what it bears witness to."""
STATE = "state"
"""The detail of an entry that holds the sum over all of what it tells a change of, after the change."""

OPERATOR, UNIT, TEMPLATE, SEAL_ADD, SEAL_REMOVE = "operator", "unit", "template", "seal-add", "seal-remove"

ENTRY = "number, at, operator, action, filing, digest, details, previous, hash"
"""The columns of an entry, in the order of its fields."""
_TRIGGERS = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"


def said_by(entry: Entry) -> Mapping[str, Any]:
    """The details of an entry; {} where it does not hold itself."""
    try:
        said: object = json.loads(entry.details)
    except ValueError:
        return {}
    return cast("dict[str, Any]", said) if isinstance(said, dict) and entry.hash == entry_hash(entry) else {}


def _told(connection: Connection, *actions: str) -> list[Mapping[str, Any]]:
    """The details of all entries of some actions, the oldest first."""
    if connection.pragma("user_version") < KEEPS_LOG:
        return []
    marks = ", ".join("?" * len(actions))
    rows = connection.rows(f"SELECT {ENTRY} FROM log WHERE action IN ({marks}) ORDER BY number", actions)
    return [said_by(Entry(*row)) for row in rows]


# -- forms -----------------------------------------------------------------------------------------------------------


def text_sum(text: bytes) -> str:
    """SHA-256 (hex) over what a form is made of: the text of its definition, or of its map."""
    return hashlib.sha256(text).hexdigest()


def is_as_kept(connection: Connection, form: str, version: str, definition: bytes, map_text: bytes) -> bool:
    """Whether a version of a form is what the log says was kept; True where the log does not say."""
    return _fits(_kept_forms(connection).get((form, version)), definition, map_text)


def _kept_forms(connection: Connection) -> dict[tuple[str, str], Mapping[str, Any]]:
    """What was told of each version of a form when it was kept, of those that were not removed since."""
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for said in _told(connection, TEMPLATE):
        form, version = str(said.get("form", "")), str(said.get("version", ""))
        match said.get("change"):
            case "keep":
                found[form, version] = said
            case "remove":
                found = {
                    key: one for key, one in found.items() if key[0] != form or version not in ("", key[1])
                }  # fmt: skip
            case _:
                pass
    return found


def untold_forms(connection: Connection) -> list[tuple[str, str]]:
    """The versions of forms, as (form, version), of whose keeping the log does not tell: an earlier version of the program kept
    none, and salvaging begins a new one."""
    rows = connection.rows("SELECT form, version FROM templates ORDER BY form, version")
    kept = _kept_forms(connection) if rows else {}
    return [(row[0], row[1]) for row in rows if (row[0], row[1]) not in kept]


def _fits(said: Mapping[str, Any] | None, definition: bytes, map_text: bytes) -> bool:
    sums = ((said or {}).get("definition"), (said or {}).get("map"))
    return all(
        told in (None, text_sum(text)) for told, text in zip(sums, (definition, map_text), strict=True)
    )  # fmt: skip


def changed_forms(connection: Connection) -> list[tuple[str, str]]:
    """The versions of forms, as (form, version), whose definition or map is not the one that was kept; those that cannot be read at
    all are told of elsewhere."""
    kept = _kept_forms(connection)
    if not kept:
        return []
    rows = connection.rows(
        "SELECT form, version, CAST(definition AS BLOB), CAST(map AS BLOB) FROM templates ORDER BY form, version"
    )
    return [
        (form, version)
        for form, version, *texts in rows
        if not _fits(kept.get((form, version)), *texts) and all(map(_can_be_read, texts))
    ]


def _lost_forms(connection: Connection) -> list[tuple[str, str]]:
    """The versions of forms, as (form, version), that were kept, never removed, and are not there."""
    rows = connection.rows("SELECT form, version FROM templates")
    return sorted(_kept_forms(connection).keys() - {(row[0], row[1]) for row in rows})


def _can_be_read(text: bytes) -> bool:
    try:
        return isinstance(json.loads(text.decode()), dict)
    except (ValueError, RecursionError):
        return False


# -- people, units, seals ----------------------------------------------------------------------------------------------


def operators_sum(connection: Connection) -> str:
    """The sum over who works in the ledger, with their roles and passwords (as they are kept) and whether they left."""
    rows = connection.rows("SELECT name, roles, pin, active FROM operators ORDER BY name")
    return row_sum([[*row[:2], text_sum(str(row[2]).encode()), row[3]] for row in rows])


def units_sum(connection: Connection) -> str:
    """The sum over the local units."""
    return row_sum([list(row) for row in connection.rows("SELECT id, name, parent, kind FROM regions ORDER BY id")])


def _last_state(connection: Connection, action: str) -> str:
    """The state that the newest entry of an action tells; "" where none does."""
    states = [said[STATE] for said in _told(connection, action) if STATE in said]
    return str(states[-1]) if states else ""


def _people_faults(connection: Connection) -> list[str]:
    told = _last_state(connection, OPERATOR)
    is_sound = told == operators_sum(connection) if told else not _unsaid_people(connection)
    said = "操作员名册（姓名、职责或密码）与操作日志对不上，被本程序以外的手段改动过；请由管理人逐一核对，并重设密码"
    return [] if is_sound else [said]


def _unsaid_people(connection: Connection) -> bool:
    """Whether somebody is there of whom the log never told."""
    return not _told(connection, OPERATOR) and connection.row("SELECT 1 FROM operators") is not None


def are_units_changed(connection: Connection) -> bool:
    """Whether the local units are not those that the log tells of; False where it does not say."""
    told = _last_state(connection, UNIT)
    return told != "" and told != units_sum(connection)


def _unit_faults(connection: Connection) -> list[str]:
    said = "本地单位的名称与操作日志对不上，被本程序以外的手段改动过；名称印在表上，请逐一核对"
    return [said] if are_units_changed(connection) else []


def seal_sum(connection: Connection, name: str) -> str:
    """The sum over all that is kept of a seal, but for the tries at its passphrase."""
    sql = "SELECT name, office, size_mm, fingerprint, secret, added_at FROM seals WHERE name = ?"
    return row_sum([text_sum(cell) if isinstance(cell, bytes) else cell for cell in connection.row(sql, (name,)) or ()])


def _seal_faults(connection: Connection) -> list[str]:
    told: dict[str, Mapping[str, Any]] = {}
    for said in _told(connection, SEAL_ADD, SEAL_REMOVE):
        name = str(said.get("seal", ""))
        if name in told and told[name].get("fingerprint") == said.get("fingerprint"):
            del told[name]  # removed: added anew it would have been refused
        else:
            told[name] = said
    kept: dict[str, str] = dict(connection.rows("SELECT name, fingerprint FROM seals"))
    changed = {
        name
        for name, said in told.items()
        if said.get("fingerprint") != kept.get(name) or said.get(STATE) not in (None, seal_sum(connection, name))
    }
    names = sorted(changed | (kept.keys() - told.keys()))
    return [f"印章图像“{name}”与操作日志对不上，被本程序以外的手段改动、加入或删除过" for name in names]


def bound_faults(connection: Connection) -> list[str]:
    """Where these are not what the log tells, as Chinese sentences; [] where there is no log yet."""
    if connection.pragma("user_version") < KEEPS_LOG:
        return []
    forms = [
        f"自制表种“{form.partition(':')[2]}”第 {version} 版的定义与操作日志对不上，被本程序以外的手段改动过；"
        "用它的填报件不能打开，请用备份恢复"
        for form, version in changed_forms(connection)
    ]
    lost = [
        f"自制表种“{form.partition(':')[2]}”第 {version} 版不见了，不是由本程序删除的；用它的填报件不能打开，请用备份恢复"
        for form, version in _lost_forms(connection)
    ]
    return [*forms, *lost, *_people_faults(connection), *_unit_faults(connection), *_seal_faults(connection)]


# -- triggers --------------------------------------------------------------------------------------------------------


def trigger_faults(connection: Connection, version: int) -> list[str]:
    """That what keeps the log from being changed is gone, or is not what a ledger of this version has."""
    with closing(sqlite3.connect(":memory:")) as empty:
        for migration in schema.MIGRATIONS:
            if migration.number <= version:
                migration.apply(empty.execute)
        due: Sequence[tuple[str, str]] = empty.execute(_TRIGGERS).fetchall()
    if set(due) == {(row[0], row[1]) for row in connection.rows(_TRIGGERS)}:
        return []
    return ["台账里防止改动操作日志的保护（触发器）被去掉或改动过"]
