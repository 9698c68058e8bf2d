"""The text of a cell or paragraph of a letter, changed in its places: what is not changed stays to the byte."""

from collections.abc import Sequence
from functools import cached_property
from xml.etree.ElementTree import Element

from medaid_desktop.formats.word.names import value
from medaid_desktop.formats.word.templates.letter_file import LetterBody
from medaid_desktop.formats.word.templates.located import Splice
from medaid_desktop.formats.word.templates.pieces import BOX_KINDS, Piece, control_around, pieces_of
from medaid_desktop.formats.word.templates.template_filling_controls import BOXES, is_tick
from medaid_desktop.formats.word.templates.template_filling_writing import Changes, splices_of
from medaid_desktop.formats.word.templates.text_widths import halves

_LINE = frozenset("_＿ \u00a0\u2002\u2003\u3000\t")
_AROUND_NUMBERS = " .．、)）(（"


class Passage:
    """Some paragraphs that show a text; `replace` any of it, then ask for `splices`.

    `spare` is the look of a text where neither the paragraph nor a run of it says one. `may_split`: lines may become
    paragraphs, as they do in cells.
    """

    def __init__(
        self, body: LetterBody, paragraphs: Sequence[Element], spare: bytes = b"", may_split: bool = True
    ) -> None:
        self._body = body
        self._paragraphs = paragraphs
        self.pieces = pieces_of(body, paragraphs)
        self._changes = Changes(paragraphs, self.pieces, spare, may_split)

    @cached_property
    def text(self) -> str:
        """What is shown, as the reader gives it."""
        return "".join(piece.text for piece in self.pieces).rstrip("\n")

    @property
    def has_boxes(self) -> bool:
        """Whether there are boxes to tick."""
        return any(piece.kind in BOX_KINDS for piece in self.pieces) or any(sign in self.text for sign in BOXES)

    # -- changing ------------------------------------------------------------------------------------------------

    def tick(self, at: int, sign: str) -> None:
        """Shows another box in the place of one."""
        piece = next(piece for piece in self.pieces if piece.start <= at < piece.end)
        self._changes.of(piece).signs[at - piece.start] = sign

    def replace(self, start: int, end: int, text: str) -> None:
        """Shows a text in place of the one between two places of `text`."""
        if start == end and not text:
            return
        text = self._without_numbers(start, end, text)
        start = self._number_end(start)
        end = max(end, start)
        touched = [piece for piece in self.pieces if piece.start < end and start < piece.end]
        prompt = self._prompt(start, end)
        if prompt is not None and text:
            assert prompt.control is not None
            self._changes.filled[prompt.control] = text
            self._remove(touched, start, end)
            return
        tab = next((piece for piece in touched if piece.text == "\t"), None)
        if tab is not None and text and "\n" not in text and not self.text[start:end].strip():
            self._add(tab, 0, text)  # the tab goes on filling the line up to its stop
            self._remove([piece for piece in touched if piece.text != "\t"], start, end)
            return
        host = next((piece for piece in touched if piece.kind in ("text", "sign", "symbol", "list")), None)
        lines = self._lines(touched, end, text)
        self._remove(touched, start, end)
        if host is not None:
            blank = self.text[start:end]
            was_line = len(blank) > 1 and set(blank) <= _LINE
            ruled = was_line and not set(blank).isdisjoint("_＿")
            if was_line and "\n" not in lines[0] and (ruled or self._is_underlined(host)):
                lines[0] = self._as_long(lines[0], blank, end)
            self._add(host, max(start - host.start, 0), lines[0], ruled)
        else:
            self._add_at(start, lines[0])
        number = host.paragraph if host is not None else self._paragraph_at(start)
        for line in lines[1:]:
            number += 1
            self._put_in(number, line)

    def fill_blank(self, text: str) -> None:
        """Shows a text where there are but blanks: in place of those of the first line that has any."""
        blanks = [
            piece for piece in self.pieces if piece.text and piece.kind in ("text", "sign") and piece.text.isspace()
        ]
        own = [piece for piece in blanks if piece.paragraph == blanks[0].paragraph]
        if own:
            self.replace(own[0].start, own[-1].end, text)
        else:
            self.replace(0, 0, text)

    def clear(self) -> None:
        """Takes away what is shown; numbers of lists stay, and boxes with words beside them are unticked."""
        text = self.text
        if self.has_boxes and text.strip(BOXES + " \n"):
            empty = next((sign for sign in text if sign in BOXES and not is_tick(sign)), "☐")
            for at, sign in enumerate(text):
                if sign in BOXES and is_tick(sign):
                    self.tick(at, empty)
        elif text.strip():
            self.replace(self._number_end(0), len(text), "")

    def _number_end(self, place: int) -> int:
        """A place, or the end of the number of a list in which it lies."""
        return next((p.end for p in self.pieces if _is_number(p) and p.start <= place < p.end), place)

    def _without_numbers(self, start: int, end: int, text: str) -> str:
        """The numbers of lists stand in no text. Those that the text has too stay and are left out of it; paragraphs that are to
        show another text go without."""
        lines = text.split("\n")
        first = self._paragraph_at(start)
        for piece in self.pieces:
            if not _is_number(piece) or not (start <= piece.start and piece.end <= end):
                continue
            number, at = piece.text.strip(), piece.paragraph - first
            line = lines[at].strip() if at < len(lines) else ""
            if line.startswith(number):
                lines[at] = line[len(number) :].lstrip()
            elif line and line.strip(_AROUND_NUMBERS) == number.strip(_AROUND_NUMBERS):
                lines[at] = ""
            else:
                self._changes.unnumbered.append(self._paragraphs[piece.paragraph])
        return "\n".join(lines)

    def _as_long(self, text: str, blank: str, end: int) -> str:
        """A text as long as the line it stands on; to its right before a unit, as a blank there would part the two."""
        rest = " " * max(halves(blank) - halves(text), 0)
        return rest + text if self.text[end : end + 1].strip() else text + rest

    def _add(self, piece: Piece, at: int, text: str, ruled: bool = False) -> None:
        added = self._changes.of(piece).added
        before = added.get(at, ("", False))
        added[at] = before[0] + text, before[1] or ruled

    def _prompt(self, start: int, end: int) -> Piece | None:
        prompts = [
            piece for piece in self.pieces if piece.kind == "prompt" and piece.control not in self._changes.filled
        ]
        if not self.text.strip():
            return prompts[0] if prompts else None
        return next((piece for piece in prompts if start <= piece.start <= end), None)

    def _remove(self, touched: Sequence[Piece], start: int, end: int) -> None:
        for piece in touched:
            if piece.kind != "end" and not _is_number(piece):
                first, last = max(start - piece.start, 0), min(end, piece.end) - piece.start
                self._changes.of(piece).gone.update(range(first, last))

    def _lines(self, touched: Sequence[Piece], end: int, text: str) -> list[str]:
        """A text by the paragraphs it goes to: those that stand there, as long as there are any; the rest stays together."""
        ends = [piece for piece in touched if piece.kind == "end"]
        last = ends[-1].paragraph + 1 if ends else self._paragraph_at(end)
        free = last
        if end >= len(self.text):
            while free + 1 < len(self._paragraphs) and self._is_free(free + 1):
                free += 1
        first = touched[0].paragraph if touched else last
        lines = text.split("\n")
        room = max(free - first + 1, 1)
        if len(lines) > room:
            lines[room - 1 :] = ["\n".join(lines[room - 1 :])]
        for number in range(first + len(lines), last + 1):
            if number > first and self._is_all_gone(number, touched, end):
                self._changes.removed.append(self._paragraphs[number])
        return lines

    def _is_free(self, number: int) -> bool:
        """Whether a paragraph shows nothing and has nothing in it."""
        paragraph = self._paragraphs[number]
        return (
            control_around(self._body, paragraph) is None
            and paragraph not in self._body.numbers
            and all(child.tag in ("w|pPr", "w|r") for child in paragraph)
            and all(child.tag == "w|rPr" for run in paragraph.iterfind("w|r") for child in run)
        )

    def _is_all_gone(self, number: int, touched: Sequence[Piece], end: int) -> bool:
        """Whether a paragraph loses all it shows and holds nothing else, and stands below another one."""
        own = [piece for piece in self.pieces if piece.paragraph == number and piece.kind != "end"]
        paragraph = self._paragraphs[number]
        plain = all(child.tag in ("w|pPr", "w|r") for child in paragraph) and all(
            child.tag in ("w|rPr", "w|t", "w|tab", "w|br") for run in paragraph.iterfind("w|r") for child in run
        )
        holder = self._body.located.parent(paragraph)
        siblings = [] if holder is None else list(holder)
        below = paragraph in siblings and siblings[max(siblings.index(paragraph) - 1, 0)].tag == "w|p"
        return plain and below and all(piece in touched and piece.end <= end for piece in own)

    def _paragraph_at(self, place: int) -> int:
        return next((piece.paragraph for piece in self.pieces if piece.start <= place <= piece.end), 0)

    def _add_at(self, place: int, text: str) -> None:
        """Adds a text where nothing is replaced: behind what stands before it in its paragraph, else before what follows."""
        number = self._paragraph_at(place)
        own = [piece for piece in self.pieces if piece.paragraph == number and piece.kind in ("text", "sign")]
        before = next((piece for piece in reversed(own) if piece.end <= place or piece.start < place), None)
        if before is not None and before.kind == "text":
            self._add(before, place - before.start, text)
            return
        behind = next((piece for piece in own if piece.start >= place), None)
        if behind is not None:
            self._add(behind, 0, text)
        elif before is not None:
            self._add(before, 1, text)
        else:
            self._put_in(number, text)

    def _put_in(self, number: int, text: str) -> None:
        """Puts a text into a paragraph of which all goes, or that shows nothing."""
        host = next((p for p in self.pieces if p.paragraph == number and p.kind in ("text", "sign", "symbol")), None)
        if host is not None:
            self._add(host, 0, text)
        else:
            self._changes.into[number] = self._changes.into.get(number, "") + text

    def _is_underlined(self, piece: Piece) -> bool:
        properties = None if piece.run is None else piece.run.find("w|rPr")
        said = None if properties is None else value(properties.find("w|u"))
        return said not in (None, "none")

    def splices(self) -> list[Splice]:
        """All changes as places of the part written anew."""
        return splices_of(self._body, self._changes)


def _is_number(piece: Piece) -> bool:
    """Whether a piece is the number of a list."""
    return piece.kind == "fixed" and piece.element is None
