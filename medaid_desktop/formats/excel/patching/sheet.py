"""A worksheet part: cells written, rows inserted, everything that points at rows moved along."""

from collections.abc import Iterator, Mapping

from medaid_desktop.formats.excel.patching.edits import SheetEdits
from medaid_desktop.formats.excel.patching.formulas import NOWHERE, Stand, grown_areas, moved_areas, moved_formula
from medaid_desktop.formats.excel.patching.index import AREAS, FORMULAS, SINGLE, SheetPart
from medaid_desktop.formats.excel.patching.rows import RowWriter
from medaid_desktop.formats.excel.patching.shift import RowShift
from medaid_desktop.formats.excel.patching.tags import (
    Splice,
    Tag,
    attribute,
    attribute_splice,
    content,
    find_tags,
    inner_text,
    spliced,
)
from medaid_desktop.formats.excel.references import area, cell_name, place
from medaid_desktop.formats.guard import Watch
from medaid_desktop.formats.safe_xml import integer


class SheetWriter:
    """Writes one sheet. `shift` is what is inserted in it, `moved` that of every sheet by its name."""

    def __init__(self, part: SheetPart, edits: SheetEdits, shift: RowShift, moved: Mapping[str, RowShift]) -> None:
        self._part = part
        self._edits = edits
        self._shift = shift
        self._moved = moved

    def written(self) -> bytes:
        """The part with the edits in it."""
        part = self._part
        splices = [splice for tag in part.around for splice in self._moved_tag(tag)]
        splices += self._merges()
        rows = RowWriter(part, self._edits, self._shift, self._moved).written()
        tag = part.data_tag
        if tag.is_empty:
            name = f"{part.prefix}sheetData".encode()
            splices.append((tag.start, tag.end, b"<" + name + b">" + rows + b"</" + name + b">"))
        else:
            splices.append((tag.open_end, tag.close, rows))
        return spliced(part.data, splices)

    def _moved_tag(self, tag: Tag, within: str = "", stand: Stand = NOWHERE) -> Iterator[Splice]:
        data, shift = self._part.data, self._shift
        if tag.name == "mergeCells":
            return
        if tag.name == "sparkline":
            yield from self._sparkline(tag)
            return
        stand = self._stand(tag) or stand
        if tag.name in FORMULAS and not tag.is_empty and not tag.inner:
            old = inner_text(data, tag)
            new = moved_formula(old, self._part.name, self._moved, stand)
            if new != old:
                yield tag.open_end, tag.close, content(new)
        elif tag.name == "sqref" and not tag.is_empty:
            yield tag.open_end, tag.close, content(grown_areas(inner_text(data, tag), shift))
        elif tag.name == "row" and within in ("from", "to"):
            yield tag.open_end, tag.close, str(shift.row(integer(inner_text(data, tag)))).encode()
        elif tag.name == "brk" and shift:
            row = integer(tag.attributes.get("id"))
            yield attribute_splice(data, tag, "id", str(shift.row(row - 1) + 1 if row else 0))
        elif shift or tag.name == "hyperlink":
            yield from self._moved_attributes(tag)
        for inner in tag.inner:
            if tag.name != "colBreaks":
                yield from self._moved_tag(inner, tag.name, stand)

    def _stand(self, tag: Tag) -> Stand | None:
        """The cell that the formulas of a rule are written for: the first of those it holds for."""
        if tag.name not in ("conditionalFormatting", "dataValidation"):
            return None
        own = next((inner for inner in tag.inner if inner.name == "sqref"), None)
        text = tag.attributes.get("sqref") or (inner_text(self._part.data, own) if own else "")
        first = area(text.split(" ")[0])
        return Stand(first[0], first[1]) if first else None

    def _sparkline(self, tag: Tag) -> Iterator[Splice]:
        """A sparkline moved with its cell; one along a repeated row is there in each of the rows put in."""
        data, shift = self._part.data, self._shift
        texts = {inner.name: inner for inner in tag.inner}
        formula, cell = texts.get("f"), texts.get("sqref")
        spot = place(inner_text(data, cell)) if cell else None
        if cell is None or spot is None:
            return
        data_of = area((inner_text(data, formula) if formula else "").rpartition("!")[2])
        along = data_of is not None and (data_of[0], data_of[2]) == (spot[0], spot[0])
        for copy in range((shift.inserted.get(spot[0], 0) if along else 0) + 1):
            new = cell_name(shift.row(spot[0]) + copy, spot[1])
            splices = [(cell.open_end, cell.close, content(new))]
            if formula is not None:
                moved = moved_formula(
                    inner_text(data, formula), self._part.name, self._moved, Stand(*spot, copy, lists=True)
                )
                splices.append((formula.open_end, formula.close, content(moved)))
            if copy:
                yield tag.end, tag.end, spliced(data, splices, tag.start, tag.end)
            else:
                yield from splices

    def _moved_attributes(self, tag: Tag) -> Iterator[Splice]:
        if tag.name == "hyperlink" and tag.attributes.get("location"):
            old = tag.attributes["location"]
            yield attribute_splice(self._part.data, tag, "location", moved_formula(old, self._part.name, self._moved))
        for name in (AREAS.get(tag.name), SINGLE.get(tag.name)):
            old = tag.attributes.get(name or "")
            if name and old:
                grows = name == "sqref" and tag.name != "selection"
                new = grown_areas(old, self._shift) if grows else moved_areas(old, self._shift)
                if new != old:
                    yield attribute_splice(self._part.data, tag, name, new)

    def _merges(self) -> list[Splice]:
        """The merged areas anew: moved, those of a repeated row repeated, and what the edits ask for."""
        shift, edits, part = self._shift, self._edits, self._part
        old = part.merges
        new: list[tuple[int, int, int, int]] = []
        for first, left, last, right in old:
            new.append((shift.row(first), left, shift.row(last), right))
            if first == last:
                start = shift.row(first)
                new += [(start + n, left, start + n, right) for n in range(1, shift.inserted.get(first, 0) + 1)]
        new = [merge for merge in new if merge not in edits.unmerged]
        new += [merge for merge in edits.merged if merge not in new]
        if new == old:
            return []
        name = f"{part.prefix}mergeCell".encode()
        inner = b"".join(
            b"<" + name + b" ref=" + attribute(f"{cell_name(a, b)}:{cell_name(c, d)}") + b"/>" for a, b, c, d in new
        )
        whole = (
            b"<" + name + b's count="' + str(len(new)).encode() + b'">' + inner + b"</" + name + b"s>" if new else b""
        )
        tag = next((tag for tag in part.around if tag.name == "mergeCells"), None)
        if tag is not None:
            return [(tag.start, tag.end, whole)]
        at = self._place_of_merges()
        return [(at, at, whole)]

    def _place_of_merges(self) -> int:
        """Behind the data and what the schema puts before merged cells."""
        before = {"sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
                  "dataConsolidate", "customSheetViews"}  # fmt: skip
        tags = find_tags(self._part.data, lambda name, depth: depth == 1 and name in before, Watch())
        return max(tag.end for tag in tags)
