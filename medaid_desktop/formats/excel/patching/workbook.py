"""A workbook as a template: values written into its cells, rows inserted, everything else kept as it is, to the byte."""

import posixpath
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cached_property

from medaid_desktop.formats.excel.patching import around
from medaid_desktop.formats.excel.patching.edits import Content, Number, Rich, SheetEdits
from medaid_desktop.formats.excel.patching.formulas import areas_read, copied
from medaid_desktop.formats.excel.patching.parts import WorkbookParts
from medaid_desktop.formats.excel.patching.results import Cell, Values, result, stale
from medaid_desktop.formats.excel.patching.series import formula_after
from medaid_desktop.formats.excel.patching.sheet import SheetWriter
from medaid_desktop.formats.excel.patching.shift import RowShift
from medaid_desktop.formats.excel.patching.tags import (
    attribute_splice,
    find_tags,
    in_utf8,
    inner_text,
    spliced,
)
from medaid_desktop.formats.guard import DamagedError


class TemplateWorkbook(WorkbookParts):
    """A workbook filled in, many times if need be."""

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

    @cached_property
    def _has_results(self) -> bool:
        """Whether the template has a result for each of its formulas; files that no office program has saved have none."""
        return all(
            (name, *place) in self._numbers or (name, *place) in self._strings
            for name, part in self.parts.items()
            for place in part.formulas
        )

    def filled(
        self,
        edits: Mapping[str, SheetEdits],
        inserted: Mapping[str, Mapping[int, int]],
        parts: Mapping[str, bytes] | None = None,
    ) -> bytes:
        """The workbook with `edits` by sheet, after rows were inserted: `inserted[sheet][row]` many below a row, like it.

        Places in `edits` are those after inserting. A cell with a formula must not be written. The results that are stored
        with formulas are brought up to date or taken away; `edits` tells them afterwards. `parts` are parts written anew (styles).
        Raises DamagedError where a part cannot be read.
        """
        return self.with_parts(*self.changed(edits, inserted, parts))

    def changed(
        self,
        edits: Mapping[str, SheetEdits],
        inserted: Mapping[str, Mapping[int, int]],
        parts: Mapping[str, bytes] | None = None,
        names: Mapping[str, str] | None = None,
    ) -> tuple[dict[str, bytes], set[str]]:
        """As `filled`, but the parts that change and the names of those that go, as they stand in the file. `names` are new
        names of sheets, by the old ones; whatever refers to them says the new name."""
        shifts = {name: RowShift(inserted.get(name, {}), (names or {}).get(name, "")) for name in self.parts}
        wanted = {name: edits.get(name) or SheetEdits() for name in self.parts}
        changed = {self.member(name): new for name, new in (parts or {}).items()}
        if not any(shifts.values()) and not any(edit.is_any for edit in wanted.values()):
            return changed, set()
        self._bring_results(wanted, shifts)
        for name, part in self.parts.items():
            new = SheetWriter(part, wanted[name], shifts[name], shifts).written()
            if new != part.data:
                changed[self.member(self.sheet_parts[name])] = new
        removed: set[str] = set()
        if any(shifts.values()):
            changed |= self._moved_around(shifts)
            removed = self.without_calculation_order(changed)
        if changed:
            self._ask_for_calculation(changed)
        return changed, removed

    def _bring_results(self, edits: Mapping[str, SheetEdits], shifts: Mapping[str, RowShift]) -> None:
        """Puts into `edits` the results of formulas that what is written or inserted may change."""
        formulas: dict[Cell, str] = {}
        changed: set[Cell] = set()
        numbers: dict[Cell, Decimal] = {}
        texts: set[Cell] = set()
        for name, part in self.parts.items():
            shift = shifts[name]
            for row, col in part.formulas:
                there, moved = shift.row(row), formula_after(part, (row, col), shifts)
                for number in range(shift.inserted.get(row, 0) + 1):
                    text = copied(moved, (there, col), (there + number, col)) if number else moved
                    formulas[name, there + number, col] = text
            for row, count in shift.inserted.items():
                changed |= {
                    (name, shift.row(row) + number, col)
                    for number in range(1, count + 1)
                    for col in part.columns_of(row)
                }
            changed |= {(name, row, col) for row, col in edits[name].cells}
        waiting = stale(formulas, changed)
        needed = waiting if self._has_results else formulas
        read = {area[0].casefold() for cell in needed for area in areas_read(formulas[cell], cell[0]) if area}
        if not waiting:
            return
        for (name, row, col), number in self._numbers.items():
            if name.casefold() in read:
                numbers[name, shifts[name].row(row), col] = number
        texts |= {(name, shifts[name].row(row), col) for name, row, col in self._strings if name.casefold() in read}
        for name, sheet in edits.items():
            for (row, col), value in sheet.cells.items():
                numbers.pop((name, row, col), None)
                texts.discard((name, row, col))
                if isinstance(value, Number):
                    numbers[name, row, col] = Decimal(value.text)
                elif isinstance(value, str | Rich) and value:
                    texts.add((name, row, col))
        written = set(waiting)
        without = {cell for cell in formulas if cell not in numbers and cell not in texts}
        unknown = without | written
        values = Values(numbers, texts, unknown)
        for cell in stale(formulas, changed | without) if without - written else waiting:
            number = result(formulas[cell], cell[0], values)
            texts.discard(cell)
            numbers.pop(cell, None)
            if number is not None:
                numbers[cell] = number
                unknown.discard(cell)
            if cell not in written:  # the template has no result there either
                continue
            edits[cell[0]].results[cell[1], cell[2]] = (
                None if number is None else Number(format(number.normalize(), "f"))
            )

    def _moved_around(self, shifts: Mapping[str, RowShift]) -> dict[str, bytes]:
        parts: dict[str, bytes] = {}
        for name in self.parts:
            self._move_beside(parts, self.sheet_parts[name], name, shifts)
        for relation in self.related.values():
            if relation.kind == "chartsheet":
                self._move_charts(parts, relation.part, shifts)
            if relation.kind == "pivotCacheDefinition" and self.has(relation.part):
                new = around.moved_source(self.read(relation.part), shifts, self.watch)
                self._note(parts, relation.part, new)
        self._note(parts, self.main, around.moved_names(self.book, list(self.sheet_parts), shifts, self.watch))
        return parts

    def _move_beside(self, parts: dict[str, bytes], source: str, sheet: str, shifts: Mapping[str, RowShift]) -> None:
        """The parts beside a sheet, and the charts of its drawings. A chart may show cells of any sheet."""
        for relation in self.relations_of(source):
            mover = around.MOVERS.get(relation.kind)
            if mover is None or not self.has(relation.part):
                continue
            if shifts[sheet] or relation.kind in ("drawing", "chart", "chartEx"):
                self._note(parts, relation.part, mover(self.read(relation.part), sheet, shifts, self.watch))
            if relation.kind == "drawing":
                self._move_beside(parts, relation.part, sheet, shifts)

    def _move_charts(self, parts: dict[str, bytes], sheet: str, shifts: Mapping[str, RowShift]) -> None:
        """The charts that fill a sheet of their own."""
        for drawing in self.relations_of(sheet):
            for chart in self.relations_of(drawing.part) if drawing.kind == "drawing" else ():
                if chart.kind in ("chart", "chartEx") and self.has(chart.part):
                    new = around.moved_chart(self.read(chart.part), "", shifts, self.watch)
                    self._note(parts, chart.part, new)

    def _note(self, parts: dict[str, bytes], part: str, new: bytes) -> None:
        if new != self.read(part):
            parts[self.member(part)] = new

    def without_calculation_order(self, parts: dict[str, bytes]) -> set[str]:
        """The order of calculation names cells that have moved: it goes, every program makes it anew."""
        chain = next((relation.part for relation in self.related.values() if relation.kind == "calcChain"), None)
        if chain is None or not self.has(chain):
            return set()
        folder, name = posixpath.split(self.main)
        listing = posixpath.join(folder, "_rels", f"{name}.rels")
        for part, tag_name, attribute, wanted in (
            (listing, "Relationship", "Type", "/calcChain"), ("[Content_Types].xml", "Override", "PartName", f"/{chain}"),
        ):  # fmt: skip
            data = in_utf8(parts.get(self.member(part)) or self.read(part))
            tags = find_tags(data, lambda found, _, tag_name=tag_name: found == tag_name, self.watch)
            gone = [(tag.start, tag.end, b"") for tag in tags if tag.attributes.get(attribute, "").endswith(wanted)]
            parts[self.member(part)] = spliced(data, gone)
        return {self.member(chain)}

    def _ask_for_calculation(self, parts: dict[str, bytes]) -> None:
        """Programs work out every formula when they open the file."""
        if not any(part.formulas for part in self.parts.values()):
            return
        name = self.member(self.main)
        book = parts.get(name, self.book)
        tags = find_tags(book, lambda _, depth: depth == 1, self.watch)
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
