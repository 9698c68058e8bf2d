"""What lies around a filing and is compared with it: its sisters, its allocation, the level above, last year."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.places.region_match import Match


class Names(Protocol):
    """The names of regions that a name in a table may be compared with."""

    def name(self, region: str, year: int | None) -> str:
        """The bare name of a region, 天山区."""
        ...

    def match(self, name: str, parent: str | None, year: int | None) -> Match:
        """What a written name means below a region, None: anywhere."""
        ...

    def divisions(self, region: str, year: int | None) -> Sequence[tuple[str, str]]:
        """The names of all divisions below a region in a year, each with the code of the one above it."""
        ...

    def is_borne(self, name: str) -> bool:
        """Whether a region of any place and year is called so, in full or for short."""
        ...

    def path(self, region: str, year: int | None) -> Sequence[tuple[str, str]]:
        """The codes and names of a region and those above it, the province first; empty for an unknown one."""
        ...


@dataclass(frozen=True, slots=True)
class Allotted:
    """Money allotted to the region of a filing: an allocation table and the row that names the region, or its grand total
    where the table is the region's own."""

    table: Subject
    row: int


@dataclass(frozen=True, slots=True)
class Signed:
    """A review step that was completed and neither returned nor taken back: for which content, by its digest and, where the
    ledger still has it, itself."""

    step: str
    title: str
    by: str
    on: str
    seal: str
    digest: str
    content: Filing | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What is compared with a filing; empty where the ledger has nothing of the kind.

    `sisters` are filings of the same form, year and programme under the same parent region, without the filing itself;
    `allotted` rows of allocations of the same programme, batch and year; `upper` is the parent region's filing of the same
    form, year and programme, `last` the same region's of the year before; `document` are the other tables of the same form,
    region, year and programme, those of one notice; `signed` are the signings of the filing itself.
    """

    sisters: Sequence[Subject] = ()
    allotted: Sequence[Allotted] = ()
    upper: Subject | None = None
    last: Subject | None = None
    names: Names | None = None
    document: Sequence[Subject] = ()
    signed: Sequence[Signed] = ()


ALONE = Around()
"""A filing by itself."""
