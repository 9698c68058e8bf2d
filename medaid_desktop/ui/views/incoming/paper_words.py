"""Texts of a table that are the form's own: titles, groups of labels, classes. Nothing of them is lost by not reading them."""

import re
from collections.abc import Callable

from medaid_desktop.operations.reading import vocabulary
from medaid_desktop.recognition.understood import Understood

_YEAR = re.compile(r"[（(\[【]?\s*(?:19|20)\d{2}\s*年\s*度?\s*[)）\]】]?")
_ANNEX = re.compile(r"附\s*[件表]\s*[\d一二三四五六七八九十]*\s*[:：]?")
_SERIAL = re.compile(r"[（(]?\d{1,4}[)）.、．]?|[（(]?[一二三四五六七八九十]{1,3}[)）、]?")
_LONGEST = 60


def form_words(understood: Understood) -> Callable[[str], bool]:
    """Tells which texts of a table are words of its form."""
    title = _squeezed(understood.title)
    words = vocabulary()

    def is_of_form(text: str) -> bool:
        key = _squeezed(text)
        if not key or key == title or len(key) > _LONGEST:
            return bool(key) and key == title
        if _YEAR.fullmatch(key) or _ANNEX.fullmatch(key) or _SERIAL.fullmatch(key):
            return True
        sense = words.sense(text)
        known = (
            sense.is_label or bool(sense.level) or sense.paper or any(m.how == "exact" for m in sense.columns.values())
        )
        return known or words.form_of_title(text) is not None

    return is_of_form


def _squeezed(text: str) -> str:
    return "".join(text.split())
