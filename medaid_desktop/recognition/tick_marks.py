"""Which options of a choice are ticked, however the boxes were made."""

import re
from collections.abc import Sequence

from medaid_desktop.core.choices import SEPARATOR
from medaid_desktop.recognition.folding import squeezed

_YES = set("☑√✓✔☒■●R")
_BOXES = re.compile(r"[☑√✓✔☒■●□☐○◯£]|[(（]\s*[)）]|(?<![A-Za-z])R(?![A-Za-z])")


def chosen_words(text: str, options: Sequence[str]) -> str | None:
    """The ticked options joined with 、; "" where boxes are there and none is ticked, None where the text has no boxes.

    A mark may stand before or behind its word, alone or in brackets; which of both is seen from the first one.
    """
    flat = squeezed(text)
    boxes = [(found.start(), found.end(), bool(set(found[0]) & _YES)) for found in _BOXES.finditer(flat)]
    if not boxes:
        return None
    places = sorted((at, option) for option in options if (at := flat.find(squeezed(option))) >= 0)
    if not places:
        return None
    before = boxes[0][0] < places[0][0]
    chosen: list[str] = []
    for number, (at, option) in enumerate(places):
        if before:
            low = places[number - 1][0] + len(squeezed(places[number - 1][1])) if number else 0
            near = [yes for start, _, yes in boxes if low <= start < at]
        else:
            end = at + len(squeezed(option))
            high = places[number + 1][0] if number + 1 < len(places) else len(flat)
            near = [yes for start, _, yes in boxes if end <= start < high]
        if any(near):
            chosen.append(option)
    return SEPARATOR.join(chosen)
