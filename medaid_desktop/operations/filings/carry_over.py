"""Last year's filings as the start of this year's: which there are, what is offered, and a whole year at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from medaid_desktop.core.changes.carry_over import CarriedOver, Cleared, Found, YearOffer, carry_over
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.texts.years import change_years, find_years
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.filings import carried_from
from medaid_desktop.operations.filings.new_filings import store_filings
from medaid_desktop.operations.filings.newest import in_newest, kind_of
from medaid_desktop.store.ground.progress import Cancelled, CancelledError, Progress
from medaid_desktop.store.records.listing import FilingSummary

_ASKED_ONE_BY_ONE = 3


@dataclass(frozen=True, slots=True)
class Start:
    """What a region has of a form: `present` of the year asked for, `earlier` of years before, newest year first."""

    region: str | None
    present: tuple[FilingSummary, ...] = ()
    earlier: tuple[FilingSummary, ...] = ()

    def newest(self) -> tuple[FilingSummary, ...]:
        """The filings of the newest year before: a region may have several of a form, one a project."""
        return tuple(summary for summary in self.earlier if summary.year == self.earlier[0].year)


def starts(desk: Desk, form: str, regions: Sequence[str | None], year: int, within: str | None = None) -> list[Start]:
    """What each region has of a form, in the order asked; `within` is a region that all of them lie in, if any.

    Of a form of the ledger's own that was made after a built-in one, the filings of that are the earlier ones where it has
    none itself: the year before there was no template yet.
    """
    found = _by_region(desk, form, regions, within)
    kind = kind_of(desk, form)
    before = _by_region(desk, kind, regions, within) if kind != form else {}
    made = [_start(region, found.get(region, ()), year) for region in regions]
    return [
        one if one.earlier else replace(one, earlier=_start(one.region, before.get(one.region, ()), year).earlier)
        for one in made
    ]


def _by_region(
    desk: Desk, form: str, regions: Sequence[str | None], within: str | None
) -> dict[str | None, list[FilingSummary]]:
    found: dict[str | None, list[FilingSummary]] = defaultdict(list)
    few = len(regions) <= _ASKED_ONE_BY_ONE
    scopes = [region or "" for region in regions] if few else [within]
    for scope in scopes:
        for summary in desk.ledger.filings.list(scope, form):
            found[summary.region].append(summary)
    return found


def _start(region: str | None, summaries: Iterable[FilingSummary], year: int) -> Start:
    unique = {summary.id: summary for summary in summaries}.values()
    earlier = [summary for summary in unique if summary.year is not None and summary.year < year]
    earlier.sort(key=lambda summary: (-(summary.year or 0), summary.title, summary.id))
    return Start(region, tuple(summary for summary in unique if summary.year == year), tuple(earlier))


def is_carried(summary: FilingSummary, present: Iterable[FilingSummary], year: int) -> bool:
    """Whether a filing of this year has its title already, as it stands or with the years moved along."""
    titles = {summary.title, carried_title(summary, year)}
    return any(other.title in titles for other in present)


def waiting(start: Start, year: int) -> list[FilingSummary]:
    """Last year's filings of a region that this year does not have yet.

    Several of a form, one a project, are told apart by their titles; a single one is there as soon as any is.
    """
    newest = start.newest()
    if len(newest) == 1 and start.present:
        return []
    return [summary for summary in newest if not is_carried(summary, start.present, year)]


def carried_title(summary: FilingSummary, year: int) -> str:
    """The title that a filing carried over would have."""
    if summary.year is None:
        return summary.title
    spans = [span for span in find_years(summary.title, summary.year, year) if span.plain]
    return change_years(summary.title, spans)


@dataclass
class Preview:
    """What carrying over several filings would do: years offered and texts cleared, the same words told once.

    `offers` maps the key of an offer to the first such offer and how many there are; likewise `cleared` the label of
    a field to an example and how many. `figures` are those of last year in texts that stay.
    """

    filings: int = 0
    kept: int = 0
    offers: dict[tuple[str, str, str, str], tuple[YearOffer, int]] = field(
        default_factory=dict[tuple[str, str, str, str], tuple[YearOffer, int]]
    )
    cleared: dict[str, tuple[Cleared, int]] = field(default_factory=dict[str, tuple[Cleared, int]])
    figures: dict[tuple[str, str, str, str], tuple[Found, int]] = field(
        default_factory=dict[tuple[str, str, str, str], tuple[Found, int]]
    )

    def add(self, report: CarriedOver) -> None:
        """Counts one more filing."""
        self.filings += 1
        self.kept += report.kept
        for offer in (*report.changed, *report.offered):
            first, count = self.offers.get(offer.key, (offer, 0))
            self.offers[offer.key] = (first, count + 1)
        for cleared in report.cleared:
            example, count = self.cleared.get(cleared.label, (cleared, 0))
            self.cleared[cleared.label] = (example, count + 1)
        for found in report.figures:
            key = (found.label, found.before, found.text, found.after)
            example, count = self.figures.get(key, (found, 0))
            self.figures[key] = (example, count + 1)


def preview(
    desk: Desk, sources: Sequence[str], year: int, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Preview:
    """What carrying over these filings would do, without doing it. Raises UserError, CancelledError."""
    whole = Preview()
    for number, source in enumerate(sources, 1):
        if cancelled and cancelled():
            raise CancelledError
        filing = in_newest(desk, desk.ledger.filings.get(source))
        whole.add(carry_over(desk.form_of(filing), filing, year))
        if progress:
            progress(number, len(sources))
    return whole


def only_dates(offer: YearOffer) -> bool:
    """Accepts what the form itself says moves along: the years of periods and dates, not those in texts."""
    return offer.must and offer.span.plain


@dataclass(frozen=True, slots=True)
class Carried:
    """A filing carried over: the new one's line in a list, the id it came from, and what became of the texts."""

    made: FilingSummary
    source: str
    report: CarriedOver


@dataclass(frozen=True, slots=True)
class YearCarried:
    """A year carried over; `skipped` are filings of the old year that the new one has already."""

    filings: tuple[Carried, ...]
    skipped: tuple[FilingSummary, ...]


def carry_year(
    desk: Desk, year: int, accept: Callable[[YearOffer], bool], region: str | None = None, form: str | None = None,
    progress: Progress | None = None, cancelled: Cancelled | None = None,
) -> YearCarried:  # fmt: skip
    """Makes the filings of `year` out of those of the year before, in `region` and below and of `form` where given.

    What the new year has already is skipped. One transaction; raises UserError where there is nothing to carry over,
    CancelledError.
    """
    if region:
        desk.regions.get(region)
    if form:
        desk.forms.get(form)
    sources = desk.ledger.filings.list(region, form, year - 1)
    if not sources:
        where = f"{desk.names(region).full or '整个台账'}，{year - 1} 年度"
        raise UserError("没有可以结转的填报件", where, "请核对年度、区划和表种；结转取上一年度的填报件")
    groups: dict[tuple[str, str | None], list[FilingSummary]] = defaultdict(list)
    for summary in (*sources, *desk.ledger.filings.list(region, form, year)):
        groups[summary.form, summary.region].append(summary)
    wanted = {one.id for group in groups.values() for one in waiting(_start(group[0].region, group, year), year)}
    taken = [summary for summary in sources if summary.id in wanted]
    skipped = [summary for summary in sources if summary.id not in wanted]
    reports: list[CarriedOver] = []

    def filings() -> Iterator[tuple[Filing, str]]:
        for summary in taken:
            filing = in_newest(desk, desk.ledger.filings.get(summary.id))
            definition = desk.form_of(filing)
            reports.append(carry_over(definition, filing, year, accept))
            yield reports[-1].filing, carried_from(definition, filing)

    made = store_filings(desk, filings(), len(taken), progress, cancelled)
    carried = [
        Carried(FilingSummary(new, old.form, old.region, year, title, "draft", ""), old.id, report)
        for (new, title), old, report in zip(made, taken, reports, strict=True)
    ]
    return YearCarried(tuple(carried), tuple(skipped))
