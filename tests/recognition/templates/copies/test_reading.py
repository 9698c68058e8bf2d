"""Filled copies read by the map of their form: what filling has done is undone, to the letter."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.filing import Filing, Row
from medaid_desktop.core.forms import FieldDef, TableDef
from medaid_desktop.core.grid import Grid, GridCell, Place
from medaid_desktop.core.templates.making.form_making_start import is_nought
from medaid_desktop.core.templates.template_map import TableMark
from medaid_desktop.core.texts.choices import SEPARATOR
from medaid_desktop.recognition.corrected.anchors import correction
from medaid_desktop.recognition.corrections import Kind
from medaid_desktop.recognition.templates.copies.cell_text import as_typed
from medaid_desktop.recognition.templates.drawing.drawing import draw
from medaid_desktop.recognition.understood import Understood
from tests.recognition.reading_back import known
from tests.recognition.templates.blank_forms import SAMPLES, Content, Sample, content, kept, knowing, read, sample
from tests.recognition.templates.county_forms import FORMS
from tests.recognition.templates.paper import document, sheet

ALL = knowing()
WORDS = "救助对象人数比例及时明显提高350.5%≥3,064元/人·月（含）、；一二三abcXYZ☑+-=@ \n"


def _text(random: Random, definition: FieldDef) -> str:
    if definition.type == "choice":
        words = [word for word in definition.options if random.random() < 0.5]
        return SEPARATOR.join(words if definition.multiple else words[:1])
    if random.random() < 0.3:
        return ""
    text = "".join(random.choices(WORDS, k=random.randint(1, 12))).strip()
    return f"甲{text}乙" if text else ""


def _rows(random: Random, table: TableDef, mark: TableMark | None) -> list[Row]:
    """Rows in the order of groups: the form's own, some left out, and others."""
    placed = {column.definition.id for column in mark.columns} if mark else set[str]()
    groups = [column.id for column in table.columns if column.group and column.id in placed]
    given = (
        [{name: row.given.get(name, "") for name in groups} for row in mark.rows if row.kind == "row"] if mark else []
    )
    rows: list[Row] = []
    for names in given:
        for _ in range(random.choice((0, 1, 1, 2))):
            rows.append({name: text for name, text in names.items() if text})
    rows += [{name: f"其他{name}" for name in groups} for _ in range(random.choice((0, 0, 1, 4)))]
    own = [column for column in table.columns if not column.group and column.on_paper and column.id in placed]
    for number, row in enumerate(rows):
        row |= {column.id: text for column in own if (text := _text(random, column))}
        row.setdefault(own[0].id, f"指标{number}")
        if number and "level4" in placed and random.random() < 0.5:  # an indicator told by groups of people
            row["level3"] = rows[number - 1]["level3"]
    return rows


def some_filing(sample: Sample, random: Random) -> Filing:
    """A filing of a form, as a clerk may have written it."""
    form, marks = sample.form, {mark.id: mark for mark in sample.stored.map.tables}
    tables = {name: rows for name, mark in marks.items() if (rows := _rows(random, form.tables_by_id[name], mark))}
    shown = form.layouts[0].shown_values
    values = {field.id: text for field in form.fields if field.id in shown and (text := _text(random, field))}
    return Filing(form.id, random.choice((2020, 2025)), None, form_version=form.version, values=values, tables=tables)


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_a_filled_form_reads_as_the_filing(name: str, seed: int) -> None:
    sample = SAMPLES[name]
    filing = some_filing(sample, Random(seed))
    (found,) = read(sample.filled(filing), knowledge=ALL)
    assert found.form == filing.form
    assert found.filing.form_version == "1"
    assert content(found.filing) == content(filing)
    if any(mark.definition.id == "{year}" for mark in sample.stored.map.fields):
        assert found.filing.year == filing.year


# -- cell by cell --------------------------------------------------------------------------------------------------------


def only(grid: Grid) -> Understood:
    (found,) = read(grid, knowledge=ALL)
    return found


def with_text(grid: Grid, place: Place, text: str) -> Grid:
    """The grid with another text in a cell."""
    others = tuple(cell for cell in grid.cells if (cell.row, cell.col) != place)
    before = next((cell for cell in grid.cells if (cell.row, cell.col) == place), None)
    span = (before.rows, before.cols) if before else (1, 1)
    return replace(grid, cells=tuple(sorted((*others, GridCell(*place, text, *span)))))


def test_a_blank_form_has_just_what_is_printed_on_it() -> None:
    for name, one in SAMPLES.items():
        values, tables = content(only(one.grid).filing)
        assert values == dict(one.form.start.values), name
        assert tables == {name: [dict(row) for row in rows] for name, rows in one.form.start.tables.items()}, name


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("投资类项目 □\n发展类项目 ☑", "发展类项目"),
        ("投资类项目√  发展类项目□", "投资类项目"),
        ("投资类项目 □\n发展类项目 □", ""),
        ("发展类项目", "发展类项目"),
        ("投资类项目 ☑\n发展类项目 □   专项类☑", "投资类项目、专项类"),
        ("按文件要求", "按文件要求"),
    ],
)
def test_ticks_as_they_are_made(text: str, value: str) -> None:
    found = only(with_text(SAMPLES["申报表"].grid, (2, 4), text))
    assert found.filing.values.get("project_category", "") == value


@pytest.mark.parametrize(
    ("text", "filler", "phone"),
    [
        ("填表人：王一　　　联系电话：0635-0000001", "王一", "0635-0000001"),
        ("填 表 人:王一\n联系电话:0635-0000001", "王一", "0635-0000001"),
        ("填表人：　　　　　　联系电话：0635-0000001", "", "0635-0000001"),
        ("填表人：王一　　　　联系电话：", "王一", ""),
    ],
)
def test_two_values_in_one_cell(text: str, filler: str, phone: str) -> None:
    values = only(with_text(SAMPLES["调查表"].grid, (9, 0), text)).filing.values
    assert (values["filler"], values["filler_phone"]) == (filler, phone)


def test_dates_and_prompts_left_as_they_stand_are_blank() -> None:
    grid = SAMPLES["申报表"].grid
    for text, value in (("年  月 至    年  月", ""), ("2021年1月至2021年12月", "2021年1月至2021年12月")):
        assert only(with_text(grid, (5, 1), text)).filing.values["period"] == value
    for text, value in (("（ 200字以内）", ""), ("按人数测算", "按人数测算")):
        assert only(with_text(grid, (7, 1), text)).filing.values["estimate_basis"] == value


def test_a_total_and_lines_of_dots_are_paper() -> None:
    survey = SAMPLES["调查表"].grid
    grid = with_text(with_text(survey, (4, 1), "住院救助"), (4, 3), "120")
    grid = with_text(with_text(grid, (7, 3), "120"), (5, 1), "……")
    assert content(only(grid).filing)[1] == {"rows": [{"extra:业务事项": "住院救助", "extra:年办理量": "120"}]}


def test_year_and_region_of_the_filing() -> None:
    grid = SAMPLES["区域绩效目标表"].grid
    for place, text in (((1, 0), "（二〇二二年度）"), ((3, 3), "山东省"), ((4, 3), "阳谷县财政局")):
        grid = with_text(grid, place, text)
    found = only(grid)
    assert (found.filing.year, found.filing.region) == (2022, "371521")


def test_labels_sources_and_area() -> None:
    sample = SAMPLES["绩效目标表"]
    filing = Filing(sample.form.id, 2021, values={"project_name": "救助"}, tables={"indicators": [{"level3": "人数"}]})
    found = only(sample.filled(filing))
    assert found.labels[3, 0] == "values.project_name"
    assert found.sources["values.project_name"] == (3, 2)
    assert found.labels[10, 3] == "tables.indicators.level3"
    assert found.area == (0, 0, 19, 6)
    assert found.columns == ["level1", "level2", "level3", "target"]
    assert found.title == "绩效目标表"
    assert found.layout == sample.stored.map.layout != ""


# -- what clerks have corrected ------------------------------------------------------------------------------------------


def corrected(sample: Sample, grid: Grid, *corrections: tuple[Kind, Place | None, str]) -> list[Understood]:
    """What is understood once a clerk has corrected a first reading."""
    first = only(grid)
    made = [correction(grid, first, *one) for one in corrections]
    return read(grid, knowledge=replace(ALL, learned={sample.stored.map.layout: made}))


def test_corrections_of_rows_columns_and_cells_hold() -> None:
    sample = SAMPLES["申报表"]
    rows = [
        {"level1": "产出指标", "level2": "数量指标", "level3": name, "target": "1", "note": "注"} for name in "甲乙"
    ]
    filing = Filing(sample.form.id, 2021, values={"project_name": "救助"}, tables={"indicators": rows})
    grid = sample.filled(filing)
    last = next(cell.row for cell in grid.cells if cell.text == "乙")
    (found,) = corrected(
        sample, grid, ("row", (last, 3), ""), ("column", (11, 5), ""), ("field", (2, 1), "values.contact")
    )
    values, tables = content(found.filing)
    assert tables == {"indicators": [{name: text for name, text in rows[0].items() if name != "note"}]}
    assert values == {"contact": "救助"}
    assert {notice.rule for notice in found.notices} >= {"read.corrected"}


def test_a_clerk_may_say_that_it_is_another_form_or_none() -> None:
    sample = SAMPLES["绩效目标表"]
    grid = sample.filled(some_filing(sample, Random(1)))
    assert [one.form for one in corrected(sample, grid, ("form", None, ""))] == []
    assert [one.form for one in corrected(sample, grid, ("form", None, "project-target"))] == ["project-target"]
    assert [one.form for one in corrected(sample, grid, ("form", None, sample.form.id))] == [sample.form.id]


def test_of_two_forms_alike_the_one_that_a_clerk_names() -> None:
    sample = SAMPLES["绩效目标表"]
    twin = kept(sample.grid, sample.stored.map, "另一个表种")
    filing = some_filing(sample, Random(2))
    grid = sample.filled(filing)
    both = knowing(sample, twin)
    (first,) = read(grid, knowledge=both)
    other = next(one.form.id for one in (sample, twin) if one.form.id != first.form)
    said = replace(both, learned={first.layout: [correction(grid, first, "form", None, other)]})
    (found,) = read(grid, knowledge=said)
    assert (found.form, content(found.filing)) == (other, content(filing))


# -- forms of many counties ----------------------------------------------------------------------------------------------


def _of_counties() -> dict[str, Sample]:
    found: dict[str, Sample] = {}
    for name, text in FORMS.items():
        drawn, looks = document(sheet(text))
        for number, map in enumerate(draw(drawn, looks, known())):
            form = f"{name}{number or ''}"
            found[form] = kept(drawn.grids[map.grid], map, form)
    return found


def _without_computed(sample: Sample, filing: Filing) -> Content:
    """Values and rows without blanks, and without what the document works out itself, which is 0 in these copies."""
    values, tables = content(filing)
    map = sample.stored.map
    computed = {mark.definition.id for mark in map.fields if mark.computed}
    columns = {column.definition.id for table in map.tables for column in table.columns if column.computed}
    return (
        {name: text for name, text in values.items() if name not in computed},
        {
            table: [{n: t for n, t in row.items() if n not in columns and not is_nought(t)} for row in rows]
            for table, rows in tables.items()
        },
    )


def test_forms_of_many_counties_come_home_each_as_itself() -> None:
    samples = _of_counties()
    everything = knowing(*samples.values(), *SAMPLES.values())
    for name, county in samples.items():
        for seed in range(3):
            filing = some_filing(county, Random(f"{name}{seed}"))
            found = read(county.filled(filing), knowledge=everything)
            own = [one for one in found if one.form == filing.form]
            assert len(own) == 1, name
            assert _without_computed(county, own[0].filing) == _without_computed(county, filing), name


ACCOUNTS = sample(
    """
医疗救助资金专户备案表 | < | < | <
账户信息 | 户名：\\n开户行：\\n账号：\\n | < | <
单位地址 |  | 联系人 |
资金来源 | □财政拨款 □社会捐赠 □其他：______ | < | <
""",
    "备案表",
)
LINES = st.text(alphabet="甲乙银行支行12", max_size=6)


@settings(max_examples=40, deadline=None)
@given(st.lists(LINES, min_size=3, max_size=3), st.sampled_from(["", "其他", "其他：借款", "财政拨款"]))
def test_labels_on_lines_of_one_cell_and_words_behind_a_box(values: list[str], source: str) -> None:
    ids = ("extra:户名", "extra:开户行", "extra:账号")
    filing = Filing(ACCOUNTS.form.id, 2024, None, form_version="1", values={"extra:单位地址": "东街"})
    filing.values.update(
        {name: text for name, text in (*zip(ids, values, strict=True), ("extra:资金来源", source)) if text}
    )
    grid = ACCOUNTS.filled(filing)
    texts = {(cell.row, cell.col): cell.text for cell in grid.cells}
    assert texts[1, 1] == "户名：{}\n开户行：{}\n账号：{}\n".format(*values)
    (found,) = read(grid, knowledge=knowing(ACCOUNTS))
    assert content(found.filing) == content(filing)


def test_a_unit_printed_behind_a_blank_may_be_missing() -> None:
    form = sample(
        """
        入户调查登记表 | < | < | <
        被调查人姓名 |      | 所在乡镇 |
        全年自付费用 | 　　　　元 | 人员类别 |
        救助金额     |      | 意见建议 |
        """,
        "入户调查登记表",
    )
    texts = {(1, 1): "王某", (1, 3): "阳谷镇", (2, 1): "350.5", (3, 1): "20"}
    grid = form.grid
    for place, text in texts.items():
        grid = with_text(grid, place, text)
    (found,) = read(grid, knowledge=knowing(form))
    assert found.form == "custom:入户调查登记表"
    assert "350.5" in found.filing.values.values()
    assert not [notice for notice in found.notices if notice.rule == "read.label"]


@pytest.mark.parametrize(
    ("shown", "kind", "read_as"),
    [
        ("¥74.49", "number", "74.49"), ("2,472.00万", "number", "2,472.00"), ("-¥5", "number", "-5"), ("35.5%", "number", "35.5%"),
        ("2,472.00万", "text", "2,472.00万"), ("1:200", "number", "1:200"),
    ],
)  # fmt: skip
def test_what_a_format_shows_beside_a_figure_is_not_typed(shown: str, kind: str, read_as: str):
    cell = GridCell(0, 0, shown, kind=kind)  # type: ignore[arg-type]
    assert as_typed(shown, cell, FieldDef("amount", "金额", "amount")) == read_as
    assert as_typed(shown, cell, FieldDef("note", "备注")) == shown
