"""Filings into templates: milliseconds each, beside what openpyxl needs to load and save the same workbook.

    python -m tests.benchmarks.bench_template_export [--files 1000]

On Linux it runs on one core. First each of the blank forms of the tests, filled in with more rows than it has; then the first of
them so many times into a folder, with what the disk takes to sync told apart. The way from the ledger on is in `bench_export`.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from medaid_desktop.core.templates.filling.filled import Filled
from medaid_desktop.core.templates.filling.filling import fill
from medaid_desktop.formats.excel.filling.template_filling import TemplateFiller
from medaid_desktop.formats.files import write_file
from tests.benchmarks.timing import median_ms
from tests.formats.excel.filling.filled_forms import a_filing
from tests.formats.excel.patching.blank_forms import BLANK_FORMS, BlankForm

AIM_FILES, AIM_MS = 60, 6.0
_RUNS = 30


def saved_by_openpyxl(data: bytes) -> None:
    """What the usual library would do to the template."""
    load_workbook(BytesIO(data)).save(BytesIO())


def both(blank: BlankForm) -> tuple[Callable[[], Filled], Callable[[], bytes]]:
    """Finding the place of a filing's texts, and writing them."""
    filler, filing = TemplateFiller(blank.data, blank.map), a_filing(blank)
    filled = fill(blank.map, blank.form, filing, "阳谷县")
    return (lambda: fill(blank.map, blank.form, filing, "阳谷县")), (lambda: filler.filled(filled).content)


def main() -> int:
    """Prints the figures; 1 where the aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    slowest = 0.0
    print(f"{'template':<14}{'place ms':>10}{'write ms':>10}{'openpyxl ms':>13}{'ratio':>8}")
    for name, make in BLANK_FORMS.items():
        blank = make()
        place, write = both(blank)
        placed, written = median_ms(place, _RUNS), median_ms(write, _RUNS)
        other = median_ms(lambda data=blank.data: saved_by_openpyxl(data), 5)
        slowest = max(slowest, placed + written)
        print(f"{name:<14}{placed:>10.2f}{written:>10.2f}{other:>13.1f}{(placed + written) / other:>8.2f}")
    blank = BLANK_FORMS["portrait"]()
    place, write = both(blank)
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        for number in range(options.files):
            place()
            write_file(Path(folder) / f"{number}.xlsx", write())
        whole = time.perf_counter() - started
    started, work = time.perf_counter(), time.process_time()
    for _ in range(options.files):
        place()
        write()
    alone, work = time.perf_counter() - started, time.process_time() - work
    print(
        f"{options.files / whole:.0f} files/s onto the disk ({whole:.2f} s), {options.files / alone:.0f} without writing and syncing"
    )
    print(f"{work / options.files * 1000:.1f} ms of the processor's time a filing, without the disk")
    print(f"slowest template {slowest:.1f} ms a filing (aim {AIM_MS:g})")
    return 0 if options.files / whole >= AIM_FILES or options.files / alone >= AIM_FILES else 1


if __name__ == "__main__":
    sys.exit(main())
