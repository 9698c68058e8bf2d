"""Tags and texts of HTML one after the other, forgiving as browsers are, and much faster than the standard parser.

A spreadsheet puts tens of thousands of cells on the clipboard, and the clerk waits for them.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape
from typing import NamedTuple

_QUOTED = r""""[^"]{0,4000}"|'[^']{0,4000}'"""
_TAG = re.compile(rf"<(?:(/?)([a-zA-Z][^\s/>]*)((?:[^>\"']++|{_QUOTED}){{0,400}}+|[^>]*+)>|[!?][^>]*+>)")
"""Everything is bounded or possessive: no text, however broken, is gone over twice."""
_ATTRIBUTE = re.compile(rf"([^\s\"'>/=]+)(?:\s*=\s*({_QUOTED}|[^\s>\"']*))?")
_RAW = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in ("style", "script")}
"""Elements whose text is no HTML, by what ends them."""


class Tag(NamedTuple):
    """A tag: its name in small letters, its attributes as written, and whether it ends an element (</p>) or is one (<p/>)."""

    name: str
    written: str
    ends: bool
    is_empty: bool

    @property
    def attributes(self) -> Mapping[str, str]:
        """The attributes by their names in small letters."""
        return attributes(self.written)


def html_tokens(html: str) -> Iterator[Tag | str]:
    """The tags of a text and what stands between them, with its character references resolved; comments and
    declarations are left out, and what styles and scripts hold."""
    html = _without_comments(html)
    place, behind = 0, html.rfind(">") + 1
    while found := _TAG.search(html, place, behind):
        if found.start() > place:
            yield _text(html[place : found.start()])
        place = found.end()
        if not found[2]:
            continue
        name = found[2].lower()
        yield Tag(name, found[3], bool(found[1]), found[3].endswith("/"))
        if name in _RAW and not found[1] and not found[3].endswith("/"):
            end = _RAW[name].search(html, place)
            place = end.start() if end else len(html)
    if place < len(html):
        yield _text(html[place:])


@lru_cache(maxsize=512)
def attributes(written: str) -> Mapping[str, str]:
    """The attributes of a tag as written in it; those without a value are ""."""
    return {name.lower(): unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(written)}


def _without_comments(html: str) -> str:
    parts: list[str] = []
    place = 0
    while (start := html.find("<!--", place)) >= 0 and (end := html.find("-->", start + 2)) >= 0:
        parts.append(html[place:start])
        place = end + 3
    return "".join([*parts, html[place:]]) if parts else html


def _text(html: str) -> str:
    return unescape(html) if "&" in html else html
