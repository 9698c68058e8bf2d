"""A paragraph's text as Word shows it: numbers, ticks and signs in, deleted and hidden text out."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from medaid_desktop.formats.safe_xml import integer, is_on
from medaid_desktop.formats.symbols import EMPTY, TICKED, shown
from medaid_desktop.formats.word.names import content, value
from medaid_desktop.formats.word.numbering import Numbering
from medaid_desktop.formats.word.styles import Styles

_SIGNS = {"w|tab": "\t", "w|ptab": "\t", "w|cr": "\n", "w|noBreakHyphen": "-"}
_CHARACTER_TWIPS = 210
"""A character of the usual 10.5 points."""
_LARGEST_CODE = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The text; whether all that is visible of it is bold, struck; characters of indent before its first line; the automatic
    number with which the text begins."""

    text: str
    bold: bool = False
    struck: bool = False
    indent: int = 0
    number: str = ""


class ParagraphReader:
    """Reads paragraphs in reading order, for automatic numbers count."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering

    def read(self, element: Element) -> Paragraph:
        """The paragraph of a w:p element; text boxes anchored in it are not part of it."""
        properties = element.find("w|pPr")
        number = self._number(properties)
        pieces: list[str] = []
        bolds: list[bool] = []
        strucks: list[bool] = []
        for run in content(element):
            if run.tag not in ("w|r", "m|oMath", "m|oMathPara"):
                continue
            look = self._styles.run_look(run.find("w|rPr"), properties)
            if look.hidden:
                continue
            text = "".join([text for text, _ in run_texts(run, look.font)])
            pieces.append(text)
            if text.strip():
                bolds.append(look.bold)
                strucks.append(look.struck)
        text = "".join(pieces)
        number = number if text.strip() else number.rstrip()
        indent = self._indent(properties)
        return Paragraph(number + text, bool(bolds) and all(bolds), bool(strucks) and all(strucks), indent, number)

    def _number(self, properties: Element | None) -> str:
        """The automatic number, from the paragraph or its style; list 0 switches it off."""
        number_id, depth = None, None
        for source in self._styles.paragraph_properties(properties):
            found = source.find("w|numPr")
            if found is None:
                continue
            number_id = value(found.find("w|numId")) if number_id is None else number_id
            depth = value(found.find("w|ilvl")) if depth is None else depth
        return "" if number_id in (None, "0") else self._numbering.next(number_id, integer(depth))

    def _indent(self, properties: Element | None) -> int:
        for source in self._styles.paragraph_properties(properties):
            found = source.find("w|ind")
            if found is not None:
                return _characters(found)
        return 0


def _characters(indent: Element) -> int:
    """Left and first-line indent in characters; hanging ones are not told apart from none."""
    hundredths = integer(indent.get("w|leftChars") or indent.get("w|startChars")) + integer(
        indent.get("w|firstLineChars")
    )
    twips = integer(indent.get("w|left") or indent.get("w|start")) + integer(indent.get("w|firstLine"))
    steps = hundredths / 100 if hundredths else twips / _CHARACTER_TWIPS
    return min(max(round(steps), 0), 100)


def run_texts(run: Element, font: str | None) -> Iterator[tuple[str, Element]]:
    """What each element of a run shows, ruby by its base."""
    for child in content(run):
        tag = child.tag
        if tag in ("w|t", "m|t"):
            yield shown(child.text or "", font), child
        elif tag in _SIGNS:
            yield _SIGNS[tag], child
        elif tag == "w|br":
            yield "\n" if child.get("w|type") in (None, "textWrapping") else "", child
        elif tag in ("w|sym", "w16se|symEx"):
            yield _symbol(child, tag.partition("|")[0]), child
        elif tag == "w|fldChar":
            yield _form_field(child), child
        elif tag == "w|ruby":
            base = child.find("w|rubyBase")
            yield (
                "".join(text for inner in (base if base is not None else ()) for text, _ in run_texts(inner, font)),
                child,
            )
        elif tag.startswith("m|"):
            yield "".join([text for text, _ in run_texts(child, font)]), child


def _symbol(element: Element, prefix: str) -> str:
    try:
        code = int(element.get(f"{prefix}|char", ""), 16)
    except ValueError:
        return ""
    if not 0x20 <= code <= _LARGEST_CODE or 0xD800 <= code < 0xE000:
        return ""
    return shown(chr(code), element.get(f"{prefix}|font"))


def _form_field(element: Element) -> str:
    """A check box or list of the old kind; its value stands in the field's beginning, not in its text."""
    box = element.find("w|ffData/w|checkBox")
    if box is not None:
        state = box.find("w|checked")
        state = box.find("w|default") if state is None else state
        return TICKED if state is not None and is_on(state.get("w|val"), True) else EMPTY
    entries = element.findall("w|ffData/w|ddList/w|listEntry")
    if entries:
        chosen = integer(value(element.find("w|ffData/w|ddList/w|result")))
        return entries[chosen].get("w|val", "") if 0 <= chosen < len(entries) else ""
    return ""
