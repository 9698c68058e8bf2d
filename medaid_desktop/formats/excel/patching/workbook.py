"""A workbook as a template: values written into its cells, rows inserted, everything else kept as it is, to the byte."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import cached_property

from medaid_desktop.formats.archive import Archive
from medaid_desktop.formats.excel.patching import around
from medaid_desktop.formats.excel.patching.edits import Content, Number, SheetEdits
from medaid_desktop.formats.excel.patching.formulas import moved_formula
from medaid_desktop.formats.excel.patching.index import SheetPart
from medaid_desktop.formats.excel.patching.results import Cell, Values, result, stale
from medaid_desktop.formats.excel.patching.sheet import SheetWriter
from medaid_desktop.formats.excel.patching.shift import RowShift
from medaid_desktop.formats.excel.patching.tags import attribute_splice, find_tags, in_utf8, inner_text, spliced
from medaid_desktop.formats.guard import DamagedError, Watch
from medaid_desktop.formats.relations import Relation, main_part, relations
from medaid_desktop.formats.zip_copy import ZipCopy

_NO_SHIFT = RowShift({})
_MOVERS = {
    "drawing": around.moved_drawing, "comments": around.moved_notes, "threadedComment": around.moved_notes,
    "vmlDrawing": around.moved_vml, "table": around.moved_table,
}  # fmt: skip


class TemplateWorkbook:
    """A workbook read once and filled in many times. Sheets are named as on their tabs."""

    def __init__(self, data: bytes) -> None:
        """Raises DamagedError where it is no workbook of Office Open XML."""
        self._copy = ZipCopy(data)
        self._watch = Watch()
        self._archive = Archive(data, self._watch)
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in self._copy.names}
        self._main = main_part(self._archive, self._watch)
        self._related = relations(self._archive, self._main, self._watch)
        self._book = in_utf8(self._archive.read(self._main))
        self._sheets = self._listed()

    def _listed(self) -> dict[str, str]:
        tags = find_tags(self._book, lambda name, _: name == "sheet", self._watch)
        found: dict[str, str] = {}
        for tag in tags:
            reference = next(
                (value for name, value in tag.attributes.items() if name.endswith(":id") or name == "id"), ""
            )
            relation = self._related.get(reference)
            found[tag.attributes.get("name", "")] = relation.part if relation and relation.kind == "worksheet" else ""
        return found

    @property
    def sheets(self) -> Sequence[str]:
        """The names of all sheets, in the order of their tabs."""
        return list(self._sheets)

    @cached_property
    def parts(self) -> Mapping[str, SheetPart]:
        """The worksheets by name; chart sheets are left out."""
        return {
            name: SheetPart(self._archive.read(part), name, self._watch)
            for name, part in self._sheets.items()
            if part and part in self._archive
        }

    @cached_property
    def _strings(self) -> frozenset[Cell]:
        return frozenset(
            (name, *at)
            for name, part in self.parts.items()
            for at, tag in part.cells.items()
            if tag.attributes.get("t") in ("s", "str", "inlineStr")
        )

    @cached_property
    def _numbers(self) -> Mapping[Cell, Decimal]:
        found: dict[Cell, Decimal] = {}
        for name, part in self.parts.items():
            for at, tag in part.cells.items():
                value = next((item for item in tag.inner if item.name == "v"), None)
                if value is not None and tag.attributes.get("t", "n") == "n":
                    number = _number(inner_text(part.data, value))
                    if number is not None:
                        found[(name, *at)] = number
        return found

    def filled(self, edits: Mapping[str, SheetEdits], inserted: Mapping[str, Mapping[int, int]]) -> bytes:
        """The workbook with `edits` by sheet, after rows were inserted: `inserted[sheet][row]` many below a row, like it.

        Places in `edits` are those after inserting. A cell with a formula must not be written. The results that are stored
        with formulas are brought up to date or taken away. Raises DamagedError where a part cannot be read.
        """
        shifts = {name: RowShift(inserted.get(name, {})) for name in self.parts}
        wanted = {name: edits.get(name, SheetEdits()) for name in self.parts}
        if not any(shifts.values()) and not any(edit.is_any for edit in wanted.values()):
            return self._copy.with_parts({})
        self._bring_results(wanted, shifts)
        parts: dict[str, bytes] = {}
        for name, part in self.parts.items():
            new = SheetWriter(part, wanted[name], shifts[name], shifts).written()
            if new != part.data:
                parts[self._names[self._sheets[name].lower()]] = new
        if any(shifts.values()):
            parts |= self._moved_around(shifts)
        if not parts:
            return self._copy.with_parts({})
        removed: set[str] = set()
        if any(shifts.values()):
            removed = self._without_calculation_order(parts)
        self._ask_for_calculation(parts)
        return self._copy.with_parts(parts, removed)

    def _bring_results(self, edits: Mapping[str, SheetEdits], shifts: Mapping[str, RowShift]) -> None:
        """Puts into `edits` the results of formulas that what is written or inserted may change."""
        formulas: dict[Cell, str] = {}
        changed: set[Cell] = set()
        numbers: dict[Cell, Decimal] = {}
        texts: set[Cell] = set()
        for name, part in self.parts.items():
            shift = shifts[name]
            for (row, col), formula in part.formulas.items():
                formulas[name, shift.row(row), col] = moved_formula(formula.text, name, shifts)
            for row, count in shift.inserted.items():
                for number in range(1, count + 1):
                    changed |= {(name, shift.row(row) + number, col) for old, col in part.cells if old == row}
            changed |= {(name, row, col) for row, col in edits[name].cells}
        if not formulas:
            return
        for (name, row, col), number in self._numbers.items():
            numbers[name, shifts[name].row(row), col] = number
        for name, row, col in self._strings:
            texts.add((name, shifts[name].row(row), col))
        for name, sheet in edits.items():
            for (row, col), value in sheet.cells.items():
                numbers.pop((name, row, col), None)
                texts.discard((name, row, col))
                if isinstance(value, Number):
                    numbers[name, row, col] = Decimal(value.text)
                elif isinstance(value, str) and value:
                    texts.add((name, row, col))
        for cell in stale(formulas, changed):
            number = result(formulas[cell], cell[0], Values(numbers, frozenset(texts)))
            texts.discard(cell)
            if number is None:
                numbers.pop(cell, None)
                texts.add(cell)  # not known: whatever reads it is not known either
            else:
                numbers[cell] = number
            edits[cell[0]].results[cell[1], cell[2]] = (
                None if number is None else Number(format(number.normalize(), "f"))
            )

    def _moved_around(self, shifts: Mapping[str, RowShift]) -> dict[str, bytes]:
        parts: dict[str, bytes] = {}
        for name in self.parts:
            for relation in self._relations_of(self._sheets[name]):
                mover = _MOVERS.get(relation.kind)
                if mover is not None and shifts[name] and relation.part in self._archive:
                    self._note(
                        parts, relation.part, mover(self._archive.read(relation.part), shifts[name], self._watch)
                    )
                if relation.kind == "drawing":
                    for chart in self._relations_of(relation.part):
                        if chart.kind == "chart":
                            new = around.moved_chart(self._archive.read(chart.part), shifts, self._watch)
                            self._note(parts, chart.part, new)
        self._note(parts, self._main, around.moved_names(self._book, list(self._sheets), shifts, self._watch))
        return parts

    def _note(self, parts: dict[str, bytes], part: str, new: bytes) -> None:
        if new != self._archive.read(part):
            parts[self._names[part.lower()]] = new

    def _relations_of(self, part: str) -> Iterator[Relation]:
        yield from relations(self._archive, part, self._watch).values()

    def _without_calculation_order(self, parts: dict[str, bytes]) -> set[str]:
        """The order of calculation names cells that have moved: it goes, every program makes it anew."""
        chain = next((relation.part for relation in self._related.values() if relation.kind == "calcChain"), None)
        if chain is None or chain.lower() not in self._names:
            return set()
        folder, name = posixpath.split(self._main)
        listing = posixpath.join(folder, "_rels", f"{name}.rels")
        for part, tag_name, attribute, wanted in (
            (listing, "Relationship", "Type", "/calcChain"), ("[Content_Types].xml", "Override", "PartName", f"/{chain}"),
        ):  # fmt: skip
            data = in_utf8(self._archive.read(part))
            tags = find_tags(data, lambda found, _, tag_name=tag_name: found == tag_name, self._watch)
            gone = [(tag.start, tag.end, b"") for tag in tags if tag.attributes.get(attribute, "").endswith(wanted)]
            parts[self._names[part.lower()]] = spliced(data, gone)
        return {self._names[chain.lower()]}

    def _ask_for_calculation(self, parts: dict[str, bytes]) -> None:
        """Programs work out every formula when they open the file."""
        if not any(part.formulas for part in self.parts.values()):
            return
        name = self._names[self._main.lower()]
        book = parts.get(name, self._book)
        tags = find_tags(book, lambda _, depth: depth == 1, self._watch)
        calc = next((tag for tag in tags if tag.name == "calcPr"), None)
        if calc is not None:
            if calc.attributes.get("fullCalcOnLoad") in ("1", "true"):
                return
            parts[name] = spliced(book, [attribute_splice(book, calc, "fullCalcOnLoad", "1")])
            return
        before = {"fileVersion", "fileSharing", "workbookPr", "AlternateContent", "revisionPtr", "absPath",
                  "workbookProtection", "bookViews", "sheets", "functionGroups", "externalReferences", "definedNames"}  # fmt: skip
        at = max(tag.end for tag in tags if tag.name in before)
        sheets = next(tag for tag in tags if tag.name == "sheets")
        written = book[sheets.start + 1 : sheets.open_end].split(None, 1)[0].rstrip(b"/>")
        prefix = written[: -len(b"sheets")]
        parts[name] = spliced(book, [(at, at, b"<" + prefix + b'calcPr fullCalcOnLoad="1"/>')])


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


__all__ = ["Content", "DamagedError", "Number", "SheetEdits", "TemplateWorkbook"]
