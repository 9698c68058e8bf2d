"""Looking at what will be printed: the very PDF of a filing in memory, and where its cells lie on the pages."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from medaid_desktop.core.sheet import Paper
from medaid_desktop.formats.pdf.layout import FOOT, SheetLayout
from medaid_desktop.formats.pdf.writer import write_pdf
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.paper.runs import next_parts
from medaid_desktop.operations.paper.sheets import USUAL, Edition, SheetParts, job_of, paper_of, wanted_seals

Anchor = tuple[int, int]
"""Row and column of a cell on the printed sheet."""


class Spot(NamedTuple):
    """Where a cell, or the part of it that one page shows, lies: page from 0, millimetres from its top left corner."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Preview:
    """The PDF of one filing, the sizes of its pages in millimetres, and where everything lies on them."""

    pdf: bytes
    sizes: tuple[tuple[float, float], ...]
    paper: Paper
    spots: Mapping[Anchor, tuple[Spot, ...]] = field(repr=False)

    def cell_at(self, page: int, x: float, y: float) -> Anchor | None:
        """The cell at a place on a page, None on the margins."""
        for anchor, spots in self.spots.items():
            for spot in spots:
                if spot.page == page and 0 <= x - spot.x < spot.width and 0 <= y - spot.y < spot.height:
                    return anchor
        return None

    def path_of(self, anchor: Anchor) -> str:
        """The path that a cell shows, "" for paper and for the blank lines of the form."""
        slot = self.paper.binding.get(anchor)
        return slot.path if slot and slot.new_row is None else ""

    def spots_of(self, path: str, anchor: Anchor) -> tuple[Spot, ...]:
        """Where a path is printed; where it is not, or it is "", the cell at an anchor."""
        place = self.paper.place_of(path) if path else None
        return self.spots.get(place or anchor, ())


def preview(parts: SheetParts) -> Preview:
    """Prints one filing into memory. Needs no ledger, so that it may be done away from it.

    Where a seal image belongs there is a thin ring with the seal's name: the image itself never leaves the ledger for a look.
    Raises UserError where something cannot be printed.
    """
    paper = paper_of(parts)
    rings = {step: f"印章：{name}" for step, name in wanted_seals(parts.standing, parts.edition).items()}
    job = replace(job_of(parts, paper.sheet), bookmark=parts.form.title, group="", rings=rings, seals={})
    layouts: list[SheetLayout] = []
    file = io.BytesIO()
    write_pdf([job], file, laid_out=layouts.append)
    spots: dict[Anchor, list[Spot]] = {}
    for number, page in enumerate(layouts[0].pages):
        for piece in page.pieces:
            if piece.cell != FOOT:
                cell = paper.sheet.cells[piece.cell]
                spot = Spot(number, piece.x, piece.y, piece.width, piece.height)
                spots.setdefault((cell.row, cell.col), []).append(spot)
    page = paper.sheet.page
    sizes = ((page.width_mm, page.height_mm),) * len(layouts[0].pages)
    return Preview(file.getvalue(), sizes, paper, {anchor: tuple(found) for anchor, found in spots.items()})


def preview_stored(desk: Desk, filing_id: str, edition: Edition = USUAL) -> Preview:
    """The preview of a filing as the ledger holds it. Raises UserError as `preview` does, or where it is gone."""
    return preview(next_parts(desk, desk.ledger.filings.get(filing_id), edition))
