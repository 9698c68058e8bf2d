"""Number formats taken apart: sections, and the parts of a section (ECMA-376 part 1, 18.8.31, and what Excel adds)."""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

Kind = Literal["text", "digit", "point", "comma", "percent", "exponent", "slash", "cell text", "general", "date", "elapsed", "half day"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a section: its kind and the characters it stands for; a literal's are what is printed."""

    kind: Kind
    text: str


@dataclass(frozen=True, eq=False)
class Section:
    """One of the up to four alternatives of a format. `condition` and `limit` say for which numbers, if it says so.

    Sections are compared by identity: they are kept once for each format, and looked up for every number.
    """

    parts: tuple[Part, ...]
    condition: str = ""
    limit: float = 0.0
    numerals: int = 0
    """1 to 3: Chinese numerals, formal ones, wide digits."""
    chinese: bool = False
    """Names of months and weekdays are Chinese."""
    system_date: bool = False
    """The long date of the system, whatever the parts say."""

    @cached_property
    def is_date(self) -> bool:
        """Whether it prints a date or a time."""
        return self.system_date or any(part.kind in ("date", "elapsed", "half day") for part in self.parts)

    @cached_property
    def only_text(self) -> bool:
        """Whether it prints texts and has no places for digits."""
        return self.has("cell text") and not self.has("digit")

    @cached_property
    def only_words(self) -> bool:
        """Whether it prints the same words whatever the cell holds."""
        return bool(self.parts) and all(part.kind == "text" for part in self.parts)

    def has(self, kind: Kind) -> bool:
        """Whether a part of this kind is there."""
        return any(part.kind == kind for part in self.parts)

    def admits(self, number: float) -> bool:
        """Whether the condition holds."""
        return CONDITIONS[self.condition](number, self.limit)

    @property
    def only_negative(self) -> bool:
        """Whether the condition lets nothing but negative numbers in, so that the format itself says the sign."""
        return (self.condition == "<" and self.limit <= 0) or (self.condition in ("<=", "=") and self.limit < 0)


CONDITIONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_CHINESE_LOCALES = {0x0804, 0x0404, 0x0C04, 0x1004, 0x1404}
_BRACKET = re.compile(r"\[([^\]]*)\]")
_CONDITION = re.compile(r"\s*(<=|>=|<>|<|>|=)\s*(-?[0-9.]+(?:[eE][+-]?[0-9]+)?)\s*")
_GENERAL = re.compile(r"general|[Gg]/通用格式|通用格式", re.IGNORECASE)
_HALF_DAY = re.compile(r"am/pm|a/p|上午/下午", re.IGNORECASE)
_DATE = re.compile(r"y+|m+|d+|h+|s+|aaa+|e+|g+|b+", re.IGNORECASE)
_TIME_LETTERS = set("ymdhs")
_SPECIAL: dict[str, Kind] = {".": "point", ",": "comma", "%": "percent", "/": "slash", "@": "cell text"}


@lru_cache(maxsize=2000)
def sections(code: str) -> tuple[Section, ...]:
    """A format code's sections, at least one; what cannot be understood is taken literally, as Excel's own readers do."""
    return tuple(_section(text) for text in _split(code[:1000])[:4])


def _split(code: str) -> list[str]:
    pieces, start, place = list[str](), 0, 0
    while place < len(code):
        sign = code[place]
        if sign in "\\_*":
            place += 1
        elif sign == '"':
            place = _behind_quote(code, place) - 1
        elif sign == "[" and (bracket := _BRACKET.match(code, place)):
            place = bracket.end() - 1
        elif sign == ";":
            pieces.append(code[start:place])
            start = place + 1
        place += 1
    return [*pieces, code[start:]]


def _behind_quote(code: str, place: int) -> int:
    end = code.find('"', place + 1)
    return len(code) if end < 0 else end + 1


def _section(text: str) -> Section:
    parts: list[Part] = []
    brackets: list[str] = []
    place = 0
    while place < len(text):
        place = _take(text, place, parts, brackets)
    condition, limit = _condition(brackets)
    locales = [_locale(bracket) for bracket in brackets if bracket.startswith("$")]
    numerals = [int(bracket[5]) for bracket in brackets if re.fullmatch(r"dbnum[1-4]", bracket, re.IGNORECASE)]
    if numerals and not any(part.text or part.kind != "text" for part in parts):
        parts.append(Part("general", ""))  # =TEXT(A1,"[DBNum2]") writes the whole number
    return Section(
        parts=tuple(_settled(parts)),
        condition=condition,
        limit=limit,
        numerals=numerals[0] if numerals else 0,
        chinese=any(locale & 0xFFFF in _CHINESE_LOCALES for locale in locales),
        system_date=any(locale & 0xFFFF == 0xF800 for locale in locales),
    )


def _take(text: str, place: int, parts: list[Part], brackets: list[str]) -> int:
    """Takes one part off the text at a place; the place behind it."""
    sign = text[place]
    if sign == '"':
        end = _behind_quote(text, place)
        parts.append(Part("text", text[place + 1 : end].removesuffix('"')))
        return end
    if sign == "\\" or (sign == "!" and text[place + 1 : place + 2] in set(".,0#?@%")):
        parts.append(Part("text", text[place + 1 : place + 2]))
        return place + 2
    if sign in "_*":
        if sign == "_":
            parts.append(Part("text", " "))
        return place + 2
    if sign == "[" and (bracket := _BRACKET.match(text, place)):
        _take_bracket(bracket[1], parts, brackets)
        return bracket.end()
    if word := _GENERAL.match(text, place):
        parts.append(Part("general", ""))
        return word.end()
    if word := _HALF_DAY.match(text, place):
        parts.append(Part("half day", word[0]))
        return word.end()
    if sign in "Ee" and text[place + 1 : place + 2] in ("+", "-"):
        parts.append(Part("exponent", text[place : place + 2].upper()))
        return place + 2
    if word := _DATE.match(text, place):
        parts.append(Part("date", word[0].lower()))
        return word.end()
    kind: Kind = "digit" if sign in "0#?" else _SPECIAL.get(sign, "text")
    parts.append(Part(kind, sign))
    return place + 1


def _take_bracket(inside: str, parts: list[Part], brackets: list[str]) -> None:
    brackets.append(inside)
    if re.fullmatch(r"h+|m+|s+", inside, re.IGNORECASE):
        parts.append(Part("elapsed", inside.lower()))
    elif inside.startswith("$"):
        parts.append(Part("text", inside[1:].rpartition("-")[0] if "-" in inside else inside[1:]))


def _locale(bracket: str) -> int:
    try:
        return int(bracket.rpartition("-")[2], 16)
    except ValueError:
        return 0


def _condition(brackets: list[str]) -> tuple[str, float]:
    for bracket in brackets:
        if found := _CONDITION.fullmatch(bracket):
            try:
                return found[1], float(found[2])
            except ValueError:
                continue
    return "", 0.0


def _settled(parts: list[Part]) -> list[Part]:
    """Letters that stand for dates elsewhere are letters where digits stand and no date does (「0g」, 「0e」)."""
    letters = {part.text[0] for part in parts if part.kind == "date"}
    if letters & _TIME_LETTERS or not any(part.kind == "digit" for part in parts):
        return parts
    return [Part("text", part.text) if part.kind == "date" else part for part in parts]
