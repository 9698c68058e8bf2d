"""What the formulas of a sheet read of the other sheets of its workbook, and whether something may yet be filled in there."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.formats.excel.formula_tokens import areas_read, is_reference, reference, tokens_of
from medaid_desktop.formats.excel.patching.edits import Place
from medaid_desktop.formats.excel.patching.index import SheetPart
from medaid_desktop.formats.excel.patching.shift import RowShift
from medaid_desktop.formats.excel.patching.workbook import TemplateWorkbook
from medaid_desktop.formats.excel.references import Area, cell_name

_DEEPEST_NAMES = 5


class SheetRead(NamedTuple):
    """What the formulas of a sheet read of another one: a cell that does (D5), and whether the template has nothing there."""

    example: str
    are_blank: bool


class _Reading(NamedTuple):
    """A formula that reads what another form may hold: where it stands, the sheet it reads; whether nothing stands there, and whether some cell there may be filled in."""

    place: Place
    sheet: str
    is_blank: bool
    is_open: bool


class OtherSheets:
    """The formulas of a form that read other sheets of its workbook, or cells of its own sheet that belong to another form."""

    def __init__(self, book: TemplateWorkbook, map: TemplateMap) -> None:
        self._book = book
        self._sheet = map.sheet
        self._rows = range(map.area[0], map.area[0] + map.area[2])

    def read(self) -> Mapping[str, SheetRead]:
        """The other sheets that the formulas read."""
        found: dict[str, SheetRead] = {}
        for one in self._readings:
            if one.sheet == self._sheet:
                continue
            before = found.get(one.sheet, SheetRead(cell_name(*one.place), True))
            found[one.sheet] = before._replace(are_blank=before.are_blank and one.is_blank)
        return found

    def waiting(self, shift: RowShift) -> set[Place]:
        """The cells after filling whose formulas read cells of other forms that may yet be filled in."""
        waiting = {one.place for one in self._readings if one.is_open}
        return {(shift.row(row) + copy, col) for row, col in waiting for copy in range(shift.inserted.get(row, 0) + 1)}

    @cached_property
    def _readings(self) -> Sequence[_Reading]:
        parts = {name.casefold(): part for name, part in self._book.parts.items()}
        seen = set(self._book.visible)
        found: list[_Reading] = []
        for place, formula in self._book.parts[self._sheet].formulas.items():
            for sheet, area in self._areas(formula.text, _DEEPEST_NAMES):
                part = parts.get(sheet.casefold())
                if part is not None and (part.name != self._sheet or self._is_outside(place, area)):
                    blank = _is_blank(part, area)
                    is_open = blank or (part.name in seen and _has_blanks(part, area))
                    found.append(_Reading(place, part.name, blank, is_open))
        return found

    def _is_outside(self, place: Place, area: Area) -> bool:
        """Whether a cell of the form reads rows of its sheet that no row of the form lies among."""
        return place[0] in self._rows and (area[2] < self._rows.start or area[0] >= self._rows.stop)

    def _areas(self, formula: str, deep: int) -> Iterator[tuple[str, Area]]:
        """The areas that a formula reads, those behind names too."""
        yield from (found for found in areas_read(formula, self._sheet) if found is not None)
        for token in tokens_of(formula) or () if deep else ():
            if is_reference(token) and reference(token.value) is None:
                meant = self._book.name_of(token.value, self._sheet)
                if meant != token.value:
                    yield from self._areas(meant, deep - 1)


def _is_blank(part: SheetPart, area: Area) -> bool:
    """Whether no cell of an area holds anything but formulas."""
    return not any(part.holds(*at) and not part.is_computed(*at) for at in _inside(part, area))


def _has_blanks(part: SheetPart, area: Area) -> bool:
    """Whether a cell of an area holds nothing, though it is there and could."""
    covered = {
        (row, col)
        for first, left, last, right in part.merges
        for row in range(first, min(last, area[2]) + 1)
        for col in range(left, right + 1)
        if (row, col) != (first, left)
    }
    return any(not part.holds(*at) and not part.is_computed(*at) and at not in covered for at in _inside(part, area))


def _inside(part: SheetPart, area: Area) -> Iterator[Place]:
    first, left, last, right = area
    return (at for at in part.cells if first <= at[0] <= last and left <= at[1] <= right)
