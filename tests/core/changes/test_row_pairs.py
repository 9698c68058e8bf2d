"""Which row is which in a later version of a table."""

from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.changes.row_pairs import moved, pairs

rows = st.lists(st.dictionaries(st.sampled_from("abc"), st.sampled_from(["1", "2", "33"]), max_size=3), max_size=9)


def _by_a(row: dict[str, str]) -> str:
    return row.get("a", "")


@given(rows, rows)
def test_no_row_is_paired_twice(before: list[dict[str, str]], after: list[dict[str, str]]) -> None:
    found = pairs(before, after, (_by_a,))
    assert len({old for old, _ in found}) == len({new for _, new in found}) == len(found)
    assert all(0 <= old < len(before) and 0 <= new < len(after) for old, new in found)
    shifted = moved(found)
    staying = [new for old, new in found if old not in shifted]
    assert staying == sorted(staying)


@given(rows)
def test_a_table_is_paired_with_itself_row_by_row(before: list[dict[str, str]]) -> None:
    assert pairs(before, before, (_by_a,)) == [(at, at) for at in range(len(before))]


def test_a_row_moved_up_is_the_only_one_that_moved() -> None:
    before = [{"a": name} for name in "12345"]
    found = pairs(before, [before[3], *before[:3], before[4]], (_by_a,))
    assert found == [(0, 1), (1, 2), (2, 3), (3, 0), (4, 4)]
    assert moved(found) == {3}


def test_a_reworded_row_between_its_neighbours_is_the_same() -> None:
    before = [{"a": "首"}, {"a": "资助参保人数", "b": "1"}, {"a": "尾"}]
    after = [{"a": "首"}, {"a": "资助参保总人数", "b": "2"}, {"a": "新增的完全不同"}, {"a": "尾"}]
    assert pairs(before, after, (_by_a,)) == [(0, 0), (1, 1), (2, 3)]
