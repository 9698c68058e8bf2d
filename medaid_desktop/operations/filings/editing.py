"""What a clerk does to a form, as edits of its content: the window and the command line both come through here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from medaid_desktop.core.filing import (
    FORM_VERSION,
    Edit,
    Filing,
    cell_path,
    clean_text,
    parse_path,
    parse_row,
    row_text,
)
from medaid_desktop.core.forms import CUSTOM, Form, holds_only
from medaid_desktop.core.sheet import Paper, Slot
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.computed import completing, following
from medaid_desktop.operations.filings.filings import title_of
from medaid_desktop.store.records.listing import Summary
from medaid_desktop.store.records.steps import Applied


def assigned(paper: Paper, filing: Filing, texts: Mapping[tuple[int, int], str]) -> list[Edit]:
    """The edits that put a text into each of several cells of a paper, given by their anchors.

    A merged group cell changes every row it covers. Cells of one open line make one row of content; blank texts in an
    open line change nothing.
    """
    sets: list[Edit] = []
    lines: dict[int, tuple[Slot, dict[str, str]]] = {}
    for anchor in sorted(texts):
        slot, text = paper.binding[anchor], clean_text(texts[anchor])
        if slot.new_row is None:
            sets += [(path, text) for path in slot.paths if filing.get(path) != text]
        elif text:
            _, row = lines.setdefault(anchor[0], (slot, dict(slot.new_row)))
            row[parse_path(slot.path).column] = text
    inserts = [
        (f"tables.{slot.table}[+{parse_path(slot.path).row}]", row_text(row))
        for _, (slot, row) in sorted(lines.items(), reverse=True)
    ]
    return [*sets, *inserts]


def deleted_rows(table: str, indexes: Iterable[int]) -> list[Edit]:
    """The edits that delete rows of a table, last first."""
    return [(f"tables.{table}[{index}]", "") for index in sorted(set(indexes), reverse=True)]


def moved_row(filing: Filing, table: str, index: int, to: int) -> list[Edit]:
    """The edits that move a row so that it stands at index `to`."""
    row = filing.get(f"tables.{table}[{index}]")
    return [(f"tables.{table}[{index}]", ""), (f"tables.{table}[+{to}]", row)] if row and index != to else []


def new_line_texts(form: Form, filing: Filing, table: str, index: int) -> Mapping[str, str]:
    """What a line opened beside row `index` holds from the start: the groups of that row."""
    rows = filing.rows(table)
    if not 0 <= index < len(rows):
        return {}
    return {name: rows[index].get(name, "") for name in form.tables_by_id[table].group_columns if rows[index].get(name)}


def without_blank_rows(form: Form, filing: Filing, edits: Sequence[Edit], keep_groups: bool = False) -> list[Edit]:
    """The edits, followed by ones that delete the rows which they leave without content.

    A row that holds nothing but group names is paper, not content (contract, section 3); with `keep_groups` it stays,
    and only rows without any text go, or with none but what the workbook works out. Only tables that the edits touch are looked at.
    """
    after = filing.copy()
    tables = {parse_path(path).table for path, _ in edits} - {""}
    after.apply(edits)
    extra: list[Edit] = []
    for table in tables:
        rows = after.rows(table)
        paper = form.computed_columns(table) if keep_groups else form.paper_columns(table)
        blank = [index for index, row in enumerate(rows) if holds_only(paper, row)]
        extra += deleted_rows(table, blank)
    return [*edits, *extra]


def commit(
    desk: Desk, filing_id: str, edits: Sequence[Edit], label: str, keep_groups: bool = False, version: str = "",
    keep_computed: bool = False,
) -> Applied:  # fmt: skip
    """Applies edits as one step that can be undone, and commits it before returning.

    `keep_groups` keeps rows that hold only group names so far: a script may fill a row cell by cell. `version` is that
    of the form to which the filing is moved over by the same step, "" where it stays with its own. What the workbook of a form
    works out is brought in line by the same step; with `keep_computed` the figures that the edits themselves have for it
    stay, as they were handed in.

    Names are checked against the form first; raises UserError without having changed anything. `label` stands in
    the menu behind 撤销：.
    """
    filing = desk.ledger.filings.get(filing_id)
    form = desk.forms.get(filing.form, version) if version else desk.form_of(filing)
    for path, text in edits:
        if text or not version:  # what a moved filing leaves behind is cleared under its old name
            _check(form, path, text)
    edits = without_blank_rows(form, filing, edits, keep_groups)
    if version and version != filing.form_version:
        edits = [*edits, (FORM_VERSION, version)]
    if filing.form.startswith(CUSTOM):
        edits = [*edits, *_rows_of_results(desk, form, filing, edits, keep_groups)]
        edits = [*edits, *_worked_out(desk, filing, edits, keep_computed)]
    return desk.ledger.edit(filing_id, edits, label, lambda after: summary_of(form, after))


def _rows_of_results(
    desk: Desk, form: Form, filing: Filing, edits: Sequence[Edit], keep_groups: bool
) -> Iterator[Edit]:
    """The edits that delete rows which some others leave with nothing but results in columns that are typed in a few rows."""
    tables = {parse_path(path).table for path, _ in edits}
    partly = {
        table.id: names
        for table in form.tables
        if table.id in tables and (names := frozenset(column.id for column in table.columns if column.typed_lines))
    }
    if not partly:
        return
    after = filing.copy()
    after.apply(edits)
    results = desk.workings.results(after)
    for table, names in partly.items():
        paper = names | (form.computed_columns(table) if keep_groups else form.paper_columns(table))
        blank = [
            index
            for index, row in enumerate(after.rows(table))
            if holds_only(paper, row)
            and all(results.get(cell_path(table, index, name)) is not None for name in names if row.get(name))
        ]
        yield from deleted_rows(table, blank)


def _worked_out(desk: Desk, before: Filing, edits: Sequence[Edit], keep_computed: bool) -> list[Edit]:
    after = before.copy()
    after.apply(edits)
    if keep_computed:
        return completing(desk, after)
    return following(desk, before, after, {path for path, _ in edits})


def undo(desk: Desk, filing_id: str) -> Applied:
    """Takes back the last step of a filing. Raises UserError where there is none."""
    return desk.ledger.undo(filing_id, lambda after: summary_of(desk.form_of(after), after))


def redo(desk: Desk, filing_id: str) -> Applied:
    """Does the step again that was taken back last. Raises UserError where there is none."""
    return desk.ledger.redo(filing_id, lambda after: summary_of(desk.form_of(after), after))


def summary_of(form: Form, filing: Filing) -> Summary:
    """What the ledger keeps beside the content: the title."""
    return Summary(title_of(form, filing))


def _check(form: Form, path: str, text: str) -> None:
    place = parse_path(path)
    if place.column:
        form.check_name(place.table, place.column, path)
    elif text.strip():
        for column in parse_row(text, path):
            form.check_name(place.table, column, path)
