"""How labels, heads of columns, titles and classes are written, out of a data file."""

import dataclasses
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from medaid_desktop.errors import UserError
from medaid_desktop.recognition.wording.folding import generic, is_dots, label_key, squeezed, without_note
from medaid_desktop.recognition.wording.known_words import KnownWords
from medaid_desktop.recognition.wording.ranks import RANKS_ONLY
from medaid_desktop.recognition.wording.words import (
    LONGEST_LABEL,
    AnyWord,
    Meaning,
    Pattern,
    Words,
    by_pattern,
    exact_kinds,
    holds,
    keys,
    pattern,
)

_MOST_SENSES = 400_000
"""Texts that one document may have; what is left of more than `_KEPT_SENSES` is forgotten before the next one."""
_KEPT_SENSES = 50_000
_NUMERAL = re.compile(r"[-+−(（]?[\d.．,，%％\s]+[)）]?(?:亿元|万元|万|元)?")
_HEADCOUNT = re.compile(r"[\u4e00-\u9fff]{0,12}(?:人数|人次|人次数|人口数|对象数)")
_FIGURE = re.compile(r"\d")
_BOX_PART = 4
_LONGEST_HEAD = 18
_SIGNED = re.compile(r"[^:]{2,16}[(](?:单位)?(?:公章|盖章|签章|签字)[)](?:\d*年\d*月\d*日)")
_OF_VALUES = ("指标值", "目标值")
_UPPER = ("全", "上级", "中央", "国家", "省级", "省本级", "自治区", "整体")


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

    @property
    def is_known(self) -> bool:
        """Whether it is exactly the label of a field or a column of some form."""
        exact = self.field is not None and self.field.how == "exact"
        return exact or any(meaning.how == "exact" for meaning in self.columns.values())


_BLANK = Sense(paper=True)
_NUMBER = Sense(number=True)
_LONG = Sense()


@dataclass(frozen=True)
class Vocabulary:
    """The words of resources/vocabulary/labels.toml."""

    titles: Mapping[str, tuple[Pattern, ...]]
    fields: Words
    columns: Mapping[str, Words]
    patterns: Mapping[str, Mapping[str, tuple[Pattern, ...]]]
    groups: frozenset[str]
    boxes: frozenset[str]
    totals: frozenset[str]
    level1: frozenset[str]
    level2: frozenset[str]
    options: frozenset[str]
    _hints: Mapping[str, re.Pattern[str]]
    """For each kind with patterns the words that they begin with."""
    _senses: dict[str, Sense] = dataclasses.field(default_factory=dict[str, Sense], compare=False, repr=False)
    _titles: dict[str, str | None] = dataclasses.field(default_factory=dict[str, str | None], compare=False, repr=False)

    @cached_property
    def _all(self) -> AnyWord:
        return AnyWord([self.fields, *self.columns.values()])

    @cached_property
    def known_words(self) -> KnownWords:
        """The words that labels are made of; asked for only where a text is near some label."""
        return KnownWords({label for words in (self.fields, *self.columns.values()) for label in words.labels})

    @cached_property
    def _box_parts(self) -> tuple[str, ...]:
        return tuple(word for word in self.boxes if len(word) >= _BOX_PART)

    @classmethod
    def parse(cls, text: str) -> "Vocabulary":
        """The vocabulary of a TOML text. Raises UserError where it is not as it should be."""
        try:
            data = tomllib.loads(text)
            structure, classes = data["structure"], data["classes"]
            words = [*structure["groups"], *structure["boxes"], *structure["totals"], *classes["level1"]]
            others = keys([*words, *classes["level2"], *structure["others"]])
            return cls(
                titles={form: tuple(map(pattern, words)) for form, words in data["titles"].items()},
                fields=Words(data["fields"], others),
                columns={kind: Words(columns, others) for kind, columns in data["columns"].items()},
                patterns={
                    kind: {name: tuple(map(pattern, words)) for name, words in patterns.items()}
                    for kind, patterns in data["patterns"].items()
                },
                _hints={
                    kind: re.compile(
                        "|".join({re.escape(squeezed(w).split("+")[0]) for ws in patterns.values() for w in ws})
                    )
                    for kind, patterns in data["patterns"].items()
                },
                groups=keys(structure["groups"]),
                boxes=keys(structure["boxes"]),
                totals=keys(structure["totals"]),
                level1=keys(classes["level1"]),
                level2=keys(classes["level2"]),
                options=keys(structure["options"]),
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

    def forget(self, at_once: bool = False) -> None:
        """Forgets what has been looked at, where it is much or `at_once`: to be called between documents."""
        if at_once or len(self._senses) > _KEPT_SENSES:
            self._senses.clear()

    def _look(self, text: str) -> Sense:
        if text[:1].isdigit() and _NUMERAL.fullmatch(text):
            return _NUMBER
        if not text.strip() or is_dots(text):
            return _BLANK
        if _NUMERAL.fullmatch(text):
            return _NUMBER
        if len(text) > 4 * LONGEST_LABEL or len(squeezed(text)) > 2 * LONGEST_LABEL:
            return _LONG
        key = label_key(text)
        bare = without_note(key)
        # the title of a form is no label with a slip, nor is one with an amount behind it (其他资金 0), nor are two labels
        slips = (
            not bare.endswith("表") and ":" not in bare and not (_FIGURE.search(bare) and _FIGURE.search(generic(bare)))
        )
        named = self._all.may_name(text, slips)
        field = self.fields.find(text, slips) if named else None
        found = {kind: words.find(text, slips) if named else None for kind, words in self.columns.items()}
        if named and self._is_other_word(bare, [field, *found.values()]):
            field, found = None, dict.fromkeys(found)
        for kind, patterns in self.patterns.items():
            short = kind != "indicators" or len(bare) <= _LONGEST_HEAD
            if short and kind not in exact_kinds(found) and self._hints[kind].search(bare):
                found[kind] = by_pattern(squeezed(text), patterns) or found[kind]
        if "allocation" not in exact_kinds(found) and _HEADCOUNT.fullmatch(bare):
            found["allocation"] = Meaning("headcount")
        if "allocation" not in exact_kinds(found) and RANKS_ONLY.fullmatch(key):
            found["allocation"] = Meaning("name")
        if "allocation" not in exact_kinds(found) and "\n" in text.strip() and not (field and field.how == "exact"):
            parts = [self.columns["allocation"].find(line, slips=False) for line in text.strip().split("\n")]
            if any(part and part.id == "name" for part in parts):
                found["allocation"] = Meaning("name")  # a head cut by a slanting line: 资金来源 over 县（市、区）
        if "indicators" not in exact_kinds(found) and bare.endswith(_OF_VALUES) and "级指标及" not in bare:
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
            box=bare in self.boxes or bool(_SIGNED.fullmatch(squeezed(text))) or bare.startswith(self._box_parts),
            total=bare in self.totals,
        )

    def _is_other_word(self, key: str, meanings: Iterable[Meaning | None]) -> bool:
        """Whether a text that was found by a slip of the pen alone is made of words of its own: 已下达资金 is not 应下达资金."""
        found = [meaning for meaning in meanings if meaning]
        return bool(found) and all(meaning.how == "slip" for meaning in found) and self.known_words.make_up(key)

    def form_of_title(self, text: str) -> str | None:
        """The form that a title names: the first of the file with a pattern whose words it holds in this order."""
        key = squeezed(text)
        if key not in self._titles:
            if len(self._titles) >= _MOST_SENSES:
                self._titles.clear()
            forms = (form for form, patterns in self.titles.items() if any(holds(key, words) for words in patterns))
            self._titles[key] = next(forms, None)
        return self._titles[key]
