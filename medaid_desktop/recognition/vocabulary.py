"""How labels, heads of columns, titles and classes are written, out of a data file."""

import dataclasses
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from medaid_desktop.errors import UserError
from medaid_desktop.recognition.folding import generic, is_dots, label_key, squeezed, without_note
from medaid_desktop.recognition.slips import Slips

How = Literal["exact", "slip"]
_LONGEST_LABEL = 30
_MOST_SENSES = 50_000
_NUMERAL = re.compile(r"[-+(（]?[\d.,，%％\s]+[)）]?")
_BOX_PART = 4
_OF_VALUES = ("指标值", "目标值")
_UPPER = ("全", "上级", "中央", "国家", "省级", "省本级", "自治区", "整体")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label means: the id of a field or column, and whether it was written exactly or with a slip."""

    id: str
    how: How = "exact"


@dataclass(frozen=True, slots=True)
class Sense:
    """What a text of a cell may be, whatever stands around it.

    `key` is it as a label, without notes; `field` and `columns` (by kind of table) what it means as a label. `level` is
    1 or 2 for a class of indicators, 3 where a word may be either, else 0. `group` names others (资金情况), `box` is a
    place to sign, `total` a line of totals, `paper` blank or dots, `number` digits only.
    """

    key: str = ""
    field: Meaning | None = None
    columns: Mapping[str, Meaning] = dataclasses.field(default_factory=dict[str, Meaning])
    level: int = 0
    group: bool = False
    box: bool = False
    total: bool = False
    paper: bool = False
    number: bool = False

    @property
    def is_label(self) -> bool:
        return self.field is not None or self.group or self.box


_BLANK = Sense(paper=True)
_NUMBER = Sense(number=True)
_LONG = Sense()


class Words:
    """Labels by what they are compared by; the first id that claims a label keeps it.

    `others` are words with a meaning of their own, never taken for a slip of the pen.
    """

    def __init__(self, labels: Mapping[str, Iterable[str]], others: frozenset[str] = frozenset()) -> None:
        self._others = others
        self._ids: dict[str, str] = {}
        for bare in (False, True):
            for name, written in labels.items():
                for label in written:
                    key = without_note(label_key(label)) if bare else label_key(label)
                    self._ids.setdefault(generic(key), name)
        self._ids.pop("", None)
        self._slips = Slips(self._ids)

    def find(self, text: str, slips: bool = True) -> Meaning | None:
        """The meaning of a label, None where it is none; a slip of the pen is forgiven where nothing fits exactly."""
        if len(text) > 4 * _LONGEST_LABEL:
            return None
        key = label_key(text)
        bare = without_note(key)
        for tried in dict.fromkeys(form for one in (key, bare) for form in _yearless(one)):
            if tried in self._ids:
                return Meaning(self._ids[tried])
        if not slips or len(bare) > _LONGEST_LABEL or bare in self._others:
            return None
        near = {self._ids[word] for word in self._slips.near(bare)}
        return Meaning(near.pop(), "slip") if len(near) == 1 else None


def exact_kinds(found: Mapping[str, Meaning | None]) -> set[str]:
    """The kinds of tables for which a label is exactly the head of a column."""
    return {kind for kind, meaning in found.items() if meaning and meaning.how == "exact"}


def _yearless(key: str) -> Iterable[str]:
    """A key and what is left of it without a year before it: 2024年度目标, 年度目标, 目标."""
    bare = generic(key)
    yield bare
    if bare != key:
        yield bare.removeprefix("年度")
        yield bare.removeprefix("年")


@dataclass(frozen=True)
class Vocabulary:
    """The words of resources/vocabulary/labels.toml."""

    titles: Mapping[str, tuple[tuple[str, ...], ...]]
    fields: Words
    columns: Mapping[str, Words]
    patterns: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]
    groups: frozenset[str]
    boxes: frozenset[str]
    totals: frozenset[str]
    level1: frozenset[str]
    level2: frozenset[str]
    options: frozenset[str]
    _senses: dict[str, Sense] = dataclasses.field(default_factory=dict[str, Sense], compare=False, repr=False)
    _titles: dict[str, str | None] = dataclasses.field(default_factory=dict[str, str | None], compare=False, repr=False)

    @classmethod
    def parse(cls, text: str) -> "Vocabulary":
        """The vocabulary of a TOML text. Raises UserError where it is not as it should be."""
        try:
            data = cast("dict[str, Any]", tomllib.loads(text))
            structure, classes = data["structure"], data["classes"]
            words = [*structure["groups"], *structure["boxes"], *structure["totals"], *classes["level1"]]
            others = _keys([*words, *classes["level2"], *structure["others"]])
            return cls(
                titles={form: tuple(map(_pattern, words)) for form, words in data["titles"].items()},
                fields=Words(data["fields"], others),
                columns={kind: Words(columns, others) for kind, columns in data["columns"].items()},
                patterns={
                    kind: {name: tuple(map(_pattern, words)) for name, words in patterns.items()}
                    for kind, patterns in data["patterns"].items()
                },
                groups=_keys(structure["groups"]),
                boxes=_keys(structure["boxes"]),
                totals=_keys(structure["totals"]),
                level1=_keys(classes["level1"]),
                level2=_keys(classes["level2"]),
                options=_keys(structure["options"]),
            )
        except (tomllib.TOMLDecodeError, KeyError, AttributeError, TypeError) as error:
            raise UserError("标签词表读不出来", f"labels.toml：{error}", "请重新安装本程序") from error

    def sense(self, text: str) -> Sense:
        """What a text of a cell may be; each text is looked at once."""
        known = self._senses.get(text)
        if known is None:
            if len(self._senses) >= _MOST_SENSES:
                self._senses.clear()
            known = self._senses[text] = self._look(text)
        return known

    def _look(self, text: str) -> Sense:
        if not text.strip() or is_dots(text):
            return _BLANK
        if _NUMERAL.fullmatch(text):
            return _NUMBER
        if len(text) > 4 * _LONGEST_LABEL or len(squeezed(text)) > 2 * _LONGEST_LABEL:
            return _LONG
        key = label_key(text)
        bare = without_note(key)
        slips = not bare.endswith("表")  # the title of a form is no label with a slip
        field = self.fields.find(text, slips)
        found = {kind: words.find(text, slips) for kind, words in self.columns.items()}
        for kind, patterns in self.patterns.items():
            if kind not in exact_kinds(found):
                found[kind] = _by_pattern(squeezed(text), patterns) or found[kind]
        if "indicators" not in exact_kinds(found) and bare.endswith(_OF_VALUES):
            found["indicators"] = Meaning("upper_target" if bare.startswith(_UPPER) else "target")
        if field and field.how == "exact":
            found = {kind: meaning for kind, meaning in found.items() if meaning and meaning.how == "exact"}
        elif any(meaning and meaning.how == "exact" for meaning in found.values()):
            field = None
        return Sense(
            key=bare,
            field=field,
            columns={kind: meaning for kind, meaning in found.items() if meaning},
            level=(bare in self.level1) + 2 * (bare in self.level2),
            group=key in self.groups or bare in self.groups,
            box=bare in self.boxes or any(bare.startswith(word) for word in self.boxes if len(word) >= _BOX_PART),
            total=bare in self.totals,
        )

    def form_of_title(self, text: str) -> str | None:
        """The form that a title names: the first of the file with a pattern whose words it holds in this order."""
        key = squeezed(text)
        if key not in self._titles:
            if len(self._titles) >= _MOST_SENSES:
                self._titles.clear()
            forms = (form for form, patterns in self.titles.items() if any(_holds(key, words) for words in patterns))
            self._titles[key] = next(forms, None)
        return self._titles[key]


def _by_pattern(key: str, patterns: Mapping[str, tuple[tuple[str, ...], ...]]) -> Meaning | None:
    """The first column with a pattern whose words a head holds in this order."""
    found = (name for name, words in patterns.items() if any(_holds(key, pattern) for pattern in words))
    name = next(found, None)
    return Meaning(name) if name else None


def _pattern(written: str) -> tuple[str, ...]:
    return tuple(squeezed(word) for word in written.split("+"))


def _holds(key: str, words: Iterable[str]) -> bool:
    at = 0
    for word in words:
        at = key.find(word, at)
        if at < 0:
            return False
        at += len(word)
    return True


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(label_key(word) for word in words)
