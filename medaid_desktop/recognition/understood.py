"""What was understood of one table, and everything that is not sure about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import Form
from medaid_desktop.core.grid import Place
from medaid_desktop.core.regions import RegionTable
from medaid_desktop.recognition.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What recognition knows: forms by id, how things are written, the regions, the region of the office that reads."""

    forms: Mapping[str, Form]
    vocabulary: Vocabulary
    regions: RegionTable
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A doubt: `where` is a path of the filing or "" ; `place` the cell of the grid, None for the table as a whole."""

    rule: str
    message: str
    where: str = ""
    place: Place | None = None


@dataclass(slots=True)
class Understood:
    """One table: `filing` holds what was read, `sources` the cell of each path; form None where it is not known.

    `columns` are the ids of the columns present, in the order of the paper; `confidence` lies between 0 and 1.
    """

    sheet: str
    form: str | None
    confidence: float
    filing: Filing
    columns: list[str] = field(default_factory=list[str])
    notices: list[Notice] = field(default_factory=list[Notice])
    sources: Mapping[str, Place] = field(default_factory=dict[str, Place])
    grid: int = 0
    title: str = ""
