"""Automatic numbers of paragraphs: 一、 （一） 1. and bullets, which stand in no text of the file."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from medaid_desktop.formats.numerals import WIDE_DIGITS, digit_by_digit, in_words
from medaid_desktop.formats.safe_xml import integer, is_on
from medaid_desktop.formats.symbols import shown
from medaid_desktop.formats.word.names import value

_LEVELS = 9
_LARGEST = 100_000
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_ROWS = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
_IN_WORDS = {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
             "taiwaneseCountingThousand", "ideographLegalTraditional"}  # fmt: skip
_LEGAL = ("none", "decimal", "decimalZero")
"""Formats that stay what they are where all numbers of a level are to be written in digits."""
_PLACE = re.compile(r"%([1-9])")


def in_format(number: int, kind: str) -> str:
    """A number as a numbering format (ST_NumberFormat, ECMA-376 part 1, 17.18.59) writes it."""
    row = _ROWS.get(kind)
    if row is not None:
        return row[number - 1] if 1 <= number <= len(row) else str(number)
    if kind in _IN_WORDS:
        return in_words(number, short_ten=True)
    if kind in ("chineseLegalSimplified", "japaneseLegal"):
        return in_words(number, formal=True)
    if kind in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return digit_by_digit(str(number))
    if kind in ("upperLetter", "lowerLetter"):
        letter = chr((number - 1) % 26 + 97) * min((number - 1) // 26 + 1, 20) if number > 0 else ""
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman.upper() if kind == "upperRoman" else roman
    return {
        "decimalZero": f"{number:02}",
        "decimalFullWidth": digit_by_digit(str(number), WIDE_DIGITS),
        "numberInDash": f"- {number} -",
        "none": "",
    }.get(kind, str(number))


def _roman(number: int) -> str:
    if not 0 < number < 5000:
        return str(number)
    text = ""
    for amount, letters in _ROMAN:
        text += letters * (number // amount)
        number %= amount
    return text


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    kind: str
    text: str
    suffix: str
    legal: bool
    font: str | None


@dataclass
class _List:
    """An abstract list: its levels, and how far each has been counted."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict[int, int])


@dataclass
class _Instance:
    """A list in use: the abstract one, and the starts it sets anew."""

    of: _List
    starts: dict[int, int]
    levels: dict[int, _Level]


class Numbering:
    """The lists of a letter. Numbers have to be asked for in reading order."""

    def __init__(self, root: Element | None) -> None:
        self._instances: dict[str, _Instance] = {}
        if root is None:
            return
        lists = {
            element.get("w|abstractNumId", ""): _List(_levels(element)) for element in root.iterfind("w|abstractNum")
        }
        for element in root.iterfind("w|num"):
            of = lists.get(value(element.find("w|abstractNumId")) or "")
            if of is not None:
                self._instances[element.get("w|numId", "")] = _instance(element, of)

    def next(self, number_id: str, depth: int) -> str:
        """The number of the next paragraph of a list at a depth (0 to 8), with what parts it from the text; "" for none."""
        instance = self._instances.get(number_id)
        if instance is None or not 0 <= depth < _LEVELS:
            return ""
        level = instance.levels.get(depth) or instance.of.levels.get(depth)
        if level is None:
            return ""
        counts = instance.of.counts
        start = instance.starts.pop(depth, None)
        if start is not None:
            counts[depth] = start
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        return self._text(instance, level)

    def _text(self, instance: _Instance, level: _Level) -> str:
        if level.kind == "bullet":
            return shown(level.text, level.font) + level.suffix

        def number(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            other = instance.levels.get(depth) or instance.of.levels.get(depth)
            if other is None:
                return ""
            count = min(instance.of.counts.get(depth, other.start), _LARGEST)
            return in_format(count, "decimal" if level.legal and other.kind not in _LEGAL else other.kind)

        text = _PLACE.sub(number, level.text)
        return text + level.suffix if text else ""


def _instance(element: Element, of: _List) -> _Instance:
    starts: dict[int, int] = {}
    levels: dict[int, _Level] = {}
    for override in element.iterfind("w|lvlOverride"):
        depth = integer(override.get("w|ilvl"), -1)
        start = override.find("w|startOverride")
        if start is not None:
            starts[depth] = _start(start.get("w|val"))
        other = override.find("w|lvl")
        if other is not None:
            levels[depth] = _level(other)
    return _Instance(of, starts, levels)


def _levels(element: Element) -> dict[int, _Level]:
    return {integer(level.get("w|ilvl"), -1): _level(level) for level in element.iterfind("w|lvl")}


def _level(element: Element) -> _Level:
    fonts = element.find("w|rPr/w|rFonts")
    legal = element.find("w|isLgl")
    suffix = value(element.find("w|suff")) or "tab"
    return _Level(
        start=_start(value(element.find("w|start"))),
        kind=value(element.find("w|numFmt")) or "decimal",
        text=(value(element.find("w|lvlText")) or "")[:100],
        suffix="" if suffix == "nothing" else " ",
        legal=legal is not None and is_on(legal.get("w|val"), True),
        font=None if fonts is None else fonts.get("w|ascii") or fonts.get("w|hAnsi"),
    )


def _start(text: str | None) -> int:
    return min(max(integer(text, 1), 0), _LARGEST)
