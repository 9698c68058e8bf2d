"""The styles of an xlsx workbook: number formats, fonts and indents by the number that cells name."""

from xml.etree.ElementTree import Element

from medaid_desktop.formats.archive import Archive
from medaid_desktop.formats.excel.shown.looks import Font, Look
from medaid_desktop.formats.excel.shown.number_format import BUILT_IN
from medaid_desktop.formats.guard import Watch
from medaid_desktop.formats.safe_xml import integer, is_on, tree

PREFIXES = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "x",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "x",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "": "x",
}
_DEEPEST_INDENT = 250
_OF_LOOKS = frozenset(
    (
        "x|fills",
        "x|borders",
        "x|cellStyleXfs",
        "x|cellStyles",
        "x|dxfs",
        "x|tableStyles",
        "x|colors",
        "x|extLst",
        "x|protection",
    )
)
"""Elements on which no text depends."""


def read_looks(archive: Archive, part: str | None, epoch_1904: bool, watch: Watch) -> list[Look]:
    """The looks that cells name by number; at least one, the plain look, also where the workbook has no styles."""
    plain = Look(epoch_1904=epoch_1904)
    if part is None:
        return [plain]
    root = tree(archive.pieces(part), PREFIXES, watch, _OF_LOOKS)
    codes = dict(BUILT_IN)
    for element in root.iterfind("x|numFmts/x|numFmt"):
        codes[integer(element.get("numFmtId"), -1)] = element.get("formatCode") or "General"
    fonts = [font_of(element) for element in root.iterfind("x|fonts/x|font")]
    looks = [_look(element, codes, fonts, epoch_1904) for element in root.iterfind("x|cellXfs/x|xf")]
    return looks or [plain]


def _look(element: Element, codes: dict[int, str], fonts: list[Font], epoch_1904: bool) -> Look:
    font = integer(element.get("fontId"))
    alignment = element.find("x|alignment")
    indent = 0 if alignment is None else integer(alignment.get("indent"))
    return Look(
        code=codes.get(integer(element.get("numFmtId")), "General"),
        font=fonts[font] if 0 <= font < len(fonts) else Font(),
        indent=min(max(indent, 0), _DEEPEST_INDENT),
        epoch_1904=epoch_1904,
    )


def font_of(element: Element) -> Font:
    """A font element of the styles."""
    name = element.find("x|name")
    return Font("" if name is None else name.get("val", ""), _is_set(element, "x|b"), _is_set(element, "x|strike"))


def _is_set(element: Element, tag: str) -> bool:
    found = element.find(tag)
    return found is not None and is_on(found.get("val"), True)
