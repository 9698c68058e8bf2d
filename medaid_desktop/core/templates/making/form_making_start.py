"""What a map has for the content of a form: its fields, tables and reviews, and what a new filing begins with."""

from collections.abc import Iterator, Mapping

from medaid_desktop.core.filing import clean_text
from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.templates.prompts import is_prompt
from medaid_desktop.core.templates.template_map import (
    REGION,
    YEAR,
    FieldMark,
    ReviewMark,
    RowMark,
    TableMark,
    TemplateMap,
)
from medaid_desktop.core.texts.target_parts import join_target

_NOUGHT = "0.,%-— ¥￥"


def given_text(mark: FieldMark) -> str:
    """What the upper level has already printed in a field's place, "" where that only waits to be filled in."""
    definition = mark.definition
    text = clean_text(mark.blank)
    if mark.computed or not text or definition.id in (YEAR, REGION) or is_prompt(text):
        return ""
    if definition.type == "choice" and text not in definition.options:
        return ""
    return text


def given_rows(table: TableMark) -> Iterator[dict[str, str]]:
    """The rows that a table begins with: those of which more is printed than the names of their groups."""
    groups = {mark.definition.id for mark in table.columns if mark.definition.group}
    for row in table.rows:
        content = {mark.definition.id for mark in table.columns if row.types(mark) and not mark.part}
        texts = {name: clean_text(text) for name, text in whole_given(table, row).items() if name in content}
        texts = {name: text for name, text in texts.items() if text and not is_prompt(text)}
        if row.kind == "row" and any(not is_nought(text) for name, text in texts.items() if name not in groups):
            yield texts


def is_nought(text: str) -> bool:
    """Whether a text is what blank forms and formulas show where there is no figure yet: 0, 0.00, -."""
    return not text.strip(_NOUGHT)


def whole_given(table: TableMark, row: RowMark) -> Mapping[str, str]:
    """What a row prints, by column; a target that is printed in parts as a whole, none where its value is left open."""
    whole = {mark.of for mark in table.columns if mark.part}
    if not whole:
        return row.given
    parts = {(mark.of, mark.part): row.given.get(mark.definition.id, "") for mark in table.columns if mark.part}
    return {
        name: join_target(parts.get((name, "operator"), ""), text, parts.get((name, "measure"), ""))
        if name in whole and not is_prompt(text)
        else text
        for name, text in row.given.items()
    }


def field_definitions(map: TemplateMap) -> list[FieldDef]:
    """The fields of a map, each once, in the order of the paper."""
    found: dict[str, FieldDef] = {}
    for mark in map.fields:
        if mark.definition.id not in (YEAR, REGION, ""):
            found.setdefault(mark.definition.id, mark.definition)
    return list(found.values())


def column_definitions(table: TableMark) -> list[FieldDef]:
    """The columns of a table that hold content, each once."""
    found: dict[str, FieldDef] = {}
    for mark in table.columns:
        if not mark.serial and not mark.part and mark.definition.id:
            found.setdefault(mark.definition.id, mark.definition)
    return list(found.values())


def own_tables(map: TemplateMap) -> list[TableMark]:
    """The tables with any content, each id once."""
    return list({table.id: table for table in reversed(map.tables) if column_definitions(table)}.values())[::-1]


def own_reviews(map: TemplateMap) -> list[ReviewMark]:
    """The review boxes, each step once."""
    return list({mark.step.id: mark for mark in reversed(map.reviews)}.values())[::-1]
