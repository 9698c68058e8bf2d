"""A filled file offered as a blank form is told of before anything is kept."""

import pytest

from medaid_desktop.errors import UserError
from medaid_desktop.operations.templates import keep_template, read_template
from tests.core.templates.books import workbook
from tests.operations.templates.blanks import target_book, written

FILLED = """
~医疗救助资金分配表 | < | < | <
~单位：万元 | < | < | <
地区 | 救助人数（人） | 中央财政补助 | 省级财政补助
甲县 | 12 | 3.5 | 1.5
乙县 | 13 | 4.5 | 2.5
~制表人： | < | < | <
"""


def test_a_filled_file_is_told_of(desk, tmp_path):
    file = written(tmp_path, workbook(FILLED), "已填.xlsx")
    draft = read_template(desk, file)
    assert "好像已经填写：B4 “12”" in draft.notices[0]
    keep_template(desk, draft)
    assert not read_template(desk, file).notices  # who has kept it knows


def test_indicators_of_the_upper_level_are_no_reason(desk, tmp_path):
    given = ("资助参保人数", "住院救助人次", "住院救助比例", "门诊救助比例", "困难群众负担", "看病就医方便程度")
    assert read_template(desk, written(tmp_path, target_book(given=given))).notices == ()


def test_where_nothing_is_left_to_fill_the_import_is_offered(desk, tmp_path):
    text = FILLED.replace("~制表人： | < | < | <\n", "").replace("资金分配表", "对象清单").replace("（人）", "")
    with pytest.raises(UserError, match="请改用“导入”"):
        read_template(desk, written(tmp_path, workbook(text)))
