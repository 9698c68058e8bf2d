"""How findings speak of sums: which parts were added, in which direction, and figures as their cells print them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from medaid_desktop.core.checks.amounts.balance import Balance, Equation
from medaid_desktop.core.checks.finding import Mend
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.checks.wording import added, figure
from medaid_desktop.core.filing import parse_path
from medaid_desktop.core.indicators import plain
from medaid_desktop.core.texts.money import last_place
from medaid_desktop.core.texts.numbers import value_of

_NAMED = 4
_TEN_THOUSAND = Decimal(10_000)


def cell(subject: Subject, path: str) -> str:
    """A cell in a clerk's words; where row and column are called alike it says which is the column: “合计”的“合计”栏."""
    label = subject.definition(path).label
    told = subject.place(path)
    return f"{told.removesuffix(label)}“{label}”栏" if told.endswith(f"“{label}”的{label}") else told


def parts_added(subject: Subject, equation: Equation, values: Mapping[str, Decimal]) -> str:
    """What was added and what it makes: 纵向城关区、榆中县相加为 150（120＋30）."""
    filled = [path for path in equation.parts if path in values]
    terms = [values[path] for path in filled]
    is_long = len(filled) > _NAMED
    ends = filled[:: len(filled) - 1] if is_long else filled
    names = list(dict.fromkeys(_name(subject, path, equation) for path in ends))
    if is_long and all(names):
        counted = "项" if equation.name in ("row", "formula") else "行"
        names = [f"{'至'.join(names)}共 {len(filled)} {counted}"]
    told = "、".join(names) if all(names) else "各部分"
    direction = {"row": "横向", "column": "纵向", "list": "纵向"}.get(equation.name, "")
    verb = "相加为" if len(terms) > 1 else "是"
    return f"{direction}{told}{verb} {figure(sum(terms, Decimal(0)))}{sum_shown(terms)}"


def _name(subject: Subject, path: str, equation: Equation) -> str:
    """What tells a part from the others: the label of its column or field, or the name of its row."""
    place = parse_path(path)
    if not place.table or equation.name in ("row", "formula"):
        return plain(subject.definition(path).label)
    return plain(subject.row_name(place.table, place.row)).removeprefix("其中").lstrip(":：")


def sum_shown(terms: Sequence[Decimal]) -> str:
    """Terms in brackets (145.18＋9), "" for a single one."""
    written = added(terms)
    return f"（{written}）" if written else ""


def printed(subject: Subject, path: str, value: Decimal) -> str:
    """A figure with as many decimals as the cell prints now: 120.20 in the place of 102.20."""
    now = value_of(subject.text(path).strip())
    plainly = figure(value)
    places = max(-last_place(now) if now is not None else 0, len(plainly.partition(".")[2]))
    return f"{value:.{places}f}" if places else plainly


def other_unit(subject: Subject, balance: Balance, values: Mapping[str, Decimal]) -> tuple[str, Mend | None]:
    """The one cell that is ten thousand times, or a ten-thousandth of, what would make a broken sum balance: what is told of
    it, and the mend. ("", None) where there is none, or several."""
    if balance.equation.exact:
        return "", None
    found: list[tuple[str, Decimal]] = []
    for path in (balance.equation.total, *balance.equation.parts):
        if value := values.get(path):
            wanted = value - balance.off if path == balance.equation.total else value + balance.off
            if wanted and (wanted * _TEN_THOUSAND == value or value * _TEN_THOUSAND == wanted):
                found.append((path, wanted))
    if len(found) != 1:
        return "", None
    path, other = found[0]
    times = "的一万倍" if abs(other) < abs(values[path]) else "的万分之一"
    told = f"。{cell(subject, path)} {subject.text(path)} 正好是 {figure(other)} {times}，像是元、万元写错了单位，改为 {figure(other)} 就平"
    return told, Mend(f"改为 {figure(other)}", ((path, figure(other)),))
