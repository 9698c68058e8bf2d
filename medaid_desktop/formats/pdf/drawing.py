"""Pages as lines and outlines, for a printer: the very operators that stand in the PDF, carried out.

A printer is given outlines instead of pixels: sharp at any resolution, a tenth of the spool file that 600 dots an inch
make, and nothing depends on the fonts or the PDF reader of the PC. They are taken from the content streams
that the writer would put into the file, so that what is printed is what the PDF is.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from medaid_desktop import paths
from medaid_desktop.core.sheet import Sheet
from medaid_desktop.formats.pdf import watermark
from medaid_desktop.formats.pdf.compositefont import FontCodes
from medaid_desktop.formats.pdf.content import PT_PER_MM, ContentEncoder
from medaid_desktop.formats.pdf.fonts import Face, FontLibrary, default_fonts
from medaid_desktop.formats.pdf.outlines import Contour, glyph_outline
from medaid_desktop.formats.pdf.paginate import lay_out
from medaid_desktop.formats.pdf.seal_pictures import SealPicture, SealPictures
from medaid_desktop.formats.pdf.textblock import TextSetter

Matrix = tuple[float, float, float, float, float, float]

_TOKEN = re.compile(rb"\((?:\\.|[^\\()])*\)|[^\s()]+", re.DOTALL)
_ESCAPE = re.compile(rb"\\(.)", re.DOTALL)
_STROKED = 2


@dataclass(slots=True)
class Rules:
    """Straight lines (x1, y1, x2, y2) of one width."""

    width: float
    lines: list[tuple[float, float, float, float]] = field(default_factory=list[tuple[float, float, float, float]])


@dataclass(frozen=True, slots=True)
class Shape:
    """A closed outline in grey (0 black, 1 white) under a matrix; Bézier curves are steps of six numbers."""

    contours: tuple[tuple[tuple[float, ...], ...], ...]
    matrix: Matrix
    grey: float


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character: its face and glyph number, the place of its origin, its size, and how much it is thickened."""

    face: Face
    number: int
    x: float
    y: float
    size: float
    stroke: float


@dataclass(frozen=True, slots=True)
class Picture:
    """An image (PNG with transparency): its bottom left corner and the side of the square that it fills."""

    png: bytes
    x: float
    y: float
    side: float


@dataclass(slots=True)
class PageDrawing:
    """One page of points (1/72 inch), y upwards from the bottom left corner, to be drawn in this order."""

    width: float
    height: float
    shapes: list[Shape] = field(default_factory=list[Shape])
    pictures: list[Picture] = field(default_factory=list[Picture])
    rules: list[Rules] = field(default_factory=list[Rules])
    glyphs: list[Glyph] = field(default_factory=list[Glyph])


class Drawer:
    """Draws sheets one after the other; labels are set once for all of them."""

    def __init__(self, fonts: FontLibrary | None = None) -> None:
        self._setter = TextSetter(fonts or default_fonts())
        self._encoder = ContentEncoder()
        self._seals = SealPictures()

    def pages(self, sheet: Sheet, draft: bool, seals: Mapping[str, SealPicture] | None = None) -> Iterator[PageDrawing]:
        """The pages of a sheet, with the images of seals by review step. Raises UserError where something cannot be printed."""
        page = sheet.page
        behind = watermark.mark(page.width_mm, page.height_mm, PT_PER_MM) if draft else b""
        layout = lay_out(sheet, self._setter, draft=draft)
        for number, laid in enumerate(layout.pages):
            drawing = PageDrawing(page.width_mm * PT_PER_MM, page.height_mm * PT_PER_MM)
            stamped = self._seals.operators(layout.seals, seals or {}, number, page.height_mm)
            content = self._encoder.page(laid, page.height_mm, behind + stamped)
            _Interpreter(drawing, self._encoder.fonts, self._seals.pictures).run(content)
            yield drawing


@cache
def outline_of(face: Face, number: int) -> list[Contour]:
    """The contours of a glyph in font units."""
    return glyph_outline(face.sfnt, number)


class _Interpreter:
    """Carries out the operators that content.py, watermark.py and seal_pictures.py write; any other is a bug and raises KeyError."""

    def __init__(self, drawing: PageDrawing, fonts: list[FontCodes], pictures: Mapping[str, SealPicture]) -> None:
        self._drawing = drawing
        self._pictures = pictures
        self._boxes: list[tuple[tuple[float, ...], ...]] = []
        self._fonts = {codes.name: codes for codes in fonts}
        self._operands: list[bytes] = []
        self._grey = 0.0
        self._width = 1.0
        self._matrix: Matrix = (1, 0, 0, 1, 0, 0)
        self._kept: list[tuple[float, float, Matrix]] = []
        self._lines: list[tuple[float, float, float, float]] = []
        self._at = (0.0, 0.0)
        self._origin = (0.0, 0.0)
        self._font: FontCodes | None = None
        self._size = 0.0
        self._mode = 0
        self._operators: dict[bytes, Callable[[], None]] = {
            b"w": self._set_width, b"m": self._move, b"l": self._line, b"S": self._stroke, b"q": self._keep,
            b"Q": self._restore, b"g": self._set_grey, b"cm": self._concatenate, b"Do": self._do, b"BT": self._begin,
            b"ET": self._nothing, b"Tm": self._place, b"Td": self._step, b"Tf": self._choose, b"Tr": self._set_mode,
            b"Tj": self._show, b"re": self._box, b"f": self._fill,
        }  # fmt: skip

    def run(self, content: bytes) -> None:
        """Carries out a whole content stream."""
        operators = self._operators
        for token in _TOKEN.findall(content):
            if token[:1] in b"(/-.0123456789":
                self._operands.append(token)
            else:
                operators[token]()
                self._operands.clear()

    def _numbers(self) -> list[float]:
        return [float(operand) for operand in self._operands]

    def _nothing(self) -> None:
        pass

    def _set_width(self) -> None:
        (self._width,) = self._numbers()

    def _set_grey(self) -> None:
        (self._grey,) = self._numbers()

    def _set_mode(self) -> None:
        self._mode = int(self._operands[0])

    def _keep(self) -> None:
        self._kept.append((self._grey, self._width, self._matrix))

    def _restore(self) -> None:
        self._grey, self._width, self._matrix = self._kept.pop()

    def _concatenate(self) -> None:
        a, b, c, d, x, y = self._numbers()
        self._matrix = (a, b, c, d, x, y)  # only ever within q … Q outside of all others, on the page's own axes

    def _do(self) -> None:
        called = self._operands[0][1:].decode("ascii")
        if called == watermark.NAME:
            self._drawing.shapes.append(Shape(_mark(), self._matrix, self._grey))
        else:
            side, _, _, _, x, y = self._matrix
            self._drawing.pictures.append(Picture(self._pictures[called].png, x, y, side))

    def _box(self) -> None:
        x, y, width, height = self._numbers()
        self._boxes.append(((x, y), (x + width, y), (x + width, y + height), (x, y + height)))

    def _fill(self) -> None:
        self._drawing.shapes.append(Shape(tuple(self._boxes), self._matrix, self._grey))
        self._boxes = []

    def _move(self) -> None:
        x, y = self._numbers()
        self._at = x, y

    def _line(self) -> None:
        x, y = self._numbers()
        self._lines.append((*self._at, x, y))
        self._at = x, y

    def _stroke(self) -> None:
        self._drawing.rules.append(Rules(self._width, self._lines))
        self._lines = []

    def _begin(self) -> None:
        self._origin = 0.0, 0.0

    def _place(self) -> None:
        a, b, c, d, x, y = self._numbers()
        if (a, b, c, d) != (1, 0, 0, 1):
            raise KeyError("Tm")
        self._origin = x, y
        self._at = x, y

    def _step(self) -> None:
        x, y = self._numbers()
        self._origin = self._origin[0] + x, self._origin[1] + y
        self._at = self._origin

    def _choose(self) -> None:
        self._font = self._fonts[self._operands[0][1:].decode("ascii")]
        self._size = float(self._operands[1])

    def _show(self) -> None:
        codes = self._font
        if codes is None:
            raise KeyError("Tj")
        text = _ESCAPE.sub(lambda match: b"\r" if match[1] == b"r" else match[1], self._operands[0][1:-1])
        stroke = self._width if self._mode == _STROKED else 0.0
        x, y = self._at
        face, size, characters = codes.face, self._size, codes.characters
        for high, low in zip(text[::2], text[1::2], strict=True):
            character = characters[(high << 8 | low) - 1]
            self._drawing.glyphs.append(Glyph(face, face.sfnt.glyph(ord(character)), x, y, size, stroke))
            x += face.advance(character) * size / 1000
        self._at = x, y


@cache
def _mark() -> tuple[tuple[tuple[float, ...], ...], ...]:
    """The outline of the draft mark: moves, lines and Bézier curves."""
    contours: list[list[tuple[float, ...]]] = []
    for line in paths.resource("fonts", "draft_mark.txt").read_text(encoding="ascii").splitlines():
        *numbers, operator = line.split()
        step = tuple(map(float, numbers))
        if operator == "m":
            contours.append([step])
        elif operator in ("l", "c"):
            contours[-1].append(step)
        elif operator not in ("h", "f"):
            raise ValueError(f"draft_mark.txt: {operator}")
    return tuple(map(tuple, contours))
