"""The budget classification as far as these forms use it: codes with their names by year, and which go with which."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, cast

from medaid_desktop.core.definitions.data_reader import DataReader
from medaid_desktop.core.indicators import plain
from medaid_desktop.errors import UserError

Kind = Literal["functional", "department-economic", "government-economic"]
KINDS: tuple[Kind, ...] = ("functional", "department-economic", "government-economic")
"""The classifications of `core.texts.codes.CODE_LENGTHS`."""
_FILE = "budget_codes.toml"
_ANY_YEAR = (0, 9999)


@dataclass(frozen=True, slots=True)
class BudgetCode:
    """A code with its name, valid from and to a year, both included. `general` names stand in many places (行政运行)."""

    kind: Kind
    code: str
    name: str
    since: int
    until: int
    general: bool


@dataclass(frozen=True)
class BudgetCodes:
    """All known codes; `pairs` and `kin` say which government codes and classes a department's one may go with."""

    codes: Sequence[BudgetCode]
    pairs: Mapping[str, Sequence[str]]
    kin: Mapping[str, Sequence[str]]

    def find(self, kind: Kind, code: str, year: int | None) -> BudgetCode | None:
        """The code as it is used in a year; without a year, in any."""
        return next((one for one in self._by_code.get((kind, code), ()) if _used(one, year)), None)

    def of_name(self, kind: Kind, name: str, year: int | None) -> BudgetCode | None:
        """The code of that very name, None for general names, which several codes bear."""
        found = [one for one in self._by_name.get((kind, name_key(name)), ()) if _used(one, year) and not one.general]
        return found[0] if len(found) == 1 else None

    def likely(self, kind: Kind, code: str, name: str, year: int | None) -> str:
        """The code meant by one of the wrong length: that of its name, or the only one with a digit more or less; "" where
        nobody can say (229613 is 2296013)."""
        near = [
            one
            for one in self.codes
            if one.kind == kind and _used(one, year) and (_one_missing(one.code, code) or _one_missing(code, one.code))
        ]
        named = [one for one in near if name and name_key(one.name) == name_key(name)]
        found = named or ([] if name else near)
        return found[0].code if len(found) == 1 else ""

    def may_go_with(self, department: str, government: str) -> bool:
        """Whether two codes of five digits may stand in one row; yes where that is not known."""
        if government[:3] not in self._compared:
            return True  # 51301, money that goes to another level of government, stands beside any
        classes = self.kin.get(department[:3])
        if classes is not None and government[:3] not in classes:
            return False
        pairs = self.pairs.get(department)
        return (
            pairs is None or government in pairs or government.endswith("99") or government[:3] not in _classes(pairs)
        )

    @cached_property
    def _compared(self) -> frozenset[str]:
        return frozenset(one for classes in self.kin.values() for one in classes)

    @cached_property
    def _by_code(self) -> Mapping[tuple[str, str], Sequence[BudgetCode]]:
        found: dict[tuple[str, str], list[BudgetCode]] = defaultdict(list)
        for one in self.codes:
            found[one.kind, one.code].append(one)
        return found

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], Sequence[BudgetCode]]:
        found: dict[tuple[str, str], list[BudgetCode]] = defaultdict(list)
        for one in self.codes:
            found[one.kind, name_key(one.name)].append(one)
        return found


def name_key(name: str) -> str:
    """What a name of a code is known by: without blanks, brackets, 的 and a closing 支出."""
    bare = plain(name).translate({ord(sign): None for sign in "（）()的"})
    return bare.removesuffix("支出") or bare


def read_budget_codes(text: str) -> BudgetCodes:
    """The codes of the text of budget_codes.toml; UserError on a fault in it."""
    try:
        data = DataReader(tomllib.loads(text), _FILE)
    except tomllib.TOMLDecodeError as error:
        raise UserError("预算科目的文件读不懂", f"{_FILE}：{error}", "请按 TOML 的写法改正") from error
    codes = [_code(one) for one in data.tables("code")]
    pairs, kin = _going_with(data, "pair"), _going_with(data, "kin")
    data.finish()
    return BudgetCodes(codes, pairs, kin)


def _code(reader: DataReader) -> BudgetCode:
    since, until = (int(reader.number(name, usual)) for name, usual in zip(("since", "until"), _ANY_YEAR, strict=True))
    one = BudgetCode(
        cast(Kind, reader.choice("kind", KINDS)), reader.text("code"), reader.text("name"), since, until,
        reader.flag("general"),
    )  # fmt: skip
    reader.finish()
    return one


def _going_with(data: DataReader, key: str) -> Mapping[str, Sequence[str]]:
    found: dict[str, Sequence[str]] = {}
    for one in data.tables(key):
        found[one.text("department")] = one.texts("government")
        one.finish()
    return found


def _used(one: BudgetCode, year: int | None) -> bool:
    return year is None or one.since <= year <= one.until


def _one_missing(longer: str, shorter: str) -> bool:
    """Whether a code is another one with one digit left out."""
    return len(longer) == len(shorter) + 1 and any(
        longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))
    )


def _classes(codes: Sequence[str]) -> set[str]:
    return {code[:3] for code in codes}
