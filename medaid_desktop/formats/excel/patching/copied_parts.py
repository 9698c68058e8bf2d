"""The parts of a sheet as they have to be in a copy of it: what may be there once only is named anew, links lead to the same copy."""

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import quote
from uuid import NAMESPACE_OID, uuid5

from medaid_desktop.formats.excel.formula_tokens import quoted_name
from medaid_desktop.formats.excel.patching.links import linked_place
from medaid_desktop.formats.excel.patching.pieces import pieces
from medaid_desktop.formats.excel.patching.renaming import Names, renamed
from medaid_desktop.formats.excel.patching.tags import (
    Splice,
    attribute_splice,
    content,
    find_tags,
    inner_text,
    spliced,
)
from medaid_desktop.formats.guard import Watch

_GUID = re.compile(rb"\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}")
_UID = re.compile(rb'(\sxr\d*:uid=")' + b"(" + _GUID.pattern + rb')"')
_ONLY_ONCE = {
    name: re.compile(rb"\s" + name.encode() + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')") for name in ("tabSelected", "codeName")
}


def sheet_copied(data: bytes, number: int, watch: Watch) -> bytes:
    """A sheet: one only is chosen when the workbook opens, and one only is known to its macros."""
    data = _with_own_ids(data, number)
    splices: list[Splice] = []
    for tag in find_tags(data, lambda name, _: name in ("sheetView", "sheetPr"), watch):
        for name, written in _ONLY_ONCE.items():
            found = written.search(data, tag.start, tag.open_end) if name in tag.attributes else None
            if found:
                splices.append((found.start(), found.end(), b""))
    return spliced(data, splices)


def table_copied(data: bytes, number: int, watch: Watch) -> bytes:
    """A table object (列表), with a number of its own."""
    data = _with_own_ids(data, number)
    tag = find_tags(data, lambda name, _: name == "table", watch)[0]
    return spliced(data, [attribute_splice(data, tag, "id", str(number))])


def notes_copied(data: bytes, number: int) -> bytes:
    """Notes and threads of notes, with ids of their own."""
    return _GUID.sub(lambda found: _other_guid(found[0], number), data)


def _with_own_ids(data: bytes, number: int) -> bytes:
    """A part whose elements are told apart by other ids (xr:uid) than those that it is like."""
    return _UID.sub(lambda found: found[1] + _other_guid(found[2], number) + b'"', data)


def _other_guid(guid: bytes, number: int) -> bytes:
    return f"{{{str(uuid5(NAMESPACE_OID, f'{guid.decode()}#{number}')).upper()}}}".encode()


def chart_copied(data: bytes, sheet: str, names: frozenset[str], watch: Watch) -> bytes:
    """A chart over names of the workbook ([0]!金额) goes by those of `names`, in small letters, that the copied sheet has of its own."""
    if b"[0]!" not in data:
        return data
    splices: list[Splice] = []
    for tag in find_tags(data, lambda name, _: name == "f", watch):
        old = inner_text(data, tag)
        new = "".join(_of_sheet(piece.text, sheet, names) for piece in pieces(old))
        if new != old:
            splices.append((tag.open_end, tag.close, content(new)))
    return spliced(data, splices)


def _of_sheet(text: str, sheet: str, names: frozenset[str]) -> str:
    own = text.startswith("[0]!") and text[4:].casefold() in names
    return f"{quoted_name(sheet)}!{text[4:]}" if own else text


def relations_copied(
    data: bytes, part: str, parts: Mapping[str, str], sheets: Mapping[str, str], watch: Watch
) -> bytes:
    """The list of a part's relations, leading to the copies of parts (`parts`, by the old names) and sheets (`sheets`)."""
    new_names = Names({old.casefold(): new for old, new in sheets.items()})
    lower = {old.lower(): new for old, new in parts.items()}
    splices: list[Splice] = []
    for tag in find_tags(data, lambda name, _: name == "Relationship", watch):
        target = tag.attributes.get("Target", "")
        there = linked_place(target)
        if there:
            moved = renamed(there, new_names)
            if moved != there:
                written = quote(moved, safe="!'$:()") if "%" in target else moved
                splices.append(attribute_splice(data, tag, "Target", f"#{written}"))
        elif tag.attributes.get("TargetMode") != "External":
            new = lower.get(path_of(posixpath.dirname(part), target).lower())
            if new is not None:
                head, slash, _ = target.replace("\\", "/").rpartition("/")
                splices.append(attribute_splice(data, tag, "Target", head + slash + posixpath.basename(new)))
    return spliced(data, splices)


def path_of(folder: str, target: str) -> str:
    """The name of the part that a relation of a part in a folder leads to."""
    return posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")
