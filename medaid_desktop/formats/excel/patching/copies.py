"""Sheets of a workbook several times over, each with all that belongs to it: pictures, shapes, charts, notes, names, print areas."""

import posixpath
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from medaid_desktop.errors import UserError
from medaid_desktop.formats.excel.patching.copied_parts import (
    chart_copied,
    notes_copied,
    path_of,
    relations_copied,
    sheet_copied,
    table_copied,
)
from medaid_desktop.formats.excel.patching.links import SheetLinks, listing_of
from medaid_desktop.formats.excel.patching.tabs import Tab, relation_id, titled, with_tabs
from medaid_desktop.formats.excel.patching.tags import (
    Tag,
    attribute_splice,
    find_tags,
    in_utf8,
    spliced,
)
from medaid_desktop.formats.excel.patching.workbook import TemplateWorkbook
from medaid_desktop.formats.safe_xml import integer

Parts = dict[str, bytes]

_TYPES = "[Content_Types].xml"


class CannotCopyError(UserError):
    """A sheet has something that a workbook cannot have twice; `reason` says what, as a clause."""

    def __init__(self, sheet: str, what: str) -> None:
        super().__init__(f"样表里有{what}，不能在一个工作簿里放多份", sheet, "请把 --out 写成文件夹，一份一个文件")
        self.reason = f"原表的工作表“{sheet}”里有{what}，不能在一个工作簿里放多份"


@dataclass(frozen=True, slots=True)
class Copy:
    """What becomes of the sheets in one copy: their new names by the old ones, and the parts that were written for it, as they stand in
    the file."""

    names: Mapping[str, str]
    parts: Mapping[str, bytes]


def new_tables(
    book: TemplateWorkbook, links: SheetLinks, sheets: Sequence[str], number: int
) -> Mapping[str, Mapping[str, str]]:
    """What the table objects of some sheets are called in a copy, by sheet and the old names in small letters; the first, number 1,
    keeps them."""
    taken = {name.casefold() for own in links.tables.values() for name in own}
    taken |= {name for name, _ in book.names_defined}
    found: dict[str, dict[str, str]] = {}
    for sheet in sheets if number > 1 else ():
        for name in links.tables.get(sheet, ()):
            new = f"{name}_{number}"
            while new.casefold() in taken:
                new += "_"
            found.setdefault(sheet, {})[name.casefold()] = new
    return found


class SheetCopies:
    """Puts copies of some sheets into the parts of a workbook, behind the first ones. The first have their own parts."""

    def __init__(self, book: TemplateWorkbook, links: SheetLinks, sheets: Sequence[str], first: Copy) -> None:
        """`sheets` are in the order of their tabs. Raises CannotCopyError where one has something that a workbook cannot have twice."""
        for sheet in sheets:
            if what := links.obstacle(sheet):
                raise CannotCopyError(sheet, what)
        self._book = book
        self._sheets = tuple(sheets)
        self._indexes = [book.sheets.index(sheet) for sheet in sheets]
        self._links = links
        self.parts: Parts = dict(first.parts)
        self._first = first
        self._tabs: list[Tab] = []
        self._overrides: list[bytes] = []
        self._defined: list[bytes] = []
        self._closures = {sheet: links.closure(sheet) for sheet in sheets}
        self._needed = {sheet: links.names_needed(sheet, sheets) for sheet in sheets}
        self._tables = self._first_table()
        self._link(first)

    def _first_table(self) -> int:
        """The first number that is free for a table object (列表)."""
        numbers = [0]
        for name in self._book.members:
            if "/tables/" in name.lower() and name.lower().endswith(".xml"):
                tags = find_tags(in_utf8(self._book.read(name)), lambda tag, _: tag == "table", self._book.watch)
                numbers += [integer(tag.attributes.get("id")) for tag in tags]
        return max(numbers) + 1

    def _link(self, first: Copy) -> None:
        """The links of the first sheets, where they are kept as if they led to another file."""
        for closure in self._closures.values():
            for part, _ in closure:
                listing = listing_of(part)
                if self._book.has(listing):
                    old = in_utf8(self._book.read(listing))
                    new = relations_copied(old, part, {}, first.names, self._book.watch)
                    if new != old:
                        self.parts[self._book.member(listing)] = new

    def add(self, copy: Copy) -> None:
        """Another copy of the sheets, behind those that are there."""
        count = len(self._sheets)
        number = len(self._tabs) // count + 2
        names = {part: self._new_name(part, number) for own in self._closures.values() for part, _ in own}
        book = in_utf8(copy.parts.get(self._book.member(self._book.main)) or self._book.read(self._book.main))
        defined = find_tags(book, lambda tag, _: tag == "definedName", self._book.watch)
        done: set[str] = set()
        for sheet, closure in self._closures.items():
            for part, kind in closure:
                if part not in done:
                    self._add_part(copy, sheet, part, kind, names, number)
                    done.add(part)
            index = self._indexes[-1] + 1 + len(self._tabs)
            self._defined += self._local_names(book, defined, sheet, index)
            self._tabs.append(Tab(self._book.sheets.index(sheet), copy.names[sheet], names[closure[0][0]]))

    def _add_part(self, copy: Copy, sheet: str, part: str, kind: str, names: Mapping[str, str], number: int) -> None:
        data = copy.parts.get(self._book.member(part)) or self._book.read(part)
        self.parts[names[part]] = self._adapted(data, kind, sheet, copy, number)
        self._override(part, names[part])
        listing = listing_of(part)
        if self._book.has(listing):
            related = relations_copied(in_utf8(self._book.read(listing)), part, names, copy.names, self._book.watch)
            self.parts[listing_of(names[part])] = related

    def _new_name(self, part: str, number: int) -> str:
        folder, name = posixpath.split(self._book.member(part))
        stem, ending = posixpath.splitext(name)
        new = posixpath.join(folder, f"{stem}_{number}{ending}")
        while self._book.has(new) or new in self.parts:
            stem += "_"
            new = posixpath.join(folder, f"{stem}{number}{ending}")
        return new

    def _adapted(self, data: bytes, kind: str, sheet: str, copy: Copy, number: int) -> bytes:
        """A part as it has to be in a copy."""
        if kind == "worksheet":
            return sheet_copied(in_utf8(data), number, self._book.watch)
        if kind == "table":
            self._tables += 1
            return table_copied(in_utf8(data), self._tables - 1, self._book.watch)
        if kind in ("threadedComment", "comments"):
            return notes_copied(data, number)
        if kind in ("chart", "chartEx"):
            return chart_copied(in_utf8(data), copy.names[sheet], self._needed[sheet], self._book.watch)
        return data

    @cached_property
    def _types(self) -> Mapping[str, bytes]:
        """What the package says of the kinds of parts, by their names in small letters."""
        data = in_utf8(self._book.read(_TYPES))
        tags = find_tags(data, lambda name, _: name == "Override", self._book.watch)
        return {tag.attributes.get("PartName", "").lower(): data[tag.start : tag.end] for tag in tags}

    def _override(self, part: str, new: str) -> None:
        made = self._types.get(f"/{part}".lower())
        if made is not None:
            again = find_tags(made, lambda name, _: name == "Override", self._book.watch)[0]
            self._overrides.append(spliced(made, [attribute_splice(made, again, "PartName", f"/{new}")]))

    def _local_names(self, book: bytes, tags: Sequence[Tag], sheet: str, index: int) -> list[bytes]:
        """The names of a copy's own: those of the sheet, and its own edition of the workbook's names that lead to copied cells."""
        old, needed = self._book.sheets.index(sheet), self._needed[sheet]
        found: list[bytes] = []
        for tag in tags:
            local_to = integer(tag.attributes.get("localSheetId"), -1)
            if local_to == old or (local_to < 0 and tag.attributes.get("name", "").casefold() in needed):
                made = spliced(book, [attribute_splice(book, tag, "localSheetId", str(index))], tag.start, tag.end)
                found.append(made)
        return found

    # -- the workbook --------------------------------------------------------------------------------------------

    def written(self) -> Parts:
        """All parts that are new or changed."""
        if self._tabs:
            self._change(_TYPES, lambda data: _before_end(data, b"".join(self._overrides)))
            self._change(listing_of(self._book.main), self._listed)
            last, watch = self._indexes[-1], self._book.watch
            self._change(self._book.main, lambda data: with_tabs(data, last, self._tabs, self._defined, watch))
        properties = next((name for name in self._book.members if name.lower() == "docprops/app.xml"), None)
        if properties:
            names = {old: self._first.names[old] for old in self._sheets}
            more = [tab.name for tab in self._tabs]
            self._change(properties, lambda data: titled(data, names, more, self._book.watch))
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
        folder = posixpath.dirname(self._book.main)
        own = {path_of(folder, tag.attributes.get("Target", "")).lower(): tag for tag in tags}
        added: list[bytes] = []
        for number, tab in enumerate(self._tabs, 2):
            like = own[self._book.tabs[self._book.sheets[tab.like]].lower()]
            made = data[like.start : like.end]
            again = find_tags(made, lambda name, _: name == "Relationship", self._book.watch)[0]
            splices = [
                attribute_splice(made, again, "Id", relation_id(number)),
                attribute_splice(made, again, "Target", f"/{tab.part}"),
            ]
            added.append(spliced(made, splices))
        return _before_end(data, b"".join(added))


def _before_end(data: bytes, added: bytes) -> bytes:
    """Something put in as the last child of the root."""
    at = data.rindex(b"</")
    return data[:at] + added + data[at:]
