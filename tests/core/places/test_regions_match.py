"""Names on paper find their region, and those that could mean two are never chosen silently."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.places.regions import Match, Region
from tests.core.places.shipped_regions import shipped

REGIONS = list(shipped().regions())
ANY_REGION = st.sampled_from(REGIONS)


def a_year_of(region: Region) -> int:
    return region.until or max(region.since or 2026, 2026)


def told(match: Match) -> tuple[str, list[str]]:
    return match.kind, [region.code for region in match.candidates]


# Every place named in the five notices the program grew from: written name, parent, year, what it must be.
NOTICES = [
    ("瑞丽市", "530000", 2020, "exact", "533102"), ("瑞丽市", None, 2020, "exact", "533102"),
    ("德宏州", "530000", 2020, "alias", "533100"), ("梁河", "533100", 2021, "alias", "533122"),
    ("天山区", "650100", 2020, "exact", "650102"), ("沙依巴克区", "650100", 2020, "exact", "650103"),
    ("高新区(新市区)", "650100", 2020, "alias", "650104+GX"), ("水磨沟区", "650100", 2020, "exact", "650105"),
    ("高新技术产业开发区（新市区）", "650100", 2020, "exact", "650104+GX"),
    ("经济技术开发区（头屯河区）", "650100", 2020, "exact", "650106+JK"),
    ("经济开发区(头屯河区)", "650100", 2020, "alias", "650106+JK"), ("米东区", "650100", 2020, "exact", "650109"),
    ("达坂城区", "650100", 2020, "exact", "650107"), ("达板城区", "650100", 2020, "look-alike", "650107"),
    ("乌鲁木齐县", "650100", 2020, "exact", "650121"), ("乌鲁木齐市本级", "650100", 2020, "exact", "650100+BJ"),
    ("浙江省", None, 2021, "exact", "330000"), ("杭州市", "330000", 2021, "exact", "330100"),
    ("杭州市小计", "330000", 2021, "alias", "330100"), ("其中：杭州市本级", "330000", 2021, "exact", "330100+BJ"),
    ("其中: 萧山区", "330000", 2021, "exact", "330109"), ("余杭区(含临平区)", "330000", 2021, "alias", "330110"),
    ("富阳区", "330000", 2021, "exact", "330111"), ("临安区", "330000", 2021, "exact", "330112"),
    ("桐庐县", "330000", 2021, "exact", "330122"), ("建德市", "330000", 2021, "exact", "330182"),
    ("淳安县", "330000", 2021, "exact", "330127"), ("鹿城区", "330000", 2021, "exact", "330302"),
    ("洞头区", "330000", 2021, "exact", "330305"), ("龙湾区", "330000", 2021, "exact", "330303"),
    ("乐清市", "330000", 2021, "exact", "330382"), ("永嘉县", "330000", 2021, "exact", "330324"),
    ("龙港市", "330000", 2021, "exact", "330383"), ("嘉兴市本级", "330000", 2021, "exact", "330400+BJ"),
    ("南湖区", "330000", 2021, "exact", "330402"), ("秀洲区", "330000", 2021, "exact", "330411"),
    ("柯桥区", "330000", 2021, "exact", "330603"), ("上虞区", "330000", 2021, "exact", "330604"),
    ("其中：越城区", "330000", 2021, "exact", "330602"), ("义乌市", "330000", 2021, "exact", "330782"),
    ("普陀区", "330000", 2021, "exact", "330903"), ("嵊泗县", "330000", 2021, "exact", "330922"),
    ("玉环市", "330000", 2021, "exact", "331083"), ("天台县", "330000", 2021, "exact", "331023"),
    ("衢江区", "330000", 2021, "exact", "330803"), ("莲都区", "330000", 2021, "exact", "331102"),
    ("缙云县", "330000", 2021, "exact", "331122"), ("景宁县", "330000", 2021, "alias", "331127"),
    ("宁波市本级", "330000", 2021, "exact", "330200+BJ"), ("阳谷县", None, 2020, "exact", "371521"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "parent", "year", "kind", "code"), NOTICES)
def test_the_places_of_the_notices(name: str, parent: str | None, year: int, kind: str, code: str):
    assert told(shipped().match(name, parent, year)) == (kind, [code])


@pytest.mark.parametrize(
    ("name", "parent", "kind", "code"),
    [
        ("沙区", "650100", "alias", "650103"), ("水区", "650100", "alias", "650105"), ("头区", "650100", "alias", "650106"),
        ("达坂城", "650100", "alias", "650107"), ("凉山州", "510000", "alias", "513400"), ("恩施州", None, "alias", "422800"),
        ("积石山县", "622900", "alias", "622927"), ("双江县", "530900", "alias", "530925"), ("内蒙古", None, "alias", "150000"),
        ("广西", None, "alias", "450000"), ("新疆", None, "alias", "650000"), ("隆林县", "451000", "alias", "451031"),
        ("莫旗", "150700", "alias", "150722"), ("喀左县", "211300", "alias", "211324"), ("东乡县", "622900", "alias", "622926"),
        ("神农架", "420000", "alias", "429021"), ("浦东", None, "alias", "310115"), ("阳谷", None, "alias", "371521"),
        ("兵团第八师", None, "alias", "650000+BTVIII"), ("第八师石河子市", "650000", "alias", "650000+BTVIII"),
        ("农七师", "650000", "alias", "650000+BTVII"), ("聊城高新区", "370000", "alias", "371500+GX"),
        ("高新技术开发区", "371500", "alias", "371500+GX"), ("开发区", "371500", "alias", "371500+JK"),
        ("平潭综合实验区", "350000", "exact", "350128+SYQ"), ("雄安新区", "130000", "alias", "130000+XA"),
        ("吉林", None, "alias", "220000"), ("吉林", "220000", "alias", "220200"), ("喀什", "650000", "alias", "653100"),
    ],
)  # fmt: skip
def test_short_and_local_names(name: str, parent: str | None, kind: str, code: str):
    assert told(shipped().match(name, parent, 2024)) == (kind, [code])


@pytest.mark.parametrize(
    ("name", "parent", "code"),
    [
        ("市本级", "330100", "330100+BJ"), ("本级", "330100", "330100+BJ"), ("省本级", "330000", "330000+BJ"),
        ("杭州本级", "330000", "330100+BJ"), ("杭州市级", "330000", "330100+BJ"), ("德宏州本级", None, "533100+BJ"),
        ("市直", "330100", "330100+BJ"), ("自治区本级", "650000", "650000+BJ"), ("省级", "330100", "330000+BJ"),
        ("阳谷县本级", "371500", "371521"), ("县本级", "371521", "371521"), ("全市", "330100", "330100"),
    ],
)  # fmt: skip
def test_own_levels_however_written(name: str, parent: str | None, code: str):
    assert told(shipped().match(name, parent, 2021)) == ("alias", [code])


@pytest.mark.parametrize(
    ("name", "code"),
    [("山东省聊城市阳谷县", "371521"), ("山东阳谷县", "371521"), ("聊城市阳谷县", "371521"), ("重庆市綦江区", "500110"),
     ("浙江省杭州市本级", "330100+BJ"), ("新疆乌鲁木齐天山区", "650102")],
)  # fmt: skip
def test_names_with_those_above_before_them(name: str, code: str):
    assert told(shipped().match(name, None, 2021)) == ("exact", [code])


def test_names_with_those_above_may_be_short_too():
    zone = "新疆维吾尔自治区乌鲁木齐市高新技术产业开发区（新市区）"
    assert told(shipped().match(zone, None, 2020)) == ("alias", ["650104+GX"])
    assert told(shipped().match("德宏州瑞丽", "533100", 2020)) == ("alias", ["533102"])
    assert told(shipped().match("吉林龙潭区", None, 2020))[1] == ["220203"]


@pytest.mark.parametrize(
    ("name", "parent", "year", "codes"),
    [
        ("朝阳区", None, 2021, ["110105", "220104"]), ("朝阳", None, 2021, ["110105", "211300", "211321", "220104"]),
        ("市中区", "370000", 2021, ["370103", "370402"]), ("南昌", None, 2021, ["360100", "360121"]),
        ("宣化", "130700", 2014, ["130705", "130721"]), ("临夏", "622900", 2021, ["622901", "622921"]),
        ("高新区", "370000", 2021, ["370100+GX", "370200+GX"]), ("天山区(水磨沟区)", "650100", 2021, ["650102", "650105"]),
    ],
)  # fmt: skip
def test_what_could_be_two_is_ambiguous(name: str, parent: str | None, year: int, codes: list[str]):
    found = shipped().match(name, parent, year)
    assert found.kind == "ambiguous" and found.region is None
    assert [region.code for region in found.candidates][: len(codes)] == codes


def test_the_repeated_county_names_are_never_matched_bare():
    today = [region for region in REGIONS if region.level == "county" and region.until is None]
    names = [region.name for region in today]
    repeated = {name for name in names if names.count(name) > 1}
    assert len(repeated) == 28
    for name in repeated:
        found = shipped().match(name)
        assert (found.kind, len(found.candidates)) == ("ambiguous", names.count(name))


@pytest.mark.parametrize(
    ("name", "parent", "year", "kind", "codes"),
    [
        ("江干区", "330100", 2021, "exact", ["330104"]), ("江干区", "330100", 2023, "unknown", ["330104", "330102"]),
        ("江干区", None, None, "exact", ["330104"]), ("临平区", "330100", 2020, "unknown", ["330113"]),
        ("渝北区", "500000", 2025, "exact", ["500112"]), ("渝北区", "500000", 2026, "unknown", ["500112", "500157"]),
        ("玉环县", "331000", 2021, "look-alike", ["331083"]), ("襄樊市", "420000", 2012, "alias", ["420600"]),
        ("赣县", "360700", 2015, "exact", ["360721"]), ("赣县", "360700", 2018, "alias", ["360704"]),
        ("桥东区", "130500", 2019, "exact", ["130502"]), ("襄都区", "130500", 2019, "unknown", ["130502"]),
        ("友好区", "230700", 2019, "exact", ["230719"]), ("江口县", "520000", 2011, "exact", ["520621"]),
    ],
)  # fmt: skip
def test_a_form_names_the_units_of_its_year(
    name: str, parent: str | None, year: int | None, kind: str, codes: list[str]
):
    assert told(shipped().match(name, parent, year)) == (kind, codes)


@pytest.mark.parametrize(
    ("name", "parent", "code"),
    [("达板城区", None, "650107"), ("阳古县", "371500", "371521"), ("毫州市", "340000", "341600"), ("沙依巴区", "650100", "650103"),
     ("水摩沟区", "650100", "650105"), ("茌平市", "371500", "371503"), ("郾陵县", "411000", "411024"), ("景宁余族自治县", "331100", "331127")],
)  # fmt: skip
def test_slips_are_look_alikes_that_a_person_confirms(name: str, parent: str | None, code: str):
    found = shipped().match(name, parent, 2021)
    assert told(found) == ("look-alike", [code])
    assert found.region is None


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [("水磨沟区(石人沟)", "alias", "650105"), ("(新市区)", "alias", "650104"), ("石人沟管委会(新市区)", "look-alike", "650104"),
     ("乌鲁木齐市石人沟管委会(新市区)", "look-alike", "650104"), ("高新区(乌鲁木齐市)", "alias", "650104+GX"), ("天山区(不含水磨沟区)", "alias", "650102")],
)  # fmt: skip
def test_two_names_for_one_place(name: str, kind: str, code: str):
    assert told(shipped().match(name, "650100", 2021)) == (kind, [code])


@pytest.mark.parametrize(
    ("name", "parent"),
    [("合计", "650100"), ("全省合计数", "330000"), ("XX", None), ("县(区)", "650100"), ("支出功能分类", "650100"), ("", "330000"),
     ("阳谷县", "330000"), ("单位", "371500"), ("地 区", "330000"), ("市财政", None), ("备注", "371500"), ("杭州", "370000")],
)  # fmt: skip
def test_what_is_no_place_stays_unknown(name: str, parent: str | None):
    assert told(shipped().match(name, parent, 2021)) == ("unknown", [])


@pytest.mark.parametrize(
    ("office", "parent", "code"),
    [
        ("阳谷县医疗保障局", None, "371521"), ("阳谷县医疗保险服务中心", None, "371521"), ("瑞丽市医疗保障局", None, "533102"),
        ("瑞丽市财政局", None, "533102"), ("梁河县医疗保障局", "533100", "533122"), ("德宏州财政局", None, "533100"),
        ("州医疗保障局", "533102", "533100"), ("天山区医保局", "650100", "650102"), ("沙区医保局", "650100", "650103"),
        ("新市区医保局", "650100", "650104"), ("水区医保局", "650100", "650105"), ("头区医保局", "650100", "650106"),
        ("米东医保局", "650100", "650109"), ("达坂城医保局", "650100", "650107"), ("乌鲁木齐县医保局", "650100", "650121"),
        ("浙江省财政厅", None, "330000"), ("省医保局", "330100", "330000"), ("聊城市阳谷县人民政府", None, "371521"),
        ("高新技术产业开发区（新市区）财政局", "650100", "650104+GX"), ("市财政局", "650104", "650100"), ("新民市民政局", None, "210181"),
        ("阳谷县", None, "371521"), ("新疆生产建设兵团医疗保障局", None, "650000+BT"),
    ],
)  # fmt: skip
def test_offices_belong_to_their_region(office: str, parent: str | None, code: str):
    found = shipped().region_of_office(office, parent, 2020)
    assert found.region is not None and found.region.code == code


@pytest.mark.parametrize("office", ["XX财政局", "**医保局", "医疗保障局", "国库处", ""])
def test_offices_without_a_place_are_unknown(office: str):
    assert told(shipped().region_of_office(office, None, 2021)) == ("unknown", [])


def test_no_region_is_named_like_an_office():
    for region in REGIONS:
        found = shipped().region_of_office(region.name + "医疗保障局", region.parent, a_year_of(region))
        assert found == shipped().match(region.name, region.parent, a_year_of(region)), region


def test_every_region_is_found_below_its_parent_by_name_alias_and_full_name():
    table = shipped()
    for region in REGIONS:
        year = a_year_of(region)
        mine = {region.code, *region.successors}
        found = table.match(region.name, region.parent, year)
        assert found.kind == "exact" and {found.candidates[0].code} <= mine, (region, found)
        for alias in region.aliases:
            assert mine & {other.code for other in table.match(alias, region.parent, year).candidates}, (region, alias)
        whole = table.match(table.full_name(region.code, year), None, year)
        assert whole.region is not None and whole.region.code in mine, (region, whole)


@given(ANY_REGION, st.data())
def test_blanks_and_wide_brackets_change_nothing(region: Region, data: st.DataObject):
    place = data.draw(st.integers(0, len(region.name)))
    blank = data.draw(st.sampled_from([" ", "\u3000", "\n", "\t"]))
    written = (region.name[:place] + blank + region.name[place:]).replace("(", "（").replace(")", "）")
    table, year = shipped(), a_year_of(region)
    assert table.match(written, region.parent, year) == table.match(region.name, region.parent, year)


@given(ANY_REGION, st.data())
def test_one_slip_never_names_another_region_for_certain(region: Region, data: st.DataObject):
    place = data.draw(st.integers(0, len(region.name) - 1))
    other = data.draw(st.sampled_from("阳板坂谷东西南北山河县区市旗龙安平"))
    written = region.name[:place] + other + region.name[place + 1 :]
    found = shipped().match(written, region.parent, a_year_of(region)).region
    if found is not None and found.code not in (region.code, *region.successors):
        assert written in (found.name, *found.aliases) or found.level == "unit"


@given(
    st.text() | st.text("市县区本级全()（）其中:、合计省州阳谷杭新0一", max_size=12),
    st.none() | ANY_REGION.map(lambda region: region.code),
    st.none() | st.integers(1990, 2040),
)
def test_any_text_gets_an_answer_that_is_consistent(text: str, parent: str | None, year: int | None):
    found = shipped().match(text, parent, year)
    least, most = {"ambiguous": (2, 9999), "unknown": (0, 9999)}.get(found.kind, (1, 1))
    assert least <= len(found.candidates) <= most
    assert (found.region is not None) == (found.kind in ("exact", "alias"))
