"""Which row of a table is which in a later version of it."""

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from difflib import SequenceMatcher

from medaid_desktop.core.filing import Row

Pair = tuple[int, int]
Key = Callable[[Row], Hashable]

_ALIKE = 0.5
_LONGEST = 200
"""Characters of a text that are looked at to tell whether it was reworded."""
_REACH = 8
"""How many rows further on a reworded row is looked for."""


def pairs(before: Sequence[Row], after: Sequence[Row], keys: Iterable[Key]) -> list[Pair]:
    """The rows that are the same one in both versions, as (index before, index after), by index before.

    Rows that are equal are found first, then rows with an equal key (a falsy key tells nothing), each in order; what is
    left between two neighbours that stayed is the same row where its texts are alike. Time n log n for n rows.
    """
    found = _ends(before, after)
    by_all: list[Key] = [lambda row: frozenset(row.items()), *keys]
    for key in by_all:
        _match(before, after, key, found)
    _match_between(before, after, found)
    return sorted(found.items())


def moved(matched: Sequence[Pair]) -> set[int]:
    """The indexes before of rows that changed places: as few as possible, all others kept their order."""
    tails: list[int] = []
    at: list[int] = []
    links: list[int] = []
    for place, (_, new) in enumerate(matched):
        length = bisect_left(tails, new)
        links.append(at[length - 1] if length else -1)
        tails[length : length + 1] = [new]
        at[length : length + 1] = [place]
    staying: set[int] = set()
    place = at[-1] if at else -1
    while place >= 0:
        staying.add(place)
        place = links[place]
    return {old for place, (old, _) in enumerate(matched) if place not in staying}


def _ends(before: Sequence[Row], after: Sequence[Row]) -> dict[int, int]:
    """The equal rows at the beginning and at the end: most tables differ in the middle only."""
    least = min(len(before), len(after))
    first = next((at for at in range(least) if before[at] != after[at]), least)
    last = next((at for at in range(least - first) if before[-1 - at] != after[-1 - at]), least - first)
    found = {at: at for at in range(first)}
    found.update((len(before) - 1 - at, len(after) - 1 - at) for at in range(last))
    return found


def _match(before: Sequence[Row], after: Sequence[Row], key: Key, found: dict[int, int]) -> None:
    taken = set(found.values())
    waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for new, row in enumerate(after):
        if new not in taken and (known := key(row)):
            waiting[known].append(new)
    for old, row in enumerate(before):
        if old not in found and (known := key(row)) and waiting.get(known):
            found[old] = waiting[known].popleft()


def _match_between(before: Sequence[Row], after: Sequence[Row], found: dict[int, int]) -> None:
    """Pairs what is left in the gaps between rows that stayed in order."""
    matched = sorted(found.items())
    shifted = moved(matched)
    anchors = [pair for pair in matched if pair[0] not in shifted] + [(len(before), len(after))]
    taken = set(found.values())
    old_from = new_from = 0
    for old_to, new_to in anchors:
        olds = [old for old in range(old_from, old_to) if old not in found]
        news = [new for new in range(new_from, new_to) if new not in taken]
        _match_gap(before, after, olds, news, found)
        old_from, new_from = old_to + 1, new_to + 1


def _match_gap(
    before: Sequence[Row], after: Sequence[Row], olds: list[int], news: list[int], found: dict[int, int]
) -> None:
    if len(olds) == len(news) == 1:  # one row where one row was: it was rewritten
        found[olds[0]] = news[0]
        return
    if len(olds) == len(news):
        alike = [(old, new) for old, new in zip(olds, news, strict=True) if _alike(before[old], after[new])]
        found.update(alike)
        return
    ahead = 0
    for old in olds:
        near = range(ahead, min(len(news), ahead + _REACH))
        place = next((at for at in near if _alike(before[old], after[news[at]])), None)
        if place is not None:
            found[old] = news[place]
            ahead = place + 1


def _alike(old: Row, new: Row) -> bool:
    """Whether most cells are equal, or the texts as a whole much the same."""
    names = {**old, **new}
    if not names:
        return True
    equal = sum(1 for name in names if old.get(name) == new.get(name))
    if equal / len(names) > _ALIKE:
        return True
    differing = [(old.get(name, ""), new.get(name, "")) for name in names if old.get(name) != new.get(name)]
    one = "".join(text[:_LONGEST] for text, _ in differing)
    other = "".join(text[:_LONGEST] for _, text in differing)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() > _ALIKE and matcher.quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE
