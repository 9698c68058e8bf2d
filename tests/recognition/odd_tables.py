"""Allocation tables as provinces and typists really draw them, contents made up; beside each what must be read out of it.

A row of `rows` is name, role, depth, region ("" not judged) and then the money by the columns of `columns`.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Odd:
    """A drawn table and its reading; `sheet` and `file` are names, `above` the paragraphs before it."""

    text: str
    entry: dict[str, Any]
    sheet: str = "Sheet1"
    file: str = "表.xlsx"
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    never: tuple[str, ...] = field(default=())
    """Words that must stand nowhere in what is read."""


def table(year: int | None, region: str | None, unit: str, columns: str, rows: str, **values: str) -> dict[str, Any]:
    """An expected allocation; rows as lines of name, role, depth, region and amounts, parted by blanks ("-" is blank)."""
    entry: dict[str, Any] = {"form": "allocation", "values": {"unit": unit, **values}}
    if year:
        entry["year"] = year
    if region:
        entry["region"] = region
    found: list[dict[str, str]] = []
    for line in rows.strip().splitlines():
        name, role, depth, code, *amounts = line.split()
        row = {"name": name, "role": role, "depth": depth}
        row |= {column: "" if text == "-" else text for column, text in zip(columns.split(), amounts, strict=True)}
        found.append(row | ({"region": code} if code != "-" else {}))
    entry["tables"] = {"rows": found}
    return entry


SNAKE_THREE = Odd(
    """
    附件1 | < | < | < | < | < | < | <
    2023年中央财政医疗救助补助资金分配表 | < | < | < | < | < | < | <
     |  |  |  |  |  | 单位：万元 | <
    地 区 | 金 额 |  | 地 区 | 金 额 |  | 地 区 | 金 额
    合 计 | 455 |  | 施秉县 | 45 |  | 天柱县 | 85
    凯里市 | 120 |  | 镇远县 | 40 |  | 锦屏县 | 60
    黄平县 | 75 |  | 岑巩县 | 30 |  |  |
    """,
    table(
        2023,
        "522600",
        "万元",
        "amount",
        """
        合计 total 0 - 455
        凯里市 unit 1 522601 120
        黄平县 unit 1 522622 75
        施秉县 unit 1 522623 45
        镇远县 unit 1 522625 40
        岑巩县 unit 1 522626 30
        天柱县 unit 1 522627 85
        锦屏县 unit 1 522628 60
        """,
    ),
)

SNAKE_TWO_MONEY = Odd(
    """
    湖南省2024年医疗救助补助资金分配表 | < | < | < | < | <
    单位：万元 | < | < | < | < | <
    市县 | 中央资金 | 省级资金 | 市县 | 中央资金 | 省级资金
    衡阳县 | 100 | 20 | 衡东县 | 40 | 8
    衡南县 | 90 | 18 | 祁东县 | 30 | 6
    衡山县 | 50 | 10 | 耒阳市 | 20 | 4
     |  |  | 合计 | 330 | 66
    """,
    table(
        2024,
        "430000",
        "万元",
        "central_general regional_general",
        """
        衡阳县 unit 1 430421 100 20
        衡南县 unit 1 430422 90 18
        衡山县 unit 1 430423 50 10
        衡东县 unit 1 430424 40 8
        祁东县 unit 1 430426 30 6
        耒阳市 unit 1 430481 20 4
        合计 total 0 - 330 66
        """,
    ),
)

COUNTIES_AS_COLUMNS = Odd(
    """
    2022年大理州城乡医疗救助补助资金分配表 | < | < | < | < | <
     |  |  |  | 金额单位：万元 | <
    项目 | 合计 | 大理市 | 漾濞县 | 祥云县 | 鹤庆县
    中央财政医疗救助补助资金 | 1000 | 400 | 200 | 300 | 100
    """,
    table(
        2022,
        "532900",
        "万元",
        "amount",
        """
        合计 total 0 - 1000
        大理市 unit 1 532901 400
        漾濞县 unit 1 532922 200
        祥云县 unit 1 532923 300
        鹤庆县 unit 1 532932 100
        """,
    ),
)

COUNTIES_AS_COLUMNS_OF_SOURCES = Odd(
    """
    2022年大理州城乡医疗救助补助资金分配表 | < | < | < | <
     |  |  | 单位：元 | <
    资金来源 | 大理市 | 漾濞县 | 祥云县 | 合计
    中央资金 | 400 | 200 | 300 | 900
    省级资金 | 40 | 20 | 30 | 90
    合计 | 440 | 220 | 330 | 990
    """,
    table(
        2022,
        "532900",
        "元",
        "central_general regional_general total",
        """
        大理市 unit 1 532901 400 40 440
        漾濞县 unit 1 532922 200 20 220
        祥云县 unit 1 532923 300 30 330
        合计 total 0 - 900 90 990
        """,
    ),
)

CORPS = Odd(
    """
    附件 | < | <
    2024年新疆生产建设兵团医疗救助补助资金分配表 | < | <
     |  | 单位：万元
    序号 | 师市 | 下达金额
     | 兵团合计 | 600
    1 | 第一师阿拉尔市 | 150
    2 | 第二师铁门关市 | 100
    3 | 第七师胡杨河市 | 50
    4 | 第八师石河子市 | 200
    5 | 第十四师昆玉市 | 100
    """,
    table(
        2024,
        None,
        "万元",
        "amount",
        """
        兵团合计 total 0 - 600
        第一师阿拉尔市 unit 1 - 150
        第二师铁门关市 unit 1 - 100
        第七师胡杨河市 unit 1 - 50
        第八师石河子市 unit 1 - 200
        第十四师昆玉市 unit 1 - 100
        """,
    ),
)

CONTINUED = Odd(
    """
    附件2 | < | <
    2023年省级医疗救助补助资金分配表 | < | <
     |  | 单位：万元
    市县 | 金额 | 备注
    黄石市小计 | 300 |
    黄石市本级 | 100 |
    大冶市 | 200 |
    第 1 页，共 2 页 | < | <
    附件2（续表） | < | <
    2023年省级医疗救助补助资金分配表（续） | < | <
     |  | 单位：万元
    市县 | 金额 | 备注
    宜昌市小计 | 90 |
    远安县 | 50 | 含上年结算
    兴山县 | 40 |
    合计 | 390 |
    第 2 页，共 2 页 | < | <
    """,
    table(
        2023,
        "420000",
        "万元",
        "amount extra:备注",
        """
        黄石市小计 subtotal 1 - 300 -
        黄石市本级 own-level 2 - 100 -
        大冶市 unit 2 420281 200 -
        宜昌市小计 subtotal 1 - 90 -
        远安县 unit 2 420525 50 含上年结算
        兴山县 unit 2 420526 40 -
        合计 total 0 - 390 -
        """,
    ),
    never=("续", "页"),
)

NOTES_AND_SIGNATURES = Odd(
    """
    关于下达二〇二五年医疗救助补助资金的分配表 | < | <
    编制单位：曲靖市财政局 | < | 单位：人民币万元
    县（市、区）名称 | 资金额度 | 功能科目
    麒麟区 | 30.5 | 2101301
    沾益区 | 20 | 2101301
    宣威市 | 49.5 | 2101301
    合　　计 | 100 |
    注：1.资金按救助人数和人均标准测算。 | < | <
    2.请于30日内下达。 | < | <
    制表：李某 | 审核：王某 | 2025年3月5日
    """,
    table(
        2025,
        "530300",
        "万元",
        "amount function_code",
        """
        麒麟区 unit 1 530302 30.5 2101301
        沾益区 unit 1 530303 20 2101301
        宣威市 unit 1 530381 49.5 2101301
        合计 total 0 - 100 -
        """,
    ),
    never=("请于", "李某", "测算", "王某"),
)

TITLE_IN_SHEET = Odd(
    """
    单位名称 | 中央补助（万元） | 省级补助（万元） | 小计（万元）
    红旗渠市 | 1 | 1 | 2
    林州市 | 10 | 5 | 15
    安阳县 | 20 | 5 | 25
    汤阴县 | 30 | 5 | 35
    总计 | 61 | 16 | 77
    """,
    table(
        2024,
        "410500",
        "万元",
        "central_general regional_general total",
        """
        红旗渠市 unit 1 - 1 1 2
        林州市 unit 1 410581 10 5 15
        安阳县 unit 1 410522 20 5 25
        汤阴县 unit 1 410523 30 5 35
        总计 total 0 - 61 16 77
        """,
    ),
    sheet="2024年分配表",
)

CHINESE_YEAR = Odd(
    """
    二○二四年度城乡医疗救助资金安排情况表 | < | < | <
     |  |  | （金额：万元）
    序 号 | 盟 市 | 安 排 数 | 备 注
    一 | 呼和浩特市 | 1,200.50 |
    二 | 包头市 | 1,000.00 |
    三 | 锡林郭勒盟 | 800.00 | 含二连浩特市50万元
     | 合 计 | 3,000.50 |
    """,
    table(
        2024,
        "150000",
        "万元",
        "amount",
        """
        呼和浩特市 unit 1 150100 1,200.50
        包头市 unit 1 150200 1,000.00
        锡林郭勒盟 unit 1 152500 800.00
        合计 total 0 - 3,000.50
        """,
    ),
)

TWO_STEP = Odd(
    """
    2024年中央财政城乡医疗救助补助资金清算表 | < | < | < | < | <
     |  |  |  |  | 单位：万元
    地区 | 2024年应下达数 | 已提前下达数 | < | 本次下达数 | 备注
    ^ | ^ | 鄂财社〔2023〕90号 | 鄂财社〔2023〕120号 | ^ | ^
    全省合计 | 600 | 300 | 100 | 200 |
    一、市州小计 | 400 | 200 | 60 | 140 |
    十堰市 | 250 | 120 | 40 | 90 |
    孝感市 | 150 | 80 | 20 | 50 |
    二、直管市小计 | 200 | 100 | 40 | 60 |
    仙桃市 | 200 | 100 | 40 | 60 |
    """,
    table(
        2024,
        "420000",
        "万元",
        "amount",
        """
        全省合计 total 0 - 200
        一、市州小计 subtotal 1 - 140
        十堰市 unit 2 420300 90
        孝感市 unit 2 420900 50
        二、直管市小计 subtotal 1 - 60
        仙桃市 unit 2 429004 60
        """,
    ),
)

NAME_AND_CODE = Odd(
    """
    2025年医疗救助补助资金（第二批）分配表
    行政区划代码 | 行政区划名称 | 功能分类科目 | 政府预算经济科目 | 本次下达 | 其中： | <
    ^ | ^ | ^ | ^ | ^ | 一般公共预算 | 彩票公益金
     | 合计 |  |  | 190 | 150 | 40
    370702 | 潍城区 | 2101301 | 50901 | 90 | 70 | 20
    370703 | 寒亭区 | 2101301 | 50901 | 100 | 80 | 20
    金额单位：万元
    """,
    table(
        2025,
        "370700",
        "万元",
        "function_code government_economic_code total central_general central_lottery",
        """
        合计 total 0 - - - 190 150 40
        潍城区 unit 1 370702 2101301 50901 90 70 20
        寒亭区 unit 1 370703 2101301 50901 100 80 20
        """,
    ),
)

CODE_ROWS_ABOVE = Odd(
    """
    2023年中央和自治区医疗救助补助资金分配表 | < | < | < | <
     |  |  |  | 单位：万元
    地区 | 救助对象人数（人） | 中央财政资金 | 自治区财政资金 | 合计
    支出功能分类科目 |  | 2101301 | 2101301 |
    直达资金标识 |  | 01 中央直达资金 | 00 |
    合计 | 300 | 30 | 3 | 33
    哈密市 | 100 | 10 | 1 | 11
    　伊州区 | 60 | 6 | 0.6 | 6.6
    　巴里坤县 | 40 | 4 | 0.4 | 4.4
    吐鲁番市 | 200 | 20 | 2 | 22
    　高昌区 | 200 | 20 | 2 | 22
    """,
    table(
        2023,
        "650000",
        "万元",
        "headcount central_general regional_general total",
        """
        合计 total 0 - 300 30 3 33
        哈密市 subtotal 1 650500 100 10 1 11
        伊州区 unit 2 650502 60 6 0.6 6.6
        巴里坤县 unit 2 650521 40 4 0.4 4.4
        吐鲁番市 subtotal 1 650400 200 20 2 22
        高昌区 unit 2 650402 200 20 2 22
        """,
    ),
)

AMBIGUOUS = Odd(
    """
    2024年医疗救助资金分配表 | <
    单位：万元 | <
    单位 | 金额
    济宁市任城区 | 3
    枣庄市市中区 | 2
    济南市市中区 | 5
    徐州市鼓楼区 | 1
    """,
    table(
        2024,
        None,
        "万元",
        "amount",
        """
        济宁市任城区 unit 0 370811 3
        枣庄市市中区 unit 0 370402 2
        济南市市中区 unit 0 370103 5
        徐州市鼓楼区 unit 0 320302 1
        """,
    ),
)

NESTED_LEVELS = Odd(
    """
    江西省2024年中央财政医疗救助补助资金分配表 | < | <
     |  | 单位:万元
    市、县（区） | 金额 | 备注
    全省合计 | 1000 |
    一、设区市合计 | 700 |
    （一）赣州市小计 | 400 |
    1.市本级 | 100 |
    　　其中：蓉江新区 | 30 |
    2.章贡区 | 120 |
    3.南康区 | 180 |
    （二）吉安市小计 | 300 |
    1.市本级 | 50 |
    2.吉州区 | 250 |
    二、省直管县合计 | 300 |
    1.瑞金市 | 200 |
    2.安福县 | 100 |
    """,
    table(
        2024,
        "360000",
        "万元",
        "amount",
        """
        全省合计 total 0 - 1000
        一、设区市合计 subtotal 1 - 700
        （一）赣州市小计 subtotal 2 - 400
        1.市本级 own-level 3 - 100
        蓉江新区 of-which 4 - 30
        2.章贡区 unit 3 360702 120
        3.南康区 unit 3 360703 180
        （二）吉安市小计 subtotal 2 - 300
        1.市本级 own-level 3 - 50
        2.吉州区 unit 3 360802 250
        二、省直管县合计 subtotal 1 - 300
        1.瑞金市 unit 2 360781 200
        2.安福县 unit 2 360829 100
        """,
    ),
)

OWN_LEVEL_COLUMN = Odd(
    """
    2022年医疗救助补助资金下达表 | < | < | <
    单位：万元 | < | < | <
    州市 | 县市区 | 中央一般公共预算 | 中央福彩公益金
    玉溪市 | 小计 | 100 | 10
    ^ | 市本级 | 20 | 2
    ^ | 红塔区 | 30 | 3
    ^ | 江川区 | 50 | 5
    普洱市 | 小计 | 60 | 6
    ^ | 思茅区 | 60 | 6
    合计 | < | 160 | 16
    """,
    table(
        2022,
        "530000",
        "万元",
        "central_general central_lottery",
        """
        小计 subtotal 1 - 100 10
        市本级 own-level 2 - 20 2
        红塔区 unit 2 530402 30 3
        江川区 unit 2 530403 50 5
        小计 subtotal 1 - 60 6
        思茅区 unit 2 530802 60 6
        合计 total 0 - 160 16
        """,
    ),
)

OF_WHICH_COLUMN = Odd(
    """
    甘肃省2023年医疗救助补助资金分配表 | < | < | <
     |  |  | 单位：万元
    市州 | < | 合计 | 中央
    全省合计 | < | 400 | 300
    兰州市 | < | 300 | 220
    其中 | 市本级 | 100 | 80
    ^ | 城关区 | 120 | 80
    ^ | 榆中县 | 80 | 60
    嘉峪关市 | < | 100 | 80
    """,
    table(
        2023,
        "620000",
        "万元",
        "total central_general",
        """
        全省合计 total 0 - 400 300
        兰州市 unit 1 620100 300 220
        市本级 own-level 2 - 100 80
        城关区 of-which 2 620102 120 80
        榆中县 of-which 2 620123 80 60
        嘉峪关市 unit 1 620200 100 80
        """,
    ),
)

ROWS_BESIDE_SUBTOTALS = Odd(
    """
    2025年重庆市医疗救助补助资金分配表 | < | <
    单位：万元 | < | <
    区县 | 资金 | 备注
    主城区小计 | 150 |
    渝中区 | 50 |
    江北区 | 100 |
    渝东北小计 | 90 |
    万州区 | 40 |
    城口县 | 50 |
    两江新区 | 10 |
    总计 | 250 |
    """,
    table(
        2025,
        "500000",
        "万元",
        "amount",
        """
        主城区小计 subtotal 1 - 150
        渝中区 unit 2 500103 50
        江北区 unit 2 500105 100
        渝东北小计 subtotal 1 - 90
        万州区 unit 2 500101 40
        城口县 unit 2 500229 50
        两江新区 unit 1 - 10
        总计 total 0 - 250
        """,
    ),
)

SNAKE_WITH_SERIALS = Odd(
    """
    2022年医疗救助补助资金分配表 | < | < | < | < | < | <
     |  |  |  |  | 单位：元 | <
    序号 | 单位 | 金额 |  | 序号 | 单位 | 金额
    一 | 市本级 | 100.5 |  | 6 | 隆德县 | 20
    二 | 县区小计 | 200 |  | 7 | 泾源县 | 30
    1 | 原州区 | 50 |  | 8 | 彭阳县 | 30
    2 | 西吉县 | 70 |  |  | 合计 | 300.5
    """,
    table(
        2022,
        "640400",
        "元",
        "amount",
        """
        市本级 own-level 1 - 100.5
        县区小计 subtotal 1 - 200
        原州区 unit 2 640402 50
        西吉县 unit 2 640422 70
        隆德县 unit 2 640423 20
        泾源县 unit 2 640424 30
        彭阳县 unit 2 640425 30
        合计 total 0 - 300.5
        """,
    ),
)

ONE_OFFICE_OVER_ROWS = Odd(
    """
    附件 | < | < | < | <
    2024年中央财政医疗救助补助资金明细表 | < | < | < | <
     |  |  |  | 单位：万元
    预算单位 | 项目名称 | 支出功能分类科目 | 政府预算支出经济分类 | 金额
    漳县医疗保障局 | 城乡医疗救助 | 2101301 | 50901 | 100
    ^ | 疾病应急救助 | 2101302 | 50901 | 5
    岷县医疗保障局 | 城乡医疗救助 | 2101301 | 50901 | 200
    小计 | < | < | < | 305
    """,
    table(
        2024,
        "621100",
        "万元",
        "extra:项目名称 function_code amount",
        """
        漳县医疗保障局 unit 1 621125 城乡医疗救助 2101301 100
        漳县医疗保障局 unit 1 621125 疾病应急救助 2101302 5
        岷县医疗保障局 unit 1 621126 城乡医疗救助 2101301 200
        小计 total 0 - - - 305
        """,
    ),
)

CLAWED_BACK = Odd(
    """
    关于调整2023年医疗救助补助资金的情况表 | < | < | <
    单位：万元 | < | < | <
    县区 | 原下达 | 本次调整 | 调整后
    崇信县 | 100 | -20 | 80
    华亭市 | 150 | 20 | 170
    合计 | 250 | 0 | 250
    """,
    table(
        2023,
        "620800",
        "万元",
        "amount",
        """
        崇信县 unit 1 620823 -20
        华亭市 unit 1 620881 20
        合计 total 0 - 0
        """,
    ),
)

ALL = {name: odd for name, odd in list(globals().items()) if isinstance(odd, Odd)}
