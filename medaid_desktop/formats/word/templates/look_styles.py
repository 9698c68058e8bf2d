"""How styles make a letter's cells look: fonts, sizes, alignment, borders, from the run up to the defaults of the letter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from medaid_desktop.core.sheet import Align, FontRole
from medaid_desktop.formats.font_roles import font_role
from medaid_desktop.formats.safe_xml import integer
from medaid_desktop.formats.word.names import toggle, value
from medaid_desktop.formats.word.style_tree import StyleTree
from medaid_desktop.formats.word.templates.letter_file import LetterSource

_DEFAULT_PT = 10.0
_ALIGNS: Mapping[str, Align] = {
    "center": "center", "right": "right", "end": "right", "left": "left", "start": "left", "both": "left",
    "distribute": "center", "thaiDistribute": "left",
}  # fmt: skip
_FLAGS = (("firstRow", 0x20), ("lastRow", 0x40), ("firstColumn", 0x80), ("lastColumn", 0x100), ("noHBand", 0x200))


@dataclass(frozen=True, slots=True)
class RunStyle:
    """Font, size and weight of a run."""

    font: FontRole
    size_pt: float
    bold: bool


class LookStyles:
    """The styles of a letter, as far as looks go."""

    def __init__(self, source: LetterSource) -> None:
        root = source.styles_root
        self._tree = StyleTree(root)
        self._theme = _theme_fonts(source.theme)
        self._run_defaults = [] if root is None else root.findall("w|docDefaults/w|rPrDefault/w|rPr")
        self._paragraph_defaults = [] if root is None else root.findall("w|docDefaults/w|pPrDefault/w|pPr")

    def run(self, run: Element | None, paragraph: Element | None, table: Iterable[Element] = ()) -> RunStyle:
        """The look of a run by its w:rPr, its paragraph's w:pPr and what its table's style gives."""
        sources = [] if run is None else [run]
        for styles in (self._tree.of_run(run), self._tree.of_paragraph(paragraph)):
            sources += [found for style in styles if (found := style.find("w|rPr")) is not None]
        sources += [found for part in table if (found := part.find("w|rPr")) is not None]
        sources += self._run_defaults
        font = next((name for each in sources if (name := self._font(each))), "")
        size = next((said for each in sources if (said := integer(value(each.find("w|sz"))))), 0)
        bold = next((found for each in sources if (found := toggle(each, "w|b")) is not None), None)
        return RunStyle(font_role(font), size / 2 if 2 <= size <= 400 else _DEFAULT_PT, bool(bold))

    def _font(self, properties: Element) -> str | None:
        fonts = properties.find("w|rFonts")
        if fonts is None:
            return None
        theme = fonts.get("w|eastAsiaTheme")
        return fonts.get("w|eastAsia") or (self._theme.get(theme[:5]) if theme else None)

    def align(self, paragraph: Element | None, table: Iterable[Element] = ()) -> Align | None:
        """How a paragraph is aligned, None where nothing says it."""
        sources = [] if paragraph is None else [paragraph]
        sources += [found for style in self._tree.of_paragraph(paragraph) if (found := style.find("w|pPr")) is not None]
        sources += [found for part in table if (found := part.find("w|pPr")) is not None]
        sources += self._paragraph_defaults
        said = next((found for each in sources if (found := value(each.find("w|jc")))), None)
        return None if said is None else _ALIGNS.get(said)

    def table_chain(self, properties: Element | None) -> list[Element]:
        """The styles of a table by its w:tblPr, nearest first."""
        return list(self._tree.of_table(properties))


def flags(properties: Element | None) -> frozenset[str]:
    """Which special rows and columns of a table's style are in use (w:tblLook)."""
    look = None if properties is None else properties.find("w|tblLook")
    if look is None:
        return frozenset()
    try:
        mask = int(look.get("w|val", "0"), 16)
    except ValueError:
        mask = 0
    return frozenset(
        name for name, bit in _FLAGS if look.get(f"w|{name}", "1" if mask & bit else "0") in ("1", "true", "on")
    )


def conditional(chain: Iterable[Element], names: Iterable[str]) -> list[Element]:
    """The parts of table styles that hold for a cell, strongest first: its special rows and columns, then the styles themselves."""
    styles = list(chain)
    found: list[Element] = []
    for name in names:
        for style in styles:
            found += [part for part in style.iterfind("w|tblStylePr") if part.get("w|type") == name]
    return found + styles


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    """The theme's fonts for Chinese: "minor" and "major"."""
    found: dict[str, str] = {}
    for kind in ("minor", "major"):
        holder = None if theme is None else next(theme.iter(f"a|{kind}Font"), None)
        if holder is None:
            continue
        said = holder.find("a|ea")
        name = "" if said is None else said.get("typeface", "")
        chinese = next(
            (each.get("typeface", "") for each in holder.iterfind("a|font") if each.get("script") == "Hans"), ""
        )
        found[kind] = name or chinese
    return found
