"""Cells of the layout language for what a blank form prints: texts, fields, several of them in one place, review boxes."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from medaid_desktop.core.sheet import BOTTOM, BOX, LEFT, NO_BORDER, RIGHT, TOP, FontRole
from medaid_desktop.core.templates.looks import CellLook
from medaid_desktop.core.templates.making.form_making_page import TemplatePage
from medaid_desktop.core.templates.making.form_making_tiles import Tile
from medaid_desktop.core.templates.prompts import is_prompt
from medaid_desktop.core.templates.template_map import REGION, YEAR, FieldMark, ReviewMark
from medaid_desktop.core.texts.ticking import has_boxes

Spec = dict[str, object]

_SIDES = ((LEFT, "left"), (TOP, "top"), (RIGHT, "right"), (BOTTOM, "bottom"))
_SIGNED = re.compile(r"[签盖印公]\s*章|签\s*[字名]|年\s*月\s*日|日\s*期")
_MM_PER_PT = 25.4 / 72
_OTHER_WORDS = 4
_ROOM = 8.0
"""Characters of room that a value in a shared cell asks for."""


@dataclass(slots=True)
class Segment:
    """A part of a shared cell: a place for a value with what is printed around it."""

    mark: FieldMark
    prefix: str
    suffix: str

    @property
    def weight(self) -> float:
        """How wide it wants to be, in characters."""
        return text_width(self.prefix + self.suffix) + max(_ROOM, text_width(self.mark.blank))


def text_width(text: str) -> float:
    """The width of a text's longest line, in characters as wide as high."""
    return max(sum(0.5 if ord(character) < 0x2000 else 1.0 for character in line) for line in text.split("\n"))


def width_mm(text: str, size_pt: float) -> float:
    """About how wide a text stands."""
    return text_width(text) * size_pt * _MM_PER_PT


def segments(marks: Iterable[FieldMark]) -> list[list[Segment]]:
    """The places for values of one cell, by the lines they stand in. Year and region become text of their neighbours."""
    lines: list[list[Segment]] = []
    waiting = ""
    for mark in marks:
        prefix = waiting + mark.prefix
        waiting = ""
        if mark.definition.id in (YEAR, REGION):
            waiting = prefix + mark.definition.id + mark.suffix
            continue
        before = lines[-1][-1] if lines else None
        between = f"{before.suffix}{prefix}" if before else ""
        if before is None:
            lines.append([])
        elif "\n" in between:
            before.suffix, _, prefix = between.rpartition("\n")
            lines.append([])
        lines[-1].append(Segment(mark, prefix, mark.suffix))
    if waiting and lines:
        lines[-1][-1].suffix += waiting
    return lines


def printed_behind(segment: Segment) -> str:
    """What is printed behind a value; other words (单位：元) keep off it, a unit or （盖章） stands close."""
    suffix = segment.suffix.rstrip()
    is_apart = len(suffix.strip("　 ")) >= _OTHER_WORDS and not suffix.startswith(("（", "(", "\n"))
    return f"　　{suffix}" if is_apart and not segment.mark.blank.strip() else suffix


def printed_text(tile: Tile) -> str:
    """What a tile without any field prints; year and region as the layout language names them."""
    marked = "".join(mark.prefix + mark.definition.id + mark.suffix for mark in tile.marks)
    return (marked or tile.text).strip("\n").rstrip()


class Styler:
    """Says of a cell's look what differs from the usual one of the form."""

    def __init__(self, page: TemplatePage, tiles: Sequence[Tile]) -> None:
        self._page = page
        fonts: Counter[FontRole] = Counter()
        sizes: Counter[float] = Counter()
        for tile in tiles:
            if not tile.is_blank or tile.look.border:
                fonts[tile.look.font] += 1 + len(tile.text)
                sizes[page.points(tile.look.size_pt)] += 1 + len(tile.text)
        self.font: FontRole = fonts.most_common(1)[0][0] if fonts else "song"
        self.size_pt = sizes.most_common(1)[0][0] if sizes else 10.5

    def points(self, look: CellLook) -> float:
        return self._page.points(look.size_pt)

    def spec(self, look: CellLook, border: int | None = None, always: bool = False) -> Spec:
        """Font, size, weight, place and rules of a cell; `always` where the layout's own are not the usual ones."""
        spec: Spec = {}
        if always or look.font != self.font:
            spec["font"] = look.font
        if always or self.points(look) != self.size_pt:
            spec["size_pt"] = self.points(look)
        if look.bold:
            spec["bold"] = True
        if look.valign != "middle":
            spec["valign"] = look.valign
        return spec | {"border": border_words(look.border if border is None else border)}


def border_words(border: int) -> str:
    """A bit mask of ruled sides as the layout language writes it."""
    if border in (BOX, NO_BORDER):
        return "box" if border else "none"
    return " ".join(word for side, word in _SIDES if border & side)


def label_spec(tile: Tile, styler: Styler, always: bool) -> Spec:
    """A printed text. Where the document leaves its place to the kind of content, texts stand left."""
    text = printed_text(tile)
    spec: Spec = {"text": text} if text else {}
    return spec | {"align": tile.look.align or "left"} | styler.spec(tile.look, always=always)


def field_spec(tile: Tile, segment: Segment, styler: Styler, given: bool, border: int, always: bool) -> Spec:
    """The place for a value; `given` where the printed text is what a new filing begins with."""
    mark, definition = segment.mark, segment.mark.definition
    spec: Spec = {"field": definition.id}
    if prefix := segment.prefix.lstrip("\n"):
        spec["prefix"] = prefix
    if suffix := printed_behind(segment):
        spec["suffix"] = suffix
    blank = mark.blank.strip("\n")
    if definition.type == "choice" and definition.options:
        if has_boxes(blank):
            spec["blank"] = blank
        else:
            spec["display"] = "words"
    if blank.strip() and "blank" not in spec and not given and not mark.computed and is_prompt(blank):
        spec["blank"] = blank
    if tile.look.align:
        spec["align"] = tile.look.align
    elif prefix or suffix:
        spec["align"] = "left"
    return spec | styler.spec(tile.look, border, always)


def review_spec(tile: Tile, mark: ReviewMark, styler: Styler) -> Spec:
    """A review box: what is printed above the place of the seal, the rest is said by its step."""
    text = "\n".join(review_lines(mark)[0])
    spec: Spec = {"review": mark.step.id}
    if text:
        spec |= {"text": text, "align": tile.look.align or "left"}
    elif not mark.step.seal and mark.prefix.strip():
        spec["align"] = tile.look.align or "left"
    return spec | styler.spec(replace(tile.look, valign="top" if text else "middle"))


def review_lines(mark: ReviewMark) -> tuple[list[str], list[str]]:
    """The lines that a review box prints above (an opinion, 审核意见：, 单位盖章：), and those that are signed and sealed over."""
    lines = [line.strip("　 ") if line.strip() else "" for line in mark.prefix.split("\n")]
    first = next((number for number, line in enumerate(lines) if _SIGNED.search(line)), len(lines))
    above = [line for line in lines[:first] if line]
    if first == len(lines) - 1 and lines[first].endswith((":", "：")):
        return [*above, lines[first]], []
    signed = [line.rstrip() for line in mark.prefix.split("\n")[first:] if line.strip()]
    return above, signed or [line for line in mark.step.lines if line.strip() not in above]
