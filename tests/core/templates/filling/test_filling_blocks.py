"""Blocks of rows that end with totals: rows come in above the total of their own group."""

import pytest

from medaid_desktop.core.templates.filling.filled import Filled
from medaid_desktop.core.templates.template_map import RowMark, TemplateMap
from tests.core.templates.filling.maps import column, put, table

CITIES = (
    column(0, "name"),
    column(1, "county"),
    column(2, "money", kind="amount"),
    column(3, "total", kind="amount", computed=True),
)


def cities(*blocks: tuple[str, int], merged=True) -> TemplateMap:
    marks = []
    for name, count in blocks:
        for number in range(count):
            marks.append(RowMark(4 + len(marks), "row", {"name": name} if merged or not number else {}))
        given = {"name": name, "county": "小计"} if merged else {"county": "小计"}
        marks.append(RowMark(4 + len(marks), "total", given))
    marks.append(RowMark(4 + len(marks), "total", {"name": "全省合计"}))
    return table(*marks, columns=CITIES, name="rows")


def counties(**counts: int) -> list[dict[str, str]]:
    return [{"name": name, "county": f"{name}{at}", "money": "1"} for name, n in counts.items() for at in range(n)]


def laid_out(filled: Filled) -> list[str]:
    return [row.texts.get("county", "") or row.texts.get("name", "") for row in filled.bodies[0].rows]


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize("wanted", [(3, 4, 3), (4, 1, 1), (1, 6, 2), (0, 0, 5)])
def test_rows_stay_above_the_total_of_their_own_group(wanted, merged):
    rows = counties(**{name: count for name, count in zip("甲乙丙", wanted, strict=True) if count})
    filled = put(cities(("甲", 3), ("乙", 4), ("丙", 1), merged=merged), rows, name="rows")
    block, found = 0, []
    for one in filled.bodies[0].rows:
        block += one.kind == "total"
        if one.content >= 0:
            found.append((one.texts["county"], block))
            assert one.kind == "row"
    names = [(row["county"], "甲乙丙".index(row["name"])) for row in rows]
    assert found == names
    assert not filled.notices


def test_rows_put_into_a_block_come_in_where_its_sum_grows():
    filled = put(cities(("甲", 3), ("乙", 4)), counties(甲=5, 乙=1), name="rows")
    assert filled.inserted == {5: 2}
    assert laid_out(filled)[4:7] == ["甲4", "小计", "乙0"]


def test_blank_rows_of_a_block_keep_its_name_and_merge():
    filled = put(cities(("甲", 3), ("乙", 2)), counties(甲=1, 乙=1), name="rows")
    assert [row.texts["name"] for row in filled.bodies[0].rows] == ["甲"] * 4 + ["乙"] * 3 + ["全省合计"]
    assert {(row, rows) for row, col, rows, _ in filled.bodies[0].runs if not col} == {(4, 4), (8, 3)}


def test_content_in_another_order_goes_into_its_blocks():
    filled = put(cities(("甲", 1), ("乙", 2)), counties(乙=2, 甲=2), name="rows")
    assert laid_out(filled) == ["甲0", "甲1", "小计", "乙0", "乙1", "小计", "全省合计"]


def test_a_group_without_a_block_is_below_the_sums_and_told():
    rows = counties(甲=1, 丁=2)
    rows[1]["total"] = "7"
    filled = put(cities(("甲", 1), ("乙", 1)), rows, name="rows")
    assert laid_out(filled) == ["甲0", "小计", "乙", "小计", "丁0", "丁1", "全省合计"]
    assert [(cell.spot.row, cell.text) for cell in filled.cells if cell.spot.col == 3] == [(8, "7"), (9, "")]
    assert not filled.computed
    (notice,) = filled.notices
    assert all(text in notice for text in ("丁", "2 行", "“甲”", "“乙”", "“全省合计”"))
