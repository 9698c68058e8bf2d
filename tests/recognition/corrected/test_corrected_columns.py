"""Columns corrected by a click are read that way, in this file and in the next."""

from medaid_desktop.recognition.recognise import recognise
from tests.recognition.corrected.clicking import FORM, MONEY, NEXT, Click, click, doc, said


def test_a_column_is_read_as_said_in_this_file_and_the_next():
    found, taught = click(FORM, ("column", (5, 4), "target"), ("column", (5, 3), "note"))
    rows = found.filing.tables["indicators"]
    assert [(row["target"], row["note"]) for row in rows[:2]] == [("120人次", "≥100人次"), ("80%", "70%")]
    assert found.sources["tables.indicators[1].target"] == (7, 4)
    assert found.labels[5, 4] == "tables.indicators.target"
    assert found.columns[-2:] == ["note", "target"]
    assert {place for _, place in said(found, "read.corrected")} == {(5, 3), (5, 4)}
    assert not said(found, "read.column")
    rows = recognise(doc(NEXT), taught)[0].filing.tables["indicators"]
    assert [row["target"] for row in rows[:4]] == ["220人次", "320人", "85%", "95%"]


def test_a_column_left_out_is_not_even_kept_under_its_label():
    found, _ = click(FORM, ("column", (5, 4), ""))
    assert not any("extra:乙" in row or "120人次" in row.values() for row in found.filing.tables["indicators"])
    assert found.labels[5, 4] == ""


def test_a_column_that_was_the_target_keeps_its_label_when_another_takes_over():
    text = FORM.replace("甲", "指标值")
    found, _ = click(text, ("column", (5, 4), "target"))
    row = found.filing.tables["indicators"][0]
    assert (row["target"], row["extra:指标值"]) == ("120人次", "≥100人次")


def test_operator_value_and_unit_are_joined_as_on_paper():
    text = FORM.replace("≥100人次 | 120人次", "≥ | 100").replace("70% | 80%", "= | 70")
    found, _ = click(text, ("column", (5, 3), "operator"), ("column", (5, 4), "value"))
    assert [row["target"] for row in found.filing.tables["indicators"][:2]] == ["≥100", "=70"]
    assert found.sources["tables.indicators[0].target"] == (6, 4)


def test_a_head_repeated_behind_a_page_break_is_corrected_with_the_first():
    head = "一级指标 | 二级指标 | 三级指标 | 甲 | 乙"
    text = FORM.replace("产出指标 | 质量指标", f"{head}\n产出指标 | 质量指标")
    found, _ = click(text, ("column", (5, 4), "target"))
    assert [row["target"] for row in found.filing.tables["indicators"][:2]] == ["120人次", "80%"]


def test_a_row_that_was_no_head_becomes_one():
    text = FORM.replace("一级指标 | 二级指标 | 三级指标 | 甲 | 乙", "子 | 丑 | 寅 | 卯 | 辰")
    names = ["level1", "level2", "level3", "target", "note"]
    clicks: list[Click] = [("column", (5, col), name) for col, name in enumerate(names)]
    found, taught = click(text, *clicks)
    assert found.filing.tables["indicators"][0] == dict(
        zip(names, ["产出指标", "数量指标", "救助人次", "≥100人次", "120人次"], strict=True)
    )
    again = NEXT.replace("一级指标 | 二级指标 | 三级指标 | 甲 | 乙", "子 | 丑 | 寅 | 卯 | 辰")
    assert [row["target"] for row in recognise(doc(again), taught)[0].filing.tables["indicators"][:4]] == [
        "≥200人次", "≥300人", "75%", "90%",
    ]  # fmt: skip


def test_a_table_without_a_head_is_corrected_by_a_cell_of_its_column():
    text = "\n".join(line for line in FORM.splitlines() if "一级指标" not in line)
    found, _ = click(text, ("column", (5, 4), "target"), ("column", (5, 3), "note"))
    assert [row["target"] for row in found.filing.tables["indicators"][:2]] == ["120人次", "80%"]


def test_names_of_an_allocation_are_matched_to_regions_once_their_column_is_known():
    rows = "一 | 凯里市 | 10\n二 | 黄平县 | 20\n三 | 合计 | 30"
    found, _ = click(
        MONEY.format(rows), ("column", (1, 0), ""), ("column", (1, 1), "name"), ("column", (1, 2), "amount")
    )
    assert [
        (row["name"], row.get("region"), row["role"], row["amount"]) for row in found.filing.tables["rows"]
    ] == [("凯里市", "522601", "unit", "10"), ("黄平县", "522622", "unit", "20"), ("合计", None, "total", "30")]  # fmt: skip
    assert found.form == "allocation"


def test_an_amount_once_said_stays_whatever_the_numbers_would_say():
    text = MONEY.format("1 | 凯里市 | 10").replace("代称 | 各处 | 本批", "人数 | 地区 | 本次下达")
    found, _ = click(text, ("column", (1, 0), "amount"), ("column", (1, 2), "extra:参考"))
    assert found.filing.tables["rows"][0]["amount"] == "1"
    assert found.filing.tables["rows"][0]["extra:参考"] == "10"


def test_a_column_with_a_blank_head_is_corrected_by_any_of_its_cells():
    text, later = (one.replace("| 甲 | 乙", "| 甲 |") for one in (FORM, NEXT))
    found, taught = click(text, ("column", (7, 4), "target"))
    assert [row["target"] for row in found.filing.tables["indicators"][:2]] == ["120人次", "80%"]
    following = recognise(doc(later), taught)[0]
    assert [row["target"] for row in following.filing.tables["indicators"][:2]] == ["220人次", "320人"]


def test_a_click_below_a_head_corrects_its_column():
    found, taught = click(FORM, ("column", (7, 4), "target"))
    assert [row["target"] for row in found.filing.tables["indicators"][:2]] == ["120人次", "80%"]
    assert recognise(doc(NEXT), taught)[0].filing.tables["indicators"][1]["target"] == "320人"
