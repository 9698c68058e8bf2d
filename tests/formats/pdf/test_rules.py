"""Ruled lines: each drawn once, none missing, none too many."""

from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.sheet import BOTTOM, BOX, LEFT, NO_BORDER, RIGHT, TOP
from medaid_desktop.formats.pdf.layout import Rule
from medaid_desktop.formats.pdf.rules import Box, merge_rules

XS = [0.0, 10.0, 20.0, 30.0, 40.0]
YS = [0.0, 5.0, 10.0, 15.0, 20.0]


def test_neighbours_share_one_line() -> None:
    rules = merge_rules([(0, 1, 0, 1, BOX), (0, 1, 1, 2, BOX)], XS, YS)
    assert sorted(rules) == sorted(
        [Rule(0, 0, 20, 0), Rule(0, 5, 20, 5), Rule(0, 0, 0, 5), Rule(10, 0, 10, 5), Rule(20, 0, 20, 5)]
    )


def test_line_stops_at_a_spanning_cell() -> None:
    rules = merge_rules([(0, 2, 0, 1, BOX), (0, 1, 1, 2, BOX), (1, 2, 1, 2, BOX)], XS, YS)
    assert Rule(10, 5, 20, 5) in rules and Rule(0, 5, 20, 5) not in rules


def test_cell_without_border_has_no_rules() -> None:
    assert merge_rules([(0, 1, 0, 4, NO_BORDER)], XS, YS) == []


def test_gap_breaks_a_line() -> None:
    rules = merge_rules([(0, 1, 0, 1, TOP), (0, 1, 2, 4, TOP)], XS, YS)
    assert rules == [Rule(0, 0, 10, 0), Rule(20, 0, 40, 0)]


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    top, left = draw(st.integers(0, 3)), draw(st.integers(0, 3))
    bottom, right = draw(st.integers(top + 1, 4)), draw(st.integers(left + 1, 4))
    return top, bottom, left, right, draw(st.integers(0, 15))


@given(st.lists(boxes(), max_size=8))
def test_rules_cover_exactly_the_sides_and_never_touch(drawn: list[Box]) -> None:
    expected: set[tuple[str, int, int]] = set()
    for top, bottom, left, right, border in drawn:
        for col in range(left, right):
            expected |= {("h", at, col) for side, at in ((TOP, top), (BOTTOM, bottom)) if border & side}
        for row in range(top, bottom):
            expected |= {("v", at, row) for side, at in ((LEFT, left), (RIGHT, right)) if border & side}
    found: list[tuple[str, int, int]] = []
    ends: set[tuple[str, float, float]] = set()
    for x1, y1, x2, y2 in merge_rules(drawn, XS, YS):
        if y1 == y2:
            found += [("h", YS.index(y1), col) for col in range(XS.index(x1), XS.index(x2))]
            assert ("h", y1, x1) not in ends
            ends.add(("h", y1, x2))
        else:
            found += [("v", XS.index(x1), row) for row in range(YS.index(y1), YS.index(y2))]
            assert ("v", x1, y1) not in ends
            ends.add(("v", x1, y2))
    assert len(found) == len(set(found))
    assert set(found) == expected
