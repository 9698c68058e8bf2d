"""Columns that the document works out: all of their rows, or all but those that are typed."""

from tests.recognition.templates.paper import maps

HEAD = "~收支台账 | < | < | < | <\n日期 | 摘要 | 收入 | 支出 | 余额\n"


def balance(body, column=4):
    """Whether a column of a table is worked out, and the rows below the head in which it is typed."""
    (found,) = maps(HEAD + body)
    (table,) = found.tables
    mark = table.columns[column]
    return mark.computed, [row.row - 2 for row in table.rows if mark.definition.id in row.typed]


BLANK, WORKED = " |  |  |  |\n", " |  |  |  | 0.00 {=}\n"


def test_the_first_rows_may_be_typed():
    assert balance(" | 上年结转 |  |  |\n" + WORKED * 3) == (True, [0])
    assert balance(" | 上年结转 |  |  | 1,000.00\n" + WORKED * 3) == (True, [0])
    assert balance(WORKED * 3) == (True, [])


def test_blank_rows_that_a_formula_was_not_copied_to_are_typed():
    assert balance(WORKED * 3 + BLANK) == (True, [3])
    assert balance(WORKED + BLANK + WORKED * 2) == (True, [1])


def test_a_column_that_is_mostly_typed_is_typed():
    assert balance(BLANK * 3 + WORKED * 2) == (False, [])
    assert balance(BLANK + WORKED) == (False, [])


def test_a_printed_row_without_a_formula_says_that_the_column_is_typed():
    named = [f" | {name} |  |  | 0.00 {{=}}\n" for name in "甲乙丙"]
    assert balance("".join(named)) == (True, [])
    assert balance("".join([*named[:2], " | 其他收入 |  |  |\n", named[2]])) == (False, [])


def test_rows_in_which_nothing_is_typed_are_sums():
    done = "1月 | 结余 | 1 | 2 | 0.00 {=}\n"
    assert balance(BLANK + done * 2)[0] is False
