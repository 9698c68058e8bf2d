"""What a ledger holds that may be written again in a filing: gathered once when it is opened, off the window's thread."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import Form
from medaid_desktop.core.texts.money import Amount, format_amount, money_unit, parse_amount
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.suggesting.earlier import earlier_filings
from medaid_desktop.store.records.listing import FilingSummary

_ALLOCATION = "allocation"
_TOTALS = ("total", "amount")
_EARLIER, _KIN, _SISTERS = 3, 12, 5
"""How many filings are read of each sort; the newest tell most."""


@dataclass(frozen=True, slots=True)
class Allotted:
    """Money that an allocation table gives to a region: `column` is the label of the column it stands in."""

    column: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class Memory:
    """Other filings of a ledger, the likeliest to be written again first.

    `earlier` are this office's of the same form in years before, `kin` its other filings, `sisters` those of the same
    form and year in the regions beside it.
    """

    earlier: tuple[Filing, ...] = ()
    kin: tuple[Filing, ...] = ()
    sisters: tuple[Filing, ...] = ()
    allotted: tuple[Allotted, ...] = ()


def recall(desk: Desk, filing: Filing) -> Memory:
    """Reads what may be written again in a filing. For a background thread: at a desk with its own reader."""
    get = desk.ledger.filings.get
    earlier = [one for one in earlier_filings(desk, filing.form, filing.region, filing.year) if one.id != filing.id]
    kin = [one for one in _of_region(desk, filing) if one not in earlier][:_KIN]
    return Memory(
        tuple(get(one.id) for one in earlier[:_EARLIER]),
        tuple(get(one.id) for one in kin),
        tuple(get(one.id) for one in _sisters(desk, filing)),
        tuple(_allotted(desk, filing)),
    )


def allotted_in(form: Form, allocation: Filing, region: str) -> Iterator[Allotted]:
    """What the rows of an allocation give to a region, the total first; it is added up where the table has none."""
    unit = money_unit(allocation.values.get("unit", ""))
    columns = [column for column in form.tables_by_id["rows"].columns if column.type == "amount"]
    for row in allocation.rows("rows"):
        if row.get("region") != region:
            continue
        read = [(column, parse_amount(row.get(column.id, ""), unit)) for column in columns]
        amounts = [(column, amount) for column, amount in read if amount]
        totals = [pair for pair in amounts if pair[0].id in _TOTALS]
        parts = [pair for pair in amounts if pair[0].id not in _TOTALS]
        if len(parts) > 1 and not totals and len({amount.unit for _, amount in parts}) == 1:
            total = sum((amount.value for _, amount in parts), Decimal(0))
            yield Allotted("、".join(column.label for column, _ in parts), Amount(total, parts[0][1].unit, ""))
        yield from (Allotted(column.label, amount) for column, amount in (*totals, *parts))


def amount_in(amount: Amount, unit: str) -> str:
    """An amount as a clerk writes it into a field of that unit: 1541800元 → 154.18; as it stands where that is unclear."""
    if amount.unit is None or not unit:
        return format_amount(amount).split(" ")[0]
    digits = f"{amount.to(unit).value:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _of_region(desk: Desk, filing: Filing) -> list[FilingSummary]:
    """The other filings of exactly this region, those of the same year first, then the newest."""
    found = [
        one
        for one in desk.ledger.filings.list(filing.region or "")
        if one.id != filing.id and (one.region or "") == (filing.region or "")
    ]
    return sorted(found, key=lambda one: (one.year == filing.year, one.year or 0, one.changed_at), reverse=True)


def _sisters(desk: Desk, filing: Filing) -> list[FilingSummary]:
    """Filings of the same form and year in the regions under the same one."""
    region = desk.regions.find(filing.region) if filing.region else None
    if region is None or region.parent is None or filing.year is None:
        return []
    beside = desk.ledger.filings.list(region.parent, filing.form, filing.year)
    return [one for one in beside if one.region != filing.region][:_SISTERS]


def _allotted(desk: Desk, filing: Filing) -> Iterator[Allotted]:
    region = filing.region
    if not region or filing.year is None or filing.form == _ALLOCATION or desk.regions.find(region) is None:
        return
    if _ALLOCATION not in desk.forms.ids():
        return
    form = desk.forms.get(_ALLOCATION)
    for above in reversed(desk.regions.path(region, filing.year)):
        for one in desk.ledger.filings.list(above.code, _ALLOCATION, filing.year):
            if one.region == above.code:
                yield from allotted_in(form, desk.ledger.filings.get(one.id), region)
