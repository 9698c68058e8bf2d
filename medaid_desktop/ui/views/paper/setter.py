"""Texts set on screen exactly as the printed sheet sets them; but a character that no font has does not stop the clerk."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace

from medaid_desktop.core.paper.linebreak import Line
from medaid_desktop.core.sheet import Cell, CellStyle, FontRole
from medaid_desktop.formats.pdf.fonts import MissingGlyph, default_fonts
from medaid_desktop.formats.pdf.seal import SealSet, fits, set_seal
from medaid_desktop.formats.pdf.textblock import MM_PER_PT, SMALLEST_PT, TextBlock, TextSetter, TooNarrow, side_mm

_STAND_IN = "　"
_KEPT_BLOCKS = 4000
WIDEST_EM = 1.1
NARROWEST_EM = 0.2
"""Bounds of what a character takes, so that most texts need no look at the font."""


class PaperSetter:
    """Line breaks and heights in millimetres, the same at every zoom."""

    def __init__(self) -> None:
        self._setter = TextSetter(default_fonts())
        self._fonts: dict[tuple[FontRole, bool], Mapping[str, int]] = {}
        self._blocks: OrderedDict[tuple[str, CellStyle, float], TextBlock] = OrderedDict()

    def set(self, text: str, style: CellStyle, width_mm: float) -> TextBlock:
        """A text set into a cell of that width, padding included."""
        key = (text, style, width_mm)
        block = self._blocks.get(key)
        if block is None:
            block = self._blocks[key] = self._set(text, style, width_mm)
            if len(self._blocks) > _KEPT_BLOCKS:
                self._blocks.popitem(last=False)
        return block

    def seal(self, cell: Cell, width_mm: float) -> SealSet | None:
        """The place of a cell's seal and the lines it stands over; None where the cell is too narrow for it."""
        if cell.seal is None or not fits(cell.seal, width_mm):
            return None
        try:
            return set_seal(self._setter, cell, cell.seal, width_mm)
        except (MissingGlyph, TooNarrow):
            return None

    def need(self, cell: Cell, text: str, width_mm: float) -> float:
        """The height in millimetres that a cell takes with this text."""
        seal = self.seal(cell, width_mm)
        if seal is not None:
            return seal.need(self.set(text, cell.style, width_mm))
        if not text:
            return 0.0
        block = self.set(text, cell.style, width_mm)
        return block.height(0, len(block.lines))

    def surely_fit(self, style: CellStyle, width_mm: float) -> int:
        """How many characters fit one line at full size, whichever they are."""
        return max(0, int((width_mm - 2 * side_mm(style, width_mm)) / (style.size_pt * MM_PER_PT) / WIDEST_EM))

    def is_one_line(self, text: str, style: CellStyle, width_mm: float) -> bool:
        """Whether a text fits one line at its full size: a quick answer for the many short texts of a large table."""
        limit = (width_mm - 2 * side_mm(style, width_mm)) / (style.size_pt * MM_PER_PT)
        if "\n" in text or len(text) * NARROWEST_EM > limit:
            return False
        if len(text) * WIDEST_EM <= limit:
            return True
        try:
            return sum(map(self._advances(style).__getitem__, text)) <= int(limit * 1000)
        except MissingGlyph:
            return False

    def _advances(self, style: CellStyle) -> Mapping[str, int]:
        key = style.font, style.bold
        found = self._fonts.get(key)
        if found is None:
            found = self._fonts[key] = default_fonts().role(*key).advances
        return found

    def _set(self, text: str, style: CellStyle, width_mm: float) -> TextBlock:
        try:
            return self._setter.set(text, style, width_mm)
        except MissingGlyph:
            known = set(self._setter.missing(text, style))
            shadow = "".join(_STAND_IN if character in known else character for character in text)
            block = self._set(shadow, style, width_mm)
            return replace(block, lines=_lines_of(text, block.lines), shared=False)
        except TooNarrow:
            block = self._setter.set("", style, width_mm)
            return replace(block, lines=[(line, 0) for line in text.split("\n")], size_pt=SMALLEST_PT, shared=False)


def _lines_of(text: str, lines: list[Line]) -> list[Line]:
    """The lines of a text that breaks where another of the same length does."""
    found: list[Line] = []
    place = 0
    for line, width in lines:
        found.append((text[place : place + len(line)], width))
        place += len(line)
        if text[place : place + 1] == "\n":
            place += 1
    return found
