"""The cells beside a cell of a letter's table: what is typed into a cell that says nothing of its look looks like them."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from medaid_desktop.formats.word.letter import LetterTable
from medaid_desktop.formats.word.tables import Place

_FAR = 4


def covering(table: LetterTable) -> dict[tuple[int, int], Place]:
    """The cell that covers each place of a table."""
    return {
        (row, col): place
        for place in table.cells.places
        for row in range(place.row, place.row + place.rows)
        for col in range(place.col, place.col + place.cols)
    }


def runs_beside(places: dict[tuple[int, int], Place], place: Place) -> Iterator[Element]:
    """The runs of the cells to the left of a cell, then to its right, then above and below it."""
    beside = [(place.row, place.col - step) for step in range(1, _FAR)]
    beside += [(place.row, place.col + place.cols)]
    beside += [(place.row + step, place.col) for step in (-1, 1, -2, 2)]
    for at in beside:
        other = places.get(at)
        if other is not None and other is not place:
            yield from other.elements[0].iterfind(".//w|p/w|r")
