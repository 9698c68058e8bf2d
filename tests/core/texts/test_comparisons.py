"""Signs and words of comparison: one meaning each, and contradictions are noticed."""

import re

import pytest

from medaid_desktop.core.texts.comparisons import (
    BEFORE,
    BEHIND,
    CHANGE,
    agreed_operator,
    implied_operator,
    operator_before,
)


@pytest.mark.parametrize(
    ("words", "operator"),
    [
        ("≥ ≧ 》 》= >= => 不低于 不少于 不得少于 大于等于 至少 达到 提高到 增长至", "≥"),
        ("≤ ≦ 《 《= <= =< 不高于 不超过 小于等于 至多 控制在 降到 缩短至", "≤"),
        ("= == 等于", "="),
        ("> 大于 高于 超过", ">"),
        ("< 小于 低于 不足", "<"),
    ],
)
def test_each_comparison_is_read_whole(words: str, operator: str) -> None:
    for word in words.split():
        match = re.match(BEFORE, f"{word}5")
        assert match is not None and match[0] == word
        assert operator_before(word) == operator


def test_two_signs_may_stand_apart() -> None:
    match = re.match(BEFORE, "> =5")
    assert match is not None and operator_before(match[0]) == "≥"


@pytest.mark.parametrize(
    ("before", "behind", "agrees", "operator"),
    [
        (None, None, True, None),
        ("不低于", None, True, "≥"),
        (None, "以内", True, "≤"),
        (None, "左右", True, None),
        ("不低于", "以上", True, "≥"),
        ("超过", "以上", True, ">"),
        ("≤", "以内", True, "≤"),
        ("≥", "以内", False, "≥"),
        ("≥", "左右", False, "≥"),
        ("=", "以上", False, "="),
    ],
)
def test_before_and_behind_must_agree(
    before: str | None, behind: str | None, agrees: bool, operator: str | None
) -> None:
    assert agreed_operator(before, behind) == (agrees, operator)


def test_what_may_stand_behind() -> None:
    for word in ("以上", "及以上", "(含)以上", "以下", "以内", "内", "左右", "之间"):
        assert re.fullmatch(BEHIND, word)
    assert not re.fullmatch(BEHIND, "以外")


@pytest.mark.parametrize(
    ("words", "operator"),
    [("有所提高", ">"), ("下降", "<"), ("持平", "="), ("不下降", "≥"), ("未增加", "≤")],
)
def test_a_change_asks_something_of_the_level(words: str, operator: str) -> None:
    change = CHANGE.search(words)
    assert change is not None and implied_operator(change) == operator
