"""Labels found by how they are written: exactly, without years and notes, with a slip of the pen, by their words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from medaid_desktop.recognition.wording.folding import generic, label_key, squeezed, without_note
from medaid_desktop.recognition.wording.slips import Slips

How = Literal["exact", "slip"]
Pattern = tuple[str, ...]
"""Words that a text holds one behind the other."""

LONGEST_LABEL = 30
_INNER_NOTE = re.compile(r"(?<=.)[(（][^()（）]{1,6}[)）](?=.)")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label means: the id of a field or column, and whether it was written exactly or with a slip."""

    id: str
    how: How = "exact"


class Words:
    """Labels by what they are compared by; the first id that claims a label keeps it.

    `others` are words with a meaning of their own, never taken for a slip of the pen.
    """

    def __init__(self, labels: Mapping[str, Iterable[str]], others: frozenset[str] = frozenset()) -> None:
        self._others = others
        self._ids: dict[str, str] = {}
        for bare in (False, True):
            for name, written in labels.items():
                for label in written:
                    key = without_note(label_key(label)) if bare else label_key(label)
                    self._ids.setdefault(generic(key), name)
        self._ids.pop("", None)

    @cached_property
    def _slips(self) -> Slips:
        """Asked for only where a text is near some label."""
        return Slips(self._ids)

    @property
    def labels(self) -> Iterable[str]:
        """All that labels are compared by."""
        return self._ids.keys()

    def find(self, text: str, slips: bool = True) -> Meaning | None:
        """The meaning of a label, None where it is none; a slip of the pen is forgiven where nothing fits exactly."""
        if len(text) > 4 * LONGEST_LABEL:
            return None
        bare, forms = forms_of(text)
        for tried in forms:
            if tried in self._ids:
                return Meaning(self._ids[tried])
        if not slips or len(bare) > LONGEST_LABEL or bare in self._others:
            return None
        near = {self._ids[word] for word in self._slips.near(bare)}
        return Meaning(near.pop(), "slip") if len(near) == 1 else None


class AnyWord:
    """The labels of several lists together: most texts are none of them, which one look-up tells."""

    def __init__(self, lists: Iterable[Words]) -> None:
        self._labels = frozenset(label for words in lists for label in words.labels)
        self._slips = Slips(self._labels)

    def may_name(self, text: str, slips: bool) -> bool:
        """Whether one of the lists may find a text."""
        if len(text) > 4 * LONGEST_LABEL:
            return False
        bare, forms = forms_of(text)
        return any(form in self._labels for form in forms) or (
            slips and len(bare) <= LONGEST_LABEL and self._slips.has_near(bare)
        )


def exact_kinds(found: Mapping[str, Meaning | None]) -> set[str]:
    """The kinds of tables for which a label is exactly the head of a column."""
    return {kind for kind, meaning in found.items() if meaning and meaning.how == "exact"}


@lru_cache(maxsize=4096)
def forms_of(text: str) -> tuple[str, tuple[str, ...]]:
    """A label's key without notes, and all the ways to look it up, the nearest first."""
    key = label_key(text)
    bare = without_note(key)
    inner = _INNER_NOTE.sub("", bare)
    return bare, tuple(dict.fromkeys(form for one in (key, bare, inner) for form in _yearless(one)))


def _yearless(key: str) -> Iterable[str]:
    """A key and what is left of it without a year before it: 2024年度目标, 年度目标, 目标."""
    bare = generic(key)
    yield bare
    if bare != key:
        yield bare.removeprefix("年度")
        yield bare.removeprefix("年")


def by_pattern(key: str, patterns: Mapping[str, tuple[Pattern, ...]]) -> Meaning | None:
    """The first column with a pattern whose words a head holds in this order."""
    found = (name for name, written in patterns.items() if any(holds(key, words) for words in written))
    name = next(found, None)
    return Meaning(name) if name else None


def pattern(written: str) -> Pattern:
    """The pattern that the data file writes with a plus between its words."""
    return tuple(squeezed(word) for word in written.split("+"))


def holds(key: str, words: Iterable[str]) -> bool:
    """Whether a squeezed text holds words one behind the other."""
    at = 0
    for word in words:
        at = key.find(word, at)
        if at < 0:
            return False
        at += len(word)
    return True


def keys(words: Iterable[str]) -> frozenset[str]:
    """What words are compared by."""
    return frozenset(label_key(word) for word in words)
