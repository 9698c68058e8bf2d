"""Boxes to tick on a blank form, and the words beside them."""

import re

_LONGEST_CELL = 2000
_BOX = r"[□☐◻▢⬜○◯¨☑√✓✔☒■●]|[(（\[【][\s　]{0,4}[√✓]?[\s　]{0,4}[)）\]】]"
_BOXES = re.compile(_BOX)
_EMPTY = re.compile(r"[□☐◻▢⬜○◯¨]|[(（\[【][\s　]{0,4}[)）\]】]")
_ENDS_WORD = "、，,;；/。|"
_SEVERAL = re.compile(r"多选|可选多项|复选|可多")


def words_of_boxes(text: str) -> tuple[str, ...]:
    """The words beside boxes, in order, () where there are not at least two boxes or one with a word."""
    boxes = _boxes(text) if len(text) <= _LONGEST_CELL else []
    if not boxes:
        return ()
    bare = list(text)
    for box in boxes:
        bare[box.start() : box.end()] = "\n" * (box.end() - box.start())
    before = not "".join(bare)[: boxes[0].start()].strip()
    stretches: list[str] = []
    for number, box in enumerate(boxes):
        low = boxes[number - 1].end() if number else 0
        high = boxes[number + 1].start() if number + 1 < len(boxes) else len(text)
        stretches.append(text[box.end() : high] if before else text[low : box.start()])
    words = [_option(stretch, before) for stretch in stretches]
    found = tuple(dict.fromkeys(word for word in words if word))
    return found if found and len(found) == len(words) else ()


def _boxes(text: str) -> list[re.Match[str]]:
    """The boxes of a text; where some are drawn, brackets with room between them are lines to write on: □其他（　　　）."""
    found = list(_BOXES.finditer(text))
    return [box for box in found if len(box[0]) == 1] or found


def _option(stretch: str, before: bool) -> str:
    """The word beside a box: all that stands up to the next one, without punctuation and prompts behind it."""
    text = stretch.strip(" 　\t\n\u00a0" + _ENDS_WORD)
    parts = re.split(r"[\n]|[ 　\t]{2,}", text)
    word = (parts[0] if before else parts[-1]).strip(" 　\t" + _ENDS_WORD)
    word = re.split(r"[:：_＿]|[(（](?:请|填|注明|可多选|[\s　]*[)）]?$)", word)[0].strip()
    word = _join_spaced(word)
    return word if len(word) <= 40 else ""


def _join_spaced(word: str) -> str:
    parts = word.split()
    return "".join(parts) if all(len(part) == 1 for part in parts) else " ".join(parts)


def words_to_tick(text: str) -> tuple[str, ...]:
    """The words beside the boxes of a text of which one at least is empty; () where it has none."""
    return words_of_boxes(text) if _EMPTY.search(text) else ()


def begins_with_box(text: str) -> bool:
    """Whether a text is a line of boxes from its start."""
    return bool(_BOXES.match(text.lstrip())) and bool(words_of_boxes(text))


def is_several(text: str) -> bool:
    """Whether a text says that several of its words may be ticked."""
    return bool(_SEVERAL.search(text))


def has_boxes(text: str) -> bool:
    """Whether a text has empty boxes with words beside them."""
    return bool(words_to_tick(text))
