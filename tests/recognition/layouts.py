"""Lays a filing out as any office might: random wording, order, merges and columns; says what should be read back."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from random import Random
from typing import Any

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import Form
from medaid_desktop.core.grid import Place
from medaid_desktop.core.texts.choices import chosen
from tests.recognition.canvas import Canvas
from tests.recognition.layout_indicators import lay_indicators
from tests.recognition.wording import dressed, head, label

TITLES = {
    "project-target": [
        "绩效目标表",
        "项目绩效目标表",
        "医疗救助补助资金绩效目标表",
        "项目支出绩效目标表",
        "转移支付项目绩效目标表",
    ],
    "target-breakdown": ["专项资金绩效目标分解表", "绩效目标分解表", "医疗救助补助资金绩效目标分解下达表"],
    "regional-target": [
        "区域绩效目标表",
        "中央对地方转移支付区域绩效目标表",
        "医疗救助补助资金整体绩效目标表",
        "转移支付区域绩效目标申报表",
    ],
    "declaration": ["预算绩效目标申报表", "项目支出绩效目标申报表", "绩效目标申报表"],
    "monitoring": ["绩效运行监控表", "项目支出绩效运行监控表", "绩效目标执行监控表", "绩效运行监控情况表"],
    "self-evaluation": ["项目支出绩效自评表", "绩效自评表", "转移支付绩效目标自评表", "绩效目标自评表"],
}
MONEY = ("funding_total", "funding_fiscal", "funding_central", "funding_local", "funding_other")
GOALS = ("long_term_goal", "annual_goal", "goal_expected", "goal_actual")
LONG = ("estimate_basis", "overview", "legal_basis", "feasibility", "other_matters")
_FIRST_LINE = ("filling_unit", "filled_on")
_LAST_LINE = ("filler", "filler_phone")


@dataclass
class Laid:
    """A drawn sheet and what should be read from it; `values` and `tables` as in a filing, `places` the cells of the values.

    `width` is that of the sheet before its table of indicators was drawn.
    """

    canvas: Canvas
    form: str
    year: int | None
    region: str | None
    values: dict[str, str] = field(default_factory=dict)
    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    width: int = 0

    def entry(self) -> dict[str, Any]:
        """In the shape of an expected file; None is not judged."""
        known = {"form": self.form, "year": self.year, "region": self.region}
        return {key: text for key, text in known.items() if text is not None} | {
            "values": self.values,
            "tables": self.tables,
        }


def lay_form(filing: Filing, form: Form, rng: Random) -> Laid:
    """A filing of a form with fields and indicators in some layout."""
    canvas = Canvas(
        width=rng.choice([6, 7, 8, 10])
        if form.id not in ("monitoring", "self-evaluation")
        else rng.choice([10, 11, 12])
    )
    laid = Laid(canvas, form.id, filing.year, filing.region, tables=deepcopy(filing.tables), width=canvas.width)
    _top(canvas, filing, rng)
    shown = [
        d.id
        for d in form.fields
        if d.id != "total_score"
        and not d.id.startswith(("funding_",) if form.id == "monitoring" and "funding" in filing.tables else ("~",))
    ]
    laid.values = {name: filing.values.get(name, "") for name in shown}
    if form.id == "declaration":
        _pair_line(canvas, laid, _FIRST_LINE, rng)
    short = [n for n in shown if n not in (*MONEY, *GOALS, *LONG, *_FIRST_LINE, *_LAST_LINE)]
    _fields(canvas, form, laid, ["project_name", *_mixed([n for n in short if n != "project_name"], rng)], rng)
    money = [name for name in MONEY if name in shown]
    if money:
        _money(canvas, laid, money, rng)
    for name in (name for name in LONG[:4] if name in shown):
        _wide(canvas, laid, name, laid.values[name], rng)
    for name in ("schedule", "funding"):
        if filing.tables.get(name):
            _flat(canvas, name, filing.tables[name], rng)
    _goals(canvas, laid, [name for name in GOALS if name in shown], rng)
    laid.tables["indicators"] = lay_indicators(
        canvas, form.id, filing.tables.get("indicators", []), filing.values.get("total_score", ""), rng
    )
    if "total_score" in form.fields_by_id:
        laid.values["total_score"] = filing.values.get("total_score", "")
    if "other_matters" in shown:
        _wide(canvas, laid, "other_matters", laid.values["other_matters"], rng)
    _bottom(canvas, form, laid, rng)
    return laid


def _mixed(names: list[str], rng: Random) -> list[str]:
    return rng.sample(names, len(names)) if rng.random() < 0.3 else names


def _top(canvas: Canvas, filing: Filing, rng: Random) -> None:
    """Annex, title and year, above the table or in it; the year may stand in a line of its own, the title, or both."""
    title = rng.choice(TITLES[filing.form])
    year = f"（{filing.year}年度）"
    lines = rng.choice(
        [[title, year], [title, year], [f"{title}{year}"], [f"{filing.year}年{title}"], [f"{filing.year}年度", title]]
    )
    annex = rng.choice(["附件2", "附件3：", "附表1", ""])
    way = rng.randrange(6)
    if way == 0:
        canvas.above = [line for line in (annex, *lines) if line]
        return
    if way == 1:
        canvas.above, canvas.name = [], title
        canvas.file = f"{filing.year}年{title}.xlsx"
        return
    if annex:
        canvas.line(annex) if rng.random() < 0.5 else canvas.put(canvas.row, 0, annex)
        canvas.row += 0 if canvas.cells.get((canvas.row - 1, 0), ("",))[0] == annex else 1
    for line in lines:
        canvas.line(line)
    if rng.random() < 0.3:
        canvas.put(canvas.row, canvas.width - 1, rng.choice(["单位：万元", "金额单位：万元"]))
        canvas.row += 1
    elif rng.random() < 0.1:
        canvas.row += 1


def _choice(form: Form, name: str, text: str, rng: Random) -> str:
    """A choice as boxes before or behind its words, √ in brackets, or just the words."""
    options = form.fields_by_id[name].options
    if not options or not text:
        return text
    yes, no = rng.choice(
        [("☑", "□"), ("√", "□"), ("■", "□"), ("☒", "☐"), ("R", "£"), ("(√)", "( )"), ("（√）", "（ ）"), ("√", "")]
    )
    gap = rng.choice([" ", "", "　"])
    words = [(option, yes if option in chosen(text) else no) for option in options]
    way = rng.randrange(3)
    if way == 0 or (not no and not gap):
        return text
    parts = [
        f"{mark}{gap if no else ''}{option}" if way == 1 else f"{option}{gap if no else ''}{mark}"
        for option, mark in words
    ]
    return rng.choice(["   ", "\n", "　　"]).join(parts)


def _fields(canvas: Canvas, form: Form, laid: Laid, names: list[str], rng: Random) -> None:
    """Labels with values right of them, one or two pairs a row; rarely a row of labels above a row of values."""
    texts = {name: _choice(form, name, laid.values[name], rng) for name in names}
    while names:
        first = names.pop(0)
        if first != "project_name" and names and canvas.width >= 4 and rng.random() < 0.7:
            second = names.pop(0)
            cols = canvas.texts(0, [label(rng, first), texts[first], label(rng, second), texts[second]], [2, 3, 2, 3])
            laid.places |= {first: (canvas.row, cols[1]), second: (canvas.row, cols[3])}
            canvas.row += 1
        else:
            _wide(canvas, laid, first, texts[first], rng)


def _wide(canvas: Canvas, laid: Laid, name: str, text: str, rng: Random) -> None:
    written = label(rng, name)
    cols = rng.choice([1, 2])
    laid.places[name] = (canvas.row, cols)
    canvas.put(canvas.row, 0, written, cols=cols)
    canvas.put(canvas.row, cols, text, cols=canvas.width - cols)
    canvas.row += 1


def _money(canvas: Canvas, laid: Laid, names: list[str], rng: Random) -> None:
    """The block of money: a side label or none, label and amount in two cells or in one, 万元 in brackets."""
    side = rng.choice(["资金情况\n（万元）", "项目资金（万元）", "资金情况（万元）", ""]) if len(names) > 1 else ""
    start = 1 if side else 0
    canvas.put(canvas.row, 0, side, rows=len(names)) if side else None
    one_cell = rng.random() < 0.25
    for name in names:
        written = label(rng, name, colon=not one_cell)
        if not side and name == "funding_other":
            written = "其他资金"
        amount = laid.values[name]
        laid.places[name] = (canvas.row, start)
        if one_cell and amount:
            laid.values[name] = amount = f"{amount}{rng.choice(['', '' if '元' in amount else '万元'])}"
            mark = "：" if "其中" not in written or rng.random() < 0.5 else ""
            canvas.put(canvas.row, start, f"{written}{mark}{amount}", cols=canvas.width - start)
        elif one_cell:
            canvas.put(canvas.row, start, f"{written}：", cols=canvas.width - start)
        else:
            laid.places[name] = (canvas.row, canvas.texts(start, [written, amount], [2, 3])[1])
        canvas.row += 1


def _flat(canvas: Canvas, kind: str, rows: list[dict[str, str]], rng: Random) -> None:
    heads = {
        "schedule": [("activity", "项目实施内容"), ("starts", "开始时间"), ("ends", "完成时间")],
        "funding": [("item", rng.choice(["", "资金构成", "资金来源"])), ("initial_budget", "年初预算数"), ("budget", "全年预算数"), ("executed", rng.choice(["全年执行数", "1—7月执行数", "执行数"])), ("weight", "分值"), ("rate", rng.choice(["执行率", "1-7月执行率", "预算执行率"])), ("score", "得分"), ("expected_full_year", "全年预计执行数")],
    }[kind]  # fmt: skip
    used = [(name, text) for name, text in heads if any(name in row for row in rows)]
    side = {
        "schedule": "项目实施\n进度计划",
        "funding": rng.choice(["项目资金（万元）", "资金情况\n（万元）", "预算执行情况"]),
    }[kind]
    over_head = rng.random() < 0.7 or kind == "schedule"
    canvas.put(canvas.row + (not over_head), 0, side, rows=len(rows) + over_head)
    weights = [2, *[1] * (len(used) - 1)]
    canvas.texts(1, [text for _, text in used], weights)
    canvas.row += 1
    for row in rows:
        canvas.texts(1, [row.get(name, "") for name, _ in used], weights)
        canvas.row += 1


def _goals(canvas: Canvas, laid: Laid, names: list[str], rng: Random) -> None:
    """Goals beside their labels, under them, or in one cell with them; two goals side by side under theirs."""
    if len(names) == 2:
        side = {"goal_expected": "年度总体目标", "long_term_goal": "项目绩效目标"}[names[0]]
        canvas.put(canvas.row, 0, dressed(rng, side, colon=False), rows=2)
        canvas.texts(1, [label(rng, name, colon=False) for name in names])
        canvas.row += 1
        cols = canvas.texts(1, [laid.values[name] for name in names])
        laid.places |= {name: (canvas.row, col) for name, col in zip(names, cols, strict=True)}
        canvas.row += 1
        return
    for name in names:
        way = rng.randrange(4)
        text = laid.values[name]
        laid.places[name] = (canvas.row + 1, 1) if way == 0 else (canvas.row, 0)
        if way == 0:
            canvas.put(canvas.row, 0, rng.choice(["总\n体\n目\n标", "总体目标"]), rows=2)
            canvas.put(canvas.row, 1, "年度目标", cols=canvas.width - 1)
            canvas.put(canvas.row + 1, 1, text, cols=canvas.width - 1)
            canvas.row += 2
        elif way == 1:
            canvas.put(
                canvas.row, 0, f"{rng.choice(['年度目标', '总体目标', '年度总体目标'])}：{text}", cols=canvas.width
            )
            canvas.row += 1
        elif way == 2 and "\n" in text and rng.random() < 0.5:
            parts = text.split("\n")
            laid.places[name] = (canvas.row, 2)
            canvas.put(canvas.row, 0, "年度\n总体目标", rows=len(parts), cols=2)
            for part in parts:
                canvas.put(canvas.row, 2, part, cols=canvas.width - 2)
                canvas.row += 1
        else:
            _wide(canvas, laid, name, text, rng)


def _pair_line(canvas: Canvas, laid: Laid, names: Sequence[str], rng: Random) -> None:
    texts = [f"{label(rng, name, colon=False).strip()}：{laid.values[name]}" for name in names]
    laid.places |= dict.fromkeys(names, (canvas.row, 0))
    if rng.random() < 0.5:
        canvas.line("　　　　".join(texts))
    else:
        cols = canvas.texts(0, texts)
        laid.places |= {name: (canvas.row, col) for name, col in zip(names, cols, strict=True)}
        canvas.row += 1


def _bottom(canvas: Canvas, form: Form, laid: Laid, rng: Random) -> None:
    """Boxes to sign in with what seals leave, who filled it in, notes."""
    if form.id == "declaration" or rng.random() < 0.2:
        canvas.texts(0, ["项目单位\n审核意见", "（签章）\n3715219190179", "主管部门\n审核意见", "（签章）"])
        canvas.row += 1
    if form.id == "declaration":
        _pair_line(canvas, laid, _LAST_LINE, rng)
    elif rng.random() < 0.3:
        canvas.line(
            rng.choice(
                [
                    "注：1.其他资金包括与中央财政资金共同投入的地方财政资金。2.定量指标填具体数值。",
                    "填表人：李四　　联系电话：0971-6309999　　填报日期：2021年3月1日",
                    "说明：请按要求填写。",
                ]
            )
        )
    if rng.random() < 0.2:
        canvas.put(canvas.row, canvas.width // 2, rng.choice(["第1页，共1页", "- 3 -", "— 2 —"]))
        canvas.row += 1


__all__ = ["Laid", "head", "lay_form"]
