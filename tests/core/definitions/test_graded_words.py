"""Scales of words."""

import pytest

from medaid_desktop.core.definitions.graded_words import GradedWords, read_graded_words
from medaid_desktop.errors import UserError
from tests.core.papers import RESOURCES

_SCALES = RESOURCES / "vocabulary" / "scales.toml"


def _words() -> GradedWords:
    return read_graded_words(_SCALES.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("明显提高", "显著提升"), ("有所提高", "明显提高"), ("保持稳定", "有所提高"), ("有明显提高。", "显著 提升"), ("有所缓解", "有效缓解"),
        ("稳步拓展", "全覆盖"), ("逐步推开", "稳步拓展"), ("基本满意", "满意"), ("短期", "长期"),
    ],
)  # fmt: skip
def test_a_weaker_word(text: str, other: str) -> None:
    words = _words()
    assert words.is_weaker(text, other) and not words.is_weaker(other, text)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("有效提升", "显著提升"),
        ("稳步提高", "明显提高"),
        ("有所提高", "全覆盖"),
        ("别的话", "明显提高"),
        ("明显提高", "明显提升"),
    ],
)
def test_words_that_cannot_be_told_apart(text: str, other: str) -> None:
    assert not _words().is_weaker(text, other) and not _words().is_weaker(other, text)


def test_words_that_only_tell_a_degree() -> None:
    words = _words()
    assert words.is_degree("明显提高") and words.is_degree("成效明显")
    assert not any(words.is_degree(text) for text in ("稳步提高", "全覆盖", "持平", "满意", "按规定落实"))


@pytest.mark.parametrize(
    "text",
    [
        "[[scale]]\nname = 3",
        '[[scale]]\nname = "x"\nwords = [{ texts = ["好"], step = 0 }]',
        '[[scale]]\nname = "x"\nwords = [{ texts = ["好"], step = 3, up_to = 2 }]',
        '[[scale]]\nname = "x"\nwords = [{ texts = ["好"], step = 1 }, { texts = ["好"], step = 2 }]',
        '[[scale]]\nname = "x"\nlevel = 1',
        "[[scale",
    ],
)
def test_faults_of_the_file_are_named(text: str) -> None:
    with pytest.raises(UserError) as told:
        read_graded_words(text)
    assert "scales.toml" in told.value.where
