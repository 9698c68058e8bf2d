"""The lists of a workbook's sheets: tabs with what counts them, and the titles in the document's properties."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from medaid_desktop.formats.excel.patching.renaming import Names, renamed
from medaid_desktop.formats.excel.patching.tags import (
    Splice,
    Tag,
    attribute_splice,
    content,
    find_tags,
    inner_text,
    local,
    spliced,
)
from medaid_desktop.formats.guard import Watch
from medaid_desktop.formats.safe_xml import integer


class Tab(NamedTuple):
    """The tab of a copy: the number of the sheet it is like, its name, its part."""

    like: int
    name: str
    part: str


def with_tabs(data: bytes, last: int, tabs: Sequence[Tab], defined: Sequence[bytes], watch: Watch) -> bytes:
    """The workbook part with copies of sheets behind the one with the number `last`, and with their own defined names; whatever
    counts sheets counts anew."""
    more = len(tabs)
    wanted = {"sheets", "sheet", "workbookView", "customWorkbookView", "definedNames", "definedName"}
    tags = find_tags(data, lambda name, _: name in wanted, watch)
    splices: list[Splice] = []
    for tag in tags:
        if tag.name == "sheets":
            splices.append(_tabs(data, tag, last, tabs, watch))
        for inner in (tag, *tag.inner):
            if inner.name == "definedName":
                at = integer(inner.attributes.get("localSheetId"), -1)
                if at > last:
                    splices.append(attribute_splice(data, inner, "localSheetId", str(at + more)))
            elif inner.name == "workbookView":
                for name in ("activeTab", "firstSheet"):
                    at = integer(inner.attributes.get(name))
                    if at > last:
                        splices.append(attribute_splice(data, inner, name, str(at + more)))
        if tag.name == "definedNames" and defined and not tag.is_empty:
            splices.append((tag.close, tag.close, b"".join(defined)))
    return spliced(data, splices)


def _tabs(data: bytes, sheets: Tag, last: int, tabs: Sequence[Tab], watch: Watch) -> Splice:
    number = max(integer(tag.attributes.get("sheetId")) for tag in sheets.inner)
    added: list[bytes] = []
    for count, tab in enumerate(tabs, 2):
        own = sheets.inner[tab.like]
        made = data[own.start : own.end]
        again = find_tags(made, lambda name, _: name == "sheet", watch)[0]
        reference = next(name for name in again.attributes if local(name) == "id" and name != "id")
        number += 1
        splices = [
            attribute_splice(made, again, "name", tab.name),
            attribute_splice(made, again, "sheetId", str(number)),
            attribute_splice(made, again, reference, relation_id(count)),
        ]
        added.append(spliced(made, splices))
    end = sheets.inner[last].end
    return end, end, b"".join(added)


def titled(data: bytes, names: Mapping[str, str], more: Sequence[str], watch: Watch) -> bytes:
    """The document's properties, which list the sheets' names, with new names for some, and those of `more` sheets behind these."""
    tags = find_tags(data, lambda name, _: name in ("TitlesOfParts", "HeadingPairs", "vector", "lpstr", "i4"), watch)
    titles = next((tag for tag in tags if tag.name == "TitlesOfParts"), None)
    if titles is None or not titles.inner or not titles.inner[0].inner:
        return data
    vector = titles.inner[0]
    splices: list[Splice] = []
    waiting = dict(names)
    for tag in vector.inner:
        old = inner_text(data, tag)
        new = waiting.pop(old, None)
        if new is not None:
            added = (new, *(more if not waiting else ()))
            splices.append((tag.start, tag.end, b"".join(_around(data, tag, content(name)) for name in added)))
            continue
        ranged = renamed(old, Names({one.casefold(): other for one, other in names.items()}))
        if ranged != old:
            splices.append((tag.open_end, tag.close, content(ranged)))
    if waiting:
        return data
    if more and "size" in vector.attributes:
        size = integer(vector.attributes["size"]) + len(more)
        splices.append(attribute_splice(data, vector, "size", str(size)))
    pairs = next((tag for tag in tags if tag.name == "HeadingPairs"), None)
    counts = [tag for tag in _all(pairs.inner if pairs else []) if tag.name == "i4"]
    if more and counts:
        splices.append(
            (counts[0].open_end, counts[0].close, str(integer(inner_text(data, counts[0])) + len(more)).encode())
        )
    return spliced(data, splices)


def _all(tags: Sequence[Tag]) -> list[Tag]:
    return [one for tag in tags for one in (tag, *_all(tag.inner))]


def _around(data: bytes, tag: Tag, inside: bytes) -> bytes:
    return data[tag.start : tag.open_end] + inside + data[tag.close : tag.end]


def relation_id(number: int) -> str:
    """The id by which the workbook knows a copy: the first is number 2."""
    return f"medaidSheet{number}"
