"""The paragraphs around a letter's table as lines of the paper."""

from collections.abc import Iterable

from medaid_desktop.core.grid import Grid
from medaid_desktop.core.templates.making.form_making_cells import Segment, Spec, printed_behind, segments
from medaid_desktop.core.templates.making.form_making_start import given_text
from medaid_desktop.core.templates.prompts import is_prompt
from medaid_desktop.core.templates.template_map import FieldMark, TemplateMap, Within
from medaid_desktop.core.texts.ticking import has_boxes


def paragraph_sections(map: TemplateMap, grid: Grid, columns: int, shown: set[str]) -> tuple[list[Spec], list[Spec]]:
    """The lines above and below the table; `shown` gets the fields that have their place in them."""
    above = list(_sections(map, grid.above, "above", columns, shown))
    return above, list(_sections(map, grid.below, "below", columns, shown))


def _sections(map: TemplateMap, texts: Iterable[str], within: Within, columns: int, shown: set[str]) -> Iterable[Spec]:
    title = "".join(map.title.split())
    for number, text in enumerate(texts):
        marks = [mark for mark in map.fields if mark.spot.within == within and mark.spot.row == number]
        marks = [mark for mark in marks if f"field {mark.definition.id}" not in shown]
        for line in segments(marks):
            yield {"kind": "line", "cells": list(_cells(line, columns, shown))}
        if not segments(marks) and text.strip():
            yield _text(_marked(marks) or text, title, within, columns)


def _marked(marks: Iterable[FieldMark]) -> str:
    return "".join(mark.prefix + mark.definition.id + mark.suffix for mark in marks)


def _text(text: str, title: str, within: Within, columns: int) -> Spec:
    bare = "".join(text.split())
    cell: Spec = {"text": text.strip("\n"), "cols": columns}
    if within == "above" and bare and title and (bare in title or title in bare):
        return {"kind": "title", "cells": [cell]}
    if within == "above" and bare.startswith(("（", "(")) and "年" in bare and len(bare) < 16:
        return {"kind": "title", "least_mm": 8.0, "cells": [cell | {"font": "song", "size_pt": 12.0}]}
    return {"kind": "line", "cells": [cell | {"align": "left"}]}


def _cells(line: list[Segment], columns: int, shown: set[str]) -> Iterable[Spec]:
    """The fields of a line beside each other; those for which there is no column are left for later."""
    line = line[:columns]
    total, left = sum(segment.weight for segment in line), columns
    for number, segment in enumerate(line):
        others = len(line) - number - 1
        cols = left if not others else min(max(round(columns * segment.weight / total), 1), left - others)
        left -= cols
        mark = segment.mark
        shown.add(f"field {mark.definition.id}")
        spec: Spec = {"field": mark.definition.id, "cols": cols, "align": "left"}
        if prefix := segment.prefix.lstrip("\n"):
            spec["prefix"] = prefix.lstrip("　 ") if number else prefix
        if suffix := printed_behind(segment):
            spec["suffix"] = suffix
        if mark.blank.strip() and (has_boxes(mark.blank) or (is_prompt(mark.blank) and not given_text(mark))):
            spec["blank"] = mark.blank.strip("\n")
        yield spec
