"""A part of a letter as elements that know where they lie in its bytes, so that single places can be written anew."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element, TreeBuilder

from medaid_desktop.errors import UserError
from medaid_desktop.formats.guard import DamagedError, Watch
from medaid_desktop.formats.safe_xml import DEEPEST, LARGEST_TREE, Attributes, ShortNames, feed, in_pieces, new_parser
from medaid_desktop.formats.word.names import PREFIXES

Splice = tuple[int, int, bytes]
"""First byte, byte behind the last, what stands there instead."""

_TAG = re.compile(rb"<[^\s/>]+(?:\s+[^\s=>/]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>")
_DECLARATION = re.compile(r"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")


@dataclass(slots=True)
class Span:
    """Where an element lies: its first tag from `start` to `open_end`, its last one from `close` to `end`."""

    start: int
    open_end: int
    close: int = 0
    end: int = 0


def in_utf8(data: bytes) -> bytes:
    """A part in UTF-8; what lies there in UTF-16, with its mark, is written anew."""
    if data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return data
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise DamagedError(f"UTF-16: {error}") from error
    declared = _DECLARATION.match(text)
    return (text if declared is None else text.replace(declared[1], "UTF-8", 1)).encode("utf-8")


class Located:
    """The elements of a part, with short names as the readers use them, and where each lies in `data`."""

    def __init__(self, data: bytes, watch: Watch) -> None:
        """Raises DamagedError where the part is no well-formed XML, UserError where it has very many elements."""
        self.data = in_utf8(data)
        self._spans: dict[Element, Span] = {}
        self.root = self._parsed(watch)

    def _parsed(self, watch: Watch) -> Element:
        builder, names, data, spans = TreeBuilder(), ShortNames(PREFIXES), self.data, self._spans
        parser = new_parser()
        open_spans: list[Span] = []

        def start(tag: str, attributes: Attributes) -> None:
            begin = parser.CurrentByteIndex
            match = _TAG.match(data, begin)
            if match is None:
                raise DamagedError(f"a tag at {begin} cannot be found")
            element = builder.start(names[tag], {names[name]: value for name, value in attributes.items()})
            span = spans[element] = Span(begin, match.end())
            open_spans.append(span)
            if len(open_spans) > DEEPEST:
                raise DamagedError("elements too deep")
            if len(spans) > LARGEST_TREE:
                raise UserError("文件太大或太复杂", "", "请只留下要填报的表格，另存为新文件后再用作模板")

        def end(tag: str) -> None:
            builder.end(names[tag])
            span = open_spans.pop()
            span.close = span.end = span.open_end
            if not data.startswith(b"/>", span.open_end - 2):
                span.close = parser.CurrentByteIndex
                span.end = data.index(b">", span.close) + 1

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = builder.data
        feed(parser, in_pieces(data), watch)
        return builder.close()

    @cached_property
    def _parents(self) -> dict[Element, Element]:
        return {child: parent for parent in self.root.iter() for child in parent}

    def span(self, element: Element) -> Span:
        """Where an element lies."""
        return self._spans[element]

    def parent(self, element: Element) -> Element | None:
        """The element that holds another one, None for the root."""
        return self._parents.get(element)

    def above(self, element: Element) -> Iterator[Element]:
        """The elements that hold an element, nearest first."""
        parent = self._parents.get(element)
        while parent is not None:
            yield parent
            parent = self._parents.get(parent)

    def raw(self, element: Element) -> bytes:
        """An element as it is written."""
        span = self._spans[element]
        return self.data[span.start : span.end]

    def inner(self, element: Element) -> bytes:
        """What is written between the tags of an element."""
        span = self._spans[element]
        return self.data[span.open_end : span.close]

    def name(self, element: Element) -> bytes:
        """An element's name as it is written, with its prefix."""
        return re.split(
            rb"[\s/>]", self.data[self._spans[element].start + 1 : self._spans[element].open_end], maxsplit=1
        )[0]

    def without(self, element: Element, unwanted: Iterable[Element], also: Iterable[Splice] = ()) -> bytes:
        """An element as it is written but for some of the elements in it, and with other changes inside it."""
        span = self._spans[element]
        removed = [(self._spans[each].start, self._spans[each].end, b"") for each in unwanted]
        return spliced(self.data, [*removed, *also], span.start, span.end)

    def with_attribute(self, element: Element, name: bytes, value: str | None) -> Splice:
        """Writes an attribute of an element anew, or behind the others; None takes it away."""
        span = self._spans[element]
        match = re.compile(rb"\s+" + re.escape(name) + rb"\s*=\s*(\"[^\"]*\"|'[^']*')").search(
            self.data, span.start, span.open_end
        )
        written = b"" if value is None else b" " + name + b"=" + quoted(value)
        if match is not None:
            return match.start(), match.end(), written
        at = span.open_end - (2 if self.data.startswith(b"/>", span.open_end - 2) else 1)
        return at, at, written

    def inserted(self, element: Element, new: bytes, behind: Iterable[Element] = ()) -> Splice:
        """Puts something into an element, behind some of its children, else before all of them."""
        span = self._spans[element]
        places = [self._spans[child].end for child in behind]
        if span.end != span.open_end:
            at = max(places, default=span.open_end)
            return at, at, new
        name = self.name(element)
        return span.open_end - 2, span.end, b">" + new + b"</" + name + b">"


def spliced(data: bytes, splices: Iterable[Splice], start: int = 0, end: int | None = None) -> bytes:
    """A stretch of a part with places written anew. Those within a place that is written anew as a whole are dropped."""
    end = len(data) if end is None else end
    pieces: list[bytes] = []
    at = start
    for first, last, new in sorted(splices, key=lambda splice: (splice[0], splice[0] != splice[1], -splice[1])):
        if first < at or last > end:
            continue
        pieces += data[at:first], new
        at = last
    return b"".join((*pieces, data[at:end]))


def quoted(value: str) -> bytes:
    """An attribute's value with its quotes."""
    return b'"' + escaped(value).replace(b'"', b"&quot;").replace(b"\n", b"&#10;") + b'"'


_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def escaped(text: str) -> bytes:
    """A text between tags; characters that XML cannot hold are left out."""
    text = _FORBIDDEN.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;").encode("utf-8")
