"""Tick boxes on paper: a choice field as its options with a box behind each."""

import re
from collections.abc import Sequence
from functools import lru_cache

TICKED, EMPTY = "☑", "☐"
SEPARATOR = "、"
_GAP = "   "
"""Blanks that may hang at the end of a line, so that a broken line of options begins with a word."""

_BOUND = "\u00a0"
"""A no-break space keeps a box on the line of its word."""


def chosen(value: str) -> tuple[str, ...]:
    """The words of a choice; several are joined with 、 (contract, section 3)."""
    return tuple(word.strip() for word in value.split(SEPARATOR) if word.strip())


def toggled(value: str, option: str, multiple: bool) -> str:
    """The value after a click on an option: ticked or unticked; without `multiple` ticking one clears the others."""
    words = [word for word in chosen(value) if word != option]
    if len(words) == len(chosen(value)):
        words = [*words, option] if multiple else [option]
    elif not multiple:
        words = []
    return SEPARATOR.join(words)


@lru_cache(maxsize=1024)
def _line(options: tuple[str, ...], value: str) -> str:
    words = chosen(value)
    boxes = [f"{option}{_BOUND}{TICKED if option in words else EMPTY}" for option in options]
    others = [f"{word}{_BOUND}{TICKED}" for word in words if word not in options]
    return _GAP.join(boxes + others)


def box_line(options: Sequence[str], value: str) -> str:
    """The options as printed: 「投资类项目 ☐   发展类项目 ☑」; chosen words that are no option follow, ticked."""
    return _line(tuple(options), value)


_BOX = re.compile(r"[☐☑□■√✓✔☒●○◯◉⊙◇▢⬜]|[(（\[【]\s*[√✓✔×]?\s*[)）\]】]")


def option_near(shown: str, options: Sequence[str], at: int) -> str | None:
    """The option whose word or box the character `at` of a printed line belongs to, boxes before their words or behind.

    None between and beside them, and where no boxes are printed at all.
    """
    boxes = [match.span() for match in _BOX.finditer(shown)]
    words = _words(shown, options)
    if not boxes or not words:
        return None
    stand_before = boxes[0][0] < words[0][0]
    for number, (first, end, option) in enumerate(words):
        if stand_before:
            start = max((box for box, _ in boxes if box < first), default=first)
        else:
            behind = words[number + 1][0] if number + 1 < len(words) else len(shown)
            start, end = first, next((close for box, close in boxes if end <= box < behind), end)
        if start <= at < end:
            return option
    return None


def _words(shown: str, options: Sequence[str]) -> list[tuple[int, int, str]]:
    """(begin, end, option) in the order of the line; the longest first, so that none is found inside another."""
    found: list[tuple[int, int, str]] = []
    for option in sorted(options, key=len, reverse=True):
        places = (match.span() for match in re.finditer(re.escape(option), shown)) if option else ()
        free = (span for span in places if not any(span[0] < end and first < span[1] for first, end, _ in found))
        span = next(free, None)
        if span is not None:
            found.append((*span, option))
    return sorted(found)
