"""What is in the ledger already for the same form, region, year and project, and what to do about it."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from pathlib import Path

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.chain import CHANGEABLE
from medaid_desktop.core.texts.text_match import fold
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.incoming.items import Choice, Incoming, IncomingFile, Same
from medaid_desktop.operations.incoming.same_content import Computed, computed_of, is_same_content
from medaid_desktop.store.records.filings import DRAFT

Identity = tuple[str, str | None, int | None, str]
"""Form, region, year and the folded title, in which the project is named."""

_fold = lru_cache(maxsize=4096)(fold)


def identity(item: Incoming) -> Identity:
    """What two tables must have in common to be the same one, sent twice or corrected."""
    return item.filing.form, item.filing.region, item.filing.year, _fold(item.title)


class Shelf:
    """What is there: the ledger and, where an import is only rehearsed, what would have been stored by now."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._planned: dict[Identity, list[Same]] = {}
        self._contents: dict[str, Filing] = {}
        self._computed: dict[tuple[str, str], Computed] = {}
        self._names: set[str] = set()

    def there(self, item: Incoming) -> list[Same]:
        """The filings with the identity of a table, newest first; those in the bin do not count.

        Where region or year are not known, two tables may be of two counties: then only equal ones are the same.
        """
        form, region, year, title = key = identity(item)
        found = self._desk.ledger.overview.exactly(form, region, year)
        stored = [Same(one.id, one.title, one.status, one.changed_at) for one in found if _fold(one.title) == title]
        found_all = [*reversed(self._planned.get(key, [])), *stored]
        if region and year:
            return found_all
        return [same for same in found_all if self._is_equal(item.filing, same.id)]

    def identical(self, filing: Filing, candidates: Sequence[Same]) -> str:
        """The id of the first candidate whose content is equal, "" where none is."""
        return next((same.id for same in candidates if self._is_equal(filing, same.id)), "")

    def _is_equal(self, filing: Filing, filing_id: str) -> bool:
        try:
            stored = self._contents.get(filing_id) or self._desk.ledger.filings.get(filing_id)
            form = self._desk.form_of(filing)
        except UserError:  # damaged, or deleted this moment: nothing to be equal to
            return False
        of = filing.form, filing.form_version
        if of not in self._computed:
            self._computed[of] = computed_of(self._desk, filing)
        return is_same_content(form, self._computed[of], filing, stored)

    def is_planned(self, filing_id: str) -> bool:
        """Whether this is the name of a filing that there is only in the rehearsal."""
        return filing_id in self._names

    def plan(self, item: Incoming, filing_id: str, is_new: bool) -> None:
        """Notes in a rehearsal that a table would be stored in a filing, a new one under a name that is no id."""
        if is_new:
            same = Same(filing_id, item.title, DRAFT, "")
            self._planned.setdefault(identity(item), []).append(same)
            self._names.add(filing_id)
        self._contents[filing_id] = item.filing.copy()


def look_up(desk: Desk, item: Incoming) -> None:
    """Notes what is there for a table, and proposes what to do."""
    shelf = Shelf(desk)
    item.existing = shelf.there(item)
    item.identical = shelf.identical(item.filing, item.existing)
    item.choice, item.target = proposal(item.existing, item.identical, None)


def proposal(existing: Sequence[Same], identical: str, same: Choice | None) -> tuple[Choice, str]:
    """What to do with a table, and the filing that is to be revised or that it is left out for.

    What is identical is left out; else `same` decides, None keeping both. Where all that are there have been reviewed
    they cannot be revised, and both are kept.
    """
    if identical:
        return Choice.SKIP, identical
    if not existing:
        return Choice.NEW, ""
    draft = next((one.id for one in existing if one.status in CHANGEABLE), "")
    if same is Choice.SKIP:
        return Choice.SKIP, existing[0].id
    if same is Choice.REVISE and draft:
        return Choice.REVISE, draft
    return Choice.KEEP_BOTH, draft


def decide(shelf: Shelf, item: Incoming, mine: Collection[str], same: Choice | None) -> tuple[Choice, str, str]:
    """What really becomes of a table, the filing it goes into or is left out for, and a sentence ("" where it is plain).

    What has come since it was looked up counts too: an identical one, or one of another file, for which `same` decides.
    What came out of the same file (`mine`) is never revised nor left out for, unless it is identical.
    """
    choice, target = item.choice, item.target
    known = {one.id: one for one in item.existing}
    now = shelf.there(item)
    newcomers = [one for one in now if one.id not in known]
    if newcomers and choice in (Choice.NEW, Choice.KEEP_BOTH):
        identical = shelf.identical(item.filing, newcomers)
        others = [one for one in newcomers if one.id not in mine]
        if identical or (choice is Choice.NEW and others):
            choice, target = proposal(others, identical, same)
        elif choice is Choice.NEW:
            choice, target = Choice.KEEP_BOTH, ""
    if choice is Choice.NEW:
        return choice, "", ""
    if choice is Choice.REVISE and shelf.identical(item.filing, [Same(target, "", "", "")]):
        choice = Choice.SKIP
    by_id = known | {one.id: one for one in now}
    shown = by_id.get(target) or next(iter(by_id.values()), None)
    is_identical = choice is Choice.SKIP and bool(shown) and shelf.identical(item.filing, [shown]) != ""
    return choice, target, _sentence(choice, shown, is_identical, same)


def _sentence(choice: Choice, shown: Same | None, is_identical: bool, same: Choice | None) -> str:
    if shown is None:
        return "按选择没有读入" if choice is Choice.SKIP else ""
    name = f"“{shown.title}”（{shown.id}）"
    if is_identical:
        return f"与台账里的{name}内容相同，没有再存一份"
    match choice:
        case Choice.SKIP:
            return f"台账里已有同一区划、年度的{name}，按选择没有读入"
        case Choice.REVISE:
            return f"改写了台账里的{name}，打开它可以撤销"
        case _ if same is Choice.REVISE and shown.status not in CHANGEABLE:
            return f"台账里的{name}已审核，不能改写，另存了一份"
        case _:
            return f"台账里已有同一区划、年度的{name}，两份都留着"


def find_rivals(files: Sequence[IncomingFile]) -> None:
    """Notes in each table of a batch which others of it are for the same form, region, year and project."""
    alike: dict[Identity, list[tuple[Path, Incoming]]] = {}
    for incoming in files:
        for item in incoming.takeable:
            alike.setdefault(identity(item), []).append((incoming.file, item))
    for group in alike.values():
        for _, item in group:
            item.rivals = [label(other_file, other) for other_file, other in group if other is not item]


def label(file: Path, item: Incoming) -> str:
    """How a table of a file is called: 阳谷县.xlsx（绩效表）."""
    return f"{file.name}（{item.sheet}）" if item.sheet else file.name
