"""The page that a letter's table stands on."""

from dataclasses import dataclass

from medaid_desktop.core.sheet import A4_MM
from medaid_desktop.formats.safe_xml import integer
from medaid_desktop.formats.word.letter import LetterTable
from medaid_desktop.formats.word.templates.letter_file import LetterBody

MM_PER_TWIP = 25.4 / 1440
LARGEST_MM = 1_000.0


@dataclass(slots=True)
class Page:
    """The page that a table stands on, in mm; the pitch of its lines in points, 0 where it has no grid."""

    width: float = A4_MM[0]
    height: float = A4_MM[1]
    margins: tuple[float, float, float, float] = (31.75, 25.4, 31.75, 25.4)
    pitch_pt: float = 0.0


def page_of(body: LetterBody, table: LetterTable) -> Page:
    """The page of the section that a table stands in: it is said behind the section."""
    end = body.located.span(table.element).end
    section = next((each for each in body.body.iter("w|sectPr") if body.located.span(each).start >= end), None)
    if section is None:
        return Page()
    page = Page()
    size, margins, grid = section.find("w|pgSz"), section.find("w|pgMar"), section.find("w|docGrid")
    if size is not None:
        page.width = _mm(size.get("w|w"), page.width)
        page.height = _mm(size.get("w|h"), page.height)
    if margins is not None:
        sides = ("left", "top", "right", "bottom")
        left, top, right, bottom = (
            _mm(margins.get(f"w|{side}"), old) for side, old in zip(sides, page.margins, strict=True)
        )
        page.margins = left, top, right, bottom
    if grid is not None and grid.get("w|type") in ("lines", "linesAndChars", "snapToChars"):
        page.pitch_pt = max(integer(grid.get("w|linePitch")) / 20, 0.0)
    return page


def _mm(text: str | None, default: float) -> float:
    twips = abs(integer(text, 0))
    return round(min(twips * MM_PER_TWIP, LARGEST_MM), 1) if twips else default
