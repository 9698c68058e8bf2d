"""Whether a form that was offered as a blank one seems to be filled in already, and which of its cells say so.

Blank forms print content too: names of indicators, the upper level's targets, the name of the project, an example. What
nobody prints for others in so many places at once is the rest: amounts, persons, dates, figures row by row.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from medaid_desktop.core.filing import clean_text
from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.templates.making.form_making_start import given_text, is_nought
from medaid_desktop.core.templates.prompts import is_prompt
from medaid_desktop.core.templates.template_map import REGION, YEAR, ColumnMark, TableMark, TemplateMap
from medaid_desktop.core.texts.numbers import excerpt
from medaid_desktop.recognition.templates.board.cell_names import cell_name
from medaid_desktop.recognition.templates.drawing.waiting import is_remark

_LEAST, _MOST_NAMED = 3, 3
_FEW, _SHARE_OF_FEW = 2, 0.75
_SHARE, _SHARE_OF_PERSONS, _LEAST_PERSONS = 0.6, 0.3, 2
_UPPER = frozenset(
    {"project_name", "competent_department", "title", "unit", "upper_target", "province", "fund_nature", "fund_source"}
)
"""What the upper level prints on forms that it hands down."""
_PERSONS = ("phone", "date")
_PERSON_IDS = frozenset({"contact", "filler", "project_leader", "filled_on"})


class FilledPlace(NamedTuple):
    """A place that holds what clerks fill in: how it is called, its text, whether that names a person, a phone, a date."""

    where: str
    text: str
    personal: bool = False


def filled_already(found: TemplateMap) -> Sequence[FilledPlace]:
    """The places that somebody has filled in, () where the form seems to be blank.

    A column of a table counts as one place; a list with all its columns filled in is enough.
    """
    fields = [
        (mark.definition, given_text(mark), cell_name(mark.spot.row, mark.spot.col))
        for mark in found.fields
        if mark.definition.id not in {YEAR, REGION, *_UPPER} and not mark.computed and mark.spot.within == "cell"
    ]
    tables = [list(_columns(table)) for table in found.tables]
    columns = [place for places in tables for place in places]
    every = [*fields, *columns]
    filled = [FilledPlace(where, text, _is_personal(one)) for one, text, where in every if not is_nought(text)]
    persons = sum(place.personal for place in filled)
    share = len(filled) / len(every) if every else 0.0
    sure = share >= _SHARE or (share >= _SHARE_OF_PERSONS and persons >= _LEAST_PERSONS)
    listed = any(
        len(places) >= _FEW and all(text for _, text, _ in places) and table.id != "indicators"
        for table, places in zip(found.tables, tables, strict=True)
    )
    few = share >= _SHARE_OF_FEW and len(filled) >= _FEW
    return filled if listed or few or (sure and len(filled) >= _LEAST) else ()


def _is_personal(definition: FieldDef) -> bool:
    return definition.type in _PERSONS or definition.id in _PERSON_IDS


def _columns(table: TableMark) -> Iterator[tuple[FieldDef, str, str]]:
    """The columns of a table that clerks fill in, with the first text of those filled in on most rows."""
    rows = [row for row in table.rows if row.kind == "row"]
    named = next((column for column in table.columns if not column.serial and not column.definition.group), None)
    for column in table.columns:
        own = column.definition
        if column is named or _is_upper(column) or not rows:
            continue
        texts = [(row.row, clean_text(row.given.get(own.id, ""))) for row in rows]
        given = [(row, text) for row, text in texts if not is_nought(text) and not is_prompt(text)]
        many = 2 * len(given) > len(rows)
        yield own, given[0][1] if many else "", cell_name(given[0][0] if many else rows[0].row, column.col)


def _is_upper(column: ColumnMark) -> bool:
    own = column.definition
    levels = own.id.startswith("level")
    aside = column.serial or column.computed or bool(column.part) or own.group
    return levels or aside or own.id in _UPPER or is_remark(own)


def filled_notice(found: TemplateMap) -> str:
    """A sentence for the clerk about a form that seems to be filled in, "" for a blank one."""
    places = filled_already(found)
    if not places:
        return ""
    named = "、".join(f"{place.where} {excerpt(place.text)}" for place in places[:_MOST_NAMED])
    more = f" 等 {len(places)} 处" if len(places) > _MOST_NAMED else ""
    name = found.title or found.sheet or "这张表"
    return (
        f"“{name}”好像已经填写：{named}{more}有内容，做成模板后会带进每一份新的填报件。"
        "如果这是填好的表，请改用“导入”；如果要的是空白表，请先清空这些格，再导入模板。"
    )
