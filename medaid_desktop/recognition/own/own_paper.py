"""A sheet that this program wrote itself, read off by the layout of its form, cell by cell and without guessing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from itertools import combinations

from medaid_desktop.core.allocation import OF_WHICH_LABEL
from medaid_desktop.core.filing import Filing, cell_path, clean_text
from medaid_desktop.core.forms import EXTRA, FieldDef, Form, TableDef, holds_only
from medaid_desktop.core.grid import Place
from medaid_desktop.core.layout import CellSpec, Layout, LineSection, TableSection
from medaid_desktop.core.paper.head_paper import lay_head
from medaid_desktop.core.paper.reaching import Reaching
from medaid_desktop.recognition.own.grid_paper import GridPaper
from medaid_desktop.recognition.own.own_cells import BodyColumn, between, body_columns, body_starts, ticked_words
from medaid_desktop.recognition.wording.folding import is_dots, is_paper, squeezed
from medaid_desktop.recognition.wording.tick_marks import chosen_words

_HOLES = {"{year}": r"(?P<year>\d{4})?", "{region_full}": "(?P<full>.*)", "{region}": "(?P<region>.*)"}
_HOLE = re.compile("|".join(map(re.escape, _HOLES)))
_MOST_LEFT, _MOST_OPEN = 8, 300
"""So many lines without a cell of their own are looked for, and only under tables that are not too long for trying."""
_LEFT_IN_TABLE = re.compile(r"(.*)第(\d+)行(.*)", re.DOTALL)


@dataclass
class OwnPaper:
    """What was read off: the filing, the names of the region that the paper bears, and the cells of the paths.

    `printed` are the values that may be nothing but what a blank form prints in their place (单位：元).
    """

    filing: Filing
    short: str = ""
    full: str = ""
    sources: dict[str, Place] = field(default_factory=dict[str, Place])
    printed: list[str] = field(default_factory=list[str])


def readings(paper: GridPaper, form: Form, layout: Layout) -> Iterator[OwnPaper]:
    """What a paper may say by a layout, the likeliest first; nothing where it is not of that layout.

    Whether all of it was understood only composing it again can tell. A table as wide as a line of content without a cell of its
    own leaves open how many such lines follow it.
    """
    for left in range(_MOST_LEFT + 1):
        reader = _Reader(paper, form, layout, left)
        read = reader.read()
        if read is None:
            return
        yield read
        for count in range(1, len(read.printed) + 1):
            for blank in combinations(read.printed, count):
                values = {name: text for name, text in read.filing.values.items() if name not in blank}
                yield replace(read, filing=replace(read.filing, values=values))
        if not reader.is_open:
            return


class _Reader:
    """Walks down the sections of a layout and the rows of the paper together."""

    def __init__(self, paper: GridPaper, form: Form, layout: Layout, lines_left: int) -> None:
        self._paper = paper
        self._lines_left = lines_left
        self.is_open = False
        self._form = form
        self._layout = layout
        self._found = OwnPaper(Filing(form.id, form_version=form.version))
        self._left: list[tuple[str, str, Place | None]] = []
        self._reaching = Reaching(len(layout.columns_mm))

    def read(self) -> OwnPaper | None:
        sections = self._layout.sections
        last = max(
            (n for n, one in enumerate(sections) if not isinstance(one, LineSection) or one.kind == "row"),
            default=len(sections) - 1,
        )
        row = 0
        for number, section in enumerate(sections):
            if isinstance(section, LineSection):
                if not self._line(section, row):
                    return None
                row += 1
            else:
                behind = self._table(section, row, sections[number + 1 :])
                if behind is None:
                    return None
                row = behind
            if number == last:
                row = self._leftovers(row, sections[number + 1 :])
        if row < self._paper.count:
            return None
        self._place_leftovers()
        return self._found

    # -- lines ---------------------------------------------------------------------------------------------------

    def _line(self, section: LineSection, row: int) -> bool:
        return all(self._spec(spec, row, col) for spec, col in self._reaching.line(section.cells))

    def _spec(self, spec: CellSpec, row: int, col: int) -> bool:
        if spec.review:
            return True
        text = self._paper.text(row, col)
        if not spec.field:
            return self._fits(spec.text, text)
        value = between(text, spec.prefix, spec.suffix)
        if value is None:
            return False
        definition = self._form.fields_by_id[spec.field]
        if definition.type == "choice" and definition.options and spec.display != "words":
            value = chosen_words(value, definition.options) if spec.blank else ticked_words(value)
        if value is not None and not (value == spec.blank and is_paper(value)):
            if value and value == spec.blank:
                self._found.printed.append(spec.field)
            self._keep(f"values.{spec.field}", clean_text(value), self._place(row, col))
        return value is not None

    def _fits(self, wanted: str, text: str) -> bool:
        """Whether a cell bears a fixed text; year and region are taken out of it."""
        if "{" not in wanted:
            return squeezed(wanted) == squeezed(text)
        pieces = _HOLE.split(squeezed(wanted))
        holes = [_HOLES[hole] for hole in _HOLE.findall(wanted)]
        pattern = "".join(re.escape(piece) + hole for piece, hole in zip(pieces, [*holes, ""], strict=True))
        found = re.fullmatch(pattern, squeezed(text))
        if found is None:
            return False
        named = found.groupdict()
        if named.get("year"):
            self._found.filing.year = int(named["year"])
        self._found.short = named.get("region") or self._found.short
        self._found.full = named.get("full") or self._found.full
        return True

    def _keep(self, path: str, text: str, place: Place | None) -> None:
        if text:
            self._found.filing.set(path, text)
            if place:
                self._found.sources[path] = place

    def _place(self, row: int, col: int) -> Place | None:
        cell = self._paper.cell(row, col)
        return (cell.row, cell.col) if cell else None

    # -- tables --------------------------------------------------------------------------------------------------

    def _table(self, section: TableSection, top: int, following: Sequence[object]) -> int | None:
        """Reads a table; returns the row behind it."""
        table = self._form.tables_by_id[section.table]
        edges = self._reaching.edges()
        if edges is None:
            return None
        self._reaching.table(section.side)
        left = edges[0] + (section.side.cols if section.side else 0)
        heads = 0 if section.headless else len(section.head) or 1
        if not self._head(section, table, top, left, edges[1]):
            return None
        first = top + heads
        behind = self._behind(section, first, edges[0], following)
        rows = self._found.filing.tables.setdefault(table.id, [])
        paper = self._form.paper_columns(table.id)
        columns = list(body_columns(section, table, left))
        for row in range(first, behind):
            texts = {
                column.id: self._body_text(column, row) for column in columns if self._paper.begins(row, column.col)
            }
            found = {name: text for name, text in texts.items() if text}
            if holds_only(paper, found) or found in section.skeleton:
                continue
            if all(is_dots(text) for name, text in found.items() if name not in paper):
                continue
            for column in columns:
                place = self._place(row, column.col) if column.id in found else None
                if place:
                    self._found.sources[cell_path(table.id, len(rows), column.id)] = place
            rows.append(found)
        if not rows:
            del self._found.filing.tables[table.id]
        return behind

    def _body_text(self, column: BodyColumn, row: int) -> str:
        text = self._paper.text(row, column.col)
        if column.is_hierarchy:
            text = text.lstrip("　").removeprefix(OF_WHICH_LABEL)
        return clean_text(ticked_words(text) or "" if column.has_boxes else text)

    def _head(self, section: TableSection, table: TableDef, top: int, left: int, behind: int) -> bool:
        if not section.head:
            labels = {column.id: column.label for column in table.columns}
            starts = zip(section.body, body_starts(section.body, left), strict=True)
            return section.headless or all(
                squeezed(self._paper.text(top, col)) == squeezed(labels.get(body.column, "序号" if body.serial else ""))
                for body, col in starts
                if not body.join or self._paper.begins(top, col)
            )
        shown = {body.column for body in section.body}
        cells = lay_head(section.head, behind - left, shown)
        return all(
            self._spec(cell.spec, top + cell.row, left + cell.col)
            for cell in cells
            if not cell.spec.column or self._paper.begins(top + cell.row, left + cell.col)
        )

    def _behind(self, section: TableSection, first: int, left: int, following: Sequence[object]) -> int:
        """The row behind the last line: where the side cell ends, else where the next fixed line or a leftover stands."""
        side = section.side
        if side and not side.down:
            wanted, row = squeezed(side.text), first
            while row < self._paper.count and squeezed(self._paper.text(row, left)) == wanted:
                row += 1
            return row
        differs = [body.cols for body in section.body] != self._leftover_cols
        behind = self._paper.count
        for row in range(first, self._paper.count):
            if self._stands(following, row) or (differs and self._is_leftover(row)):
                behind = row
                break
        self.is_open = self.is_open or (not differs and first < behind - self._lines_left < first + _MOST_OPEN)
        return behind if differs else max(behind - self._lines_left, first)

    def _stands(self, following: Sequence[object], row: int) -> bool:
        """Whether the next lines stand from a row on: the first of them that has fixed texts tells."""
        if not following:
            return False
        reaching = deepcopy(self._reaching)
        for number, section in enumerate(following):
            if not isinstance(section, LineSection):
                return False
            cells = list(reaching.line(section.cells))
            fixed = [(spec.text or spec.prefix, col) for spec, col in cells if (spec.text or spec.prefix).strip()]
            if fixed:
                texts = [(squeezed(text), squeezed(self._paper.text(row + number, col))) for text, col in fixed]
                return all(found.startswith(text) for text, found in texts)
        return False

    # -- what had no place ---------------------------------------------------------------------------------------

    @property
    def _leftover_cols(self) -> list[int]:
        """The widths of label and text of a line of content without a cell of its own."""
        widths, total = self._layout.columns_mm, 0.0
        for number, width in enumerate(widths[:-1], 1):
            total += width
            if total >= sum(widths) / 4:
                return [number, len(widths) - number]
        return [len(widths) - 1, 1]

    def _is_leftover(self, row: int) -> bool:
        """Whether a row has a label and a text of those widths, and nothing else."""
        first, rest = self._leftover_cols
        label, text = self._paper.cell(row, 0), self._paper.cell(row, first)
        if label is None or text is None:
            return False
        return (label.cols, label.col, text.col, text.cols) == (first, 0, first, rest)

    def _leftovers(self, row: int, following: Sequence[object]) -> int:
        """Takes the lines of content without a cell of its own; returns the row behind them."""
        first = self._leftover_cols[0]
        while row < self._paper.count and not self._stands(following, row) and self._is_leftover(row):
            text, place = self._paper.text(row, first), self._place(row, first)
            self._left.append((self._paper.text(row, 0), clean_text(text), place))
            row += 1
        return row

    def _place_leftovers(self) -> None:
        fields = self._hidden(self._form.fields, self._layout.shown_values)
        for label, text, place in self._left:
            inside = _LEFT_IN_TABLE.fullmatch(label)
            table = next((t for t in self._form.tables if inside and t.label == inside[1]), None)
            path = f"values.{fields.get(label) or EXTRA + label}"
            if inside and table:
                shown = self._layout.shown_columns.get(table.id, frozenset[str]())
                column = self._hidden(table.columns, shown).get(inside[3])
                rows = self._found.filing.rows(table.id)
                if column and 0 < int(inside[2]) <= len(rows) + 1:
                    path = cell_path(table.id, int(inside[2]) - 1, column)
            self._keep(path, text, place)

    @staticmethod
    def _hidden(definitions: Sequence[FieldDef], shown: frozenset[str]) -> Mapping[str, str]:
        """The ids of what the layout does not show, by label."""
        return {one.label: one.id for one in definitions if one.id not in shown and one.on_paper}
