"""Printing filings: their papers as one PDF, or as drawings for a printer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from medaid_desktop.core.compose import PlaceNames, compose
from medaid_desktop.core.digest import digest, verification_code
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import Form
from medaid_desktop.core.sheet import Paper, Sheet
from medaid_desktop.core.texts.safe_names import safe_name
from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.drawing import Drawer, PageDrawing
from medaid_desktop.formats.pdf.extent import Extent, ink_extent
from medaid_desktop.formats.pdf.fonts import default_fonts
from medaid_desktop.formats.pdf.paginate import lay_out
from medaid_desktop.formats.pdf.textblock import TextSetter
from medaid_desktop.formats.pdf.writer import PdfReport, PrintCancelled, PrintJob, write_pdf
from medaid_desktop.operations.checking.printed import printed_filing
from medaid_desktop.operations.desk import Desk

REVIEWED = "reviewed"
"""The status of a filing whose review chain is complete; anything else prints as a draft."""


def print_filings(
    desk: Desk,
    ids: Sequence[str],
    out: Path,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> PdfReport:
    """Prints filings in the given order into one PDF at `out`; unfinished reviews print as draft.

    `progress` is called with (done, total). Raises UserError where there is nothing to print, a filing is unknown, a
    character has no glyph, or the file cannot be written; then nothing is left behind.
    """
    if not ids:
        raise UserError("没有可打印的填报件", "", "请先新建填报件，或放宽区划和年度的范围")
    total = len(ids)

    def report(done: int) -> None:
        if progress:
            progress(done, total)

    return write_pdf(print_jobs(desk, ids), out, progress=report, cancelled=cancelled)


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
        name = sheet_name(desk, filing)
        sheet = printed_sheet(desk, filing)
        try:
            layout = lay_out(sheet, setter, draft=filing.status != REVIEWED)
        except UserError as error:
            raise UserError(error.what, "：".join(filter(None, (name, error.where))), error.mend) from error
        size = sheet.page.width_mm, sheet.page.height_mm
        ink = ink_extent(layout) or Extent(*(side / 2 for side in size), *(side / 2 for side in size))
        found.append(Measured(filing_id, name, filing.form, len(layout.pages), size, ink, len(layout.shrunk)))
        if progress:
            progress(len(found), len(ids))
    return found


def drawn_pages(desk: Desk, filing_id: str, drawer: Drawer) -> list[PageDrawing]:
    """The pages of a filing as a printer is to draw them. Raises UserError as print_filings does."""
    filing = desk.ledger.filings.get(filing_id)
    return list(drawer.pages(printed_sheet(desk, filing), filing.status != REVIEWED))


def print_jobs(desk: Desk, ids: Sequence[str]) -> Iterator[PrintJob]:
    """The jobs of filings, each read and composed when its turn comes, so that a batch stays small in memory."""
    for filing_id in ids:
        filing = desk.ledger.filings.get(filing_id)
        title = sheet_name(desk, filing)
        group = desk.names(filing.region, filing.year).full
        yield PrintJob(printed_sheet(desk, filing), draft=filing.status != REVIEWED, bookmark=title, group=group)


def printed_sheet(desk: Desk, filing: Filing) -> Sheet:
    """The sheet of a filing as printed: composed, with the verification code of its content in the foot."""
    names = desk.names(filing.region, filing.year)
    return printed_paper(desk.form_of(filing), filing, names, printed_filing(desk, filing)).sheet


def printed_paper(form: Form, filing: Filing, names: PlaceNames, printed: Filing | None = None) -> Paper:
    """As printed_sheet, with the binding, out of parts that need no ledger; `printed` is the filing with explanations in
    the places that its form has for them (`printed_filing`)."""
    paper = compose(form, printed or filing, names)
    code = f"校验码 {verification_code(digest(filing))}"
    return replace(paper, sheet=replace(paper.sheet, page=replace(paper.sheet.page, foot_right=code)))


def sheet_name(desk: Desk, filing: Filing) -> str:
    """What a bookmark or a file calls a filing: 「阳谷县-预算绩效目标申报表-2020」."""
    parts = (desk.names(filing.region, filing.year).short, desk.form_of(filing).title, str(filing.year or ""))
    return "-".join(part for part in parts if part)


def suggested_file_name(desk: Desk, filings: Sequence[Filing], ending: str) -> str:
    """A safe file name for one filing or a batch, with its ending (".pdf")."""
    if len(filings) == 1:
        return safe_name(sheet_name(desk, filings[0])) + ending
    return f"医疗救助绩效目标-{len(filings)}份{ending}"
