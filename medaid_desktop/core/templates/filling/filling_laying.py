"""The rows of a table put into those of a blank form, and what each of them shows."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from medaid_desktop.core.allocation import hierarchy_name
from medaid_desktop.core.filing import Row
from medaid_desktop.core.forms import FieldDef, Form, TableDef
from medaid_desktop.core.indicators import class_key
from medaid_desktop.core.layout import TableSection
from medaid_desktop.core.paper.lines import Line, table_lines
from medaid_desktop.core.templates.filling.filling_blocks import Blocks, as_groups, blocks_of, place_in_blocks
from medaid_desktop.core.templates.filling.filling_parts import PartColumns
from medaid_desktop.core.templates.filling.filling_rows import Placed, place_lines
from medaid_desktop.core.templates.prompts import is_prompt
from medaid_desktop.core.templates.template_map import RowMark, TableMark
from medaid_desktop.core.texts.ticking import has_boxes, ticked


@dataclass
class LaidTable:
    """A table whose rows have their place, before it is known where other tables push them. `texts` are what each row shows,
    by column, group names on each row they cover."""

    mark: TableMark
    rows: Sequence[Row]
    lines: Sequence[Line]
    placed: list[Placed]
    parts: PartColumns
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
    parts = PartColumns(mark.columns)
    lines = parts.split([line for line in table_lines(table, section, rows) if _counts(line, kept)])
    blocks = blocks_of(marked)
    marked = as_groups(marked, blocks)
    placed = place_in_blocks(marked, blocks, lines) if blocks else place_lines(marked, lines)
    laid = LaidTable(marked, rows, lines, placed, parts, blocks)
    groups = {column.definition.id for column in marked.columns if column.definition.group}
    indented = {body.column for body in section.body if body.display == "hierarchy"} - groups
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
        if not mark.types(column) or (column.computed and one.copy) or (mark.kind != "row" and one.line < 0):
            texts[name] = given if not one.copy else ""
        elif column.part:
            own = laid.lines[one.line].texts if one.line >= 0 else None
            texts[name] = laid.parts.shown(column, mark, one.copy, own)
        elif one.line >= 0:
            line = laid.lines[one.line]
            text = line.texts.get(name, "")
            if name in indented and text and not line.is_open:
                text = hierarchy_name(laid.rows, line.index) + text
            texts[name] = _chosen(definition, given, text) or prompt_of(mark, name)
        elif definition.group:
            texts[name] = laid.mark.rows[one.shows].given.get(name, "")
        else:
            texts[name] = prompt_of(mark, name)
    return texts


def prompt_of(mark: RowMark, name: str) -> str:
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
