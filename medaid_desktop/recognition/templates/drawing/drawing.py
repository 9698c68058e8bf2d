"""A blank form → its map: what each of its cells is."""

from collections.abc import Iterator, Sequence

from medaid_desktop.core.forms import Form
from medaid_desktop.core.grid import Area, Document
from medaid_desktop.core.templates.looks import SheetLooks
from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.recognition.columns.head import Head
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.pages.patience import limited
from medaid_desktop.recognition.recognise import any_form
from medaid_desktop.recognition.segments.form_guess import guess_form
from medaid_desktop.recognition.segments.layouts import layout_print
from medaid_desktop.recognition.segments.segment import Segment
from medaid_desktop.recognition.templates.board.board import Board
from medaid_desktop.recognition.templates.board.covers import COVER, is_cover
from medaid_desktop.recognition.templates.board.feet import with_feet
from medaid_desktop.recognition.templates.board.printed import with_printed
from medaid_desktop.recognition.templates.board.shifted import shifted
from medaid_desktop.recognition.templates.board.stage import Stage
from medaid_desktop.recognition.templates.drawing.fields import find_fields
from medaid_desktop.recognition.templates.drawing.lines_around import find_lines, find_title
from medaid_desktop.recognition.templates.drawing.parts import Part, forms_of, is_form_sheet
from medaid_desktop.recognition.templates.drawing.reviews import find_reviews
from medaid_desktop.recognition.templates.drawing.tables import find_tables
from medaid_desktop.recognition.templates.drawing.telling_apart import tell_apart
from medaid_desktop.recognition.templates.drawing.waiting import waits
from medaid_desktop.recognition.understood import Knowledge

_ORDER = ("above", "cell", "below")
_LEAST_FIELDS = 2
_LOOK_BELOW = 12
_OF_MONEY, _LEAST_KNOWN, _LEAST_OF_BLANK = ("allocation", "fund-usage"), 0.6, 0.5


def draw(document: Document, looks: Sequence[SheetLooks], knowledge: Knowledge) -> list[TemplateMap]:
    """The maps of all forms of a document that wait to be filled in, in reading order, covers behind all others.

    `looks` has one entry for each grid of the document, or none at all. Sheets with instructions or dictionaries, covers
    without places to fill in and hidden sheets have no map. Raises UserError where a document is too large to be understood.
    """
    knowledge.vocabulary.forget()
    with limited(document.name):
        drawn = list(_drawn(document, looks, knowledge))
        waiting = [one for one, left in drawn if left]
        if all(is_cover(one.sheet) for one in waiting):
            waiting = [one for one, left in drawn if one.base or left]
        return sorted(waiting, key=lambda one: is_cover(one.sheet))


def _drawn(document: Document, looks: Sequence[SheetLooks], known: Knowledge) -> Iterator[tuple[TemplateMap, bool]]:
    everything = any_form(known.forms)
    document = with_feet(document)
    for number, grid in enumerate(document.grids):
        if grid.shown != "shown" or not is_form_sheet(grid):
            continue
        look = looks[number] if number < len(looks) else SheetLooks()
        found = list(forms_of(Page(grid, known.vocabulary), look))
        for at, part in enumerate(found):
            stage = _stage(document, part, look, known, everything)
            drawn = with_printed(_map(stage, number, at == 0, at == len(found) - 1), grid)
            if _holds_places(drawn) and not (is_cover(grid.name) and drawn.tables):
                yield drawn, waits(drawn)


def _stage(document: Document, part: Part, look: SheetLooks, known: Knowledge, everything: Form) -> Stage:
    segment = part.segment
    heads = sorted(segment.heads, key=lambda head: head.top)
    base = None if is_cover(segment.page.grid.name) else _base(segment, heads, document.name, known)
    form = known.forms[base] if base else everything
    board = Board(segment.page, look, part.area, document.kind == "docx")
    return Stage(board, segment, base or "", form, everything, heads)


def _base(segment: Segment, heads: Sequence[Head], name: str, known: Knowledge) -> str | None:
    """The built-in form that a segment resembles: its title says so, and the columns of a table of money do, too."""
    base, _ = guess_form(segment, heads, name, known.forms)
    if base is None:
        return None
    if base not in _OF_MONEY:
        return base if segment.form == base or any(head.kind == "indicators" for head in heads) else None
    kind = "allocation" if base == "allocation" else "usage"
    columns = [column for head in heads if head.kind == kind for column in head.columns if column.id != "serial"]
    named = [column for column in columns if column.id and column.id != "note" and not column.below]
    least = _LEAST_KNOWN if _has_figures(segment, heads) else _LEAST_OF_BLANK
    return base if segment.form == base and len(named) >= least * len(columns) else None


def _has_figures(segment: Segment, heads: Sequence[Head]) -> bool:
    """Whether figures stand below the first head of a segment: the table is filled in."""
    if not heads:
        return False
    page = segment.page
    rows = page.rows_below(heads[0].bottom, _LOOK_BELOW)
    return any(page.sense(cell).number for row in rows for cell in page.begins(row))


def _map(stage: Stage, number: int, is_first: bool, is_last: bool) -> TemplateMap:
    grid = stage.board.grid
    title = find_title(stage)
    find_tables(stage)
    find_reviews(stage)
    find_fields(stage)
    if stage.board.is_letter:
        title = find_lines(stage, title, is_first, is_last)
    if is_cover(grid.name):
        title = title + COVER if not title.endswith(COVER) else title
    tell_apart(stage)
    fields = sorted(stage.fields, key=lambda mark: (_ORDER.index(mark.spot.within), mark.spot.row, mark.spot.col))
    found = TemplateMap(
        grid.name, number, title, stage.base, layout_print(stage.segment), _area(stage), tuple(fields),
        tuple(sorted(stage.tables, key=lambda table: table.head)), tuple(stage.reviews),
    )  # fmt: skip
    return shifted(found, *grid.origin)


def _area(stage: Stage) -> Area:
    """The rows and columns of a form, all its places included."""
    board = stage.board
    spots = [mark.spot for mark in (*stage.fields, *stage.reviews) if mark.spot.within == "cell"]
    bottom = max(
        [
            board.bottom,
            *(spot.row + spot.rows - 1 for spot in spots),
            *(row.row for table in stage.tables for row in table.rows),
        ]
    )
    edge = max([board.edge, *(spot.col + spot.cols - 1 for spot in spots)])
    return board.top, board.left, bottom - board.top + 1, edge - board.left + 1


def _holds_places(found: TemplateMap) -> bool:
    own = [mark for mark in found.fields if not mark.definition.id.startswith("{")]
    return len(own) >= _LEAST_FIELDS or bool(found.tables)
