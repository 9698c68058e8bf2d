"""A table is read as the form it is said to be, or not at all."""

from medaid_desktop.recognition.corrected.anchors import correction
from medaid_desktop.recognition.corrections import Correction
from medaid_desktop.recognition.recognise import recognise, unread
from tests.recognition.corrected.clicking import FORM, NEXT, Click, click, doc, learned, said
from tests.recognition.reading_back import known, read


def test_an_unknown_table_is_read_as_the_form_it_is_said_to_be():
    text = FORM.replace("绩效目标表", "某某表").replace("实施单位", "报送单位")
    found, taught = click(text, ("form", None, "target-breakdown"))
    assert (found.form, found.filing.form) == ("target-breakdown", "target-breakdown")
    assert not said(found, "read.form")
    assert recognise(doc(NEXT.replace("绩效目标表", "某某表").replace("实施单位", "报送单位")), taught)[0].form == (
        "target-breakdown"
    )


def test_a_table_that_was_left_out_can_be_named():
    shown = doc("各处情况 | < | <\n单位 | 名目 | 数\n凯里市 | 甲 | 10\n黄平县 | 乙 | 20")
    assert read(shown) == []
    (left,) = unread(shown, known())
    assert (left.form, left.confidence, left.area) == (None, 0.0, (0, 0, 4, 3))
    clicks: list[Click] = [("form", None, "allocation"), ("column", (1, 0), "name"), ("column", (1, 2), "amount")]
    taught = learned(left, *(correction(shown.grids[0], left, *one) for one in clicks))
    (found,) = recognise(shown, taught)
    assert [(row["name"], row["region"], row["amount"]) for row in found.filing.tables["rows"]] == [
        ("凯里市", "522601", "10"), ("黄平县", "522622", "20"),
    ]  # fmt: skip
    assert unread(shown, taught) == []


def test_a_table_said_not_to_be_read_is_left_out_and_can_be_taken_back():
    shown = doc()
    taught = learned(read(shown)[0], Correction("form", None, ""))
    assert recognise(shown, taught) == []
    (left,) = unread(shown, taught)
    assert left.layout in taught.learned


def test_a_table_of_another_layout_is_not_touched():
    taught = learned(read(doc())[0], Correction("form", None, ""), Correction("field", (4, 1), ""))
    other = doc(FORM.replace("牵头科室", "经办科室").replace("主管部门", "主管单位名称"))
    assert recognise(other, taught) == read(other)
