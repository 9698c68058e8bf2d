"""Allocation tables: who gets how much."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from medaid_desktop.core.grid import GridCell, Place
from medaid_desktop.core.texts.numbers import value_of
from medaid_desktop.recognition.allocation.across_rows import cells_of, rows_of
from medaid_desktop.recognition.columns.head import MONEY, Column, Head
from medaid_desktop.recognition.pages.page import Page, place_of
from medaid_desktop.recognition.rows.allocation_columns import blocks, understood_columns
from medaid_desktop.recognition.rows.given_columns import keep_given
from medaid_desktop.recognition.segments.segment import Segment, Text
from medaid_desktop.recognition.segments.table_end import is_page_number, is_row_behind
from medaid_desktop.recognition.wording.folding import is_paper, squeezed, tidy

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

    `outer` is the name in a column before (市州 before 县市区), `serial` its number, `numbers` what is understood of the cells.
    """

    name: Text
    of_which: bool
    indent: int
    cells: dict[str, Text]
    outer: str = ""
    serial: str = ""
    numbers: dict[str, Decimal] = field(default_factory=dict[str, Decimal])


@dataclass(slots=True)
class Allocation:
    """The rows of a table in reading order, values found beside them, doubts with places."""

    rows: list[Allocated] = field(default_factory=list[Allocated])
    values: dict[str, Text] = field(default_factory=dict[str, Text])
    doubts: list[tuple[str, Place | None]] = field(default_factory=list[tuple[str, Place | None]])
    of_which_next: bool = False
    """Whether the line 其中： stood last, before the row to come."""


def read_allocation(segment: Segment, head: Head, into: Allocation) -> Head:
    """Reads the body under a head, blocks side by side one after the other; returns the head as it was understood."""
    _mark_in_head(head, into)
    if head.across:
        return _read_across(segment, head, into)
    body = _body(segment, head)
    head = keep_given(head, understood_columns(segment, head, body))
    for number, block in enumerate(blocks(head)):
        named = [(column, _name(column)) for column in block]
        for row in body:
            _read_row(segment.page, named, row, into, first=number == 0, kept=row in segment.kept)
    segment.taken.update(range(head.top, head.bottom + 1), body)
    return head


def _mark_in_head(head: Head, into: Allocation) -> None:
    """The mark 直达资金标识：01… that stands in the head, under the label of the money."""
    text = next((text for c in head.columns for text in (c.below, c.label) if "直达资金标" in squeezed(text)), "")
    mark = text.replace("：", ":").partition(":")[2].strip()
    if mark:
        into.values.setdefault("direct_fund_mark", Text(mark))


def _read_across(segment: Segment, head: Head, into: Allocation) -> Head:
    """Reads a table whose columns are places."""
    rows = rows_of(segment, head)
    for column in head.columns:
        cell = segment.page.at(head.top, column.first)
        cells = cells_of(segment, rows, column) if column.id == "name" else {}
        if cell is not None and cells:
            bare, of_which = _without_of_which(cell.text)
            into.rows.append(Allocated(Text(bare, place_of(cell)), of_which, 0, cells, numbers=_numbers(cells)))
    segment.taken.update(range(head.top, head.bottom + 1), rows)
    return head


def _numbers(cells: dict[str, Text]) -> dict[str, Decimal]:
    """What is understood of the money and the counts among some cells."""
    return {
        name: value
        for name, text in cells.items()
        if (name in MONEY or name == "headcount" or name.startswith("extra:"))
        and (value := value_of(text.text)) is not None
    }


def _body(segment: Segment, head: Head) -> list[int]:
    page = segment.page
    rows: list[int] = []
    ended = False
    for row in segment.rows(head.bottom):
        if segment.head_at(row) or (ended and not segment.kept):
            break
        if row in segment.kept:
            rows.append(row)
            continue
        cells = page.begins(row)
        if ended or is_page_number(page, row):
            continue
        alone = len(page.across(row)) == 1 and cells[0].cols > 1 and cells[0].col + cells[0].cols > head.last
        ended = (alone and len(head.columns) > 1) or is_row_behind(page, row)
        if not ended:
            rows.append(row)
    return rows


def _read_row(
    page: Page, block: Sequence[tuple[Column, str]], row: int, into: Allocation, first: bool, kept: bool
) -> None:
    cells: dict[str, Text] = {}
    names: list[tuple[Column, GridCell]] = []
    serial = ""
    starts = {cell.col: cell for cell in page.across(row)}
    for column, name in block:
        cell = starts.get(column.first) or page.at(row, column.first) or _within(page, row, column)
        if cell is None or is_paper(cell.text) or (cell.col < column.first and column.id != "name"):
            continue
        if column.id == "name":
            if not names or names[-1][1] is not cell:
                names.append((column, cell))
            for at in range(column.first + 1, column.last + 1):
                inner = starts.get(at)
                if inner is not None and at > cell.col and not is_paper(inner.text):
                    names.append((column, inner))
        elif column.id == "serial":
            serial = cell.text if cell.row == row else ""
        elif cell.row == row or column.id not in MONEY:
            cells.setdefault(name, Text(tidy(cell.text), place_of(cell)))
    if not names:
        if kept and cells:
            into.rows.append(Allocated(Text(""), False, 0, cells))
        else:
            _nameless(cells, into, first)
        return
    if squeezed(names[0][1].text).startswith(_CODE_ROWS) and not kept:
        _codes(squeezed(names[0][1].text), [column for column, _ in block], cells, into)
        return
    if len(names) > 1 and page.sense(names[0][1]).number and names[0][0] is names[-1][0]:
        serial = names.pop(0)[1].text
    taken = {place_of(cell) for _, cell in names}
    _add(names, serial, {name: text for name, text in cells.items() if text.place not in taken}, into)


def _within(page: Page, row: int, column: Column) -> GridCell | None:
    return next((cell for cell in page.begins(row) if column.first <= cell.col <= column.last), None)


def _name(column: Column) -> str:
    return column.id if column.id and column.id not in ("region_code", "project", "note") else column.extra


def _add(names: Sequence[tuple[Column, GridCell]], serial: str, cells: dict[str, Text], into: Allocation) -> None:
    column, cell = names[-1]
    bare, of_which = _without_of_which(cell.text)
    if _is_of_which(cell.text) and not any(name in cells for name in MONEY):
        into.of_which_next = True
        return
    outer = ""
    if len(names) > 1:
        column, other = names[0]
        of_which = of_which or _is_of_which(other.text)
        outer = "" if _is_of_which(other.text) else tidy(other.text)
        if outer:
            cells[column.extra] = Text(outer, place_of(other))
    indent = cell.indent + _blanks(cell.text)
    of_which, into.of_which_next = of_which or into.of_which_next, False
    into.rows.append(Allocated(Text(bare, place_of(cell)), of_which, indent, cells, outer, serial, _numbers(cells)))


def _is_of_which(text: str) -> bool:
    """Whether a text is 其中 alone: before a list in a column or row of its own."""
    return squeezed(text).strip(":、") == "其中"


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
