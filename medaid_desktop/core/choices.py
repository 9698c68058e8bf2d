"""Tick boxes on paper: a choice field as its options with a box behind each."""

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
