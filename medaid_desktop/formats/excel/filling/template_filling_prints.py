"""What the rows of a filled table print beside its content: names of groups on each row, numbers that count the rows."""

from collections.abc import Iterator

from medaid_desktop.core.templates.filling.filled import Filled, FilledCell
from medaid_desktop.core.templates.filling.filling_numbers import CountedRow, counted
from medaid_desktop.core.templates.template_map import Spot
from medaid_desktop.formats.excel.filling.template_filling_merges import MergePlan
from medaid_desktop.formats.excel.filling.template_filling_styles import AddedStyles
from medaid_desktop.formats.excel.patching.index import SheetPart
from medaid_desktop.formats.excel.patching.series import has_new_formula
from medaid_desktop.formats.excel.patching.shift import RowShift
from medaid_desktop.formats.excel.patching.workbook import TemplateWorkbook


class RowPrints:
    """The print of the rows of a sheet's tables. `shift` says where its rows come to lie."""

    def __init__(
        self,
        book: TemplateWorkbook,
        part: SheetPart,
        shift: RowShift,
        merges: MergePlan,
        filled: Filled,
        styles: AddedStyles,
    ) -> None:
        self._book = book
        self._part = part
        self._shift = shift
        self._merges = merges
        self._filled = filled
        self._styles = styles

    def names(self) -> Iterator[FilledCell]:
        """Names of groups on each of their rows, where the blank form does not merge such cells but repeats the name."""
        for body in self._filled.bodies:
            for column in body.columns:
                runs = [run for run in body.runs if run[1] == column.col]
                if not runs or self._merges.names(body, column) != "repeated":
                    continue
                by_row = {row.row: row for row in body.rows}
                for first, col, count, cols in runs:
                    for number in range(first, first + count):
                        text = by_row[number].texts[column.definition.id]
                        old, copy = self._shift.source(number)
                        if copy or self._book.text_at(self._part, old, col) != text:
                            yield FilledCell(Spot(number, col, 1, cols), text)

    def numbers(self) -> Iterator[tuple[tuple[int, int], FilledCell | None]]:
        """Rows numbered as the sheet numbers its own, which a map need not know; None for cells that stay as they are."""
        for body in self._filled.bodies:
            groups = [column.definition.id for column in body.columns if column.definition.group]
            for column in body.columns:
                if not column.serial or column.computed:
                    continue
                rows = [
                    CountedRow(
                        "" if row.copy else self._shown(row.source, column.col),
                        row.kind == "row" or row.content >= 0,
                        row.content >= 0,
                        tuple(row.texts.get(name, "") for name in groups),
                    )
                    for row in body.rows
                ]
                for row, one, text in zip(body.rows, rows, counted(rows), strict=True):
                    place = row.row, column.col
                    if self.has_formula(row.source, row.copy, column.col):
                        yield place, None
                        continue
                    changes = text is not None and text != one.printed.strip()
                    yield place, FilledCell(Spot(*place, 1, column.cols), text) if text and changes else None

    def has_formula(self, old: int, copy: int, col: int) -> bool:
        """Whether a cell, or that of a row put in below it, has a formula after filling."""
        if copy:
            return has_new_formula(self._part, (old, col), {self._part.name: self._shift})
        return self._part.is_computed(old, col)

    def _shown(self, old: int, col: int) -> str:
        """What a cell of the blank form shows, a formula its result."""
        text = self._book.text_at(self._part, old, col)
        kind, value = self._part.stored(old, col)
        if text or kind != "n" or not value:
            return text
        try:
            return self._styles.format(self._part.style_at(old, col)).look.number(float(value))
        except ValueError:
            return ""
