"""Blank letters filled in, and what is then read of them, for the tests."""

from collections.abc import Mapping
from dataclasses import replace

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.grid import Grid
from medaid_desktop.core.templates.filling.filled import Filled, FilledCell, FilledPart
from medaid_desktop.core.templates.template_map import FieldMark, Spot, TemplateMap
from medaid_desktop.formats.documents import document_of
from medaid_desktop.formats.word.templates.template_filling import TemplateFiller, Written
from tests.formats.word.letters import main_part

FIELD = FieldDef("x", "某项")
Texts = Mapping[tuple[int, int], str]
"""Texts of cells by row and column."""


def grid_of(content: bytes, number: int = 0) -> Grid:
    return document_of(content, "表.docx").grids[number]


def texts_of(content: bytes, number: int = 0) -> dict[tuple[int, int], str]:
    return {(found.row, found.col): found.text for found in grid_of(content, number).cells}


def written(content: bytes, cells: Texts, number: int = 0, **more: object) -> Written:
    """A letter with these cells filled in as wholes."""
    before = texts_of(content, number)
    changed = tuple(FilledCell(Spot(*at), text, before.get(at, ""), FIELD) for at, text in cells.items())
    return TemplateFiller(content, TemplateMap("", number, "")).filled(replace(Filled(cells=changed), **more))  # type: ignore[arg-type]


def filled(content: bytes, cells: Texts, number: int = 0, **more: object) -> bytes:
    return written(content, cells, number, **more).content


def by_parts(content: bytes, spot: Spot, *marks: tuple[str, str, str, str]) -> bytes:
    """A letter with one spot filled in by (prefix, blank, suffix, value) of each of its marks."""
    made = tuple(
        FilledPart(FieldMark(spot, FIELD, before, blank, behind), text) for before, blank, behind, text in marks
    )
    whole = "".join(before + text + behind for before, _, behind, text in marks)
    printed = "".join(before + blank + behind for before, blank, behind, _ in marks)
    return (
        TemplateFiller(content, TemplateMap("", 0, ""))
        .filled(Filled(cells=(FilledCell(spot, whole, printed, None, made),)))
        .content
    )


def inside(content: bytes, start: str, end: str = "</w:tc>") -> str:
    """The main part from a text on, up to another one."""
    return main_part(content).partition(start)[2].partition(end)[0]
