"""Tick boxes on paper: a choice field as its options with a box behind each."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from medaid_desktop.core.texts.numbers import fold

TICKED, EMPTY = "☑", "☐"
SEPARATOR = "、"
_GAP = "   "
"""Blanks that may hang at the end of a line, so that a broken line of options begins with a word."""

_UNSAID = re.compile(r"其[他它](?:$|[(:_])")

_BOUND = "\u00a0"
"""A no-break space keeps a box on the line of its word."""


def chosen(value: str) -> tuple[str, ...]:
    """The words of a choice; several are joined with 、 (contract, section 3)."""
    return tuple(word.strip() for word in value.split(SEPARATOR) if word.strip())


class Said(NamedTuple):
    """A chosen word, what is said of it, and both as they are written: 其他：低收入 is ("其他", "低收入", "其他：低收入")."""

    word: str
    remark: str
    text: str


def parted(value: str, options: Sequence[str]) -> list[Said]:
    """The words of a choice with what is said of each; a remark may itself have the sign between two: 其他：甲、乙."""
    known = {key_of(option): option for option in options}
    found: list[Said] = []
    for word in (value,) if key_of(value) in known else chosen(value):
        option, colon, remark = word.replace(":", "：", 1).partition("：")
        if key_of(word) in known:
            found.append(Said(known[key_of(word)], "", word.strip()))
        elif colon and remark.strip() and key_of(option) in known:
            found.append(Said(known[key_of(option)], remark.strip(), word))
        elif found and found[-1].remark:
            option, remark, text = found[-1]
            found[-1] = Said(option, f"{remark}{SEPARATOR}{word}", f"{text}{SEPARATOR}{word}")
        else:
            found.append(Said(word, "", word))
    return found


def joined(said: Iterable[Said]) -> str:
    """The value of a choice with these words."""
    return SEPARATOR.join(one.text for one in said)


def key_of(word: str) -> str:
    """A word as it is compared: full-width letters and blanks inside make no difference."""
    return "".join(fold(word).split())


def toggled(value: str, option: str, multiple: bool, options: Sequence[str] = ()) -> str:
    """The value after a click on an option: ticked or unticked; without `multiple` ticking one clears the others.

    `options` are all words of the choice: what is said of one stays with it, and goes with it.
    """
    before = parted(value, options or (option,))
    words = [one for one in before if one.word != option]
    if len(words) == len(before):
        words = [*words, Said(option, "", option)] if multiple else [Said(option, "", option)]
    elif not multiple:
        words = []
    return joined(words)


def remarked(value: str, option: str, remark: str, multiple: bool, options: Sequence[str]) -> str:
    """The value with an option chosen and this said of it, nothing where `remark` is blank."""
    remark = " ".join(remark.split())
    new = Said(option, remark, f"{option}：{remark}" if remark else option)
    words = [new if one.word == option else one for one in parted(value, options)]
    if new not in words:
        words = [*words, new] if multiple else [new]
    return joined(words)


def asks_remark(option: str) -> bool:
    """Whether an option wants to be explained: 其他, 其它（请注明）; not 其他项目, which says enough."""
    return _UNSAID.match(key_of(option)) is not None


@lru_cache(maxsize=1024)
def _line(options: tuple[str, ...], value: str) -> str:
    said = dict.fromkeys(one.text for one in parted(value, options))
    boxes: list[str] = []
    for option in options:
        text = next((text for text in said if text == option or text.startswith((f"{option}：", f"{option}:"))), None)
        boxes.append(f"{text or option}{_BOUND}{TICKED if text else EMPTY}")
        said.pop(text or "", None)
    return _GAP.join([*boxes, *(f"{text}{_BOUND}{TICKED}" for text in said)])


def box_line(options: Sequence[str], value: str) -> str:
    """The options as printed: 「投资类项目 ☐   发展类项目 ☑」; what is said of one
    stands behind its word; chosen words that are no option follow, ticked."""
    return _line(tuple(options), value)


_BOX = re.compile(r"[☐☑□■√✓✔☒●○◯◉⊙◇▢⬜]|[(（\[【]\s*[√✓✔×]?\s*[)）\]】]")


def option_near(shown: str, options: Sequence[str], at: int) -> str | None:
    """The option whose word or box the character `at` of a printed line belongs to, boxes before their words or behind.

    None between and beside them, and where no boxes are printed at all.
    """
    boxes = [match.span() for match in _BOX.finditer(shown)]
    words = _words(shown, options)
    if not boxes or not words:
        return None
    stand_before = boxes[0][0] < words[0][0]
    for number, (first, end, option) in enumerate(words):
        if stand_before:
            start = max((box for box, _ in boxes if box < first), default=first)
        else:
            behind = words[number + 1][0] if number + 1 < len(words) else len(shown)
            start, end = first, next((close for box, close in boxes if end <= box < behind), end)
        if start <= at < end:
            return option
    return None


def _words(shown: str, options: Sequence[str]) -> list[tuple[int, int, str]]:
    """(begin, end, option) in the order of the line; the longest first, so that none is found inside another."""
    found: list[tuple[int, int, str]] = []
    for option in sorted(options, key=len, reverse=True):
        places = (match.span() for match in re.finditer(re.escape(option), shown)) if option else ()
        free = (span for span in places if not any(span[0] < end and first < span[1] for first, end, _ in found))
        span = next(free, None)
        if span is not None:
            found.append((*span, option))
    return sorted(found)
