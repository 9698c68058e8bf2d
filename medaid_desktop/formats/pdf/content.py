"""Content streams: laid-out pages as PDF operators, written as bytes.

Labels are the same on every sheet, so the operators of a shared block of text are kept and only its place is new.
"""

from collections.abc import Iterable
from itertools import groupby

from medaid_desktop.formats.pdf.compositefont import FontCodes
from medaid_desktop.formats.pdf.fonts import Face, RoleFont
from medaid_desktop.formats.pdf.layout import PageLayout, Piece, Square
from medaid_desktop.formats.pdf.square_code import square_runs
from medaid_desktop.formats.pdf.textblock import BASELINE_BELOW_MIDDLE, LEADING, LINE_BOX, MM_PER_PT, TextBlock

PT_PER_MM = 1 / MM_PER_PT
RULE_WIDTH_PT = 0.5
STROKE_PER_EM = 0.028
"""How much of the size a bold without a font file is thickened: between Noto Serif's regular and bold stems."""

_BASELINE_EM = LINE_BOX / 2 + BASELINE_BELOW_MIDDLE
_SAME_LINE_EM = 1.0
_CACHED_TEXTS = 20_000


class ContentEncoder:
    """Encodes the pages of one document. `fonts` are the faces used so far, in the order of their numbers."""

    def __init__(self) -> None:
        self.fonts: list[FontCodes] = []
        self._codes: dict[Face, FontCodes] = {}
        self._texts: dict[tuple[TextBlock, int, int], bytes] = {}

    def page(self, page: PageLayout, height_mm: float, behind: bytes = b"") -> bytes:
        """The operators of a page; `behind` are operators drawn first, beneath everything."""
        parts = [behind, b"%.2f w\n" % RULE_WIDTH_PT]
        parts += [
            b"%.2f %.2f m %.2f %.2f l\n"
            % (x1 * PT_PER_MM, (height_mm - y1) * PT_PER_MM, x2 * PT_PER_MM, (height_mm - y2) * PT_PER_MM)
            for x1, y1, x2, y2 in page.rules
        ]
        parts.append(b"S\nBT\n")
        self._pieces(page.pieces, height_mm, parts)
        self._pieces(page.foot, height_mm, parts)
        parts.append(b"ET\n")
        if page.square is not None:
            parts.append(_square(page.square, height_mm))
        return b"".join(parts)

    def _pieces(self, pieces: Iterable[Piece], height_mm: float, parts: list[bytes]) -> None:
        for _, x, _, _, _, block, first, behind, text_y in _in_stream_order(pieces):
            baseline = height_mm - text_y - _BASELINE_EM * block.size_pt * MM_PER_PT
            parts.append(b"1 0 0 1 %.2f %.2f Tm " % ((x + block.side_mm) * PT_PER_MM, baseline * PT_PER_MM))
            if not block.shared:
                parts.append(self._block(block, first, behind))
                continue
            key = block, first, behind
            text = self._texts.get(key)
            if text is None:
                if len(self._texts) >= _CACHED_TEXTS:
                    self._texts.clear()
                text = self._texts[key] = self._block(block, first, behind)
            parts.append(text)

    def _block(self, block: TextBlock, first: int, behind: int) -> bytes:
        """Operators for lines of a block; the text matrix stands at the left end of the first baseline."""
        font, size = block.font, block.size_pt
        code = self._code(font, 0).__getitem__
        select, unselect = self._select(font, 0, size)
        parts = [select]
        foreign = font.foreign
        slack = {"left": 0.0, "center": 0.5, "right": 1.0}[block.style.align]
        left = down = 0.0
        for text, width in block.lines[first:behind]:
            indent = slack * max(block.inner_mm * PT_PER_MM - width * size / 1000, 0.0)
            if down or indent:
                parts.append(b"%.2f %.2f Td " % (indent - left, down))
            left, down = indent, -LEADING * size
            if foreign and not foreign.keys().isdisjoint(text):
                self._mixed(text, font, size, parts)
            else:
                parts.append(b"(%s)Tj\n" % b"".join(map(code, text)))
        parts.append(unselect)
        return b"".join(parts)

    def _mixed(self, text: str, font: RoleFont, size: float, parts: list[bytes]) -> None:
        """A line whose characters come from several faces; undrawn ones (place -1) are left out."""
        for place, run in groupby(text, lambda character: font.foreign.get(character, 0)):
            if place == 0:
                parts.append(b"(%s)Tj\n" % b"".join(map(self._code(font, 0).__getitem__, run)))
            elif place > 0:
                shown = b"(%s)Tj\n" % b"".join(map(self._code(font, place).__getitem__, run))
                select, unselect = self._select(font, place, size)
                parts += [self._select(font, 0, size)[1], select, shown, unselect, self._select(font, 0, size)[0]]

    def _select(self, font: RoleFont, place: int, size: float) -> tuple[bytes, bytes]:
        """Operators that choose a face of the chain, thickened where it must be, and that end it."""
        name = self._code(font, place).name.encode("ascii")
        if font.face(place)[1]:
            return b"/%s %g Tf 2 Tr %.2f w " % (name, size, size * STROKE_PER_EM), b"0 Tr "
        return b"/%s %g Tf " % (name, size), b""

    def _code(self, font: RoleFont, place: int) -> FontCodes:
        face = font.face(place)[0]
        codes = self._codes.get(face)
        if codes is None:
            codes = self._codes[face] = FontCodes(face, len(self.fonts) + 1)
            self.fonts.append(codes)
        return codes


def _square(square: Square, height_mm: float) -> bytes:
    """The operators that fill the modules of a square code, drawn in a grid of its own."""
    side, runs = square_runs(square.text)
    module = square.side * PT_PER_MM / side
    x, y = square.x * PT_PER_MM, (height_mm - square.y - square.side) * PT_PER_MM
    boxes = b"".join([b"%d %d %d 1 re\n" % run for run in runs])
    return b"q %.5f 0 0 %.5f %.2f %.2f cm\n%bf Q\n" % (module, module, x, y, boxes)


def _in_stream_order(pieces: Iterable[Piece]) -> list[Piece]:
    """Pieces with text in reading order, but that a label stands behind the cells further left on its line.

    Programs that take text out of a PDF sort what follows one another on one line from left to right; a group label
    set before the cell on its left would come out between the first and the second line of that cell.
    """
    ordered: list[Piece] = []
    for piece in pieces:
        if piece.first == piece.behind:
            continue
        place = len(ordered)
        while place and piece.x < ordered[place - 1].x and _ends_beside(ordered[place - 1], piece):
            place -= 1
        ordered.insert(place, piece)
    return ordered


def _ends_beside(label: Piece, piece: Piece) -> bool:
    """Whether the last line of a label stands as high as the first of a piece."""
    last_y = label.text_y + (label.behind - label.first - 1) * LEADING * label.block.size_pt * MM_PER_PT
    return abs(piece.text_y - last_y) < _SAME_LINE_EM * max(piece.block.size_pt, label.block.size_pt) * MM_PER_PT
