"""Parts beside a worksheet that point at its rows: pictures and shapes, notes, tables, charts, names of the workbook."""

from collections.abc import Callable, Iterator, Mapping

from medaid_desktop.formats.excel.patching.formulas import moved_areas, moved_formula
from medaid_desktop.formats.excel.patching.shift import RowShift
from medaid_desktop.formats.excel.patching.tags import (
    Splice,
    Tag,
    attribute_splice,
    content,
    find_tags,
    in_utf8,
    inner_text,
    spliced,
)
from medaid_desktop.formats.guard import Watch
from medaid_desktop.formats.safe_xml import integer

Moved = Mapping[str, RowShift]


def _all(tags: list[Tag]) -> Iterator[Tag]:
    for tag in tags:
        yield tag
        yield from _all(tag.inner)


_ANCHORS = {"twoCellAnchor", "oneCellAnchor"}


def moved_drawing(data: bytes, sheet: str, moved: Moved, watch: Watch) -> bytes:
    """Pictures, shapes and charts on a sheet: those that hang on cells move with them, those fixed to the page stay. A text
    box that shows a cell follows it."""
    data = in_utf8(data)
    shift = moved[sheet]
    linked = b"textlink=" in data
    tags = find_tags(
        data,
        lambda name, _: name in _ANCHORS or name in {"from", "to", "row"} or (linked and name in {"sp", "cxnSp"}),
        watch,
    )
    splices: list[Splice] = []
    for anchor in _all(tags):
        link = anchor.attributes.get("textlink", "")
        if link:
            splices.append(attribute_splice(data, anchor, "textlink", moved_formula(link, sheet, moved)))
        if anchor.name not in _ANCHORS or anchor.attributes.get("editAs") == "absolute":
            continue
        first = next((_row_of(data, tag) for tag in anchor.inner if tag.name == "from"), None)
        for corner in anchor.inner:
            if corner.name in {"from", "to"}:
                for tag in corner.inner:
                    old = integer(inner_text(data, tag))
                    new = shift.row(old)
                    if corner.name == "to" and anchor.attributes.get("editAs") == "oneCell" and first is not None:
                        new = old + shift.row(first) - first
                    splices.append((tag.open_end, tag.close, str(new).encode()))
    return spliced(data, splices)


def _row_of(data: bytes, corner: Tag) -> int | None:
    return next((integer(inner_text(data, tag)) for tag in corner.inner if tag.name == "row"), None)


def moved_notes(data: bytes, sheet: str, moved: Moved, watch: Watch) -> bytes:
    """Notes on cells, threaded ones too."""
    data, shift = in_utf8(data), moved[sheet]
    tags = find_tags(data, lambda name, _: name in {"comment", "threadedComment"}, watch)
    return spliced(
        data,
        [
            attribute_splice(data, tag, "ref", moved_areas(tag.attributes["ref"], shift))
            for tag in tags
            if "ref" in tag.attributes
        ],
    )


_LINKS = {"FmlaLink", "FmlaRange", "FmlaTxbx", "FmlaPict", "FmlaGroup"}


def moved_vml(data: bytes, sheet: str, moved: Moved, watch: Watch) -> bytes:
    """The shapes of notes and form controls: the row they belong to, the cells they lie over and those they are linked to."""
    data, shift = in_utf8(data), moved[sheet]
    splices: list[Splice] = []
    for tag in _all(find_tags(data, lambda name, _: name in {"Anchor", "Row"} or name in _LINKS, watch)):
        text = inner_text(data, tag)
        if tag.name in _LINKS:
            splices.append((tag.open_end, tag.close, content(moved_formula(text.strip(), sheet, moved))))
            continue
        if tag.name == "Row":
            splices.append((tag.open_end, tag.close, str(shift.row(integer(text.strip()))).encode()))
            continue
        numbers = text.split(",")
        if len(numbers) == 8:
            top, bottom = integer(numbers[2].strip()), integer(numbers[6].strip())
            numbers[2] = f" {shift.row(top)}"
            numbers[6] = f" {bottom + shift.row(top) - top}"
            splices.append((tag.open_end, tag.close, ",".join(numbers).encode()))
    return spliced(data, splices)


def moved_table(data: bytes, sheet: str, moved: Moved, watch: Watch) -> bytes:
    """A table object (列表): its area and that of its filter, the formulas of its columns."""
    data, shift = in_utf8(data), moved[sheet]
    formulas = {"calculatedColumnFormula", "totalsRowFormula"}
    areas = {"table", "autoFilter", "sortState", "sortCondition"}
    splices: list[Splice] = []
    for tag in _all(find_tags(data, lambda name, _: name in areas or name in formulas, watch)):
        if tag.name in formulas:
            new = moved_formula(inner_text(data, tag), sheet, moved)
            splices.append((tag.open_end, tag.close, content(new)))
        elif "ref" in tag.attributes:
            splices.append(attribute_splice(data, tag, "ref", moved_areas(tag.attributes["ref"], shift)))
    return spliced(data, splices)


def moved_control(data: bytes, sheet: str, moved: Moved, watch: Watch) -> bytes:
    """The properties of a form control (复选框, 组合框): the cells it is linked to."""
    data = in_utf8(data)
    return spliced(
        data,
        [
            attribute_splice(data, tag, name, moved_formula(tag.attributes[name], sheet, moved))
            for tag in find_tags(data, lambda name, _: name == "formControlPr", watch)
            for name in ("fmlaLink", "fmlaRange", "fmlaTxbx", "fmlaGroup")
            if name in tag.attributes
        ],
    )


def moved_pivot(data: bytes, sheet: str, moved: Moved, watch: Watch) -> bytes:
    """A pivot table: where it lies."""
    data, shift = in_utf8(data), moved[sheet]
    tags = find_tags(data, lambda name, _: name == "location", watch)
    areas = [(tag, tag.attributes["ref"]) for tag in tags if "ref" in tag.attributes]
    return spliced(data, [attribute_splice(data, tag, "ref", moved_areas(ref, shift)) for tag, ref in areas])


def moved_source(data: bytes, moved: Moved, watch: Watch) -> bytes:
    """The cells that a pivot table is made of."""
    data = in_utf8(data)
    splices: list[Splice] = []
    for tag in find_tags(data, lambda name, _: name == "worksheetSource", watch):
        sheet = tag.attributes.get("sheet", "")
        shift = next((shift for name, shift in moved.items() if name.casefold() == sheet.casefold()), None)
        if shift is not None and "ref" in tag.attributes:
            splices.append(attribute_splice(data, tag, "ref", moved_areas(tag.attributes["ref"], shift)))
        if shift is not None and shift.name:
            splices.append(attribute_splice(data, tag, "sheet", shift.name))
    return spliced(data, splices)


_REFERENCES = {"strRef", "numRef", "multiLvlStrRef"}
_CACHES = {"strCache", "numCache", "multiLvlStrCache"}


def moved_chart(data: bytes, sheet: str, moved: Moved, watch: Watch) -> bytes:
    """A chart: the cells its series stand for. What it remembers of cells that are others now goes: every program reads them anew."""
    data = in_utf8(data)
    splices: list[Splice] = []
    wanted = {"f", *_REFERENCES, *_CACHES}
    for tag in _all(find_tags(data, lambda name, _: name in wanted, watch)):
        formula = tag if tag.name == "f" else None
        if tag.name in _REFERENCES:
            formula = next((inner for inner in tag.inner if inner.name == "f"), None)
        old = inner_text(data, formula) if formula else ""
        new = moved_formula(old, sheet, moved) if old else ""
        if formula is None or new == old:
            continue
        if tag is formula:
            splices.append((tag.open_end, tag.close, content(new)))
        else:
            splices += [(inner.start, inner.end, b"") for inner in tag.inner if inner.name in _CACHES]
    return spliced(data, splices)


MOVERS = {
    "drawing": moved_drawing, "comments": moved_notes, "threadedComment": moved_notes, "vmlDrawing": moved_vml,
    "table": moved_table, "ctrlProp": moved_control, "pivotTable": moved_pivot, "chart": moved_chart, "chartEx": moved_chart,
}  # fmt: skip
"""What is done to a part beside a sheet after rows were inserted, by the kind of the relation that leads to it."""


def moved_names(data: bytes, sheets: list[str], moved: Moved, watch: Watch) -> bytes:
    """The workbook part: names, among them print areas and titles, a name of a sheet belongs to it; and the sheets' own names."""

    def change(text: str, tag: Tag) -> str:
        index = integer(tag.attributes.get("localSheetId"), -1)
        return moved_formula(text, sheets[index] if 0 <= index < len(sheets) else "", moved)

    data = _with_formulas(data, lambda name: name == "definedName", change, watch)
    tags = find_tags(data, lambda name, _: name == "sheet", watch)
    names = ((tag, moved[name].name) for tag in tags if (name := tag.attributes.get("name", "")) in moved)
    return spliced(data, [attribute_splice(data, tag, "name", name) for tag, name in names if name])


def _with_formulas(
    data: bytes, wanted: Callable[[str], bool], change: Callable[[str, Tag], str], watch: Watch
) -> bytes:
    data = in_utf8(data)
    splices: list[Splice] = []
    for tag in _all(find_tags(data, lambda name, _: wanted(name), watch)):
        old = inner_text(data, tag)
        new = change(old, tag)
        if new != old:
            splices.append((tag.open_end, tag.close, content(new)))
    return spliced(data, splices)
