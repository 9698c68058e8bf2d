"""Which lines of a table form one cell."""

from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.layout import BodySpec
from medaid_desktop.core.paper.lines import Line
from medaid_desktop.core.paper.merging import find_runs, lines_beside

BODY = (
    BodySpec("one", merge="group"),
    BodySpec("two", merge="group"),
    BodySpec("three", merge="with-next"),
    BodySpec("four", join="three"),
)
TEXTS = st.sampled_from(["", "甲", "乙"])
ROWS = st.lists(st.fixed_dictionaries({"one": TEXTS, "two": TEXTS, "three": TEXTS}), max_size=12)


def lines_of(rows):
    return [Line(index, row, is_open=False) for index, row in enumerate(rows)]


@given(ROWS)
def test_each_line_is_in_the_run_it_says_and_groups_lie_within_those_to_their_left(rows):
    lines = lines_of(rows)
    runs = find_runs(BODY, lines, {"four": frozenset(range(len(lines)))})
    for number in (0, 1, 2):
        for line in range(len(lines)):
            first, last = runs.at(number, line)
            assert first <= line <= last
            assert len({rows[at].get(BODY[number].column) for at in range(first, last + 1)}) == 1
            assert first == last or rows[first][BODY[number].column]
            if number:
                outer = runs.at(number - 1, line) if number == 1 else None
                assert outer is None or outer[0] <= first <= last <= outer[1] or outer == (line, line) == (first, last)


def test_an_indicator_takes_several_lines_only_where_its_fourth_level_is_shown():
    rows = [{"one": "甲", "two": "甲", "three": "甲"}] * 3
    assert find_runs(BODY, lines_of(rows), {"four": frozenset({0, 1})}).tall[2] == [(0, 1)]
    assert find_runs(BODY, lines_of(rows), {"four": frozenset()}).tall[2] == []


def test_runs_that_reach_into_a_line_are_told_with_their_first_lines():
    rows = [{"one": "甲", "two": "乙"}, {"one": "甲", "two": "乙"}, {"one": "甲", "two": "丙"}]
    runs = find_runs(BODY, lines_of(rows), {"four": frozenset()})
    assert list(runs.begun_above(2)) == [(0, 0)]
    assert list(runs.begun_above(1)) == [(0, 0), (1, 0)]
    assert runs.firsts == {0}


def test_lines_beside_a_filled_one_share_its_text():
    lines = lines_of([{"three": "乙"}, {"three": "甲"}, {"three": "甲"}, {"three": "甲"}, {"three": ""}])
    assert lines_beside("three", lines, {2}) == {1, 2, 3}
    assert lines_beside("three", lines, {4}) == {4}
