"""Which formulas of a workbook no longer have the result that is stored with them, and in which order they are to be worked out."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from medaid_desktop.formats.excel.calculating.functions import CHANGING
from medaid_desktop.formats.excel.formula_tokens import areas_read, tokens_of
from medaid_desktop.formats.excel.references import Area

Cell = tuple[str, int, int]
"""Sheet, row, column; sheets are named as in the workbook."""

Areas = tuple[tuple[str, Area] | None, ...]
Reader = Callable[[str, str], Areas]
"""The areas that a formula of a sheet reads, None for what may be any cell."""


class CellIndex:
    """Cells that can be asked for by area."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        self._rows: dict[str, dict[int, list[int]]] = {}
        self._names: dict[str, str] = {}
        for sheet, row, col in cells:
            self._names.setdefault(sheet.casefold(), sheet)
            self._rows.setdefault(sheet.casefold(), {}).setdefault(col, []).append(row)
        for columns in self._rows.values():
            for rows in columns.values():
                rows.sort()

    def within(self, sheet: str, area: Area) -> Iterator[Cell]:
        """The cells that lie in an area."""
        first, left, last, right = area
        own, name = self._rows.get(sheet.casefold(), {}), self._names.get(sheet.casefold(), sheet)
        columns: Collection[int] = own if right - left > len(own) else range(left, right + 1)
        for col in columns:
            rows = own.get(col)
            if rows is None or not left <= col <= right:
                continue
            for at in range(bisect_left(rows, first), len(rows)):
                if rows[at] > last:
                    break
                yield name, rows[at], col

    def holds(self, sheet: str, area: Area) -> bool:
        """Whether one lies in an area."""
        return next(self.within(sheet, area), None) is not None


def changes_itself(formula: str) -> bool:
    """Whether a formula may give another result though no cell changes: it tells the day, or reads what it works out."""
    tokens = tokens_of(formula)
    if tokens is None:
        return True
    return any(
        token.value.upper().removeprefix("_XLFN.").removesuffix("(") in CHANGING
        for token in tokens
        if token.type == "FUNC"
    )


def stale(formulas: Mapping[Cell, str], changed: Iterable[Cell], reads: Reader = areas_read) -> set[Cell]:
    """The formula cells whose result may change: those that read a changed cell, and those that read them.

    A formula that may read any cell, or that changes by itself, counts as changed, and so does one that is new.
    """
    touched, there = set(changed), CellIndex(formulas)
    index = CellIndex(touched)
    readers: dict[Cell, list[Cell]] = {}
    found: set[Cell] = set()
    for cell, text in formulas.items():
        areas = reads(text, cell[0])
        known = [area for area in areas if area is not None]
        if (
            cell in touched
            or len(known) < len(areas)
            or changes_itself(text)
            or any(index.holds(sheet, area) for sheet, area in known)
        ):
            found.add(cell)
        for sheet, area in known:
            for other in there.within(sheet, area):
                readers.setdefault(other, []).append(cell)
    waiting = list(found)
    while waiting:
        for reader in readers.get(waiting.pop(), ()):
            if reader not in found:
                found.add(reader)
                waiting.append(reader)
    return found


def in_order(
    wanted: Iterable[Cell], formulas: Mapping[Cell, str], reads: Reader = areas_read
) -> tuple[list[Cell], set[Cell]]:
    """Some formula cells, each behind those among them that it reads; and those that read themselves, over whatever way."""
    cells = sorted(wanted)
    there = CellIndex(cells)
    done: list[Cell] = []
    seen: dict[Cell, bool] = {}
    """False while the cells that one reads are looked at."""
    circular: set[Cell] = set()
    for start in cells:
        stack: list[tuple[Cell, Iterator[Cell]]] = []
        if start not in seen:
            seen[start] = False
            stack.append((start, _read_by(start, formulas, reads, there)))
        while stack:
            cell, others = stack[-1]
            other = next(others, None)
            if other is None:
                stack.pop()
                seen[cell] = True
                done.append(cell)
            elif other not in seen:
                seen[other] = False
                stack.append((other, _read_by(other, formulas, reads, there)))
            elif not seen[other]:
                circular |= {one for one, _ in stack[[one for one, _ in stack].index(other) :]}
    return done, circular


def _read_by(cell: Cell, formulas: Mapping[Cell, str], reads: Reader, there: CellIndex) -> Iterator[Cell]:
    for area in reads(formulas[cell], cell[0]):
        if area is not None:
            yield from there.within(*area)
