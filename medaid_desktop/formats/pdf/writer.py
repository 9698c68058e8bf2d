"""Writes sheets as one PDF, page by page."""

import os
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFObjectReference

from medaid_desktop.core.sheet import CellStyle, Sheet
from medaid_desktop.errors import UserError
from medaid_desktop.formats.files import replacing
from medaid_desktop.formats.pdf import watermark
from medaid_desktop.formats.pdf.compositefont import add_font
from medaid_desktop.formats.pdf.content import PT_PER_MM, ContentEncoder
from medaid_desktop.formats.pdf.document import Output, StreamedDocument
from medaid_desktop.formats.pdf.fonts import FontLibrary, default_fonts
from medaid_desktop.formats.pdf.information import SheetRecord, information
from medaid_desktop.formats.pdf.layout import FOOT, Piece, SealSpot, SheetLayout, ShrunkCell
from medaid_desktop.formats.pdf.outline import Outline
from medaid_desktop.formats.pdf.paginate import lay_out
from medaid_desktop.formats.pdf.readback import RememberingFile, count_pages
from medaid_desktop.formats.pdf.seal_pictures import SealPicture, SealPictures, rings
from medaid_desktop.formats.pdf.signing import Certificate, sign_file
from medaid_desktop.formats.pdf.textblock import TextSetter

_ZLIB_LEVEL = 1
"""Higher levels make the file a tenth smaller and take as long again as everything else."""


_RING_STYLE = CellStyle("song", 9.0, align="center", border=0)
_RING_WORDS, _RING_WORDS_FROM = 0.7, 0.14
"""The words of a ring take so much of its diameter, and begin so much of it below its top."""


class PrintCancelled(Exception):  # noqa: N818 - it is not a failure
    """The caller's `cancelled` said so; nothing was left behind."""


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One sheet to print: with the draft mark or without, its bookmark, and the group the bookmark stands under.

    `seals` are the images set under review steps, by their ids; `rings` the words of the steps whose place is shown by a ring
    instead (a preview); `record` is what the document says of the sheet.
    """

    sheet: Sheet
    draft: bool
    bookmark: str
    group: str = ""
    seals: Mapping[str, SealPicture] = field(default_factory=dict[str, SealPicture])
    rings: Mapping[str, str] = field(default_factory=dict[str, str])
    record: SheetRecord | None = None


@dataclass(slots=True)
class PdfReport:
    """What was written, a list entry a sheet: pages, places of seals (pages counted within the sheet), shrunk cells.

    `unsealed` counts the places that were too small for the seal that belongs there, `doubted` the sheets that are drafts because
    their content was changed from outside.
    """

    pages: list[int] = field(default_factory=list[int])
    seals: list[list[SealSpot]] = field(default_factory=list[list[SealSpot]])
    shrunk: list[list[ShrunkCell]] = field(default_factory=list[list[ShrunkCell]])
    unsealed: int = 0
    doubted: int = 0


def write_pdf(
    sheets: Iterable[PrintJob],
    target: str | Path | BinaryIO,
    *,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    laid_out: Callable[[SheetLayout], None] | None = None,
    fonts: FontLibrary | None = None,
    certificate: Certificate | None = None,
) -> PdfReport:
    """Writes all sheets into one PDF, taking them one at a time; memory does not grow with their number.

    `progress` is told how many sheets are done; `cancelled` is asked before each; `laid_out` is given the layout of
    each sheet as it is drawn. A file is written beside `target`, synced, read again, signed where there is a `certificate`, and
    renamed; an open binary file is just written to. Raises PrintCancelled, or UserError where there is no sheet, a character,
    seal or page cannot be printed, or the file cannot be written.
    """
    run = _Run(fonts or default_fonts(), progress, cancelled, laid_out)
    if not isinstance(target, str | Path):
        return run.write(sheets, target)
    path = Path(target)
    with replacing(path) as temporary:
        with temporary.open("wb") as file:
            remembering = RememberingFile(file)
            report = run.write(sheets, remembering)
            file.flush()
            os.fsync(file.fileno())
        if not remembering.is_same(temporary) or count_pages(temporary) != sum(report.pages):
            raise UserError("写出的 PDF 读回后不完整", str(path), "磁盘或 U 盘可能有故障，请换一个位置重新打印")
        if certificate is not None:
            sign_file(temporary, certificate)
    return report


class _Run:
    """One document being written."""

    def __init__(
        self,
        fonts: FontLibrary,
        progress: Callable[[int], None] | None,
        cancelled: Callable[[], bool] | None,
        laid_out: Callable[[SheetLayout], None] | None,
    ) -> None:
        self.report = PdfReport()
        self._setter = TextSetter(fonts)
        self._encoder = ContentEncoder()
        self._outline = Outline()
        self._seals = SealPictures()
        self._records: list[SheetRecord] = []
        self._progress = progress
        self._cancelled = cancelled
        self._laid_out = laid_out
        self._mark: PDFObjectReference | None = None

    def write(self, jobs: Iterable[PrintJob], file: Output) -> PdfReport:
        document = StreamedDocument(file)
        titles: list[str] = []
        for job in jobs:
            if self._cancelled and self._cancelled():
                raise PrintCancelled
            if len(titles) < 2:
                titles.append(job.sheet.title)
            try:
                self._add(document, job)
            except UserError as error:
                where = "：".join(part for part in (f"{job.group} {job.bookmark}".strip(), error.where) if part)
                raise UserError(error.what, where, error.mend) from error
            if self._progress:
                self._progress(len(self.report.pages))
        if not titles:
            raise UserError("没有可打印的表", "", "请先选择要打印的填报件")
        title = titles[0] if len(titles) == 1 else f"{titles[0]}等 {len(self.report.pages)} 张"
        outline = self._outline.write(document)
        document.finish(title, self._resources(document), outline, information(self._records))
        return self.report

    def _add(self, document: StreamedDocument, job: PrintJob) -> None:
        layout = lay_out(job.sheet, self._setter, draft=job.draft)
        if self._laid_out:
            self._laid_out(layout)
        page = job.sheet.page
        size = page.width_mm * PT_PER_MM, page.height_mm * PT_PER_MM
        behind = b""
        if job.draft:
            self._mark = self._mark or watermark.add_mark(document)
            behind = watermark.mark(page.width_mm, page.height_mm, PT_PER_MM)
        for number, laid in enumerate(layout.pages):
            laid.foot += self._ring_words(layout, job, number)
            seals = self._seals.operators(layout.seals, job.seals, number, page.height_mm)
            seals += rings(layout.seals, job.rings, number, page.height_mm)
            content = self._encoder.page(laid, page.height_mm, behind + seals)
            reference = document.add_page(*size, zlib.compress(content, _ZLIB_LEVEL))
            if number == 0:
                self._outline.add(job.group, job.bookmark, reference)
        if job.record is not None:
            self._records.append(replace(job.record, pages=len(layout.pages)))
        self.report.pages.append(len(layout.pages))
        self.report.seals.append(layout.seals)
        self.report.shrunk.append(layout.shrunk)

    def _ring_words(self, layout: SheetLayout, job: PrintJob, page: int) -> list[Piece]:
        """The words in the upper part of each ring of a page."""
        found: list[Piece] = []
        for spot in layout.seals:
            words = job.rings.get(spot.step)
            if words and spot.page == page:
                block = self._setter.set(words, _RING_STYLE, spot.diameter * _RING_WORDS)
                x, y = spot.x + spot.diameter * (1 - _RING_WORDS) / 2, spot.y + spot.diameter * _RING_WORDS_FROM
                lines = len(block.lines)
                found.append(Piece(FOOT, x, y, spot.diameter * _RING_WORDS, block.height(0, lines), block, 0, lines, y))
        return found

    def _resources(self, document: StreamedDocument) -> PDFDictionary:
        fonts = {codes.name: add_font(document, codes) for codes in self._encoder.fonts}
        entries = {"Font": PDFDictionary(fonts)}
        objects = self._seals.add_to(document)
        if self._mark is not None:
            objects[watermark.NAME] = self._mark
        if objects:
            entries["XObject"] = PDFDictionary(objects)
        return PDFDictionary(entries)
