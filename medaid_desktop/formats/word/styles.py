"""The styles of a letter: what a run or paragraph inherits."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from medaid_desktop.formats.word.names import toggle, value

_MOST_PARENTS = 20


@dataclass(frozen=True, slots=True)
class RunLook:
    """What of a run's properties matters to its text."""

    bold: bool
    struck: bool
    hidden: bool
    font: str | None


class Styles:
    """Styles by id. Looks are asked for with the paragraph's properties at hand."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default: str | None = None
        self._defaults: Element | None = None
        if root is None:
            return
        self._defaults = root.find("w|docDefaults/w|rPrDefault/w|rPr")
        for style in root.iterfind("w|style"):
            name = style.get("w|styleId", "")
            self._styles[name] = style
            if style.get("w|type") == "paragraph" and style.get("w|default") in ("1", "true", "on"):
                self._default = name

    def _chain(self, name: str | None) -> Iterator[Element]:
        """A style and those it is based on, nearest first."""
        for _ in range(_MOST_PARENTS):
            style = self._styles.get(name) if name else None
            if style is None:
                return
            yield style
            name = value(style.find("w|basedOn"))

    def paragraph_properties(self, properties: Element | None) -> Iterator[Element]:
        """The properties that hold for a paragraph, its own first."""
        if properties is not None:
            yield properties
        for style in self._chain(self._paragraph_style(properties)):
            found = style.find("w|pPr")
            if found is not None:
                yield found

    def run_look(self, run: Element | None, paragraph: Element | None) -> RunLook:
        """The look of a run by its own properties (w:rPr) and the properties of its paragraph."""
        sources: list[Element] = [] if run is None else [run]
        style = None if run is None else value(run.find("w|rStyle"))
        for name in (style, self._paragraph_style(paragraph)):
            sources += [found for each in self._chain(name) if (found := each.find("w|rPr")) is not None]
        if self._defaults is not None:
            sources.append(self._defaults)
        return RunLook(
            bold=_first(sources, "w|b"),
            struck=_first(sources, "w|strike") or _first(sources, "w|dstrike"),
            hidden=_first(sources, "w|vanish"),
            font=next((font for source in sources if (font := _font(source))), None),
        )

    def _paragraph_style(self, properties: Element | None) -> str | None:
        return (None if properties is None else value(properties.find("w|pStyle"))) or self._default


def _first(sources: list[Element], tag: str) -> bool:
    for source in sources:
        said = toggle(source, tag)
        if said is not None:
            return said
    return False


def _font(properties: Element) -> str | None:
    """The font of the letters and signs a run may hold; Chinese characters have one of their own."""
    fonts = properties.find("w|rFonts")
    return None if fonts is None else fonts.get("w|ascii") or fonts.get("w|hAnsi")
