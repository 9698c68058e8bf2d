"""Allocation tables: who gets how much, and how the rows lie inside one another."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from medaid_desktop.core import allocation as roles
from medaid_desktop.core.grid import Place
from medaid_desktop.core.numbers import Number, read_number
from medaid_desktop.core.region_names import OWN_LEVEL_ENDINGS
from medaid_desktop.recognition.folding import label_key, squeezed, tidy, without_note
from medaid_desktop.recognition.heads import MONEY, Column, Head, head_at
from medaid_desktop.recognition.segment import Segment, Text, is_paper
from medaid_desktop.recognition.vocabulary import Vocabulary

_TOTALS = ("合计", "总计", "全省合计", "全市合计", "全区合计", "全州合计", "全国合计", "全县合计", "汇总")
_CODES = ("function_code", "department_economic_code", "government_economic_code")


@dataclass(slots=True)
class Allocated:
    """A row as read: its name without 其中：, whether 其中 stood before it, how far it was indented, its cells."""

    name: Text
    of_which: bool
    indent: int
    cells: dict[str, Text]
    role: str = roles.UNIT
    depth: int = 0


@dataclass(slots=True)
class Allocation:
    """The rows of a table in reading order, values found beside them, doubts with places."""

    rows: list[Allocated] = field(default_factory=list[Allocated])
    values: dict[str, Text] = field(default_factory=dict[str, Text])
    doubts: list[tuple[str, Place]] = field(default_factory=list[tuple[str, Place]])


def read_allocation(segment: Segment, head: Head, vocabulary: Vocabulary, into: Allocation) -> None:
    """Reads the body under a head; blocks side by side one after the other (snake-wise)."""
    last = _last_row(segment, head, vocabulary)
    blocks = _blocks(_named_money(segment, head, last))
    for number, block in enumerate(blocks):
        for row in range(head.bottom + 1, last + 1):
            _read_row(segment, block, row, into, first=number == 0)
    segment.taken.update(range(head.top, last + 1))


def _last_row(segment: Segment, head: Head, vocabulary: Vocabulary) -> int:
    last = head.bottom
    for row in range(head.bottom + 1, segment.bottom + 1):
        again = head_at(segment, row, vocabulary)
        if again and again.kind == "allocation":
            break
        cells = [cell for cell in segment.grid.in_row(row) if cell.row == row]
        if len(cells) == 1 and cells[0].cols > 1 and cells[0].col + cells[0].cols > head.last:
            break
        if cells and squeezed(cells[0].text).startswith(("注:", "备注:", "说明:", "填表")):
            break
        last = row
    return last


def _named_money(segment: Segment, head: Head, last: int) -> Head:
    """The head with money columns of unknown names taken in: a single one is the amount."""
    money = [column for column in head.columns if column.id in MONEY]
    unknown = [column for column in head.columns if not column.id and _holds_numbers(segment, column, head.bottom + 1, last)]
    names = {id(column): "amount" if not money and len(unknown) == 1 else _extra(column) for column in unknown}
    columns = tuple(
        Column(names[id(column)], column.first, column.last, column.label) if id(column) in names else column
        for column in head.columns
    )
    return Head(head.kind, head.top, head.bottom, columns)


def _extra(column: Column) -> str:
    return f"extra:{without_note(label_key(column.label)) or label_key(column.label)}"


def _holds_numbers(segment: Segment, column: Column, first: int, last: int) -> bool:
    texts = [text for row in range(first, last + 1) if not is_paper(text := segment.text(row, column.first))]
    return bool(texts) and 2 * sum(isinstance(read_number(text), Number) for text in texts) > len(texts)


def _blocks(head: Head) -> list[list[Column]]:
    """Column pairs that stand side by side, each beginning with a name."""
    blocks: list[list[Column]] = []
    seen_name = False
    for column in head.columns:
        if column.id == "serial" and seen_name and any(c.id == "name" for c in blocks[-1]):
            blocks.append([column])
        elif column.id == "name" and blocks and any(c.id == "name" for c in blocks[-1]):
            blocks.append([column])
        elif blocks:
            blocks[-1].append(column)
        else:
            blocks.append([column])
        seen_name = seen_name or column.id == "name"
    whole = [block for block in blocks if any(column.id == "name" for column in block)]
    return whole if all(len(block) > 1 for block in whole) else [[c for block in whole for c in block]]


def _read_row(segment: Segment, block: Sequence[Column], row: int, into: Allocation, first: bool) -> None:
    cells: dict[str, Text] = {}
    name: Text | None = None
    indent = 0
    for column in block:
        cell = segment.grid.at(row, column.first)
        if cell is None or is_paper(cell.text) or (cell.col < column.first and column.id != "name"):
            continue
        text = Text(tidy(cell.text), (cell.row, cell.col))
        if column.id == "name":
            name = name or text
            indent = cell.indent + _blanks(cell.text)
        elif column.id and column.id != "serial" and column.id not in cells:
            cells[column.id] = text
    if name is None:
        if first:
            _beside(cells, into)
        return
    if squeezed(name.text).startswith(("直达资金", "支出功能", "支出经济", "功能分类", "经济分类", "政府预算", "部门预算")):
        _codes(name, block, cells, into)
        return
    if not cells and not any(word in squeezed(name.text) for word in ("合计", "小计")):
        return
    bare, of_which = _without_of_which(name.text)
    into.rows.append(Allocated(Text(bare, name.place), of_which, indent, cells))


def _blanks(text: str) -> int:
    lead = len(text) - len(text.lstrip())
    return sum(2 if letter == "\u3000" else 1 for letter in text[:lead])


def _without_of_which(text: str) -> tuple[str, bool]:
    bare = text.strip()
    for mark in ("其中：", "其中:", "其中、", "其中 ", "其中"):
        if bare.startswith(mark) and len(bare) > len(mark):
            return bare[len(mark) :].strip(), True
    return bare, False


def _beside(cells: dict[str, Text], into: Allocation) -> None:
    """A row without a name between head and data: a mark that holds for the whole column (直达资金标识：01…)."""
    for text in cells.values():
        key = squeezed(text.text)
        if "直达资金" in key:
            bare = text.text.partition("：")[2] or text.text.partition(":")[2]
            into.values.setdefault("direct_fund_mark", Text(bare.strip() or text.text, text.place))


def _codes(name: Text, block: Sequence[Column], cells: dict[str, Text], into: Allocation) -> None:
    """Rows of codes between head and data (支出功能分类 …): one code a column of money."""
    key = squeezed(name.text)
    if "直达" in key:
        for text in cells.values():
            into.values.setdefault("direct_fund_mark", text)
    elif "功能" in key:
        for column in block:
            if column.id in cells and column.id in MONEY:
                into.values.setdefault(f"function_code_{column.id}", cells[column.id])
    else:
        for text in cells.values():
            into.values.setdefault("economic_code", text)


def settle_roles(found: Allocation) -> None:
    """Gives every row its role and depth by the grammar of allocation tables (domain, "Money", 浙江)."""
    has_total = any(_is_total(row.name.text) for row in found.rows)
    base = 1 if has_total else 0
    inside_group = False
    above: Allocated | None = None
    lists: list[Allocated] = []
    for row in found.rows:
        key = squeezed(row.name.text)
        if _is_total(row.name.text):
            row.role, row.depth, lists, above, inside_group = roles.TOTAL, 0, [], None, False
            continue
        if key.endswith(("小计", "合计")):
            row.role, row.depth, lists, above, inside_group = roles.SUBTOTAL, base, [], None, True
            continue
        unit_depth = base + 1 if inside_group else base
        if row.of_which or (lists and _stays_inside(key, row, lists)):
            row.role = roles.OWN_LEVEL if _is_own_level(key) else roles.OF_WHICH
            row.depth = unit_depth + 1
            lists.append(row)
            continue
        _nest(above, lists, found)
        row.role, row.depth, lists, above = roles.UNIT, unit_depth, [], row
        if _is_own_level(key):
            row.role = roles.OWN_LEVEL if inside_group else roles.UNIT
    _nest_last(found)


def _is_total(text: str) -> bool:
    key = squeezed(text)
    return key in _TOTALS or (key.startswith("全") and key.endswith(("合计", "总计", "小计")) and len(key) < 8)


def _is_own_level(key: str) -> bool:
    return key.endswith(OWN_LEVEL_ENDINGS[0]) or key.endswith("直属")


def _stays_inside(key: str, row: Allocated, lists: list[Allocated]) -> bool:
    """A list of 其中 goes on until the first 县 or 县级市, unless the indent says otherwise."""
    if _is_own_level(key):
        return True
    if row.indent and lists[-1].indent:
        return row.indent >= min(entry.indent for entry in lists)
    return key.endswith("区") or "区(" in key or key.endswith(("管委会", "园区"))


def _nest_last(found: Allocation) -> None:
    groups: list[list[Allocated]] = []
    unit: Allocated | None = None
    for row in found.rows:
        if row.role in (roles.OWN_LEVEL, roles.OF_WHICH):
            if groups:
                groups[-1].append(row)
        else:
            unit = row
            groups.append([unit])
    for group in groups:
        _nest(group[0], group[1:], found)


def _nest(unit: Allocated | None, lists: list[Allocated], found: Allocation) -> None:
    """A second 其中 directly under the first is a list inside it: the reading that balances is taken, and said."""
    again = [at for at, row in enumerate(lists) if row.of_which and at > 0]
    if unit is None or not again or any(row.depth > lists[0].depth for row in lists):
        return
    inner = lists[again[0] :]
    flat = _balances(unit, lists)
    nested = _balances(unit, lists[: again[0]])
    if flat and not nested:
        return
    for row in inner:
        row.depth += 1
    if not nested and inner[0].name.place:
        found.doubts.append((f"“{inner[0].name.text}”前又有“其中”，按包含在“{lists[0].name.text}”之内理解", inner[0].name.place))


def _balances(unit: Allocated, parts: Sequence[Allocated]) -> bool:
    for name in (*MONEY, "headcount"):
        whole = _number(unit, name)
        if whole is None:
            continue
        shares = [_number(part, name) for part in parts]
        return sum((share for share in shares if share is not None), Decimal(0)) == whole
    return False


def _number(row: Allocated, name: str) -> Decimal | None:
    number = read_number(row.cells[name].text) if name in row.cells else None
    return number.value if isinstance(number, Number) else None
