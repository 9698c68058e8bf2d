"""Small workbooks as counties send them, for the tests of the import."""

import io
from functools import cache
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

INDICATORS = (
    ("产出指标", "数量指标", "资助参保人数", "≥58200人"),
    ("产出指标", "质量指标", "重点救助对象救助比例", "≥70%"),
    ("效益指标", "社会效益指标", "救助政策知晓率", "≥90%"),
)


def target_sheet(
    sheet: Worksheet, county: str = "阳谷县", year: int | None = 2021, project: str = "医疗救助补助资金", total: str = "350.5",
    indicators: tuple[tuple[str, str, str, str], ...] = INDICATORS,
) -> None:  # fmt: skip
    """Fills a sheet with a project's target table."""
    rows = [
        ["项目支出绩效目标表"],
        [f"（{year}年度）" if year else ""],
        ["项目名称", project, "", ""],
        ["主管部门", f"{county}医疗保障局" if county else "", "实施单位", f"{county}医疗保障局" if county else ""],
        ["年度资金总额（万元）", total, "其中：财政拨款（万元）", total],
        ["年度目标", "对符合条件的困难群众及时救助，减轻医疗费用负担。", "", ""],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        *map(list, indicators),
    ]
    for row in rows:
        sheet.append(row)


def target_book(path: Path, *sheets: dict[str, object], **one: object) -> Path:
    """Writes a workbook with a target table on each sheet; returns its path."""
    path.write_bytes(_drawn(tuple(tuple(sorted(options.items())) for options in sheets or (one,))))
    return path


@cache
def _drawn(sheets: tuple[tuple[tuple[str, object], ...], ...]) -> bytes:
    book, stream = Workbook(), io.BytesIO()
    book.remove(book.active)
    for number, options in enumerate(sheets, 1):
        target_sheet(book.create_sheet(f"表{number}"), **dict(options))
    book.save(stream)
    return stream.getvalue()


def unknown_sheet(book: Workbook, name: str = "别的表") -> None:
    """Adds a table whose indicators can be read and whose form nobody knows."""
    sheet = book.create_sheet(name)
    for row in (["工作台账"], ["一级指标", "二级指标", "三级指标", "指标值"], *map(list, INDICATORS)):
        sheet.append(row)
