"""Forms made of templates: as good as a built-in one, and their paper looks like the blank form."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings

from medaid_desktop.core.compose import PlaceNames, compose
from medaid_desktop.core.definitions.form_reader import read_form_json
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import FieldDef, Form
from medaid_desktop.core.grid import Grid, GridCell
from medaid_desktop.core.layout import LineSection, TableSection
from medaid_desktop.core.sheet import BOX, LEFT, RIGHT, Cell, Paper
from medaid_desktop.core.templates.filling.filling import fill
from medaid_desktop.core.templates.looks import CellLook, SheetLooks
from medaid_desktop.core.templates.making import form_making
from medaid_desktop.core.templates.making.form_making import form_data, form_json
from medaid_desktop.core.templates.making.form_making_plain import plain_paper
from medaid_desktop.core.templates.making.form_making_start import column_definitions, field_definitions, own_tables
from medaid_desktop.core.templates.template_map import (
    REGION,
    YEAR,
    ColumnMark,
    FieldMark,
    RowMark,
    Spot,
    TableMark,
    TemplateMap,
)
from medaid_desktop.formats.documents import document_of
from medaid_desktop.formats.looks import looks_of
from medaid_desktop.formats.pdf.fonts import default_fonts
from medaid_desktop.formats.pdf.paginate import lay_out
from medaid_desktop.formats.pdf.textblock import TextSetter
from medaid_desktop.recognition.templates.drawing.drawing import draw
from tests.core.papers import built_in, faults_of_grid
from tests.core.templates.books import Setup, workbook
from tests.core.templates.generated import Blank, blanks
from tests.recognition.reading_back import known
from tests.recognition.templates.county_forms import FORMS

SETTER = TextSetter(default_fonts())
SETUPS = {
    "SPENDING": Setup((6, 12, 18, 18, 12, 12, 10, 10), landscape=True),
    "ROSTER": Setup((6, 10, 6, 20, 12, 20, 12, 16, 22), landscape=True, paper=8, font="仿宋_GB2312"),
    "MONITORING": Setup((6, 10, 12, 16, 12, 10, 12, 12, 14, 10), landscape=True, font="仿宋_GB2312"),
    "PROJECT_BANK": Setup((16, 24, 16, 24), font="仿宋", size=12),
}


def made(name: str) -> Iterator[tuple[Form, TemplateMap]]:
    """The forms of a workbook of tests/recognition/templates/county_forms.py, by the whole way from its bytes."""
    content = workbook(FORMS[name], SETUPS.get(name, Setup()))
    document = document_of(content, f"{name}.xlsx")
    looks = looks_of(content, document)
    for found in draw(document, looks, known()):
        base = known().forms.get(found.base)
        data = form_data(found, document.grids[found.grid], looks[found.grid], f"custom:{name}", "1", base)
        yield read_form_json(form_json(data), name), found


def begun(form: Form, year: int | None = 2021) -> Filing:
    """A new filing of a form."""
    tables = {table: [dict(row) for row in rows] for table, rows in form.start.tables.items()}
    return Filing(form.id, year, "371521", values=dict(form.start.values), tables=tables)


def paper(form: Form, filing: Filing | None = None) -> Paper:
    return compose(form, filing or begun(form), PlaceNames("阳谷县", "山东省聊城市阳谷县"))


def cells(shown: Paper) -> dict[str, Cell]:
    return {"".join(cell.text.split()): cell for cell in shown.sheet.cells if cell.text.strip()}


@pytest.fixture(autouse=True)
def never_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """The way out for layouts that the strict reader refuses is never needed."""
    monkeypatch.setattr(form_making, "_is_sound", lambda data: bool(read_form_json(form_json(data), "")))


@given(blanks())
@settings(max_examples=25, deadline=None)
def test_any_map_becomes_a_form_that_prints_every_field(blank: Blank) -> None:
    found, grid, looks = blank
    form = read_form_json(form_json(form_data(found, grid, looks, "custom:某表", "1")), "")
    (layout,) = form.layouts
    assert [field.id for field in form.fields] == [field.id for field in field_definitions(found)]
    assert layout.shown_values == {field.id for field in form.fields}
    for table in own_tables(found):
        assert layout.shown_columns[table.id] >= {column.id for column in column_definitions(table)}
    shown = paper(form)
    assert faults_of_grid(shown) == []
    assert all(shown.place_of(f"values.{field.id}") for field in form.fields)
    steps = {cell.seal.step for cell in shown.sheet.cells if cell.seal}
    assert steps <= {mark.step.id for mark in found.reviews}
    lay_out(shown.sheet, SETTER)


@given(blanks())
@settings(max_examples=12, deadline=None)
def test_the_plain_paper_holds_all_fields_too(blank: Blank) -> None:
    found, grid, looks = blank
    data = form_data(found, grid, looks, "custom:某表", "1")
    data["page"], data["section"] = plain_paper(found, looks)
    form = read_form_json(form_json(data), "")
    assert form.layouts[0].shown_values == {field.id for field in form.fields}
    lay_out(paper(form).sheet, SETTER)


@pytest.mark.parametrize("name", FORMS)
def test_forms_of_counties_become_forms(name: str) -> None:
    forms = list(made(name))
    assert forms
    for form, found in forms:
        shown = paper(form)
        printed = {"".join(one.text.split()) for one in found.printed}
        assert {text for text in printed - set(cells(shown)) if text not in "".join(cells(shown))} == set()
        own = {mark.definition.id for mark in found.fields} - {YEAR, REGION}
        assert all(shown.place_of(f"values.{name}") for name in own)
        assert not any(field.required for field in form.fields if field.id not in own)
        lay_out(shown.sheet, SETTER)


def test_lines_of_a_class_wait_as_often_as_the_blank_form_has_them() -> None:
    ((form, _),) = made("MONITORING")
    section = next(
        one for one in form.layouts[0].sections if isinstance(one, TableSection) and one.table == "indicators"
    )
    assert section.side is not None and section.side.text == "绩效指标"
    assert [line["level2"] for line in section.skeleton] == [
        "数量指标",
        "质量指标",
        "社会效益指标",
        "服务对象满意度指标",
    ]
    assert [body.merge for body in section.body][:3] == ["group", "group", ""]
    assert form.layouts[0].landscape
    assert form.layouts[0].font == "fangsong"


def test_totals_stand_below_the_rows_and_keep_their_fields() -> None:
    ((form, _),) = made("SPENDING")
    sections = form.layouts[0].sections
    table = next(number for number, one in enumerate(sections) if isinstance(one, TableSection))
    below = [cell for section in sections[table + 1 :] if isinstance(section, LineSection) for cell in section.cells]
    assert "合计" in [cell.text for cell in below]
    assert [len(row) for row in sections[table].head] == [7, 2]  # type: ignore[union-attr]
    shown = cells(paper(form))
    assert shown["金额"].cols == 2 and shown["支出日期"].rows == 2
    assert "阳谷县2021年医疗救助补助资金支出明细表" in shown
    assert [cell.text for cell in paper(form).sheet.cells if cell.text in ("1", "2", "3")] == ["1", "2", "3"]


def test_given_rows_are_what_a_new_filing_begins_with() -> None:
    ((form, _),) = made("CROSS")
    rows = form.start.tables["rows"]
    assert [row["extra:项目"] for row in rows][:2] == ["一、收入合计", "（一）中央补助"]
    assert all("extra:2023年执行数" not in row for row in rows)


def test_several_fields_of_a_cell_stand_beside_each_other_within_its_rules() -> None:
    ((form, _),) = made("PROJECT_BANK")
    shown = paper(form)
    unit = cells(shown)["申报单位：（盖章）"]
    date = cells(shown)["申报时间：年月日"]
    assert unit.row == date.row and unit.col + unit.cols == date.col
    assert unit.style.border == date.style.border == 0
    form_boxes = cells(shown)["□一次性项目□经常性项目"]
    filing = begun(form)
    filing.values["project_category"] = "经常性项目"
    path = next(path for path in ("values.project_category", "values.extra:项目类别") if shown.place_of(path))
    filing.values[path.removeprefix("values.")] = "经常性项目"
    assert form_boxes.text.replace(" ", "").replace("□经", "☑经") in {
        cell.text.replace(" ", "") for cell in paper(form, filing).sheet.cells
    }


def mark(
    field: str, row: int, col: int, prefix: str = "", blank: str = "", suffix: str = "", **more: object
) -> FieldMark:
    spot = Spot(row, col, int(more.pop("rows", 1)), int(more.pop("cols", 1)))  # type: ignore[call-overload]
    return FieldMark(spot, FieldDef(field, field, **more), prefix, blank, suffix)  # type: ignore[arg-type]


def test_lines_of_fields_in_one_cell_become_lines_of_the_paper() -> None:
    marks = (mark("a", 0, 1, "一、概况："), mark("b", 0, 1, "\n二、依据："), mark("c", 0, 1, "　电话："))
    grid = Grid("表", (GridCell(0, 0, "说明"), GridCell(0, 1, "一、概况：\n二、依据：　电话：")), 1, 2)
    looks = SheetLooks((30.0, 120.0), (40.0,), {(0, 0): CellLook(align="center"), (0, 1): CellLook()})
    form = read_form_json(
        form_json(form_data(TemplateMap("表", 0, "某表", fields=marks), grid, looks, "custom:x", "1")), ""
    )
    shown = cells(paper(form))
    assert shown["说明"].rows == 2
    assert (shown["一、概况："].row, shown["二、依据："].row, shown["电话："].row) == (0, 1, 1)
    assert shown["二、依据："].style.border & RIGHT == 0 and shown["电话："].style.border & LEFT == 0
    assert sum(row.least_mm for row in paper(form).sheet.rows) == pytest.approx(40.0, abs=0.2)


def test_a_cell_beside_fields_and_a_table_reaches_over_all_its_rows() -> None:
    texts = [
        (0, 0, "绩效目标", 4, 1),
        (0, 1, "总体目标", 1, 1),
        (1, 1, "指标", 1, 1),
        (1, 2, "指标值", 1, 1),
        (3, 1, "合计", 1, 1),
    ]
    table = TableMark(
        "rows", "指标", (1, 2),
        (ColumnMark(1, 1, FieldDef("name", "指标")), ColumnMark(2, 1, FieldDef("target", "指标值", "target"))),
        (RowMark(2), RowMark(3, "total")),
    )  # fmt: skip
    found = TemplateMap("表", 0, "某表", fields=(mark("goal", 0, 2), mark("sum", 3, 2)), tables=(table,))
    grid = Grid("表", tuple(GridCell(*cell) for cell in texts), 4, 3)
    looks = SheetLooks((12.0, 60.0, 60.0), (8.0,) * 4, {(r, c): CellLook() for r in range(4) for c in range(3)})
    form = read_form_json(form_json(form_data(found, grid, looks, "custom:x", "1")), "")
    filing = begun(form)
    filing.tables["rows"] = [{"name": name} for name in ("甲", "乙", "丙")]
    side = cells(paper(form, filing))["绩效目标"]
    assert (side.row, side.col, side.rows) == (0, 0, 6)
    assert len(paper(form, filing).sheet.rows) == 6
    assert cells(paper(form, filing))["合计"].row == 5


def test_texts_printed_for_the_office_are_start_and_prompts_are_not() -> None:
    marks = (
        mark("project_name", 0, 1, blank="城乡医疗救助补助资金"), mark("period", 1, 1, blank="　　年　　月", type="period"),
        replace(mark("sum", 2, 1, blank="0.00", type="amount"), computed=True), mark("basis", 3, 1, blank="（200字以内）"),
    )  # fmt: skip
    grid = Grid("表", tuple(GridCell(row, 0, f"第{row}项") for row in range(4)), 4, 2)
    data = form_data(TemplateMap("表", 0, "某表", fields=marks), grid, SheetLooks(), "custom:x", "1")
    form = read_form_json(form_json(data), "")
    assert form.start.values == {"project_name": "城乡医疗救助补助资金"}
    assert form.title_field == "project_name"
    shown = [cell.text for cell in paper(form).sheet.cells]
    assert "（200字以内）" in shown and "　　年　　月" in shown and "0.00" not in shown
    assert json.loads(form_json(data)) == data


def test_a_year_in_a_title_becomes_that_of_the_filing() -> None:
    year = FieldMark(Spot(0, 0, 1, 2), FieldDef(YEAR, "年度"), "（", "　　　", "年度）")
    cells_of = (GridCell(0, 0, "（　　　年度）", 1, 2), GridCell(1, 0, "名称"))
    found = TemplateMap("表", 0, "某表", fields=(year, mark("name", 1, 1)))
    form = read_form_json(form_json(form_data(found, Grid("表", cells_of, 2, 2), SheetLooks(), "custom:x", "1")), "")
    assert "（2021年度）" in cells(paper(form))


def test_what_is_known_of_the_base_form_is_taken_over() -> None:
    base = built_in("declaration")
    marks = (mark("starts", 0, 1, type="date"), mark("period", 1, 1, type="period"))
    table = TableMark(
        "schedule", "计划", (2, 3), (ColumnMark(0, 1, FieldDef("activity", "内容")), ColumnMark(1, 1, FieldDef("starts", "开始", "date"))), (RowMark(3),)
    )  # fmt: skip
    grid = Grid(
        "表", (GridCell(0, 0, "起"), GridCell(1, 0, "期限"), GridCell(2, 0, "内容"), GridCell(2, 1, "开始")), 4, 2
    )
    found = TemplateMap("表", 0, "申报表", base="declaration", fields=marks, tables=(table,))
    form = read_form_json(form_json(form_data(found, grid, SheetLooks(), "custom:x", "1", base)), "")
    assert form.base == "declaration" and form.purpose == base.purpose
    assert form.tables[0].columns[1].carry == "shift"


def test_an_allocation_keeps_the_columns_that_are_not_printed() -> None:
    ((form, _),) = made("ALLOCATION")
    assert {"role", "depth", "region"} <= {
        column.id for column in form.tables_by_id["rows"].columns if not column.on_paper
    }


def test_columns_are_scaled_to_the_page_and_larger_paper_to_a4() -> None:
    ((form, _),) = made("ROSTER")
    layout = form.layouts[0]
    assert layout.landscape and layout.size_pt >= 10
    assert sum(layout.columns_mm) == pytest.approx(297 - layout.margins_mm[0] - layout.margins_mm[2], abs=1.5)
    grid = Grid("表", (GridCell(0, 0, "名称"),), 1, 3)
    looks = SheetLooks((60.0, 100.0, 100.0), (9.0,), {(0, 0): CellLook(size_pt=12), (0, 1): CellLook(size_pt=12)})
    found = TemplateMap("表", 0, "某表", fields=(mark("name", 0, 1, cols=2),))
    wide = read_form_json(form_json(form_data(found, grid, looks, "custom:x", "1")), "").layouts[0]
    assert sum(wide.columns_mm) == pytest.approx(174, abs=0.5)
    assert wide.size_pt == 8.0
    assert wide.columns_mm[1] / wide.columns_mm[0] == pytest.approx(200 / 60, rel=0.02)


def test_a_document_without_looks_is_ruled_all_the_same() -> None:
    grid = Grid("表", (GridCell(0, 0, "情况表", 1, 2), GridCell(1, 0, "名称")), 2, 2)
    found = TemplateMap("表", 0, "情况表", fields=(mark("name", 1, 1),))
    shown = cells(paper(read_form_json(form_json(form_data(found, grid, SheetLooks(), "custom:x", "1")), "")))
    assert shown["名称"].style.border == BOX and shown["情况表"].style.border == 0


def test_paragraphs_around_the_table_of_a_letter_are_lines_of_the_paper() -> None:
    above = ("附件3", "　　　　年度人数变动表", "填报单位：　　　　单位：人　日期：")
    unit = replace(mark("unit_name", 2, 0, "填报单位：", "　　　　", "单位：人"), spot=Spot(2, within="above"))
    date = replace(mark("filled_on", 2, 0, "　日期："), spot=Spot(2, within="above"))
    filler = replace(mark("filler", 1, 0, "填表人："), spot=Spot(1, within="below"))
    year = FieldMark(Spot(1, within="above"), FieldDef(YEAR, "年度"), "　　　", "　", "年度人数变动表")
    grid = Grid(
        "", (GridCell(0, 0, "类别"), GridCell(0, 1, "人数")), 1, 3, above=above, below=("注：一式两份。", "填表人：")
    )
    found = TemplateMap("", 0, "年度人数变动表", fields=(year, unit, date, mark("count", 0, 2), filler))
    form = read_form_json(form_json(form_data(found, grid, SheetLooks(), "custom:x", "1")), "")
    filing = begun(form)
    filing.values["unit_name"] = "阳谷县医保局"
    shown = [cell for cell in paper(form, filing).sheet.cells if cell.text.strip()]
    assert [cell.text.strip() for cell in shown] == [
        "附件3", "2021年度人数变动表", "填报单位：阳谷县医保局　　单位：人", "日期：", "类别", "人数", "注：一式两份。", "填表人：",
    ]  # fmt: skip
    assert shown[2].row == shown[3].row and shown[1].style.font == "title"


def test_a_template_with_very_many_cells_keeps_all_fields() -> None:
    rows, cols = 2500, 120
    looks = SheetLooks((10.0,) * cols, (6.0,) * rows, {(row, 0): CellLook() for row in range(rows)})
    marks = tuple(mark(f"f{row}", row, 1) for row in (0, 100, 2499))
    grid = Grid("表", (GridCell(0, 0, "名称"), GridCell(2499, 0, "末")), rows, cols)
    form = read_form_json(
        form_json(form_data(TemplateMap("表", 0, "某表", fields=marks), grid, looks, "custom:x", "1")), ""
    )
    assert form.layouts[0].shown_values == {"f0", "f100", "f2499"}


def test_what_the_base_form_knows_and_the_paper_has_no_place_for_is_kept() -> None:
    ((form, found),) = made("MONITORING")
    base = built_in(form.base)
    assert {field.id for field in base.fields} <= form.fields_by_id.keys()
    placed = {mark.definition.id for mark in found.fields} | form.layouts[0].shown_values
    assert not any(form.fields_by_id[field.id].required for field in base.fields if field.id not in placed)
    for table in base.tables:
        assert {column.id for column in table.columns} <= {one.id for one in form.tables_by_id[table.id].columns}
    name = next(field.id for field in base.fields if field.id not in placed)
    filing = Filing(form.id, values={name: "照旧"}, tables={"indicators": [{"level3": "参保", "level4": "低保对象"}]})
    assert "照旧" in "".join(cell.text for cell in compose(form, filing, PlaceNames("", "")).sheet.cells)
    said = fill(found, form, filing).notices
    assert any(form.fields_by_id[name].label in one and "照旧" in one for one in said)


def test_a_form_like_no_other_has_just_its_own_fields() -> None:
    for name in FORMS:
        for form, found in made(name):
            if not form.base:
                assert form.layouts[0].shown_values == form.fields_by_id.keys()
                assert form.tables_by_id.keys() == {table.id for table in own_tables(found)}
