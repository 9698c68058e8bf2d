"""The body of a table of a blank form, filled: names, values, numbers of rows, and what becomes of texts it prints itself."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from medaid_desktop.core.allocation import hierarchy_name
from medaid_desktop.core.filing import Row, clean_text
from medaid_desktop.core.forms import FieldDef, Form, TableDef, TableSection
from medaid_desktop.core.grid import Area
from medaid_desktop.core.indicators import class_key
from medaid_desktop.core.paper.lines import Line, table_lines
from medaid_desktop.core.templates.filling.filled import BodyRow, FilledBody, FilledCell, Moves
from medaid_desktop.core.templates.filling.filling_blocks import (
    Blocks,
    as_groups,
    blocks_of,
    outside_blocks,
    place_in_blocks,
)
from medaid_desktop.core.templates.filling.filling_levels import joined_pairs, rows_parted
from medaid_desktop.core.templates.filling.filling_numbers import number_rows
from medaid_desktop.core.templates.filling.filling_rows import Placed, place_lines
from medaid_desktop.core.templates.prompts import is_prompt
from medaid_desktop.core.templates.template_map import ColumnMark, RowMark, Spot, TableMark
from medaid_desktop.core.texts.numbers import excerpt
from medaid_desktop.core.texts.ticking import has_boxes, ticked

_NOT_THE_GROUP_ABOVE = "\u200b"
"""In a cell for a group's name that is blank on purpose: an empty one would be taken for part of the group above. It has no
width, and unlike a blank it is not passed over by those who read."""


@dataclass
class LaidTable:
    """A table whose rows have their place, before it is known where other tables push them. `texts` are what each row shows,
    by column, group names on each row they cover."""

    mark: TableMark
    rows: Sequence[Row]
    lines: Sequence[Line]
    placed: list[Placed]
    blocks: Blocks | None = None
    texts: list[dict[str, str]] = field(default_factory=list[dict[str, str]])

    @property
    def inserted(self) -> Mapping[int, int]:
        """How many rows come below a row of the blank form."""
        counts: dict[int, int] = {}
        for one in self.placed:
            if one.copy:
                row = self.mark.rows[one.mark].row
                counts[row] = counts.get(row, 0) + 1
        return counts


def lay(mark: TableMark, form: Form, rows: Sequence[Row]) -> LaidTable:
    """Puts the rows of a table into those of the blank form."""
    table = form.tables_by_id.get(mark.id) or TableDef(mark.id, mark.label, tuple(c.definition for c in mark.columns))
    section = _section(form, mark.id)
    columns = {column.definition.id for column in mark.columns if not column.serial}
    kept = {at for at, row in enumerate(rows) if any(row.get(name) for name in columns)}
    marked = _with_a_row(mark) if kept and not any(one.kind == "row" for one in mark.rows) else mark
    lines = [line for line in table_lines(table, section, rows) if _counts(line, kept)]
    blocks = blocks_of(marked)
    marked = as_groups(marked, blocks)
    placed = place_in_blocks(marked, blocks, lines) if blocks else place_lines(marked, lines)
    laid = LaidTable(marked, rows, lines, placed, blocks)
    indented = {body.column for body in section.body if body.display == "hierarchy"}
    laid.texts = [_shown(laid, one, indented) for one in laid.placed]
    _name_blank_rows(laid)
    return laid


def _counts(line: Line, kept: Set[int]) -> bool:
    """Whether a line takes part: a row of content with something the blank form has a column for, an open line with names."""
    return any(line.texts.values()) if line.is_open else line.index in kept


def _section(form: Form, table: str) -> TableSection:
    for layout in form.layouts:
        for section in layout.sections:
            if isinstance(section, TableSection) and section.table == table:
                return section
    return TableSection(table, ())


def _with_a_row(mark: TableMark) -> TableMark:
    """A table whose blank form has no row for content: rows are put in below its head, which counts as one of print."""
    head = RowMark(max(mark.head[1] - 1, 0), "paper")
    return replace(mark, rows=(head, *mark.rows))


def _shown(laid: LaidTable, one: Placed, indented: set[str]) -> dict[str, str]:
    """The texts of a row: its line's, else the names of groups that the blank form prints there."""
    mark = laid.mark.rows[one.mark]
    texts: dict[str, str] = {}
    for column in laid.mark.columns:
        name, definition = column.definition.id, column.definition
        given = mark.given.get(name, "")
        if column.serial or column.computed or (mark.kind != "row" and one.line < 0):
            texts[name] = given if not one.copy else ""
        elif one.line >= 0:
            line = laid.lines[one.line]
            text = line.texts.get(name, "")
            if name in indented and text and not line.is_open:
                text = hierarchy_name(laid.rows, line.index) + text
            texts[name] = _chosen(definition, given, text) or _prompt(mark, name)
        elif definition.group:
            texts[name] = laid.mark.rows[one.shows].given.get(name, "")
        elif laid.blocks and name == laid.blocks.column:
            texts[name] = given
        else:
            texts[name] = _prompt(mark, name)
    return texts


def _prompt(mark: RowMark, name: str) -> str:
    """What stays where nothing is filled in: boxes, dots and words that only ask to be written over."""
    given = mark.given.get(name, "")
    return given if given.strip() and is_prompt(given) else ""


def _chosen(definition: FieldDef, given: str, text: str) -> str:
    """A choice with its boxes ticked where the blank form prints boxes, any other text as it is."""
    if definition.type != "choice" or not has_boxes(given):
        return text
    marked = ticked(given, definition.options, text)
    return text if marked is None else marked


def _name_blank_rows(laid: LaidTable) -> None:
    """A row without content stays in its group where all rows of content in it call that by another wording."""
    names = [column.definition.id for column in laid.mark.columns if column.definition.group and not column.computed]
    wording: dict[tuple[str, ...], list[str]] = {}
    marks = laid.mark.rows
    for one, texts in zip(laid.placed, laid.texts, strict=True):
        if _is_filled(laid, one) and not one.copy:
            for key in _groups_of(marks[one.mark].given, names):
                wording.setdefault(key, []).append(texts[names[len(key) - 1]])
    for one, texts in zip(laid.placed, laid.texts, strict=True):
        if not _is_filled(laid, one):
            for key in _groups_of(marks[one.mark if one.shows < 0 else one.shows].given, names):
                new = wording.get(key)
                if new and key[-1] not in new and class_key(new[0]) == class_key(key[-1]):
                    texts[names[len(key) - 1]] = new[0]


def _is_filled(laid: LaidTable, one: Placed) -> bool:
    return one.line >= 0 and not laid.lines[one.line].is_open


def _groups_of(given: Mapping[str, str], names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The groups that a row of the blank form lies in, from the outermost: their names and those before them."""
    key = tuple(given.get(name, "") for name in names)
    for depth in range(1, len(names) + 1):
        if key[depth - 1]:
            yield key[:depth]


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
    given = {mark.row: mark.given for mark in laid.mark.rows}
    for column in body.columns:
        name, group = column.definition.id, column.definition.group
        if column.computed:
            yield from _in_place_of_sums(laid, body, column)
            continue
        covered, above = -1, ""
        for row in body.rows:
            is_printed = not row.copy and (not group or (row.source, name) in old)
            printed = given[row.source].get(name, "") if is_printed else ""
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


def outside(laid: LaidTable) -> Iterator[str]:
    """A sentence for each group that has no block of its own among those with totals."""
    return outside_blocks(laid.mark, laid.blocks, laid.lines)


def emptied(laid: LaidTable) -> Iterator[str]:
    """A sentence for each row whose printed content the filing does not have: it stays blank."""
    names = [c.definition.id for c in laid.mark.columns if not (c.definition.group or c.serial or c.computed)]
    names = [name for name in names if laid.blocks is None or name != laid.blocks.column]
    for one in laid.placed:
        mark = laid.mark.rows[one.mark]
        given = [mark.given[name] for name in names if mark.given.get(name, "").strip() and not _prompt(mark, name)]
        if one.line < 0 and not one.copy and mark.kind == "row" and given:
            yield f"样表“{laid.mark.label}”第 {mark.row + 1} 行印有{excerpt(given[0])}，填报件中没有，导出时该行留空"


def computed_cells(laid: LaidTable, body: FilledBody) -> Iterator[FilledCell]:
    """The texts that the filing has for cells which the document works out."""
    for column in body.columns:
        if not column.computed or column.serial:
            continue
        for row, one in zip(body.rows, laid.placed, strict=True):
            text = laid.lines[one.line].texts.get(column.definition.id, "") if one.line >= 0 else ""
            if text and not _is_below_sums(row):
                yield FilledCell(Spot(row.row, column.col, 1, column.cols), text, "", column.definition)


def without_place(laid: LaidTable, definition: TableDef | None, rows: Sequence[Row]) -> Iterator[str]:
    """A sentence for each text in a column that the blank form does not have."""
    known = {column.definition.id for column in laid.mark.columns if not column.serial}
    for number, row in enumerate(rows, 1):
        for name, text in row.items():
            column = definition.column(name) if definition else None
            if text and name not in known and (column is None or column.on_paper):
                label = column.label if column else name.removeprefix("extra:")
                yield f"“{laid.mark.label}”第 {number} 行的“{label}”在样表里没有对应的列，没有写入：{excerpt(text)}"
