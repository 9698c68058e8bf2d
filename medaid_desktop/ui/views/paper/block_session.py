"""Blocks of cells in an open filing: copy, clear, paste and fill, each one step."""

from collections.abc import Collection, Iterable

from medaid_desktop.core.definitions.table_heads import NamedRows, named_rows
from medaid_desktop.core.filing import parse_path, row_text
from medaid_desktop.core.sheet import Slot
from medaid_desktop.errors import UserError
from medaid_desktop.formats.clipboard.block import Block
from medaid_desktop.formats.clipboard.reading import read_block
from medaid_desktop.ui.views.paper.asking import doubt_words, loss_words
from medaid_desktop.ui.views.paper.blocks import Pasting, copied, paste, tiled
from medaid_desktop.ui.views.paper.grid import Anchor
from medaid_desktop.ui.views.paper.line_session import LineSession
from medaid_desktop.ui.views.paper.lines import place_of_row

_NUMBERS = ("amount", "number")


class BlockSession(LineSession):
    """Cells are given by their anchors on the paper; places covered by a wider cell are skipped."""

    _asking: Pasting | None = None

    def copy_block(self, cells: Collection[Anchor]) -> Block:
        """Cells for the clipboard: fields with their bare values, all others as printed."""
        return copied(self.grid, cells, self.value, self._is_number, self.pending)

    def _is_number(self, table: str, field: str) -> bool:
        return self.form.definition(table, field).type in _NUMBERS

    def clear(self, cells: Collection[Anchor]) -> bool:
        """Blanks fields; labels and group names among the cells stay."""
        anchors, fields = self.grid.anchors_within(cells), self._fields_among(cells)
        if not fields:
            return not anchors or not self.refuse(anchors[0])
        filled = [anchor for anchor in fields if self.value(anchor)]
        label = self.tr("清除 %1 格").replace("%1", str(len(filled)))
        return self.assign(dict.fromkeys(filled, ""), label)

    # -- pasting -------------------------------------------------------------------------------------------------

    def paste(self, cells: Collection[Anchor], text: str, html: str = "") -> bool:
        """Lays what the clipboard holds down from the upper left of the cells on; a single value goes into each.

        A table with its own head is added to the form's table by the names of its columns. Where something would be
        lost, nothing is stored: `asked` says what, and `answer` goes on.
        """
        self.withdraw()
        anchors = self.grid.anchors_within(cells)
        if not anchors or self.refuse_change():
            return False
        try:
            block = read_block(text, html)
        except UserError as error:
            return not self.say(f"{error.what}：{error.where}。{error.mend}。")
        if list(map(list, block.rows)) == list(map(list, self.copy_block(anchors).rows)):
            return not self.say(self.tr("粘贴的内容与这里原有的相同，没有改动。"))
        return self._ask_or_paste(self._pasting(anchors, block), anchors[0])

    def answer(self, goes_on: bool) -> bool:
        """Pastes what fits after the clerk has agreed, or drops it."""
        pasting = self._asking
        self.withdraw()
        return bool(goes_on and pasting) and pasting is not None and self._do(pasting)

    def withdraw(self) -> None:
        """Takes a question back that waits for its answer."""
        if self._asking:
            self._asking = None
            self.answered.emit()

    def _pasting(self, anchors: list[Anchor], block: Block) -> Pasting:
        slot = self.grid.line_slot(anchors[0][0])
        named = named_rows(self.form, block.rows, slot.table if slot else "") if len(block.rows) > 1 else None
        if named and named.rows:
            return self._named(named)
        fields = self._fields_among(anchors)
        if len(block.rows) == block.width == 1 and len(fields) > 1:
            texts = dict.fromkeys(fields, block.rows[0][0])
            return Pasting(texts, (), len(texts))
        return paste(self.grid, self.filing, anchors, tiled(block, self.grid, anchors), self.is_worked_out)

    def _named(self, named: NamedRows) -> Pasting:
        """Rows that brought their head along, behind the rows that are there."""
        count = len(self.filing.rows(named.table))
        edits = [(f"tables.{named.table}[+{count + at}]", row_text(row)) for at, row in enumerate(named.rows)]
        words = self.tr("已按表头（%1）对应各栏，添了 %2 行").replace("%1", "、".join(named.labels))
        words = words.replace("%2", str(len(edits)))
        words += self.tr("，接在原有的 %1 行之后。").replace("%1", str(count)) if count else "。"
        return Pasting({}, edits, sum(map(len, named.rows)), (), named.unknown, (), words)

    def _ask_or_paste(self, pasting: Pasting, start: Anchor) -> bool:
        if not pasting.count:
            nowhere = self.tr("粘贴的内容没有落在可填的格子里，没有改动。")
            return not self.refuse(start) and not self.say(nowhere)
        if pasting.fits:
            return self._do(pasting)
        self._asking = pasting
        lost = pasting.beyond or pasting.on_paper
        self.asked.emit(loss_words(pasting), self.tr("粘贴放得下的部分") if lost else self.tr("替换并粘贴"))
        return False

    def _do(self, pasting: Pasting) -> bool:
        doubts = doubt_words(self.form, self._texts_of(pasting))
        label = self.tr("粘贴 %1 格").replace("%1", str(pasting.count))
        first = [parse_path(path) for path, _ in pasting.added[:1]] if not pasting.texts else []
        done = self.assign(
            pasting.texts,
            label,
            (lambda grid: place_of_row(grid, first[0].table, first[0].row)) if first else None,
            pasting.added,
        )
        worked_out = self.tr("其中 %1 格由原表的公式算出，没有粘贴，已自动算好。")
        note = pasting.note + (worked_out.replace("%1", str(pasting.worked_out)) if pasting.worked_out else "")
        if done and (note or doubts):
            self.say(note + doubts)
        return done

    def _texts_of(self, pasting: Pasting) -> list[tuple[Slot, str]]:
        return [(slot, text) for anchor, text in pasting.texts.items() if (slot := self.grid.slot(anchor))]

    # -- filling -------------------------------------------------------------------------------------------------

    def fill_down(self, cells: Collection[Anchor]) -> bool:
        """Puts the topmost text of each column of the cells into the fields below it; a single row takes the one above."""
        fields = self._fields_among(cells)
        if fields and len({row for row, _ in fields}) == 1:
            row = fields[0][0] - 1
            fields = self._fields_among((row, col) for _, col in fields) + fields
        return self._fill_from(fields, 1, self.tr("向下填充 %1 格"), self.tr("上方没有可以向下填充的内容。"))

    def fill_right(self, cells: Collection[Anchor]) -> bool:
        """Puts the leftmost text of each row of the cells into the fields right of it; a single column takes the one
        to its left."""
        fields = self._fields_among(cells)
        if fields and len({col for _, col in fields}) == 1:
            beside = {row: self.grid.fields_in(row) for row, _ in fields}
            before = [max((one for one in beside[row] if one < (row, col)), default=None) for row, col in fields]
            fields = sorted([*(one for one in before if one), *fields])
        return self._fill_from(fields, 0, self.tr("向右填充 %1 格"), self.tr("左边没有可以向右填充的内容。"))

    def _fill_from(self, fields: list[Anchor], axis: int, label: str, nothing: str) -> bool:
        first: dict[int, Anchor] = {}
        for anchor in fields:
            first.setdefault(anchor[axis], anchor)
        texts = {anchor: self.value(first[anchor[axis]]) for anchor in fields if first[anchor[axis]] != anchor}
        if not texts:
            return self.refuse_change() or not self.say(nothing)
        return self.assign(texts, label.replace("%1", str(len(texts))))

    def _fields_among(self, cells: Iterable[Anchor]) -> list[Anchor]:
        """The cells to be filled among some, group names and other print left out."""
        anchors = self.grid.anchors_within(cells)
        return [anchor for anchor in anchors if anchor in self.paper.binding and self._may_be_typed(anchor)]

    def _may_be_typed(self, anchor: Anchor) -> bool:
        """Whether a cell waits for a text: not where a formula gives what stands there, unless nobody here can tell what."""
        return self.grid.cells[anchor].role in ("field", "computed") and not self.is_worked_out(anchor)
