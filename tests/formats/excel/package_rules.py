"""What Office asks of the package of any workbook before it opens it without repair: parts, relations, ids and names."""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, fromstring

_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"'((?:[^'\[\]]|'')+)'!|(?<![\w\]'.!:])([^\W\d][\w.]*)!")


def package_faults(content: bytes) -> list[str]:
    """Everything about the package of a workbook that Office would repair or refuse."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        parts = {name: package.read(name) for name in names}
    found = [f"{name} twice" for name, count in Counter(name.lower() for name in names).items() if count > 1]
    trees = {name: fromstring(data) for name, data in parts.items() if name.endswith((".xml", ".rels", ".vml"))}
    return [*found, *_types(trees, parts), *_relations(trees, parts), *_book(trees), *_tables(trees), *_formulas(trees)]


def _types(trees: dict[str, Element], parts: Iterable[str]) -> Iterator[str]:
    root = trees["[Content_Types].xml"]
    named = [item.get("PartName", "").lstrip("/").lower() for item in root.findall(f"{_TYPES}Override")]
    endings = {item.get("Extension", "").lower() for item in root.findall(f"{_TYPES}Default")}
    yield from (f"type of {name} twice" for name, count in Counter(named).items() if count > 1)
    lower = {name.lower() for name in parts}
    yield from (f"type of {name}, which is not there" for name in named if name not in lower)
    for name in lower - {"[content_types].xml"}:
        if name not in named and name.rpartition(".")[2] not in endings:
            yield f"{name} has no type"


def _relations(trees: dict[str, Element], parts: Iterable[str]) -> Iterator[str]:
    lower = {name.lower() for name in parts}
    for name, root in trees.items():
        if not name.endswith(".rels"):
            continue
        folder, listing = posixpath.split(name)
        source = posixpath.join(posixpath.dirname(folder), listing[: -len(".rels")])
        if source not in trees and name != "_rels/.rels":
            yield f"{name} belongs to nothing"
        ids = [item.get("Id", "") for item in root]
        yield from (f"{name}: {one} twice" for one, count in Counter(ids).items() if count > 1)
        for item in root:
            target = item.get("Target", "")
            if item.get("TargetMode") == "External" or target.startswith("#"):
                continue
            path = posixpath.normpath(posixpath.join("/", posixpath.dirname(folder), target)).lstrip("/").lower()
            if path not in lower:
                yield f"{name}: no {target}"
        if source in trees:
            used = {value for tag in trees[source].iter() for key, value in tag.attrib.items() if key == _ID}
            yield from (f"{source} uses {one}" for one in used - set(ids))


def _book(trees: dict[str, Element]) -> Iterator[str]:
    root = trees["xl/workbook.xml"]
    sheets = list(root.iter(f"{_MAIN}sheet"))
    names = [item.get("name", "") for item in sheets]
    for name in names:
        if not 0 < len(name.encode("utf-16-le")) // 2 <= 31 or re.search(r"[\[\]:*?/\\]|^'|'$|[\x00-\x1f]", name):
            yield f"sheet {name!r}"
    for what, values in (
        ("sheets", [name.casefold() for name in names]),
        ("ids", [item.get("sheetId") for item in sheets]),
        ("relations", [item.get(_ID) for item in sheets]),
        ("names", [(n.get("name", "").casefold(), n.get("localSheetId")) for n in root.iter(f"{_MAIN}definedName")]),
    ):
        yield from (f"{what}: {one} twice" for one, count in Counter(values).items() if count > 1)
    for item in root.iter(f"{_MAIN}definedName"):
        if not 0 <= int(item.get("localSheetId", "0")) < len(sheets):
            yield f"name {item.get('name')} of no sheet"
    for view in root.iter(f"{_MAIN}workbookView"):
        yield from (
            f"{key} {view.get(key)}" for key in ("activeTab", "firstSheet") if int(view.get(key, "0")) >= len(sheets)
        )
    chosen = [
        name
        for name, tree in trees.items()
        for view in tree.iter(f"{_MAIN}sheetView")
        if view.get("tabSelected") == "1"
    ]
    yield from (f"chosen: {chosen}" for _ in chosen[1:2])
    if "xl/calcChain.xml" in trees:
        yield "an order of calculation that may be old"


def _tables(trees: dict[str, Element]) -> Iterator[str]:
    tables = [tree for tree in trees.values() if tree.tag == f"{_MAIN}table"]
    defined = [item.get("name", "").casefold() for item in trees["xl/workbook.xml"].iter(f"{_MAIN}definedName")]
    for key in ("id", "name", "displayName"):
        values = [(table.get(key) or "").casefold() for table in tables]
        yield from (f"tables: {key} {one} twice" for one, count in Counter(values).items() if count > 1)
        yield from (f"table {one} called like a name" for one in values if one in defined)


def _formulas(trees: dict[str, Element]) -> Iterator[str]:
    """Formulas that name a sheet that is not there."""
    sheets = {item.get("name", "").casefold() for item in trees["xl/workbook.xml"].iter(f"{_MAIN}sheet")}
    for name, tree in trees.items():
        for tag in tree.iter():
            if (
                tag.tag.rpartition("}")[2] not in ("f", "formula", "formula1", "formula2", "definedName")
                or not tag.text
            ):
                continue
            for match in _REFERENCE.finditer(re.sub(r'"[^"]*"', "", tag.text)):
                for one in (match[1].replace("''", "'") if match[1] else match[2]).split(":"):
                    if one.casefold() not in sheets:
                        yield f"{name}: {tag.text} names {one}"
