"""Columns that count the rows: as the blank form does, through its lines of totals where it counts them too."""

from medaid_desktop.core.templates.filling.filling_numbers import CountedRow, counted


def row(printed: str = "", total: bool = False) -> CountedRow:
    return CountedRow(printed, not total, not total)


def test_lines_of_totals_that_are_counted_too_are_numbered_on():
    rows = [row("2"), row(), row("3"), row("4", total=True), row("5"), row(), row("6", total=True)]
    assert counted(rows) == ["2", "3", "4", "5", "6", "7", "8"]


def test_lines_of_totals_that_are_not_counted_keep_what_they_have():
    assert counted([row("1"), row(), row("2"), row("", total=True)]) == ["1", "2", "3", None]
    assert counted([row("1"), row(), row("2"), row("9", total=True)]) == ["1", "2", "3", None]
    assert counted([row("1"), row("2"), row("1", total=True), row("2")]) == ["1", "2", None, "3"]
