"""Explanations on paper: in the column or field that a form has for them, never over what is written there."""

from dataclasses import replace

import pytest

from medaid_desktop.core.digest import digest
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.paper.explained import Explained, has_place, is_shown_of, with_explanations
from tests.core.papers import built_in

FIELD = FieldDef("told", "出错说明", shows="explanations")
ABOUT_TOTAL = Explained("values.funding_total", "“资金总额”", "按通知不填")
ABOUT_ROW = Explained("tables.indicators[1].target", "第 2 行的指标值", "上级要求如此")
AGAIN = Explained("tables.indicators[1].level3", "第 2 行", "名称照抄")


def form(field: FieldDef | None = None, column: FieldDef | None = None):
    plain = built_in("project-target")
    [table] = plain.tables
    columns = (*table.columns, *([column] if column else []))
    fields = (*plain.fields, *([field] if field else []))
    return replace(plain, fields=fields, tables=(replace(table, columns=columns),))


def filing(**values: str) -> Filing:
    rows = [{"level3": "甲", "target": "1"}, {"level3": "乙", "target": "2"}]
    return Filing("project-target", 2020, "371521", values=values, tables={"indicators": rows})


@pytest.mark.parametrize(
    ("definition", "is_place"),
    [
        (FIELD, True),
        (FieldDef("a", "审核\n说明"), True),
        (FieldDef("a", "备注"), False),
        (FieldDef("a", "情况说明"), False),
    ],
)
def test_a_place_is_known_by_what_the_form_says_or_by_its_label(definition: FieldDef, is_place: bool):
    assert has_place(form(field=definition)) is is_place
    assert has_place(form(column=definition)) is is_place


def test_the_built_in_forms_have_none_and_print_as_they_are():
    plain, mine = form(), filing()
    assert not has_place(plain)
    assert with_explanations(plain, mine, [ABOUT_TOTAL, ABOUT_ROW]) is mine


def test_the_field_has_them_all_each_with_its_place():
    mine = filing()
    before = digest(mine)
    printed = with_explanations(form(field=FIELD), mine, [ABOUT_TOTAL, ABOUT_ROW])
    assert printed.values["told"] == "“资金总额”：按通知不填\n第 2 行的指标值：上级要求如此"
    assert digest(mine) == before and "told" not in mine.values


def test_the_column_has_those_of_its_row_and_the_field_the_rest():
    both = form(FIELD, FieldDef("why", "出错说明"))
    printed = with_explanations(both, filing(), [ABOUT_TOTAL, ABOUT_ROW, AGAIN, AGAIN])
    assert [row.get("why") for row in printed.rows("indicators")] == [None, "上级要求如此；名称照抄"]
    assert printed.values["told"] == "“资金总额”：按通知不填"
    only = with_explanations(form(column=FieldDef("why", "出错说明")), filing(), [ABOUT_TOTAL, ABOUT_ROW])
    assert only.values == {} and only.rows("indicators")[1]["why"] == "上级要求如此"


def test_what_is_written_there_stays():
    mine = filing(told="见附件")
    mine.set("tables.indicators[1].why", "见附件")
    both = form(FIELD, FieldDef("why", "出错说明"))
    assert with_explanations(both, mine, [ABOUT_TOTAL, ABOUT_ROW]) is mine


def test_what_is_shown_is_the_filing_but_for_blank_places():
    both, mine = form(FIELD, FieldDef("why", "出错说明")), filing()
    shown = with_explanations(both, mine, [ABOUT_TOTAL, ABOUT_ROW])
    assert is_shown_of(both, mine, mine) and is_shown_of(both, mine, shown)
    for path, text in (("values.name", "甲"), ("tables.indicators[1].target", "3"), ("tables.indicators[+2]", "{}")):
        other = shown.copy()
        other.set(path, text)
        assert not is_shown_of(both, mine, other)
    assert not is_shown_of(both, filing(told="见附件"), shown), "what is written in a place is content"
