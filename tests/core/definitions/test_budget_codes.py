"""The budget codes that are shipped, and how they are read."""

import pytest

from medaid_desktop.core.definitions.budget_codes import read_budget_codes
from medaid_desktop.core.texts.codes import length_complaint
from medaid_desktop.errors import UserError
from medaid_desktop.store.shipped.vocabulary import load_budget_codes

CODES = load_budget_codes()


def test_every_shipped_code_has_its_whole_length_and_pairs_know_their_codes() -> None:
    assert [one.code for one in CODES.codes if length_complaint(one.code, one.kind)] == []
    assert len({(one.kind, one.code, one.since) for one in CODES.codes}) == len(CODES.codes)
    assert all(CODES.find("department-economic", code, None) for code in CODES.pairs)


def test_a_code_counts_in_its_years() -> None:
    assert CODES.find("functional", "2101501", 2021)
    assert CODES.find("functional", "2101501", 2018) is None
    assert CODES.find("functional", "2101501", None)


def test_the_code_of_a_name_unless_many_bear_it() -> None:
    found = CODES.of_name("functional", "用于城乡医疗救助的 彩票公益金", 2020)
    assert found and found.code == "2296013"
    assert CODES.of_name("functional", "行政运行", 2021) is None


@pytest.mark.parametrize(
    ("code", "name", "likely"),
    [
        ("229613", "", "2296013"),
        ("229613", "城乡医疗救助", ""),
        ("210130", "", ""),
        ("210130", "疾病应急救助", "2101302"),
        ("1", "", ""),
    ],
)
def test_the_likely_code_of_a_short_one(code: str, name: str, likely: str) -> None:
    assert CODES.likely("functional", code, name, 2020) == likely


@pytest.mark.parametrize(
    "text",
    ["code = [", 'code = [{ kind = "其他", code = "1", name = "甲" }]', "odd = 1", 'code = [{ kind = "functional" }]'],
)
def test_a_faulty_file_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        read_budget_codes(text)
