"""Names of worksheets that every office program takes."""

import re
import unicodedata
from collections.abc import Iterable

_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")
_NAME_LENGTH = 31
LABEL_LENGTH = 16
"""Letters of a label behind the name of a sheet; the name keeps a dozen."""
_RESERVED = {"history", "历史记录"}


def tab_name(wanted: str, taken: set[str]) -> str:
    """A name that Office takes: at most 31 UTF-16 units, none of []:*?/\\, no apostrophe at its ends, each once whatever
    the case and width of its letters; `taken` are those given out so far, to which it is added."""
    base = _IN_NAME.sub("_", wanted).strip().strip("'").strip() or "表"
    number, name = 1, _cut(base, _NAME_LENGTH)
    while _folded(name) in taken or _folded(name) in _RESERVED:
        number += 1
        ending = f"({number})"
        name = _cut(base, _NAME_LENGTH - len(ending)) + ending
    taken.add(_folded(name))
    return name


def labelled_name(wanted: str, label: str, taken: set[str]) -> str:
    """As `tab_name`, with a label in brackets behind it that is never cut off before the name is: 绩效目标表 (阳谷县)."""
    inside = _cut(_IN_NAME.sub("_", label).strip(), LABEL_LENGTH)
    ending = f" ({inside})"
    base = _IN_NAME.sub("_", wanted).strip().strip("'").strip() or "表"
    room = _NAME_LENGTH - len(ending.encode("utf-16-le")) // 2
    number, name = 1, _cut(base, room) + ending
    while _folded(name) in taken:
        number += 1
        name = _cut(base, room - len(f"({number})")) + f"({number})" + ending
    taken.add(_folded(name))
    return name


def taken_names(names: Iterable[str]) -> set[str]:
    """What `tab_name` must not give out again beside these sheets."""
    return {_folded(name) for name in names}


def _cut(name: str, units: int) -> str:
    """The beginning of a name, no character cut in half."""
    packed = name.encode("utf-16-le")[: units * 2]
    return packed.decode("utf-16-le", "ignore").rstrip("' ")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
