"""Filings made up at random: contents that any office might have written, for every form with fields and indicators."""

from functools import cache
from random import Random

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.places.regions import Region, RegionTable
from medaid_desktop.store.shipped.regions import load_regions

_NAMES = [
    "资助参保人数", "医疗救助对象人次规模", "重点救助对象参保率", "住院救助人次", "门诊救助人次数", "一站式结算覆盖率", "特困人员救助比例",
    "年度限额内住院救助比例", "困难群众医疗费用负担减轻程度", "困难群众看病就医方便程度", "对健全社会救助体系的影响", "政策知晓率",
    "救助对象满意度", "补助资金拨付及时率", "定点医药机构监督检查覆盖率", "参保人员对医保服务的满意度", "人均救助标准", "医保信息系统正常运行率",
    "基金预警和风险防控能力", "“一窗式”办理时限", "符合条件的困难群众资助参保率（%）", "重大安全事件响应时间", "举办培训班期数", "医保基金监管能力",
]  # fmt: skip
_CLASSES = [
    ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "时效指标"), ("产出指标", "成本指标"), ("效益指标", "经济效益指标"),
    ("效益指标", "社会效益指标"), ("效益指标", "生态效益指标"), ("效益指标", "可持续影响指标"), ("满意度指标", "服务对象满意度指标"),
]  # fmt: skip
_NEW_CLASSES = [
    ("成本指标", "经济成本指标"), ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "时效指标"), ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
]  # fmt: skip
_PARTS = [
    ("≥", "95", "%"),
    ("≥", "1200", "人次"),
    ("=", "100", "%"),
    ("≤", "30", "分钟"),
    ("≤", "280", "元/人"),
    ("≥", "2", "次"),
    ("=", "12", "个"),
]
_WORDS = ["明显提高", "有效缓解", "成效明显", "逐步提升", "全覆盖", "不低于上年", "按规定纳入救助范围"]
_GOALS = [
    "目标1：资助困难群众参加基本医疗保险。\n目标2：做好重特大疾病医疗救助，减轻就医负担。\n目标3：基金运行平稳。",
    "健全防范化解因病致贫返贫长效机制，确保困难群众基本医疗有保障，同时避免过度保障。",
    "1.符合条件的救助对象应救尽救；2.“一站式”结算全覆盖。",
]  # fmt: skip
_PROJECTS = [
    "{}年中央财政医疗救助补助资金",
    "城乡医疗救助补助资金",
    "医疗服务与保障能力提升补助资金（第二批）",
    "{}年城乡居民基本医疗保险财政补助",
]
TICKED = ["项目类别", "项目类型"]


@cache
def counties() -> list[Region]:
    """Counties of several provinces whose names nothing else bears."""
    table: RegionTable = load_regions()
    found = [
        r
        for r in table.regions()
        if r.level == "county" and r.until is None and r.code[:2] in ("63", "51", "41", "44", "53", "52", "42", "37")
    ]
    return [r for r in found if table.match(r.name).region == r and (r.since or 0) <= 2019]


def target(rng: Random) -> tuple[str, tuple[str, str, str]]:
    """A target and its operator, value and unit."""
    if rng.random() < 0.3:
        words = rng.choice(_WORDS)
        return words, ("", words, "")
    parts = rng.choice(_PARTS)
    return "".join(parts), parts


def indicators(rng: Random, form: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    names = rng.sample(_NAMES, len(_NAMES))
    for level1, level2 in rng.choice([_CLASSES, _CLASSES, _NEW_CLASSES]):
        for _ in range(rng.choice([0, 1, 1, 2, 3])):
            if not names:
                break
            text, parts = target(rng)
            row = {"level1": level1, "level2": level2, "level3": names.pop(), "target": text, "_parts": "|".join(parts)}
            if form == "regional-target":
                row |= {"upper_target": target(rng)[0]}
            if form == "self-evaluation":
                row |= {
                    "actual": target(rng)[0],
                    "weight": "5",
                    "score": rng.choice(["5", "4.5"]),
                    "reason": rng.choice(["", "", "受疫情影响，门诊量下降"]),
                }
            if form == "monitoring":
                row |= {
                    "actual_to_date": target(rng)[0],
                    "expected_full_year": text,
                    "likelihood": "确定能",
                    "reason": rng.choice(["", "资金下达较晚"]),
                }
            rows.append(row)
    return rows or indicators(rng, form)


def filing(rng: Random, form: str) -> Filing:
    """A filing of one of the forms with fields, of a county somewhere, for a year between 2019 and 2026."""
    region, year = rng.choice(counties()), rng.randrange(2019, 2027)
    table = load_regions()
    above = table.get(region.parent or "").name
    place = rng.choice([region.name, region.name, above + region.name])
    unit, money = f"{place}医疗保障局", f"{rng.randrange(50, 90000) / 100:.2f}"
    made = Filing(form=form, year=year, region=region.code)
    values = made.values
    values["project_name"] = rng.choice(_PROJECTS).format(year)
    if form in ("project-target", "monitoring"):
        values |= {
            "project_leader": "王海 0971-6300000",
            "competent_department": unit,
            "implementing_unit": rng.choice([unit, f"{place}医疗保障事务中心"]),
        }
    elif form == "self-evaluation":
        values |= {
            "competent_department": unit,
            "implementing_unit": unit,
            "goal_expected": rng.choice(_GOALS),
            "goal_actual": rng.choice(_GOALS),
        }
    elif form == "target-breakdown":
        values |= {"budget_unit": unit}
    elif form == "regional-target":
        values |= {
            "province": table.path(region.code)[0].name,
            "finance_department": f"{place}财政局",
            "competent_department": unit,
        }
        values |= {
            "funding_total": money,
            "funding_central": money,
            "funding_local": rng.choice(["", "12.5"]),
            "annual_goal": rng.choice(_GOALS),
        }
        if above not in ("省直辖县级行政区划", ""):
            values["prefecture"] = above
    elif form == "declaration":
        values |= _declaration(rng, unit, year, money)
        made.tables["schedule"] = [
            {"activity": f"第{n}阶段资金拨付", "starts": f"{year}年{n}月", "ends": f"{year}年12月"}
            for n in range(1, rng.randrange(2, 4))
        ]
    if form in ("project-target", "target-breakdown", "monitoring"):
        values |= {
            "funding_total": money,
            "funding_fiscal": money,
            "funding_other": rng.choice(["", "0"]),
            "annual_goal": rng.choice(_GOALS),
        }
    made.tables["indicators"] = indicators(rng, form)
    if form == "self-evaluation":
        values["total_score"] = "96.5"
        made.tables["funding"] = [
            {
                "item": "年度资金总额",
                "initial_budget": money,
                "budget": money,
                "executed": money,
                "weight": "10",
                "rate": "100%",
                "score": "10",
            },
            {"item": "其中：财政拨款", "initial_budget": money, "budget": money, "executed": money},
            {"item": "其他资金"},
        ]
    if form == "monitoring":
        made.tables["funding"] = [
            {
                "item": "年度资金总额",
                "initial_budget": money,
                "executed": "10",
                "rate": "50%",
                "expected_full_year": money,
            },
            {"item": "其中：财政拨款", "initial_budget": money, "executed": "10", "rate": "50%"},
        ]
    return made


def _declaration(rng: Random, unit: str, year: int, money: str) -> dict[str, str]:
    return {
        "filling_unit": unit, "filled_on": rng.choice([f"{year}年6月1日", f"{year}0601"]), "project_category": "发展类项目",
        "project_code": rng.choice(["", "370000210001"]), "competent_department": unit, "competent_department_code": "101", "implementing_unit": unit,
        "contact": "赵江", "contact_phone": "0635-6020000", "project_type": rng.choice(["上年原有项目", "新增一次性项目"]), "item_code": "",
        "period": f"{year}年1月至{year}年12月", "funding_fiscal": money, "estimate_basis": "按参保人数658090人×32元测算，所需资金由县财政安排，详见附件。",
        "overview": "对困难群众参保给予资助，对其难以负担的基本医疗自付费用给予补助。", "legal_basis": "聊医保发〔2019〕60号文件、鲁医保发〔2019〕69号文件",
        "feasibility": "制度完善，机构健全，项目实施能够有效减轻困难群众就医负担。", "long_term_goal": _GOALS[1], "annual_goal": rng.choice([_GOALS[0], _GOALS[2]]),
        "other_matters": rng.choice(["无", ""]), "filler": "孙河", "filler_phone": "0635-6021111",
    }  # fmt: skip
