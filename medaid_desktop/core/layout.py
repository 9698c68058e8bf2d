"""A layout: one way to print a form, as data. Rows of cells and repeating tables, without any content."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from medaid_desktop.core.sheet import Align, FontRole, VAlign


@dataclass(frozen=True, slots=True)
class CellSpec:
    """A cell of a layout: a fixed `text`, a `field` of the values, or the box of a `review` step.

    `column`, in the head of a table, names the column that must be shown for this cell to stand; otherwise the cell
    before it widens. `blank` is printed where the field is empty (　年　月　日); for a choice it is how its boxes are
    printed (□新建　□续建), where `display` "words" prints just the chosen words. `border` are the ruled sides (bit
    mask of core.sheet), None as the section has it. `down` counts the following sections over all of whose rows the
    cell reaches (a side cell over fields and a table); it then stands at the left or right edge.
    """

    text: str = ""
    field: str = ""
    review: str = ""
    column: str = ""
    prefix: str = ""
    suffix: str = ""
    blank: str = ""
    cols: int = 1
    rows: int = 1
    align: Align | None = None
    valign: VAlign = "middle"
    font: FontRole | None = None
    size_pt: float | None = None
    bold: bool = False
    border: int | None = None
    down: int = 0
    display: Literal["", "words"] = ""


@dataclass(frozen=True, slots=True)
class LineSection:
    """One row of the paper: `title` and `line` are unruled, `row` is ruled; `review` rows hold seal boxes."""

    kind: Literal["title", "line", "row", "review"]
    cells: tuple[CellSpec, ...]
    least_mm: float
    ruled: bool


@dataclass(frozen=True, slots=True)
class BodySpec:
    """A column of a table on paper.

    `join` names the column on whose cell this one's width lies while it is not shown: with `split` "row" it is shown
    on rows that have a text there (四级指标), with "table" on all rows as soon as one has (备注).
    `merge` joins equal neighbours: "group" within the group before it, "with-next" only where the joined column
    after it is shown, "same" whenever the text repeats. `serial` columns number the rows of content, with `counts` "lines" all lines. `display` "hierarchy" prints 其中： and indents by depth; "words" prints just
    the chosen words of a choice, without boxes. `empty` columns are print only, with nothing in them. Font, size,
    weight and rules are the layout's where a column has none of its own.
    """

    column: str = ""
    serial: bool = False
    cols: int = 1
    join: str = ""
    split: Literal["row", "table"] = "row"
    merge: Literal["", "group", "with-next", "same"] = ""
    display: Literal["", "hierarchy", "words"] = ""
    align: Align | None = None
    empty: bool = False
    counts: Literal["rows", "lines"] = "rows"
    valign: VAlign = "middle"
    font: FontRole | None = None
    size_pt: float | None = None
    bold: bool = False
    border: int | None = None


@dataclass(frozen=True, slots=True)
class TableSection:
    """A repeating table on paper. `side` runs down its left over head and rows; `skeleton` are the lines that the
    blank form shows (classes of indicators, items of funding), each kept until a row of content takes its place; a
    line that stands there several times is kept until as many rows have come.
    Rows with one of the `strong` texts in a column (合计, 小计) print bold.
    The last `lead` rows of the head are no head but print once above the rows (a 合计 that stands first); `heads_mm`
    are the heights of its rows where they differ. A table without any `head` has one of the labels of its columns,
    unless it is `headless`."""

    table: str
    body: tuple[BodySpec, ...]
    side: CellSpec | None = None
    head: tuple[tuple[CellSpec, ...], ...] = ()
    skeleton: tuple[Mapping[str, str], ...] = ()
    strong: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    least_rows: int = 0
    row_mm: float = 7.5
    head_mm: float = 8.0
    heads_mm: tuple[float, ...] = ()
    lead: int = 0
    headless: bool = False


Section = LineSection | TableSection


@dataclass(frozen=True)
class Layout:
    """One way to print a form: page, columns and sections. A form with several names them by `id` and `title`."""

    id: str
    title: str
    landscape: bool
    margins_mm: tuple[float, float, float, float]
    columns_mm: tuple[float, ...]
    sections: tuple[Section, ...]
    font: FontRole = "song"
    size_pt: float = 10.5

    @cached_property
    def shown_values(self) -> frozenset[str]:
        """Fields of the values that have a cell in this layout."""
        return frozenset(spec.field for spec in self._specs() if spec.field)

    @cached_property
    def shown_columns(self) -> Mapping[str, frozenset[str]]:
        """Columns that have a place in this layout, by table."""
        return {
            section.table: frozenset(body.column for body in section.body)
            for section in self.sections
            if isinstance(section, TableSection)
        }

    def _specs(self) -> Iterator[CellSpec]:
        for section in self.sections:
            if isinstance(section, LineSection):
                yield from section.cells
            else:
                for row in section.head:
                    yield from row
