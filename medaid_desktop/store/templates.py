"""The forms of a ledger's own: what each version of them was made of, with the blank document among the sources."""

import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass

from medaid_desktop.core.filing import FORM_VERSION
from medaid_desktop.core.forms import CUSTOM
from medaid_desktop.store import problems
from medaid_desktop.store.database import Connection
from medaid_desktop.store.identity import now
from medaid_desktop.store.sources import Sources

KEEPS_TEMPLATES = 4
"""The schema version that brought them; a ledger that can only be read may be older."""

_CALLED = "form-name "
"""Begins the settings that say what the office calls a form; its id, which filings and files have, never changes."""
_HEAD = (
    "form, version, file, kind, coalesce(digest, ''), created_at,"
    f" coalesce((SELECT value FROM settings WHERE key = '{_CALLED}' || form), '\"\"')"
)
_ORDER = "ORDER BY form, CAST(version AS INTEGER), version"


@dataclass(frozen=True, slots=True)
class TemplateHead:
    """A version of a form without what it is made of: enough to list it, and to tell whether it is still the same.

    `form` is custom:NAME, `version` a whole number from 1; `file` and `kind` are the document's own name and what it is
    by content; `digest` names its bytes among the sources, "" where they were lost in a salvage. `created_at` is
    ISO 8601 with offset; `renamed` is what the office calls the form, "" where that is the name in its id.
    """

    form: str
    version: str
    file: str
    kind: str
    digest: str
    created_at: str
    renamed: str = ""

    @property
    def called(self) -> str:
        """What people call the form."""
        return self.renamed or name_of(self.form)


@dataclass(frozen=True, slots=True)
class VersionUse:
    """How many filings are of a version: in the ledger, in the bin, and those whose history leads back to it."""

    filings: int = 0
    deleted: int = 0
    histories: int = 0

    @property
    def is_free(self) -> bool:
        """Whether the version can go without anything that needs it."""
        return not (self.filings or self.deleted or self.histories)


@dataclass(frozen=True, slots=True)
class TemplateTexts:
    """What a version of a form is made of: its definition, and the map of the document's cells, each a JSON text."""

    definition: str
    map: str


class Templates:
    """Versions are only added and, with their form, removed; none is ever changed: filings are made with them."""

    def __init__(self, connection: Connection, sources: Sources) -> None:
        self._connection = connection
        self._sources = sources
        self._known: bool = connection.pragma("user_version") >= KEEPS_TEMPLATES
        self._mutex = threading.Lock()
        self._heads: tuple[object, tuple[TemplateHead, ...]] | None = None
        self._changes = 0

    def keep(
        self, form: str, version: str, texts: TemplateTexts, file: str, kind: str, content: bytes, digest: str = ""
    ) -> TemplateHead:
        """Stores a version of a form with the bytes of its document, in one transaction.

        `digest` may be given where it is known. Raises UserError where the ledger is read-only or the disk full.
        """
        with self._connection.transaction():
            digest = self._sources.keep(content, digest)
            head = TemplateHead(form, version, file, kind, digest, now())
            self._connection.execute(
                "INSERT INTO templates (form, version, definition, map, file, kind, digest, created_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (form, version, texts.definition, texts.map, file, kind, digest, head.created_at),
            )
            self._changes += 1
        return head

    def all(self, wait: bool = True) -> tuple[TemplateHead, ...]:
        """Every version of every form, by form and from the oldest to the newest. Cheap as long as nothing changes.

        Without `wait` what was known before is told where another thread is in the midst of changing the ledger.
        """
        if not self._known:
            return ()
        marked = self._connection.stamp() if wait or self._heads is None else self._connection.stamp_unless_busy()
        stamp = marked, self._changes
        with self._mutex:
            if self._heads and (marked is None or self._heads[0] == stamp):
                return self._heads[1]
        rows = self._connection.rows(f"SELECT {_HEAD} FROM templates {_ORDER}")
        heads = tuple(
            TemplateHead(form, version, file, kind, digest, created_at, _text_of(renamed))
            for form, version, file, kind, digest, created_at, renamed in rows
        )
        with self._mutex:
            self._heads = stamp, heads
        return heads

    def get(self, head: TemplateHead) -> TemplateTexts:
        """What a version is made of. Raises DamagedLedgerError where it cannot be read or is gone."""
        row = self._connection.row(
            "SELECT CAST(definition AS BLOB), CAST(map AS BLOB) FROM templates WHERE form = ? AND version = ?",
            (head.form, head.version),
        )
        try:
            if row is None:
                raise ValueError("no such version")
            return TemplateTexts(row[0].decode(), row[1].decode())
        except ValueError as error:
            raise problems.damaged(f"表种“{name_of(head.form)}”已损坏", self._connection.path) from error

    def original(self, head: TemplateHead) -> bytes | None:
        """The document as it came, None where it was lost. Raises DamagedLedgerError where its bytes are not those kept."""
        return self._sources.content(head.digest, head.file) if head.digest else None

    def uses(self, form: str) -> tuple[int, int]:
        """How many filings are of a form: in the ledger, and in the bin."""
        row = self._connection.row(
            "SELECT coalesce(sum(deleted_at IS NULL), 0), coalesce(sum(deleted_at IS NOT NULL), 0)"
            " FROM filings WHERE form = ?",
            (form,),
        )
        return (row[0], row[1]) if row else (0, 0)

    def made_with_others(self, form: str, version: str) -> list[str]:
        """The ids of the filings, not in the bin, of a form that were made with another version than this one."""
        rows = self._connection.rows(
            "SELECT id FROM filings WHERE form = ? AND form_version != ? AND deleted_at IS NULL ORDER BY id",
            (form, version),
        )
        return [row[0] for row in rows]

    def uses_of_versions(self, form: str) -> dict[str, VersionUse]:
        """What needs each version of a form, by its number; versions that nothing needs are left out."""
        counted: dict[str, list[int]] = {}
        for version, shown, deleted in self._connection.rows(
            "SELECT form_version, sum(deleted_at IS NULL), sum(deleted_at IS NOT NULL) FROM filings"
            " WHERE form = ? GROUP BY form_version",
            (form,),
        ):
            counted[version] = [shown, deleted, 0]
        steps = self._connection.rows(
            "SELECT filing, edits, undo FROM steps WHERE filing IN (SELECT id FROM filings WHERE form = ?)"
            " AND (instr(edits, ?) OR instr(undo, ?))",
            (form, _MOVED, _MOVED),
        )
        for version, _ in {(version, row[0]) for row in steps for text in row[1:] for version in _versions(text)}:
            counted.setdefault(version, [0, 0, 0])[2] += 1
        return {version: VersionUse(*counts) for version, counts in counted.items()}

    def remove(self, form: str, version: str = "") -> int:
        """Removes a form with all its versions, or one of them, and documents that nothing else needs; returns how many
        versions.

        Whoever calls has seen to it that nothing needs it (`uses`, `uses_of_versions`). Raises UserError where the ledger is
        read-only.
        """
        with self._connection.transaction():
            count = self._connection.execute(
                "DELETE FROM templates WHERE form = ? AND ? IN ('', version)", (form, version)
            )
            if self._connection.row("SELECT 1 FROM templates WHERE form = ? LIMIT 1", (form,)) is None:
                self._connection.execute("DELETE FROM settings WHERE key = ?", (_CALLED + form,))
            self._sources.forget_orphans()
            self._changes += 1
        return count

    def rename(self, form: str, name: str) -> None:
        """Says what a form is called from now on; its id stays. Raises UserError where the ledger is read-only."""
        with self._connection.transaction():
            self._connection.execute("DELETE FROM settings WHERE key = ?", (_CALLED + form,))
            if name != name_of(form):
                self._connection.execute(
                    "INSERT INTO settings (key, value) VALUES (?, ?)",
                    (_CALLED + form, json.dumps(name, ensure_ascii=False)),
                )
            self._changes += 1

    def faults(self) -> list[str]:
        """What is wrong with the forms of the ledger's own, in Chinese sentences; reads no more than it must."""
        if not self._known:
            return []
        found = [
            fault
            for form, version, definition, map_text in self._connection.rows(
                f"SELECT form, version, CAST(definition AS BLOB), CAST(map AS BLOB) FROM templates {_ORDER}"
            )
            if (fault := template_fault(form, version, definition, map_text))
        ]
        return found + missing_forms(self._connection)


_MOVED = f'["{FORM_VERSION}",'
"""In the edits of a step that moved a filing to another version."""


def _versions(edits: str) -> set[str]:
    """The versions that edits, as a step keeps them, move a filing to."""
    return {value for path, value in json.loads(edits) if path == FORM_VERSION}


def _text_of(setting: str) -> str:
    """The text of a setting; what is none is as if it had never been set."""
    try:
        value = json.loads(setting)
    except ValueError:
        return ""
    return value if isinstance(value, str) else ""


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


def names_in(heads: Iterable[TemplateHead]) -> dict[str, str]:
    """The forms by every name that leads to them, in small letters: what they are called now before the names in their ids."""
    heads = list(heads)
    return {name_of(head.form).casefold(): head.form for head in heads} | {
        head.renamed.casefold(): head.form for head in heads if head.renamed
    }


def name_of(form: str) -> str:
    """The name in the id of a form of the ledger's own: custom:绩效表 → 绩效表."""
    return form.removeprefix(CUSTOM)
