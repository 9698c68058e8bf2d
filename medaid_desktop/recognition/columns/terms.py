"""Targets of the year beside those of another time: half a year, the year before, the whole term of a project."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from medaid_desktop.recognition.columns.head import Column

_OTHER_TERM = re.compile(
    r"半年|季度|阶段|\d月|前年|上年|去年|往年|历史|基期|中期|长期|实施期|项目期|三年|(?<!\d)3年|总目标值"
)


def of_other_term(column: Column) -> bool:
    """Whether the label of a column, or what stands under it, names another time than the year of the form."""
    return bool(_OTHER_TERM.search(column.label + column.below))


def whole_year_first(columns: Sequence[Column]) -> Iterator[Column]:
    """Of 半年目标值 and 全年目标值, 前年 and 预计当年实现, 中期指标值 and 年度指标值 the target is that of the year."""
    others = [column.id == "target" and of_other_term(column) for column in columns]
    whole = any(column.id == "target" and not other for column, other in zip(columns, others, strict=True))
    for column, other in zip(columns, others, strict=True):
        if not (whole and other):
            yield column
        elif column.below:
            yield replace(column, id="", label=column.below, over=column.label, below="")
        else:
            yield replace(column, id="")
