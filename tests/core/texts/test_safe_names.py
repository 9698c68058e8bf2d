"""File names out of what clerks write: whatever comes in, Windows must take what goes out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.texts.safe_names import LONGEST, name_key, safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("阳谷县-预算绩效目标申报表-2020", "阳谷县-预算绩效目标申报表-2020"),
        ("NUL", "_NUL"),
        ("con.项目", "_con.项目"),
        ("COM1", "_COM1"),
        ("Con .项目", "_Con .项目"),
        ("CONIN$", "_CONIN$"),
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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("prn .xlsx", "_prn .xlsx"),
        ("AUX.2020", "_AUX.2020"),
        ("com¹", "_com¹"),
        ("LPT³.表", "_LPT³.表"),
        ("conout$", "_conout$"),
        ("com10", "com10"),
        ("全角：？＊“”｜", "全角：？＊“”｜"),
        ("　县 ", "县"),
        (". 隐藏", "隐藏"),
        ("a\x00\x01\x7f\x86b", "a_b"),
        ("半\ud842个", "半_个"),
        ("左\u202e右\u2066", "左_右_"),
        ("𠮷" * 50, "𠮷" * 40),
        ("字" * 79 + "𠮷", "字" * 79),
        ("字" * 79 + ".尾", "字" * 79),
    ],
)
def test_characters_and_names_that_windows_refuses(text: str, name: str):
    assert safe_name(text) == name


_NASTY = st.text(st.sampled_from('con.CON aux㈠ \t\n\x00\x9f<>:"/\\|?*$¹com1ｌｐｔ９县𠮷\ud800\u202eé'), max_size=120)


@given(st.one_of(st.text(max_size=300), _NASTY))
def test_every_name_is_one_windows_takes(text: str):
    name = safe_name(text)
    assert 0 < len(name.encode("utf-16-le")) // 2 <= LONGEST
    assert len(name.encode("utf-8")) + len(".xlsx") <= 255
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f]', name)
    assert name == name.strip(" .") and not name.startswith(("　", "\u00a0"))
    assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$) *(\..*)?", name)
    assert safe_name(name) == name


def test_names_are_the_same_file_whatever_their_case_and_accents():
    assert name_key("Ａ县É.XLSX") == name_key("ａ县e\u0301.xlsx") != name_key("a县é.xlsx")
