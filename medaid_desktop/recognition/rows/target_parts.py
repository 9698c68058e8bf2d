"""A target that is printed in several cells: operator, number and unit, or ticks under the words of a choice."""

import re
from collections.abc import Mapping, Sequence

from medaid_desktop.core.texts.target_parts import is_counted, is_operator, join_target
from medaid_desktop.core.texts.targets import format_target
from medaid_desktop.recognition.segments.segment import Text
from medaid_desktop.recognition.wording.folding import says_nothing

PARTS = ("operator", "value", "measure")
_TICK = re.compile(r"[☑√✓✔☒■●RþPü]|[(（\[【]\s*[☑√✓✔]\s*[)）\]】]|是|1")


def is_tick(text: str) -> bool:
    """Whether a cell under a word of a choice marks it."""
    return bool(_TICK.fullmatch(text.strip()))


def joined(parts: Mapping[str, Text], target: Text | None) -> Text | None:
    """Operator, value and unit as they would stand in one cell (contract, section 3); None where there is no value."""
    texts = {name: part.text for name, part in parts.items() if not says_nothing(part.text) or is_operator(part.text)}
    value = texts.get("value", "") or (target.text if target else "")
    if says_nothing(value):
        return target
    place = next((part.place for part in (parts.get("value"), target) if part), None)
    return Text(join_target(texts.get("operator", ""), value, texts.get("measure", "")), place)


def in_one(cells: Sequence[str]) -> str:
    """The texts of several cells under one head: ≥ | 95 | % as one, anything else line by line."""
    if 1 < len(cells) <= 3 and (is_operator(cells[0]) or len(cells[-1]) <= 4) and any(is_counted(c) for c in cells):
        operator = cells[0] if is_operator(cells[0]) else ""
        rest = cells[1:] if operator else cells
        return format_target(operator, rest[0], rest[1] if len(rest) > 1 else "") if rest else operator
    return "\n".join(cells)
