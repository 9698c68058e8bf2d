"""Filings with large tables, flat and with merged groups, for benchmarks of the paper editor."""

from collections.abc import Sequence
from dataclasses import dataclass

from medaid_desktop.core.filing import Filing, Row

_CODES = {"function_code": "2101301", "department_economic_code": "30306", "government_economic_code": "50901"}
_CLASSES = [
    ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "时效指标"), ("产出指标", "成本指标"),
    ("效益指标", "社会效益指标"), ("效益指标", "可持续影响指标"), ("满意度指标", "服务对象满意度指标"),
]  # fmt: skip
_PEOPLE = ("特困人员", "低保对象", "重度残疾人", "优抚对象")


@dataclass(frozen=True, slots=True)
class BigTable:
    """A filing with a table `table` of many rows: `figure` is a column of figures, `name` one of names, `pasted` a row
    for the clipboard, pasted at `name`, in which {} is a number."""

    title: str
    filing: Filing
    table: str
    figure: str
    name: str
    pasted: str

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.filing.rows(self.table))


def allocation(count: int) -> BigTable:
    """An allocation in all ten columns."""
    rows = [
        {
            "name": f"第{number}单位", "role": "unit", "depth": "2", "headcount": str(number),
            "central_general": f"{number}.50", "central_lottery": "1", "regional_general": "2", "amount": "3",
            "total": f"{number + 6}.50", **_CODES,
        }
        for number in range(count)
    ]  # fmt: skip
    filing = Filing("allocation", 2020, values={"title": "大表", "unit": "万元"}, tables={"rows": rows})
    line = "新单位\t{}\t1.5\t2.5\t3\t2101301\t30306\t50901\t4\t5"
    return BigTable(f"{count} rows, flat", filing, "rows", "central_general", "name", line)


def indicators(count: int) -> BigTable:
    """A target form with indicators in merged groups, some told by groups of people in a fourth level."""
    rows: list[Row] = []
    each = -(-count // len(_CLASSES))
    for level1, level2 in _CLASSES:
        rows += _rows_of_class(level1, level2, min(each, count - len(rows)))
    values = {"project_name": "医疗救助补助资金", "annual_goal": "保障困难群众基本医疗。"}
    filing = Filing("regional-target", 2020, values=values, tables={"indicators": rows})
    return BigTable(f"{count} rows, merged groups", filing, "indicators", "target", "level3", "新增指标{}\t\t≥{}%")


def _rows_of_class(level1: str, level2: str, count: int) -> Sequence[Row]:
    return [
        {
            "level1": level1, "level2": level2, "level3": f"{level2[:2]}救助人次数第{number // 4 if 4 <= number % 20 < 8 else number}项",
            **({"level4": _PEOPLE[number % 4]} if 4 <= number % 20 < 8 else {}),
            "upper_target": f"≥{number % 90}%", "target": f"≥{number % 90 + 5}%",
        }
        for number in range(count)
    ]  # fmt: skip
