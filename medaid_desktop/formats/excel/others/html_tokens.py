"""HTML cut into tags and texts in one pass; no page, however broken, takes longer than its length warrants."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from medaid_desktop.formats.guard import Watch

_LONGEST_TAG = 20_000
_TAG = re.compile(r"""<(/?)([A-Za-z][A-Za-z0-9:_.-]{0,60})((?:[^"'>]|"[^"]*"|'[^']*')*)>""")
_LOOSE_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:_.-]{0,60})([^<>]*)>")
"""A tag with a stray quotation mark in it."""
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_RAW = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in ("script", "style", "textarea", "title")}
_TOKENS_BETWEEN_CHECKS = 200


@dataclass(frozen=True, slots=True)
class Token:
    """A start tag, an end tag or a text between tags; names of tags and attributes are lower case."""

    tag: str = ""
    is_end: bool = False
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict[str, str])


def tokens(page: str, watch: Watch) -> Iterator[Token]:
    """The tags and texts of a page; comments, declarations, scripts and style sheets are left out."""
    place = count = 0
    while place < len(page):
        count += 1
        if count % _TOKENS_BETWEEN_CHECKS == 0:
            watch.check()
        opening = page.find("<", place)
        opening = len(page) if opening < 0 else opening
        if opening > place:
            yield Token(text=unescape(page[place:opening]))
            place = opening
            continue
        if page.startswith("<!--", place):
            place = _behind(page, "-->", place + 4)
        elif page.startswith(("<!", "<?"), place):
            place = _behind(page, ">", place + 2)
        elif found := _tag(page, place):
            name = found[2].lower()
            yield Token(name, bool(found[1]), attributes=_attributes(found[3]))
            place = found.end()
            if name in _RAW and not found[1]:
                end = _RAW[name].search(page, place)
                place = _behind(page, ">", end.end()) if end else len(page)
        else:
            yield Token(text="<")
            place += 1


def _behind(page: str, mark: str, place: int) -> int:
    """Behind the next mark; the end where there is none."""
    found = page.find(mark, place)
    return len(page) if found < 0 else found + len(mark)


def _tag(page: str, place: int) -> re.Match[str] | None:
    end = place + _LONGEST_TAG
    return _TAG.match(page, place, end) or _LOOSE_TAG.match(page, place, end)


def _attributes(text: str) -> dict[str, str]:
    if not text.strip("/ \n\r\t"):
        return {}
    return {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(text)}
