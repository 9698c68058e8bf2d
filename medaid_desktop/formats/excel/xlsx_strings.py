"""Texts of an xlsx workbook: plain, or rich with a font for each run. Phonetic marks are left out."""

import re
from collections.abc import Iterable

from medaid_desktop.errors import UserError
from medaid_desktop.formats.excel.looks import Font, Run
from medaid_desktop.formats.guard import DamagedError, Watch
from medaid_desktop.formats.safe_xml import Attributes, feed, is_on, new_parser

Text = str | tuple[Run, ...]

CHARACTERS = 20_000_000
"""Of all texts of a workbook together."""

_TEXTS = 2_000_000
_LONGEST = 65_536
"""Characters of one text; a cell holds 32 767. Longer ones, used by thousands of cells, are a way to keep readers busy."""
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


def read_shared_strings(pieces: Iterable[bytes], watch: Watch) -> list[Text]:
    """The shared strings in order. Raises DamagedError; UserError where they are more than an office document has."""
    texts: list[Text] = []
    builder = TextBuilder()
    names: dict[str, str] = {}
    characters = begun = 0

    def local(tag: str) -> str:
        return names.setdefault(tag, tag.rpartition(" ")[2])

    def start(tag: str, attributes: Attributes) -> None:
        if builder.start(names.get(tag) or local(tag), attributes):
            parser.CharacterDataHandler = data

    def end(tag: str) -> None:
        nonlocal begun
        name = names.get(tag) or local(tag)
        if name == "t":
            parser.CharacterDataHandler = None
        elif name == "si":
            texts.append(builder.finish())
            if len(texts) > _TEXTS or characters - begun > _LONGEST:
                raise DamagedError("shared strings without end")
            begun = characters
        else:
            builder.end(name)

    def data(text: str) -> None:
        nonlocal characters
        characters += len(text)
        if characters > CHARACTERS:
            raise UserError("文件里的文字太多", "", "请只留下要导入的工作表，另存为新文件后再导入")
        builder.data(text)

    parser = new_parser()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    feed(parser, pieces, watch)
    return texts
