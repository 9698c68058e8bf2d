"""Words found in texts, whatever width, case and blanks, and nothing that can be found is ruled out early."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.texts.text_match import Word, find_spans, fold, parse_words, snippet


def words(text: str) -> tuple[Word, ...]:
    return parse_words(text)


def stored(text: str) -> bytes:
    return json.dumps({"values": {"target": text}}, ensure_ascii=False, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("医疗救助", "城乡医疗救助资金"),
        ("医疗救助", "城乡医疗\n救助资金"),
        ("医疗救助", "医　疗 救助"),
        ("救", "救助"),
        ("154.18", "１５４．１８万元"),
        ("１５４.18", "合计154.18"),
        ("icu", "重症ICU床位"),
        ("ICU", "ｉｃｕ"),
        ("≥95%", "≥95％"),
        ("(第1项)", "满意度（第１项）"),
        ("m2", "面积㎡m2"),
        ("㎡", "面积㎡"),
        ("ª", "ª"),
    ],
)
def test_found_in_the_text_and_not_ruled_out_by_its_bytes(typed: str, text: str):
    [word] = words(typed)
    assert word.folded in fold(text)
    assert word.may_be_in(stored(text))
    assert find_spans(text, [word])


@pytest.mark.parametrize(
    ("typed", "text"),
    [("1234", "12 34"), ("医救", "医疗救助"), ("154.18", "154.8"), ("达坂城", "达板城"), ("target", "目标")],
)
def test_not_found(typed: str, text: str):
    [word] = words(typed)
    assert word.folded not in fold(text)
    assert find_spans(text, [word]) == []


@pytest.mark.parametrize(
    ("typed", "text"), [("罕见", "常见"), ("target", "目标"), ("154.18", "154.8"), ("满意", "满，意")]
)
def test_most_content_is_ruled_out_by_its_bytes(typed: str, text: str):
    assert not words(typed)[0].may_be_in(stored(text))


def test_a_query_is_words_apart_by_blanks():
    assert [word.folded for word in words(" 住院　ＩＣＵ  住院 ")] == ["住院", "icu"]
    assert words("  ") == ()


def test_spans_are_those_of_the_text_as_written():
    text = "满意\n度（１）"
    assert [text[start:end] for start, end in find_spans(text, words("满意度 1"))] == ["满意\n度", "１"]


def test_spans_that_overlap_are_one():
    assert find_spans("医疗救助资金", words("医疗救助 救助资金")) == [(0, 6)]


def test_a_snippet_is_one_line_around_what_was_found():
    text = "甲" * 200 + "\n住院救助" + "乙" * 200
    piece = snippet(text, words("救助"))
    assert piece.text.startswith("…甲") and piece.text.endswith("乙…") and "\n" not in piece.text
    assert len(piece.text) <= 62
    assert [piece.text[start:end] for start, end in piece.marks] == ["救助"]


def test_a_short_text_is_shown_whole():
    assert snippet("154.18", words("154")).text == "154.18"
    assert snippet("154.18", words("154")).marks == ((0, 3),)


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters='"\\')


@given(st.text(LETTERS, max_size=40), st.data())
def test_any_piece_of_a_text_is_found_in_it_at_its_place(text: str, data: st.DataObject):
    pieces = text.split()
    if not pieces:
        return
    whole = data.draw(st.sampled_from(pieces))
    start = data.draw(st.integers(0, len(whole) - 1))
    piece = whole[start : data.draw(st.integers(start + 1, len(whole)))]
    for word in words(piece):
        # Characters that combine with their neighbours fold to something else than each by itself.
        if any(unicodedata.combining(character) for character in unicodedata.normalize("NFKD", text)):
            continue
        if word.folded in fold(text):
            assert word.may_be_in(stored(text))


@given(st.text("0123456789.０１２９．abＡＢ救助 \n", min_size=1, max_size=12), st.text("甲0１a，。 ", max_size=8))
def test_usual_texts_are_never_ruled_out(piece: str, around: str):
    text = around + piece + around
    for word in words(piece):
        if word.folded in fold(text):
            assert word.may_be_in(stored(text)), (word, text)
            assert find_spans(text, [word])
