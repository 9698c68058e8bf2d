"""A sheet with its cells set in lines and its rows measured, before it is cut into pages."""

from dataclasses import dataclass

from medaid_desktop.core.sheet import CONTINUED, Cell, Sheet
from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf import seal as seals
from medaid_desktop.formats.pdf.fonts import MissingGlyph
from medaid_desktop.formats.pdf.seal import SealSet
from medaid_desktop.formats.pdf.textblock import TextBlock, TextSetter, TooNarrow

_NAMED_CHARACTERS = 6
_QUOTED_LENGTH = 30


@dataclass(slots=True)
class Grid:
    """Measured rows and set cells. Lists run parallel to the sheet's rows, columns and cells.

    `edges` are the x of the column boundaries; `by_row` the cells that begin in each row; `tall` the cells that span
    rows; `seals` the places of those that have one.
    """

    sheet: Sheet
    setter: TextSetter
    edges: list[float]
    heights: list[float]
    blocks: list[TextBlock]
    by_row: list[list[int]]
    tall: list[int]
    seals: dict[int, SealSet]

    def need(self, index: int) -> float:
        """The height that a cell's whole content takes."""
        block = self.blocks[index]
        if index in self.seals:
            return self.seals[index].need(block)
        return block.height(0, len(block.lines))

    def continued(self, index: int) -> TextBlock:
        """The label of a cell cut by a page end, said again."""
        cell = self.sheet.cells[index]
        return self.set_text(cell, cell.text + CONTINUED) if cell.text.strip() else self.blocks[index]

    def set_text(self, cell: Cell, text: str) -> TextBlock:
        """Sets a text into a cell; failures become a UserError that names sheet and cell."""
        try:
            return self.setter.set(text, cell.style, self.edges[cell.col + cell.cols] - self.edges[cell.col])
        except MissingGlyph:
            raise _missing(self, cell) from None
        except TooNarrow:
            raise _too_narrow(self, cell) from None


def measure(sheet: Sheet, setter: TextSetter) -> Grid:
    """Sets all cells and finds the row heights.

    Raises UserError for characters that no font has, columns too narrow for one character, or a cell too narrow for
    its seal. Columns that are wider than the page in sum are narrowed in proportion.
    """
    by_row: list[list[int]] = [[] for _ in sheet.rows]
    grid = Grid(sheet, setter, _edges(sheet), [row.least_mm for row in sheet.rows], [], by_row, [], {})
    heights, blocks = grid.heights, grid.blocks
    for index, cell in enumerate(sheet.cells):
        block = grid.set_text(cell, cell.text)
        blocks.append(block)
        by_row[cell.row].append(index)
        if cell.seal is not None:
            grid.seals[index] = _set_seal(grid, cell)
        if cell.rows > 1:
            grid.tall.append(index)
        elif block.lines or cell.seal is not None:
            need = block.height(0, len(block.lines)) if cell.seal is None else grid.need(index)
            if need > heights[cell.row]:
                heights[cell.row] = need
    for index in sorted(grid.tall, key=lambda index: sheet.cells[index].rows):
        _spread(grid, index)
    return grid


def _edges(sheet: Sheet) -> list[float]:
    total = sum(sheet.columns_mm)
    printable = sheet.page.printable_width_mm
    scale = printable / total if total > printable else 1.0
    edges = [sheet.page.left_mm]
    for width in sheet.columns_mm:
        edges.append(edges[-1] + width * scale)
    return edges


def _spread(grid: Grid, index: int) -> None:
    """Makes the rows under a spanning cell high enough for it: what lacks is shared out evenly."""
    cell = grid.sheet.cells[index]
    behind = cell.row + cell.rows
    lacking = grid.need(index) - sum(grid.heights[cell.row : behind])
    if lacking > 0:
        for row in range(cell.row, behind):
            grid.heights[row] += lacking / cell.rows


def _set_seal(grid: Grid, cell: Cell) -> SealSet:
    place = cell.seal
    width = grid.edges[cell.col + cell.cols] - grid.edges[cell.col]
    if place is None or not seals.fits(place, width):
        raise UserError(
            f"格子太窄，放不下直径 {place.diameter_mm if place else 0:g} 毫米的印章",
            f"《{grid.sheet.title}》第 {cell.row + 1} 行“{_quoted(cell.text)}”宽 {width:.1f} 毫米",
            "请加宽该栏或改小印章直径",
        )
    try:
        return seals.set_seal(grid.setter, cell, place, width)
    except MissingGlyph:
        raise _missing(grid, cell) from None
    except TooNarrow:
        raise _too_narrow(grid, cell) from None


def _too_narrow(grid: Grid, cell: Cell) -> UserError:
    where = f"《{grid.sheet.title}》第 {cell.row + 1} 行第 {cell.col + 1} 列“{_quoted(cell.text)}”"
    return UserError("栏太窄，一个字也放不下", where, "请加宽该栏或清空这一格")


def _missing(grid: Grid, cell: Cell) -> UserError:
    """Names the characters of the whole sheet that no font has, and the cell where the first of them stands."""
    names: list[str] = []
    for other in grid.sheet.cells:
        lines = other.seal.lines if other.seal else ()
        for character in grid.setter.missing("".join((other.text, *lines)), other.style):
            name = f"“{character}”（U+{ord(character):04X}）"
            if name not in names:
                names.append(name)
    more = f" 等 {len(names)} 个字" if len(names) > _NAMED_CHARACTERS else ""
    return UserError(
        f"字体里没有这个字：{'、'.join(names[:_NAMED_CHARACTERS])}{more}",
        f"《{grid.sheet.title}》“{_quoted(cell.text or ''.join(cell.seal.lines if cell.seal else ()))}”",
        "请换用通用的字，或用文字说明代替",
    )


def _quoted(text: str) -> str:
    return text if len(text) <= _QUOTED_LENGTH else text[:_QUOTED_LENGTH] + "…"
