"""The styles of an upper level's workbook: how its cells look, and new ones put behind the others where a text needs them."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from medaid_desktop.formats.excel.patching.tags import (
    Splice,
    Tag,
    attribute,
    attribute_splice,
    find_tags,
    in_utf8,
    spliced,
)
from medaid_desktop.formats.excel.shown.looks import Font, Look
from medaid_desktop.formats.excel.shown.number_format import BUILT_IN
from medaid_desktop.formats.guard import Watch
from medaid_desktop.formats.safe_xml import integer, is_on

_WANTED = frozenset(
    ("styleSheet", "numFmts", "numFmt", "fonts", "font", "name", "sz", "b", "cellXfs", "xf", "alignment", "protection",
     "borders", "border", "left", "right", "top", "bottom")
)  # fmt: skip
Sides = tuple[str, str, str, str]
"""The rules of a cell: left, top, right, bottom; "" for none."""

_USUAL_SIZE = 11.0
_FIRST_OWN = 164
"""The number of the first format that a workbook may define itself (ECMA-376 part 1, 18.8.30)."""

_WRITTEN_BUILT_IN = {code: number for number, code in BUILT_IN.items() if number in (1, 2, 3, 4, 9, 10, 49)}


@dataclass(frozen=True, slots=True)
class CellFormat:
    """What of a style decides how a text fits into its cell."""

    look: Look
    size_pt: float = _USUAL_SIZE
    wraps: bool = False
    shrinks: bool = False
    quoted: bool = False
    horizontal: str = ""
    upright: bool = False
    """Letters stand one below another, or are turned."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a style is to have other than the one it is copied from."""

    style: int
    code: str = ""
    quoted: bool = False
    wraps: bool = False
    shrinks: bool = False
    border: int = -1
    """The number of another border that the workbook has."""


class StyleBook:
    """The part of styles, read once. A workbook may have none; then nothing can be added to it."""

    def __init__(self, data: bytes | None, epoch_1904: bool, watch: Watch) -> None:
        """Raises DamagedError where the part cannot be read."""
        self.data = in_utf8(data) if data is not None else b""
        self._epoch_1904 = epoch_1904
        self._sections: dict[str, Tag] = {}
        tags = find_tags(self.data, lambda name, _: name in _WANTED, watch) if data is not None else []
        root = next((tag for tag in tags if tag.name == "styleSheet"), None)
        self.root = root
        for tag in root.inner if root else ():
            self._sections.setdefault(tag.name, tag)
        self.xfs = [tag for tag in self._inner("cellXfs") if tag.name == "xf"]
        self.codes = dict(BUILT_IN)
        for tag in self._inner("numFmts"):
            self.codes[integer(tag.attributes.get("numFmtId"), -1)] = tag.attributes.get("formatCode") or "General"
        self._fonts = [_font(tag) for tag in self._inner("fonts") if tag.name == "font"]
        self._borders = [_sides(tag) for tag in self._inner("borders") if tag.name == "border"]
        self._formats: dict[int, CellFormat] = {}

    def _inner(self, section: str) -> list[Tag]:
        tag = self._sections.get(section)
        return tag.inner if tag else []

    def section(self, name: str) -> Tag | None:
        """The element of the styles with this name, None where it is not there."""
        return self._sections.get(name)

    @cached_property
    def usual_font(self) -> tuple[str, float]:
        """Name and size of the font that the widths of columns are measured in."""
        return (self._fonts[0][0].name, self._fonts[0][1]) if self._fonts else ("", _USUAL_SIZE)

    @property
    def can_grow(self) -> bool:
        """Whether styles can be added."""
        return bool(self.xfs)

    def format(self, style: str | None) -> CellFormat:
        """How a cell with this style looks."""
        number = integer(style)
        if number not in self._formats:
            self._formats[number] = self._format_of(number)
        return self._formats[number]

    def sides(self, style: str | None) -> Sides:
        """The rules around a cell with this style."""
        number = integer(style)
        border = integer(self.xfs[number].attributes.get("borderId")) if 0 <= number < len(self.xfs) else -1
        return self._borders[border] if 0 <= border < len(self._borders) else _BARE

    def border(self, sides: Sides) -> int | None:
        """The number of a border with these rules, None where the workbook has none."""
        return self._borders.index(sides) if sides in self._borders else None

    def _format_of(self, number: int) -> CellFormat:
        if not 0 <= number < len(self.xfs):
            return CellFormat(Look(epoch_1904=self._epoch_1904))
        xf = self.xfs[number]
        font, size = self._font_at(integer(xf.attributes.get("fontId")))
        alignment = next((tag.attributes for tag in xf.inner if tag.name == "alignment"), dict[str, str]())
        code = self.codes.get(integer(xf.attributes.get("numFmtId")), "General")
        return CellFormat(
            Look(code, font, 0, self._epoch_1904),
            size,
            is_on(alignment.get("wrapText")) or alignment.get("horizontal") in ("justify", "distributed"),
            is_on(alignment.get("shrinkToFit")),
            is_on(xf.attributes.get("quotePrefix")),
            alignment.get("horizontal", ""),
            integer(alignment.get("textRotation")) != 0,
        )

    def _font_at(self, number: int) -> tuple[Font, float]:
        return self._fonts[number] if 0 <= number < len(self._fonts) else (Font(), _USUAL_SIZE)


def _font(tag: Tag) -> tuple[Font, float]:
    name, size, bold = "", _USUAL_SIZE, False
    for item in tag.inner:
        value = item.attributes.get("val", "")
        if item.name == "name":
            name = value
        elif item.name == "b":
            bold = is_on(value or None, True)
        elif item.name == "sz":
            size = _size(value)
    return Font(name, bold), size


_BARE: Sides = ("", "", "", "")


def _sides(tag: Tag) -> Sides:
    styles = {item.name: item.attributes.get("style", "") for item in tag.inner}
    return tuple(style if style != "none" else "" for style in (styles.get(side, "") for side in _SIDES))  # pyright: ignore[reportReturnType]


_SIDES = ("left", "top", "right", "bottom")


def _size(text: str) -> float:
    try:
        size = float(text)
    except ValueError:
        return _USUAL_SIZE
    return size if 1 <= size <= 409 else _USUAL_SIZE


@dataclass
class AddedStyles:
    """The styles that one filled workbook needs beside those of its template."""

    book: StyleBook
    _wishes: dict[Wish, int] = field(default_factory=dict[Wish, int])
    _codes: dict[str, int] = field(default_factory=dict[str, int])

    def like(self, wish: Wish) -> str | None:
        """The number of a style as wished; None where the workbook cannot have more styles."""
        if not self.book.can_grow:
            return None
        before = self._wish_of(str(wish.style))
        if before is not None:
            wish = Wish(
                before.style,
                wish.code or before.code,
                wish.quoted or before.quoted,
                wish.wraps or before.wraps,
                wish.shrinks or before.shrinks,
                wish.border if wish.border >= 0 else before.border,
            )
        elif not 0 <= wish.style < len(self.book.xfs):
            wish = replace(wish, style=0)
        number = self._wishes.setdefault(wish, len(self.book.xfs) + len(self._wishes))
        return str(number)

    def format(self, style: str | None) -> CellFormat:
        """How a cell with a style, own or added, looks."""
        wish = self._wish_of(style)
        if wish is None:
            return self.book.format(style)
        base = self.book.format(str(wish.style))
        look = replace(base.look, code=wish.code) if wish.code else base.look
        wraps = (base.wraps or wish.wraps) and not wish.shrinks
        return replace(base, look=look, wraps=wraps, shrinks=base.shrinks or wish.shrinks)

    def _wish_of(self, style: str | None) -> Wish | None:
        number = integer(style)
        return next((wish for wish, made in self._wishes.items() if made == number), None)

    def written(self) -> bytes | None:
        """The part of styles with the new ones behind the others; None where nothing is to be added."""
        if not self._wishes:
            return None
        book, splices = self.book, list[Splice]()
        added = b"".join(self._xf(wish) for wish in self._wishes)
        cells = book.section("cellXfs")
        assert cells is not None
        splices.append((cells.close, cells.close, added))
        if "count" in cells.attributes:
            splices.append(attribute_splice(book.data, cells, "count", str(len(book.xfs) + len(self._wishes))))
        splices += self._formats()
        return spliced(book.data, splices)

    def _xf(self, wish: Wish) -> bytes:
        data, xf = self.book.data, self.book.xfs[wish.style]
        splices: list[Splice] = []
        if wish.code:
            splices.append(attribute_splice(data, xf, "numFmtId", str(self._number(wish.code))))
            splices.append(attribute_splice(data, xf, "applyNumberFormat", "1"))
        if wish.quoted:
            splices.append(attribute_splice(data, xf, "quotePrefix", "1"))
        if wish.border >= 0:
            splices.append(attribute_splice(data, xf, "borderId", str(wish.border)))
            splices.append(attribute_splice(data, xf, "applyBorder", "1"))
        return self._aligned(spliced(data, splices, xf.start, xf.end), wish)

    def _aligned(self, made: bytes, wish: Wish) -> bytes:
        """The copy with its alignment changed; an alignment is put in where it has none."""
        if not (wish.wraps or wish.shrinks):
            return made
        watch = Watch()
        tag = find_tags(made, lambda name, _: name in ("xf", "alignment"), watch)[0]
        wanted = {"wrapText": "1"} if wish.wraps else {"wrapText": "0", "shrinkToFit": "1"}
        alignment = next((inner for inner in tag.inner if inner.name == "alignment"), None)
        splices = [attribute_splice(made, tag, "applyAlignment", "1")]
        if alignment is not None:
            splices += [attribute_splice(made, alignment, name, value) for name, value in wanted.items()]
            return spliced(made, splices)
        prefix = made[1 : made.index(b"xf")]
        inside = b"<" + prefix + b"alignment" + b"".join(
            b" " + name.encode() + b"=" + attribute(value) for name, value in wanted.items()
        ) + b"/>"  # fmt: skip
        if not tag.is_empty:
            return spliced(made, [*splices, (tag.open_end, tag.open_end, inside)])
        opened = spliced(made, splices)
        return opened[:-2].rstrip() + b">" + inside + b"</" + prefix + b"xf>"

    def _number(self, code: str) -> int:
        """The number of a format: a built-in one, one that the workbook has, else a new one."""
        if code in _WRITTEN_BUILT_IN:
            return _WRITTEN_BUILT_IN[code]
        known = next((number for number, own in self.book.codes.items() if own == code and number >= _FIRST_OWN), None)
        if known is not None:
            return known
        first = max(_FIRST_OWN, *(number + 1 for number in self.book.codes))
        return self._codes.setdefault(code, first + len(self._codes))

    def _formats(self) -> list[Splice]:
        """The new number formats, behind those that are there."""
        if not self._codes:
            return []
        book = self.book
        assert book.root is not None
        cells = book.section("cellXfs")
        assert cells is not None
        prefix = book.data[cells.start + 1 : cells.open_end].split(None, 1)[0].rstrip(b"/>")[: -len("cellXfs")]
        added = b"".join(
            b"<" + prefix + b'numFmt numFmtId="' + str(number).encode() + b'" formatCode=' + attribute(code) + b"/>"
            for code, number in self._codes.items()
        )
        there = book.section("numFmts")
        if there is None or there.is_empty:
            count = str(len(self._codes)).encode()
            whole = b"<" + prefix + b'numFmts count="' + count + b'">' + added + b"</" + prefix + b"numFmts>"
            return [(there.start, there.end, whole) if there else (book.root.open_end, book.root.open_end, whole)]
        splices: list[Splice] = [(there.close, there.close, added)]
        if "count" in there.attributes:
            count = len([tag for tag in there.inner if tag.name == "numFmt"]) + len(self._codes)
            splices.append(attribute_splice(book.data, there, "count", str(count)))
        return splices
