"""The styles of an xlsx workbook as looks of cells, by the number that cells name."""

from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from medaid_desktop.core.sheet import BOTTOM, LEFT, NO_BORDER, RIGHT, TOP, Align, VAlign
from medaid_desktop.core.templates.looks import PLAIN, CellLook
from medaid_desktop.formats.archive import Archive
from medaid_desktop.formats.excel.blanks.sheet_measures import digit_pixels
from medaid_desktop.formats.excel.shown.number_format import BUILT_IN
from medaid_desktop.formats.excel.xlsx.xlsx_styles import PREFIXES
from medaid_desktop.formats.font_roles import font_role
from medaid_desktop.formats.guard import Watch
from medaid_desktop.formats.safe_xml import integer, is_on, tree

_SIDES = (
    ("x|left", LEFT),
    ("x|start", LEFT),
    ("x|right", RIGHT),
    ("x|end", RIGHT),
    ("x|top", TOP),
    ("x|bottom", BOTTOM),
)
_ALIGNS: dict[str, Align] = {
    "left": "left", "center": "center", "right": "right", "centerContinuous": "center", "justify": "left",
    "distributed": "center", "fill": "left",
}  # fmt: skip
_VALIGNS: dict[str, VAlign] = {"top": "top", "center": "middle", "bottom": "bottom", "justify": "middle",
                               "distributed": "middle"}  # fmt: skip
_SKIPPED = frozenset(("x|fills", "x|dxfs", "x|tableStyles", "x|colors", "x|extLst"))
_USUAL_FONT, _USUAL_PT = "宋体", 11.0


@dataclass(frozen=True, slots=True)
class LookStyles:
    """The looks that cells name, their `locked` flags, and how wide a digit of the usual font is (pixels)."""

    looks: tuple[CellLook, ...] = (PLAIN,)
    digit: int = 8

    def look(self, number: int) -> CellLook:
        """The look of a style; the first where there is none with that number."""
        return self.looks[number] if 0 <= number < len(self.looks) else self.looks[0]


def read_look_styles(archive: Archive, part: str | None, watch: Watch) -> LookStyles:
    """The looks of a workbook's styles; `open` is False for locked cells, of which their sheet decides what that means."""
    if part is None:
        return LookStyles()
    root = tree(archive.pieces(part), PREFIXES, watch, _SKIPPED)
    codes = dict(BUILT_IN)
    for element in root.iterfind("x|numFmts/x|numFmt"):
        codes[integer(element.get("numFmtId"), -1)] = element.get("formatCode") or "General"
    fonts = [_font(element) for element in root.iterfind("x|fonts/x|font")] or [_Font()]
    borders = [_border(element) for element in root.iterfind("x|borders/x|border")] or [NO_BORDER]
    looks = tuple(_look(element, codes, fonts, borders) for element in root.iterfind("x|cellXfs/x|xf"))
    usual = root.find("x|cellStyleXfs/x|xf")
    font = fonts[_within(usual.get("fontId") if usual is not None else None, len(fonts))]
    return LookStyles(looks or (PLAIN,), digit_pixels(font.name, font.size_pt))


@dataclass(frozen=True, slots=True)
class _Font:
    name: str = _USUAL_FONT
    size_pt: float = _USUAL_PT
    bold: bool = False


def _font(element: Element) -> _Font:
    name, size, bold = element.find("x|name"), element.find("x|sz"), element.find("x|b")
    return _Font(
        _USUAL_FONT if name is None else name.get("val", _USUAL_FONT),
        min(max(decimal(None if size is None else size.get("val"), _USUAL_PT), 1.0), 409.0),
        bold is not None and is_on(bold.get("val"), True),
    )


def _border(element: Element) -> int:
    border = NO_BORDER
    for tag, side in _SIDES:
        found = element.find(tag)
        if found is not None and found.get("style", "none") != "none":
            border |= side
    return border


def _look(element: Element, codes: dict[int, str], fonts: list[_Font], borders: list[int]) -> CellLook:
    font = fonts[_within(element.get("fontId"), len(fonts))]
    alignment, protection = element.find("x|alignment"), element.find("x|protection")
    horizontal = "" if alignment is None else alignment.get("horizontal", "")
    vertical = "bottom" if alignment is None else alignment.get("vertical", "bottom")
    code = codes.get(integer(element.get("numFmtId")), "General")
    return CellLook(
        font=font_role(font.name),
        size_pt=font.size_pt,
        bold=font.bold,
        align=_ALIGNS.get(horizontal),
        valign=_VALIGNS.get(vertical, "bottom"),
        border=borders[_within(element.get("borderId"), len(borders))],
        number_format="" if code == "General" else code,
        open=protection is not None and not is_on(protection.get("locked"), True),
    )


def _within(text: str | None, count: int) -> int:
    number = integer(text)
    return number if 0 <= number < count else 0


def decimal(text: str | None, default: float) -> float:
    """A number of an attribute; `default` where it is missing or none, or beyond all sense."""
    try:
        number = float(text) if text is not None and len(text) < 40 else default
    except ValueError:
        return default
    return number if -1e6 < number < 1e6 else default


def merged_look(corner: CellLook, edges: dict[int, list[CellLook]]) -> CellLook:
    """The look of a merged cell: that of its corner, with the rules of the cells along its edges by side."""
    border = NO_BORDER
    for side, looks in edges.items():
        if any(look.border & side for look in looks):
            border |= side
    return replace(corner, border=border)
