"""From an edit to the updated preview, paging through hundreds of filings, printing: python -m tests.benchmarks.bench_preview

Prints milliseconds and mebibytes and ends with 1 where a limit is passed. The edits are committed as by the keyboard; the
clock stops when the pages seen have been drawn anew.
"""

import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["MEDAID_HOME"] = tempfile.mkdtemp()

from PySide6.QtWidgets import QApplication

from medaid_desktop.app import build_window
from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.operations.ledgers.sample import write_sample
from medaid_desktop.ui.dialogs.printing.preview import PrintPreview
from medaid_desktop.ui.main_window import MainWindow
from medaid_desktop.ui.printing.job import print_job
from medaid_desktop.ui.printing.options import PrintOptions
from medaid_desktop.ui.tasks import Task
from medaid_desktop.ui.views.editor_tabs import EditorTabs
from medaid_desktop.ui.views.preview.panel import PreviewPanel
from tests.ui.printing.fake_printers import LASER, FakePrinters

EDIT_LIMIT_MS, MEMORY_LIMIT_MB = 150.0, 40.0
EDITS, FILINGS, PRINTED = 40, 300, 26


def main() -> int:
    """Measures and says whether all limits hold."""
    app = QApplication([])
    folder = Path(tempfile.mkdtemp())
    window = cast(MainWindow, build_window(write_sample(folder / "bench.medaid")))
    window.resize(1366, 768)
    window.show()
    edits, pauses = edit_to_preview(app, window)
    median = statistics.median(edits)
    print(
        f"edit to preview: median {median:.0f} ms, worst {max(edits):.0f} ms, limit of the median {EDIT_LIMIT_MS:.0f} ms"
    )
    print(
        f"longest time the window does not answer meanwhile: median {statistics.median(pauses):.0f} ms, worst {max(pauses):.0f} ms"
    )
    grown, per_page = paging(app, window)
    print(
        f"paging through {FILINGS} filings: {per_page:.0f} ms a page, {grown:.0f} MB more, limit {MEMORY_LIMIT_MB:.0f} MB"
    )
    seconds, pages, size = printing(window, folder)
    print(
        f"printing {PRINTED} filings: {seconds:.1f} s, {pages} pages, {size / pages / 1024:.0f} KiB a page in the spool"
    )
    window.leave()
    return 0 if median <= EDIT_LIMIT_MS and grown <= MEMORY_LIMIT_MB else 1


def edit_to_preview(app: QApplication, window: MainWindow) -> tuple[list[float], list[float]]:
    """Edits the sample filing with the most cells, first and last field in turn; ms to the preview, and the longest
    piece of work of the window's own thread after each edit.
    """
    desk = window.workspace.desk
    ids = [summary.id for summary in desk.ledger.filings.list()]
    largest = max(ids, key=lambda filing_id: len(desk.paper(desk.ledger.filings.get(filing_id)).sheet.cells))
    tabs = window.findChild(EditorTabs)
    assert tabs is not None
    tabs.open(largest)
    window.commands.preview.trigger()
    panel = window.findChild(PreviewPanel)
    front = tabs.front()
    assert panel is not None and front is not None and front.desk is not None
    pages, session, view = panel.pages, front.desk.session, front.desk.view
    until(app, lambda: bool(pages.sizes) and pages.is_settled())
    sheet = session.paper.sheet
    print(f"largest sample form: {sheet.title}, {len(sheet.cells)} cells, {len(pages.sizes)} pages")
    came: list[bool] = []
    pages.remade.connect(lambda: came.append(True))
    fields = [anchor for anchor in session.grid.fields if session.is_editable(anchor)]
    taken: list[float] = []
    pauses: list[float] = []
    for number in range(EDITS):
        place = fields[0 if number % 2 else -1]
        view.go_to(place)
        until(app, pages.is_settled)
        came.clear()
        start = time.perf_counter()
        assert session.type_into(*place, f"第 {number} 次")
        pauses.append(until(app, lambda: bool(came) and pages.is_settled()) * 1000)
        taken.append((time.perf_counter() - start) * 1000)
    return taken, pauses


def paging(app: QApplication, window: MainWindow) -> tuple[float, float]:
    """Pages through a large preview; mebibytes that the process grew after the first tenth, and ms a page."""
    desk = window.workspace.desk
    samples = [summary.id for summary in desk.ledger.filings.list(form="declaration")]
    source = desk.ledger.filings.get(samples[0])
    ids = [add_filing(desk, source.form, "371521", 2000 + n % 20, source=source.id).id for n in range(FILINGS)]
    preview = PrintPreview(window._context, ids, window)
    preview.show()
    until(app, lambda: len(preview.pages.measured) == FILINGS and preview.pages.is_settled())
    count = len(preview.pages.sizes)
    before = memory_mb()
    start = time.perf_counter()
    for page in range(count):
        if page == count // 10:
            before = memory_mb()
        preview.view.go_to_page(page)
        until(app, preview.pages.is_settled)
    per_page = (time.perf_counter() - start) * 1000 / count
    preview.reject()
    return memory_mb() - before, per_page


class _Alone(Task):
    """A task nobody watches."""

    def __init__(self) -> None:
        pass

    def is_cancelled(self) -> bool:
        return False

    def progress(self, done: int, total: int) -> None:
        pass


def printing(window: MainWindow, folder: Path) -> tuple[float, int, int]:
    """Sends filings to a printer that writes PDF: seconds, pages, bytes of the spool file."""
    desk = window.workspace.desk
    ids = [summary.id for summary in desk.ledger.filings.list()][:PRINTED]
    printers = FakePrinters(folder)
    start = time.perf_counter()
    sent = print_job(desk, ids, printers, LASER, PrintOptions(), "bench", _Alone())
    return time.perf_counter() - start, sent.pages, printers.output(1).stat().st_size


def until(app: QApplication, holds: Callable[[], bool]) -> float:
    """Lets the window work until something holds, with pauses for the background; the longest piece in seconds."""
    end = time.perf_counter() + 30
    longest = 0.0
    while not holds():
        if time.perf_counter() > end:
            raise TimeoutError
        start = time.perf_counter()
        app.processEvents()
        longest = max(longest, time.perf_counter() - start)
        time.sleep(0.001)
    return longest


def memory_mb() -> float:
    """The memory the process holds now where the system tells, else the most it ever held."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
