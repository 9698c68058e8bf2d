"""How long a start takes: the whole window, painted and ready, against a bare PySide6 main window with a table view.

    python -m tests.benchmarks.bench_window [RUNS]

Whole processes of both kinds run in turn; medians of wall time. The goal is a ratio of at most 1.6.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNS = 11
GOAL = 1.6

BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, app.quit)

app = QApplication(sys.argv)
window = Window()
window.setCentralWidget(QTableView())
window.resize(1366, 768)
window.show()
app.exec()
"""


def measure(command: list[str], environment: dict[str, str]) -> float:
    """Seconds that a process takes from start to end; it must succeed."""
    begun = time.perf_counter()
    subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main() -> int:
    """Prints both medians and the ratio; 1 where it misses the goal."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"MEDAID_HOME": home, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": f"{home}/code"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its byte code
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        ours = [sys.executable, "-m", "medaid_desktop", "--exit-when-ready"]
        bare = [sys.executable, "-c", BARE]
        for command in (ours, bare):  # fills the caches, as any start but the first finds them
            measure(command, environment)
        pairs = [(measure(ours, environment), measure(bare, environment)) for _ in range(runs)]
    window, plain = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = window / plain
    print(
        f"window {window * 1000:.0f} ms, bare {plain * 1000:.0f} ms, ratio {ratio:.2f} (goal {GOAL}), {runs} runs each"
    )
    return 0 if ratio <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
