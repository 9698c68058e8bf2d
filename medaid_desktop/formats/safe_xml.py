"""XML from strangers: no entities, nothing fetched, no endless depth; every fault is a DamagedError."""

import re
from collections.abc import Iterable, Mapping, Set
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from medaid_desktop.errors import UserError
from medaid_desktop.formats.guard import DamagedError, Watch

Attributes = dict[str, str]

DEEPEST = 250
"""Levels of elements; Word nests about 12 for a level of tables."""

LARGEST_TREE = 800_000
"""Elements of a tree held in memory, about 250 bytes each."""

_LONGEST_TOKEN = 8_000_000
"""Bytes of one tag or comment: the parser has to hold it as a whole."""

_DEEPEST_STREAM = 100_000
_PIECE = 1 << 16
_DECLARED = re.compile(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_ENCODINGS = {b"utf-8", b"utf-16", b"us-ascii", b"iso-8859-1"}


def new_parser(namespaces: bool = True) -> expat.XMLParserType:
    """An expat parser that refuses entities; names are 「namespace local」 unless `namespaces` is off."""
    parser = expat.ParserCreate(namespace_separator=" ") if namespaces else expat.ParserCreate()
    parser.buffer_text = True
    parser.EntityDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise DamagedError("entities are declared")


def feed(parser: expat.XMLParserType, pieces: Iterable[bytes], watch: Watch) -> None:
    """Parses a stream to its end. Raises DamagedError where it is no well-formed XML, and what its handlers raise."""
    fed = depth = 0
    try:
        for piece in pieces:
            if fed == 0:
                _check_encoding(piece)
            # Nearly the depth of the elements, without a call for each of them; the parser remembers all that are open.
            depth += piece.count(b"<") - 2 * piece.count(b"</") - piece.count(b"/>")
            if depth > _DEEPEST_STREAM:
                raise DamagedError(f"elements some {depth} deep")
            parser.Parse(piece, False)
            fed += len(piece)
            if fed - parser.CurrentByteIndex > _LONGEST_TOKEN:
                raise DamagedError("a tag of many megabytes")
            watch.check()
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise DamagedError(f"XML: {error}") from error


def in_pieces(data: bytes) -> Iterable[bytes]:
    """A part that is in memory already, as a stream."""
    return (data[start : start + _PIECE] for start in range(0, len(data), _PIECE))


def _check_encoding(piece: bytes) -> None:
    """Office writes no other encodings, and the parser's own errors for them cannot be told from bugs."""
    declared = _DECLARED.match(piece)
    if declared is not None and declared[1].lower() not in _ENCODINGS:
        raise DamagedError(f"encoding {declared[1]!r}")


class ShortNames(dict[str, str]):
    """「namespace local」 → 「prefix|local」 with our own prefixes; names of other namespaces get none of them: 「|local」."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self._prefixes = prefixes

    def __missing__(self, name: str) -> str:
        namespace, blank, local = name.rpartition(" ")
        short = f"{self._prefixes.get(namespace, '')}|{local}" if blank else local
        self[name] = short
        return short


def tree(
    pieces: Iterable[bytes], prefixes: Mapping[str, str], watch: Watch, skipped: Set[str] = frozenset()
) -> Element:
    """The root element of a part, with short names, without the elements of some names and all that is in them.

    Raises DamagedError, UserError for very many elements.
    """
    builder = TreeBuilder()
    names = ShortNames(prefixes)
    depth = count = 0

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal depth, count
        if names[tag] in skipped:
            _skip(parser, tag)
            return
        depth += 1
        count += 1
        if depth > DEEPEST:
            raise DamagedError("elements too deep")
        if count > LARGEST_TREE:
            raise UserError("文件太大或太复杂", "", "请只留下要导入的表格，另存为新文件后再导入")
        builder.start(names[tag], {names[name]: value for name, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(names[tag])

    parser = new_parser()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    feed(parser, pieces, watch)
    return builder.close()


def _skip(parser: expat.XMLParserType, skipped: str) -> None:
    """Lets a parser pass over the element that it has just begun."""
    handlers = parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler
    inside = 1

    def start(tag: str, _: Attributes) -> None:
        nonlocal inside
        inside += tag == skipped

    def end(tag: str) -> None:
        nonlocal inside
        inside -= tag == skipped
        if not inside:
            parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = handlers

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, None


class _Found(Exception):  # noqa: N818 - it is no failure
    pass


def root_name(pieces: Iterable[bytes], watch: Watch) -> str:
    """The root element's 「namespace local」; raises DamagedError where there is none."""
    names: list[str] = []

    def start(tag: str, _: Attributes) -> None:
        names.append(tag)
        raise _Found

    parser = new_parser()
    parser.StartElementHandler = start
    try:
        feed(parser, pieces, watch)
    except _Found:
        return names[0]
    raise DamagedError("no root element")


def integer(text: str | None, default: int = 0) -> int:
    """A whole number of an attribute; `default` where it is missing, no number, or absurdly long."""
    if text is None or len(text) > 12:
        return default
    try:
        return int(text)
    except ValueError:
        return default


def is_on(text: str | None, default: bool = False) -> bool:
    """A yes-or-no attribute as Office writes it: 1, true, on."""
    return default if text is None else text.strip().lower() not in {"0", "false", "off", "none"}
