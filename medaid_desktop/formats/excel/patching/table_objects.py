"""Table objects (表格): what formulas mean by their names and columns, 表1[金额]."""

from collections.abc import Iterator
from dataclasses import dataclass

from medaid_desktop.formats.excel.formula_tokens import quoted_name
from medaid_desktop.formats.excel.patching.shift import RowShift
from medaid_desktop.formats.excel.patching.tags import find_tags, in_utf8
from medaid_desktop.formats.excel.references import Area, area, cell_name
from medaid_desktop.formats.guard import Watch
from medaid_desktop.formats.safe_xml import integer

_SPECIAL = frozenset("[]#'@")
"""Letters that formulas write otherwise within the name of a column."""


@dataclass(frozen=True, slots=True)
class TableObject:
    """A table object of a sheet: its cells, how many of their rows are heads and totals, its columns from left to right."""

    name: str
    sheet: str
    area: Area
    heads: int
    totals: int
    columns: tuple[str, ...]

    def meanings(self, shift: RowShift) -> Iterator[tuple[str, str]]:
        """What formulas write for the table and its columns, in small letters, and the cells that it means after rows were
        inserted, by its new name where it has one. What means the formula's own row is not among them."""
        first, left, last, right = self.area
        top, bottom = shift.span(first, last)
        data = top + self.heads, bottom - self.totals
        name = shift.tables.get(self.name.casefold(), self.name).casefold()
        yield from ((text, self._cells(*data, left, right)) for text in (name, f"{name}[]", f"{name}[#data]"))
        yield f"{name}[#all]", self._cells(top, bottom, left, right)
        for number, column in enumerate(self.columns):
            if not _SPECIAL & set(column):
                col, inner = left + number, f"[{column.casefold()}]"
                yield f"{name}{inner}", self._cells(*data, col, col)
                yield f"{name}[[#data],{inner}]", self._cells(*data, col, col)
                yield f"{name}[[#all],{inner}]", self._cells(top, bottom, col, col)
                if self.totals:
                    yield f"{name}[[#totals],{inner}]", self._cells(bottom, bottom, col, col)

    def _cells(self, first: int, last: int, left: int, right: int) -> str:
        return f"{quoted_name(self.sheet)}!{cell_name(first, left)}:{cell_name(last, right)}"


def table_of(data: bytes, sheet: str, watch: Watch) -> TableObject | None:
    """The table object that a part describes, None where it lies nowhere."""
    tags = find_tags(in_utf8(data), lambda name, _: name in ("table", "tableColumns", "tableColumn"), watch)
    tag = tags[0] if tags and tags[0].name == "table" else None
    whole = area(tag.attributes.get("ref")) if tag else None
    if tag is None or whole is None:
        return None
    columns = (column for box in tag.inner if box.name == "tableColumns" for column in box.inner)
    return TableObject(
        tag.attributes.get("displayName") or tag.attributes.get("name", ""),
        sheet,
        whole,
        integer(tag.attributes.get("headerRowCount"), 1),
        integer(tag.attributes.get("totalsRowCount")),
        tuple(column.attributes.get("name", "") for column in columns),
    )
