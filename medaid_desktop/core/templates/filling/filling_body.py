"""The body of a table of a blank form, filled: where its rows come to lie, the cells that change, groups that are one cell."""

from collections.abc import Iterator, Mapping, Sequence, Set

from medaid_desktop.core.filing import clean_text
from medaid_desktop.core.grid import Area
from medaid_desktop.core.templates.filling.filled import BodyRow, FilledBody, FilledCell, Moves
from medaid_desktop.core.templates.filling.filling_laying import LaidTable
from medaid_desktop.core.templates.filling.filling_levels import joined_pairs, rows_parted
from medaid_desktop.core.templates.filling.filling_numbers import number_rows
from medaid_desktop.core.templates.template_map import ColumnMark, RowMark, Spot, TableMark
from medaid_desktop.core.texts.ticking import has_boxes

_NOT_THE_GROUP_ABOVE = "\u200b"
"""In a cell for a group's name that is blank on purpose: an empty one would be taken for part of the group above. It has no
width, and unlike a blank it is not passed over by those who read."""


def body_of(laid: LaidTable, moves: Moves) -> FilledBody:
    """The body as it lies after all tables have got their rows."""
    number_rows(laid.mark, laid.placed, laid.texts)
    rows = tuple(
        BodyRow(
            moves.row(laid.mark.rows[one.mark].row) + one.copy,
            laid.mark.rows[one.mark].row,
            one.copy,
            laid.mark.rows[one.mark].kind,
            texts,
            laid.lines[one.line].index if one.line >= 0 and not laid.lines[one.line].is_open else -1,
        )
        for one, texts in zip(laid.placed, laid.texts, strict=True)
    )
    side = moves.spot(laid.mark.side) if laid.mark.side else None
    columns = laid.mark.columns
    apart = {one.col: (other, rows_parted(columns, (one, other), rows)) for one, other in joined_pairs(columns)}
    parted = frozenset((rows[at].row, other.col) for other, lines in apart.values() for at in lines)
    runs = tuple(_runs(laid, rows, {col: lines for col, (_, lines) in apart.items()}))
    return FilledBody(laid.mark.id, columns, rows, runs, side, parted)


def _runs(laid: LaidTable, rows: Sequence[BodyRow], apart: Mapping[int, Set[int]]) -> Iterator[Area]:
    """Areas of equal names in rows below one another: of groups, a group ending where one to its left does; and of indicators
    on the rows where they stand beside their fourth level (`apart`, by column)."""
    breaks = {at for at in range(len(rows)) if not at or rows[at].row != rows[at - 1].row + 1}
    for column in laid.mark.columns:
        if column.computed or not (column.definition.group or column.col in apart):
            continue
        texts = [row.texts.get(column.definition.id, "") for row in rows]
        other = {at for at in range(1, len(rows)) if not texts[at] or texts[at] != texts[at - 1]} | breaks
        if column.definition.group:
            breaks = other
        else:
            lines = apart[column.col]
            other |= {at for at in range(len(rows)) if at not in lines or at - 1 not in lines}
        starts = sorted(other)
        for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
            if end - start > 1:
                yield rows[start].row, column.col, end - start, column.cols


def changed_cells(laid: LaidTable, body: FilledBody) -> Iterator[FilledCell]:
    """The cells of a body whose text is not the one the blank form prints there."""
    firsts = {(row, col): rows for row, col, rows, _ in body.runs}
    old = _printed_firsts(laid.mark)
    marks = {mark.row: mark for mark in laid.mark.rows}
    for column in body.columns:
        name, group = column.definition.id, column.definition.group
        rows = body.rows
        if column.computed:
            yield from _in_place_of_sums(laid, body, column)
            rows = tuple(row for row in rows if _is_typed(marks[row.source], row, column))
        covered, above = -1, ""
        for row in rows:
            is_printed = not row.copy and (not group or (row.source, name) in old)
            printed = marks[row.source].given.get(name, "") if is_printed else ""
            text = row.texts.get(name, "")
            if row.row <= covered:
                text = ""
            elif (row.row, column.col) in firsts:
                covered = row.row + firsts[row.row, column.col] - 1
            elif group and not text and row.content >= 0 and above:
                text = _NOT_THE_GROUP_ABOVE
            above = row.texts.get(name, "")
            if (text != printed and (not printed or clean_text(printed) != text)) or _is_below_sums(row):
                definition = None if group or column.serial or has_boxes(printed) else column.definition
                yield FilledCell(Spot(row.row, column.col, 1, column.cols), text, printed, definition)


def _is_typed(mark: RowMark, row: BodyRow, column: ColumnMark) -> bool:
    """Whether a cell of a computed column has no formula; a row put in below such a one may have that of the next row."""
    return mark.types(column) and not row.copy


def _is_below_sums(row: BodyRow) -> bool:
    """Whether a row of content was made like a line of totals, whose sums it must not repeat."""
    return row.kind == "total" and row.copy > 0 and row.content >= 0


def _in_place_of_sums(laid: LaidTable, body: FilledBody, column: ColumnMark) -> Iterator[FilledCell]:
    """The filing's own figures, or none, where rows made like a line of totals would sum up what lies above them."""
    for row in body.rows:
        if _is_below_sums(row):
            text = laid.rows[row.content].get(column.definition.id, "")
            yield FilledCell(Spot(row.row, column.col, 1, column.cols), text, "", column.definition)


def _printed_firsts(mark: TableMark) -> set[tuple[int, str]]:
    """Row and column of each printed name of a group that no row above it prints as well."""
    found: set[tuple[int, str]] = set()
    before: RowMark | None = None
    names = [column.definition.id for column in mark.columns if column.definition.group]
    for row in mark.rows:
        apart = before is None or before.row + 1 != row.row
        for name in names:
            text = row.given.get(name, "")
            apart = apart or before is None or before.given.get(name, "") != text
            if text and apart:
                found.add((row.row, name))
        before = row
    return found


def computed_cells(laid: LaidTable, body: FilledBody) -> Iterator[FilledCell]:
    """The texts that the filing has for cells which the document works out."""
    for column in body.columns:
        if not column.computed or column.serial:
            continue
        for row, one in zip(body.rows, laid.placed, strict=True):
            text = laid.lines[one.line].texts.get(column.definition.id, "") if one.line >= 0 else ""
            if text and not _is_below_sums(row) and not _is_typed(laid.mark.rows[one.mark], row, column):
                yield FilledCell(Spot(row.row, column.col, 1, column.cols), text, "", column.definition)
