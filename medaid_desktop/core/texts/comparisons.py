"""The signs and words by which a text compares: ≥, 不低于, 以内, 提高到; and the words that tell a change.

Source: 《民法典》第一千二百五十九条: 以上, 以下, 以内 include the number itself; 不满, 超过 do not. What a Chinese
keyboard makes of a sign (》 for ≥, =>) is taken as meant.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Literal

Operator = Literal["≥", "≤", "=", ">", "<"]

_RISES = ("提高", "提升", "增长", "增加", "上升", "改善", "增强", "扩大")
_FALLS = ("下降", "降低", "减少", "减轻", "缩短", "压缩", "降")
_LEADING: Mapping[Operator, str] = {
    "≥": "≥ ≧ ⩾ ≮ 》 》= >= => 不低于 不少于 不小于 不得低于 不得少于 大于等于 大于或等于 高于或等于"
    " 至少 最低 最少 达 达到",
    "≤": "≤ ≦ ⩽ ≯ 《 《= <= =< 不高于 不超过 不大于 不多于 不得高于 不得超过 小于等于 小于或等于 低于或等于"
    " 至多 最高 最多 控制在",
    "=": "= == 等于",
    ">": "> 大于 高于 多于 超过",
    "<": "< 小于 低于 少于 不足 不满 未满",
}
_TRAILING: Mapping[Operator, str] = {"≥": "以上 及以上 (含)以上", "≤": "以下 及以下 (含)以下 以内 之内 内"}


def _by_word(table: Mapping[Operator, str]) -> dict[str, Operator]:
    return {word: operator for operator, words in table.items() for word in words.split()}


def _changes(verbs: Iterable[str], operator: Operator) -> dict[str, Operator]:
    return {f"{verb}{to}": operator for verb in verbs for to in "到至"}


def _any_of(words: Iterable[str]) -> str:
    """An alternation, the longest first; signs may be set apart by a blank (> =)."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(r"\s?".join(word) if word.endswith("=") else re.escape(word) for word in longest_first)


_BEFORE = _by_word(_LEADING) | _changes(_RISES, "≥") | _changes(_FALLS, "≤")
_BEHIND = _by_word(_TRAILING)

BEFORE = _any_of(_BEFORE)
"""Comparisons before a number, in folded text: a pattern to embed."""

BEHIND = rf"{_any_of(_BEHIND)}|之间|左右|上下"
"""What may stand behind a number and its unit, comparisons and vagueness: a pattern to embed."""

CHANGE = re.compile(
    rf"(?P<not>不|未|无)?(?:(?P<rise>{_any_of(_RISES)})|(?P<fall>{_any_of(_FALLS)})"
    r"|(?P<same>持平|一致|相同|相当|不变))(?:了|约)?"
)
"""A word of change: groups `rise`, `fall` or `same`, and `not` where it is denied."""


def operator_before(written: str) -> Operator:
    """The operator of a text that `BEFORE` matched."""
    return _BEFORE["".join(written.split())]


def agreed_operator(before: str | None, behind: str | None) -> tuple[bool, Operator | None]:
    """Whether what stands before and behind a number agrees (不低于90%以上), and the operator, if one is said."""
    first = operator_before(before) if before else None
    second = _BEHIND.get(behind or "")
    if first is None or behind is None:
        return True, first or second
    return second is not None and first + second in ("≥≥", "≤≤", ">≥", "<≤"), first


def implied_operator(change: re.Match[str]) -> Operator:
    """What a match of `CHANGE` asks of the level itself: 提高 means above the base, 不提高 at most at it."""
    if change["same"]:
        return "="
    if change["not"]:
        return "≤" if change["rise"] else "≥"
    return ">" if change["rise"] else "<"
