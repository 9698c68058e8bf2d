"""The cells of a paper by row, made when they are first asked for: a table of thousands of lines costs what is looked at."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import overload

from medaid_desktop.core.paper.table_paper import TablePart
from medaid_desktop.core.sheet import Align, Cell, CellStyle, Paper, Slot

Bound = tuple[Cell, Slot | None]
"""A cell and what it shows of the filing, None for paper."""

_KEY = re.compile(r"tables\.([\w-]+)\[(\+?)(\d+)(?:#(\d+))?\]\.(.+)", re.DOTALL)


@dataclass(frozen=True)
class Band:
    """The body of a table on the paper: its first line stands in row `top`, its first column in column `left`."""

    top: int
    left: int
    part: TablePart
    style: Callable[[Align, bool, int], CellStyle]
    """The look of a cell: alignment, whether its line is bold, the number of its column in the body."""

    @property
    def behind(self) -> int:
        """The row behind the last line."""
        return self.top + self.part.line_count

    @cached_property
    def columns(self) -> Mapping[int, str]:
        """The columns of the paper in which cells of a plain table begin, with those of the form they show."""
        return {self.left + start: body.column for start, body in zip(self.part.starts, self.part.body, strict=True)}

    def row(self, row: int) -> Iterator[Bound]:
        """The cells that begin in a row of the paper, from left to right."""
        for item in self.part.line_cells(row - self.top):
            style = self.style(item.align, item.bold, item.number)
            if item.tight:
                style = _tightened(style)
            place = row, self.left + item.col
            yield Cell(*place, item.text, style, item.rows, item.cols, item.role, item.repeats), item.slot


class PaperCells:
    """Finds the cells that begin or show in a row. Cells outside of tables are added one by one, tables as bands."""

    def __init__(self) -> None:
        self.bands: list[Band] = []
        self.fixed: dict[int, list[Bound]] = {}
        """The cells outside of the bodies of tables, by row."""
        self._made: dict[int, dict[int, Bound]] = {}

    def add(self, cell: Cell, slot: Slot | None = None) -> None:
        """Adds a cell outside of the bodies of tables."""
        self.fixed.setdefault(cell.row, []).append((cell, slot))

    def row(self, row: int) -> Mapping[int, Bound]:
        """The cells that begin in a row by column, from left to right."""
        made = self._made.get(row)
        if made is None:
            bound = list(self.fixed.get(row, ()))
            band = self.band_at(row)
            if band:
                bound += band.row(row)
                bound.sort(key=_column)
            made = self._made[row] = {cell.col: (cell, slot) for cell, slot in bound}
        return made

    def take_over(self, before: "PaperCells") -> None:
        """Takes the cells of lines that are what they were on a paper before, so that they need not be made again."""
        for band, old in zip(self.bands, before.bands, strict=False):
            one, other = old.part, band.part
            if (old.top, old.left, one.section, one.shown) != (band.top, band.left, other.section, other.shown):
                return
            made = before._made
            lines = (
                row - band.top for row in made if row > band.top and not (row in self.fixed or row in before.fixed)
            )
            self._made.update((band.top + line, made[band.top + line]) for line in other.lines_like(one, lines))

    def columns(self, row: int) -> Collection[int]:
        """The columns in which cells begin in a row; those of a plain table are not made for that."""
        band = None if row in self.fixed or row in self._made else self.band_at(row)
        return band.columns if band and band.part.is_plain else self.row(row)

    def content_line(self, row: int) -> tuple[Band, int] | None:
        """The table and line of a row that is nothing but a line of content of a plain table, None for all others."""
        band = None if row in self.fixed else self.band_at(row)
        if band is None or not band.part.is_plain or band.part.lines[row - band.top].is_open:
            return None
        return band, row - band.top

    def band_at(self, row: int) -> Band | None:
        """The table a row is a line of, None outside of tables."""
        return next((band for band in self.bands if band.top <= row < band.behind), None)

    @cached_property
    def tall(self) -> list[Cell]:
        """The cells outside of the bodies of tables that span several rows."""
        return [cell for bound in self.fixed.values() for cell, _ in bound if cell.rows > 1]

    def showing(self, row: int) -> list[Cell]:
        """The cells that show in a row, those begun in rows above included, from left to right."""
        cells = [cell for cell, _ in self.row(row).values()]
        above = [cell for cell in self.tall if cell.row < row < cell.row + cell.rows]
        band = self.band_at(row)
        if band:
            for first, col in band.part.begun_above(row - band.top):
                above.append(self.row(band.top + first)[band.left + col][0])
        return sorted(cells + above, key=lambda cell: cell.col) if above else cells

    def all(self, row_count: int) -> Iterator[Bound]:
        """Every cell in reading order."""
        for row in range(row_count):
            yield from self.row(row).values()


class SheetCells(Sequence[Cell]):
    """All cells of a sheet in reading order, made when the first is asked for."""

    def __init__(self, cells: PaperCells, row_count: int) -> None:
        self._cells = cells
        self._row_count = row_count

    @cached_property
    def _all(self) -> tuple[Cell, ...]:
        return tuple(cell for cell, _ in self._cells.all(self._row_count))

    @overload
    def __getitem__(self, index: int) -> Cell: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Cell]: ...
    def __getitem__(self, index: int | slice) -> Cell | Sequence[Cell]:
        return self._all[index]

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Cell]:
        return iter(self._all)

    def __eq__(self, other: object) -> bool:
        return self._all == other._all if isinstance(other, SheetCells) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._all)


class Binding(Mapping[tuple[int, int], Slot]):
    """The slots of a paper by the anchors of their cells."""

    def __init__(self, cells: PaperCells, row_count: int) -> None:
        self._cells = cells
        self._row_count = row_count

    def __getitem__(self, anchor: tuple[int, int]) -> Slot:
        bound = self._cells.row(anchor[0]).get(anchor[1])
        if bound is None or bound[1] is None:
            raise KeyError(anchor)
        return bound[1]

    def get(self, anchor: tuple[int, int], default: Slot | None = None) -> Slot | None:  # type: ignore[override]
        bound = self._cells.row(anchor[0]).get(anchor[1])
        return bound[1] or default if bound else default

    def __contains__(self, anchor: object) -> bool:
        return isinstance(anchor, tuple) and self.get(anchor) is not None  # type: ignore[arg-type]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return ((cell.row, cell.col) for cell, slot in self._cells.all(self._row_count) if slot)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Places(Mapping[str, tuple[int, int]]):
    """The anchors of the cells that show a filing's paths; open lines are told apart by `Slot.key`."""

    def __init__(self, cells: PaperCells, binding: Binding) -> None:
        self._cells = cells
        self._binding = binding

    @cached_property
    def _fixed(self) -> dict[str, tuple[int, int]]:
        return {
            path: (cell.row, cell.col)
            for bound in self._cells.fixed.values()
            for cell, slot in bound
            if slot
            for path in slot.paths
        }

    def __getitem__(self, path: str) -> tuple[int, int]:
        found = self._fixed.get(path) or next(self._in_tables(path), None)
        if found is None:
            raise KeyError(path)
        return found

    def _in_tables(self, path: str) -> Iterator[tuple[int, int]]:
        key = _KEY.fullmatch(path)
        if not key:
            return
        for band in self._cells.bands:
            if band.part.section.table != key[1]:
                continue
            line = band.part.line_of(int(key[3]), bool(key[2]), int(key[4] or 0))
            place = band.part.place(line, key[5]) if line is not None else None
            anchor = (band.top + place[0], band.left + place[1]) if place else None
            if anchor and anchor in self._binding:
                yield anchor

    def __iter__(self) -> Iterator[str]:
        for slot in self._binding.values():
            yield from slot.paths if slot.new_row is None else (slot.key,)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True)
class ComposedPaper(Paper):
    """A paper that finds its cells row by row; `sheet.cells`, `binding` and `places` are views on `cells`."""

    cells: PaperCells = field(default_factory=PaperCells, compare=False, repr=False)


def _column(bound: Bound) -> int:
    return bound[0].col


@lru_cache(maxsize=256)
def _tightened(style: CellStyle) -> CellStyle:
    return replace(style, tight=True)
