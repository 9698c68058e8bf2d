"""Parts and totals of allocation tables and of forms: what is found, and what is left alone."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.checks.amounts.sums import SUMS
from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.runner import run_checks
from tests.core.checks.subjects import subject, told

Row = dict[str, str]


def _row(name: str, role: str, depth: int, **cells: str) -> Row:
    return {"name": name, "role": role, "depth": str(depth), **cells}


def _found(rows: list[Row]) -> list[Finding]:
    return run_checks(subject("allocation", {"unit": "万元"}, rows=rows), [SUMS])


RUILI = [_row("瑞丽市", "unit", 1, central_general="145.18", central_lottery="9", total="154.18")]
LIANGHE = [
    _row("梁河县医疗保障局", "unit", 1, amount="4.7"),
    _row("梁河县医疗保障局", "unit", 1, amount="1"),
    _row("梁河县医疗保障局", "unit", 1, amount="0.3"),
    _row("合计", "total", 0, amount="6"),
]
HANGZHOU = [
    _row("杭州市小计", "subtotal", 1, amount="149"),
    _row("杭州市", "unit", 2, amount="115"),
    _row("杭州市本级", "own-level", 3, amount="115"),
    _row("萧山区", "of-which", 4, amount="14"),
    _row("余杭区", "of-which", 4, amount="18"),
    _row("富阳区", "of-which", 4, amount="26"),
    _row("临安区", "of-which", 4, amount="27"),
    _row("桐庐县", "unit", 2, amount="34"),
]
WENZHOU = [
    _row("温州市", "unit", 1, amount="22"),
    _row("温州市本级", "own-level", 2, amount="7"),
    _row("鹿城区", "of-which", 2, amount="12"),
    _row("龙湾区", "of-which", 2, amount="3"),
]
URUMQI = [
    _row("天山区", "unit", 1, central_general="600.53", central_lottery="47.63"),
    _row("沙依巴克区", "unit", 1, central_general="429.34", central_lottery="34.05"),
    _row("新市区", "unit", 1, central_general="424.77", central_lottery="33.69"),
    _row("合计", "total", 0, central_general="1,454.64", central_lottery="115.4"),
]
JIANGXI = [
    _row("全省合计", "total", 0, amount="4779"),
    _row("南昌市合计", "subtotal", 1, amount="1554"),
    _row("市本级", "own-level", 2, amount="383"),
    _row("东湖区", "unit", 2, amount="155"),
    _row("南昌县", "unit", 2, amount="1016"),
    _row("赣州市合计", "subtotal", 1, amount="3225"),
    _row("市本级", "own-level", 2, amount="40"),
    _row("章贡区", "unit", 2, amount="3185"),
]
YICHANG = [
    _row("市本级", "own-level", 1, amount="120"),
    _row("夷陵区", "unit", 1, amount="402"),
    _row("远安县", "unit", 1, amount="188"),
    _row("合计", "total", 0, amount="710"),
]


def _changed(rows: list[Row], at: int, **cells: str) -> list[Row]:
    return [row | cells if number == at else row for number, row in enumerate(rows)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (RUILI, []),
        (_changed(RUILI, 0, total="154.81"), [("amount.sum", "tables.rows[0].total")]),
        (_changed(RUILI, 0, total=""), []),  # a table without its column of totals promises none
        ([*RUILI, _row("合计", "total", 0, central_general="145.18", central_lottery="9")], [("amount.total-missing", "tables.rows[1].total")]),
        (LIANGHE, []),
        (_changed(LIANGHE, 3, amount="5"), [("amount.sum", "tables.rows[3].amount")]),
        (_changed(LIANGHE, 3, amount=""), [("amount.total-missing", "tables.rows[3].amount")]),
        (_changed(LIANGHE, 3, amount="0"), [("amount.total-missing", "tables.rows[3].amount")]),
        (HANGZHOU, [("amount.of-which-rest", "tables.rows[2].amount")]),
        (_changed(HANGZHOU, 4, amount="81"), [("amount.of-which", "tables.rows[2].amount")]),
        (_changed(HANGZHOU, 0, amount="148"), [("amount.sum", "tables.rows[0].amount"), ("amount.of-which-rest", "tables.rows[2].amount")]),
        (WENZHOU, []),
        (_changed(WENZHOU, 2, amount="13"), [("amount.sum", "tables.rows[0].amount")]),
        (_changed(WENZHOU, 0, amount="25"), [("amount.sum", "tables.rows[0].amount")]),
        # of two readings the one that balances: an own level as large as the whole holds its districts
        (_changed(WENZHOU, 1, amount="22"), [("amount.of-which-rest", "tables.rows[0].amount")]),
        (URUMQI, [("amount.rounding", "tables.rows[3].name"), ("amount.rounding", "tables.rows[3].central_lottery")]),
        (_changed(URUMQI, 3, central_lottery="115.5"), [("amount.sum", "tables.rows[3].central_lottery")]),
        # an own level right under its subtotal is a part of it, as 内蒙古 and 江西 print it
        (JIANGXI, []),
        (_changed(JIANGXI, 2, amount="380"), [("amount.sum", "tables.rows[1].amount")]),
        (_changed(JIANGXI, 5, amount="3226"), [("amount.sum", "tables.rows[0].amount"), ("amount.sum", "tables.rows[5].amount"), ("amount.repair", "tables.rows[5].amount")]),
        # a blank subtotal is told, its total is not
        (_changed(JIANGXI, 1, amount=""), [("amount.total-missing", "tables.rows[1].amount")]),
        # a subtotal without rows, between others that stand above theirs
        ([*JIANGXI[:5], _row("青岛市小计", "subtotal", 1, amount="0"), *JIANGXI[5:]], []),
        ([*JIANGXI[1:], JIANGXI[0] | {"amount": "4778"}], [("amount.sum", "tables.rows[7].amount")]),
        (YICHANG, []),
        (_changed(YICHANG, 1, amount="401"), [("amount.sum", "tables.rows[3].amount")]),
        ([_row("永嘉县", "unit", 1, amount="-105"), _row("合计", "total", 0, amount="-105")],
         [("amount.negative", "tables.rows[0].amount"), ("amount.negative", "tables.rows[1].amount")]),
        ([_row("甲县", "unit", 1, amount="另行下达"), _row("合计", "total", 0, amount="5")], []),
    ],
)  # fmt: skip
def test_allocation_tables(rows: list[Row], expected: list[tuple[str, str]]) -> None:
    assert told(_found(rows)) == expected


def test_the_rest_of_a_list_says_how_much() -> None:
    (finding,) = _found(HANGZHOU)
    assert "余 30" in finding.message and (finding.expected, finding.severity) == ("30", "hint")
    assert [beside.text for beside in finding.beside] == ["14", "18", "26", "27"]


def test_headcounts_are_exact() -> None:
    rows = [
        _row("甲县", "unit", 1, headcount="2866"),
        _row("乙县", "unit", 1, headcount="2557"),
        _row("合计", "total", 0, headcount="5424"),
    ]
    assert told(_found(rows)) == [("amount.sum", "tables.rows[2].headcount")]


def test_money_among_headcounts_is_no_figure() -> None:
    rows = [_row("甲县", "unit", 1, headcount="350元"), _row("合计", "total", 0, headcount="5")]
    assert _found(rows) == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"funding_total": "154.18", "funding_fiscal": "154.18"}, []),
        ({"funding_total": "656万元", "funding_fiscal": "600", "funding_other": "56 万元"}, []),
        ({"funding_total": "656", "funding_fiscal": "600", "funding_other": "50"}, ["amount.sum"]),
        ({"funding_total": "656", "funding_fiscal": "6560000元"}, []),
        ({"funding_fiscal": "20810"}, ["amount.total-missing"]),
        ({"funding_total": "0", "funding_fiscal": "0", "funding_other": "0"}, []),
        ({"funding_total": "350"}, []),
        ({"funding_total": "—", "funding_fiscal": "无"}, []),
        ({"funding_total": "三百万", "funding_fiscal": "300"}, []),
        ({"funding_total": "733.28", "funding_fiscal": "700", "extra:上年结转资金": "33.28"}, []),
        ({"funding_total": "700", "funding_fiscal": "700", "extra:上年结转资金": "33.28"}, []),
        ({"funding_total": "733.82", "funding_fiscal": "700", "extra:上年结转资金": "33.28"}, ["amount.sum"]),
        ({"funding_total": "700", "funding_fiscal": "690", "extra:项目编号": "10"}, ["amount.sum"]),
    ],
)
def test_the_funding_of_a_form(values: dict[str, str], expected: list[str]) -> None:
    found = run_checks(subject("project-target", values), [SUMS])
    assert [finding.rule for finding in found] == expected


def test_a_missing_total_is_offered() -> None:
    (finding,) = run_checks(subject("regional-target", {"funding_central": "20810"}), [SUMS])
    assert finding.mends[0].title == "填入合计 20810"
    assert finding.mends[0].edits == (("values.funding_total", "20810"),)


@pytest.mark.parametrize(
    ("items", "broken"),
    [
        ([("年度资金总额", "350"), ("其中：财政拨款", "300"), ("其他资金", "50")], False),
        ([("年度资金总额", "350"), ("其中：财政拨款", "300"), ("其他资金", "40")], True),
        ([("年度资金总额", "350"), ("其中：财政拨款", "350"), ("其中：中央", "200"), ("省级", "150")], False),
        ([("年度资金总额", "360"), ("财政拨款", "350"), ("其中：中央", "200"), ("省级", "150"), ("其他资金", "10")], False),
        ([("年度资金总额", "361"), ("财政拨款", "350"), ("其中：中央", "200"), ("省级", "150"), ("其他资金", "10")], True),
        ([("财政拨款", "350"), ("其他资金", "10")], False),
    ],
)  # fmt: skip
def test_the_items_of_funding(items: list[tuple[str, str]], broken: bool) -> None:
    rows = [{"item": name, "budget": figure} for name, figure in items]
    found = run_checks(subject("self-evaluation", funding=rows), [SUMS])
    assert [finding.rule for finding in found] == (["amount.sum"] if broken else [])


# -- trees ---------------------------------------------------------------------------------------------------------

money = st.integers(-500, 50_000).map(lambda cents: Decimal(cents) / 100)
kinds = ("central_general", "central_lottery")


@st.composite
def trees(draw: st.DrawFn) -> list[Row]:
    """A table that balances: a grand total over prefectures, each with a subtotal over its 市 and counties, the 市 with an
    own level and districts; every row with two kinds of money and their sum. Figures have two decimals throughout."""
    rows: list[Row] = []

    def add(name: str, role: str, depth: int, cells: list[Decimal]) -> list[Decimal]:
        texts = {kind: f"{value:.2f}" for kind, value in zip(kinds, cells, strict=True)}
        rows.append(_row(name, role, depth, **texts, total=f"{sum(cells):.2f}"))
        return cells

    def together(parts: list[list[Decimal]]) -> list[Decimal]:
        return [sum(column, Decimal(0)) for column in zip(*parts, strict=True)]

    def leaf() -> list[Decimal]:
        return [draw(money), draw(money)]

    prefectures: list[list[Decimal]] = []
    for number in range(draw(st.integers(1, 3))):
        at = len(rows)
        own = [leaf() for _ in range(draw(st.integers(2, 3)))]
        counties = [leaf() for _ in range(draw(st.integers(1, 3)))]
        whole = together([together(own), *counties])
        add(f"第{number}市", "unit", 2, together(own))
        for district, cells in enumerate(own):
            add(f"区{number}{district}", "of-which" if district else "own-level", 3, cells)
        for county, cells in enumerate(counties):
            add(f"县{number}{county}", "unit", 2, cells)
        rows.insert(
            at,
            _row(
                f"第{number}市小计",
                "subtotal",
                1,
                **dict(zip(kinds, map(str, whole), strict=True)),
                total=str(sum(whole)),
            ),
        )
        prefectures.append(whole)
    grand = together(prefectures)
    total = _row("合计", "total", 0, **dict(zip(kinds, map(str, grand), strict=True)), total=str(sum(grand)))
    return [total, *rows] if draw(st.booleans()) else [*rows, total]


def _errors(rows: list[Row]) -> list[str]:
    return [finding.rule for finding in _found(rows) if finding.severity == "error"]


@given(trees())
def test_a_tree_that_balances_has_no_error(rows: list[Row]) -> None:
    assert _errors(rows) == []


@given(trees(), st.data())
def test_one_changed_cell_is_an_error_and_the_repair_names_it(rows: list[Row], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.sampled_from([*kinds, "total"]))
    by = data.draw(st.sampled_from([Decimal(1), Decimal("-3.5"), Decimal(120), Decimal("0.2")]))
    right = Decimal(rows[at][column])
    changed = _changed(rows, at, **{column: f"{right + by:.2f}"})
    found = _found(changed)
    assert any(finding.severity == "error" for finding in found)
    repairs = [finding for finding in found if finding.rule == "amount.repair"]
    for repair in repairs:
        assert repair.where == f"tables.rows[{at}].{column}"
        assert Decimal(repair.expected) == right
    if sum(finding.rule == "amount.sum" for finding in found) > 1:
        assert len(repairs) == 1


@given(trees(), st.data())
def test_one_changed_amount_is_an_error_in_a_table_of_one_column(rows: list[Row], data: st.DataObject) -> None:
    single = [{name: text for name, text in row.items() if name not in (*kinds, "total")} for row in rows]
    single = [row | {"amount": whole["total"]} for row, whole in zip(single, rows, strict=True)]
    assert _errors(single) == []
    at = data.draw(st.integers(0, len(single) - 1))
    by = data.draw(st.sampled_from([Decimal(1), Decimal("-3.5"), Decimal(120), Decimal("0.2")]))
    assert _errors(_changed(single, at, amount=f"{Decimal(single[at]['amount']) + by:.2f}"))


def test_a_sum_across_and_one_down_say_which_they_are() -> None:
    rows = [
        _row("合计", "total", 0, central_general="180", central_lottery="17", total="179"),
        _row("甲市小计", "subtotal", 1, central_general="100", central_lottery="9", total="109"),
        _row("乙市小计", "subtotal", 1, central_general="80", central_lottery="8", total="88"),
    ]
    across, down = (one.message for one in _found(rows) if one.rule == "amount.sum")
    assert "“合计”的“合计”栏是 179，横向中央一般公共预算、中央彩票公益金相加为 197（180＋17），少 18" in across
    assert "“合计”的“合计”栏是 179，纵向甲市小计、乙市小计相加为 197（109＋88），少 18" in down


def test_the_parts_of_a_form_are_named() -> None:
    values = {"funding_total": "350", "funding_fiscal": "300", "funding_other": "40"}
    (finding,) = run_checks(subject("project-target", values), [SUMS])
    assert "财政拨款、其他资金相加为 340（300＋40），多 10" in finding.message


def test_many_parts_are_counted() -> None:
    rows = [_row(f"{name}县", "unit", 1, amount="1") for name in "甲乙丙丁戊己"]
    (finding,) = _found([_row("合计", "total", 0, amount="7"), *rows])
    assert "纵向甲县至己县共 6 行相加为 6（" in finding.message


@pytest.mark.parametrize(
    ("cells", "mended"),
    [
        (("235", "120", "850000", "30"), ("tables.rows[2].amount", "85")),
        (("2350000", "120", "85", "30"), ("tables.rows[0].amount", "235")),
        (("235", "0.012", "85", "30"), ("tables.rows[1].amount", "120")),
    ],
)
def test_a_part_in_another_unit_is_named(cells: tuple[str, ...], mended: tuple[str, str]) -> None:
    names = ("合计", "城关区", "七里河区", "榆中县")
    rows = [_row(name, "unit" if at else "total", min(at, 1), amount=cells[at]) for at, name in enumerate(names)]
    (finding,) = _found(rows)
    assert finding.mends[0].edits == (mended,) and f"改为 {mended[1]} 就平" in finding.message


def test_mends_have_the_decimals_of_the_cell() -> None:
    rows = [
        _row("合计", "total", 0, central_general="300.55", central_lottery="50.00", total="350.55"),
        _row("甲区", "unit", 1, central_general="200.35", central_lottery="40.00", total="240.35"),
        _row("乙区", "unit", 1, central_general="102.20", central_lottery="10.00", total="110.20"),
    ]
    (repair,) = (one for one in _found(rows) if one.rule == "amount.repair")
    assert repair.mends[0].edits == (("tables.rows[2].central_general", "100.20"),)


@pytest.mark.parametrize(
    ("rows", "cure"),
    [
        (_changed(JIANGXI, 1, amount=""), "请填入 1554"),
        (HANGZHOU, "请确认余数归谁"),
        (_changed(HANGZHOU, 3, amount="114"), "请核对哪一项多写了"),
    ],
)
def test_what_is_told_says_what_to_do(rows: list[Row], cure: str) -> None:
    assert any(cure in finding.message for finding in _found(rows))
