"""One sheet of a workbook several times over, each with all that belongs to it: pictures, shapes, notes, names, print areas."""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import NAMESPACE_OID, uuid5

from medaid_desktop.errors import UserError
from medaid_desktop.formats.excel.formula_tokens import sheets_read
from medaid_desktop.formats.excel.patching.tabs import relation_id, titled, with_tabs
from medaid_desktop.formats.excel.patching.tags import (
    Splice,
    attribute_splice,
    find_tags,
    in_utf8,
    inner_text,
    spliced,
)
from medaid_desktop.formats.excel.patching.workbook import TemplateWorkbook
from medaid_desktop.formats.safe_xml import integer

Parts = dict[str, bytes]
_SHARED = {"image", "theme", "person", "hyperlink", "vbaProject", "styles", "sharedStrings"}
"""Kinds of parts that several sheets may show."""

_ONCE = {
    "pivotTable": "数据透视表", "slicer": "切片器", "timeline": "日程表", "queryTable": "外部数据",
}  # fmt: skip
"""Kinds of parts that a workbook cannot have twice under the same name."""

_GUID = re.compile(rb"\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}")


@dataclass(frozen=True, slots=True)
class Copy:
    """What becomes of the sheet in one copy: its new name and the parts that were written for it, as they stand in the file."""

    name: str
    parts: Mapping[str, bytes]


class SheetCopies:
    """Puts copies of one sheet into the parts of a workbook, behind the first one. The first has its own parts."""

    def __init__(self, book: TemplateWorkbook, sheet: str, first: Copy) -> None:
        """Raises UserError where the sheet has something that a workbook cannot have twice."""
        self._book = book
        self._sheet = sheet
        self._index = list(book.sheets).index(sheet)
        self.parts: Parts = dict(first.parts)
        self._names = [first.name]
        self._relations: list[bytes] = []
        self._overrides: list[bytes] = []
        self._sheets: list[tuple[str, str]] = []
        self._defined: list[bytes] = []
        self._belonging = self._closure()
        self._tables = self._first_table()

    def _closure(self) -> list[tuple[str, str]]:
        """Name and kind of each part that belongs to the sheet and must be there for each copy, the sheet first."""
        found: dict[str, str] = {self._book.part_of(self._sheet): "worksheet"}
        waiting = list(found)
        while waiting:
            source = waiting.pop()
            for relation in self._book.relations_of(source):
                if relation.kind in _ONCE:
                    raise UserError(
                        f"样表里有{_ONCE[relation.kind]}，不能在一个工作簿里放多份",
                        self._sheet,
                        "请把 --out 写成文件夹，一份一个文件",
                    )
                if relation.kind not in _SHARED and relation.part not in found and self._book.has(relation.part):
                    found[relation.part] = relation.kind
                    waiting.append(relation.part)
        return list(found.items())

    def _first_table(self) -> int:
        """The first number that is free for a table object (列表)."""
        numbers = [0]
        for name in self._book.members:
            if "/tables/" in name.lower() and name.lower().endswith(".xml"):
                tags = find_tags(self._book.read(name), lambda tag, _: tag == "table", self._book.watch)
                numbers += [integer(tag.attributes.get("id")) for tag in tags]
        return max(numbers) + 1

    def add(self, copy: Copy) -> None:
        """Another copy of the sheet, behind those that are there."""
        number = len(self._names) + 1
        names = {part: self._new_name(part, number) for part, _ in self._belonging}
        for part, kind in self._belonging:
            data = copy.parts.get(self._book.member(part)) or self._book.read(part)
            self.parts[names[part]] = self._adapted(data, kind, number)
            self._override(part, names[part])
            listing = _listing(part)
            if self._book.has(listing):
                self.parts[_listing(names[part])] = self._related(self._book.read(listing), part, names)
        sheet = names[self._belonging[0][0]]
        self._sheets.append((copy.name, sheet))
        book = copy.parts.get(self._book.member(self._book.main)) or self._book.read(self._book.main)
        self._defined += self._local_names(in_utf8(book), copy.name, self._index + number - 1)
        self._names.append(copy.name)

    def _new_name(self, part: str, number: int) -> str:
        folder, name = posixpath.split(self._book.member(part))
        stem, ending = posixpath.splitext(name)
        new = posixpath.join(folder, f"{stem}_{number}{ending}")
        while self._book.has(new) or new in self.parts:
            stem += "_"
            new = posixpath.join(folder, f"{stem}{number}{ending}")
        return new

    # -- parts of a copy -----------------------------------------------------------------------------------------

    def _adapted(self, data: bytes, kind: str, number: int) -> bytes:
        """A part as it has to be in a copy: what may be there once only is named anew."""
        if kind == "worksheet":
            return self._sheet_part(in_utf8(data))
        if kind == "table":
            return self._table_part(in_utf8(data), number)
        if kind in ("threadedComment", "comments"):
            return _GUID.sub(lambda found: _other_guid(found[0], number), data)
        return data

    def _sheet_part(self, data: bytes) -> bytes:
        """One sheet only is chosen when the workbook opens, and one only is known to its macros."""
        splices: list[Splice] = []
        for tag in find_tags(data, lambda name, _: name in ("sheetView", "sheetPr"), self._book.watch):
            for name in ("tabSelected", "codeName"):
                if name in tag.attributes:
                    found = re.compile(rb"\s" + name.encode() + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')").search(
                        data, tag.start, tag.open_end
                    )
                    if found:
                        splices.append((found.start(), found.end(), b""))
        return spliced(data, splices)

    def _table_part(self, data: bytes, number: int) -> bytes:
        tag = find_tags(data, lambda name, _: name == "table", self._book.watch)[0]
        splices = [attribute_splice(data, tag, "id", str(self._tables))]
        self._tables += 1
        for name in ("name", "displayName"):
            if name in tag.attributes:
                splices.append(attribute_splice(data, tag, name, f"{tag.attributes[name]}_{number}"))
        return spliced(data, splices)

    def _related(self, data: bytes, part: str, names: Mapping[str, str]) -> bytes:
        """The list of a part's relations, leading to the copies of what belongs to the sheet."""
        data = in_utf8(data)
        splices: list[Splice] = []
        for tag in find_tags(data, lambda name, _: name == "Relationship", self._book.watch):
            target = tag.attributes.get("Target", "")
            if tag.attributes.get("TargetMode") == "External":
                continue
            path = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target.replace("\\", "/"))).lstrip(
                "/"
            )
            new = next((new for old, new in names.items() if old.lower() == path.lower()), None)
            if new is not None:
                head, slash, _ = target.replace("\\", "/").rpartition("/")
                splices.append(attribute_splice(data, tag, "Target", head + slash + posixpath.basename(new)))
        return spliced(data, splices)

    def _override(self, part: str, new: str) -> None:
        data = in_utf8(self._book.read(_TYPES))
        for tag in find_tags(data, lambda name, _: name == "Override", self._book.watch):
            if tag.attributes.get("PartName", "").lower() == f"/{part}".lower():
                made = data[tag.start : tag.end]
                again = find_tags(made, lambda name, _: name == "Override", self._book.watch)[0]
                self._overrides.append(spliced(made, [attribute_splice(made, again, "PartName", f"/{new}")]))

    def _local_names(self, book: bytes, name: str, index: int) -> list[bytes]:
        """The names of a copy's own: those of the sheet, and its own edition of the workbook's names for cells of it."""
        tags = find_tags(book, lambda tag, _: tag == "definedName", self._book.watch)
        own = {
            tag.attributes.get("name") for tag in tags if integer(tag.attributes.get("localSheetId"), -1) == self._index
        }
        found: list[bytes] = []
        for tag in tags:
            local_to = integer(tag.attributes.get("localSheetId"), -1)
            text = inner_text(book, tag)
            everywhere = local_to < 0 and tag.attributes.get("name") not in own
            if local_to == self._index or (everywhere and name in sheets_read(text)):
                made = spliced(book, [attribute_splice(book, tag, "localSheetId", str(index))], tag.start, tag.end)
                found.append(made)
        return found

    # -- the workbook --------------------------------------------------------------------------------------------

    def written(self) -> Parts:
        """All parts that are new or changed."""
        if len(self._names) > 1:
            self._change(_TYPES, lambda data: _before_end(data, b"".join(self._overrides)))
            listing = _listing(self._book.main)
            self._change(listing, self._listed)
            copies = [name for name, _ in self._sheets]
            self._change(
                self._book.main, lambda data: with_tabs(data, self._index, copies, self._defined, self._book.watch)
            )
        properties = next((name for name in self._book.members if name.lower() == "docprops/app.xml"), None)
        if properties:
            self._change(properties, lambda data: titled(data, self._sheet, self._names, self._book.watch))
        return self.parts

    def _change(self, part: str, change: Callable[[bytes], bytes]) -> None:
        member = self._book.member(part)
        data = in_utf8(self.parts.get(member) or self._book.read(part))
        new = change(data)
        if new != data:
            self.parts[member] = new

    def _listed(self, data: bytes) -> bytes:
        """The workbook's relations, with one for each copy."""
        tags = find_tags(data, lambda name, _: name == "Relationship", self._book.watch)
        sheet = self._book.part_of(self._sheet)
        folder = posixpath.dirname(self._book.main)
        own = next(
            tag for tag in tags
            if posixpath.normpath(posixpath.join("/", folder, tag.attributes.get("Target", "").replace("\\", "/"))).lstrip("/").lower()
            == sheet.lower()
        )  # fmt: skip
        made = data[own.start : own.end]
        again = find_tags(made, lambda name, _: name == "Relationship", self._book.watch)[0]
        added = b""
        for number, (_, part) in enumerate(self._sheets, 2):
            splices = [
                attribute_splice(made, again, "Id", relation_id(number)),
                attribute_splice(made, again, "Target", f"/{part}"),
            ]
            added += spliced(made, splices)
        return _before_end(data, added)


_TYPES = "[Content_Types].xml"


def _listing(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _before_end(data: bytes, added: bytes) -> bytes:
    """Something put in as the last child of the root."""
    at = data.rindex(b"</")
    return data[:at] + added + data[at:]


def _other_guid(guid: bytes, number: int) -> bytes:
    return f"{{{str(uuid5(NAMESPACE_OID, f'{guid.decode()}#{number}')).upper()}}}".encode()
