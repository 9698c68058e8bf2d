"""The lists of a workbook's sheets: tabs with what counts them, and the titles in the document's properties."""

from collections.abc import Sequence

from medaid_desktop.formats.excel.formula_tokens import quoted_name
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


def with_tabs(data: bytes, index: int, names: Sequence[str], defined: Sequence[bytes], watch: Watch) -> bytes:
    """The workbook part with copies of the sheet at `index` behind it, called by `names`, and with their own defined names; whatever
    counts sheets counts anew."""
    more = len(names)
    wanted = {"sheets", "sheet", "workbookView", "customWorkbookView", "definedNames", "definedName"}
    tags = find_tags(data, lambda name, _: name in wanted, watch)
    splices: list[Splice] = []
    for tag in tags:
        if tag.name == "sheets":
            splices.append(_tabs(data, tag, index, names, watch))
        for inner in (tag, *tag.inner):
            if inner.name == "definedName":
                at = integer(inner.attributes.get("localSheetId"), -1)
                if at > index:
                    splices.append(attribute_splice(data, inner, "localSheetId", str(at + more)))
            elif inner.name == "workbookView":
                for name in ("activeTab", "firstSheet"):
                    at = integer(inner.attributes.get(name))
                    if at > index:
                        splices.append(attribute_splice(data, inner, name, str(at + more)))
        if tag.name == "definedNames" and defined and not tag.is_empty:
            splices.append((tag.close, tag.close, b"".join(defined)))
    return spliced(data, splices)


def _tabs(data: bytes, sheets: Tag, index: int, names: Sequence[str], watch: Watch) -> Splice:
    own = sheets.inner[index]
    made = data[own.start : own.end]
    again = find_tags(made, lambda name, _: name == "sheet", watch)[0]
    reference = next(name for name in again.attributes if local(name) == "id" and name != "id")
    number = max(integer(tag.attributes.get("sheetId")) for tag in sheets.inner)
    added = b""
    for count, name in enumerate(names, 2):
        number += 1
        splices = [
            attribute_splice(made, again, "name", name),
            attribute_splice(made, again, "sheetId", str(number)),
            attribute_splice(made, again, reference, relation_id(count)),
        ]
        added += spliced(made, splices)
    return own.end, own.end, added


def titled(data: bytes, sheet: str, names: Sequence[str], watch: Watch) -> bytes:
    """The document's properties, which list the sheets' names, with `names` in place of that of a sheet."""
    tags = find_tags(data, lambda name, _: name in ("TitlesOfParts", "HeadingPairs", "vector", "lpstr", "i4"), watch)
    titles = next((tag for tag in tags if tag.name == "TitlesOfParts"), None)
    if titles is None or not titles.inner or not titles.inner[0].inner:
        return data
    vector, more = titles.inner[0], len(names) - 1
    splices: list[Splice] = []
    for tag in vector.inner:
        old = inner_text(data, tag)
        if old == sheet:
            added = b"".join(_around(data, tag, content(name)) for name in names)
            splices.append((tag.start, tag.end, added))
        for prefix in (f"{sheet}!", f"{quoted_name(sheet)}!"):
            if old.startswith(prefix):
                new = f"{quoted_name(names[0])}!{old.removeprefix(prefix)}"
                splices.append((tag.open_end, tag.close, content(new)))
    if more and "size" in vector.attributes:
        size = integer(vector.attributes["size"]) + more
        splices.append(attribute_splice(data, vector, "size", str(size)))
    pairs = next((tag for tag in tags if tag.name == "HeadingPairs"), None)
    counts = [tag for tag in _all(pairs.inner if pairs else []) if tag.name == "i4"]
    if more and counts:
        splices.append((counts[0].open_end, counts[0].close, str(integer(inner_text(data, counts[0])) + more).encode()))
    return spliced(data, splices)


def _all(tags: Sequence[Tag]) -> list[Tag]:
    return [one for tag in tags for one in (tag, *_all(tag.inner))]


def _around(data: bytes, tag: Tag, inside: bytes) -> bytes:
    return data[tag.start : tag.open_end] + inside + data[tag.close : tag.end]


def relation_id(number: int) -> str:
    """The id by which the workbook knows a copy: the first is number 2."""
    return f"medaidSheet{number}"
