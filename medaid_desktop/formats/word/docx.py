"""Letters in Office Open XML: tables in reading order, each with the paragraphs around it.

The XML is read directly: what forms live on (content controls, symbol fonts, automatic numbers, tracked changes, text
boxes) is what libraries for writing letters leave out.
"""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from medaid_desktop.core.grid import Document, Doubt, Grid
from medaid_desktop.formats.archive import Archive
from medaid_desktop.formats.guard import DamagedError, Watch
from medaid_desktop.formats.relations import Relation, part_of_kind, relations
from medaid_desktop.formats.safe_xml import in_pieces, is_on, tree
from medaid_desktop.formats.symbols import EMPTY, TICKED
from medaid_desktop.formats.word.names import PREFIXES, content, text_boxes, value
from medaid_desktop.formats.word.numbering import Numbering
from medaid_desktop.formats.word.paragraphs import ParagraphReader
from medaid_desktop.formats.word.styles import Styles
from medaid_desktop.formats.word.tables import TableReader

_PARAGRAPHS_BETWEEN = 300
"""Paragraphs kept between two tables: the nearest ones."""

_TABLES = 5_000
_OF_LOOKS = frozenset(
    ("w|latentStyles", "w|tblStylePr", "w|tblPr", "w|tblGrid", "w|tcBorders", "w|pBdr", "w|sectPr", "w|tabs", "w|lang")
)
"""Elements on which no text depends, and of which styles have thousands."""


def read_docx(archive: Archive, main: str, name: str, watch: Watch) -> Document:
    """Reads a letter; its headers, footers and notes are left out. Raises DamagedError and UserError."""
    found = relations(archive, main, watch)
    root = tree(archive.pieces(main), PREFIXES, watch, _OF_LOOKS)
    body = root.find("w|body")
    if body is None:
        raise DamagedError("no body")
    _settle_controls(body)
    paragraphs = ParagraphReader(
        Styles(_part(archive, found, "styles", watch)), Numbering(_part(archive, found, "numbering", watch))
    )
    letter = _Letter(paragraphs, watch)
    letter.read(body)
    return letter.document(name, _doubts(body, bool(letter.grids)))


def _part(archive: Archive, found: Mapping[str, Relation], kind: str, watch: Watch) -> Element | None:
    part = part_of_kind(found, kind, archive)
    return None if part is None else tree(in_pieces(_slim(archive.read(part))), PREFIXES, watch, _OF_LOOKS)


def _slim(part: bytes) -> bytes:
    """Styles without how tables look under some conditions, which is nine tenths of what Word writes into every letter."""
    begins, ends = b"<w:tblStylePr ", b"</w:tblStylePr>"
    first, *others = part.split(begins)
    pieces = [first]
    for other in others:
        _, end, rest = other.partition(ends)
        pieces.append(rest if end else begins + other)
    return b"".join(pieces)


def _settle_controls(body: Element) -> None:
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


def _doubts(body: Element, has_tables: bool) -> tuple[Doubt, ...]:
    doubts: list[Doubt] = []
    objects = [item.get("ProgID", "") or item.get("|ProgID", "") for item in body.iter("o|OLEObject")]
    sheets = sum(program.startswith(("Excel", "ET.", "Ket")) for program in objects)
    if sheets:
        doubts.append(Doubt(f"文中嵌有 {sheets} 个 Excel 表格对象，没有读出；请双击打开它，另存为 .xlsx 后单独导入"))
    if not has_tables and next(body.iter("a|blip"), None) is not None:
        doubts.append(Doubt("文中没有表格，只有图片；图片里的表格读不出来，请向发文单位要可编辑的文件"))
    return tuple(doubts)


class _Letter:
    """Gathers grids and the paragraphs between them, in reading order."""

    def __init__(self, paragraphs: ParagraphReader, watch: Watch) -> None:
        self.grids: list[Grid] = []
        self._paragraphs = paragraphs
        self._tables = TableReader(paragraphs, watch)
        self._watch = watch
        self._since: list[str] = []

    def read(self, container: Element) -> None:
        for block in content(container):
            if block.tag == "w|p":
                self._watch.check()
                text = self._paragraphs.read(block).text
                if text.strip():
                    self._since.append(text)
                for box in text_boxes(block):
                    self.read(box)
            elif block.tag == "w|tbl":
                self._read_table(block)

    def _read_table(self, element: Element) -> None:
        table = self._tables.read(element)
        self._watch.hold(len(table.cells))
        if len(self.grids) >= _TABLES:
            raise DamagedError("thousands of tables")
        if table.cells:
            above, self._since = tuple(self._since[-_PARAGRAPHS_BETWEEN:]), []
            self.grids.append(
                Grid(
                    "", tuple(table.cells), table.rows, table.cols, above=above, hidden_rows=table.hidden_rows,
                    blank_spans=tuple(table.blank_spans),
                )
            )  # fmt: skip
        for inner in table.inner:
            self._read_table(inner)

    def document(self, name: str, doubts: tuple[Doubt, ...]) -> Document:
        """The letter as a whole; what follows the last table is below it."""
        rest = tuple(self._since)
        if not self.grids:
            return Document(name, "docx", (), paragraphs=rest, doubts=doubts)
        last = self.grids[-1]
        self.grids[-1] = Grid(
            "", last.cells, last.rows, last.cols, above=last.above, below=rest[:_PARAGRAPHS_BETWEEN],
            hidden_rows=last.hidden_rows, blank_spans=last.blank_spans,
        )  # fmt: skip
        return Document(name, "docx", tuple(self.grids), doubts=doubts)
