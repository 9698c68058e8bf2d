"""A paper for any map: each field in a line of its own, tables and review boxes below. What is left where a layout as it
was printed cannot be had."""

from medaid_desktop.core.sheet import A4_MM
from medaid_desktop.core.templates.looks import SheetLooks
from medaid_desktop.core.templates.making.form_making_cells import Spec
from medaid_desktop.core.templates.making.form_making_columns import labelled_line
from medaid_desktop.core.templates.making.form_making_sections import Paper
from medaid_desktop.core.templates.making.form_making_start import (
    column_definitions,
    field_definitions,
    own_reviews,
    own_tables,
)
from medaid_desktop.core.templates.template_map import TableMark, TemplateMap

_MARGINS_MM = (18.0, 18.0, 18.0, 20.0)
_MOST_COLUMNS = 60


def plain_paper(map: TemplateMap, looks: SheetLooks) -> Paper:
    """Page and sections without any regard to the blank form but its direction."""
    landscape = looks.width_mm > looks.height_mm
    width = A4_MM[1 if landscape else 0] - _MARGINS_MM[0] - _MARGINS_MM[2]
    tables = own_tables(map)
    count = max([4, *(min(len(column_definitions(table)), _MOST_COLUMNS) for table in tables)])
    edges = [width * number / count for number in range(count + 1)]
    sections: list[Spec] = [{"kind": "title", "cells": [{"text": "".join(map.title.split()), "cols": count}]}]
    sections += [labelled_line(definition, edges) for definition in field_definitions(map)]
    sections += [_table(table, count) for table in tables]
    for mark in own_reviews(map):
        cells: list[Spec] = [{"text": mark.step.title}, {"review": mark.step.id, "cols": count - 1}]
        sections.append({"kind": "review", "cells": cells})
    page: Spec = {"margins_mm": list(_MARGINS_MM), "columns_mm": [int(width / count * 10) / 10] * count}
    return page | ({"landscape": True} if landscape else {}), sections


def _table(table: TableMark, count: int) -> Spec:
    columns = column_definitions(table)[:_MOST_COLUMNS]
    body: list[Spec] = []
    for number, definition in enumerate(columns):
        cols = count // len(columns) + (count % len(columns) if number == len(columns) - 1 else 0)
        column: Spec = {"column": definition.id, "cols": cols}
        body.append(column | ({"merge": "group"} if definition.group else {}))
    lines = [mark for mark in table.rows if mark.kind == "row"]
    groups = [definition.id for definition in columns if definition.group]
    skeleton = [{name: mark.given[name] for name in groups if mark.given.get(name)} for mark in lines]
    return {
        "kind": "table", "table": table.id, "body": body, "least_rows": max(len(lines), 1),
        "skeleton": [line for line in skeleton if line],
    }  # fmt: skip
