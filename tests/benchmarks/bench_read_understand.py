"""Reading and understanding a workbook against openpyxl's merely loading it, in one run; and whether large sheets stay linear.

    python -m tests.benchmarks.bench_read_understand [FOLDER OF WORKBOOKS]

Without a folder the workbooks are drawn by the tests' own layouts. The aim: at most 0.6 of openpyxl's time, and at most 5 ms of
understanding for a county's form.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import openpyxl

from medaid_desktop.core.grid import Document, Grid, GridCell
from medaid_desktop.formats.documents import read_document
from medaid_desktop.recognition.recognise import recognise
from tests.recognition.canvas import save_workbook
from tests.recognition.contents import filing
from tests.recognition.layout_allocations import lay_allocation
from tests.recognition.layout_usage import lay_usage
from tests.recognition.layouts import TITLES, lay_form
from tests.recognition.reading_back import known

AIM = 0.6


def fastest(work: Callable[[], object], times: int = 7) -> float:
    """The shortest of several runs, in milliseconds."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best * 1000


def draw_workbooks(folder: Path) -> None:
    for form in TITLES:
        rng = Random(form)
        save_workbook(lay_form(filing(rng, form), known().forms[form], rng).canvas, folder / f"{form}.xlsx")
    for seed in range(3):
        save_workbook(lay_allocation(Random(seed)).canvas, folder / f"allocation-{seed}.xlsx")
    save_workbook(lay_usage(Random(1)).canvas, folder / "fund-usage.xlsx")


def compare(folder: Path) -> None:
    print(f"{'workbook':44} {'read':>8} {'understand':>11} {'openpyxl':>9} {'share':>6}")
    total = [0.0, 0.0, 0.0]
    for path in sorted(folder.rglob("*.xlsx")):
        document = read_document(path)
        recognise(document, known())
        times = [
            fastest(lambda path=path: read_document(path)),
            fastest(lambda document=document: recognise(document, known())),
            fastest(lambda path=path: openpyxl.load_workbook(path)),
        ]
        total = [one + more for one, more in zip(total, times, strict=True)]
        print(
            f"{path.name[:40]:44} {times[0]:8.2f} {times[1]:11.2f} {times[2]:9.2f} {(times[0] + times[1]) / times[2]:6.2f}"
        )
    share = (total[0] + total[1]) / total[2]
    print(f"{'all':44} {total[0]:8.2f} {total[1]:11.2f} {total[2]:9.2f} {share:6.2f}  (aim {AIM})")


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
            draw_workbooks(Path(folder))
            compare(Path(folder))
    grow()


if __name__ == "__main__":
    main()
