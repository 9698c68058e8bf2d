"""What a clerk wants made, out of the choices of the dialog, and the words that say what will come of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.carry_over import Start, waiting
from medaid_desktop.operations.filings.new_filings import How, Order
from medaid_desktop.store.records.listing import FilingSummary
from medaid_desktop.ui.words import status_word, year_word

_NAMED = 3


@dataclass
class Wish:
    """The choices: one region or several, the way to start, and what the ledger has of each region.

    `ticked` are the filings to carry over where one region is meant, `source` the one to copy.
    """

    form: str
    year: int
    how: How
    starts: list[Start]
    several: bool = False
    source: str = ""
    ticked: set[str] = field(default_factory=set[str])

    def orders(self) -> list[Order]:
        """The filings to be made, in the order of the regions."""
        if self.how != "carry":
            return [Order(start.region, self.how, self.source) for start in self.starts]
        orders: list[Order] = []
        for start in self.starts:
            if self.several:
                taken = waiting(start, self.year)
                orders += [Order(start.region, "carry", one.id) for one in taken] or [Order(start.region)]
            else:
                orders += [Order(start.region, "carry", one.id) for one in start.earlier if one.id in self.ticked]
        return orders

    def present(self) -> list[FilingSummary]:
        """The filings of this form, these regions and this year that are there already."""
        return [summary for start in self.starts for summary in start.present]

    def consequences(self, desk: Desk) -> str:
        """What will be made, in one or two sentences; what stands against it where nothing would be."""
        orders = self.orders()
        if not orders:
            return self._why_none()
        form, year = desk.forms.get(self.form).title, year_word(self.year)
        carried = [order for order in orders if order.how == "carry"]
        words = _tr("新建 %1 份 %2《%3》").replace("%1", str(len(orders))).replace("%2", year).replace("%3", form)
        if carried:
            words += (
                _tr("，其中 %1 份结转往年的").replace("%1", str(len(carried))) if len(carried) < len(orders) else ""
            )
            words += _tr("，文字照抄、上年的数清空；下一步逐条核对年份。")
        else:
            words += _tr("，内容照抄所选的一份。") if self.how == "copy" else _tr("，内容空白。")
        blank = [desk.names(order.region, self.year).short for order in orders if order.how == "blank"]
        if self.how == "carry" and blank:
            more = _tr("等") if len(blank) > _NAMED else ""
            words += _tr("没有往年的：%1，建空白的。").replace("%1", "、".join(blank[:_NAMED]) + more)
        return words

    def _why_none(self) -> str:
        if not self.starts:
            return _tr("请勾选下级区划。")
        if any(start.earlier for start in self.starts):
            return _tr("请勾选要结转的填报件。")
        return _tr("这个区划没有这种表的往年填报件，请选空白。")


def present_words(present: Sequence[FilingSummary], year: int) -> str:
    """What is there already: how many, and of the first its title and state."""
    words = _tr("%1已有 %2 份：%3（%4）").replace("%1", year_word(year)).replace("%2", str(len(present)))
    words = words.replace("%3", present[0].title).replace("%4", status_word(present[0].status))
    return words + (_tr("等。") if len(present) > 1 else _tr("。"))


def start_words(start: Start, how: How, year: int) -> str:
    """What a region of several has, and what it would start from."""
    parts: list[str] = []
    if start.present:
        parts.append(_tr("该年度已有 %1 份").replace("%1", str(len(start.present))))
    if how == "carry":
        taken = waiting(start, year)
        if taken:
            words = _tr("结转 %1的 %2 份").replace("%1", year_word(taken[0].year or 0))
            parts.append(words.replace("%2", str(len(taken))))
        else:
            parts.append(_tr("往年的都已结转，空白") if start.earlier else _tr("没有往年的，空白"))
    return "，".join(parts)


def candidate_words(summary: FilingSummary, done: bool) -> str:
    """A filing of an earlier year: year, title, state."""
    words = f"{year_word(summary.year or 0)}　{summary.title}（{status_word(summary.status)}）"
    return words + (_tr("　新年度已有") if done else "")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Wish", text)
