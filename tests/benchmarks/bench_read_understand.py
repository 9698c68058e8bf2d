"""Reading and understanding a workbook against openpyxl's merely loading it, in one run; whether large sheets stay linear; a whole process.

    python -m tests.benchmarks.bench_read_understand [FOLDER OF WORKBOOKS]

Without a folder the workbooks are drawn by the tests' own layouts. "first" is understanding a document whose texts were never seen
before, "again" the same texts once more. The aim: at most 0.6 of openpyxl's time.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl

from medaid_desktop.core.grid import Document, Grid, GridCell
from medaid_desktop.formats.documents import read_document
from medaid_desktop.recognition.recognise import recognise
from medaid_desktop.recognition.where import place_names
from medaid_desktop.recognition.wording import folding, words
from tests.benchmarks.drawn_workbooks import draw_all
from tests.recognition.reading_back import known

AIM = 0.6
_REMEMBERED = (folding.squeezed, folding.label_key, folding.without_note, words.forms_of, place_names.office_region)


def fastest(work: Callable[[], object], times: int = 7, before: Callable[[], object] = lambda: None) -> float:
    """The shortest of several runs, in milliseconds."""
    best = float("inf")
    for _ in range(times):
        before()
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best * 1000


def forget() -> None:
    """As if no document had been understood before."""
    known().vocabulary.forget(at_once=True)
    for remembered in _REMEMBERED:
        remembered.cache_clear()


def compare(folder: Path) -> None:
    print(
        f"{'workbook':34} {'cells':>6} {'read':>8} {'again':>8} {'first':>8} {'openpyxl':>9} {'share':>6} {'first':>6}"
    )
    total = [0.0] * 4
    for path in sorted(folder.rglob("*.xlsx")):
        document = read_document(path)
        recognise(document, known())
        cells = sum(len(grid.cells) for grid in document.grids)
        runs = 3 if cells > 5000 else 7
        times = [
            fastest(lambda path=path: read_document(path), runs),
            fastest(lambda document=document: recognise(document, known()), runs),
            fastest(lambda document=document: recognise(document, known()), runs, forget),
            fastest(lambda path=path: openpyxl.load_workbook(path), runs),
        ]
        total = [one + more for one, more in zip(total, times, strict=True)]
        print(f"{path.stem[:34]:34} {cells:6} {_line(times)}")
    print(f"{'all':41} {_line(total)}  (aim {AIM})")


def _line(times: list[float]) -> str:
    read, again, first, theirs = times
    return f"{read:8.2f} {again:8.2f} {first:8.2f} {theirs:9.2f} {(read + again) / theirs:6.2f} {(read + first) / theirs:6.2f}"


def whole_process(folder: Path) -> None:
    """`medaid read` of one form, from the start of Python to its end."""
    path = min(folder.rglob("*.xlsx"), key=lambda path: path.stat().st_size)
    call = [sys.executable, "-m", "medaid_desktop.cli", "read", "--json", str(path)]
    took = fastest(lambda: subprocess.run(call, check=True, capture_output=True), 5)
    bare = fastest(lambda: subprocess.run([sys.executable, "-c", ""], check=True), 5)
    print(f"\nmedaid read --json {path.name}: {took:.0f} ms, of which Python itself {bare:.0f} ms")


def long_sheet(rows: int) -> Document:
    """An allocation of 20 000 cells and more: offices of one county after another, four columns."""
    cells = [GridCell(0, 0, "2024年补助资金分配表", cols=4)]
    cells += [GridCell(1, col, text) for col, text in enumerate(("序号", "单位名称", "金额（万元）", "备注"))]
    for row in range(2, rows):
        texts = (str(row - 1), f"第{row}卫生院", f"{row}.5", "按人数分配")
        cells += [GridCell(row, col, text) for col, text in enumerate(texts)]
    return Document("长表.xlsx", "xlsx", (Grid("Sheet1", tuple(cells), rows, 4),))


def grow() -> None:
    print(f"\n{'cells of one sheet':44} {'understand':>11} {'µs a cell':>10}")
    for rows in (1_250, 2_500, 5_000, 10_000):
        document = long_sheet(rows)
        took = fastest(lambda document=document: recognise(document, known()), times=2)
        print(f"{rows * 4:44} {took:11.1f} {1000 * took / (rows * 4):10.2f}")


def main() -> None:
    if len(sys.argv) > 1:
        compare(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            draw_all(Path(folder))
            compare(Path(folder))
            whole_process(Path(folder))
    grow()


if __name__ == "__main__":
    main()
