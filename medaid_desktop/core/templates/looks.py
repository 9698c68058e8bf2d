"""How a blank form looks and what it allows: styles of cells, widths and heights, page, the document's own checks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from medaid_desktop.core.grid import Place
from medaid_desktop.core.sheet import A4_MM, BOX, Align, FontRole, VAlign

Check = Literal["", "number", "whole", "date", "text"]
"""What a data validation asks of a cell beside a list: a number, a whole number, a date, a text of some length."""


@dataclass(frozen=True, slots=True)
class CellLook:
    """The look of one cell, of a merged one as a whole.

    `align` is None where the document leaves it to the kind of content. `number_format` is the code as the document
    has it ("" for General). `formula` is True where the document works the content out itself. `options` are the
    words of its list validation (`suggested` where it lets other words pass after a question), `check` what another
    validation asks; `open` is False where the sheet is protected and
    the cell locked. `several` says that the cell has several boxes to click, each for itself.
    """

    font: FontRole = "song"
    size_pt: float = 10.5
    bold: bool = False
    align: Align | None = None
    valign: VAlign = "middle"
    border: int = BOX
    number_format: str = ""
    formula: bool = False
    options: tuple[str, ...] = ()
    check: Check = ""
    open: bool = True
    suggested: bool = False
    several: bool = False


PLAIN = CellLook(border=0)


@dataclass(frozen=True, slots=True)
class SheetLooks:
    """The looks of one grid of a document, by places of that grid.

    `columns_mm` and `rows_mm` are as wide and high as printed at 100 % (hidden ones 0); `margins_mm` left, top, right,
    bottom; `scale` is what the document prints at, whether it says so or fits itself to the page. `cells` has every cell that has a text, a border, a validation or an own format; `at` gives a plain look
    for all others. `protected` says that the sheet is.
    """

    columns_mm: tuple[float, ...] = ()
    rows_mm: tuple[float, ...] = ()
    cells: Mapping[Place, CellLook] = field(default_factory=dict[Place, CellLook])
    width_mm: float = A4_MM[0]
    height_mm: float = A4_MM[1]
    margins_mm: tuple[float, float, float, float] = (18.0, 18.0, 18.0, 20.0)
    protected: bool = False
    scale: float = 1.0

    def at(self, row: int, col: int) -> CellLook:
        """The look of a place."""
        return self.cells.get((row, col), PLAIN)
