"""Changing which region and year a filing is for, and the layout it is printed in. Its content stays."""

from collections.abc import Sequence
from dataclasses import dataclass

from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.records.listing import FilingSummary


@dataclass(frozen=True, slots=True)
class Wish:
    """What to change; a part that is None stays as it is. Region "" and year 0 stand for none."""

    region: str | None = None
    year: int | None = None
    variant: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What a filing said of itself before: enough to put it back."""

    id: str
    region: str | None
    year: int | None
    variant: str


def revise(desk: Desk, ids: Sequence[str], wish: Wish) -> list[Head]:
    """Changes filings, all or none; returns how those were that really changed, for `put_back`.

    Raises UserError for an unknown region or layout, a filing that is gone and a ledger that is read-only.
    """
    if wish.region:
        desk.regions.get(wish.region)
    before: list[Head] = []
    with desk.ledger.transaction():
        for filing_id in ids:
            filing = desk.ledger.filings.get(filing_id)
            _check_layout(desk, filing.form, wish.variant)
            region = filing.region if wish.region is None else wish.region or None
            year = filing.year if wish.year is None else wish.year or None
            variant = filing.variant if wish.variant is None else wish.variant
            if (region, year, variant) != (filing.region, filing.year, filing.variant):
                before.append(Head(filing_id, filing.region, filing.year, filing.variant))
                desk.ledger.filings.revise(filing_id, region=region, year=year, variant=variant)
    return before


def put_back(desk: Desk, heads: Sequence[Head]) -> int:
    """Undoes `revise`; returns how many. Raises UserError where a filing is gone; nothing is then changed."""
    with desk.ledger.transaction():
        for head in heads:
            desk.ledger.filings.revise(head.id, region=head.region, year=head.year, variant=head.variant)
    return len(heads)


def already_there(desk: Desk, ids: Sequence[str], wish: Wish) -> list[FilingSummary]:
    """Other filings of the same form that already stand for the region and year the chosen ones are to get."""
    found: dict[str, FilingSummary] = {}
    for filing_id in ids:
        filing = desk.ledger.filings.get(filing_id)
        region = filing.region if wish.region is None else wish.region or None
        year = filing.year if wish.year is None else wish.year or None
        if (region, year) == (filing.region, filing.year):
            continue
        for summary in desk.ledger.filings.list(region or "", filing.form, year):
            if summary.region == region and summary.year == year and summary.id not in ids:
                found[summary.id] = summary
    return list(found.values())


def _check_layout(desk: Desk, form_id: str, variant: str | None) -> None:
    form = desk.forms.get(form_id)
    if variant and form.layout(variant) is None:
        names = "、".join(layout.id for layout in form.layouts if layout.id) or "无"
        raise UserError(f"《{form.title}》没有版式 {variant}", "", f"可用的版式：{names}")
