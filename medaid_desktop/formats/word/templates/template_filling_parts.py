"""The text of a filled cell brought into what stands there: by its parts, boxes in their places."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from medaid_desktop.core.templates.filling.filled import FilledCell, FilledPart
from medaid_desktop.formats.word.templates.template_filling_controls import BOXES, ROUND
from medaid_desktop.formats.word.templates.template_filling_text import Passage

_SIGNS = frozenset(BOXES + ROUND)


def write(passage: Passage, cell: FilledCell) -> None:
    """Makes a passage show the text of a cell, by its parts where what is printed is still there."""
    shown = passage.text
    if not shown.strip():
        passage.fill_blank(cell.text)
        return
    changes = _changes(shown, cell.parts, cell.text)
    if changes is not None:
        for start, end, text in changes:
            if set(shown[start:end]) & _SIGNS:
                _align(passage, start, end, text)
            else:
                passage.replace(start, end, text)
    elif passage.has_boxes and set(cell.text) & _SIGNS:
        _align(passage, 0, len(shown), cell.text)
    else:
        passage.replace(0, len(shown), cell.text)


def _changes(shown: str, parts: Sequence[FilledPart], whole: str) -> list[tuple[int, int, str]] | None:
    """What takes the place of each blank of a passage; None where the print of the parts is not found in it."""
    if not parts:
        return None
    keeps = "".join(part.mark.prefix + part.text + part.mark.suffix for part in parts) == whole
    found: list[tuple[int, int, str]] = []
    at = 0
    for part in parts:
        mark = part.mark
        begins = shown.find(mark.prefix, at)
        start = begins + len(mark.prefix)
        end = start + len(mark.blank)
        if begins < 0 or (begins > at and shown[at:begins].strip()):
            return None
        if not shown.startswith(mark.blank, start):
            if mark.blank.strip():
                return None
            end = start
        if not shown.startswith(mark.suffix, end) and mark.suffix.strip():
            end = shown.find(mark.suffix, start)
            if end < 0 or shown[start:end].strip():
                return None
        at = end + (len(mark.suffix) if shown.startswith(mark.suffix, end) else 0)
        drops = not keeps and mark.suffix.strip() and part.text.endswith(mark.suffix.strip())
        if part.text != mark.blank:
            found.append((start, at if drops else end, part.text))
    return found


def _align(passage: Passage, start: int, end: int, text: str) -> None:
    """Changes no more letters than must be, boxes in their places."""
    old = passage.text[start:end]
    for kind, first, last, new, behind in SequenceMatcher(None, old, text, autojunk=False).get_opcodes():
        if kind == "replace" and last - first == behind - new:
            for at in range(first, last):
                sign = text[new + at - first]
                if old[at] in _SIGNS and sign in _SIGNS:
                    passage.tick(start + at, sign)
                else:
                    passage.replace(start + at, start + at + 1, sign)
        elif kind != "equal":
            passage.replace(start + first, start + last, text[new:behind])
