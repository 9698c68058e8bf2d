"""Reads forms with fields and indicators."""

from collections.abc import Sequence

from medaid_desktop.core.forms import EXTRA
from medaid_desktop.recognition.columns.head import Head
from medaid_desktop.recognition.draft import Draft
from medaid_desktop.recognition.fields.field_columns import taken_fields
from medaid_desktop.recognition.fields.field_values import FieldReader, Fields
from medaid_desktop.recognition.pages.page import place_of
from medaid_desktop.recognition.rows.flat_rows import read_flat
from medaid_desktop.recognition.rows.indicator_rows import Rows, read_indicators
from medaid_desktop.recognition.segments.segment import Text
from medaid_desktop.recognition.wording.folding import squeezed

_FLAT = {"usage": "rows", "funding": "funding", "schedule": "schedule"}
_MONEY_GROUPS = ("资金情况", "项目资金", "资金安排", "资金投入")


def read_form(draft: Draft, heads: Sequence[Head]) -> list[Head]:
    """Reads tables and fields into a draft; returns the heads of the indicator tables as they were understood."""
    segment, tables = draft.segment, draft.form.tables_by_id
    indicators = Rows()
    understood: list[Head] = []
    beside: dict[str, Text] = {}
    for head in heads:
        if head.kind == "indicators" and "indicators" in tables:
            understood.append(read_indicators(segment, head, indicators))
            beside = taken_fields(segment, draft.form, understood[-1], indicators.rows) | beside
            draft.note_columns(understood[-1], {name for row in indicators.rows for name in row})
        elif _FLAT.get(head.kind, "") in tables:
            rows = read_flat(segment, head)
            draft.add_rows(_FLAT[head.kind], rows)
            draft.note_labels(head)
            draft.doubt_columns(head, {name for row in rows for name in row})
    draft.add_rows("indicators", indicators.rows)
    fields = FieldReader(segment, draft.form).read()
    for name, text in beside.items():
        if not fields.values.get(name, Text("")).text:
            fields.values[name] = text
    _total_score(draft, fields, indicators)
    _money_under_a_place(draft, fields)
    _money_of_funding(draft, fields)
    for name, text in fields.values.items():
        draft.set_value(name, text)
    draft.used |= fields.used
    draft.labels |= {place: f"values.{name}" for place, name in fields.labels.items()}
    if "unit" in draft.form.fields_by_id and not draft.filing.values.get("unit"):
        draft.filing.values["unit"] = draft.unit(heads)
    for message, place in fields.doubts:
        draft.doubt("read.label", message, place)
    for message, place in fields.twice:
        draft.doubt("read.twice", message, place)
    for message, place in indicators.doubts:
        draft.doubt("read.shifted", message, place)
    draft.inferred = indicators.inferred
    if indicators.inferred:
        draft.doubt(
            "read.group",
            f"有 {len(indicators.inferred)} 行的一级、二级指标没有合并单元格，空白处按上一行理解",
            indicators.inferred[0],
        )
    return understood


def _total_score(draft: Draft, fields: Fields, indicators: Rows) -> None:
    if "total_score" not in draft.form.fields_by_id:
        return
    if indicators.total_score and not fields.values.get("total_score", Text("")).text:
        fields.values["total_score"] = indicators.total_score


def _money_of_funding(draft: Draft, fields: Fields) -> None:
    """In a monitoring form the amounts of the year stand in the table of funding, beside their labels, unless they have a
    place of their own."""
    if draft.form.id != "monitoring":
        return
    words = draft.segment.page.vocabulary
    own = set(fields.labels.values())
    for number, row in enumerate(draft.filing.tables.get("funding", [])):
        meaning = words.sense(row.get("item", "")).field
        amount = row.get("initial_budget") or row.get("budget") or ""
        known = meaning is not None and meaning.id in draft.form.fields_by_id and meaning.id.startswith("funding_")
        blank = meaning is not None and meaning.id not in own and not fields.values.get(meaning.id, Text("")).text
        if meaning and known and amount and blank:
            name = "initial_budget" if row.get("initial_budget") else "budget"
            fields.values[meaning.id] = Text(amount, draft.sources.get(f"tables.funding[{number}].{name}"))


def _money_under_a_place(draft: Draft, fields: Fields) -> None:
    """An amount under the name of a county without the label 年度金额 is the county's money."""
    if "funding_total" not in draft.form.fields_by_id:
        return
    named = (name for name, text in fields.values.items() if text.text)
    if any(name.startswith("funding_") or (name.startswith(EXTRA) and "资金" in name) for name in named):
        return
    segment, page = draft.segment, draft.segment.page
    for row in segment.free_rows():
        for cell in page.begins(row):
            if not squeezed(cell.text).startswith(_MONEY_GROUPS):
                continue
            below = range(cell.row, cell.row + cell.rows)
            amounts = [
                c for r in below for c in page.begins(r) if c.col >= cell.col + cell.cols and page.sense(c).number
            ]
            if len(amounts) == 1:
                fields.values["funding_total"] = Text(amounts[0].text.strip(), place_of(amounts[0]))
                fields.doubts.append(("这个金额没有标签，按年度资金总额理解", place_of(amounts[0])))
                return
