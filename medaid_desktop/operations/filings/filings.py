"""Making, copying, naming and showing filings."""

import re
from typing import Any

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import Form
from medaid_desktop.core.paper.variants import choose_layout
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.computed import computed_edits
from medaid_desktop.operations.filings.explanation_json import KEY, explanations_json
from medaid_desktop.operations.filings.newest import as_form

_BREAK_IN_CHINESE = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])\s*\n\s*(?=[\u2e80-\u9fff\uff00-\uffef])")


BLANK = "空白表"
"""How the history of a filing says that it began with nothing."""


def title_of(form: Form, filing: Filing) -> str:
    """What a list calls a filing: its project or table title on one line, else the form's title."""
    title = _BREAK_IN_CHINESE.sub("", filing.values.get(form.title_field, ""))
    return " ".join(title.split()) or form.title


def add_filing(
    desk: Desk, form_id: str, region: str | None, year: int | None, source: str = "", variant: str = ""
) -> Filing:
    """A new filing of a form, empty or a copy of the filing `source`; returns it with its id.

    Raises UserError for an unknown form, region, layout or source, and where a copy would change the form.
    """
    filing = blank_filing(desk, form_id, region, year, variant)
    form, origin = desk.form_of(filing), BLANK
    if source:
        copied = as_form(desk, desk.ledger.filings.get(source), form.id)
        if copied.form != form.id:
            raise UserError(
                "不能复制成另一表种", f"{source} 是《{desk.forms.title(copied.form)}》", f"请改用表种 {copied.form}"
            )
        filing.values, filing.tables = copied.values, copied.tables
        filing.variant = variant or copied.variant or choose_layout(form, filing).id
        origin = copied_from(form, copied)
    filing.apply(computed_edits(desk, filing))
    with desk.ledger.transaction():
        added = desk.ledger.filings.add(filing, title_of(form, filing), origin=origin)
        if source:
            copy_explanations(desk, source, added)
    return added


def copy_explanations(desk: Desk, source: str, copy: Filing) -> None:
    """Gives a copy of a filing its explanations, where it is for the same region and year: what one office has explained
    says nothing about another one."""
    copied = desk.ledger.filings.get(source)
    if (copied.region, copied.year) == (copy.region, copy.year):
        desk.ledger.explanations.copy(source, copy.id)


def copied_from(form: Form, source: Filing) -> str:
    """How the history of a filing says that it began as a copy."""
    return f"复制自{_named(form, source)}"


def carried_from(form: Form, source: Filing) -> str:
    """How the history of a filing says that it began with another year's texts."""
    return f"由{_named(form, source)}结转"


def _named(form: Form, filing: Filing) -> str:
    year = f"（{filing.year} 年度）" if filing.year else ""
    return f"“{title_of(form, filing)}”{year}"


def blank_filing(desk: Desk, form_id: str, region: str | None, year: int | None, variant: str = "") -> Filing:
    """A filing with nothing in it but what its form begins with, not in the ledger yet.

    Raises UserError for an unknown form, region or layout.
    """
    form = desk.forms.get(form_id)
    if region:
        desk.regions.get(region)
    if variant and form.layout(variant) is None:
        names = "、".join(layout.id for layout in form.layouts if layout.id) or "无"
        raise UserError(f"《{form.title}》没有版式 {variant}", "", f"可用的版式：{names}")
    filing = Filing(form=form.id, year=year, region=region, form_version=form.version, variant=variant)
    filing.values = dict(form.start.values)
    filing.tables = {table: [dict(row) for row in rows] for table, rows in form.start.tables.items()}
    filing.variant = variant or choose_layout(form, filing).id
    return filing


def public_json(desk: Desk, filing: Filing) -> dict[str, Any]:
    """The JSON of a filing (contract, section 3) with every field of its form, blank ones as "", and with what clerks have
    explained in it; just what it holds where its form cannot be read."""
    data = filing.to_json()
    if explained := desk.ledger.explanations.of(filing.id):
        data[KEY] = explanations_json(explained)
    try:
        form = desk.form_of(filing)
    except UserError:  # its form is lost: the content is there all the same
        return data
    data["values"] = {definition.id: "" for definition in form.fields} | filing.values
    shown = choose_layout(form, filing).shown_columns
    tables: dict[str, Any] = {}
    for table in form.tables:
        columns = [column.id for column in table.columns if column.id in shown.get(table.id, ()) or not column.on_paper]
        tables[table.id] = [{name: row.get(name, "") for name in columns} | row for row in filing.rows(table.id)]
    data["tables"] = tables | {name: rows for name, rows in data["tables"].items() if name not in tables}
    return data


def check_content(form: Form, filing: Filing) -> None:
    """Raises UserError where the content has fields, tables or columns the form does not know."""
    for name in filing.values:
        form.check_name("", name, f"values.{name}")
    for table, rows in filing.tables.items():
        for index, row in enumerate(rows):
            for column in row:
                form.check_name(table, column, f"tables.{table}[{index}].{column}")
