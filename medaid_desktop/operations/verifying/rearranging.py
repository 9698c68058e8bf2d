"""Sheets that another version of the program set otherwise: the same texts in the same order of cells, and nothing beside them."""

from collections.abc import Mapping, Sequence

from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.layout import SealSpot
from medaid_desktop.formats.pdf.reading.comparing import can_be_seal, shows_seal
from medaid_desktop.formats.pdf.reading.document import PdfReading
from medaid_desktop.formats.pdf.reading.page import Character, Place, ReadPage
from medaid_desktop.formats.pdf.reading.rearranged import shows_what_it_says
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.verifying.heads import SheetPages
from medaid_desktop.operations.verifying.places import Places, box_of
from medaid_desktop.operations.verifying.remaking import Compared

_MOVED_MM = 1.0
"""A seal stands so near to where it stands now, seen from the lines that it is set over."""
_APART_MM = 0.5


def is_only_rearranged(desk: Desk, reading: PdfReading, sheet: SheetPages, compared: Compared) -> bool:
    """Whether the pages of a sheet differ from how they are set now in their layout alone."""
    try:
        places = Places(compared.printed.parts(desk))
        pages = zip(sheet.pages, sheet.numbers, strict=True)
        return all(
            _is_page_rearranged(reading, page, place - 1, compared, places)
            for page, place in pages
            if page in compared.differing
        )
    except UserError:
        return False


def _is_page_rearranged(reading: PdfReading, page: int, place: int, compared: Compared, places: Places) -> bool:
    differing = compared.differing[page]
    if differing.other_paper or differing.annotations or differing.exchanged or place >= len(places.layout.pages):
        return False
    laid = places.layout.pages[place].square
    square = Place(laid.x, laid.y, laid.side, laid.side) if laid else None
    with reading.page(page) as found, compared.again.page(compared.start + place) as made:
        texts = found.characters(), made.characters()
        if [one.text for one in texts[0]] != [one.text for one in texts[1]]:
            return False
        spots = [spot for spot in compared.seals if spot.page == place]
        return (
            _keeps_order(*texts, places, place)
            and _unseal(found, spots, compared.printed.images, *texts)
            and shows_what_it_says(found, made, square)
        )


def _keeps_order(found: Sequence[Character], made: Sequence[Character], places: Places, place: int) -> bool:
    """Whether cells that stand one below or beside the other do so on both pages."""
    boxes = places.boxes(place)
    cells: dict[int, tuple[list[Character], list[Character]]] = {}
    for one, other in zip(found, made, strict=True):
        box = box_of(boxes, other)
        here, there = cells.setdefault(box.number if box else -1, ([], []))
        here.append(one)
        there.append(other)
    spread = [(_spread(here), _spread(there)) for here, there in cells.values()]
    return all(
        not _before(one_there[axis], other_there[axis]) or sum(one_here[axis]) < sum(other_here[axis])
        for one_here, one_there in spread
        for other_here, other_there in spread
        for axis in (0, 1)
    )


def _spread(characters: Sequence[Character]) -> tuple[tuple[float, float], tuple[float, float]]:
    """From where to where characters reach, across and down."""
    return (
        (min(one.x for one in characters), max(one.x + one.size / 2 for one in characters)),
        (min(one.y - one.size for one in characters), max(one.y for one in characters)),
    )


def _before(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[1] + _APART_MM <= other[0]


def _unseal(
    found: ReadPage,
    spots: Sequence[SealSpot],
    images: Mapping[str, str],
    here: Sequence[Character],
    there: Sequence[Character],
) -> bool:
    """Takes the seals off a page; False where one does not stand over the lines that it was printed over, or is none."""
    pictures, rest = found.pictures(), list(spots)
    for number, picture in enumerate(pictures):
        middle = picture.x + picture.width / 2, picture.y + picture.height / 2
        for spot in rest:
            pairs = [(one, other) for one, other in zip(here, there, strict=True) if _is_within(other, spot)]
            if not pairs or not can_be_seal(picture, spot) or not shows_seal(found, number, spot, images):
                continue
            across = sum(one.x - other.x for one, other in pairs) / len(pairs)
            down = sum(one.y - other.y for one, other in pairs) / len(pairs)
            due = spot.x + spot.diameter / 2 + across, spot.y + spot.diameter / 2 + down
            if abs(middle[0] - due[0]) < _MOVED_MM and abs(middle[1] - due[1]) < _MOVED_MM:
                rest.remove(spot)
                break
        else:
            return False
    found.drop_pictures(range(len(pictures)))
    return not rest


def _is_within(one: Character, spot: SealSpot) -> bool:
    return 0 <= one.x - spot.x <= spot.diameter and 0 <= one.y - spot.y <= spot.diameter
