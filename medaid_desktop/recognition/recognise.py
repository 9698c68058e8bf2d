"""A document → the filings in it, each with its confidence and every doubt."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import CUSTOM, FieldDef, Form, TableDef
from medaid_desktop.core.grid import Document, Grid
from medaid_desktop.recognition.allocation.read_allocation import read_money
from medaid_desktop.recognition.corrected.corrected import Plan, as_read, planned
from medaid_desktop.recognition.corrected.corrected_fields import put_fields
from medaid_desktop.recognition.doubting.confidence import confidence, lowered
from medaid_desktop.recognition.doubting.doubts import note_doubts
from medaid_desktop.recognition.draft import Draft
from medaid_desktop.recognition.own.own_sheets import with_own_sheets
from medaid_desktop.recognition.pages.beside import parts
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.pages.patience import limited
from medaid_desktop.recognition.read_form import read_form
from medaid_desktop.recognition.rows.headless import headless
from medaid_desktop.recognition.segments.by_project import by_project
from medaid_desktop.recognition.segments.continued import grids, keep_places
from medaid_desktop.recognition.segments.form_guess import guess_form, labels_of
from medaid_desktop.recognition.segments.layouts import area_of, layout_print
from medaid_desktop.recognition.segments.segment import Segment, segments
from medaid_desktop.recognition.templates.board.feet import with_feet
from medaid_desktop.recognition.templates.copies.copies import copies_and_rest, has_copies
from medaid_desktop.recognition.templates.copies.placement import Copy
from medaid_desktop.recognition.templates.copies.reading import read_copy
from medaid_desktop.recognition.understood import Knowledge, Notice, Understood
from medaid_desktop.recognition.where.place_names import names_above
from medaid_desktop.recognition.where.places import Surroundings, surroundings
from medaid_desktop.recognition.where.placing import settle_region, settle_year, year_above
from medaid_desktop.recognition.wording.folding import squeezed

__all__ = ["Knowledge", "Notice", "Understood", "recognise", "unread"]

_INSTRUCTIONS = (
    "填报说明",
    "填表说明",
    "说明",
    "字典",
    "数据字典",
    "目录",
    "封面",
    "填写说明",
    "使用说明",
    "下拉选项",
    "参数",
    "代码表",
)
_LEAST_LABELS = 3


def recognise(document: Document, knowledge: Knowledge) -> list[Understood]:
    """The tables of a document in reading order; letters, instruction sheets and hidden sheets are left out."""
    knowledge.vocabulary.forget()
    with limited(document.name):
        return with_own_sheets(document, knowledge, _recognised(document, knowledge))


def _recognised(document: Document, knowledge: Knowledge) -> list[Understood]:
    around = surroundings(document, knowledge.regions, knowledge.region)
    found: list[Understood] = []
    for number, piece in _pieces(document, knowledge):
        if isinstance(piece, Copy):
            understood, rows = read_copy(piece, knowledge, around), range(piece.top, piece.bottom + 1)
        else:
            understood, rows = _read_as_learned(piece, knowledge, around)[0], range(piece.top, piece.bottom + 1)
        if understood:
            understood.grid, understood.origin = number, document.grids[number].origin
            keep_places(understood, document.grids[number])
            doubts = _doubts_of(document, number, rows) + _hidden(document.grids[number])
            understood.confidence = lowered(understood.confidence, doubts, {})
            understood.notices += doubts
            found.append(understood)
    return found


def unread(document: Document, knowledge: Knowledge) -> list[Understood]:
    """What `recognise` leaves out of the shown sheets, without content: to be named by a correction of kind "form".

    Each has its place, title and layout, and confidence 0. A table that a clerk has said not to read is among them.
    """
    around = surroundings(document, knowledge.regions, knowledge.region)
    found: list[Understood] = []
    for number, segment in _pieces(document, knowledge):
        if isinstance(segment, Copy):
            continue
        understood, layout = _read_as_learned(segment, knowledge, around)
        if understood is None:
            title = segment.title.text if segment.title else ""
            name = segment.page.grid.name
            found.append(
                Understood(name, None, 0.0, Filing(""), grid=number, title=title, layout=layout, area=area_of(segment))
            )
    return found


def _pieces(document: Document, knowledge: Knowledge) -> Iterator[tuple[int, Segment | Copy]]:
    """The stretches of the shown sheets that may hold a form, and the copies of the ledger's own forms, with the numbers of
    their grids."""
    for number, grid, behind in _grids(document, knowledge):
        if grid.shown != "shown":
            continue
        pieces = list(copies_and_rest(Page(behind, knowledge.vocabulary), knowledge, number))
        if behind is not grid and not any(isinstance(piece, Copy) for piece in pieces):
            pieces = [Page(grid, knowledge.vocabulary)]
        for piece in pieces:
            if isinstance(piece, Copy):
                yield number, piece
                continue
            for part in parts(piece):
                if part.rows:
                    for segment in segments(part):
                        for one in by_project(segment):
                            yield number, one


def _grids(document: Document, known: Knowledge) -> Iterator[tuple[int, Grid, Grid]]:
    """The grids with their numbers, each as it is read and as copies of the ledger's own forms are looked for in it.

    Tables of a letter that go on from one another are put together, unless such a form was drawn of one of them alone.
    """
    together = list(grids(document, known.vocabulary))
    if not known.templates:
        yield from ((number, grid, grid) for number, grid in together)
        return
    footed = with_feet(document).grids
    ends = [number for number, _ in together[1:]] + [len(document.grids)]
    for (number, grid), end in zip(together, ends, strict=True):
        alone = range(number, end)
        if len(alone) == 1:
            yield number, grid, footed[number]
        elif not has_copies(grid, known) and any(has_copies(footed[one], known) for one in alone):
            yield from ((one, document.grids[one], footed[one]) for one in alone)
        else:
            yield number, grid, replace(grid, below=footed[end - 1].below)


def _read_as_learned(segment: Segment, known: Knowledge, around: Surroundings) -> tuple[Understood | None, str]:
    """What is understood of a segment, read anew with what a clerk has corrected in tables of its layout; and the layout."""
    untouched = segment.untouched()
    found = _read(as_read(segment), known, around)
    layout = layout_print(segment)
    learned = known.learned.get(layout)
    if learned:
        found = _read(planned(untouched, learned, known.forms, found.form if found else None), known, around)
    if found:
        found.layout, found.area = layout, area_of(segment)
    return found, layout


def _doubts_of(document: Document, grid: int, rows: range) -> list[Notice]:
    return [
        Notice("read.document", doubt.message, "", doubt.place)
        for doubt in document.doubts
        if doubt.grid == grid and (doubt.place is None or doubt.place[0] in rows)
    ]


def _hidden(grid: Grid) -> list[Notice]:
    counts = ((len(grid.hidden_rows), "行"), (len(grid.hidden_cols), "列"))
    hidden = "、".join(f"{count} {what}" for count, what in counts if count)
    return [Notice("read.document", f"有 {hidden}是隐藏的，没有读入")] if hidden else []


def _read(plan: Plan, known: Knowledge, around: Surroundings) -> Understood | None:
    if plan.form == "":
        return None
    segment = plan.segment
    if not any(head.kind in ("indicators", "usage", "allocation") for head in segment.heads):
        made_up = headless(segment)
        segment.heads += [made_up] if made_up else []
    heads = sorted(segment.heads, key=lambda head: head.top)
    name, guess = (plan.form, 1.0) if plan.form else guess_form(segment, heads, around.name, known.forms)
    if name is None and not _is_worth_reading(segment):
        return None
    if squeezed(segment.page.grid.name) in _INSTRUCTIONS and not (segment.form and heads) and not plan.form:
        return None
    draft = Draft(segment, known.forms[name] if name else any_form(known.forms))
    if any(head.made_up for head in heads):
        draft.doubt("read.head", "指标表没有表头，各列按内容理解", (heads[0].top, heads[0].first))
    if name == "allocation":
        year = year_above(segment) or around.year or around.file_year
        read_money(draft, heads, known, around, year)
        put_fields(plan, draft)
        draft.filing.year = settle_year(draft, around)
    else:
        understood = read_form(draft, heads)
        put_fields(plan, draft)
        draft.filing.year = settle_year(draft, around)
        settle_region(draft, understood, known, around)
    if not _has_content(draft) and not plan.form:
        return None
    if name is None:
        draft.filing.form = ""
        draft.doubt("read.form", "认不出这是哪一种表，只读出了看得懂的部分")
    note_doubts(draft, None if plan.form else around.name, names_above(draft.filing.region, known.regions))
    draft.notices = plan.said(draft.notices)
    sure = confidence(draft, guess, name is not None)
    title = segment.title.text if segment.title else ""
    return Understood(
        segment.page.grid.name, name, sure, draft.filing, draft.columns, draft.notices, draft.sources, 0, title,
        labels=draft.labels | plan.left_out,
    )  # fmt: skip


def _is_worth_reading(segment: Segment) -> bool:
    """Whether a table of no known form still has something to understand: indicators, or several fields."""
    return any(head.kind == "indicators" and len(head.columns) > 2 and head.has_values for head in segment.heads)


def _has_content(draft: Draft) -> bool:
    """Whether anything was read: rows, or enough labels that it is a form although all of it is blank."""
    if any(draft.filing.tables.values()):
        return True
    labels = labels_of(draft.segment)
    return (any(draft.filing.values.values()) and len(labels) >= _LEAST_LABELS) or len(labels) > 2 * _LEAST_LABELS


def any_form(forms: Mapping[str, Form]) -> Form:
    """A form with the fields and columns of all built-in ones: what a table of no known form is read by."""
    fields: dict[str, FieldDef] = {}
    tables: dict[str, dict[str, FieldDef]] = {}
    for form in forms.values():
        if form.id == "allocation" or form.id.startswith(CUSTOM):
            continue
        for definition in form.fields:
            fields.setdefault(definition.id, definition)
        for table in form.tables:
            for column in table.columns:
                tables.setdefault(table.id, {}).setdefault(column.id, column)
    return Form(
        "", "", "", tuple(fields.values()),
        tuple(TableDef(name, "", tuple(columns.values())) for name, columns in tables.items()), (),
    )  # fmt: skip
