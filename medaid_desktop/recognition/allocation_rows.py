"""Allocation tables: who gets how much."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from medaid_desktop.core.grid import GridCell, Place
from medaid_desktop.core.numbers import Number, read_number
from medaid_desktop.recognition.allocation_columns import blocks, understood_columns
from medaid_desktop.recognition.folding import is_paper, squeezed, tidy
from medaid_desktop.recognition.head import MONEY, Column, Head
from medaid_desktop.recognition.page import Page, place_of
from medaid_desktop.recognition.segment import Segment, Text
from medaid_desktop.recognition.table_end import is_page_number, is_row_behind

_CODE_ROWS = (
    "直达资金",
    "支出功能",
    "支出经济",
    "功能分类",
    "经济分类",
    "政府预算",
    "部门预算",
    "预算科目",
    "支出科目",
)
_OF_WHICH = re.compile(r"^其\s*中\s*[:：、]?\s*")
_CODES = ("function_code", "department_economic_code", "government_economic_code")


@dataclass(slots=True)
class Allocated:
    """A row as read: its name without 其中：, whether 其中 stood before it, how far it was indented, its cells.

    `outer` is the name in a column before (市州 before 县市区), `numbers` what is understood of the cells.
    """

    name: Text
    of_which: bool
    indent: int
    cells: dict[str, Text]
    outer: str = ""
    numbers: dict[str, Decimal] = field(default_factory=dict[str, Decimal])


@dataclass(slots=True)
class Allocation:
    """The rows of a table in reading order, values found beside them, doubts with places."""

    rows: list[Allocated] = field(default_factory=list[Allocated])
    values: dict[str, Text] = field(default_factory=dict[str, Text])
    doubts: list[tuple[str, Place | None]] = field(default_factory=list[tuple[str, Place | None]])


def read_allocation(segment: Segment, head: Head, into: Allocation) -> Head:
    """Reads the body under a head, blocks side by side one after the other; returns the head as it was understood."""
    body = _body(segment, head)
    head = understood_columns(segment, head, body)
    for number, block in enumerate(blocks(head)):
        for row in body:
            _read_row(segment.page, block, row, into, first=number == 0)
    segment.taken.update(range(head.top, (body[-1] if body else head.bottom) + 1))
    return head


def _body(segment: Segment, head: Head) -> list[int]:
    page = segment.page
    rows: list[int] = []
    for row in segment.rows(head.bottom):
        if segment.head_at(row):
            break
        cells = page.begins(row)
        if is_page_number(page, row):
            continue
        alone = len(page.across(row)) == 1 and cells[0].cols > 1 and cells[0].col + cells[0].cols > head.last
        if (alone and len(head.columns) > 1) or is_row_behind(page, row):
            break
        rows.append(row)
    return rows


def _read_row(page: Page, block: Sequence[Column], row: int, into: Allocation, first: bool) -> None:
    cells: dict[str, Text] = {}
    names: list[tuple[Column, GridCell]] = []
    for column in block:
        cell = page.at(row, column.first) or _within(page, row, column)
        if cell is None or is_paper(cell.text) or (cell.col < column.first and column.id != "name"):
            continue
        if column.id == "name":
            if not names or names[-1][1] is not cell:
                names.append((column, cell))
        elif column.id != "serial" and (cell.row == row or column.id not in MONEY):
            cells.setdefault(_name(column), Text(tidy(cell.text), place_of(cell)))
    if not names:
        _nameless(cells, into, first)
        return
    if squeezed(names[0][1].text).startswith(_CODE_ROWS):
        _codes(squeezed(names[0][1].text), block, cells, into)
        return
    taken = {place_of(cell) for _, cell in names}
    _add(names, {name: text for name, text in cells.items() if text.place not in taken}, into)


def _within(page: Page, row: int, column: Column) -> GridCell | None:
    return next((cell for cell in page.begins(row) if column.first <= cell.col <= column.last), None)


def _name(column: Column) -> str:
    return column.id if column.id and column.id not in ("region_code", "project", "note") else column.extra


def _add(names: Sequence[tuple[Column, GridCell]], cells: dict[str, Text], into: Allocation) -> None:
    column, cell = names[-1]
    bare, of_which = _without_of_which(cell.text)
    numbers = {
        name: number.value
        for name, text in cells.items()
        if (name in MONEY or name == "headcount" or name.startswith("extra:"))
        and isinstance(number := read_number(text.text), Number)
    }
    outer = ""
    if len(names) > 1:
        column, other = names[0]
        outer = tidy(other.text)
        cells[column.extra] = Text(outer, place_of(other))
    row = Allocated(Text(bare, place_of(cell)), of_which, cell.indent + _blanks(cell.text), cells, outer, numbers)
    into.rows.append(row)


def _nameless(cells: dict[str, Text], into: Allocation, first: bool) -> None:
    """A row without a name: a mark for the whole column (直达资金标识：01…), or one more line of the office above."""
    for text in cells.values():
        if first and "直达资金" in squeezed(text.text):
            bare = text.text.partition("：")[2] or text.text.partition(":")[2]
            into.values.setdefault("direct_fund_mark", Text(bare.strip() or text.text, text.place))
            return
    if into.rows and any(name in cells for name in MONEY) and any(name in cells for name in _CODES):
        above = into.rows[-1]
        into.doubts.append((f"这一行没有写单位，按上一行的“{above.name.text}”理解", next(iter(cells.values())).place))
        into.rows.append(Allocated(above.name, False, above.indent, cells, above.outer))


def _blanks(text: str) -> int:
    lead = len(text) - len(text.lstrip())
    return sum(2 if letter == "\u3000" else 1 for letter in text[:lead])


def _without_of_which(text: str) -> tuple[str, bool]:
    bare = tidy(text)
    found = _OF_WHICH.match(bare)
    return (bare[found.end() :], True) if found and len(bare) > found.end() else (bare, False)


def _codes(key: str, block: Sequence[Column], cells: dict[str, Text], into: Allocation) -> None:
    """Rows of codes between head and data (支出功能分类 …): one code a column of money."""
    if "直达" in key:
        for text in cells.values():
            into.values.setdefault("direct_fund_mark", text)
    elif "功能" in key or "科目" in key:
        for column in block:
            if column.id in cells and column.id in MONEY:
                into.values.setdefault(f"function_code_{column.id}", cells[column.id])
    else:
        for text in cells.values():
            into.values.setdefault("economic_code", text)
