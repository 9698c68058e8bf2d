"""Blocks of cells and the paper: what copying takes, and where a block falls that is pasted."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from medaid_desktop.core.filing import Edit, Filing, clean_text, parse_path, row_text
from medaid_desktop.core.paper.paper_cells import Band
from medaid_desktop.formats.clipboard.block import Block, Place
from medaid_desktop.ui.views.paper.grid import Anchor, PaperGrid


@dataclass(frozen=True, slots=True)
class Pasting:
    """What a block would do: the texts for fields, the rows it would add to a table, and how many cells it fills.

    `on_paper` are its texts that fall on print, `beyond` those that fall beside the table or below what can grow,
    `overwritten` are filled cells outside of the selection that would get other texts; none of them is lost before
    the clerk has agreed. `note` says how the block was understood, where that is worth saying; `worked_out` counts texts that fall
    on cells which the workbook works out: those are not pasted, and nothing is lost.
    """

    texts: Mapping[Anchor, str]
    added: Sequence[Edit]
    count: int
    on_paper: Sequence[str] = ()
    beyond: Sequence[str] = ()
    overwritten: Sequence[str] = ()
    note: str = ""
    worked_out: int = 0

    @property
    def fits(self) -> bool:
        """Whether nothing would be lost."""
        return not (self.on_paper or self.beyond or self.overwritten)


def copied(
    grid: PaperGrid,
    places: Collection[Anchor],
    value: Callable[[Anchor], str],
    is_number: Callable[[str, str], bool],
    pending: Collection[Anchor] = (),
) -> Block:
    """The block that some places form: a row for each row of the paper, a column for each in which a cell begins.

    `value` gives the bare values of fields, other cells give what is printed; `is_number` tells of a table and column
    (or "" and a field) whether it holds numbers. Lines of plain tables are read as content, for there may be thousands,
    but for those with cells that show what is not stored yet (`pending`).
    """
    anchors = grid.anchors_within(places)
    lanes = sorted({col for _, col in anchors})
    bottom = max((row for row, _ in anchors), default=0)
    by_row = {row: [col for _, col in cols] for row, cols in groupby(anchors, lambda anchor: anchor[0])}
    apart = {row for row, _ in pending}
    lines = {row: None if row in apart else grid.rows.content_line(row) for row in by_row}
    cells = {(row, col): grid.cells[row, col] for row, cols in by_row.items() if lines[row] is None for col in cols}
    reach = {anchor: min(bottom + 1, anchor[0] + cell.rows) for anchor, cell in cells.items()}
    rows = sorted({*by_row, *(row for anchor, behind in reach.items() for row in range(anchor[0], behind))})
    at_row, at_lane = {row: at for at, row in enumerate(rows)}, {col: at for at, col in enumerate(lanes)}
    texts = [[""] * len(lanes) for _ in rows]
    spans: dict[Place, tuple[int, int]] = {}
    numbers: set[Place] = set()
    for row, line in lines.items():
        if line:
            _copy_line(*line, by_row[row], at_lane, texts[at_row[row]])
    for anchor, cell in cells.items():
        place, slot = (at_row[anchor[0]], at_lane[anchor[1]]), grid.slot(anchor)
        texts[place[0]][place[1]] = value(anchor) if slot else cell.text
        if slot and is_number(slot.table, slot.field):
            numbers.add(place)
        height = reach[anchor] - anchor[0]
        width = sum(1 for col in lanes if cell.col <= col < cell.col + cell.cols) if cell.cols > 1 else 1
        if height > 1 or width > 1:
            spans[place] = height, width
    for band in {id(line[0]): line[0] for line in lines.values() if line}.values():
        counted = {col for col, name in band.columns.items() if is_number(band.part.table.id, name)}
        own = [row for row, line in lines.items() if line and line[0] is band]
        numbers.update((at_row[row], at_lane[col]) for row in own for col in by_row[row] if col in counted)
    return Block(texts, spans, frozenset(numbers))


def _copy_line(band: Band, line: int, cols: Sequence[int], at_lane: Mapping[int, int], texts: list[str]) -> None:
    held = dict(zip(band.columns, band.part.bare_texts(line), strict=True))
    for col in cols:
        texts[at_lane[col]] = held[col]


def tiled(block: Block, grid: PaperGrid, anchors: Sequence[Anchor]) -> Block:
    """The block repeated to fill a selection that is a whole multiple of it, as spreadsheets do; else itself."""
    rows, lanes = len({row for row, _ in anchors}), len({col for _, col in anchors})
    height, width = len(block.rows), block.width
    is_even = all(len(row) == width for row in block.rows) and len(anchors) == rows * lanes
    if block.spans or not is_even or (rows, lanes) == (height, width) or rows % height or lanes % width:
        return block
    if any(grid.cells[anchor].rows > 1 for anchor in anchors):
        return block
    return Block([list(row) * (lanes // width) for _ in range(rows // height) for row in block.rows])


def _nowhere(_anchor: Anchor) -> bool:
    return False


def paste(
    grid: PaperGrid, filing: Filing, anchors: Sequence[Anchor], block: Block,
    is_worked_out: Callable[[Anchor], bool] = _nowhere,
) -> Pasting:  # fmt: skip
    """Lays a block down from the upper left of some selected cells on.

    Its rows go on successive rows of the paper, its columns on the columns in which cells begin there. Rows beyond
    the last line of a table are added to it; texts that the paper shows already are no loss, nor are those for cells that the
    workbook works out.
    """
    return _Laying(grid, filing, anchors, block, is_worked_out).lay()


@dataclass
class _Laying:
    grid: PaperGrid
    filing: Filing
    anchors: Sequence[Anchor]
    block: Block
    is_worked_out: Callable[[Anchor], bool]
    worked_out: int = 0
    texts: dict[Anchor, str] = field(default_factory=dict[Anchor, str])
    on_paper: list[str] = field(default_factory=list[str])
    beyond: list[str] = field(default_factory=list[str])

    def lay(self) -> Pasting:
        top, left = min(row for row, _ in self.anchors), min(col for _, col in self.anchors)
        rows, grows = self._target_rows(top)
        grid, covered = self.grid, self.block.covered()
        lanes = sorted({col for row in rows for col in grid.rows.row(row) if col >= left})
        for at, (row, cells) in enumerate(zip(rows, self.block.rows, strict=False)):
            for number, text in enumerate(cells):
                if (at, number) not in covered:
                    self._put(row, lanes[number] if number < len(lanes) else None, text)
        rest = range(len(rows), len(self.block.rows))
        added: list[Edit] = []
        count = len(self.texts)
        if grows and rest:
            added, more = self._added(rows[-1], lanes, rest)
            count += more
        else:
            self.beyond += [text for at in rest for text in self.block.rows[at] if text.strip()]
        return Pasting(self.texts, added, count, self.on_paper, self.beyond, self._overwritten(), "", self.worked_out)

    def _put(self, row: int, col: int | None, text: str) -> None:
        grid = self.grid
        if col is None:
            self.beyond += [text] if text.strip() else []
        elif self.is_worked_out((row, col)):
            self.worked_out += bool(text.strip())
        elif (row, col) in grid.paper.binding:
            if text.strip() or grid.cells[row, col].role == "field":  # a blank does not take a group its name
                self.texts[row, col] = text
        elif text.strip() and not self._stands_there(row, col, text):
            self.on_paper.append(text)

    def _target_rows(self, top: int) -> tuple[list[int], bool]:
        """The rows of the paper for a block, and whether further rows are to be added to the table it begins in."""
        grid, slot, count = self.grid, self.grid.line_slot(top), len(self.block.rows)
        rows: list[int] = []
        for row in range(top, min(top + count, grid.row_count)):
            line = grid.line_slot(row)
            if slot and (line is None or line.table != slot.table) and not self._goes_on(row, row - top):
                break
            rows.append(row)
        return rows, bool(slot) and len(rows) < count

    def _goes_on(self, row: int, at: int) -> bool:
        """Whether a row of the block is the very paper below the table: all its texts stand in that row."""
        words = {_squeezed(text) for text in self.block.rows[at] if text.strip()}
        shown = {_squeezed(self.grid.cells[anchor].text) for anchor in self.grid.row_anchors(row)}
        labels = {
            _squeezed(self.grid.cells[anchor].text)
            for anchor in self.grid.row_anchors(row)
            if anchor not in self.grid.paper.binding
        }
        return bool(words) and (bool(words & labels) or words <= shown)

    def _stands_there(self, row: int, col: int, text: str) -> bool:
        """Whether the paper shows this very text there already: a label, or a group that spans the row."""
        cell = self.grid.cell(self.grid.anchor(row, col))
        return cell is not None and _squeezed(cell.text) == _squeezed(text)

    def _overwritten(self) -> list[str]:
        """Texts of filled cells beyond the selection that would become others."""
        selected, found = set(self.anchors), list[str]()
        for anchor, text in self.texts.items():
            if anchor in selected:
                continue
            before = self.filing.get(self.grid.paper.binding[anchor].path)
            if before and before != clean_text(text):
                found.append(before)
        return found

    def _added(self, last: int, lanes: Sequence[int], rest: Iterable[int]) -> tuple[list[Edit], int]:
        """Rows beyond the last line: they stand in its groups unless the block names others."""
        line = self.grid.line_slot(last)
        if line is None:
            return [], 0
        place, count, added = parse_path(line.path), 0, list[str]()
        columns = [self._column_at(last, lane) for lane in lanes]
        groups = line.new_row
        known = dict(self._groups_of(last, line.table, place.row) if groups is None else groups)
        covered = self.block.covered()
        for at in rest:
            pasted: dict[str, str] = {}
            for number, own in enumerate(self.block.rows[at]):
                first = covered.get((at, number), (at, number))
                text = clean_text(self.block.rows[first[0]][first[1]] if first[1] == number else "")
                if not text:
                    continue
                if number < len(columns) and columns[number]:
                    pasted[columns[number]] = text
                elif own.strip():
                    (self.beyond if number >= len(columns) else self.on_paper).append(own)
            if known | pasted != known:
                count += sum(1 for text in self.block.rows[at] if text.strip())
                added.append(row_text(known | pasted))
                known |= {name: text for name, text in pasted.items() if name in known}
        path = f"tables.{line.table}[+{place.row + (line.new_row is None)}]"
        return [(path, text) for text in reversed(added)], count

    def _groups_of(self, last: int, table: str, index: int) -> dict[str, str]:
        row = self.filing.rows(table)[index]
        grid = self.grid
        labels = (grid.slot(anchor) for anchor in grid.row_anchors(last) if grid.cells[anchor].role == "label")
        return {slot.field: row[slot.field] for slot in labels if slot and row.get(slot.field)}

    def _column_at(self, row: int, col: int) -> str:
        slot = self.grid.slot(self.grid.anchor(row, col))
        return slot.field if slot else ""


def _squeezed(text: str) -> str:
    return "".join(text.split())
