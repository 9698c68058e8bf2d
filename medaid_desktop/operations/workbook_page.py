"""Any sheet of paper as a tab of a new workbook that looks like it and prints like it."""

from dataclasses import replace

from medaid_desktop.core.sheet import Cell, Sheet
from medaid_desktop.formats.excel.paper.paper_workbook import (
    SetText,
    WorkbookSheet,
    is_indented,
    paper_workbook,
    room_pt,
    text_height,
)
from medaid_desktop.formats.pdf.fonts import measuring_fonts
from medaid_desktop.formats.pdf.grid import Grid, measure
from medaid_desktop.formats.pdf.paginate import lay_out
from medaid_desktop.formats.pdf.textblock import TextBlock, TextSetter

_NARROWER_MM = 1.5
_HIGHEST_ROW = 0.9
"""The part of a page that one text may take; a longer one is set smaller, in these sizes, for Office cuts no row between two lines."""
_SMALLER_PT = (9.0, 8.0, 7.0, 6.0)


def one_page_workbook(sheet: Sheet, title: str, numbers: frozenset[tuple[int, int]] = frozenset()) -> bytes:
    """A workbook of one tab, both called by a title; the cells of `numbers`, by their anchors, become figures."""
    return paper_workbook([workbook_page(sheet, title, TextSetter(measuring_fonts()), numbers)], title)


def workbook_page(
    sheet: Sheet, tab: str, setter: TextSetter, numbers: frozenset[tuple[int, int]] = frozenset(), draft: bool = False
) -> WorkbookSheet:
    """Any sheet of paper as a tab of a workbook; the cells of `numbers`, by their anchors, become figures."""
    layout = lay_out(sheet, setter, draft=draft)
    return WorkbookSheet(tab, sheet, _set_texts(sheet, setter), layout.starts, numbers, draft)


def _set_texts(sheet: Sheet, setter: TextSetter) -> list[SetText]:
    """The texts as they stand in a workbook. Its gaps beside a text are smaller than ours but where it is indented: there the
    text is set a little narrower, as the fonts of other programs differ."""
    grid = measure(sheet, setter)
    return [_set_text(grid, cell, block) for cell, block in zip(sheet.cells, grid.blocks, strict=True)]


def _set_text(grid: Grid, cell: Cell, block: TextBlock) -> SetText:
    width = grid.edges[cell.col + cell.cols] - grid.edges[cell.col]
    if cell.text and is_indented(cell, grid.sheet.columns_mm):
        width -= _NARROWER_MM
        block = grid.setter.set(cell.text, cell.style, width)
    found = SetText(len(block.lines), block.size_pt)
    highest = room_pt(grid.sheet.page) * _HIGHEST_ROW
    for size in _SMALLER_PT:
        if text_height(found) <= highest:
            break
        if size < found.size_pt:
            smaller = grid.setter.set(cell.text, replace(cell.style, size_pt=size), width)
            found = SetText(len(smaller.lines), smaller.size_pt)
    return found
