"""What is wrong with the forms of a ledger's own: versions that cannot be read, filings whose form is gone."""

import json

from medaid_desktop.core.forms import CUSTOM
from medaid_desktop.store.forms.templates import KEEPS_TEMPLATES, ORDER, name_of
from medaid_desktop.store.ground.database import Connection


def template_faults(connection: Connection) -> list[str]:
    """What is wrong with them, in Chinese sentences; reads no more than it must."""
    if connection.pragma("user_version") < KEEPS_TEMPLATES:
        return []
    found = [
        fault
        for form, version, definition, map_text in connection.rows(
            f"SELECT form, version, CAST(definition AS BLOB), CAST(map AS BLOB) FROM templates {ORDER}"
        )
        if (fault := template_fault(form, version, definition, map_text))
    ]
    return found + missing_forms(connection)


def template_fault(form: str, version: str, definition: bytes, map_text: bytes) -> str:
    """What is wrong with a stored version, "" where nothing is as far as the store can tell."""
    try:
        sound = all(isinstance(json.loads(text.decode()), dict) for text in (definition, map_text))
    except (ValueError, RecursionError):
        sound = False
    if sound:
        return ""
    return f"表种“{name_of(form)}”第 {version} 版已损坏，用它的填报件打不开；请用备份恢复，或重新导入它的模板。"


def missing_forms(connection: Connection) -> list[str]:
    """What to say of filings, not in the bin, whose form is not in the ledger."""
    rows = connection.rows(
        "SELECT form, count(*) FROM filings WHERE deleted_at IS NULL AND form GLOB ?"
        " AND form NOT IN (SELECT form FROM templates) GROUP BY form",
        (f"{CUSTOM}*",),
    )
    return [
        f"台账里没有表种“{name_of(form)}”，{count} 份填报件打不开；请重新导入它的模板，并取名“{name_of(form)}”。"
        for form, count in rows
    ]
