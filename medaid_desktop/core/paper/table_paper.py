"""A repeating table on paper: which columns are shown, which cells merge, and what each cell is bound to."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from medaid_desktop.core.allocation import hierarchy_name
from medaid_desktop.core.filing import Filing, cell_path
from medaid_desktop.core.forms import Form, TableDef
from medaid_desktop.core.indicators import plain
from medaid_desktop.core.layout import BodySpec, TableSection
from medaid_desktop.core.paper.lines import Line, OpenLine, table_lines
from medaid_desktop.core.paper.merging import find_runs, lines_beside
from medaid_desktop.core.sheet import Align, CellRole, Slot
from medaid_desktop.core.texts.choices import box_line
from medaid_desktop.core.texts.field_types import FIELD_TYPES


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of the body; `line` counts from the first body line, `col` from the first body column."""

    line: int
    col: int
    rows: int
    cols: int
    text: str
    align: Align
    role: CellRole
    repeats: bool
    slot: Slot | None
    bold: bool = False
    tight: bool = False
    """Wider than its column is on other lines of the table."""
    number: int = 0
    """Of its column in the body."""


def lay_table(
    section: TableSection,
    form: Form,
    filing: Filing,
    opened: Sequence[OpenLine],
    split: Collection[tuple[str, int, str]],
) -> "TablePart":
    """Lays out a table section with the filing's rows and the open lines of the blank form."""
    table = form.tables_by_id[section.table]
    return TablePart(section, table, table_lines(table, section, filing.rows(table.id), opened), split)


class TablePart:
    """A table laid out: what decides its shape (merging, joined columns) at once, the cells of a line when asked for.

    `shown` are the columns that are shown on all lines, `head_labels` those of the head with label and width.
    """

    def __init__(
        self, section: TableSection, table: TableDef, lines: list[Line], split: Collection[tuple[str, int, str]]
    ) -> None:
        self.section = section
        self.table = table
        self.columns = {column.id: column for column in table.columns}
        self.lines = lines
        self.split = split
        self.body = section.body
        self.starts = [sum(body.cols for body in section.body[:number]) for number in range(len(section.body))]
        self.shown_on = {body.column: self._lines_with(body) for body in section.body if body.join}
        self.shown = frozenset(
            body.column for body in self.body if not body.join or (body.split == "table" and self.shown_on[body.column])
        )
        self.runs = find_runs(self.body, lines, self.shown_on)

    @property
    def line_count(self) -> int:
        return len(self.lines)

    @cached_property
    def texts(self) -> list[Mapping[str, str]]:
        """The texts of all lines."""
        return [line.texts for line in self.lines]

    @cached_property
    def is_linewise(self) -> bool:
        """Whether no cell of a line depends on more than the line itself and the one before it."""
        return not any(body.merge or body.join for body in self.body)

    @cached_property
    def may_span(self) -> bool:
        """Whether cells may span several places."""
        return not self.is_linewise or any(body.cols > 1 for body in self.body)

    @cached_property
    def is_plain(self) -> bool:
        """Whether each line has a cell in each column, one line high and one place wide, and none with boxes."""
        return self.is_linewise and not self.may_span and not any(self.has_boxes(body) for body in self.body)

    @property
    def head_labels(self) -> list[tuple[str, int]]:
        labels: list[tuple[str, int]] = []
        for body in self.body:
            if body.join and body.column not in self.shown:
                label, cols = labels[-1]
                labels[-1] = (label, cols + body.cols)
            else:
                column = self.table.column(body.column)
                labels.append((column.label if column else "序号" if body.serial else "", body.cols))
        return labels

    @property
    def cells(self) -> list[TableCell]:
        """All cells in reading order."""
        return [cell for number in range(len(self.lines)) for cell in self.line_cells(number)]

    def line_cells(self, line: int) -> list[TableCell]:
        """The cells that begin in a line, from left to right."""
        found: list[TableCell] = []
        bold = self.is_bold(line)
        for number, body in enumerate(self.body):
            first, last = self.runs.at(number, line)
            cell = self._cell(number, body, first, last, bold) if first == line else None
            if cell:
                found.append(cell)
        return found

    def lines_like(self, before: "TablePart", lines: Iterable[int]) -> list[int]:
        """Those among some lines whose cells are surely the ones of another state of the table; never the first line."""
        if any(bool(self.shown_on[name]) != bool(shown) for name, shown in before.shown_on.items()):
            return []
        unsure = {0}.union(self.runs.firsts, before.runs.firsts)
        unsure.update(*(self.shown_on[name] ^ shown for name, shown in before.shown_on.items()))
        mine, other = self.lines, before.lines
        last = min(len(mine), len(other))
        return [
            line
            for line in lines
            if line < last
            and line not in unsure
            and mine[line].is_like(other[line])
            and mine[line - 1].is_like(other[line - 1])
        ]

    def is_bold(self, line: int) -> bool:
        """Whether a line is printed bold, as totals are."""
        texts = self.lines[line].texts
        return any(plain(texts.get(column, "")) in words for column, words in self.section.strong.items())

    def line_texts(self, line: int) -> list[str]:
        """What each column of the body has to print in a line, boxes of choices left out."""
        texts = self.lines[line].texts
        return [
            (hierarchy_name(self.texts, line) if body.display == "hierarchy" else "") + texts.get(body.column, "")
            for body in self.body
        ]

    def bare_texts(self, line: int) -> list[str]:
        """What each cell of a content line holds, without the print around it; for tables that are plain."""
        texts = self.lines[line].texts
        return [self._number(body, line) if body.serial else texts.get(body.column, "") for body in self.body]

    def has_boxes(self, body: BodySpec) -> bool:
        """Whether a column prints the options of a choice with boxes."""
        definition = self.columns.get(body.column)
        return definition is not None and definition.type == "choice" and bool(definition.options and not body.display)

    def begun_above(self, line: int) -> list[tuple[int, int]]:
        """(line, col) of the merged cells that reach into a line from above."""
        return [
            (first, self.starts[number])
            for number, first in self.runs.begun_above(line)
            if self._is_shown(self.body[number], first)
        ]

    def line_of(self, index: int, is_open: bool, number: int = 0) -> int | None:
        """The line of a row of content, or the open line with that number at an index; None where there is none."""
        if is_open:
            return self._open_lines.get((index, number))
        return self._content_lines[index] if 0 <= index < len(self._content_lines) else None

    def place(self, line: int, column: str) -> tuple[int, int] | None:
        """(line, col) of the cell that shows a column of a line, None where it has no cell of its own."""
        number = next((at for at, body in enumerate(self.body) if body.column == column), None)
        if number is None:
            return None
        first, _ = self.runs.at(number, line)
        return (first, self.starts[number]) if self._is_shown(self.body[number], first) else None

    @cached_property
    def _content_lines(self) -> list[int]:
        return [at for at, line in enumerate(self.lines) if not line.is_open]

    @cached_property
    def _open_lines(self) -> dict[tuple[int, int], int]:
        return {(line.index, line.number): at for at, line in enumerate(self.lines) if line.is_open}

    def _is_shown(self, body: BodySpec, line: int) -> bool:
        return not body.join or line in self.shown_on[body.column]

    def _lines_with(self, body: BodySpec) -> frozenset[int]:
        """The lines on which a joined column is shown."""
        filled = {number for number, line in enumerate(self.lines) if line.texts.get(body.column)}
        if self.split:
            filled |= {
                number
                for number, line in enumerate(self.lines)
                if not line.is_open and (self.table.id, line.index, body.column) in self.split
            }
        if body.split == "table":
            return frozenset(range(len(self.lines))) if filled else frozenset()
        return frozenset(lines_beside(body.join, self.lines, filled))

    # -- cells ---------------------------------------------------------------------------------------------------

    def _cell(self, number: int, body: BodySpec, first: int, last: int, bold: bool) -> TableCell | None:
        if not self._is_shown(body, first):
            return None
        line = self.lines[first]
        rows, cols = last - first + 1, self.cols_at(number, first)
        if body.serial:
            text = self._number(body, first)
            align = body.align or "center"
            return TableCell(
                first, self.starts[number], rows, cols, text, align, "paper", False, None, bold, number=number
            )
        if body.empty:
            return TableCell(
                first, self.starts[number], rows, cols, "", "left", "paper", False, None, bold, number=number
            )
        definition = self.columns[body.column]
        text = line.texts.get(body.column, "")
        shown = box_line(definition.options, text) if self.has_boxes(body) else text
        prefix = hierarchy_name(self.texts, first) if body.display == "hierarchy" else ""
        slot = self._slot(body, first, last, prefix)
        is_label = body.merge == "group" or self._given(line, body.column)
        is_result = definition.computed and first not in definition.typed_lines
        role: CellRole = "label" if is_label or slot is None else "computed" if is_result else "field"
        centered = is_label or (bold and body.display == "hierarchy")
        align: Align = body.align or ("center" if centered else FIELD_TYPES[definition.type].aligned)
        repeats = rows > 1 and body.merge != ""
        tight = cols > body.cols and bool(self.shown_on[self.body[number + 1].column])
        return TableCell(
            first, self.starts[number], rows, cols, prefix + shown, align, role, repeats, slot, bold, tight, number
        )

    def _number(self, body: BodySpec, line: int) -> str:
        """What a serial column prints in a line."""
        if body.counts == "lines":
            return str(line + 1)
        return "" if self.lines[line].is_open else str(self.lines[line].index + 1)

    def cols_at(self, number: int, first: int) -> int:
        """How many places wide a column is on a line: it takes those of joined columns that are not shown there."""
        cols = self.body[number].cols
        if number + 1 == len(self.body) or not self.body[number + 1].join:
            return cols
        for follower in self.body[number + 1 :]:
            if not follower.join or first in self.shown_on[follower.column]:
                break
            cols += follower.cols
        return cols

    def _given(self, line: Line, column: str) -> bool:
        """A text that the blank form itself prints (an item of funding), not something to fill."""
        return line.template >= 0 and column in self.section.skeleton[line.template]

    def _slot(self, body: BodySpec, first: int, last: int, prefix: str) -> Slot | None:
        line = self.lines[first]
        if first == last and not line.is_open:
            return Slot((cell_path(self.table.id, line.index, body.column),), body.column, self.table.id, prefix=prefix)
        content = [line.index for line in self.lines[first : last + 1] if not line.is_open]
        if content:
            paths = tuple(cell_path(self.table.id, index, body.column) for index in content)
            return Slot(paths, body.column, self.table.id, prefix=prefix)
        if body.column in line.texts:
            return None
        path = f"tables.{self.table.id}[+{line.index}].{body.column}"
        return Slot((path,), body.column, self.table.id, new_row=line.texts, prefix=prefix, line=line.number)
