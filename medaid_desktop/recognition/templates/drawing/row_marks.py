"""The body rows of a table: what each prints, which of them are totals, and the places in those."""

import re
from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import replace

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.templates.prompts import asks_for_items
from medaid_desktop.core.templates.template_map import ColumnMark, FieldMark, RowKind, RowMark, Spot
from medaid_desktop.recognition.templates.board.kinds import is_rate, printed_label
from medaid_desktop.recognition.templates.board.naming import Names
from medaid_desktop.recognition.templates.board.tiles import Tile, Tiles
from medaid_desktop.recognition.wording.folding import is_dots, label_key, squeezed, tidy, without_note

_TOTAL = re.compile(
    r"(?:合计|总计|小计|总分|累计|共计|汇总|总得分|分值合计|得分合计|自评总分|总体得分|评价得分|综合得分)"
)
_LONGEST_TOTAL = 8
_SERIAL = ("序号", "行号", "行次", "序", "栏次", "项次")
_NUMERAL = re.compile(r"[(（]?[\d一二三四五六七八九十]{1,4}[)）]?[.、．]?|[…….]+|[A-Za-z]")
_NO_SUM = re.compile(r"单价|标准|系数|均|率|比例|进度|年龄")
_SUM = re.compile(r"[\d,.]+")
_NUMERIC = ("amount", "number", "target")


def is_total_text(text: str) -> bool:
    """Whether a text begins a line of totals."""
    key = without_note(label_key(text))
    return bool(_TOTAL.match(key)) and len(key) <= _LONGEST_TOTAL


def first_words(tiles: Tiles, cols: Sequence[int], row: int) -> Tile | None:
    """The first text that begins in a row and is no number of it; a word of totals may stand left of the columns, below the
    cell down the side."""
    before = tiles.at(row, min(cols, default=0) - 1)
    if before.row == row and is_total_text(before.text):
        return before
    found = (tiles.at(row, col) for col in cols)
    return next(
        (
            tile
            for tile in found
            if not tile.is_blank and tile.row == row and not _NUMERAL.fullmatch(squeezed(tile.text))
        ),
        None,
    )


def total_words(tiles: Tiles, cols: Sequence[int], row: int) -> Tile | None:
    """The text of a row that would say that it is one of totals: its first, or the next behind the name of the rows that it
    sums up (甲市 | 小计 over 甲市's counties)."""
    first = first_words(tiles, cols, row)
    if first is None or first.rows == 1 or is_total_text(first.text):
        return first
    return first_words(tiles, [col for col in cols if col >= first.right], row) or first


def is_total_row(tiles: Tiles, cols: Sequence[int], row: int) -> bool:
    """Whether a row is one of totals."""
    first = total_words(tiles, cols, row) if cols else None
    if first is None:
        return False
    computed = any(tiles.look(tiles.at(row, col)).formula for col in cols)
    across = first.rows == 1 and any(first.col < col < first.right for col in cols)  # 金额合计 over several columns
    ends = without_note(label_key(first.text)).endswith(("小计", "合计", "总计"))
    return is_total_text(first.text) or ((computed or across) and ends)


def is_serial(label: str, texts: Sequence[str]) -> bool:
    """Whether a column only counts its rows; `texts` are those printed in it."""
    key = without_note(label_key(label))
    if key in _SERIAL or key == "编号":
        return all(not text.strip() or _NUMERAL.fullmatch(squeezed(text)) or is_total_text(text) for text in texts)
    figures = [squeezed(text) for text in texts if text.strip()]
    return not key and len(figures) > 1 and figures == [str(number + 1) for number in range(len(figures))]


def is_worked_out(tiles: Tiles, own: Sequence[Tile], cols: Sequence[int]) -> bool:
    """Whether the document works a column out by formulas; `own` are its cells in the rows of entries, `cols` where the columns
    of the table begin.

    In a workbook the first rows may have none (the balance that a ledger begins with), as may rows that print nothing,
    where most rows have one and something else to be typed.
    """
    rows = [tile.row for tile in own if tiles.look(tile).formula]
    if not rows or len(rows) == len(own):
        return bool(rows)
    typed = [tile for tile in own if tile.row not in rows]
    return (
        not tiles.is_letter
        and len(rows) > len(typed)
        and all(tile.is_blank or _SUM.fullmatch(squeezed(tile.text)) for tile in typed)
        and all(tile.row < rows[0] or _prints_nothing(tiles, cols, tile.row) for tile in typed)
        and all(any(_waits(tiles, tiles.at(row, col)) for col in cols) for row in rows)
    )


def _waits(tiles: Tiles, tile: Tile) -> bool:
    return tile.is_blank and not tiles.look(tile).formula and tiles.may_fill(tile)


def _prints_nothing(tiles: Tiles, cols: Sequence[int], row: int) -> bool:
    """Whether a row has no words of its own, its number and the names of groups aside."""
    found = (tiles.at(row, col) for col in cols)
    return all(tile.is_blank or tile.rows > 1 or _NUMERAL.fullmatch(squeezed(tile.text)) for tile in found)


def row_mark(tiles: Tiles, columns: Sequence[ColumnMark], row: int, totals: bool = True) -> RowMark:
    """What a body row prints, by column; merged cells on each row they cover. Lines of totals that hold no formula are rows like
    others where `totals` is False."""
    given: dict[str, str] = {}
    dots = content = False
    typed: list[str] = []
    for column in columns:
        tile = tiles.at(row, column.col)
        if column.computed and not column.serial and not tiles.look(tile).formula and tiles.may_fill(tile):
            typed.append(column.definition.id)
        if tile.is_blank or tile.col != column.col or tiles.look(tile).formula:
            continue
        dots = dots or is_dots(tile.text)
        if not column.serial:
            given[column.definition.id] = tidy(tile.text)
            says = not is_dots(tile.text) and not column.definition.group and column.part == ""
            content = content or says
    kind = _kind(tiles, columns, row, totals, dots and not content)
    return RowMark(row, kind, given, tuple(typed) if kind == "row" else ())


def with_dots(rows: Sequence[RowMark]) -> list[RowMark]:
    """The rows of a table of indicators: where it numbers them (指标1：), the …… below stand for an indicator as well."""
    numbered = any(row.kind == "row" and asks_for_items(row.given.get("level3", "")) for row in rows)
    return [
        replace(row, kind="row")
        if numbered and row.kind == "paper" and is_dots(row.given.get("level3", "")) and not _names_no_class(row)
        else row
        for row in rows
    ]


def with_parts_of_total(tiles: Tiles, columns: Sequence[ColumnMark], rows: Sequence[RowMark]) -> list[RowMark]:
    """The rows of a table; those that belong to its last line of totals are lines of totals as well."""
    cols = [column.col for column in columns]
    totals = [row.row for row in rows if row.kind == "total"]
    by_words = [row for row in totals if is_total_row(tiles, cols, row)]
    own = parts_of_total(tiles, cols, [row.row for row in rows], by_words or totals)
    return [replace(row, kind="total", typed=()) if row.row in own else row for row in rows]


def parts_of_total(tiles: Tiles, cols: Sequence[int], rows: Sequence[int], totals: Collection[int]) -> Set[int]:
    """The rows behind the last of `totals` that belong to it: those that tell it in parts (其中：住院救助), and those whose
    figures the document works out of it although it does not in the rows above (省级占比)."""
    last = max(totals, default=-1)
    before = [row for row in rows if row < last and row not in totals]
    behind = [row for row in rows if row > last]
    if not before or not behind:
        return set()
    first, words = first_words(tiles, cols, last), [first_words(tiles, cols, row) for row in behind]
    named = [tile for tile in words if tile is not None]
    aligned = first is not None and all(tile is not None and tile.col == first.col for tile in words)
    if aligned and squeezed(named[0].text).startswith("其中"):
        return set(behind)
    typed = [col for col in cols if not all(tiles.look(tiles.at(row, col)).formula for row in before)]
    return {
        row
        for row, tile in zip(behind, words, strict=True)
        if tile is not None and any(tiles.look(tiles.at(row, col)).formula for col in typed)
    }


def _names_no_class(row: RowMark) -> bool:
    return any(is_dots(row.given[name]) for name in ("level1", "level2") if name in row.given)


def _kind(tiles: Tiles, columns: Sequence[ColumnMark], row: int, totals: bool, paper: bool) -> RowKind:
    cols = [column.col for column in columns]
    if is_total_row(tiles, cols, row):
        formulas = any(tiles.look(tiles.at(row, col)).formula for col in cols)
        return "total" if totals or formulas or not _is_named(tiles, columns, row) else "row"
    if _is_computed(tiles, columns, row):
        return "total"
    return "paper" if paper else "row"


def _is_named(tiles: Tiles, columns: Sequence[ColumnMark], row: int) -> bool:
    """Whether the word of a line of totals stands in a column of content, and not in that of the numbers of rows."""
    words = total_words(tiles, [column.col for column in columns], row)
    return words is None or any(column.col == words.col and not column.serial for column in columns)


def _is_computed(tiles: Tiles, columns: Sequence[ColumnMark], row: int) -> bool:
    """Whether the document works out all that a row has beside what it is called: 三、年末累计结余."""
    own = [tiles.at(row, column.col) for column in columns if not column.computed and not column.serial]
    return any(tiles.look(tile).formula for tile in own) and all(
        tiles.look(tile).formula or not tile.is_blank for tile in own
    )


def _figure(column: FieldDef, label: str, shown: str) -> FieldDef:
    """What a line of totals counts in a column: a share (占比) in no unit of the column's."""
    if is_rate(label):
        return replace(column, type="number", unit="%" if "%" in (column.unit, *shown) else "")
    return replace(column, type="number" if column.type == "target" else column.type)


def total_fields(
    tiles: Tiles,
    columns: Sequence[ColumnMark],
    row: int,
    names: Names,
    scored: bool,
    given: bool = False,
    block: str = "",
) -> Iterator[FieldMark]:
    """The places of a line of totals as fields of the form: its formulas, or what waits where it has none.

    `scored`: the form knows the total of the scores. `given`: its printed figures are content that a filing begins with.
    `block` is the name of the rows that it sums up where there are others with a line of their own: 甲市 over 小计.
    """
    words = total_words(tiles, [column.col for column in columns], row)
    label = printed_label(words.text) if words else "合计"
    label = label if block in label else printed_label(block) + label
    formulas = any(tiles.look(tiles.at(row, column.col)).formula for column in columns)
    for column in columns:
        tile = tiles.at(row, column.col)
        computed = tiles.look(tile).formula
        numeric = column.definition.type in _NUMERIC or column.computed
        place = tile.is_blank or computed or (given and bool(_SUM.fullmatch(squeezed(tile.text))))
        if tile.place != (row, column.col) or not place or not numeric or column.serial:
            continue
        if not computed and ((formulas and _NO_SUM.search(column.definition.label)) or not tiles.may_fill(tile)):
            continue
        whole = scored and column.definition.id == "score"
        figure = _figure(column.definition, label, tiles.look(tile).number_format)
        own = label if whole else f"{label}·{column.definition.label}"
        definition = replace(
            figure, id=names.take("total_score" if whole else "", own), label=own, required=False, group=False,
            carry=None, options=(),
        )  # fmt: skip
        yield FieldMark(Spot(*tile[:4]), definition, blank=tile.text, computed=computed)
