"""Blocks of cells as plain text: out to the clipboard, and back into the fields they fall on."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from medaid_desktop.core.filing import Edit, Filing, clean_text, parse_path, row_text
from medaid_desktop.ui.views.paper_grid import Anchor, PaperGrid

Block = list[list[str]]

_NEEDS_QUOTES = re.compile(r'[\t\n\r"]')
_CELL = re.compile(r'"((?:[^"]|"")*)"(?=\t|\r?\n|\r|\Z)|([^\t\r\n]*)')
_END = re.compile(r"\t|\r\n|\n|\r|\Z")


def block_text(rows: Sequence[Sequence[str]]) -> str:
    """Cells as tab-separated text; a cell with a line break, tab or quotation mark is quoted as Excel does."""
    return "\n".join("\t".join(_quoted(cell) for cell in row) for row in rows)


def read_block(text: str) -> Block:
    """Cells out of tab-separated text as Excel, WPS and LibreOffice give it: line ends of any kind, inner line breaks
    in quotation marks, one line end behind the last row."""
    rows: Block = [[]]
    place = 0
    while True:
        cell = _CELL.match(text, place)
        if cell is None:
            break
        quoted = cell[1]
        rows[-1].append(cell[2] if quoted is None else quoted.replace('""', '"').replace("\r\n", "\n"))
        end = _END.match(text, cell.end())
        if end is None or not end[0]:
            break
        place = end.end()
        if end[0] != "\t":
            if place == len(text):
                break
            rows.append([])
    return rows


def copied(grid: PaperGrid, places: Collection[Anchor], values: Mapping[Anchor, str]) -> Block:
    """The block that some places form: a row for each paper row and a cell for each column in which a cell begins.

    `values` holds the bare values of fields; other cells give what is printed.
    """
    anchors = grid.anchors_within(places)
    lanes = sorted({col for _, col in anchors})
    texts = {anchor: values.get(anchor, grid.cells[anchor].text) for anchor in anchors}
    return [[texts.get((row, col), "") for col in lanes] for row in dict.fromkeys(row for row, _ in anchors)]


@dataclass(frozen=True, slots=True)
class Pasting:
    """What a block would do: the texts for fields, the rows it would add to a table, how many cells it fills and how
    many of its texts find no place."""

    texts: Mapping[Anchor, str]
    added: Sequence[Edit]
    count: int
    skipped: int


def paste(grid: PaperGrid, filing: Filing, start: Anchor, block: Block) -> Pasting:
    """Lays a block down with its first cell at `start`.

    Its rows go on successive rows of the paper, its columns on the columns in which cells begin there. What falls on
    print is skipped; rows beyond the last line of a table are added to it.
    """
    top, left = start
    rows, added_from = _target_rows(grid, top, len(block))
    lanes = sorted({col for row in rows for at, col in grid.row_anchors(row) if at == row and col >= left})
    texts: dict[Anchor, str] = {}
    skipped = 0
    for row, cells in zip(rows, block, strict=False):
        for number, text in enumerate(cells):
            anchor = (row, lanes[number]) if number < len(lanes) else None
            if anchor and anchor in grid.paper.binding:
                if text.strip() or grid.cells[anchor].role == "field":  # a blank does not take a group its name
                    texts[anchor] = text
            elif text.strip() and not _stands_there(grid, row, lanes, number, text):
                skipped += 1
    rest = block[len(rows) :]
    if not added_from:
        lost = sum(1 for cells in rest for text in cells if text.strip())
        return Pasting(texts, (), len(texts), skipped + lost)
    return _with_added(grid, filing, rows[-1], lanes, Pasting(texts, (), len(texts), skipped), rest)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell


def _target_rows(grid: PaperGrid, top: int, count: int) -> tuple[list[int], bool]:
    """The paper rows of a block, and whether further rows are to be added to the table it ends in."""
    slot = grid.line_slot(top)
    rows: list[int] = []
    for row in range(top, min(top + count, grid.row_count)):
        line = grid.line_slot(row)
        if slot and (line is None or line.table != slot.table):
            break
        rows.append(row)
    return rows, bool(slot) and len(rows) < count


def _stands_there(grid: PaperGrid, row: int, lanes: Sequence[int], number: int, text: str) -> bool:
    """Whether the paper shows this very text there already: a label, or a group that spans the row."""
    if number >= len(lanes):
        return False
    cell = grid.cell(grid.anchor(row, lanes[number]))
    return cell is not None and "".join(cell.text.split()) == "".join(text.split())


def _with_added(
    grid: PaperGrid, filing: Filing, last: int, lanes: Sequence[int], laid: Pasting, rest: Block
) -> Pasting:
    """Adds rows beyond the last line: they stand in its groups unless the block names others."""
    line = grid.line_slot(last)
    if line is None:
        return laid
    place, count, skipped = parse_path(line.path), laid.count, laid.skipped
    columns = [_column_at(grid, last, lane) for lane in lanes]
    known = dict(line.new_row or {})
    if line.new_row is None:
        row = filing.rows(line.table)[place.row]
        labels = (grid.slot(anchor) for anchor in grid.row_anchors(last) if grid.cells[anchor].role == "label")
        known = {slot.field: row[slot.field] for slot in labels if slot and row.get(slot.field)}
    added: list[Edit] = []
    for cells in reversed(rest):
        pasted = {name: clean_text(text) for name, text in zip(columns, cells, strict=False) if name and text.strip()}
        new = known | pasted
        skipped += sum(1 for text in cells[len(columns) :] if text.strip())
        if new != known:
            count += len(pasted)
            added.append((f"tables.{line.table}[+{place.row + (line.new_row is None)}]", row_text(new)))
    return Pasting(laid.texts, added, count, skipped)


def _column_at(grid: PaperGrid, row: int, col: int) -> str:
    slot = grid.slot(grid.anchor(row, col))
    return slot.field if slot else ""
