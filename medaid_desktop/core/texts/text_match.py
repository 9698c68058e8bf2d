"""Looking for typed words in texts: any part of a text counts, width and case do not, nor blanks inside Chinese."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

_LOOSE_BLANK = re.compile(r"(?<![0-9a-z])\s+|\s+(?![0-9a-z])")
_RUN = re.compile(r"[^\x00-\x7f]+|[0-9a-z.]+")
_WIDE = re.compile(rb"\xef\xbc[\x8e\x90-\x99\xa1-\xba]|\xef\xbd[\x81-\x9a]")
"""Full-width letters, digits and the full-width point in UTF-8."""
_STORED_BLANKS = ((b" ", b" "), (b"\\", b"\\n"), (b"\\", b"\\t"), (b"\xc2", b"\xc2\xa0"))
"""Blanks as JSON in UTF-8 spells them, each behind a byte that is quick to look for."""
_WIDE_BLANK = re.compile("\u3000".encode())  # a regular expression finds it twice as fast as `in` does
_BEFORE = 10
_LONGEST_QUERY = 100


def fold(text: str) -> str:
    """A text for comparing: NFKC, case folded, without blanks except those between two letters or figures."""
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return _LOOSE_BLANK.sub("", folded)


@dataclass(frozen=True)
class Word:
    """One word to look for. `raw` is as typed, `folded` what is compared."""

    raw: str
    folded: str

    def may_be_in(self, stored: bytes) -> bool:
        """Whether content as the ledger stores it (UTF-8 JSON) can hold the word; told without reading the JSON.

        Never wrongly False, but for characters that fold to several or to rare ones (a ㎡ for m2).
        """
        for run in self._runs:
            missing = run.bytes not in stored and not _has_run_otherwise(run, stored)
            if missing or (run.has_case and not run.outside_names(stored)):
                return self._unfolded is not None and self._unfolded in stored
        return True

    @cached_property
    def _unfolded(self) -> bytes | None:
        return None if self.raw == self.folded else self.raw.encode("utf-8", "replace")

    @cached_property
    def _runs(self) -> tuple["_Run", ...]:
        return tuple(_Run(run) for run in _RUN.findall(self.folded))


class _Run:
    """A stretch of a word that content holds as it is, or full-width, or with blanks in it."""

    def __init__(self, text: str) -> None:
        self.bytes = text.encode("utf-8", "replace")
        self.is_ascii = text.isascii()
        self.has_case = text.isascii() and not text.replace(".", "").isdigit()
        self._as_text = re.compile(re.escape(self.bytes) + rb'[^"]*"(?!:)')

    def outside_names(self, stored: bytes) -> bool:
        """Whether Latin letters stand in a text, not only in the names of fields, which every content has."""
        return self._as_text.search(stored.lower()) is not None or _WIDE.search(stored) is not None


def _has_run_otherwise(run: _Run, stored: bytes) -> bool:
    """Whether the stretch may be there in another case or width, or with blanks in it."""
    if run.is_ascii:
        return (run.has_case and run.bytes in stored.lower()) or _WIDE.search(stored) is not None
    whole = len(stored)
    for sign, blank in _STORED_BLANKS:
        if sign in stored:
            stored = stored.replace(blank, b"")
    stored = _WIDE_BLANK.sub(b"", stored)
    return len(stored) < whole and run.bytes in stored


def parse_words(text: str) -> tuple[Word, ...]:
    """The words of a query, apart by blanks; the same word twice counts once."""
    words = (Word(raw, fold(raw)) for raw in text[:_LONGEST_QUERY].split())
    return tuple({word.folded: word for word in words if word.folded}.values())


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text on one line; `marks` are the (start, end) in it of what was found."""

    text: str
    marks: tuple[tuple[int, int], ...]


def snippet(text: str, words: Iterable[Word], longest: int = 60) -> Snippet:
    """The piece of a text around the first word found in it."""
    spans = find_spans(text, words)
    line = re.sub(r"\s", " ", text)
    start = max(0, spans[0][0] - _BEFORE) if spans and len(line) > longest else 0
    if len(line) - start < longest:
        start = max(0, len(line) - longest)
    end = start + longest
    head, tail = "…" if start else "", "…" if end < len(line) else ""
    shift = len(head) - start
    marks = [(first + shift, min(last, end) + shift) for first, last in spans if start <= first < end]
    return Snippet(f"{head}{line[start:end]}{tail}", tuple(marks))


def find_spans(text: str, words: Iterable[Word]) -> list[tuple[int, int]]:
    """Where words stand in a text: (start, end) in order, without overlaps."""
    folded, places = _folded_with_places(text)
    spans: list[tuple[int, int]] = []
    for word in words:
        at = folded.find(word.folded)
        while at >= 0:
            end = at + len(word.folded)
            spans.append((places[at], places[end - 1] + 1))
            at = folded.find(word.folded, end)
    return _merged(sorted(spans))


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place of the one it was made of."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for made in unicodedata.normalize("NFKC", character).casefold():
            characters.append(made)
            places.append(place)
    joined = "".join(characters)
    dropped = {at for match in _LOOSE_BLANK.finditer(joined) for at in range(*match.span())}
    kept = [at for at in range(len(joined)) if at not in dropped]
    return "".join(joined[at] for at in kept), [places[at] for at in kept]
