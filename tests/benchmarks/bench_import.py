"""A thousand county workbooks into one ledger: files a second, where the time goes, and whether memory stays flat.

    python -m tests.benchmarks.bench_import [--files 1000] [--folder FOLDER]

The workbooks are drawn by the tests' own layouts in a process of its own, into FOLDER (kept) or a temporary one; on
Linux the import runs on one core. The aims: 50 files a second, and no more than 20 MB between the 200th and the last file.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.incoming import ImportReport, expand, import_files
from medaid_desktop.operations.incoming import batch as incoming_batch
from medaid_desktop.operations.incoming import reading as incoming_reading
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger

AIM_FILES, AIM_MB = 50, 20
_FORMS = ("declaration", "project-target", "allocation", "regional-target", "self-evaluation", "target-breakdown")
_EARLY = 200


def draw(folder: Path, count: int) -> None:
    """Writes so many different workbooks, forms by turns; those that are there stay."""
    from tests.recognition.canvas import save_workbook
    from tests.recognition.contents import filing
    from tests.recognition.layout_allocations import lay_allocation
    from tests.recognition.layouts import lay_form
    from tests.recognition.reading_back import known

    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        rng, form = Random(number), _FORMS[number % len(_FORMS)]
        path = folder / f"{number:04d} {form}.xlsx"
        if not path.exists():
            laid = (
                lay_allocation(rng) if form == "allocation" else lay_form(filing(rng, form), known().forms[form], rng)
            )
            save_workbook(laid.canvas, path)


class Clock:
    """How long some functions took, put in their place by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def watch(self, owner: Any, name: str, what: str) -> None:
        work: Callable[..., Any] = getattr(owner, name)

        def timed(*arguments: Any, **options: Any) -> Any:
            start = time.perf_counter()
            try:
                return work(*arguments, **options)
            finally:
                self.seconds[what] = self.seconds.get(what, 0.0) + time.perf_counter() - start

        setattr(owner, name, timed)


def resident_mb() -> float:
    """The memory of this process in the working set; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def run(files: list[Path], ledger: Path) -> tuple[float, float, list[float], ImportReport]:
    """Seconds, those of the processor among them, the memory after each file in MB, and what became of them."""
    memory: list[float] = []
    with Desk(Ledger.create(ledger, "370000"), FormLibrary()) as desk:
        incoming_reading.known_for(desk)  # forms, regions and words are read once, by whoever comes first
        start, busy = time.perf_counter(), time.process_time()
        report = import_files(desk, files, progress=lambda _done, _total: memory.append(resident_mb()))
        return time.perf_counter() - start, time.process_time() - busy, memory, report


def measure(folder: Path, work: Path) -> None:
    clock = Clock()
    for name, what in (("content_of", "file"), ("document_of", "reading"), ("recognise", "understanding")):
        clock.watch(incoming_reading, name, what)
    clock.watch(incoming_batch, "read_incoming", "all before storing")
    clock.watch(incoming_batch, "before_import", "backup")
    files, _ = expand([folder])
    took, busy, memory, report = run(files, work / "at-once.medaid")
    stored = len(report.ids)
    parts = dict(clock.seconds)
    parts["completing"] = parts.pop("all before storing") - sum(parts[w] for w in ("file", "reading", "understanding"))
    parts["storing"] = took - sum(parts.values())
    print(
        f"{len(files)} files, {stored} filings, {len(report.failed)} failed: {len(files) / took:.0f} files/s (aim {AIM_FILES})"
    )
    print(
        f"  {len(files) / busy:.0f} files in a second of the processor: what it comes to on a machine with nothing else to do"
    )
    print("  ms a file: " + ", ".join(f"{name} {1000 * seconds / len(files):.2f}" for name, seconds in parts.items()))
    early = min(_EARLY, len(memory)) - 1
    print(
        f"  memory: {memory[early]:.0f} MB after {early + 1}, {memory[-1]:.0f} MB after {len(memory)} (aim +{AIM_MB} MB)"
    )
    print(
        f"  ledger: {(work / 'at-once.medaid').stat().st_size / 1e6:.1f} MB of {sum(f.stat().st_size for f in files) / 1e6:.1f} MB of files"
    )
    incoming_batch._LOT_FILES = 1
    took, _, _, _ = run(files, work / "one-by-one.medaid")
    print(f"  a commit for each file: {len(files) / took:.0f} files/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--draw", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.draw:
        draw(arguments.folder, arguments.files)
        return
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as work:
        folder = arguments.folder or Path(work) / "in"
        words = ["--draw", "--folder", str(folder), "--files", str(arguments.files)]
        subprocess.run([sys.executable, "-m", __spec__.name, *words], check=True)
        measure(folder, Path(work))


if __name__ == "__main__":
    main()
