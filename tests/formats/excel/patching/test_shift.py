"""Rows inserted: every row keeps its content, every sum its value."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.formats.excel.patching.formulas import areas_read, shifted
from medaid_desktop.formats.excel.patching.results import Values, result, stale
from medaid_desktop.formats.excel.patching.shift import RowShift

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
    before = result(formula, "表", Values(numbers))
    assert before is not None
    assert result(shifted(formula, "表", "表", shift), "表", Values(moved)) == before


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


def test_stale_are_those_that_read_what_changed_and_those_that_read_them():
    formulas = {
        ("表", 0, 0): "SUM(B1:B9)",
        ("表", 0, 2): "A1*2",
        ("表", 5, 5): "D1",
        ("别", 0, 0): "表!C1",
        ("表", 7, 7): "合计",
    }
    found = stale(formulas, [("表", 3, 1)])
    assert set(found) == {("表", 7, 7), ("表", 0, 0), ("表", 0, 2), ("别", 0, 0)}
    assert found.index(("表", 0, 0)) < found.index(("表", 0, 2)) < found.index(("别", 0, 0))


def test_formulas_that_are_not_simple_have_no_result():
    values = Values({("表", 0, 0): Decimal(3)}, frozenset({("表", 0, 1)}))
    for text in ("IF(A1>2,1,0)", "A1&A1", "A1:A2", "B1+1", "合计", "1/0", "A1^2", "SUM(", "VLOOKUP(1,A:B,2)"):
        assert result(text, "表", values) is None, text
    worked = {
        "A1%": "0.03",
        "ROUND(A1/8,2)": "0.38",
        "-(A1+1)*2": "-8",
        "SUM(A1:B1,2,A1*2)": "11",
        "ROUND(-2.5,0)": "-3",
    }
    for text, number in worked.items():
        assert result(text, "表", values) == Decimal(number), text


def test_what_reads_an_unknown_result_is_not_known_either():
    values = Values({("表", 0, 0): Decimal(3)}, frozenset(), frozenset({("表", 1, 0)}))
    assert [result(text, "表", values) for text in ("SUM(A1:A2)", "A2+1", "SUM(A2)")] == [None] * 3
    assert result("SUM(A1:A1,B1:B9)", "表", values) == 3
