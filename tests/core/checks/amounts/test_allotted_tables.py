"""What a city shares out against what the province gave it."""

import pytest

from medaid_desktop.core.checks.amounts.allotments import ALLOTMENTS
from medaid_desktop.core.checks.around import Allotted, Around
from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.runner import run_checks
from medaid_desktop.core.places.place_names import PlaceNames
from tests.core.checks.subjects import subject
from tests.core.places.shipped_regions import shipped

Row = dict[str, str]
TITLE = {"title": "2022年医疗救助补助资金分配表", "unit": "万元"}
PROVINCE = [
    {"name": "全省合计", "amount": "2010"},
    {"name": "兰州市", "amount": "1250"},
    {"name": "定西市", "amount": "760"},
]
NAMES = PlaceNames(shipped())


def _city(total: str, **cells: str) -> list[Row]:
    return [
        {"name": "合计", "amount": total, **cells},
        {"name": "通渭县", "amount": "300"},
        {"name": "陇西县", "amount": "450"},
    ]


def _found(
    rows: list[Row], above: list[Row], *at: int, region: str = "621100", over: str = "620000", unit: str = "万元"
) -> list[Finding]:
    table = subject("allocation", TITLE | {"unit": unit}, year=2022, region=over, id="above", rows=above)
    own = subject("allocation", TITLE, year=2022, region=region, id="own", rows=rows)
    return run_checks(own, [ALLOTMENTS], Around(allotted=[Allotted(table, row) for row in at or (2,)], names=NAMES))


def test_the_total_of_a_city_is_what_the_province_gave() -> None:
    assert _found(_city("760.00"), PROVINCE) == []
    (found,) = _found(_city("750.00"), PROVINCE)
    assert (found.rule, found.severity, found.where, found.expected) == (
        "amount.allocation",
        "error",
        "tables.rows[0].amount",
        "760",
    )
    assert "750.00" in found.message and "少 10 万元" in found.message
    assert [(one.filing, one.path) for one in found.beside] == [("above", "tables.rows[2].amount")]


def test_other_units_are_converted_and_printed_digits_count() -> None:
    above = [{"name": "定西市", "amount": "7600450"}]
    assert _found(_city("760.05"), above, 0, unit="元") == []
    assert len(_found(_city("760.5"), above, 0, unit="元")) == 1


@pytest.mark.parametrize(
    ("rows", "above", "at"),
    [
        (_city("750"), [{"name": "定西市", "total": "760"}], (0,)),  # other columns: other money may be in it
        (_city("750", regional_general="20"), PROVINCE, (2,)),
        (_city("")[1:], PROVINCE, (2,)),  # no total
        ([*_city("750"), {"name": "合计", "amount": "5"}], PROVINCE, (2,)),  # two of them
        # the city beside its counties: its own level alone
        (_city("750"), [{"name": "定西市", "amount": "10"}, {"name": "通渭县", "amount": "300"}], (0,)),
        # accounts of one city add up
        (_city("750"), [{"name": "定西市", "amount": "700"}, {"name": "定西市", "amount": "50"}], (0, 1)),
        # a subtotal speaks for the city
        (_city("750"), [{"name": "定西市小计", "amount": "750"}, {"name": "定西市", "amount": "10"}, {"name": "通渭县", "amount": "740"}], (0, 1)),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_left_alone(rows: list[Row], above: list[Row], at: tuple[int, ...]) -> None:
    assert _found(rows, above, *at) == []


def test_tables_of_the_same_region_are_not_compared() -> None:
    assert _found(_city("750"), _city("760"), 0, over="621100") == []


def test_two_tables_may_be_shared_out_in_one() -> None:
    tables = [subject("allocation", TITLE, year=2022, region="620000", id=str(at), rows=PROVINCE) for at in range(2)]
    own = subject("allocation", TITLE, year=2022, region="621100", id="own", rows=_city("1520"))
    assert run_checks(own, [ALLOTMENTS], Around(allotted=[Allotted(one, 2) for one in tables], names=NAMES)) == []


def test_money_of_other_sources_is_other_money() -> None:
    table = subject("allocation", TITLE, year=2022, region="620000", id="above", rows=PROVINCE)
    title = {"title": "2022年省级医疗救助补助资金分配表", "unit": "万元"}
    own = subject("allocation", title, year=2022, region="621100", id="own", rows=_city("750"))
    assert run_checks(own, [ALLOTMENTS], Around(allotted=[Allotted(table, 2)], names=NAMES)) == []
