"""What a completed review step prints in its box: the opinion under the title, name and day in place of the blank lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

SEAL_MM = 42.0
"""The usual diameter of a county office's seal."""

_SMALLER = ((160, 8.0), (80, 9.0))
"""Opinions from so many characters on are set so small (points), so that the boxes of a form stay on one page."""

_BLANK_DATE = re.compile(r"(?:[0-9〇零一二三四五六七八九XＸ×*＊_＿]{2,4}|20)?[\s_＿]*年[\s_＿]*月[\s_＿]*日?")
_SIGN = "签章|盖章|公章|签字|签名|签字或盖章|签字盖章|签章处|盖章处|签字处|加盖公章|单位公章|印章"
_HINT = re.compile(rf"[\s_＿]*[（(][\s]*(?:{_SIGN})[\s]*[）)][\s_＿]*")
"""（签章）and the like: where a name is written by hand."""
_STAMP = re.compile(r"[\s_＿]*[（(][\s]*(?:加盖公章|单位盖章|单位公章|盖章|盖章处|公章|印章)[\s]*[）)][\s_＿]*")
"""（盖章）and the like: what a seal is set on, not what a person writes."""
_ASKS = re.compile(r"[：:][\s_＿]*$")
_DATE_LABEL = re.compile(r"(?:日期|时间)[\s_＿]*[：:]?[\s_＿]*$")


@dataclass(frozen=True, slots=True)
class Signed:
    """A completed step on paper: who signed on which day (ISO 8601), the opinion, and the seal image that stands under it,
    "" where there is none; `size_mm` is that seal's diameter. `office` is the office that the seal is of, as it is printed."""

    by: str
    on: str
    opinion: str = ""
    seal: str = ""
    size_mm: float = SEAL_MM
    office: str = ""


def printed_day(on: str) -> str:
    """A day as it is written under a signature: 2020年6月1日; what is no ISO date stays as it is."""
    try:
        day = date.fromisoformat(on)
    except ValueError:
        return on
    return f"{day.year}年{day.month}月{day.day}日"


def box_title(text: str, signed: Signed | None) -> str:
    """The upper text of a box: its title, and under it the opinion of who signed."""
    opinion = signed.opinion if signed else ""
    return "\n".join(part for part in (text, opinion) if part)


def box_size(size_pt: float, signed: Signed | None) -> float:
    """The size in points of the upper text of a box, whose usual one is given: long opinions are set smaller."""
    length = len(signed.opinion) if signed else 0
    return min(size_pt, next((smaller for least, smaller in _SMALLER if length >= least), size_pt))


def signed_lines(lines: Sequence[str], signed: Signed | None) -> tuple[str, ...]:
    """The lines of a box with name, office and day in their places; each gets a line of its own where the box has no place
    for it, the office right above the day, as it stands under an official letter.

    A line that asks for nothing but a signature becomes the name; one with a label keeps it (单位负责人（签字）：张三).
    """
    if signed is None:
        return tuple(lines)
    found = list(lines)
    day = printed_day(signed.on)
    dated = _put_day(found, day) if day else None
    stamped = None
    if signed.office:
        stamped, dated = _put_office(found, signed.office, dated)
    length = len(found)
    named = _put_name(found, signed.by, [at for at in (dated, stamped) if at is not None])
    if day and dated is None:
        last = named if stamped is None else stamped + len(found) - length
        found.insert(last + 1, day)
    return tuple(found)


def _put_day(lines: list[str], day: str) -> int | None:
    """Writes the day where the lines leave a place for it; returns the line."""
    for number in reversed(range(len(lines))):
        blank = _BLANK_DATE.search(lines[number])
        if blank:
            before, behind = lines[number][: blank.start()], lines[number][blank.end() :]
            lines[number] = f"{before.rstrip()}　{day}{behind}" if before.strip() else day + behind.rstrip()
            return number
        if _DATE_LABEL.search(lines[number]):
            lines[number] = lines[number].rstrip(" 　_＿") + day
            return number
    return None


def _put_office(lines: list[str], office: str, dated: int | None) -> tuple[int, int | None]:
    """Writes the office where the lines only ask for its seal, else in a line of its own above the day, or at the end; returns
    that line and the one of the day. A blank line above the day is taken where the name has another."""
    for number, line in enumerate(lines):
        if number != dated and _STAMP.fullmatch(line):
            lines[number] = office
            return number, dated
    if dated is None:
        lines.append(office)
        return len(lines) - 1, None
    blanks = [number for number in range(dated) if not lines[number].strip()]
    if len(blanks) > 1 and blanks[-1] == dated - 1:
        lines[dated - 1] = office
        return dated - 1, dated
    lines.insert(dated, office)
    return dated, dated + 1


def _put_name(lines: list[str], name: str, taken: Sequence[int]) -> int:
    """Writes the name where the lines ask for a signature, else in a blank line, else in one of its own before those taken
    by office and day; returns the line."""
    places = [number for number in range(len(lines)) if number not in taken]
    for number in places:
        if _HINT.fullmatch(lines[number]):
            lines[number] = name
            return number
    for number in places:
        if _ASKS.search(lines[number]):
            lines[number] = lines[number].rstrip(" 　_＿") + name
            return number
    for number in places:
        hint = _HINT.search(lines[number])
        if hint:
            lines[number] = f"{lines[number][: hint.end()].rstrip()}　{name}{lines[number][hint.end() :]}"
            return number
    for number in places:
        if not lines[number].strip():
            lines[number] = name
            return number
    before = min(taken, default=len(lines))
    lines.insert(before, name)
    return before
