"""The map of a blank form: which cell is which field, which rows repeat, where the review boxes are.

All places count from 0 in the worksheet (A1 is 0, 0); in a letter in the table that the map is of. The map knows neither
workbook nor window; the form made of it is `recognition.templates`' work, putting a filing back `core.templates.filling.filling`'s.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from medaid_desktop.core.forms import FieldDef, ReviewStep

YEAR, REGION = "{year}", "{region}"
"""Ids of marks that are no field of the form: the year and the name of the region of a filing, in a title for instance."""

Within = Literal["cell", "above", "below"]
"""Where a spot lies: in a cell; in a paragraph before or behind a letter's table (`row` is the paragraph's number, as in
`Grid.above` and `Grid.below`)."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell with its span, or a paragraph of a letter."""

    row: int
    col: int = 0
    rows: int = 1
    cols: int = 1
    within: Within = "cell"


@dataclass(frozen=True, slots=True)
class FieldMark:
    """A place for one value. `definition.id` is the field's id, or YEAR or REGION.

    What the blank form prints in the spot is `prefix + blank + suffix`; a value takes the place of `blank` (prompts,
    "　年　月　日", the boxes of a choice, of which the chosen are ticked in place). Several marks of one spot stand one
    behind the other in the order of the map, and together make its text.
    `computed`: the document works the value out by a formula, which is never overwritten.
    """

    spot: Spot
    definition: FieldDef
    prefix: str = ""
    blank: str = ""
    suffix: str = ""
    computed: bool = False


Part = Literal["", "operator", "measure"]


@dataclass(frozen=True, slots=True)
class ColumnMark:
    """A column of a table: where it lies, what it is. `serial` columns count the rows and hold no content; `computed` ones are
    worked out by formulas of the document, but for the rows that say they are `typed`.

    `join` names the column before it whose cell covers this one's place too, on the blank form and wherever this one has
    no text: a fourth level of indicators, for which the cell is parted on the rows that have one.

    `part` says that it shows a part of what the column `of` holds, which itself shows the rest: the sign of comparison or
    the unit of a target (≥ | 95 | %). Such a column has no content of its own.
    """

    col: int
    cols: int
    definition: FieldDef
    serial: bool = False
    computed: bool = False
    join: str = ""
    part: Part = ""
    of: str = ""


RowKind = Literal["row", "total", "paper"]


@dataclass(frozen=True, slots=True)
class RowMark:
    """A body row of a table on the blank form, with the texts it prints, by column; merged group names on each row they cover.

    "row" waits for content or gives some; "total" (合计) and "paper" (……) rows never hold content of the table. `typed` are
    computed columns that have no formula in this row: the balance that a ledger begins with.
    """

    row: int
    kind: RowKind = "row"
    given: Mapping[str, str] = field(default_factory=dict[str, str])
    typed: tuple[str, ...] = ()

    def types(self, column: ColumnMark) -> bool:
        """Whether a cell of the row is typed, and neither a number of a row nor the result of a formula."""
        return not column.serial and (not column.computed or column.definition.id in self.typed)


@dataclass(frozen=True, slots=True)
class TableMark:
    """A repeating table: its head rows (first, behind last; equal where it has none), its columns from left to right, its body
    rows from top to bottom, and the cell that runs down its left over head and body (绩效指标), if any."""

    id: str
    label: str
    head: tuple[int, int]
    columns: tuple[ColumnMark, ...]
    rows: tuple[RowMark, ...]
    side: Spot | None = None


@dataclass(frozen=True, slots=True)
class ReviewMark:
    """The box of a review step. `prefix` is what the blank form prints in it; several steps may share a spot, each with its
    part of the print."""

    spot: Spot
    step: ReviewStep
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """A text that the blank form prints where nothing is filled in: a label, a head, a class down the side, a note."""

    spot: Spot
    text: str


@dataclass(frozen=True, slots=True)
class TemplateMap:
    """What was understood of one sheet of a blank form.

    `grid` is the number of the sheet's grid in the document as read and `sheet` its name ("" in a letter); `title` the
    form's title as printed; `base` the built-in form it resembles, "" where none; `layout` the print of the layout;
    `area` the rows and columns covered (row, column, rows, columns). `printed` are its texts outside fields, body rows of
    tables and review boxes, by which a filled copy is known again (`recognition.templates.board.printed` finds them).
    """

    sheet: str
    grid: int
    title: str
    base: str = ""
    layout: str = ""
    area: tuple[int, int, int, int] = (0, 0, 0, 0)
    fields: tuple[FieldMark, ...] = ()
    tables: tuple[TableMark, ...] = ()
    reviews: tuple[ReviewMark, ...] = ()
    printed: tuple[Printed, ...] = ()
