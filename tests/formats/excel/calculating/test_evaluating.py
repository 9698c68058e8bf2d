"""Formulas as forms have them: what Excel shows for them, or nothing where that cannot be known."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.formats.excel.calculating.scalars import Fault
from tests.formats.excel.calculating.sheets import UNKNOWN, column, worked_out

# 表!A1:A8, B1:B3 beside them
CELLS = column(3, 12.5, "是", None, True, "否", Fault("#DIV/0!"), "abc") | {
    ("表", 0, 1): Decimal(2), ("表", 1, 1): Decimal("0.5"), ("表", 2, 1): Decimal(10), ("表", 0, 2): UNKNOWN,
    ("数据", 0, 0): "市级", ("数据", 1, 0): "县级", ("数据", 0, 1): Decimal(7), ("数据", 1, 1): Decimal(8),
}  # fmt: skip


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("-2^2", 4), ("2^3^2", 64), ("10%", "0.1"), ("1+2*3-4/2", 5), ("(1+2)*3", 9), ("2--1", 3), ("A1&A3&\"元\"", "3是元"),
        ("0.1+0.2", "0.3"), ("0.1+0.2=0.3", True), ("1.005*100", "100.5"), ("A4", 0), ("A4&\"\"", ""), ("A5+1", 2),
        ("1=\"1\"", False), ("\"abc\"=\"ABC\"", True), ("A4=0", True), ("A4=\"\"", True), ("TRUE>99", True), ("\"字\">99", True),
        ("12.50&\"万\"", "12.5万"), ("B2%", "0.005"), ("1<2", True), ("2<>2", False),
    ],
)  # fmt: skip
def test_operators_bind_and_convert_as_in_excel(formula, value):
    assert worked_out(formula, CELLS) == (
        Decimal(str(value)) if not isinstance(value, bool | str) or _figure(value) else value
    )


def _figure(value) -> bool:
    return isinstance(value, str) and value.replace(".", "", 1).isdecimal()


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("SUM(A1:A6)", "15.5"), ("SUM(A1,A3,2)", 5), ("AVERAGE(A1:A6)", "7.75"), ("COUNT(A1:A8)", 2), ("COUNTA(A1:A8)", 7),
        ("COUNTBLANK(A1:A9)", 2), ("MAX(A1:A3,99)", 99), ("MIN(A3:A4)", 0), ("PRODUCT(A1:A2,2)", 75), ("MEDIAN(A1:A2)", "7.75"),
        ("ROUND(2.675,2)", "2.68"), ("ROUND(-2.5,0)", -3), ("ROUND(1234,-2)", 1200), ("ROUNDUP(1.21,1)", "1.3"),
        ("ROUNDDOWN(-1.29,1)", "-1.2"), ("INT(-1.5)", -2), ("TRUNC(-1.5)", -1), ("ABS(-3)", 3), ("MOD(-1,3)", 2), ("SIGN(-9)", -1),
        ("SUMIF(A1:A3,\">5\")", "12.5"), ("SUMIF(A1:A3,\"是\",B1:B3)", 10), ("COUNTIF(A1:A8,\"?\")", 2), ("COUNTIF(A1:A4,\"<>是\")", 3),
        ("SUMIFS(B1:B3,B1:B3,\">1\",A1:A3,\"<5\")", 2), ("COUNTIFS(A1:A3,\"是\",B1:B3,10)", 1), ("AVERAGEIF(A1:A2,3,B1:B2)", 2),
        ("SUMPRODUCT(A1:A3,B1:B3)", "12.25"), ("SUMPRODUCT((A1:A3=\"是\")*(B1:B3>1))", 1), ("SUMPRODUCT(--(A1:A3=\"是\"),B1:B3)", 10),
        ("SUBTOTAL(9,A1:A4,A6)", "15.5"), ("SUBTOTAL(9,B1:B3)", "12.5"), ("LARGE(B1:B3,2)", 2), ("SMALL(B1:B3,1)", "0.5"),
        ("RANK(B1,B1:B3)", 2), ("VLOOKUP(\"县级\",数据!A1:B2,2,0)", 8), ("INDEX(数据!B1:B2,MATCH(\"县级\",数据!A1:A2,0))", 8),
        ("ROW()", 100), ("ROW(B7)-3", 4), ("COLUMN()", 26), ("CHOOSE(2,1,5)", 5), ("SUM(全部)", "15.5"), ("一半+1", "2.5"),
        ("YEAR(DATE(2024,14,1))", 2025), ("DATE(2024,2,30)", 45352), ("LEN(\"内容\")", 2), ("SUM(B:B)", "12.5"),
    ],
)  # fmt: skip
def test_figures_of_functions(formula, value):
    assert worked_out(formula, CELLS) == Decimal(str(value))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("IF(A1>2,\"超\",\"\")", "超"), ("IF(A4=\"\",\"\",A1*2)", ""), ("IF(A1>2,,1)", Decimal(0)), ("IF(A1<2,1)", False),
        ("IFERROR(A1/A4,\"—\")", "—"), ("IFERROR(A7,0)", Decimal(0)), ("IF(ISERROR(A7),\"\",A7)", ""), ("AND(A1>1,A5)", True),
        ("OR(A1>9,A2>99)", False), ("NOT(A1>9)", True), ("ISBLANK(A4)", True), ("ISNUMBER(A3)", False), ("ISTEXT(A3)", True),
        ("A1/A4", Fault("#DIV/0!")), ("A3+1", Fault("#VALUE!")), ("SUM(A1:A7)", Fault("#DIV/0!")), ("AVERAGE(A3:A4)", Fault("#DIV/0!")),
        ("VLOOKUP(\"省级\",数据!A1:B2,2,FALSE)", Fault("#N/A")), ("IFERROR(VLOOKUP(\"省级\",数据!A1:B2,2,0),\"无\")", "无"),
        ("TEXT(0.256,\"0.0%\")", "25.6%"), ("TEXT(A2,\"0.00\")&\"元\"", "12.50元"), ("LEFT(A8,2)&RIGHT(A8)", "abc"), ("MID(A8,2,9)", "bc"),
        ("CONCATENATE(A1,\"-\",A3)", "3-是"), ("TEXTJOIN(\"、\",TRUE,A1:A6)", "3、12.5、是、TRUE、否"), ("TRIM(\" a  b \")", "a b"),
        ("IF(SUM(B1:B3)=12.5,\"相符\",\"不符\")", "相符"), ("IFS(A1>9,\"大\",TRUE,\"小\")", "小"), ("IF(OR(C1=1,TRUE),1,2)", None),
    ],
)  # fmt: skip
def test_decisions_texts_and_errors(formula, value):
    assert worked_out(formula, CELLS) == value


@pytest.mark.parametrize(
    "formula",
    [
        "C1+1", "SUM(A1:C1)", "IF(C1>1,1,2)", "A1:A3", "A1:A3*2", "TODAY()", "XLOOKUP(1,A1:A2,B1:B2)", "别处!A1", "没有的名称*2",
        "\"5%\"+1", "\"2024-1-1\"+1", "\"乙\">\"甲\"", "VLOOKUP(1,A1:B3,2)", "COUNTIF(A1:A3,A4)", "1/3&\"\"&0.00001", "0^0",
        "SUBTOTAL(9,A5:A8)", "IF(100.3-100-0.3=0,\"平\",\"不平\")", "COUNTIF(A1:A3,\"1-2\")", "SUM(A1:A2 A2:A3)", "SUM(", "{1,2}",
        "A1#", "表1[金额]", "INDEX(B1:B3,9)", "LEN(\"𠮷\")", "ROUND(1,C1)", "2^99999",
    ],
)  # fmt: skip
def test_what_cannot_be_known_has_no_result(formula):
    assert worked_out(formula, CELLS) is None


figures = st.decimals(-10_000, 10_000, places=3)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(figures, st.none(), st.sampled_from(["无", "约5"])), min_size=1, max_size=12))
def test_lists_are_summed_counted_and_split_without_losing_anything(values):
    cells = column(*values)
    numbers = [value for value in values if isinstance(value, Decimal)]
    last = len(values)
    assert worked_out(f"SUM(A1:A{last})", cells) == sum(numbers, Decimal(0))
    assert worked_out(f"COUNT(A1:A{last})+COUNTBLANK(A1:A{last})", cells) == len(numbers) + values.count(None)
    mean = worked_out(f'IFERROR(AVERAGE(A1:A{last}),"无")', cells)
    assert mean == "无" if not numbers else abs(mean * len(numbers) - sum(numbers)) < Decimal("1e-9")
    whole = worked_out(f'SUMIF(A1:A{last},">=0")+SUMIF(A1:A{last},"<0")', cells)
    assert whole == worked_out(f"SUM(A1:A{last})", cells)
    assert worked_out(f"MAX(A1:A{last})", cells) == max(numbers, default=0)


@settings(max_examples=60, deadline=None)
@given(figures, figures, st.integers(0, 3))
def test_rounding_never_moves_a_figure_by_more_than_half_a_place(one, other, places):
    cells = column(one, other)
    found = worked_out(f"ROUND(A1+A2,{places})", cells)
    assert found is not None
    assert abs(found - (one + other)) <= Decimal("0.5").scaleb(-places)
    assert found == found.quantize(Decimal(1).scaleb(-places))
    assert worked_out("IF(A1>A2,A1,A2)=MAX(A1:A2)", cells) is True
