"""Where the value of a label is written on a blank form: beside it, below it, or behind it in its own cell."""

from medaid_desktop.core.forms import EXTRA
from medaid_desktop.core.grid import GridCell, Place
from medaid_desktop.core.templates.prompts import asks_for_items, is_prompt
from medaid_desktop.recognition.templates.board.boxes import begins_with_box
from medaid_desktop.recognition.templates.board.kinds import printed_label, unit_of
from medaid_desktop.recognition.templates.board.labels import is_seal
from medaid_desktop.recognition.templates.board.pieces import is_line_to_sign, labelled, of_value, unit_word
from medaid_desktop.recognition.templates.board.stage import Stage
from medaid_desktop.recognition.templates.board.tiles import Tile
from medaid_desktop.recognition.wording.folding import is_paper, label_key, squeezed, without_note

_LONGEST_LABEL, _LONGEST_STRANGE, _LONGEST_SEAL, _LEAST_PROMPT = 40, 16, 12, 4
_LONGEST_LABELLED = 60
_LEAST_ROOM_MM = 15.0
NOWHERE = Tile(10**7, 0)
"""Stands for a text outside the grid."""
_COLONS = (":", "：")


class Places:
    """Finds the places of labels. `groups` are the tiles that name other labels, `section` the last line that heads a part."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._board = stage.board
        self._groups: dict[Place, str] = {}
        self._section = ""

    def note_group(self, label: Tile) -> None:
        """Keeps a label without a place in mind: it may name those beside it or below it."""
        if self.names_others(label):
            self._groups[label.place] = printed_label(label.text)
        if label.col <= self._board.left and label.right > self._board.edge:
            self.note_section(label)

    def note_section(self, heading: Tile) -> None:
        """Keeps in mind which part of the form begins."""
        self._section = printed_label(heading.text)
        self._stage.sections.append((heading.row, self._section))

    def of(self, label: Tile) -> Tile | None:
        """The place of a label: to its right, below it, its own cell behind a colon or at the edge; None where it has none."""
        board = self._board
        colon = label.text.rstrip().endswith((*_COLONS, "_", "＿"))
        right, below = board.right_of(label), board.below(label)
        overflows = colon and right is not None and (self._runs_over(label, right) or self._has_room(label, right))
        if right is not None and not overflows and self._is_beside(label, right):
            return right
        if below is not None and (self._is_below(label, below, right) or self._is_given_below(label, below, right)):
            return below
        same = below is not None and (below.col, below.cols) == (label.col, label.cols)
        over = same and below is not None and not below.is_blank and not self._is_label(below)
        at_edge = right is None and not colon and not over
        inside = self.is_known(label) if at_edge else colon and not self.names_others(label)
        return label if inside and (board.may_fill(label) or self._is_outside(label)) else None

    def _is_outside(self, tile: Tile) -> bool:
        """Whether a tile stands outside the lines of the form, where a label asks although the sheet is protected."""
        board = self._board
        shown = not board.is_hidden(tile) and not board.is_missing(tile)
        return board.has_looks and shown and not board.look(tile).border

    def _has_room(self, label: Tile, right: Tile) -> bool:
        """Whether a label outside the lines has cells merged behind it to be answered in, and the tile to its right none."""
        outside = self._is_outside(label) and not self._board.look(right).border
        return (
            outside
            and right.is_blank
            and label.cols > 1
            and right.cols == 1
            and self._board.room_mm(label) >= _LEAST_ROOM_MM
        )

    def _runs_over(self, label: Tile, right: Tile) -> bool:
        """Whether a label outside the lines is wider than its cell, so that its value is written behind it and not beside it."""
        board = self._board
        behind = board.right_of(right)
        counted = behind is not None and bool(unit_word(behind.text))
        return right.is_blank and not counted and not board.look(label).border and board.overflows(label)

    def is_known(self, label: Tile) -> bool:
        """Whether a text is surely the label of a field that recognition knows, and of no group."""
        sense = self._board.sense(label)
        exact = sense.field is not None and sense.field.how == "exact" and not sense.group and not sense.level
        return exact and not self.name_of(label).startswith(EXTRA) and bool(self.name_of(label))

    def _is_beside(self, label: Tile, right: Tile) -> bool:
        """Whether the tile to the right of a label is its place."""
        stage, board = self._stage, self._board
        if not stage.is_free(right) or (right.row != label.row and right.row > label.row):
            return False
        if right.row < label.row and right.is_blank is False:
            return False
        if board.look(right).formula:
            return True
        if right.is_blank:
            return self.may_write(right, label)
        if is_line_to_sign(right.text):
            return True
        if asks_for_items(right.text):
            return True
        if any(piece.is_open for piece in labelled(right.text)) and not begins_with_box(right.text):
            return False
        if of_value(right.text).is_open:
            return not self._is_head(right) and (not is_seal(right.text) or not is_just_seal(right.text))
        return self._is_given(label, right)

    def _is_head(self, tile: Tile) -> bool:
        """Whether a text that asks to be filled in is a label all the same, its note aside: 中期目标（20XX年—20XX+n年）."""
        return self.is_known(tile) and not is_prompt(without_note(label_key(tile.text)))

    def may_write(self, value: Tile, label: Tile) -> bool:
        """Whether the place of a label is one to fill: outside the lines of the form only where the label stands there too."""
        board = self._board
        outside = board.has_looks and not board.look(label).border and not board.look(value).border
        return board.may_fill(value) or (outside and not board.is_hidden(value) and not board.is_locked(value))

    def _is_given(self, label: Tile, right: Tile) -> bool:
        """Whether a text beside a label is a value that the blank form gives, and no label itself."""
        board = self._board
        if self._is_label(right) or board.sense(right).box or self._over_places(label, right):
            return False
        known = self.name_of(label)
        own = board.sense(label)
        if own.group and not (known and own.field):
            return False
        if known and not known.startswith(EXTRA):
            return True
        return label.text.rstrip().endswith(_COLONS)

    def _over_places(self, label: Tile, right: Tile) -> bool:
        """Whether two texts side by side stand over a place of their own each."""
        for tile in (label, right):
            below = self._board.below(tile)
            if below is None or not below.is_blank or (below.col, below.cols) != (tile.col, tile.cols):
                return False
        return True

    def _is_label(self, tile: Tile) -> bool:
        """Whether a text beside a label is a label too: recognition knows it, or it has a place of its own to its right."""
        board = self._board
        sense = board.sense(tile)
        if sense.number or sense.paper:
            return False
        cell = self._cell(tile)
        if cell is not None and self._stage.labels.of_cell(cell) is not None:
            return True
        if sense.group or (len(tile.text) <= _LONGEST_LABELLED and labelled(tile.text)):
            return True
        right = board.right_of(tile)
        short = len(squeezed(tile.text)) <= _LONGEST_STRANGE and not tile.text.rstrip().endswith("。")
        return (
            short and right is not None and right.row == tile.row and (right.is_blank or of_value(right.text).is_open)
        )

    def _is_given_below(self, label: Tile, below: Tile, right: Tile | None) -> bool:
        """Whether the text below a label is a value that the form gives: 长期目标 and 年度目标 side by side over theirs."""
        if (below.col, below.cols) != (label.col, label.cols) or below.row != label.below or below.is_blank:
            return False
        colon = label.text.rstrip().endswith(_COLONS)
        free = (
            not colon and self._stage.is_free(below) and not self._is_label(below) and not self._board.sense(below).box
        )
        return free and self.is_known(label) and (right is None or (not right.is_blank and self._is_label(right)))

    def _is_below(self, label: Tile, below: Tile, right: Tile | None) -> bool:
        """Whether the tile below a label is its place: blank, as wide, with no label of its own to its left."""
        board, stage = self._board, self._stage
        if not stage.is_free(below) or below.row != label.below or not board.is_ruled(below):
            return False
        if (
            not of_value(below.text).is_open
            or is_just_seal(below.text)
            or not (below.is_blank or is_paper(below.text) or len(below.text) >= _LEAST_PROMPT)
        ):
            return False
        if (below.col, below.cols) != (label.col, label.cols) or (
            not board.may_fill(below) and not board.look(below).formula
        ):
            return False
        if label.text.rstrip().endswith(_COLONS) and below.cols == below.rows == 1:
            return False
        left = board.at(below.row, below.col - 1) if below.col > board.left else None
        beside = left is not None and not left.is_blank and left.row == below.row and stage.is_free(left)
        alone = right is None or not right.is_blank
        if not board.has_looks and below.cols == 1 and below.rows == 1 and right is None and label.col == board.left:
            return False
        return alone and not beside

    def _cell(self, tile: Tile) -> GridCell | None:
        return self._board.page.at(tile.row, tile.col)

    def name_of(self, label: Tile) -> str:
        cell = self._cell(label)
        if cell is None:
            return ""
        return self._stage.labels.of_cell(cell) or ""

    def names_others(self, label: Tile) -> bool:
        """Whether a text names the labels beside or below it: it runs down over several, or stands left of one."""
        right = self._board.right_of(label)
        if right is None or right.is_blank or is_just_seal(right.text) or len(squeezed(label.text)) > _LONGEST_LABEL:
            return False
        return label.rows > right.rows or not label.text.rstrip().endswith(_COLONS)

    def group_of(self, tile: Tile) -> str:
        """What names the labels around a tile: the cell that runs down to its left, else the heading of its part."""
        col = tile.col - 1
        while col >= self._board.left:
            left = self._board.at(tile.row, col)
            if left.place in self._groups:
                return self._groups[left.place]
            if not left.is_blank and left.rows > tile.rows:
                return printed_label(left.text)
            col = left.col - 1
        return self._section

    def unit_beside(self, tile: Tile) -> str:
        """The unit in a cell of its own behind a place, or that a cell down the left notes: 资金情况（万元）."""
        behind = self._board.right_of(tile) if tile is not NOWHERE else None
        if behind is not None and (unit := unit_word(behind.text)):
            return unit
        col = tile.col - 1
        while col >= self._board.left:
            left = self._board.at(tile.row, col)
            if unit := unit_of(left.text):
                return unit
            col = left.col - 1
        return ""


def is_just_seal(text: str) -> bool:
    """Whether a cell prints （签章） and nothing else."""
    return is_seal(text) and len(squeezed(text)) <= _LONGEST_SEAL
