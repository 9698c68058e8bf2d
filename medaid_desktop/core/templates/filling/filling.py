"""Puts a filing into a blank form by its map: `fill`. What comes out is written by the fillers of workbooks and letters."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from unicodedata import east_asian_width

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import EXTRA, FieldDef, Form
from medaid_desktop.core.templates.filling.filled import BodyRow, Filled, FilledBody, FilledCell, FilledPart, Moves
from medaid_desktop.core.templates.filling.filling_body import body_of, changed_cells, computed_cells
from medaid_desktop.core.templates.filling.filling_laying import LaidTable, lay
from medaid_desktop.core.templates.filling.filling_unsaid import emptied, outside, without_place
from medaid_desktop.core.templates.making.form_making_start import given_text
from medaid_desktop.core.templates.template_map import REGION, YEAR, FieldMark, TemplateMap
from medaid_desktop.core.texts.numbers import excerpt
from medaid_desktop.core.texts.ticking import has_boxes, ticked

_WITH_UNITS = frozenset({"amount", "number", "target"})


def fill(map: TemplateMap, form: Form, filing: Filing, region_name: str = "") -> Filled:
    """What a blank form shows with a filing in it, and the rows it needs more of.

    Content follows the order of the paper; blank rows of the form stay for groups with fewer rows, a row that prints an
    indicator which the filing no longer has is emptied. What has no place is told in the notices and written nowhere.
    """
    laid = [lay(mark, form, filing.rows(mark.id)) for mark in map.tables]
    inserted: dict[int, int] = {}
    for table in laid:
        for row, count in table.inserted.items():
            inserted[row] = max(count, inserted.get(row, 0))  # tables side by side share the rows put in
    moves = Moves(inserted)
    bodies = [body_of(table, moves) for table in laid]
    cells, computed = _spots(map, filing, region_name, moves)
    for table, body in zip(laid, bodies, strict=True):
        cells += changed_cells(table, body)
        computed += computed_cells(table, body)
    notices = (*_unplaced_values(map, form, filing), *_unplaced_rows(form, filing, laid))
    return Filled(inserted, tuple(cells), tuple(bodies), tuple(computed), notices)


def _spots(
    map: TemplateMap, filing: Filing, region_name: str, moves: Moves
) -> tuple[list[FilledCell], list[FilledCell]]:
    """The spots whose text changes, and those that the document works out."""
    cells: list[FilledCell] = []
    computed: list[FilledCell] = []
    for spot, group in groupby(sorted(map.fields, key=_place), key=lambda mark: mark.spot):
        marks = list(group)
        parts = _apart([_part(mark, filing, region_name) for mark in marks])
        printed = "".join(mark.prefix + mark.blank + mark.suffix for mark in marks)
        text = "".join(part.mark.prefix + part.text + part.suffix for part in parts)
        if any(mark.computed for mark in marks):
            value = filing.values.get(marks[0].definition.id, "")
            if value:
                computed.append(FilledCell(moves.spot(spot), value, printed, marks[0].definition, parts))
        elif text != printed:
            cells.append(FilledCell(moves.spot(spot), text, printed, _single(parts), parts))
    return cells, computed


def _place(mark: FieldMark) -> tuple[str, int, int]:
    """By place; marks of one spot keep their order."""
    return mark.spot.within, mark.spot.row, mark.spot.col


def _single(parts: Sequence[FilledPart]) -> FieldDef | None:
    """The definition of a text that is one value and nothing else."""
    if len(parts) != 1 or parts[0].mark.prefix or parts[0].mark.suffix or has_boxes(parts[0].mark.blank):
        return None
    return parts[0].mark.definition


def _part(mark: FieldMark, filing: Filing, region_name: str) -> FilledPart:
    """What a mark has to show; a unit that the value has itself is not said again."""
    text, suffix = _text(mark, filing, region_name), mark.suffix
    unit = suffix.strip()
    if mark.definition.type in _WITH_UNITS and unit and text != mark.blank and text.endswith(unit):
        suffix = ""
    return FilledPart(mark, text, suffix)


def _apart(parts: Sequence[FilledPart]) -> tuple[FilledPart, ...]:
    """The parts of a spot with what the wide blanks between its prompts have left behind the values: prompts stay where they are."""
    *before, last = parts
    return (*(replace(part, suffix=_room_left(part) + part.suffix) for part in before), last)


def _room_left(part: FilledPart) -> str:
    """The blanks of a mark that its value leaves over, in the width they have on paper; none before a unit."""
    blank = part.mark.blank
    if not blank or blank.strip(" \u3000") or part.suffix.strip() or part.text == blank:
        return ""
    left = _columns(blank) - _columns(part.text)
    return "\u3000" * (left // 2) if blank.strip(" ") else " " * left


def _columns(text: str) -> int:
    """How wide a text is, in half-width letters."""
    return sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in text)


def _text(mark: FieldMark, filing: Filing, region_name: str) -> str:
    """What stands in place of a mark's blank: the value, the boxes with the chosen ones ticked, else the blank itself.

    A text that the upper level printed as content goes with the value; a prompt stays where there is none.
    """
    definition = mark.definition
    if definition.id == YEAR:
        return str(filing.year) if filing.year else mark.blank
    if definition.id == REGION:
        return region_name or mark.blank
    value = filing.values.get(definition.id, "")
    if definition.type == "choice" and has_boxes(mark.blank):
        marked = ticked(mark.blank, definition.options, value)
        return marked if marked is not None else value or mark.blank
    return value or ("" if given_text(mark) else mark.blank)


def _unplaced_values(map: TemplateMap, form: Form, filing: Filing) -> Iterator[str]:
    placed = {mark.definition.id for mark in map.fields}
    for name, text in filing.values.items():
        if text and name not in placed:
            label = name.removeprefix(EXTRA) if name.startswith(EXTRA) else form.definition("", name).label
            yield f"“{label}”在样表里没有位置，没有写入：{excerpt(text)}"


def _unplaced_rows(form: Form, filing: Filing, laid: Sequence[LaidTable]) -> Iterator[str]:
    for table in laid:
        yield from without_place(table, form.tables_by_id.get(table.mark.id), filing.rows(table.mark.id))
        yield from emptied(table)
        yield from outside(table)
    marked = {table.mark.id for table in laid}
    for name, rows in filing.tables.items():
        if rows and name not in marked:
            table = form.tables_by_id.get(name)
            yield f"“{table.label if table else name}”在样表里没有对应的表格，{len(rows)} 行没有写入"


__all__ = ["BodyRow", "Filled", "FilledBody", "FilledCell", "FilledPart", "fill"]
