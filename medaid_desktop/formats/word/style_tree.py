"""The styles of a letter by their ids, each with those it is based on."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from medaid_desktop.formats.word.names import value

_MOST_PARENTS = 20


class StyleTree:
    """Which styles (w:style) a run, paragraph or table follows, nearest first."""

    def __init__(self, root: Element | None) -> None:
        """`root` is that of the part with the styles, None for a letter without one."""
        self._styles: dict[str, Element] = {}
        self._defaults: dict[str, str] = {}
        for style in () if root is None else root.iterfind("w|style"):
            name = style.get("w|styleId", "")
            self._styles[name] = style
            if style.get("w|default") in ("1", "true", "on"):
                self._defaults[style.get("w|type", "")] = name

    def of_run(self, properties: Element | None) -> Iterator[Element]:
        """The styles of a run by its w:rPr; there is no default for runs."""
        return self._chain(_named(properties, "w|rStyle"))

    def of_paragraph(self, properties: Element | None) -> Iterator[Element]:
        """The styles of a paragraph by its w:pPr."""
        return self._chain(_named(properties, "w|pStyle") or self._defaults.get("paragraph"))

    def of_table(self, properties: Element | None) -> Iterator[Element]:
        """The styles of a table by its w:tblPr."""
        return self._chain(_named(properties, "w|tblStyle") or self._defaults.get("table"))

    def _chain(self, name: str | None) -> Iterator[Element]:
        for _ in range(_MOST_PARENTS):
            style = self._styles.get(name) if name else None
            if style is None:
                return
            yield style
            name = value(style.find("w|basedOn"))


def _named(properties: Element | None, tag: str) -> str | None:
    return None if properties is None else value(properties.find(tag))
