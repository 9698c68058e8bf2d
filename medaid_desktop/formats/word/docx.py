"""Letters in Office Open XML: tables in reading order, each with the paragraphs around it.

The XML is read directly: what forms live on (content controls, symbol fonts, automatic numbers, tracked changes, text
boxes) is what libraries for writing letters leave out.
"""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from medaid_desktop.core.grid import Document, Doubt
from medaid_desktop.formats.archive import Archive
from medaid_desktop.formats.guard import DamagedError, Watch
from medaid_desktop.formats.relations import Relation, part_of_kind, relations
from medaid_desktop.formats.safe_xml import in_pieces, tree
from medaid_desktop.formats.word.letter import LetterReader, settle_controls
from medaid_desktop.formats.word.names import PREFIXES
from medaid_desktop.formats.word.numbering import Numbering
from medaid_desktop.formats.word.paragraphs import ParagraphReader
from medaid_desktop.formats.word.styles import Styles

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
    settle_controls(body)
    paragraphs = ParagraphReader(
        Styles(_part(archive, found, "styles", watch)), Numbering(_part(archive, found, "numbering", watch))
    )
    letter = LetterReader(paragraphs, watch)
    letter.read(body)
    return letter.document(name, _doubts(body, bool(letter.tables)))


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


def _doubts(body: Element, has_tables: bool) -> tuple[Doubt, ...]:
    doubts: list[Doubt] = []
    objects = [item.get("ProgID", "") or item.get("|ProgID", "") for item in body.iter("o|OLEObject")]
    sheets = sum(program.startswith(("Excel", "ET.", "Ket")) for program in objects)
    if sheets:
        doubts.append(Doubt(f"文中嵌有 {sheets} 个 Excel 表格对象，没有读出；请双击打开它，另存为 .xlsx 后单独导入"))
    if not has_tables and next(body.iter("a|blip"), None) is not None:
        doubts.append(Doubt("文中没有表格，只有图片；图片里的表格读不出来，请向发文单位要可编辑的文件"))
    return tuple(doubts)
