"""The ruled lines of a page: every side of every cell, merged so that each line is drawn once."""

from collections.abc import Sequence

from medaid_desktop.core.sheet import BOTTOM, LEFT, RIGHT, TOP
from medaid_desktop.formats.pdf.layout import Rule

Box = tuple[int, int, int, int, int]
"""A cell on a page: first and behind-last strip, first and behind-last column, ruled sides."""

_CACHED_PAGES = 500
_cache: dict[tuple[Box, ...], tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]]] = {}


def merge_rules(boxes: Sequence[Box], xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """The rules of boxes on a grid whose columns begin at `xs` and strips at `ys` (each with the last one's end)."""
    key = tuple(boxes)
    runs = _cache.get(key)
    if runs is None:
        if len(_cache) >= _CACHED_PAGES:
            _cache.clear()
        runs = _cache[key] = _merge(key)
    across, down = runs
    rules = [Rule(xs[first], ys[at], xs[behind], ys[at]) for at, first, behind in across]
    rules += [Rule(xs[at], ys[first], xs[at], ys[behind]) for at, first, behind in down]
    return rules


def _merge(boxes: Sequence[Box]) -> tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]]:
    """Runs (boundary, first, behind) across and down, found through one bit mask a boundary."""
    across: dict[int, int] = {}
    down: dict[int, int] = {}
    for top, bottom, left, right, border in boxes:
        columns = (1 << right) - (1 << left)
        strips = (1 << bottom) - (1 << top)
        if border & TOP:
            across[top] = across.get(top, 0) | columns
        if border & BOTTOM:
            across[bottom] = across.get(bottom, 0) | columns
        if border & LEFT:
            down[left] = down.get(left, 0) | strips
        if border & RIGHT:
            down[right] = down.get(right, 0) | strips
    return _runs(across), _runs(down)


def _runs(masks: dict[int, int]) -> list[tuple[int, int, int]]:
    runs: list[tuple[int, int, int]] = []
    for at, mask in sorted(masks.items()):
        place = 0
        while mask >> place:
            gap = ((mask >> place) & -(mask >> place)).bit_length() - 1
            first = place + gap
            filled = mask >> first
            length = ((~filled) & (filled + 1)).bit_length() - 1
            runs.append((at, first, first + length))
            place = first + length
    return runs
