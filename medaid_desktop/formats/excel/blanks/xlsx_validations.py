"""What data validations of a workbook ask for: words of lists wherever they stand, kinds of values."""

import re
from collections.abc import Mapping, Sequence

from medaid_desktop.core.grid import Document, Grid
from medaid_desktop.core.templates.looks import Check
from medaid_desktop.formats.excel.references import LAST_COL, LAST_ROW, Area, area, column

CHECKS: Mapping[str, Check] = {
    "whole": "whole", "decimal": "number", "date": "date", "time": "date", "textLength": "text",
}  # fmt: skip
_MOST_OPTIONS = 500
_LONGEST_FORMULA = 8192
_SHEET = r"(?:'((?:[^']|'')+)'|([^'!\s\[\]]+))!"
_REFERENCE = re.compile(rf"(?:{_SHEET})?(\$?[A-Za-z]{{1,3}}\$?[0-9]{{1,7}}(?::\$?[A-Za-z]{{1,3}}\$?[0-9]{{1,7}})?)")
_COLUMN = re.compile(rf"(?:{_SHEET})?\$?([A-Za-z]{{1,3}}):\$?([A-Za-z]{{1,3}})")
_OFFSET = re.compile(rf"OFFSET\((?:{_SHEET})?(\$?[A-Za-z]{{1,3}}\$?[0-9]{{1,7}})\s*,.*", re.IGNORECASE | re.DOTALL)
_INDIRECT = re.compile(r'INDIRECT\(\s*"([^"]+)"\s*(?:,[^)]*)?\)', re.IGNORECASE)
_DEEPEST = 5


class Lists:
    """Finds the words of list validations: inline ones, and those that stand on any sheet of the document, hidden or not."""

    def __init__(self, document: Document, names: Mapping[tuple[str, str], str]) -> None:
        """`names` are the workbook's names as (name, sheet or "" for all) in small letters, to what they stand for."""
        self._grids = {grid.name.casefold(): grid for grid in document.grids}
        self._names = names
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}

    def words(self, formula: str, sheet: str) -> tuple[str, ...]:
        """The words of a list as the validation of a cell of `sheet` writes it; none where only Excel could work it out."""
        key = formula, sheet
        if key not in self._known:
            found = self._find(formula.strip(), sheet, 0) if len(formula) <= _LONGEST_FORMULA else ()
            self._known[key] = tuple(dict.fromkeys(found))[:_MOST_OPTIONS]
        return self._known[key]

    def _find(self, formula: str, sheet: str, depth: int) -> Sequence[str]:
        formula = formula.removeprefix("=").strip()
        if depth > _DEEPEST or not formula:
            return ()
        if formula.startswith('"') and formula.endswith('"') and len(formula) > 1:
            return [word for part in formula[1:-1].replace('""', '"').split(",") if (word := part.strip())]
        if match := _REFERENCE.fullmatch(formula):
            return self._texts(match[1] or match[2] or sheet, area(match[3]))
        if match := _COLUMN.fullmatch(formula):
            first, last = sorted((column(match[3]), column(match[4])))
            return self._texts(match[1] or match[2] or sheet, (0, first, LAST_ROW, min(last, LAST_COL)))
        if match := _OFFSET.fullmatch(formula):
            return self._down(match[1] or match[2] or sheet, area(match[3]))
        if match := _INDIRECT.fullmatch(formula):
            return self._find(match[1], sheet, depth + 1)
        named = self._names.get((formula.casefold(), sheet.casefold())) or self._names.get((formula.casefold(), ""))
        return self._find(named, sheet, depth + 1) if named else ()

    def _grid(self, sheet: str) -> Grid | None:
        return self._grids.get(sheet.replace("''", "'").casefold())

    def _texts(self, sheet: str, place: Area | None) -> Sequence[str]:
        """The texts of an area of a sheet, row by row."""
        grid = self._grid(sheet)
        if grid is None or place is None:
            return ()
        top, left, bottom, right = place
        row, col = grid.origin
        return [
            " ".join(cell.text.split())
            for cell in grid.cells
            if top <= cell.row + row <= bottom and left <= cell.col + col <= right
        ]

    def _down(self, sheet: str, start: Area | None) -> Sequence[str]:
        """The texts from a cell on down to the first blank one: what OFFSET with COUNTA is for."""
        grid = self._grid(sheet)
        if grid is None or start is None:
            return ()
        row, col = start[0] - grid.origin[0], start[1] - grid.origin[1]
        words: list[str] = []
        while len(words) < _MOST_OPTIONS and (cell := grid.at(row, col)) is not None:
            words.append(" ".join(cell.text.split()))
            row += cell.rows
        return words
