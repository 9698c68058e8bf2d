"""Rows put into one of several lists that refer to each other row by row: every formula of a row that was there keeps its value."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.formats.excel.patching.edits import Number, SheetEdits
from medaid_desktop.formats.excel.patching.workbook import TemplateWorkbook
from medaid_desktop.formats.excel.references import place
from tests.formats.excel.patching.books import SHEET, book, entries, filled, formula


def two_blocks() -> bytes:
    """Last year's figures in rows 4 to 6, this year's in 11 to 13, each compared with the row of last year."""
    cells = {f"B{row}": row * 10 for row in (4, 5, 6, 11, 12, 13)}
    cells |= {f"C{row}": f"=B{row}-B{row - 7}" for row in (11, 12, 13)}
    cells |= {f"D{row}": f"=B{row}/B14" for row in (11, 12, 13)}
    return book(cells | {"B7": "=SUM(B4:B6)", "B14": "=SUM(B11:B13)", "C14": "=B14-B7"})


def test_what_names_another_list_row_by_row_moves_as_references_do():
    new = filled(two_blocks(), {"B12": Number("7")}, {11: 1}, [entries(4, 6, 7), entries(11, 13, 14)])
    assert [formula(new, f"C{row}") for row in (11, 13, 14, 15)] == ["=B11-B4", "=B13-B5", "=B14-B6", "=B15-B7"]
    assert formula(new, "C12") is None and formula(new, "D12") == "=B12/B15"
    assert given_by(new, "C11", "C13", "C14") == [70, 70, 70]


def test_rows_put_into_the_list_that_is_read_leave_its_readers_their_rows():
    new = filled(two_blocks(), {"B5": Number("7")}, {4: 1}, [entries(4, 6, 7), entries(11, 13, 14)])
    assert [formula(new, f"C{row}") for row in (12, 13, 14)] == ["=B12-B4", "=B13-B6", "=B14-B7"]
    template = TemplateWorkbook(two_blocks())
    assert list(template.left_out(template.shifts({SHEET: {3: 1}}))) == []


def test_a_row_without_counterpart_has_no_formula_and_is_told():
    template = TemplateWorkbook(two_blocks())
    found = list(template.without_formula(template.shifts({SHEET: {10: 2}})))
    assert [(one.row, one.col, one.formula) for one in found] == [(11, 2, "B11-B4"), (12, 2, "B11-B4")]


def test_another_sheet_is_read_row_by_row_as_before():
    cells = {"C4": 1, "C5": 2, "C6": 3} | {f"D{row}": f"=上季!C{row}+C{row}" for row in (4, 5, 6)}
    new = filled(book(cells, 上季={"C4": 10, "C5": 20, "C6": 30}), {"C6": Number("9")}, {5: 1})
    assert [formula(new, f"D{row}") for row in (4, 5, 6, 7)] == ["=上季!C4+C4", "=上季!C5+C5", None, "=上季!C6+C7"]
    assert given_by(new, "D4", "D5", "D7") == [11, 22, 33]


def test_rows_put_into_both_sheets_one_after_the_other_leave_each_row_its_own():
    cells = {f"D{row}": f"=上季!C{row}+C{row}" for row in (4, 5, 6)}
    both = filled(book(cells, 上季={"C4": 10, "C5": 20, "C6": 30}), {}, {4: 1})
    template = TemplateWorkbook(both)
    shifts = template.shifts({"上季": {3: 1}})
    assert list(template.left_out(shifts)) == []
    new = template.with_parts(*template.changed({}, shifts))
    assert [formula(new, f"D{row}") for row in (4, 5, 6, 7)] == ["=上季!C4+C4", None, "=上季!C6+C6", "=上季!C7+C7"]


def test_running_numbers_by_formula_go_on_by_formula():
    data = book({"A4": 1, "A5": "=A4+1", "A6": "=A5+1", "B4": "甲", "A7": "合计"})
    for below, rows in ((4, 2), (5, 1), (6, 2)):
        new = filled(data, {}, {below: rows}, [entries(4, 6, 7)])
        last = 6 + rows
        assert [formula(new, f"A{row}") for row in range(5, last + 1)] == [
            f"=A{row - 1}+1" for row in range(5, last + 1)
        ]
        assert given_by(new, *(f"A{row}" for row in range(5, last + 1))) == list(range(2, last - 2))


def test_a_balance_goes_on_from_its_opening_row():
    cells = {"C4": "=A4-B4", "C5": "=C4+A5-B5", "C6": "=C5+A6-B6", "A4": 9, "A5": 1, "A6": 1}
    new = filled(book(cells), {"A5": Number("5")}, {4: 1}, [entries(4, 6)])
    assert [formula(new, f"C{row}") for row in (4, 5, 6, 7)] == ["=A4-B4", "=C4+A5-B5", "=C5+A6-B6", "=C6+A7-B7"]
    assert given_by(new, "C7") == [16]


def test_a_balance_does_not_go_on_through_rows_that_have_none():
    cells = {"C4": "=A4"} | {f"C{row}": f"=C{row - 1}+A{row}-上年!A{row}" for row in (5, 6, 7)}
    new = filled(book(cells, 上年={"A5": 1}), {}, {5: 1}, [entries(4, 7)])
    assert formula(new, "C6") is None and formula(new, "C7") == "=C5+A7-上年!A6"


@pytest.mark.parametrize(
    ("own", "new"),
    [
        ("A4*B1", "A5*B1"), ("A4*单价!B9", "A5*单价!B9"), ("A4+单价!B9", None), ("A4-A20", None), ("A4/A8", "A5/A9"),
        ("VLOOKUP(A4,单价!A2:B9,2,0)", "VLOOKUP(A5,单价!A2:B9,2,0)"), ("单价!B4", None), ("A4+单价!$B$9", "A5+单价!$B$9"),
    ],
)  # fmt: skip
def test_the_formula_of_a_lists_only_row_goes_along_where_its_meaning_is_sure(own, new):
    data = book({"C4": f"={own}", "A4": 1, "A8": 5, "A20": 3}, 单价={"B9": 2})
    found = formula(filled(data, {}, {4: 1}, [entries(4, 4, 8), entries(20, 20)]), "C5")
    assert found == (f"={new}" if new else None)


def test_a_list_searched_without_signs_is_searched_whole():
    cells = {f"C{row}": f"=VLOOKUP(A{row},字典!A{row - 2}:B{row + 5},2,0)" for row in (4, 5, 6)}
    assert formula(filled(book(cells, 字典={"A1": "甲"}), {}, {5: 1}), "C6") == "=VLOOKUP(A6,字典!A3:B10,2,0)"


KINDS = {
    "own": "=A{r}+B{r}", "run": "=SUM(A${first}:A{r})", "less": "=A{r}-{sheet}A{p}", "plus": "=A{r}+{sheet}B{p}",
    "range": "=SUM({sheet}A{p}:B{p})+A{r}", "alone": "={sheet}B{p}", "even": "=IF({sheet}B{p}=0,0,A{r}/{sheet}B{p})",
}  # fmt: skip


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    count=st.integers(1, 5), apart=st.integers(1, 4), elsewhere=st.booleans(), into_second=st.booleans(),
    kinds=st.lists(st.sampled_from(sorted(KINDS)), min_size=2, max_size=4), at=st.integers(0, 4), rows=st.integers(1, 3),
    known=st.booleans(),
)  # fmt: skip
def test_every_formula_of_a_row_that_was_there_keeps_its_value(
    count, apart, elsewhere, into_second, kinds, at, rows, known
):
    first, second = 3, 3 + apart if elsewhere else 3 + count + 1 + apart
    name = "二" if elsewhere else SHEET
    sheets: dict[str, dict[str, object]] = {SHEET: {}, "二": {}}
    for sheet, top in ((SHEET, first), (name, second)):
        for row in range(top, top + count):
            sheets[sheet] |= {f"A{row}": row * 7 % 11 + 1, f"B{row}": row * 5 % 13 + 1}
        sheets[sheet] |= {f"{col}{top + count}": f"=SUM({col}{top}:{col}{top + count - 1})" for col in "AB"}
    for col, kind in zip("CDEF", kinds, strict=False):
        for number in range(count):
            places = {
                "r": second + number,
                "p": first + number,
                "first": second,
                "sheet": f"{SHEET}!" if elsewhere else "",
            }
            sheets[name][f"{col}{second + number}"] = KINDS[kind].format(**places)
    data = book(sheets[SHEET], 二=sheets["二"])
    put = name if into_second else SHEET
    top = second if into_second else first
    lists = [
        entries(start, start + count - 1, start + count)
        for sheet, start in ((SHEET, first), (name, second))
        if sheet == put
    ]
    template = TemplateWorkbook(data)
    shifts = template.shifts({put: {top - 1 + at % count: rows}}, {put: lists if known else []})
    changed, removed = template.changed({}, shifts)
    before, after = values(data), values(template.with_parts(changed, removed))
    told = {(one.sheet, one.row, one.col) for one in template.left_out(shifts)}
    for (sheet, row, col), value in before.items():
        there = sheet, shifts[sheet].row(row), col
        assert there in told or after[there] == value, (there, formula(data, f"{'ABCDEF'[col]}{row + 1}", sheet))


def given_by(data: bytes, *names: str) -> list[float]:
    """What some formulas of 表 give."""
    found = values(data)
    results = [found[SHEET, *(place(name) or (0, 0))] for name in names]
    return [float(result.text) for result in results if isinstance(result, Number)]


def values(data: bytes) -> dict[tuple[str, int, int], object]:
    """What all formulas of a workbook give."""
    template = TemplateWorkbook(data)
    found: dict[tuple[str, int, int], object] = {}
    for name, part in template.parts.items():
        edits = SheetEdits()
        template.work_out(edits, template.shifts({}), name, list(part.formulas))
        found |= {(name, *at): value for at, value in edits.results.items()}
    return found
