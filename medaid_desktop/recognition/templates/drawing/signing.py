"""Boxes that several offices share: 医疗保障局（盖章）　　财政局（盖章） in one cell are two steps of a review."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from medaid_desktop.recognition.wording.folding import label_key, squeezed, without_note

OPINION = re.compile(
    r"(?:单位|部门|局|科室?|室|股|处|厅|委|办|中心|领导|财政|医保|民政|主管|上级|审核|审批|初审|复审|乡镇|街道|村|社区|县级?|市级?|省级?|负责人|评审|专家组?|组)"
    r".{0,12}(?:意见|审核|审批|初审|复审|审查|核查)(?:意见)?$|^(?:审核|审批|初审|复审|审查|批准|核定|审定)意见$|^(?:初审|复审|审批)$"
)
_NAME = r"(?P<name>[\u4e00-\u9fff、]{2,16}?)"
_SEALED = re.compile(
    rf"{_NAME}[\s　]*[(（\[【][\s　]*(?:单位)?(?:盖[\s　]*章|公[\s　]*章|签[\s　]*章|印[\s　]*章|章)[\s　]*[)）\]】][\s　]*[:：]?"
)
_WRITTEN = re.compile(rf"{_NAME}[\s　]*[(（\[【][\s　]*(?:签[\s　]*[字名])[\s　]*[)）\]】][\s　]*[:：]?")
_DATE = re.compile(r"[\d_＿\s　]*年[\d_＿\s　]*月[\d_＿\s　]*日")
_OWN = ("单位", "部门", "机构", "本单位", "加盖", "公章", "盖章", "签章")
"""Words before a seal that name no office of their own."""


class Signed(NamedTuple):
    """What one office writes and seals, or one person signs: what it is called, and the print of its place."""

    name: str
    text: str


def signed_parts(text: str, is_whole: bool) -> list[Signed]:
    """The places of a box in which several sign, in order; [] where it is the place of one.

    `is_whole` says that the box has no label beside it: then it may be just a line for several people to sign on.
    An opinion that somebody signs and whose office seals it (负责人（签字）：　　单位（盖章）) is one.
    """
    lines = text.split("\n")
    opinions = [at for at, line in enumerate(lines) if _begins_opinion(line)]
    if len(opinions) > 1:
        parts = list(_blocks(lines, opinions))
        return [Signed(_bare(part.split("\n")[0]), part) for part in parts] if all(map(_is_signed, parts)) else []
    if opinions and is_whole:
        is_whole = False
    for pattern in (_SEALED, _WRITTEN) if is_whole and not _SEALED.search(text) else (_SEALED,):
        found = [list(_named(pattern, line)) for line in lines]
        names = [squeezed(one["name"]) for line in found for one in line]
        if len(set(names)) < 2 or len(set(names)) < len(names):
            continue
        at = [number for number, line in enumerate(found) if line]
        if all(len(found[number]) == 1 for number in at):
            return [Signed(_bare(found[n][0][0]), part) for n, part in zip(at, _blocks(lines, at), strict=True)]
        if len(at) == 1:
            return list(_beside(lines, at[0], found[at[0]]))
    return []


def _begins_opinion(line: str) -> bool:
    """Whether a line is the label of an opinion with others above and below it: 财政部门意见：."""
    head = re.split(r"[:：]", line, maxsplit=1)[0]
    key = without_note(label_key(head))
    return bool(key) and len(key) <= 20 and (bool(OPINION.search(key)) or (key.endswith("意见") and len(key) > 2))


def _is_signed(part: str) -> bool:
    return bool(re.search(r"[签盖公印]\s*[章字名]", part)) or bool(_DATE.search(part))


def _named(pattern: re.Pattern[str], line: str) -> Iterator[re.Match[str]]:
    return (found for found in pattern.finditer(line) if squeezed(found["name"]) not in _OWN)


def _blocks(lines: Sequence[str], begins: Sequence[int]) -> Iterator[str]:
    """The lines from each beginning to the next; those before the first belong to it."""
    for number, begin in enumerate(begins):
        end = begins[number + 1] if number + 1 < len(begins) else len(lines)
        yield "\n".join(lines[begin if number else 0 : end]).strip("\n")


def _beside(lines: Sequence[str], at: int, found: Sequence[re.Match[str]]) -> Iterator[Signed]:
    """The parts of a box in which several sign side by side; the dates below them go with them in order."""
    dates = [date[0].strip() for line in lines[at + 1 :] for date in _DATE.finditer(line)]
    for number, one in enumerate(found):
        behind = found[number + 1].start() if number + 1 < len(found) else len(lines[at])
        own = lines[at][one.start() : behind].strip()
        date = [dates[number]] if len(dates) == len(found) else []
        above = [line.strip() for line in lines[:at] if line.strip()] if number == 0 else []
        yield Signed(_bare(one[0]), "\n".join([*above, own, *date]))


def _bare(text: str) -> str:
    return "".join(text.split()).strip(":：")
