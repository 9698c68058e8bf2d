"""Heights of rows after filling: a row grows where its text would be cut off, and only there."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from medaid_desktop.formats.excel.filling.template_filling_room import HIGHEST, Room, height_for, least_height, lines_of
from medaid_desktop.formats.excel.filling.template_filling_styles import AddedStyles
from medaid_desktop.formats.excel.patching.edits import SheetEdits
from medaid_desktop.formats.excel.patching.shift import RowShift
from medaid_desktop.formats.excel.references import Area, cell_name

Labels = Callable[[int], Iterable[tuple[int, str, str | None]]]
"""Column, text and style of the cells of a row that keep what the blank form prints in them."""


class _Need(NamedTuple):
    """What a cell asks of its rows: `least` below which it is surely cut off, `good` that it should have."""

    area: Area
    least: float
    good: float


class RowHeights:
    """Collects what the texts of a sheet need. Rows count after inserting; `merged` are the areas after filling."""

    def __init__(self, room: Room, styles: AddedStyles, shift: RowShift, merged: Iterable[Area]) -> None:
        self._room = room
        self._styles = styles
        self._shift = shift
        self._areas: Mapping[tuple[int, int], Area] = {(area[0], area[1]): area for area in merged}
        self._needs: list[_Need] = []
        self._heights: dict[int, float] = {}

    def add(self, row: int, col: int, text: str, style: str | None) -> None:
        """A text that a cell is going to show."""
        need = self._need(row, col, text, style)
        if need is not None:
            self._needs.append(need)

    def _need(self, row: int, col: int, text: str, style: str | None) -> _Need | None:
        form = self._styles.format(style)
        if form.upright or form.shrinks or not text:
            return None
        area = self._areas.get((row, col), (row, col, row, col))
        width = self._room.width(area[1], area[3] - area[1] + 1)
        lines = lines_of(text, width, form.size_pt) if form.wraps else 1
        return _Need(area, least_height(lines, form), height_for(lines, form))

    def settle(self, edits: SheetEdits, labels: Labels) -> Iterator[str]:
        """Writes the heights into the edits; yields a sentence for each text that no row can be high enough for."""
        alone: dict[int, list[_Need]] = {}
        for need in sorted(self._needs, key=lambda need: need.area[2] - need.area[0]):
            first, left, last, right = need.area
            if (first, left) == (last, right) and not self._room.is_fixed(self._shift.source(first)[0]):
                alone.setdefault(first, []).append(need)
            elif not self._grow(need):
                yield _too_long(need.area)
        fitted: dict[int, float] = {}
        for row, needs in alone.items():
            stored, good = self._stored(row), max(need.good for need in needs)
            if row in self._heights:
                self._heights[row] = max(self._heights[row], good)
            elif any(need.least > (self._room.usual_height if stored is None else stored) for need in needs):
                fitted[row] = good  # not every program finds out by itself how high it has to be
            for need in needs:
                if need.least > HIGHEST:
                    yield _too_long(need.area)
        for row, height in fitted.items():
            edits.fitted[row] = self._settled(row, height, labels)
        for row, height in self._heights.items():
            edits.heights[row] = self._settled(row, height, labels)

    def _settled(self, row: int, height: float, labels: Labels) -> float:
        return round(min(max(height, self._labels_need(row, labels)), HIGHEST) * 4) / 4

    def _grow(self, need: _Need) -> bool:
        """Makes the rows of a cell high enough; False where they cannot be."""
        rows = [row for row in range(need.area[0], need.area[2] + 1) if self._stored(row) != 0]
        there = sum(self._now(row) for row in rows)
        if need.least <= there or not rows:
            return True
        more = (need.good - there) / len(rows)
        for row in rows:
            self._heights[row] = min(self._now(row) + more, HIGHEST)
        return sum(self._heights[row] for row in rows) >= need.least

    def _labels_need(self, row: int, labels: Labels) -> float:
        """A row that had no height of its own must still be high enough for what is printed in it."""
        old, copy = self._shift.source(row)
        if copy or self._room.height(old) is not None:
            return 0.0
        needs = (self._need(row, col, text, style) for col, text, style in labels(row))
        return max((need.good for need in needs if need and need.area[0] == need.area[2]), default=0.0)

    def _stored(self, row: int) -> float | None:
        return self._room.height(self._shift.source(row)[0])

    def _now(self, row: int) -> float:
        return self._heights.get(row) or self._stored(row) or self._room.usual_height


def _too_long(area: Area) -> str:
    return f"单元格 {cell_name(area[0], area[1])} 的文字太长，行高调到最大也放不下，打印时会缺字，请删减文字后再导出"
