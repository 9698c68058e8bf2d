"""What the sheets of a workbook say of one another."""

import io

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import FormulaRule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from medaid_desktop.formats.excel.patching.links import SheetLinks, formulas_in, linked_place
from medaid_desktop.formats.excel.patching.parts import WorkbookParts
from medaid_desktop.formats.guard import Watch


def links(change, names=("表", "中", "别", "远")) -> SheetLinks:
    book = Workbook()
    book.active.title = names[0]
    for name in names[1:]:
        book.create_sheet(name)
    book["表"]["A1"], book["表"]["B1"], book["表"]["A2"] = "甲", "乙", 1
    change(book)
    out = io.BytesIO()
    book.save(out)
    return SheetLinks(WorkbookParts(out.getvalue()))


def _formula(text):
    def change(book):
        book["别"]["A1"] = text

    return change


def _validation(book):
    choices = DataValidation(type="list", formula1="表!$A$1:$A$2")
    choices.add("A1")
    book["别"].add_data_validation(choices)


def _condition(book):
    book["别"].conditional_formatting.add("A1", FormulaRule(["A1>表!$A$2"]))


def _chart(book):
    chart = BarChart()
    chart.add_data(Reference(book["表"], min_col=1, min_row=1, max_row=2))
    book["别"].add_chart(chart, "A1")


def _chart_alone(book):
    chart = BarChart()
    chart.add_data(Reference(book["表"], min_col=1, min_row=1, max_row=2))
    del book["别"]
    book.create_chartsheet("别", 2).add_chart(chart)


def _link(book):
    book["别"]["A1"] = "去"
    book["别"]["A1"].hyperlink = "#表!A1"


def _name_of_name(book):
    book.defined_names["一"] = DefinedName("一", attr_text="表!$A$2")
    book.defined_names["二"] = DefinedName("二", attr_text="一*2")
    book["别"]["A1"] = "=二+1"


def _table(book):
    book["表"].add_table(Table(displayName="标准表", ref="A1:B2"))
    book["别"]["A1"] = "=SUM(标准表[甲])"


@pytest.mark.parametrize(
    "change",
    [
        _formula("=表!A2"), _formula("='表'!A2*2"), _formula('=INDIRECT("表!A2")'), _validation, _condition, _chart, _chart_alone,
        _link, _name_of_name, _table,
    ],
)  # fmt: skip
def test_what_leads_to_a_sheet_hangs_on_it(change):
    found = links(change)
    assert found.together(["表"]) == ["表", "别"]
    assert found.together(["远"]) == ["远"]


def test_what_hangs_on_what_hangs_comes_along():
    def change(book):
        book["别"]["A1"], book["远"]["A1"] = "=表!A2", "=别!A1"

    assert links(change).together(["表"]) == ["表", "别", "远"]


def test_sheets_that_a_sum_goes_across_belong_together():
    assert links(_formula("=LARGE(表:中!A2,1)"), ("表", "里", "中", "别")).together(["里"]) == ["表", "里", "中", "别"]


def test_what_names_other_workbooks_or_only_looks_alike_does_not():
    for text in ("='[1]表'!A1", "=附表!A1", '="表!A1"', "=SUM(A1:A3)"):
        assert links(_formula(text)).together(["表"]) == ["表"]


def test_names_that_a_copy_needs_of_its_own():
    def change(book):
        book.defined_names["一"] = DefinedName("一", attr_text="表!$A$2")
        book.defined_names["二"] = DefinedName("二", attr_text="一*2")
        book.defined_names["税率"] = DefinedName("税率", attr_text="远!$A$1")
        book.defined_names["闲"] = DefinedName("闲", attr_text="表!$A$1")
        book["中"].defined_names["一"] = DefinedName("一", attr_text="中!$A$1")
        book["别"]["A1"] = "=二+税率"

    found, copied = links(change), ["表", "中", "别"]
    assert found.names_needed("别", copied) == {"一", "二"}
    assert found.names_needed("表", copied) == {"一", "闲"}
    assert found.names_needed("中", copied) == frozenset()


def test_what_cannot_be_there_twice_is_told():
    found = links(_formula('=INDIRECT(B1&"!A2")'))
    assert "INDIRECT" in found.obstacle("别") and found.obstacle("表") == ""


def test_formulas_of_any_part():
    part = (
        b"<x:r xmlns:x='x'><x:f>A1&amp;\"x\"</x:f><f/><hyperlink location='T!A1'/><sp textlink='B1'/><v>A9</v>"
        b"<worksheetSource sheet='S 1' ref='A1:B2'/></x:r>"
    )
    assert formulas_in(part, Watch()) == ['A1&"x"', "T!A1", "B1", "'S 1'!A1"]
    assert linked_place("#%E8%A1%A8!A1") == "表!A1" and linked_place("http://a/#b") == ""
