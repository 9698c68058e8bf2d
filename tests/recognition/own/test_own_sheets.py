"""Workbooks of our own, read again after others have had them."""

import io
from dataclasses import replace

from openpyxl import load_workbook

from medaid_desktop.core.compose import PlaceNames
from medaid_desktop.core.definitions.form_reader import read_form
from medaid_desktop.core.filing import Filing
from medaid_desktop.formats.documents import document_of
from medaid_desktop.formats.excel.paper.paper_workbook import paper_workbook
from medaid_desktop.operations.exports.workbooks import sheet_of
from medaid_desktop.recognition.corrections import Correction
from medaid_desktop.recognition.recognise import recognise
from tests.operations.there_and_back import (
    FORMS,
    PLACE,
    changed,
    exported,
    filing_of,
    known,
    on_paper,
    place_of,
    read,
    setter,
)

INDICATORS = [
    {"level1": "产出指标", "level2": "数量指标", "level3": f"救助人次{number}", "target": f"≥{number}人次"} for number in range(1, 40)
]  # fmt: skip


def test_what_was_changed_since_is_read_as_it_stands():
    filing = filing_of("project-target", values={"project_name": "项目甲"}, tables={"indicators": INDICATORS})
    content = exported(filing)
    again = changed(content, **{place_of(content, "项目甲"): "项目乙", place_of(content, "≥7人次"): "——"})
    filing.set("values.project_name", "项目乙")
    filing.set("tables.indicators[6].target", "——")
    found = read(again)
    assert on_paper(found.filing) | {"region": None} == on_paper(filing) | {"region": None}
    assert found.filing.region == "371521"


def test_a_copy_for_another_county_is_of_the_county_it_names():
    filing = filing_of("project-target", values={"project_name": "项目", "implementing_unit": "阳谷县医疗保障局"})
    content = exported(filing)
    found = read(changed(content, **{place_of(content, "阳谷县医疗保障局"): "莘县医疗保障局"}))
    assert found.filing.region == "371522", "the foot still says 阳谷县"


def test_rows_added_by_hand_are_read_like_those_of_any_sheet():
    filing = filing_of("fund-usage", values={"unit": "元"}, tables={"rows": [{"project_name": "甲", "amount": "5"}]})
    content = exported(filing)
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    row = int(place_of(content, "甲")[1:]) + 1
    sheet.cell(row, 5, "乙"), sheet.cell(row, 6, 7)
    out = io.BytesIO()
    book.save(out)
    rows = read(out.getvalue()).filing.tables["rows"]
    assert [(found["project_name"], found["amount"]) for found in rows] == [("甲", "5"), ("乙", "7")]


def test_a_note_beside_the_form_keeps_it_from_being_believed_blindly():
    filing = filing_of("project-target", values={"project_name": "项目甲"}, tables={"indicators": INDICATORS[:3]})
    found = read(changed(exported(filing), J3="请补充"))
    assert found.form == "project-target" and len(found.filing.tables["indicators"]) == 3


def test_a_doubt_about_a_sum_stays():
    rows = [
        {"name": "合计", "amount": "9", "role": "total", "depth": "0"},
        {"name": "莘县", "amount": "5", "role": "unit", "depth": "1"},
    ]
    found = read(exported(filing_of("allocation", "371500", tables={"rows": rows})))
    assert "amount.sum" in {notice.rule for notice in found.notices}


def test_a_printed_text_is_told_from_the_same_text_written_there():
    """「单位：元」 is what the blank form prints, and what a clerk writes."""
    for values in ({}, {"unit": "元"}):
        filing = filing_of("fund-usage", values=values, tables={"rows": [{"amount": "5"}]})
        assert on_paper(read(exported(filing)).filing) == on_paper(filing)


def test_a_workbook_of_several_sheets_is_read_sheet_by_sheet():
    one = exported(filing_of("project-target", values={"project_name": "甲"}, tables={"indicators": INDICATORS}))
    book = load_workbook(io.BytesIO(one))
    book.create_sheet("封面")["B2"] = "上报材料"
    book.move_sheet("封面", -1)
    out = io.BytesIO()
    book.save(out)
    (table,) = recognise(document_of(out.getvalue(), "a.xlsx"), known())
    assert table.sheet == "表" and table.filing.tables["indicators"] == INDICATORS
    assert table.sources["values.project_name"] and len(table.sources) == 1 + 4 * len(INDICATORS)


def test_what_a_clerk_has_corrected_is_read_as_corrected():
    content = exported(
        filing_of("project-target", values={"project_name": "甲"}, tables={"indicators": INDICATORS[:2]})
    )
    plain = read(content)
    learned = replace(known(), learned={plain.layout: [Correction("form", None, "")]})
    assert recognise(document_of(content, "a.xlsx"), learned) == []


def test_of_forms_that_print_alike_the_code_tells_which_it_is():
    own = replace(FORMS["project-target"], id="custom:目标表")
    both = replace(known(), forms={**FORMS, own.id: own})
    for form in (FORMS["project-target"], own):
        filing = filing_of("project-target", values={"project_name": "甲"}, tables={"indicators": INDICATORS[:9]})
        filing.form = form.id
        content = paper_workbook([sheet_of(form, filing, PLACE, "表", setter())])
        (found,) = recognise(document_of(content, "a.xlsx"), both)
        assert (found.form, found.filing.form, found.filing.region) == (form.id, form.id, "371521")
        assert found.filing.tables == filing.tables and found.confidence == 1


def test_a_layout_of_the_ledgers_own_comes_back_too():
    """A side cell over fields and a table, a blank line that never holds content, boxes as the upper level prints them."""
    form = read_form(
        """
schema = 1
id = "own"
title = "项目申报表"
version = "1"
field = [
  { id = "extra:单位", label = "单位" },
  { id = "kind", label = "类别", type = "choice", options = ["新建", "续建"] },
]
[page]
margins_mm = [18, 18, 18, 18]
columns_mm = [20, 50, 50, 50]
[[table]]
id = "rows"
label = "明细"
column = [{ id = "name", label = "内容" }, { id = "amount", label = "金额", type = "amount" }]
[[section]]
kind = "title"
cells = [{ text = "项目申报表（{year}年度）", cols = 4 }]
[[section]]
kind = "row"
cells = [
  { text = "基本情况", down = 2 },
  { text = "单位" },
  { field = "extra:单位" },
  { field = "kind", blank = "□新建　□续建" },
]
[[section]]
kind = "table"
table = "rows"
least_rows = 3
head = [[{ text = "内容", cols = 2 }, { text = "金额" }]]
body = [{ column = "name", cols = 2 }, { column = "amount" }]
[[section]]
kind = "row"
cells = [{ text = "……", cols = 2 }, { text = "" }]
""",
        "own.toml",
    )
    rows = [{"name": f"第{number}项", "amount": f"{number}.50"} for number in range(1, 60)]
    for values in ({}, {"extra:单位": "某局", "kind": "续建"}):
        filing = Filing(form.id, 2022, "371521", form_version="1", values=dict(values), tables={"rows": rows})
        content = paper_workbook([sheet_of(form, filing, PLACE, "表", setter())])
        (found,) = recognise(document_of(content, "a.xlsx"), replace(known(), forms={**FORMS, form.id: form}))
        assert (found.form, found.filing.year, found.filing.values) == (form.id, 2022, values)
        assert found.filing.tables == filing.tables


DIVIDED = [
    {"name": "合计", "role": "total", "depth": "0", "amount": "30"},
    {"name": "甲市", "depth": "1", "amount": "10"},
    {"name": "杭州市", "role": "own-level", "depth": "1", "amount": "20"},
]


def test_what_is_not_printed_of_an_allotment_comes_back_as_it_was():
    """Rows without a region although a place bears the name, and with a depth that no one would guess."""
    for region in (None, "330000"):
        filing = filing_of(
            "allocation", region, values={"title": "资金分配表", "unit": "万元"}, tables={"rows": DIVIDED}
        )
        content = exported(filing, PlaceNames("浙江省", "浙江省") if region else PlaceNames())
        assert read(content).filing.tables == {"rows": DIVIDED}
        again = read(changed(content, **{place_of(content, "甲市"): "乙市"})).filing.rows("rows")
        assert again[0] == DIVIDED[0]
