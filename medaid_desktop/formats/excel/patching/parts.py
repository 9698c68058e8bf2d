"""The parts of a workbook: its sheets, styles, names and shared texts, as they are needed."""

from collections.abc import Mapping, Sequence, Set
from functools import cached_property

from medaid_desktop.formats.archive import Archive
from medaid_desktop.formats.excel.patching.edits import Stretch
from medaid_desktop.formats.excel.patching.index import SheetPart
from medaid_desktop.formats.excel.patching.tags import find_tags, in_utf8, inner_text, stretches_of
from medaid_desktop.formats.excel.xlsx.xlsx_shared import read_shared_strings
from medaid_desktop.formats.guard import Watch
from medaid_desktop.formats.relations import Relation, main_part, part_of_kind, relations
from medaid_desktop.formats.safe_xml import integer, is_on
from medaid_desktop.formats.zip_copy import ZipCopy


class WorkbookParts:
    """A workbook's parts, each read once. Sheets are named as on their tabs."""

    def __init__(self, data: bytes) -> None:
        """Raises DamagedError where it is no workbook of Office Open XML."""
        self._copy = ZipCopy(data)
        self.watch = Watch()
        self._archive = Archive(data, self.watch)
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in self._copy.names}
        self._main = main_part(self._archive, self.watch)
        self.related = relations(self._archive, self._main, self.watch)
        self.book = in_utf8(self._archive.read(self._main))
        self.tabs: dict[str, str] = {}
        """The parts of the sheets by name, those with a chart and no cells too."""
        self.visible: list[str] = []
        """The names of the sheets whose tabs can be seen."""
        self.sheet_parts = self._listed()
        self._relations: dict[str, Sequence[Relation]] = {}
        self._read: dict[str, bytes] = {}

    def restart(self) -> None:
        """Gives the next filing the whole time and room that a document has: a batch fills in thousands."""
        self.watch.restart()
        self._archive.restart()

    def _listed(self) -> dict[str, str]:
        tags = find_tags(self.book, lambda name, _: name == "sheet", self.watch)
        found: dict[str, str] = {}
        for tag in tags:
            reference = next(
                (value for name, value in tag.attributes.items() if name.endswith(":id") or name == "id"), ""
            )
            relation = self.related.get(reference)
            name = tag.attributes.get("name", "")
            found[name] = relation.part if relation and relation.kind == "worksheet" else ""
            if relation and relation.kind in ("worksheet", "chartsheet"):
                self.tabs[name] = relation.part
            if tag.attributes.get("state", "visible") == "visible":
                self.visible.append(name)
        return found

    def member(self, part: str) -> str:
        """The name of a part as it stands in the file."""
        return self._names.get(part.lower(), part)

    @property
    def main(self) -> str:
        """The name of the workbook part."""
        return self._main

    @property
    def members(self) -> Sequence[str]:
        """The names of all parts as they stand in the file."""
        return self._copy.names

    def part_of(self, sheet: str) -> str:
        """The name of a worksheet's part."""
        return self.sheet_parts[sheet]

    def has(self, part: str) -> bool:
        """Whether the workbook has a part of this name."""
        return part in self._archive

    def read(self, part: str) -> bytes:
        """A part. Raises DamagedError where it cannot be read."""
        if part not in self._read:
            self._read[part] = self._archive.read(part)
        return self._read[part]

    def relations_of(self, part: str) -> Sequence[Relation]:
        """What a part leads to within the workbook."""
        if part not in self._relations:
            self._relations[part] = list(relations(self._archive, part, self.watch).values())
        return self._relations[part]

    @cached_property
    def styles_part(self) -> str | None:
        """The name of the part of styles, None where the workbook has none."""
        return part_of_kind(self.related, "styles", self._archive)

    @property
    def styles(self) -> bytes | None:
        """The part of styles."""
        return self._archive.read(self.styles_part) if self.styles_part else None

    @cached_property
    def epoch_1904(self) -> bool:
        """Whether days count from 1904."""
        tags = find_tags(self.book, lambda name, _: name == "workbookPr", self.watch)
        return any(is_on(tag.attributes.get("date1904")) for tag in tags)

    @cached_property
    def is_precise(self) -> bool:
        """Whether formulas read the figures that are stored, not those that are shown (以显示精度为准)."""
        tags = find_tags(self.book, lambda name, _: name == "calcPr", self.watch)
        return all(is_on(tag.attributes.get("fullPrecision"), True) for tag in tags)

    @cached_property
    def names_defined(self) -> Mapping[tuple[str, str], str]:
        """The formulas of the workbook's names, by name in small letters and the sheet it belongs to, "" for all."""
        sheets = self.sheets
        found: dict[tuple[str, str], str] = {}
        for tag in find_tags(self.book, lambda name, _: name == "definedName", self.watch):
            index = integer(tag.attributes.get("localSheetId"), -1)
            own = sheets[index] if 0 <= index < len(sheets) else ""
            found[tag.attributes.get("name", "").casefold(), own] = inner_text(self.book, tag)
        return found

    def name_of(self, formula: str, sheet: str) -> str:
        """What a name stands for in a sheet; any other formula as it is."""
        key = formula.casefold()
        return self.names_defined.get((key, sheet)) or self.names_defined.get((key, ""), formula)

    @cached_property
    def _shared_texts(self) -> Sequence[str]:
        part = part_of_kind(self.related, "sharedStrings", self._archive)
        if part is None:
            return []
        texts = read_shared_strings(self._archive.pieces(part), self.watch)
        return [text if isinstance(text, str) else "".join(run.text for run in text) for text in texts]

    @cached_property
    def _rich_texts(self) -> Mapping[int, tuple[Stretch, ...]]:
        """The shared texts in several looks, by number."""
        part = part_of_kind(self.related, "sharedStrings", self._archive)
        if part is None:
            return {}
        data = in_utf8(self._archive.read(part))
        items = find_tags(data, lambda name, _: name in ("si", "r", "rPr", "t", "rPh"), self.watch)
        return {number: found for number, item in enumerate(items) if (found := stretches_of(data, item))}

    def stretches_at(self, sheet: SheetPart, row: int, col: int) -> Sequence[Stretch]:
        """The text of a cell in its several looks; nothing where it has but one, or one that another part cannot say."""
        kind, value = sheet.stored(row, col)
        if sheet.prefix:
            return ()
        if kind == "s":
            return self._rich_texts.get(integer(value, -1), ())
        inline = next((tag for tag in sheet.inside(row, col) if tag.name == "is"), None)
        return stretches_of(sheet.data, inline) if kind == "inlineStr" and inline else ()

    def text_at(self, sheet: SheetPart, row: int, col: int) -> str:
        """The text that a cell stores; "" for numbers and blank cells."""
        kind, value = sheet.stored(row, col)
        if kind == "s":
            number = integer(value, -1)
            return self._shared_texts[number] if 0 <= number < len(self._shared_texts) else ""
        return value if kind == "str" else sheet.inline(row, col) if kind == "inlineStr" else ""

    def with_parts(self, parts: Mapping[str, bytes], removed: Set[str] = frozenset()) -> bytes:
        """The file with parts in place of those it has, or behind them."""
        return self._copy.with_parts(parts, removed)

    @property
    def sheets(self) -> Sequence[str]:
        """The names of all sheets, in the order of their tabs."""
        return list(self.sheet_parts)

    @cached_property
    def parts(self) -> Mapping[str, SheetPart]:
        """The worksheets by name; chart sheets are left out."""
        return {
            name: SheetPart(self._archive.read(part), name, self.watch)
            for name, part in self.sheet_parts.items()
            if part and part in self._archive
        }
