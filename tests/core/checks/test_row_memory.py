"""What was found of rows is kept until their texts are others."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from medaid_desktop.core.checks.row_memory import RowMemory
from medaid_desktop.core.filing import Filing, Row

_COUNT = 9


def _filing() -> Filing:
    return Filing("allocation", tables={"rows": [{"name": f"县{number}"} for number in range(_COUNT)]})


@dataclass(frozen=True)
class _Rows:
    rows: tuple[int, ...]


class _Asked:
    """Finds the names of rows, and remembers of which it was asked."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def name(self, context: str, row: Row) -> str:
        self.names.append(row["name"])
        return context + row["name"]

    def numbers(self, filing: Filing) -> Callable[[int], tuple[int, str]]:
        def found(number: int) -> tuple[int, str]:
            self.names.append(filing.rows("rows")[number]["name"])
            return number, self.names[-1]

        return found


@pytest.mark.parametrize(
    ("edits", "asked", "asked_by_number"),
    [
        ([], [], []),
        ([("tables.rows[4].name", "甲")], ["甲"], ["甲"]),
        ([("tables.rows[4].name", "甲"), ("tables.rows[4].name", "县4")], [], []),
        ([("tables.rows[0].name", "甲"), ("tables.rows[8].name", "乙")], ["甲", "乙"], ["甲", "乙"]),
        ([("tables.rows[+6].name", "甲")], ["甲"], ["甲", "县6", "县7", "县8"]),
        ([("tables.rows[6]", "")], [], ["县7", "县8"]),
        ([("tables.rows[9].name", "甲")], ["甲"], ["甲"]),
        ([("tables.rows[2].name", "甲"), ("tables.rows[5]", "")], ["甲", "县3", "县4"], ["甲", "县3", "县4", *("县6", "县7", "县8")]),
    ],
)  # fmt: skip
def test_only_rows_that_are_others_are_asked_again(
    edits: list[tuple[str, str]], asked: list[str], asked_by_number: list[str]
) -> None:
    before, after = _filing(), _filing()  # equal rows, but not the same ones
    one, other = _Asked(), _Asked()
    last = RowMemory(before)
    last.by_row("rows", one.name, "")
    last.by_number("rows", "numbered", other.numbers(before))
    one.names.clear()
    other.names.clear()
    after.apply(edits)
    names = [row["name"] for row in after.rows("rows")]
    memory = RowMemory(after, last)
    assert memory.by_row("rows", one.name, "") == names
    assert memory.by_number("rows", "numbered", other.numbers(after)) == list(enumerate(names))
    assert (one.names, other.names) == (asked, asked_by_number)


def test_another_context_and_another_table_are_asked_of_all_rows() -> None:
    filing, asked = _filing(), _Asked()
    last = RowMemory(filing)
    last.by_row("rows", asked.name, "")
    asked.names.clear()
    memory = RowMemory(filing, last)
    assert memory.by_row("rows", asked.name, "新") == [f"新县{number}" for number in range(_COUNT)]
    assert len(asked.names) == _COUNT and memory.by_row("none", asked.name, "") == []


def test_what_was_not_asked_at_the_check_before_is_asked_of_all_rows() -> None:
    filing, asked = _filing(), _Asked()
    first = RowMemory(filing)
    first.by_row("rows", asked.name, "")
    changed = filing.copy()
    changed.set("tables.rows[3].name", "甲")
    second = RowMemory(changed, first)
    second.by_number("rows", "other", asked.numbers(changed))
    assert RowMemory(changed, second).by_row("rows", asked.name, "")[3] == "甲"


def test_a_filing_may_be_changed_after_it_was_looked_at() -> None:
    filing, asked = _filing(), _Asked()
    last = RowMemory(filing)
    last.by_row("rows", asked.name, "")
    filing.set("tables.rows[3].name", "甲")
    assert RowMemory(filing, last).by_row("rows", asked.name, "")[3] == "甲"


def test_groups_are_asked_again_where_a_row_of_theirs_is_another() -> None:
    filing, groups, asked = _filing(), [_Rows((0, 1, 2)), _Rows((3, 4)), _Rows((2, 8))], list[_Rows]()

    def names_in(filing: Filing) -> Callable[[_Rows], str]:
        def found(group: _Rows) -> str:
            asked.append(group)
            return "".join(filing.rows("rows")[number]["name"] for number in group.rows)

        return found

    def look(filing: Filing, last: RowMemory | None) -> tuple[RowMemory, list[str]]:
        asked.clear()
        memory = RowMemory(filing, last)
        named = memory.by_group("rows", "names", names_in(filing))
        return memory, [named(group) for group in (*groups, *groups)][len(groups) :]

    first, found = look(filing, None)
    assert asked == groups and found == ["县0县1县2", "县3县4", "县2县8"]
    changed = filing.copy()
    changed.set("tables.rows[2].name", "甲")
    second, found = look(changed, first)
    assert asked == [groups[0], groups[2]] and found == ["县0县1甲", "县3县4", "甲县8"]
    shifted = changed.copy()
    shifted.set("tables.rows[+0].name", "乙")
    _, found = look(shifted, second)
    assert asked == groups and found == ["乙县0县1", "甲县3", "县1县7"]
