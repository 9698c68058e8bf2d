"""A repeating table on paper: which columns are shown, which cells merge, and what each cell is bound to."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from medaid_desktop.core.allocation import hierarchy_name
from medaid_desktop.core.choices import box_line
from medaid_desktop.core.field_types import FIELD_TYPES
from medaid_desktop.core.filing import Filing, cell_path
from medaid_desktop.core.forms import BodySpec, Form, TableDef, TableSection
from medaid_desktop.core.indicators import plain
from medaid_desktop.core.lines import Line, OpenLine, table_lines
from medaid_desktop.core.sheet import Align, CellRole, Slot


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


@dataclass(slots=True)
class TablePart:
    """A table laid out: its cells, and for the head the columns that are shown with label and width."""

    section: TableSection
    line_count: int
    shown: frozenset[str]
    head_labels: list[tuple[str, int]]
    cells: list[TableCell] = field(default_factory=list[TableCell])


def lay_table(
    section: TableSection,
    form: Form,
    filing: Filing,
    opened: Sequence[OpenLine],
    split: Collection[tuple[str, int]],
) -> TablePart:
    """Lays out a table section with the filing's rows and the open lines of the blank form."""
    table = form.tables_by_id[section.table]
    lines = table_lines(table, section, filing.rows(table.id), opened)
    return _Layouter(section, table, lines, split).lay()


class _Layouter:
    """Lays out the body column by column, so that merging sees what stands left of it."""

    def __init__(
        self, section: TableSection, table: TableDef, lines: list[Line], split: Collection[tuple[str, int]]
    ) -> None:
        self.section = section
        self.table = table
        self.columns = {column.id: column for column in table.columns}
        self.lines = lines
        self.split = split
        self.texts = [line.texts for line in lines]
        self.strong = frozenset(number for number, texts in enumerate(self.texts) if _is_strong(section, texts))
        self.body = section.body
        self.starts = [sum(body.cols for body in section.body[:number]) for number in range(len(section.body))]
        self.shown_on = {body.column: self._lines_with(body) for body in section.body if body.join}

    def lay(self) -> TablePart:
        whole = {
            body.column for body in self.body if not body.join or (body.split == "table" and self.shown_on[body.column])
        }
        part = TablePart(self.section, len(self.lines), frozenset(whole), self._head_labels(whole))
        breaks = {0, len(self.lines)}
        for number, body in enumerate(self.body):
            if body.merge in ("", "with-next", "same"):
                runs = self._runs(number, body, breaks)
            else:
                runs = self._group_runs(body, breaks)
                breaks |= {first for first, _ in runs}
            for first, last in runs:
                cell = self._cell(number, body, first, last)
                if cell:
                    part.cells.append(cell)
        part.cells.sort(key=lambda cell: (cell.line, cell.col))
        return part

    def _head_labels(self, whole: Collection[str]) -> list[tuple[str, int]]:
        labels: list[tuple[str, int]] = []
        for body in self.body:
            if body.join and body.column not in whole:
                label, cols = labels[-1]
                labels[-1] = (label, cols + body.cols)
            else:
                column = self.table.column(body.column)
                labels.append((column.label if column else "序号", body.cols))
        return labels

    def _lines_with(self, body: BodySpec) -> frozenset[int]:
        """The lines on which a joined column is shown."""
        filled = {number for number, line in enumerate(self.lines) if line.texts.get(body.column)}
        filled |= {
            number
            for number, line in enumerate(self.lines)
            if not line.is_open and (self.table.id, line.index) in self.split
        }
        if body.split == "table":
            return frozenset(range(len(self.lines))) if filled else frozenset()
        return frozenset(filled | set(self._same_neighbours(body.join, filled)))

    def _same_neighbours(self, column: str, filled: Collection[int]) -> Iterator[int]:
        """Lines that share the joined column's text with a filled neighbour: more of the same group of people."""
        for step in (1, -1):
            order = range(len(self.lines)) if step == 1 else range(len(self.lines) - 1, -1, -1)
            reached: set[int] = set(filled)
            for number in order:
                text = self.lines[number].texts.get(column, "")
                before = number - step
                if before in reached and text and text == self.lines[before].texts.get(column):
                    reached.add(number)
                    yield number

    # -- merging -------------------------------------------------------------------------------------------------

    def _runs(self, number: int, body: BodySpec, breaks: Collection[int]) -> list[tuple[int, int]]:
        """Stretches of lines that form one cell: single lines, unless the column merges."""
        if body.merge == "with-next":
            joined = self.body[number + 1]
            return self._merge(body.column, breaks, self.shown_on.get(joined.column, frozenset()))
        if body.merge == "same":
            return self._merge(body.column, (), range(len(self.lines)))
        return [(line, line) for line in range(len(self.lines))]

    def _group_runs(self, body: BodySpec, breaks: Collection[int]) -> list[tuple[int, int]]:
        return self._merge(body.column, breaks, range(len(self.lines)))

    def _merge(self, column: str, breaks: Collection[int], allowed: Collection[int]) -> list[tuple[int, int]]:
        runs: list[tuple[int, int]] = []
        for number, line in enumerate(self.lines):
            text = line.texts.get(column, "")
            if (
                runs
                and text
                and number not in breaks
                and number in allowed
                and number - 1 in allowed
                and self.lines[number - 1].texts.get(column, "") == text
            ):
                runs[-1] = (runs[-1][0], number)
            else:
                runs.append((number, number))
        return runs

    # -- cells ---------------------------------------------------------------------------------------------------

    def _cell(self, number: int, body: BodySpec, first: int, last: int) -> TableCell | None:
        if body.join and first not in self.shown_on[body.column]:
            return None
        line = self.lines[first]
        rows, cols = last - first + 1, self._cols(number, first)
        bold = first in self.strong
        if body.serial:
            text = "" if line.is_open else str(line.index + 1)
            return TableCell(first, self.starts[number], rows, cols, text, "center", "paper", False, None, bold)
        definition = self.columns[body.column]
        text = line.texts.get(body.column, "")
        boxes = definition.type == "choice" and definition.options and body.display != "words"
        shown = box_line(definition.options, text) if boxes else text
        prefix = hierarchy_name(self.texts, first) if body.display == "hierarchy" else ""
        slot = self._slot(body, first, last, prefix)
        is_label = body.merge == "group" or self._given(line, body.column)
        role: CellRole = "label" if is_label or slot is None else "field"
        centered = is_label or (bold and body.display == "hierarchy")
        align: Align = body.align or ("center" if centered else FIELD_TYPES[definition.type].aligned)
        repeats = rows > 1 and body.merge != ""
        return TableCell(first, self.starts[number], rows, cols, prefix + shown, align, role, repeats, slot, bold)

    def _cols(self, number: int, first: int) -> int:
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
        return Slot((path,), body.column, self.table.id, new_row=line.texts, prefix=prefix)


def _is_strong(section: TableSection, texts: Mapping[str, str]) -> bool:
    return any(plain(texts.get(column, "")) in words for column, words in section.strong.items())
