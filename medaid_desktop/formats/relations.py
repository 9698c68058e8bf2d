"""The parts of an Office Open XML package and how they refer to one another."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from medaid_desktop.formats.archive import Archive
from medaid_desktop.formats.guard import DamagedError, Watch
from medaid_desktop.formats.safe_xml import tree

_PREFIXES = {"http://schemas.openxmlformats.org/package/2006/relationships": "p"}


@dataclass(frozen=True, slots=True)
class Relation:
    """A reference to another part: the last word of its type (worksheet, styles …) and the part's name."""

    kind: str
    part: str


def relations(archive: Archive, part: str, watch: Watch) -> Mapping[str, Relation]:
    """The relations of a part ("" for the package) by id; those that lead outside are left out, nothing is fetched."""
    folder, name = posixpath.split(part)
    source = posixpath.join(folder, "_rels", f"{name}.rels")
    if source not in archive:
        return {}
    found: dict[str, Relation] = {}
    for element in tree(archive.pieces(source), _PREFIXES, watch):
        target, mode = element.get("Target"), element.get("TargetMode")
        if target and mode != "External":
            path = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = Relation(kind, path)
    return found


def main_part(archive: Archive, watch: Watch) -> str:
    """The name of the package's main part. Raises DamagedError where none is there."""
    for relation in relations(archive, "", watch).values():
        if relation.kind == "officeDocument" and relation.part in archive:
            return relation.part
    for part in ("xl/workbook.xml", "word/document.xml", "xl/workbook.bin", "ppt/presentation.xml"):
        if part in archive:
            return part
    raise DamagedError("no main part")


def part_of_kind(found: Mapping[str, Relation], kind: str, archive: Archive) -> str | None:
    """The part that a relation of this kind leads to, None where there is none."""
    return next((item.part for item in found.values() if item.kind == kind and item.part in archive), None)
