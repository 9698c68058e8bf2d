"""What can still be read of a damaged ledger, gathered in a new one."""

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from medaid_desktop.core.forms import CUSTOM
from medaid_desktop.errors import UserError
from medaid_desktop.store.forms.templates import name_of
from medaid_desktop.store.ground import content, problems
from medaid_desktop.store.ground.checksums import stamp_all
from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.records.explanations import tell_of_earlier
from medaid_desktop.store.records.filings import DRAFT
from medaid_desktop.store.salvage.pages import Value, leaf_rows
from medaid_desktop.store.salvage.sources import LINK_WIDTH, Link, as_link, save_sources
from medaid_desktop.store.salvage.templates import DIGEST, TEMPLATE_WIDTH, save_templates, whole_templates

_COLUMNS = (
    "id", "form", "form_version", "variant", "year", "region", "title", "status",
    "created_at", "changed_at", "deleted_at", "content",
)  # fmt: skip
_WIDTHS = (len(_COLUMNS), len(_COLUMNS) + 2, len(_COLUMNS) + 3)
"""Since schema version 2 rows that were written anew end with the number of open errors, which is counted again, and
with how the filing came into the ledger, which is lost with the history; since version 6 with a sum, which is made anew."""
_CHANGED_AT = _COLUMNS.index("changed_at")
_FORM = _COLUMNS.index("form")
_CONTENT = _COLUMNS.index("content")
_TITLE = _COLUMNS.index("title")
_OPTIONAL = {_COLUMNS.index("year"): int, _COLUMNS.index("region"): str, _COLUMNS.index("deleted_at"): str}
_TEXTS = [n for n in range(_CONTENT) if n not in _OPTIONAL]
_SMALL_TABLES = {
    "meta": ("key", "value"), "settings": ("key", "value"), "regions": ("id", "name", "parent", "kind"),
    "layouts": ("layout", "corrections"),
    "explanations": ("filing", "rule", "detail", "place", "basis", "text", "by", "at"),
}  # fmt: skip
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{3,39}")


@dataclass(frozen=True, slots=True)
class Salvage:
    """What was saved: how many filings, the titles of those among them with damaged characters (now �), the titles of
    those of which nothing but the head could be read, and of those whose source file is lost. Of the ledger's own
    forms the names of those that filings need but that are lost, and of those whose blank document is."""

    filings: int
    imperfect: list[str]
    unreadable: list[str]
    without_source: list[str] = field(default_factory=list[str])
    lost_forms: list[str] = field(default_factory=list[str])
    without_original: list[str] = field(default_factory=list[str])


def salvage(path: Path, target: Path) -> Salvage:
    """Reads filings row by row out of a damaged ledger into a new ledger at `target`; the old file is only read.

    Filings in the bin stay in it; histories, reviews, seals and operators are lost, and the new ledger's log begins anew (what can be read of the old one: `salvage_log`); settings, local units, learned layouts, explanations, the
    ledger's own forms and the files that filings were read from and forms made of come along where they can be read. A filing purged lately may come back. Raises UserError where nothing can be read or the new ledger not be written.
    """
    haul = _Haul()
    try:
        for row in leaf_rows(path, (*_WIDTHS, LINK_WIDTH, TEMPLATE_WIDTH)):
            if len(row) == LINK_WIDTH:
                haul.note_link(row)
            elif len(row) == TEMPLATE_WIDTH:
                haul.templates.append(row)
            else:
                haul.sort(row[: len(_COLUMNS)])
    except OSError as error:
        raise problems.from_os(error, "抢救台账", path) from error
    if not haul.best:
        raise UserError("从这个文件里读不出任何填报件", str(path), "请改用备份恢复")
    small = {table: _read_table(path, table) for table in _SMALL_TABLES}
    office_region = next((value for key, value in small["meta"] if key == "region"), "")
    with Ledger.create(target, office_region) as ledger, ledger.connection.transaction():
        for key in sorted(haul.best):
            _insert(ledger.connection, "filings", _COLUMNS, haul.best[key])
        for table in ("settings", "regions", "layouts"):
            for row in small[table]:
                _insert(ledger.connection, table, _SMALL_TABLES[table], row)
        for row in small["explanations"]:
            if row[0] in haul.best:
                _insert(ledger.connection, "explanations", _SMALL_TABLES["explanations"], row)
        templates = whole_templates(haul.templates)
        links = [link for link in haul.links if link[1] in haul.best]
        saved = save_sources(path, links, [row[DIGEST] for row in templates], ledger.connection)
        bare = {link[1] for link in links if link[2] not in saved}
        without_original = save_templates(templates, saved, ledger.connection)
        ledger.connection.execute("UPDATE filings SET status = ?", (DRAFT,))  # who signed them is lost
        stamp_all(ledger.connection)
        tell_of_earlier(ledger.connection, ledger.log.add)
    imperfect = haul.titles(haul.imperfect & haul.best.keys())
    lost_forms = sorted(haul.own_forms() - {row[0] for row in templates})
    return Salvage(
        len(haul.best), imperfect, haul.titles(haul.lost()), haul.titles(bare),
        [name_of(form) for form in lost_forms], without_original,
    )  # fmt: skip


class _Haul:
    """The rows found so far: of each filing the best version, sound before imperfect, late before early."""

    def __init__(self) -> None:
        self.best: dict[str, list[Value]] = {}
        self.imperfect: set[str] = set()
        self.links: set[Link] = set()
        self.templates: list[list[Value]] = []
        self._titles: dict[str, str] = {}

    def sort(self, row: list[Value]) -> None:
        """Takes in a row, if it is a filing's."""
        if not all(isinstance(row[n], str) for n in _TEXTS) or not _ID.fullmatch(str(row[0])):
            return
        key = str(row[0])
        self._titles[key] = str(row[_TITLE])
        sound = isinstance(row[_CONTENT], str)
        text = _text(row[_CONTENT])
        try:
            content.decode(text)
        except ValueError:
            return
        rank = (sound, str(row[_CHANGED_AT]))
        present = self.best.get(key)
        if present is None or (key not in self.imperfect, str(present[_CHANGED_AT])) < rank:
            kept = [value if isinstance(value, _OPTIONAL.get(n, str)) else None for n, value in enumerate(row)]
            self.best[key] = [*kept[:_CONTENT], text]
            (self.imperfect.discard if sound else self.imperfect.add)(key)

    def note_link(self, row: list[Value]) -> None:
        """Takes in a row, if it tells which file a filing was read from."""
        link = as_link(row)
        if link:
            self.links.add(link)

    def lost(self) -> set[str]:
        """Filings of which only the head was found."""
        return self._titles.keys() - self.best.keys()

    def own_forms(self) -> set[str]:
        """The forms of the ledger's own that filings are of."""
        forms = {str(row[_FORM]) for row in self.best.values()}
        return {form for form in forms if form.startswith(CUSTOM)}

    def titles(self, keys: set[str]) -> list[str]:
        """The titles of filings, in the order of their making."""
        return [self._titles[key] for key in sorted(keys)]


def _text(value: Value) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _read_table(path: Path, table: str) -> list[tuple[Any, ...]]:
    """The rows of a small table by way of SQLite; [] where that no longer works."""
    try:
        connection = Connection(path, "ro")
        try:
            return connection.rows(f"SELECT {', '.join(_SMALL_TABLES[table])} FROM {table}")
        finally:
            connection.close()
    except (UserError, sqlite3.Error):
        return []


def _insert(connection: Connection, table: str, columns: Sequence[str], row: Sequence[Any]) -> None:
    connection.execute(
        f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", row
    )
