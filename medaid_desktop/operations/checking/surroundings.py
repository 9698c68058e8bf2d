"""What lies around the filings of a ledger: read once, kept as long as it is needed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from medaid_desktop.core.checks.around import Allotted, Around, Signed
from medaid_desktop.core.checks.form_facts import FormFacts
from medaid_desktop.core.checks.indicators.sisters import SisterGroup
from medaid_desktop.core.checks.programme import Programme, programme_of
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import Form
from medaid_desktop.core.places.place_names import PlaceNames
from medaid_desktop.core.places.regions import Region, RegionTable
from medaid_desktop.core.review.chain import standing_signings
from medaid_desktop.errors import UserError
from medaid_desktop.operations.checking.allotting import AllotmentTable
from medaid_desktop.operations.desk import Desk

ALLOCATION = "allocation"


class Surroundings:
    """Makes the `Around` of filings. What it has read it keeps until `forget`: a change of the ledger does not show before.

    `load_group` reads all filings under one parent region at once, for those who check them all.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._names = _names(desk.regions)
        self._facts: dict[tuple[str, str], FormFacts] = {}
        self._allocation_forms: list[str] | None = None
        self._groups: dict[tuple[str | None, int], dict[str, _Group]] = {}
        self._single: dict[tuple[str, int, str], list[Subject]] = {}
        self._tables: dict[tuple[str | None, int], list[AllotmentTable]] = {}
        self._reviewed: set[str] | None = None
        """The ids of filings that were ever signed."""

    def subject(self, filing: Filing) -> Subject:
        """A filing as the rules see it. Raises UserError where its form cannot be read."""
        form = self._desk.form_of(filing)
        key = form.id, form.version
        facts = self._facts.get(key)
        if facts is None or facts.form is not form:
            facts = self._facts[key] = FormFacts(form)
        return Subject(facts, filing)

    def around(self, subject: Subject) -> Around:
        """What is compared with a filing. Filings that cannot be read are passed over: their own check says so."""
        signed = self._signed(subject.filing.id)
        around = self._compared(subject)
        return replace(around, signed=signed) if signed else around

    def _signed(self, filing_id: str) -> list[Signed]:
        if self._reviewed is None:
            self._reviewed = self._desk.ledger.reviews.filings()
        if filing_id not in self._reviewed:
            return []
        found: list[Signed] = []
        for one in standing_signings(self._desk.ledger.reviews.events(filing_id)).values():
            kept = self._desk.ledger.revisions.get(one.digest)
            content = kept.filing if kept else None
            found.append(Signed(one.step, one.title or one.step, one.by, one.on, one.seal, one.digest, content))
        return found

    def _compared(self, subject: Subject) -> Around:
        filing = subject.filing
        region = self._desk.regions.find(filing.region, filing.year) if filing.region else None
        if region is None or filing.year is None:
            return Around(names=self._names)
        programme = programme_in(subject)
        allotted = self._allotted(subject, region, filing.year)
        if programme is None:
            return Around(allotted=allotted, names=self._names)
        return Around(
            sisters=self._sisters(subject, region, filing.year, programme),
            allotted=allotted,
            upper=self._upper(subject, region, filing.year, programme),
            last=_first(self._of_region(filing.form, region, filing.year - 1), programme, filing.id),
            names=self._names,
            document=self._document(subject, region, filing.year, programme),
        )

    def load_group(self, parent: str | None, year: int, forms: Iterable[str]) -> list[Subject]:
        """The filings of some forms of all regions directly under a parent (None: the provinces) in a year.

        Of what was read before, only what these may be compared with is kept.
        """
        self._groups = {
            key: group for key, group in self._groups.items() if key[0] == parent and key[1] in (year - 1, year)
        }
        province = parent[:2] if parent else None
        self._single = {key: found for key, found in self._single.items() if key[0][:2] == province and key[1] == year}
        self._tables = {
            key: found for key, found in self._tables.items() if (key[0] or "")[:2] in ("", province) and key[1] == year
        }
        group = self._groups.setdefault((parent, year), {})
        for form in forms:
            if form not in group:
                group[form] = self._read_group(parent, year, form)
        return [subject for form in forms for subject in group[form].subjects]

    def forget(self) -> None:
        """Reads everything anew when next asked: something in the ledger has changed."""
        self._reviewed = None
        self._groups.clear()
        self._single.clear()
        self._tables.clear()

    # -- what is compared ----------------------------------------------------------------------------------------

    def _sisters(self, subject: Subject, region: Region, year: int, programme: Programme) -> Sequence[Subject]:
        key = region.parent, year
        group = self._groups.get(key, {}).get(subject.filing.form)
        if group is None:
            group = self._read_group(region.parent, year, subject.filing.form)
            self._groups.setdefault(key, {})[subject.filing.form] = group
        alike = group.alike.get((programme, region.level == "prefecture"))
        return alike.without(subject) if alike else ()

    def _upper(self, subject: Subject, region: Region, year: int, programme: Programme) -> Subject | None:
        """The parent region's filing, else that of the region above it."""
        for above in reversed(self._desk.regions.path(region.code, year)[:-1]):
            found = _first(self._of_region(subject.filing.form, above, year), programme, subject.filing.id)
            if found:
                return found
        return None

    def _document(self, subject: Subject, region: Region, year: int, programme: Programme) -> Sequence[Subject]:
        """The other tables of one notice: a 分配表 and the 支出科目表 to it."""
        if not _is_allocation(subject.form):
            return ()
        there = self._of_region(subject.filing.form, region, year)
        return [one for one in there if one.filing.id != subject.filing.id and programme_in(one) == programme]

    def _allotted(self, subject: Subject, region: Region, year: int) -> Sequence[Allotted]:
        """Rows of the region's own tables, of those of the regions above it, and of those of no region that is known."""
        places = [one.code for one in self._desk.regions.path(region.code, year)]
        programmes = {one for one in map(programme_of, _names_of_money(subject)) if one.subject}
        if not programmes:
            return ()
        return [
            allotted
            for place in (*reversed(places), None)
            for table in self._allotment_tables(place, year)
            if table.programme in programmes and table.subject.filing.id != subject.filing.id
            for allotted in table.rows_for(region)
        ]

    # -- reading -------------------------------------------------------------------------------------------------

    def _of_region(self, form: str, region: Region, year: int) -> Sequence[Subject]:
        """The filings of one form of just this region and year, the one changed last first."""
        group = self._groups.get((region.parent, year), {}).get(form)
        if group is not None:
            return group.of_region(region.code)
        key = region.code, year, form
        if key not in self._single:
            found = self._desk.ledger.overview.exactly(form, region.code, year)
            self._single[key] = self._read(summary.id for summary in found)
        return self._single[key]

    def _read_group(self, parent: str | None, year: int, form: str) -> "_Group":
        """The filings of the regions directly under a parent."""
        regions, filings = self._desk.regions, self._desk.ledger.filings
        places = [parent] if parent else [province.code for province in regions.children(None, year)]
        listed = [one for place in places for one in filings.list(region=place, form=form, year=year)]
        found = {one.region: regions.find(one.region, year) for one in listed if one.region}
        levels = {code: region.level for code, region in found.items() if region and region.parent == parent}
        inside = sorted(
            (one for one in listed if one.region in levels), key=lambda one: (one.region or "", one.changed_at, one.id)
        )
        return _Group(self._read(one.id for one in inside), levels)

    def _allotment_tables(self, place: str | None, year: int) -> Sequence[AllotmentTable]:
        key = place, year
        if key not in self._tables:
            overview = self._desk.ledger.overview
            found = [one.id for form in self._forms_of_allocation() for one in overview.exactly(form, place, year)]
            self._tables[key] = [AllotmentTable(one, self._desk.regions) for one in self._read(found)]
        return self._tables[key]

    def _forms_of_allocation(self) -> Sequence[str]:
        if self._allocation_forms is None:
            self._allocation_forms = [form.id for form in self._desk.forms if _is_allocation(form)]
        return self._allocation_forms

    def _read(self, ids: Iterable[str]) -> list[Subject]:
        found: list[Subject] = []
        for filing_id in ids:
            try:
                found.append(self.subject(self._desk.ledger.filings.get(filing_id)))
            except UserError:  # damaged, deleted meanwhile, or its form is lost
                continue
        return found


class _Group:
    """The filings of one form of the regions directly under a parent in a year by region, of each the one changed last last.

    `alike` are those of one programme, prefectures apart from counties and local units: they are compared.
    """

    def __init__(self, subjects: list[Subject], levels: Mapping[str, str]) -> None:
        self.subjects = subjects
        alike: dict[tuple[Programme, bool], list[Subject]] = defaultdict(list)
        self._by_region: dict[str, list[Subject]] = defaultdict(list)
        for subject in subjects:
            region = subject.filing.region or ""
            self._by_region[region].insert(0, subject)
            programme = programme_in(subject)
            if programme is not None:
                alike[programme, levels.get(region) == "prefecture"].append(subject)
        self.alike = {key: SisterGroup(forms) for key, forms in alike.items()}

    def of_region(self, region: str) -> Sequence[Subject]:
        """Those of one region, the one changed last first."""
        return self._by_region.get(region, ())


@lru_cache(maxsize=4)
def _names(regions: RegionTable) -> PlaceNames:
    """The names of a table, remembered for all filings."""
    return PlaceNames(regions)


def programme_in(subject: Subject) -> Programme | None:
    """The programme of a filing; None where its name is left blank, and it cannot be told."""
    name = _name(subject)
    if not name and subject.form.title_field in subject.form.fields_by_id:
        return None
    return programme_of(name)


def _name(subject: Subject) -> str:
    return subject.filing.values.get(subject.form.title_field, "")


def _names_of_money(subject: Subject) -> Iterable[str]:
    """What a filing calls its money: its own name, or what its rows name where it has none (跟踪反馈表)."""
    if subject.form.title_field in subject.form.fields_by_id:
        return [_name(subject)]
    return {row.get("project_name", "") for rows in subject.filing.tables.values() for row in rows}


def _first(found: Iterable[Subject], programme: Programme, but: str) -> Subject | None:
    return next((one for one in found if one.filing.id != but and programme_in(one) == programme), None)


def _is_allocation(form: Form) -> bool:
    return ALLOCATION in (form.id, form.base)
