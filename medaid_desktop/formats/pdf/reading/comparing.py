"""A page handed in beside the page as it was printed: what stands on one and not on the other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from medaid_desktop.formats.pdf.layout import SealSpot
from medaid_desktop.formats.pdf.reading.likeness import differing
from medaid_desktop.formats.pdf.reading.page import Annotation, Character, Picture, Place, ReadPage

DPI, CLOSE_DPI = 100, 200
"""Pages that are the same show the same pixels; those that are not are looked at more closely."""

_SIZE_MM = 0.2
_APART_MM = 0.25
_LARGER = 0.03
_SEAL_MM = 0.1
_LEAST_SEAL_MM = 38.0
_SMALLEST, _SAME_SCALE, _MOVED_MM = 0.25, 0.0005, 0.05


@dataclass(frozen=True, slots=True)
class Unlike:
    """What differs between two pages; all of it blank where they are the same.

    `other_paper`: size or direction; `annotations` and `pictures` stand only on the page handed in, `seals` only on the other;
    `extra` and `missing` are characters, or the places of characters, that only the one or only the other has; `places` show
    something else. `exchanged` are the places of seals whose image is another one than was printed.
    """

    other_paper: bool = False
    annotations: Sequence[Annotation] = ()
    pictures: Sequence[Picture] = ()
    seals: Sequence[SealSpot] = ()
    extra: Sequence[Character] = ()
    missing: Sequence[Character] = ()
    places: Sequence[Place] = ()
    exchanged: Sequence[SealSpot] = ()

    @property
    def is_blank(self) -> bool:
        """Whether the pages are the same."""
        return not (
            self.other_paper
            or self.annotations
            or self.pictures
            or self.seals
            or self.extra
            or self.missing
            or self.places
            or self.exchanged
        )


def unlike(
    found: ReadPage, made: ReadPage, seals: Sequence[SealSpot] = (), images: Mapping[str, str] | None = None
) -> Unlike:
    """Compares a page handed in with the page as it was printed, of whose seals `seals` are the places and `images`, by the
    review steps, the sums of what they show, where these are known.

    Images that lie exactly in those places are what was printed there. Those that the printed page shows too stay on both, so that
    nothing lies over them and they over nothing else; all others are taken off, and what remains must be the same: the characters
    and their places, and every pixel. Both pages are to be closed by the caller.
    """
    sides = ((found.width, made.width), (found.height, made.height))
    if found.rotation != made.rotation or any(abs(one - other) > _SIZE_MM for one, other in sides):
        return Unlike(other_paper=True)
    laid_over = [one for one in found.annotations() if not one.is_unseen_field]
    strange, missing_seals, exchanged = _unseal(found, made, seals, images or {})
    is_same_text = found.text() == made.text()
    pixels = found.pixels(DPI), made.pixels(DPI)
    is_same_look = pixels[0] == pixels[1]
    if is_same_text and is_same_look:
        return Unlike(annotations=laid_over, pictures=strange, seals=missing_seals, exchanged=exchanged)
    extra, missing = _apart(found.characters(), made.characters())
    places = () if is_same_look else differing(found.pixels(CLOSE_DPI), made.pixels(CLOSE_DPI), found.width)
    return Unlike(False, laid_over, strange, missing_seals, extra, missing, places, exchanged)


def _unseal(
    found: ReadPage, made: ReadPage, seals: Sequence[SealSpot], images: Mapping[str, str]
) -> tuple[list[Picture], list[SealSpot], list[SealSpot]]:
    """Takes the images of seals off both pages, but for those that both have; returns the images that are none, the seals that
    have no image, and those that have another than was printed."""
    pictures, strange, rest, fitting = found.pictures(), list[Picture](), list(seals), list[int]()
    exchanged: list[SealSpot] = []
    printed = dict(enumerate(made.pictures()))
    for number, picture in enumerate(pictures):
        spot = next((one for one in rest if _lies_in(picture, one)), None)
        if spot is None:
            strange.append(picture)
        else:
            rest.remove(spot)
            same = next((one for one, other in printed.items() if _lies_in(other, spot)), None)
            if not shows_seal(found, number, spot, images):
                exchanged.append(spot)
            elif same is not None:
                del printed[same]
                continue
            fitting.append(number)
    found.drop_pictures(fitting)
    made.drop_pictures(printed)
    return strange, rest, exchanged


def shows_seal(found: ReadPage, number: int, spot: SealSpot, images: Mapping[str, str]) -> bool:
    """Whether an image, by its place in `pictures`, shows what was printed at the place of a seal; True where that is not known."""
    return spot.step not in images or found.picture_sum(number) == images[spot.step]


def can_be_seal(picture: Picture, spot: SealSpot) -> bool:
    """Whether an image stands upright, and in a size that seals have and the place of this one allows."""
    return is_as_large_as_seals(picture) and picture.width < spot.diameter + _SEAL_MM


def is_as_large_as_seals(picture: Picture) -> bool:
    """Whether an image stands upright, a square, and no smaller than any seal."""
    side = picture.width
    return picture.is_upright and abs(picture.height - side) < _SEAL_MM and side > _LEAST_SEAL_MM - _SEAL_MM


def _lies_in(picture: Picture, spot: SealSpot) -> bool:
    """Whether an image can be a seal and stands in the middle of its place."""
    side = picture.width
    return can_be_seal(picture, spot) and (
        abs(picture.x + side / 2 - spot.x - spot.diameter / 2) < _SEAL_MM
        and abs(picture.y + side / 2 - spot.y - spot.diameter / 2) < _SEAL_MM
    )


def _apart(found: Iterable[Character], made: Iterable[Character]) -> tuple[list[Character], list[Character]]:
    """The characters of either page that have none of the same kind, size and place on the other."""
    rest: dict[tuple[str, int, int], list[Character]] = {}
    for one in made:
        rest.setdefault(_bin(one), []).append(one)
    extra: list[Character] = []
    for one in found:
        text, column, row = _bin(one)
        near = ((text, column + dx, row + dy) for dx in (0, -1, 1) for dy in (0, -1, 1))
        pair = next(((key, other) for key in near for other in rest.get(key, ()) if _is_there(one, other)), None)
        if pair is None:
            extra.append(one)
        else:
            rest[pair[0]].remove(pair[1])
    return extra, [one for left in rest.values() for one in left]


class Laid(NamedTuple):
    """How a page lies on its paper beside where it was printed: larger or smaller as a whole, and moved by millimetres."""

    scale: float
    across: float
    down: float

    @property
    def is_resized(self) -> bool:
        """Whether it is larger or smaller."""
        return abs(self.scale - 1) >= _SAME_SCALE

    @property
    def is_in_place(self) -> bool:
        """Whether it lies as it was printed."""
        return not self.is_resized and max(abs(self.across), abs(self.down)) < _MOVED_MM


def laid(found: ReadPage, made: ReadPage) -> Laid | None:
    """How a page lies beside another; None where its characters are others, do not stand to each other as they did, or lie
    outside of the paper."""
    ours, theirs = found.characters(), made.characters()
    if len(ours) < 2 or [one.text for one in ours] != [one.text for one in theirs]:
        return None
    first, last = (pick(range(len(theirs)), key=lambda at: theirs[at].y) for pick in (min, max))
    height = theirs[last].y - theirs[first].y
    scale = (ours[last].y - ours[first].y) / height if height > _APART_MM else 0.0
    if not _SMALLEST < scale < 1 / _SMALLEST:
        return None
    across, down = ours[first].x - scale * theirs[first].x, ours[first].y - scale * theirs[first].y
    fits = all(
        _is_there(one, Character(other.text, scale * other.x + across, scale * other.y + down, scale * other.size))
        and 0 <= one.x <= found.width
        and one.size <= one.y <= found.height
        for one, other in zip(ours, theirs, strict=True)
    )
    return Laid(scale, across, down) if fits else None


def _bin(one: Character) -> tuple[str, int, int]:
    return one.text, round(one.x), round(one.y)


def _is_there(one: Character, other: Character) -> bool:
    return (
        abs(one.x - other.x) <= _APART_MM
        and abs(one.y - other.y) <= _APART_MM
        and abs(one.size - other.size) <= _LARGER * other.size
    )
