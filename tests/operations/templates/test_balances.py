"""A column of balances whose first row has no formula: the first is typed, the workbook works the others out."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from medaid_desktop.core.filing import row_text
from medaid_desktop.operations.exports.exporting import export_files
from medaid_desktop.operations.filings import editing
from medaid_desktop.operations.filings.computed import is_worked_out, would_be_worked_out
from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.operations.incoming import import_files
from medaid_desktop.operations.templates import keep_template, read_template
from tests.operations.templates.balance_blanks import FORM, ledger
from tests.operations.templates.blanks import written

DAY, WHAT, IN, OUT, LEFT = "extra:日期", "extra:摘要", "extra:收入", "extra:支出", "extra:余额"


@pytest.fixture
def kept(desk, tmp_path):
    def made(**how):
        keep_template(desk, read_template(desk, written(tmp_path / "下发", ledger(**how))))
        return add_filing(desk, FORM, "371521", 2024)

    return made


def typed(desk, filing, *edits):
    return editing.commit(desk, filing.id, edits, "填写").filing


def entries(first, count):
    return [
        (f"tables.rows[+{at}]", row_text({DAY: f"2024-03-{at:02}", WHAT: f"拨付{at}", IN: "10", OUT: "4"}))
        for at in range(first, first + count)
    ]


def balances(filing):
    return [row.get(LEFT, "") for row in filing.rows("rows")]


def test_the_first_balance_is_typed_and_the_others_follow(desk, kept):
    filing = kept()
    opening = "tables.rows[0]." + LEFT
    assert not is_worked_out(desk, filing, opening)
    after = typed(desk, filing, (opening, "100"), *entries(1, 2))
    assert balances(after) == ["100", "106.00", "112.00"]
    assert is_worked_out(desk, after, "tables.rows[1]." + LEFT)
    assert balances(typed(desk, after, (opening, "50"))) == ["50", "56.00", "62.00"]


@pytest.mark.parametrize("count", [3, 9])
def test_a_ledger_comes_back_also_with_rows_put_in(desk, kept, tmp_path, count):
    filing = typed(desk, kept(), ("tables.rows[0]." + LEFT, "100"), *entries(1, count))
    report = export_files(desk, [filing.id], tmp_path / "填好.xlsx")
    assert not report.notices
    sheet = load_workbook(tmp_path / "填好.xlsx").active
    assert [sheet.cell(row, 5).value for row in range(4, 8)] == [100, "=E4+C5-D5", "=E5+C6-D6", "=E6+C7-D7"]
    assert sheet.cell(4 + count, 5).value == f"=E{3 + count}+C{4 + count}-D{4 + count}"
    desk.ledger.filings.delete([filing.id])
    [back] = import_files(desk, [tmp_path / "填好.xlsx"], region="371521", year=2024).ids
    rows = desk.ledger.filings.get(back).rows("rows")
    assert [row.get(LEFT) for row in rows] == ["100.00", *balances(filing)[1:]]


def test_rows_put_in_below_two_rows_go_on_too(desk, kept):
    filing = typed(desk, kept(rows=3), ("tables.rows[0]." + LEFT, "100"), *entries(1, 4))
    assert balances(filing) == ["100", "106.00", "112.00", "118.00", "124.00"]


def test_an_opening_balance_alone_is_content_and_results_alone_are_none(desk, kept):
    filing = kept(opening=None)
    assert not would_be_worked_out(desk, filing, "tables.rows[+0]." + LEFT, {})
    after = typed(desk, filing, ("tables.rows[+0]", row_text({LEFT: "100"})))
    assert balances(after) == ["100"]
    assert would_be_worked_out(desk, after, "tables.rows[+1]." + LEFT, {})
    after = typed(desk, after, ("tables.rows[+1]", row_text({OUT: "4"})))
    assert balances(after) == ["100", "96.00"]
    assert balances(typed(desk, after, ("tables.rows[1]." + OUT, ""))) == ["100"]


def test_the_opening_balance_is_read_from_a_copy_that_has_no_more(desk, kept, tmp_path):
    kept(opening=None)
    book = load_workbook(BytesIO(ledger(opening=None)))
    book.active["E4"] = 1000
    book.save(tmp_path / "填好.xlsx")
    [read] = import_files(desk, [tmp_path / "填好.xlsx"], region="371522", year=2024).ids
    assert balances(desk.ledger.filings.get(read)) == ["1,000.00"]


def test_blank_rows_without_the_formula_of_the_others_are_typed(desk, kept):
    filing = kept(opening=None, balance="=C{row}-D{row}", typed=(5,))
    after = typed(desk, filing, *entries(0, 5))
    assert balances(after) == ["6.00"] * 4 + [""]
    assert balances(typed(desk, filing, ("tables.rows[4]." + LEFT, "7"))) == ["6.00"] * 4 + ["7"]


def test_a_row_put_in_without_a_formula_keeps_what_was_typed(desk, tmp_path):
    book = load_workbook(BytesIO(ledger(rows=3, opening="期初", balance="=C{row}-D{row}")))
    book.active["B5"], book.active["B6"] = "拨付", "结算"
    book.save(tmp_path / "样表.xlsx")
    keep_template(desk, read_template(desk, tmp_path / "样表.xlsx"))
    filing = add_filing(desk, FORM, "371521", 2024)
    after = typed(desk, filing, ("tables.rows[+1]", row_text({WHAT: "调整", LEFT: "5"})))
    assert balances(after) == ["", "5", "0.00", "0.00"]
    export_files(desk, [filing.id], tmp_path / "填好.xlsx")
    assert [cell.value for cell in load_workbook(tmp_path / "填好.xlsx").active["E"]][3:7] == [
        None,
        5,
        "=C6-D6",
        "=C7-D7",
    ]


def test_a_printed_first_balance_is_what_a_filing_begins_with(desk, tmp_path):
    book = load_workbook(BytesIO(ledger()))
    book.active["E4"] = 1000
    book.save(tmp_path / "样表.xlsx")
    keep_template(desk, read_template(desk, tmp_path / "样表.xlsx"))
    filing = add_filing(desk, FORM, "371521", 2024)
    assert filing.rows("rows") == [{WHAT: "上年结转", LEFT: "1,000.00"}]
    assert balances(typed(desk, filing, *entries(1, 1))) == ["1,000.00", "1,006.00"]
    export_files(desk, [filing.id], tmp_path / "填好.xlsx")
    assert load_workbook(tmp_path / "填好.xlsx").active["E4"].value == 1000
