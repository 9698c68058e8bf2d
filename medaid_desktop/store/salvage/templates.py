"""The forms of a ledger's own, out of a damaged one: a version is saved only as a whole."""

from collections.abc import Collection, Iterable, Sequence

from medaid_desktop.core.forms import CUSTOM
from medaid_desktop.store.forms.faults import template_fault
from medaid_desktop.store.forms.templates import name_of
from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.salvage.pages import Value

TEMPLATE_WIDTH = 8
DIGEST = 6
"""The place of the document's digest in a row."""


def whole_templates(rows: Iterable[Sequence[Value]]) -> list[list[str]]:
    """Of rows of the width of a template those that are whole versions of forms, each once, in order.

    The digest is "" where the document was lost before, or what stands there is none.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        texts = [value if isinstance(value, str) else "" for value in row]
        form, version, definition, map_text = texts[:4]
        if not (form.startswith(CUSTOM) and version and texts[-1]):
            continue
        if not template_fault(form, version, definition.encode(), map_text.encode()):
            found[form, version] = texts
    return [found[key] for key in sorted(found)]


def save_templates(templates: Iterable[Sequence[str]], sources: Collection[str], connection: Connection) -> list[str]:
    """Writes versions of forms into a new ledger, in which `sources` lie; returns the names of the forms whose document
    is lost."""
    bare: dict[str, None] = {}
    for row in templates:
        digest = row[DIGEST] if row[DIGEST] in sources else None
        if digest is None:
            bare[name_of(row[0])] = None
        connection.execute(
            "INSERT INTO templates (form, version, definition, map, file, kind, digest, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*row[:DIGEST], digest, row[-1]),
        )
    return list(bare)
