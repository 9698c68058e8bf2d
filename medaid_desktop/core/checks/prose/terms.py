"""Terms and signs of calculations in prose: 658090 人×32 元=21058880 元 is term, sign, term, equality, term."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from medaid_desktop.core.texts.money import POWERS
from medaid_desktop.core.texts.numbers import DIGITS, decimal_of

EQUAL = "="
_MOST_TOKENS = 80
_LONGEST = 18
"""Characters of a number; longer ones are no amounts."""
_OPERATORS = {
    "×": "*", "*": "*", "x": "*", "X": "*", "✕": "*", "✖": "*", "╳": "*", "·": "*", "乘以": "*", "乘": "*",
    "÷": "/", "除以": "/", "/": "/", "+": "+", "加上": "+", "加": "+", "-": "-", "减去": "-", "减": "-",
    "=": EQUAL, "≈": EQUAL, "等于": EQUAL, "约等于": EQUAL,
}  # fmt: skip
_SIGN = re.compile("|".join(map(re.escape, sorted(_OPERATORS, key=len, reverse=True))))
_BEHIND_TERM = r"(?=[\s×*xX✕✖╳·÷+\-=≈()、/]|乘|除以|加|减|等于|约等于|即|$|[,;。:!?\"”])"
_IN_BRACKETS = r"\((?:人次?|户|次|元|[千万亿]元|元/(?:人次?|[户月年])|个?月|[天年个家名例件场床期]|万人次?|%)\)"
"""A unit that stands in brackets behind its number: 3000（人）×40（元）."""
_SPELT = r"[一二两三四五六七八九](?:[十百千]?万|[十百千])(?=[人户名])"
"""A round number in words, of people: 三千人."""
_NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九", 1)} | {"两": 2}
_NUMBER = re.compile(
    rf"(?P<label>(?:(?:19|20)[0-9]{{2}}年度?)?(?:[一-鿿]{{1,12}}[:]?)?)\s*(?P<about>约|近)?\s*¥?\s*(?P<digits>{DIGITS}|{_SPELT})\s*(?P<more>[余多来])?"
    rf"(?P<unit>[%‰]|{_IN_BRACKETS}|(?:(?:十|百|千)?万|百|千|亿)?(?:元|[一-鿿]{{0,6}}?{_BEHIND_TERM})"
    r"(?:\s*/\s*[一-鿿]{1,4}(?:[·./][一-鿿]{1,3})*)?)(?P<around>左右|上下)?"
)
_BLANKS = re.compile(r"[ \t]*")
_UNIT_BEHIND = re.compile(r"(?:元|[万亿]元)(?:/[一-鿿]{1,4})?(?=\s*[×*xX✕✖╳÷+\-=≈])")
_PER = re.compile(r"\s*/.*")
_SCALED = re.compile(r"十万|百万|千万|万|亿|百|千")
_SCALE = {"十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8}
_SPOKEN_NUMBER = re.compile(r"[一二两三四五六七八九十半双]+(?:次|年|个?月|人|倍|批|季|天|轮|期|档)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Term:
    """A number of a calculation. `value` has its written digits, which end at `digits_end`; `unit` is as written (人, 万元,
    元/人, %). `about` says that it is not meant exactly (约, 余, 左右), `spoken` that words beside it may be a number too."""

    value: Decimal
    unit: str
    start: int
    digits_end: int
    end: int
    about: bool = False
    spoken: bool = False

    @property
    def is_money(self) -> bool:
        """Whether it counts money, alone or for each of something (元/人)."""
        return _PER.sub("", self.unit) in POWERS

    @property
    def power(self) -> int:
        """The power of ten its unit multiplies by: 4 for 万元 and 万人, -2 for %."""
        unit = _PER.sub("", self.unit)
        if unit in ("%", "‰"):
            return -2 if unit == "%" else -3
        match = _SCALED.match(unit)
        return _SCALE[match[0]] if match else 0

    @property
    def exact(self) -> Decimal:
        """The number in single pieces, 元 or parts of one."""
        return self.value.scaleb(self.power)


Token = Term | str


def read_tokens(text: str, start: int) -> tuple[list[Token], int]:
    """The terms, signs (* / + - =) and brackets that stand one behind the other in folded text, and where the last ends."""
    tokens: list[Token] = []
    at = end = start
    about = False
    while at < len(text) and len(tokens) < _MOST_TOKENS:
        at = _past_blanks(text, at)
        if at >= len(text):
            break
        wants_term = not tokens or (isinstance(tokens[-1], str) and tokens[-1] != ")")
        if text[at] in "()":
            if wants_term == (text[at] == ")") or (text[at] == ")" and tokens.count("(") == tokens.count(")")):
                break
            tokens.append(text[at])
            at += 1
        elif not wants_term and tokens[-1] == ")" and (unit := _UNIT_BEHIND.match(text, at)):
            at = end = unit.end()
        elif wants_term:
            term = read_term(text, at, about)
            if term is None:
                break
            tokens.append(term)
            at = term.end
        else:
            sign = _SIGN.match(text, at)
            if sign is None:
                break
            tokens.append(_OPERATORS[sign[0]])
            about = "≈" in sign[0] or "约" in sign[0]
            at = sign.end()
        if not isinstance(tokens[-1], str) or tokens[-1] == ")":
            end = at
    while tokens and isinstance(tokens[-1], str) and tokens[-1] != ")":
        tokens.pop()
    return tokens, end


def read_term(text: str, at: int, about: bool = False) -> Term | None:
    """The term that begins at a place of folded text, with a label before it or none."""
    match = _NUMBER.match(text, at)
    if match is None or len(match["digits"]) > _LONGEST:
        return None
    unit = "".join(match["unit"].split()).strip("()")
    if unit.startswith(("年", "号")) and (unit[0] == "号" or _YEAR.fullmatch(match["digits"])):
        return None  # 2020年资金=100万元+200万元
    for word in ("左右", "上下", "整"):
        if unit.endswith(word):
            unit, about = unit.removesuffix(word), about or word != "整"
    inexact = about or match["label"].endswith(("约", "近")) or any(match[name] for name in ("about", "more", "around"))
    spoken = _SPOKEN_NUMBER.search(match["label"] + " " + unit) is not None
    return Term(_value(match["digits"]), unit, match.start("digits"), match.end("digits"), match.end(), inexact, spoken)


def _value(digits: str) -> Decimal:
    if digits[0] in _NUMERALS:
        return Decimal(_NUMERALS[digits[0]]).scaleb(_SCALE[digits[1:]])
    return decimal_of(digits)


def _past_blanks(text: str, at: int) -> int:
    match = _BLANKS.match(text, at)
    return match.end() if match else at


def worked_out(tokens: Sequence[Token]) -> Decimal | None:
    """What terms, signs and brackets make, products before sums; None where they do not fit together or divide by nothing."""
    position = 0

    def factor() -> Decimal | None:
        nonlocal position
        if position >= len(tokens):
            return None
        token = tokens[position]
        position += 1
        if isinstance(token, Term):
            return token.exact
        if token != "(":
            return None
        inside = total()
        if inside is None or position >= len(tokens) or tokens[position] != ")":
            return None
        position += 1
        return inside

    def product() -> Decimal | None:
        nonlocal position
        value = factor()
        while value is not None and position < len(tokens) and tokens[position] in ("*", "/"):
            sign = tokens[position]
            position += 1
            other = factor()
            if other is None or (sign == "/" and other == 0):
                return None
            value = value * other if sign == "*" else value / other
        return value

    def total() -> Decimal | None:
        nonlocal position
        value = product()
        while value is not None and position < len(tokens) and tokens[position] in ("+", "-"):
            sign = tokens[position]
            position += 1
            other = product()
            if other is None:
                return None
            value = value + other if sign == "+" else value - other
        return value

    value = total()
    return value if position == len(tokens) else None
