"""Years written in texts: where they stand, what they would be in another year, and which plainly are of the form.

Only digits that are read as a year count: 2020年, 2020年度, 2019-2020年, 2020.1-2020.12, 二〇二〇年, 〔2020〕15号. Digits of
codes, sums and counts (202012345678, 2020人, 2020.5万元) are never one.
"""

import re
from calendar import isleap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["period", "range", "date", "document"]

_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_CHINESE = "〇一二三四五六七八九"
_ZEROS = "〇零○Ｏ"
_CHINESE_YEAR = re.compile(rf"(?<![{_CHINESE}{_ZEROS}十百千万])[一二][{_CHINESE}{_ZEROS}]{{3}}(?=[ 　]{{0,3}}年)")

_GAP = r"[ \t\u00a0\u3000]{0,3}"
_TO = rf"{_GAP}(?:至|到|[-–—－−~～〜]{{1,2}}){_GAP}"
_AND = rf"{_GAP}(?:、|和|与|及){_GAP}"
_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12][0-9]|3[01])"
_YEAR = r"(?<![0-9A-Za-z])(?<![0-9][.,，．])[12][0-9]{3}(?![0-9])"
_IN_LIST = r"(?:^|(?<=[\s；;。：:]))[0-9]{1,2}[.．]"
"""The number of a list item before a year (1.2020年…), not the digits of a decimal."""
_NUMBERED = rf"{_GAP}(?:第{_GAP})?[0-9]{{1,5}}{_GAP}号"

_MEANT: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("document", re.compile(rf"[〔【［\[]{_GAP}(?P<y>{_YEAR}){_GAP}年?{_GAP}[〕】］\]]")),
    ("document", re.compile(rf"[(（〈《<]{_GAP}(?P<y>{_YEAR}){_GAP}[)）〉》>]{_NUMBERED}")),
    ("document", re.compile(rf"(?P<y>{_YEAR}){_GAP}年{_NUMBERED}")),
    ("date", re.compile(rf"(?P<y>{_YEAR}){_GAP}年{_GAP}{_MONTH}{_GAP}月{_GAP}{_DAY}{_GAP}[日号]")),
    ("date", re.compile(rf"(?P<y>{_YEAR})(?P<sign>[-/.]){_MONTH}(?P=sign){_DAY}(?![0-9])")),
    ("range", re.compile(rf"(?P<y>{_YEAR})(?=(?:{_TO}|{_AND}){_YEAR}{_GAP}年)")),
    ("range", re.compile(rf"(?P<y>{_YEAR})[./]{_MONTH}{_TO}(?P<z>{_YEAR})[./]{_MONTH}(?![0-9])")),
    ("period", re.compile(rf"(?:{_IN_LIST})?(?P<y>(?:(?<=[.．])[12][0-9]{{3}}|{_YEAR})){_GAP}年(?!均|龄|代|轻|级)")),
)
_DATED: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("date", re.compile(rf"(?P<y>{_YEAR})[-/.]{_MONTH}(?![0-9])")),
    ("date", re.compile(r"^(?P<y>[12][0-9]{3})(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])?$")),
    ("period", re.compile(r"^(?P<y>[12][0-9]{3})$")),
    ("range", re.compile(rf"(?P<y>{_YEAR}){_TO}(?P<z>{_YEAR})$")),
)
"""What else is a year where a field holds nothing but dates: 2020-06, 20200601, 2020, 2020-2022."""

_QUICK = re.compile(r"[12][0-9]{3}")
_BETWEEN = re.compile(
    rf"{_GAP}年?度?{_GAP}(?:{_MONTH}{_GAP}月份?)?{_GAP}(?:{_DAY}{_GAP}[日号])?(?:{_TO}|{_AND})"
    rf"|[-/.]{_MONTH}(?:[-/.]{_DAY})?{_TO}"
)
_TAIL = re.compile(rf"{_GAP}年度?")
_LISTED = re.compile(r"[、和与及]")
_LONG_AGO_AFTER = re.compile(
    rf"{_GAP}年度?{_GAP}(?:{_MONTH}{_GAP}月份?)?{_GAP}(?:以来|起|开始|以前|之前|以后|之后|前|后)"
)
_LONG_AGO_BEFORE = re.compile(rf"(?:自|从|早在|始于|比|较|同){_GAP}$")
_LEAP_DAY = re.compile(rf"^(?:{_GAP}年{_GAP}0?2{_GAP}月{_GAP}29|[-/.]0?2[-/.]29|0229)")


@dataclass(frozen=True, slots=True)
class YearSpan:
    """A stretch of a text, `start` to before `end`, that holds one year or both ends of a range of years.

    `new` is `old` in the other year, of the same length. `plain` says that it plainly is a period of the form: safe
    to change unless somebody objects. Numbers of documents and dates of events never are.
    """

    start: int
    end: int
    old: str
    new: str
    kind: Kind
    plain: bool


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    year: int
    kind: Kind


def find_years(text: str, year: int, to: int, dated: bool = False) -> list[YearSpan]:
    """The years in a text of a form of `year` that could move along to `to`, in reading order, none overlapping.

    Only `year` itself, the years beside it and ranges around it are: older ones are history. `dated` says that the
    text stands in a field of dates, where 20200601 and 2020-06 are dates too.
    """
    folded = _CHINESE_YEAR.sub(lambda match: _in_digits(match[0]), text.translate(_WIDE))
    if not _QUICK.search(folded):
        return []
    spans = (_span(text, folded, group, year, to) for group in _groups(folded, _hits(folded, dated)))
    found = [span for span in spans if span is not None]
    if dated and any(not span.plain for span in found):
        return [_doubtful(span) for span in found]
    return found


def change_years(text: str, spans: Iterable[YearSpan]) -> str:
    """The text with each stretch replaced by its new one; lengths and everything else stay."""
    for span in spans:
        text = text[: span.start] + span.new + text[span.end :]
    return text


def _hits(folded: str, dated: bool) -> list[_Hit]:
    """Where years begin; what several patterns see is what the first of them says."""
    found: dict[int, _Hit] = {}
    for kind, pattern in (*_MEANT, *_DATED) if dated else _MEANT:
        for match in pattern.finditer(folded):
            for name in pattern.groupindex.keys() & {"y", "z"}:
                found.setdefault(match.start(name), _Hit(match.start(name), int(match[name]), kind))
    return [found[start] for start in sorted(found)]


def _groups(folded: str, hits: list[_Hit]) -> Iterator[list[_Hit]]:
    """Single years, and pairs that are the ends of one range."""
    index = 0
    while index < len(hits):
        pair = hits[index : index + 2]
        if len(pair) == 2 and _are_range(folded, *pair):
            yield pair
            index += 2
        else:
            yield pair[:1]
            index += 1


def _are_range(folded: str, one: _Hit, other: _Hit) -> bool:
    if "document" in (one.kind, other.kind):
        return False
    return _BETWEEN.fullmatch(folded, one.start + 4, other.start) is not None


def _span(text: str, folded: str, group: list[_Hit], year: int, to: int) -> YearSpan | None:
    first, last = group[0], group[-1]
    if not first.year - 1 <= year <= last.year + 1:
        return None
    start, end = first.start, last.start + 4
    if tail := _TAIL.match(folded, end):
        end = tail.end()
    new = text[start:end]
    for hit in group:
        at = hit.start - start
        new = new[:at] + _as_written(new[at : at + 4], hit.year + to - year) + new[at + 4 :]
    kind: Kind = "range" if len(group) == 2 else first.kind
    return YearSpan(start, end, text[start:end], new, kind, _is_plain(folded, group, kind, year, to))


def _is_plain(folded: str, group: list[_Hit], kind: Kind, year: int, to: int) -> bool:
    first, last = group[0], group[-1]
    if kind == "document" or _LONG_AGO_BEFORE.search(folded, 0, first.start):
        return False
    if any(_LEAP_DAY.match(folded[hit.start + 4 :]) and not isleap(hit.year + to - year) for hit in group):
        return False
    if kind == "range":
        listed = _LISTED.search(folded, first.start + 4, last.start)
        return not listed and year in (first.year, last.year) and last.year - first.year in (0, 1)
    alone = not folded[: first.start].strip() and _is_bare_date(folded[first.start + 4 :])
    return first.year == year and (kind != "date" or alone) and not _LONG_AGO_AFTER.match(folded, first.start + 4)


def _is_bare_date(rest: str) -> bool:
    """Whether nothing but the rest of a date follows: the text is a date and tells of no event."""
    return re.fullmatch(r"[0-9\s年月日号./-]*", rest) is not None


def _doubtful(span: YearSpan) -> YearSpan:
    return YearSpan(span.start, span.end, span.old, span.new, span.kind, plain=False)


def _in_digits(written: str) -> str:
    return "".join("0" if letter in _ZEROS else str(_CHINESE.index(letter)) for letter in written)


def _as_written(old: str, year: int) -> str:
    """A year in the digits of another one: full-width, Chinese with its own zero, or plain."""
    digits = f"{year:04d}"
    if all("０" <= letter <= "９" for letter in old):
        return "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in digits)
    if old.isascii():
        return digits
    zero = next((letter for letter in old if letter in _ZEROS), _CHINESE[0])
    return "".join(zero if digit == "0" else _CHINESE[int(digit)] for digit in digits)
