"""Tables typed by hand, which have names and figures only: what they surely promise, and silence for the rest."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.checks.amounts.sums import SUMS
from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.runner import run_checks
from medaid_desktop.core.places.place_names import PlaceNames
from tests.core.checks.subjects import subject, told
from tests.core.places.shipped_regions import shipped

Typed = list[tuple[str, str]]
PROVINCE, CITY = "620000", "620100"
FLAT = [("合计", "235"), ("城关区", "120"), ("七里河区", "85"), ("榆中县", "30")]
SUBTOTALS = [
    ("全省合计", "750"), ("兰州市小计", "400"), ("兰州市本级", "100"), ("城关区", "120"), ("榆中县", "180"),
    ("天水市小计", "350"), ("天水市本级", "50"), ("秦州区", "200"), ("甘谷县", "100"),
]  # fmt: skip
HOLDERS = [(name.replace("小计", ""), amount) for name, amount in SUBTOTALS]
BARE_HOLDERS = [one for one in HOLDERS if "本级" not in one[0]]
HANGZHOU = [
    ("杭州市小计", "149"), ("杭州市", "115"), ("其中：杭州市本级", "115"), ("萧山区", "14"), ("余杭区", "18"), ("桐庐县", "34"),
    ("合计", "149"),
]  # fmt: skip
DEHONG = [("瑞丽市", "30"), ("芒市", "20"), ("梁河县", "10"), ("合  计", "60")]


def _found(rows: Typed, region: str = CITY) -> list[Finding]:
    typed = [{"name": name, "amount": amount} for name, amount in rows]
    return run_checks(subject("allocation", {"unit": "万元"}, region=region, rows=typed), [SUMS])


def _changed(rows: Typed, at: int, amount: str) -> Typed:
    return [(name, amount if number == at else text) for number, (name, text) in enumerate(rows)]


def _sum(row: int) -> tuple[str, str]:
    return "amount.sum", f"tables.rows[{row}].amount"


@pytest.mark.parametrize(
    ("rows", "region"),
    [
        (FLAT, CITY), (SUBTOTALS, PROVINCE), (HOLDERS, PROVINCE), (HANGZHOU, PROVINCE), (DEHONG, "533100"),
        ([("兰州市", "400"), ("城关区", "220"), ("榆中县", "180"), ("合计", "400")], PROVINCE),
        ([("甲医院", "4.7"), ("乙医院", "1"), ("总计", "5.7")], "533122"),
        ([("甲县", "3"), ("乙县", "4"), ("小计", "7"), ("丙县", "5"), ("小计", "5"), ("总计", "12")], CITY),
        ([("甲县", "3"), ("乙县", "4"), ("合计", "7"), ("丙县", "5"), ("丁县", "1"), ("合计", "6")], CITY),
        ([("城关区", "3"), ("榆中县", "4")], CITY),
        ([("合计", "7"), ("甲县", "另行下达"), ("乙县", "4")], CITY),
    ],
)  # fmt: skip
def test_tables_that_balance(rows: Typed, region: str) -> None:
    assert _found(rows, region) == []


@pytest.mark.parametrize(
    ("rows", "region", "expected"),
    [
        (_changed(FLAT, 0, "335"), CITY, [_sum(0)]),
        (_changed(FLAT, 0, "335"), PROVINCE, [_sum(0)]),
        ([*FLAT[1:], ("合计", "335")], CITY, [_sum(3)]),
        (_changed(FLAT, 0, ""), CITY, [("amount.total-missing", "tables.rows[0].amount")]),
        ([*FLAT, ("永登县", "30")], CITY, [_sum(0)]),  # a row typed below, its total forgotten
        (_changed(DEHONG, 0, "31"), "533100", [_sum(3)]),
        ([*FLAT[1:], ("合计", "335"), ("注：含上年结转", "")], CITY, [_sum(3)]),
        ([("合计", "6"), ("1 甲镇", "3"), ("2 乙镇", "4")], CITY, [_sum(0)]),
        (_changed(SUBTOTALS, 1, "410"), PROVINCE, [_sum(0), ("amount.repair", "tables.rows[1].amount"), _sum(1)]),
        (_changed(HOLDERS, 4, "190"), PROVINCE, [_sum(1)]),
    ],
)  # fmt: skip
def test_tables_that_do_not(rows: Typed, region: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(told(_found(rows, region))) == sorted(expected)


@pytest.mark.parametrize(
    ("rows", "region"),
    [
        (_changed(BARE_HOLDERS, 2, "121"), PROVINCE),  # nothing says that the cities hold what follows
        (_changed(BARE_HOLDERS, 2, "121"), "630000"),
        (_changed(HANGZHOU, 3, "15"), PROVINCE),
        (_changed(HANGZHOU, 5, "35"), PROVINCE),
        ([("合计", "100"), ("医保局", "100"), ("甲镇", "40"), ("乙镇", "60")], "620121"),  # each counted twice
        ([("合计", "130"), ("城区", "100"), ("甲镇", "40"), ("乙镇", "60"), ("丙镇", "30")], "620121"),  # one holds others
        ([("合计", "10"), ("一、住院", "6"), ("（一）重点对象", "4"), ("（二）其他", "3"), ("二、门诊", "4")], CITY),
        ([("合计", "10"), ("一、住院", "6"), ("重点对象", "4"), ("其他", "3"), ("二、门诊", "4")], CITY),
        ([("甲县", "3"), ("合计", "9"), ("乙县", "4"), ("丙县", "5")], CITY),
        ([("甲县", "3"), ("乙县", "4"), ("合计", "7"), ("丙县", "5"), ("丁县", "1"), ("合计", "13"), ("总计", "13")], CITY),
        ([("合计", "70"), ("甲市", "50"), ("乙县", "20"), ("其中：丙镇", "10")], CITY),
    ],
)  # fmt: skip
def test_what_may_be_read_otherwise_is_left_alone(rows: Typed, region: str) -> None:
    assert [one for one in _found(rows, region) if one.rule in ("amount.sum", "amount.total-missing")] == []


def test_the_row_of_the_region_itself_may_be_the_total() -> None:
    rows = [("合计", "100"), ("定西市", "100"), ("安定区", "41"), ("通渭县", "60")]
    typed = [{"name": name, "amount": amount} for name, amount in rows]
    checked = subject("allocation", {"unit": "万元"}, region="621100", rows=typed)
    assert run_checks(checked, [SUMS], Around(names=PlaceNames(shipped()))) == []


def test_depths_without_roles_are_taken_at_their_word() -> None:
    rows = [{"name": name, "amount": amount, "depth": "1" if at else "0"} for at, (name, amount) in enumerate(FLAT)]
    rows[0]["amount"] = "335"
    assert told(run_checks(subject("allocation", rows=rows), [SUMS])) == [_sum(0)]


@st.composite
def typed_tables(draw: st.DrawFn) -> tuple[Typed, list[list[int]]]:
    """A table of a province that balances, and its true sums: the row of each total, then those of its parts."""
    rows: Typed = []
    sums: list[list[int]] = []
    style = draw(st.sampled_from(["小计", "本级", "bare", "flat"]))
    amounts = st.integers(1, 400)
    cities: list[int] = []
    for letter in "甲乙丙"[: draw(st.integers(1, 3))]:
        city = len(rows)
        names = [f"{letter}州{one}" for one in ("东区", "西县", "南县")][: draw(st.integers(1, 3))]
        if style == "flat":
            rows.append((f"{letter}州市", str(draw(amounts))))
        else:
            rows.append((f"{letter}州市{'小计' if style == '小计' else ''}", ""))
            names = [f"{letter}州市本级", *names] if style != "bare" else names
            rows += [(name, str(draw(amounts))) for name in names]
            parts = list(range(city + 1, len(rows)))
            rows[city] = rows[city][0], str(sum(int(rows[at][1]) for at in parts))
            sums.append([city, *parts])
        cities.append(city)
    rows.append(("全省合计", str(sum(int(rows[at][1]) for at in cities))))
    return rows, [*sums, [len(rows) - 1, *cities]]


@given(typed_tables())
def test_a_typed_table_that_balances_has_no_error(table: tuple[Typed, list[list[int]]]) -> None:
    assert [one for one in _found(table[0], PROVINCE) if one.severity != "hint"] == []


@given(typed_tables(), st.data())
def test_only_sums_that_are_meant_are_told(table: tuple[Typed, list[list[int]]], data: st.DataObject) -> None:
    rows, sums = table
    at = data.draw(st.integers(0, len(rows) - 1))
    wrong = Decimal(rows[at][1]) + data.draw(st.sampled_from([1, 10, -1, 300]))
    broken = {f"tables.rows[{one[0]}].amount" for one in sums if at in one}
    found = [one.where for one in _found(_changed(rows, at, str(wrong)), PROVINCE) if one.rule == "amount.sum"]
    assert set(found) <= broken
