"""What is known of files that are to come into the ledger, before they are stored and after."""

from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.grid import Document
from medaid_desktop.errors import UserError
from medaid_desktop.recognition.understood import Notice, Understood
from medaid_desktop.store.records.explanations import Kept
from medaid_desktop.store.records.filings import DRAFT


class Keep(Enum):
    """The type of `KEEP`."""

    KEEP = 0


KEEP: Final = Keep.KEEP
"""Stands for "leave as it is" where None has a meaning of its own."""


class Choice(StrEnum):
    """What becomes of a table: a filing of its own, an edit of one that is there, one more beside those, nothing."""

    NEW = "new"
    REVISE = "revise"
    KEEP_BOTH = "keep-both"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Same:
    """A filing of the ledger for the same form, region, year and project. `changed_at` is ISO 8601 with offset."""

    id: str
    title: str
    status: str
    changed_at: str


class RowPlace(NamedTuple):
    """Which region a row of a table is for: `row` is its path (tables.rows[3]), `name` what it is called there, `code` the
    region's. It holds as long as the row is called so."""

    row: str
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What the clerk has settled by hand about a table; "" and KEEP where it is as read."""

    form: str = ""
    region: str | Keep | None = KEEP
    year: int | Keep | None = KEEP
    places: tuple[RowPlace, ...] = ()


@dataclass(slots=True)
class Incoming:
    """One table of a file as it would go into the ledger.

    `understood` is what recognition read, None for JSON; `filing` the same completed: form, version, layout, region
    and year settled, rows of mere group names left out. `sheet` says where in the file it stands, for people.
    `existing` are the filings that are there for the same, newest first, and `identical` the id of one of them with
    equal content, else "". `choice` is what is to become of it, `target` the filing that REVISE changes. `problem`
    says why it cannot be taken; such a table is left out, whatever `choice` says. `rivals` name tables of other files
    of the batch for the same (`find_rivals`). `settled` is what `settle` was told. `is_blank` says that the problem is
    that nothing has been filled in. `explanations` came with JSON.
    """

    understood: Understood | None
    filing: Filing
    title: str
    sheet: str = ""
    existing: list[Same] = field(default_factory=list[Same])
    identical: str = ""
    choice: Choice = Choice.NEW
    target: str = ""
    problem: UserError | None = None
    notices: list[str] = field(default_factory=list[str])
    rivals: list[str] = field(default_factory=list[str])
    settled: Settled = Settled()
    is_blank: bool = False
    explanations: tuple[Kept, ...] = ()

    @property
    def doubts(self) -> list[Notice]:
        """What recognition was not sure of and nobody has settled since, and what was said in completing the filing."""
        read = self.understood.notices if self.understood else []
        said = [Notice("read.import", sentence) for sentence in self.notices]
        return [*(notice for notice in read if not self.is_settled(notice)), *said]

    @property
    def doubts_on_sheet(self) -> list[Notice]:
        """The doubts with their places counted from the first cell of the sheet, where its own programs count from."""
        read = self.understood
        return [replace(notice, place=read.cell(notice.place)) for notice in self.doubts] if read else self.doubts

    def is_settled(self, notice: Notice) -> bool:
        """Whether the clerk has answered a doubt of recognition."""
        read = self.understood.filing if self.understood else self.filing
        match notice.rule:
            case "read.year":
                return self.filing.year != read.year or self.settled.year is not KEEP
            case "region.name":
                if notice.where.startswith("tables."):
                    return any(notice.where == f"{place.row}.name" for place in self.settled.places)
                return self.filing.region != read.region or self.settled.region is not KEEP
            case rule:
                return rule == "read.form" and bool(self.settled.form)


@dataclass(slots=True)
class IncomingFile:
    """A file with its tables, or with the `error` for which it cannot be taken at all.

    `content` are its bytes, kept so that what is stored is what was read, even if the stick is pulled meanwhile;
    `digest` is their SHA-256. `document` is None for JSON and where it has been dropped to save memory. `is_blank_form`
    says that it holds nothing to take but a form to be filled in, of which the ledger could have a form of its own.
    """

    file: Path
    document: Document | None = None
    items: list[Incoming] = field(default_factory=list[Incoming])
    error: UserError | None = None
    notices: list[str] = field(default_factory=list[str])
    digest: str = ""
    content: bytes = b""
    is_blank_form: bool = False

    def drop_document(self) -> None:
        """Gives up what only a look at the document needs, so that many files can wait to be stored."""
        self.document = None
        for item in self.items:
            if item.understood:
                item.understood.sources, item.understood.labels = {}, {}

    @property
    def takeable(self) -> list[Incoming]:
        """The tables without a problem."""
        return [item for item in self.items if item.problem is None]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one table. `id` is the filing it went into, with SKIP the one for which it was left out ("" where
    a rehearsal has no id to tell). `doubts` is what was not sure in reading it, places counted from the sheet's first cell."""

    choice: Choice
    id: str
    form: str
    region: str | None
    year: int | None
    title: str
    sheet: str
    status: str = DRAFT
    doubts: tuple[Notice, ...] = ()


@dataclass(slots=True)
class Outcome:
    """What became of one file: its tables, sentences about it, or the error for which nothing of it was stored."""

    file: Path
    tables: list[Taken] = field(default_factory=list[Taken])
    notices: list[str] = field(default_factory=list[str])
    error: UserError | None = None

    @property
    def ids(self) -> list[str]:
        """The filings that were added."""
        return self._of(Choice.NEW, Choice.KEEP_BOTH)

    @property
    def revised(self) -> list[str]:
        """The filings that were there and have been changed."""
        return self._of(Choice.REVISE)

    @property
    def skipped(self) -> list[str]:
        """The filings for which tables were left out."""
        return self._of(Choice.SKIP)

    def _of(self, *choices: Choice) -> list[str]:
        return [taken.id for taken in self.tables if taken.choice in choices]


@dataclass(slots=True)
class ImportReport:
    """What became of a batch. `untouched` are the files that were not looked at since it was stopped before."""

    outcomes: list[Outcome] = field(default_factory=list[Outcome])
    notices: list[str] = field(default_factory=list[str])
    untouched: list[Path] = field(default_factory=list[Path])
    cancelled: bool = False

    @property
    def ids(self) -> list[str]:
        """The filings that were added, in the order of the files."""
        return [one for outcome in self.outcomes for one in outcome.ids]

    @property
    def revised(self) -> list[str]:
        """The filings that were there and have been changed."""
        return [one for outcome in self.outcomes for one in outcome.revised]

    @property
    def skipped(self) -> list[str]:
        """The filings for which tables were left out."""
        return [one for outcome in self.outcomes for one in outcome.skipped]

    @property
    def failed(self) -> list[tuple[Path, UserError]]:
        """The files of which nothing was stored, each with its reason."""
        return [(outcome.file, outcome.error) for outcome in self.outcomes if outcome.error]
