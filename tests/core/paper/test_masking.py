"""Sheets for publication: no names, no telephone numbers, everything else as it stands."""

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.paper.masking import masked, masked_filing, masked_person, masked_phones, masked_signed
from medaid_desktop.core.paper.signed import Signed
from medaid_desktop.store.forms.form_library import FormLibrary

FORMS = FormLibrary()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("填报人甲", "填＊＊"),
        ("欧阳某", "欧阳＊"),
        ("李四", "李＊"),
        ("阿甲都拉·乙买提", "阿＊＊"),
        ("李　四", "李＊"),
        ("欧阳 某", "欧阳＊"),
        ("李四 王五", "李＊ 王＊"),
        ("李四、王小二 0635-0000000", "李＊、王＊＊ 0635-***0000"),
        ("阳谷县医疗保障局", "阳谷县医疗保障局"),
        ("", ""),
    ],
)  # fmt: skip
def test_of_a_name_the_surname_stays(text: str, expected: str):
    assert masked_person(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13800000000", "138****0000"),
        ("请拨 138 0000 0000", "请拨 138****0000"),
        ("手机 138 0000 0000", "手机 138****0000"),
        ("手机138-0000-0000，备用 1380 000 0000", "手机138****0000，备用 138****0000"),
        ("电话：138 000 00000", "电话：138****0000"),
        ("电话010-0000 0000", "电话010-**** 0000"),
        ("电话：8000000-8012", "电话：***0000-8012"),
        ("（0635）0000000转8", "（0635）***0000转8"),
        ("电话：0000001", "电话：***0001"),
        ("手机１３８００００００００", "手机１３８****００００"),
        ("金额 1234567 元，658090人×32元=21058880元", "金额 1234567 元，658090人×32元=21058880元"),
        ("编码 37152120200001", "编码 37152120200001"),
        ("身份证 000000190001010000", "身份证 000000************"),
    ],
)  # fmt: skip
def test_numbers_are_masked_wherever_they_stand_and_figures_are_not(text: str, expected: str):
    assert masked_phones(text) == expected


def test_a_filing_loses_its_people_and_keeps_its_figures():
    values = {
        "project_name": "城乡医疗救助", "contact": "联系人甲", "contact_phone": "0000001", "filler": "填报人乙",
        "funding_fiscal": "350 万元", "overview": "由填报人乙负责，咨询 13800000000。", "competent_department": "阳谷县医疗保障局",
        "project_code": "1234567", "extra:单位负责人": "负责人丙",
    }  # fmt: skip
    rows = [{"level3": "受理时限", "target": "≤60分钟", "note": "联系人甲答复"}]
    filing = Filing("declaration", 2020, "371521", values=values, tables={"indicators": rows})
    masked = masked_filing(FORMS.get("declaration"), filing)
    assert masked.values == {
        **values, "contact": "联＊＊", "contact_phone": "***0001", "filler": "填＊＊", "extra:单位负责人": "负＊＊",
        "overview": "由填＊＊负责，咨询 138****0000。",
    }  # fmt: skip
    assert masked.tables["indicators"] == [{"level3": "受理时限", "target": "≤60分钟", "note": "联＊＊答复"}]
    assert filing.values["contact"] == "联系人甲", "the filing itself stays as it is"


def test_by_lines_and_opinions_lose_their_people_and_seals():
    signed = {"a": Signed("审核人甲", "2020-06-01", "请复审人乙核对", "公章"), "b": Signed("复审人乙", "2020-06-02")}
    masked = masked_signed(signed)
    assert masked["a"] == Signed("审＊＊", "2020-06-01", "请复＊＊核对")
    assert masked["b"].by == "复＊＊"


def test_who_is_named_in_a_cell_is_masked_in_opinions_and_who_signed_in_cells():
    filing = Filing("declaration", 2020, "371521", values={"filler": "李　四", "overview": "王小二经办。"})
    signed = {"implementing": Signed("王小二", "2020-06-01", "请李四、李 四补正，承办人：赵六。")}
    shown, steps = masked(FORMS.get("declaration"), filing, signed)
    assert shown.values == {"filler": "李＊", "overview": "王＊＊经办。"}
    assert (steps["implementing"].by, steps["implementing"].opinion) == ("王＊＊", "请李＊、李＊补正，承办人：赵＊。")


def test_labels_without_a_name_behind_them_stay():
    values = {"overview": "联系人：见附件二所列名单；负责人 另行通知；经办人：阳谷县医疗保障局。"}
    filing = Filing("declaration", 2020, "371521", values=values)
    assert masked_filing(FORMS.get("declaration"), filing).values == values
