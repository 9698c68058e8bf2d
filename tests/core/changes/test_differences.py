"""What differs between two contents, in the form's words."""

import pytest

from medaid_desktop.core.changes.differences import Difference, compare, path_on
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import FieldDef, Form, TableDef
from medaid_desktop.core.layout import Layout

FORM = Form(
    "declaration", "申报表", "1",
    fields=(FieldDef("project_name", "项目名称"), FieldDef("overview", "项目概况", "long-text")),
    tables=(
        TableDef("indicators", "绩效指标", (
            FieldDef("level1", "一级指标", group=True), FieldDef("level3", "指标内容", required=True),
            FieldDef("level4", "四级指标"), FieldDef("target", "指标值", "target"),
        )),
    ),
    layouts=(Layout("", "", False, (20, 20, 20, 20), (100.0,), ()),),
)  # fmt: skip
A = {"level1": "产出指标", "level3": "资助参保人数", "target": "≥95%"}
B = {"level1": "产出指标", "level3": "住院救助人次", "target": "≥300人次"}
C = {"level1": "满意度指标", "level3": "服务对象满意度", "target": "≥90%"}
D = {"level1": "效益指标", "level3": "困难群众负担", "target": "明显减轻"}


def _filing(*rows: dict[str, str], **values: str) -> Filing:
    return Filing("declaration", values=dict(values), tables={"indicators": [dict(row) for row in rows]})


def _short(found: list[Difference]) -> list[tuple[str, str, str, str]]:
    return [(one.kind, one.before_path, one.after_path, one.field) for one in found]


def test_equal_contents_do_not_differ() -> None:
    assert compare(FORM, _filing(A, B, overview="文"), _filing(A, B, overview="文")) == []


def test_fields_stand_in_the_order_of_the_form_and_unknown_ones_last() -> None:
    before = Filing("declaration", values={"extra:备忘": "旧", "overview": "一"})
    after = Filing("declaration", values={"overview": "二", "project_name": "名"})
    found = compare(FORM, before, after)
    assert [(one.field, one.before, one.after) for one in found] == [
        ("项目名称", "", "名"), ("项目概况", "一", "二"), ("备忘", "旧", ""),
    ]  # fmt: skip
    assert found[2].before_path == "values.extra:备忘"


def test_a_changed_cell_names_its_row() -> None:
    (found,) = compare(FORM, _filing(A, B), _filing(A, B | {"target": "≥400人次"}))
    assert (found.field, found.row) == ("指标值", "绩效指标第 2 行“住院救助人次”")
    assert (found.before, found.after, found.after_path) == ("≥300人次", "≥400人次", "tables.indicators[1].target")


def test_an_inserted_row_is_one_difference() -> None:
    (found,) = compare(FORM, _filing(A, B, C), _filing(A, D, B, C))
    assert (found.kind, found.after_path, found.row) == (
        "added",
        "tables.indicators[1]",
        "绩效指标第 2 行“困难群众负担”",
    )
    assert found.after == "一级指标：效益指标\n指标内容：困难群众负担\n指标值：明显减轻"


def test_a_deleted_row_is_one_difference() -> None:
    (found,) = compare(FORM, _filing(A, B, C), _filing(A, C))
    assert (found.kind, found.before_path, found.after_path) == ("removed", "tables.indicators[1]", "")
    assert "住院救助人次" in found.before


def test_a_moved_row_is_one_difference_and_its_changed_cell_another() -> None:
    found = compare(FORM, _filing(A, B, C, D), _filing(D | {"target": "减轻"}, A, B, C))
    assert _short(found) == [
        ("moved", "tables.indicators[3]", "tables.indicators[0]", ""),
        ("changed", "tables.indicators[3].target", "tables.indicators[0].target", "指标值"),
    ]
    assert (found[0].before, found[0].after) == ("第 4 行", "第 1 行")


def test_deleted_rows_stand_where_they_were() -> None:
    found = compare(FORM, _filing(A, B, C, D), _filing(A | {"target": "1"}, C | {"target": "2"}))
    assert [(one.kind, one.row[6:7]) for one in found] == [
        ("changed", "1"),
        ("removed", "2"),
        ("changed", "2"),
        ("removed", "4"),
    ]


def test_rows_of_one_name_are_told_by_group_and_fourth_level() -> None:
    before = _filing(A | {"level4": "特困"}, A | {"level4": "低保"}, A | {"level4": "优抚"})
    after = _filing(A | {"level4": "特困"}, A | {"level4": "优抚", "target": "1"})
    assert [one.kind for one in compare(FORM, before, after)] == ["removed", "changed"]


def test_tables_the_form_does_not_know_are_compared_too() -> None:
    (found,) = compare(FORM, Filing("x"), Filing("x", tables={"other": [{"c": "文"}]}))
    assert (found.kind, found.row, found.after) == ("added", "other第 1 行", "c：文")


@pytest.mark.parametrize(
    ("path", "now"),
    [
        ("values.overview", "values.overview"),
        ("tables.indicators[0].target", "tables.indicators[1].target"),
        ("tables.indicators[2]", "tables.indicators[2]"),
        ("tables.indicators[1].target", ""),
    ],
)
def test_a_path_is_followed_to_where_its_row_is_now(path: str, now: str) -> None:
    assert path_on(FORM, _filing(A, B, C), _filing(D, A, C), path) == now
