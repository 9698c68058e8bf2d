"""One page of a PDF: what it says, what is laid over it, and what it looks like."""

# pypdfium2 has no types; this module, document.py beside it and render.py meet it.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import ctypes
import math
from collections.abc import Collection
from types import TracebackType
from typing import Any, NamedTuple, Self

import pypdfium2
from pypdfium2 import raw

from medaid_desktop.formats.pdf.pdfium import LOCK
from medaid_desktop.formats.pdf.reading.images import Shown, shown
from medaid_desktop.formats.pdf.reading.ruling import Line, drawn_lines
from medaid_desktop.formats.pdf.textblock import MM_PER_PT

_WHITE = 0xFFFFFFFF
_LARGEST_PIXELS = 40_000_000
_DEEPEST = 8
_KINDS = {
    raw.FPDF_ANNOT_TEXT: "便笺", raw.FPDF_ANNOT_LINK: "链接", raw.FPDF_ANNOT_FREETEXT: "文本框", raw.FPDF_ANNOT_STAMP: "图章",
    raw.FPDF_ANNOT_HIGHLIGHT: "高亮", raw.FPDF_ANNOT_INK: "手写笔迹", raw.FPDF_ANNOT_WIDGET: "表单域",
}  # fmt: skip


class Character(NamedTuple):
    """A character and the left end of its baseline, in millimetres from the top left corner of the page; its size in mm."""

    text: str
    x: float
    y: float
    size: float


class Picture(NamedTuple):
    """An image: its box in millimetres from the top left corner; `is_upright` unless it is turned, mirrored or within a form."""

    x: float
    y: float
    width: float
    height: float
    is_upright: bool


class Place(NamedTuple):
    """A box on a page, in millimetres from its top left corner."""

    x: float
    y: float
    width: float
    height: float


class Annotation(NamedTuple):
    """Something laid over a page: what people call it, its box in millimetres from the top left corner, and whether it is a field
    of a form; signatures that are not shown are fields without a size."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    is_widget: bool

    @property
    def is_unseen_field(self) -> bool:
        """Whether it is a field that cannot be seen, as signatures have it."""
        return self.is_widget and self.width * self.height == 0


class Grey(NamedTuple):
    """A picture in shades of grey, rows from the top, one byte a pixel."""

    width: int
    height: int
    data: bytes


class ReadPage:
    """An open page. Sizes are millimetres, as it is shown (turned by `rotation` quarters)."""

    def __init__(self, page: Any) -> None:
        """Takes over a pdfium page, None for one that cannot be read."""
        self._page = page
        self.rotation = 0
        self.width = self.height = self._left = self._top = 0.0
        if page is not None:
            with LOCK:
                self.width, self.height = (side * MM_PER_PT for side in page.get_size())
                self.rotation: int = raw.FPDFPage_GetRotation(page)
                left, bottom, _, _ = page.get_bbox()
                self._left, self._top = left * MM_PER_PT, bottom * MM_PER_PT + self.height

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Gives the page back; idempotent."""
        if self._page is not None:
            with LOCK:
                self._page.close()
            self._page = None

    def text(self) -> str:
        """All text in the order in which readers copy it, seen or not."""
        if self._page is None:
            return ""
        with LOCK:
            texts = self._texts()
            try:
                return str(texts.get_text_range()) if texts else ""
            finally:
                _close(texts)

    def characters(self) -> list[Character]:
        """The characters that stand in the file, without blanks, which programs take and give as they like."""
        if self._page is None:
            return []
        with LOCK:
            texts = self._texts()
            try:
                return self._characters(texts) if texts else []
            finally:
                _close(texts)

    def _texts(self) -> Any:
        page: Any = self._page
        try:
            return page.get_textpage()
        except pypdfium2.PdfiumError:
            return None

    def _characters(self, texts: Any) -> list[Character]:
        x, y, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
        found: list[Character] = []
        for index in range(raw.FPDFText_CountChars(texts)):
            if not _is_shown(texts, index):
                continue
            text = chr(raw.FPDFText_GetUnicode(texts, index))
            raw.FPDFText_GetCharOrigin(texts, index, x, y)
            raw.FPDFText_GetMatrix(texts, index, matrix)  # other programs write the size there
            size: float = raw.FPDFText_GetFontSize(texts, index) * math.hypot(matrix.c, matrix.d) * MM_PER_PT
            found.append(Character(text, x.value * MM_PER_PT - self._left, self._top - y.value * MM_PER_PT, size))
        return found

    def character_boxes(self) -> list[Place]:
        """The boxes of the ink of the characters, in the order of `characters`."""
        if self._page is None:
            return []
        left, right, bottom, top = ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
        found: list[Place] = []
        with LOCK:
            texts = self._texts()
            try:
                for index in range(raw.FPDFText_CountChars(texts) if texts else 0):
                    if _is_shown(texts, index):
                        raw.FPDFText_GetCharBox(texts, index, left, right, bottom, top)
                        sides = (left.value, right.value, bottom.value, top.value)
                        x, x2, y, y2 = (side * MM_PER_PT for side in sides)
                        found.append(Place(x - self._left, self._top - y2, x2 - x, y2 - y))
            finally:
                _close(texts)
        return found

    def lines(self) -> list[Line]:
        """The lines along and across that are drawn on the page itself, in millimetres from the top left corner."""
        if self._page is None:
            return []
        with LOCK:
            drawn = drawn_lines(self._page)
        return [
            Line(
                one.x1 * MM_PER_PT - self._left, self._top - one.y2 * MM_PER_PT, one.x2 * MM_PER_PT - self._left,
                self._top - one.y1 * MM_PER_PT,
            )
            for one in drawn
        ]  # fmt: skip

    def annotations(self) -> list[Annotation]:
        """What is laid over the page: notes, stamps, form fields, links."""
        if self._page is None:
            return []
        with LOCK:
            found = [self._annotation(index) for index in range(raw.FPDFPage_GetAnnotCount(self._page))]
        return [one for one in found if one is not None]

    def _annotation(self, index: int) -> Annotation | None:
        annotation = raw.FPDFPage_GetAnnot(self._page, index)
        if not annotation:
            return None
        box = raw.FS_RECTF()
        raw.FPDFAnnot_GetRect(annotation, box)
        kind: int = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        left, bottom, right, top = (side * MM_PER_PT for side in (box.left, box.bottom, box.right, box.top))
        is_widget = kind == raw.FPDF_ANNOT_WIDGET
        name = _KINDS.get(kind, "批注")
        return Annotation(name, left - self._left, self._top - top, right - left, top - bottom, is_widget)

    def pictures(self) -> list[Picture]:
        """The images, those within forms behind those that stand on the page itself."""
        if self._page is None:
            return []
        with LOCK:
            own = [self._picture(one) for one in self._images()]
            return own + [Picture(0, 0, 0, 0, False)] * self._count_within(self._page, 0)

    def _images(self) -> list[Any]:
        objects = (raw.FPDFPage_GetObject(self._page, index) for index in range(raw.FPDFPage_CountObjects(self._page)))
        return [one for one in objects if raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_IMAGE]

    def picture(self, number: int) -> Shown | None:
        """What an image shows that stands on the page itself, by its place in `pictures`; None for one that cannot be decoded."""
        if self._page is None:
            return None
        with LOCK:
            images = self._images()
            return shown(self._page, images[number]) if number < len(images) else None

    def picture_sum(self, number: int) -> str:
        """The sum of what such an image shows; "" for one that cannot be decoded."""
        one = self.picture(number)
        return one.sum if one else ""

    def _picture(self, image: Any) -> Picture:
        matrix = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(image, matrix)
        width, height, x, y = (value * MM_PER_PT for value in (matrix.a, matrix.d, matrix.e, matrix.f))
        is_upright = matrix.b == matrix.c == 0 and width > 0 < height
        return Picture(x - self._left, self._top - y - height, width, height, is_upright)

    def _count_within(self, holder: Any, depth: int) -> int:
        """The images inside of forms."""
        count, get = (
            (raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)
            if depth
            else (raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject)
        )
        found = 0
        for index in range(count(holder)):
            one = get(holder, index)
            kind = raw.FPDFPageObj_GetType(one)
            found += depth > 0 and kind == raw.FPDF_PAGEOBJ_IMAGE
            if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                found += self._count_within(one, depth + 1)
        return found

    def drop_pictures(self, numbers: Collection[int]) -> None:
        """Takes images, by their places in `pictures`, off the page as it is drawn from now on; the file stays as it is."""
        if self._page is None or not numbers:
            return
        with LOCK:
            images = self._images()
            for number in numbers:
                if raw.FPDFPage_RemoveObject(self._page, images[number]):
                    raw.FPDFPageObj_Destroy(images[number])

    def pixels(self, dpi: int) -> Grey | None:
        """The page as it is shown, with what is laid over it; None for one of a size that no paper has."""
        width, height = round(self.width / 25.4 * dpi), round(self.height / 25.4 * dpi)
        if self._page is None or not 0 < width * height <= _LARGEST_PIXELS:
            return None
        with LOCK:
            bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_Gray, None, 0)
            if not bitmap:
                return None
            try:
                raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
                raw.FPDF_RenderPageBitmap(bitmap, self._page, 0, 0, width, height, 0, raw.FPDF_ANNOT)
                stride: int = raw.FPDFBitmap_GetStride(bitmap)
                data = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * height)
            finally:
                raw.FPDFBitmap_Destroy(bitmap)
        if stride != width:
            data = b"".join(data[row * stride : row * stride + width] for row in range(height))
        return Grey(width, height, data)


def _is_shown(texts: Any, index: int) -> bool:
    """Whether a character stands in the file and is no blank."""
    return raw.FPDFText_IsGenerated(texts, index) != 1 and not chr(raw.FPDFText_GetUnicode(texts, index)).isspace()


def _close(texts: Any) -> None:
    if texts is not None:
        texts.close()
