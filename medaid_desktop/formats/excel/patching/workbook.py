"""A workbook as a template: values written into its cells, rows inserted, everything else kept as it is, to the byte."""

import posixpath
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property

from medaid_desktop.formats.excel.patching import around
from medaid_desktop.formats.excel.patching.around import moved_name
from medaid_desktop.formats.excel.patching.charts import moved_chart
from medaid_desktop.formats.excel.patching.edits import Content, Number, Place, SheetEdits
from medaid_desktop.formats.excel.patching.growing import names_used
from medaid_desktop.formats.excel.patching.index import Stored
from medaid_desktop.formats.excel.patching.leaving_out import LeftOut, left_out, without_formula
from medaid_desktop.formats.excel.patching.parts import WorkbookParts
from medaid_desktop.formats.excel.patching.recalculating import Recalculation
from medaid_desktop.formats.excel.patching.results import CellIndex
from medaid_desktop.formats.excel.patching.sheet import SheetWriter
from medaid_desktop.formats.excel.patching.shift import ListRows, RowShift
from medaid_desktop.formats.excel.patching.stretches import spelled_out
from medaid_desktop.formats.excel.patching.table_objects import TableObject, table_of
from medaid_desktop.formats.excel.patching.tags import (
    attribute_splice,
    find_tags,
    in_utf8,
    spliced,
)
from medaid_desktop.formats.guard import DamagedError


class TemplateWorkbook(WorkbookParts):
    """A workbook filled in, many times if need be."""

    def spell_out_stretches(self) -> None:
        """From now on formulas of cells that sum or count across sheets (表1:表3!B8) name each of these by itself."""
        for part in self.parts.values():
            for formula in part.formulas.values():
                formula.text = spelled_out(formula.text, self.sheets)

    @cached_property
    def _stored(self) -> Mapping[str, Stored]:
        return {name: part.values(self._shared_texts) for name, part in self.parts.items()}

    @cached_property
    def _list_names(self) -> frozenset[str]:
        """The names that formulas sum or count, and use for nothing else."""
        found = [
            used for part in self.parts.values() for one in part.formulas.values() for used in names_used(one.text)
        ]
        return frozenset(name for name, role in found if role == "list") - {
            name for name, role in found if role != "list"
        }

    def filled(
        self,
        edits: Mapping[str, SheetEdits],
        inserted: Mapping[str, Mapping[int, int]],
        parts: Mapping[str, bytes] | None = None,
        lists: Mapping[str, Sequence[ListRows]] | None = None,
    ) -> bytes:
        """The workbook with `edits` by sheet, after rows were inserted: `inserted[sheet][row]` many below a row, like it.

        Places in `edits` are those after inserting. A cell with a formula must not be written. The results that are stored
        with formulas are brought up to date or taken away; `edits` tells them afterwards. `parts` are parts written anew (styles),
        `lists` the lists of the sheets, as far as they are known. Raises DamagedError where a part cannot be read.
        """
        return self.with_parts(*self.changed(edits, self.shifts(inserted, lists), parts))

    def shifts(
        self,
        inserted: Mapping[str, Mapping[int, int]],
        lists: Mapping[str, Sequence[ListRows]] | None = None,
        names: Mapping[str, str] | None = None,
        tables: Mapping[str, Mapping[str, str]] | None = None,
    ) -> Mapping[str, RowShift]:
        """Where the rows of all sheets come to lie. `names` are new names of sheets, by the old ones, `tables` those of the table
        objects of each sheet, by the old ones in small letters."""
        lists, names, tables = lists or {}, names or {}, tables or {}
        return {
            name: RowShift(inserted.get(name, {}), names.get(name, ""), lists.get(name, ()), tables.get(name))
            for name in {**self.parts, **names}
        }

    def changed(
        self,
        edits: Mapping[str, SheetEdits],
        shifts: Mapping[str, RowShift],
        parts: Mapping[str, bytes] | None = None,
        finish: Callable[[], Mapping[str, bytes]] | None = None,
    ) -> tuple[dict[str, bytes], set[str]]:
        """As `filled`, but the parts that change and the names of those that go, as they stand in the file. Whatever refers to
        sheets with a new name says it. `finish` may still change the edits once they tell the results, and gives further parts."""
        wanted = {name: edits.get(name) or SheetEdits() for name in self.parts}
        changed = {self.member(name): new for name, new in (parts or {}).items()}
        if not any(shifts.values()) and not any(edit.is_any for edit in wanted.values()):
            return changed | self._finished(finish), set()
        names = self._names_after(shifts)
        Recalculation(self.parts, self._stored, shifts, wanted, names, self.epoch_1904).bring(self.is_precise)
        changed |= self._finished(finish)
        for name, part in self.parts.items():
            new = SheetWriter(part, wanted[name], shifts[name], shifts).written()
            if new != part.data:
                changed[self.member(self.sheet_parts[name])] = new
        touched = CellIndex((name, *at) for name, edit in wanted.items() for at in {*edit.cells, *edit.results})
        changed |= self._moved_around(shifts, touched)
        removed = self.without_calculation_order(changed) if any(shifts.values()) else set[str]()
        if changed:
            self._ask_for_calculation(changed)
        return changed, removed

    def _finished(self, finish: Callable[[], Mapping[str, bytes]] | None) -> dict[str, bytes]:
        return {self.member(name): new for name, new in finish().items()} if finish else {}

    def work_out(
        self,
        edits: SheetEdits,
        shifts: Mapping[str, RowShift],
        sheet: str,
        places: Collection[Place],
        unknown: Collection[Place] = (),
    ) -> None:
        """Puts into the edits of a sheet the results of the formulas at some places, and nothing into a file: None where nobody here
        can tell them, as those at `unknown` places."""
        wanted = {name: edits if name == sheet else SheetEdits() for name in self.parts}
        cells = {(sheet, *place) for place in places}
        recalculation = Recalculation(
            self.parts, self._stored, shifts, wanted, self._names_after(shifts), self.epoch_1904
        )
        recalculation.leave_out({(sheet, *place) for place in unknown})
        recalculation.bring(self.is_precise, cells)

    @cached_property
    def _tables(self) -> Sequence[TableObject]:
        parts = (
            (name, relation.part)
            for name in self.parts
            for relation in self.relations_of(self.sheet_parts[name])
            if relation.kind == "table" and self.has(relation.part)
        )
        found = (table_of(self.read(part), name, self.watch) for name, part in parts)
        return [one for one in found if one is not None]

    def _names_after(self, shifts: Mapping[str, RowShift]) -> Mapping[tuple[str, str], str]:
        """The formulas of names after inserting, by name in small letters and the sheet it belongs to; table objects among them."""
        tables = {(name, ""): cells for one in self._tables for name, cells in one.meanings(shifts[one.sheet])}
        return tables | {
            (name, own): moved_name(text, name, own, self._list_names, shifts)
            for (name, own), text in self.names_defined.items()
        }

    def left_out(self, shifts: Mapping[str, RowShift]) -> Iterator[LeftOut]:
        """The formulas that may have to take in rows put in, where nobody can know whether they do."""
        names = {(name, own): text for (name, own), text in self.names_defined.items() if name not in self._list_names}
        return left_out(self.parts, names, shifts)

    def without_formula(self, shifts: Mapping[str, RowShift]) -> Iterator[LeftOut]:
        """The cells of rows put in that get no formula though their column has one."""
        return without_formula(self.parts, shifts)

    def _moved_around(self, shifts: Mapping[str, RowShift], touched: CellIndex) -> dict[str, bytes]:
        """The parts beside the sheets: moved where rows were inserted; what charts and pivot tables remember goes with its cells."""
        parts: dict[str, bytes] = {}
        for name in self.parts:
            self._move_beside(parts, self.sheet_parts[name], name, shifts, touched)
        for relation in self.related.values():
            if relation.kind == "chartsheet":
                self._move_beside(parts, relation.part, "", shifts, touched)
            if relation.kind == "pivotCacheDefinition" and self.has(relation.part):
                new = around.moved_source(self.read(relation.part), shifts, touched, self.watch)
                self._note(parts, relation.part, new)
        if any(shifts.values()):
            new = around.moved_names(self.book, list(self.sheet_parts), self._list_names, shifts, self.watch)
            self._note(parts, self.main, new)
        return parts

    def _move_beside(
        self, parts: dict[str, bytes], source: str, sheet: str, shifts: Mapping[str, RowShift], touched: CellIndex
    ) -> None:
        """The parts beside a sheet, and the charts of its drawings. A chart may show cells of any sheet; the drawing of one that
        fills a sheet of its own ("") hangs on no cells."""
        for relation in self.relations_of(source):
            mover, kind = around.MOVERS.get(relation.kind), relation.kind
            if not self.has(relation.part):
                continue
            if kind in ("chart", "chartEx"):
                new = moved_chart(self.read(relation.part), shifts, touched, self.watch)
                self._note(parts, relation.part, new)
            elif mover is not None and sheet and (shifts[sheet] or (kind == "drawing" and any(shifts.values()))):
                self._note(parts, relation.part, mover(self.read(relation.part), sheet, shifts, self.watch))
            if kind == "drawing":
                drawing = parts.get(self.member(relation.part)) or self.read(relation.part)
                self._note(parts, relation.part, around.without_old_texts(drawing, sheet, shifts, touched, self.watch))
                self._move_beside(parts, relation.part, sheet, shifts, touched)

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


__all__ = ["Content", "DamagedError", "Number", "SheetEdits", "TemplateWorkbook"]
