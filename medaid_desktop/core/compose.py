"""Composes form and filing into paper: the one step from which editor, PDF and workbooks all draw."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import Form
from medaid_desktop.core.layout import CellSpec, Layout, LineSection
from medaid_desktop.core.paper.cell_looks import body_style, known_style, shown_value
from medaid_desktop.core.paper.head_paper import lay_head
from medaid_desktop.core.paper.leftovers import leftovers
from medaid_desktop.core.paper.lines import OpenLine
from medaid_desktop.core.paper.paper_cells import Band, Binding, ComposedPaper, PaperCells, Places, SheetCells
from medaid_desktop.core.paper.reaching import Reaching, free_behind
from medaid_desktop.core.paper.signed import SEAL_MM, Signed, box_size, box_title, signed_lines
from medaid_desktop.core.paper.table_paper import TablePart, lay_table
from medaid_desktop.core.paper.variants import choose_layout
from medaid_desktop.core.sheet import (
    A4_MM,
    BOX,
    LEAST_BOTTOM_MM,
    NO_BORDER,
    Align,
    Cell,
    CellRole,
    CellStyle,
    FontRole,
    PageSetup,
    Row,
    SealPlace,
    Sheet,
    Slot,
)
from medaid_desktop.core.texts.field_types import FIELD_TYPES

SEAL_MARGIN_MM = 6.0
_SEAL_GAP_MM, _LEAST_SEAL_MM = 1.0, 18.0
"""A cell that is too narrow for the usual seal has the place of a smaller one, or none at all."""

TITLE_PT = 18.0
_PLAIN = CellSpec()


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """What the paper calls the filing's region: short (阳谷县) and with its parents (山东省聊城市阳谷县)."""

    short: str = ""
    full: str = ""


def compose(
    form: Form,
    filing: Filing,
    names: PlaceNames = PlaceNames(),
    opened: Sequence[OpenLine] = (),
    split: Collection[tuple[str, int, str]] = (),
    signed: Mapping[str, Signed] | None = None,
) -> ComposedPaper:
    """The paper of a filing: its sheet and the binding from cells to paths.

    `opened` are lines the clerk asked for but has not filled; `split` are joined columns (table, index, column) to be
    shown in a row though still blank (四级指标); `signed` are the completed review steps by id, whose opinion, name and day
    stand in their boxes. The cells of a table's lines are made when they are first asked for;
    what is changed in the filing afterwards does not show. Every text of the content has a cell: what the layout has no place
    for stands in lines of its own under the tables.
    """
    return _Composer(form, filing, names, opened, split, signed or {}).compose()


class _Composer:
    """Collects rows, cells and slots of one sheet, from top to bottom."""

    def __init__(
        self,
        form: Form,
        filing: Filing,
        names: PlaceNames,
        opened: Sequence[OpenLine],
        split: Collection[tuple[str, int, str]],
        signed: Mapping[str, Signed],
    ) -> None:
        self.form = form
        self.filing = filing
        self.names = names
        self.opened = opened
        self.split = split
        self.signed = signed
        self.layout: Layout = choose_layout(form, filing)
        self.rows: list[Row] = []
        self.cells = PaperCells()
        self._reaching = Reaching(len(self.layout.columns_mm))
        self._parts = [
            None if isinstance(section, LineSection) else lay_table(section, form, filing, opened, split)
            for section in self.layout.sections
        ]
        self._fill = {
            "{year}": str(filing.year) if filing.year else "　　　",
            "{region}": names.short,
            "{region_full}": names.full or names.short,
        }

    def compose(self) -> ComposedPaper:
        rest = leftovers(self.form, self.layout, self.filing)
        last = self._last_content_section()
        for number, section in enumerate(self.layout.sections):
            part = self._parts[number]
            if part is not None:
                self._table(number, part)
            elif isinstance(section, LineSection):
                if number > last and self.rows:
                    self._keep_signed()
                self._line(number, section)
            if number == last:
                for label, slot in rest:
                    self._leftover(label, slot)
        binding = Binding(self.cells, len(self.rows))
        return ComposedPaper(self._sheet(), binding, Places(self.cells, binding), self.cells)

    def _keep_signed(self) -> None:
        """Signatures must not stand alone on a page: the last content stays with the boxes, all of them on one page, and a
        foot line with what it follows."""
        self.rows[-1] = replace(self.rows[-1], keep_with_next=True)

    def _sheet(self) -> Sheet:
        width, height = (A4_MM[1], A4_MM[0]) if self.layout.landscape else A4_MM
        left, top, right, bottom = self.layout.margins_mm
        bottom = max(bottom, LEAST_BOTTOM_MM)
        year = f"{self.filing.year}年度" if self.filing.year else ""
        where = " · ".join(part for part in (self.form.title, self.names.full, year) if part)
        page = PageSetup(width, height, left, top, right, bottom, foot_left=where)
        cells = SheetCells(self.cells, len(self.rows))
        return Sheet(self.form.title, page, self.layout.columns_mm, tuple(self.rows), cells)

    def _last_content_section(self) -> int:
        """Leftovers go under the last ruled row or table, above review boxes and foot lines, where no cell reaches
        further down."""
        sections = self.layout.sections
        ruled = [
            number
            for number, section in enumerate(sections)
            if not isinstance(section, LineSection) or section.kind == "row"
        ]
        last = ruled[-1] if ruled else len(sections) - 1
        free = free_behind(sections, len(self.layout.columns_mm))
        return next((number for number, is_free in enumerate(free) if number >= last and is_free), last)

    def _rows_of(self, number: int) -> int:
        """The rows of a section on paper."""
        part = self._parts[number]
        return 1 if part is None else _head_rows(part) + part.line_count

    def _reached(self, number: int, spec: CellSpec) -> int:
        """The rows that a cell beginning in a line section covers."""
        return spec.rows + sum(self._rows_of(at) for at in range(number + 1, number + 1 + spec.down))

    # -- lines ---------------------------------------------------------------------------------------------------

    def _line(self, number: int, section: LineSection) -> None:
        row = len(self.rows)
        least = section.least_mm
        for spec, column in self._reaching.line(section.cells):
            self._spec_cell(replace(spec, rows=self._reached(number, spec)), row, column, section)
            if spec.review and (seal_mm := self._seal_mm(spec, column)):
                least = max(least, seal_mm + SEAL_MARGIN_MM - self._least_below(number, spec))
        self.rows.append(Row(least, keep_with_next=section.kind == "title" or any(self._reaching.rows)))

    def _least_below(self, number: int, spec: CellSpec) -> float:
        """The least height of the further rows that a cell covers."""
        below = self.layout.sections[number + 1 : number + spec.rows + spec.down]
        return sum(section.least_mm for section in below if isinstance(section, LineSection))

    def _spec_cell(self, spec: CellSpec, row: int, column: int, section: LineSection) -> None:
        border = spec.border if spec.border is not None else BOX if section.ruled else NO_BORDER
        title = section.kind == "title"
        if spec.review:
            self._review_cell(spec, row, column, border)
        elif spec.field:
            self._value_cell(spec, row, column, border, title)
        else:
            align: Align = spec.align or ("center" if title or section.ruled else "left")
            style = self._style(spec, align, border, title)
            text, spans = self._text(spec.text), spec.rows > 1
            self.cells.add(Cell(row, column, text, style, spec.rows, spec.cols, repeats=spans and section.ruled))

    def _value_cell(self, spec: CellSpec, row: int, column: int, border: int, title: bool) -> None:
        definition = self.form.fields_by_id[spec.field]
        align: Align = spec.align or ("center" if title else FIELD_TYPES[definition.type].aligned)
        style = self._style(spec, align, border, title)
        prefix, suffix = self._text(spec.prefix), self._text(spec.suffix)
        value = self.filing.values.get(spec.field, "")
        shown = f"{prefix}{shown_value(spec, definition, value) or spec.blank}{suffix}"
        slot = Slot((f"values.{spec.field}",), spec.field, prefix=prefix, suffix=suffix)
        role: CellRole = "computed" if definition.computed else "field"
        self.cells.add(Cell(row, column, shown, style, spec.rows, spec.cols, role), slot)

    def _seal_mm(self, spec: CellSpec, column: int) -> float:
        """The diameter of the seal that a review box has room for; 0 for none, and where a person signs. A seal that was set
        under the step has its own."""
        if not self.form.reviews_by_id[spec.review].seal:
            return 0.0
        room = sum(self.layout.columns_mm[column : column + spec.cols]) - 2 * _SEAL_GAP_MM
        signed = self.signed.get(spec.review)
        return min(signed.size_mm if signed else SEAL_MM, room) if room >= _LEAST_SEAL_MM else 0.0

    def _review_cell(self, spec: CellSpec, row: int, column: int, border: int) -> None:
        step = self.form.reviews_by_id[spec.review]
        style = self._style(spec, spec.align or "center", border, False)
        signed = self.signed.get(step.id)
        text, below = box_title(self._text(spec.text), signed), signed_lines(step.lines, signed)
        size_pt, style = style.size_pt, replace(style, size_pt=box_size(style.size_pt, signed))
        if seal_mm := self._seal_mm(spec, column):
            seal = SealPlace(step.id, seal_mm, below, size_pt if signed else None)
            self.cells.add(Cell(row, column, text, style, spec.rows, spec.cols, "seal", seal=seal))
        else:
            lines = "\n".join((text, *below) if text else below)
            self.cells.add(Cell(row, column, lines, style, spec.rows, spec.cols, "paper"))

    def _leftover(self, label: str, slot: Slot) -> None:
        """A ruled line of its own: label in the first quarter of the grid, text in the rest."""
        row, columns = len(self.rows), len(self.layout.columns_mm)
        label_cols = self._columns_up_to(sum(self.layout.columns_mm) / 4) if columns > 1 else 0
        if label_cols:
            style = self._style(_PLAIN, "center", BOX, False)
            self.cells.add(Cell(row, 0, label, style, 1, label_cols))
        prefix = "" if label_cols else f"{label}："
        style = self._style(_PLAIN, "left", BOX, False)
        text = prefix + self.filing.get(slot.path)
        bound = Slot(slot.paths, slot.field, slot.table, prefix=prefix)
        self.cells.add(Cell(row, label_cols, text, style, 1, columns - label_cols, "field"), bound)
        self.rows.append(Row(8.0))

    def _columns_up_to(self, width_mm: float) -> int:
        total = 0.0
        for count, width in enumerate(self.layout.columns_mm[:-1], 1):
            total += width
            if total >= width_mm:
                return count
        return len(self.layout.columns_mm) - 1

    # -- tables --------------------------------------------------------------------------------------------------

    def _table(self, number: int, part: TablePart) -> None:
        """Places a laid-out table: its side cell, head rows and lines, each shifted to where the sheet has come."""
        top = len(self.rows)
        section, side = part.section, part.section.side
        first, behind = self._reaching.edges() or (0, len(self.layout.columns_mm))
        left = first + (side.cols if side else 0)
        heads = _head_rows(part)
        body_top, head_end = top + heads, top + heads - section.lead
        for row in range(heads):
            height = section.heads_mm[row] if section.heads_mm else section.head_mm
            self.rows.append(Row(height, keep_with_next=True))
        repeated = (top, head_end) if head_end > top else None
        self.rows += [Row(section.row_mm, heads=repeated)] * part.line_count
        if side:
            border = BOX if side.border is None else side.border
            style = self._style(side, side.align or "center", border, False)
            rows = heads + part.line_count + self._reached(number, replace(side, rows=0))
            self.cells.add(Cell(top, first, self._text(side.text), style, rows, side.cols, repeats=True))
        if section.head:
            self._explicit_head(part, top, left, behind)
        elif heads:
            column = left
            for label, cols in part.head_labels:
                style = self._style(_PLAIN, "center", BOX, False)
                self.cells.add(Cell(top, column, label, style, 1, cols))
                column += cols
        style_of = partial(body_style, self.layout.font, self.layout.size_pt, section.body)
        self.cells.bands.append(Band(body_top, left, part, style_of))
        self._reaching.table(side)

    def _explicit_head(self, part: TablePart, top: int, left: int, behind: int) -> None:
        line = LineSection("row", (), 0, ruled=True)
        for cell in lay_head(part.section.head, behind - left, part.shown):
            self._spec_cell(cell.spec, top + cell.row, left + cell.col, line)

    # -- texts and styles ----------------------------------------------------------------------------------------

    def _text(self, text: str) -> str:
        if "{" in text:
            for name, replacement in self._fill.items():
                text = text.replace(name, replacement)
        return text

    def _style(self, spec: CellSpec, align: Align, border: int, title: bool) -> CellStyle:
        font: FontRole = spec.font or ("title" if title else self.layout.font)
        size = spec.size_pt or (TITLE_PT if title else self.layout.size_pt)
        return known_style(font, size, spec.bold, align, spec.valign, border)


def _head_rows(part: TablePart) -> int:
    section = part.section
    return 0 if section.headless else len(section.head) or 1
