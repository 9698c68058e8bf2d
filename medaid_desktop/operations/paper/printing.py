"""Printing filings: their papers as one PDF, or as drawings for a printer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.sheet import Sheet
from medaid_desktop.core.texts.safe_names import safe_name
from medaid_desktop.errors import UserError
from medaid_desktop.formats.files import check_target
from medaid_desktop.formats.pdf.drawing import Drawer, PageDrawing
from medaid_desktop.formats.pdf.extent import Extent, ink_extent
from medaid_desktop.formats.pdf.fonts import default_fonts
from medaid_desktop.formats.pdf.paginate import lay_out
from medaid_desktop.formats.pdf.signing import Certificate
from medaid_desktop.formats.pdf.textblock import TextSetter
from medaid_desktop.formats.pdf.writer import PdfReport, PrintCancelled, PrintJob, write_pdf
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.paper.runs import PrintRun, next_parts, open_seals
from medaid_desktop.operations.paper.sheets import USUAL, Edition, sheet_job, sheet_name, sheet_parts


def print_filings(
    desk: Desk,
    ids: Sequence[str],
    out: Path,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    *,
    edition: Edition = USUAL,
    passphrases: Mapping[str, str] | None = None,
    books: Desk | None = None,
    certificate: Certificate | None = None,
) -> PdfReport:
    """Prints filings in the given order into one PDF at `out`; what is not reviewed to the end prints as draft.

    `edition` says what kind of print it is and holds the seal images that are open; the seals named in `passphrases` are opened for
    this print. A completed step whose seal is not opened leaves its measured place empty for the stamp. Each print is noted in
    the ledger before the file is written, by `books` where `desk` only reads; a second print of the same reviewed content bears
    its number. With a `certificate` the file is signed. `progress` is called with (done, total).

    Raises UserError where there is nothing to print, a filing is unknown, a seal cannot be opened, a character has no glyph, or
    the file cannot be written; then nothing is left behind.
    """
    if not ids:
        raise UserError("没有可打印的填报件", "", "请先新建填报件，或放宽区划和年度的范围")
    check_target(out)
    total, books = len(ids), books or desk
    if passphrases:
        edition = replace(edition, seals={**edition.seals, **open_seals(books, passphrases)})
    run = PrintRun(ids, edition, out.name, is_signed=certificate is not None)

    def report(done: int) -> None:
        if progress:
            progress(done, total)

    run.record(books)
    try:
        written = write_pdf(run.jobs(desk), out, progress=report, cancelled=cancelled, certificate=certificate)
    except BaseException:
        run.failed(books)
        raise
    written.unsealed, written.doubted = run.unsealed, run.doubted
    return written


@dataclass(frozen=True, slots=True)
class Measured:
    """What printing a filing takes: its name and form, the number and size (mm) of its pages, how far its ink reaches,
    and how many cells are printed smaller than the form has it."""

    filing: str
    name: str
    form: str
    pages: int
    size: tuple[float, float]
    ink: Extent
    shrunk: int


def measure(
    desk: Desk,
    ids: Sequence[str],
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    edition: Edition = USUAL,
) -> list[Measured]:
    """Lays filings out without printing them: what cannot be printed is found before the first page leaves.

    Raises UserError as print_filings does, and PrintCancelled.
    """
    setter = TextSetter(default_fonts())
    found: list[Measured] = []
    for filing_id in ids:
        if cancelled and cancelled():
            raise PrintCancelled
        filing = desk.ledger.filings.get(filing_id)
        job = sheet_job(next_parts(desk, filing, edition))
        sheet, name = job.sheet, job.bookmark
        try:
            layout = lay_out(sheet, setter, draft=job.draft)
        except UserError as error:
            raise UserError(error.what, "：".join(filter(None, (name, error.where))), error.mend) from error
        size = sheet.page.width_mm, sheet.page.height_mm
        ink = ink_extent(layout) or Extent(*(side / 2 for side in size), *(side / 2 for side in size))
        found.append(Measured(filing_id, name, filing.form, len(layout.pages), size, ink, len(layout.shrunk)))
        if progress:
            progress(len(found), len(ids))
    return found


def drawn_pages(job: PrintJob, drawer: Drawer) -> list[PageDrawing]:
    """The pages of a sheet as a printer is to draw them. Raises UserError as print_filings does."""
    return list(drawer.pages(job.sheet, job.draft, job.seals))


def printed_sheet(desk: Desk, filing: Filing) -> Sheet:
    """The sheet of a filing as it would be printed now, without seals."""
    return sheet_job(sheet_parts(desk, filing)).sheet


def suggested_file_name(desk: Desk, filings: Sequence[Filing], ending: str) -> str:
    """A safe file name for one filing or a batch, with its ending (".pdf")."""
    if len(filings) == 1:
        return safe_name(sheet_name(desk, filings[0])) + ending
    return f"医疗救助绩效目标-{len(filings)}份{ending}"
