"""The boxes of a choice as a blank form prints them, ticked in place: □新建　□续建 becomes ☑新建　□续建."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from medaid_desktop.core.texts.choices import TICKED, key_of, parted

_BOX = re.compile(r"[(（\[【](?P<inside>\s*[√✓✔☑R]?\s*)[)）\]】]|[☑√✓✔☒■●◉⊙🗹þ□☐○◯◇▢⬜£¨]")
_YES = frozenset("☑√✓✔☒■●◉⊙🗹þ")
_EMPTY_OF = {"☒": "☐", "■": "□", "●": "○", "◉": "○", "⊙": "○"}
_ROOM = re.compile(r"[\s　]*(?P<note>[(（][^()（）]*[)）])?[\s　]*(?P<colon>[:：])?[ 　]*(?P<line>[_＿]*)")
_ADDED = re.compile(r"[\s　]*(?:[(（][^()（）]*[)）])?[\s　]*[:：](?P<words>.+)", re.DOTALL)
_GAP = re.compile(r"[ 　\u00a0]{3,}")
_AROUND_WORDS = "_＿ 　\t\n\u00a0，,；;。、"


class _Box(NamedTuple):
    start: int
    end: int
    is_ticked: bool


def has_boxes(text: str) -> bool:
    """Whether a text has boxes to tick."""
    return _BOX.search(text) is not None


def ticked(text: str, options: Sequence[str], value: str) -> str | None:
    """A text of options and boxes with those of `value` ticked and no others; chosen words that have no box stand ticked behind it.

    What is said of an option, 其他：低收入, stands behind its word, on the line that is printed there (□其他：____).
    None where the text has no boxes, or none of them belongs to an option.
    """
    boxes = [_Box(found.start(), found.end(), _is_ticked(found)) for found in _BOX.finditer(text)]
    words = [] if not boxes else _words(text, options)
    if not words:
        return None
    said = parted(value, options)
    remarks = {key_of(one.word): one.remark for one in said if one.remark}
    wanted = {key_of(one.word) for one in said}
    before = _stand_before(boxes, words)
    changes: dict[_Box, bool] = {}
    for number, (start, end, option) in enumerate(words):
        low = words[number - 1][1] if number else 0
        high = words[number + 1][0] if number + 1 < len(words) else len(text)
        near = [box for box in boxes if (low <= box.start < start if before else end <= box.start < high)]
        if near:
            box = near[-1] if before else near[0]
            changes[box] = key_of(option) in wanted
            wanted.discard(key_of(option))
    splices = [(box.start, box.end, _box(text[box.start : box.end], box.is_ticked, changes[box])) for box in changes]
    for _, end, option in words:
        if key_of(option) in remarks and key_of(option) not in wanted:
            splices.append(_remark(text, end, _stop(boxes, end, len(text)), remarks[key_of(option)]))
    for start, end, new in sorted(splices, reverse=True):
        text = text[:start] + new + text[end:]
    others = [one.word for one in said if key_of(one.word) in wanted]
    return "   ".join((text, *(f"{word}{TICKED}" for word in others)))


def remarks_on(text: str, blank: str, options: Sequence[str]) -> dict[str, str]:
    """What a text says of its options behind a colon, where `blank` prints something else there: ☑其他：低收入."""
    said, printed = _behind(text, options), _behind(blank, options)
    remarks: dict[str, str] = {}
    for option, behind in said.items():
        found = _ADDED.fullmatch(behind)
        words = _GAP.split(found["words"].strip(_AROUND_WORDS))[0].strip(_AROUND_WORDS) if found else ""
        if words and key_of(behind) != key_of(printed.get(option, "")):
            remarks[option] = words
    return remarks


def _behind(text: str, options: Sequence[str]) -> dict[str, str]:
    """What stands between each option and the next box, or the end."""
    boxes = [_Box(found.start(), found.end(), _is_ticked(found)) for found in _BOX.finditer(text)]
    return {option: text[end : _stop(boxes, end, len(text))] for _, end, option in _words(text, options)}


def _stop(boxes: Sequence[_Box], end: int, size: int) -> int:
    return min((box.start for box in boxes if box.start >= end), default=size)


def _remark(text: str, end: int, stop: int, remark: str) -> tuple[int, int, str]:
    """Where behind an option a remark stands, and what stands there then: on the line printed there, else straight behind."""
    room = _ROOM.match(text, end, stop)
    if not room or not (room["colon"] or room["line"]):
        return end, end, f"：{remark}"
    if room["colon"]:
        return room.end("colon"), room.end(), remark
    return room.start("line"), room.end(), f"：{remark}"


def _is_ticked(found: re.Match[str]) -> bool:
    inside = found["inside"]
    return bool(inside.strip()) if inside is not None else found[0] in _YES


def _box(box: str, was: bool, now: bool) -> str:
    """A box after ticking or unticking; one that is as it should be stays as it stands."""
    if was == now:
        return box
    if len(box) > 1:
        inside = box[1:-1]
        return f"{box[0]}{'√' if now else (' ' * max(1, len(inside)))}{box[-1]}"
    return TICKED if now else _EMPTY_OF.get(box, "☐")


def _words(text: str, options: Sequence[str]) -> list[tuple[int, int, str]]:
    """(begin, end, option) in the order of the text; the longest option first, so that none is found inside another's."""
    found: list[tuple[int, int, str]] = []
    for option in sorted(options, key=len, reverse=True):
        pattern = r"\s*".join(map(re.escape, "".join(option.split())))
        place = next(
            (
                match
                for match in re.finditer(pattern, text)
                if pattern and not any(match.start() < end and start < match.end() for start, end, _ in found)
            ),
            None,
        )
        if place is not None:
            found.append((place.start(), place.end(), option))
    return sorted(found)


def _stand_before(boxes: Sequence[_Box], words: Sequence[tuple[int, int, str]]) -> bool:
    """Whether boxes stand before their words; a single one among several words belongs to the closer one."""
    if len(boxes) > 1 or len(words) == 1:
        return boxes[0].start < words[0][0]
    left = min((boxes[0].start - end for _, end, _ in words if end <= boxes[0].start), default=1 << 30)
    right = min((start - boxes[0].end for start, _, _ in words if start >= boxes[0].end), default=1 << 30)
    return right < left
