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

_EPS = 1e-6


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
    """The rows of a page: heads said again, then first … stop - 1, and where `split` is set the upper part of `stop`."""

    first: int
    stop: int
    heads: list[Strip]
    body: list[Strip]
    split: bool

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
    """Whether a cell cut by a page end says its text again: group labels, and labels beside a split row."""
    return cell.repeats or (cell.rows == 1 and cell.role == "label")


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
            height = block.height(0, len(block.lines))
            fits = height <= self._ys[bottom] - self._ys[top] + _EPS
            self._add(index, top, bottom, block, 0, len(block.lines) if fits else 0, cell.style.valign)

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
            self._add_seal(index, top, bottom, cut, bool(shown))
            return
        again = index in self._before
        if (cut or again) and continues_as_label(cell) and not shown:
            label = self._grid.continued(index) if again else block
            if label.height(0, len(label.lines)) <= height + _EPS:
                self._add(index, top, bottom, label, 0, len(label.lines), cell.style.valign)
                if cut:
                    self.used[index] = 0
                return
        behind = min(len(block.lines), shown + block.lines_within(height)) if cut else len(block.lines)
        if cut:
            self.used[index] = behind
        self.progress = self.progress or behind > shown
        flows = shown > 0 or behind < len(block.lines)
        self._add(index, top, bottom, block, shown, behind, "top" if flows else cell.style.valign)

    def _add_seal(self, index: int, top: int, bottom: int, cut: bool, placed: bool) -> None:
        """A cell with a seal: text and seal stand together in the first piece that has room for both."""
        grid = self._grid
        block, seal = grid.blocks[index], grid.seals[index]
        room = self._ys[bottom] - self._ys[top] + _EPS
        fits = not placed and (not cut or seal.need(block) <= room)
        if cut:
            self.used[index] = int(placed or fits)
        self._add(index, top, bottom, block, 0, len(block.lines) if fits else 0, "top")
        if not fits:
            return
        self.progress = True
        cell_x, y, end = grid.edges[grid.sheet.cells[index].col], self._ys[top], self._ys[bottom]
        size = seal.place.diameter_mm
        square_y = (y + end - size) / 2 if block.is_blank else end - GAP_MM - size
        lines = seal.lines
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
