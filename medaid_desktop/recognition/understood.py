"""What was understood of one table, and everything that is not sure about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import Form
from medaid_desktop.core.grid import Area, Place
from medaid_desktop.core.places.regions import RegionTable
from medaid_desktop.core.templates.stored import StoredTemplate
from medaid_desktop.recognition.corrections import Correction
from medaid_desktop.recognition.wording.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What recognition knows: forms by id, how things are written, the regions, the region of the office that reads.

    `learned` are the corrections to apply by the print of the layout (`Understood.layout`) that they were made in;
    `templates` the ledger's own forms, whose filled copies are known again before anything else is tried.
    """

    forms: Mapping[str, Form]
    vocabulary: Vocabulary
    regions: RegionTable
    region: str | None = None
    learned: Mapping[str, Sequence[Correction]] = field(default_factory=dict[str, Sequence[Correction]])
    templates: Sequence[StoredTemplate] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A doubt: `where` is a path of the filing or "" ; `place` the cell of the grid, None for the table as a whole.

    `options` are the readings to choose from where the name of a place has several: (code, full name), the likeliest first.
    """

    rule: str
    message: str
    where: str = ""
    place: Place | None = None
    options: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Understood:
    """One table: `filing` holds what was read, `sources` the cell of each path; form None where it is not known.

    `columns` are the ids of the columns present, in the order of the paper; `confidence` lies between 0 and 1.
    `layout` is the print of the layout: the same for every file of one template. `labels` has the cells of labels and of
    column heads with what they were taken for (values.funding_total, tables.indicators.target); `area` is what the
    table covers of its grid, whose first cell is `origin` of the sheet.
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
    layout: str = ""
    labels: Mapping[Place, str] = field(default_factory=dict[Place, str])
    area: Area = (0, 0, 0, 0)
    origin: Place = (0, 0)

    def cell(self, place: Place | None) -> Place | None:
        """Row and column of the sheet, counted from 0, for a place of the grid."""
        return None if place is None else (place[0] + self.origin[0], place[1] + self.origin[1])
