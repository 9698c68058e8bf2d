"""Rows inserted: every row keeps its content, every sum its value."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.formats.excel.formula_tokens import areas_read
from medaid_desktop.formats.excel.patching.formulas import moved_formula, shifted
from medaid_desktop.formats.excel.patching.results import in_order, stale
from medaid_desktop.formats.excel.patching.shift import RowShift
from tests.formats.excel.calculating.sheets import worked_out

insertions = st.dictionaries(st.integers(0, 20), st.integers(1, 5), max_size=4)
areas = st.tuples(st.integers(1, 20), st.integers(1, 20), st.booleans(), st.booleans())


@given(inserted=insertions, row=st.integers(0, 40))
def test_each_row_is_found_again(inserted: dict[int, int], row: int):
    shift = RowShift(inserted)
    assert shift.source(shift.row(row)) == (row, 0)
    for copy in range(1, shift.inserted.get(row, 0) + 1):
        assert shift.source(shift.row(row) + copy) == (row, copy)


@given(inserted=insertions, ends=areas, spot=st.integers(1, 20))
def test_sums_keep_their_value_when_blank_rows_come_in(inserted, ends, spot):
    first, last, fixed, other = ends
    formula = f"SUM(B{'$' if fixed else ''}{first}:B{last})*2-B{spot}+{'数据!' if other else ''}B1"
    numbers = {("表", row, 1): Decimal(row * row + 1) for row in range(20)} | {("数据", 0, 1): Decimal(7)}
    shift = RowShift(inserted)
    moved = {
        ("表", shift.row(row), col) if name == "表" else (name, row, col): n for (name, row, col), n in numbers.items()
    }
    before = worked_out(formula, numbers)
    assert before is not None
    assert worked_out(shifted(formula, "表", "表", shift), moved) == before


@given(inserted=insertions, first=st.integers(1, 20), rows=st.integers(0, 5))
def test_a_total_takes_in_the_rows_put_below_its_last_one(inserted, first, rows):
    shift = RowShift(inserted)
    last = first + rows
    found = list(areas_read(shifted(f"SUM(C{first}:C{last})", "表", "表", shift), "表"))
    assert found == [("表", (shift.row(first - 1), 2, shift.row(last - 1) + shift.inserted.get(last - 1, 0), 2))]


def test_what_is_no_cell_stays():
    shift = RowShift({0: 3})
    for text in ("合计*2", "表1[金额]", '"B2"&B1', "#REF!", "A:A", "LOG10(1)", "其他!B2", "'A B'!B2", "'[1]其他'!B5"):
        assert shifted(text, "表", "表", shift) == text
    assert shifted("表!B2+'表'!$B$3", "别的", "表", shift) == "表!B5+'表'!$B$6"
    assert shifted("3:5", "表", "表", shift) == "6:8"


def test_a_new_name_of_a_sheet_is_said_wherever_the_old_one_was():
    moved = {"表": RowShift({}, "甲 县"), "别": RowShift({})}
    formula = "表!B2+'表'!金额+SUM(表:别!D9)+别!表+'[1]表'!A1&\"表!B2\""
    assert moved_formula(formula, "别", moved) == (
        "'甲 县'!B2+'甲 县'!金额+SUM('甲 县:别'!D9)+别!表+'[1]表'!A1&\"表!B2\""
    )


def test_stale_are_those_that_read_what_changed_and_those_that_read_them():
    formulas = {
        ("表", 0, 0): "SUM(B1:B9)",
        ("表", 0, 2): "A1*2",
        ("表", 5, 5): "D1",
        ("别", 0, 0): "表!C1",
        ("表", 7, 7): "合计",
        ("表", 8, 8): "TODAY()-1",
    }
    found = stale(formulas, [("表", 3, 1)])
    assert found == {("表", 7, 7), ("表", 0, 0), ("表", 0, 2), ("别", 0, 0), ("表", 8, 8)}
    order, circular = in_order(found, formulas)
    assert order.index(("表", 0, 0)) < order.index(("表", 0, 2)) < order.index(("别", 0, 0))
    assert not circular


def test_formulas_that_read_themselves_are_told():
    formulas = {("表", 0, 0): "B1", ("表", 0, 1): "C1+1", ("表", 0, 2): "B1", ("表", 0, 3): "SUM(A1:A9)"}
    order, circular = in_order(formulas, formulas)
    assert set(order) == set(formulas) and circular == {("表", 0, 1), ("表", 0, 2)}


def test_a_balance_over_thousands_of_rows_is_put_in_order():
    formulas = {("表", row, 0): f"A{row}+1" for row in range(1, 5000)}
    order, circular = in_order(formulas, formulas)
    assert [row for _, row, _ in order] == list(range(1, 5000)) and not circular
