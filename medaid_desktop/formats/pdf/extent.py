"""How far the ink of a sheet reaches, to know what a printer would cut."""

from typing import NamedTuple

from medaid_desktop.formats.pdf.content import RULE_WIDTH_PT
from medaid_desktop.formats.pdf.layout import Piece, SheetLayout
from medaid_desktop.formats.pdf.textblock import MM_PER_PT


class Extent(NamedTuple):
    """A rectangle on a page, millimetres from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def joined(self, other: "Extent") -> "Extent":
        """The smallest extent that holds both."""
        return Extent(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


def ink_extent(layout: SheetLayout) -> Extent | None:
    """Rules, texts and square codes of all pages together, the foot included and the draft mark left out; None for blank pages."""
    found: Extent | None = None
    half = RULE_WIDTH_PT * MM_PER_PT / 2
    for page in layout.pages:
        extents = [Extent(x1 - half, y1 - half, x2 + half, y2 + half) for x1, y1, x2, y2 in page.rules]
        extents += [_text(piece) for piece in (*page.pieces, *page.foot) if piece.behind > piece.first]
        if page.square is not None:
            x, y, side, _ = page.square
            extents.append(Extent(x, y, x + side, y + side))
        for extent in extents:
            found = found.joined(extent) if found else extent
    return found


def _text(piece: Piece) -> Extent:
    """The lines of a piece as wide as they are set."""
    block = piece.block
    width = max(width for _, width in block.lines[piece.first : piece.behind]) * block.size_pt * MM_PER_PT / 1000
    share = {"left": 0.0, "center": 0.5, "right": 1.0}[block.style.align]
    left = piece.x + block.side_mm + share * (block.inner_mm - width)
    bottom = piece.text_y + block.height(piece.first, piece.behind) - 2 * block.padding_mm
    return Extent(left, piece.text_y, left + width, bottom)
