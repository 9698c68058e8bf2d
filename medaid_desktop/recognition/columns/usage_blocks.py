"""The two halves of a report of use: what came from above, and what was done with it; their columns bear like names."""

from collections.abc import Sequence
from dataclasses import replace

from medaid_desktop.recognition.columns.head import Column

_BELOW = {"document_no": "sub_document_no", "issued_on": "sub_issued_on", "amount": "sub_amount"}
_ABOVE = {below: above for above, below in _BELOW.items()}
_HANDED_ON = ("下达", "拨付", "分配")
_OF_ABOVE = ("project_name", "fund_nature", "fund_source")


def by_block(columns: Sequence[Column]) -> list[Column]:
    """Columns with 文号, 时间 and 金额 read by the half they stand in, whatever office their names speak of.

    In the report of a county 县财政局下达资金文号 is what came from above, and 下达（拨付）资金文号 what went on. The second half
    begins where the office receives the document; where no column says so, the first of two of a kind belongs to the first half.
    """
    start = _second_half(columns)
    if start >= 0:
        names = [_in_half(column, column.first >= start) for column in columns]
        return [c if c.id == name else replace(c, id=name) for c, name in zip(columns, names, strict=True)]
    found = list(columns)
    for above, below in _BELOW.items():
        alike = [number for number, column in enumerate(columns) if column.id in (above, below)]
        if len(alike) == 2:
            for number, name in zip(alike, (above, below), strict=True):
                found[number] = replace(columns[number], id=name)
    return found


def _in_half(column: Column, second: bool) -> str:
    """What a column means in its half; an amount that is neither handed down nor paid out is none of the second."""
    if second and column.id == "amount" and not any(word in column.label for word in _HANDED_ON):
        return column.id
    return (_BELOW if second else _ABOVE).get(column.id, column.id)


def _second_half(columns: Sequence[Column]) -> int:
    """Where the document is received behind the name of the project and of the money; -1 where it is not said."""
    last = max((column.last for column in columns if column.id in _OF_ABOVE), default=-1)
    return next((column.first for column in columns if column.id == "received_on" and column.first > last >= 0), -1)
