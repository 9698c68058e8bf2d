"""Cells of a letter's table merged anew where groups have grown, shrunk or are new."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from xml.etree.ElementTree import Element

from medaid_desktop.core.templates.filling.filled import BodyRow, FilledBody
from medaid_desktop.core.templates.template_map import ColumnMark, TableMark
from medaid_desktop.formats.word.letter import LetterTable
from medaid_desktop.formats.word.names import value
from medaid_desktop.formats.word.tables import Place
from medaid_desktop.formats.word.templates.letter_file import LetterBody
from medaid_desktop.formats.word.templates.template_filling_rows import Merge, merge_of, merge_splices

Names = Literal["merged", "repeated", "once"]
"""How a blank form writes the name of several rows: in one merged cell, on each of them, on the first."""


@dataclass(slots=True)
class Regrouped:
    """How groups are to be merged: cells by row and column with their new part, and the names that cells are to begin with."""

    merges: dict[tuple[int, int], Merge] = field(default_factory=dict[tuple[int, int], Merge])
    names: dict[tuple[int, int], str] = field(default_factory=dict[tuple[int, int], str])


def regrouped(
    body: LetterBody, table: LetterTable, filled: Sequence[FilledBody], marks: Sequence[TableMark]
) -> Regrouped:
    """Finds where groups of a table's bodies, rows put in already, lie otherwise than its cells are merged."""
    found = Regrouped()
    cells = cells_by_place(body, table)
    given = {mark.id: mark for mark in marks}
    for one in filled:
        for column in one.columns:
            if one.rows and not column.serial and not column.computed:
                _Column(one, column, table, cells).regroup(given.get(one.table), found)
    return found


class _Column:
    """A column of a table's body."""

    def __init__(
        self, body: FilledBody, column: ColumnMark, table: LetterTable, cells: Mapping[tuple[int, int], Element]
    ) -> None:
        self._column = column
        self._cells = cells
        self._rows: dict[int, BodyRow] = {row.row: row for row in body.rows}
        self._texts = {row: each.texts.get(column.definition.id, "") for row, each in self._rows.items()}
        self._runs = [(first, first + count) for first, col, count, _ in body.runs if col == column.col]
        self._present: dict[int, Place] = {
            row: place
            for place in table.cells.places
            if place.col == column.col
            for row in range(place.row, place.row + place.rows)
            if row in self._rows
        }
        self._shown = {cell.row: cell.text.strip() for cell in table.cells.cells if cell.col == column.col}

    def regroup(self, mark: TableMark | None, found: Regrouped) -> None:
        """Adds what is to change in this column."""
        col = self._column.col
        if not self._column.definition.group:
            segments = [*self._parted(), *self._beside(found)]
        elif self._names(mark) == "merged":
            segments = self._segments(self._runs)
        else:
            segments = self._segments([])
            if self._names(mark) == "repeated":
                for row in (row for run in self._runs for row in range(*run)):
                    if self._rows[row].copy or self._shown.get(row) != self._texts[row]:
                        found.names[row, col] = self._texts[row]
        for segment in segments:
            wide = {_width(self._cells.get((row, col))) for row in segment}
            if len(wide) != 1 or wide == {0}:
                continue
            for row in segment:
                wanted: Merge = "" if len(segment) == 1 else "restart" if row == segment[0] else "continue"
                now = merge_of(self._cells[row, col])
                if now != wanted and (wanted or now == "continue" or self._present[row].rows > 1):
                    found.merges[row, col] = wanted
                    if now == "continue" and self._column.definition.group:
                        found.names[row, col] = self._texts[row]

    def _beside(self, found: Regrouped) -> Iterator[list[int]]:
        """The rows on which an indicator stands beside its fourth level; its name is on each where cells could not be parted."""
        for run in self._runs:
            places = [self._present.get(row) for row in range(*run)]
            if all(place is not None and place.cols == self._column.cols for place in places):
                yield list(range(*run))
            else:
                found.names |= {(row, self._column.col): self._texts[row] for row in range(*run)}

    def _names(self, mark: TableMark | None) -> Names:
        if any(place.rows > 1 for place in self._present.values()):
            return "merged"
        name = self._column.definition.id
        given = {} if mark is None else {row.row: row.given.get(name, "") for row in mark.rows}
        again = {row for row, text in given.items() if text and given.get(row - 1) == text}
        if again:
            held = any(
                self._shown.get(row) for row, each in self._rows.items() if each.source in again and not each.copy
            )
            return "repeated" if held else "once"
        return "merged" if any(given.values()) else "repeated"

    def _segments(self, runs: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
        """The rows of each cell that a column of groups is to have."""
        keys: dict[int, object] = {}
        for row, text in self._texts.items():
            run = next((run for run in runs if run[0] <= row < run[1]), None)
            place = self._present.get(row)
            if run is not None:
                keys[row] = ("run", *run)
            elif place is not None and not text and self._rows[row].content < 0 and self._present.get(row - 1) is place:
                keys[row] = keys.get(row - 1)  # print that stands in the group above it
            elif place is not None:
                keys[row] = ("cell", place.row, row if text else -1)
        yield from _stretches(keys)

    def _parted(self) -> Iterator[list[int]]:
        """The rows of cells that hold values: one that is merged over rows with other values becomes a cell for each."""
        keys: dict[int, object] = {}
        for row, place in self._present.items():
            within = [self._texts.get(other) for other in range(place.row, place.row + place.rows)]
            if len(within) > 1 and None not in within and len(set(within)) > 1:
                keys[row] = row
        yield from _stretches(keys)


def _stretches(keys: Mapping[int, object]) -> Iterator[list[int]]:
    """Rows below one another with equal keys."""
    stretch: list[int] = []
    for row in sorted(keys):
        if stretch and (row != stretch[-1] + 1 or keys[row] != keys[stretch[-1]]):
            yield stretch
            stretch = []
        stretch.append(row)
    if stretch:
        yield stretch


def _width(cell: Element | None) -> int:
    if cell is None:
        return 0
    span = value(cell.find("w|tcPr/w|gridSpan"))
    return int(span) if span and span.isdecimal() else 1


def cells_by_place(body: LetterBody, table: LetterTable) -> dict[tuple[int, int], Element]:
    """Every w:tc of a table by its row and the column at which it begins."""
    numbers = {element: number for number, element in enumerate(table.cells.row_elements)}
    found: dict[tuple[int, int], Element] = {}
    for place in table.cells.places:
        for cell in place.elements:
            row = next((each for each in body.located.above(cell) if each.tag == "w|tr"), None)
            if row is not None and row in numbers:
                found.setdefault((numbers[row], place.col), cell)
    return found


def with_merges(body: LetterBody, table: LetterTable, merges: Mapping[tuple[int, int], Merge]) -> bytes:
    """The part with cells merged anew."""
    cells = cells_by_place(body, table)
    return body.spliced([each for place, merge in merges.items() for each in merge_splices(body, cells[place], merge)])
