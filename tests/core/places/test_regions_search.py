"""Search finds every region by all that a person may type, the likeliest first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.places.region_search import fold_query
from medaid_desktop.core.places.regions import Home, Region
from tests.core.places.shipped_regions import shipped

ALL = 100_000


REGIONS = list(shipped().regions())
ANY_REGION = st.sampled_from(REGIONS)


def first(text: str, year: int | None = None) -> tuple[str, str, int]:
    hit = shipped().search(text, year)[0]
    return hit.region.code, hit.found_by, hit.grade


@pytest.mark.parametrize(
    ("text", "code", "found_by", "grade"),
    [
        ("阳谷县", "371521", "name", 0), ("阳谷", "371521", "name", 0), ("谷县", "371521", "name", 3),
        ("yangguxian", "371521", "pinyin", 0), ("yanggu", "371521", "pinyin", 1), ("ygx", "371521", "pinyin", 0),
        ("371521", "371521", "code", 0), ("37152", "371521", "code", 1), ("聊城阳谷", "371521", "with-parents", 2),
        ("山东省聊城市阳谷县", "371521", "with-parents", 2), ("山东阳谷", "371521", "with-parents", 2),
        ("lcyg", "371521", "with-parents", 2), ("sdlcyg", "371521", "with-parents", 2),
        ("liaochengyanggu", "371521", "with-parents", 2), ("shandong liaocheng yanggu xian", "371521", "with-parents", 2),
        ("laoting", "130225", "pinyin", 1), ("leting", "130225", "pinyin", 1), ("xx", "371522", "pinyin", 0),
        ("lvliang", "141100", "pinyin", 1), ("lüliang", "141100", "pinyin", 1), ("lveyang", "610727", "pinyin", 1),
        ("bose", "451000", "pinyin", 1), ("baise", "451000", "pinyin", 1), ("杭州市本级", "330100+BJ", "name", 0),
        ("沙区", "650103", "name", 0), ("高新区（新市区）", "650104+GX", "name", 0), ("banna", "532800", "pinyin", 3),
        ("YANGGU", "371521", "pinyin", 1), ("ｙｇｘ", "371521", "pinyin", 0), ("yang'gu", "371521", "pinyin", 1),
        ("650104+gx", "650104+GX", "code", 0), ("第八师", "650000+BTVIII", "name", 0),
    ],
)  # fmt: skip
def test_what_people_type(text: str, code: str, found_by: str, grade: int):
    hits = [hit for hit in shipped().search(text, limit=ALL) if hit.region.code == code]
    assert [(hit.found_by, hit.grade) for hit in hits] == [(found_by, grade)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("37", ["370000", "370100", "370200"]), ("朝阳", ["211300", "110105"]), ("吉林", ["220000", "220200"]),
        ("杭州", ["330100", "330100+BJ"]), ("江口县", ["520621", "522222"]), ("余杭", ["330110"]), ("聊城阳谷", ["371521"]),
    ],
)  # fmt: skip
def test_the_best_stand_first(text: str, codes: list[str]):
    assert [hit.region.code for hit in shipped().search(text)][: len(codes)] == codes


YANGGU = Home("371521", frozenset({"330000", "650100"}))


@pytest.mark.parametrize(
    ("text", "home", "names"),
    [
        ("yangg", YANGGU, ["阳谷县", "阳高县"]), ("yg", YANGGU, ["阳谷县", "云冈区"]), ("yg", Home("371500"), ["阳谷县"]),
        ("yg", Home("", frozenset({"371521"})), ["阳谷县"]), ("yg", Home("140200"), ["云冈区", "阳高县"]),
        ("37", YANGGU, ["山东省", "聊城市", "阳谷县"]), ("ly", YANGGU, ["临沂市", "龙游县"]), ("北京", YANGGU, ["北京市"]),
        ("高新", YANGGU, ["聊城高新技术产业开发区"]), ("谷", YANGGU, ["谷城县"]), ("yangg", Home("999999"), ["阳高县"]),
    ],
)  # fmt: skip
def test_what_lies_near_the_office_stands_first(text: str, home: Home, names: list[str]):
    hits = shipped().search(text, home=home)
    assert [hit.region.name for hit in hits][: len(names)] == names
    every = shipped().search(text, limit=ALL, home=home)
    assert {hit.region.code for hit in every} == {hit.region.code for hit in shipped().search(text, limit=ALL)}


def test_a_year_leaves_only_what_stood_in_it():
    assert [hit.region.code for hit in shipped().search("江干", 2021)] == ["330104"]
    assert shipped().search("江干", 2022) == []
    assert first("江干") == ("330104", "name", 0)
    assert first("乌鲁木齐本级", 2020)[0] == "650100+BJ"


@pytest.mark.parametrize("text", ["", "  ", "\u3000\n", "!!", "999999", "qqqqq", "没有这个地方"])
def test_nothing_found_is_an_empty_list(text: str):
    assert shipped().search(text) == []


def test_the_limit_keeps_the_best():
    everything = shipped().search("县", limit=ALL)
    assert len(everything) > 1000
    assert shipped().search("县", limit=7) == everything[:7]


def test_every_region_is_found_by_name_pinyin_initials_and_code():
    table = shipped()
    own_levels = [
        child for region in table.children(None) for child in table.children(region.code) if "+BJ" in child.code
    ]
    assert len(own_levels) == 31
    for region in [*REGIONS, *own_levels]:
        for key in (region.name, region.code, region.pinyin, region.initials, *region.aliases, *region.also):
            grades = [hit.grade for hit in table.search(key, limit=ALL) if hit.region == region]
            assert grades == [0], (region, key)


@given(ANY_REGION, st.data())
def test_every_beginning_of_a_key_finds_the_region(region: Region, data: st.DataObject):
    key = data.draw(st.sampled_from([region.name, region.pinyin, region.initials, region.code, *region.aliases]))
    length = data.draw(st.integers(1, len(key)))
    assert region in [hit.region for hit in shipped().search(key[:length], limit=ALL)]


@given(ANY_REGION, st.data())
def test_every_piece_of_a_name_finds_the_region(region: Region, data: st.DataObject):
    start = data.draw(st.integers(0, len(region.name) - 1))
    end = data.draw(st.integers(start + 1, len(region.name)))
    assert region in [hit.region for hit in shipped().search(region.name[start:end], limit=ALL)]


@given(ANY_REGION, st.sampled_from(["name", "pinyin", "initials"]))
def test_every_region_is_found_behind_the_names_above(region: Region, key: str):
    above = [other for other in shipped().path(region.code)[:-1] if other.level != "county"]
    query = "".join(getattr(other, key) for other in above) + getattr(region, key)
    assert region in [hit.region for hit in shipped().search(query, limit=ALL)]


@given(st.text(), st.none() | st.integers(1990, 2040), st.integers(0, 60))
def test_any_text_is_answered(text: str, year: int | None, limit: int):
    hits = shipped().search(text, year, limit)
    assert len(hits) <= limit
    assert [hit.grade for hit in hits] == sorted(hit.grade for hit in hits)
    assert year is None or all(hit.region.valid_in(year) for hit in hits)
    assert bool(hits) <= bool(fold_query(text))


@pytest.mark.parametrize(("text", "code"), [("达板城", "650107"), ("达板城区", "650107"), ("阳古县", "371521")])
def test_a_name_that_is_nearly_right_is_found_where_nothing_else_fits(text: str, code: str):
    assert first(text) == (code, "look-alike", 4)


@pytest.mark.parametrize("text", ["没有的地方", "yanggoo", "9999", "江"])
def test_what_is_far_from_every_name_finds_no_look_alike(text: str):
    assert all(hit.found_by != "look-alike" for hit in shipped().search(text))
