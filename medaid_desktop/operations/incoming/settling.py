"""Completes what was read into filings as they are stored, and takes what the clerk settles by hand."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import CUSTOM, EXTRA, Form, holds_only
from medaid_desktop.core.paper.variants import choose_layout
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.computed import completing
from medaid_desktop.operations.filings.filings import check_content, title_of
from medaid_desktop.operations.incoming.items import KEEP, Incoming, Keep, RowPlace, Settled
from medaid_desktop.operations.incoming.there import look_up, proposal
from medaid_desktop.store.ground.content import cleaned


def completed(desk: Desk, read: Filing) -> Filing:
    """A filing as it goes into the ledger: a draft, checked against its form, without rows that are only paper, with all that
    the workbook of its form works out.

    Raises UserError where the form or region is unknown, or a name not the form's.
    """
    form = _form(desk, read)
    filing = cleaned(read)
    check_content(form, filing)
    for name, rows in filing.tables.items():
        paper = form.paper_columns(name)
        filing.tables[name] = [row for row in rows if not holds_only(paper, row)]
    filing.tables = {name: rows for name, rows in filing.tables.items() if rows}
    if filing.region and desk.regions.find(filing.region) is None:
        raise UserError("没有这个区划", filing.region, "请改为六位区划代码，或在台账中添加该单位")
    if form.id.startswith(CUSTOM) or not filing.form_version:
        filing.form_version = form.version
    filing.status = "draft"
    if form.layout(filing.variant) is None:
        filing.variant = choose_layout(form, filing).id
    filing.apply(completing(desk, filing))
    return filing


def _form(desk: Desk, read: Filing) -> Form:
    """The form of what was read: of the ledger's own the version it was read as, the newest where that is not there (JSON of
    another ledger)."""
    if read.form_version:
        with suppress(UserError):
            return desk.form_of(read)
    return desk.forms.get(read.form)


def settle(
    desk: Desk, item: Incoming, form: str | None = None, region: str | Keep | None = KEEP,
    year: int | Keep | None = KEEP, places: Sequence[RowPlace] = (),
) -> None:  # fmt: skip
    """Settles by hand which form, region or year a table is for, and looks up anew what is there for it.

    `places` say which regions rows of it are for; a row that is called otherwise by now is passed over. Cells that
    another form does not know are kept under their labels. Raises UserError for an unknown form or region, and where the
    form has no table for the rows; the table then stays as it was.
    """
    before = item.settled
    settled = Settled(
        before.form if form is None else form,
        before.region if region is KEEP else region or None,
        before.year if year is KEEP else year or None,
        tuple({place.row: place for place in (*before.places, *places)}.values()),
    )
    read = item.understood.filing if item.understood else item.filing
    filing = read.copy()
    if settled.form and settled.form != read.form:
        filing = _as_form(desk, filing, desk.forms.get(settled.form))
    if not filing.form:
        raise UserError("还没有选定表种", item.sheet, "请先选定这是哪一种表，再定区划和年度")
    filing.region = item.filing.region if settled.region is KEEP else settled.region
    filing.year = item.filing.year if settled.year is KEEP else settled.year
    settled = replace(settled, places=tuple(_taken(desk, filing, settled.places)))
    item.filing = completed(desk, filing)
    item.title = title_of(desk.form_of(item.filing), item.filing)
    item.settled, item.problem = settled, None
    look_up(desk, item)


def _taken(desk: Desk, filing: Filing, places: Sequence[RowPlace]) -> Iterator[RowPlace]:
    """Puts the regions of rows into a filing; what fits no row any more is left out."""
    for place in places:
        desk.regions.get(place.code)
        if filing.get(f"{place.row}.name") == place.name:
            filing.set(f"{place.row}.region", place.code)
            yield place


def take_after(desk: Desk, item: Incoming, old: Incoming) -> None:
    """Carries over what the clerk had settled and chosen before the table was understood anew."""
    settled = old.settled
    if settled != Settled():
        with suppress(UserError):  # the correction has made another form of it, which what was settled does not fit
            settle(desk, item, settled.form or None, settled.region, settled.year, settled.places)
    was_proposed = proposal(old.existing, old.identical, None)
    still_there = {same.id for same in item.existing}
    if (old.choice, old.target) != was_proposed and (not old.target or old.target in still_there):
        item.choice, item.target = old.choice, old.target


def _as_form(desk: Desk, read: Filing, form: Form) -> Filing:
    """What was read, as another form: cells that it does not know are kept under the labels that other forms give them."""
    labels = {field.id: field.label for other in desk.forms for field in other.fields}
    fields = form.fields_by_id
    values: dict[str, str] = {}
    for name, text in read.values.items():
        known = name in fields or name.startswith(EXTRA)
        values[name if known else f"{EXTRA}{labels.get(name, name)}"] = text
    tables: dict[str, list[dict[str, str]]] = {}
    for table, rows in read.tables.items():
        definition = form.tables_by_id.get(table)
        if definition is None and rows:
            raise UserError(f"《{form.title}》没有这样的表格", f"读出了 {len(rows)} 行", "请选择别的表种")
        columns = {column.id for column in definition.columns} if definition else set[str]()
        tables[table] = [
            {name if name in columns or name.startswith(EXTRA) else EXTRA + name: text for name, text in row.items()}
            for row in rows
        ]
    return Filing(form.id, read.year, read.region, form_version=form.version, values=values, tables=tables)
