"""Names of regions: nearly right, of another year, and the many that are right as they are."""

import pytest

from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.names.region_names import REGION_NAMES
from medaid_desktop.core.checks.runner import run_checks
from medaid_desktop.core.places.place_names import PlaceNames
from tests.core.checks.subjects import subject
from tests.core.places.shipped_regions import shipped

AROUND = Around(names=PlaceNames(shipped()))
URUMQI = [
    "天山区",
    "沙依巴克区",
    "高新区(新市区)",
    "水磨沟区",
    "经济开发区(头屯河区)",
    "米东区",
    "达坂城区",
    "乌鲁木齐县",
    "合计",
]
WENZHOU = [
    "温州市小计",
    "温州市",
    "温州市本级",
    "鹿城区",
    "瓯海区",
    "龙湾区",
    "洞头区",
    "乐清市",
    "瑞安市",
    "永嘉县",
    "平阳县",
    "苍南县",
    "龙港市",
    "文成县",
    "泰顺县",
]


def _rows(names: list[str], region: str = "650100", year: int | None = 2020) -> list[Finding]:
    rows = [{"name": name, "role": "unit", "depth": "1"} for name in names]
    return run_checks(subject("allocation", {}, year, region, rows=rows), [REGION_NAMES], AROUND)


@pytest.mark.parametrize(
    ("names", "wrong", "right", "region", "year"),
    [
        (URUMQI, "达板城区", "达坂城区", "650100", 2020),
        (URUMQI, "水魔沟区", "水磨沟区", "650100", 2020),
        (URUMQI, "沙依巴区", "沙依巴克区", "650100", 2020),
        (WENZHOU, "龙巷市", "龙港市", "330000", 2021),
        (WENZHOU, "苍南市", "苍南县", "330300", 2021),
        (WENZHOU, "欧海区", "瓯海区", "330000", 2021),
    ],
)
def test_a_slip_is_a_warning_and_mended_at_a_click(
    names: list[str], wrong: str, right: str, region: str, year: int
) -> None:
    at = names.index(right)
    (finding,) = _rows([*names[:at], wrong, *names[at + 1 :]], region, year)
    where = f"tables.rows[{at}].name"
    assert (finding.rule, finding.severity, finding.where, finding.expected) == ("region.name", "warning", where, right)
    assert finding.mends[0].title == f"改为 {right}" and finding.mends[0].edits == ((where, right),)


@pytest.mark.parametrize(
    ("names", "region", "year"),
    [
        (URUMQI, "650100", 2020),
        (WENZHOU, "330000", 2021),
        (
            [
                "沙区",
                "水区",
                "头区",
                "达坂城",
                "新市区",
                "米东",
                "市本级",
                "兵团第十二师",
                "甘泉堡经济技术开发区",
                "高新区",
            ],
            "650100",
            2020,
        ),
        (
            [
                "余杭区(含临平区)",
                "杭州市本级",
                "杭州市小计",
                "景宁县",
                "钱塘新区",
                "西湖风景名胜区",
                "杭州经济技术开发区",
                "滨江区",
            ],
            "330000",
            2021,
        ),
        (["梁河县医疗保障局"], "533122", 2021),
        (["瑞丽市"], "533102", 2020),
        (["中央财政一般公共预算", "彩票公益金", "自治区一般公共预算", "合计"], "650100", 2020),
        (
            [
                "城东新区",
                "滨海新区",
                "龙江林区",
                "红旗农场",
                "县人民医院",
                "大山片区",
                "工业园区",
                "各县区",
                "市辖区",
                "XX区",
                "其他县",
            ],
            "330000",
            2021,
        ),
        (["江干区", "下城区", "钱塘区", "临平区"], "330100", 2021),
        (["城关镇", "河东街道办事处", "东升区公所", "一分区"], "371521", 2020),
        (["义乌市", "黄浦区", "长宁区"], "330000", 2021),
    ],
)
def test_what_is_right_or_none_of_our_divisions_is_left_alone(names: list[str], region: str, year: int) -> None:
    assert [one.message for one in _rows(names, region, year)] == []


@pytest.mark.parametrize(
    ("name", "region", "year", "said"),
    [
        ("江干区", "330100", 2022, "2021 年已撤销"),
        ("龙港市", "330000", 2017, "2019 年才设立"),
        ("玉环县", "330000", 2021, "2017 年起为“玉环市”"),
    ],
)
def test_a_name_of_another_year_says_which(name: str, region: str, year: int, said: str) -> None:
    (finding,) = _rows([name], region, year)
    assert said in finding.message and str(year) in finding.message


def test_a_single_row_says_nothing_of_a_name_that_sounds_otherwise() -> None:
    """That only 龙港市 is missed can be told where the others of the prefecture stand there."""
    assert _rows(["龙巷市"], "330000", 2021) == []


@pytest.mark.parametrize(
    ("office", "right"),
    [("阳古县医疗保障局", "阳谷县医疗保障局"), ("阳谷县医疗保障局", ""), ("阳谷医保局", ""), ("县医疗保障局", ""), ("聊城市财政局", ""), ("XX财政局", ""),
     ("阳谷县医疗保险服务中心", ""), ("山东省财政厅", ""), ("莘县医疗保障局", ""), ("某某公司", "")],
)  # fmt: skip
def test_offices_are_compared_with_their_own_region(office: str, right: str) -> None:
    found = run_checks(subject("declaration", {"implementing_unit": office}, 2020, "371521"), [REGION_NAMES], AROUND)
    assert [one.expected for one in found] == (["阳谷县"] if right else [])
    assert [one.mends[0].edits[0][1] for one in found] == ([right] if right else [])


@pytest.mark.parametrize(
    ("field", "text", "right"),
    [("province", "浙工省", "浙江省"), ("province", "浙江省", ""), ("province", "浙江", ""), ("prefecture", "抗州市", "杭州市"), ("prefecture", "杭州市", ""),
     ("prefecture", "", ""), ("prefecture", "XX市", ""), ("prefecture", "宁波市", "")],
)  # fmt: skip
def test_the_regions_above(field: str, text: str, right: str) -> None:
    found = run_checks(subject("regional-target", {field: text}, 2021, "330122"), [REGION_NAMES], AROUND)
    assert [one.expected for one in found] == ([right] if right else [])


def test_without_names_or_region_nothing_is_said() -> None:
    rows = [{"name": "达板城区", "role": "unit"}]
    assert run_checks(subject("allocation", {}, 2020, "650100", rows=rows), [REGION_NAMES]) == []
    assert run_checks(subject("allocation", {}, 2020, None, rows=rows), [REGION_NAMES], AROUND) == []
    assert run_checks(subject("allocation", {}, 2020, "999999", rows=rows), [REGION_NAMES], AROUND) == []


@pytest.mark.parametrize(
    ("names", "region", "at", "told_so"),
    [
        (["合计", "城关区", "秦州区"], "620100", 2, "“秦州区”属于天水市，兰州市下面没有这个区划"),
        (["合计", "兰州市", "天水市", "阳谷县"], "620000", 3, "“阳谷县”属于山东省聊城市，甘肃省下面没有这个区划"),
        (["城关区", "榆中县", "渭源县", "兰州新区"], "620100", 2, "“渭源县”属于定西市"),
    ],
)
def test_a_county_of_another_prefecture_is_a_warning(names: list[str], region: str, at: int, told_so: str) -> None:
    (finding,) = _rows(names, region, 2022)
    assert (finding.rule, finding.severity, finding.where) == ("region.name", "warning", f"tables.rows[{at}].name")
    assert told_so in finding.message


@pytest.mark.parametrize(
    ("names", "region", "year"),
    [
        (["城关区", "榆中县", "兰州新区", "高新区", "经济区"], "620100", 2022),
        (["城关区", "鼓楼区", "西区", "新市区", "江北区"], "620100", 2022),
        (["秦州区", "麦积区", "城关区"], "620100", 2022),
        (["城关区", "秦州区"], "620100", None),
        (["石家庄市", "定州市", "辛集市"], "130000", 2022),
        (["昌吉市", "阜康市", "五家渠市"], "652300", 2022),
        (["荆州区", "沙市区", "仙桃市"], "421000", 2022),
    ],
)
def test_names_that_may_stand_in_a_table_all_the_same(names: list[str], region: str, year: int | None) -> None:
    assert all("下面没有" not in one.message for one in _rows(names, region, year))
