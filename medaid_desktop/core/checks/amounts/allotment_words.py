"""Allocation tables as the level above gives them: their columns of money, their titles, and the rule of comparing with them."""

from decimal import Decimal

from medaid_desktop.core.checks.amounts.sum_columns import MONEY
from medaid_desktop.core.checks.rule import Rule
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.filing import cell_path

ALLOCATION = Rule(
    "amount.allocation", "与分配表不一致", ("error",),
    "表上的资金应等于下达文件的分配表里分给本地区的数，本地区往下分的合计也应等于它（同一项目、同一批次、同一年度）。全年目标与某一批次不相比。",
    "绩效目标按下达的资金编报；数目不同，不是抄错就是引错了文件。",
    "分配表里天山区三项资金共 656 万元，分解表填 665 万元；省里给定西市 760 万元，市里的分配表合计 750 万元。",
    "《中央对地方专项转移支付绩效目标管理暂行办法》（财预〔2015〕163号）：绩效目标与资金同步下达。",
)  # fmt: skip

TABLE = "rows"
COLUMNS = (*MONEY, "amount", "total")
COMMON = "万元"
"""The unit in which money is compared."""


def title_of(table: Subject) -> str:
    """The title of an allocation table in its marks, on one line."""
    title = "".join(table.filing.values.get("title", "").split())
    return f"《{title}》" if title else ""


def in_common(table: Subject, row: int, column: str) -> Decimal | None:
    """The money of a cell in the common unit; None where it states none, or nobody says in which unit."""
    amount = table.amount(cell_path(TABLE, row, column))
    return amount.to(COMMON).value if amount and amount.unit else None
