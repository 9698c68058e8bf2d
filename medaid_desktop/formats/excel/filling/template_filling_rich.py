"""Texts of several looks, filled: what is printed keeps its look, and boxes that are letters of a symbol font stay such letters."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from medaid_desktop.core.templates.filling.filled import FilledCell
from medaid_desktop.formats.excel.patching.edits import Rich, Stretch
from medaid_desktop.formats.symbols import EMPTY, TICKED, is_symbol_font, shown

_FONT = re.compile(rb"<rFont\s[^>]*?val=\"([^\"]*)\"")
_CODES = [chr(code) for code in range(0x20, 0x100)]

Letter = tuple[str, int]
"""A letter and the number of the stretch whose look it has."""


def rich(cell: FilledCell, stretches: Sequence[Stretch]) -> Rich | None:
    """A filled text in the looks of the printed one; None where that is not what the map says is printed."""
    fonts = [_font(stretch) for stretch in stretches]
    printed = [(letter, number) for number, one in enumerate(stretches) for letter in shown(one.text, fonts[number])]
    stored = [letter for one in stretches for letter in one.text]
    if "".join(letter for letter, _ in printed) != cell.printed or len(stored) != len(printed):
        return None
    letters: list[Letter] = []
    at = 0
    for old, new in _pieces(cell):
        own = printed[at : at + len(old)]
        if new == old:
            letters += [(kept, look) for kept, (_, look) in zip(stored[at : at + len(old)], own, strict=True)]
        elif len(new) == len(old):
            kept = stored[at : at + len(old)]
            letters += [_letter(*one, fonts) for one in zip(new, own, kept, strict=True)]
        else:
            look = _plain_look(own or printed[max(0, at - 1) : at], fonts, stretches)
            letters += [(letter, look) for letter in new]
        at += len(old)
    return Rich(tuple(_stretches(letters, stretches)))


def in_letters(text: str, font: str, size_pt: float) -> Rich | None:
    """A text for a cell in a symbol font that would show other signs for it; None where it would not."""
    if not is_symbol_font(font) or shown(text, font) == text:
        return None
    return Rich((Stretch(text, f'<rPr><sz val="{size_pt:g}"/><rFont val="宋体"/></rPr>'.encode()),))


def _pieces(cell: FilledCell) -> Iterator[tuple[str, str]]:
    """The text before and after filling, piece by piece."""
    if not cell.parts:
        yield cell.printed, cell.text
        return
    for part in cell.parts:
        yield part.mark.prefix, part.mark.prefix
        yield part.mark.blank, part.text
        yield part.mark.suffix, part.suffix


def _letter(new: str, old: Letter, stored: str, fonts: Sequence[str]) -> Letter:
    """A letter in place of another: a box of a symbol font is another letter of that font."""
    if new == old[0]:
        return stored, old[1]
    font = fonts[old[1]]
    if is_symbol_font(font):
        code = next((code for code in _CODES if shown(code, font) == new), None)
        return (code, old[1]) if code and new in (TICKED, EMPTY) else (new, -1)
    return new, old[1]


def _plain_look(near: Sequence[Letter], fonts: Sequence[str], stretches: Sequence[Stretch]) -> int:
    """The look of a value: that of the blank it takes the place of, never a symbol font; the cell's own where there is none."""
    return next((look for _, look in near if stretches[look].look and not is_symbol_font(fonts[look])), -1)


def _stretches(letters: Sequence[Letter], stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    for look, group in groupby(letters, key=lambda letter: letter[1]):
        yield Stretch("".join(letter for letter, _ in group), stretches[look].look if look >= 0 else b"")


def _font(stretch: Stretch) -> str:
    found = _FONT.search(stretch.look)
    return found[1].decode("utf-8", "replace") if found else ""
