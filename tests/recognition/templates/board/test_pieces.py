"""What stands in one cell of a blank form: labels, places, boxes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.recognition.templates.board.boxes import words_of_boxes
from medaid_desktop.recognition.templates.board.pieces import between, labelled, of_value, with_gap

PRINT = st.text(alphabet="填表人单位项目（）(): ：_　 \n□√年月日，。万元12", max_size=40)


def parts(text: str) -> list[tuple[str, str, str]]:
    return [(piece.label, piece.blank, piece.suffix) for piece in labelled(text)]


@settings(max_examples=150, deadline=None)
@given(PRINT)
def test_pieces_make_up_their_text(text: str):
    for pieces in (labelled(text), between(text), with_gap(text), [of_value(text)]):
        assert not pieces or "".join(piece.text for piece in pieces) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("填报单位：", [("填报单位", "", "")]),
        ("填表人：       联系电话：", [("填表人", "     ", "  "), ("联系电话", "", "")]),
        ("单 位 负 责 人：___ 日 期：", [("单 位 负 责 人", "___", " "), ("日 期", "", "")]),
        ("填报单位（盖章）：____", [("填报单位（盖章）", "____", "")]),
        ("单位：____（盖章）填表人：__", [("单位", "____", "（盖章）"), ("填表人", "__", "")]),
        ("填报日期：   年  月  日", [("填报日期", "   年  月  日", "")]),
        ("申报金额：    万元", [("申报金额", "    ", "万元")]),
        ("项目（专项）名称：", [("项目（专项）名称", "", "")]),
        ("经办人：    \n   年 月 日", [("经办人", "    ", "\n   年 月 日")]),
        ("年度金额：  \n其中：中央资金   \n  地方资金   ", [("年度金额", "  ", ""), ("其中：中央资金", "   ", ""), ("  地方资金", "   ", "")]),
        ("户名：\n开户行：\n账号：\n", [("户名", "", "\n"), ("开户行", "", "\n"), ("账号", "", "\n")]),
        ("户名：　　\n　　开户行：____\n　　账号：", [("户名", "　　", "\n　　"), ("开户行", "____", "\n　　"), ("账号", "", "")]),
        ("措施：\n　　　\n问题：", [("措施", "　　　", "\n"), ("问题", "", "")]),
        ("其中：财政拨款", []),
        ("注：本表一式三份", []),
    ],
)  # fmt: skip
def test_labels_and_the_places_behind_them(text: str, expected: list[tuple[str, str, str]]):
    assert parts(text) == expected


def test_a_text_behind_a_label_is_no_open_place():
    unit, date = labelled("单位：万元      填报日期：")
    assert (unit.is_open, unit.blank) == (False, "万元")
    assert date.is_open


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("投资类项目 □\n发展类项目 □", ("投资类项目", "发展类项目")),
        ("□是  □否", ("是", "否")),
        ("（ ）有 （ ）无", ("有", "无")),
        ("□1.特困  □2.低保  □3.其他：________", ("1.特困", "2.低保", "3.其他")),
        ("☐ 一 般  ☐ 优 秀", ("一般", "优秀")),
        ("详见附件", ()),
    ],
)
def test_words_beside_boxes(text: str, words: tuple[str, ...]):
    assert words_of_boxes(text) == words


@pytest.mark.parametrize(
    ("text", "blank", "suffix", "unit", "is_open"),
    [
        ("（200字以内）", "（200字以内）", "", "", True),
        ("      万元", "      ", "万元", "万元", True),
        ("    申请人（签字）：   年 月 日", "    ", "申请人（签字）：   年 月 日", "", True),
        ("医疗救助补助资金", "医疗救助补助资金", "", "", False),
        ("XX财政局", "XX财政局", "", "", True),
    ],
)
def test_places_beside_their_labels(text: str, blank: str, suffix: str, unit: str, is_open: bool):
    piece = of_value(text)
    assert (piece.blank, piece.suffix, piece.unit, piece.is_open) == (blank, suffix, unit, is_open)


def test_lines_to_write_on_between_words():
    pieces = between("参保____人，其中低保____人。")
    assert [(piece.label, piece.unit) for piece in pieces] == [("参保", "人"), ("低保", "人")]
    (money,) = with_gap("其中：财政拨款      万元")
    assert (money.label, money.unit) == ("其中：财政拨款", "万元")
    assert with_gap("省　　份") == []
