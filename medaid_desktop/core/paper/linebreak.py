"""Chinese line breaking over given character widths: pure arithmetic on integer font units.

Rules: closing marks never begin a line and opening marks never end one (CLREQ, section 3.1.2; GB/T 15834-2011, 5.1);
a number stays with its operator, currency sign and unit ("≥95%", "350 万元", "1,234.50"); Latin words, "——" and "……"
stay whole, and so do words joined by no-break spaces (a tick box and its word). Where a line is too narrow for a rule, the text is cut all the same: nothing overflows, nothing is lost.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate, pairwise

Line = tuple[str, int]
"""The text of a line and its width in font units, blanks hanging at its end not counted."""

NO_START = frozenset("，。、；：？！…％‰℃°′″）〕］｝〉》」』】〗’”·～,.;:?!%)]}/／")
"""Marks that do not begin a line."""

NO_END = frozenset("（〔［｛〈《「『【〖‘“([{￥¥＄$€£№#＃")
"""Marks that do not end a line."""

_CLOSING = "".join(NO_START)

_DIGITS = "0-9０-９"
_LETTERS = "A-Za-zÀ-ɏΑ-ωＡ-Ｚａ-ｚ" + _DIGITS
_JOINTS = r".,:：'’_\-–—/@&+=~～·．，"
_SIGNS = r"≥≤≧≦＞＜><=＝≈≠±＋+－−\-×*÷~～"
_UNITS = (
    "个百分点|百分点|万亿元|万元|亿元|千元|元|角|万人次|人次|万人|亿人|人|万户|户次|户|个|项|家|例|件|名|岁|天|日|月份|月|年度|年|周|"
    "季度|小时|分钟|分|秒|次|份|号|条|款|期|批|所|套|台|张|页|册|级|档|倍|场|位|亩|公顷|平方公里|平方米|立方米|公里|千米|米|"
    "厘米|毫米|吨|公斤|千克|克|毫升|升|[%％‰℃°㎡㎥㎏㎎㎜㎝㎞]"
)
_KEPT = re.compile(
    rf"—{{2,}}|…{{2,}}|(?=[{_SIGNS}￥¥$€£第{_LETTERS}])[{_SIGNS}]*\ ?[￥¥$€£第]?\ ?"
    rf"[{_LETTERS}](?:[{_LETTERS}]|[{_JOINTS}](?=[{_LETTERS}]))*"
    rf"(?P<unit>(?<=[{_DIGITS}])\ ?(?:{_UNITS})(?:[/／·](?:{_UNITS}))*)?"
)
_NO_BREAK = "\u00a0"
_GLUED = re.compile(rf"\S+(?:{_NO_BREAK}\S+)+")
_NUMBER = re.compile(rf"[{_DIGITS}]")


def break_lines(text: str, advances: Mapping[str, int], limit: int) -> list[Line]:
    """Breaks a text into lines of at most `limit` font units; "\\n" always breaks. An empty text is one empty line.

    `advances` gives each character's width in font units. Joined without the "\\n" the lines are the text. A line is
    wider than the limit only where a single character is.
    """
    lines: list[Line] = []
    for paragraph in text.split("\n"):
        widths = list(map(advances.__getitem__, paragraph))
        total = sum(widths)
        if total <= limit:
            if paragraph.endswith(" "):
                total -= sum(widths[len(paragraph.rstrip(" ")) :])
            lines.append((paragraph, total))
        else:
            _break_paragraph(paragraph, list(accumulate(widths)), limit, lines)
    return lines


def widest_number(text: str, advances: Mapping[str, int]) -> tuple[int, int]:
    """The widths in font units of the widest number with its sign and unit, and of the widest without its unit; 0 where
    there is none."""
    whole = bare = 0
    for match in _KEPT.finditer(text):
        if _NUMBER.search(match[0]):
            width = sum(map(advances.__getitem__, match[0]))
            whole = max(whole, width)
            bare = max(bare, width - sum(map(advances.__getitem__, match["unit"] or "")))
    return whole, bare


def breaking_places(text: str, advances: Mapping[str, int], limit: int) -> list[int]:
    """The places inside a paragraph where the rules let a line end, in order."""
    ends = list(accumulate(map(advances.__getitem__, text)))
    kept = _kept_spans(text, ends, limit)
    starts = [first for first, _ in kept]
    return [place for place in range(1, len(text)) if not _is_cut(text, ends, place, 0, kept, starts)]


def _break_paragraph(text: str, ends: list[int], limit: int, lines: list[Line]) -> None:
    kept = _kept_spans(text, ends, limit)
    starts = [a for a, _ in kept]
    places = [0]
    start, count = 0, len(text)
    while start < count:
        base = ends[start - 1] if start else 0
        stop = bisect_right(ends, base + limit, start)
        while stop < count and text[stop] == " ":
            stop += 1
        if stop < count:
            stop = _place(text, ends, start, stop, kept, starts)
        places.append(stop)
        start = stop
    if len(places) > 2 and count - places[-2] <= 2 and len(text[places[-2] :].rstrip(_CLOSING)) == 1:
        _mend_widow(text, ends, limit, places, kept, starts)
    for start, stop in pairwise(places):
        line = text[start:stop]
        lines.append((line, _width(ends, start, start + len(line.rstrip(" ")))))


def _mend_widow(
    text: str, ends: list[int], limit: int, places: list[int], kept: list[tuple[int, int]], starts: list[int]
) -> None:
    """Takes a word's last character off a line of its own: one more goes down with it where that costs little."""
    start, last = places[-3:-1]
    least = start + (last - start) // 2
    if last - 1 <= least:
        return
    place = _place(text, ends, start, last - 1, kept, starts)
    if (
        place >= least
        and _width(ends, place, len(text)) <= limit
        and not _is_cut(text, ends, place, start, kept, starts)
    ):
        places[-2] = place


def _is_cut(text: str, ends: list[int], place: int, start: int, kept: list[tuple[int, int]], starts: list[int]) -> bool:
    """Whether a break there goes against the rules."""
    index = bisect_right(starts, place - 1) - 1
    return (index >= 0 and place < kept[index][1]) or not _allowed(text, ends, place, start)


def _kept_spans(text: str, ends: list[int], limit: int) -> list[tuple[int, int]]:
    """The stretches that must not be broken: words, and numbers with their unit or, where that is too wide, without."""
    spans: list[tuple[int, int]] = []
    for match in _KEPT.finditer(text):
        first, behind = match.span()
        if match["unit"] and _width(ends, first, behind) > limit:
            parts = [(first, match.start("unit")), match.span("unit")]
        else:
            parts = [(first, behind)]
        spans += [(a, b) for a, b in parts if b - a > 1 and _width(ends, a, b) <= limit]
    if _NO_BREAK in text:
        glued = [match.span() for match in _GLUED.finditer(text) if _width(ends, *match.span()) <= limit]
        spans = sorted(glued + [(a, b) for a, b in spans if not any(c <= a < d for c, d in glued)])
    return spans


def _place(text: str, ends: list[int], start: int, stop: int, kept: list[tuple[int, int]], starts: list[int]) -> int:
    """The best break in start < place <= stop; past `stop` only for a character that alone is too wide."""
    place = stop
    while place > start:
        index = bisect_right(starts, place - 1) - 1
        if index >= 0 and place < kept[index][1]:
            place = kept[index][0]
        elif _allowed(text, ends, place, start):
            return place
        else:
            place -= 1
    place = stop
    while place > start and not _allowed(text, ends, place, start):
        place -= 1
    if place > start:
        return place
    place = max(stop, start + 1)
    while place < len(text) and ends[place] == ends[place - 1]:
        place += 1
    return place


def _allowed(text: str, ends: list[int], place: int, start: int) -> bool:
    """Whether the characters on both sides let a line end here; blanks hang on the line before.

    A character without width (a combining mark) stays with the one before it.
    """
    following = text[place]
    if following in NO_START or following == " " or ends[place] == ends[place - 1]:
        return False
    if following == _NO_BREAK or text[place - 1] == _NO_BREAK:
        return False
    last = place - 1
    while last > start and text[last] == " ":
        last -= 1
    return text[last] not in NO_END


def _width(ends: list[int], first: int, behind: int) -> int:
    if behind <= first:
        return 0
    return ends[behind - 1] - (ends[first - 1] if first else 0)
