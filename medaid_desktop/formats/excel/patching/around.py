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


def moved_drawing(data: bytes, shift: RowShift, watch: Watch) -> bytes:
    """Pictures, shapes and charts on a sheet: those that hang on cells move with them, those fixed to the page stay."""
    data = in_utf8(data)
    anchors = find_tags(data, lambda name, _: name in {"twoCellAnchor", "oneCellAnchor", "from", "to", "row"}, watch)
    splices: list[Splice] = []
    for anchor in anchors:
        if anchor.attributes.get("editAs") == "absolute":
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


def moved_notes(data: bytes, shift: RowShift, watch: Watch) -> bytes:
    """Notes on cells, threaded ones too."""
    data = in_utf8(data)
    tags = find_tags(data, lambda name, _: name in {"comment", "threadedComment"}, watch)
    return spliced(
        data,
        [
            attribute_splice(data, tag, "ref", moved_areas(tag.attributes["ref"], shift))
            for tag in tags
            if "ref" in tag.attributes
        ],
    )


def moved_vml(data: bytes, shift: RowShift, watch: Watch) -> bytes:
    """The shapes of notes and form controls: the row they belong to, and the cells they lie over."""
    data = in_utf8(data)
    splices: list[Splice] = []
    for tag in _all(find_tags(data, lambda name, _: name in {"Anchor", "Row"}, watch)):
        text = inner_text(data, tag)
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


def moved_table(data: bytes, shift: RowShift, watch: Watch) -> bytes:
    """A table object (列表): its area and that of its filter."""
    data = in_utf8(data)
    tags = find_tags(data, lambda name, _: name in {"table", "autoFilter", "sortState", "sortCondition"}, watch)
    return spliced(
        data,
        [
            attribute_splice(data, tag, "ref", moved_areas(tag.attributes["ref"], shift))
            for tag in _all(tags)
            if "ref" in tag.attributes
        ],
    )


def moved_chart(data: bytes, moved: Moved, watch: Watch) -> bytes:
    """A chart: the cells its series stand for."""
    return _with_formulas(data, lambda name: name == "f", lambda text, _: moved_formula(text, "", moved), watch)


def moved_names(data: bytes, sheets: list[str], moved: Moved, watch: Watch) -> bytes:
    """The workbook part: names, among them print areas and titles; a name of a sheet belongs to it."""

    def change(text: str, tag: Tag) -> str:
        index = integer(tag.attributes.get("localSheetId"), -1)
        return moved_formula(text, sheets[index] if 0 <= index < len(sheets) else "", moved)

    return _with_formulas(data, lambda name: name == "definedName", change, watch)


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
