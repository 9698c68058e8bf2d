"""A sheet that a typist might draw: cells put row by row, then made a Grid, a workbook or a letter."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import docx
import openpyxl

from medaid_desktop.core.grid import Document, Grid, GridCell


@dataclass
class Canvas:
    """Cells by place as (text, rows, cols, indent); `above` are the paragraphs before the table, `name` the sheet's.

    `blanks` are merged areas that were drawn without a text.
    """

    width: int
    cells: dict[tuple[int, int], tuple[str, int, int, int]] = field(default_factory=dict)
    row: int = 0
    above: list[str] = field(default_factory=list)
    name: str = "Sheet1"
    file: str = "表.xlsx"
    blanks: list[tuple[int, int, int, int]] = field(default_factory=list)

    def put(self, row: int, col: int, text: str, rows: int = 1, cols: int = 1, indent: int = 0) -> None:
        if text:
            assert (row, col) not in self.cells, (row, col, text, self.cells[row, col])
            self.cells[row, col] = (text, rows, cols, indent)
        elif rows > 1 or cols > 1:
            self.blanks.append((row, col, rows, cols))

    def line(self, text: str) -> None:
        """A text merged over the whole width."""
        self.put(self.row, 0, text, cols=self.width)
        self.row += 1

    def texts(self, start: int, parts: list[str], weights: list[int] | None = None) -> list[int]:
        """Texts in one row from a column on, spread over the width; returns their columns. The row is not ended."""
        weights = weights or [1] * len(parts)
        room = self.width - start
        col = start
        found: list[int] = []
        for number, (text, weight) in enumerate(zip(parts, weights, strict=True)):
            rest = len(parts) - number - 1
            cols = max(1, min(room - rest, round((self.width - start) * weight / sum(weights))))
            if number == len(parts) - 1:
                cols = self.width - col
            self.put(self.row, col, text, cols=cols)
            found.append(col)
            col, room = col + cols, room - cols
        return found

    def grid(self, shift: tuple[int, int] = (0, 0)) -> Grid:
        down, right = shift
        cells = tuple(
            GridCell(row + down, col + right, text, rows, cols, indent=indent)
            for (row, col), (text, rows, cols, indent) in sorted(self.cells.items())
        )
        return Grid(self.name, cells, self.row + down, self.width + right, above=tuple(self.above))

    def document(self, rng: Random | None = None) -> Document:
        shift = rng.choice([(0, 0), (0, 0), (1, 1), (2, 0), (0, 1)]) if rng else (0, 0)
        return Document(self.file, "xlsx", (self.grid(shift),))


def blank_document(canvas: Canvas, merged: bool) -> Document:
    """The document of a blank form; the areas left to be filled in are merged, or single cells."""
    grid = canvas.grid()
    return Document(canvas.file, "xlsx", (replace(grid, blank_spans=tuple(canvas.blanks) if merged else ()),))


def save_workbook(canvas: Canvas, path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = canvas.name or "Sheet1"
    for (row, col), (text, rows, cols, _) in canvas.cells.items():
        sheet.cell(row + 1, col + 1, text).data_type = "s"  # ≥ and =100% are texts, no formulas
        if rows > 1 or cols > 1:
            sheet.merge_cells(start_row=row + 1, start_column=col + 1, end_row=row + rows, end_column=col + cols)
    book.save(path)


def save_letter(canvas: Canvas, path: Path) -> None:
    letter = docx.Document()
    for line in canvas.above:
        letter.add_paragraph(line)
    table = letter.add_table(canvas.row, canvas.width)
    for (row, col), (text, rows, cols, _) in canvas.cells.items():
        cell = table.cell(row, col)
        if rows > 1 or cols > 1:
            cell = cell.merge(table.cell(row + rows - 1, col + cols - 1))
        cell.text = text
    letter.save(str(path))


def unmerged(canvas: Canvas) -> None:
    """As typists leave it who never merge: every text in the first of its cells, the others blank."""
    canvas.cells = {place: (text, 1, 1, indent) for place, (text, _, _, indent) in canvas.cells.items()}


def with_gaps(canvas: Canvas, rng: Random) -> None:
    """Blank rows put in above rows that no merged cell crosses, and one blank column before all."""
    crossed = {row + down for (row, _), (_, rows, _, _) in canvas.cells.items() for down in range(1, rows)}
    free = [row for row in range(1, canvas.row) if row not in crossed]
    gaps = set(rng.sample(free, min(2, len(free))))
    moved = {row: row + sum(gap <= row for gap in gaps) for row in range(canvas.row + 1)}
    canvas.cells = {(moved[row], col + 1): cell for (row, col), cell in canvas.cells.items()}
    canvas.row, canvas.width = moved[canvas.row], canvas.width + 1
