"""The columns of an allocation table: names, money, codes, and blocks that stand side by side."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from medaid_desktop.core.texts.numbers import Number, read_number
from medaid_desktop.recognition.columns.head import MONEY, Column, Head
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.segments.segment import Segment
from medaid_desktop.recognition.wording.folding import is_paper, label_name, squeezed

_THIS_TIME = re.compile(r"[本此这]次|本批|此批")
_WHOLE = re.compile(
    r"(?:全年|年度|本年度?|当年|累计|应?安排|应?下达|应?分配|应?补助|应?拨付|资金|金额|全部|各级|预算)+(?:合计|总计|总额|总数)(?:数|金额|资金)?"
)
_ONE_SOURCE = ("一般公共预算", "财政预算", "公益金", "基金")
_SUMS = ("合计", "总计", "小计")
_SAMPLE = 30
_SOURCES = ("central_general", "central_lottery", "regional_general")
_ROUNDING = Decimal("0.05")


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
        for block in _by_names(columns):
            _prefer_this_time(columns, [c for c in numeric if c.first in block])
            _amount_of_parts(segment.page, columns, block, body)
            _whole_of_year(columns, [c for c in numeric if c.first in block])
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


def _by_names(columns: Sequence[Column]) -> list[range]:
    """The columns of the grid from each name up to the next, the first from the left edge."""
    starts = [column.first for column in columns if column.id == "name"][1:]
    edges = [0, *starts, max((column.last for column in columns), default=0) + 1]
    return [range(first, end) for first, end in pairwise(edges)]


def _amount_of_parts(page: Page, columns: list[Column], block: range, body: Sequence[int]) -> None:
    """An amount that is the sum of the sources beside it (安排资金, 其中：一般公共预算, 彩票公益金) is the total."""
    inside = [column for column in columns if column.first in block]
    ids = [column.id for column in inside]
    for whole, part in pairwise(inside):
        of_which = any(squeezed(text).startswith("其中") for text in (part.label, part.over))
        if of_which and part.id in _SOURCES and whole.id in ("amount", "central_general") and "total" not in ids:
            columns[columns.index(whole)] = replace(whole, id="total")
            return
    parts = [column for column in inside if column.id in _SOURCES]
    if ids.count("amount") != 1 or "total" in ids or not parts or len({part.id for part in parts}) < len(parts):
        return
    whole = inside[ids.index("amount")]
    sums = [_balances(page, row, whole, parts) for row in body[:_SAMPLE]]
    told = [fits for fits in sums if fits is not None]
    if told and 2 * sum(told) > len(told):
        columns[columns.index(whole)] = replace(whole, id="total")


def _whole_of_year(columns: list[Column], numeric: Sequence[Column]) -> None:
    """全年合计 beside what was and what is handed down is the total where no other column is."""
    known = {column.id for column in columns if any(column.first == one.first for one in numeric)}
    whole = [c for c in numeric if not c.id and not c.given and not c.over and _WHOLE.fullmatch(label_name(c.label))]
    if len(whole) == 1 and "total" not in known and whole[0] in columns:
        columns[columns.index(whole[0])] = replace(whole[0], id="total")


def _balances(page: Page, row: int, whole: Column, parts: Sequence[Column]) -> bool | None:
    """Whether an amount is the sum of its parts, within rounding; None where one of them is no number."""
    amount, *shares = [_amount(page, row, column) for column in (whole, *parts)]
    if amount is None or all(share is None for share in shares):
        return None
    return abs(amount - sum((share for share in shares if share is not None), Decimal(0))) <= _ROUNDING * len(shares)


def _amount(page: Page, row: int, column: Column) -> Decimal | None:
    cell = page.at(row, column.first)
    number = read_number(cell.text) if cell is not None and cell.row == row else None
    return number.value if isinstance(number, Number) else None


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
