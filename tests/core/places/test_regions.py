"""The region table itself: codes and years, the tree, full names, units of a ledger, and what it refuses."""

import pytest

from medaid_desktop.core.places.region_rows import COLUMNS
from medaid_desktop.core.places.regions import Region, RegionTable
from medaid_desktop.errors import UserError

HEAD = "\t".join(COLUMNS)
ROWS = [
    "650000\t新疆维吾尔自治区\t\tprovince\t\t\t\t新疆\txinjiangweiwuerzizhiqu\txjwwezzq\t\t",
    "650100\t乌鲁木齐市\t650000\tprefecture\t\t\t\t乌鲁木齐\twulumuqishi\twlmqs\t\t",
    "650104\t新市区\t650100\tcounty\t\t\t\t\txinshiqu\txsq\t\t",
    "650108\t东山区\t650100\tcounty\t\t2011\t\t\tdongshanqu\tdsq\t\t650109",
    "650109\t米东区\t650100\tcounty\t2011\t\t\t米东\tmidongqu\tmdq\t\t",
    "650110\t旧名区\t650100\tcounty\t\t2014\t\t\tjiumingqu\tjmq\t\t",
    "650110\t新名区\t650100\tcounty\t2015\t\t\t旧名区\txinmingqu\txmq\t\t",
    "659001\t石河子市\t650000\tcounty\t\t\t\t石河子\tshihezishi\tshzs\t\t",
]
UNITS = ["650104+GX\t高新技术产业开发区(新市区)\t650104\tunit\t\t\tdouble\t高新区(新市区)\tgaoxin\tgx\t\t"]


def text(*rows: str) -> str:
    return "\n".join([HEAD, *rows]) + "\n"


@pytest.fixture
def table() -> RegionTable:
    return RegionTable.parse(text(*ROWS), text(*UNITS))


def codes(regions: tuple[Region, ...]) -> list[str]:
    return [region.code for region in regions]


def test_a_row_becomes_a_region(table: RegionTable):
    assert table.get("650109") == Region(
        "650109", "米东区", "650100", "county", 2011, None, ("米东",), "midongqu", "mdq"
    )
    assert table.get("650108").successors == ("650109",)
    assert table.get("650104+GX").kind == "double"


@pytest.mark.parametrize(
    ("code", "year", "valid"),
    [("650108", 2011, True), ("650108", 2012, False), ("650109", 2010, False), ("650109", 2011, True),
     ("650108", None, False), ("650109", None, True), ("650104", 1990, True)],
)  # fmt: skip
def test_years_are_inclusive_and_no_year_means_today(table: RegionTable, code: str, year: int | None, valid: bool):
    assert table.get(code).valid_in(year) is valid


def test_a_renamed_code_has_the_name_of_the_year(table: RegionTable):
    assert [table.get("650110", year).name for year in (2014, 2015, None)] == ["旧名区", "新名区", "新名区"]
    assert table.get("650108", 2020).name == "东山区"


def test_an_unknown_code_is_none_or_an_error_that_says_how_to_mend(table: RegionTable):
    assert table.find("123456") is None
    assert table.find("") is None
    with pytest.raises(UserError, match="没有这个区划代码：123456") as raised:
        table.get("123456")
    assert "区划树" in raised.value.mend


def test_children_are_own_level_divisions_and_units_of_the_year(table: RegionTable):
    assert codes(table.children(None)) == ["650000"]
    assert codes(table.children("650000")) == ["650000+BJ", "650100", "659001"]
    assert codes(table.children("650100")) == ["650100+BJ", "650104", "650109", "650110"]
    assert codes(table.children("650100", 2010)) == ["650100+BJ", "650104", "650108", "650110"]
    assert codes(table.children("650104")) == ["650104+GX"]
    assert table.children("650104+GX") == ()
    with pytest.raises(UserError):
        table.children("123456")


def test_own_level_units_are_made_by_rule(table: RegionTable):
    unit = table.get("650100+BJ")
    assert (unit.name, unit.parent, unit.level, unit.kind) == ("乌鲁木齐市本级", "650100", "unit", "own-level")
    assert (unit.aliases, unit.pinyin, unit.initials) == (("乌鲁木齐本级",), "wulumuqishibenji", "wlmqsbj")
    assert table.find("650104+BJ") is None
    assert table.find("999999+BJ") is None


def test_descendants_stand_below_what_they_belong_to(table: RegionTable):
    found = codes(table.descendants("650000", 2020))
    assert found == ["650000+BJ", "650100", "650100+BJ", "650104", "650104+GX", "650109", "650110", "659001"]


def test_the_path_leads_from_the_province_down(table: RegionTable):
    assert codes(table.path("650104+GX")) == ["650000", "650100", "650104", "650104+GX"]
    assert [region.name for region in table.path("650110", 2010)][-1] == "旧名区"


@pytest.mark.parametrize(
    ("code", "name"),
    [("650000", "新疆维吾尔自治区"), ("650104", "新疆维吾尔自治区乌鲁木齐市新市区"), ("659001", "新疆维吾尔自治区石河子市"),
     ("650104+GX", "新疆维吾尔自治区乌鲁木齐市高新技术产业开发区(新市区)"), ("650100+BJ", "新疆维吾尔自治区乌鲁木齐市本级")],
)  # fmt: skip
def test_full_names_do_not_repeat_what_a_unit_already_says(table: RegionTable, code: str, name: str):
    assert table.full_name(code) == name


def test_a_ledger_adds_units_and_its_name_wins_over_a_shipped_one(table: RegionTable):
    own = [
        Region("650109+KFQ", "米东开发区", "650109", "unit", None, None),
        Region("650104+GX", "本地高新区", "650104", "unit", None, None),
    ]
    wider = table.with_local_units(own)
    assert codes(wider.children("650109")) == ["650109+KFQ"]
    assert [region.name for region in wider.children("650104")] == ["本地高新区"]
    assert wider.match("米东开发区", "650100").region == own[0]
    assert [hit.region.code for hit in wider.search("米东开发")] == ["650109+KFQ"]
    assert [region.name for region in wider.regions()].count("本地高新区") == 1
    assert "高新技术产业开发区(新市区)" not in [region.name for region in wider.regions()]
    assert table.find("650109+KFQ") is None


@pytest.mark.parametrize(
    ("code", "parent", "what"),
    [("650109", "650100", "编号不对"), ("650109+k", "650109", "编号不对"), ("650109+", "650109", "编号不对"),
     ("650104+KF", "650109", "编号不对"), ("650109+开", "650109", "编号不对"), ("650109+BJ", "650109", "BJ 留给本级"),
     ("123456+KF", "123456", "上级不在")],
)  # fmt: skip
def test_a_wrong_unit_is_refused(table: RegionTable, code: str, parent: str, what: str):
    with pytest.raises(UserError, match=what):
        table.with_local_units([Region(code, "某开发区", parent, "unit", None, None)])


@pytest.mark.parametrize("broken", ["", "code\tname\n", HEAD.replace("pinyin", "pinyins")])
def test_another_table_is_refused(broken: str):
    with pytest.raises(UserError, match=r"表头不对：regions\.tsv"):
        RegionTable.parse(broken)


@pytest.mark.parametrize("row", ["650000\t新疆", ROWS[0].replace("province", "country")])
def test_a_broken_row_is_told_when_it_is_read(row: str):
    table = RegionTable.parse(text(row))
    with pytest.raises(UserError, match="有一行读不懂：650000"):
        table.get("650000")
