"""How a table lies on paper: merged groups, joined columns, serial numbers."""

from typing import Any

from medaid_desktop.core.filing import Filing, Row
from medaid_desktop.core.forms import FieldDef, Form, TableDef
from medaid_desktop.core.layout import BodySpec, Layout, TableSection
from medaid_desktop.core.paper.lines import OpenLine
from medaid_desktop.core.paper.table_paper import TablePart, lay_table

COLUMNS = (
    FieldDef("level1", "一级指标", group=True),
    FieldDef("level2", "二级指标", group=True),
    FieldDef("level3", "三级指标"),
    FieldDef("level4", "四级指标"),
    FieldDef("target", "指标值", "target"),
    FieldDef("likelihood", "可能性", "choice", options=("能", "不能")),
    FieldDef("note", "备注"),
)
BODY = (
    BodySpec("level1", merge="group"),
    BodySpec("level2", merge="group"),
    BodySpec("level3", cols=2, merge="with-next"),
    BodySpec("level4", join="level3"),
    BodySpec("target"),
    BodySpec("note", join="target", split="table"),
)


def lay(*rows: Row, body: tuple[BodySpec, ...] = BODY, opened: Any = (), split: Any = (), **options: Any) -> TablePart:
    section = TableSection("t", body, **options)
    layout = Layout("", "", False, (18, 18, 18, 18), (20,) * sum(spec.cols for spec in body), (section,))
    form = Form("f", "表", "1", (), (TableDef("t", "表", COLUMNS),), (layout,))
    return lay_table(section, form, Filing("f", tables={"t": list(rows)} if rows else {}), opened, split)


def shown(part: TablePart) -> list[str]:
    """Cells as `line,col rows×cols text`."""
    return [f"{cell.line},{cell.col} {cell.rows}x{cell.cols} {cell.text}" for cell in part.cells]


def row(*texts: str) -> Row:
    return {name: text for name, text in zip(("level1", "level2", "level3", "target"), texts, strict=False) if text}


def test_groups_merge_within_the_group_before_them() -> None:
    part = lay(row("产出", "数量", "甲", "1"), row("产出", "数量", "乙", "2"), row("效益", "数量", "丙", "3"))
    assert shown(part) == [
        "0,0 2x1 产出", "0,1 2x1 数量", "0,2 1x3 甲", "0,5 1x2 1",
        "1,2 1x3 乙", "1,5 1x2 2",
        "2,0 1x1 效益", "2,1 1x1 数量", "2,2 1x3 丙", "2,5 1x2 3",
    ]  # fmt: skip
    first = part.cells[0]
    assert first.slot and first.slot.paths == ("tables.t[0].level1", "tables.t[1].level1")
    assert (first.role, first.repeats, part.cells[2].role, part.cells[2].repeats) == ("label", True, "field", False)


def test_blank_groups_do_not_merge() -> None:
    assert [cell.rows for cell in lay(row("", "", "甲"), row("", "", "乙")).cells] == [1] * 8


def test_a_fourth_level_takes_its_place_only_where_there_is_one() -> None:
    people = [row("产出", "数量", "资助参保人次数") | {"level4": text} for text in ("特困人员", "低保对象")]
    part = lay(*people, row("产出", "数量", "住院救助人次数"))
    assert shown(part)[2:7] == [
        "0,2 2x2 资助参保人次数",
        "0,4 1x1 特困人员",
        "0,5 1x2 ",
        "1,4 1x1 低保对象",
        "1,5 1x2 ",
    ]
    assert "2,2 1x3 住院救助人次数" in shown(part)
    assert part.head_labels == [("一级指标", 1), ("二级指标", 1), ("三级指标", 3), ("指标值", 2)]
    assert part.shown == {"level1", "level2", "level3", "target"}


def test_a_row_of_the_same_indicator_shows_the_blank_fourth_level_too() -> None:
    part = lay(row("产出", "数量", "甲"), row("产出", "数量", "甲") | {"level4": "低保对象"}, row("产出", "数量", "乙"))
    assert "0,2 2x2 甲" in shown(part) and "0,4 1x1 " in shown(part)
    assert "2,2 1x3 乙" in shown(part)


def test_a_row_split_by_the_clerk_shows_blank_fourth_level_and_note() -> None:
    part = lay(row("产出", "数量", "甲"), row("产出", "数量", "乙"), split={("t", 1, "level4"), ("t", 1, "note")})
    assert "0,2 1x3 甲" in shown(part)
    assert {"1,2 1x2 乙", "1,4 1x1 ", "0,6 1x1 ", "1,6 1x1 "} <= set(shown(part))
    assert part.head_labels[-1] == ("备注", 1)


def test_notes_are_shown_on_all_rows_as_soon_as_there_is_one() -> None:
    part = lay(row("产出", "数量", "甲", "1") | {"note": "附"}, row("产出", "数量", "乙", "2"))
    assert {"0,5 1x1 1", "0,6 1x1 附", "1,5 1x1 2", "1,6 1x1 "} <= set(shown(part))
    assert "note" in part.shown


def test_serial_numbers_count_content_only() -> None:
    part = lay(row("甲"), body=(BodySpec(serial=True), BodySpec("level1")), least_rows=2)
    assert shown(part) == ["0,0 1x1 1", "0,1 1x1 甲", "1,0 1x1 ", "1,1 1x1 "]
    assert part.cells[0].role == "paper" and part.cells[0].slot is None
    assert part.head_labels == [("序号", 1), ("一级指标", 1)]


def test_the_same_text_merges_where_the_form_says_so() -> None:
    body = (BodySpec("level1", merge="same"), BodySpec("target"))
    part = lay(row("医保局", "", "", "4.7"), row("医保局", "", "", "1"), row("合计", "", "", "6"), body=body)
    assert shown(part)[0] == "0,0 2x1 医保局"
    assert part.cells[0].role == "field"


def test_choices_have_boxes_or_just_words() -> None:
    body = (BodySpec("likelihood"), BodySpec("target"))
    assert shown(lay({"likelihood": "能"}, body=body))[0].endswith("能\u00a0☑   不能\u00a0☐")
    words = (BodySpec("likelihood", display="words"), BodySpec("target"))
    assert shown(lay({"likelihood": "能"}, body=words))[0].endswith("1x1 能")


def test_open_lines_say_what_typing_makes_of_them() -> None:
    part = lay(row("产出", "数量", "甲"), skeleton=({"level1": "产出指标", "level2": "质量指标"},))
    slots = {cell.col: cell.slot for cell in part.cells if cell.line == 1}
    target = slots[5]
    assert target and target.path == "tables.t[+1].target"
    assert target.new_row == {"level1": "产出", "level2": "质量指标"}
    assert slots[1] is None  # what the form prints itself is not filled in


def test_a_group_cell_over_content_and_open_lines_writes_to_the_content() -> None:
    part = lay(row("产出", "数量", "甲"), opened=[OpenLine("t", 1, {"level1": "产出", "level2": "数量"})])
    group = part.cells[0]
    assert group.rows == 2 and group.slot and group.slot.paths == ("tables.t[0].level1",)


def test_strong_rows_are_bold() -> None:
    rows = (row("甲", "", "", "1"), row("合 计", "", "", "1"))
    part = lay(*rows, body=(BodySpec("level1"), BodySpec("target")), strong={"level1": ("合计",)})
    assert [cell.bold for cell in part.cells] == [False, False, True, True]


def test_alignment_follows_the_type_unless_the_form_says_otherwise() -> None:
    part = lay(
        row("产出", "", "甲", "1"), body=(BodySpec("level3"), BodySpec("target"), BodySpec("level4", align="right"))
    )
    assert [cell.align for cell in part.cells] == ["left", "center", "right"]


def test_lines_are_found_by_their_rows_and_no_row_before_the_first_is() -> None:
    part = lay(row("产出", "数量", "甲"), row("产出", "数量", "乙"))
    assert [part.line_of(index, False) for index in (-1, 0, 1, 2)] == [None, 0, 1, None]


def test_wide_cells_keep_the_gap_of_narrow_ones_in_their_column() -> None:
    def tight(*rows: Row) -> list[bool]:
        return [cell.tight for cell in lay(*rows).cells if cell.col == 2]

    whole, narrow = {"level3": "甲"}, {"level3": "乙", "level4": "丙"}
    assert tight(whole, whole) == [False, False]
    assert tight(whole, narrow) == [True, False]
