"""Names of worksheets that every office program takes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.formats.excel.paper.tab_names import LABEL_LENGTH, labelled_name, taken_names


def test_the_label_stands_whole_behind_a_name_that_is_cut():
    taken = taken_names(["绩效目标表"])
    assert labelled_name("绩效目标表", "阳谷县", taken) == "绩效目标表 (阳谷县)"
    assert labelled_name("绩效目标表", "阳谷县", taken) == "绩效目标表(2) (阳谷县)"
    long = labelled_name("一二三四五六七八九十" * 3, "阳谷县 2024年", taken)
    assert len(long) == 31 and long.endswith("九 (阳谷县 2024年)")
    assert labelled_name("[a]/b", "甲:乙?", taken) == "_a_b (甲_乙_)"
    assert labelled_name("'", "甲" * 40, taken) == f"表 ({'甲' * LABEL_LENGTH})"


@given(st.lists(st.tuples(st.text(min_size=1, max_size=40), st.text(max_size=30)), max_size=12))
@settings(max_examples=60, deadline=None)
def test_names_are_ones_that_office_takes(wanted):
    taken: set[str] = set()
    names = [labelled_name(name, label, taken) for name, label in wanted]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set("[]:*?/\\") & set(name) and not name.startswith("'") and not name.endswith("'")
