"""The shared strings of an xlsx workbook. Nearly all are written the same few ways and read without the parser."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache

from medaid_desktop.errors import UserError
from medaid_desktop.formats.excel.shown.looks import Font, Run
from medaid_desktop.formats.excel.xlsx.xlsx_pieces import is_utf_8, resolved, to_tags
from medaid_desktop.formats.excel.xlsx.xlsx_strings import CHARACTERS, Text, TextBuilder, plain
from medaid_desktop.formats.guard import DamagedError, Watch
from medaid_desktop.formats.safe_xml import Attributes, feed, integer, is_on, new_parser
from medaid_desktop.formats.symbols import has_signs

_TEXTS = 2_000_000
_LONGEST = 65_536
"""Characters of one text; a cell holds 32 767. Longer ones, used by thousands of cells, are a way to keep readers busy."""
_TAG = r'<t(?: xml:space="preserve")?+>'
_LOOK = r"<rPr>(?:<[^<>&/']++/>)*+</rPr>"
_PLAIN = re.compile(
    rf"<si>(?:{_TAG}([^<\r]*+)</t>|((?:<r>(?:{_LOOK})?+{_TAG}[^<\r]*+</t></r>)++))(?:<phoneticPr [^<>]*+/>)?+</si>"
)
_RUN = re.compile(rf"<r>({_LOOK})?+{_TAG}([^<\r]*+)</t></r>")
_PROPERTY = re.compile(r'<(rFont|b|strike)\s*(?:val="([^"]*)"\s*)?/>')
_NAME = "plain-texts"
_MARK = _NAME.encode()


class SharedTexts:
    """The shared strings of a workbook: `all` in order, `plain` by number those that ordinary cells show as they are."""

    def __init__(self, texts: list[Text]) -> None:
        self.all = texts
        self.plain = {
            str(number): text for number, text in enumerate(texts) if isinstance(text, str) and is_plain(text)
        }


def is_plain(text: str) -> bool:
    """Whether a text is no blank one, and looks as it is stored in every font but those of signs."""
    return bool(text) and not text.isspace() and (text.isprintable() or not has_signs(text))


def read_shared_strings(pieces: Iterable[bytes], watch: Watch) -> list[Text]:
    """The shared strings in order. Raises DamagedError; UserError where they are more than an office document has."""
    reader = _SharedStrings()
    feed(reader.parser, reader.without_plain(pieces), watch)
    return reader.texts


def _runs(written: str) -> Text | None:
    """Rich text out of its runs; None where only the parser can tell."""
    runs: list[Run] = []
    for properties, stored in (found.groups() for found in _RUN.finditer(written)):
        text = resolved(stored)
        if text is None:
            return None
        if text:
            runs.append(Run(plain(text), None if properties is None else _font(properties)))
    return tuple(runs) or ""


@lru_cache(maxsize=256)
def _font(properties: str) -> Font:
    """The font that the properties of a run say."""
    said = dict(_PROPERTY.findall(properties))
    return Font(
        said.get("rFont", ""), is_on(said.get("b", "0") or None, True), is_on(said.get("strike", "0") or None, True)
    )


class _SharedStrings:
    """Takes the events of the part; texts of one piece are taken out before, a mark says how many stood in a place."""

    def __init__(self) -> None:
        self.texts: list[Text] = []
        self.parser = new_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._builder = TextBuilder()
        self._names: dict[str, str] = {}
        self._characters = self._begun = 0
        self._taken: deque[Text] = deque()

    def without_plain(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces with marks in place of plain texts; all of them in a rare encoding."""
        simple: bool | None = None
        for piece in to_tags(pieces, b"</si>"):
            if simple is None:
                simple = is_utf_8(piece)
            simple = simple and b"<!" not in piece and _MARK not in piece
            yield self._marked(_PLAIN.split(piece.decode("utf-8", "replace"))) if simple else piece

    def _marked(self, parts: list[str]) -> bytes:
        left, count = [parts[0]], 0
        for stored, runs, between in zip(*[iter(parts[1:])] * 3, strict=True):
            text = _runs(runs) if runs else resolved(stored)
            if text is not None:
                self._taken.append(text)
                count += 1
            if between or text is None:
                left.append(f'<{_NAME} n="{count}"/>' if count else "")
                left.append(between if text is not None else f"<si>{runs or f'<t>{stored}</t>'}</si>{between}")
                count = 0
        left.append(f'<{_NAME} n="{count}"/>' if count else "")
        return "".join(left).encode()

    def _start(self, tag: str, attributes: Attributes) -> None:
        name = self._names.get(tag) or self._names.setdefault(tag, tag.rpartition(" ")[2])
        if self._builder.start(name, attributes):
            self.parser.CharacterDataHandler = self._data
        elif name == _NAME:
            for _ in range(min(integer(attributes.get("n")), len(self._taken))):
                text = self._taken.popleft()
                self._count(len(text) if isinstance(text, str) else sum(len(run.text) for run in text))
                self._add(plain(text) if isinstance(text, str) else text)

    def _end(self, tag: str) -> None:
        name = self._names[tag]
        if name == "t":
            self.parser.CharacterDataHandler = None
        elif name == "si":
            self._add(self._builder.finish())
        else:
            self._builder.end(name)

    def _data(self, text: str) -> None:
        self._count(len(text))
        self._builder.data(text)

    def _count(self, characters: int) -> None:
        self._characters += characters
        if self._characters > CHARACTERS:
            raise UserError("文件里的文字太多", "", "请只留下要导入的工作表，另存为新文件后再导入")

    def _add(self, text: Text) -> None:
        self.texts.append(text)
        if len(self.texts) > _TEXTS or self._characters - self._begun > _LONGEST:
            raise DamagedError("shared strings without end")
        self._begun = self._characters
