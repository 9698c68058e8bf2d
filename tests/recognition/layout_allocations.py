"""Allocations made up and laid out at random: every way in which provinces let rows lie inside one another."""

from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from medaid_desktop.core.places.regions import Region
from medaid_desktop.store.shipped.regions import load_regions
from tests.recognition.canvas import Canvas
from tests.recognition.layouts import Laid
from tests.recognition.wording import dressed

PROVINCES = (
    "630000",
    "510000",
    "410000",
    "440000",
    "530000",
    "520000",
    "420000",
    "430000",
    "370000",
    "360000",
    "610000",
    "450000",
    "650000",
    "320000",
)
STYLES = ("cities", "counties", "zhejiang", "sums", "of-which", "subtotals", "columns", "offices", "bottom-sums")
_NAME_HEADS = [
    "地区",
    "地  区",
    "单位",
    "单位名称",
    "市县",
    "市县名称",
    "县（市、区）",
    "市（州）",
    "州市",
    "各市县",
    "区划名称",
    "预算单位",
    "统筹区",
]
_SETS = [
    [("amount", ["金额", "下达金额", "此次下达补助资金（万元）", "分配金额", "本次下达金额", "补助资金", "中央补助资金（万元）", "安排金额"])],
    [("central_general", ["中央财政预算", "中央一般公共预算", "一般公共预算"]), ("central_lottery", ["中央福彩公益金", "彩票公益金", "政府性基金"]), ("total", ["合计", "小计"])],
    [("total", ["合计"]), ("central_general", ["中央财政补助资金", "中央资金"]), ("regional_general", ["省级财政补助资金", "省级资金", "自治区资金"])],
    [("headcount", ["救助人数", "资助参保人数", "困难群众人数"]), ("amount", ["本次下达资金", "分配资金", "下达资金（万元）"])],
    [("extra:应下达资金", ["应下达资金"]), ("extra:已提前下达资金", ["已提前下达资金"]), ("amount", ["本次下达资金", "此次下达金额"])],
]  # fmt: skip


@dataclass
class Row:
    """A row as it should be read, and how it is drawn: `of_which` before its name, `level` for indents."""

    name: str
    role: str
    depth: int
    region: str | None
    parts: list["Row"] = field(default_factory=list)
    of_which: bool = False
    level: int = 0
    outer: str = ""
    numbers: dict[str, Decimal] = field(default_factory=dict)


def lay_allocation(rng: Random) -> Laid:
    """A table of money in some layout and what should be read from it."""
    table, style = load_regions(), rng.choice(STYLES)
    province = table.get(rng.choice(PROVINCES))
    cities = [r for r in table.children(province.code) if r.level == "prefecture"]
    year = rng.randrange(2021, 2027)
    within, rows = _rows(style, province, cities, rng)
    columns = rng.choice(_SETS)
    _fill(rows, [name for name, _ in columns], rng)
    flat = _ordered(rows, style)
    total = _total(rows, within, columns, rng)
    ordered = (
        [total, *flat] if rng.random() < 0.5 or (style == "bottom-sums" and rng.random() < 0.5) else [*flat, total]
    )
    canvas = Canvas(width=len(columns) + 1 + (style == "columns"))
    title = f"{within.name}{year}年{rng.choice(['中央财政医疗救助补助资金', '城乡医疗救助补助资金'])}{rng.choice(['分配表', '安排表', '下达表', '（第二批）分配表', '分配方案表'])}"
    unit = _draw(canvas, style, title, columns, ordered, rng)
    laid = Laid(canvas, "allocation", year, within.code, {"title": title, "unit": unit})
    laid.tables["rows"] = [_expected(row, columns) for row in ordered]
    return laid


def _rows(style: str, province: Region, cities: list[Region], rng: Random) -> tuple[Region, list[Row]]:
    table = load_regions()
    some = rng.sample(cities, min(len(cities), rng.randrange(2, 6)))
    if style == "cities":
        return province, [Row(city.name, "unit", 1, city.code) for city in cities]
    if style in ("counties", "offices"):
        city = rng.choice([c for c in cities if len(_below(c)) > 2] or cities)
        rows = [Row(c.name + ("医疗保障局" if style == "offices" else ""), "unit", 1, c.code) for c in _below(city)]
        own = Row(rng.choice(["市本级", f"{city.name}本级"]), "own-level", 1, None)
        return city, [own, *rows] if style == "counties" and rng.random() < 0.7 else rows
    rows = [_city(style, city, _below(city), rng) for city in some if len(_below(city)) > 1]
    return table.get(province.code), rows or _rows("cities", province, cities, rng)[1]


def _below(city: Region) -> list[Region]:
    return [r for r in load_regions().children(city.code) if r.level == "county" and (r.since or 0) <= 2021]


def _city(style: str, city: Region, below: list[Region], rng: Random) -> Row:
    """A city with what lies in it, as the style has it."""
    own = Row(f"{city.name}本级", "own-level", 2, None, level=1)
    if style == "zhejiang":
        districts = [r for r in below if r.name.endswith("区")]
        others = [Row(r.name, "unit", 2, r.code, level=1) for r in below if r not in districts]
        listed = [
            Row(f"{city.name}本级", "own-level", 3, None),
            *(Row(r.name, "of-which", 3, r.code) for r in districts),
        ]
        listed[0].of_which = True
        unit = Row(city.name, "unit", 2, city.code, listed)
        return Row(f"{city.name}小计", "subtotal", 1, None, [unit, *others])
    parts = [Row(r.name, "unit", 2, r.code, level=1) for r in below]
    if style == "of-which":
        parts = [
            Row(f"{city.name}本级", "own-level", 2, None, of_which=True),
            *(Row(r.name, "of-which", 2, r.code) for r in below),
        ]
        return Row(city.name, "unit", 1, city.code, parts)
    inside = [own, *parts] if rng.random() < 0.7 or style == "sums" else parts
    for row in inside:
        row.outer = city.name
    name = {"sums": city.name, "columns": "小计"}.get(style, f"{city.name}{rng.choice(['小计', '合计'])}")
    return Row(name, "subtotal", 1, city.code if style == "sums" else None, inside, outer=city.name)


def _fill(rows: list[Row], names: list[str], rng: Random) -> None:
    """Numbers of the leaves at random, sums above them; 合计 of a row is the sum of its other money."""
    for row in rows:
        _fill(row.parts, names, rng)
        for name in names:
            if name == "total":
                continue
            parts = [part.numbers[name] for part in row.parts]
            one = Decimal(rng.randrange(-500, 90000)) / (1 if name == "headcount" else 100)
            row.numbers[name] = sum(parts, Decimal(0)) if parts else abs(one) if name == "headcount" else one
        if "total" in names:
            row.numbers["total"] = sum((n for key, n in row.numbers.items() if key != "headcount"), Decimal(0))


def _ordered(rows: list[Row], style: str) -> list[Row]:
    found: list[Row] = []
    for row in rows:
        inner = _ordered(row.parts, style)
        found += [*inner, row] if style == "bottom-sums" and row.role == "subtotal" else [row, *inner]
    return found


def _total(rows: list[Row], within: Region, columns: list[tuple[str, list[str]]], rng: Random) -> Row:
    name = rng.choice(["合计", "合  计", "总计", f"全{'市' if within.level == 'prefecture' else '省'}合计"])
    sums = {key: sum((row.numbers[key] for row in rows), Decimal(0)) for key, _ in columns}
    return Row(name, "total", 0, None, numbers=sums)


def _expected(row: Row, columns: list[tuple[str, list[str]]]) -> dict[str, str]:
    cells = {"name": row.name, "role": row.role, "depth": str(row.depth)}
    cells |= {name: str(row.numbers[name]) for name, _ in columns}
    return cells | ({"region": row.region} if row.region else {})


def _draw(
    canvas: Canvas, style: str, title: str, columns: list[tuple[str, list[str]]], rows: list[Row], rng: Random
) -> str:
    unit = rng.choice(["万元", "元", "万元"])
    canvas.line("附件1：") if rng.random() < 0.5 else None
    canvas.line(title)
    heads = [rng.choice(labels) for _, labels in columns]
    if not any("万元" in head for head in heads):
        canvas.put(
            canvas.row,
            canvas.width - 1,
            rng.choice([f"单位：{unit}", f"金额单位：{unit}", f"（单位:{unit}）", f"单位;{unit}"]),
        )
        canvas.row += 1
    else:
        unit = "万元"
    names = ["市州", "县市区"] if style == "columns" else [dressed(rng, rng.choice(_NAME_HEADS), colon=False)]
    if len(columns) == 3 and rng.random() < 0.4 and "total" not in (columns[0][0],):
        for number, name in enumerate(names):
            canvas.put(canvas.row, number, name, rows=2)
        canvas.put(canvas.row, len(names), rng.choice(["金额", "补助资金", "下达资金"]), cols=3)
        canvas.row += 1
        canvas.texts(len(names), heads)
    else:
        canvas.texts(0, [*names, *heads])
    canvas.row += 1
    indent = rng.choice(["", "", "　　", "format"]) if style in ("sums", "subtotals") else ""
    for row in rows:
        written = (
            "其中：" if row.of_which else "　　　" if row.role == "of-which" and rng.random() < 0.3 else ""
        ) + row.name
        written = f"{indent if row.level and indent != 'format' else ''}{written}"
        start = len(names) - 1
        if start and row.outer:
            canvas.put(canvas.row, 0, row.outer)
        column = 0 if start and not row.outer else start
        canvas.put(canvas.row, column, written, indent=2 if indent == "format" and row.level else 0)
        canvas.texts(len(names), [str(row.numbers[name]) for name, _ in columns])
        canvas.row += 1
    return unit
