"""A sheet handed in beside the sheet made again out of the ledger: how each page differs."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from medaid_desktop.formats.pdf.information import SheetRecord
from medaid_desktop.formats.pdf.layout import SealSpot
from medaid_desktop.formats.pdf.reading.comparing import Unlike, is_as_large_as_seals, unlike
from medaid_desktop.formats.pdf.reading.document import PdfReading
from medaid_desktop.formats.pdf.writer import PrintJob, write_pdf
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.verifying.faults import page_faults
from medaid_desktop.operations.verifying.heads import SheetPages
from medaid_desktop.operations.verifying.places import Places
from medaid_desktop.operations.verifying.prints import Print
from medaid_desktop.operations.verifying.verdict import Fault


class SealImages:
    """The images of seals that a document shows. What was printed is known by its sum alone, so that it is taken from there."""

    def __init__(self, reading: PdfReading) -> None:
        self._reading = reading
        self._known: dict[str, bytes] = {}

    def of(self, sheet: SheetPages, printed: Print) -> dict[str, bytes]:
        """The very images that were printed on a sheet, as PNG by their review steps; those that it does not show are left out."""
        wanted = set(printed.images.values())
        for page in sheet.pages:
            if missing := wanted - self._known.keys():
                self._look_at(page, missing)
        return {step: self._known[one] for step, one in printed.images.items() if one in self._known}

    def _look_at(self, page: int, missing: set[str]) -> None:
        with self._reading.page(page) as found:
            for number, picture in enumerate(found.pictures()):
                shown = found.picture(number) if missing and is_as_large_as_seals(picture) else None
                if shown and (total := shown.sum) in missing:
                    missing.remove(total)
                    self._known[total] = shown.png()


@dataclass(frozen=True, slots=True)
class Made:
    """Sheets made again as one document with a title: for each its job, its first page there, the number of its pages, and the
    places of its seals."""

    data: bytes
    title: str
    jobs: Sequence[PrintJob]
    counts: Sequence[int]
    seals: Sequence[Sequence[SealSpot]]

    def start(self, number: int) -> int:
        """The first page of a sheet."""
        return sum(self.counts[:number])


def make_again(jobs: Sequence[PrintJob], done: Callable[[int], None] | None = None) -> Made:
    """Makes sheets again; `done` is told how many there are. Raises UserError where one cannot be printed."""
    file = io.BytesIO()
    report = write_pdf(jobs, file, progress=done)
    data = file.getvalue()
    with PdfReading(data) as made:
        return Made(data, made.information("Title"), jobs, report.pages, report.seals)


@dataclass(frozen=True, slots=True)
class Compared:
    """A sheet of a document compared with a print: the print made again stands in `again` from page `start` on, on `count` pages;
    `record` is what the document should say of it, `differing` how pages of the document differ, the same ones left out;
    `seals` are the places of the seals printed."""

    printed: Print
    record: SheetRecord | None
    again: PdfReading
    start: int
    count: int
    differing: Mapping[int, Unlike]
    seals: Sequence[SealSpot]

    def faults(self, desk: Desk, reading: PdfReading, sheet: SheetPages) -> list[Fault]:
        """The differences in the words of the form. Raises UserError where its form cannot be read."""
        if not self.differing:
            return []
        places = Places(self.printed.parts(desk))
        faults: list[Fault] = []
        for page, place in zip(sheet.pages, sheet.numbers, strict=True):
            if page in self.differing:
                made = self.start + min(place, self.count) - 1
                with reading.page(page) as found, self.again.page(made) as expected:
                    faults += page_faults(self.differing[page], places, place - 1, page + 1, found, expected)
        return faults


def compare_sheet(
    reading: PdfReading,
    sheet: SheetPages,
    printed: Print,
    made: Made,
    number: int,
    again: PdfReading,
    step: Callable[[], None],
) -> Compared:
    """Compares a sheet with the print that is number `number` of `made`, open in `again`; `step` is called after each page."""
    sealed = [spot for spot in made.seals[number] if spot.step in printed.sealed]
    start, count = made.start(number), made.counts[number]
    differing: dict[int, Unlike] = {}
    for page, place in zip(sheet.pages, sheet.numbers, strict=True):
        if place > count:
            differing[page] = Unlike(other_paper=True)
        else:
            spots = [spot for spot in sealed if spot.page == place - 1]
            with reading.page(page) as found, again.page(start + place - 1) as expected:
                one = unlike(found, expected, spots, printed.images)
            if not one.is_blank:
                differing[page] = one
        step()
    record = made.jobs[number].record
    return Compared(printed, record and replace(record, pages=count), again, start, count, differing, sealed)
