"""Cells that a clerk has said to be the values of fields, put there in a draft that has been read."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from medaid_desktop.core.forms import EXTRA
from medaid_desktop.core.grid import Place
from medaid_desktop.recognition.corrected.corrected import Plan
from medaid_desktop.recognition.draft import Draft
from medaid_desktop.recognition.segments.segment import Text
from medaid_desktop.recognition.understood import Notice
from medaid_desktop.recognition.wording.folding import label_name, squeezed, tidy
from medaid_desktop.recognition.wording.tick_marks import chosen_words

_VALUES = "values."
_CELL = re.compile(r"tables\.([\w-]+)\[(\d+)\]\.(.+)", re.DOTALL)


def put_fields(plan: Plan, draft: Draft) -> None:
    """Moves what was read from the corrected cells to the fields that they are meant for, in the order of the corrections."""
    for place, meaning in plan.fields:
        name = meaning.removeprefix(_VALUES)
        if meaning and name not in draft.form.fields_by_id and not name.startswith(EXTRA):
            plan.lost += 1
            continue
        if not meaning or draft.sources.get(meaning) != place:
            paths = _paths(draft, place, meaning)
            text = _text(draft, place, paths)
            if meaning:
                _make_room(draft, name, text, place)
            for path in paths:
                _remove(draft, path, meaning)
            if meaning:
                _put(draft, name, text, place)
        label = draft.form.definition("", name).label
        message = f"按更正，这一格读作“{label}”" if meaning else "按更正，这一格不读入"
        plan.notices.append(Notice("read.corrected", message, meaning, place))
        plan.settled.add(place)


def _put(draft: Draft, name: str, text: str, place: Place) -> None:
    definition = draft.form.definition("", name)
    words = chosen_words(text, definition.options) if definition.type == "choice" else None
    draft.set_value(name, Text(text if words is None else words, place))


def _paths(draft: Draft, place: Place, meaning: str) -> list[str]:
    """What was read from a cell, the last row first; where it holds several values only the one without a field moves."""
    paths = [path for path, source in draft.sources.items() if source == place]
    if len(paths) > 1 and meaning:
        paths = [path for path in paths if path.startswith(_VALUES + EXTRA)]
    return sorted(paths, key=_row_number, reverse=True)


def _row_number(path: str) -> int:
    found = _CELL.fullmatch(path)
    return int(found[2]) if found else -1


def _text(draft: Draft, place: Place, paths: Sequence[str]) -> str:
    """The text of a cell; of a label and its value in one cell only the value."""
    if len(paths) == 1:
        return draft.filing.get(paths[0])
    cell = draft.segment.page.at(*place)
    return tidy(cell.text) if cell and (cell.row, cell.col) == place else ""


def _remove(draft: Draft, path: str, meaning: str) -> None:
    del draft.sources[path]
    if path.startswith(_VALUES):
        draft.filing.values.pop(path.removeprefix(_VALUES), None)
        for place, known in list(draft.labels.items()):
            if known == path:
                draft.labels[place] = meaning
        return
    found = _CELL.fullmatch(path)
    if not found:
        return
    table, number, column = found[1], int(found[2]), found[3]
    row = draft.filing.tables[table][number]
    row.pop(column, None)
    if not {name for name, text in row.items() if text} - draft.form.paper_columns(table):
        _remove_row(draft, table, number)


def _remove_row(draft: Draft, table: str, number: int) -> None:
    """Leaves out a row without content; sources and doubts of the rows behind it move up."""
    del draft.filing.tables[table][number]
    moved = _moved_up(table, number)
    sources = {new: place for path, place in draft.sources.items() if (new := moved(path)) is not None}
    draft.sources.clear()
    draft.sources.update(sources)
    draft.notices[:] = [replace(n, where=new) for n in draft.notices if (new := moved(n.where)) is not None]


def _moved_up(table: str, number: int) -> Callable[[str], str | None]:
    def moved(path: str) -> str | None:
        found = _CELL.fullmatch(path)
        if not found or found[1] != table or int(found[2]) < number:
            return path
        return None if int(found[2]) == number else f"tables.{table}[{int(found[2]) - 1}].{found[3]}"

    return moved


def _make_room(draft: Draft, name: str, text: str, place: Place) -> None:
    """What another cell was read as for a field is kept under that cell's label."""
    path = _VALUES + name
    before = draft.filing.values.pop(name, "")
    source = draft.sources.pop(path, None)
    if not before or source in (None, place) or squeezed(before) == squeezed(text):
        return
    label = next((at for at, known in draft.labels.items() if known == path), None)
    cell = draft.segment.page.at(*label) if label else None
    if label and cell and label_name(cell.text):
        kept = EXTRA + label_name(cell.text)
        draft.labels[label] = _VALUES + kept
        if kept not in draft.filing.values:
            draft.set_value(kept, Text(before, source))
