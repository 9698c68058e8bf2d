"""A letter's body: its tables and the paragraphs around them, in reading order."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from medaid_desktop.core.grid import Document, Doubt, Grid
from medaid_desktop.formats.guard import DamagedError, Watch
from medaid_desktop.formats.safe_xml import is_on
from medaid_desktop.formats.symbols import EMPTY, TICKED
from medaid_desktop.formats.word.names import content, text_boxes, value
from medaid_desktop.formats.word.paragraphs import ParagraphReader
from medaid_desktop.formats.word.tables import TableCells, TableReader

_PARAGRAPHS_BETWEEN = 300
"""Paragraphs kept between two tables: the nearest ones."""

_TABLES = 5_000


def settle_controls(body: Element) -> None:
    """Check box controls become ☑ or ☐ by what they store, whatever glyph stands in them; prompts become nothing."""
    for control in body.iter("w|sdt"):
        properties, held = control.find("w|sdtPr"), control.find("w|sdtContent")
        if properties is None or held is None:
            continue
        box = properties.find("w14|checkbox")
        prompt = properties.find("w|showingPlcHdr")
        if box is not None:
            ticked = is_on(value(box.find("w14|checked"), "w14|val"))
            _replace_text(held, TICKED if ticked else EMPTY)
        elif prompt is not None and is_on(prompt.get("w|val"), True):
            _replace_text(held, "")


def _replace_text(held: Element, text: str) -> None:
    for element in held.iter():
        if element.tag in ("w|t", "w|sym"):
            element.tag, element.text, text = "w|t", text, ""


@dataclass
class Around:
    """Paragraphs before or behind a table that have a text: the texts, and the elements they are of."""

    texts: list[str] = field(default_factory=list[str])
    elements: list[Element] = field(default_factory=list[Element])


@dataclass
class LetterTable:
    """A table with a text in it: its element, what it holds, what stands before it."""

    element: Element
    cells: TableCells
    above: Around


class LetterReader:
    """Gathers tables and the paragraphs between them; `tables` are the document's grids, one each, `below` is behind the last."""

    def __init__(self, paragraphs: ParagraphReader, watch: Watch) -> None:
        self.tables: list[LetterTable] = []
        self.below = Around()
        self._paragraphs = paragraphs
        self._tables = TableReader(paragraphs, watch)
        self._watch = watch

    def read(self, container: Element) -> None:
        """Reads the body, or the content of a text box."""
        for block in content(container):
            if block.tag == "w|p":
                self._watch.check()
                text = self._paragraphs.read(block).text
                if text.strip():
                    self.below.texts.append(text)
                    self.below.elements.append(block)
                for box in text_boxes(block):
                    self.read(box)
            elif block.tag == "w|tbl":
                self._read_table(block)

    def _read_table(self, element: Element) -> None:
        table = self._tables.read(element)
        self._watch.hold(len(table.cells))
        if len(self.tables) >= _TABLES:
            raise DamagedError("thousands of tables")
        if table.cells:
            since = self.below
            above = Around(since.texts[-_PARAGRAPHS_BETWEEN:], since.elements[-_PARAGRAPHS_BETWEEN:])
            self.tables.append(LetterTable(element, table, above))
            self.below = Around()
        for inner in table.inner:
            self._read_table(inner)

    def document(self, name: str, doubts: tuple[Doubt, ...]) -> Document:
        """The letter as a whole; what follows the last table is below it."""
        rest = tuple(self.below.texts)
        if not self.tables:
            return Document(name, "docx", (), paragraphs=rest, doubts=doubts)
        last = self.tables[-1]
        grids = [_grid(table, rest[:_PARAGRAPHS_BETWEEN] if table is last else ()) for table in self.tables]
        return Document(name, "docx", tuple(grids), doubts=doubts)


def _grid(table: LetterTable, below: tuple[str, ...]) -> Grid:
    cells = table.cells
    return Grid(
        "", tuple(cells.cells), cells.rows, cells.cols, above=tuple(table.above.texts), below=below,
        hidden_rows=cells.hidden_rows, blank_spans=tuple(cells.blank_spans),
    )  # fmt: skip
