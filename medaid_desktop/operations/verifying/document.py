"""Verifying a PDF: each sheet in it is made again out of the ledger, and every page compared with what was handed in."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from medaid_desktop import __version__
from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.reading.beside import beside_pages
from medaid_desktop.formats.pdf.reading.document import PdfReading, read_pdf
from medaid_desktop.formats.pdf.signature_check import check_signatures
from medaid_desktop.formats.pdf.writer import PrintJob
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.verifying.claims import (
    UNSIGNED,
    beside_reasons,
    document_notes,
    document_reasons,
    page_reasons,
    read_claims,
    record_reasons,
    signature_reasons,
    unknown_reasons,
)
from medaid_desktop.operations.verifying.contents import Contents
from medaid_desktop.operations.verifying.heads import Head, SheetPages, grouped, read_head
from medaid_desktop.operations.verifying.judging import judged
from medaid_desktop.operations.verifying.prints import Print, possible_prints
from medaid_desktop.operations.verifying.rearranging import is_only_rearranged
from medaid_desktop.operations.verifying.remaking import Compared, Made, SealImages, compare_sheet, make_again
from medaid_desktop.operations.verifying.verdict import Verdict, Verified
from medaid_desktop.store.ground.progress import CancelledError

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

_REARRANGED = "由程序的另一版打印，版式与现在排的不同；文字逐字一致，也没有多出别的内容"
_ROUNDS = 3
"""Every page is read, made again, and compared."""


def verify_pdf(
    desk: Desk, path: Path, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Verified:
    """Verifies every sheet of a PDF. `progress` is called with (done, total).

    Raises UserError where the file cannot be read or is no PDF, and CancelledError.
    """
    return verify_bytes(desk, read_pdf(path), str(path), progress, cancelled)


def verify_bytes(
    desk: Desk, data: bytes, name: str, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Verified:
    """Verifies the PDF that people call `name`, as `verify_pdf` does."""
    with PdfReading(data, name) as reading, ExitStack() as again:
        return _Verifying(desk, reading, data, again, progress, cancelled).run()


@dataclass(slots=True)
class _Sheet:
    """A sheet on its way: its pages, what it can be, what it was compared with, and why it could not be."""

    pages: SheetPages
    prints: Sequence[Print]
    compared: Compared | None = None
    trouble: str = ""


class _Verifying:
    """One run over one document; what is made again stays open until `again` closes it."""

    def __init__(
        self, desk: Desk, reading: PdfReading, data: bytes, again: ExitStack, progress: Progress | None,
        cancelled: Cancelled | None,
    ) -> None:  # fmt: skip
        self._desk = desk
        self._reading = reading
        self._data = data
        self._again = again
        self._progress = progress
        self._cancelled = cancelled
        self._contents = Contents(desk)
        self._title = ""
        self._made = b""
        self._images = SealImages(reading)
        self._lacks_seals = False
        self._version = ""
        self._wordless = set[int]()
        self._done = 0

    def run(self) -> Verified:
        said = read_claims(self._reading)
        self._version = said.version
        heads = [self._head(number, text) for number, text in enumerate(self._texts())]
        codes = {one.code for one in (*heads, *said.records)} - {""}
        known = {code for code in codes if self._contents.of_code(code)}
        sheets = [
            _Sheet(pages, possible_prints(self._desk, self._contents, pages))
            for pages in grouped(heads, said.records, known.__contains__)
        ]
        self._compare_all([sheet for sheet in sheets if sheet.prints])
        signatures = check_signatures(self._data) if self._reading.has_signatures() else []
        shown = [sheet.pages.code for sheet in sheets if sheet.compared]
        beside = beside_pages(self._data) if shown and self._data != self._made else []
        reasons = [*document_reasons(said, shown), *beside_reasons(beside), *signature_reasons(signatures)]
        verdicts = [self._verdict(sheet, reasons) for sheet in sheets]
        is_altered = any(one.state == "altered" for one in verdicts)
        notes = document_notes(said, shown, self._title, is_altered or self._is_original(bool(signatures)))
        if not signatures and any(sheet.compared and sheet.compared.printed.is_signed for sheet in sheets):
            notes.append(UNSIGNED)
        return Verified(verdicts, signatures, notes)

    def _texts(self) -> Iterator[str]:
        for number in range(self._reading.count):
            with self._reading.page(number) as page:
                yield page.text()
            self._step()

    def _head(self, page: int, text: str) -> Head:
        if not text.strip():
            self._wordless.add(page)
        return read_head(text)

    # -- comparing -------------------------------------------------------------------------------------------------

    def _compare_all(self, sheets: Sequence[_Sheet]) -> None:
        """Compares sheets with what they are taken for first, made again in one go; those that differ with what else they can
        be."""
        made = ((sheet, self._job(sheet, sheet.prints[0])) for sheet in sheets)
        ready = [(sheet, job) for sheet, job in made if job is not None]
        try:
            made = self._compare(ready)
            if made is not None:
                self._title, self._made = made.title, made.data
                self._lacks_seals = any(sheet.prints[0].sealed - job.seals.keys() for sheet, job in ready)
        except UserError:  # one of them cannot be made: the others can
            for sheet, job in ready:
                try:
                    self._compare([(sheet, job)])
                except UserError as error:
                    sheet.trouble = str(error)
        for sheet in sheets:
            if sheet.compared is not None and sheet.compared.differing:
                self._try_others(sheet)

    def _job(self, sheet: _Sheet, printed: Print) -> PrintJob | None:
        try:
            return printed.job(self._desk, self._images.of(sheet.pages, printed))
        except UserError as error:  # its form is lost, say
            sheet.trouble = str(error)
            return None

    def _compare(self, ready: Sequence[tuple[_Sheet, PrintJob]]) -> Made | None:
        """Compares sheets with the first prints that they can be; returns what was made again, None for none."""
        if not ready:
            return None
        made = make_again([job for _, job in ready], lambda done: self._step(len(ready[done - 1][0].pages.pages)))
        again = self._again.enter_context(PdfReading(made.data))
        for number, (sheet, _) in enumerate(ready):
            sheet.compared = compare_sheet(
                self._reading, sheet.pages, sheet.prints[0], made, number, again, self._step
            )  # fmt: skip
        return made

    def _try_others(self, sheet: _Sheet) -> None:
        """Looks whether a sheet is another print than it was taken for."""
        for printed in sheet.prints[1:]:
            other = _Sheet(sheet.pages, [printed])
            job = self._job(other, printed)
            try:
                self._compare([(other, job)] if job else [])
            except UserError:
                continue
            if other.compared is not None and not other.compared.differing:
                sheet.compared = other.compared
                return

    # -- judging ---------------------------------------------------------------------------------------------------

    def _verdict(self, sheet: _Sheet, reasons: Sequence[str]) -> Verdict:
        compared, pages = sheet.compared, sheet.pages
        if compared is None:
            numbers = [page + 1 for page in pages.pages]
            wordless = [page + 1 for page in pages.pages if page in self._wordless]
            return Verdict("unknown", pages.code, pages=numbers, reasons=unknown_reasons(sheet.trouble, wordless))
        is_rearranged = self._is_rearranged(pages, compared)
        faults = [] if is_rearranged else compared.faults(self._desk, self._reading, pages)
        notes = [_REARRANGED] if is_rearranged else []
        wrong = [*page_reasons(pages, compared.count), *record_reasons(pages.record, compared.record), *reasons]
        return judged(self._desk, self._contents, pages, compared.printed, faults, wrong, notes)

    def _is_rearranged(self, pages: SheetPages, compared: Compared) -> bool:
        version = compared.printed.version or self._version
        is_due = bool(compared.differing) and version not in ("", __version__)
        return is_due and is_only_rearranged(self._desk, self._reading, pages, compared)

    def _is_original(self, signed: bool) -> bool:
        """Whether the file is as it was written, as far as that can be told: signatures stand behind, and nobody can set a seal
        again whose image is lost."""
        if self._lacks_seals or not self._made:
            return True
        return self._data.startswith(self._made) if signed else self._data == self._made

    def _step(self, pages: int = 1) -> None:
        if self._cancelled and self._cancelled():
            raise CancelledError
        total = _ROUNDS * self._reading.count
        self._done = min(self._done + pages, total)
        if self._progress:
            self._progress(self._done, total)
