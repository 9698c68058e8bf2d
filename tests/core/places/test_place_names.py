"""The names of regions as checks ask for them."""

from medaid_desktop.core.places.place_names import PlaceNames
from tests.core.shipped_regions import shipped

NAMES = PlaceNames(shipped())


def test_names_by_year() -> None:
    assert "江干区" in NAMES.below("330100", 2020) and "江干区" not in NAMES.below("330100", 2022)
    assert "杭州市本级" not in NAMES.below("330100", 2020)
    assert NAMES.name("371521", 2020) == "阳谷县"
    assert NAMES.full_name("371521", 2020) == "山东省聊城市阳谷县"
    assert NAMES.path("371521", 2020) == [("370000", "山东省"), ("371500", "聊城市"), ("371521", "阳谷县")]
    assert ("阳谷县", "371500") in NAMES.divisions("370000", 2020)


def test_unknown_codes_have_no_names() -> None:
    assert (NAMES.below("999999", 2020), NAMES.name("999999", 2020), NAMES.full_name("999999", 2020)) == ((), "", "")
    assert (list(NAMES.path("999999", 2020)), NAMES.match("天山区", "999999", 2020).kind) == ([], "unknown")


def test_matching_and_names_of_any_year() -> None:
    assert NAMES.match("天山区", "650100", 2020) is NAMES.match("天 山 区", "650100", 2020)
    assert NAMES.is_borne("江干区") and NAMES.is_borne("沙区") and not NAMES.is_borne("达板城区")
