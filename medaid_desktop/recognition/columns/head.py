"""The head of a table: its columns and what they mean."""

from dataclasses import dataclass
from functools import cached_property

from medaid_desktop.recognition.wording.folding import label_name

MONEY = ("amount", "total", "central_general", "central_lottery", "regional_general")
LEVELS = ("level1", "level2", "level3", "level4")
_VAGUE = (
    "小计",
    "合计",
    "金额",
    "资金",
    "人数",
    "数量",
    "其他",
    "其中",
    "标准",
    "比例",
    "一般公共预算",
    "中央",
    "省级",
    "市级",
    "县级",
)


@dataclass(frozen=True, slots=True)
class Column:
    """Columns `first` to `last` of the grid mean `id` ("" where the head is unknown); `label` is what stands there.

    `over` is the label above it, where it is one of several; `below` a text under it that is no label itself (梁河 under 指标值).
    A column that a clerk has corrected is `given`: nothing else is read into it.
    """

    id: str
    first: int
    last: int
    label: str
    over: str = ""
    below: str = ""
    slip: bool = False
    given: bool = False

    @property
    def extra(self) -> str:
        """The name under which a column is kept that the form does not know; 小计 says little without what is above it."""
        name = label_name(self.label)
        return f"extra:{label_name(self.over)}{name}" if name in _VAGUE else f"extra:{name}"


@dataclass(frozen=True)
class Head:
    """The head of a table over rows `top` to `bottom`; `kind` as in the vocabulary. `made_up` where none is printed,
    `across` where the columns are places and the rows kinds of money.
    """

    kind: str
    top: int
    bottom: int
    columns: tuple[Column, ...]
    made_up: bool = False
    across: bool = False

    @cached_property
    def ids(self) -> frozenset[str]:
        return frozenset(column.id for column in self.columns if column.id)

    def column(self, name: str) -> Column | None:
        """The first column with a meaning."""
        return next((column for column in self.columns if column.id == name), None)

    @property
    def first(self) -> int:
        return min(column.first for column in self.columns)

    @property
    def last(self) -> int:
        return max(column.last for column in self.columns)

    @property
    def has_values(self) -> bool:
        """Whether a column holds more than what the indicators are called."""
        return self.made_up or any(column.id not in (*LEVELS, "serial", "note") for column in self.columns)

    def repeats(self, other: "Head") -> bool:
        """Whether it is another head printed again."""
        return self.kind == other.kind and [label_name(c.label) for c in self.columns] == [
            label_name(c.label) for c in other.columns
        ]
