"""Workbooks as counties and provinces send them, drawn with openpyxl."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

INDICATORS = (
    ("产出指标", "数量指标", "资助参保人数", "≥12000人"),
    ("产出指标", "数量指标", "门诊救助人次", "≥8000人次"),
    ("产出指标", "质量指标", "救助对象覆盖率", "≥95%"),
    ("产出指标", "时效指标", "一站式结算时限", "≤30分钟"),
    ("效益指标", "社会效益指标", "困难群众医疗负担", "有效缓解"),
    ("满意度指标", "服务对象满意度指标", "救助对象满意度", "≥90%"),
)
HEADS = ("一级指标", "二级指标", "三级指标", "指标值")
ODD_HEADS = (*HEADS, "内部记号")
"""With a column that no form knows."""
Merged = tuple[int, int, int, int]


def target_sheet(
    sheet: Worksheet, office: str = "阳谷县医疗保障局", project: str = "城乡医疗救助补助资金", total: str = "350",
    year: int | None = 2021, heads: Sequence[str] = HEADS, indicators: Sequence[Sequence[str]] = INDICATORS,
    title: str = "绩效目标表",
) -> None:  # fmt: skip
    """A 绩效目标表: title, fields in pairs, the table of indicators with merged groups."""
    rows: list[Sequence[str]] = [
        (title,),
        (f"（{year}年度）" if year else "",),
        ("项目名称", project),
        ("主管部门", "医疗保障局", "实施单位", office),
        ("年度资金总额（万元）", total, "其中：财政拨款", total),
        ("年度目标", "对符合条件的困难群众应救尽救，减轻其医疗负担。"),
        heads,
        *((*row, *("甲" for _ in heads[4:])) for row in indicators),
    ]
    for at, row in enumerate(rows, 1):
        for col, text in enumerate(row, 1):
            if text:
                sheet.cell(at, col, text).data_type = "s"
    for at, (start, end) in {1: (1, 4), 2: (1, 4), 3: (2, 4), 6: (2, 4)}.items():
        sheet.merge_cells(start_row=at, start_column=start, end_row=at, end_column=end)
    for col in (1, 2):
        _merge_groups(sheet, col, 8, 7 + len(indicators))


def _merge_groups(sheet: Worksheet, col: int, first: int, last: int) -> None:
    start = first
    for at in range(first + 1, last + 2):
        same = at <= last and all(sheet.cell(at, c).value == sheet.cell(start, c).value for c in range(1, col + 1))
        if not same:
            if at - 1 > start:
                for row in range(start + 1, at):
                    sheet.cell(row, col).value = None
                sheet.merge_cells(start_row=start, start_column=col, end_row=at - 1, end_column=col)
            start = at


def target_book(path: Path, **what: object) -> Path:
    """A workbook with one 绩效目标表."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "绩效目标表"
    target_sheet(book.active, **what)  # type: ignore[arg-type]
    book.save(path)
    return path


def allocation_book(path: Path, counties: Sequence[tuple[str, str]], unit: str = "单位：万元") -> Path:
    """An 资金分配表 of a prefecture: name and amount of each county, and their sum."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "分配表"
    rows: list[Sequence[str | float]] = [
        ("2021年聊城市城乡医疗救助补助资金分配表",), ("", unit), ("单位", "分配金额"), ("合计", sum(float(a) for _, a in counties)),
        *((name, float(amount)) for name, amount in counties),
    ]  # fmt: skip
    for at, row in enumerate(rows, 1):
        for col, value in enumerate(row, 1):
            if value != "":
                sheet.cell(at, col, value)
    sheet.merge_cells("A1:B1")
    book.save(path)
    return path


def several_book(path: Path, offices: Sequence[str]) -> Path:
    """A workbook with a sheet for each county."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for office in offices:
        target_sheet(book.create_sheet(office.removesuffix("医疗保障局")), office)
    book.save(path)
    return path
