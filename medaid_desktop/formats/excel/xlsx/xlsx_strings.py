"""Texts of an xlsx workbook: plain, or rich with a font for each run. Phonetic marks are left out."""

import re

from medaid_desktop.formats.excel.shown.looks import Font, Run
from medaid_desktop.formats.safe_xml import Attributes, is_on

Text = str | tuple[Run, ...]

CHARACTERS = 20_000_000
"""Of all texts of a workbook together."""

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def plain(text: str) -> str:
    """A stored text with its escapes (_x000D_) and line ends as they are meant."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


class TextBuilder:
    """Puts together one text from the events of its elements; local names are given."""

    def __init__(self, begun: str = "") -> None:
        """`begun` is text that stands before the first run."""
        self._pieces = [begun]
        self._runs: list[Run] = []
        self._font: Font | None = None
        self._in_run = self._phonetic = False

    def start(self, tag: str, attributes: Attributes) -> bool:
        """Takes the start of an element; True where characters are wanted from now on."""
        if tag == "t":
            return not self._phonetic
        if tag == "r":
            self._take_run()
            self._in_run, self._font = True, None
        elif tag in ("rPh", "phoneticPr"):
            self._phonetic = True
        elif tag == "rPr" and self._in_run:
            self._font = Font()
        elif self._font is not None:
            self._style(tag, attributes)
        return False

    def _style(self, tag: str, attributes: Attributes) -> None:
        font, value = self._font, attributes.get("val")
        if font is None:
            return
        if tag == "rFont":
            self._font = Font(value or "", font.bold, font.struck)
        elif tag == "b":
            self._font = Font(font.name, is_on(value, True), font.struck)
        elif tag == "strike":
            self._font = Font(font.name, font.bold, is_on(value, True))

    def data(self, text: str) -> None:
        """Takes characters of a text element."""
        self._pieces.append(text)

    def end(self, tag: str) -> None:
        """Takes the end of an element."""
        if tag == "r":
            self._take_run()
            self._in_run, self._font = False, None
        elif tag in ("rPh", "phoneticPr"):
            self._phonetic = False

    def _take_run(self) -> None:
        text = plain("".join(self._pieces))
        self._pieces.clear()
        if text:
            self._runs.append(Run(text, self._font))

    def finish(self) -> Text:
        """The text, and the builder is ready for the next one."""
        rest = plain("".join(self._pieces))
        runs = self._runs
        self._pieces.clear()
        self._runs, self._font, self._in_run, self._phonetic = [], None, False, False
        if not runs:
            return rest
        return (*runs, Run(rest)) if rest else tuple(runs)
