"""How wide the columns of a letter's table are."""

from xml.etree.ElementTree import Element

from medaid_desktop.formats.safe_xml import integer
from medaid_desktop.formats.word.letter import LetterTable

_WIDEST = 31_680
"""Twips: 22 inches, the most that Word allows."""

_USUAL = 1_000


def columns_twips(table: LetterTable) -> list[int]:
    """The widths of all columns in twentieths of a point: as its cells want them, else as its grid has them.

    Word itself goes by the cells' wishes; some programs leave the grid as it was when the table was made.
    """
    count = table.cells.cols
    grid = [_twips(each.get("w|w")) for each in table.element.iterfind("w|tblGrid/w|gridCol")][:count]
    grid += [0] * (count - len(grid))
    wished = _wishes(table)
    widths = [wished.get(col) or grid[col] for col in range(count)]
    for first, cols, width in _wide_wishes(table):
        missing = [col for col in range(first, first + cols) if not widths[col]]
        if missing:
            rest = max(width - sum(widths[first : first + cols]), 0)
            for col in missing:
                widths[col] = rest // len(missing)
    known = [width for width in widths if width]
    usual = sum(known) // len(known) if known else _USUAL
    return [width or usual for width in widths]


def _wishes(table: LetterTable) -> dict[int, int]:
    """What the cells of one column wish for, by column; the most frequent wish of each."""
    said: dict[int, dict[int, int]] = {}
    for place in table.cells.places:
        if place.cols == 1:
            for cell in place.elements:
                width = _wish(cell)
                if width:
                    counts = said.setdefault(place.col, {})
                    counts[width] = counts.get(width, 0) + 1
    return {col: max(counts, key=lambda width: counts[width]) for col, counts in said.items()}


def _wide_wishes(table: LetterTable) -> list[tuple[int, int, int]]:
    found = [(place.col, place.cols, _wish(place.elements[0])) for place in table.cells.places if place.cols > 1]
    return sorted((each for each in found if each[2]), key=lambda each: each[1])


def _wish(cell: Element) -> int:
    width = cell.find("w|tcPr/w|tcW")
    if width is None or width.get("w|type", "dxa") != "dxa":
        return 0
    return _twips(width.get("w|w"))


def _twips(text: str | None) -> int:
    return min(max(integer(text), 0), _WIDEST)
