"""What a place of a blank form is called, what may be written in it, and under which id it is kept."""

from collections.abc import Iterator
from dataclasses import replace

from medaid_desktop.core.forms import EXTRA, FieldDef
from medaid_desktop.core.templates.prompts import is_prompt
from medaid_desktop.core.templates.template_map import REGION, YEAR, FieldMark
from medaid_desktop.recognition.segments.segment import Text
from medaid_desktop.recognition.templates.board.boxes import is_several
from medaid_desktop.recognition.templates.board.gaps import OTHER_YEARS, asks_for_year, is_duration
from medaid_desktop.recognition.templates.board.heading import YEAR_DEF
from medaid_desktop.recognition.templates.board.kinds import as_allowed, is_long, is_money, printed_label, unit_of
from medaid_desktop.recognition.templates.board.naming import defined, extra_id
from medaid_desktop.recognition.templates.board.pieces import Piece
from medaid_desktop.recognition.templates.board.stage import Stage
from medaid_desktop.recognition.templates.board.tiles import Tile
from medaid_desktop.recognition.wording.folding import label_key, squeezed

_OF_PLACES = ("province", "prefecture", "county")
_COUNTED = ("text", "amount", "number", "long-text")
_MONEY = ("funding_total", "funding_fiscal", "funding_central", "funding_local", "funding_other")
_LONG_PROMPT = 8
_ROOM = " 　_＿年月日至到时分\n"


def field_definition(
    stage: Stage, text: str, name: str, group: str, place: Tile, piece: Piece, around: str = ""
) -> FieldDef:
    """The definition of a field whose label is printed as `text`; its id is taken from now on.

    `name` is what recognition takes the label for, "" for nothing; `group` names the labels around it, `around` is the unit of money
    noted beside it.
    """
    label = printed_label(text) or group or "栏目"
    if asks_for_year(label, piece.blank, piece.suffix) and (piece.unit == "年" or name in ("", *_OF_PLACES)):
        return YEAR_DEF
    if name:
        name, _ = stage.labels.unit_or_office(name, Text(""))
    if name in _OF_PLACES and _is_of_money(stage, text, place, piece, around):
        name = extra_id(label)
        piece = piece if piece.unit else replace(piece, unit=around or unit_of(text) or stage.unit)
    bare = name in (EXTRA + stage.board.page.vocabulary.sense(text).key, EXTRA + printed_label(text))
    if bare and (of_money := vocabulary_id(stage, text)) in _MONEY and stage.names.is_free(of_money):
        name = of_money  # known to the contract although the form that this one resembles has no such field
    known = "" if name.startswith(EXTRA) else name
    definition = _of_words(stage, text if printed_label(text) else label, name, around or stage.unit, place, piece)
    if piece.unit and (not known or definition.type == "period"):
        definition = _with_unit(definition, label, piece.unit)
    if definition.type in ("text", "date") and "年" in piece.blank and "月" in piece.blank and is_prompt(piece.blank):
        definition = replace(definition, type="period" if piece.blank.count("年") > 1 else "date")
    if definition.type == "text" and not piece.options:
        definition = _counted(stage, definition, text, place, around)
    definition = as_allowed(definition, stage.board.look(place), piece.options)
    if definition.type == "choice":
        several = piece.multiple or definition.multiple or is_several(text) or stage.board.look(place).several
        definition = replace(definition, multiple=several)
    taken = stage.names.take(known, name.removeprefix(EXTRA) if name and not known else label, group)
    stage.groups[taken] = group
    needed = definition.required and taken != "unit"  # the unit of money is printed, and the columns know it
    return replace(definition, id=taken, label=label, required=needed)


def named(stage: Stage, marks: Iterator[FieldMark]) -> Iterator[FieldMark]:
    """Marks of a heading whose fields (the month) have ids of their own in the form."""
    for mark in marks:
        own = mark.definition
        known = own.id in (YEAR, REGION)
        yield mark if known else replace(mark, definition=replace(own, id=stage.names.take("", own.label)))


def _is_of_money(stage: Stage, text: str, place: Tile, piece: Piece, around: str) -> bool:
    """Whether 省级, 市县 name no place but the money of that level: a unit of money stands behind, beside or in the label, or
    the cell takes only figures."""
    units = (piece.unit, around, unit_of(text))
    return any(map(is_money, units)) or stage.board.look(place).check in ("number", "whole")


def _counted(stage: Stage, definition: FieldDef, text: str, place: Tile, around: str) -> FieldDef:
    """A text that is surely a figure: the document works it out, or it is part (其中：住院) of the figure above it."""
    if stage.board.look(place).formula:
        return replace(definition, type="amount" if around else "number", unit=around)
    if not label_key(text) or label_key(text) == squeezed(text) or not squeezed(text).startswith("其中"):
        return definition
    above = [
        mark.definition
        for mark in stage.fields
        if mark.spot.col == place.col and mark.spot.row + mark.spot.rows == place.row and mark.spot.within == "cell"
    ]
    known = next((one for one in above if one.type in ("amount", "number")), None)
    return replace(definition, type=known.type, unit=known.unit) if known else definition


def _with_unit(definition: FieldDef, label: str, unit: str) -> FieldDef:
    """What is counted in a unit that is printed behind the place; 立项年份：____年 and 统计月份：__月 count nothing."""
    if unit == "年" and label.endswith(OTHER_YEARS):
        return replace(definition, type="date", unit="")
    if unit == "月" and label.endswith(("月份", "月度", "月")):
        return replace(definition, type="text", unit="")
    if definition.type in _COUNTED or (definition.type == "period" and is_duration(unit)):
        return replace(definition, type="amount" if unit.endswith("元") else "number", unit=unit)
    return definition


def _of_words(stage: Stage, text: str, name: str, around: str, place: Tile, piece: Piece) -> FieldDef:
    """What the label says; a field that only other forms have goes by their definition."""
    if name.startswith(EXTRA):
        other = stage.everything.fields_by_id.get(vocabulary_id(stage, text))
        if other is not None:
            return replace(other, required=False)
    tall = is_long(stage.board.height_mm(place)) or (
        len(piece.blank.strip(_ROOM)) >= _LONG_PROMPT and not piece.options
    )
    return defined("" if name.startswith(EXTRA) else name, text, stage.form, stage.everything, around, tall=tall)


def vocabulary_id(stage: Stage, text: str) -> str:
    """The field of any form that a text is exactly the label of, "" where it is none."""
    meaning = stage.board.page.vocabulary.sense(text).field
    return meaning.id if meaning and meaning.how == "exact" else ""
