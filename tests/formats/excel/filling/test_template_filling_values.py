"""The type of a text: a number or a day where the cell shows the very text, else a text."""

import io
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from medaid_desktop.core.texts.numbers import value_of
from medaid_desktop.formats.excel.filling.template_filling_values import typed
from medaid_desktop.formats.excel.patching.edits import Number
from medaid_desktop.formats.excel.shown.looks import Look
from tests.formats.excel.filling.filled_forms import (
    a_filing,
    export,
    figures,
)
from tests.formats.excel.patching.blank_forms import BLANK_FORMS, MAIN, SHEET, TOP
from tests.formats.excel.patching.comparing import parts_of


@pytest.mark.parametrize(
    ("text", "code", "kind", "content", "new_code"),
    [
        ("350", "0.00", "amount", Number("350"), ""),
        ("350", "General", "amount", Number("350"), ""),
        ("350.00", "General", "amount", Number("350"), "0.00"),
        ("3,064", "General", "target", Number("3064"), "#,##0"),
        ("154.185", "0.00", "amount", Number("154.185"), "0.000"),
        ("154.185", '¥#,##0.00;[Red]"减"¥#,##0.00', "amount", Number("154.185"), '¥#,##0.000;[Red]"减"¥#,##0.000'),
        ("-105", "#,##0.00_);(#,##0.00)", "amount", Number("-105"), ""),
        ("75%", "0%", "target", Number("0.75"), ""),
        ("75.5%", "0%", "target", Number("0.755"), "0.0%"),
        ("75%", "General", "target", "75%", ""),
        ("75", "0%", "target", "75", ""),
        ("≥96%", '"≥"0%', "target", Number("0.96"), ""),
        ("350 万元", '0" 万元"', "amount", Number("350"), ""),
        ("350", '0" 万元"', "amount", Number("350"), ""),
        ("12人", "0", "target", "12人", ""),
        ("007", "General", "text", "007", ""),
        ("000123", "General", "code", "000123", ""),
        ("13800000000", "0", "phone", "13800000000", ""),
        ("123456789012", "General", "amount", Number("123456789012"), "0"),
        ("1234567890123456", "0", "amount", "1234567890123456", ""),
        ("350", "@", "amount", "350", ""),
        ("1.10", "General", "text", "1.10", ""),
        ("2025", "General", "", Number("2025"), ""),
        ("-0", "General", "amount", "-0", ""),
        ("+5", "General", "amount", "+5", ""),
        ("1e5", "General", "amount", "1e5", ""),
        ("2020年6月1日", 'yyyy"年"m"月"d"日"', "date", Number("43983"), ""),
        ("2020/6/1", "yyyy/m/d", "date", Number("43983"), ""),
        ("2020年6月1日", "yyyy/m/d", "date", Number("43983"), 'yyyy"年"m"月"d"日"'),
        ("2020-06-01", "yyyy/m/d", "date", Number("43983"), "yyyy-mm-dd"),
        ("2020.6.1", 'yyyy"年"m"月"d"日"', "date", Number("43983"), "yyyy.m.d"),
        ("2020 年 06 月 1 日", "yyyy/m/d", "date", Number("43983"), 'yyyy" 年 "mm" 月 "d" 日"'),
        ("20201110", "yyyy/m/d", "date", Number("44145"), "yyyymmdd"),
        ("二〇二〇年六月一日", "yyyy/m/d", "date", "二〇二〇年六月一日", ""),
        ("2020年6月1日", "yyyy/m/d", "period", "2020年6月1日", ""),
        ("20200601", "yyyy/m/d", "code", "20200601", ""),
        ("2020年6月", "yyyy/m/d", "date", "2020年6月", ""),
        ("2020", "yyyy/m/d", "amount", "2020", ""),
        ("350人", '@"人"', "target", "350", ""),
        ("甲", '@"人"', "text", "甲", "@"),
        ("甲", '_ * #,##0.00_ ;_ @_ ', "text", "甲", ""),
        ("", "0.00", "amount", None, ""),
    ],
)  # fmt: skip
def test_a_text_is_typed_by_the_format_of_its_cell(text, code, kind, content, new_code):
    found = typed(text, Look(code), kind, False)
    assert (found.content, found.code) == (content, new_code)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-", "@甲", "=SUM(A1)", "-0"])
def test_what_looks_like_a_formula_is_marked_as_text(text):
    assert typed(text, Look(), "text", False) == (text, "", True)


def test_a_text_of_the_choice_list_stays_a_text():
    assert typed("100%", Look("0%"), "target", True).content == "100%"
    blank = BLANK_FORMS["hidden_lists"]()
    out, _ = export(blank, a_filing(blank, (4,)))
    sheet = load_workbook(io.BytesIO(out.content))[SHEET]
    assert sheet.cell(TOP + 1, 5).value == "100%"


@settings(max_examples=60)
@given(
    day=st.dates(date(1950, 1, 1), date(2999, 12, 31)),
    shape=st.sampled_from(["{y}-{m:02}-{d:02}", "{y}-{m}-{d}", "{y}/{m}/{d}", "{y}.{m:02}.{d:02}", "{y}年{m}月{d}日", "{y} 年 {m} 月{d:02}号", "{y}{m:02}{d:02}"]),
    code=st.sampled_from(["yyyy/m/d", 'yyyy"年"m"月"d"日"', "m/d/yy", "yyyy-mm-dd hh:mm", 'yyyy"年"m"月"']),
    epoch=st.booleans(),
)  # fmt: skip
def test_a_whole_date_is_a_day_that_prints_what_was_typed(day, shape, code, epoch):
    text = shape.format(y=day.year, m=day.month, d=day.day)
    found = typed(text, Look(code, epoch_1904=epoch), "date", False)
    assert isinstance(found.content, Number)
    assert Look(found.code or code, epoch_1904=epoch).number(float(found.content.text)) == text
    first = date(1904, 1, 1) if epoch else date(1899, 12, 30)
    assert first + timedelta(days=int(found.content.text)) == day


def test_days_count_from_1904_where_the_workbook_says_so():
    assert typed("2020年6月1日", Look('yyyy"年"m"月"d"日"', epoch_1904=True), "date", False).content == Number("42521")
    blank = BLANK_FORMS["dates_1904"]()
    out, _ = export(blank, a_filing(blank))
    assert b'r="C9" s="' in parts_of(out.content)[MAIN] and b"<v>42521</v>" in parts_of(out.content)[MAIN]


codes = st.sampled_from(
    [
        "General",
        "0",
        "0.00",
        "#,##0.00",
        "0%",
        "0.0%",
        "@",
        '0"元"',
        "¥#,##0;-¥#,##0",
        "yyyy/m/d",
        "0.00E+00",
        "# ?/?",
        "???",
    ]
)


@settings(max_examples=200)
@given(text=figures | figures.map(lambda text: f"{text}%"), code=codes)
def test_no_figure_is_shown_as_another(text, code):
    found = typed(text, Look(code), "amount", False)
    if isinstance(found.content, Number):
        seen = Look(found.code or code).number(float(found.content.text))
        digits = "".join(letter for letter in seen if letter in "0123456789.-%")
        assert value_of(digits.rstrip("%")) == value_of(text.rstrip("%")), (seen, found)
        assert ("%" in seen) == ("%" in text)
    else:
        assert found.content == text
