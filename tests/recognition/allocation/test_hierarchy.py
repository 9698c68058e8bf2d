"""The grammar of allocation tables: 小计, 其中, 本级, and the reading that balances."""

from decimal import Decimal

from medaid_desktop.recognition.allocation.allocation_lines import Line, balances
from medaid_desktop.recognition.allocation.hierarchy import settle


def line(name: str, amount: str = "", of_which: bool = False, **more: object) -> Line:
    numbers = {"amount": Decimal(amount)} if amount else {}
    return Line(name, of_which, numbers=numbers, is_total=name == "合计", **more)  # type: ignore[arg-type]


def settled(*lines: Line) -> list[tuple[str, int]]:
    settle(lines)
    return [(entry.role, entry.depth) for entry in lines]


def test_the_nested_list_of_hangzhou_lies_inside_the_own_level():
    lines = [
        line("合计", "317"), line("杭州市小计", "317"), line("杭州市", "115"), line("杭州市本级", "115", True), line("萧山区", "14", True),
        line("富阳区", "26"), line("桐庐县", "34"), line("淳安县", "168"),
    ]  # fmt: skip
    assert settled(*lines) == [
        ("total", 0), ("subtotal", 1), ("unit", 2), ("own-level", 3), ("of-which", 4), ("of-which", 4), ("unit", 2), ("unit", 2),
    ]  # fmt: skip


def test_a_list_ends_at_the_first_county_unless_its_sum_says_otherwise():
    ends = settled(line("温州市", "22"), line("温州市本级", "7", True), line("鹿城区", "15"), line("永嘉县", "9"))
    goes_on = settled(line("昆明市", "31"), line("昆明市本级", "7", True), line("五华区", "15"), line("富民县", "9"))
    assert [role for role, _ in ends] == ["unit", "own-level", "of-which", "unit"]
    assert [role for role, _ in goes_on] == ["unit", "own-level", "of-which", "of-which"]


def test_a_city_is_a_subtotal_only_where_it_is_the_sum_of_its_counties():
    city = {"code": "530100", "level": "prefecture"}
    county = {"level": "county", "above": ("530000", "530100")}
    sums = settled(
        line("昆明市", "30", **city),
        line("五华区", "10", code="530102", **county),
        line("富民县", "20", code="530124", **county),
    )
    own = settled(
        line("昆明市", "5", **city),
        line("五华区", "10", code="530102", **county),
        line("富民县", "20", code="530124", **county),
    )
    assert sums == [("subtotal", 0), ("unit", 1), ("unit", 1)]
    assert own == [("unit", 0)] * 3


def test_subtotals_may_stand_below_what_they_sum():
    lines = [
        line("五华区", "10"),
        line("富民县", "20"),
        line("昆明市小计", "30"),
        line("麒麟区", "5"),
        line("曲靖市小计", "5"),
        line("合计", "35"),
    ]
    assert settled(*lines) == [("unit", 2), ("unit", 2), ("subtotal", 1), ("unit", 2), ("subtotal", 1), ("total", 0)]


def test_a_list_that_balances_in_no_reading_is_told():
    lines = [line("甲市", "100"), line("甲市本级", "60", True), line("乙区", "5", True), line("丙区", "6")]
    doubts = settle(lines)
    assert [entry.depth for entry in lines] == [0, 1, 2, 2]
    assert len(doubts) == 1 and "乙区" in doubts[0][0]


def test_sums_balance_within_rounding():
    assert balances(line("合计", "243.0"), [line("甲", "47.63"), line("乙", "195.38")])
    assert not balances(line("合计", "243.0"), [line("甲", "47.63"), line("乙", "190.38")])
