"""Parts beside a worksheet that point at its rows: pictures and shapes, notes, tables, names of the workbook."""

from collections.abc import Iterator, Mapping, Set

from medaid_desktop.formats.excel.formula_tokens import areas_read
from medaid_desktop.formats.excel.patching.formulas import NOWHERE, WHOLE_LISTS, Stand, moved_areas, moved_formula
from medaid_desktop.formats.excel.patching.results import CellIndex
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
from medaid_desktop.formats.excel.references import area
from medaid_desktop.formats.guard import Watch
from medaid_desktop.formats.safe_xml import integer

Moved = Mapping[str, RowShift]


def all_tags(tags: list[Tag]) -> Iterator[Tag]:
    """Tags with all those inside them."""
    for tag in tags:
        yield tag
        yield from all_tags(tag.inner)


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
    for anchor in all_tags(tags):
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


def without_old_texts(data: bytes, sheet: str, moved: Moved, touched: CellIndex, watch: Watch) -> bytes:
    """A drawing, moved already, whose shapes that show a cell no longer hold the text it had, where it has another now."""
    data = in_utf8(data)
    if b"TxLink" not in data:
        return data
    splices: list[Splice] = []
    for shape in find_tags(data, lambda name, _: name in ("sp", "fld", "t"), watch):
        link = shape.attributes.get("textlink", "").removeprefix("=")
        areas = [found for found in areas_read(link, sheet) if found is not None] if link else []
        if not any(touched.holds(old_name(name, moved), where) for name, where in areas):
            continue
        fields = (tag for tag in shape.inner if tag.name == "fld" and tag.attributes.get("type") == "TxLink")
        splices += [(tag.open_end, tag.close, b"") for field in fields for tag in field.inner if tag.name == "t"]
    return spliced(data, splices)


def old_name(sheet: str, moved: Moved) -> str:
    """The name that a sheet had, which may have a new one."""
    return next((name for name, shift in moved.items() if shift.name == sheet), sheet)


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
    for tag in all_tags(find_tags(data, lambda name, _: name in {"Anchor", "Row"} or name in _LINKS, watch)):
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
    tags = list(all_tags(find_tags(data, lambda name, _: name in areas or name in formulas, watch)))
    whole = next((area(tag.attributes.get("ref")) for tag in tags if tag.name == "table"), None)
    splices: list[Splice] = []
    for tag in tags:
        if tag.name in formulas:
            stand = Stand(whole[0] + 1) if whole and tag.name == "calculatedColumnFormula" else NOWHERE
            new = moved_formula(inner_text(data, tag), sheet, moved, stand)
            splices.append((tag.open_end, tag.close, content(new)))
        elif "ref" in tag.attributes:
            splices.append(attribute_splice(data, tag, "ref", moved_areas(tag.attributes["ref"], shift)))
        for name in ("name", "displayName") if tag.name == "table" else ():
            new = shift.tables.get(tag.attributes.get(name, "").casefold())
            if new:
                splices.append(attribute_splice(data, tag, name, new))
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


def moved_source(data: bytes, moved: Moved, touched: CellIndex, watch: Watch) -> bytes:
    """The cells that a pivot table is made of. Where they hold something else now, it is made anew when the file is opened."""
    data = in_utf8(data)
    splices: list[Splice] = []
    tags = list(all_tags(find_tags(data, lambda name, _: name in ("pivotCacheDefinition", "worksheetSource"), watch)))
    for tag in tags:
        if tag.name != "worksheetSource":
            continue
        sheet, ref = tag.attributes.get("sheet", ""), tag.attributes.get("ref")
        name, shift = next(((n, one) for n, one in moved.items() if n.casefold() == sheet.casefold()), ("", None))
        if shift is not None and ref is not None:
            splices.append(attribute_splice(data, tag, "ref", moved_areas(ref, shift)))
        if shift is not None and shift.name:
            splices.append(attribute_splice(data, tag, "sheet", shift.name))
        whole = area(moved_areas(ref, shift)) if ref and shift is not None else None
        if whole is None or touched.holds(name, whole):
            splices += [
                attribute_splice(data, one, "refreshOnLoad", "1") for one in tags if one.name == "pivotCacheDefinition"
            ]
    return spliced(data, splices)


MOVERS = {
    "drawing": moved_drawing, "comments": moved_notes, "threadedComment": moved_notes, "vmlDrawing": moved_vml,
    "table": moved_table, "ctrlProp": moved_control, "pivotTable": moved_pivot,
}  # fmt: skip
"""What is done to a part beside a sheet after rows were inserted, by the kind of the relation that leads to it."""


def moved_names(data: bytes, sheets: list[str], lists: Set[str], moved: Moved, watch: Watch) -> bytes:
    """The workbook part: names, among them print areas and titles, a name of a sheet belongs to it; and the sheets' own names.
    `lists` are the names, in small letters, that formulas sum or count."""
    data = in_utf8(data)
    splices: list[Splice] = []
    for tag in all_tags(find_tags(data, lambda name, _: name == "definedName", watch)):
        index, old = integer(tag.attributes.get("localSheetId"), -1), inner_text(data, tag)
        own = sheets[index] if 0 <= index < len(sheets) else ""
        new = moved_name(old, tag.attributes.get("name", ""), own, lists, moved)
        if new != old:
            splices.append((tag.open_end, tag.close, content(new)))
    tags = find_tags(data, lambda name, _: name == "sheet", watch)
    names = ((tag, moved[name].name) for tag in tags if (name := tag.attributes.get("name", "")) in moved)
    return spliced(data, [*splices, *(attribute_splice(data, tag, "name", name) for tag, name in names if name)])


def moved_name(text: str, name: str, own: str, lists: Set[str], moved: Moved) -> str:
    """What a name stands for after rows were inserted."""
    return moved_formula(text, own, moved, WHOLE_LISTS if name.casefold() in lists else NOWHERE)
