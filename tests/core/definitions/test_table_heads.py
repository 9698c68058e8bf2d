"""Tables that bring their own head along are read by the names of their columns."""

from medaid_desktop.core.definitions.table_heads import named_rows
from medaid_desktop.store.forms.form_library import FormLibrary

FORM = FormLibrary().get("declaration")


def test_columns_are_told_by_their_labels_in_any_order() -> None:
    cells = [
        ["指标值", "序号", "三级指标", "二级指标", "一级指标"],
        ["≥1人", "1", "甲", "数量指标", "产出指标"],
        ["≥2人", "2", "乙", "", ""],
        ["100%", "3", "丙", "质量指标", ""],
    ]
    found = named_rows(FORM, cells)
    assert found is not None
    assert (found.table, found.unknown) == ("indicators", [])
    assert [(row["level1"], row["level2"], row["level3"], row["target"]) for row in found.rows] == [
        ("产出指标", "数量指标", "甲", "≥1人"),
        ("产出指标", "数量指标", "乙", "≥2人"),
        ("产出指标", "质量指标", "丙", "100%"),
    ]


def test_a_title_above_and_unknown_columns() -> None:
    cells = [["绩效目标表", "", ""], ["三级指标", "指标值", "责任科室"], ["甲", "1", "基金科"], ["", "", ""]]
    found = named_rows(FORM, cells)
    assert found is not None
    assert (len(found.rows), found.unknown) == (1, ["基金科"])


def test_rows_without_a_head_are_no_table() -> None:
    assert named_rows(FORM, [["甲", "1"], ["指标值", "2"]]) is None
