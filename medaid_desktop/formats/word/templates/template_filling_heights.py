"""Rows of a fixed height that would cut off what is filled in: they may grow."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from medaid_desktop.formats.safe_xml import integer
from medaid_desktop.formats.word.letter import LetterTable
from medaid_desktop.formats.word.names import value
from medaid_desktop.formats.word.templates.letter_file import LetterBody
from medaid_desktop.formats.word.templates.located import Splice
from medaid_desktop.formats.word.templates.look_styles import LookStyles
from medaid_desktop.formats.word.templates.table_widths import columns_twips
from medaid_desktop.formats.word.templates.text_widths import lines_of

_LINE_HEIGHT = 1.2


def loosened(body: LetterBody, table: LetterTable, written: Mapping[tuple[int, int], str]) -> list[Splice]:
    """Lets rows of an exact height grow where a text of these cells needs more."""
    heights = {row: said for row, each in enumerate(table.cells.row_elements) if (said := _exact(each)) is not None}
    if not heights:
        return []
    columns, styles = columns_twips(table), LookStyles(body.source)
    tight: set[Element] = set()
    for place in table.cells.places:
        text = written.get((place.row, place.col))
        rows = range(place.row, place.row + place.rows)
        if not text or not all(row in heights for row in rows):
            continue
        size = _size(styles, place.elements[0])
        lines = lines_of(text, sum(columns[place.col : place.col + place.cols]) / 20, size)
        room = sum(integer(value(heights[row])) for row in rows) / 20
        if lines > 1 and lines * size * _LINE_HEIGHT > room:
            tight.add(heights[place.row + place.rows - 1])
    return [body.located.with_attribute(height, body.prefix + b"hRule", "atLeast") for height in tight]


def _exact(row: Element) -> Element | None:
    height = row.find("w|trPr/w|trHeight")
    return height if height is not None and height.get("w|hRule") == "exact" else None


def _size(styles: LookStyles, cell: Element) -> float:
    paragraph = next(cell.iter("w|p"), None)
    properties = None if paragraph is None else paragraph.find("w|pPr")
    run = None if paragraph is None else next((each.find("w|rPr") for each in paragraph.iter("w|r")), None)
    if run is None and properties is not None:
        run = properties.find("w|rPr")
    return styles.run(run, properties).size_pt
