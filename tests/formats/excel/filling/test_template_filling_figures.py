"""Figures written with more than digits: numbers shown as written where formulas calculate with them, else told."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.templates.filling.filled import Filled, FilledCell
from medaid_desktop.core.templates.template_map import Spot, TemplateMap
from medaid_desktop.formats.excel.filling.template_filling import TemplateFiller
from medaid_desktop.formats.excel.filling.template_filling_figures import figure
from medaid_desktop.formats.excel.filling.template_filling_values import typed
from medaid_desktop.formats.excel.patching.edits import Number
from medaid_desktop.formats.excel.shown.looks import Look

PEOPLE, YUAN, WAN = (
    FieldDef("a", "救助对象人数", "number"), FieldDef("b", "金额", "amount", unit="元"), FieldDef("c", "金额", "amount", unit="万元")
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "definition", "value"),
    [
        ("8000人", PEOPLE, "8000"), ("8,000 人", PEOPLE, "8000"), ("１２３", PEOPLE, "123"), ("12 345.60", YUAN, "12345.6"),
        ("1 234 567", YUAN, "1234567"), ("12.5元", YUAN, "12.5"), ("￥12.50", YUAN, "12.5"), ("12.5万元", WAN, "12.5"),
        ("１，０００．５", YUAN, "1000.5"),
    ],
)  # fmt: skip
def test_what_is_a_number_for_certain_is_shown_as_it_is_written(text, definition, value):
    found = figure(text, definition, Look())
    assert found is not None and found.content.text == value and found.code
    assert Look(found.code).number(float(value)) == text


@pytest.mark.parametrize(
    ("text", "definition"),
    [
        ("3万", YUAN), ("3万", WAN), ("3万人", PEOPLE), ("12.5元", WAN), ("12.5元", PEOPLE), ("（100）", YUAN), ("1,23", YUAN), ("001", YUAN),
        ("90%以上", PEOPLE), ("约100", YUAN), ("12345678901234567", YUAN), ("￥12.5元", YUAN), ("-０", YUAN), ("5％", PEOPLE), ("-8000人", PEOPLE),
    ],
)  # fmt: skip
def test_what_may_be_another_number_stays_a_text(text, definition):
    assert figure(text, definition, Look()) is None


RATE = FieldDef("d", "完成率", "number", unit="%")


@pytest.mark.parametrize("text", ["－5", "－5.50", "−1,000"])
def test_a_minus_of_another_width_is_one(text):
    found = figure(text, YUAN, Look())
    assert found is not None and float(found.content.text) < 0
    assert Look(found.code).number(float(found.content.text)) == text


@pytest.mark.parametrize(
    ("text", "value"), [("5％", "0.05"), ("12.5％", "0.125"), ("5", None), ("５", None), ("5人", None)]
)
def test_in_a_cell_for_shares_only_what_says_so_is_one(text, value):
    found = figure(text, RATE, Look("0.00%"))
    assert (found and found.content.text) == value
    assert found is None or Look(found.code).number(float(value)) == text


@pytest.mark.parametrize("code", ["#,##0_);(#,##0)", "#,##0.00;(#,##0.00)"])
@pytest.mark.parametrize("text", ["(1,000)", "（1000）", "(1,000.5)"])
def test_brackets_are_below_zero_where_the_cells_own_format_writes_them_so(code, text):
    found = typed(text, Look(code), "amount", False)
    assert isinstance(found.content, Number) and found.content.text.rstrip(".5") == "-1000"
    assert Look(found.code or code).number(float(found.content.text)).strip() == text
    assert typed(text, Look("#,##0"), "amount", False).content == text
    assert typed(text, Look(code), "text", False).content == text
    assert typed("(0)", Look(code), "amount", False).content == "(0)"


def exported(texts, definition=PEOPLE, code="General", change=None):
    """A list in B2:B4 with its total in B5, filled in; the workbook and what is said."""
    book = Workbook()
    sheet = book.active
    sheet["A5"], sheet["B5"] = "合计", "=SUM(B2:B4)"
    for row in range(2, 5):
        sheet[f"B{row}"].number_format = code
    if change:
        change(sheet)
    out = io.BytesIO()
    book.save(out)
    cells = tuple(FilledCell(Spot(row, 1), text, "", definition) for row, text in enumerate(texts, 1))
    done = TemplateFiller(out.getvalue(), TemplateMap("Sheet", 0, "表")).filled(Filled(cells=cells))
    return done, load_workbook(io.BytesIO(done.content), data_only=True).active


def test_totals_take_in_what_is_a_number_for_certain():
    done, sheet = exported(["8000人", "１２３", "7"])
    assert sheet["B5"].value == 8130 and not done.notices
    assert (sheet["B2"].value, sheet["B2"].number_format) == (8000, '[=8000]"8000人";General')


def test_totals_take_in_what_stands_in_cells_for_texts():
    assert exported(["8000", "5人", "7"], code="@")[1]["B5"].value == 8012


def test_what_a_total_does_not_take_in_is_told_with_the_total():
    done, sheet = exported(["3万", "5", "—"])
    assert sheet["B5"].value == 5 and sheet["B2"].value == "3万"
    [notice] = done.notices
    assert notice.startswith("单元格 B2 “3万”") and "B5 的公式" in notice


def test_what_no_formula_calculates_with_stays_as_it_is():
    done, sheet = exported(["8000人", "3万"], change=lambda sheet: sheet.__setitem__("B5", '=IF(B2="","",B3&"元")'))
    assert sheet["B2"].value == "8000人" and not done.notices


def test_what_was_typed_with_words_is_read_back_as_a_text():
    """Of 0"人" nobody could tell whether the words are the template's own format or were typed."""
    found = figure("8000人", PEOPLE, Look())
    assert found is not None and found.code
    shown = Look(found.code)
    assert (shown.number_kind, shown.number(8000.0), shown.number(8100.0)) == ("text", "8000人", "8100")
    assert Look('0"人"').number_kind == "number"
