"""The names of regions as checks ask for them."""

from medaid_desktop.core.places.place_names import PlaceNames
from tests.core.places.shipped_regions import shipped

NAMES = PlaceNames(shipped())


def test_names_by_year() -> None:
    before, after = ([name for name, _ in NAMES.divisions("330100", year)] for year in (2020, 2022))
    assert "江干区" in before and "江干区" not in after
    assert "杭州市本级" not in before
    assert NAMES.name("371521", 2020) == "阳谷县"
    assert NAMES.path("371521", 2020) == [("370000", "山东省"), ("371500", "聊城市"), ("371521", "阳谷县")]
    assert ("阳谷县", "371500") in NAMES.divisions("370000", 2020)


def test_unknown_codes_have_no_names() -> None:
    assert (NAMES.name("999999", 2020), list(NAMES.path("999999", 2020)), list(NAMES.divisions("999999", 2020))) == (
        "",
        [],
        [],
    )
    assert NAMES.match("天山区", "999999", 2020).kind == "unknown"


def test_matching_and_names_of_any_year() -> None:
    assert NAMES.match("天山区", "650100", 2020) is NAMES.match("天 山 区", "650100", 2020)
    assert NAMES.is_borne("江干区") and NAMES.is_borne("沙区") and not NAMES.is_borne("达板城区")
