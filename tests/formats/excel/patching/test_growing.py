"""Rows put into a list: totals take them in, the formulas of a row stay with it, and what nobody can know is told."""

import io

import pytest
from openpyxl import load_workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from medaid_desktop.formats.excel.patching.edits import Number
from medaid_desktop.formats.excel.patching.shift import RowShift
from medaid_desktop.formats.excel.patching.workbook import TemplateWorkbook
from tests.formats.excel.patching.books import SHEET, book, entries, filled, formula, stored


def moved(text: str, rows: int = 2, lists=(), **more) -> str:
    """A formula in row 9 after `rows` rows came below row 3."""
    return formula(filled(book({"A1": "项目", "D9": f"={text}"}, **more), {}, {3: rows}, lists), f"D{9 + rows}")[1:]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("SUM(D3)", "SUM(D3:D5)"), ("SUM($D$3)", "SUM($D$3:$D$5)"), ("SUM(D3:D3)", "SUM(D3:D5)"), ("SUM(D1:D3)", "SUM(D1:D5)"),
        ("SUM(D2,D3)", "SUM(D2,D3:D5)"), ("SUM( D3 )", "SUM( D3:D5 )"), ("SUBTOTAL(9,D3)", "SUBTOTAL(9,D3:D5)"),
        ("SUMIF(A3,\"是\",D3)", "SUMIF(A3:A5,\"是\",D3:D5)"), ("SUMIF(A3,D3,E3)", "SUMIF(A3:A5,D3,E3:E5)"),
        ("COUNTIFS(A3,\"是\",B3,\">1\")", "COUNTIFS(A3:A5,\"是\",B3:B5,\">1\")"), ("SUMIFS(D3,A3,\"是\")", "SUMIFS(D3:D5,A3:A5,\"是\")"),
        ("SUMPRODUCT(D3,E3)", "SUMPRODUCT(D3:D5,E3:E5)"), ("SUMPRODUCT((A3=\"是\")*D3)", "SUMPRODUCT((A3:A5=\"是\")*D3:D5)"),
        ("COUNTA(A3)&\"项\"", "COUNTA(A3:A5)&\"项\""), ("IFERROR(AVERAGE(D3),0)", "IFERROR(AVERAGE(D3:D5),0)"),
        ("ROUND(SUM(D3)/10000,2)", "ROUND(SUM(D3:D5)/10000,2)"), ("SUM(D3)-E3", "SUM(D3:D5)-E3"), ("SUM(D3*2)", "SUM(D3*2)"),
        ("D3+D4", "D3+D6"), ("SUM(D:D)", "SUM(D:D)"), ("SUM(3:3)", "SUM(3:5)"), ("SUM(表1[合计])", "SUM(表1[合计])"), ("XYZ3*2", "XYZ3*2"),
        ("SUM('表'!D3)", "SUM('表'!D3:D5)"), ("SUM(D4:D6)", "SUM(D6:D8)"), ("D2+D3", "D2+SUM(D3:D5)"), ("E9-D2-D3", "E11-D2-SUM(D3:D5)"),
        ("IF(D2+D3>0,\"有\",\"\")", "IF(D2+SUM(D3:D5)>0,\"有\",\"\")"), ("D2*D3", "D2*D3"), ("D2+D3*2", "D2+D3*2"), ("+D3", "+D3"),
    ],
)  # fmt: skip
def test_what_is_summed_takes_the_new_rows_in(before, after):
    assert moved(before) == after


def test_a_term_is_a_total_where_the_sum_names_all_entries_of_the_list():
    assert moved("D1+D2+D3", lists=[entries(1, 3)]) == "D1+D2+SUM(D3:D5)"
    assert moved("D2+D3", lists=[entries(1, 3)]) == "D2+D3"
    assert moved("D3", lists=[entries(3, 3, 9)]) == "SUM(D3:D5)"
    assert moved("E3", lists=[entries(3, 3, 9)]) == "E3"
    assert moved("D3", lists=[entries(3, 3)]) == "D3"


def test_other_sheets_and_names_take_the_new_rows_in_too():
    def named(made):
        made.defined_names["金额"] = DefinedName("金额", attr_text=f"{SHEET}!$D$3")
        made.defined_names["首项"] = DefinedName("首项", attr_text=f"{SHEET}!$D$3")
        made.defined_names["总额"] = DefinedName("总额", attr_text=f"SUM({SHEET}!$D$3)")

    data = book(
        {"A9": "=SUM(金额)", "B9": "=首项*2", "D3": 1}, named, 汇总={"A1": f"=SUM({SHEET}!D3)", "A2": f"={SHEET}!D3"}
    )
    new = filled(data, {"D3": Number("5"), "D4": Number("6.5")}, {3: 2})
    names = load_workbook(io.BytesIO(new)).defined_names
    assert names["金额"].attr_text == f"{SHEET}!$D$3:$D$5" and names["首项"].attr_text == f"{SHEET}!$D$3"
    assert names["总额"].attr_text == f"SUM({SHEET}!$D$3:$D$5)"
    assert formula(new, "A1", "汇总") == f"=SUM({SHEET}!D3:D5)"
    assert (stored(new, "A11"), stored(new, "B11"), stored(new, "A1", "汇总")) == (11.5, 10, 11.5)


def test_the_formulas_of_a_row_stay_with_it():
    cells = {
        "E3": "=SUM(B3:D3)",
        "F3": "=E3/E$9",
        "G3": "=SUM(B$3:B3)",
        "H3": "=E3/E9",
        "I3": '=IF(SUM(B3:D3)=A3,"相符","")',
    }
    new = filled(book(cells | {"E9": "=SUM(E3)", "A1": "头"}), {"B4": Number("2"), "C4": Number("3")}, {3: 2})
    for row in (3, 4, 5):
        assert formula(new, f"E{row}") == f"=SUM(B{row}:D{row})"
        assert formula(new, f"F{row}") == f"=E{row}/E$11"
        assert formula(new, f"G{row}") == f"=SUM(B$3:B{row})"
        assert formula(new, f"H{row}") == f"=E{row}/E11"
    assert (stored(new, "E4"), stored(new, "G5"), stored(new, "E11")) == (5, 2, 5)


def test_results_that_hang_on_rows_alone_are_fresh_too():
    cells = {
        "A3": "=COUNTBLANK(B2:B3)",
        "A8": "=ROW()-1",
        "A9": "=COUNTBLANK(B2:B3)",
        "C9": "=ROWS(B2:B3)",
        "D9": "=A2",
        "A2": 1,
    }
    data = filled(book({name: value for name, value in cells.items() if name != "A2"}), {"A2": Number("1")})
    new = filled(data, {}, {3: 2})
    assert [stored(new, name) for name in ("A10", "A11", "C11")] == [9, 4, 4]


def test_what_all_rows_name_alike_stays_where_it_is_though_no_sign_fixes_it():
    cells = {
        f"{col}{row}": text.format(row)
        for row in (2, 3)
        for col, text in (("C", "=B{0}/B9"), ("D", "=VLOOKUP(A{0},字典!A1:B9,2,0)"))
    }
    cells |= {f"E{row}": "=B2/SUM(B2:B3)" if row == 2 else "=B3/SUM(B2:B3)" for row in (2, 3)}
    new = filled(book(cells, 字典={"A1": "甲"}), {}, {3: 2})
    for row in (2, 3, 4, 5):
        assert formula(new, f"C{row}") == f"=B{row}/B11"
        assert formula(new, f"D{row}") == f"=VLOOKUP(A{row},字典!A1:B9,2,0)"
        assert formula(new, f"E{row}") == f"=B{row}/SUM(B2:B5)"


def test_rules_and_choice_lists_of_a_row_stay_with_it_and_reach_over_the_new_rows():
    def ruled(made):
        sheet = made[SHEET]
        sheet.conditional_formatting.add("B3:D3", FormulaRule(formula=["SUM($B3:$D3)>$E$3"]))
        check = DataValidation(type="custom", formula1="COUNTIF(A$3:A$3,A3)=1")
        check.add("A3")
        sheet.add_data_validation(check)
        sheet.add_table(Table(displayName="表1", ref="F2:G3"))
        sheet.print_area = "A1:G3"

    new = load_workbook(io.BytesIO(filled(book({"F2": "甲", "G2": "乙"}, ruled), {}, {3: 2})))[SHEET]
    rules = {str(area.sqref): area.rules[0].formula for area in new.conditional_formatting}
    assert rules == {"B3:D5": ["SUM($B3:$D3)>$E$3"]}
    checks = {str(item.sqref): item.formula1 for item in new.data_validations.dataValidation}
    assert checks == {"A3:A5": "COUNTIF(A$3:A$5,A3)=1"}
    assert new.tables["表1"].ref == "F2:G5" and new.print_area == f"'{SHEET}'!$A$1:$G$5"


def test_columns_of_table_objects_are_read_with_the_rows_put_in():
    def tabled(made):
        table = Table(displayName="表1", ref="A1:B4", totalsRowCount=1)
        made[SHEET].add_table(table)
        table._initialise_columns()
        for column, name in zip(table.tableColumns, ("名称", "金额"), strict=True):
            column.name = name

    texts = (
        "SUM(表1[金额])",
        "COUNTA(表1[[#Data],[名称]])",
        "表1[[#Totals],[金额]]*2",
        "ROWS(表1[#All])",
        "表1[[#This Row],[金额]]",
    )
    sums = {f"D{row}": f"={text}" for row, text in enumerate(texts, 7)}
    cells = {"A1": "名称", "B1": "金额", "B2": 1, "A4": "合计", "B4": "=SUBTOTAL(109,表1[金额])"}
    new = filled(book(cells | sums, tabled), {"B3": Number("2"), "A3": "项目", "B4": Number("4")}, {3: 2})
    assert formula(new, "B6") == "=SUBTOTAL(109,表1[金额])"
    assert [formula(new, f"D{row}") for row in range(9, 14)] == [f"={text}" for text in texts]
    assert [stored(new, name) for name in ("B6", "D9", "D10", "D11", "D12", "D13")] == [7, 7, 1, 14, 6, None]


@pytest.mark.parametrize(
    "text",
    ["D3*2", "IF(D3>0,1,0)", "D1+D3", "D3&\"元\"", "SUM(OFFSET(D3,0,0,3,1))", "SUM(INDIRECT(\"D3:D9\"))", "SUM(表:汇总!D9)"],
)  # fmt: skip
def test_what_cannot_be_decided_is_told(text):
    template = TemplateWorkbook(book({"D9": f"={text}", "E9": "=SUM(D3)-D9", "A3": "=D3"}, 汇总={"A1": "=SUM(表!D3)"}))
    found = list(template.left_out(template.shifts({SHEET: {2: 2}})))
    assert [(one.sheet, one.row, one.col) for one in found] == [(SHEET, 10, 3)]
    assert list(template.left_out(template.shifts({}))) == []


def test_a_name_for_the_last_cell_of_a_list_is_told_where_it_is_read_by_itself():
    def named(made):
        made.defined_names["首项"] = DefinedName("首项", attr_text=f"{SHEET}!$D$3")

    template = TemplateWorkbook(book({"D9": "=首项*2", "E9": "=SUM(D3)"}, named))
    assert [one.formula for one in template.left_out(template.shifts({SHEET: {2: 2}}))] == ["首项*2"]


def test_a_row_of_spare_sums_begins_where_a_part_of_the_list_begins():
    shift = RowShift({2: 1, 5: 1}, "", [entries(2, 8)])
    assert [row for row in range(12) if shift.begins(row)] == [0, 1, 3, 6, 8, 9, 10, 11]
