"""Types of fields by the words of their labels, and by what the document allows."""

import pytest

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.templates.looks import CellLook
from medaid_desktop.recognition.templates.board.kinds import (
    as_allowed,
    is_date_format,
    kind_of,
    printed_label,
    unit_around,
    unit_of,
)


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("救助金额（万元）", "amount"), ("拨付资金", "amount"), ("年末结余", "amount"), ("救助人次", "number"), ("完成率", "number"), ("床位数（张）", "number"),
        ("联系电话", "phone"), ("经办人手机", "phone"), ("支出日期", "date"), ("出生年月", "date"), ("项目起止时间", "period"), ("统一社会信用代码", "code"),
        ("邮政编码", "code"), ("资金来源", "text"), ("资金文号", "text"), ("诊疗科目", "text"), ("收款单位", "text"), ("银行账号", "text"), ("备注", "text"),
    ],
)  # fmt: skip
def test_labels_say_what_they_ask_for(label: str, kind: str):
    assert kind_of(label, unit_of(label)) == kind


def test_a_high_place_takes_long_texts():
    assert kind_of("主要做法", tall=True) == "long-text"
    assert kind_of("账号", tall=True) == "text"


def test_units_are_in_labels_and_around():
    assert unit_of("资金情况\n(万元)") == "万元"
    assert unit_of("进度（%）") == "%"
    assert unit_of("项目（二期）") == ""
    assert unit_around(["附件2", "单位：人、万元"]) == "万元"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("其中: 中央资金", "中央资金"), ("年度财政拨款\n(万元)", "年度财政拨款"), ("项目概况（200字以内）", "项目概况"), ("一、立项依据", "立项依据"), ("单 位 名 称：", "单位名称"),
        ("乡镇（街道）", "乡镇（街道）"),
    ],
)  # fmt: skip
def test_labels_as_fields_are_called_by_them(text: str, label: str):
    assert printed_label(text) == label


def test_what_the_document_allows_decides():
    text = FieldDef("extra:甲", "甲")
    assert as_allowed(text, CellLook(options=("是", "否"))).options == ("是", "否")
    assert as_allowed(text, CellLook(options=("是", "否"))).type == "choice"
    assert as_allowed(text, CellLook(check="number")).type == "number"
    assert as_allowed(text, CellLook(check="date")).type == "date"
    assert as_allowed(text, CellLook(number_format="0.00%")) == FieldDef("extra:甲", "甲", "number", unit="%")
    assert as_allowed(FieldDef("extra:甲", "甲", unit="元"), CellLook(number_format="#,##0.00")).type == "amount"
    assert as_allowed(text, CellLook(number_format="@")).type == "text"
    assert as_allowed(FieldDef("x", "x", "phone"), CellLook(number_format="0")).type == "phone"
    target = as_allowed(FieldDef("target", "指标值", "target"), CellLook(options=("≥90%", "明显提高")))
    assert (target.type, target.options) == ("target", ("≥90%", "明显提高"))


@pytest.mark.parametrize(("code", "expected"), [("yyyy/m/d", True), ('yyyy"年"m"月"d"日"', True), ("0.00", False), ("[$-804]aaaa;@", False), ("General", False)])  # fmt: skip
def test_formats_of_dates(code: str, expected: bool):
    assert is_date_format(code) is expected
