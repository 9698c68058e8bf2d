"""Words found again although one character of them was mistyped, left out or added."""

from collections import defaultdict
from collections.abc import Iterable

_SHORTEST = 4


class Slips:
    """An index of words by what is left of them when one character is struck out; a look-up costs the word's length."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words: set[str] = set()
        self._missing: dict[str, set[str]] = defaultdict(set)
        self._struck: dict[tuple[int, str], set[str]] = defaultdict(set)
        for word in words:
            if len(word) < _SHORTEST:
                continue
            self._words.add(word)
            for at, rest in enumerate(_strikes(word)):
                self._missing[rest].add(word)
                self._struck[at, rest].add(word)

    def near(self, written: str) -> set[str]:
        """The words of four characters or more that are one slip away; without the word itself."""
        if len(written) < _SHORTEST:
            return set()
        found = set(self._missing.get(written, ()))
        for at, rest in enumerate(_strikes(written)):
            found |= self._struck.get((at, rest), set())
            if rest in self._words:
                found.add(rest)
        found.discard(written)
        return found

    def has_near(self, written: str) -> bool:
        """Whether a word may be near, or is the word itself."""
        if len(written) < _SHORTEST:
            return False
        words, struck = self._words, self._struck
        return written in self._missing or any(
            rest in words or (at, rest) in struck for at, rest in enumerate(_strikes(written))
        )


def _strikes(word: str) -> list[str]:
    return [word[:at] + word[at + 1 :] for at in range(len(word))]
