"""Chinese as it is typed: the letters of its characters, and how well a text fits what was typed so far."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping

from medaid_desktop.errors import UserError

BEGINNING, INITIALS, INSIDE, INITIALS_INSIDE = range(4)
"""How well a text fits, the best first."""

_LEAST_INSIDE = 2
"""A single letter stands inside half of all names."""


class Initials:
    """The letters by which characters are typed (医 → y; 行 → x or h), out of initials.tsv."""

    def __init__(self, letters: Mapping[str, str]) -> None:
        """`letters` holds for each character one letter or several."""
        self._letters = letters
        self._spelled: dict[str, tuple[str, ...]] = {}

    @classmethod
    def parse(cls, text: str, file: str = "initials.tsv") -> "Initials":
        """The table of a text; UserError where it has another shape."""
        head, *lines = text.splitlines() or [""]
        if head != "letter\tcharacters":
            raise UserError("拼音首字母表的表头不对", file, "请重新安装程序")
        letters: dict[str, str] = defaultdict(str)
        for line in lines:
            letter, _, characters = line.partition("\t")
            for character in characters:
                letters[character] += letter
        return cls(dict(letters))

    def spelled(self, text: str) -> tuple[str, ...]:
        """For each character that can be typed by a letter or is one itself, the letters; signs and blanks are left out.

        政策(2021) → ("z", "c", "2", "0", "2", "1").
        """
        known = self._spelled.get(text)
        if known is None:
            known = self._spelled[text] = tuple(
                self._letters.get(character, character)
                for character in fold_typed(text)
                if character in self._letters or character.isalnum()
            )
        return known

    def fit(self, typed: str, text: str, others: Iterable[str] = ()) -> int | None:
        """How well a text fits what was typed, folded by `fold_typed`; None where it does not.

        `others` are other ways to write it, also letters: 医保局 for 医疗保障局, ygx for 阳谷县.
        """
        grades = [grade for other in (text, *others) if (grade := self._fit(typed, other)) is not None]
        return min(grades, default=None)

    def _fit(self, typed: str, text: str) -> int | None:
        folded = fold_typed(text)
        if folded.startswith(typed):
            return BEGINNING
        long_enough = len(typed) >= _LEAST_INSIDE or not typed.isascii()
        if typed.isascii() and typed.isalnum():
            spelled = self.spelled(text)
            if _stands(typed, spelled, 0):
                return INITIALS
            if typed in folded:
                return INSIDE
            starts = range(1, len(spelled) - len(typed) + 1) if long_enough else ()
            return INITIALS_INSIDE if any(_stands(typed, spelled, start) for start in starts) else None
        return INSIDE if long_enough and typed in folded else None


def fold_typed(text: str) -> str:
    """A text for comparing with what is typed: half-width, lower case, without blanks and quotation marks."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if not character.isspace() and character not in "“”\"'‘’")


def _stands(typed: str, spelled: tuple[str, ...], start: int) -> bool:
    if len(typed) > len(spelled) - start:
        return False
    return all(letter in spelled[start + place] for place, letter in enumerate(typed))
