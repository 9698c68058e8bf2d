"""Cuts a measured sheet into pages: heads and group labels repeated, seals never cut, tall rows split by lines."""

from medaid_desktop.core.sheet import Sheet
from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.foot import Foot
from medaid_desktop.formats.pdf.grid import Grid, measure
from medaid_desktop.formats.pdf.layout import PageLayout, SealSpot, SheetLayout, ShrunkCell
from medaid_desktop.formats.pdf.pagepieces import SAID, PagePieces, PagePlan, Strip, continues_as_label
from medaid_desktop.formats.pdf.textblock import TextSetter

_EPS = 1e-6
_LARGEST_HEADS = 0.5
_SPLIT_ROWS_ABOVE = 0.5
_LEAST_SPLIT_MM = 20.0
"""A row is split at a page end only if it is higher than half a page and so much of it stays on the page."""


def lay_out(sheet: Sheet, setter: TextSetter, *, draft: bool = False) -> SheetLayout:
    """Lays out a whole sheet; the foot of a draft says so. Raises UserError where something cannot be printed:
    a character without a font, a seal or a single line that finds no room.
    """
    foot = Foot(sheet, setter, draft)
    grid = measure(sheet, setter)
    paginator = _Paginator(grid, foot.margin_mm)
    pages, seals = paginator.run()
    for number, page in enumerate(pages, 1):
        page.foot = foot.pieces(number, len(pages))
        page.square = foot.square(number, len(pages))
    shrunk = [
        ShrunkCell(cell.row, cell.col, cell.text, block.size_pt)
        for cell, block in zip(sheet.cells, grid.blocks, strict=True)
        if block.size_pt < block.style.size_pt
    ]
    return SheetLayout(sheet, pages, seals, shrunk, paginator.starts)


class _Paginator:
    """Walks down the rows. `_used` holds the cells cut by the last page end and how many of their lines were shown (or SAID)."""

    def __init__(self, grid: Grid, bottom_mm: float) -> None:
        page = grid.sheet.page
        self._grid = grid
        self._rows = grid.sheet.rows
        self._top = page.top_mm
        self._bottom = page.height_mm - bottom_mm
        self._heights = list(grid.heights)
        self._used: dict[int, int] = {}
        self._shown_mm: dict[int, float] = {}
        self.starts: list[int] = []

    def run(self) -> tuple[list[PageLayout], list[SealSpot]]:
        """All pages and the places of seals; a sheet without rows is one empty page."""
        pages: list[PageLayout] = []
        seals: list[SealSpot] = []
        row = 0
        while row < len(self._rows) or not pages:
            plan, done = self._page(row, len(pages))
            pages.append(done.layout)
            seals.extend(done.seals)
            self._used = done.used
            row = plan.stop
            if row < len(self._rows):
                self.starts.append(row)
            if plan.split:
                self._shorten(plan)
        return pages, seals

    def _page(self, row: int, number: int) -> tuple[PagePlan, PagePieces]:
        """The next page; without its repeated heads where beside them not even one line has room."""
        for with_heads in (row > 0 or bool(self._used), False):
            plan = self._plan(row, with_heads)
            pieces = PagePieces(self._grid, plan, self._used, number)
            if not plan.split or plan.stop > row or pieces.progress or self._blank_part(plan) >= _LEAST_SPLIT_MM:
                return plan, pieces
        raise UserError("纸张太小，一行也放不下", f"《{self._grid.sheet.title}》", "请改大纸张或改小页边距")

    def _blank_part(self, plan: PagePlan) -> float:
        """How much of a split row's least height this page takes away: progress too where the row is blank."""
        left = self._rows[plan.stop].least_mm - self._shown_mm.get(plan.stop, 0.0)
        return plan.body[-1].height if left > 0 else 0.0

    def _plan(self, row: int, with_heads: bool) -> PagePlan:
        """Takes rows until the page is full, then goes back to a place where it may end."""
        plan = PagePlan(row, row, self._heads(row) if with_heads else [], [], False, self._bottom - self._top)
        y = start = plan.heads[-1].end if plan.heads else self._top
        while plan.stop < len(self._rows):
            height = self._height(plan, plan.stop, y, start)
            if y + height > self._bottom + _EPS:
                break
            plan.body.append(Strip(plan.stop, y, height))
            y += height
            plan.stop += 1
        if plan.stop == len(self._rows):
            return plan
        if plan.stop == row or self._should_split(plan, y):
            plan.body.append(Strip(plan.stop, y, self._split_height(plan.stop, self._bottom - y)))
            plan.split = True
            return plan
        self._step_back(plan)
        return plan

    def _heads(self, row: int) -> list[Strip]:
        """The rows said again above a row that begins a page; none where they would take up half the page."""
        heads = self._rows[row].heads
        if heads is None or heads[0] <= row < heads[1]:
            return []
        strips: list[Strip] = []
        y = self._top
        for head in range(*heads):
            strips.append(Strip(head, y, self._grid.heights[head]))
            y += self._grid.heights[head]
        return strips if y - self._top <= _LARGEST_HEADS * (self._bottom - self._top) else []

    def _height(self, plan: PagePlan, row: int, y: float, start: float) -> float:
        """The height of a row on this page: more than measured where a cut cell that ends in it has more left."""
        height = self._heights[row]
        for index in self._used:
            cell = self._grid.sheet.cells[index]
            if cell.row + cell.rows - 1 == row:
                top = plan.head_top(cell, start)
                height = max(height, self._rest(index) - (y - top))
        return height

    def _rest(self, index: int) -> float:
        """The height that a cut cell still needs."""
        used = self._used.get(index, 0)
        block = self._grid.blocks[index]
        if index in self._grid.seals:
            return 0.0 if used > len(block.lines) else self._grid.seals[index].need(block, used)
        if used == SAID:
            block, used = self._grid.continued(index), 0
        return block.height(used, len(block.lines))

    def _should_split(self, plan: PagePlan, y: float) -> bool:
        row = plan.stop
        page = self._bottom - self._top
        if self._heights[row] <= _SPLIT_ROWS_ABOVE * page or self._bottom - y < _LEAST_SPLIT_MM:
            return False
        sealed = any(self._covers(index, row) for index in self._grid.seals)
        return (not sealed or self._heights[row] > page) and self._labels_fit(row, self._bottom - y)

    def _labels_fit(self, row: int, height: float) -> bool:
        cells = self._grid.sheet.cells
        return all(
            self._grid.need(index) <= height + _EPS
            for index in self._grid.by_row[row]
            if continues_as_label(cells[index])
        )

    def _split_height(self, row: int, room: float) -> float:
        """How much of the room the upper part of a split row fills."""
        if any(self._covers(index, row) for index in self._grid.tall):
            return room
        filled = min(room, max(self._rows[row].least_mm - self._shown_mm.get(row, 0.0), 0.0))
        for index in self._grid.by_row[row]:
            cell, block = self._grid.sheet.cells[index], self._grid.blocks[index]
            if index in self._grid.seals or continues_as_label(cell):
                return room
            used = self._used.get(index, 0)
            filled = max(filled, block.height(used, min(len(block.lines), used + block.lines_within(room))))
        return filled or room

    def _shorten(self, plan: PagePlan) -> None:
        """After a split: the row goes on with the height that its cells still need."""
        row = plan.stop
        self._shown_mm[row] = self._shown_mm.get(row, 0.0) + plan.body[-1].height
        rests = [self._rest(index) for index in self._used if self._covers(index, row) and self._is_single(index)]
        self._heights[row] = max(self._rows[row].least_mm - self._shown_mm[row], 0.0, *rests)

    def _is_single(self, index: int) -> bool:
        return self._grid.sheet.cells[index].rows == 1

    def _covers(self, index: int, row: int) -> bool:
        cell = self._grid.sheet.cells[index]
        return cell.row <= row < cell.row + cell.rows

    def _step_back(self, plan: PagePlan) -> None:
        """Ends the page at the last place that cuts no seal, leaves no head alone and has room for every label.

        Where there is none, heads may be left alone; where that does not help, the page ends where it is full.
        """
        full = list(plan.body)
        for keep_heads in (True, False):
            plan.body = list(full)
            while plan.body:
                plan.stop = plan.body[-1].row + 1
                if not (keep_heads and self._rows[plan.stop - 1].keep_with_next) and self._may_end(plan):
                    return
                plan.body.pop()
        plan.body = full
        plan.stop = full[-1].row + 1

    def _may_end(self, plan: PagePlan) -> bool:
        start, last = plan.body[0].y, plan.body[-1]
        lacking = 0.0
        for index in self._grid.tall:
            cell = self._grid.sheet.cells[index]
            if not cell.row < plan.stop < cell.row + cell.rows:
                continue
            if index in self._grid.seals:
                return False
            if cell.repeats:
                said = self._used.get(index) == SAID
                block = self._grid.continued(index) if said else self._grid.blocks[index]
                top = plan.head_top(cell, start) if index in self._used else plan.top_of(cell.row)
                lacking = max(lacking, block.height(0, len(block.lines)) - (last.end - top))
        if lacking > _EPS:
            if last.end + lacking > self._bottom + _EPS:
                return False
            plan.body[-1] = Strip(last.row, last.y, last.height + lacking)
        return True
