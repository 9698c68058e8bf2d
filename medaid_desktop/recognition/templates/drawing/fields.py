"""The fields of a blank form: each label with the place beside it, below it, or behind it in its own cell."""

import re
from collections.abc import Sequence
from dataclasses import replace

from medaid_desktop.core.templates.prompts import asks_for_items
from medaid_desktop.core.templates.template_map import YEAR, FieldMark, Spot
from medaid_desktop.recognition.pages.titles import is_annex
from medaid_desktop.recognition.segments.table_end import is_page_number_text
from medaid_desktop.recognition.templates.board.boxes import begins_with_box
from medaid_desktop.recognition.templates.board.gaps import gap_in, is_open_period, leads
from medaid_desktop.recognition.templates.board.heading import heading_marks, is_note, is_numbered, refers_elsewhere
from medaid_desktop.recognition.templates.board.kinds import printed_label
from medaid_desktop.recognition.templates.board.labels import is_seal
from medaid_desktop.recognition.templates.board.pieces import (
    Piece,
    between,
    is_line_to_sign,
    labelled,
    of_value,
    with_gap,
)
from medaid_desktop.recognition.templates.board.stage import Stage
from medaid_desktop.recognition.templates.board.tiles import Tile
from medaid_desktop.recognition.templates.drawing.field_definitions import field_definition, named, vocabulary_id
from medaid_desktop.recognition.templates.drawing.field_places import NOWHERE, Places
from medaid_desktop.recognition.wording.folding import is_dots, label_key, squeezed, without_note

_LEAST_ROOM = 3
_LONGEST_QUESTION = 90
_HAS_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_ONLY_SEAL = ("签章", "盖章", "公章", "签字", "签名")
_OFFICES = ("单位", "部门", "机构", "名称", "地区", "乡镇", "县区")


def find_fields(stage: Stage) -> None:
    """Notes the fields among the free tiles of a form, in reading order."""
    reader = FieldReader(stage)
    board = stage.board
    for row in board.rows:
        for tile in board.texts(row):
            if stage.is_free(tile):
                reader.read(tile)


class FieldReader:
    """Walks over the texts of a form."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._board = stage.board
        self._places = Places(stage)

    def read(self, tile: Tile) -> None:
        """Finds the role of one text."""
        text = tile.text
        self._stage.use(tile)
        if is_dots(text) or self._board.sense(tile).number or is_page_number_text(text) or is_annex(text):
            return
        if is_open_period(text) and (whens := list(named(self._stage, heading_marks(text, Spot(*tile[:4]))))):
            self._stage.fields += whens
            return
        pieces = labelled(text)
        if pieces and (len(pieces) > 1 or pieces[0].blank.strip() or _leaves_room(pieces[0], text)):
            if self._read_pieces(tile, pieces, self._places.group_of(tile)) or not all(one.is_open for one in pieces):
                return
        elif not pieces and (several := between(text) or with_gap(text)):
            self._read_pieces(tile, several, self._places.group_of(tile))
            return
        if not is_note(text) and len(squeezed(text)) <= _LONGEST_QUESTION and _HAS_WORDS.search(text):
            if self._is_line_of_words(tile):
                self._places.note_section(tile)
            else:
                self._read_label(tile)

    def _is_line_of_words(self, tile: Tile) -> bool:
        """Whether a text alone in its row, outside the lines, is no label: the heading of the table below, or a note."""
        stage, board = self._stage, self._board
        alone = all(other == tile or other.is_blank for other in board.across(tile.row))
        bare = not board.look(tile).border and not tile.text.rstrip().endswith((":", "："))
        if not alone or not bare or self._places.is_known(tile):
            return False
        heads = any(table.head[0] == tile.below for table in stage.tables)
        if heads and (board.has_looks or is_numbered(tile.text)):
            return True
        return board.has_looks and refers_elsewhere(tile.text)

    def of_line(self, text: str, spot: Spot) -> list[FieldMark]:
        """The fields of a text outside the grid that names its places."""
        kept = self._kept(labelled(text))
        return [] if self._is_only_note(text, kept) else self._marks(kept, spot, NOWHERE, "")

    def put_value(self, value: Tile, text: str, name: str, group: str) -> None:
        """Marks the place of a label printed as `text`: one field, or the fields that the place names itself."""
        stage, look = self._stage, self._board.look(value)
        inside = _inside(value.text)
        if any(piece.is_open for piece in inside) and not is_line_to_sign(value.text):
            first, *others = inside
            first = replace(first, label=text) if leads(first.label) else first
            self._read_pieces(value, [first, *others], printed_label(text))
            return
        piece = of_value(value.text)
        definition = field_definition(stage, text, name, group, value, piece, self._places.unit_beside(value))
        if look.formula:
            piece = Piece("", "", value.text)
        spot = Spot(*value[:4])
        stage.fields.append(FieldMark(spot, definition, piece.prefix, piece.blank, piece.suffix, look.formula))

    # -- several places in one cell ------------------------------------------------------------------------------

    def _read_pieces(self, tile: Tile, pieces: Sequence[Piece], group: str) -> bool:
        """Marks the places of a cell that names them itself; False where there is none."""
        kept = self._kept(pieces)
        shut = not self._board.may_fill(tile) and self._board.look(tile).border
        if shut or self._is_only_note(tile.text, kept):
            return False
        marks = self._marks(kept, Spot(*tile[:4]), tile, group)
        self._stage.fields += marks
        return bool(marks)

    def _is_only_note(self, text: str, pieces: Sequence[Piece]) -> bool:
        return is_note(text) and not any(piece.is_open and piece.blank.strip() for piece in pieces)

    def _marks(self, pieces: Sequence[Piece], spot: Spot, tile: Tile, group: str) -> list[FieldMark]:
        """The marks of the pieces that are places; those that are none are print of the mark before them, or behind."""
        marks: list[FieldMark] = []
        carried = ""
        for piece in pieces:
            if self._is_place(piece):
                marks += _with_year(self._mark(spot, piece, tile, group, carried))
                carried = ""
                years = [one for one in heading_marks(piece.suffix, spot) if piece.suffix]
                if len(years) == 1 and years[0].definition.id == YEAR:
                    marks[-1] = replace(marks[-1], suffix="")
                    marks += years
            elif marks:
                marks[-1] = replace(marks[-1], suffix=marks[-1].suffix + piece.text)
            else:
                carried += piece.text
        return marks

    def _mark(self, spot: Spot, piece: Piece, tile: Tile, group: str, before: str = "") -> FieldMark:
        around = self._places.unit_beside(tile)
        definition = field_definition(
            self._stage, piece.label, self._names(piece.label), group, tile, piece, around
        )  # fmt: skip
        return FieldMark(spot, definition, before + piece.prefix, piece.blank, piece.suffix)

    def _kept(self, pieces: Sequence[Piece]) -> list[Piece]:
        """The pieces; those in which somebody signs by hand are print, not places."""
        return [
            replace(piece, is_open=False) if is_seal(piece.text) and not _names_office(piece.label) else piece
            for piece in pieces
        ]

    def _is_place(self, piece: Piece) -> bool:
        """Whether a piece is a place to fill: left open, or a field that is known, with a text already given."""
        if piece.is_open:
            return True
        name = self._names(piece.label) or vocabulary_id(self._stage, piece.label)
        signed = is_seal(piece.text) and not _names_office(piece.label)
        if not name or signed or not piece.blank.strip():
            return False
        if name == "unit" or without_note(label_key(piece.label)) == "单位":
            return "unit" in self._stage.form.fields_by_id and bool(self._stage.base)
        return True

    def _names(self, label: str) -> str:
        return self._stage.labels.of_text(label) or ""

    # -- a label and a place of its own --------------------------------------------------------------------------

    def _read_label(self, label: Tile) -> None:
        stage, places = self._stage, self._places
        value = places.of(label)
        if value is None:
            places.note_group(label)
        elif value is label:
            pieces = labelled(label.text) or [Piece(label.text, label.text, "")]
            before = "".join(piece.text for piece in pieces[:-1])
            stage.fields.append(self._mark(Spot(*label[:4]), pieces[-1], label, places.group_of(label), before))
        else:
            stage.use(value)
            if places.may_write(value, label) or self._board.look(value).formula:
                self.put_value(value, label.text, places.name_of(label), places.group_of(label))


def _with_year(mark: FieldMark) -> list[FieldMark]:
    """A mark; the year that is printed behind its label is one of its own: 发放批次：2024年第　　批."""
    label, colon, lead = mark.prefix.rpartition("：") if "：" in mark.prefix else mark.prefix.rpartition(":")
    years = [one for one in heading_marks(lead, mark.spot) if one.definition.id == YEAR]
    if not colon or len(years) != 1:
        return [mark]
    year = replace(years[0], prefix=label + colon + years[0].prefix, suffix="")
    return [year, replace(mark, prefix=years[0].suffix)]


def _names_office(label: str) -> bool:
    """Whether a label with （盖章） behind it asks for a name all the same: 填报单位（盖章）, 申报单位."""
    key = without_note(label_key(label))
    return not any(word in key for word in _ONLY_SEAL) and key.endswith(_OFFICES)


def _inside(text: str) -> list[Piece]:
    """The places that the place of a label names itself; a line of boxes is one choice, whatever stands behind 其他."""
    if asks_for_items(text) or gap_in(text):
        return []
    boxed = of_value(text).options
    if boxed and begins_with_box(text):
        return []
    return labelled(text) or ([] if boxed else between(text))


def _leaves_room(piece: Piece, text: str) -> bool:
    """Whether a cell with one label has its place behind it in the cell itself."""
    return len(piece.blank) > _LEAST_ROOM or not text.rstrip().endswith((":", "："))
