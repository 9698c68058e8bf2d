"""The columns of an allocation table: names, money, codes, and blocks that stand side by side."""

import re
from collections.abc import Sequence
from dataclasses import replace

from medaid_desktop.recognition.folding import is_paper, label_name
from medaid_desktop.recognition.head import MONEY, Column, Head
from medaid_desktop.recognition.page import Page
from medaid_desktop.recognition.segment import Segment

_THIS_TIME = re.compile(r"[本此这]次|本批|此批")
_ONE_SOURCE = ("一般公共预算", "财政预算", "公益金", "基金")
_SUMS = ("合计", "总计", "小计")
_SAMPLE = 30


def understood_columns(segment: Segment, head: Head, body: Sequence[int]) -> Head:
    """The head with money columns of unknown names taken in: a single one is the amount, of several that of this time."""
    columns = list(head.columns)
    numeric = [c for c in columns if c.id in MONEY or (not c.id and _holds_numbers(segment.page, c, body))]
    if not any(column.id == "name" for column in columns):
        _take_name(columns, numeric)
    blocks = sum(column.id == "name" for column in columns)
    if len(numeric) == 1 or (blocks > 1 and len({label_name(c.label) for c in numeric}) == 1):
        for column in numeric:
            columns[columns.index(column)] = replace(column, id=_single(column))
    else:
        _prefer_this_time(columns, numeric)
    return replace(head, columns=tuple(columns))


def _single(column: Column) -> str:
    key = label_name(column.label)
    if column.id == "total" and key in _SUMS:
        return "total"
    return column.id if column.id and any(word in key + column.over for word in _ONE_SOURCE) else "amount"


def _prefer_this_time(columns: list[Column], numeric: Sequence[Column]) -> None:
    """Of several amounts (应下达, 已提前下达, 本次下达) the one that the notice hands down."""
    amounts = [c for c in numeric if c.id in ("amount", "") and _THIS_TIME.search(c.label + c.over)]
    taken = next((c for c in numeric if c.id == "amount"), None)
    if len(amounts) == 1 and taken is not amounts[0]:
        if taken is not None:
            columns[columns.index(taken)] = replace(taken, id="")
        columns[columns.index(amounts[0])] = replace(amounts[0], id="amount")


def _take_name(columns: list[Column], numeric: Sequence[Column]) -> None:
    first = min((column.first for column in numeric), default=0)
    for number, column in enumerate(columns):
        if not column.id and column.first < first:
            columns[number] = replace(column, id="name")
            return


def _holds_numbers(page: Page, column: Column, body: Sequence[int]) -> bool:
    cells = [cell for row in body[:_SAMPLE] if (cell := page.at(row, column.first)) and not is_paper(cell.text)]
    return bool(cells) and 2 * sum(page.sense(cell).number for cell in cells) > len(cells)


def blocks(head: Head) -> list[list[Column]]:
    """Blocks of columns side by side, each beginning with a name (or its serial number) that follows something else."""
    found: list[list[Column]] = [[]]
    for column in head.columns:
        names = any(c.id == "name" for c in found[-1])
        other = any(c.id not in ("name", "serial", "region_code", "project", "") or c.id in MONEY for c in found[-1])
        if column.id in ("name", "serial") and names and other:
            found.append([])
        found[-1].append(column)
    whole = [block for block in found if any(c.id == "name" for c in block) and any(c.id in MONEY for c in block)]
    if len(whole) < 2:
        return [list(head.columns)]
    return whole
