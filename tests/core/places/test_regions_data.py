"""The shipped table is whole, and says of every year what stood in it."""

import re
from collections import Counter, defaultdict

import pytest

from medaid_desktop.core.places.region_rows import LEVELS
from medaid_desktop.core.places.regions import Region, RegionTable
from tests.core.places.shipped_regions import shipped

MUNICIPALITIES = ("110000", "120000", "310000", "500000")


@pytest.fixture(scope="module")
def table() -> RegionTable:
    return shipped()


@pytest.fixture(scope="module")
def rows(table: RegionTable) -> list[Region]:
    return list(table.regions())


def counts(rows: list[Region], year: int) -> Counter[str]:
    return Counter(region.level for region in rows if region.valid_in(year))


def test_2026_has_the_divisions_of_the_national_database(rows: list[Region]):
    # 2 847 counties: the 2 845 of the end of 2025 and 岑岭县 and 草湖市 of spring 2026.
    found = counts(rows, 2026)
    assert (found["province"], found["prefecture"], found["county"]) == (34, 333, 2847)


@pytest.mark.parametrize(
    ("year", "prefectures", "counties"),
    [(2022, 333, 2844), (2023, 333, 2846), (2024, 333, 2846), (2025, 333, 2847)],
)
def test_years_of_change_hold_what_went_and_what_came(rows: list[Region], year: int, prefectures: int, counties: int):
    found = counts(rows, year)
    assert (found["prefecture"], found["county"]) == (prefectures, counties)


@pytest.mark.parametrize(
    ("year", "counties"),
    [(2012, 2852), (2014, 2854), (2016, 2851), (2018, 2851), (2019, 2846), (2020, 2844), (2021, 2843), (2025, 2845)],
)
def test_the_ends_of_years_have_the_published_counts(rows: list[Region], year: int, counties: int):
    # What is left at the end of a year stands on in the next; a code renamed in the next counts once.
    left = {
        region.code
        for region in rows
        if region.level == "county" and region.valid_in(year) and (region.until != year or _renamed(region, rows))
    }
    assert len(left) == counties


def _renamed(region: Region, rows: list[Region]) -> bool:
    return not region.successors and any(other.code == region.code and other is not region for other in rows)


def test_every_parent_exists_and_is_one_level_or_more_above(table: RegionTable, rows: list[Region]):
    for region in rows:
        if region.level == "province":
            assert region.parent is None and re.fullmatch(r"\d\d0000", region.code)
            continue
        assert region.parent is not None
        parent = table.get(region.parent)
        assert LEVELS.index(parent.level) < LEVELS.index(region.level), region
        start = region.since or 2010
        assert any(parent.valid_in(year) for year in range(start, (region.until or 2026) + 1)), region


def test_paths_end_at_a_province(table: RegionTable, rows: list[Region]):
    assert {table.path(region.code)[0].level for region in rows} == {"province"}


def test_one_code_means_one_thing_in_one_year(rows: list[Region]):
    by_code: dict[str, list[Region]] = defaultdict(list)
    for region in rows:
        by_code[region.code].append(region)
    several = {code: named for code, named in by_code.items() if len(named) > 1}
    assert {"130502", "210112", "500110", "371324"} <= set(several)
    for named in several.values():
        for year in range(2009, 2028):
            assert sum(region.valid_in(year) for region in named) <= 1, named
    assert all((region.since or 0) <= (region.until or 9999) for region in rows)


def test_names_pinyin_and_aliases_are_clean(rows: list[Region]):
    for region in rows:
        assert re.fullmatch(r"[一-鿿]+(\([一-鿿]+\))?", region.name), region
        assert re.fullmatch("[a-z]+", region.pinyin) and re.fullmatch("[a-z]+", region.initials), region
        assert len(region.initials) == len(re.sub("[()]", "", region.name)), region
        assert region.name not in region.aliases and len(set(region.aliases)) == len(region.aliases), region
        assert all(len(alias) > 1 for alias in region.aliases), region


def test_heirs_exist_and_begin_when_the_division_ends(table: RegionTable, rows: list[Region]):
    for region in rows:
        assert bool(region.successors) <= (region.until is not None), region
        for code in region.successors:
            assert table.get(code).valid_in((region.until or 0) + 1), region


def test_only_renamed_divisions_have_no_heir(rows: list[Region]):
    codes_today = {region.code for region in rows if region.until is None}
    without = [region for region in rows if region.until is not None and not region.successors]
    assert {region.name for region in without} >= {"桥东区", "东陵区", "苍山县"}
    assert {region.code for region in without} <= codes_today


@pytest.mark.parametrize("code", ["441900", "442000", "460400", "620200"])
def test_four_prefectures_have_no_counties(table: RegionTable, code: str):
    assert [region.level for region in table.children(code)] == ["unit"]


def test_districts_hang_directly_under_municipalities_and_some_cities_under_provinces(table: RegionTable):
    for code in MUNICIPALITIES:
        assert {region.level for region in table.children(code)} == {"county", "unit"}
    for code, province in (("419001", "410000"), ("429004", "420000"), ("469001", "460000"), ("659001", "650000")):
        assert table.get(code).parent == province
    assert not any(name in {"市辖区", "县", "省直辖县级行政区划"} for name in (r.name for r in table.regions()))


def test_hong_kong_macau_and_taiwan_are_provinces_without_more(table: RegionTable):
    for code, name in (("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区")):
        assert table.get(code).name == name
        assert table.children(code) == ()


@pytest.mark.parametrize(
    ("code", "name", "since", "until"),
    [
        ("330103", "下城区", None, 2021), ("330104", "江干区", None, 2021), ("330110", "余杭区", None, None),
        ("330113", "临平区", 2021, None), ("330114", "钱塘区", 2021, None), ("330383", "龙港市", 2019, None),
        ("330111", "富阳区", 2014, None), ("330112", "临安区", 2017, None), ("331083", "玉环市", 2017, None),
        ("500105", "江北区", None, 2025), ("500112", "渝北区", None, 2025), ("500157", "两江新区", 2025, None),
        ("650109", "米东区", None, None), ("650121", "乌鲁木齐县", None, None), ("371503", "茌平区", 2019, None),
        ("341400", "巢湖市", None, 2011), ("340181", "巢湖市", 2011, None), ("371200", "莱芜市", None, 2019),
        ("542400", "那曲地区", None, 2017), ("540600", "那曲市", 2017, None), ("420600", "襄阳市", 2010, None),
        ("653132", "岑岭县", 2026, None), ("659013", "草湖市", 2026, None), ("460302", "西沙区", 2020, None),
        ("653228", "和康县", 2024, None), ("540481", "米林市", 2023, None), ("230725", "大箐山县", 2019, None),
    ],
)  # fmt: skip
def test_divisions_have_their_years(table: RegionTable, code: str, name: str, since: int | None, until: int | None):
    region = table.get(code)
    assert (region.name, region.since, region.until) == (name, since, until)


def test_planned_cities_are_flagged(rows: list[Region]):
    flagged = {region.name for region in rows if region.kind == "planned-city"}
    assert flagged == {"宁波市", "大连市", "青岛市", "厦门市", "深圳市"}


def test_local_units_carry_ids_below_their_parents(table: RegionTable, rows: list[Region]):
    units = [region for region in rows if region.level == "unit"]
    assert all(re.fullmatch(rf"{region.parent}\+[A-Z]+", region.code) for region in units)
    assert {region.kind for region in units} == {"zone", "managed", "corps", "double"}
    corps = [region.name for region in table.children("650000") if region.kind == "corps"]
    numbers = [*"一二三四五六七八九十", "十一", "十二", "十三", "十四"]
    assert corps == ["新疆生产建设兵团", *(f"第{number}师" for number in numbers)]
    assert table.get("650104+GX").name == "高新技术产业开发区(新市区)"
    assert table.get("650106+JK").name == "经济技术开发区(头屯河区)"


PINYIN = """
乐亭县 laotingxian 六安市 luanshi 重庆市 chongqingshi 蚌埠市 bengbushi 亳州市 bozhoushi 荥阳市 xingyangshi 浚县 xunxian
歙县 shexian 黟县 yixian 尉犁县 yulixian 尉氏县 weishixian 单县 shanxian 莘县 shenxian 费县 feixian 郫都区 piduqu
筠连县 junlianxian 犍为县 qianweixian 珙县 gongxian 都匀市 duyunshi 丽水市 lishuishi 台州市 taizhoushi 天台县 tiantaixian
东阿县 dongexian 大城县 daichengxian 蔚县 yuxian 涿州市 zhuozhoushi 井陉县 jingxingxian 任丘市 renqiushi 洪洞县 hongtongxian
隰县 xixian 繁峙县 fanshixian 六合区 luhequ 睢宁县 suiningxian 厦门市 xiamenshi 番禺区 panyuqu 东莞市 dongguanshi
儋州市 danzhoushi 巴彦淖尔市 bayannaoershi 呼和浩特市 huhehaoteshi 乌鲁木齐市 wulumuqishi 克拉玛依市 kelamayishi
尖扎县 jianzhaxian 同仁市 tongrenshi 华阴市 huayinshi 吴堡县 wubuxian 柞水县 zhashuixian 盱眙县 xuyixian 邗江区 hanjiangqu
邳州市 pizhoushi 鄞州区 yinzhouqu 嵊州市 shengzhoushi 嵊泗县 shengsixian 缙云县 jinyunxian 砀山县 dangshanxian
枞阳县 zongyangxian 铅山县 yanshanxian 婺源县 wuyuanxian 鄱阳县 poyangxian 长汀县 changtingxian 闽侯县 minhouxian
无为市 wuweishi 巢湖市 chaohushi 鄄城县 juanchengxian 兖州区 yanzhouqu 莒县 juxian 即墨区 jimoqu 牟平区 mupingqu
中牟县 zhongmuxian 长垣市 changyuanshi 长葛市 changgeshi 泌阳县 biyangxian 渑池县 mianchixian 武陟县 wuzhixian
郏县 jiaxian 黄陂区 huangpiqu 监利市 jianlishi 郧阳区 yunyangqu 秭归县 ziguixian 枝江市 zhijiangshi 洪湖市 honghushi
耒阳市 leiyangshi 郴州市 chenzhoushi 汨罗市 miluoshi 芷江侗族自治县 zhijiangdongzuzizhixian 长沙市 changshashi
涪陵区 fulingqu 綦江区 qijiangqu 酉阳土家族苗族自治县 youyangtujiazumiaozuzizhixian 垫江县 dianjiangxian 万州区 wanzhouqu
叙永县 xuyongxian 荥经县 yingjingxian 康定市 kangdingshi 阆中市 langzhongshi 邛崃市 qionglaishi 什邡市 shifangshi
乐山市 leshanshi 乐清市 yueqingshi 长乐区 changlequ 将乐县 jianglexian 乐平市 lepingshi 乐陵市 laolingshi 昌乐县 changlexian
乐东黎族自治县 ledonglizuzizhixian 乐业县 leyexian 长治市 changzhishi 长子县 zhangzixian 子长市 zichangshi 朝阳市 chaoyangshi
珲春市 hunchunshi 闵行区 minhangqu 涡阳县 guoyangxian 都江堰市 dujiangyanshi 喀什市 kashishi 库尔勒市 kuerleshi
红寺堡区 hongsibuqu 宕昌县 tanchangxian 略阳县 lueyangxian 吕梁市 lvliangshi 任县 renxian 漯河市 luoheshi 句容市 jurongshi
"""


@pytest.mark.parametrize(("name", "pinyin"), re.findall(r"(\S+) ([a-z]+)", PINYIN))
def test_place_names_are_read_as_the_place_reads_them(rows: list[Region], name: str, pinyin: str):
    assert {region.pinyin for region in rows if region.name == name} == {pinyin}


def test_the_character_of_a_capital_is_never_read_dou(rows: list[Region]):
    assert not [region.name for region in rows if "都" in region.name and "dou" in region.pinyin.replace("doumen", "")]
    assert not [
        region.name
        for region in rows
        if "zhang" in region.pinyin and region.name[0] == "长" and region.name != "长子县"
    ]
