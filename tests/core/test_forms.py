"""The built-in forms: every field of the contract, layouts that fit the page, labels that do not break."""

import re
from collections.abc import Iterator

import pytest

from medaid_desktop.core.forms import FieldDef, Form
from medaid_desktop.core.layout import CellSpec, Layout, LineSection, TableSection
from medaid_desktop.core.sheet import A4_MM
from medaid_desktop.errors import UserError
from tests.core.papers import built_in, form_ids

INDICATORS = "level1 level2 level3 level4 target note"
GOALS = "project_name project_leader competent_department implementing_unit funding_total funding_fiscal funding_other annual_goal"
CONTRACT = {
    "allocation": (
        "title unit function_code_central_general function_code_central_lottery function_code_regional_general "
        "economic_code direct_fund_mark",
        {
            "rows": "name role depth region headcount central_general central_lottery regional_general total amount "
            "function_code department_economic_code government_economic_code"
        },
    ),
    "project-target": (GOALS, {"indicators": INDICATORS}),
    "target-breakdown": (
        "project_name budget_unit funding_total funding_fiscal funding_other annual_goal",
        {"indicators": INDICATORS},
    ),
    "regional-target": (
        "project_name province prefecture finance_department competent_department funding_total funding_central "
        "funding_local funding_other annual_goal",
        {"indicators": f"{INDICATORS} upper_target"},
    ),
    "declaration": (
        "filling_unit filled_on project_name project_category project_code competent_department "
        "competent_department_code implementing_unit contact contact_phone project_type item_code period funding_fiscal "
        "estimate_basis overview legal_basis feasibility long_term_goal annual_goal other_matters filler filler_phone",
        {"schedule": "activity starts ends", "indicators": INDICATORS},
    ),
    "fund-usage": (
        "unit filled_on",
        {
            "rows": "upper_received_on document_no issued_on project_name amount fund_nature fund_source received_on "
            "sub_document_no sub_issued_on sub_amount budget_executed spent progress unspent_reason"
        },
    ),
    "monitoring": (
        GOALS,
        {
            "indicators": f"{INDICATORS} actual_to_date expected_full_year likelihood reason",
            "funding": "item initial_budget executed rate expected_full_year",
        },
    ),
    "self-evaluation": (
        "project_name competent_department implementing_unit goal_expected goal_actual total_score",
        {
            "indicators": f"{INDICATORS} actual weight score reason",
            "funding": "item initial_budget budget executed weight rate score",
        },
    ),
}
CHAINS = {
    "allocation": [],
    "project-target": ["implementing", "finance"],
    "target-breakdown": ["budget_unit", "finance"],
    "regional-target": ["competent", "finance", "upper_competent", "upper_finance"],
    "declaration": ["implementing", "competent", "finance_first", "finance_second"],
    "fund-usage": ["unit", "finance", "handler"],
    "monitoring": ["implementing", "finance"],
    "self-evaluation": ["implementing", "competent"],
}
LAYOUTS = [(form_id, layout.id) for form_id in form_ids() for layout in built_in(form_id).layouts]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def layout_of(form_id: str, name: str) -> tuple[Form, Layout]:
    form = built_in(form_id)
    layout = form.layout(name)
    assert layout is not None
    return form, layout


def cells_of(layout: Layout) -> Iterator[CellSpec]:
    """All cells of lines and heads."""
    for section in layout.sections:
        if isinstance(section, LineSection):
            yield from section.cells
        else:
            yield from (cell for row in section.head for cell in row)


def tables_of(layout: Layout) -> list[TableSection]:
    return [section for section in layout.sections if isinstance(section, TableSection)]


@pytest.mark.parametrize("form_id", CONTRACT)
def test_fields_and_columns_of_the_contract(form_id: str) -> None:
    form = built_in(form_id)
    values, tables = CONTRACT[form_id]
    assert sorted(form.fields_by_id) == sorted(values.split())
    assert {table.id: sorted(column.id for column in table.columns) for table in form.tables} == {
        name: sorted(columns.split()) for name, columns in tables.items()
    }


def test_all_eight_forms_are_there() -> None:
    assert set(form_ids()) == set(CONTRACT)


@pytest.mark.parametrize("form_id", CONTRACT)
def test_labels_are_chinese_and_review_chain_is_whole(form_id: str) -> None:
    form = built_in(form_id)
    definitions: list[FieldDef] = [*form.fields, *(column for table in form.tables for column in table.columns)]
    labels = [
        form.title,
        *(d.label for d in definitions),
        *(t.label for t in form.tables),
        *(s.title for s in form.reviews),
    ]
    assert all(CHINESE.search(label) for label in labels)
    assert [step.id for step in form.reviews] == CHAINS[form_id]
    assert [step.id for step in form.reviews if not step.seal] == (["handler"] if form_id == "fund-usage" else [])


@pytest.mark.parametrize(("form_id", "name"), LAYOUTS)
def test_columns_fill_the_printable_width(form_id: str, name: str) -> None:
    _, layout = layout_of(form_id, name)
    left, _, right, _ = layout.margins_mm
    assert sum(layout.columns_mm) == pytest.approx(A4_MM[layout.landscape] - left - right)


@pytest.mark.parametrize(("form_id", "name"), LAYOUTS)
def test_every_review_step_has_its_box(form_id: str, name: str) -> None:
    form, layout = layout_of(form_id, name)
    assert [cell.review for cell in cells_of(layout) if cell.review] == [step.id for step in form.reviews]


@pytest.mark.parametrize("form_id", CONTRACT)
def test_every_field_and_column_has_a_place_in_some_layout(form_id: str) -> None:
    form = built_in(form_id)
    assert set(form.fields_by_id) == {name for layout in form.layouts for name in layout.shown_values}
    for table in form.tables:
        shown = {name for layout in form.layouts for name in layout.shown_columns.get(table.id, ())}
        assert {column.id for column in table.columns if column.on_paper} == shown - {""}


@pytest.mark.parametrize(("form_id", "name"), LAYOUTS)
def test_indicator_tables_have_skeleton_fourth_level_and_note(form_id: str, name: str) -> None:
    form, layout = layout_of(form_id, name)
    if "indicators" not in form.tables_by_id:
        return
    section = next(section for section in tables_of(layout) if section.table == "indicators")
    body = {body.column: body for body in section.body}
    assert body["level3"].merge == "with-next"
    assert (body["level4"].join, body["level4"].split) == ("level3", "row")
    assert "note" in body
    assert section.skeleton and all(list(line) == ["level1", "level2"] for line in section.skeleton)


@pytest.mark.parametrize(("form_id", "name"), LAYOUTS)
def test_tables_have_a_line_to_type_into(form_id: str, name: str) -> None:
    _, layout = layout_of(form_id, name)
    assert all(section.skeleton or section.least_rows for section in tables_of(layout))


# -- widths ----------------------------------------------------------------------------------------------------------

PADDING_MM = 2.8
"""Both sides of a cell in print."""
WESTERN = {".": 0.28, ",": 0.28, " ": 0.25, "%": 0.9}


def width_mm(text: str, size_pt: float) -> float:
    """A generous measure: Chinese characters one em, Western ones as in the widest of the program's fonts."""
    em = size_pt * 25.4 / 72
    return em * sum(
        1 if ord(character) > 0x2E80 or character in "—“”" else WESTERN.get(character, 0.55) for character in text
    )


def placed(layout: Layout) -> Iterator[tuple[float, CellSpec, float]]:
    """(width in mm, cell, size in pt) of every ruled label, by the columns it stands in."""
    hanging = [0] * len(layout.columns_mm)
    for section in layout.sections:
        lines = [section.cells] if isinstance(section, LineSection) else list(section.head)
        side = section.side.cols if isinstance(section, TableSection) and section.side else 0
        if isinstance(section, TableSection) and section.side:
            yield sum(layout.columns_mm[:side]), section.side, layout.size_pt
        if isinstance(section, LineSection) and section.kind in ("title", "line"):
            continue
        for specs in lines:
            column, taken = side, [count > 0 for count in hanging]
            hanging = [max(0, count - 1) for count in hanging]
            for spec in specs:
                while taken[column]:
                    column += 1
                yield sum(layout.columns_mm[column : column + spec.cols]), spec, spec.size_pt or layout.size_pt
                for covered in range(column, column + spec.cols):
                    hanging[covered] = spec.rows - 1
                column += spec.cols


@pytest.mark.parametrize(("form_id", "name"), LAYOUTS)
def test_no_label_breaks_but_where_it_says_so(form_id: str, name: str) -> None:
    _, layout = layout_of(form_id, name)
    for width, spec, size in placed(layout):
        for line in spec.text.split("\n"):
            assert width_mm(line, size) <= width - PADDING_MM + 0.05, line


@pytest.mark.parametrize(("form_id", "name"), LAYOUTS)
def test_amounts_and_group_names_fit_their_columns(form_id: str, name: str) -> None:
    form, layout = layout_of(form_id, name)
    longest = {"amount": "33,470,000.00" if form_id == "fund-usage" else "20810.88", "number": "100.00%"}
    for section in tables_of(layout):
        column = section.side.cols if section.side else 0
        for body in section.body:
            width = sum(layout.columns_mm[column : column + body.cols])
            definition = form.tables_by_id[section.table].column(body.column)
            column += body.cols
            if definition is None:
                continue
            texts = [longest.get(definition.type, "")]
            texts += {"level1": ["满意度指标"], "level2": ["社会效益指标", "可持续影响指标"]}.get(body.column, [])
            if body.column in ("weight", "score"):
                texts = ["12.5" if body.column == "weight" else "98.01"]
            for text in texts:
                assert width_mm(text, layout.size_pt) <= width - PADDING_MM + 0.05, (body.column, text)


# -- the model -------------------------------------------------------------------------------------------------------


def test_definition_of_what_the_form_does_not_know() -> None:
    form = built_in("declaration")
    assert form.definition("", "funding_fiscal").unit == "万元"
    assert form.definition("indicators", "target").type == "target"
    assert form.definition("", "extra:经办科室") == FieldDef("extra:经办科室", "经办科室")
    assert form.definition("nothing", "x") == FieldDef("x", "x")


@pytest.mark.parametrize(
    ("table", "name", "message"),
    [
        ("people", "name", "《预算绩效目标申报表》没有表格 people：values.x。可用的表格：schedule、indicators。"),
        ("schedule", "begin", "《预算绩效目标申报表》没有字段 begin：values.x。可用的字段：activity、starts、ends。"),
        ("schedule", "extra:", "《预算绩效目标申报表》没有字段 extra：values.x。可用的字段：activity、starts、ends。"),
    ],
)
def test_unknown_names_are_refused(table: str, name: str, message: str) -> None:
    with pytest.raises(UserError) as caught:
        built_in("declaration").check_name(table, name, "values.x")
    assert str(caught.value) == message


def test_known_and_extra_names_pass() -> None:
    form = built_in("declaration")
    form.check_name("", "overview", "")
    form.check_name("", "extra:经办科室", "")
    form.check_name("indicators", "extra:权重", "")
