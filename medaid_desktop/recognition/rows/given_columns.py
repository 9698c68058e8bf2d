"""Heads with the columns that a clerk has corrected: in a head that was found, or in a row that was not seen to be one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from medaid_desktop.core.forms import EXTRA, Form
from medaid_desktop.core.grid import Place
from medaid_desktop.recognition.columns.head import Column, Head
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.rows import allocation_columns, indicator_columns
from medaid_desktop.recognition.rows.headless import headless
from medaid_desktop.recognition.segments.segment import Segment

_PARTS = ("serial", "operator", "value", "measure")


@dataclass(frozen=True, slots=True)
class Given:
    """What a clerk has said of the column at a place of the page; `meaning` "" leaves it out."""

    place: Place
    meaning: str


def kinds_of(form: Form) -> tuple[str, ...]:
    """The kinds of tables that a form has."""
    rows = "allocation" if form.id == "allocation" else "usage"
    return tuple(rows if table.id == "rows" else table.id for table in form.tables)


def heads_with(segment: Segment, given: Sequence[Given], form: Form | None, forms: Mapping[str, Form]) -> list[Head]:
    """The heads of a segment with columns as given; a row that was no head so far becomes one by them.

    `form` is what the segment is taken for, `forms` are all there are.
    """
    columns = _columns_by_kind(forms.values())
    heads = list(segment.heads)
    loose = [one for one in given if not any(_may_be_in(head, one, columns) for head in heads)]
    made_up = headless(segment) if loose and not any(head.kind == "indicators" for head in heads) else None
    if made_up and all(one.place[0] >= made_up.top for one in loose):
        heads.append(made_up)
        loose = []
    for row in sorted({one.place[0] for one in loose}):
        of_row = [one for one in loose if one.place[0] == row]
        head = _new_head(segment.page, row, of_row, _kind(of_row, columns, kinds_of(form) if form else ()))
        heads = [other for other in heads if not other.top <= row <= other.bottom]
        heads.append(head)
    corrected = [_corrected(segment.page, head, heads, given) for head in heads]
    return sorted((head for head in corrected if head.columns), key=lambda head: head.top)


def keep_given(before: Head, after: Head) -> Head:
    """A head that was settled by its content, with its given columns as they were; no other bears their meanings."""
    kept = {column.first: column for column in before.columns if column.given}
    if not kept:
        return after
    columns = [kept.get(column.first, column) for column in after.columns]
    return replace(after, columns=tuple(_without_rivals(after, columns)))


def _columns_by_kind(forms: Iterable[Form]) -> Mapping[str, set[str]]:
    """The columns that tables of a kind have on any form."""
    found: dict[str, set[str]] = {"indicators": set(_PARTS)}
    for form in forms:
        for kind, table in zip(kinds_of(form), form.tables, strict=True):
            found.setdefault(kind, set()).update(column.id for column in table.columns)
    return found


def _kind(given: Sequence[Given], columns: Mapping[str, set[str]], of_form: Sequence[str]) -> str:
    """The kind of table that has most of some columns, one of the form's where there is one."""
    meanings = {one.meaning for one in given}
    kinds = [kind for kind in columns if not of_form or kind in of_form] or list(columns)
    return max(kinds, key=lambda kind: len(meanings & columns[kind]))


def _may_be_in(head: Head, one: Given, columns: Mapping[str, set[str]]) -> bool:
    """Whether a place lies in a head, or in the body of one that is not printed, whose kind has such a column."""
    any_kind = not one.meaning or one.meaning.startswith(EXTRA)
    return _holds(head, one) and (any_kind or one.meaning in columns.get(head.kind, ()))


def _new_head(page: Page, row: int, given: Sequence[Given], kind: str) -> Head:
    cells = [cell for cell in page.across(row) if cell.row == row]
    starts = sorted({cell.col for cell in cells} | {one.place[1] for one in given})
    ends = [*starts[1:], max(page.right, *starts) + 1]
    columns: list[Column] = []
    for first, end in zip(starts, ends, strict=True):
        cell = page.at(row, first)
        meaning = page.sense(cell).columns.get(kind) if cell else None
        columns.append(Column(meaning.id if meaning else "", first, end - 1, cell.text if cell else ""))
    bottom = max(
        (cell.row + cell.rows - 1 for cell in cells if cell.col in {one.place[1] for one in given}), default=row
    )
    return Head(kind, row, bottom, tuple(columns))


def _corrected(page: Page, head: Head, heads: Sequence[Head], given: Sequence[Given]) -> Head:
    """A head with the columns given for it, or for one that it repeats behind a page break."""
    wanted: dict[int, str] = {}
    for one in given:
        of = next((other for other in heads if _holds(other, one)), None)
        if of is not None and (of is head or _labels(of) == _labels(head)):
            wanted[_first(of, one)] = one.meaning
    if not wanted:
        return head
    known = {column.first for column in head.columns}
    added = [_added(page, head, first) for first in wanted if first not in known]
    columns = sorted((*head.columns, *added), key=lambda column: column.first)
    return replace(head, columns=tuple(_without_rivals(head, list(_given(columns, wanted)))))


def _given(columns: Sequence[Column], wanted: Mapping[int, str]) -> Sequence[Column]:
    found: list[Column] = []
    for column in columns:
        meaning = wanted.get(column.first)
        if meaning is None:
            found.append(column)
        elif meaning.startswith(EXTRA):
            label = meaning.removeprefix(EXTRA)
            found.append(replace(column, id="", label=label, over="", slip=False, given=True))
        elif meaning:
            found.append(replace(column, id=meaning, slip=False, given=True))
    return found


def _without_rivals(head: Head, columns: Sequence[Column]) -> list[Column]:
    """Columns of which only the given one bears its meaning, in each of the tables that stand side by side."""
    blocks = allocation_columns.blocks if head.kind == "allocation" else indicator_columns.blocks
    found = list(columns)
    for block in blocks(replace(head, columns=tuple(columns))):
        taken = {column.id for column in block if column.given and column.id}
        for column in block:
            if column.id in taken and not column.given:
                found[found.index(column)] = replace(column, id="")
    return found


def _holds(head: Head, one: Given) -> bool:
    return head.top <= one.place[0] <= head.bottom or (head.made_up and one.place[0] >= head.top)


def _first(head: Head, one: Given) -> int:
    col = one.place[1]
    return next((column.first for column in head.columns if column.first <= col <= column.last), col)


def _labels(head: Head) -> list[tuple[int, str]]:
    return [(column.first, column.label) for column in head.columns]


def _added(page: Page, head: Head, first: int) -> Column:
    """A column where the head had none so far: up to the next one."""
    cell = page.at(head.bottom, first) or page.at(head.top, first)
    after = min((column.first for column in head.columns if column.first > first), default=max(page.right, first) + 1)
    last = min(after - 1, cell.col + cell.cols - 1) if cell else after - 1
    return Column("", first, max(first, last), cell.text if cell else "")
