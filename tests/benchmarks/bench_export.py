"""A thousand filings of one template back into it, a file each: files a second, on the whole way from the ledger to the folder.

    python -m tests.benchmarks.bench_export [--template FILE] [--files 1000]

On Linux it runs on one core. The rate without syncing each file to the disk is told apart. Beside it stands what openpyxl needs to
load and save the same template as often. The aims: 60 files a second, or 1.5 times openpyxl's time, whichever is faster.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.exports.exporting import ExportReport, export_files
from medaid_desktop.operations.filings.filings import blank_filing, title_of
from medaid_desktop.operations.templates import keep_template, read_template
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from tests.operations.templates.blanks import target_book, written

AIM_FILES, AIM_RATIO = 60, 1.5
_ROWS = 12


def filings(desk: Desk, form_id: str, count: int) -> Iterator[tuple[Filing, str]]:
    """So many different filings of a form, with more rows than most templates have blank ones."""
    form = desk.forms.get(form_id)
    for number in range(count):
        filing = blank_filing(desk, form_id, "371521", 2020)
        for place, field in enumerate(form.fields):
            is_figure = field.type in ("amount", "number")
            text = (
                f"{number + place}.5" if is_figure else field.options[0] if field.options else f"{field.label}{number}"
            )
            filing.values[field.id] = text
        for table in form.tables:
            rows = filing.tables.setdefault(table.id, [])
            for row in range(len(rows), _ROWS):
                rows.append({column.id: f"{column.label[:4]}{row}" for column in table.columns if column.on_paper})
        yield filing, title_of(form, filing)


def timed(desk: Desk, ids: list[str], folder: Path) -> tuple[float, float, ExportReport]:
    """Seconds by the clock and of work that an export takes, and what it came to."""
    start, cpu = time.perf_counter(), time.process_time()
    report = export_files(desk, ids, folder)
    return time.perf_counter() - start, time.process_time() - cpu, report


def with_openpyxl(content: bytes, count: int) -> float:
    """Seconds that openpyxl needs to load and save a workbook so often."""
    start = time.perf_counter()
    for _ in range(count):
        load_workbook(BytesIO(content)).save(BytesIO())
    return time.perf_counter() - start


def main() -> int:
    """Prints the rates; 1 where the aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--template", type=Path)
    parser.add_argument("--files", type=int, default=1000)
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        template = options.template or written(work, target_book())
        with Desk(Ledger.create(work / "台账.medaid", "371521"), FormLibrary()) as desk:
            form = keep_template(desk, read_template(desk, template))[0].form
            ids = desk.ledger.filings.add_many(filings(desk, form, options.files))
            wall, cpu, report = timed(desk, ids, work / "out")
            os.fsync = lambda _: None
            own, _, _ = timed(desk, ids, work / "unsynced")
        others = with_openpyxl(template.read_bytes(), max(20, options.files // 20)) * options.files
        others /= max(20, options.files // 20)
    count = len(report.files)
    print(f"{count} files, {len(report.failed)} failed, {len(report.notices)} notices")
    print(f"{count / wall:.0f} files/s ({wall:.2f} s), {count / own:.0f} without syncing them to the disk")
    print(f"{cpu / count * 1000:.1f} ms of work a file; {own / others:.2f} × openpyxl's load and save")
    return 0 if count / own >= AIM_FILES or own <= AIM_RATIO * others else 1


if __name__ == "__main__":
    sys.exit(main())
