"""The one compose step: golden papers of every layout, and what must hold for any content."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.compose import PlaceNames, compose
from medaid_desktop.core.definitions.form_reader import read_form
from medaid_desktop.core.filing import Filing, Row, parse_path
from medaid_desktop.core.forms import Form
from medaid_desktop.core.layout import Layout
from medaid_desktop.core.paper.lines import OpenLine
from medaid_desktop.core.sheet import BOX, NO_BORDER
from tests.core.papers import built_in, cell_of, content_paths, dump, faults_of_grid, form_ids, lines_of, samples

COUNTY = PlaceNames("阳谷县", "山东省聊城市阳谷县")
LAYOUTS = [(form_id, layout.id) for form_id in form_ids() for layout in built_in(form_id).layouts]
FILLED = {
    "allocation-sources": "ruili-2020-1",
    "allocation-headcount": "urumqi-2020-10",
    "allocation-regions": "zhejiang-2021-1",
    "allocation-accounts": "lianghe-2021-1",
    "project-target": "ruili-2020-2",
    "target-breakdown": "urumqi-2020-2",
    "regional-target-two-values": "zhejiang-2021-3",
    "regional-target-prefecture": "lianghe-2021-2",
    "declaration": "yanggu-2020-1",
    "fund-usage": "urumqi-2020-12",
    "monitoring": "ruili-2020-3",
    "self-evaluation": "ruili-2020-4",
}


def test_every_layout_has_a_filled_paper() -> None:
    names = {"-".join(part for part in layout if part) for layout in LAYOUTS}
    assert names - set(FILLED) == {"allocation-full"}  # no seed has all columns; see test_full_layout


@pytest.mark.parametrize(("form_id", "layout"), LAYOUTS)
def test_blank_paper(form_id: str, layout: str, golden: Any) -> None:
    filing = Filing(form_id, year=2021, variant=layout)
    golden(
        f"blank-{'-'.join(part for part in (form_id, layout) if part)}.txt",
        dump(compose(built_in(form_id), filing, COUNTY)),
    )


@pytest.mark.parametrize("name", FILLED)
def test_filled_paper(name: str, golden: Any) -> None:
    filing = samples()[FILLED[name]]
    golden(f"filled-{name}.txt", dump(compose(built_in(filing.form), filing, COUNTY)))


@pytest.mark.parametrize("name", samples())
def test_every_text_of_the_samples_is_on_their_paper(name: str) -> None:
    filing = samples()[name]
    form = built_in(filing.form)
    paper = compose(form, filing, COUNTY)
    assert faults_of_grid(paper) == []
    for path in content_paths(form, filing):
        assert filing.get(path) in cell_of(paper, path).text.replace("\u00a0☑", ""), path
    assert [slot.paths for slot in paper.binding.values() if slot.field.startswith("extra:")] == []


def test_samples_need_no_lines_of_their_own() -> None:
    """Each sample has a layout with a place for all it holds."""
    for filing in samples().values():
        form = built_in(filing.form)
        ruled = compose(form, filing)
        bare = compose(form, Filing(filing.form, variant=filing.variant, tables=filing.tables))
        assert len(ruled.sheet.rows) == len(bare.sheet.rows)


# -- any content -----------------------------------------------------------------------------------------------------

TEXTS = st.sampled_from(
    ["产出指标", "效益指标", "满意度指标", "数量指标", "质量\n指标", "时效指标", "社会效益指标", "甲", "乙", "≥95%", "154.18",
     "第一行\n第二行", "{year}", "其中：财政拨款", "上年原有项目、其他项目", "合计"]
)  # fmt: skip
PLACES = [(built_in(form_id), layout) for form_id in form_ids() for layout in built_in(form_id).layouts]


def rows_of(names: list[str]) -> st.SearchStrategy[Row]:
    plain = [name for name in names if name not in ("role", "depth", "region")]
    row = st.dictionaries(st.sampled_from([*plain, "extra:列"]), TEXTS, max_size=7)
    if len(plain) == len(names):
        return row
    roles = st.fixed_dictionaries(
        {
            "role": st.sampled_from(["total", "subtotal", "unit", "own-level", "of-which"]),
            "depth": st.sampled_from("01234"),
        }
    )
    return st.builds(lambda cells, marks: cells | marks, row, roles)


@st.composite
def contents(draw: st.DrawFn) -> tuple[Form, Layout, Filing, list[OpenLine], set[tuple[str, int]]]:
    form, layout = draw(st.sampled_from(PLACES))
    filing = Filing(form.id, year=draw(st.sampled_from([None, 2020])), variant=layout.id)
    filing.values = draw(st.dictionaries(st.sampled_from([field.id for field in form.fields] + ["extra:附注"]), TEXTS))
    opened: list[OpenLine] = []
    split: set[tuple[str, int]] = set()
    for table in form.tables:
        rows = draw(st.lists(rows_of([column.id for column in table.columns]), max_size=9))
        if rows:
            filing.tables[table.id] = rows
            split |= {(table.id, index) for index in draw(st.sets(st.integers(0, len(rows) - 1), max_size=2))}
        groups = st.dictionaries(st.sampled_from(table.group_columns or (table.columns[0].id,)), TEXTS)
        lines = draw(st.lists(st.tuples(st.integers(0, len(rows)), groups), max_size=2))
        opened += [OpenLine(table.id, index, texts) for index, texts in lines]
    return form, layout, filing, opened, split


@settings(max_examples=150, deadline=None)
@given(contents())
def test_any_content_has_exactly_one_place(
    content: tuple[Form, Layout, Filing, list[OpenLine], set[tuple[str, int]]],
) -> None:
    form, _, filing, opened, split = content
    before = filing.copy()
    paper = compose(form, filing, COUNTY, opened, split)
    assert filing == before
    assert faults_of_grid(paper) == []
    bound = [path for slot in paper.binding.values() if slot.new_row is None for path in slot.paths]
    assert len(bound) == len(set(bound))
    for path in content_paths(form, filing):
        text = cell_of(paper, path).text.replace("\u00a0", "")
        assert path in bound
        assert all(word in text for word in filing.get(path).split("、")), path
    for slot in paper.binding.values():
        place = parse_path(slot.path)
        assert place.inserts == (slot.new_row is not None)
        assert place.row <= len(filing.rows(place.table))
    per_row = {
        row: {cell.style.border for cell in paper.sheet.cells if cell.row == row}
        for row in range(len(paper.sheet.rows))
    }
    assert all(len(borders) <= 1 and borders <= {BOX, NO_BORDER} for borders in per_row.values())


@settings(max_examples=60, deadline=None)
@given(contents())
def test_heads_repeated_on_a_new_page_belong_to_the_same_table(content: Any) -> None:
    form, _, filing, opened, split = content
    rows = compose(form, filing, COUNTY, opened, split).sheet.rows
    for number, row in enumerate(rows):
        if row.heads:
            first, behind = row.heads
            assert first < behind <= number
            assert all(rows[head].heads is None and rows[head].keep_with_next for head in range(first, behind))


@pytest.mark.parametrize("name", samples())
def test_typing_into_a_line_of_the_blank_form_fills_that_line(name: str) -> None:
    """A skeleton line gives way to the row typed into it, at the same height of the paper."""
    filing = samples()[name]
    form = built_in(filing.form)
    paper = compose(form, filing)
    for place, slot in paper.binding.items():
        if not slot.new_row:
            continue
        at = parse_path(slot.path)
        after = filing.copy()
        after.apply([(f"tables.{at.table}[+{at.row}].{at.column}", "新填")])
        after.apply([(f"tables.{at.table}[{at.row}].{column}", text) for column, text in slot.new_row.items()])
        filled = compose(form, after)
        assert filled.place_of(f"tables.{at.table}[{at.row}].{at.column}") == place
        assert len(filled.sheet.rows) == len(paper.sheet.rows)


# -- single mechanisms -----------------------------------------------------------------------------------------------


def test_full_layout_takes_any_mixture_of_columns() -> None:
    form = built_in("allocation")
    row = {column.id: "1" for column in form.tables_by_id["rows"].columns if column.on_paper}
    filing = Filing(
        "allocation", values={"title": "表", "unit": "元", "direct_fund_mark": "01"}, tables={"rows": [row]}
    )
    filing.values |= {name: "2101301" for name in form.fields_by_id if "code" in name}
    paper = compose(form, filing)
    assert paper.sheet.page.width_mm == 297
    assert set(content_paths(form, filing)) == set(paper.places) - {path for path in paper.places if "[+" in path}
    assert faults_of_grid(paper) == []


def test_year_region_prefix_suffix_and_blank() -> None:
    form = built_in("declaration")
    blank = compose(form, Filing("declaration"))
    texts = [text for line in lines_of(blank) for text in line]
    assert "（　　　年度）" in texts
    assert "填报单位：（签章）" in texts
    assert "填报日期：　　　年　　月　　日" in texts
    filled = compose(form, Filing("declaration", year=2020, values={"filling_unit": "医保局", "filled_on": "20200601"}))
    texts = [text for line in lines_of(filled) for text in line]
    assert {"（2020年度）", "填报单位：医保局（签章）", "填报日期：20200601"} <= set(texts)
    slot = filled.binding[filled.places["values.filling_unit"]]
    assert (slot.prefix, slot.suffix) == ("填报单位：", "（签章）")


def test_foot_names_form_region_and_year() -> None:
    paper = compose(built_in("declaration"), Filing("declaration", year=2020), COUNTY)
    assert paper.sheet.page.foot_left == "预算绩效目标申报表 · 山东省聊城市阳谷县 · 2020年度"
    assert compose(built_in("declaration"), Filing("declaration")).sheet.page.foot_left == "预算绩效目标申报表"


def test_seal_boxes_are_high_enough_and_persons_have_none() -> None:
    paper = compose(built_in("fund-usage"), Filing("fund-usage"), COUNTY)
    seals = [cell for cell in paper.sheet.cells if cell.role == "seal"]
    assert [cell.seal.step for cell in seals if cell.seal] == ["unit", "finance"]
    assert all(paper.sheet.rows[cell.row].least_mm >= 48 for cell in seals)
    handler = next(cell for cell in paper.sheet.cells if "单位经办人签章" in cell.text)
    assert handler.seal is None and handler.role == "paper" and "年　　月　　日" in handler.text


def test_what_has_no_place_stands_in_lines_above_the_seals() -> None:
    filing = Filing(
        "target-breakdown",
        values={"extra:经办科室": "待遇科"},
        tables={"indicators": [{"level3": "参保率", "extra:权重": "10"}]},
    )
    paper = compose(built_in("target-breakdown"), filing)
    lines = lines_of(paper)
    assert ["经办科室", "待遇科"] in lines
    assert ["绩效指标第1行权重", "10"] in lines
    seal = next(row for row, line in enumerate(lines) if "财政部门" in line)
    assert paper.places["values.extra:经办科室"][0] < seal
    assert paper.binding[paper.places["values.extra:经办科室"]].prefix == ""


def test_a_single_column_prints_label_and_text_in_one_cell() -> None:
    form = read_form(
        """
        schema = 1
        id = "note"
        title = "便签"
        version = "1"
        field = [{ id = "text", label = "正文" }]
        page = { columns_mm = [100] }
        section = [{ kind = "row", cells = [{ field = "text" }] }]
        """,
        "note.toml",
    )
    paper = compose(form, Filing("note", values={"extra:附注": "完"}))
    assert lines_of(paper)[-1] == ["附注：完"]
    assert paper.binding[1, 0].prefix == "附注："


MADE_UP = """
schema = 1
id = "village-visit"
title = "走访登记表"
version = "2"
title_field = "village"

field = [
  { id = "village", label = "村名", required = true },
  { id = "kind", label = "方式", type = "choice", options = ["入户", "电话"], multiple = true },
  { id = "told", label = "情况", type = "long-text" },
]
review = [{ id = "head", title = "负责人", seal = false }]

[[table]]
id = "people"
label = "人员"
column = [
  { id = "group", label = "组", group = true },
  { id = "name", label = "姓名" },
  { id = "phone", label = "电话", type = "phone" },
]

[page]
margins_mm = [20, 20, 20, 20]
columns_mm = [30, 50, 50, 40]

[[section]]
kind = "title"
cells = [{ text = "{region}走访登记表", cols = 4 }]

[[section]]
kind = "row"
cells = [{ text = "村名", rows = 2 }, { field = "village" }, { text = "方式" }, { field = "kind" }]

[[section]]
kind = "row"
cells = [{ field = "told", cols = 3 }]

[[section]]
kind = "table"
table = "people"
least_rows = 3
body = [{ serial = true }, { column = "group", merge = "group" }, { column = "name" }, { column = "phone" }]

[[section]]
kind = "review"
cells = [{ text = "签字" }, { review = "head", cols = 3 }]
"""


def test_a_new_form_is_one_text() -> None:
    form = read_form(MADE_UP, "village-visit.toml")
    filing = Filing(
        "village-visit",
        values={"village": "东村", "kind": "入户、电话", "told": "已告知\n政策"},
        tables={"people": [{"group": "一组", "name": "甲"}, {"group": "一组", "name": "乙", "phone": "0635-0000001"}]},
    )
    paper = compose(form, filing, COUNTY)
    assert faults_of_grid(paper) == []
    assert lines_of(paper) == [
        ["阳谷县走访登记表"],
        ["村名", "东村", "方式", "入户\u00a0☑   电话\u00a0☑"],
        ["已告知\n政策"],
        ["序号", "组", "姓名", "电话"],
        ["1", "一组", "甲"],
        ["2", "乙", "0635-0000001"],
        [],
        ["签字", "（签章）\n　　年　　月　　日"],
    ]
    assert paper.binding[4, 1].paths == ("tables.people[0].group", "tables.people[1].group")
    assert paper.binding[6, 2].path == "tables.people[+2].name"


def test_signatures_never_stand_alone_on_a_page():
    sheet = compose(built_in("declaration"), Filing("declaration")).sheet
    keeps = [row.keep_with_next for row in sheet.rows]
    assert keeps[-4:] == [True, True, True, False], "content with boxes, all boxes together, boxes with the foot line"
