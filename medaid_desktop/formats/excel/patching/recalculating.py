"""The results of formulas after a workbook was filled in: fresh where they can be worked out, else none."""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from medaid_desktop.formats.excel.calculating.evaluating import Result, result_of
from medaid_desktop.formats.excel.calculating.functions import FUNCTIONS
from medaid_desktop.formats.excel.calculating.scalars import UNREADABLE, Fault, Scalar, UnknownError, tidy
from medaid_desktop.formats.excel.formula_tokens import areas_read, is_reference, reference, tokens_of
from medaid_desktop.formats.excel.patching.edits import Content, Number, Rich, SheetEdits
from medaid_desktop.formats.excel.patching.formulas import moved_areas
from medaid_desktop.formats.excel.patching.index import SheetPart, Stored
from medaid_desktop.formats.excel.patching.results import Areas, Cell, in_order, stale
from medaid_desktop.formats.excel.patching.series import formula_after, new_formula
from medaid_desktop.formats.excel.patching.shift import RowShift
from medaid_desktop.formats.excel.references import LAST_ROW, Area, area

_DEEPEST_NAMES = 5
_MOST_READS = 300_000
"""Cells looked at for all formulas of a workbook together; results that would need more are left out."""
_ANY_CELL = "RAND()"
"""Stands for a table of data, of which nobody knows what it reads."""


class Recalculation:
    """A workbook with some cells written and rows inserted, as its formulas see it (`evaluating.Cells`)."""

    def __init__(
        self, parts: Mapping[str, SheetPart], stored: Mapping[str, Stored], shifts: Mapping[str, RowShift],
        edits: Mapping[str, SheetEdits], names: Mapping[tuple[str, str], str], epoch_1904: bool,
    ) -> None:  # fmt: skip
        """`names` are the formulas of names after inserting: by the name in small letters and the sheet it belongs to, "" for all."""
        self.epoch_1904 = epoch_1904
        self._parts = parts
        self._stored = stored
        self._shifts = shifts
        self._edits = edits
        self._names = names
        self._sheets = {shift.name.casefold(): name for name, shift in shifts.items() if shift.name}
        self._sheets |= {name.casefold(): name for name in parts}
        self._results: dict[Cell, Result | None] = {}
        self._known: dict[Cell, Result] = {}
        """What cells hold, as far as it has been asked for, by the name of the sheet as formulas write it."""
        self._reads_left = _MOST_READS
        self._last: dict[str, tuple[int, int]] = {}
        self._formulas: dict[Cell, str] = {}
        self._other: set[Cell] = set()
        self._opaque: set[Cell] = set()
        """Cells whose result is never worked out here: arrays and what they fill."""
        for name, part in parts.items():
            self._collect(name, part)
        written = {(name, *place) for name, edit in edits.items() for place in edit.cells}
        self._formulas = {cell: text for cell, text in self._formulas.items() if cell not in written}

    def _collect(self, name: str, part: SheetPart) -> None:
        shift = self._shifts[name]
        for (row, col), formula in part.formulas.items():
            cell, after = (name, shift.row(row), col), formula_after(part, (row, col), self._shifts)
            self._formulas[cell] = _ANY_CELL if formula.kind == "dataTable" else after
            if cell[1] != row or after != formula.text:
                self._note_other(cell, formula.text, after, cell[1] != row)
            if formula.kind in ("array", "dataTable"):
                self._opaque.add(cell)
            if formula.area and formula.kind in ("array", "dataTable"):
                self._spill(name, (row, col), formula.area)
        for row, count in shift.inserted.items():
            for col in part.columns_of(row):
                for copy in range(1, count + 1):
                    self._collect_new(part, (row, col), copy)

    def _collect_new(self, part: SheetPart, place: tuple[int, int], copy: int) -> None:
        """The formula that a cell of a row put in gets."""
        text = new_formula(part, place, self._shifts, copy)
        if text is not None:
            cell = part.name, self._shifts[part.name].row(place[0]) + copy, place[1]
            self._formulas[cell] = text
            own = part.formulas.get(place)
            self._note_other(cell, own.text if own else "", text, True)
            if own and own.kind == "array":
                self._opaque.add(cell)

    def _note_other(self, cell: Cell, before: str, after: str, has_moved: bool) -> None:
        """Notes a formula that reads more rows than before, or tells where it stands: its result may be another though no cell is."""
        heights = [
            [found and found[1][2] - found[1][0] for found in areas_read(text, cell[0])] for text in (before, after)
        ]
        if heights[0] != heights[1] or (has_moved and "ROW(" in after.upper()):
            self._other.add(cell)

    def _spill(self, name: str, place: tuple[int, int], filled: str) -> None:
        """The cells that an array or a table of data fills beside its own hang on what it reads."""
        shift, found = self._shifts[name], area(filled)
        if found is None:
            return
        text = self._formulas[name, shift.row(place[0]), place[1]]
        first, left, last, right = area(moved_areas(filled, shift)) or found
        if found[0] == found[2]:
            last = first + shift.inserted.get(found[0], 0)
        for row in range(first, last + 1):
            for col in range(left, right + 1):
                self._opaque.add((name, row, col))
                self._formulas.setdefault((name, row, col), text)

    # -- what is to be worked out --------------------------------------------------------------------------------

    def leave_out(self, cells: Collection[Cell]) -> None:
        """Takes the results of some formulas for unknown."""
        self._opaque |= self._formulas.keys() & set(cells)

    def bring(self, works_out: bool = True, wanted: Collection[Cell] = ()) -> None:
        """Puts into the edits the results of all formulas that what is written or inserted may change, and of those `wanted`; none but
        that they are gone where they cannot be worked out here."""
        waiting = stale(self._formulas, self._changed(), self._reads) | self._formulas.keys() & set(wanted)
        if not waiting:
            return
        unstored = {cell for cell in self._formulas if cell not in waiting and self._base(cell) is None}
        order, circular = in_order(waiting | unstored, self._formulas, self._reads)
        self._results = dict.fromkeys(order)
        for cell in order:
            if works_out and cell not in circular and cell not in self._opaque:
                found = self._results[cell] = result_of(self._formulas[cell], cell, self, FUNCTIONS)
                if found is not None:
                    self._known[cell] = found
            if cell in waiting:
                self._edits[cell[0]].results[cell[1], cell[2]] = _content(self._results[cell])

    def _changed(self) -> Iterator[Cell]:
        for name, part in self._parts.items():
            shift = self._shifts[name]
            for row, count in shift.inserted.items():
                for number in range(1, count + 1):
                    yield from ((name, shift.row(row) + number, col) for col in part.columns_of(row))
            yield from ((name, row, col) for row, col in self._edits[name].cells)
        yield from self._other

    def _reads(self, formula: str, own: str) -> Areas:
        """The areas that a formula reads, those behind names too; sheets by the names they had."""
        return tuple(
            found and (self._sheets.get(found[0].casefold(), found[0]), found[1])
            for found in self._areas(formula, own, _DEEPEST_NAMES)
        )

    def _areas(self, formula: str, own: str, deep: int) -> Iterator[tuple[str, Area] | None]:
        plain = areas_read(formula, own)
        if None not in plain:
            yield from plain
            return
        tokens = tokens_of(formula)
        if tokens is None or not deep:
            yield None
            return
        yield from (found for found in plain if found is not None)
        for token in tokens:
            if is_reference(token) and reference(token.value) is None:
                inner = self.named(token.value, own)
                if inner is None:
                    yield None
                else:
                    yield from self._areas(inner, own, deep - 1)

    # -- the workbook as formulas see it -------------------------------------------------------------------------

    def named(self, name: str, sheet: str) -> str | None:
        """The formula of a name after inserting, None where there is none."""
        key = name.casefold()
        return self._names.get((key, sheet)) or self._names.get((key, ""))

    def value(self, sheet: str, row: int, col: int) -> Result:
        """What a cell holds after filling."""
        self._reads_left -= 1
        found = self._known.get((sheet, row, col)) or self._found(sheet, row, col)
        if found is None or self._reads_left < 0:
            raise UnknownError
        return found

    def _found(self, sheet: str, row: int, col: int) -> Result | None:
        name = self._sheet(sheet)
        cell = name, row, col
        if cell in self._results:
            return self._results[cell]
        edits = self._edits[name].cells
        value = _scalar(edits[row, col]) if (row, col) in edits else self._base(cell)
        if value == UNREADABLE:
            return None
        return self._known.setdefault((sheet, row, col), Result.of(value))

    def _base(self, cell: Cell) -> Scalar:
        old, copy = self._shifts[cell[0]].source(cell[1])
        return None if copy else self._stored[cell[0]].get((old, cell[2]))

    def _sheet(self, sheet: str) -> str:
        name = self._sheets.get(sheet.casefold())
        if name is None:
            raise UnknownError
        return name

    def used(self, sheet: str, area: Area) -> Area | None:
        """The part of an area that may hold anything."""
        name = self._sheet(sheet)
        if name not in self._last:
            (row, col), shift = self._parts[name].last, self._shifts[name]
            edits = self._edits[name].cells
            bottom = shift.row(row) + shift.inserted.get(row, 0)
            self._last[name] = max((bottom, *(at[0] for at in edits))), max((col, *(at[1] for at in edits)))
        bottom, right = self._last[name]
        last, end = min(area[2], bottom), min(area[3], right)
        return (area[0], area[1], last, end) if area[0] <= last and area[1] <= end else None

    def is_hidden(self, sheet: str, first: int, last: int) -> bool:
        """Whether one of some rows is hidden after filling."""
        name = self._sheet(sheet)
        revealed, shift = self._edits[name].revealed, self._shifts[name]
        return any(
            self._parts[name].is_hidden(shift.source(row)[0])
            for row in range(first, min(last, LAST_ROW) + 1)
            if row not in revealed
        )

    def is_subtotal(self, sheet: str, row: int, col: int) -> bool:
        """Whether a cell has a subtotal."""
        text = self._formulas.get((self._sheet(sheet), row, col), "").upper()
        return "SUBTOTAL(" in text or "AGGREGATE(" in text


def _scalar(content: Content) -> Scalar:
    """What a formula reads in a cell that was written."""
    if isinstance(content, Number):
        return Decimal(content.text)
    if isinstance(content, Rich):
        content = "".join(stretch.text for stretch in content.stretches)
    return None if content == "" else content


def _content(result: Result | None) -> Content:
    """A result as it is stored."""
    if result is None:
        return None
    value = result.exact
    if isinstance(value, Decimal):
        number = tidy(value)
        return Number(format(number.normalize(), "f") if number else "0")
    return value if isinstance(value, str | bool | Fault) else None
