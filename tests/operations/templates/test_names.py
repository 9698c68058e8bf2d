"""What forms made of templates are called."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.texts.safe_names import safe_name
from medaid_desktop.errors import UserError
from medaid_desktop.operations.templates.names import LONGEST, checked, name_for, unused

FILE = Path("附件2 空白表.xlsx")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("绩效目标表", "绩效目标表"),
        ("绩 效 目 标 表", "绩效目标表"),
        ("城乡医疗救助补助资金\n区域绩效目标表", "城乡医疗救助补助资金区域绩效目标表"),
        ("绩效目标表（2021年度）", "绩效目标表"),
        ("绩效目标表（　　　年度）", "绩效目标表"),
        ("绩效目标表(20XX年)", "绩效目标表"),
        ("绩效/目标:表", "绩效_目标_表"),
        ("Form A  1", "Form A 1"),
        ("（2021年度）", "（2021年度）"),
        ("", "附件2 空白表"),
        ("CON", "_CON"),
        ("长" * 60, "长" * 40),
    ],
)
def test_names_out_of_titles(title, name):
    assert name_for(title, FILE) == name


def test_a_taken_name_gets_a_number():
    assert unused("表", ["别的"]) == "表"
    assert unused("表", ["表", "表2"]) == "表3"
    assert unused("ABC", ["abc"]) == "ABC2"
    assert unused("长" * 40, ["长" * 40]) == "长" * 39 + "2"


def test_typed_names_are_taken_as_they_are_or_refused():
    assert checked(" 绩效 目标表 ") == "绩效 目标表"
    assert checked("custom:绩效表") == "绩效表"
    for bad in ("", " ", "custom:", "a:b", "a\\b", "NUL", "表.", "长" * 41, "a?"):
        with pytest.raises(UserError, match="表种的名称"):
            checked(bad)


@settings(max_examples=60)
@given(st.text(max_size=80), st.sets(st.text(min_size=1, max_size=8), max_size=4))
def test_every_title_makes_a_name_that_could_be_typed(title, taken):
    name = name_for(title, FILE, taken)
    assert 0 < len(name) <= LONGEST
    assert safe_name(name, "") == name
    assert name.casefold() not in {one.casefold() for one in taken}
    assert checked(name) == name or name.startswith("custom")
