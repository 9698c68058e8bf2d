"""Two versions of a text side by side: which characters went and which came."""

from difflib import SequenceMatcher

Span = tuple[int, int]
"""(start, length) in characters."""

_LONGEST = 1500
_LEAST_COMMON = 2


def changed_spans(before: str, after: str) -> tuple[list[Span], list[Span]]:
    """The stretches of `before` that are gone and those of `after` that are new.

    A text that came or went as a whole has none: there is nothing to look for in it.
    """
    if not before or not after:
        return [], []
    least = min(len(before), len(after))
    start = next((at for at in range(least) if before[at] != after[at]), least)
    same = next((at for at in range(least - start) if before[-1 - at] != after[-1 - at]), least - start)
    one, other = before[start : len(before) - same], after[start : len(after) - same]
    if max(len(one), len(other)) > _LONGEST:
        return _spans([(0, len(one))], start), _spans([(0, len(other))], start)
    gone: list[Span] = []
    new: list[Span] = []
    at_one = at_other = 0
    for match in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        if match.size >= _LEAST_COMMON or match.a == len(one):
            gone.append((at_one, match.a - at_one))
            new.append((at_other, match.b - at_other))
            at_one, at_other = match.a + match.size, match.b + match.size
    return _spans(gone, start), _spans(new, start)


def _spans(spans: list[Span], start: int) -> list[Span]:
    return [(start + first, length) for first, length in spans if length]
