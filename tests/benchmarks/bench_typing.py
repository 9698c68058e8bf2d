"""From a key press to the painted cell: on the largest sample form and on an allocation of 2 000 rows.

    python -m tests.benchmarks.bench_typing [ROWS] [--national LEDGER]

Medians and worst cases in milliseconds against the goal of 16: the key that opens an editor, a key while typing with the
list of suggestions away and with it open, Enter to the stored cell and the next one; the disk's own time, in which it
makes sure of what was stored, is told apart. Against 50: until what the checks find is about what was stored. Everything goes through the shown
editor of the program on a real ledger. With a ledger of `national_ledger`, also what a question for suggestions and
their preparation take there.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.sheet import Slot
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.ledgers.sample import write_sample
from medaid_desktop.operations.suggesting.recall import recall
from medaid_desktop.operations.suggesting.suggestions import Suggester, warm_up
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.shipped.vocabulary import load_vocabulary
from medaid_desktop.ui.tasks import Tasks
from medaid_desktop.ui.views.findings.live import PaperChecks
from medaid_desktop.ui.views.paper.desk import PaperDesk
from medaid_desktop.ui.views.paper.editing_session import EditingSession
from medaid_desktop.ui.views.paper.view import PaperView

ROWS, RUNS = 2000, 25
KEY_MS, QUESTION_MS, FRESH_MS = 16, 5, 50
Key = Qt.Key


def painted(act: Callable[[], object]) -> float:
    """Milliseconds until what was done is on the screen."""
    begun = time.perf_counter()
    act()
    QApplication.processEvents()  # paints what asked for it
    return (time.perf_counter() - begun) * 1000


def type_key(letter: str) -> None:
    """A letter to whatever has the focus."""
    QTest.keyClicks(QApplication.focusWidget(), letter)


def press(key: Key) -> None:
    """A key to whatever has the focus."""
    QTest.keyClick(QApplication.focusWidget(), key)


def report(name: str, times: list[float], goal: int = KEY_MS) -> bool:
    """Prints median and worst; whether the median keeps to the goal."""
    middle = statistics.median(times)
    print(f"  {name}: median {middle:.1f} ms, worst {max(times):.1f} ms (goal {goal})")
    return middle <= goal


class Stopwatch:
    """Times how long the ledger takes to store an edit."""

    def __init__(self, ledger: Ledger) -> None:
        self.milliseconds = 0.0
        self._ledger, self._edit = ledger, ledger.edit
        ledger.edit = self._timed  # type: ignore[method-assign]

    def stop(self) -> None:
        """Lets the ledger go."""
        self._ledger.edit = self._edit  # type: ignore[method-assign]

    def _timed(self, *given: object, **named: object) -> object:
        begun = time.perf_counter()
        try:
            return self._edit(*given, **named)  # type: ignore[arg-type]
        finally:
            self.milliseconds += (time.perf_counter() - begun) * 1000


def measure(view: PaperView, checks: PaperChecks, path: str, letters: str) -> bool:
    """Types letters into a cell again and again; whether all medians keep to the goal."""
    place = view.session.paper.place_of(path)
    if place is None:
        raise SystemExit(f"{path} is not on the paper")
    opening, quiet, helped, leaving, storing, checking = [], [], [], [], [], []
    shown, disk = view.help, Stopwatch(view.session.desk.ledger)
    for number in range(RUNS):
        view.go_to(place)
        QApplication.processEvents()
        first, *rest = letters
        opening.append(painted(lambda first=first: type_key(first)))
        for letter in rest:
            helped.append(painted(lambda letter=letter: type_key(letter)))
        if not shown.list.isVisible():
            raise SystemExit(f"nothing is offered for {letters} in {path}")
        press(Key.Key_Escape)
        for letter in str(number):
            quiet.append(painted(lambda letter=letter: type_key(letter)))
        disk.milliseconds = 0.0
        leaving.append(painted(lambda: press(Key.Key_Return)) - disk.milliseconds)
        storing.append(disk.milliseconds)
        checking.append(fresh(checks))
    disk.stop()
    results = [
        report("first key, editor and list open", opening),
        report("key, list open", helped),
        report("key, no list", quiet),
        report("Enter, without the disk", leaving),
        report("findings fresh after it", checking, FRESH_MS),
    ]
    print(f"  the disk: median {statistics.median(storing):.1f} ms")
    return all(results)


def fresh(checks: PaperChecks) -> float:
    """Milliseconds until what is found is about the filing as it is."""
    begun = time.perf_counter()
    while not checks.is_fresh:
        QApplication.processEvents()
    return (time.perf_counter() - begun) * 1000


def largest(ledger: Ledger) -> Filing:
    """The filing with the most content."""
    found = [ledger.filings.get(summary.id) for summary in ledger.filings.list(form="declaration")]
    return max(found, key=lambda filing: len("".join(filing.values.values())))


def allocation(count: int) -> Filing:
    """An allocation of many rows for a province."""
    rows = [
        {"name": f"第{number}单位", "role": "unit", "depth": "1", "amount": f"{number}.50"} for number in range(count)
    ]
    return Filing("allocation", 2020, "330000", values={"title": "大表", "unit": "万元"}, tables={"rows": rows})


def opened(desk: Desk, filing_id: str, tasks: Tasks) -> tuple[PaperDesk, PaperChecks]:
    """The editor of a filing as the window has it, ready to type, and what the checks find in it."""
    paper = PaperDesk(EditingSession(desk, filing_id))
    paper.resize(1022, 640)
    paper.show()
    paper.activateWindow()
    paper.view.setFocus()
    paper.view.help.take(paper.view.help.preparing()(desk))
    checks = PaperChecks(paper.view, tasks)
    checks.begin()
    QTest.qWait(100)
    print(f"  findings: {len(checks.findings)}, the first after {fresh(checks) + 100:.0f} ms at the most")
    return paper, checks


def measure_questions(path: Path) -> bool:
    """Times questions for suggestions on a ledger of the whole country."""
    with Desk(Ledger.open(path, read_only=True), FormLibrary()) as desk:
        summary = desk.ledger.filings.list("371521", "declaration")[-1]
        filing = desk.ledger.filings.get(summary.id)
        begun = time.perf_counter()
        warm_up(desk.regions)
        suggester = Suggester(desk.form_of(filing), desk.regions, load_vocabulary())
        suggester.memory = recall(desk, filing)
        print(f"  preparing in the background: {(time.perf_counter() - begun) * 1000:.0f} ms")
        cells = [
            ("filling_unit", ""),
            ("project_name", ""),
            ("filled_on", ""),
            ("level3", "indicators"),
            ("target", "indicators"),
        ]
        times = []
        for column, table in cells:
            path_of = f"tables.indicators[3].{column}" if table else f"values.{column}"
            for typed in ("", "z", "zz", "95", ">=9", "医", "救助", "0701"):
                begun = time.perf_counter()
                suggester.suggest(filing, Slot((path_of,), column, table), typed)
                times.append((time.perf_counter() - begun) * 1000)
        return report("a question", times, QUESTION_MS)


def main() -> int:
    """Prints all figures; 1 where one misses its goal."""
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", nargs="?", type=int, default=ROWS)
    parser.add_argument("--national", type=Path)
    given = parser.parse_args()
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        with Desk(Ledger.open(write_sample(Path(folder) / "sample.medaid")), FormLibrary()) as desk:
            print("largest sample form")
            tasks = Tasks()
            paper, checks = opened(desk, largest(desk.ledger).id, tasks)
            good = measure(paper.view, checks, "values.filling_unit", "cz")
            good &= measure(paper.view, checks, "tables.indicators[0].target", ">=9")
            paper.close()
            print(f"allocation of {given.rows} rows")
            paper, checks = opened(desk, desk.ledger.filings.add(allocation(given.rows), "").id, tasks)
            good &= measure(paper.view, checks, f"tables.rows[{given.rows // 2}].name", "wz")
            paper.close()
            tasks.finish()
        application.processEvents()
    if given.national:
        print("ledger of the whole country")
        good &= measure_questions(given.national)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
