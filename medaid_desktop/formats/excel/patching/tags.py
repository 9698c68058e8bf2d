"""Where the tags of an XML part lie in its bytes, so that single places can be written anew and all others kept."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import unescape
from xml.sax.saxutils import escape

from medaid_desktop.errors import UserError
from medaid_desktop.formats.excel.patching.edits import Stretch
from medaid_desktop.formats.guard import DamagedError, Watch
from medaid_desktop.formats.safe_xml import Attributes, feed, in_pieces, new_parser

_TAG = re.compile(rb"<[^\s/>]+(?:\s+[^\s=>/]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>")
_ATTRIBUTE = rb"(\s%s\s*=\s*)(\"[^\"]*\"|'[^']*')"
_DECLARATION = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")

MOST_TAGS = 300_000
"""Elements of one part that are remembered; a form of forty pages has some twenty thousand."""

Splice = tuple[int, int, bytes]
"""First byte, byte behind the last, what stands there instead."""


@dataclass(slots=True)
class Tag:
    """An element: its local name and attributes as written, and where it lies; `text` is the bytes between its tags."""

    name: str
    attributes: Attributes
    start: int
    open_end: int
    close: int = 0
    end: int = 0
    inner: "list[Tag]" = field(default_factory=list["Tag"])

    @property
    def is_empty(self) -> bool:
        """Whether it is written as one tag, <c/>."""
        return self.end == self.open_end


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def in_utf8(data: bytes) -> bytes:
    """A part in UTF-8: what Office writes otherwise (UTF-16 with its mark) is written anew."""
    if data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return data
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise DamagedError(f"UTF-16: {error}") from error
    return _DECLARATION.sub(lambda match: match[0].replace(match[1], b"UTF-8"), text.encode("utf-8"), count=1)


def find_tags(data: bytes, wanted: Callable[[str, int], bool], watch: Watch) -> list[Tag]:
    """The outermost elements that `wanted(local name, depth)` picks, those it picks inside them as `inner`.

    The part is in UTF-8. Raises DamagedError where it is no well-formed XML, UserError where far too many are picked.
    """
    count = 0
    found: list[Tag] = []
    open_tags: list[Tag | None] = []
    picked: list[Tag] = []
    parser = new_parser(namespaces=False)

    def start(name: str, attributes: Attributes) -> None:
        short = local(name)
        if not wanted(short, len(open_tags)):
            open_tags.append(None)
            return
        begin = parser.CurrentByteIndex
        match = _TAG.match(data, begin)
        if match is None:
            raise DamagedError(f"a tag at {begin} cannot be found")
        tag = Tag(short, attributes, begin, match.end())
        (picked[-1].inner if picked else found).append(tag)
        nonlocal count
        count += 1
        if count > MOST_TAGS:
            raise UserError("工作表太大，不能作样表", "", "请删去多余的空行和空列，另存后重新导入")
        picked.append(tag)
        open_tags.append(tag)

    def end(_: str) -> None:
        tag = open_tags.pop()
        if tag is None:
            return
        picked.pop()
        tag.close = tag.end = tag.open_end
        if not data.startswith(b"/>", tag.open_end - 2):
            tag.close = parser.CurrentByteIndex
            tag.end = data.index(b">", tag.close) + 1

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    feed(parser, in_pieces(data), watch)
    return found


def spliced(data: bytes, splices: Iterable[Splice], start: int = 0, end: int | None = None) -> bytes:
    """A stretch of a part with places written anew; they must not overlap."""
    end = len(data) if end is None else end
    pieces: list[bytes] = []
    at = start
    for first, last, new in sorted(splices):
        pieces += data[at:first], new
        at = last
    return b"".join((*pieces, data[at:end]))


def attribute_splice(data: bytes, tag: Tag, name: str, value: str) -> Splice:
    """Writes one attribute of a tag anew, or puts it behind the others."""
    old = tag.attributes.get(name)
    if old is not None:
        usual = f' {name}="{old}"'.encode()
        found = data.find(usual, tag.start, tag.open_end)
        if found >= 0:
            start = found + len(name) + 2
            return start, found + len(usual), attribute(value)
    match = re.compile(_ATTRIBUTE % re.escape(name.encode())).search(data, tag.start, tag.open_end)
    text = attribute(value)
    if match is not None:
        return match.start(2), match.end(2), text
    at = tag.open_end - (2 if data[tag.open_end - 2 : tag.open_end] == b"/>" else 1)
    return at, at, b" " + name.encode() + b"=" + text


def inner_text(data: bytes, tag: Tag) -> str:
    """The text between an element's tags; it holds no other elements."""
    text = data[tag.open_end : tag.close].decode("utf-8")
    return "".join(piece[9:-3] if piece.startswith("<![CDATA[") else unescape(piece) for piece in _CDATA.split(text))


def stretches_of(data: bytes, item: Tag) -> tuple[Stretch, ...]:
    """A rich text (si, is) as its stretches; nothing where it is plain, or written with prefixes."""
    found: list[Stretch] = []
    for run in item.inner:
        if run.name == "t":
            found.append(Stretch(inner_text(data, run)))
        elif run.name == "r":
            look = next((data[tag.start : tag.end] for tag in run.inner if tag.name == "rPr"), b"")
            text = "".join(inner_text(data, tag) for tag in run.inner if tag.name == "t")
            found.append(Stretch(text, look))
    plain = len(found) < 2 and not any(stretch.look for stretch in found)
    return () if plain or not data.startswith(b"<r", item.open_end) else tuple(found)


_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)


def attribute(value: str) -> bytes:
    """An attribute's value with its quotes."""
    if value.isalnum():
        return b'"' + value.encode() + b'"'
    return b'"' + escape(value, {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}).encode("utf-8") + b'"'


def content(text: str) -> bytes:
    """A text between tags; characters that XML cannot hold are written as Office does (_x0001_)."""
    return (
        escape(_FORBIDDEN.sub(lambda match: f"_x{ord(match[0]):04X}_", text)).replace("\r", "_x000D_").encode("utf-8")
    )


_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")
