"""A document → the filings in it, each with its confidence and every doubt."""

from collections.abc import Mapping

from medaid_desktop.core.forms import FieldDef, Form, TableDef
from medaid_desktop.core.grid import Document, Grid, Place
from medaid_desktop.recognition.beside import parts
from medaid_desktop.recognition.confidence import confidence
from medaid_desktop.recognition.draft import Draft
from medaid_desktop.recognition.folding import squeezed
from medaid_desktop.recognition.form_guess import guess_form, labels_of
from medaid_desktop.recognition.headless import headless
from medaid_desktop.recognition.page import Page
from medaid_desktop.recognition.places import Surroundings, surroundings
from medaid_desktop.recognition.placing import settle_region, settle_year, year_above
from medaid_desktop.recognition.read_allocation import read_money
from medaid_desktop.recognition.read_form import read_form
from medaid_desktop.recognition.segment import Segment, segments
from medaid_desktop.recognition.understood import Knowledge, Notice, Understood

__all__ = ["Knowledge", "Notice", "Understood", "recognise"]

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
    around = surroundings(document, knowledge.regions, knowledge.region)
    found: list[Understood] = []
    for number, grid in enumerate(document.grids):
        if grid.shown != "shown":
            continue
        for part in parts(Page(grid, knowledge.vocabulary)):
            if not part.rows:
                continue
            for segment in segments(part):
                understood = _read(segment, knowledge, around)
                if understood:
                    understood.grid = number
                    understood.notices += _doubts_of(document, number, segment) + _hidden(grid)
                    found.append(understood)
    return found


def _doubts_of(document: Document, grid: int, segment: Segment) -> list[Notice]:
    return [
        Notice("read.document", doubt.message, "", doubt.place)
        for doubt in document.doubts
        if doubt.grid == grid and _lies_in(doubt.place, segment)
    ]


def _lies_in(place: Place | None, segment: Segment) -> bool:
    return place is None or segment.top <= place[0] <= segment.bottom


def _hidden(grid: Grid) -> list[Notice]:
    if not grid.hidden_rows and not grid.hidden_cols:
        return []
    return [Notice("read.document", f"有 {len(grid.hidden_rows)} 行、{len(grid.hidden_cols)} 列是隐藏的，没有读入")]


def _read(segment: Segment, known: Knowledge, around: Surroundings) -> Understood | None:
    if not any(head.kind in ("indicators", "usage", "allocation") for head in segment.heads):
        made_up = headless(segment)
        segment.heads += [made_up] if made_up else []
    heads = sorted(segment.heads, key=lambda head: head.top)
    name, guess = guess_form(segment, heads, around.name, known.forms)
    if name is None and not _is_worth_reading(segment):
        return None
    if squeezed(segment.page.grid.name) in _INSTRUCTIONS and not (segment.form and heads):
        return None
    draft = Draft(segment, known.forms[name] if name else any_form(known.forms))
    if any(head.made_up for head in heads):
        draft.doubt("read.head", "指标表没有表头，各列按内容理解", (heads[0].top, heads[0].first))
    if name == "allocation":
        year = year_above(segment) or around.year or around.file_year
        read_money(draft, heads, known, around, year)
        draft.filing.year = settle_year(draft, around)
    else:
        understood = read_form(draft, heads)
        draft.filing.year = settle_year(draft, around)
        settle_region(draft, understood, known, around)
    if not _has_content(draft):
        return None
    if name is None:
        draft.filing.form = ""
        draft.doubt("read.form", "认不出这是哪一种表，只读出了看得懂的部分")
    sure = confidence(draft, guess, name is not None)
    title = segment.title.text if segment.title else ""
    return Understood(
        segment.page.grid.name, name, sure, draft.filing, draft.columns, draft.notices, draft.sources, 0, title
    )


def _is_worth_reading(segment: Segment) -> bool:
    """Whether a table of no known form still has something to understand: indicators, or several fields."""
    return any(head.kind == "indicators" and len(head.columns) > 2 for head in segment.heads)


def _has_content(draft: Draft) -> bool:
    """Whether anything was read: rows, or enough labels that it is a form although all of it is blank."""
    if any(draft.filing.tables.values()):
        return True
    labels = labels_of(draft.segment)
    return (any(draft.filing.values.values()) and len(labels) >= _LEAST_LABELS) or len(labels) > 2 * _LEAST_LABELS


def any_form(forms: Mapping[str, Form]) -> Form:
    """A form with the fields and columns of all: what a table of no known form is read by."""
    fields: dict[str, FieldDef] = {}
    tables: dict[str, dict[str, FieldDef]] = {}
    for form in forms.values():
        if form.id == "allocation":
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
