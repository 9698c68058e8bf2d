"""Styles of an OpenDocument spreadsheet, as far as the shown text and its reading depend on them."""

import re
from dataclasses import dataclass, field, replace

from medaid_desktop.formats.excel.shown.looks import Font
from medaid_desktop.formats.safe_xml import Attributes

_LENGTH = re.compile(r"([0-9.]+)\s*(pt|mm|cm|in|pc)")
_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pc": 12.0}
_STEP_POINTS = 10.0
"""An indent step of Excel as LibreOffice and WPS write it (0.353 cm)."""
_MOST_STEPS = 250


@dataclass(frozen=True, slots=True)
class OdsStyle:
    """What a style says itself; None where it leaves a thing to its parent."""

    parent: str = ""
    font: str | None = None
    bold: bool | None = None
    struck: bool | None = None
    indent: int | None = None
    displayed: bool = True


@dataclass
class OdsStyles:
    """Styles by name; filled from the events of style elements, which come before the cells."""

    _styles: dict[str, OdsStyle] = field(default_factory=dict[str, OdsStyle])
    _faces: dict[str, str] = field(default_factory=dict[str, str])
    _current: str | None = None
    _looks: dict[str | None, tuple[Font, int]] = field(default_factory=dict[str | None, tuple[Font, int]])

    def start(self, tag: str, attributes: Attributes) -> None:
        """Takes the start of any element; others than styles are left alone."""
        self._looks.clear()
        if tag == "style|style":
            name = attributes.get("style|name", "")
            self._current = name
            self._styles[name] = OdsStyle(parent=attributes.get("style|parent-style-name", ""))
        elif tag == "style|font-face":
            face = attributes.get("svg|font-family", "").strip("'\"")
            self._faces[attributes.get("style|name", "")] = face or attributes.get("style|name", "")
        elif self._current is not None:
            self._describe(self._styles[self._current], self._current, tag, attributes)

    def end(self, tag: str) -> None:
        """Takes the end of any element."""
        if tag == "style|style":
            self._current = None

    def _describe(self, style: OdsStyle, name: str, tag: str, attributes: Attributes) -> None:
        if tag == "style|text-properties":
            weight, line = attributes.get("fo|font-weight"), attributes.get("style|text-line-through-style")
            face = attributes.get("style|font-name")
            family = self._faces.get(face, face) if face else attributes.get("fo|font-family")
            style = replace(
                style,
                font=family.strip("'\"") if family else style.font,
                bold=_is_bold(weight) if weight else style.bold,
                struck=line != "none" if line else style.struck,
            )
        elif tag == "style|paragraph-properties" and "fo|margin-left" in attributes:
            style = replace(style, indent=_steps(attributes["fo|margin-left"]))
        elif tag == "style|table-properties":
            style = replace(style, displayed=attributes.get("table|display") != "false")
        self._styles[name] = style

    def displayed(self, name: str | None) -> bool:
        """Whether a table in this style is shown."""
        return self._styles.get(name or "", OdsStyle()).displayed

    def look(self, name: str | None) -> tuple[Font, int]:
        """Font and steps of indent of a style, its parents asked where it says nothing."""
        known = self._looks.get(name)
        if known is None:
            known = self._looks[name] = self._look(name)
        return known

    def _look(self, name: str | None) -> tuple[Font, int]:
        font, bold, struck, indent = None, None, None, None
        seen: set[str] = set()
        while name and name not in seen and (style := self._styles.get(name)):
            seen.add(name)
            font = style.font if font is None else font
            bold = style.bold if bold is None else bold
            struck = style.struck if struck is None else struck
            indent = style.indent if indent is None else indent
            name = style.parent
        return Font(font or "", bool(bold), bool(struck)), indent or 0


def _is_bold(weight: str) -> bool:
    return weight == "bold" or (weight.isdecimal() and int(weight[:4]) >= 600)


def _steps(length: str) -> int:
    match = _LENGTH.fullmatch(length.strip())
    if match is None or match[1].count(".") > 1 or match[1] == ".":
        return 0
    return min(round(float(match[1][:12]) * _POINTS[match[2]] / _STEP_POINTS), _MOST_STEPS)
