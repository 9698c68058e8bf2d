"""Looking for words in all filings of the ledger."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from medaid_desktop.core.filing import Row, cell_path
from medaid_desktop.core.forms import EXTRA, Form
from medaid_desktop.core.texts.text_match import Snippet, Word, fold, parse_words, snippet
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.ground import content
from medaid_desktop.store.ground.progress import Cancelled, Progress, check_cancelled
from medaid_desktop.store.records.search import Contents, Stored

MOST_FILINGS = 200
MOST_IN_ONE = 12
"""Places listed of one filing; the others are counted."""
_TELL_APART_S = 0.1
_CELL_EXACT, _CELL_BEGINS, _CELL_HOLDS, _CELL_HOLDS_SOME = range(4)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to look: a region with all below it ("" for filings without one), a form, a year; None for all."""

    region: str | None = None
    form: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A cell where something was found: its path, what the form calls it, and the text around."""

    path: str
    label: str
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class FoundFiling:
    """A filing in which all words were found. `more` places are not listed. `exact`: a cell holds just the words."""

    id: str
    form: str
    form_title: str
    region: str | None
    region_name: str
    year: int | None
    title: str
    places: tuple[Place, ...]
    more: int
    exact: bool

    def to_json(self) -> dict[str, Any]:
        """The result as data; `marks` are [start, end] in the text of a place."""
        places = [
            {"path": place.path, "label": place.label, "text": place.snippet.text, "marks": list(place.snippet.marks)}
            for place in self.places
        ]
        return {
            "id": self.id, "form": self.form, "region": self.region, "year": self.year, "title": self.title,
            "places": places, "more": self.more,
        }  # fmt: skip


@dataclass(slots=True)
class Findings:
    """What was found so far, those with an exact cell first, then newest year first.

    `is_all` is False where there are more than were asked for.
    """

    filings: list[FoundFiling] = field(default_factory=list[FoundFiling])
    is_all: bool = True
    looked_at: int = 0

    def place_count(self) -> int:
        """How many places the filings hold."""
        return sum(len(found.places) + found.more for found in self.filings)


def search(
    desk: Desk,
    text: str,
    scope: Scope | None = None,
    most: int = MOST_FILINGS,
    tell: Callable[[Findings], None] | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Findings:
    """Filings that hold all words of `text`, each in any of their cells; any part of a cell counts.

    Width, case and blanks inside Chinese make no difference. Of several words, all but one may also stand in the
    filing's form, region or year. `tell` gets a copy of what was found so far, soon and now and then. Raises UserError
    for an unknown form or region, CancelledError.
    """
    words, scope = parse_words(text), scope or Scope()
    if scope.form:
        desk.forms.get(scope.form)
    if scope.region:
        desk.regions.get(scope.region)
    findings = Findings()
    if not words:
        return findings
    contents = Contents(desk.ledger.connection, scope.region, scope.form, scope.year)
    looker = _Looker(desk, words)
    told_at = 0.0
    for lot in contents.lots():
        check_cancelled(cancelled)
        before = len(findings.filings)
        goes_on = looker.look(lot, findings, most)
        findings.looked_at += len(lot)
        if progress:
            progress(findings.looked_at, len(contents))
        if tell and len(findings.filings) > before and time.monotonic() - told_at > _TELL_APART_S:
            told_at = time.monotonic()
            tell(Findings(_ranked(findings.filings), findings.is_all, findings.looked_at))
        if not goes_on:
            break
    findings.filings = _ranked(findings.filings)
    return findings


def _ranked(filings: list[FoundFiling]) -> list[FoundFiling]:
    """Those with an exact cell first; the order is kept otherwise."""
    return sorted(filings, key=lambda found: not found.exact)


class _Looker:
    """Looks at filings one by one, first at their bytes, then, where these may hold the words, at their cells."""

    def __init__(self, desk: Desk, words: Sequence[Word]) -> None:
        self._desk = desk
        self._words = words
        self._heads = _Heads(desk, words) if len(words) > 1 else None
        self.may_be_exact = len(words) == 1
        quoted = words[0].raw.replace("\\", "\\\\").replace('"', '\\"')
        self._exact = f':"{quoted}"'.encode("utf-8", "replace")

    def look(self, lot: list[Stored], findings: Findings, most: int) -> bool:
        """Adds what is found in a lot; False where no other filing could take a place any more.

        Once there is enough, only filings with an exact cell still take the places of others.
        """
        may_fit = self._words[0].may_be_in if self._heads is None else None
        for stored in lot:
            if may_fit and not may_fit(stored.content):
                continue
            if self._heads and not self._may_fit(self._heads.words_in(stored), stored):
                continue
            if len(findings.filings) < most:
                if found := self._found(stored):
                    findings.filings.append(found)
            elif not self._replace(stored, findings):
                return False
        return True

    def _may_fit(self, head: frozenset[Word], stored: Stored) -> bool:
        return len(head) < len(self._words) and all(
            word in head or word.may_be_in(stored.content) for word in self._words
        )

    def _replace(self, stored: Stored, findings: Findings) -> bool:
        """Puts a filing with an exact cell in the place of the last without; False where none such is left."""
        if findings.is_all:
            findings.is_all = self._found(stored) is None
        places = range(len(findings.filings) - 1, -1, -1)
        last = next((place for place in places if not findings.filings[place].exact), -1)
        if (last < 0 or not self.may_be_exact) and not findings.is_all:
            return False
        if last >= 0 and self._exact in stored.content and (found := self._found(stored)) and found.exact:
            del findings.filings[last]
            findings.filings.append(found)
        return True

    def _found(self, stored: Stored) -> FoundFiling | None:
        try:
            values, tables = content.decode(stored.content.decode("utf-8"))
        except ValueError:  # a damaged filing is the check's concern, not a reason to find nothing
            return None
        form = self._form(stored.form)
        inside = set(self._heads.words_in(stored)) if self._heads else set[Word]()
        cells: list[tuple[int, str, str, str]] = []
        for path, label, text in _cells(form, values, tables):
            folded = fold(text)
            present = [word for word in self._words if word.folded in folded]
            if present:
                inside.update(present)
                cells.append((self._grade(folded, present), path, label, text))
        if not cells or len(inside) < len(self._words):
            return None
        best = sorted(cells, key=lambda cell: cell[0])
        places = tuple(Place(path, label, snippet(text, self._words)) for _, path, label, text in best[:MOST_IN_ONE])
        exact = best[0][0] == _CELL_EXACT
        return FoundFiling(
            stored.id, stored.form, form.title if form else stored.form, stored.region,
            self._desk.names(stored.region, stored.year).full, stored.year, stored.title, places,
            len(cells) - len(places), exact,
        )  # fmt: skip

    def _grade(self, folded: str, present: list[Word]) -> int:
        if len(present) < len(self._words):
            return _CELL_HOLDS_SOME
        if len(self._words) > 1:
            return _CELL_HOLDS
        sought = self._words[0].folded
        return _CELL_EXACT if folded == sought else _CELL_BEGINS if folded.startswith(sought) else _CELL_HOLDS

    def _form(self, form_id: str) -> Form | None:
        try:
            return self._desk.forms.get(form_id)
        except UserError:  # a form of another program version: its texts can be found all the same
            return None


class _Heads:
    """Which words stand in what a filing is: its form, its region, its year."""

    def __init__(self, desk: Desk, words: Sequence[Word]) -> None:
        self._words = words
        self._forms = {info.id: fold(info.title) for info in desk.forms.infos()}
        self._names = desk.names
        self._place = cache(self._fold_place)
        self._of = cache(self._look)

    def words_in(self, stored: Stored) -> frozenset[Word]:
        """The words that need not stand in the content."""
        return self._of(stored.form, stored.region, stored.year)

    def _fold_place(self, region: str | None) -> str:
        return fold(self._names(region).full)

    def _look(self, form: str, region: str | None, year: int | None) -> frozenset[Word]:
        texts = (self._forms.get(form, ""), self._place(region))
        years = (str(year), f"{year}年", f"{year}年度")
        return frozenset(
            word for word in self._words if word.folded in years or any(word.folded in text for text in texts)
        )


def _cells(form: Form | None, values: Row, tables: dict[str, list[Row]]) -> Iterator[tuple[str, str, str]]:
    """(path, label, text) of every cell; a group's name that is repeated on the rows it covers comes once."""
    for name, text in values.items():
        yield f"values.{name}", label_of(form, "", -1, name), text
    for table, rows in tables.items():
        groups = frozenset[str]()
        if form and table in form.tables_by_id:
            groups = frozenset(form.tables_by_id[table].group_columns)
        above: Row = {}
        for index, row in enumerate(rows):
            for column, text in row.items():
                if column not in groups or above.get(column) != text:
                    yield cell_path(table, index, column), label_of(form, table, index, column), text
            above = row


def label_of(form: Form | None, table: str, row: int, name: str) -> str:
    """What the form calls a cell: 项目名称, 绩效指标第 3 行 指标值."""
    label = (form.definition(table, name).label if form else name.removeprefix(EXTRA)) or name
    if not table:
        return label
    title = form.tables_by_id[table].label if form and table in form.tables_by_id else table
    return f"{title}第 {row + 1} 行 {label}"
