"""The styles of a letter: what a run or paragraph inherits."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from medaid_desktop.formats.word.names import toggle
from medaid_desktop.formats.word.style_tree import StyleTree


@dataclass(frozen=True, slots=True)
class RunLook:
    """What of a run's properties matters to its text."""

    bold: bool
    struck: bool
    hidden: bool
    font: str | None


class Styles:
    """The styles of a letter. Looks are asked for with the paragraph's properties at hand."""

    def __init__(self, root: Element | None) -> None:
        self._tree = StyleTree(root)
        self._defaults = None if root is None else root.find("w|docDefaults/w|rPrDefault/w|rPr")

    def paragraph_properties(self, properties: Element | None) -> Iterator[Element]:
        """The properties that hold for a paragraph, its own first."""
        if properties is not None:
            yield properties
        for style in self._tree.of_paragraph(properties):
            found = style.find("w|pPr")
            if found is not None:
                yield found

    def run_look(self, run: Element | None, paragraph: Element | None) -> RunLook:
        """The look of a run by its own properties (w:rPr) and the properties of its paragraph."""
        sources: list[Element] = [] if run is None else [run]
        for styles in (self._tree.of_run(run), self._tree.of_paragraph(paragraph)):
            sources += [found for style in styles if (found := style.find("w|rPr")) is not None]
        if self._defaults is not None:
            sources.append(self._defaults)
        return RunLook(
            bold=_first(sources, "w|b"),
            struck=_first(sources, "w|strike") or _first(sources, "w|dstrike"),
            hidden=_first(sources, "w|vanish"),
            font=next((font for source in sources if (font := _font(source))), None),
        )


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
