"""The text of a cell set into lines: sizes, line breaks and heights, free of any drawing."""

import re
from dataclasses import dataclass

from medaid_desktop.core.paper.linebreak import Line, break_lines, widest_number
from medaid_desktop.core.paper.title_lines import title_lines
from medaid_desktop.core.sheet import CellStyle
from medaid_desktop.formats.pdf.fonts import FontLibrary, MissingGlyph, RoleFont

MM_PER_PT = 25.4 / 72
PADDING_MM = 1.2
SIDE_MM, WIDE_MM, WIDE_SIDE_MM = 1.4, 40.0, 2.4
"""Above and below a text; at its sides; and at the sides of cells from 40 mm on, which hold prose: the wider gap also
keeps programs that read the page from joining its lines with the label beside them."""
LEADING = 1.3
LINE_BOX = 1.2
BASELINE_BELOW_MIDDLE = 0.38
"""In em: Chinese glyphs stand from 0.12 em below the baseline to 0.88 em above."""

SMALLEST_PT = 4.0
LEGIBLE_PT, _STEP_PT = 6.0, 0.5
"""A number is printed down to this size, by these steps, before it is broken over two lines."""
_SMALLEST_WITH_UNIT = 0.7
"""The part of its size down to which a number keeps its unit on its line."""
_CACHED_LENGTH = 64
_CACHED_BLOCKS = 20_000
TABULATOR = "\u3000"
"""What a tab inside a cell prints as."""

_DIGIT = re.compile(r"[0-9０-９]")


class TooNarrow(Exception):  # noqa: N818 - becomes a UserError that says more
    """Not even one character at the smallest size fits the width."""


@dataclass(eq=False, slots=True)
class TextBlock:
    """Lines of one font and size. Widths of lines are 1/1000 em, everything else millimetres or points as named.

    `inner_mm` is the width between the paddings; `shared` says that equal cells get this very object again.
    """

    lines: list[Line]
    font: RoleFont
    style: CellStyle
    size_pt: float
    padding_mm: float
    side_mm: float
    inner_mm: float
    shared: bool

    def height(self, first: int, behind: int) -> float:
        """Millimetres that the lines first … behind - 1 take, padding included; 0 for none."""
        if behind <= first:
            return 0.0
        return ((behind - first - 1) * LEADING + LINE_BOX) * self.size_pt * MM_PER_PT + 2 * self.padding_mm

    def lines_within(self, height_mm: float) -> int:
        """How many lines fit into a height, padding included."""
        em = self.size_pt * MM_PER_PT
        spare = (height_mm - 2 * self.padding_mm) / em - LINE_BOX
        return 0 if spare < -1e-6 else int(spare / LEADING + 1e-6) + 1

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(text.strip() for text, _ in self.lines)


class TextSetter:
    """Sets texts and remembers short ones, for labels are the same on every sheet."""

    def __init__(self, fonts: FontLibrary) -> None:
        self._fonts = fonts
        self._blocks: dict[tuple[str, CellStyle, float], TextBlock] = {}

    def set(self, text: str, style: CellStyle, width_mm: float) -> TextBlock:
        """Sets a text into a cell of that width, padding included. Raises MissingGlyph or TooNarrow."""
        if len(text) > _CACHED_LENGTH:
            return self._set(text, style, width_mm, False)
        key = text, style, width_mm
        block = self._blocks.get(key)
        if block is None:
            if len(self._blocks) >= _CACHED_BLOCKS:
                self._blocks.clear()
            block = self._blocks[key] = self._set(text, style, width_mm, True)
        return block

    def missing(self, text: str, style: CellStyle) -> list[str]:
        """The characters of a text that no font has, each once."""
        advances = self._fonts.role(style.font, style.bold).advances
        found: list[str] = []
        for character in dict.fromkeys(text):
            try:
                advances[character]
            except MissingGlyph:
                found.append(character)
        return found

    def _set(self, text: str, style: CellStyle, width_mm: float, shared: bool) -> TextBlock:
        font = self._fonts.role(style.font, style.bold)
        side = side_mm(style, width_mm)
        padding = min(PADDING_MM, side)
        inner = width_mm - 2 * side
        size = style.size_pt
        text = text.replace("\t", TABULATOR)
        if not text:
            return TextBlock([], font, style, size, padding, side, inner, shared)
        set_lines = title_lines if style.font == "title" else break_lines
        lines = set_lines(text, font.advances, _limit(inner, size))
        if len(lines) > 1:
            smaller = _fitting_size(text, lines, font, inner, size)
            if smaller < size:
                size = smaller
                lines = set_lines(text, font.advances, _limit(inner, size))
        elif lines[0][1] > _limit(inner, size):
            size = _size_for(lines[0][1], inner)
        return TextBlock(lines, font, style, size, padding, side, inner, shared)


def side_mm(style: CellStyle, width_mm: float) -> float:
    """The gap at either side of a text in a cell of that width, in millimetres; cells of one column share theirs."""
    if style.border and width_mm >= WIDE_MM and not style.tight:
        return WIDE_SIDE_MM
    return min(SIDE_MM, width_mm * 0.1)


def _limit(inner_mm: float, size_pt: float) -> int:
    return int(inner_mm * 1000 / (size_pt * MM_PER_PT) + 1e-6)


def _fitting_size(text: str, lines: list[Line], font: RoleFont, inner_mm: float, size_pt: float) -> float:
    """The size at which no character is wider than the line and no number is cut, as far as it can still be read."""
    limit = _limit(inner_mm, size_pt)
    widest = max(width for _, width in lines)
    if widest > limit:
        return _size_for(widest, inner_mm)
    if _DIGIT.search(text):
        whole, bare = widest_number(text, font.advances)
        for number, least in ((whole, max(LEGIBLE_PT, size_pt * _SMALLEST_WITH_UNIT)), (bare, LEGIBLE_PT)):
            size = _exact_size(number, inner_mm) if number > limit else 0.0
            if size >= least:
                return size // _STEP_PT * _STEP_PT
    return size_pt


def _size_for(width: int, inner_mm: float) -> float:
    """The size, rounded down to 0.1 pt, at which so many 1/1000 em fit. Raises TooNarrow below the smallest size."""
    size = int(_exact_size(width, inner_mm) * 10 + 1e-6) / 10
    if size < SMALLEST_PT:
        raise TooNarrow
    return size


def _exact_size(width: int, inner_mm: float) -> float:
    return inner_mm * 1000 / (width * MM_PER_PT)
