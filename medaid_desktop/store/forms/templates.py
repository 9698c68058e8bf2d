"""The forms of a ledger's own: what each version of them was made of, with the blank document among the sources."""

import json
import threading
from collections.abc import Callable, Iterable
from contextlib import nullcontext, suppress
from dataclasses import dataclass

from medaid_desktop.core.forms import CUSTOM
from medaid_desktop.errors import UserError
from medaid_desktop.store.forms.uses import TemplateUses
from medaid_desktop.store.ground import problems
from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.ground.identity import now
from medaid_desktop.store.ground.problems import DamagedLedgerError
from medaid_desktop.store.records.sources import Sources
from medaid_desktop.store.trust.access import Require, everybody
from medaid_desktop.store.trust.bound import TEMPLATE, is_as_kept, text_sum, untold_forms
from medaid_desktop.store.trust.operators import untold

KEEPS_TEMPLATES = 4
"""The schema version that brought them; a ledger that can only be read may be older."""

_CALLED = "form-name "
"""Begins the settings that say what the office calls a form; its id, which filings and files have, never changes."""
_HEAD = (
    "form, version, file, kind, coalesce(digest, ''), created_at,"
    f" coalesce((SELECT value FROM settings WHERE key = '{_CALLED}' || form), '\"\"')"
)
ORDER = "ORDER BY form, CAST(version AS INTEGER), version"
"""By form and from the oldest version to the newest."""


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
class TemplateTexts:
    """What a version of a form is made of: its definition, and the map of the document's cells, each a JSON text."""

    definition: str
    map: str


class Templates:
    """Versions are only added and, with their form, removed; none is ever changed: filings are made with them."""

    def __init__(
        self,
        connection: Connection,
        sources: Sources,
        require: Require = everybody,
        tell: Callable[..., object] = untold,
    ) -> None:
        """`require` refuses changes by who may not manage forms, `tell` puts an action and its details into the log."""
        self._connection = connection
        self._require = require
        self._tell = tell
        self._sources = sources
        self._known: bool = connection.pragma("user_version") >= KEEPS_TEMPLATES
        self._mutex = threading.Lock()
        self._heads: tuple[object, tuple[TemplateHead, ...]] | None = None
        self._changes = 0
        self.uses = TemplateUses(connection)

    def keep(
        self, form: str, version: str, texts: TemplateTexts, file: str, kind: str, content: bytes, digest: str = ""
    ) -> TemplateHead:
        """Stores a version of a form with the bytes of its document, in one transaction.

        `digest` may be given where it is known. Raises UserError where the ledger is read-only or the disk full.
        """
        self._require("templates")
        with self._connection.transaction():
            digest = self._sources.keep(content, digest)
            head = TemplateHead(form, version, file, kind, digest, now())
            self._connection.execute(
                "INSERT INTO templates (form, version, definition, map, file, kind, digest, created_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (form, version, texts.definition, texts.map, file, kind, digest, head.created_at),
            )
            self._tell_of(head, texts)
            self._changes += 1
        return head

    def _tell_of(self, head: TemplateHead, texts: TemplateTexts) -> None:
        """Puts into the log that a version is kept, and the sums of what it is made of: nothing else is it from then on."""
        sums = {"definition": text_sum(texts.definition.encode()), "map": text_sum(texts.map.encode())}
        self._tell(
            TEMPLATE, change="keep", form=head.form, version=head.version, file=head.file, document=head.digest, **sums
        )  # fmt: skip

    def tell_untold(self) -> None:
        """Lets the log tell of versions that came into the ledger without it, in an upgrade or a salvage; damaged ones are left out."""
        untold = set(untold_forms(self._connection)) if self._known else set[tuple[str, str]]()
        with self._connection.transaction() if untold else nullcontext():
            for head in self.all() if untold else ():
                if (head.form, head.version) in untold:
                    with suppress(DamagedLedgerError):
                        self._tell_of(head, self.get(head))

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
        rows = self._connection.rows(f"SELECT {_HEAD} FROM templates {ORDER}")
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

    def is_as_kept(self, head: TemplateHead, texts: TemplateTexts) -> bool:
        """Whether what a version is made of is what was kept, by the log; True where the log does not say."""
        made_of = texts.definition.encode(), texts.map.encode()
        return is_as_kept(self._connection, head.form, head.version, *made_of)

    def original(self, head: TemplateHead) -> bytes | None:
        """The document as it came, None where it was lost. Raises DamagedLedgerError where its bytes are not those kept."""
        return self._sources.content(head.digest, head.file) if head.digest else None

    def remove(self, form: str, version: str = "") -> int:
        """Removes a form with all its versions, or one of them, and documents that nothing else needs; returns how many
        versions.

        Whoever calls has seen to it that no history needs it (`TemplateUses.of_versions`). Raises UserError where filings are of it, in
        the bin or not: another form of the same version would put other words around what was signed. And where the ledger is
        read-only.
        """
        self._require("templates")
        with self._connection.transaction():
            used = self._connection.row(
                "SELECT count(*) FROM filings WHERE form = ? AND ? IN ('', form_version)", (form, version)
            )
            if used and used[0]:
                raise UserError(
                    "这个表种还有填报件，不能删除", f"{name_of(form)}：{used[0]} 份", "请先彻底删除这些填报件"
                )
            count = self._connection.execute(
                "DELETE FROM templates WHERE form = ? AND ? IN ('', version)", (form, version)
            )
            if self._connection.row("SELECT 1 FROM templates WHERE form = ? LIMIT 1", (form,)) is None:
                self._connection.execute("DELETE FROM settings WHERE key = ?", (_CALLED + form,))
            self._sources.forget_orphans()
            if count:
                self._tell(TEMPLATE, change="remove", form=form, version=version)
            self._changes += 1
        return count

    def rename(self, form: str, name: str) -> None:
        """Says what a form is called from now on; its id stays. Raises UserError where the ledger is read-only."""
        self._require("templates")
        with self._connection.transaction():
            self._connection.execute("DELETE FROM settings WHERE key = ?", (_CALLED + form,))
            if name != name_of(form):
                self._connection.execute(
                    "INSERT INTO settings (key, value) VALUES (?, ?)",
                    (_CALLED + form, json.dumps(name, ensure_ascii=False)),
                )
            self._tell(TEMPLATE, change="rename", form=form, name=name)
            self._changes += 1


def _text_of(setting: str) -> str:
    """The text of a setting; what is none is as if it had never been set."""
    try:
        value = json.loads(setting)
    except ValueError:
        return ""
    return value if isinstance(value, str) else ""


def names_in(heads: Iterable[TemplateHead]) -> dict[str, str]:
    """The forms by every name that leads to them, in small letters: what they are called now before the names in their ids."""
    heads = list(heads)
    return {name_of(head.form).casefold(): head.form for head in heads} | {
        head.renamed.casefold(): head.form for head in heads if head.renamed
    }


def name_of(form: str) -> str:
    """The name in the id of a form of the ledger's own: custom:绩效表 → 绩效表."""
    return form.removeprefix(CUSTOM)
