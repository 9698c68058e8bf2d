"""Where the rows, cells and formulas of a worksheet part lie, and all the tags that point at cells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property

from medaid_desktop.formats.excel.calculating.scalars import UNREADABLE, Fault, Scalar
from medaid_desktop.formats.excel.patching.edits import Place
from medaid_desktop.formats.excel.patching.formulas import copied
from medaid_desktop.formats.excel.patching.tags import Tag, find_tags, in_utf8, inner_text
from medaid_desktop.formats.excel.references import Area, area, place
from medaid_desktop.formats.guard import DamagedError, Watch
from medaid_desktop.formats.safe_xml import integer, is_on

AREAS = {
    "mergeCell": "ref", "dimension": "ref", "autoFilter": "ref", "hyperlink": "ref", "sortState": "ref", "sortCondition": "ref",
    "dataValidation": "sqref", "conditionalFormatting": "sqref", "protectedRange": "sqref", "ignoredError": "sqref",
    "selection": "sqref", "inputCells": "r", "cellWatch": "r", "smartTag": "r",
}  # fmt: skip
SINGLE = {"selection": "activeCell", "pane": "topLeftCell", "sheetView": "topLeftCell"}
FORMULAS = {"formula", "formula1", "formula2", "f"}
_BOXES = {"mergeCells", "rowBreaks", "colBreaks", "brk", "sqref", "sparkline", "sheetFormatPr", "anchor", "from", "to"}
_WANTED = {"sheetData", "row", "c", "f", "v", "is", "r", "rPr", "t", "col", *AREAS, *SINGLE, *FORMULAS, *_BOXES}


Stored = Mapping[Place, Scalar]
"""What cells hold, formulas their stored results; blank cells are not there."""


@dataclass(slots=True)
class Formula:
    """A formula of a cell without its equals sign, with the master of a shared group written out."""

    text: str
    kind: str = ""
    area: str = ""


class SheetPart:
    """The bytes of a worksheet with an index of its rows and cells. Made once for a template, written many times."""

    def __init__(self, data: bytes, name: str, watch: Watch) -> None:
        """Raises DamagedError where the part is no worksheet."""
        self.data = in_utf8(data)
        self.name = name
        self.rows: dict[int, Tag] = {}
        self.cells: dict[Place, Tag] = {}
        self.formulas: dict[Place, Formula] = {}
        self.around: list[Tag] = []

        self.columns: list[Tag] = []
        self.format: Tag | None = None
        self.prefix = ""
        tags = find_tags(self.data, lambda tag, _: tag in _WANTED, watch)
        for tag in tags:
            self._take(tag)
        if not any(tag.name == "sheetData" for tag in tags):
            raise DamagedError("a worksheet without data")
        self._expand_shared()

    def _take(self, tag: Tag) -> None:
        if tag.name == "sheetData":
            self.data_tag = tag
            written = self.data[tag.start + 1 : tag.open_end].split(None, 1)[0].rstrip(b"/>").decode()
            self.prefix = written[: -len("sheetData")]
            self._take_rows(tag.inner)
        elif tag.name == "col":
            self.columns.append(tag)
        elif tag.name == "sheetFormatPr":
            self.format = tag
        else:
            self.around.append(tag)

    def _take_rows(self, rows: Iterable[Tag]) -> None:
        number = -1
        for row in rows:
            number = integer(row.attributes.get("r"), number + 2) - 1
            self.rows[number] = row
            col = -1
            for cell in row.inner:
                there = place(cell.attributes.get("r"))
                col = there[1] if there else col + 1
                self.cells[number, col] = cell
                for inner in cell.inner:
                    if inner.name == "f":
                        text = inner_text(self.data, inner)
                        self.formulas[number, col] = Formula(
                            text, inner.attributes.get("t", ""), inner.attributes.get("ref", "")
                        )

    def _expand_shared(self) -> None:
        """Cells that share a formula get their own: what is inserted between them would break what they share."""
        masters: dict[str, Place] = {}
        for at, formula in self.formulas.items():
            if formula.kind != "shared":
                continue
            index = next(tag for tag in self.cells[at].inner if tag.name == "f").attributes.get("si", "")
            if formula.text:
                masters[index] = at
            elif index in masters:
                origin = masters[index]
                formula.text = copied(self.formulas[origin].text, origin, at)

    def style_at(self, row: int, col: int) -> str | None:
        """The style of a cell, or what a new one there would get from its row or column."""
        if (row, col) in self.cells:
            return self.cells[row, col].attributes.get("s")
        tag = self.rows.get(row)
        if tag is not None and tag.attributes.get("customFormat") in ("1", "true"):
            return tag.attributes.get("s")
        column = self.column(col)
        return None if column is None else column.attributes.get("style")

    def column(self, col: int) -> Tag | None:
        """What is said of a column: width, style."""
        return next(
            (
                tag
                for tag in self.columns
                if integer(tag.attributes.get("min")) <= col + 1 <= integer(tag.attributes.get("max"))
            ),
            None,
        )

    @cached_property
    def _columns_by_row(self) -> Mapping[int, Sequence[int]]:
        found: dict[int, list[int]] = {}
        for row, col in self.cells:
            found.setdefault(row, []).append(col)
        return found

    def columns_of(self, row: int) -> Sequence[int]:
        """The columns of the cells that a row has, in their order."""
        return self._columns_by_row.get(row, ())

    def holds(self, row: int, col: int) -> bool:
        """Whether a cell holds something, a formula or a value."""
        tag = self.cells.get((row, col))
        return tag is not None and any(item.name != "v" or item.close > item.open_end for item in tag.inner)

    def inside(self, row: int, col: int) -> Sequence[Tag]:
        """What lies in a cell: its formula, its value, its text."""
        tag = self.cells.get((row, col))
        return tag.inner if tag else ()

    def inline(self, row: int, col: int) -> str:
        """The text that lies in a cell itself; "" where none does."""
        own = [tag for item in self.inside(row, col) if item.name == "is" for tag in item.inner]
        texts = (text for tag in own for text in ([tag] if tag.name == "t" else tag.inner) if text.name == "t")
        return "".join(inner_text(self.data, text) for text in texts)

    def stored(self, row: int, col: int) -> tuple[str, str]:
        """The type and the stored value of a cell ("s" and a number for a shared text); two blanks where it has none."""
        tag = self.cells.get((row, col))
        value = None if tag is None else next((item for item in tag.inner if item.name == "v"), None)
        if tag is None or value is None:
            return ("", "") if tag is None else (tag.attributes.get("t", ""), "")
        return tag.attributes.get("t", "n"), inner_text(self.data, value)

    def values(self, texts: Sequence[str]) -> Stored:
        """What all cells hold; `texts` are those that the workbook's cells share."""
        found = ((place, self._value(place, texts)) for place in self.cells)
        return {place: value for place, value in found if value is not None}

    def _value(self, place: Place, texts: Sequence[str]) -> Scalar:
        kind, value = self.stored(*place)
        if kind == "inlineStr":
            return self.inline(*place)
        if kind == "s":
            number = integer(value, -1)
            return texts[number] if 0 <= number < len(texts) else None
        if kind == "str":
            return value
        if not value:
            return None
        if kind in ("b", "e"):
            return value in ("1", "true") if kind == "b" else Fault(value)
        try:
            number = Decimal(value)
        except InvalidOperation:
            return UNREADABLE
        return number if kind == "n" and number.is_finite() else UNREADABLE

    @cached_property
    def last(self) -> Place:
        """The last row and the last column that have a cell; -1 where there is none."""
        return max((row for row, _ in self.cells), default=-1), max((col for _, col in self.cells), default=-1)

    def is_hidden(self, row: int) -> bool:
        """Whether a row is hidden."""
        tag = self.rows.get(row)
        return tag is not None and is_on(tag.attributes.get("hidden"))

    @cached_property
    def filled_by(self) -> Mapping[Place, Place]:
        """Cells that a formula of another cell fills (arrays, tables of data), with the place of that."""
        found: dict[Place, Place] = {}
        for at, formula in self.formulas.items():
            whole = area(formula.area) if formula.area and formula.kind in ("array", "dataTable") else None
            if whole is not None:
                first, left, last, right = whole
                places = ((row, col) for row in range(first, last + 1) for col in range(left, right + 1))
                found |= {place: at for place in places if place in self.cells and place not in self.formulas}
        return found

    def is_computed(self, row: int, col: int) -> bool:
        """Whether a formula gives what a cell holds."""
        return (row, col) in self.formulas or (row, col) in self.filled_by

    @cached_property
    def merges(self) -> Sequence[Area]:
        """The merged areas: first row, first column, last row, last column."""
        boxes = [tag for tag in self.around if tag.name == "mergeCells"]
        found = (area(inner.attributes.get("ref")) for box in boxes for inner in box.inner)
        return [one for one in found if one is not None]
