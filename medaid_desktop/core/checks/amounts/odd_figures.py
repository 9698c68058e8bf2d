"""Texts in cells for figures that hold digits but are no figure: 12O, 120*, 约120. What is wrong with them, and what is meant.

Words that say there is no figure yet (另行下达, 见附件1) are none of these, nor is what has a rule of its own: units, prompts.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from medaid_desktop.core.checks.amounts.units import says_other_unit
from medaid_desktop.core.checks.wording import figure
from medaid_desktop.core.texts.money import POWERS, Amount, money_unit, parse_amount
from medaid_desktop.core.texts.numbers import Quantity, fold, is_nothing, read_quantity, value_of
from medaid_desktop.core.texts.placeholders import placeholder_in

_LIKE_DIGITS = str.maketrans("OoＯｏ〇○lI|", "000000111")
_LETTERS = {"O": "字母 O", "o": "字母 o", "l": "字母 l", "I": "字母 I", "|": "竖线", "〇": "〇", "○": "圆圈"}
_MARKS = r"[。.,、;:*#'\"`’‘”“_!^①-⑳⑴-⒇❶-❿※†☆★]"
_MARKED = re.compile(rf"['`’‘*:]?\s*(?P<core>.*?[0-9元万亿)人次户分%])\s*{_MARKS}*")
_SPACED = re.compile(r"[-+]?[0-9][0-9,.]*(?: +[0-9,.]+)+(?: *(?:[千万亿]?元|万|亿))?")
_NUMERALS = re.compile(
    r"(?:约|大约|近|共|共计|合计|人民币)?(?=.*[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾两])[零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟两]+"
    r"(?:点[零〇一二三四五六七八九]+)?(?:[千万亿]?元|圆|角|分|人次?|户|%)?整?"
)
_REFERENCES = re.compile(
    r"附[件表录注]?\s*[0-9]+|第\s*[0-9]+\s*[一-鿿]|注\s*[0-9]+|[表详见]\s*[0-9]+|[0-9]+\s*(?:批|号|页|季度|月底|月份?|日|年度?)"
    r"|[\[〔(]\s*(?:19|20)[0-9]{2}\s*[\]〕)]|(?:19|20)[0-9]{2}(?:[-~至]|(?=年))"
)
_STATES_FIGURE = re.compile(
    r"[^0-9A-Za-z一-鿿#]*(?:大约|约|近|超|不足|不低于|不超过|不少于|共计|合计|共|计|人民币|大概|暂定|预计|其中)?[^0-9A-Za-z一-鿿#]*[0-9].*"
    r"|[^#].{0,30}[0-9](?:[千万亿]?元|万|亿)?"
)
_UNIT = re.compile(r"[一-鿿%‰㎡][一-鿿%‰㎡/·.()]*")


_QUALIFIED = re.compile(
    r"(?:大约|约|近|共计|合计|共|计|人民币|大概|暂定|预计|暂估|估计)?\s*(?P<core>[0-9][^()]*?)\s*(?:左右|上下|\([^()]*[^()0-9.,][^()]*\))?"
)
_SPELLED = re.compile(
    r"(?P<number>[零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟两]+?)(?P<unit>[千万亿]?元|圆)?整?$"
)
_DIGITS = {
    one: value for digits in ("零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖") for value, one in enumerate(digits)
} | {"两": 2}
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+?[0-9]{1,2}")
_MYRIAD = 10_000
_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": _MYRIAD, "亿": 100_000_000}


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a text is no figure, in Chinese; the figure that is surely meant, "" where nobody can tell; and the one that is
    likely meant (350 of 约350, in the unit of the cell), None where there is none, with how it would be written if nothing else
    is said with it. `is_noted`: a mark behind it may lead to a note below a table (120*, 120②)."""

    reason: str
    meant: str = ""
    likely: Decimal | None = None
    written: str = ""
    is_noted: bool = False


@lru_cache(maxsize=8192)
def unread(text: str, kind: str, unit: str) -> Unread | None:
    """What is wrong with a text in a cell for figures, None for a figure, for mere words and what other rules speak of.

    `kind` is "amount" or "number", `unit` that of the cell.
    """
    if value_of(text) is not None or is_nothing(text) or _is_figure(text, kind, unit):
        return None
    folded = fold(text).strip()
    if not folded or says_other_unit(folded) or placeholder_in(text):
        return None
    if any(digit in folded for digit in "0123456789"):
        return _mistyped(folded, kind, unit) or _spaced(folded, kind, unit, "\n" in text) or _other(folded, unit)
    return Unread("写的是汉字", likely=_spelled(folded, unit)) if _NUMERALS.fullmatch(folded) else None


def _is_figure(text: str, kind: str, unit: str) -> bool:
    """Whether a text is a figure with a unit; money among counts has a rule of its own."""
    if parse_amount(text, unit or None) is not None:
        return True
    found = read_quantity(text) if kind == "number" else None
    return isinstance(found, Quantity) and (found.unit == unit or _UNIT.fullmatch(found.unit) is not None)


def _mistyped(folded: str, kind: str, unit: str) -> Unread | None:
    """Letters for digits, or marks around a figure."""
    plain = folded.translate(_LIKE_DIGITS)
    if plain != folded and _is_plain(plain, kind, unit):
        letter = next(_LETTERS.get(one, "字母") for one, other in zip(folded, plain, strict=True) if one != other)
        return Unread(f"里面有{letter}，不是数字", plain)
    marked = _MARKED.fullmatch(folded)
    if marked and marked["core"] != folded and _is_plain(marked["core"], kind, unit):
        core = marked["core"]
        return Unread("多了标点或记号", core, _value(core, unit), core, is_noted=True)
    return None


def _is_plain(text: str, kind: str, unit: str) -> bool:
    """Whether a text is one figure without doubt: ten thousands are set off rightly, and its unit is that of the cell."""
    if value_of(text) is not None:
        return True
    if kind == "amount":
        return parse_amount(text, unit or None) is not None
    found = read_quantity(text)
    return isinstance(found, Quantity) and found.unit in ("", unit)


def _spaced(folded: str, kind: str, unit: str, is_broken: bool) -> Unread | None:
    """Blanks inside a figure, where they part no two: 12 0."""
    if not _SPACED.fullmatch(folded):
        return None
    pieces = re.findall(r"[0-9,.]+", folded)
    joined = folded.replace(" ", "")
    one = len(pieces) == 2 and any(len(piece) == 1 or piece[0] in ",." for piece in pieces[1:])
    if (one or all(len(piece) == 1 for piece in pieces)) and not is_broken and _is_plain(joined, kind, unit):
        return Unread("中间有空格", likely=_value(joined, unit), written=joined)
    return Unread("中间有空格，像是两个数")


def _other(folded: str, unit: str) -> Unread | None:
    """A figure with words or signs about it (约120, 100+20); digits that only number something else are none."""
    rest = _REFERENCES.sub("", folded)
    if not any(digit in rest for digit in "0123456789") or not _STATES_FIGURE.fullmatch(rest.replace("\n", " ")):
        return None
    told = _QUALIFIED.fullmatch(folded)
    parts = told["core"].split("+") if told else []
    likely = [value for one in parts if (value := _value(one, unit)) is not None]
    if _SCIENTIFIC.fullmatch(folded):
        return Unread("不是一个数", likely=Decimal(folded), written=figure(Decimal(folded)))
    return Unread("不是一个数", likely=sum(likely, Decimal(0)) if likely and len(likely) == len(parts) else None)


def _value(text: str, unit: str) -> Decimal | None:
    """The figure of a text in the unit of its cell."""
    amount = parse_amount(text, unit if unit in POWERS else None)
    return _in_unit(amount, unit) if amount else None


def _in_unit(amount: Amount, unit: str) -> Decimal | None:
    if amount.unit is None or unit not in POWERS:
        return amount.value
    return amount.to(unit).value


def _spelled(folded: str, unit: str) -> Decimal | None:
    """The value of a number in Chinese numerals (三百五十万元, 壹佰贰拾), None where it is written otherwise (一二〇)."""
    match = _SPELLED.search(folded)
    if match is None:
        return None
    whole = part = 0
    digit: int | None = None
    for one in match["number"]:
        if (value := _DIGITS.get(one)) is not None:
            if digit:
                return None  # a year, or digits one after the other
            digit = value
        elif (scale := _SCALES[one]) >= _MYRIAD:
            whole, part, digit = (whole + part + (digit or 0)) * scale, 0, None
        else:
            part, digit = part + (digit if digit is not None else 1) * scale, None
    value = Decimal(whole + part + (digit or 0))
    money = money_unit(match["unit"] or "元") if match["unit"] or value >= _MYRIAD else None
    return _in_unit(Amount(value, money, folded), unit)
