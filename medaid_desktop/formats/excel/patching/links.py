"""What the sheets of a workbook say of one another: which hang on which, so that all of them are copied together."""

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from urllib.parse import unquote

from medaid_desktop.formats.excel.patching.parts import WorkbookParts
from medaid_desktop.formats.excel.patching.renaming import Said, said_by
from medaid_desktop.formats.excel.patching.tags import find_tags, in_utf8
from medaid_desktop.formats.guard import Watch
from medaid_desktop.formats.safe_xml import Attributes, feed, in_pieces, new_parser

SHARED = {"image", "theme", "person", "hyperlink", "vbaProject", "styles", "sharedStrings"}
"""Kinds of parts that several sheets may show."""

ONCE = {
    "pivotTable": "数据透视表", "slicer": "切片器", "timeline": "日程表", "queryTable": "外部数据",
}  # fmt: skip
"""Kinds of parts that a workbook cannot have twice under the same name."""

_FORMULAS = {
    "f", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula", "FmlaLink", "FmlaRange", "FmlaTxbx",
    "FmlaPict", "FmlaGroup",
}  # fmt: skip
_ATTRIBUTES = ("textlink", "location", "fmlaLink", "fmlaRange", "fmlaTxbx", "fmlaGroup")
_NOTHING = Said(frozenset(), frozenset(), frozenset())

Key = tuple[str, str]
"""A name and the sheet that it belongs to, "" for all; both in small letters."""


class SheetLinks:
    """The sheets of a workbook as they hang together. Made once for a template."""

    def __init__(self, book: WorkbookParts) -> None:
        self._book = book
        self._order = [name.casefold() for name in book.sheets]
        self._tabs = {name.casefold(): name for name in book.tabs}

    def closure(self, sheet: str) -> Sequence[tuple[str, str]]:
        """Name and kind of each part that belongs to a sheet and to no other, the sheet first."""
        found: dict[str, str] = {self._book.tabs[sheet]: "worksheet"}
        waiting = list(found)
        while waiting:
            for relation in self._book.relations_of(waiting.pop()):
                if relation.kind not in SHARED and relation.part not in found and self._book.has(relation.part):
                    found[relation.part] = relation.kind
                    waiting.append(relation.part)
        return list(found.items())

    def obstacle(self, sheet: str) -> str:
        """What a sheet has that keeps it from being there twice, "" where nothing does."""
        kinds = {kind for _, kind in self.closure(sheet)}
        found = next((words for kind, words in ONCE.items() if kind in kinds), "")
        by_text = self._said[sheet.casefold()].is_by_text
        return found or ("按文字拼出工作表名的 INDIRECT 公式" if by_text else "")

    def together(self, wanted: Iterable[str]) -> list[str]:
        """Some sheets and all that hang on them, in the order of their tabs: whose formulas, lists, charts or links lead to one."""
        found = {name.casefold() for name in wanted}
        while True:
            names = self._reaching(found)
            more = {
                own for own, said in self._said.items() if own not in found and self._reads(own, said, found, names)
            }
            for stretch in self._stretches:
                more |= stretch & self._tabs.keys() if stretch & found else set[str]()
            if more <= found:
                return [name for name in self._book.tabs if name.casefold() in found]
            found |= more

    def names_needed(self, sheet: str, copied: Collection[str]) -> frozenset[str]:
        """The workbook's names, in small letters, that a copy of a sheet needs an edition of its own of: those for cells of the
        sheet, and those for cells of any of the copied ones that it uses."""
        own, inside = sheet.casefold(), {name.casefold() for name in copied}
        said = self._names
        reaching = {
            name for name, where in self._reaching(inside) & said.keys() if not where and (name, own) not in said
        }
        used = {word for where, word in self._said.get(own, _NOTHING).words if where in ("", own)}
        used |= {word for name in inside for where, word in self._said.get(name, _NOTHING).words if where == own}
        waiting = list(used)
        while waiting:
            word = waiting.pop()
            for key in ((word, own), (word, "")):
                more = {other for _, other in said.get(key, _NOTHING).words} - used
                used |= more
                waiting += more
        return frozenset(name for name in reaching if name in used or own in self._named(said[name, ""]))

    @cached_property
    def tables(self) -> Mapping[str, Sequence[str]]:
        """The names of the table objects of each sheet."""
        found: dict[str, list[str]] = {}
        for name, part in self._book.tabs.items():
            for relation in self._book.relations_of(part):
                if relation.kind == "table" and self._book.has(relation.part):
                    data = in_utf8(self._book.read(relation.part))
                    tags = find_tags(data, lambda tag, _: tag == "table", self._book.watch)
                    texts = (tag.attributes.get("displayName") or tag.attributes.get("name", "") for tag in tags)
                    found.setdefault(name, []).extend(texts)
        return found

    # -- what is said --------------------------------------------------------------------------------------------

    @cached_property
    def _said(self) -> Mapping[str, Said]:
        return {name.casefold(): _all_said(self._texts(name)) for name in self._book.tabs}

    def _texts(self, sheet: str) -> Iterator[str]:
        for part, _ in self.closure(sheet):
            if part.lower().endswith((".xml", ".vml")):
                yield from formulas_in(in_utf8(self._book.read(part)), self._book.watch)
            yield from self._links(part)

    def _links(self, part: str) -> Iterator[str]:
        """Where the links of a part lead that are kept as if they led to another file (#表1!A1)."""
        listing = listing_of(part)
        if self._book.has(listing):
            data = in_utf8(self._book.read(listing))
            for tag in find_tags(data, lambda name, _: name == "Relationship", self._book.watch):
                yield linked_place(tag.attributes.get("Target", ""))

    @cached_property
    def _names(self) -> Mapping[Key, Said]:
        defined = self._book.names_defined.items()
        return {(name, own.casefold()): said_by(text) for (name, own), text in defined}

    @cached_property
    def _stretches(self) -> Sequence[frozenset[str]]:
        """The sheets of each stretch of sheets that some formula reads across (表1:表3!A1)."""
        said = {pair for one in chain(self._said.values(), self._names.values()) for pair in one.stretches}
        return [frozenset(self._between(*pair)) for pair in said]

    def _between(self, first: str, last: str) -> Sequence[str]:
        if first not in self._order or last not in self._order:
            return ()
        at = sorted((self._order.index(first), self._order.index(last)))
        return self._order[at[0] : at[1] + 1]

    def _named(self, said: Said) -> set[str]:
        return {*said.sheets, *(name for pair in said.stretches for name in self._between(*pair))}

    def _reaching(self, sheets: Collection[str]) -> set[Key]:
        """The names, and table objects, that stand for cells of some sheets, however many names lie between."""
        inside = set(sheets)
        found = {(name, own) for (name, own), said in self._names.items() if self._named(said) & inside}
        found |= {
            (table.casefold(), "") for name, own in self.tables.items() if name.casefold() in inside for table in own
        }
        while True:
            more = {
                (name, own) for (name, own), said in self._names.items()
                if (name, own) not in found and any(self._key(word, where or own) in found for where, word in said.words)
            }  # fmt: skip
            if not more:
                return found
            found |= more

    def _key(self, word: str, own: str) -> Key:
        return (word, own) if (word, own) in self._names else (word, "")

    def _reads(self, own: str, said: Said, sheets: Collection[str], names: Collection[Key]) -> bool:
        if self._named(said) & set(sheets):
            return True
        return any(self._key(word, where or own) in names for where, word in said.words)


def _all_said(texts: Iterable[str]) -> Said:
    found = [said_by(text) for text in dict.fromkeys(texts)]
    return Said(
        frozenset(name for one in found for name in one.sheets),
        frozenset(pair for one in found for pair in one.stretches),
        frozenset(word for one in found for word in one.words),
        any(one.is_by_text for one in found),
    )


def formulas_in(data: bytes, watch: Watch) -> Sequence[str]:
    """The formulas and links in a part of any kind that belongs to a sheet."""
    found: list[str] = []
    inside: list[list[str] | None] = []
    parser = new_parser(namespaces=False)

    def start(name: str, attributes: Attributes) -> None:
        short = name.rpartition(":")[2]
        inside.append([] if short in _FORMULAS else None)
        found.extend(attributes[one] for one in _ATTRIBUTES if attributes.get(one))
        if short == "worksheetSource":
            sheet, name = attributes.get("sheet", ""), attributes.get("name", "")
            found.append(f"'{sheet.replace(chr(39), chr(39) * 2)}'!{name or 'A1'}" if sheet else name)

    def text(piece: str) -> None:
        if inside and (pieces := inside[-1]) is not None:
            pieces.append(piece)

    def end(_: str) -> None:
        pieces = inside.pop()
        if pieces:
            found.append("".join(pieces).strip())

    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parser.EndElementHandler = end
    feed(parser, in_pieces(data), watch)
    return found


def linked_place(target: str) -> str:
    """The place in the workbook that the target of a relation means (#表1!A1, also with its letters escaped), "" for any other."""
    return unquote(target[1:]) if target.startswith("#") else ""


def listing_of(part: str) -> str:
    """The name of the part that lists the relations of another."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
