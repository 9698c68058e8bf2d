"""Maps of a grid as maps of its sheet, and back."""

from dataclasses import replace
from typing import TypeVar

from medaid_desktop.core.templates.template_map import FieldMark, Printed, ReviewMark, Spot, TableMark, TemplateMap

Mark = TypeVar("Mark", FieldMark, ReviewMark, Printed)


def shifted(found: TemplateMap, down: int, right: int) -> TemplateMap:
    """A map with all its places so many rows and columns further; paragraphs of letters stay where they are."""
    if not down and not right:
        return found

    def spot(one: Spot) -> Spot:
        return replace(one, row=one.row + down, col=one.col + right) if one.within == "cell" else one

    def table(mark: TableMark) -> TableMark:
        return replace(
            mark, head=(mark.head[0] + down, mark.head[1] + down), side=spot(mark.side) if mark.side else None,
            columns=tuple(replace(column, col=column.col + right) for column in mark.columns),
            rows=tuple(replace(row, row=row.row + down) for row in mark.rows),
        )  # fmt: skip

    def anywhere(mark: Mark) -> Mark:
        return replace(mark, spot=spot(mark.spot))

    row, col, rows, cols = found.area
    return replace(
        found, area=(row + down, col + right, rows, cols), fields=tuple(map(anywhere, found.fields)),
        tables=tuple(map(table, found.tables)), reviews=tuple(map(anywhere, found.reviews)),
        printed=tuple(map(anywhere, found.printed)),
    )  # fmt: skip
