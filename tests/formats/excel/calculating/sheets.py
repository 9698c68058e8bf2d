"""Cells by hand, to work formulas out over them."""

from collections.abc import Mapping
from decimal import Decimal

from medaid_desktop.formats.excel.calculating.evaluating import Result, result_of
from medaid_desktop.formats.excel.calculating.functions import FUNCTIONS
from medaid_desktop.formats.excel.calculating.scalars import Scalar, UnknownError

UNKNOWN = object()
"""Stands in a cell whose content nobody knows."""


class Cells:
    """Two sheets, 表 and 数据, with some cells filled."""

    epoch_1904 = False

    def __init__(self, cells: Mapping[tuple[str, int, int], object]) -> None:
        self._cells = cells

    def value(self, sheet, row, col):
        if sheet not in ("表", "数据"):
            raise UnknownError
        found = self._cells.get((sheet, row, col))
        if found is UNKNOWN:
            raise UnknownError
        return Result.of(found)

    def used(self, sheet, area):
        rows = [row for name, row, _ in self._cells if name == sheet]
        last = min(area[2], max(rows, default=-1))
        return (area[0], area[1], last, min(area[3], 50)) if area[0] <= last else None

    def named(self, name, _):
        return {"全部": "表!$A$1:$A$3", "一半": "表!$A$1/2"}.get(name)

    def is_hidden(self, _, first, last):
        return first <= 7 <= last

    def is_subtotal(self, _, row, __):
        return row == 4


def worked_out(formula: str, cells: Mapping[tuple[str, int, int], object]) -> Scalar:
    """What a formula in 表!Z100 gives; None where nobody knows."""
    found = result_of(formula, ("表", 99, 25), Cells(cells), FUNCTIONS)
    return None if found is None else found.exact


def column(*values: object) -> dict[tuple[str, int, int], object]:
    """Values one below another from 表!A1 on; figures as Decimal."""
    made = (Decimal(str(one)) if isinstance(one, int | float) and not isinstance(one, bool) else one for one in values)
    return {("表", row, 0): value for row, value in enumerate(made) if value is not None}
