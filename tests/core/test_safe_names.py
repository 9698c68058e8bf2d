"""File names out of what clerks write: whatever comes in, Windows must take what goes out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.safe_names import LONGEST, safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("阳谷县-预算绩效目标申报表-2020", "阳谷县-预算绩效目标申报表-2020"),
        ("NUL", "_NUL"),
        ("con.项目", "_con.项目"),
        ("COM1", "_COM1"),
        ("COMET", "COMET"),
        ('a<b>c:d"e/f\\g|h?i*j', "a_b_c_d_e_f_g_h_i_j"),
        ("项目\n名称\t一", "项目 名称 一"),
        ("结尾有点...", "结尾有点"),
        ("  ", "未命名"),
        ("...", "未命名"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("字" * 200, "字" * 80),
    ],
)
def test_examples(text: str, name: str):
    assert safe_name(text) == name


@given(st.text(max_size=300))
def test_every_name_is_one_windows_takes(text: str):
    name = safe_name(text)
    assert 0 < len(name) <= LONGEST + 1
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
    assert name == name.strip(" .")
    assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", name)
