"""What formulas of a form read of other forms is not known before these are filled in."""

import pytest

from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.formats.excel.filling.template_filling_reads import OtherSheets
from medaid_desktop.formats.excel.patching.shift import RowShift
from medaid_desktop.formats.excel.patching.workbook import TemplateWorkbook
from tests.formats.excel.patching.books import SHEET, book

MAP = TemplateMap(SHEET, 0, "表", area=(0, 0, 10, 5))


def others(formula: str, hidden: bool = False, **cells: object) -> OtherSheets:
    def change(made):
        from openpyxl.workbook.defined_name import DefinedName

        made.defined_names["总数"] = DefinedName("总数", attr_text="别!$B$1")
        made["别"]["B3"].number_format = "0.00"
        made["别"].sheet_state = "hidden" if hidden else "visible"

    data = book(
        {"A1": formula, "A20": 5, "A21": None}, change, 别={"A1": "甲", "A2": "乙", "A3": "丙", "B2": 3, **cells}
    )
    return OtherSheets(TemplateWorkbook(data), MAP)


@pytest.mark.parametrize(
    ("formula", "waits"),
    [
        ("=别!B1", True), ("=总数*2", True), ('=VLOOKUP("甲",别!A1:B3,2,FALSE)', True), ("=别!B2", False), ("=A20+1", False),
        ("=B20+1", True), ("=B5+1", False), ('=VLOOKUP("甲",别!A1:A3,1,FALSE)', False), ("='[1]别'!B1", False),
    ],
)  # fmt: skip
def test_formulas_that_wait_for_other_forms(formula, waits):
    assert others(formula).waiting(RowShift({})) == ({(0, 0)} if waits else set())


def test_hidden_lists_are_never_filled_in():
    look_up = '=VLOOKUP("甲",别!A1:B3,2,FALSE)'
    assert others(look_up, hidden=True).waiting(RowShift({})) == set()
    assert others(look_up).waiting(RowShift({0: 2})) == {(0, 0), (1, 0), (2, 0)}


def test_the_sheets_that_are_read():
    [(name, found)] = others("=总数+别!A1+A20").read().items()
    assert (name, found.example, found.are_blank) == ("别", "A1", False)
