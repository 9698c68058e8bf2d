"""Corrections of the single places of a text that has several: a line of a letter around its table, a cell with labels in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from medaid_desktop.core.forms import FieldDef, ReviewStep
from medaid_desktop.core.grid import Grid
from medaid_desktop.core.templates.looks import CellLook
from medaid_desktop.core.templates.prompts import is_prompt
from medaid_desktop.core.templates.template_map import REGION, YEAR, FieldMark, ReviewMark, Spot, Within
from medaid_desktop.errors import UserError
from medaid_desktop.recognition.templates.board.boxes import has_boxes
from medaid_desktop.recognition.templates.board.heading import REGION_DEF, YEAR_DEF, heading_marks
from medaid_desktop.recognition.templates.board.kinds import printed_label
from medaid_desktop.recognition.templates.board.naming import Names
from medaid_desktop.recognition.templates.board.pieces import Piece, between, labelled, of_value, with_gap
from medaid_desktop.recognition.templates.board.sheet_map import SheetMap
from medaid_desktop.recognition.templates.changing.change_cells import defined_as
from medaid_desktop.recognition.wording.folding import squeezed

ALL = -1
"""Said of a text as a whole, not of one of its places."""

_ROOM = re.compile(
    r"(?P<label>[^\s　_＿]*[\u4e00-\u9fff()（）]{2,}[^\s　_＿]*)(?P<blank>[\s　_＿]{2,}(?:[年月日][\s　_＿]*)*)"
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A place of a text: its words begin at `begin`, a value takes the place of `start` to `end`. `mark` is the field that it
    is already, None for one that could be."""

    begin: int
    start: int
    end: int
    piece: Piece
    mark: FieldMark | None = None


def line_at(grid: Grid, within: Within, number: int) -> tuple[Spot, str]:
    """A paragraph before or behind a letter's table as a spot, with its text. Raises UserError where there is none."""
    lines = grid.above if within == "above" else grid.below
    if not 0 <= number < len(lines):
        raise UserError("没有这一段", line_name(within, number), "请点选表格前后的段落")
    return Spot(number, within=within), lines[number]


def line_name(within: Within, number: int) -> str:
    """How a clerk calls a paragraph: 表前第 2 段."""
    return f"{'表前' if within == 'above' else '表后'}第 {number + 1} 段"


def has_several(text: str) -> bool:
    """Whether a text has more than one place that could be filled in."""
    return len(_pieces(text)) > 1


def make_places(sheet: SheetMap, spot: Spot, text: str, at: int, name: str, look: CellLook | None = None) -> None:
    """Makes the place that the character `at` belongs to a field of an id, "" for its own label; all places where `at` is ALL.

    Fields that the text has already stay; the others of its places are print.
    """
    places = _places(text, [mark for mark in sheet.fields if mark.spot == spot])
    target = _nearest(places, max(at, 0))
    fills_itself_in = name in (YEAR, REGION)
    wanted = [
        place for place in places if place is target or (at == ALL and place.mark is None and not fills_itself_in)
    ]
    _clear(sheet, spot)
    sheet.fields = [_given_up(sheet, mark, name) for mark in sheet.fields]
    kept = [_given_up(sheet, place.mark, name) for place in places if place.mark and place not in wanted]
    names = Names({mark.definition.id for mark in (*sheet.fields, *kept)})
    made: list[_Place] = []
    for place in places:
        if place not in wanted:
            made += [replace(place, mark=mark) for mark in kept[:1]] if place.mark else []
            kept = kept[1:] if place.mark else kept
        elif fills_itself_in:
            made.append(_itself(spot, place, name))
        else:
            definition = _definition(sheet, place, name if place is target else "", spot, look)
            known = "" if definition.id.startswith("extra:") and definition.id != name else definition.id
            made.append(
                replace(place, mark=FieldMark(spot, replace(definition, id=names.take(known, definition.label))))
            )
    sheet.fields += _whole(text, spot, made)


def drop_places(sheet: SheetMap, spot: Spot, text: str, at: int, where: str) -> None:
    """Makes the place that the character `at` belongs to print, or the whole text. Raises UserError where it is print already."""
    marks = [mark for mark in sheet.fields if mark.spot == spot]
    reviews = [mark for mark in sheet.reviews if mark.spot == spot]
    places = [place for place in _places(text, marks) if place.mark is not None]
    if not places and not reviews:
        raise UserError("这里本来就不填写", where, "请点选要填写的地方")
    kept = [] if at == ALL or not places else [place for place in places if place is not _nearest(places, at)]
    _clear(sheet, spot)
    sheet.fields += _whole(text, spot, kept)


def make_line_review(sheet: SheetMap, spot: Spot, text: str) -> None:
    """Makes a paragraph the line on which somebody signs."""
    where = line_name(spot.within, spot.row)
    if any(mark.spot == spot for mark in sheet.reviews):
        raise UserError("这一段已经是审核栏", where, "要改名称，请修改它的名称")
    words = next((line for line in re.split(r"[\n:：]|[ 　]{3,}", text) if squeezed(line)), "")
    taken = {mark.step.id for mark in sheet.reviews}
    number = 1
    while f"review{number}" in taken:
        number += 1
    step = ReviewStep(f"review{number}", printed_label(words) or "审核意见", "签字" not in text, (text.strip(),))
    _clear(sheet, spot)
    sheet.reviews.append(ReviewMark(spot, step, text))


# -- the places of a text ----------------------------------------------------------------------------------------


def _places(text: str, marks: Sequence[FieldMark]) -> list[_Place]:
    """The places of a text, those that are fields already and those that could be, from left to right; at least one."""
    named: list[_Place] = []
    at = 0
    for piece in _pieces(text):
        start = at + len(piece.prefix)
        named.append(_Place(at, start, start + len(piece.blank), piece))
        at += len(piece.text)
    found: list[_Place] = []
    at = 0
    for mark in marks:
        start = at + len(mark.prefix)
        end = start + len(mark.blank)
        met = next((one for one in named if one.start <= end and start <= one.end), None)
        piece = met.piece if met else Piece(mark.definition.label, mark.prefix, mark.blank, mark.suffix)
        named = [one for one in named if one is not met]
        found.append(_Place(at, start, end, piece, mark))
        at = end + len(mark.suffix)
    return sorted([*found, *named] or [_only(text)], key=lambda place: place.start)


def _pieces(text: str) -> list[Piece]:
    """The places that a text names itself, whether they seem open or not; together they are the whole text."""
    apart = _by_room(text)
    named = labelled(text) or between(text) or (apart if len(apart) > 1 else with_gap(text) or apart)
    is_whole = "".join(piece.text for piece in named) == text and all(squeezed(piece.label) for piece in named)
    return list(named) if is_whole else []


def _by_room(text: str) -> list[Piece]:
    """Words with room behind them and no colon: 经办人　　　　联系电话　　　　; [] for prompts and lines of boxes."""
    if is_prompt(text) or has_boxes(text):
        return []
    found = list(_ROOM.finditer(text))
    pieces: list[Piece] = []
    for number, one in enumerate(found):
        begin = found[number - 1].end() if number else 0
        stop = len(text) if number + 1 == len(found) else one.end()
        pieces.append(
            Piece(one["label"], text[begin : one.start("blank")], one["blank"], text[one.end("blank") : stop])
        )
    return pieces


def _only(text: str) -> _Place:
    """The one place of a text that names none: where it is blank, its prompt, else behind its words."""
    piece = of_value(text)
    if piece.is_open or is_prompt(text):
        return _Place(0, len(piece.prefix), len(piece.prefix) + len(piece.blank), piece)
    return _Place(0, len(text), len(text), Piece(text, text, ""))


def _nearest(places: Sequence[_Place], at: int) -> _Place:
    """The place that a character belongs to: words belong to the place behind them, the rest of a text to the last."""
    return next((place for place in places if at < place.end), places[-1])


def _whole(text: str, spot: Spot, places: Sequence[_Place]) -> list[FieldMark]:
    """The marks of some places, which together make the whole text."""
    marks: list[FieldMark] = []
    for number, place in enumerate(places):
        assert place.mark is not None
        begin = max(place.begin, places[number - 1].end) if number else 0
        behind = max(places[number + 1].begin, place.end) if number + 1 < len(places) else len(text)
        marks.append(
            replace(
                place.mark, spot=spot, prefix=text[begin : place.start], blank=text[place.start : place.end],
                suffix=text[place.end : behind],
            )
        )  # fmt: skip
    return marks


def _definition(sheet: SheetMap, place: _Place, name: str, spot: Spot, look: CellLook | None) -> FieldDef:
    """What is filled in at a place: the field of an id, or the one that its label names."""
    where = line_name(spot.within, spot.row) if spot.within != "cell" else sheet.name((spot.row, spot.col))
    definition = defined_as(sheet, place.piece, place.piece.label, name, where, look or CellLook())
    if definition.type == "text" and "年" in place.piece.blank and "月" in place.piece.blank:
        return replace(definition, type="date")
    return definition


def _itself(spot: Spot, place: _Place, name: str) -> _Place:
    """A place for the year or the region, which fill themselves in: where the words leave room for it, or the place itself."""
    at = place.begin
    for mark in heading_marks(place.piece.text, spot):
        start = at + len(mark.prefix)
        end = start + len(mark.blank)
        if mark.definition.id == name:
            return replace(place, start=start, end=end, mark=mark)
        at = end + len(mark.suffix)
    bare = place.piece.prefix.rstrip()
    if not place.piece.blank.strip(" 　_＿\t") and (place.piece.blank or not bare or bare.endswith((":", "："))):
        return replace(place, mark=FieldMark(spot, YEAR_DEF if name == YEAR else REGION_DEF))
    what = "年度" if name == YEAR else "地区名称"
    raise UserError(f"这里没有留出{what}的位置", place.piece.text.strip()[:20], "请点选空白的地方")


def _given_up(sheet: SheetMap, mark: FieldMark, name: str) -> FieldMark:
    """A field; where it bears the id that another place gets now, it goes by its own label from then on."""
    if not name or mark.definition.id != name or name in (YEAR, REGION):
        return mark
    names = sheet.names(mark)
    names.take(name, "")
    return replace(mark, definition=replace(mark.definition, id=names.take("", mark.definition.label)))


def _clear(sheet: SheetMap, spot: Spot) -> None:
    sheet.fields = [mark for mark in sheet.fields if mark.spot != spot]
    sheet.reviews = [mark for mark in sheet.reviews if mark.spot != spot]
