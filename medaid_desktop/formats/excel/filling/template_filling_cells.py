"""One filing on its way into the sheet of a workbook: what is written, in what style, and how high its rows have to be."""

from collections.abc import Iterator, Mapping

from medaid_desktop.core.templates.filling.filled import Filled, FilledCell
from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.core.texts.numbers import excerpt
from medaid_desktop.formats.excel.filling.template_filling_figures import FIGURES, Readers, Uncounted, figure
from medaid_desktop.formats.excel.filling.template_filling_lists import ChoiceLists
from medaid_desktop.formats.excel.filling.template_filling_merges import MergePlan
from medaid_desktop.formats.excel.filling.template_filling_prints import RowPrints
from medaid_desktop.formats.excel.filling.template_filling_results import lists_of
from medaid_desktop.formats.excel.filling.template_filling_rich import in_letters, rich
from medaid_desktop.formats.excel.filling.template_filling_room import Room
from medaid_desktop.formats.excel.filling.template_filling_rows import RowHeights
from medaid_desktop.formats.excel.filling.template_filling_styles import AddedStyles, Sides, Wish
from medaid_desktop.formats.excel.filling.template_filling_values import Typed, typed
from medaid_desktop.formats.excel.patching.edits import Number, SheetEdits
from medaid_desktop.formats.excel.patching.index import SheetPart
from medaid_desktop.formats.excel.patching.shift import RowShift
from medaid_desktop.formats.excel.patching.workbook import TemplateWorkbook
from medaid_desktop.formats.excel.references import cell_name
from medaid_desktop.formats.excel.shown.number_format import PLAIN_CODES
from medaid_desktop.formats.safe_xml import integer, is_on

_LONGEST = 32_767
"""Characters that a cell holds."""


class Writing:
    """One filing on its way into the sheet."""

    def __init__(
        self,
        book: TemplateWorkbook,
        part: SheetPart,
        lists: ChoiceLists,
        room: Room,
        map: TemplateMap,
        filled: Filled,
        styles: AddedStyles,
        shifts: Mapping[str, RowShift] | None = None,
    ) -> None:
        """`shifts` are the rows of all sheets where more than this one are filled in together; else those of `filled`."""
        self._book = book
        self._part = part
        self._lists = lists
        self._room = room
        self._filled = filled
        shifts = shifts or book.shifts({part.name: filled.inserted}, {part.name: lists_of(filled)})
        self._shift = shifts[part.name]
        self._readers = Readers(book.parts, part.name, shifts)
        self._uncounted = Uncounted(part.name)
        self._merges = MergePlan(part, map.tables, filled)
        self._edits = SheetEdits()
        self.styles = styles
        self._prints = RowPrints(book, part, self._shift, self._merges, filled, styles)
        self.notices: list[str] = []
        self.kept: list[FilledCell] = []
        """Texts for cells with a formula, which stays."""

    def edits(self) -> SheetEdits:
        """All that is to be done to the sheet."""
        self._merges.write(self._edits)
        self._rule_apart()
        heights = RowHeights(self._room, self.styles, self._shift, self._merges.new)
        self._write_all(heights)
        self._reveal()
        for row, col, text in self._merges.resized():
            heights.add(row, col, text, self._style(row, col))
        self.notices += heights.settle(self._edits, self._labels)
        self.notices += self._uncounted.said()
        return self._edits

    def contents(self) -> SheetEdits:
        """What comes into the cells and nothing of how it looks there: enough to work formulas out."""
        self._merges.write(self._edits)
        self._write_all(None)
        self._reveal()
        return self._edits

    def _write_all(self, heights: RowHeights | None) -> None:
        cells = {(cell.spot.row, cell.spot.col): cell for cell in self._filled.cells if cell.spot.within == "cell"}
        for cell in (*self._merges.parted, *self._prints.names(), *self._without_formula()):
            cells[cell.spot.row, cell.spot.col] = cell
        for place, cell in self._prints.numbers():
            cells.pop(place, None)
            if cell is not None:
                cells[place] = cell
        for cell in cells.values():
            self._write(cell, heights)

    def _without_formula(self) -> Iterator[FilledCell]:
        """What the filing has for computed cells in rows put in that get no formula."""
        known: dict[tuple[int, int], bool] = {}
        for cell in self._filled.computed:
            old, copy = self._shift.source(cell.spot.row)
            at = old, cell.spot.col
            if copy and at not in known:
                known[at] = self._prints.has_formula(old, copy, cell.spot.col)
            if copy and not known[at]:
                yield cell

    def _rule_apart(self) -> None:
        """A cell parted in two looks on both sides as it did, with a rule between where it had one around it."""
        for (row, col), left in sorted(self._merges.beside.items()):
            last = self._merges.area_at(row, col)[3]
            style, outer = self._style(row, left), self._style(row, last)
            one, other = self._book_sides(style), self._book_sides(outer)
            between = one[2] or other[0] or one[0]
            for at in range(left, last + 1):
                first = at < col
                sides = (one[0], one[1], between, one[3]) if first else (between, one[1], other[2] or one[2], one[3])
                made = self._ruled(style, sides)
                if made is not None and made != self._style(row, at):
                    self._edits.styles[row, at] = made

    def _book_sides(self, style: str | None) -> Sides:
        return self.styles.book.sides(style)

    def _ruled(self, style: str | None, sides: Sides) -> str | None:
        """A style with other rules; itself where it has them or the workbook knows no such rules."""
        if self._book_sides(style) == sides:
            return style
        border = self.styles.book.border(sides)
        return style if border is None else self.styles.like(Wish(integer(style), border=border)) or style

    def _reveal(self) -> None:
        """A spare row that the blank form hides is shown where content has come into it."""
        for body in self._filled.bodies:
            for row in body.rows:
                tag = self._part.rows.get(row.source)
                if row.content >= 0 and tag is not None and is_on(tag.attributes.get("hidden")):
                    self._edits.revealed.add(row.row)

    def _labels(self, row: int) -> Iterator[tuple[int, str, str | None]]:
        """Column, text and style of the cells of a row that keep what the blank form prints in them."""
        old, copy = self._shift.source(row)
        for col in () if copy else self._part.columns_of(old):
            if (row, col) not in self._edits.cells:
                yield col, self._book.text_at(self._part, old, col), self._style(row, col)

    def _style(self, row: int, col: int) -> str | None:
        """The style of a cell after filling."""
        old, _ = self._shift.source(row)
        return self._edits.styles.get((row, col)) or self._part.style_at(old, col)

    def _write(self, cell: FilledCell, heights: RowHeights | None) -> None:
        row, col = cell.spot.row, cell.spot.col
        old, copy = self._shift.source(row)
        if self._merges.area_at(row, col)[:2] != (row, col):
            if cell.text.strip() and cell.text != self._text_over(row, col):
                self.notices.append(f"单元格 {cell_name(row, col)} 在合并的单元格里面，没有写入：{excerpt(cell.text)}")
            return
        if (old, col) in self._part.filled_by or (not copy and (old, col) in self._part.formulas):
            if cell.text.strip():
                self.kept.append(cell)
            return
        text = cell.text
        if len(text) > _LONGEST:
            self.notices.append(f"单元格 {cell_name(row, col)} 的文字超过 {_LONGEST} 字，Excel 放不下，已截断")
            text = text[:_LONGEST]
        style = self._style(row, col)
        form = self.styles.format(style)
        kind = cell.definition.type if cell.definition else ""
        listed = bool(text) and self._lists.has(old, col, text)
        written = typed(text, form.look, kind, listed)
        reader = self._readers.of(row, col) if kind in FIGURES and isinstance(written.content, str) else None
        if reader is not None and cell.definition is not None:
            written = figure(text, cell.definition, form.look) or written
        style, written = self._styled(row, col, style, written, text)
        if reader is not None and isinstance(written.content, str) and any(letter.isdigit() for letter in text):
            self._uncounted.add(row, col, text, reader)
        if heights is None:
            self._edits.cells[row, col] = written.content
            return
        stretches = () if copy or not cell.printed else self._book.stretches_at(self._part, old, col)
        in_looks = rich(cell, stretches) if stretches and written.content == cell.text else None
        if in_looks is None and isinstance(written.content, str) and not self._part.prefix:
            in_looks = in_letters(written.content, form.look.font.name, form.size_pt)
        self._edits.cells[row, col] = in_looks or written.content
        if not text:
            return
        if isinstance(written.content, Number):
            self._keep_whole(row, col, text, style)
        else:
            self._wrap(row, col, text, style)
            heights.add(row, col, text, self._style(row, col))

    def _text_over(self, row: int, col: int) -> str:
        """The text that the table has for the first row of the merged area a cell lies in: it is shown for all of them."""
        first, left, _, _ = self._merges.area_at(row, col)
        for body in self._filled.bodies:
            for column in body.columns:
                if column.col <= left < column.col + column.cols and column.col == col:
                    return next(
                        (line.texts.get(column.definition.id, "") for line in body.rows if line.row == first), ""
                    )
        return ""

    def _styled(self, row: int, col: int, style: str | None, written: Typed, text: str) -> tuple[str | None, Typed]:
        """The style that the content needs; where the workbook cannot have it, the text shows itself."""
        quoted = written.quoted and not self.styles.format(style).quoted
        if not (written.code or quoted):
            return style, written
        made = self.styles.like(Wish(integer(style), code=written.code, quoted=quoted))
        if made is None:
            return style, Typed(text) if written.code else written
        self._edits.styles[row, col] = made
        return made, written

    def _keep_whole(self, row: int, col: int, text: str, style: str | None) -> None:
        """A number too wide for its cell would show as ####: it is set smaller."""
        form = self.styles.format(style)
        width = self._width_at(row, col)
        if form.shrinks or not width or self._room.number_fits(text, width, form):
            return
        made = self.styles.like(Wish(integer(style), shrinks=True))
        if made is not None:
            self._edits.styles[row, col] = made

    def keep_results_whole(self) -> None:
        """The results of formulas, too, are set smaller where they would show as ####; General cuts decimals off by itself."""
        for (row, col), result in self._edits.results.items():
            if isinstance(result, Number):
                style = self._style(row, col)
                look = self.styles.format(style).look
                is_plain = look.code.lower() in PLAIN_CODES
                shown = result.text.partition(".")[0] if is_plain else look.number(float(result.text))
                self._keep_whole(row, col, shown, style)

    def _wrap(self, row: int, col: int, text: str, style: str | None) -> None:
        """A text that would be cut off beside its cell, or run into another one, is broken into lines."""
        form = self.styles.format(style)
        if form.wraps or form.shrinks or form.upright:
            return
        width = self._width_at(row, col) + self._free_beside(row, col, form.horizontal)
        if "\n" not in text and (not width or self._room.text_fits(text, width, form)):
            return
        made = self.styles.like(Wish(integer(style), wraps=True))
        if made is not None:
            self._edits.styles[row, col] = made

    def _width_at(self, row: int, col: int) -> float:
        area = self._merges.area_at(row, col)
        return self._room.width(area[1], area[3] - area[1] + 1)

    def _free_beside(self, row: int, col: int, horizontal: str) -> float:
        """The width of the blank cells to the right that a text may run over; merged cells never let it."""
        if horizontal not in ("", "general", "left") or self._merges.area_at(row, col) != (row, col, row, col):
            return 0.0
        old, copy = self._shift.source(row)
        width, at = 0.0, col + 1
        while at < col + 12 and self._merges.area_at(row, at) == (row, at, row, at):
            if (row, at) in self._edits.cells or (not copy and self._part.holds(old, at)):
                break
            width += self._room.width(at)
            at += 1
        return width
