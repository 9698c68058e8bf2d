"""A clerk's corrections of a map, by clicks: this cell is that field, this row repeats, this is not to be filled."""

from dataclasses import dataclass, replace

from medaid_desktop.core.forms import FieldDef, Form
from medaid_desktop.core.grid import Grid, Place
from medaid_desktop.core.templates.looks import SheetLooks
from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.recognition.templates.board.printed import with_printed
from medaid_desktop.recognition.templates.board.sheet_map import SheetMap
from medaid_desktop.recognition.templates.board.shifted import shifted
from medaid_desktop.recognition.templates.changing import change_cells, change_columns, change_tables


@dataclass(frozen=True, slots=True)
class AsField:
    """The cell at a place is a field: that of an id, or one named by the label beside it where `id` is "".

    Another field that bears the id already keeps its cell and goes by its own label from then on.
    """

    place: Place
    id: str = ""


@dataclass(frozen=True, slots=True)
class AsText:
    """The cell at a place is not to be filled. In a table's head that means its column, in its body its row."""

    place: Place


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
    """The cell at a place is a review box."""

    place: Place


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

    `number` tells apart the fields of one cell, from 0 on. Of a table's side cell or a review box only the label can be changed.
    """

    place: Place
    label: str | None = None
    type: str | None = None
    unit: str | None = None
    required: bool | None = None
    options: tuple[str, ...] | None = None
    multiple: bool | None = None
    number: int = 0


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
    match change:
        case AsField(place, name):
            change_cells.make_field(sheet, place, name)
        case AsText(place):
            if not change_tables.leave_out(sheet, place):
                change_cells.make_text(sheet, place)
        case AsReview(place):
            change_cells.make_review(sheet, place)
        case AsRows(table, first, last):
            change_tables.make_rows(sheet, table, first, last)
        case AsHead(first, last):
            change_tables.make_head(sheet, first, last)
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
    match change:
        case AsRows(_, first, last) | AsHead(first, last):
            return replace(change, first=first + down, last=last + down)
        case AsTotal(row):
            return replace(change, row=row + down)
        case AsField(place) | AsText(place) | AsReview(place) | AsColumn(place) | Redefine(place):
            return replace(change, place=(place[0] + down, place[1] + right))
