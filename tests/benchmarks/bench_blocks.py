"""How a large allocation table feels: opening, typing, scrolling, lines and blocks, each until it is painted.

    python -m tests.benchmarks.bench_blocks [ROWS]

In milliseconds: median, 95th percentile and worst of the clock, then median and worst of processor time (other work on
the machine shows less in them), against the goals for the median; no worst case is to be over 50. Everything goes through
a shown editor on a real ledger, with the collector of unreachable objects set as the program sets it.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.ui.collector import look_seldom, set_aside
from medaid_desktop.ui.views.paper.desk import PaperDesk
from medaid_desktop.ui.views.paper.editing_session import EditingSession

ROWS = 2000
KEY_MS, STEP_MS, PASTE_MS, COPY_MS, OPENING_MS = 16, 25, 50, 100, 120
RUNS = 60
PASTED = 200
_CODES = {"function_code": "2101301", "department_economic_code": "30306", "government_economic_code": "50901"}

Key, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def large_filing(count: int) -> Filing:
    """An allocation in all ten columns."""
    rows = [
        {
            "name": f"第{number}单位", "role": "unit", "depth": "2", "headcount": str(number),
            "central_general": f"{number}.50", "central_lottery": "1", "regional_general": "2", "amount": "3",
            "total": f"{number + 6}.50", **_CODES,
        }
        for number in range(count)
    ]  # fmt: skip
    return Filing("allocation", 2020, values={"title": "大表", "unit": "万元"}, tables={"rows": rows})


def painted(act: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds until what was done is on the screen, by the clock and of the processor."""
    begun, worked = time.perf_counter(), time.process_time()
    act()
    QApplication.processEvents()  # paints what asked for it
    return (time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000


class Bench:
    """Runs the measurements on one open editor."""

    def __init__(self, desk: PaperDesk) -> None:
        self.desk = desk
        self.missed = 0

    def time(self, name: str, goal: float, *acts: Callable[[], object], runs: int = RUNS) -> None:
        """Prints what several acts take that follow one another, each set of them `runs` times."""
        times: list[list[tuple[float, float]]] = [[] for _ in acts]
        for _ in range(runs):
            for found, act in zip(times, acts, strict=True):
                found.append(painted(act))
        for word, found in zip(name.split("/"), times, strict=True):
            clock, processor = zip(*found, strict=True)
            median = statistics.median(clock)
            high = sorted(clock)[round(0.95 * (len(clock) - 1))]
            figures = (median, high, max(clock), statistics.median(processor), max(processor))
            self.missed += median > goal
            shown = "".join(f"{figure:8.1f}" for figure in figures)
            print(f"{word:<34}{shown}   goal {goal:.0f}{'' if median <= goal else '   MISSED'}")

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.desk.view, key, modifier)

    def go(self, index: int, column: str) -> None:
        place = self.desk.session.paper.place_of(f"tables.rows[{index}].{column}")
        assert place is not None
        self.desk.view.go_to(place)

    def all(self, count: int) -> None:
        middle, press, session = count // 2, self.press, self.desk.session
        bar = self.desk.view.verticalScrollBar()
        self.go(middle, "amount")
        QApplication.processEvents()
        self.time("a digit into an editor", KEY_MS, lambda: press(Key.Key_1))
        press(Key.Key_Escape)
        self.time("first key/Enter stores the cell", STEP_MS, lambda: press(Key.Key_7), lambda: press(Key.Key_Return))
        self.time("wheel", KEY_MS, lambda: bar.setValue(bar.value() + 90))
        self.time("page down", STEP_MS, lambda: press(Key.Key_PageDown))
        self.go(middle, "amount")
        self.time(
            "duplicate a row/undo/redo/delete a row", STEP_MS,
            lambda: press(Key.Key_D, CTRL | SHIFT), session.undo, session.redo, lambda: press(Key.Key_Delete, CTRL),
        )  # fmt: skip
        self.time("open a blank row/take it away", STEP_MS, lambda: press(Key.Key_Return, CTRL),
                  lambda: press(Key.Key_Delete, CTRL))  # fmt: skip
        self.go(middle, "name")
        self.time("reload", STEP_MS, session.reload)
        self.time("select all/copy all/go back", COPY_MS, lambda: press(Key.Key_A, CTRL),
                  lambda: press(Key.Key_C, CTRL), lambda: self.go(middle, "name"), runs=20)  # fmt: skip
        self.blocks(count)

    def blocks(self, count: int) -> None:
        """Pasting over the last line and 199 rows beyond it, which is asked about and agreed to; rows are counted."""
        session, view = self.desk.session, self.desk.view
        line = "新单位\t12\t1.5\t2.5\t3\t2101301\t30306\t50901\t4\t5"
        texts = iter("\r\n".join([line.replace("12", str(number))] * PASTED) for number in range(1000))

        def paste() -> None:
            QGuiApplication.clipboard().setText(next(texts))
            self.go(count - 1, "name")
            self.press(Qt.Key.Key_V, CTRL)
            session.answer(True)
            assert len(session.filing.tables["rows"]) == count + PASTED - 1, "nothing was pasted"

        def undo() -> None:
            session.undo()
            assert len(session.filing.tables["rows"]) == count, "the paste was not undone"

        view.setFocus()
        self.time("paste 200 rows/undo the paste", PASTE_MS, paste, undo, runs=20)


def opened(work: Desk, filing_id: str) -> PaperDesk:
    """The editor of a filing, painted."""
    desk = PaperDesk(EditingSession(work, filing_id))
    desk.resize(1200, 700)
    desk.show()
    QTest.qWaitForWindowExposed(desk)
    desk.view.viewport().repaint()
    return desk


def main() -> int:
    """Prints all measurements; the exit status is the number of goals missed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder, Ledger.create(Path(folder) / "large.medaid") as ledger:
        filing = ledger.filings.add(large_filing(count), "")
        work = Desk(ledger, FormLibrary())
        work.form_of(filing)
        look_seldom()
        set_aside()
        print(f"{count} rows, 10 columns; ms          median     95 %   worst     cpu   worst")
        begun = time.perf_counter()
        opened(work, filing.id).close()
        print(f"{'opening (first one, fonts and all)':<34}{(time.perf_counter() - begun) * 1000:8.1f}")
        times = [painted(lambda: opened(work, filing.id).close()) for _ in range(10)]
        middle = [statistics.median(column) for column in zip(*times, strict=True)]
        print(f"{'opening':<34}{middle[0]:8.1f}{'':8}{max(times)[0]:8.1f}{middle[1]:8.1f}{'':8}   goal {OPENING_MS}")
        desk = opened(work, filing.id)
        desk.activateWindow()
        desk.view.setFocus()
        QTest.qWait(300)
        bench = Bench(desk)
        bench.all(count)
        desk.close()
    assert application is not None
    return bench.missed


if __name__ == "__main__":
    sys.exit(main())
