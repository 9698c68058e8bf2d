"""The XML of a workbook's parts in pieces, for what is taken out of it without a parser."""

import re
from collections.abc import Iterable, Iterator

_UTF_8 = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s*(?:<\?xml (?:(?!encoding)[^>])*(?:encoding=["'][Uu][Tt][Ff]-8["'][^>]*)?>|<[A-Za-z])"""
)
_REFERENCE = re.compile(r"&(?:#([0-9]{2,7});|(amp|lt|gt|quot|apos);)?")
_ONLY_REFERENCES = re.compile(r"(?:&#[0-9]{2,7};)++")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_REST = 1 << 20


def resolved(stored: str) -> str | None:
    """The text of an element's characters; None where only the parser can tell."""
    text = stored
    if "&" in text:
        try:
            if _ONLY_REFERENCES.fullmatch(text):
                text = "".join(map(chr, map(int, text[2:-1].split(";&#"))))
            else:
                text = _REFERENCE.sub(_character, text)
        except (KeyError, ValueError, OverflowError):
            return None
    return None if _NOT_XML.search(text) else text


def _character(reference: re.Match[str]) -> str:
    return chr(int(reference[1])) if reference[1] else _NAMED[reference[2]]


def to_tags(pieces: Iterable[bytes], tag: bytes) -> Iterator[bytes]:
    """The same bytes in pieces that end with a tag, where that comes along, or with any."""
    rest = b""
    for piece in pieces:
        whole = rest + piece
        end = whole.rfind(tag) + len(tag)
        if end < len(tag):
            end = whole.rfind(b">") + 1 or (len(whole) if len(whole) > _LONGEST_REST else 0)
        rest = whole[end:]
        if end:
            yield whole[:end]
    if rest:
        yield rest


def is_utf_8(beginning: bytes) -> bool:
    """Whether a part says, or says nothing against it, that it is written in UTF-8."""
    return _UTF_8.match(beginning) is not None
