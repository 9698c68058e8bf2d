"""Whether a label is made of words that labels are made of: then it is another label, and no known one with a slip of the pen."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

_LONGEST = 3
_LEAST_LABELS = 3
_PREFIXES = frozenset("已应未拟本此各全总上下新原预再现实共含约")
"""Characters that are words by themselves before others: 已下达, 应补助, 拟分配."""


class KnownWords:
    """The pieces of two and three characters that several labels share (补助, 资金, 公益金), found by counting."""

    def __init__(self, labels: Iterable[str]) -> None:
        counts = Counter(piece for label in labels for piece in set(_pieces(label)))
        self._words = frozenset(piece for piece, count in counts.items() if count >= _LEAST_LABELS)

    def make_up(self, key: str) -> bool:
        """Whether a text is nothing but such words, with single characters only where they may stand before one.

        A character written twice (指标标) is a slip although its halves are words.
        """
        if any(one == other for one, other in pairwise(key)):
            return False
        ends = [True] + [False] * len(key)
        for at in range(len(key)):
            if not ends[at]:
                continue
            for length in range(2, _LONGEST + 1):
                if key[at : at + length] in self._words and at + length <= len(key):
                    ends[at + length] = True
            if key[at] in _PREFIXES and at + 1 < len(key):
                ends[at + 1] = True
        return ends[-1]


def _pieces(label: str) -> Iterator[str]:
    for length in range(2, _LONGEST + 1):
        for at in range(len(label) - length + 1):
            yield label[at : at + length]
