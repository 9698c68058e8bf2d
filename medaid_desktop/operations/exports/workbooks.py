"""Filings as new workbooks that look like their sheets and print like them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from medaid_desktop.core.compose import PlaceNames
from medaid_desktop.core.digest import digest
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import Form
from medaid_desktop.core.paper.unprinted import packed
from medaid_desktop.core.sheet import Slot
from medaid_desktop.errors import UserError
from medaid_desktop.formats.excel.paper.paper_workbook import WorkbookSheet, paper_workbook
from medaid_desktop.formats.files import write_file
from medaid_desktop.formats.pdf.fonts import measuring_fonts
from medaid_desktop.formats.pdf.textblock import TextSetter
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.paper.sheets import sheet_name, unsigned_paper
from medaid_desktop.operations.reviewing.reviewing import is_final
from medaid_desktop.operations.workbook_page import workbook_page

_NUMBERS = {"amount", "number"}
MOST_TABS = 500
"""Office opens more, but nobody finds his way in them."""
_LONGEST_TAB = 31

Progress = Callable[[int, int], None]


def export_workbook(desk: Desk, ids: Sequence[str], out: Path, progress: Progress | None = None) -> int:
    """Writes filings into one workbook, a tab each; returns how many.

    The file is replaced in one step. UserError where there is nothing to write, too much for one workbook, a text that no
    workbook can hold, or the file cannot be written.
    """
    if not ids:
        raise UserError("没有可导出的填报件", "", "请先新建填报件，或放宽区划和年度的范围")
    if len(ids) > MOST_TABS:
        raise UserError(
            f"一个工作簿放不下 {len(ids)} 份填报件", out.name, f"请导出到文件夹，或每次不超过 {MOST_TABS} 份"
        )
    write_file(out, paper_workbook(_sheets(desk, ids, progress), out.stem))
    return len(ids)


def _sheets(desk: Desk, ids: Sequence[str], progress: Progress | None) -> Iterator[WorkbookSheet]:
    setter = TextSetter(measuring_fonts())
    for number, filing_id in enumerate(ids, 1):
        yield workbook_sheet(desk, desk.ledger.filings.get(filing_id), setter)
        if progress:
            progress(number, len(ids))


def workbook_sheet(desk: Desk, filing: Filing, setter: TextSetter) -> WorkbookSheet:
    """The sheet of a filing with its texts and pages as printed. Raises UserError as printing does, but not for characters
    that no font of ours has, as long as `setter` only measures: other programs have other fonts."""
    form, names = desk.form_of(filing), desk.names(filing.region, filing.year)
    tab = sheet_name(desk, filing)
    if len(tab) > _LONGEST_TAB:
        tab = "-".join(part for part in (names.short, form.short or form.title, str(filing.year or "")) if part)
    return sheet_of(form, filing, names, tab, setter, not is_final(desk, filing))


def sheet_of(
    form: Form, filing: Filing, names: PlaceNames, tab: str, setter: TextSetter, draft: bool = True
) -> WorkbookSheet:
    """As `workbook_sheet`, out of parts that need no ledger. Review boxes stay blank: what is signed is the paper."""
    paper = unsigned_paper(form, filing, names, digest(filing))
    numbers = frozenset(place for place, slot in paper.binding.items() if _is_number(form, slot))
    page = workbook_page(paper.sheet, tab, setter, numbers, draft)
    return replace(page, carried=packed(form, filing))


def _is_number(form: Form, slot: Slot) -> bool:
    """Whether a cell shows a figure and nothing beside it."""
    if slot.prefix or slot.suffix:
        return False
    return form.definition(slot.table, slot.field).type in _NUMBERS
