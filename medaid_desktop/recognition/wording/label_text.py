"""Labels that stand in one cell with their values: 填报单位：…（签章）　填报日期：…; 其中：财政拨款656万元."""

import re
from collections.abc import Callable, Iterator

_SEAL = re.compile(r"[(（]\s*(?:签\s*章|公\s*章|盖\s*章|签\s*字|单位公章|单位盖章)\s*[)）]")
_PIECES = re.compile(
    r"(?:^|(?<=[\s)）　；;，,]))[*★※·●]?((?:其\s*中\s*[:：]\s*)?[^\s:：;；。，,　]{1,16}(?:\s[^\s:：;；。，,]{1,6}){0,10}?)\s*[:：]"
)
_WITH_AMOUNT = re.compile(
    r"\s*[*★※·●]?\s*(?:其\s*中\s*[:：]?\s*)?([\u4e00-\u9fff()（）\s]{2,20}?)\s*(?=[-+]?\d[\d,，.．]*\s*(?:亿元|万元|万|元|亿)?\s*$)"
)
_WITH_BLANKS = re.compile(r"\s*([\u4e00-\u9fff()（）]{4,12})(?:[ 　]{1,}|_+)(?=\S)")
_LONGEST_LABEL = 30
_STARS = "*★※·●"
_BETWEEN = "，,；;、"

Find = Callable[[str], str | None]
"""The field that a label names, None where it is none."""


def without_seal(text: str) -> str:
    """A value without （签章） and the lines that were left to be written on."""
    return _SEAL.sub("", text).strip().strip("_＿").strip()


def pairs(text: str, find: Find) -> Iterator[tuple[str, str]]:
    """(field, value) for the labels within a text, in order; nothing where the text does not begin with one."""
    marks = list(_marks(text, find))
    lines = [line for line in text.split("\n") if line.strip()] if marks else []
    if len(lines) > len(marks) and all(_begins_with_label(line, find) for line in lines):
        for line in lines:
            yield from pairs(line, find)
        return
    for number, (name, _, end) in enumerate(marks):
        stop = marks[number + 1][1] if number + 1 < len(marks) else len(text)
        yield (
            name,
            without_seal(text[end:stop].rstrip(_STARS + _BETWEEN + " \u3000") if stop < len(text) else text[end:]),
        )


def _begins_with_label(line: str, find: Find) -> bool:
    return next(_marks(line, find), None) is not None


def _marks(text: str, find: Find) -> Iterator[tuple[str, int, int]]:
    """(field, where its label begins, where its value begins) for labels that a colon or an amount follows."""
    seen: set[str] = set()
    for found in _PIECES.finditer(text):
        seal = _SEAL.match(found[1])
        label, begins = found[1][seal.end() :] if seal else found[1], found.start(1) + (seal.end() if seal else 0)
        if (
            len(label) > _LONGEST_LABEL
            or (not seen and without_seal(text[:begins]).strip(_STARS))
            or not _apart(text, begins)
        ):
            continue
        name = find(label)
        if name and name not in seen:
            seen.add(name)
            yield name, begins, found.end()
    if seen:
        return
    for pattern in (_WITH_AMOUNT, _WITH_BLANKS):
        found = pattern.match(text)
        name = find(found[1]) if found else None
        if found and name and (pattern is _WITH_BLANKS or name.startswith("funding_")):
            yield name, found.start(1), found.end()
            return


def _apart(text: str, begins: int) -> bool:
    """Whether a label stands at the beginning, on a line of its own or behind a gap, not in the midst of a sentence."""
    before = text[:begins].rstrip(_STARS)
    return not before.strip() or before.endswith(("\n", "  ", "　", ")", "）", "；", ";", "\t")) or len(text) < 80
