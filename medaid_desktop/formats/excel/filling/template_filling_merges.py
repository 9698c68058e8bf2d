"""Merged cells of a workbook's tables after filling: groups that grew, shrank or are new, and the rules around them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby, product
from typing import Literal

from medaid_desktop.core.templates.filling.filled import BodyRow, Filled, FilledBody, FilledCell
from medaid_desktop.core.templates.template_map import ColumnMark, Spot, TableMark
from medaid_desktop.formats.excel.patching.edits import SheetEdits
from medaid_desktop.formats.excel.patching.index import SheetPart
from medaid_desktop.formats.excel.patching.shift import RowShift
from medaid_desktop.formats.excel.references import Area

Names = Literal["merged", "repeated", "once"]
Role = Literal["single", "first", "middle", "last"]

_LARGE = 10_000
"""Cells of a merged area that covers no part of a form."""

_NEAR: Mapping[Role, tuple[Role, ...]] = {
    "single": ("single", "first", "last", "middle"),
    "first": ("first", "single", "middle", "last"),
    "middle": ("middle", "last", "first", "single"),
    "last": ("last", "middle", "single", "first"),
}
"""Whose style a cell of a merged area takes, by what it is to be."""


class MergePlan:
    """The merged areas of a sheet before and after filling. Areas are first row, first column, last row, last column."""

    def __init__(self, part: SheetPart, tables: Sequence[TableMark], filled: Filled) -> None:
        self._part = part
        self._tables = {table.id: table for table in tables}
        self._filled = filled
        self._shift = RowShift(filled.inserted)
        self.old = part.merges
        self.new = list(self._after_inserting())
        self._unmerged: list[Area] = []
        self.parted: list[FilledCell] = []
        """The texts of cells that the blank form has merged and that are no longer one."""
        self.beside: dict[tuple[int, int], int] = {}
        """The cells that were parted from the one to their left, with the column at which that begins."""
        for body in filled.bodies:
            self._part_joined(body)
            for column in body.columns:
                if column.definition.group and not column.computed:
                    self._join_groups(body, column)
                else:
                    self._part_others(body, column)
            self._part_columns(body)
            self._join_beside(body)

    def _after_inserting(self) -> Iterator[Area]:
        """What the patching makes of the merged areas by itself, those that reach to the last row of a list made longer."""
        shift = self._shift
        for first, left, last, right in self.old:
            top, added = shift.row(first), shift.inserted.get(last, 0)
            moved = top, left, shift.row(last), right
            if added and first < last:
                yield top, left, shift.row(last) + added, right
                continue
            yield moved
            if first == last:
                for number in range(1, shift.inserted.get(first, 0) + 1):
                    yield top + number, left, top + number, right

    # -- columns of tables ---------------------------------------------------------------------------------------

    def names(self, body: FilledBody, column: ColumnMark) -> Names:
        """How the blank form writes a group's name that is the one of several rows."""
        sources = {row.source for row in body.rows}
        for first, left, last, right in self.old:
            if first < last and left <= column.col <= right and first in sources:
                return "merged"
        given = {row.row: row.given.get(column.definition.id, "") for row in self._tables[body.table].rows}
        again = [row for row, name in given.items() if name and given.get(row - 1) == name]
        if again:
            return "repeated" if any(self._part.holds(row, column.col) for row in again) else "once"
        return "merged" if any(given.values()) else "repeated"

    def _join_groups(self, body: FilledBody, column: ColumnMark) -> None:
        right = column.col + column.cols - 1
        rows = {row.row: row.texts.get(column.definition.id, "") for row in body.rows}
        runs = {(row, col, row + count - 1, right) for row, col, count, _ in body.runs if col == column.col}
        if self.names(body, column) != "merged":
            runs = set[Area]()
        covered = {row for first, _, last, _ in runs for row in range(first, last + 1)}
        wanted = runs | {(row, column.col, row, right) for row in rows if row not in covered}
        printed = {row.row for row in body.rows if row.kind == "total" and not row.copy}
        for area in self._within(rows, column):
            blank = all(not rows.get(row, "x") for row in range(area[0], area[2] + 1))
            across = area[0] == area[2] and area[0] in printed  # 合计 over several columns
            if area not in wanted and not blank and not across:
                self._unmerge(area)
        for area in sorted(wanted):
            self._merge(area)

    def _part_others(self, body: FilledBody, column: ColumnMark) -> None:
        """A cell that the blank form merges over several rows stays one where all of them have the same text, else it is parted
        into those that have."""
        rows = {row.row: row.texts.get(column.definition.id, "") for row in body.rows}
        right = column.col + column.cols - 1
        for area in self._within(rows, column):
            texts = [rows.get(row) for row in range(area[0], area[2] + 1)]
            if area[0] == area[2] or len(set(texts)) == 1 or None in texts:
                continue
            self._unmerge(area)
            row = area[0]
            for text, run in groupby(texts):
                count = len(list(run))
                if text:
                    self._merge((row, column.col, row + count - 1, right))
                    self.parted.append(FilledCell(Spot(row, column.col, 1, column.cols), text, "", column.definition))
                row += count
        for row in body.rows:
            parted = any(a <= row.row <= c and b <= column.col <= d for a, b, c, d in self._unmerged)
            if row.copy or parted:
                self._merge((row.row, column.col, row.row, right))

    def _part_columns(self, body: FilledBody) -> None:
        """A cell that the blank form merges over several columns (合计) is parted where more than its first has a text now."""
        for row in body.rows:
            if row.content < 0:
                continue
            for column in body.columns:
                text = "" if column.serial else row.texts.get(column.definition.id, "")
                area = self._area_over(row.row, column.col)
                if not text or area is None or area[1] == column.col:
                    continue
                self._unmerge(area)
                for one, other in product(body.rows, body.columns):
                    if area[0] <= one.row <= area[2] and area[1] <= other.col <= area[3]:
                        self._merge((one.row, other.col, one.row, min(other.col + other.cols - 1, area[3])))

    def _part_joined(self, body: FilledBody) -> None:
        """A cell that two columns share (an indicator and its fourth level) is parted on the rows where both have one."""
        for row, col in sorted(body.parted):
            area = self._area_over(row, col)
            if area is None or area[1] == col:
                continue
            first, left, last, right = area
            self._unmerge(area)
            for each in range(first, last + 1):
                if (each, col) in body.parted:
                    self._merge((each, left, each, col - 1))
                    self._merge((each, col, each, right))
                    self.beside[each, col] = left
                else:
                    self._merge((each, left, each, right))

    def _join_beside(self, body: FilledBody) -> None:
        """An indicator stands once beside the rows that tell it by its fourth level."""
        groups = {column.col for column in body.columns if column.definition.group}
        for first, left, count, cols in body.runs:
            if left in groups:
                continue
            wanted = first, left, first + count - 1, left + cols - 1
            for area in [one for one in self.new if _inside(one, wanted)]:
                self.new.remove(area)
            self._merge(wanted)

    def _area_over(self, row: int, col: int) -> Area | None:
        """The merged area that a cell lies in, while areas still change."""
        return next((area for area in self.new if area[0] <= row <= area[2] and area[1] <= col <= area[3]), None)

    def _within(self, rows: Mapping[int, str], column: ColumnMark) -> list[Area]:
        """The merged areas that lie in the body of a column and in no other row."""
        return [
            (first, left, last, right)
            for first, left, last, right in self.new
            if left <= column.col <= right and first in rows and last in rows
        ]

    def _unmerge(self, area: Area) -> None:
        self.new.remove(area)
        self._unmerged.append(area)

    def _merge(self, area: Area) -> None:
        """Merges an area of several cells unless one of them lies in another merged area."""
        first, left, last, right = area
        if area in self.new or (first == last and left == right):
            return
        for top, start, bottom, end in self.new:
            if top <= last and bottom >= first and start <= right and end >= left:
                return
        self.new.append(area)

    def area_at(self, row: int, col: int) -> Area:
        """The merged area that a cell lies in after filling; the cell itself where it is none."""
        return self._covering.get((row, col), (row, col, row, col))

    @cached_property
    def _covering(self) -> Mapping[tuple[int, int], Area]:
        """The merged area of each cell in one, of those that are not very large; made when the areas are settled."""
        return {
            (row, col): (first, left, last, right)
            for first, left, last, right in self.new
            if (last - first) * (right - left) < _LARGE
            for row in range(first, last + 1)
            for col in range(left, right + 1)
        }

    def resized(self) -> Iterator[tuple[int, int, str]]:
        """Place and text of the groups whose merged area is another one than before."""
        plain = set(self._plain())
        for body in self._filled.bodies:
            for column in body.columns:
                if not column.definition.group:
                    continue
                for row in body.rows:
                    area = self.area_at(row.row, column.col)
                    text = row.texts.get(column.definition.id, "")
                    alone = area[:2] == area[2:]
                    if (
                        text
                        and area[0] == row.row
                        and area not in plain
                        and not (alone and self._was_alone(row, column))
                    ):
                        yield row.row, column.col, text

    def _was_alone(self, row: BodyRow, column: ColumnMark) -> bool:
        """Whether a cell is one of its own on the blank form already."""
        return not any(a <= row.source <= c and b <= column.col <= d for a, b, c, d in self.old)

    # -- what comes out ------------------------------------------------------------------------------------------

    def write(self, edits: SheetEdits) -> None:
        """Puts the changes into the edits: areas, and the rules of cells that are another part of theirs than before."""
        plain = set(self._plain())
        wanted = set(self.new)
        edits.unmerged += sorted(plain - wanted)
        edits.merged += sorted(wanted - plain)
        if plain != wanted:
            for body in self._filled.bodies:
                for column in body.columns:
                    self._restyle(body, column, edits)

    def _plain(self) -> Iterator[Area]:
        """What the patching makes of the areas if nothing is asked for."""
        for first, left, last, right in self.old:
            top = self._shift.row(first)
            yield top, left, self._shift.row(last), right
            if first == last:
                for number in range(1, self._shift.inserted.get(first, 0) + 1):
                    yield top + number, left, top + number, right

    def _restyle(self, body: FilledBody, column: ColumnMark, edits: SheetEdits) -> None:
        before = _roles(self.old, column.col)
        after = _roles(self.new, column.col)
        sources = sorted({row.source for row in body.rows if row.kind == "row"})
        for row in body.rows:
            had, has = before.get(row.source, "single"), after.get(row.row, "single")
            if had == has:
                continue
            model = _nearest(row.source, has, sources, before)
            for col in range(column.col, column.col + column.cols):
                style = self._part.style_at(model, col)
                if style is not None and style != self._part.style_at(row.source, col):
                    edits.styles[row.row, col] = style


def _inside(area: Area, other: Area) -> bool:
    """Whether an area lies in another one and is not the same."""
    return (
        area != other
        and all(a >= b for a, b in zip(area[:2], other[:2], strict=True))
        and (area[2] <= other[2] and area[3] <= other[3])
    )


def _roles(areas: Iterable[Area], col: int) -> dict[int, Role]:
    """What each row of a column is in its merged area."""
    found: dict[int, Role] = {}
    for first, left, last, right in areas:
        if left <= col <= right and first < last:
            found[first], found[last] = "first", "last"
            for row in range(first + 1, last):
                found[row] = "middle"
    return found


def _nearest(row: int, role: Role, sources: list[int], roles: Mapping[int, Role]) -> int:
    """The row of the blank form, as near as can be, whose cell is what another one is to become."""
    for near in _NEAR[role]:
        found = [source for source in sources if roles.get(source, "single") == near]
        if found:
            return min(found, key=lambda source: (abs(source - row), source))
    return row
