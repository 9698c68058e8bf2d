"""How labels, heads of columns, titles and classes are written, out of a data file."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, cast

from medaid_desktop.errors import UserError
from medaid_desktop.recognition.folding import label_key, one_slip, squeezed, without_note

How = Literal["exact", "slip"]
_LONGEST_LABEL = 24
_SECTIONS = ("titles", "fields", "columns", "structure", "classes")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label means: the id of a field or column, and whether it was written exactly or with a slip."""

    id: str
    how: How = "exact"


class Words:
    """Labels by what they are compared by; the first id that claims a label keeps it.

    `others` are words with a meaning of their own, never taken for a slip of the pen.
    """

    def __init__(self, labels: Mapping[str, Iterable[str]], others: frozenset[str] = frozenset()) -> None:
        self._others = others
        self._ids: dict[str, str] = {}
        for name, written in labels.items():
            for label in written:
                for key in (label_key(label), without_note(label_key(label))):
                    self._ids.setdefault(key, name)

    def find(self, text: str, slips: bool = True) -> Meaning | None:
        """The meaning of a label, None where it is none; a slip of the pen is forgiven where nothing fits exactly."""
        if len(text) > 4 * _LONGEST_LABEL:
            return None
        key = label_key(text)
        for tried in (key, without_note(key)):
            if tried in self._ids:
                return Meaning(self._ids[tried])
        bare = without_note(key)
        if not slips or not 4 <= len(bare) <= _LONGEST_LABEL or bare in self._others:
            return None
        near = {name for label, name in self._ids.items() if one_slip(bare, label)}
        return Meaning(near.pop(), "slip") if len(near) == 1 else None


@dataclass(frozen=True)
class Vocabulary:
    """The words of resources/vocabulary/labels.toml."""

    titles: Mapping[str, tuple[str, ...]]
    fields: Words
    columns: Mapping[str, Words]
    groups: frozenset[str]
    boxes: frozenset[str]
    totals: frozenset[str]
    level1: frozenset[str]
    level2: frozenset[str]

    @classmethod
    def parse(cls, text: str) -> "Vocabulary":
        """The vocabulary of a TOML text. Raises UserError where it is not as it should be."""
        try:
            data = cast("dict[str, Any]", tomllib.loads(text))
            missing = [name for name in _SECTIONS if name not in data]
            if missing:
                raise UserError("标签词表缺少部分", "labels.toml", f"请补上 {'、'.join(missing)}")
            structure, classes = data["structure"], data["classes"]
            words = [*structure["groups"], *structure["boxes"], *structure["totals"], *classes["level1"]]
            others = _keys([*words, *classes["level2"]])
            return cls(
                titles={form: tuple(map(squeezed, words)) for form, words in data["titles"].items()},
                fields=Words(data["fields"], others),
                columns={kind: Words(columns, others) for kind, columns in data["columns"].items()},
                groups=_keys(data["structure"]["groups"]),
                boxes=_keys(data["structure"]["boxes"]),
                totals=_keys(data["structure"]["totals"]),
                level1=_keys(data["classes"]["level1"]),
                level2=_keys(data["classes"]["level2"]),
            )
        except (tomllib.TOMLDecodeError, KeyError, AttributeError, TypeError) as error:
            raise UserError("标签词表读不出来", f"labels.toml：{error}", "请重新安装本程序") from error

    @cached_property
    def classes(self) -> frozenset[str]:
        """First- and second-level classes of indicators."""
        return self.level1 | self.level2

    def form_of_title(self, text: str) -> tuple[str, str] | None:
        """(form, the word that told it) of a title; the longest word wins. None where it names no form."""
        key = squeezed(text)
        found = [(word, form) for form, words in self.titles.items() for word in words if word in key]
        if not found:
            return None
        word, form = max(found, key=lambda item: len(item[0]))
        return form, word

    def is_group(self, text: str) -> bool:
        """Whether a cell only groups others (资金情况, 绩效指标) or stands for a box to sign in."""
        key = label_key(text)
        return key in self.groups or without_note(key) in self.groups

    def is_box(self, text: str) -> bool:
        """Whether a cell stands for a box to sign or stamp in."""
        key = without_note(label_key(text))
        return key in self.boxes or any(key.startswith(word) for word in self.boxes if len(word) > 3)

    def is_total(self, text: str) -> bool:
        """Whether a cell names a line of totals (总分, 合计)."""
        return without_note(label_key(text)) in self.totals

    def is_class(self, text: str) -> bool:
        """Whether a cell names a class of indicators, of the first or second level."""
        return without_note(label_key(text)) in self.classes


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(label_key(word) for word in words)
