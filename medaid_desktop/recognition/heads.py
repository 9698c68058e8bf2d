"""The heads of tables: which column means what."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from medaid_desktop.core.grid import GridCell
from medaid_desktop.recognition.folding import squeezed, tidy
from medaid_desktop.recognition.head import LEVELS, MONEY, Column, Head
from medaid_desktop.recognition.head_labels import Chain, resolve
from medaid_desktop.recognition.page import Page

_VALUES = {"target", "upper_target", "actual", "value"}
_PER_BLOCK = {*LEVELS, *_VALUES, *MONEY, "operator", "measure", "headcount"}
_ORDER = ("indicators", "usage", "funding", "allocation", "schedule")
_DEEPEST = 4
_MONEY_WORDS = ("资金", "金额", "补助", "万元", "元)", "预算", "下达", "分配", "安排", "拨付", "转移支付")


def find_heads(page: Page) -> list[Head]:
    """The heads of all tables of a page from top to bottom, repeated ones included."""
    found: list[Head] = []
    for row in page.rows:
        if found and row <= found[-1].bottom:
            continue
        head = _head_at(page, row)
        if head:
            found.append(head)
    return found


def _head_at(page: Page, row: int) -> Head | None:
    """The head that begins in a row, of the kind that explains most of its cells."""
    begins = page.begins(row)
    if len(begins) < 2:
        return None
    counts: dict[str, int] = {}
    for cell in begins:
        for kind in page.sense(cell).columns:
            counts[kind] = counts.get(kind, 0) + 1
    heads = [head for kind in counts if (head := _head(page, row, kind))]
    return max(heads, key=lambda head: (len(head.ids), -_ORDER.index(head.kind)), default=None)


def _head(page: Page, row: int, kind: str) -> Head | None:
    named = [cell for cell in page.begins(row) if kind in page.sense(cell).columns]
    if kind != "allocation" and len(named) < 2:
        return None
    first = min(cell.col for cell in named)
    inside = [cell for cell in page.begins(row) if cell.col >= first or kind != "indicators"]
    spans = [cell for cell in named if not page.sense(cell).group] or named
    bottom = max(cell.row + cell.rows - 1 for cell in spans)
    if bottom - row >= _DEEPEST:
        return None
    while bottom - row < _DEEPEST - 1 and _continues(page, row, bottom, kind, inside):
        bottom += 1
    columns = tuple(_without_doubles(list(_columns(page, row, bottom, kind)), kind, page.vocabulary.options))
    head = Head(kind, row, bottom, columns)
    return head if _suffices(head, page) else None


def _continues(page: Page, top: int, bottom: int, kind: str, cells: Sequence[GridCell]) -> bool:
    """Whether the next row belongs to the head: all that begins in it lies under a wide cell or names a column."""
    below = [cell for cell in page.begins(bottom + 1) if cell.col >= min(c.col for c in cells)]
    if not below or any(page.sense(cell).number or page.sense(cell).level for cell in below):
        return False
    over = [next((c for c in cells if c.col <= cell.col < c.col + c.cols), None) for cell in below]
    divided = any(c is None or c.cols > cell.cols for c, cell in zip(over, below, strict=True))
    if len(below) > 1 and divided and all(kind in page.sense(cell).columns for cell in below):
        return True
    wide = [c for c in over if c is not None and c.cols > 1 and kind in page.sense(c).columns]
    if kind == "indicators":
        heads = [page.sense(c).columns.get(kind) if c else None for c in over]
        under_values = all(head is not None and head.id not in LEVELS for head in heads)
        return under_values and bottom == top and not any(_is_value(cell) for cell in below)
    known = sum(kind in page.sense(cell).columns for cell in below)
    return len(wide) == len(below) and len(below) > 1 and known > 0


def _is_value(cell: GridCell) -> bool:
    key = squeezed(cell.text)
    return any(letter.isdigit() or letter in "≥≤=><%《》" for letter in key) or len(key) > 8


def _columns(page: Page, top: int, bottom: int, kind: str) -> Iterator[Column]:
    """For each column of the grid what the labels above one another say, neighbours under one cell put together."""
    before: tuple[Chain, int] | None = None
    for col in range(page.left, page.right + 2):
        chain: Chain = ()
        for row in range(top, bottom + 1):
            cell = page.at(row, col)
            if cell is not None and cell not in chain and cell.row >= top:
                chain = (*chain, cell)
        if before and chain != before[0]:
            column = _column(page, before[0], before[1], col - 1, kind)
            if column.id or not page.vocabulary.sense(column.label).group:
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
    for column in columns:
        if column.below in options:
            yield column
            continue
        if (kind == "allocation" and column.id == "name") or (column.id in LEVELS and seen & _VALUES):
            seen -= _PER_BLOCK
        shared = kind == "allocation" and column.below and sum(c.id == column.id and bool(c.below) for c in columns) > 1
        again = column.id in seen and column.id not in ("name", "serial")
        seen.add(column.id)
        if column.id and (again or shared) and column.below:
            yield replace(column, id="", label=column.below, over=column.label, below="")
        else:
            yield replace(column, id="") if again and column.id else column


def _suffices(head: Head, page: Page) -> bool:
    ids = head.ids
    match head.kind:
        case "indicators":
            levels = len(ids & {"level1", "level2", "level3"})
            values = ids & {"target", "actual", "upper_target", "value"}
            return levels >= 2 or (levels == 1 and bool(values))
        case "allocation":
            return _suffices_for_money(head, page)
        case "usage":
            return len(ids) >= 5
        case "funding":
            return len(ids & {"initial_budget", "budget", "executed", "rate", "expected_full_year"}) >= 2
        case _:
            return "activity" in ids and bool(ids & {"starts", "ends"})


def _suffices_for_money(head: Head, page: Page) -> bool:
    if "name" not in head.ids:
        return False
    if head.ids & set(MONEY):
        return True
    if any(_is_field_only(page, cell) for row in range(head.top, head.bottom + 1) for cell in page.begins(row)):
        return False
    unknown = [column for column in head.columns if not column.id or column.id == "headcount"]
    return any(word in squeezed(column.label + column.over) for column in unknown for word in _MONEY_WORDS) and any(
        (cell := page.at(head.bottom + down, column.first)) is not None and page.sense(cell).number
        for column in unknown
        for down in (1, 2, 3)
    )


def _is_field_only(page: Page, cell: GridCell) -> bool:
    """Whether a cell is the label of a field of some form and never the head of a column of money."""
    sense = page.sense(cell)
    return sense.field is not None and sense.field.how == "exact" and "allocation" not in sense.columns
