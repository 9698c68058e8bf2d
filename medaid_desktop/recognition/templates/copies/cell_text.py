"""What was filled into a cell that the blank form prints part of: the print cut away, boxes read, prompts left out."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from medaid_desktop.core.filing import clean_text
from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.grid import GridCell
from medaid_desktop.core.templates.making.form_making_start import given_text, is_nought
from medaid_desktop.core.templates.prompts import is_prompt
from medaid_desktop.core.templates.template_map import FieldMark
from medaid_desktop.core.texts.choices import SEPARATOR, TICKED, chosen
from medaid_desktop.core.texts.ticking import remarks_on
from medaid_desktop.recognition.wording.folding import is_unfilled, squeezed
from medaid_desktop.recognition.wording.tick_marks import chosen_words

_LINE = "_＿"
_OTHER = re.compile(rf"\s{{3}}([^{TICKED}\s]+){TICKED}\s*$")
_SHOWN = re.compile(r"(?P<sign>-?)[¥￥$]?\s?(?P<digits>\d[\d,]*(?:\.\d+)?)\s?[\u4e00-\u9fff]{0,3}")
_GAP = re.compile(r"\s{2,}|[\t\n　]")


class Flat(NamedTuple):
    """A text without blanks, full-width letters as half-width ones; `places` has where each letter stood."""

    text: str
    places: Sequence[int]


def flat(text: str) -> Flat:
    """A text as its parts are looked for."""
    letters: list[str] = []
    places: list[int] = []
    for at, letter in enumerate(text):
        if not letter.isspace():
            folded = _folded(letter)
            letters.append(folded)
            places.extend([at] * len(folded))
    return Flat("".join(letters), places)


@lru_cache(maxsize=4096)
def _folded(letter: str) -> str:
    return "".join(unicodedata.normalize("NFKC", letter).split())


def literals(marks: Sequence[FieldMark]) -> list[str]:
    """What is printed before, between and behind the values of one cell: one text more than there are marks."""
    before = "", *(mark.suffix for mark in marks)
    return [one + other for one, other in zip(before, (*(mark.prefix for mark in marks), ""), strict=True)]


def cut(text: str, marks: Sequence[FieldMark]) -> list[str] | None:
    """The values of a cell as they stand between its print, trimmed; None where the print is not there.

    Blanks and line breaks of the print may differ, as they do when a form is converted or typed anew.
    """
    parts = literals(marks)
    whole, last = flat(text), squeezed(parts[-1])
    if not whole.text.endswith(last):
        return None
    end, at, starts, ends = len(whole.text) - len(last), 0, list[int](), list[int]()
    for number, part in enumerate(parts[:-1]):
        key = squeezed(part)
        found = whole.text.find(key, at, end) if key else at
        if found < 0 or (number == 0 and found > 0):
            return None
        if number and not key:
            found = at = _next_gap(text, whole, at, end)
        else:
            at = found + len(key)
        if number:
            ends.append(found)
        starts.append(at)
    ends.append(end)
    return [_between(text, whole, start, stop) for start, stop in zip(starts, ends, strict=True)]


def _next_gap(text: str, whole: Flat, at: int, end: int) -> int:
    """The first letter behind the next wide gap: two values of which nothing but blanks keeps apart."""
    begun = whole.places[at] if at < len(whole.places) else len(text)
    gap = _GAP.search(text, begun)
    if gap is None:
        return end
    return next((number for number in range(at, end) if whole.places[number] >= gap.end()), end)


def _between(text: str, whole: Flat, start: int, stop: int) -> str:
    if start >= stop:
        return ""
    return text[whole.places[start] : whole.places[stop - 1] + 1]


def value_of(text: str, mark: FieldMark) -> str:
    """The value that a text holds in the place of a mark, its print cut away already.

    A prompt or a date to be filled in that stands untouched is blank, as it is the form's own print, and so is the sum that
    the document itself makes of nothing; a text of the upper level's that stands as printed is content. Of boxes the
    chosen words are the value; the line that was printed to write on goes.
    """
    text, blank = clean_text(text), mark.blank
    if not text or (is_unfilled(text) and is_unfilled(blank)) or (mark.computed and is_nought(text)):
        return ""
    if mark.definition.type == "choice":
        return "" if text == clean_text(blank) and is_prompt(text) else _choice_with_remarks(text, mark)
    if squeezed(text) == squeezed(blank):
        return given_text(mark)
    if blank.strip() and not blank.strip().strip(_LINE):
        return text.strip(_LINE + " 　")
    return text


def as_typed(text: str, cell: GridCell | None, definition: FieldDef) -> str:
    """What was typed into a cell of figures whose format shows more than that: ¥74.49, 2,472.00万. A share keeps its %."""
    if cell is None or cell.kind != "number" or definition.type not in ("amount", "number"):
        return text
    found = _SHOWN.fullmatch(clean_text(text))
    return found["sign"] + found["digits"] if found else text


def _choice_with_remarks(text: str, mark: FieldMark) -> str:
    """The words of a choice, each with what was written behind it: 其他：低收入."""
    options = mark.definition.options
    words = choice_of(text, options)
    remarks = remarks_on(text, mark.blank, options) if words != text else {}
    return SEPARATOR.join(f"{word}：{remarks[word]}" if word in remarks else word for word in chosen(words))


def choice_of(text: str, options: Sequence[str]) -> str:
    """The words of a choice: as written where they are nothing but words of it, else those that are ticked, at last
    those that the form has no box for."""
    if not options or all(word in options for word in chosen(text)):
        return text
    known = {squeezed(option) for option in options}
    whole, others = text, list[str]()
    while (last := _OTHER.search(text)) and squeezed(last[1]) not in known:
        text = text[: last.start()]
        others.insert(0, last[1])
    words = chosen_words(text, options)
    return whole if words is None else SEPARATOR.join(word for word in (words, *others) if word)
