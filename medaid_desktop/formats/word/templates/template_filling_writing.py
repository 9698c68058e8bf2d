"""Changes of a passage as places of the main part written anew."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from medaid_desktop.formats.symbols import is_symbol_font
from medaid_desktop.formats.word.templates.letter_file import LetterBody
from medaid_desktop.formats.word.templates.located import Splice
from medaid_desktop.formats.word.templates.pieces import BOX_KINDS, Piece, control_around
from medaid_desktop.formats.word.templates.template_filling_controls import (
    box_splices,
    is_tick,
    list_splices,
    prompt_splices,
    settled,
    symbol_letter,
)
from medaid_desktop.formats.word.templates.template_filling_runs import Pen

_STARTS = ("w|pPr", "w|bookmarkStart", "w|permStart", "w|commentRangeStart", "w|proofErr", "w|moveToRangeStart")


@dataclass(slots=True)
class Change:
    """What becomes of a piece: the letters of it that go, texts that come before one of its letters (and whether they are to
    be underlined), letters that become other boxes."""

    gone: set[int] = field(default_factory=set[int])
    added: dict[int, tuple[str, bool]] = field(default_factory=dict[int, tuple[str, bool]])
    signs: dict[int, str] = field(default_factory=dict[int, str])


@dataclass(slots=True)
class Changes:
    """What becomes of some paragraphs: of their pieces; texts that come into paragraphs without any, by number, and into
    controls that nothing is filled in; paragraphs that go, or leave their list.

    `spare` is the look of a text where nothing says one; `may_split`: lines may become paragraphs, as they do in cells.
    """

    paragraphs: Sequence[Element]
    pieces: Sequence[Piece]
    spare: bytes
    may_split: bool
    pieces_changed: dict[Piece, Change] = field(default_factory=dict[Piece, Change])
    into: dict[int, str] = field(default_factory=dict[int, str])
    filled: dict[Element, str] = field(default_factory=dict[Element, str])
    removed: list[Element] = field(default_factory=list[Element])
    unnumbered: list[Element] = field(default_factory=list[Element])

    def of(self, piece: Piece) -> Change:
        """The change of a piece."""
        return self.pieces_changed.setdefault(piece, Change())


def splices_of(body: LetterBody, changes: Changes) -> list[Splice]:
    """The places of the main part that are to be written anew for these changes."""
    return _Writer(body, changes).splices()


class _Writer:
    def __init__(self, body: LetterBody, changes: Changes) -> None:
        self._body = body
        self._all = changes
        self._pen = Pen(body)

    def splices(self) -> list[Splice]:
        """All of them."""
        changes, found = self._all, list[Splice]()
        controls: dict[Element, None] = {}
        fields: dict[Element, None] = {}
        for piece, change in changes.pieces_changed.items():
            found += self._written(piece, change)
            if piece.control is not None and piece.kind not in BOX_KINDS:
                controls[piece.control] = None
            if piece.field is not None and not piece.field.keeps_text:
                for mark in piece.field.marks:
                    fields[mark] = None
        for control in controls:
            text = "".join(self._left_of(piece) for piece in changes.pieces if piece.control is control)
            found += settled(self._body, control, text)
        for mark in fields:  # Word would put its own date or page in place of what is written
            span = self._body.located.span(mark)
            found += [(span.start, span.open_end, b""), (span.close, span.end, b"")]
            if mark.tag != "w|fldSimple":
                found.append((span.open_end, span.close, b""))
        for number, text in changes.into.items():
            found += self._into_paragraph(changes.paragraphs[number], text)
        for control, text in changes.filled.items():
            found += prompt_splices(self._body, control, text, self._mark_look_around(control), self._line_end)
        for paragraph in changes.unnumbered:
            found += self._pen.unnumbered(paragraph)
        spans = [self._body.located.span(paragraph) for paragraph in changes.removed]
        return found + [(span.start, span.end, b"") for span in spans]

    def _left_of(self, piece: Piece) -> str:
        change = self._all.pieces_changed.get(piece)
        if change is None:
            return piece.text
        return "".join(
            change.added.get(at, ("", False))[0] + ("" if at in change.gone else piece.text[at : at + 1])
            for at in range(len(piece.text) + 1)
        )

    def _written(self, piece: Piece, change: Change) -> list[Splice]:
        if piece.element is None or piece.run is None:
            return []
        body, span = self._body, self._body.located.span(piece.element)
        if piece.kind in BOX_KINDS:
            sign = change.signs.get(0)
            if sign is None and change.gone:
                sign = "☐"
            return [] if sign is None or is_tick(sign) == is_tick(piece.text) else box_splices(body, piece, sign)
        if piece.kind == "symbol" and change.signs and not change.added:
            return box_splices(body, piece, change.signs[0])
        if piece.kind == "list":
            text = change.added.get(0, ("", False))[0]
            return list_splices(body, piece.element, text) if text else []
        if piece.kind == "text":
            return [(span.start, span.end, self._letters(piece, change))]
        own = b"" if change.gone else body.located.raw(piece.element)
        before, behind = (self._inline(piece, *change.added.get(at, ("", False))) for at in (0, 1))
        return [(span.start, span.end, before + own + behind)]

    def _letters(self, piece: Piece, change: Change) -> bytes:
        """A w:t written anew, with what was added to it."""
        assert piece.element is not None
        stored = piece.element.text or ""
        if len(stored) != len(piece.text):
            stored = piece.text
        written: list[bytes] = []
        waiting = ""
        for at in range(len(stored) + 1):
            text, ruled = change.added.get(at, ("", False))
            if text and not ruled and not is_symbol_font(piece.font) and not set(text) & set("\n\t"):
                waiting += text
            elif text:
                written += self._pen.letters(waiting), self._inline(piece, text, ruled)
                waiting = ""
            if at == len(stored) or at in change.gone:
                continue
            sign = change.signs.get(at)
            if sign is not None and is_symbol_font(piece.font):
                sign = symbol_letter(piece.font, sign)
                if sign is None:
                    written += self._pen.letters(waiting), self._pen.box(is_tick(change.signs[at]))
                    waiting = ""
                    continue
            waiting += stored[at] if sign is None else sign
        return b"".join((*written, self._pen.letters(waiting)))

    def _inline(self, piece: Piece, text: str, ruled: bool) -> bytes:
        """A text within the run of a piece, in a run of its own where it needs another look."""
        if not text or piece.run is None:
            return b""
        run, pen = piece.run, self._pen
        own = pen.own_look(run)
        look = pen.look_for_text(run, piece.font, ruled)
        written = pen.inline(text, self._line_end_at(piece, look))
        in_run = piece.element is not None and self._body.located.parent(piece.element) is run
        if look == own or not in_run:
            return written
        prefix = self._body.prefix
        ends, begins = b"</" + prefix + b"r>", b"<" + prefix + b"r>"
        return ends + pen.run(look, written) + begins + own

    def _line_end_at(self, piece: Piece, look: bytes) -> bytes | None:
        """What parts the lines of a text in the place of a piece; None for a line break."""
        paragraph = self._all.paragraphs[piece.paragraph]
        if piece.run is None or piece.field is not None or self._body.located.parent(piece.run) is not paragraph:
            return None
        return self._line_end(paragraph, look)

    def _line_end(self, paragraph: Element, look: bytes) -> bytes | None:
        breaks = any(p.text == "\n" and p.kind == "sign" for p in self._all.pieces)
        if not self._all.may_split or breaks or paragraph in self._body.numbers or self._is_single(paragraph):
            return None
        return self._pen.paragraph_end(paragraph, look)

    def _is_single(self, paragraph: Element) -> bool:
        """Whether a paragraph stands in a control for one line of plain text."""
        control = control_around(self._body, paragraph)
        return control is not None and control.find("w|sdtPr/w|text") is not None

    def _into_paragraph(self, paragraph: Element, text: str) -> list[Splice]:
        """Puts a text into a paragraph that shows none."""
        located, pen = self._body.located, self._pen
        empty = next((run for run in paragraph.iterfind("w|r") if all(child.tag == "w|rPr" for child in run)), None)
        if empty is not None and empty.find("w|rPr") is not None:
            look = pen.own_look(empty)
            return [located.inserted(empty, pen.inline(text, self._line_end(paragraph, look)), list(empty))]
        look = self._mark_look(paragraph)
        written = pen.run(look, pen.inline(text, self._line_end(paragraph, look)))
        ahead: list[Element] = []
        for child in paragraph:
            if child.tag not in _STARTS:
                break
            ahead.append(child)
        return [located.inserted(paragraph, written, ahead)]

    def _mark_look(self, paragraph: Element) -> bytes:
        """The look of a paragraph's mark, which is that of what is typed into it."""
        mark = paragraph.find("w|pPr/w|rPr")
        look = b"" if mark is None else self._pen.look(mark)
        if look or paragraph.find("w|pPr/w|pStyle") is not None:
            return look
        return self._all.spare

    def _mark_look_around(self, control: Element) -> bytes:
        paragraph = next((p for p in self._all.paragraphs if p in set(control.iter("w|p"))), None)
        if paragraph is None:
            paragraph = next(
                (each for each in self._body.located.above(control) if each.tag == "w|p"), self._all.paragraphs[0]
            )
        return self._mark_look(paragraph)
