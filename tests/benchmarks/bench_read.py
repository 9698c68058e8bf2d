"""Compares reading a workbook with openpyxl's loading of it, in one run: python -m tests.benchmarks.bench_read [RUNS]

Two workbooks, written by openpyxl: a county's ten forms, and a table of 5 000 rows. Each is read in turn by both, RUNS
times (default 7); the quickest counts. Importing is not counted.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from medaid_desktop.formats.documents import read_document

RUNS = 7
LIMITS = {"county": 0.15, "5 000 rows": 0.6}
"""Ours may take so much of openpyxl's time. Understanding has to fit into what is left of 0.6 for a county's workbook."""

SHEETS, INDICATORS = 10, 24
COLUMNS = 10
_BORDER = Border(*[Side("thin")] * 4)


def county(path: Path) -> None:
    """Ten forms of 34 rows and 8 columns: ruled, merged, half of the cells blank, as offices send them."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number in range(SHEETS):
        sheet = book.create_sheet(f"区县{number + 1}")
        sheet.append(["项目支出绩效目标表"])
        sheet.merge_cells("A1:H1")
        sheet["A1"].font = Font(bold=True, size=16)
        for label in ("项目名称", "主管部门", "实施单位", "年度资金总额", "其中：财政拨款", "年度目标"):
            sheet.append([label, None, "医疗救助补助资金", None, "联系电话", None, 154.18])
        sheet.append(["一级指标", "二级指标", "三级指标", None, None, "指标值", "单位", "备注"])
        for row in range(INDICATORS):
            sheet.append(["产出指标", "数量指标", f"第 {row} 项救助对象的人次", None, None, 0.95, "%", None])
            sheet.cell(sheet.max_row, 6).number_format = '"≥"0%'
            sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=3, end_column=5)
        _rule(sheet)
    book.save(path)


def _rule(sheet: Worksheet) -> None:
    for row in sheet.iter_rows(min_row=1, max_row=sheet.max_row + 3, max_col=8):
        for cell in row:
            cell.border = _BORDER
            cell.alignment = Alignment(wrap_text=True, vertical="center")


def long_table(path: Path) -> None:
    """5 000 rows of ten filled cells: texts, numbers, percentages."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in range(5000):
        sheet.append(
            [f"地区{row}", "数量指标", f"救助{row}人", row / 7, row * 3, "产出指标", row, row / 11, f"备注{row}", row]
        )
        sheet.cell(row + 1, 4).number_format = "0.00%"
        sheet.cell(row + 1, 5).number_format = "#,##0"
    book.save(path)


def seconds(read: Callable[[Path], object], path: Path) -> float:
    """How long reading takes."""
    begun = time.perf_counter()
    read(path)
    return time.perf_counter() - begun


def main() -> int:
    """Prints both times and their ratio for each workbook; exit status 1 where a limit is broken."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    good = True
    print(f"{'workbook':<12}{'ours ms':>10}{'openpyxl ms':>13}{'ratio':>8}{'limit':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for name, write in (("county", county), ("5 000 rows", long_table)):
            path = Path(folder) / "book.xlsx"
            write(path)
            pairs = [(seconds(read_document, path), seconds(openpyxl.load_workbook, path)) for _ in range(runs)]
            ours, theirs = (min(times) for times in zip(*pairs, strict=True))
            good = good and ours / theirs <= LIMITS[name]
            print(f"{name:<12}{ours * 1000:>10.1f}{theirs * 1000:>13.1f}{ours / theirs:>8.2f}{LIMITS[name]:>8}")
    print("all limits held" if good else "a limit is broken")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
