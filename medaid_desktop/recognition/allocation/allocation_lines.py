"""A row of an allocation as its grammar sees it, and whether rows make the numbers of another."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import accumulate

from medaid_desktop.core import allocation as roles
from medaid_desktop.core.grid import Place
from medaid_desktop.core.places.region_names import OWN_LEVEL_ENDINGS
from medaid_desktop.core.texts.money import last_place, rounding_of
from medaid_desktop.recognition.pages.patience import check

_ZERO = Decimal(0)
_NO_PLACE = 1000
_SUMS = ("小计", "合计", "总计")


@dataclass(slots=True)
class Line:
    """A row as the grammar sees it: its folded name, 其中 before it, indent, numbers by column, level of its region.

    `level` is province, prefecture, county, unit or "" ; `mark` the style of its number, `inside` the codes of the regions above it. `role` and `depth` are
    what `settle` finds.
    """

    key: str
    of_which: bool = False
    indent: int = 0
    numbers: dict[str, Decimal] = field(default_factory=dict[str, Decimal])
    level: str = ""
    code: str = ""
    above: tuple[str, ...] = ()
    is_total: bool = False
    place: Place | None = None
    mark: str = ""
    role: str = roles.UNIT
    depth: int = 0

    @property
    def is_subtotal(self) -> bool:
        return not self.is_total and self.key.endswith(_SUMS)

    @property
    def is_own_level(self) -> bool:
        return (
            OWN_LEVEL_ENDINGS[0] in self.key
            or self.key.endswith(("直属", "市级", "州级", "盟级"))
            or (len(self.key) < 4 and self.key.endswith("直"))
        )


def balances(unit: Line, parts: Sequence[Line]) -> bool:
    """Whether rows make the numbers of another, each column within rounding; most columns are enough."""
    return RunningSums(unit, parts).balance(len(parts))


class RunningSums:
    """Whether the first so many of some rows make the numbers of another: each row is added once, however often it is asked."""

    def __init__(self, unit: Line, rows: Sequence[Line]) -> None:
        check()
        self._columns = [(whole, _Running(name, rows)) for name, whole in unit.numbers.items()]

    def balance(self, count: int) -> bool:
        """For the first `count` rows: each column within rounding; most columns are enough."""
        right = wrong = 0
        for whole, running in self._columns:
            shares = running.shares[count]
            if not shares and not whole:
                continue
            off = abs(running.totals[count] - whole)
            near = shares > 1 and off < abs(whole) / 100 and off <= rounding_of(shares, running.places[count])
            right, wrong = (right + 1, wrong) if off == 0 or near else (right, wrong + 1)
        return right > wrong


class _Running:
    """Of a column, for none, one, two … rows: the sums, how many rows have it, the place of the last digit printed."""

    def __init__(self, name: str, rows: Sequence[Line]) -> None:
        self._shares = [row.numbers.get(name) for row in rows]
        self.totals = list(accumulate((_ZERO if share is None else share for share in self._shares), initial=_ZERO))
        self.shares = list(accumulate((share is not None for share in self._shares), initial=0))

    @cached_property
    def places(self) -> list[int]:
        places = (_NO_PLACE if share is None else last_place(share) for share in self._shares)
        return list(accumulate(places, min, initial=_NO_PLACE))
