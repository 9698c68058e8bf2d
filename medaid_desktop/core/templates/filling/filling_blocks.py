"""Blocks of a table that end with totals of their own: 甲市's counties and its 小计, then 乙市's. Rows never leave their block."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from medaid_desktop.core.indicators import class_key
from medaid_desktop.core.paper.lines import Line
from medaid_desktop.core.templates.filling.filling_rows import Placed, place_lines
from medaid_desktop.core.templates.prompts import is_prompt
from medaid_desktop.core.templates.template_map import RowMark, TableMark


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of a blank form, by number (first, behind last), with the line of totals below them; `name` is what the rows
    print in the column that tells blocks apart, "" where they print nothing there."""

    first: int
    behind: int
    name: str


@dataclass(frozen=True, slots=True)
class Blocks:
    """All rows of a table in blocks, told apart by a column.

    `are_headed`: the name stands in the first row only, over rows that have names of their own in the same column
    (一、基本支出 over its items, 小计 below them); else it is the name of a group.
    """

    column: str
    parts: tuple[Block, ...]
    are_headed: bool = False

    def lacking(self, lines: Sequence[Line]) -> list[int]:
        """The numbers of the lines of content whose block the blank form lacks."""
        return [line for line, at in enumerate(self.parts_of(lines)) if at < 0 and not lines[line].is_open]

    def parts_of(self, lines: Sequence[Line]) -> list[int]:
        """The block of each line, -1 where there is none; a line without a name goes with the one above it, as one with
        its own name does below a head."""
        numbers = {class_key(part.name): at for at, part in enumerate(self.parts) if part.name}
        spare = next((at for at, part in enumerate(self.parts) if not part.name and part.behind > part.first), -1)
        spare = 0 if self.are_headed else spare
        found: list[int] = []
        for line in lines:
            name = class_key(line.texts.get(self.column, ""))
            above = found[-1] if found else spare
            found.append(numbers.get(name, above if self.are_headed else spare) if name else above)
        return found


def blocks_of(table: TableMark) -> Blocks | None:
    """The blocks of a table, None where it has none that end with totals."""
    ranges = list(_ranges(table.rows))
    if len(ranges) < 2:
        return None
    for column in table.columns:
        name = column.definition.id
        if column.serial or column.computed:
            continue
        parts = [_block(table.rows, name, first, behind) for first, behind in ranges]
        if any(part is None for part in parts):
            continue
        found = tuple(part for part in parts if part is not None)
        names = [class_key(part.name) for part in found if part.name]
        if len(names) > 1 and len(set(names)) == len(names) and _repeats(table.rows, name, found):
            headed = not column.definition.group and _are_headed(table.rows, name, found)
            return Blocks(name, found, headed)
    return None


def _ranges(rows: Sequence[RowMark]) -> Iterator[tuple[int, int]]:
    """Runs of rows with the first line of totals below them."""
    first, has_rows = 0, False
    for at, row in enumerate(rows):
        has_rows = has_rows or row.kind == "row"
        if row.kind == "total" and has_rows:
            yield first, at + 1
            first, has_rows = at + 1, False
    if has_rows:
        yield first, len(rows)


def _block(rows: Sequence[RowMark], column: str, first: int, behind: int) -> Block | None:
    """A run of rows as a block; None where its rows print several names."""
    own = [row.given.get(column, "").strip() for row in rows[first:behind] if row.kind == "row"]
    names = list(dict.fromkeys(text for text in own if text))
    if len(names) > 1 or (names and (not own[0] or is_prompt(names[0]))):
        return None
    return Block(first, behind, names[0] if names else "")


def _repeats(rows: Sequence[RowMark], column: str, parts: Sequence[Block]) -> bool:
    """Whether some name covers more than a single row: others of its block, or its line of totals."""
    return any(part.name and part.behind - part.first > 1 for part in parts) and any(
        sum(row.kind == "row" for row in rows[part.first : part.behind]) > 1
        or rows[part.behind - 1].given.get(column, "").strip() == part.name
        for part in parts
        if part.name
    )


def _are_headed(rows: Sequence[RowMark], column: str, parts: Sequence[Block]) -> bool:
    """Whether the names of blocks stand over rows that are to have names of their own in the same column."""
    own = [(part, row) for part in parts for row in rows[part.first : part.behind]]
    on_all = all(row.given.get(column, "").strip() == part.name for part, row in own if row.kind == "row")
    words = (row.given.get(column, "").strip() for part, row in own if row.kind == "total" and part.name)
    return not on_all and any(text and text not in {part.name for part in parts} for text in words)


def as_groups(table: TableMark, blocks: Blocks | None) -> TableMark:
    """The table with the column of its blocks as one of groups, the name of a block on each of its rows; as it is where the
    blocks are headed."""
    if blocks is None or blocks.are_headed:
        return table
    names = {
        at: part.name
        for part in blocks.parts
        if part.name
        for at in range(part.first, part.behind)
        if table.rows[at].kind == "row"
    }
    columns = tuple(
        replace(column, definition=replace(column.definition, group=True))
        if column.definition.id == blocks.column
        else column
        for column in table.columns
    )
    rows = tuple(
        replace(row, given={**row.given, blocks.column: names[at]}) if at in names else row
        for at, row in enumerate(table.rows)
    )
    return replace(table, columns=columns, rows=rows)


def place_in_blocks(table: TableMark, blocks: Blocks, lines: Sequence[Line]) -> list[Placed]:
    """The body rows from top to bottom, each line in its own block; lines of other blocks follow the last line of totals that
    belongs to a block."""
    numbers = blocks.parts_of(lines)
    placed: list[Placed] = []
    for at, part in enumerate(blocks.parts):
        own = [line for line, number in enumerate(numbers) if number == at]
        marks = [_named(mark, blocks.column, part.name) for mark in table.rows[part.first : part.behind]]
        for one in place_lines(replace(table, rows=tuple(marks)), [lines[line] for line in own]):
            shows = one.shows if one.shows < 0 else one.shows + part.first
            placed.append(Placed(one.mark + part.first, one.copy, shows, own[one.line] if one.line >= 0 else -1))
    last = blocks.parts[-1].behind - 1
    copies = max((one.copy for one in placed if one.mark == last), default=0)
    for copy, line in enumerate(blocks.lacking(lines), copies + 1):
        placed.append(Placed(last, copy, -1, line))
    behind = range(last + 1, len(table.rows))
    return placed + [Placed(number, 0, number, -1) for number in behind]


def _named(mark: RowMark, column: str, name: str) -> RowMark:
    """A row of a block as it is weighed: named as its block is, but for the line of totals, which ends it."""
    given = {key: text for key, text in mark.given.items() if key != column}
    if mark.kind == "row" and name:
        given[column] = name
    return replace(mark, given=given)


def outside_blocks(table: TableMark, blocks: Blocks | None, lines: Sequence[Line]) -> Iterator[str]:
    """A sentence for each name in the content that has no block, naming the totals that do not count its rows."""
    if blocks is None:
        return
    counts: dict[str, int] = {}
    for line in blocks.lacking(lines):
        name = lines[line].texts.get(blocks.column, "") or "（未填名称）"
        counts[name] = counts.get(name, 0) + 1
    above = "、".join(f"“{part.name}”" for part in blocks.parts if part.name)
    behind = [
        next((text for text in row.given.values() if text.strip()), "合计")
        for row in table.rows[blocks.parts[-1].behind :]
        if row.kind == "total"
    ]
    check = f"，请核对{'、'.join(f'“{text}”' for text in behind)}是否计入" if behind else ""
    for name, count in counts.items():
        yield f"样表“{table.label}”没有“{name}”的位置，{count} 行写在最后，不计入{above}的小计{check}"
