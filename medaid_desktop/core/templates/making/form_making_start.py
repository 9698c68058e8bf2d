"""What a map has for the content of a form: its fields, tables and reviews, and what a new filing begins with."""

from collections.abc import Iterator

from medaid_desktop.core.filing import clean_text
from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.templates.prompts import is_prompt
from medaid_desktop.core.templates.template_map import REGION, YEAR, FieldMark, ReviewMark, TableMark, TemplateMap


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
    content = {mark.definition.id for mark in table.columns if not (mark.serial or mark.computed)}
    groups = {mark.definition.id for mark in table.columns if mark.definition.group}
    for row in table.rows:
        texts = {name: clean_text(text) for name, text in row.given.items() if name in content}
        texts = {name: text for name, text in texts.items() if text and not is_prompt(text)}
        if row.kind == "row" and not texts.keys() <= groups:
            yield texts


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
        if not mark.serial and mark.definition.id:
            found.setdefault(mark.definition.id, mark.definition)
    return list(found.values())


def own_tables(map: TemplateMap) -> list[TableMark]:
    """The tables with any content, each id once."""
    return list({table.id: table for table in reversed(map.tables) if column_definitions(table)}.values())[::-1]


def own_reviews(map: TemplateMap) -> list[ReviewMark]:
    """The review boxes, each step once."""
    return list({mark.step.id: mark for mark in reversed(map.reviews)}.values())[::-1]
