"""What every operation works at: the open ledger, the forms and the regions."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from medaid_desktop.core.compose import PlaceNames, compose
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import Form
from medaid_desktop.core.places.regions import Home, Region, RegionTable
from medaid_desktop.core.sheet import Paper
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.shipped.regions import load_regions

if TYPE_CHECKING:
    from medaid_desktop.operations.workings import Workings


@dataclass
class Desk:
    """An open ledger with the reference works beside it. Cheap to make: forms and regions are read when first used.

    `forms` are the built-in ones and the ledger's own, as the ledger holds them at the moment.
    """

    ledger: Ledger
    forms: FormLibrary

    def __post_init__(self) -> None:
        self.forms = self.forms.beside(self.ledger.templates)

    @cached_property
    def regions(self) -> RegionTable:
        """The built-in regions and the office's own local units."""
        own = [
            Region(unit.id, unit.name, unit.parent, "unit", None, None, kind=unit.kind)
            for unit in self.ledger.units.list()
        ]
        return load_regions().with_local_units(own)

    @cached_property
    def workings(self) -> "Workings":
        """What the workbooks of the ledger's own forms work out of a filing; each is opened once."""
        from medaid_desktop.operations.workings import Workings

        return Workings(self)

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, *_: object) -> None:
        self.ledger.close()

    def form_of(self, filing: Filing) -> Form:
        """The definition of a filing's form, in the version that the filing was made with.

        Raises UserError where the ledger's own form is missing or damaged.
        """
        return self.forms.get(filing.form, filing.form_version)

    def home(self) -> Home:
        """Where the office works: what a search for regions should think of first."""
        return Home(self.ledger.office_region or "", frozenset(self.ledger.overview.by_region()) - {""})

    def names(self, region: str | None, year: int | None = None) -> PlaceNames:
        """What paper of a year calls a region; a code nobody knows is shown as it stands."""
        if not region:
            return PlaceNames()
        known = self.regions.find(region, year)
        if known is None:
            return PlaceNames(region, region)
        return PlaceNames(known.name, self.regions.full_name(region, year))

    def paper(self, filing: Filing) -> Paper:
        """The composed paper of a filing, without lines that only an editor holds open."""
        return compose(self.form_of(filing), filing, self.names(filing.region, filing.year))
