"""Runs of text as they are written into a letter: in the look of what stood there, lines and tabs as their own elements."""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from medaid_desktop.formats.symbols import is_symbol_font
from medaid_desktop.formats.word.templates.letter_file import LetterBody
from medaid_desktop.formats.word.templates.located import Splice, escaped

_SPECIAL = re.compile(r"([\n\t])")
_OF_CHANGES = frozenset(("w|ins", "w|del", "w|moveFrom", "w|moveTo", "w|rPrChange", "w|vanish", "w|specVanish"))
_BEFORE_NUMBER = ("w|pStyle", "w|keepNext", "w|keepLines", "w|pageBreakBefore", "w|framePr", "w|widowControl")
_OF_SIZE = frozenset(("w|rFonts", "w|sz", "w|szCs"))


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes runs with the prefix that the letter uses."""

    body: LetterBody

    def _tag(self, name: str, inner: bytes = b"", attributes: str = "") -> bytes:
        prefix = self.body.prefix
        own = attributes.replace("w:", prefix.decode()).encode()
        head = b"<" + prefix + name.encode() + (b" " + own if own else b"")
        return head + b">" + inner + b"</" + prefix + name.encode() + b">" if inner else head + b"/>"

    def letters(self, text: str) -> bytes:
        """A w:t; blanks at its ends are kept."""
        keep = text != text.strip() or "  " in text
        return self._tag("t", escaped(text), 'xml:space="preserve"' if keep else "") if text else b""

    def inline(self, text: str, line_end: bytes | None = None) -> bytes:
        """A text within a run; `line_end` stands between its lines, a w:br where it is None."""
        between = self._tag("br") if line_end is None else line_end
        special = {"\n": between, "\t": self._tag("tab")}
        return b"".join(special[part] if part in special else self.letters(part) for part in _SPECIAL.split(text))

    def run(self, look: bytes, inner: bytes) -> bytes:
        """A w:r with a look (a w:rPr or nothing)."""
        return self._tag("r", look + inner) if inner else b""

    def empty_run(self, model: Element) -> bytes:
        """A run that shows nothing, in the look of another one."""
        look = self.own_look(model)
        return self._tag("r", look) if look else b""

    def box(self, ticked: bool) -> bytes:
        """A box to tick as a symbol of a font that every office program has."""
        return self._tag("sym", b"", f'w:font="Wingdings 2" w:char="{"F052" if ticked else "F0A3"}"')

    def paragraph_end(self, paragraph: Element, look: bytes) -> bytes:
        """Ends run and paragraph and begins a paragraph like it and a run."""
        prefix = self.body.prefix
        properties = paragraph.find("w|pPr")
        own = b""
        if properties is not None:
            unwanted = [each for each in properties if each.tag in ("w|sectPr", "w|pPrChange")]
            mark = properties.find("w|rPr")
            unwanted += [] if mark is None else [each for each in mark if each.tag in _OF_CHANGES]
            own = self.body.located.without(properties, unwanted)
        ends = b"</" + prefix + b"r></" + prefix + b"p>"
        return ends + b"<" + prefix + b"p>" + own + b"<" + prefix + b"r>" + look

    def unnumbered(self, paragraph: Element) -> list[Splice]:
        """Takes a paragraph out of its list."""
        located = self.body.located
        none = self._tag("numPr", self._tag("ilvl", b"", 'w:val="0"') + self._tag("numId", b"", 'w:val="0"'))
        properties = paragraph.find("w|pPr")
        if properties is None:
            return [located.inserted(paragraph, self._tag("pPr", none))]
        own = properties.find("w|numPr")
        if own is not None:
            span = located.span(own)
            return [(span.start, span.end, none)]
        return [located.inserted(properties, none, [each for each in properties if each.tag in _BEFORE_NUMBER])]

    # -- looks ---------------------------------------------------------------------------------------------------

    def look(self, properties: Element | None, left_out: Set[str] = frozenset(), added: bytes = b"") -> bytes:
        """Run properties written anew: without marks of changes and those left out, with others added."""
        kept = b"" if properties is None else self._children(properties, left_out | _OF_CHANGES)
        return self._tag("rPr", kept + added) if kept or added else b""

    def _children(self, properties: Element, left_out: Set[str]) -> bytes:
        return b"".join(self.body.located.raw(child) for child in properties if child.tag not in left_out)

    def own_look(self, run: Element) -> bytes:
        """The look of a run just as it is written."""
        properties = run.find("w|rPr")
        return b"" if properties is None else self.body.located.raw(properties)

    def look_for_text(self, run: Element, font: str | None, underlined: bool) -> bytes:
        """The look of a run, fit for letters: out of a symbol font, underlined where the blank was a line of underscores."""
        properties = run.find("w|rPr")
        if not is_symbol_font(font) and not underlined:
            return self.own_look(run)
        left_out: set[str] = set()
        added = b""
        if is_symbol_font(font):
            left_out |= {"w|rFonts", "w|rStyle"}
            added += self._tag("rFonts", b"", 'w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"')
        if underlined:
            left_out.add("w|u")
            added += self._tag("u", b"", 'w:val="single"')
        return self.look(properties, frozenset(left_out), added)

    def size_only(self, runs: Iterable[Element]) -> bytes:
        """Font and size of the first of some runs that says them."""
        for run in runs:
            properties = run.find("w|rPr")
            kept = [] if properties is None else [each for each in properties if each.tag in _OF_SIZE]
            if kept:
                return self._tag("rPr", b"".join(self.body.located.raw(each) for each in kept))
        return b""
