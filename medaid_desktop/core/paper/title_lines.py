"""Titles over several lines: whole words, alike in length, standing symmetrically (GB/T 9704-2012, 7.3.1)."""

import re
from collections.abc import Mapping
from itertools import accumulate, pairwise

from medaid_desktop.core.paper.linebreak import Line, break_lines, breaking_places

_WORDS = re.compile(
    "自治区|自治州|自治县|医疗(?:救助|保障|服务|保险)?|救助|补助(?:资金)?|保障|服务|能力|提升|资金|预算|专项|项目|绩效|目标|指标|中央|财政|省级|市级|州级|县级|城乡|居民|职工|"
    "基本|保险|大病|长期|护理|生育|彩票|福彩|公益金|政府|补贴|分配|分解|下达|拨付|申报|自评|监控|监测|运行|支出|使用|情况|跟踪|反馈|"
    r"区域|整体|单位|部门|年度|计划|统计|汇总|科目|[ 0-9０-９]+年|第[0-9一二三四五六七八九十]+[批次]|一般公共|[一-龥]表$"
)
"""What stays whole in the titles of this field beyond what no text may break."""

_BEFORE = re.compile(r"(?=[（(《“])|(?<=[）)》”、，：])")
"""Where a title falls apart of itself."""

_JOINT = re.compile("[与和及或的]")
"""Small words that no line begins or ends with where it can be helped."""

_CUT_WORD, _BESIDE_JOINT, _NATURAL = 0.5, 0.2, -0.15
"""What a break costs; the unit is a line that is longer or shorter than the others by its whole length, squared."""


def title_lines(text: str, advances: Mapping[str, int], limit: int) -> list[Line]:
    """A title in as few lines of at most `limit` font units as it needs; "\\n" always breaks, as break_lines has it."""
    return [line for paragraph in text.split("\n") for line in _balanced(paragraph, advances, limit)]


def _balanced(text: str, advances: Mapping[str, int], limit: int) -> list[Line]:
    lines = break_lines(text, advances, limit)
    if len(lines) < 2:
        return lines
    ends = [0, *accumulate(map(advances.__getitem__, text))]
    best = _cheapest(text, ends, breaking_places(text, advances, limit), limit, len(lines))
    if best is None:
        return lines
    return [line for first, behind in pairwise(best) for line in break_lines(text[first:behind], advances, limit)]


def _cheapest(text: str, ends: list[int], places: list[int], limit: int, count: int) -> list[int] | None:
    """The edges of so many lines that cost least; None where the places do not allow that many lines."""
    words = [match.span() for match in _WORDS.finditer(text)]
    natural = {match.start() for match in _BEFORE.finditer(text)}
    ideal = ends[-1] / count
    found: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
    for line in range(1, count + 1):
        ahead: dict[int, tuple[float, list[int]]] = {}
        for behind in places if line < count else [len(text)]:
            cost = 0.0 if line == count else _price(text, behind, words, natural)
            options = [
                (before + cost + ((ends[behind] - ends[first]) / ideal - 1) ** 2, [*edges, behind])
                for first, (before, edges) in found.items()
                if first < behind and ends[behind] - ends[first] <= limit
            ]
            if options:
                ahead[behind] = min(options)
        found = ahead
    return found[len(text)][1] if len(text) in found else None


def _price(text: str, place: int, words: list[tuple[int, int]], natural: set[int]) -> float:
    if place in natural:
        return _NATURAL
    if any(first < place < behind for first, behind in words):
        return _CUT_WORD
    return _BESIDE_JOINT if _JOINT.search(text, place - 1, place + 1) else 0.0
