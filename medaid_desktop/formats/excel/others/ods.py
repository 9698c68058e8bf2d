"""OpenDocument spreadsheets: the shown text stands in the file, next to the value."""

from collections.abc import Iterable

from medaid_desktop.core.grid import Document
from medaid_desktop.formats.archive import Archive
from medaid_desktop.formats.excel.cells import to_grids
from medaid_desktop.formats.excel.others.ods_content import PREFIXES, ContentReader
from medaid_desktop.formats.excel.others.ods_styles import OdsStyles
from medaid_desktop.formats.guard import Watch
from medaid_desktop.formats.safe_xml import Attributes, ShortNames, feed, in_pieces, new_parser


def read_ods(archive: Archive, name: str, watch: Watch) -> Document:
    """Reads every sheet of an .ods file, also hidden ones. Raises DamagedError and UserError."""
    styles = OdsStyles()
    if "styles.xml" in archive:
        _read_styles(archive.pieces("styles.xml"), styles, watch)
    return _read(archive.pieces("content.xml"), styles, name, watch)


def read_flat_ods(data: bytes, name: str, watch: Watch) -> Document:
    """Reads a spreadsheet that is one XML file (.fods)."""
    return _read(in_pieces(data), OdsStyles(), name, watch)


def _read(pieces: Iterable[bytes], styles: OdsStyles, name: str, watch: Watch) -> Document:
    content = ContentReader(styles, watch)
    feed(content.parser, pieces, watch)
    grids, doubts = to_grids(content.sheets, watch)
    return Document(name, "ods", grids, doubts=doubts)


def _read_styles(pieces: Iterable[bytes], styles: OdsStyles, watch: Watch) -> None:
    names = ShortNames(PREFIXES)

    def start(tag: str, attributes: Attributes) -> None:
        styles.start(names[tag], {names[name]: value for name, value in attributes.items()})

    parser = new_parser()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda tag: styles.end(names[tag])
    feed(parser, pieces, watch)
