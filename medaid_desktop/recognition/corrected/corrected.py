"""A table read as a clerk has corrected it: corrections find their places again, and what they say is done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from medaid_desktop.core.forms import EXTRA, FieldDef, Form
from medaid_desktop.core.grid import Area, GridCell, Place
from medaid_desktop.recognition.columns.heads import find_heads
from medaid_desktop.recognition.corrected.anchors import NOTHING, anchor
from medaid_desktop.recognition.corrections import CONTENT, Correction
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.rows.given_columns import Given, heads_with, kinds_of
from medaid_desktop.recognition.segments.layouts import area_of
from medaid_desktop.recognition.segments.segment import Segment
from medaid_desktop.recognition.understood import Notice

_PARTS = {"operator": "计算符号", "value": "数值", "measure": "计量单位", "serial": "序号"}
_NAMED = 12


@dataclass(slots=True)
class Plan:
    """How a segment is to be read: its form ("" not at all, None as guessed), the cells that are values of fields.

    `left_out` are the heads of columns that are not read, `settled` places of which no doubt is left; `lost` counts the
    corrections that found no place.
    """

    segment: Segment
    form: str | None = None
    fields: list[tuple[Place, str]] = field(default_factory=list[tuple[Place, str]])
    notices: list[Notice] = field(default_factory=list[Notice])
    left_out: dict[Place, str] = field(default_factory=dict[Place, str])
    settled: set[Place] = field(default_factory=set[Place])
    lost: int = 0

    def said(self, notices: Sequence[Notice]) -> list[Notice]:
        """The doubts of a reading without those that are settled, and what was corrected."""
        rows = {place[0] for place in self.settled if place[1] < 0}
        left = [n for n in notices if not (n.place and (n.place in self.settled or n.place[0] in rows))]
        missing = f"以前的更正有 {self.lost} 处在这张表里找不到对应的位置，没有采用，请核对"
        return left + self.notices + ([Notice("read.correction", missing)] if self.lost else [])


def as_read(segment: Segment) -> Plan:
    """The plan without any corrections."""
    return Plan(segment)


def planned(
    segment: Segment, corrections: Sequence[Correction], forms: Mapping[str, Form], guessed: str | None
) -> Plan:
    """How to read a segment that nothing has been read of yet; corrections that fit nowhere are counted.

    `guessed` is the form that it was taken for without corrections.
    """
    plan = Plan(segment)
    columns, out, kept = take(plan, area_of(segment), corrections, forms)
    plan.segment = _without_rows(segment, out) if out else segment
    plan.segment.kept = frozenset(kept)
    plan.segment.heads = [
        head for head in plan.segment.heads if not kept.intersection(range(head.top, head.bottom + 1))
    ]
    form = forms.get(plan.form or guessed or "")
    if form and plan.form:
        _find_heads(plan.segment, kinds_of(form))
    if columns:
        plan.segment.heads = heads_with(plan.segment, columns, form, forms)
        say_columns(plan, columns, form, forms)
    return plan


def take(
    plan: Plan, area: Area, corrections: Sequence[Correction], forms: Mapping[str, Form]
) -> tuple[list[Given], set[int], set[int]]:
    """Takes corrections into a plan where their places are found: the form, the cells of fields, and what is said of rows.

    Returns what is left to be done: the columns, the rows that are no content, and those that are.
    """
    columns: list[Given] = []
    out: set[int] = set()
    kept: set[int] = set()
    for one in corrections:
        if one.kind == "form":
            _take_form(plan, one, forms)
            continue
        place = _found(plan.segment, area, one)
        if place is None:
            plan.lost += 1
        elif one.kind == "row":
            (kept if one.meaning == CONTENT else out).add(place[0])
            (out if one.meaning == CONTENT else kept).discard(place[0])
        elif one.kind == "column":
            columns.append(Given(place, one.meaning))
        else:
            plan.fields.append((place, one.meaning))
    _say_rows(plan, out, kept)
    return columns, out, kept


def _take_form(plan: Plan, one: Correction, forms: Mapping[str, Form]) -> None:
    if one.meaning and one.meaning not in forms:
        plan.lost += 1
        return
    plan.form = one.meaning
    plan.notices = [notice for notice in plan.notices if notice.place]
    if one.meaning:
        plan.notices.append(Notice("read.corrected", f"按更正，这张表读作《{forms[one.meaning].title}》"))


# -- finding places --------------------------------------------------------------------------------------------------


def _found(segment: Segment, area: Area, one: Correction) -> Place | None:
    """The place of a correction in this table: where it was, or the nearest below or above that has the same words."""
    row, col = one.place or (0, 0)
    at = segment.page.at
    place = area[0] + row, area[1] + col
    if not one.anchor:
        return place if row < area[2] and col < area[3] else None
    for candidate in (place, *(_near(segment, place) if one.anchor != NOTHING else ())):
        inside = area[0] <= candidate[0] < area[0] + area[2]
        if inside and anchor(at, one.kind, candidate, area) == one.anchor:
            return candidate
    return None


def _near(segment: Segment, place: Place) -> Iterator[Place]:
    for row in sorted(segment.rows(), key=lambda row: abs(row - place[0])):
        yield row, place[1]


# -- rows and heads --------------------------------------------------------------------------------------------------


def _without_rows(segment: Segment, out: set[int]) -> Segment:
    """The segment without what begins in some rows; a group merged down from one of them begins in the next."""
    page = segment.page.part(_cells_without(segment.page, out))
    lines = [line for line in segment.lines if line.place is None or line.place[0] not in out]
    fresh = replace(segment, page=page, lines=lines)
    _find_heads(fresh)
    return fresh


def _cells_without(page: Page, out: set[int]) -> Iterator[GridCell]:
    for cell in page.cells:
        rows = (
            [row for row in range(cell.row, cell.row + cell.rows) if row not in out] if cell.row in out else [cell.row]
        )
        if rows:
            yield cell._replace(row=rows[0], rows=cell.row + cell.rows - rows[0])


def _find_heads(segment: Segment, kinds: Sequence[str] | None = None) -> None:
    heads = find_heads(segment.page) if kinds is None else find_heads(segment.page, kinds)
    segment.heads = [head for head in heads if segment.top <= head.top <= segment.bottom]


# -- what is said ----------------------------------------------------------------------------------------------------


def _say_rows(plan: Plan, out: set[int], kept: set[int]) -> None:
    for row in sorted(out | kept):
        cells = plan.segment.page.begins(row)
        message = "按更正，这一行不读入" if row in out else "按更正，这一行作为内容读入"
        plan.notices.append(
            Notice("read.corrected", message, "", (row, cells[0].col if cells else plan.segment.page.left))
        )
        plan.settled.add((row, -1))


def say_columns(plan: Plan, given: Sequence[Given], form: Form | None, forms: Mapping[str, Form]) -> None:
    """Says what columns are read as, or that they are not."""
    for one in given:
        cell = plan.segment.page.at(*one.place)
        head = _short(cell.text) if cell else ""
        what = f"“{head}”列" if head else "这一列"
        meant = f"读作“{column_label(one.meaning, form, forms)}”" if one.meaning else "不读入"
        plan.notices.append(Notice("read.corrected", f"按更正，{what}{meant}", "", one.place))
        if cell and not one.meaning:
            plan.left_out[cell.row, cell.col] = ""
        plan.settled.add(one.place)


def column_label(name: str, form: Form | None, forms: Mapping[str, Form]) -> str:
    """How a clerk calls a column: by the form's own label, else by that of another form."""
    if name in _PARTS:
        return _PARTS[name]
    if name.startswith(EXTRA):
        return name.removeprefix(EXTRA)
    every = [form] if form else []
    columns = (column for one in (*every, *forms.values()) for table in one.tables if (column := table.column(name)))
    return next(columns, FieldDef(name, name)).label


def _short(text: str) -> str:
    flat = "".join(text.split())
    return flat if len(flat) <= _NAMED else f"{flat[:_NAMED]}…"
