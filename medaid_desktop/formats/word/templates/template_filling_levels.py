"""Cells of a letter's table that two columns share, parted on the rows where both have something to say."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from medaid_desktop.formats.word.letter import LetterTable
from medaid_desktop.formats.word.templates.letter_file import LetterBody
from medaid_desktop.formats.word.templates.located import Splice, quoted
from medaid_desktop.formats.word.templates.table_widths import columns_twips
from medaid_desktop.formats.word.templates.template_filling_rows import blank_cell


def with_parted(body: LetterBody, table: LetterTable, places: Iterable[tuple[int, int]]) -> bytes:
    """The part with the cells that reach over some places (row, column) ending before them: a blank cell like each begins there.

    Cells merged downwards, or of several parts, stay as they are.
    """
    widths = columns_twips(table)
    wanted = set(places)
    splices: list[Splice] = []
    for place in table.cells.places:
        at = next((col for row, col in wanted if row == place.row and place.col < col < place.col + place.cols), None)
        if at is None or place.rows > 1 or len(place.elements) > 1:
            continue
        cell, end = place.elements[0], place.col + place.cols
        behind = body.located.span(cell).end
        splices += _narrowed(body, cell, at - place.col, sum(widths[place.col : at]))
        splices.append((behind, behind, blank_cell(body, cell, end - at, sum(widths[at:end]))))
    return body.spliced(splices)


def _narrowed(body: LetterBody, cell: Element, cols: int, width: int) -> list[Splice]:
    """A cell over fewer columns; what it holds stays."""
    located, prefix = body.located, body.prefix
    splices: list[Splice] = []
    span, own = cell.find("w|tcPr/w|gridSpan"), cell.find("w|tcPr/w|tcW")
    if span is not None:
        where = located.span(span)
        new = b"<" + prefix + b"gridSpan " + prefix + b"val=" + quoted(str(cols)) + b"/>" if cols > 1 else b""
        splices.append((where.start, where.end, new))
    if own is not None:
        where = located.span(own)
        new = b"<" + prefix + b"tcW " + prefix + b"w=" + quoted(str(width)) + b" " + prefix + b'type="dxa"/>'
        splices.append((where.start, where.end, new))
    return splices
