"""A filing put into a blank form: what each cell has to show, where rows come in. For workbooks and letters alike."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.grid import Area, Place
from medaid_desktop.core.templates.template_map import ColumnMark, FieldMark, RowKind, Spot


@dataclass(frozen=True, slots=True)
class FilledPart:
    """What one mark of a spot has to show: `text` stands where the blank form prints `mark.blank`, behind its prefix and before
    `suffix`, which is the mark's own unless the value says the unit itself."""

    mark: FieldMark
    text: str
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A cell, or paragraph of a letter, that has to show another text than the blank form prints.

    `spot` says where it lies after rows were inserted; `text` is all that it shows, `printed` what the blank form shows there.
    `definition` says of what field or column the text is the value, None where it is more than one value (a name, prompts
    around it, several marks, boxes to tick); then `parts` has the marks in their order, none in the body of a table.
    """

    spot: Spot
    text: str
    printed: str = ""
    definition: FieldDef | None = None
    parts: tuple[FilledPart, ...] = ()


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A row of a table's body after filling: `row` is where it lies, `source` the row of the blank form that it is, or
    whose `copy`-th copy below it. `texts` are all its texts by column, group names on each row they cover; `content` the number
    of the filing's row, -1 where it holds none."""

    row: int
    source: int
    copy: int
    kind: RowKind
    texts: Mapping[str, str]
    content: int = -1


@dataclass(frozen=True, slots=True)
class FilledBody:
    """The body of a table after filling. `runs` are the group names that reach over several rows, each an area that is to be
    one cell where the blank form merges such cells: row, column, rows, columns; and those of an indicator told by its fourth
    level, which are one cell always. `parted` are the places (row, column) of joined columns that need a cell of their own.
    """

    table: str
    columns: tuple[ColumnMark, ...]
    rows: tuple[BodyRow, ...]
    runs: tuple[Area, ...]
    side: Spot | None = None
    parted: frozenset[Place] = frozenset()


@dataclass(frozen=True, slots=True)
class Filled:
    """A blank form filled in.

    `inserted` says how many rows come below a row of the blank form, like it but blank; all other places count after that,
    and `moved` finds them. `cells` has just the cells whose text changes. `computed` are cells that the document works out itself
    with the text the filing has for them: never to be written, only to be compared. `notices` name, for the clerk,
    what had no place.
    """

    inserted: Mapping[int, int] = field(default_factory=dict[int, int])
    cells: tuple[FilledCell, ...] = ()
    bodies: tuple[FilledBody, ...] = ()
    computed: tuple[FilledCell, ...] = ()
    notices: tuple[str, ...] = ()

    def moved(self, row: int) -> int:
        """Where a row of the blank form lies after rows were inserted."""
        return _moved(self.inserted, row)


def _moved(inserted: Mapping[int, int], row: int) -> int:
    return row + sum(count for below, count in inserted.items() if below < row)


class Moves:
    """Where many rows come to lie."""

    def __init__(self, inserted: Mapping[int, int]) -> None:
        self._below = sorted(row for row, count in inserted.items() if count > 0)
        self._added = [0, *accumulate(inserted[row] for row in self._below)]

    def row(self, row: int) -> int:
        """Where a row of the blank form comes to lie."""
        return row + self._added[bisect_left(self._below, row)]

    def spot(self, spot: Spot) -> Spot:
        """Where a spot comes to lie; one that reaches over inserted rows grows."""
        if spot.within != "cell" or not self._below:
            return spot
        first = self.row(spot.row)
        return Spot(first, spot.col, self.row(spot.row + spot.rows - 1) - first + 1, spot.cols, spot.within)
