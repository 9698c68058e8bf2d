"""What labels that stand above one another in the head of a table say together."""

from collections.abc import Sequence
from dataclasses import dataclass

from medaid_desktop.core.grid import GridCell
from medaid_desktop.recognition.wording.vocabulary import Meaning, Sense, Words

Chain = tuple[GridCell, ...]
_PLAIN = ("金额", "资金", "数额", "资金额", "补助资金", "预算数", "下达数")
_SUMS = ("小计", "合计", "总计")


@dataclass(frozen=True, slots=True)
class Resolved:
    """The meaning of a chain of labels ("" where unknown) and which of them, from above, says it."""

    id: str
    at: int
    slip: bool = False


def resolve(chain: Sequence[Sense], words: Words, kind: str) -> Resolved:
    """The lowest label with a meaning; one that means little by itself takes in what stands above it.

    一般公共预算 under 省级 is 省级一般公共预算, 金额 under 中央资金 the money of 中央; 小计 under 中央 is no total of the row.
    """
    last = len(chain) - 1
    meanings = [sense.columns.get(kind) for sense in chain]
    if last and kind == "allocation":
        together = words.find(chain[last - 1].key + chain[last].key, slips=False)
        if together:
            return Resolved(together.id, last)
        over = meanings[last - 1]
        if chain[last].key in _SUMS and over and over.id == "headcount":
            return Resolved("headcount", last - 1)
        if chain[last].key in _SUMS and not _is_general(over):
            return Resolved("", last)
        if chain[last].key in _PLAIN and over and over.id not in ("name", "amount", "total"):
            return Resolved(over.id, last - 1)
    for at in range(last, -1, -1):
        meaning = meanings[at]
        if meaning:
            return Resolved(meaning.id, at, meaning.how == "slip")
    return Resolved("", last)


def _is_general(over: Meaning | None) -> bool:
    """Whether a label above 合计 speaks of the money as a whole; one that is not known may be the table's name."""
    return over is None or over.id in ("amount", "total")
