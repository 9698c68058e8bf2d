"""Formulas whose sheets and table objects get other names."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.formats.excel.formula_tokens import quoted_name
from medaid_desktop.formats.excel.patching.pieces import pieces
from medaid_desktop.formats.excel.patching.renaming import Names, renamed, said_by
from medaid_desktop.formats.excel.patching.stretches import spelled_out

NEW = Names({"表1": "表1 (甲)", "表 1": "表 1 (甲)", "it's": "It's (甲)", "末": "末 (甲)"}, {"标准表": "标准表_2"})


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("表1!A1+附表1!A1", "'表1 (甲)'!A1+附表1!A1"),
        ("'表 1'!$A$1:$B$9", "'表 1 (甲)'!$A$1:$B$9"),
        ("'It''s'!A1&\"It's!A1\"", "'It''s (甲)'!A1&\"It's!A1\""),
        ("[1]表1!A1+'[1]表 1'!A1+'C:\\x\\[b.xlsx]表1'!A1", "[1]表1!A1+'[1]表 1'!A1+'C:\\x\\[b.xlsx]表1'!A1"),
        ("表1:末!A1", "'表1 (甲):末 (甲)'!A1"),
        ("'表 1:末'!A1", "'表 1 (甲):末 (甲)'!A1"),
        ("表1!A1:表1!B5", "'表1 (甲)'!A1:'表1 (甲)'!B5"),
        ("A1:表1!B5", "A1:'表1 (甲)'!B5"),
        ("表1!A1:INDEX(表1!A:A,3)", "'表1 (甲)'!A1:INDEX('表1 (甲)'!A:A,3)"),
        ("表1!#REF!+#REF!+表1!金额", "'表1 (甲)'!#REF!+#REF!+'表1 (甲)'!金额"),
        ("SUM(标准表[金额])+标准表[[#This Row],[it''s!]]", "SUM(标准表_2[金额])+标准表_2[[#This Row],[it''s!]]"),
        ("ROWS(标准表)+标准表1[表1!A1]+标准表(1)", "ROWS(标准表_2)+标准表1[表1!A1]+标准表(1)"),
        ('INDIRECT("表1!B"&ROW())', "INDIRECT(\"'表1 (甲)'!B\"&ROW())"),
        ('HYPERLINK("#\'表 1\'!A1","表1!A1")', 'HYPERLINK("#\'表 1 (甲)\'!A1","表1!A1")'),
        ("[0]!金额+表1!1:3", "[0]!金额+'表1 (甲)'!1:3"),
    ],
)
def test_what_is_renamed_and_what_is_left(formula, wanted):
    assert renamed(formula, NEW) == wanted


SHEETS = ("表1", "表 1", "It's", "附表（二）", "2024年", "A-B", "Sheet1", "甲&乙")
WORDS = st.sampled_from(
    [
        "A1",
        "$B$2:C9",
        "SUM(",
        ")",
        ",",
        "+",
        '"表1!A1"',
        "[1]表1!A1",
        "1.5",
        "标准表[金额]",
        "'[x.xlsx]表 1'!B2",
        " ",
        "#REF!",
        "{1,2;3}",
    ]
)


def reference(name: str) -> str:
    plain = re.fullmatch(r"[A-Za-z\u4e00-\u9fff_][\w.]*", name)
    return f"{name if plain else quoted_name(name)}!$A$1"


@given(st.lists(st.one_of(st.sampled_from(SHEETS).map(lambda name: ("sheet", name)), WORDS), max_size=12))
@settings(max_examples=200, deadline=None)
def test_every_sheet_is_renamed_and_nothing_else_is_touched(parts):
    new = {name: f"{name} ({number})" for number, name in enumerate(SHEETS)}
    old = "+".join(reference(part[1]) if isinstance(part, tuple) else part for part in parts)
    wanted = "+".join(f"{quoted_name(new[part[1]])}!$A$1" if isinstance(part, tuple) else part for part in parts)
    names = Names({name.casefold(): text for name, text in new.items()})
    assert renamed(old, names) == wanted
    assert renamed(wanted, Names({text.casefold(): name for name, text in new.items()})) == "+".join(
        f"{quoted_name(part[1])}!$A$1" if isinstance(part, tuple) else part for part in parts
    )


@given(st.text(alphabet="表1A '\"[]!:(),#&+$末", max_size=30))
@settings(max_examples=300, deadline=None)
def test_pieces_are_the_whole_formula_whatever_it_is(text):
    assert "".join(piece.text for piece in pieces(text)) == text
    assert renamed(text, Names({})) == text
    said_by(text)


def test_what_a_formula_names():
    said = said_by("SUM('表 1:末'!A1)+表1!金额+税率+[1]其他!B2+HYPERLINK(\"#附表!A1\")")
    assert said.sheets == {"表 1", "末", "表1", "附表"} and said.stretches == {("表 1", "末")}
    assert {("表1", "金额"), ("", "税率")} <= said.words and not said.is_by_text
    assert said_by('INDIRECT(A1&"!B5")').is_by_text and not said_by('INDIRECT("B5")&"!"').is_by_text


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("SUM(表1:末!B8)", "SUM('表1'!B8,'表 2'!B8,'末'!B8)"),
        ("SUM(A1,'表1:表 2'!B4:B7,3)/2", "SUM(A1,'表1'!B4:B7,'表 2'!B4:B7,3)/2"),
        ("IF(COUNT(末:表1!$A:$A)>0,1)", "IF(COUNT('表1'!$A:$A,'表 2'!$A:$A,'末'!$A:$A)>0,1)"),
        ("SUM(表1:末!B8*2)+表1:末!A1", "SUM(表1:末!B8*2)+表1:末!A1"),
        ("LARGE(表1:末!B8,1)", "LARGE(表1:末!B8,1)"),
        ("SUM(表1:没有!B8)+SUM(表1!A1:表1!B5)", "SUM(表1:没有!B8)+SUM(表1!A1:表1!B5)"),
    ],
)
def test_sums_across_sheets_are_spelled_out(formula, wanted):
    assert spelled_out(formula, ["表1", "表 2", "末"]) == wanted
