"""Formulas of a filled workbook that give another figure than the filing has, or that rows put in are not taken in by, or lack."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from medaid_desktop.core.templates.filling.filled import Filled, FilledCell
from medaid_desktop.core.texts.numbers import Quantity, excerpt, is_nothing, read_quantity
from medaid_desktop.formats.excel.calculating.scalars import Fault
from medaid_desktop.formats.excel.filling.template_filling_styles import StyleBook
from medaid_desktop.formats.excel.patching.edits import Content, Number, SheetEdits
from medaid_desktop.formats.excel.patching.index import SheetPart
from medaid_desktop.formats.excel.patching.leaving_out import LeftOut
from medaid_desktop.formats.excel.patching.shift import ListRows, RowShift
from medaid_desktop.formats.excel.references import cell_name

_MOST_NAMED = 5
"""Formulas that a sentence names; more are counted."""
_LONGEST_SHOWN = 40


def conflicts(
    part: SheetPart, styles: StyleBook, filled: Filled, kept: Sequence[FilledCell], edits: SheetEdits
) -> Iterator[str]:
    """A sentence for each formula whose result is not what the filing has; `kept` are further cells with a formula."""
    shift = RowShift(filled.inserted)
    for cell in (*filled.computed, *kept):
        row, col = cell.spot.row, cell.spot.col
        old, copy = shift.source(row)
        result = _result(part, old, col, copy, edits.results, (row, col))
        if result is None:
            if part.is_computed(old, col) and cell in kept:
                yield f"单元格 {cell_name(row, col)} 是公式，没有写入：{excerpt(cell.text)}"
            continue
        shown = _shown(result, styles, part.style_at(old, col))
        if not _agrees(cell.text, result, shown):
            yield (
                f"单元格 {cell_name(row, col)} 由公式算出 {shown}，填报件写的是 {excerpt(cell.text)}，"
                "导出的是公式的结果，请核对"
            )


def _shown(result: Decimal | str, styles: StyleBook, style: str | None) -> str:
    if isinstance(result, str):
        return result or "空白"
    return styles.format(style).look.number(float(result))


def _result(
    part: SheetPart, old: int, col: int, copy: int, results: Mapping[tuple[int, int], Content], at: tuple[int, int]
) -> Decimal | str | None:
    """What a formula gives, a figure or a text: its new result, else the one that is stored with it; None where nobody knows."""
    if (old, col) not in part.formulas:
        return None
    if at in results:
        new = results[at]
        if isinstance(new, Fault):
            return new.code
        return Decimal(new.text) if isinstance(new, Number) else new if isinstance(new, str) else None
    kind, value = part.stored(old, col)
    if copy or kind not in ("n", "") or not value:
        return None
    try:
        return Decimal(value)
    except ArithmeticError:
        return None


def _agrees(text: str, result: Decimal | str, shown: str) -> bool:
    """Whether a text says what a formula gives, to the digits that the cell shows; a dash says nothing, as 0 does."""
    if isinstance(result, str):
        return text.strip() == result.strip()
    if text.strip() == shown.strip() or (not result and is_nothing(text)):
        return True
    said = _figure(text)
    return said is not None and said in (result, _figure(shown))


def _figure(text: str) -> Decimal | None:
    quantity = read_quantity(text)
    if not isinstance(quantity, Quantity):
        return None
    return quantity.value / 100 if quantity.unit in ("%", "％") else quantity.value


def lists_of(filled: Filled) -> list[ListRows]:
    """The rows of the blank form's tables: those for entries, those for totals."""
    return [
        ListRows(
            frozenset(row.source for row in body.rows if row.kind == "row"),
            frozenset(row.source for row in body.rows if row.kind == "total"),
        )
        for body in filled.bodies
    ]


def overlooked(formulas: Iterable[LeftOut], sheet: str) -> Iterator[str]:
    """A sentence for each sheet on formulas that may not take in the rows put in. Only cells of the filled sheet are called 单元格:
    by that the clerk is led to them."""
    for name, found in _by_sheet(formulas):
        cells = _listed([f"{cell_name(one.row, one.col)}（{_short(one.formula)}）" for one in found])
        yield f"{_where(name, sheet)}{cells}的公式不一定算进了新插入的行，请打开文件核对"


def without_formulas(cells: Iterable[LeftOut], sheet: str) -> Iterator[str]:
    """A sentence for each sheet on cells of rows put in that have no formula, though the rows of the blank form have one there."""
    for name, found in _by_sheet(cells):
        named = _listed([cell_name(one.row, one.col) for one in found])
        yield (
            f"{_where(name, sheet)}{named} 在新插入的行里，没有套用样表的公式（{_short(found[0].formula)}）："
            "公式逐行引用别处的数，新插入的行没有对应的一行，请打开文件补填"
        )


def _by_sheet(found: Iterable[LeftOut]) -> Iterator[tuple[str, list[LeftOut]]]:
    by_sheet: dict[str, list[LeftOut]] = {}
    for one in found:
        by_sheet.setdefault(one.sheet, []).append(one)
    yield from by_sheet.items()


def _where(name: str, sheet: str) -> str:
    return "单元格 " if name == sheet else f"工作表“{name}”的 "


def _listed(cells: Sequence[str]) -> str:
    more = f"等 {len(cells)} 处" if len(cells) > _MOST_NAMED else ""
    return "、".join(cells[:_MOST_NAMED]) + more


def _short(formula: str) -> str:
    line = " ".join(f"={formula}".split())
    return line if len(line) <= _LONGEST_SHOWN else f"{line[:_LONGEST_SHOWN]}……"
