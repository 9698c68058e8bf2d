"""Filings as workbooks that look like their sheets: one with a tab each, or a folder with a file each."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import Form
from medaid_desktop.core.safe_names import safe_name
from medaid_desktop.core.sheet import Slot
from medaid_desktop.errors import UserError
from medaid_desktop.formats.excel.paper_workbook import WorkbookSheet, paper_workbook
from medaid_desktop.formats.files import write_file
from medaid_desktop.formats.pdf.fonts import default_fonts
from medaid_desktop.formats.pdf.grid import measure
from medaid_desktop.formats.pdf.textblock import TextSetter
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.printing import printed_paper, sheet_name

_NUMBERS = {"amount", "number"}
MOST_TABS = 500
"""Office opens more, but nobody finds his way in them."""

Progress = Callable[[int, int], None]


def export_workbook(desk: Desk, ids: Sequence[str], out: Path, progress: Progress | None = None) -> int:
    """Writes filings into one workbook, a tab each; returns how many.

    The file is replaced in one step. UserError where there is nothing to write, too much for one workbook, or the
    file cannot be written.
    """
    _refuse_nothing(ids)
    if len(ids) > MOST_TABS:
        raise UserError(
            f"一个工作簿放不下 {len(ids)} 份填报件", out.name, f"请导出到文件夹，或每次不超过 {MOST_TABS} 份"
        )
    write_file(out, paper_workbook(_reported(_sheets(desk, ids), len(ids), progress)))
    return len(ids)


def export_workbooks(desk: Desk, ids: Sequence[str], folder: Path, progress: Progress | None = None) -> list[Path]:
    """Writes a workbook for each filing into a folder, which is made where it is missing; returns the files in order.

    Names are safe on every system and unique within the batch; a file of that name is replaced. Raises like
    `export_workbook`; files written before stay.
    """
    _refuse_nothing(ids)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("文件夹建不了", str(folder), "请换一个位置，或插好 U 盘后重试") from error
    taken: set[str] = set()
    files: list[Path] = []
    for one in _reported(_sheets(desk, ids), len(ids), progress):
        file = folder / f"{_unique(safe_name(one.name), taken)}.xlsx"
        write_file(file, paper_workbook([one]))
        files.append(file)
    return files


def _refuse_nothing(ids: Sequence[str]) -> None:
    if not ids:
        raise UserError("没有可导出的填报件", "", "请先新建填报件，或放宽区划和年度的范围")


def _reported(sheets: Iterator[WorkbookSheet], total: int, progress: Progress | None) -> Iterator[WorkbookSheet]:
    for number, sheet in enumerate(sheets, 1):
        yield sheet
        if progress:
            progress(number, total)


def _unique(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name}({number})"
    taken.add(free.casefold())
    return free


def _sheets(desk: Desk, ids: Sequence[str]) -> Iterator[WorkbookSheet]:
    setter = TextSetter(default_fonts())
    for filing_id in ids:
        filing = desk.ledger.filings.get(filing_id)
        yield workbook_sheet(desk, filing, setter)


def workbook_sheet(desk: Desk, filing: Filing, setter: TextSetter) -> WorkbookSheet:
    """The sheet of a filing with the row heights of its print. Raises UserError as printing does."""
    form = desk.form_of(filing)
    paper = printed_paper(form, filing, desk.names(filing.region, filing.year))
    numbers = frozenset(place for place, slot in paper.binding.items() if _is_number(form, slot))
    return WorkbookSheet(sheet_name(desk, filing), paper.sheet, measure(paper.sheet, setter).heights, numbers)


def _is_number(form: Form, slot: Slot) -> bool:
    """Whether a cell shows a figure and nothing beside it."""
    if slot.prefix or slot.suffix:
        return False
    return form.definition(slot.table, slot.field).type in _NUMBERS
