"""The short way for the number formats that nearly all cells have; the long one is format_numbers."""

import re
from dataclasses import dataclass
from functools import lru_cache

from medaid_desktop.formats.excel.shown.format_parts import Section

_SIMPLE = re.compile(r"(#,##)?0(?:\.(0{1,6}))?(%?)")
_EXACT_BELOW = 1e9
"""Floats below it still have six exact decimals."""


@dataclass(frozen=True, slots=True)
class SimpleFormat:
    """A section of words, then 0, 0.00 or #,##0 with or without %, then words: what nearly all formats are."""

    before: str
    after: str
    grouped: bool
    places: int
    shift: int

    def print(self, amount: float) -> str | None:
        """The text of a number not below zero; None where it is too large, or so near a half that it needs care."""
        digits = self.places + self.shift
        stored = f"{amount:.15g}"
        if amount >= _EXACT_BELOW or "e" in stored:
            return None
        if stored[-1] == "5" and len(stored) - stored.find(".") - 1 == digits + 1:
            return None
        number = int(f"{amount:.{digits}f}".replace(".", ""))
        whole, rest = divmod(number, 10**self.places)
        text = f"{whole:,}" if self.grouped else str(whole)
        if self.places:
            text = f"{text}.{rest:0{self.places}}"
        return f"{self.before}{text}{self.after}"


@lru_cache(maxsize=2000)
def simple_format(section: Section) -> SimpleFormat | None:
    """The section as a simple one; None where it is anything else."""
    parts = section.parts
    first = next((i for i, part in enumerate(parts) if part.kind != "text"), len(parts))
    last = next((i for i in reversed(range(len(parts))) if parts[i].kind != "text"), -1)
    found = _SIMPLE.fullmatch("".join(part.text for part in parts[first : last + 1]))
    if found is None or section.numerals or any(part.kind == "text" for part in parts[first : last + 1]):
        return None
    before, after = ("".join(part.text for part in some) for some in (parts[:first], parts[last + 1 :]))
    return SimpleFormat(before, found[3] + after, bool(found[1]), len(found[2] or ""), 2 * len(found[3]))
