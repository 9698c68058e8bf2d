"""Formulas of a filled workbook that give another figure than the filing has."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from medaid_desktop.core.templates.filling.filled import Filled, FilledCell
from medaid_desktop.core.texts.numbers import Quantity, excerpt, is_nothing, read_quantity
from medaid_desktop.formats.excel.filling.template_filling_styles import StyleBook
from medaid_desktop.formats.excel.patching.edits import Number, SheetEdits
from medaid_desktop.formats.excel.patching.index import SheetPart
from medaid_desktop.formats.excel.patching.shift import RowShift
from medaid_desktop.formats.excel.references import cell_name


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
            if (old, col) in part.formulas and cell in kept:
                yield f"单元格 {cell_name(row, col)} 是公式，没有写入：{excerpt(cell.text)}"
            continue
        shown = styles.format(part.style_at(old, col)).look.number(float(result))
        if not _agrees(cell.text, result, shown):
            yield (
                f"单元格 {cell_name(row, col)} 由公式算出 {shown}，填报件写的是 {excerpt(cell.text)}，"
                "导出的是公式的结果，请核对"
            )


def _result(
    part: SheetPart, old: int, col: int, copy: int, results: Mapping[tuple[int, int], object], at: tuple[int, int]
) -> Decimal | None:
    """What a formula gives: its new result, else the one that is stored with it; None where nobody knows."""
    if (old, col) not in part.formulas:
        return None
    if at in results:
        new = results[at]
        return Decimal(new.text) if isinstance(new, Number) else None
    kind, value = part.stored(old, col)
    if copy or kind not in ("n", "") or not value:
        return None
    try:
        return Decimal(value)
    except ArithmeticError:
        return None


def _agrees(text: str, result: Decimal, shown: str) -> bool:
    """Whether a text says what a formula gives, to the digits that the cell shows; a dash says nothing, as 0 does."""
    if text.strip() == shown.strip() or (not result and is_nothing(text)):
        return True
    said = _figure(text)
    return said is not None and said in (result, _figure(shown))


def _figure(text: str) -> Decimal | None:
    quantity = read_quantity(text)
    if not isinstance(quantity, Quantity):
        return None
    return quantity.value / 100 if quantity.unit in ("%", "％") else quantity.value
