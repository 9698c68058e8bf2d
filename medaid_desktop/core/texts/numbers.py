"""Numbers as clerks write them, read exactly into `Decimal` with the written digits; the text itself stays.

Also here, because every reader of cells needs them: `fold` (half-width forms of the same length), and the two
answers that are neither a meaning nor a blank, `Nothing` (—, /, 无) and `Unclear` (with its reason).
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_BLANKS = "\u3000\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u200b\u00ad\ufeff"
_FOLDED = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {ord(char): " " for char in _BLANKS}
    | {ord(char): "-" for char in "−–‐‑﹣"}
    | {ord(char): "~" for char in "〜∼"}
    | {ord(wide): half for wide, half in zip("￥﹪﹢﹤﹥﹦﹐﹒", "¥%+<>=,.", strict=True)}
)

DIGITS = (
    r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9])|[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9])|[0-9]+)"
    r"(?:\.[0-9]+)?|\.[0-9]+"
)
"""The digits of one unsigned number in folded text, thousands set off by commas or blanks: to embed."""

FINANCE_NUMBER = rf"(?P<sign>[-+△▲])?\s?(?P<open>\()?\s?(?P<digits>{DIGITS})\s?(?(open)\))"
"""A signed number as finance writes it in folded text, below zero also as △105 or (105): to embed."""

_UNIT_CHAR = r"[^\d\s%‰≥≤≧≦<>=~,;:。、!?()*+^\[\]{}\"'“”‘’《》〈〉【】—…①-⓿-]"
UNIT = rf"[%‰]|{_UNIT_CHAR}(?: ?{_UNIT_CHAR}){{0,5}}?"
"""A unit in folded text, % or up to six characters without digits, as short as the rest allows: to embed."""

_LONGEST_EXCERPT = 20
_LEFT_OPEN = re.compile(r"(?:（[^（）]*|\([^()]*|【[^【】]*|\[[^\[\]]*|〔[^〔〕]*|《[^《》]*|‘[^‘’]*)$")
_INNER_MARKS = str.maketrans("“”", "‘’")
_NOT_SEVERAL = re.compile(r"[-+]?[0-9.]+(?:[, ][0-9.]+)*(?:[Ee][-+]?[0-9]+)?")
_SIMPLE = re.compile(r"[0-9]+(?:\.[0-9]+)?|[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_NOTHING = re.compile(r"[-—―─]{1,4}|[/\\]|无|暂无|不涉及")
_NUMBER = re.compile(FINANCE_NUMBER)
_QUANTITY = re.compile(rf"{FINANCE_NUMBER}\s*+(?P<unit>{UNIT})?")
_IN_TEXT = re.compile(rf"(?:(?<![0-9A-Za-z%)])[-+])?(?<![0-9A-Za-z.])(?:{DIGITS})(?![0-9])")


@dataclass(frozen=True, slots=True)
class Nothing:
    """A cell that says there is nothing (—, －, /, 无): neither blank nor 0. `text` is what it says."""

    text: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """A text that could not be understood. `reason` is one Chinese sentence: why not, and what would be."""

    reason: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it stands: `value` keeps the written decimals, text[start:end] is what was read."""

    value: Decimal
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with the unit written behind it ("" where none): 2866人, 85%, 9.5分."""

    value: Decimal
    unit: str
    text: str


def fold(text: str) -> str:
    """Half-width forms of full-width digits, signs, letters and blanks; every character keeps its place.

    For reading only, never for storing. Other than NFKC it leaves ① and ㎡ alone.
    """
    return text if text.isascii() else text.translate(_FOLDED)


def is_nothing(text: str) -> bool:
    """Whether a text says that there is nothing: a dash, a slash, 无, 暂无, 不涉及."""
    return len(text) < 9 and _NOTHING.fullmatch(fold(text).strip()) is not None


def excerpt(text: str) -> str:
    """The beginning of a text on one line, in Chinese quotation marks, for messages; marks inside it become single ones.

    What is cut ends before a bracket or mark that it would leave open: a bare （… reads like a prompt of a blank form.
    """
    line = " ".join(text.split()).translate(_INNER_MARKS)
    if len(line) <= _LONGEST_EXCERPT:
        return f"“{line}”"
    cut = line[: _LONGEST_EXCERPT - 2]
    begun = _LEFT_OPEN.search(cut)
    shown = (cut[: begun.start()] if begun else cut).rstrip(" ,，、;；:：.…。") or cut
    return f"“{shown}…”"


def decimal_of(digits: str, negative: bool = False) -> Decimal:
    """The exact value of what `DIGITS` matched, all written decimals kept."""
    plain = digits.replace(",", "").replace(" ", "")
    # Negating a Decimal would round it to the context's precision.
    return Decimal(f"-{plain}" if negative else plain)


def finance_value(match: re.Match[str]) -> Decimal | None:
    """The value of a match with `FINANCE_NUMBER` in its pattern; None where both sign and brackets stand."""
    sign, opened, digits = match["sign"], match["open"], match["digits"]
    if sign and opened:
        return None
    return decimal_of(digits, negative=opened is not None or sign in ("-", "△", "▲"))


def read_number(text: str) -> Number | Nothing | Unclear | None:
    """Reads a text that is one number and nothing else; None for a blank one."""
    if _SIMPLE.fullmatch(text):
        return Number(Decimal(text.replace(",", "")), 0, len(text))
    stripped = fold(text).strip()
    if not stripped:
        return None
    match = _NUMBER.fullmatch(stripped)
    value = finance_value(match) if match else None
    if value is not None:
        start = len(text) - len(fold(text).lstrip())
        return Number(value, start, start + len(stripped))
    return Nothing(text) if is_nothing(text) else Unclear(why_no_number(text, "数字", "1234.50"))


@lru_cache(maxsize=32768)
def value_of(text: str) -> Decimal | None:
    """The value of a text that is one number and nothing else, as `read_number` reads it; None for all others.

    Remembered, as the checks ask for the same figures after each edit.
    """
    if _SIMPLE.fullmatch(text):
        return Decimal(text.replace(",", ""))
    number = read_number(text)
    return number.value if isinstance(number, Number) else None


def read_quantity(text: str) -> Quantity | Nothing | Unclear | None:
    """Reads a number with or without a unit behind it; None for a blank text."""
    stripped = fold(text).strip()
    if not stripped:
        return None
    match = _QUANTITY.fullmatch(stripped)
    value = finance_value(match) if match else None
    if match and value is not None:
        return Quantity(value, "".join((match["unit"] or "").split()), text)
    return Nothing(text) if is_nothing(text) else Unclear(why_no_number(text, "数字", "1234.50"))


def find_numbers(text: str) -> list[Number]:
    """All numbers inside a text, in order, codes such as Z155 left out; a hyphen between digits is no minus."""
    found: list[Number] = []
    for match in _IN_TEXT.finditer(fold(text)):
        piece = match[0]
        value = decimal_of(piece.lstrip("+-"), negative=piece[0] == "-")
        found.append(Number(value, match.start(), match.end()))
    return found


def format_number(value: Decimal, grouped: bool = False) -> str:
    """All digits of a value, its written decimals kept, never with an exponent; `grouped` as 1 541 800."""
    return f"{value:,f}".replace(",", " ") if grouped else f"{value:f}"


def why_no_number(text: str, noun: str, example: str) -> str:
    """Why a text is not one number, a Chinese sentence: `noun` is what is wanted (金额), `example` a good one."""
    count = len(find_numbers(text))
    if count == 0:
        return f"{excerpt(text)}里没有{noun}，请写成 {example}"
    if count > 1 and not _NOT_SEVERAL.fullmatch(fold(text).strip()):
        return f"{excerpt(text)}里不止一个数，{noun}请只填一个数，例如 {example}"
    return f"看不懂的{noun}{excerpt(text)}，请写成 {example}"
