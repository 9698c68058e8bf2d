"""What was made of each cell of a document: the name of a field, content, or nothing; and what is doubtful about it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from medaid_desktop.core.grid import Area, Grid, Place
from medaid_desktop.recognition.understood import Understood

CORRECTED_RULE = "read.corrected"
"""Says what a clerk has corrected: no doubt."""


@dataclass(slots=True)
class Mark:
    """`table` is the number of the table in its file; `paths` are the contents that this cell is the source of.

    `meaning` is what a label or column head was taken for (values.funding_total), "" where it is none. `doubts` are the
    numbers of the notices about the cell.
    """

    table: int
    paths: list[str] = field(default_factory=list[str])
    meaning: str = ""
    doubts: list[int] = field(default_factory=list[int])
    corrected: list[int] = field(default_factory=list[int])
    """The numbers of the notices that say what a clerk has set right here."""

    @property
    def is_value(self) -> bool:
        return bool(self.paths)


class DocumentMarks:
    """The marks of one grid."""

    def __init__(
        self, grid: Grid, tables: Iterable[tuple[int, Understood]] = (),
        form_words: Callable[[Understood], Callable[[str], bool]] | None = None,
    ) -> None:  # fmt: skip
        """`tables` are what was understood in this grid, each with its number in the file; `form_words` tells of each
        which texts are its form's own."""
        self._grid = grid
        self._form_words = form_words
        self._marks: dict[Place, Mark] = {}
        self._areas: list[tuple[int, Area]] = []
        for number, understood in tables:
            self._add(number, understood)

    def _add(self, number: int, understood: Understood) -> None:
        self._areas.append((number, understood.area))
        for place, meaning in understood.labels.items():
            self._mark(number, place).meaning = meaning
        for path, place in understood.sources.items():
            self._mark(number, place).paths.append(path)
        for at, notice in enumerate(understood.notices):
            place = notice.place or understood.sources.get(notice.where)
            if place is not None:
                mark = self._mark(number, place)
                (mark.corrected if notice.rule == CORRECTED_RULE else mark.doubts).append(at)
        if self._form_words is None:
            return
        is_of_form = self._form_words(understood)
        top, left, rows, cols = understood.area
        for cell in self._grid.cells:
            within = top <= cell.row < top + rows and left <= cell.col < left + cols
            if within and (cell.row, cell.col) not in self._marks and is_of_form(cell.text):
                self._marks[cell.row, cell.col] = Mark(number)

    def _mark(self, number: int, place: Place) -> Mark:
        corner = self._corner(place)
        mark = self._marks.get(corner)
        if mark is None:
            mark = self._marks[corner] = Mark(number)
        return mark

    def _corner(self, place: Place) -> Place:
        cell = self._grid.at(*place)
        return (cell.row, cell.col) if cell else place

    @property
    def all(self) -> Mapping[Place, Mark]:
        """The marks by the corners of their cells."""
        return self._marks

    def at(self, place: Place | None) -> Mark | None:
        """The mark of the cell that covers a place."""
        return self._marks.get(self._corner(place)) if place else None

    def table_at(self, place: Place) -> int | None:
        """The number of the table in whose area a place lies; the only table of the grid where it lies in none."""
        mark = self.at(place)
        if mark is not None:
            return mark.table
        row, col = place
        for number, (top, left, rows, cols) in self._areas:
            if top <= row < top + rows and left <= col < left + cols:
                return number
        return self._areas[0][0] if len(self._areas) == 1 else None
