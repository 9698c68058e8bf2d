"""Numbers in Chinese, as number formats and automatic numbering print them."""

DIGITS = "〇一二三四五六七八九"
FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
WIDE_DIGITS = "０１２３４５６７８９"
_UNITS = ("", "十", "百", "千")
_FORMAL_UNITS = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿", "亿亿")


def digit_by_digit(text: str, digits: str = DIGITS) -> str:
    """2020 → 二〇二〇; what is no digit stays."""
    return "".join(digits[ord(sign) - 48] if "0" <= sign <= "9" else sign for sign in text)


def in_words(number: int, formal: bool = False, short_ten: bool = False) -> str:
    """A whole number from 0 to 10**20 in words: 105 → 一百〇五, formal 壹佰零伍; `short_ten` gives 十二 for 一十二."""
    digits, units = (FORMAL_DIGITS, _FORMAL_UNITS) if formal else (DIGITS, _UNITS)
    if number == 0:
        return digits[0]
    words = ""
    gap = False
    for group in reversed(range(len(_GROUPS))):
        part = number // 10_000**group % 10_000
        if part == 0:
            gap = bool(words)
            continue
        if words and (gap or part < 1000):
            words += digits[0]
        words += _up_to_9999(part, digits, units) + _GROUPS[group]
        gap = False
    return words[1:] if short_ten and words.startswith(digits[1] + units[1]) else words


def _up_to_9999(number: int, digits: str, units: tuple[str, ...]) -> str:
    words = ""
    gap = False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            words += (digits[0] if gap and words else "") + digits[digit] + units[place]
        gap = digit == 0
    return words
