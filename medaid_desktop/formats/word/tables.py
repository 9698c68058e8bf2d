"""A table of a letter as cells with spans."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from medaid_desktop.core.grid import GridCell
from medaid_desktop.formats.guard import Watch
from medaid_desktop.formats.safe_xml import integer
from medaid_desktop.formats.word.names import content, text_boxes, value
from medaid_desktop.formats.word.paragraphs import ParagraphReader

_MOST_COLUMNS = 200
"""Word allows 63."""


@dataclass
class Place:
    """A cell while rows below may still lengthen it; `elements` are the w:tc it is made of, the first holds its content."""

    row: int
    col: int
    cols: int
    rows: int = 1
    elements: list[Element] = field(default_factory=list[Element])
    texts: list[str] = field(default_factory=list[str])
    bolds: list[bool] = field(default_factory=list[bool])
    strucks: list[bool] = field(default_factory=list[bool])
    indent: int = 0


@dataclass
class TableCells:
    """What a table holds: cells with texts, its size, blank spans, hidden rows, and the tables inside its cells.

    `places` are all its cells, blank ones too, and `row_elements` the w:tr of its rows.
    """

    cells: list[GridCell]
    blank_spans: list[tuple[int, int, int, int]]
    rows: int
    cols: int
    hidden_rows: frozenset[int]
    inner: list[Element]
    places: list[Place]
    row_elements: list[Element]


class TableReader:
    """Reads tables; the numbers of numbered paragraphs go on counting from one to the next."""

    def __init__(self, paragraphs: ParagraphReader, watch: Watch) -> None:
        self._paragraphs = paragraphs
        self._watch = watch

    def read(self, table: Element) -> TableCells:
        """The cells of a w:tbl element; rows that a tracked change deletes are left out. Raises UserError for huge ones."""
        places: list[Place] = []
        hidden: set[int] = set()
        inner: list[Element] = []
        upper: dict[int, Place] = {}
        row_elements: list[Element] = []
        cols = 0
        for row in content(table):
            if row.tag != "w|tr" or row.find("w|trPr/w|del") is not None:
                continue
            if row.find("w|trPr/w|hidden") is not None:
                hidden.add(len(row_elements))
            self._watch.check()
            upper, width = self._read_row(row, len(row_elements), upper, places, inner)
            cols = max(cols, width)
            row_elements.append(row)
        self._watch.check_room(sum(place.rows * place.cols for place in places))
        cells = [_cell(place) for place in places]
        return TableCells(
            cells=[cell for cell in cells if cell.text and not cell.text.isspace()],
            blank_spans=[
                (cell.row, cell.col, cell.rows, cell.cols)
                for cell in cells
                if (not cell.text or cell.text.isspace()) and (cell.rows > 1 or cell.cols > 1)
            ],
            rows=len(row_elements),
            cols=cols,
            hidden_rows=frozenset(hidden),
            inner=inner,
            places=places,
            row_elements=row_elements,
        )

    def _read_row(
        self, row: Element, number: int, upper: dict[int, Place], places: list[Place], inner: list[Element]
    ) -> tuple[dict[int, Place], int]:
        """Adds a row's cells to `places`; the cells it ends with, by column, and its width."""
        col = _count(row.find("w|trPr/w|gridBefore"))
        ours: dict[int, Place] = {}
        before: Place | None = None
        for element in content(row):
            if element.tag != "w|tc":
                continue
            properties = element.find("w|tcPr")
            cols = max(_count(_child(properties, "w|gridSpan")), 1)
            if before is not None and _continues(properties, "w|hMerge"):
                before.cols += cols
                before.elements.append(element)
                col += cols
                continue
            above = upper.get(col)
            if above is not None and _continues(properties, "w|vMerge"):
                above.rows += 1
                above.elements.append(element)
                ours[col] = before = above
                col += above.cols
                continue
            before = ours[col] = Place(number, col, cols, elements=[element])
            self._fill(before, element, inner)
            places.append(before)
            col += cols
            if col > _MOST_COLUMNS:
                break
        return ours, col

    def _fill(self, place: Place, cell: Element, inner: list[Element]) -> None:
        for block in content(cell):
            if block.tag == "w|tbl":
                inner.append(block)
            elif block.tag == "w|p":
                paragraph = self._paragraphs.read(block)
                if not place.texts:
                    place.indent = paragraph.indent
                place.texts.append(paragraph.text)
                if paragraph.text.strip():
                    place.bolds.append(paragraph.bold)
                    place.strucks.append(paragraph.struck)
                for box in text_boxes(block):
                    inner += [found for found in content(box) if found.tag == "w|tbl"]


def _cell(place: Place) -> GridCell:
    return GridCell(
        row=place.row,
        col=place.col,
        text="\n".join(place.texts).rstrip("\n"),
        rows=place.rows,
        cols=place.cols,
        indent=place.indent,
        bold=bool(place.bolds) and all(place.bolds),
        struck=bool(place.strucks) and all(place.strucks),
    )


def _child(properties: Element | None, tag: str) -> Element | None:
    return None if properties is None else properties.find(tag)


def _count(element: Element | None) -> int:
    return min(max(integer(value(element)), 0), _MOST_COLUMNS)


def _continues(properties: Element | None, tag: str) -> bool:
    found = _child(properties, tag)
    return found is not None and found.get("w|val", "continue") == "continue"
