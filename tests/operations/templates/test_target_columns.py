"""Sign, value and unit of a target in columns of their own: one text in the filing, three cells in the document (contract, 3)."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.recognition.recognise import recognise
from medaid_desktop.recognition.templates.changing.changes import AsColumn, AsText, changed
from medaid_desktop.recognition.templates.drawing.drawing import draw
from tests.operations.templates.round_trip import KINDS, blank
from tests.recognition.reading_back import known
from tests.recognition.templates.paper import document, sheet

THREE = """
~项目支出绩效目标表 | < | < | < | < | <
项目名称 |  | < | 主管部门 |  | <
一级指标 | 二级指标 | 三级指标 | 指标值 | < | <
^ | ^ | ^ | 符号 | 数值 | 单位
产出指标 | 数量指标 |  |  |  |
^ | ^ |  |  |  |
^ | 质量指标 |  |  |  |
效益指标 | 社会效益指标 |  |  |  |
"""
PRINTED = """
~部门整体支出绩效目标表 | < | < | < | < | < | <
部门名称 |  | < | < | 联系人 |  | <
一级指标 | 二级指标 | 三级指标 | 计算符号 | 指标值 | 度量单位 | 备注
产出指标 | 数量指标 | 资助参保人数 | ≥ |  | 人 |
^ | 质量指标 | 参保率 | ≥ | 95 | % |
效益指标 | 社会效益指标 | 政策知晓度 | 定性 |  |  |
"""
TWO = """
~绩效目标表 | < | < | < | <
项目名称 |  | 主管部门 |  | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 计量单位
产出指标 | 数量指标 |  |  |
^ | ^ |  |  |
^ | 质量指标 |  |  |
"""
GROUPS = (("产出指标", "数量指标"), ("产出指标", "质量指标"))
targets = st.one_of(
    st.sampled_from(["≥95%", "12.5万人", "明显提高", "=100%", "90%-95%", "2024年12月底前", "≤3个工作日", "不低于上年", "5", "≥1,200人次", "="]),
    st.from_regex(r"(≥|≤|=|<|)[1-9][0-9]{0,5}(\.[0-9]{1,2})?(%|人|万元|次/年|)", fullmatch=True),
)  # fmt: skip


def filing(texts):
    rows = [
        {"level1": one, "level2": two, "level3": f"指标{number}号办理", "target": text}
        for number, ((one, two), text) in enumerate(zip(GROUPS * len(texts), texts, strict=False))
    ]
    return Filing(
        "custom:表",
        2024,
        tables={"indicators": sorted(rows, key=lambda row: GROUPS.index((row["level1"], row["level2"])))},
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", [THREE, PRINTED, TWO])
@settings(max_examples=8, deadline=None)
@given(texts=st.lists(targets, min_size=1, max_size=7))
def test_targets_come_back(kind, text, texts):
    assert blank(text, kind).comes_back(filing(texts))


def test_the_parts_stand_in_their_cells_and_any_reader_joins_them():
    form = blank(THREE, "xlsx")
    content, notices = form.filled(filing(["≥95%", "明显提高"]))
    page = load_workbook(io.BytesIO(content)).active
    assert [[page.cell(row, col).value for col in (4, 5, 6)] for row in (5, 7)] == [
        ["≥", 95, "%"],
        [None, "明显提高", None],
    ]
    assert not notices
    from medaid_desktop.formats.documents import document_of

    (one,) = recognise(document_of(content, "填好.xlsx"), known())
    assert [row["target"] for row in one.filing.rows("indicators")] == ["≥95%", "明显提高"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_printed_beside_open_values_stays(kind):
    form = blank(PRINTED, kind)
    start = form.started()
    assert [row.get("target", "") for row in start.rows("indicators")] == ["", "≥95%", ""]
    assert form.filled(start) == (form.content, ())
    rows = start.rows("indicators")
    start.set("tables.indicators[0].target", "≥200人")
    start.set("tables.indicators[2].target", "明显提高")
    assert form.comes_back(start)
    if kind == "xlsx":
        page = load_workbook(io.BytesIO(form.filled(start)[0])).active
        assert [page.cell(row, 4).value for row in (4, 6)] == ["≥", "定性"]
    assert len(rows) == 3


def test_a_printed_sign_that_the_filing_does_not_say_is_told():
    form = blank(PRINTED, "xlsx")
    start = form.started()
    start.set("tables.indicators[0].target", "200人")
    _, notices = form.filled(start)
    assert any("印有“≥”" in one and "≥200人" in one for one in notices)
    assert form.comes_back(start)


@pytest.mark.parametrize(
    ("head", "part"),
    [("指标性质 | 指标值 | 度量单位", "operator"), ("指标性质 | 指标值 | 备注", ""), ("指标性质{list ≥,≤,=,定性} | 指标值 | 备注", "operator")],
)  # fmt: skip
def test_the_nature_of_an_indicator_is_its_sign_where_signs_are_meant(head, part):
    cell = "{list ≥,≤,=,定性}" if "{" in head else ""
    text = f"""
~绩效目标表 | < | < | < | < | <
项目名称 |  | < | 主管部门 |  | <
一级指标 | 二级指标 | 三级指标 | {head}
产出指标 | 数量指标 |  | {cell} |  |
^ | 质量指标 |  | {cell} |  |
"""
    (found,) = draw(*document(sheet(text)), known())
    assert [column.part for column in found.tables[0].columns][3] == part


def test_a_clerk_takes_the_parts_away_and_gives_them_again():
    grid, looks = sheet(PRINTED)
    (drawn,) = draw(*document((grid, looks)), known())
    form = known().forms[drawn.base]
    alone = changed(drawn, grid, looks, AsColumn((2, 3), ""), form)
    assert [column.part for column in alone.tables[0].columns] == ["", "", "", "", "", "measure", ""]
    assert alone.tables[0].rows[0].given["extra:计算符号"] == "≥"
    assert changed(alone, grid, looks, AsColumn((2, 3), "operator"), form) == drawn
    without = changed(drawn, grid, looks, AsText((2, 4)), form)
    assert {column.part for column in without.tables[0].columns} == {""}
    with pytest.raises(UserError, match="旁边没有指标值"):
        changed(drawn, grid, looks, AsColumn((2, 2), "measure"), form)


def test_of_two_terms_side_by_side_the_years_have_the_names_of_the_contract():
    text = """
~项目支出绩效目标表 | < | < | < | < | < | <
项目名称 |  | < | < | 主管部门 |  | <
一级指标 | 二级指标 | 三级指标 | 中期指标值 | 二级指标 | 三级指标 | 年度指标值
产出指标 | 数量指标 |  |  | 数量指标 |  |
^ | 质量指标 |  |  | 质量指标 |  |
"""
    (found,) = draw(*document(sheet(text)), known())
    ids = [column.definition.id for column in found.tables[0].columns]
    assert ids == ["level1", "extra:二级指标", "extra:三级指标", "extra:中期指标值", "level2", "level3", "target"]


@pytest.mark.parametrize("kind", KINDS)
def test_targets_of_two_terms_are_both_joined_and_the_years_is_the_target(kind):
    text = """
~项目支出绩效目标表 | < | < | < | < | < | < | < | <
项目名称 |  | < | < | 实施单位 |  | < | < | <
一级指标 | 二级指标 | 三级指标 | 中期指标值 | < | < | 年度指标值 | < | <
^ | ^ | ^ | 符号 | 值 | 单位 | 符号 | 值 | 单位
产出指标 | 数量指标 |  |  |  |  |  |  |
^ | 质量指标 |  |  |  |  |  |  |
"""
    form = blank(text, kind)
    columns = {column.definition.id: column for column in form.map.tables[0].columns}
    assert [columns[name].col for name in ("extra:中期指标值", "target", "target:operator")] == [4, 7, 6]
    rows = [
        {
            "level1": "产出指标",
            "level2": "数量指标",
            "level3": "资助参保",
            "extra:中期指标值": "≥3万人",
            "target": "≥1万人",
        }
    ]
    assert form.comes_back(Filing("custom:表", 2024, tables={"indicators": rows}))
