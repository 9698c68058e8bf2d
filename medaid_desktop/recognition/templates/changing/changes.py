"""A clerk's corrections of a map, by clicks: this cell is that field, this row repeats, this is not to be filled."""

from dataclasses import dataclass, replace

from medaid_desktop.core.forms import FieldDef, Form
from medaid_desktop.core.grid import Grid, Place
from medaid_desktop.core.templates.looks import SheetLooks
from medaid_desktop.core.templates.template_map import Spot, TemplateMap, Within
from medaid_desktop.recognition.templates.board.printed import with_printed
from medaid_desktop.recognition.templates.board.sheet_map import SheetMap
from medaid_desktop.recognition.templates.board.shifted import shifted
from medaid_desktop.recognition.templates.changing import (
    change_cells,
    change_columns,
    change_heads,
    change_places,
    change_tables,
)
from medaid_desktop.recognition.templates.changing.change_places import ALL


@dataclass(frozen=True, slots=True)
class AsField:
    """The cell at a place is a field: that of an id, or one named by the label beside it where `id` is "".

    Another field that bears the id already keeps its cell and goes by its own label from then on. Where `within` is not
    "cell", `place` is (number, 0) of a paragraph before or behind a letter's table. Of several places in one text the one
    that the character `at` belongs to is meant; ALL means the text as a whole.
    """

    place: Place
    id: str = ""
    within: Within = "cell"
    at: int = ALL


@dataclass(frozen=True, slots=True)
class AsText:
    """The cell at a place is not to be filled. In a table's head that means its column, in its body its row.

    `within` and `at` are as in `AsField`.
    """

    place: Place
    within: Within = "cell"
    at: int = ALL


@dataclass(frozen=True, slots=True)
class AsRows:
    """Rows `first` to `last` are those of a table that repeat: of the one with an id, or of a new one where `table` is ""."""

    table: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class AsHead:
    """Rows `first` to `last` are the head of a table; the rows below that fit it repeat."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class AsReview:
    """The cell at a place is a review box, or the paragraph the line of one who signs (`within` as in `AsField`)."""

    place: Place
    within: Within = "cell"


@dataclass(frozen=True, slots=True)
class AsTotal:
    """A body row of a table is one of totals; said again, it is a row like others."""

    row: int


@dataclass(frozen=True, slots=True)
class AsColumn:
    """The column of a table at a place (of head or body) has an id: "" names it by its label, "serial" only counts rows."""

    place: Place
    id: str = ""


@dataclass(frozen=True, slots=True)
class Redefine:
    """What a field, a column or a review box is called and allows; None leaves it as it is.

    `number` tells apart the fields, or the review boxes, of one cell or paragraph, from 0 on; `within` is as in `AsField`. Of a table's side cell
    or a review box only the label can be changed.
    """

    place: Place
    label: str | None = None
    type: str | None = None
    unit: str | None = None
    required: bool | None = None
    options: tuple[str, ...] | None = None
    multiple: bool | None = None
    number: int = 0
    within: Within = "cell"


Change = AsField | AsText | AsRows | AsHead | AsReview | AsTotal | AsColumn | Redefine


def changed(map: TemplateMap, grid: Grid, looks: SheetLooks, change: Change, form: Form | None = None) -> TemplateMap:
    """The map after a correction: consistent again, places in it no two roles.

    `grid` and `looks` are those that the map was drawn of; places count in the sheet, as in the map. `form` is the form
    whose fields are known by id (the map's base), where there is one. Raises UserError where a correction makes no sense.
    """
    down, right = grid.origin
    sheet = SheetMap(shifted(map, -down, -right), grid, looks, form)
    _apply(sheet, _shifted_change(change, -down, -right))
    return with_printed(shifted(sheet.map(), down, right), grid)


def _apply(sheet: SheetMap, change: Change) -> None:
    if isinstance(change, AsField | AsText | AsReview | Redefine) and change.within != "cell":
        _apply_to_line(sheet, change)
        return
    match change:
        case AsField(place, name, at=at) if at != ALL and _has_several(sheet, place):
            tile = sheet.tile(place)
            change_places.make_places(sheet, Spot(*tile[:4]), tile.text, at, name, sheet.tiles.look(tile))
        case AsField(place, name):
            change_cells.make_field(sheet, place, name)
        case AsText(place, at=at) if at != ALL and _has_several(sheet, place) and sheet.fields_at(sheet.tile(place)):
            tile = sheet.tile(place)
            change_places.drop_places(sheet, Spot(*tile[:4]), tile.text, at, sheet.name(tile.place))
        case AsText(place):
            if not change_tables.leave_out(sheet, place):
                change_cells.make_text(sheet, place)
        case AsReview(place):
            change_cells.make_review(sheet, place)
        case AsRows(table, first, last):
            change_tables.make_rows(sheet, table, first, last)
        case AsHead(first, last):
            change_heads.make_head(sheet, first, last)
        case AsTotal(row):
            change_tables.make_total(sheet, row)
        case AsColumn(place, name):
            change_columns.make_column(sheet, place, name)
        case Redefine(place, label):
            wanted = _Wanted(change)
            if not change_columns.redefine_column(sheet, place, wanted.of) and not change_columns.name_table(
                sheet, place, label
            ):
                change_cells.redefine(sheet, place, change.number, label, wanted.of)


def _has_several(sheet: SheetMap, place: Place) -> bool:
    """Whether a cell outside the tables has several places of its own in its text."""
    tile = sheet.tile(place)
    is_own = sheet.body_at(place) is None and sheet.head_at(place) is None and not sheet.tiles.look(tile).formula
    return is_own and not sheet.tiles.is_locked(tile) and change_places.has_several(tile.text)


def _apply_to_line(sheet: SheetMap, change: AsField | AsText | AsReview | Redefine) -> None:
    """A correction of a paragraph around the table."""
    spot, text = change_places.line_at(sheet.grid, change.within, change.place[0])
    where = change_places.line_name(spot.within, spot.row)
    match change:
        case AsField():
            change_places.make_places(sheet, spot, text, change.at, change.id)
        case AsText():
            change_places.drop_places(sheet, spot, text, change.at, where)
        case AsReview():
            change_places.make_line_review(sheet, spot, text)
        case Redefine():
            marks = [mark for mark in sheet.fields if mark.spot == spot]
            reviews = [mark for mark in sheet.reviews if mark.spot == spot]
            wanted = _Wanted(change)
            change_cells.redefine_one(sheet, marks, reviews, where, change.number, change.label, wanted.of)


class _Wanted:
    """What a redefinition makes of a definition."""

    def __init__(self, change: Redefine) -> None:
        self._change = change

    def of(self, definition: FieldDef) -> FieldDef:
        """A definition with what was asked for. Raises UserError where it makes no sense."""
        change = self._change
        definition = change_cells.typed(definition, change.type, change.options)
        if change.label is not None:
            definition = replace(definition, label=change_cells.checked_label(change.label))
        if change.unit is not None:
            definition = replace(definition, unit=change.unit.strip())
        if change.required is not None:
            definition = replace(definition, required=change.required)
        if change.multiple is not None:
            definition = replace(definition, multiple=change.multiple and definition.type == "choice")
        return definition


def _shifted_change(change: Change, down: int, right: int) -> Change:
    if isinstance(change, AsField | AsText | AsReview | Redefine) and change.within != "cell":
        return change
    match change:
        case AsRows(_, first, last) | AsHead(first, last):
            return replace(change, first=first + down, last=last + down)
        case AsTotal(row):
            return replace(change, row=row + down)
        case AsField(place) | AsText(place) | AsReview(place) | AsColumn(place) | Redefine(place):
            return replace(change, place=(place[0] + down, place[1] + right))
