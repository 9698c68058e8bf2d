"""The year and the region of a form with fields, each with the doubt it leaves."""

import re
from collections.abc import Sequence

from medaid_desktop.core.places.regions import Match
from medaid_desktop.recognition.columns.head import Head
from medaid_desktop.recognition.draft import Draft
from medaid_desktop.recognition.segments.segment import Segment
from medaid_desktop.recognition.understood import Knowledge
from medaid_desktop.recognition.where.place_names import offered
from medaid_desktop.recognition.where.places import Surroundings, is_blank_office, region_in_title, region_of
from medaid_desktop.recognition.wording.folding import squeezed
from medaid_desktop.recognition.wording.label_text import pairs
from medaid_desktop.recognition.wording.years import bare_year, year_in

_OFFICES = ("budget_unit", "implementing_unit", "filling_unit", "finance_department", "competent_department")
_WHOLE = re.compile(r"全.{1,3}|合计|总计|小计")
_LABEL = re.compile(r" \(([^()\s-]+)(?:[ -][^()]*)?\)$")
_DATED = ("project_name", "period", "filled_on", "annual_goal", "goal_expected")


def year_above(segment: Segment) -> int | None:
    """The year that stands over a table: in its title or on a line of its own."""
    title = segment.title.text if segment.title else ""
    first = next((head.top for head in segment.heads), segment.top + 5)
    tops = [cell.text for cell in segment.cells(max(first, segment.top + 2) - 1) if len(cell.text) < 60]
    lines = [line.text for line in segment.lines if len(line.text) < 120]
    return year_in([title]) or year_in([line for line in lines if not line.startswith("附")]) or year_in(tops[:8])


def settle_year(draft: Draft, around: Surroundings) -> int | None:
    """The year of a filing: from above the table, its fields, the sheet, the letter, the file's name; None where none says."""
    own = year_above(draft.segment)
    if own is None:
        own = next((year for name in _DATED if (year := year_in([draft.filing.values.get(name, "")]))), None)
    if own is None:
        labels = [column.label for head in draft.segment.heads for column in head.columns]
        sheet = draft.segment.page.grid.name
        own = year_in([sheet, *labels]) or bare_year(sheet)
    if own is not None:
        return own
    if around.year is not None:
        draft.doubt("read.year", f"表中没有写年度，按来文理解为 {around.year} 年")
        return around.year
    if around.file_year is not None:
        draft.doubt("read.year", f"表中没有写年度，按文件名理解为 {around.file_year} 年")
        return around.file_year
    draft.doubt("read.year", "没有找到年度，请补填")
    return None


def settle_region(draft: Draft, heads: Sequence[Head], known: Knowledge, around: Surroundings) -> None:
    """The region of a filing: under the head, of its offices, its place fields, its title, the sheet; the file's name last."""
    values, year = draft.filing.values, draft.filing.year
    offices = [values.get(name, "") for name in _OFFICES]
    above = [values.get(name, "") for name in ("prefecture", "province")]
    parent = around.parent
    for name in above[::-1]:
        place = known.regions.match(name, None, year).region if name and not is_blank_office(name) else None
        parent = place.code if place else parent
    columns = [
        column.below
        for head in heads
        for column in head.columns
        if column.id in ("target", "actual") and column.below and not _WHOLE.fullmatch(squeezed(column.below))
    ]
    if (
        draft.form.id == "regional-target"
        and any(is_blank_office(name) for name in offices if name)
        and not any(columns)
    ):
        offices = []
        above = []
    offices += [text for key, text in values.items() if key.startswith("extra:") and key.endswith(("部门", "单位"))]
    offices += _offices_above(draft)
    own = draft.filing.region is None and (
        _first(draft, [*columns, *offices, *above], known, parent) or _of_title(draft, known, parent)
    )
    if not own:
        _from_names(draft, known, around, parent)


def _offices_above(draft: Draft) -> list[str]:
    """The offices that lines over the table name: 填报单位：容县医疗保障局（盖章）."""
    sense = draft.segment.page.vocabulary.sense

    def office(label: str) -> str | None:
        field = sense(label).field
        return field.id if field and field.id in (*_OFFICES, "unit") else None

    return [text for line in draft.segment.lines for _, text in pairs(line.text, office) if text]


def name_region(draft: Draft, name: str, known: Knowledge, around: Surroundings) -> bool:
    """Sets the region that a form names in a place of its own; False where the name is that of none."""
    return _first(draft, [name], known, around.parent)


def _first(draft: Draft, names: Sequence[str], known: Knowledge, parent: str | None) -> bool:
    found = region_of(names, known.regions, parent, draft.filing.year)
    if found is None:
        return False
    match, name = found
    where = next((f"values.{key}" for key, text in draft.filing.values.items() if text == name), "")
    if match.region:
        draft.filing.region = _lowest(match.region.code, names, known, parent, draft.filing.year)
        if match.kind == "alias" and match.region.level != "unit" and match.region.name not in squeezed(name):
            draft.doubt(
                "region.name", f"“{name}”按{match.region.code} {match.region.name}理解", draft.sources.get(where), where
            )
        return True
    year = draft.filing.year
    options = offered(match, known.regions, year)
    draft.doubt("region.name", f"“{name}”{_offer(match, known, year)}", draft.sources.get(where), where, options)
    return True


def _lowest(code: str, names: Sequence[str], known: Knowledge, parent: str | None, year: int | None) -> str:
    """Of a province's department and a county's office on one form the county is meant."""
    for name in names:
        found = region_of([name], known.regions, parent, year)
        region = found[0].region if found else None
        if region and region.level != "unit" and code in [step.code for step in known.regions.path(region.code)][:-1]:
            code = region.code
    return code


def _offer(match: Match, known: Knowledge, year: int | None) -> str:
    names = "、".join(known.regions.full_name(region.code, year) for region in match.candidates[:4])
    return f"与“{names}”相近，请选定区划" if match.kind == "look-alike" else f"可能是{names}，请选定区划"


def _of_title(draft: Draft, known: Knowledge, parent: str | None) -> bool:
    title = draft.segment.title
    place = region_in_title(title.text, known.regions, parent, draft.filing.year) if title else None
    if place is None or (
        draft.form.id == "regional-target" and place.level == "province" and "XX" in str(draft.filing.values).upper()
    ):
        return False
    draft.filing.region = place.code
    return True


def _from_names(draft: Draft, known: Knowledge, around: Surroundings, parent: str | None) -> None:
    """The name of the sheet tells a region where each sheet is one county's."""
    if draft.form.id == "regional-target" and any(is_blank_office(t) for t in draft.filing.values.values()):
        return
    sheet = draft.segment.page.grid.name
    found = region_of([*_in_brackets(sheet), sheet], known.regions, parent, draft.filing.year)
    if found and found[0].region:
        draft.filing.region = found[0].region.code
        draft.doubt("region.name", f"表中没有写明单位，按工作表名“{found[1]}”理解区划")
        return
    place = region_in_title(around.name.rpartition(".")[0], known.regions, parent, draft.filing.year)
    if place:
        draft.filing.region = place.code
        draft.doubt("region.name", f"表中没有写明单位，按文件名理解为{place.name}")
    else:
        draft.doubt("region.name", "没有找到区划，请选定")


def _in_brackets(sheet: str) -> list[str]:
    """The region that copies of a sheet are told apart by, without what follows it: 绩效目标表 (阳谷县 2024年)."""
    label = _LABEL.search(sheet)
    return [label[1]] if label and not label[1].endswith("级") else []
