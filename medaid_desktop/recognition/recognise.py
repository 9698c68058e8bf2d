"""A document → the filings in it, each with its confidence and every doubt."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import Form
from medaid_desktop.core.grid import Document, Place
from medaid_desktop.core.money import money_unit
from medaid_desktop.core.regions import RegionTable
from medaid_desktop.recognition.allocation_rows import Allocation, read_allocation, settle_roles
from medaid_desktop.recognition.field_values import FieldReader, Fields
from medaid_desktop.recognition.flat_rows import read_flat
from medaid_desktop.recognition.folding import squeezed
from medaid_desktop.recognition.form_guess import guess_form, labels_of
from medaid_desktop.recognition.heads import Head, find_heads
from medaid_desktop.recognition.indicator_rows import Rows, headless, read_indicators
from medaid_desktop.recognition.places import Surroundings, parent_of, region_of, surroundings, year_in
from medaid_desktop.recognition.segment import Segment, Text, segments
from medaid_desktop.recognition.understood import Notice, Understood
from medaid_desktop.recognition.vocabulary import Vocabulary

_UNIT = re.compile(r"(?:金额)?单位\s*[:：;；]?\s*(人民币)?\s*(亿元|万元|千元|元)")
_OFFICES = ("budget_unit", "implementing_unit", "filling_unit", "finance_department", "competent_department")
_INSTRUCTIONS = ("填报说明", "填表说明", "说明", "字典", "数据字典", "目录", "封面")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What recognition knows: forms by id, how things are written, the regions, the region of the office that reads."""

    forms: Mapping[str, Form]
    vocabulary: Vocabulary
    regions: RegionTable
    region: str | None = None


def recognise(document: Document, knowledge: Knowledge) -> list[Understood]:
    """The tables of a document in reading order; letters, instruction sheets and hidden sheets are left out."""
    around = surroundings(document, knowledge.regions, knowledge.region)
    found: list[Understood] = []
    for number, grid in enumerate(document.grids):
        if grid.shown != "shown" or squeezed(grid.name) in _INSTRUCTIONS:
            continue
        for segment in segments(grid, knowledge.vocabulary):
            understood = _Reading(segment, knowledge, around).run()
            if understood:
                understood.grid = number
                understood.notices += [
                    Notice("read.document", doubt.message, "", doubt.place)
                    for doubt in document.doubts
                    if doubt.grid == number and _lies_in(doubt.place, segment)
                ]
                found.append(understood)
    return found


def _lies_in(place: Place | None, segment: Segment) -> bool:
    return place is None or segment.top <= place[0] <= segment.bottom


class _Reading:
    """The way through one segment."""

    def __init__(self, segment: Segment, knowledge: Knowledge, around: Surroundings) -> None:
        self._segment = segment
        self._knowledge = knowledge
        self._around = around
        self._notices: list[Notice] = []
        self._sources: dict[str, Place] = {}
        self._columns: list[str] = []

    def run(self) -> Understood | None:
        segment, words = self._segment, self._knowledge.vocabulary
        heads = find_heads(segment, words)
        if not any(head.kind == "indicators" for head in heads) and not any(h.kind in ("usage", "allocation") for h in heads):
            made_up = headless(segment, words)
            heads += [made_up] if made_up else []
        labels = labels_of(segment, words)
        name, confidence = guess_form(segment, heads, labels, self._knowledge.forms)
        if name is None:
            return None
        form = self._knowledge.forms[name]
        filing = Filing(form=form.id, form_version=form.version)
        if name == "allocation":
            self._read_allocation(filing, form, heads)
        else:
            self._read_form(filing, form, heads)
        self._settle_place(filing, form)
        if not filing.values and not any(filing.tables.values()):
            return None
        title = segment.title.text if segment.title else ""
        return Understood(
            segment.grid.name, name, confidence, filing, self._columns, self._notices, self._sources, 0, title
        )

    # -- forms with fields ---------------------------------------------------------------------------------------

    def _read_form(self, filing: Filing, form: Form, heads: Sequence[Head]) -> None:
        indicators, flat = Rows(), {"usage": "rows", "funding": "funding", "schedule": "schedule"}
        for head in heads:
            if head.kind == "indicators" and "indicators" in form.tables_by_id:
                read_indicators(self._segment, head, self._knowledge.vocabulary, indicators)
                self._columns += [column.id for column in head.columns if column.id and column.id not in self._columns]
            elif head.kind in flat and flat[head.kind] in form.tables_by_id:
                rows = read_flat(self._segment, head, self._knowledge.vocabulary)
                self._store_rows(filing, form, flat[head.kind], rows)
        self._store_rows(filing, form, "indicators", indicators.rows)
        fields = FieldReader(self._segment, form, self._knowledge.vocabulary).read()
        if indicators.total_score and "total_score" in form.fields_by_id:
            fields.values.setdefault("total_score", indicators.total_score)
        self._money_under_a_place(fields, form)
        self._store_fields(filing, form, fields)
        self._notices += [Notice("read.shifted", message, "", place) for message, place in indicators.doubts]

    def _store_fields(self, filing: Filing, form: Form, fields: Fields) -> None:
        for name, text in fields.values.items():
            filing.values[name] = text.text
            if text.place:
                self._sources[f"values.{name}"] = text.place
        if "unit" in form.fields_by_id and not filing.values.get("unit"):
            unit = self._unit()
            if unit:
                filing.values["unit"] = unit
        self._notices += [Notice("read.label", message, "", place) for message, place in fields.doubts]

    def _store_rows(self, filing: Filing, form: Form, table: str, rows: Sequence[Mapping[str, Text]]) -> None:
        definition = form.tables_by_id.get(table)
        if definition is None:
            return
        known = [column.id for column in definition.columns]
        present = [name for name in known if any(name in row for row in rows)]
        present += sorted({name for row in rows for name in row if name.startswith("extra:")})
        stored = filing.tables.setdefault(table, [])
        for row in rows:
            for name, text in row.items():
                if name in present and text.place:
                    self._sources[f"tables.{table}[{len(stored)}].{name}"] = text.place
            stored.append({name: row[name].text for name in present if name in row})

    def _money_under_a_place(self, fields: Fields, form: Form) -> None:
        """An amount under the name of a county without the label 年度金额 is the county's money."""
        if "funding_total" not in form.fields_by_id or fields.values.get("funding_total", Text("")).text:
            return
        if any(name.startswith("funding_") and text.text for name, text in fields.values.items()):
            return
        segment = self._segment
        for row in segment.free_rows():
            for cell in segment.grid.in_row(row):
                key = squeezed(cell.text)
                if cell.row != row or not key.startswith("资金情况") and not key.startswith("项目资金"):
                    continue
                inside = [
                    found
                    for below in range(cell.row, cell.row + cell.rows)
                    for found in segment.grid.in_row(below)
                    if found.row == below and found.col >= cell.col + cell.cols
                ]
                amounts = [found for found in inside if squeezed(found.text).replace(".", "").isdigit()]
                if len(amounts) == 1:
                    place = (amounts[0].row, amounts[0].col)
                    fields.values["funding_total"] = Text(amounts[0].text.strip(), place)
                    fields.doubts.append(("这个金额没有标签，按年度资金总额理解", place))
                    return

    # -- allocations ---------------------------------------------------------------------------------------------

    def _read_allocation(self, filing: Filing, form: Form, heads: Sequence[Head]) -> None:
        found = Allocation()
        for head in heads:
            if head.kind == "allocation":
                read_allocation(self._segment, head, self._knowledge.vocabulary, found)
                self._columns += [column.id for column in head.columns if column.id and column.id not in self._columns]
        settle_roles(found)
        title = self._segment.title
        filing.values["title"] = " ".join(title.text.split("\n")) if title else ""
        if title and title.place:
            self._sources["values.title"] = title.place
        unit = self._unit() or next((u for head in heads for c in head.columns if (u := money_unit_in(c.label))), "")
        filing.values["unit"] = unit
        for name, text in found.values.items():
            filing.values[name] = text.text
            if text.place:
                self._sources[f"values.{name}"] = text.place
        year = self._year(filing)
        within = self._region_of_title() or self._parent_of_rows(found, year) or self._around.parent
        filing.region = within
        rows: list[dict[str, Text]] = []
        for row in found.rows:
            texts = {"name": row.name, "role": Text(row.role), "depth": Text(str(row.depth))} | row.cells
            code = self._region_of_row(row.name, row.role, within, year)
            rows.append(texts | ({"region": Text(code)} if code else {}))
        self._store_rows(filing, form, "rows", rows)
        self._notices += [Notice("read.nesting", message, "", place) for message, place in found.doubts]

    def _parent_of_rows(self, found: Allocation, year: int | None) -> str | None:
        names = [row.name.text for row in found.rows if row.role != "total"]
        return parent_of(names, self._knowledge.regions, year) if len(names) > 2 else None

    def _region_of_row(self, name: Text, role: str, within: str | None, year: int | None) -> str:
        if role == "total":
            return ""
        match = self._knowledge.regions.region_of_office(name.text, within, year)
        if match.region:
            return match.region.code
        if match.kind == "look-alike" and name.place:
            words = f"“{name.text}”与“{match.candidates[0].name}”相近，请核对"
            self._notices.append(Notice("region.name", words, "", name.place))
        elif match.kind == "ambiguous" and name.place:
            words = f"“{name.text}”可能是{'、'.join(region.name for region in match.candidates[:4])}，请选定"
            self._notices.append(Notice("region.name", words, "", name.place))
        return ""

    def _region_of_title(self) -> str | None:
        title = self._segment.title
        if title is None:
            return None
        found = re.match(r"[\u4e00-\u9fff]{2,9}?(?:自治区|自治州|省|市|州|县|区)", squeezed(title.text))
        region = self._knowledge.regions.match(found[0], None, self._around.year).region if found else None
        return region.code if region else None

    def _unit(self) -> str:
        for text in self._top_texts():
            found = _UNIT.search(text)
            if found:
                return found[2]
        return ""

    def _top_texts(self) -> list[str]:
        segment = self._segment
        cells = [cell.text for cell in segment.grid.cells if segment.top <= cell.row <= segment.top + 5]
        return [text.text for text in segment.lines] + cells

    # -- year and region -----------------------------------------------------------------------------------------

    def _year(self, filing: Filing) -> int | None:
        title = self._segment.title.text if self._segment.title else ""
        lines = [line.text for line in self._segment.lines]
        own = year_in([*lines, title, *self._top_texts(), filing.values.get("project_name", "")])
        return own or self._around.year

    def _settle_place(self, filing: Filing, form: Form) -> None:
        filing.year = self._year(filing)
        if form.id == "allocation":
            return
        parent = self._around.parent
        names = [filing.values.get(name, "") for name in _OFFICES]
        heads = [column.below for head in find_heads_again(self._segment, self._knowledge.vocabulary) for column in head.columns]
        prefecture = filing.values.get("prefecture", "") or filing.values.get("province", "")
        if prefecture:
            match = self._knowledge.regions.match(prefecture, None, filing.year)
            parent = match.region.code if match.region else parent
        candidates = [*[name for name in heads if name], *names, self._segment.grid.name]
        found = region_of(candidates, self._knowledge.regions, parent, filing.year)
        if form.id == "regional-target" and found and found[0].region and not any(heads):
            if found[1] in names and "XX" in "".join(names).upper():
                found = None
        if found is None:
            return
        match, name = found
        if match.region:
            filing.region = match.region.code
        else:
            words = f"“{name}”可能是{'、'.join(region.name for region in match.candidates[:4])}，请选定区划"
            self._notices.append(Notice("region.name", words))


def money_unit_in(label: str) -> str:
    """The unit that the head of a column promises in brackets, "" where it says none."""
    found = re.search(r"[(（]\s*(?:单位\s*[:：]?)?\s*(亿元|万元|千元|元)\s*[)）]", label)
    return (money_unit(found[1]) or "") if found else ""


def find_heads_again(segment: Segment, vocabulary: Vocabulary) -> list[Head]:
    """The heads of a segment whose rows have been read already."""
    fresh = Segment(segment.grid, segment.top, segment.bottom)
    return find_heads(fresh, vocabulary)

