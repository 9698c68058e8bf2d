"""The sums of a table of funding, whose rows are items: 年度资金总额, 其中：财政拨款, 其他资金."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from medaid_desktop.core.checks.amounts.balance import Equation, weigh
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.filing import cell_path
from medaid_desktop.core.forms import TableDef
from medaid_desktop.core.indicators import plain

_TOTALS = ("资金总额", "总额", "合计", "总计", "资金总量")
_OF_WHICH = "其中"
_MONEY = ("amount",)


def funding_equations(subject: Subject, table: TableDef) -> tuple[list[Equation], dict[str, Decimal]]:
    """Its equations, one a column of money, and the figures of its cells by path.

    The total is the first row named 总额 or 合计; all behind it are its parts, or, where a second 其中 stands among them and
    that balances, only those outside of the list that it begins. Without a total or parts there is none.
    """
    rows = subject.filing.rows(table.id)
    names = [plain(row.get("item", "")) for row in rows]
    total = next((at for at, name in enumerate(names) if any(word in name for word in _TOTALS)), None)
    columns = tuple(column.id for column in table.columns if column.type in _MONEY)
    if total is None or total + 1 >= len(rows) or not columns:
        return [], {}
    values = subject.figures(table.id, columns)
    readings = _readings(names, total)
    return [_equation(table.id, column, total, readings, values) for column in columns], values


def _readings(names: Sequence[str], total: int) -> list[tuple[int, ...]]:
    """The rows that make the total: all behind it, and those outside of a list inside the list."""
    behind = range(total + 1, len(names))
    flat = tuple(behind)
    inner = next((at for at in flat[1:] if names[at].startswith(_OF_WHICH)), None)
    if inner is None:
        return [flat]
    outside = tuple(at for at in behind if at < inner)
    resumed = next((at for at in behind if at > inner and names[at].startswith(("其他", "自筹", "单位资金"))), None)
    return [flat, outside, *([(*outside, *range(resumed, len(names)))] if resumed else [])]


def _equation(
    table: str, column: str, total: int, readings: Sequence[tuple[int, ...]], values: Mapping[str, Decimal]
) -> Equation:
    equations = [
        Equation(cell_path(table, total, column), tuple(cell_path(table, at, column) for at in parts))
        for parts in readings
    ]
    return next((one for one in equations if weigh(one, values).standing != "off"), equations[0])
