"""Which options of a choice are ticked, however the boxes were made."""

import re
from collections.abc import Sequence

from medaid_desktop.core.texts.choices import SEPARATOR
from medaid_desktop.recognition.wording.folding import squeezed

_YES = set("☑√✓✔☒■●◉⊙🗹Rþ")
_BOX = re.compile(r"[(（\[【]\s*[√✓✔☑R]?\s*[)）\]】]|[☑√✓✔☒■●◉⊙🗹□☐○◯◇£¨þ▢⬜]|(?<![A-Za-z])R(?![A-Za-z])")
_WORD = re.compile(r"[^\s、，,;；/]+")


def chosen_words(text: str, options: Sequence[str]) -> str | None:
    """The ticked options joined with 、; "" where boxes are there and none is ticked, None where the text has no boxes.

    A mark may stand before or behind its word, alone or in brackets; which of both is seen from the first one, for a
    single mark from the side on which it stands closer. Words that are no option count where no option is there.
    """
    boxes = [(found.start(), found.end(), bool(set(found[0]) & _YES)) for found in _BOX.finditer(text)]
    if not boxes:
        return None
    words = _options_in(text, options) or _words_in(text, boxes)
    if not words:
        return None
    before = _stands_before(text, boxes, words)
    chosen: list[str] = []
    for number, (start, end, word) in enumerate(words):
        low = words[number - 1][1] if number else 0
        high = words[number + 1][0] if number + 1 < len(words) else len(text)
        near = [yes for at, _, yes in boxes if (low <= at < start if before else end <= at < high)]
        if any(near):
            chosen.append(word)
    return SEPARATOR.join(chosen)


def _options_in(text: str, options: Sequence[str]) -> list[tuple[int, int, str]]:
    """(begin, end, option) in the order of the text; blanks and line breaks inside a word do not matter."""
    found: list[tuple[int, int, str]] = []
    for option in options:
        pattern = r"\s*".join(map(re.escape, squeezed(option)))
        place = re.search(pattern, text)
        if place:
            found.append((place.start(), place.end(), option))
    return sorted(found)


def _words_in(text: str, boxes: Sequence[tuple[int, int, bool]]) -> list[tuple[int, int, str]]:
    bare = list(text)
    for start, end, _ in boxes:
        bare[start:end] = " " * (end - start)
    return [(found.start(), found.end(), found[0]) for found in _WORD.finditer("".join(bare))]


def _stands_before(text: str, boxes: Sequence[tuple[int, int, bool]], words: Sequence[tuple[int, int, str]]) -> bool:
    if len(boxes) > 1 or len(words) == 1:
        return boxes[0][0] < words[0][0]
    start, end, _ = boxes[0]
    left = min((start - word_end for _, word_end, _ in words if word_end <= start), default=len(text))
    right = min((word_start - end for word_start, _, _ in words if word_start >= end), default=len(text))
    return right < left
