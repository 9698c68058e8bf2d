"""The words that ship with the program."""

from medaid_desktop.core.indicators import LEVEL2
from medaid_desktop.core.texts.targets import parse_target
from medaid_desktop.store.shipped.regions import load_regions
from medaid_desktop.store.shipped.vocabulary import load_graded_words, load_vocabulary


def test_every_class_has_words_or_indicators() -> None:
    words = load_vocabulary()
    assert list(words.classes) == list(LEVEL2)
    assert all(entry.indicators or entry.words for entry in words.classes.values())


def test_every_measure_makes_a_target_that_is_understood() -> None:
    for entry in load_vocabulary().classes.values():
        for one in entry.indicators:
            assert one.unit or one.words, one.name
            if one.unit:
                assert parse_target(f"{one.operator}90{one.unit}").kind == "number", one.name
            for word in one.words:
                assert parse_target(word).kind in ("words", "relative"), word


def test_every_character_of_the_words_can_be_typed_by_a_letter() -> None:
    words = load_vocabulary()
    texts = [one.name for entry in words.classes.values() for one in entry.indicators]
    texts += [*words.groups, *words.all_words, *(office.name for office in words.offices)]
    for text in texts:
        assert all(letter.isascii() for letter in "".join(words.initials.spelled(text))), text


def test_letters_agree_with_the_region_table() -> None:
    """Readings of place names are their own (六安 is la); most of them are as the single characters have it."""
    initials = load_vocabulary().initials
    regions = [region for region in load_regions().regions() if region.level == "county" and region.initials]
    wrong = [region.name for region in regions if initials.fit(region.initials, region.name) is None]
    assert len(wrong) < len(regions) / 50, wrong[:20]


def test_graded_words_are_targets_in_words() -> None:
    words = load_graded_words()
    for text in ("显著提升", "有所提高", "保持稳定", "全覆盖", "逐步推开", "成效明显", "有效缓解"):
        assert words.grades(text) and parse_target(text).kind == "words"
    assert words.is_weaker("有所提高", "显著提升")
