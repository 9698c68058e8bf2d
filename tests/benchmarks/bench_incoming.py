"""How the page of the import feels: a document of 3 000 rows, a list of 1 000 files.

    python -m tests.benchmarks.bench_incoming [ROWS] [FILES]

Prints milliseconds by the clock, and as `own work` those that the window's thread itself was busy (other work on the
machine shows less in them). A pause over 50 ms is felt. `longest pause while reading` is how long the window's own thread did not
come to its turn while files were read beside it.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("MEDAID_HOME", tempfile.mkdtemp())

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

from medaid_desktop.store.ledger import Ledger
from medaid_desktop.ui.views.incoming.page import IncomingPage
from tests.ui.incoming.documents import allocation_book, target_book
from tests.ui.incoming.hands import Hands
from tests.ui.shell import Key, Shell, wait_until

PAUSE_MS = 50


def main(rows: int = 3000, files: int = 1000) -> None:
    app = QApplication.instance() or QApplication(["bench", "-style", "fusion"])
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "office.medaid"
        Ledger.create(ledger).close()
        shell = Shell(ledger)
        hands = Hands(shell)
        document(hands, Path(folder), rows)
        hands.page.batch.skip(hands.page.batch.entries)  # nothing waits: the page can be closed
        hands.page.close_requested.emit()
        QTest.qWait(50)
        many(hands, Path(folder), files)
        shell.window.close()
    app.quit()


def document(hands: Hands, folder: Path, rows: int) -> None:
    """One long allocation table."""
    names = [(f"第{number}医疗救助定点单位", f"{number / 4:.2f}") for number in range(rows)]
    book = allocation_book(folder / "长表.xlsx", names)
    start = time.perf_counter()
    hands.take(book)
    say("dropped until read and shown, whole way", since(start))
    view = hands.view
    start = time.perf_counter()
    view.show_grid(view.document.layout_, view.document.marks)
    view.viewport().repaint()
    say(f"document of {rows} rows shown", since(start))
    timed("document, a wheel step", lambda: wheel(view), 150)
    view.setFocus()
    timed("document, PgDn", lambda: hands.shell.press(Key.Key_PageDown), 60)
    timed("document, down a cell with the paper following", lambda: hands.shell.press(Key.Key_Down), 60)
    timed("document, zoom", lambda: view.set_zoom(90 if view.zoom != 90 else 110), 6)


def many(hands: Hands, folder: Path, files: int) -> None:
    """Many files in the list; one looks at them while they are read."""
    inbox = folder / "来文"
    inbox.mkdir()
    for number in range(files):
        target_book(inbox / f"{number + 1}.xlsx", project=f"项目{number + 1}")
    gaps: list[float] = []
    last = time.perf_counter()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append((now - last) * 1000)
        last = now

    pulse = QTimer(interval=5)
    pulse.timeout.connect(beat)
    start = last = time.perf_counter()
    pulse.start()
    assert hands.drop(inbox)
    wait_until(
        lambda: hands.shell.window.findChild(IncomingPage) is not None and bool(hands.page.batch.entries), 60_000
    )
    wait_until(lambda: hands.view.document.rowCount() > 0, 60_000)
    say(f"{files} files dropped until the first document is seen", since(start))
    wait_until(lambda: not hands.page.batch.reader.unread, 600_000)
    pulse.stop()
    say(f"{files} files read in the background", since(start))
    say("longest pause while reading", max(gaps))
    say("pauses over 50 ms while reading", sum(gap > PAUSE_MS for gap in gaps), "")
    hands.settle()
    files_list = hands.page.files.list
    timed(f"list of {files}, a wheel step", lambda: wheel(files_list), 100)
    files_list.setFocus()
    timed(f"list of {files}, down to the next file and its document", lambda: down(hands), 40)


def down(hands: Hands) -> None:
    hands.shell.press(Key.Key_Down)
    QTest.qWait(0)


def wheel(area: QAbstractScrollArea) -> None:
    """A step of the wheel, painted when this returns."""
    spot = QPointF(60, 60)
    event = QWheelEvent(
        spot, spot, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(area.viewport(), event)
    QTest.qWait(0)


def timed(name: str, act: Callable[[], object], times: int) -> None:
    """The median and the longest of so many times."""
    found: list[float] = []
    worked: list[float] = []
    for _ in range(times):
        start, own = time.perf_counter(), time.thread_time()
        act()
        QTest.qWait(0)
        found.append(since(start))
        worked.append((time.thread_time() - own) * 1000)
    clock = f"median {median(found):6.1f}  longest {max(found):6.1f}"
    print(f"{name:54} {clock}   own work {median(worked):6.1f} {max(worked):6.1f} ms")


def since(start: float) -> float:
    return (time.perf_counter() - start) * 1000


def say(name: str, figure: float, unit: str = "ms") -> None:
    print(f"{name:54} {figure:13.1f} {unit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
