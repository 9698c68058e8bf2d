"""Composes form and filing into paper: the one step from which editor, PDF and workbooks all draw."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from medaid_desktop.core.choices import box_line
from medaid_desktop.core.field_types import FIELD_TYPES
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import CellSpec, FieldDef, Form, Layout, LineSection
from medaid_desktop.core.head_paper import lay_head
from medaid_desktop.core.leftovers import leftovers
from medaid_desktop.core.lines import OpenLine
from medaid_desktop.core.paper_cells import Band, Binding, ComposedPaper, PaperCells, Places, SheetCells
from medaid_desktop.core.sheet import (
    A4_MM,
    BOX,
    NO_BORDER,
    Align,
    Cell,
    CellStyle,
    FontRole,
    PageSetup,
    Row,
    SealPlace,
    Sheet,
    Slot,
)
from medaid_desktop.core.table_paper import TablePart, lay_table
from medaid_desktop.core.variants import choose_layout

SEAL_MM = 42.0
SEAL_MARGIN_MM = 6.0
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
) -> ComposedPaper:
    """The paper of a filing: its sheet and the binding from cells to paths.

    `opened` are lines the clerk asked for but has not filled; `split` are joined columns (table, index, column) to be
    shown in a row though still blank (四级指标). The cells of a table's lines are made when they are first asked for;
    what is changed in the filing afterwards does not show. Every text of the content has a cell: what the layout has no place
    for stands in lines of its own under the tables.
    """
    return _Composer(form, filing, names, opened, split).compose()


class _Composer:
    """Collects rows, cells and slots of one sheet, from top to bottom."""

    def __init__(
        self,
        form: Form,
        filing: Filing,
        names: PlaceNames,
        opened: Sequence[OpenLine],
        split: Collection[tuple[str, int, str]],
    ) -> None:
        self.form = form
        self.filing = filing
        self.names = names
        self.opened = opened
        self.split = split
        self.layout: Layout = choose_layout(form, filing)
        self.rows: list[Row] = []
        self.cells = PaperCells()
        self._hanging = [0] * len(self.layout.columns_mm)
        self._fill = {
            "{year}": str(filing.year) if filing.year else "　　　",
            "{region}": names.short,
            "{region_full}": names.full or names.short,
        }

    def compose(self) -> ComposedPaper:
        rest = leftovers(self.form, self.layout, self.filing)
        last = self._last_content_section()
        for number, section in enumerate(self.layout.sections):
            if isinstance(section, LineSection):
                if number > last and self.rows:
                    self._keep_signed(number)
                self._line(section)
            else:
                self._table(lay_table(section, self.form, self.filing, self.opened, self.split))
            if number == last:
                for label, slot in rest:
                    self._leftover(label, slot)
        binding = Binding(self.cells, len(self.rows))
        return ComposedPaper(self._sheet(), binding, Places(self.cells, binding), self.cells)

    def _keep_signed(self, number: int) -> None:
        """Signatures must not stand alone on a page: the last content stays with the first boxes, a foot line with
        what it follows; only between two rows of boxes may a page end."""
        before, section = self.layout.sections[number - 1], self.layout.sections[number]
        boxes = [isinstance(one, LineSection) and one.kind == "review" for one in (before, section)]
        if not all(boxes):
            self.rows[-1] = replace(self.rows[-1], keep_with_next=True)

    def _sheet(self) -> Sheet:
        width, height = (A4_MM[1], A4_MM[0]) if self.layout.landscape else A4_MM
        left, top, right, bottom = self.layout.margins_mm
        year = f"{self.filing.year}年度" if self.filing.year else ""
        where = " · ".join(part for part in (self.form.title, self.names.full, year) if part)
        page = PageSetup(width, height, left, top, right, bottom, foot_left=where)
        cells = SheetCells(self.cells, len(self.rows))
        return Sheet(self.form.title, page, self.layout.columns_mm, tuple(self.rows), cells)

    def _last_content_section(self) -> int:
        """Leftovers go under the last ruled row or table, above review boxes and foot lines."""
        ruled = [
            number
            for number, section in enumerate(self.layout.sections)
            if not isinstance(section, LineSection) or section.kind == "row"
        ]
        return ruled[-1] if ruled else len(self.layout.sections) - 1

    # -- lines ---------------------------------------------------------------------------------------------------

    def _line(self, section: LineSection) -> None:
        row = len(self.rows)
        least = section.least_mm
        column = 0
        hanging, self._hanging = self._hanging, [max(0, count - 1) for count in self._hanging]
        for spec in section.cells:
            while column < len(hanging) and hanging[column]:
                column += 1
            self._spec_cell(spec, row, column, section)
            for covered in range(column, column + spec.cols):
                self._hanging[covered] = spec.rows - 1
            column += spec.cols
            if spec.review and self.form.reviews_by_id[spec.review].seal:
                least = max(least, SEAL_MM + SEAL_MARGIN_MM)
        self.rows.append(Row(least, keep_with_next=section.kind == "title" or any(self._hanging)))

    def _spec_cell(self, spec: CellSpec, row: int, column: int, section: LineSection) -> None:
        border = BOX if section.ruled else NO_BORDER
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
        shown = f"{prefix}{self._shown(definition, value) or spec.blank}{suffix}"
        slot = Slot((f"values.{spec.field}",), spec.field, prefix=prefix, suffix=suffix)
        self.cells.add(Cell(row, column, shown, style, spec.rows, spec.cols, "field"), slot)

    def _review_cell(self, spec: CellSpec, row: int, column: int, border: int) -> None:
        step = self.form.reviews_by_id[spec.review]
        style = self._style(spec, spec.align or "center", border, False)
        text = self._text(spec.text)
        if step.seal:
            seal = SealPlace(step.id, SEAL_MM, step.lines)
            self.cells.add(Cell(row, column, text, style, spec.rows, spec.cols, "seal", seal=seal))
        else:
            lines = "\n".join((text, *step.lines) if text else step.lines)
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

    def _table(self, part: TablePart) -> None:
        """Places a laid-out table: its side cell, head rows and lines, each shifted to where the sheet has come."""
        top = len(self.rows)
        section, side = part.section, part.section.side
        left = side.cols if side else 0
        heads = len(section.head) or 1
        body_top = top + heads
        for _ in range(heads):
            self.rows.append(Row(section.head_mm, keep_with_next=True))
        self.rows += [Row(section.row_mm, heads=(top, body_top))] * part.line_count
        if side:
            style = self._style(side, side.align or "center", BOX, False)
            rows = heads + part.line_count
            self.cells.add(Cell(top, 0, self._text(side.text), style, rows, left, repeats=True))
        if section.head:
            self._explicit_head(part, top, left)
        else:
            column = left
            for label, cols in part.head_labels:
                style = self._style(_PLAIN, "center", BOX, False)
                self.cells.add(Cell(top, column, label, style, 1, cols))
                column += cols
        self.cells.bands.append(Band(body_top, left, part, partial(_body_style, self.layout.font, self.layout.size_pt)))

    def _explicit_head(self, part: TablePart, top: int, left: int) -> None:
        line = LineSection("row", (), 0, ruled=True)
        for cell in lay_head(part.section.head, len(self.layout.columns_mm) - left, part.shown):
            self._spec_cell(cell.spec, top + cell.row, left + cell.col, line)

    # -- texts and styles ----------------------------------------------------------------------------------------

    def _text(self, text: str) -> str:
        if "{" in text:
            for name, replacement in self._fill.items():
                text = text.replace(name, replacement)
        return text

    def _shown(self, definition: FieldDef, value: str) -> str:
        return box_line(definition.options, value) if definition.type == "choice" and definition.options else value

    def _style(self, spec: CellSpec, align: Align, border: int, title: bool) -> CellStyle:
        font: FontRole = spec.font or ("title" if title else self.layout.font)
        size = spec.size_pt or (TITLE_PT if title else self.layout.size_pt)
        return _known_style(font, size, spec.bold, align, spec.valign, border)


def _body_style(font: FontRole, size_pt: float, align: Align, bold: bool) -> CellStyle:
    """The style of a cell in the body of a table. It must not lead back to the paper: papers come with each key, and are
    to go as soon as nothing shows them."""
    return _known_style(font, size_pt, bold, align, _PLAIN.valign, BOX)


_known_style = lru_cache(maxsize=1024)(CellStyle)
"""Styles alike are one and the same on all papers, so that what was set in one of them is soon found again."""
