"""What filings are compared with: sisters, allotted money, the level above, last year."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.checking.surroundings import Surroundings
from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.records.units import Unit

TIANSHAN, SAYBAK, URUMQI, XINJIANG = "650102", "650103", "650100", "650000"
KARAMAY, SHIHEZI = "650200", "659001"
FUND = "城乡医疗救助补助资金"
_numbers = count()


def add(
    desk: Desk, region: str | None, name: str = FUND, year: int | None = 2020, form: str = "target-breakdown",
    rows: Iterable[Mapping[str, str]] = (),
) -> str:  # fmt: skip
    field = "title" if form == "allocation" else "project_name"
    tables = {"rows": [dict(row) for row in rows]}
    return desk.ledger.filings.add(
        Filing(form, year, region, values={field: name} if name else {}, tables=tables), "题"
    ).id


def around(desk: Desk, filing_id: str):
    surroundings = Surroundings(desk)
    return surroundings.around(surroundings.subject(desk.ledger.filings.get(filing_id)))


def ids(subjects: Iterable[object]) -> set[str]:
    return {subject.filing.id for subject in subjects}  # type: ignore[attr-defined]


def test_sisters_are_of_the_same_form_year_programme_and_parent(desk: Desk):
    mine = add(desk, TIANSHAN, "2020 年城乡医疗救助补助资金")
    sister = add(desk, SAYBAK)
    for other in (
        (TIANSHAN,), (SAYBAK, "居民医保补助"), (SAYBAK, "医疗救助（第二批）"), (SAYBAK, ""), (SAYBAK, FUND, 2021),
        (SAYBAK, FUND, 2020, "project-target"), ("371521",), (URUMQI,), (None,),
    ):  # fmt: skip
        add(desk, *other)
    assert ids(around(desk, mine).sisters) == {sister}


def test_prefectures_are_sisters_of_prefectures_and_counties_directly_under_a_province_of_each_other(desk: Desk):
    urumqi, karamay = add(desk, URUMQI), add(desk, KARAMAY)
    shihezi, alar = add(desk, SHIHEZI), add(desk, "659002")
    assert ids(around(desk, urumqi).sisters) == {karamay}
    assert ids(around(desk, shihezi).sisters) == {alar}


def test_local_units_are_sisters_of_the_counties_beside_them(desk: Desk):
    desk.ledger.units.put(Unit("650100+CS", "测试区", URUMQI, "zone"))
    unit, county = add(desk, "650100+CS"), add(desk, TIANSHAN)
    assert ids(around(desk, county).sisters) == {unit}
    assert ids(around(desk, unit).sisters) == {county}


def test_provinces_are_sisters(desk: Desk):
    mine, other = add(desk, XINJIANG), add(desk, "330000")
    assert ids(around(desk, mine).sisters) == {other}


@pytest.mark.parametrize(("region", "year", "name"), [(None, 2020, FUND), (TIANSHAN, None, FUND), (TIANSHAN, 2020, "")])
def test_without_place_year_or_name_nothing_is_compared(desk: Desk, region: str | None, year: int | None, name: str):
    for place in (TIANSHAN, SAYBAK, URUMQI, None):
        for when in (2019, 2020, None):
            add(desk, place, year=when)
            add(desk, place, "", year=when)
    found = around(desk, add(desk, region, name, year))
    assert (found.sisters, found.upper, found.last, found.allotted) == ((), None, None, ())


def test_the_level_above_is_the_prefecture_else_the_province(desk: Desk):
    mine = add(desk, TIANSHAN)
    assert around(desk, mine).upper is None
    province = add(desk, XINJIANG)
    add(desk, URUMQI, "居民医保补助")
    assert ids([around(desk, mine).upper]) == {province}
    prefecture = add(desk, URUMQI)
    assert ids([around(desk, mine).upper]) == {prefecture}
    assert ids([around(desk, prefecture).upper]) == {province}


def test_last_is_the_same_regions_of_the_year_before_and_the_one_changed_last_of_several(desk: Desk):
    mine = add(desk, TIANSHAN)
    first, _second = add(desk, TIANSHAN, year=2019), add(desk, TIANSHAN, year=2019)
    add(desk, SAYBAK, year=2019)
    add(desk, TIANSHAN, year=2018)
    desk.ledger.edit(first, [("values.annual_goal", "甲")], "录入")
    assert ids([around(desk, mine).last]) == {first}


# -- allotted money ----------------------------------------------------------------------------------------------------


def allotted(desk: Desk, filing_id: str) -> list[tuple[str, int]]:
    return [(one.table.filing.id, one.row) for one in around(desk, filing_id).allotted]


def table(desk: Desk, region: str | None, *rows: Mapping[str, str], name: str = FUND, year: int = 2020) -> str:
    return add(desk, region, name + "分配表", year, "allocation", rows)


def row(name: str, region: str = "", role: str = "unit") -> dict[str, str]:
    return {"name": name, "role": role, "amount": "1"} | ({"region": region} if region else {})


TOTAL = row("合计", role="total")


def test_the_row_is_known_by_its_code_in_tables_of_the_region_those_above_and_of_none(desk: Desk):
    mine = add(desk, TIANSHAN)
    rows = (TOTAL, row("沙依巴克区", SAYBAK), row("天山", TIANSHAN))
    tables = [table(desk, region, *rows) for region in (URUMQI, XINJIANG, None)]
    table(desk, SAYBAK, *rows)
    table(desk, "371500", *rows)
    assert allotted(desk, mine) == [(one, 2) for one in tables]


@pytest.mark.parametrize("name", ["天山区", "其中：天山区", "天山区小计", "乌鲁木齐市天山区", "天山区医疗保障局"])
def test_a_row_without_code_is_known_by_its_name(desk: Desk, name: str):
    mine = add(desk, TIANSHAN)
    made = table(desk, URUMQI, row("沙依巴克区"), row(name))
    assert allotted(desk, mine) == [(made, 1)]


@pytest.mark.parametrize(
    ("region", "mine", "name"),
    [
        (URUMQI, "650107", "达板城区"),
        (URUMQI, TIANSHAN, "中央财政一般公共预算"),
        ("320000", "320302", "鼓楼区"),
        ("330000", "330104", "江干区"),
    ],
)
def test_look_alikes_kinds_of_money_bare_names_of_several_and_names_of_other_years_mean_no_region(
    desk: Desk, region: str, mine: str, name: str
):
    filing = add(desk, mine, year=2022)
    table(desk, region, row(name), year=2022)
    assert allotted(desk, filing) == []


def test_of_the_own_table_the_total_counts_and_without_one_all_rows_of_the_region(desk: Desk):
    mine = add(desk, URUMQI)
    with_total = table(desk, URUMQI, row("乌鲁木齐市", URUMQI), row("天山区", TIANSHAN), TOTAL)
    without = table(desk, URUMQI, row("乌鲁木齐市", URUMQI), row("天山区", TIANSHAN), row("乌鲁木齐市医保局", URUMQI))
    assert sorted(allotted(desk, mine)) == sorted([(with_total, 2), (without, 0), (without, 2)])


@pytest.mark.parametrize(
    ("name", "year"), [("居民医保补助", 2020), ("城乡医疗救助补助资金（第二批）", 2020), (FUND, 2021), ("", 2020)]
)
def test_money_of_another_programme_batch_or_year_is_not_compared(desk: Desk, name: str, year: int):
    mine = add(desk, TIANSHAN)
    table(desk, URUMQI, row("天山区", TIANSHAN), name=name, year=year)
    assert allotted(desk, mine) == []


def test_the_other_tables_of_a_notice_stand_beside_an_allocation(desk: Desk):
    mine, other = table(desk, URUMQI, TOTAL), table(desk, URUMQI, row("中央财政"))
    for another in ((URUMQI, FUND, 2021), (URUMQI, "居民医保补助", 2020), (TIANSHAN, FUND, 2020)):
        table(desk, another[0], TOTAL, name=another[1], year=another[2])
    assert ids(around(desk, mine).document) == {other}
    first, _second = add(desk, TIANSHAN), add(desk, TIANSHAN)
    assert around(desk, first).document == ()


def test_what_cannot_be_read_is_passed_over(desk: Desk):
    mine, sister = add(desk, TIANSHAN), add(desk, SAYBAK)
    broken = add(desk, "650104")
    desk.ledger.connection.execute("UPDATE filings SET content = 'x' WHERE id = ?", (broken,))
    assert ids(around(desk, mine).sisters) == {sister}


def test_a_group_read_at_once_is_compared_as_one_by_one(desk: Desk):
    made: Sequence[str] = [
        add(desk, region, year=year) for year in (2019, 2020) for region in (XINJIANG, URUMQI, TIANSHAN, SAYBAK)
    ]
    together = Surroundings(desk)
    for parent in (XINJIANG, URUMQI):
        for year in (2019, 2020):
            for subject in together.load_group(parent, year, ["target-breakdown"]):
                at_once, alone = together.around(subject), around(desk, subject.filing.id)
                assert ids(at_once.sisters) == ids(alone.sisters)
                assert ids(filter(None, [at_once.upper])) == ids(filter(None, [alone.upper]))
                assert ids(filter(None, [at_once.last])) == ids(filter(None, [alone.last]))
    assert len(made) == 8
