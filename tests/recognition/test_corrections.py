"""Corrections as text: they come back, newer ones take the place of older, spoilt ones are refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.errors import UserError
from medaid_desktop.recognition.corrections import Correction, from_json, merged, to_json

_places = st.tuples(st.integers(0, 10**6), st.integers(0, 10**4))
_words = st.text(st.characters(categories=["L", "N", "P"]), max_size=20)

_corrections = st.one_of(
    st.builds(Correction, st.just("form"), st.none(), _words, st.just("")),
    st.builds(Correction, st.just("column"), _places, _words, _words),
    st.builds(Correction, st.just("field"), _places, _words.map(lambda word: f"values.{word}" if word else ""), _words),
    st.builds(Correction, st.just("row"), _places, st.sampled_from(["", "row"]), _words),
)


@given(st.lists(_corrections, max_size=8))
def test_corrections_come_back_from_their_text(corrections: list[Correction]):
    assert from_json(to_json(corrections)) == corrections


@given(st.lists(_corrections, max_size=6), st.lists(_corrections, max_size=6))
def test_newer_corrections_take_the_place_of_older_ones(before: list[Correction], new: list[Correction]):
    found = merged(before, new)
    assert merged(found, new) == merged(merged([], before), new) == found
    assert merged([], new) == found[len(found) - len(merged([], new)) :]
    places = [(one.kind, one.place[0] if one.place and one.kind == "row" else one.place) for one in found]
    assert len(set(places)) == len(places)


GOOD = {"kind": "field", "place": [1, 2], "meaning": "values.project_name", "anchor": ""}


@pytest.mark.parametrize("spoilt", [
    "", "{", "[]", "null", '{"format": "medaid-corrections/1"}', '{"format": "x", "corrections": []}',
    '{"format": "medaid-corrections/1", "corrections": {}}', '{"format": "medaid-corrections/1", "corrections": [1]}',
    *(json.dumps({"format": "medaid-corrections/1", "corrections": [{**GOOD, **change}]}) for change in [
        {"kind": "cell"}, {"place": None}, {"place": [1]}, {"place": [1, -2]}, {"place": [True, 2]}, {"place": "1,2"}, {"meaning": 3},
        {"meaning": "project_name"}, {"meaning": "values."}, {"anchor": None}, {"anchor": "x" * 999}, {"more": 1},
        {"kind": "form"}, {"kind": "row", "meaning": "yes"}, {"kind": "column", "meaning": "extra:"}, {"meaning": "values.a\u0000"},
    ]),
])  # fmt: skip
def test_a_spoilt_text_is_refused_with_a_way_out(spoilt: str):
    with pytest.raises(UserError) as error:
        from_json(spoilt)
    assert "更正" in error.value.what and error.value.mend
