"""Measures new workbooks out of filings, in one run: python -m tests.benchmarks.bench_workbooks [FILINGS] [TABS]

The sample filings again and again (default 1 000 in a folder, 500 in one workbook): composed, measured, written and synced as
`medaid export` does. Beside it openpyxl writes the same cells, styles and merges of one filing after the other: in write-only mode
without styles and merges, which it cannot merge there, and in its usual one with them. Memory is the peak of this process.
"""

import io
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side

from medaid_desktop.core.filing import Filing
from medaid_desktop.formats.excel.paper.paper_workbook import WorkbookSheet, paper_workbook
from medaid_desktop.formats.pdf.fonts import measuring_fonts
from medaid_desktop.formats.pdf.textblock import TextSetter
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.exports.exporting import export_files
from medaid_desktop.operations.exports.workbooks import workbook_sheet
from medaid_desktop.operations.filings.filings import title_of
from medaid_desktop.operations.ledgers.sample import sample_filings
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger

FILINGS, TABS = 1000, 500


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def peak_mb() -> float:
    """The most memory this process has had so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def bare(sheet: WorkbookSheet) -> bytes:
    """The same texts by openpyxl in write-only mode: its quickest."""
    book = openpyxl.Workbook(write_only=True)
    target = book.create_sheet("表")
    rows: list[list[str | None]] = [[None] * len(sheet.sheet.columns_mm) for _ in sheet.sheet.rows]
    for cell in sheet.sheet.cells:
        rows[cell.row][cell.col] = cell.text or None
    for row in rows:
        target.append(row)
    return _saved(book)


def full(sheet: WorkbookSheet) -> bytes:
    """The same sheet by openpyxl in its usual mode, with styles and merges."""
    book = openpyxl.Workbook()
    target = book.worksheets[0]
    side = Side("thin")
    border = Border(side, side, side, side)
    for cell in sheet.sheet.cells:
        for row in range(cell.row + 1, cell.row + cell.rows + 1):
            for col in range(cell.col + 1, cell.col + cell.cols + 1):
                target.cell(row, col).border = border
        anchor = target.cell(cell.row + 1, cell.col + 1, cell.text or None)
        anchor.font = Font("宋体", cell.style.size_pt, cell.style.bold)
        anchor.alignment = Alignment(cell.style.align, "center", wrap_text=True)
        if cell.rows * cell.cols > 1:
            target.merge_cells(None, cell.row + 1, cell.col + 1, cell.row + cell.rows, cell.col + cell.cols)
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def main(count: int, tabs: int) -> None:
    forms = FormLibrary()
    samples = sample_filings(forms)
    with (
        tempfile.TemporaryDirectory() as folder,
        Desk(Ledger.create(Path(folder) / "台账.medaid", "371521"), forms) as desk,
    ):
        made = [samples[number % len(samples)] for number in range(count)]
        ids = desk.ledger.filings.add_many([(_copy(filing), title_of(desk.form_of(filing), filing)) for filing in made])
        setter = TextSetter(measuring_fonts())
        first = [workbook_sheet(desk, desk.ledger.filings.get(one), setter) for one in ids[: len(samples)]]
        before = peak_mb()
        took = seconds(lambda: export_files(desk, ids, Path(folder) / "分开"))
        print(f"{count} workbooks: {took:.1f} s, {count / took:.0f} a second, memory {before:.0f} → {peak_mb():.0f} MB")
        one = Path(folder) / "一本.xlsx"
        took = seconds(lambda: export_files(desk, ids[:tabs], one))
        size = one.stat().st_size / 1e6
        print(
            f"one workbook of {tabs}: {took:.1f} s, {tabs / took:.0f} a second, {size:.1f} MB, memory {peak_mb():.0f} MB"
        )
        ours = min(seconds(lambda: [paper_workbook([sheet]) for sheet in first]) for _ in range(3))
        for name, other in (("write-only, texts alone", bare), ("with styles and merges", full)):
            theirs = min(seconds(lambda other=other: [other(sheet) for sheet in first]) for _ in range(3))
            print(f"writing {len(first)} sheets: {ours / theirs:.2f} of openpyxl {name} ({ours:.2f} s, {theirs:.2f} s)")


def _copy(filing: Filing) -> Filing:
    made = filing.copy()
    made.id = ""
    return made


if __name__ == "__main__":
    numbers = [int(text) for text in sys.argv[1:3]]
    main(*(numbers + [FILINGS, TABS][len(numbers) :]))
