"""Making filings, one or many at once: blank, carried over from an earlier year, or copied; all of them or none."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from medaid_desktop.core.changes.carry_over import CarriedOver, YearOffer, carry_over, plainly
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.paper.variants import choose_layout
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.computed import computed_edits
from medaid_desktop.operations.filings.filings import (
    BLANK,
    blank_filing,
    carried_from,
    copied_from,
    copy_explanations,
    title_of,
)
from medaid_desktop.operations.filings.newest import as_form
from medaid_desktop.store.ground.progress import Cancelled, CancelledError, Progress

How = Literal["blank", "carry", "copy"]


@dataclass(frozen=True, slots=True)
class Order:
    """A filing to be made: for which region (None for none), and from which other one it begins."""

    region: str | None
    how: How = "blank"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A filing that was made; `carried` says what became of the texts of the one it was carried over from."""

    id: str
    order: Order
    carried: CarriedOver | None = None


def make_filings(
    desk: Desk, form_id: str, year: int, orders: Sequence[Order], variant: str = "",
    accept: Callable[[YearOffer], bool] = plainly, progress: Progress | None = None, cancelled: Cancelled | None = None,
) -> list[Made]:  # fmt: skip
    """Makes filings of one form and year in one transaction; `accept` decides on the years in texts carried over.

    `progress(done, total)` counts each filing twice, when it is thought out and when it is written. Raises UserError
    for an unknown form, region, layout or source, and CancelledError; nothing is then made.
    """
    reports: list[CarriedOver | None] = []

    def filings() -> Iterator[tuple[Filing, str]]:
        for order in orders:
            filing, report, origin = _prepared(desk, form_id, year, order, variant, accept)
            reports.append(report)
            yield filing, origin

    with desk.ledger.transaction():
        made = store_filings(desk, filings(), len(orders), progress, cancelled)
        for (new, _), order in zip(made, orders, strict=True):
            if order.how == "copy":
                copy_explanations(desk, order.source, desk.ledger.filings.get(new))
    return [Made(new, order, report) for (new, _), order, report in zip(made, orders, reports, strict=True)]


def store_filings(
    desk: Desk, filings: Iterable[tuple[Filing, str]], count: int, progress: Progress | None,
    cancelled: Cancelled | None,
) -> list[tuple[str, str]]:  # fmt: skip
    """Stores (filing, origin) pairs as they come, `count` of them, with what their workbooks work out, in one transaction once
    all are there.

    Returns their ids and titles.
    """
    prepared: list[tuple[Filing, str, str]] = []

    def advance(done: int) -> None:
        if cancelled and cancelled():
            raise CancelledError
        if progress:
            progress(done, 2 * count)

    for filing, origin in filings:
        filing.apply(computed_edits(desk, filing))
        prepared.append((filing, title_of(desk.form_of(filing), filing), origin))
        advance(len(prepared))
    ids = desk.ledger.filings.add_many(prepared, lambda done, _: advance(count + done))
    return [(new, title) for new, (_, title, _) in zip(ids, prepared, strict=True)]


def _prepared(
    desk: Desk, form_id: str, year: int, order: Order, variant: str, accept: Callable[[YearOffer], bool]
) -> tuple[Filing, CarriedOver | None, str]:
    filing = blank_filing(desk, form_id, order.region, year, variant)
    if order.how == "blank":
        return filing, None, BLANK
    form, source = desk.form_of(filing), as_form(desk, desk.ledger.filings.get(order.source), form_id)
    if source.form != form_id:
        mend = f"请改用表种 {source.form}"
        raise UserError("不能以另一表种为底稿", f"{order.source} 是《{desk.forms.title(source.form)}》", mend)
    report = carry_over(form, source, year, accept) if order.how == "carry" else None
    content = report.filing if report else source
    filing.values, filing.tables = content.values, content.tables
    filing.variant = variant or source.variant or choose_layout(form, filing).id
    return filing, report, (carried_from if report else copied_from)(form, source)
