"""Words that forms are filled with: indicators by class with how they are measured, groups of people, offices."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from medaid_desktop.core.definitions.data_reader import DataReader
from medaid_desktop.core.indicators import LEVEL2, class_key, plain
from medaid_desktop.core.texts.initials import Initials
from medaid_desktop.errors import UserError

OPERATORS = ("≥", "≤", "=", ">", "<")
_LEVELS = ("province", "prefecture", "county")


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator (三级指标) by its usual name; `operator` and `unit` as it is mostly measured, or `words` instead."""

    name: str
    operator: str = ""
    unit: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorClass:
    """A second-level class (`name` one of core.indicators.LEVEL2) with its indicators, usual units and words."""

    name: str
    indicators: tuple[Indicator, ...] = ()
    units: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """An office by the words behind its region's name; `also` are shorter ones, `levels` of regions that have it."""

    name: str
    also: tuple[str, ...] = ()
    levels: tuple[str, ...] = _LEVELS


@dataclass(frozen=True)
class Vocabulary:
    """All words that are offered while typing, and the letters they are found by."""

    classes: Mapping[str, IndicatorClass]
    groups: tuple[str, ...]
    first_levels: tuple[str, ...]
    offices: tuple[Office, ...]
    initials: Initials

    def class_of(self, level2: str) -> IndicatorClass:
        """The class a name on paper means (社会效益\\n指标); one without words where it means none."""
        key = class_key(level2) if level2 else ""
        return self.classes.get(key) or IndicatorClass(key)

    def indicator(self, name: str) -> Indicator | None:
        """How an indicator of that very name is usually measured."""
        return self._by_name.get(plain(name))

    @cached_property
    def all_words(self) -> tuple[str, ...]:
        """The words for targets of all classes."""
        return tuple(dict.fromkeys(word for entry in self.classes.values() for word in entry.words))

    @cached_property
    def _by_name(self) -> Mapping[str, Indicator]:
        return {plain(one.name): one for entry in self.classes.values() for one in entry.indicators}


def read_vocabulary(indicators: str, offices: str, initials: str) -> Vocabulary:
    """The vocabulary of the texts of indicators.toml, offices.toml and initials.tsv; UserError on a fault in one."""
    words = _parsed(indicators, "indicators.toml")
    classes = [_read_class(reader) for reader in words.tables("class")]
    groups, first = words.table("groups", optional=True), words.table("first_levels", optional=True)
    words.finish()
    bodies = _parsed(offices, "offices.toml")
    known = tuple(_read_office(reader) for reader in bodies.tables("office"))
    bodies.finish()
    return Vocabulary(
        {entry.name: entry for entry in classes},
        groups.texts("names") if groups else (),
        first.texts("names") if first else (),
        known,
        Initials.parse(initials),
    )


def _parsed(text: str, file: str) -> DataReader:
    try:
        return DataReader(tomllib.loads(text), file)
    except tomllib.TOMLDecodeError as error:
        raise UserError("用词文件读不懂", f"{file}：{error}", "请按 TOML 的写法改正") from error


def _read_class(reader: DataReader) -> IndicatorClass:
    entry = IndicatorClass(
        reader.choice("name", LEVEL2),
        tuple(_read_indicator(one) for one in reader.tables("indicator")),
        reader.texts("units"),
        reader.texts("words"),
    )
    reader.finish()
    return entry


def _read_indicator(reader: DataReader) -> Indicator:
    one = Indicator(
        reader.text("name"),
        reader.choice("operator", ("", *OPERATORS), ""),
        reader.text("unit", ""),
        reader.texts("words"),
    )
    reader.finish()
    return one


def _read_office(reader: DataReader) -> Office:
    office = Office(reader.text("name"), reader.texts("also"), reader.texts("level") or _LEVELS)
    if strange := next((level for level in office.levels if level not in _LEVELS), None):
        raise reader.error("level", f"不认识的级别 {strange}", f"可用：{'、'.join(_LEVELS)}")
    reader.finish()
    return office
