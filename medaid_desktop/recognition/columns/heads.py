"""The heads of tables: which column means what."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from medaid_desktop.core.grid import GridCell
from medaid_desktop.recognition.columns.across import across_head
from medaid_desktop.recognition.columns.head import LEVELS, MONEY, Column, Head
from medaid_desktop.recognition.columns.head_checks import suffices
from medaid_desktop.recognition.columns.head_labels import Chain, resolve
from medaid_desktop.recognition.columns.head_rows import is_unit_note, spread_groups
from medaid_desktop.recognition.columns.name_columns import with_names
from medaid_desktop.recognition.columns.terms import whole_year_first
from medaid_desktop.recognition.columns.usage_blocks import by_block
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.pages.patience import check
from medaid_desktop.recognition.wording.folding import squeezed, tidy

_VALUES = {"target", "upper_target", "actual", "value"}
_PER_BLOCK = {*LEVELS, *_VALUES, *MONEY, "operator", "measure", "headcount"}
_ORDER = ("indicators", "usage", "funding", "allocation", "schedule")
_DEEPEST = 4
_LEAST_NAMES = 3
_NUMBER_OF_COLUMN = re.compile(r"(\d{1,2})(?:=.{1,16})?")


def find_heads(page: Page, kinds: Sequence[str] = _ORDER) -> list[Head]:
    """The heads of all tables of some kinds of a page from top to bottom, repeated ones included."""
    found: list[Head] = []
    for row in page.rows:
        if found and row <= found[-1].bottom:
            continue
        head = (across_head(page, row) if "allocation" in kinds else None) or _head_at(page, row, kinds)
        if head:
            found.append(replace(head, bottom=_numbered_below(page, head)))
    return found


def _numbered_below(page: Page, head: Head) -> int:
    """The last row of a head: one that only numbers the columns (1 2 3 …) belongs to it."""
    texts = [squeezed(cell.text).strip("()") for cell in page.begins(head.bottom + 1)]
    figures = [found[1] for text in texts if (found := _NUMBER_OF_COLUMN.fullmatch(text))]
    marks = [text for text in texts if text in ("栏次", "行次", "甲", "乙", "丙", "丁")]
    in_order = figures == [str(number) for number in range(1, len(figures) + 1)]
    enough = len(figures) + len(marks) == len(texts) and len(figures) >= _LEAST_NAMES - bool(marks)
    return head.bottom + (in_order and enough)


def _head_at(page: Page, row: int, kinds: Sequence[str]) -> Head | None:
    """The head that begins in a row, of the kind that explains most of its cells."""
    begins = page.begins(row)
    if len(begins) < 2:
        return None
    counts: dict[str, int] = {}
    for cell in page.words(row):
        for kind in page.sense(cell).columns:
            counts[kind] = counts.get(kind, 0) + 1
    heads = [head for kind in counts if kind in kinds and (head := _head(page, row, kind))]
    return max(heads, key=lambda head: (len(head.ids), -_ORDER.index(head.kind)), default=None)


def _head(page: Page, row: int, kind: str) -> Head | None:
    named = [cell for cell in page.begins(row) if kind in page.sense(cell).columns]
    if kind != "allocation" and len(named) < 2:
        return None
    if kind == "allocation" and any(page.sense(cell).number and "." in cell.text for cell in page.begins(row)):
        return None
    first = min(cell.col for cell in named)
    inside = [cell for cell in page.begins(row) if cell.col >= first or kind != "indicators"]
    spans = [cell for cell in named if not page.sense(cell).group] or named
    bottom = max(cell.row + cell.rows - 1 for cell in spans)
    if bottom - row >= _DEEPEST:
        return None
    while bottom - row < _DEEPEST - 1 and _continues(page, row, bottom, kind, inside):
        bottom += 1
    columns = list(_columns(page, row, bottom, kind))
    columns = by_block(columns) if kind == "usage" else columns
    columns = list(_without_doubles(columns, kind, page.vocabulary.options))
    if kind == "allocation":
        columns = with_names(page, bottom, columns)
    elif kind == "indicators" and not any(column.id in LEVELS for column in columns):
        columns = [*_of_group(page, row, first), *columns]
    head = Head(kind, row, bottom, tuple(columns))
    return head if suffices(head, page) else None


def _of_group(page: Page, row: int, first: int) -> list[Column]:
    """绩效指标 straight before 指标值, in a table without levels, stands over the indicators themselves."""
    left = [cell for cell in page.begins(row) if cell.col < first and "指标" in cell.text and page.sense(cell).group]
    return [Column("level3", left[-1].col, first - 1, left[-1].text)] if left else []


def _continues(page: Page, top: int, bottom: int, kind: str, cells: Sequence[GridCell]) -> bool:
    """Whether the next row belongs to the head: all that begins in it lies under a wide cell or names a column."""
    below = [cell for cell in page.begins(bottom + 1) if cell.col >= min(c.col for c in cells)]
    if not below or any(page.sense(cell).number or page.sense(cell).level for cell in below):
        return False
    over = [next((c for c in cells if c.col <= cell.col < c.col + c.cols), None) for cell in below]
    divided = any(c is None or c.cols > cell.cols for c, cell in zip(over, below, strict=True))
    named = [cell for cell in below if kind in page.sense(cell).columns]
    if named and len(below) > 1 and divided and all(cell in named or _is_label(page, cell, kind) for cell in below):
        return True
    wide = [c for c in over if c is not None and c.cols > 1 and kind in page.sense(c).columns]
    if kind == "indicators":
        heads = [page.sense(c).columns.get(kind) if c else None for c in over]
        under_values = all(head is not None and head.id not in LEVELS for head in heads)
        return under_values and bottom == top and not any(_is_value(cell) for cell in below)
    known = sum(kind in page.sense(cell).columns for cell in below)
    return divided and len(wide) == len(below) and len(below) > 1 and known > 0


def _is_label(page: Page, cell: GridCell, kind: str) -> bool:
    """Whether a cell in the second row of a head is a label although no list has it: （人）, 已提前下达资金 of an allocation."""
    words = kind == "allocation" and page.vocabulary.known_words.make_up(page.sense(cell).key)
    return words or is_unit_note(cell.text)


def _is_value(cell: GridCell) -> bool:
    key = squeezed(cell.text)
    return any(letter.isdigit() or letter in "≥≤=><%《》" for letter in key) or len(key) > 8


def _columns(page: Page, top: int, bottom: int, kind: str) -> Iterator[Column]:
    """For each column of the grid what the labels above one another say, neighbours under one cell put together."""
    before: tuple[Chain, int] | None = None
    known = False
    groups = spread_groups(page, top, bottom)
    for col in range(page.left, page.right + 2):
        chain: Chain = ()
        for row in range(top, bottom + 1):
            cell = groups.get((row, col)) or page.at(row, col)
            if cell is not None and cell not in chain and cell.row >= top:
                chain = (*chain, cell)
        if before and chain != before[0]:
            column = _column(page, before[0], before[1], col - 1, kind)
            known = known or bool(column.id)
            if known or not page.vocabulary.sense(column.label).group:
                yield column
            before = None
        if chain and before is None:
            before = (chain, col)


def _column(page: Page, chain: Chain, first: int, last: int, kind: str) -> Column:
    found = resolve([page.sense(cell) for cell in chain], page.vocabulary.columns[kind], kind)
    cell = chain[found.at]
    over = chain[found.at - 1].text if found.at and chain[found.at - 1].cols > cell.cols else ""
    below = tidy(chain[-1].text) if found.id and found.at < len(chain) - 1 else ""
    return Column(found.id, first, last, cell.text, over, below, found.slip)


def _without_doubles(columns: Sequence[Column], kind: str, options: frozenset[str]) -> Iterator[Column]:
    """A meaning belongs to the first column that bears it; the others are kept under their labels.

    Not so where tables stand side by side (地区 金额 地区 金额), or where the words of a choice have columns (确定能 有可能).
    """
    seen: set[str] = set()
    columns = list(whole_year_first(columns)) if kind == "indicators" else columns
    for number, column in enumerate(columns):
        check()
        if squeezed(column.below) in options:
            yield column
            continue
        values_behind = any(other.id in _VALUES for other in columns[number:])
        if (kind == "allocation" and column.id == "name") or (column.id in LEVELS and seen & _VALUES and values_behind):
            seen -= seen if kind == "allocation" and seen & set(MONEY) else _PER_BLOCK
        shared = kind == "allocation" and column.below and sum(c.id == column.id and bool(c.below) for c in columns) > 1
        again = column.id in seen and column.id not in ("name", "serial")
        seen.add(column.id)
        if column.id and (again or shared) and column.below:
            yield replace(column, id="", label=column.below, over=column.label, below="")
        else:
            yield replace(column, id="") if again and column.id else column
