"""What one page shows of each cell: pieces, rules and seals for a stretch of rows."""

from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from medaid_desktop.core.sheet import Cell
from medaid_desktop.formats.pdf.grid import Grid
from medaid_desktop.formats.pdf.layout import PageLayout, Piece, SealSpot
from medaid_desktop.formats.pdf.rules import Box, merge_rules
from medaid_desktop.formats.pdf.seal import GAP_MM
from medaid_desktop.formats.pdf.textblock import TextBlock

SAID = -1
"""Instead of a number of lines: the whole label was shown, and goes on as a continued one."""

_EPS = 1e-6
_LABEL_LENGTH = 30


class Strip(NamedTuple):
    """A row as it stands on a page."""

    row: int
    y: float
    height: float

    @property
    def end(self) -> float:
        return self.y + self.height


@dataclass(slots=True)
class PagePlan:
    """The rows of a page: heads said again, then first … stop - 1, and where `split` is set the upper part of `stop`.

    `capacity` is the height of a page between its margins.
    """

    first: int
    stop: int
    heads: list[Strip]
    body: list[Strip]
    split: bool
    capacity: float

    def head_top(self, cell: Cell, start: float) -> float:
        """The top of a continued cell: beside the heads where it spans them too, else `start`."""
        for strip in self.heads:
            if cell.row <= strip.row < cell.row + cell.rows:
                return strip.y
        return start

    def top_of(self, row: int) -> float:
        """The y of a row of the body."""
        return self.body[row - self.first].y


def continues_as_label(cell: Cell) -> bool:
    """Whether a cell cut by a page end says its text again: group labels, and short labels beside a split row."""
    return cell.repeats or (cell.rows == 1 and cell.role == "label" and len(cell.text) <= _LABEL_LENGTH)


class PagePieces:
    """Makes the pieces of one page. `used` tells of cut cells how many lines were shown, before and (then) after.

    `progress` is False where a page shows no line that was not shown before.
    """

    def __init__(self, grid: Grid, plan: PagePlan, used: dict[int, int], page: int) -> None:
        self._grid = grid
        self._plan = plan
        self._page = page
        self._before = used
        self._pieces: list[Piece] = []
        self._boxes: list[Box] = []
        self.used: dict[int, int] = {}
        self.seals: list[SealSpot] = []
        self.progress = False
        self._strips = plan.heads + plan.body
        self._ys = [strip.y for strip in self._strips] + [strip.end for strip in self._strips[-1:]]
        self._behind = plan.body[-1].row + 1 if plan.body else plan.first
        self._add_heads()
        self._add_body()
        if plan.heads:
            self._pieces.sort(key=attrgetter("cell"))
        rules = merge_rules(self._boxes, grid.edges, self._ys) if self._strips else []
        self.layout = PageLayout(self._pieces, rules)

    def _add_heads(self) -> None:
        """Cells of repeated head rows; one that goes on into the body is made there."""
        heads = self._plan.heads
        if not heads:
            return
        first, behind = heads[0].row, heads[-1].row + 1
        cells = self._grid.sheet.cells
        for index in sorted({*self._starting(first, behind), *self._grid.tall}):
            cell = cells[index]
            if cell.row >= behind or cell.row + cell.rows <= first or index in self._before:
                continue
            top, bottom = max(cell.row, first) - first, min(cell.row + cell.rows, behind) - first
            whole = bottom - top == cell.rows
            block = self._grid.blocks[index] if whole else self._grid.continued(index)
            room = self._ys[bottom] - self._ys[top] + _EPS
            said = (whole or cell.repeats) and block.height(0, len(block.lines)) <= room
            self._add(index, top, bottom, block, 0, len(block.lines) if said else 0, cell.style.valign)

    def _starting(self, first: int, behind: int) -> list[int]:
        return [index for row in self._grid.by_row[first:behind] for index in row]

    def _add_body(self) -> None:
        plan, cells = self._plan, self._grid.sheet.cells
        if not plan.body:
            return
        indexes = self._starting(plan.first, self._behind)
        if self._before:
            indexes = sorted({*indexes, *self._before})
        elif self._grid.tall:
            indexes.sort()
        offset = len(plan.heads) - plan.first
        cut_rows = plan.stop if plan.split else self._behind
        for index in indexes:
            cell = cells[index]
            top = max(cell.row, plan.first) + offset
            if index in self._before:
                top = self._joined(cell, top)
            end = cell.row + cell.rows
            cut = end > cut_rows
            self._add_cut(index, top, min(end, self._behind) + offset, cut)

    def _joined(self, cell: Cell, top: int) -> int:
        for place, strip in enumerate(self._plan.heads):
            if cell.row <= strip.row < cell.row + cell.rows:
                return place
        return top

    def _add_cut(self, index: int, top: int, bottom: int, cut: bool) -> None:
        """A cell of the body, whole or cut above or below."""
        cell, block = self._grid.sheet.cells[index], self._grid.blocks[index]
        shown = self._before.get(index, 0)
        height = self._ys[bottom] - self._ys[top]
        if index in self._grid.seals:
            self._add_seal(index, top, bottom, cut, shown)
            return
        if (cut or index in self._before) and continues_as_label(cell) and shown <= 0:
            label = self._grid.continued(index) if shown == SAID else block
            need = label.height(0, len(label.lines))
            if need <= height + _EPS or (cut and need <= self._plan.capacity):
                self._add_label(index, top, bottom, label, need <= height + _EPS, cut)
                return
            shown = 0
        behind = min(len(block.lines), shown + block.lines_within(height)) if cut else len(block.lines)
        if cut:
            self.used[index] = behind
        self.progress = self.progress or behind > shown
        flows = shown > 0 or behind < len(block.lines)
        self._add(index, top, bottom, block, shown, behind, "top" if flows else cell.style.valign)

    def _add_label(self, index: int, top: int, bottom: int, label: TextBlock, fits: bool, cut: bool) -> None:
        """A label of a cut cell: said whole or, where this piece has no room, only on the next page."""
        self._add(index, top, bottom, label, 0, len(label.lines) if fits else 0, label.style.valign)
        if cut:
            self.used[index] = SAID if fits else self._before.get(index, 0)

    def _add_seal(self, index: int, top: int, bottom: int, cut: bool, shown: int) -> None:
        """A cell with a seal. Text and seal stand together; only a text that fills pages flows on before its seal.

        `used` counts the seal as one line more than the text has.
        """
        block, seal = self._grid.blocks[index], self._grid.seals[index]
        count = len(block.lines)
        room = self._ys[bottom] - self._ys[top] + _EPS
        fits = shown <= count and (not cut or seal.need(block, shown) <= room)
        behind = max(shown, count) if fits else shown
        if not fits and cut and shown <= count and seal.need(block) > self._plan.capacity:
            behind = min(count, shown + block.lines_within(room))
        if cut:
            self.used[index] = count + 1 if fits else behind
        self.progress = self.progress or fits or behind > shown
        self._add(index, top, bottom, block, min(shown, count), min(behind, count), "top")
        if fits:
            self._add_square(index, top, bottom, block.is_blank or shown == count)

    def _add_square(self, index: int, top: int, bottom: int, alone: bool) -> None:
        """The seal's square, in the middle of its cell or below the text, and the lines inside."""
        grid, seal = self._grid, self._grid.seals[index]
        cell_x, y, end = grid.edges[grid.sheet.cells[index].col], self._ys[top], self._ys[bottom]
        size, lines = seal.place.diameter_mm, seal.lines
        square_y = (y + end - size) / 2 if alone else end - GAP_MM - size
        self.seals.append(SealSpot(index, seal.place.step, self._page, cell_x + seal.square_x, square_y, size))
        x, text_y = cell_x + seal.lines_x, seal.lines_y(square_y)
        self._pieces.append(Piece(index, x, square_y, seal.lines_width, size, lines, 0, len(lines.lines), text_y))

    def _add(self, index: int, top: int, bottom: int, block: TextBlock, first: int, behind: int, valign: str) -> None:
        """Records a piece between two strips and its box."""
        cell = self._grid.sheet.cells[index]
        edges, ys = self._grid.edges, self._ys
        right = cell.col + cell.cols
        y, height = ys[top], ys[bottom] - ys[top]
        x = edges[cell.col]
        self._boxes.append((top, bottom, cell.col, right, cell.style.border))
        text_y = y + block.padding_mm
        if valign != "top":
            spare = height - block.height(first, behind)
            text_y += spare / 2 if valign == "middle" else spare
        self._pieces.append(Piece(index, x, y, edges[right] - x, height, block, first, behind, text_y))
