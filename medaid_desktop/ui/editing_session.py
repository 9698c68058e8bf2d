"""One open filing and what the clerk does to it: each action is one step, committed as it is made."""

from collections.abc import Collection, Iterable
from datetime import date

from medaid_desktop.core.choices import chosen, toggled
from medaid_desktop.core.dates import PartialDate
from medaid_desktop.core.filing import parse_path, row_text
from medaid_desktop.operations import editing
from medaid_desktop.ui.views.paper_blocks import block_text, copied, paste, read_block
from medaid_desktop.ui.views.paper_grid import Anchor
from medaid_desktop.ui.views.paper_lines import TableLine, first_field, line_at, lines_under, place_of_row
from medaid_desktop.ui.views.paper_session import PaperSession


class EditingSession(PaperSession):
    """Every action returns False where it was refused or could not be stored, having said so by signal.

    Cells are given by their anchors (row, col) on the paper; places covered by a wider cell are skipped.
    """

    # -- single cells --------------------------------------------------------------------------------------------

    def type_into(self, row: int, col: int, text: str) -> bool:
        """Puts a text into a cell."""
        definition = self.definition((row, col))
        label = self.tr("填写「%1」").replace("%1", definition.label) if definition else ""
        return self._fill((row, col), text, label)

    def toggle(self, row: int, col: int, option: str) -> bool:
        """Ticks or unticks an option of a choice cell."""
        definition = self.definition((row, col))
        text = toggled(self.value((row, col)), option, definition.multiple) if definition else ""
        label = self.tr("勾选「%1」").replace("%1", definition.label) if definition else ""
        return self._fill((row, col), text, label)

    def next_option(self, anchor: Anchor) -> str | None:
        """The option that the space bar ticks or unticks: one after the other, then none; None without options."""
        definition = self.definition(anchor)
        if definition is None or not definition.options:
            return None
        words, options = chosen(self.value(anchor)), definition.options
        if definition.multiple:
            return next((option for option in options if option not in words), options[-1])
        ticked = next((at for at, option in enumerate(options) if option in words), -1)
        return options[min(ticked + 1, len(options) - 1)]

    def enter_today(self, row: int, col: int) -> bool:
        """Puts today's date into a date field."""
        definition = self.definition((row, col))
        if definition is None or definition.type != "date":
            return not self.refuse((row, col)) and not self.say(self.tr("这一格不是日期，不能填入今天的日期。"))
        today = date.today()
        return self.type_into(row, col, str(PartialDate(today.year, today.month, today.day)))

    def _fill(self, anchor: Anchor, text: str, label: str) -> bool:
        slot = self.grid.slot(anchor)
        if self.refuse(anchor) or slot is None:
            return False
        path = slot.path.replace("[+", "[")
        return self.assign({anchor: text}, label, lambda grid: grid.paper.place_of(path))

    # -- blocks --------------------------------------------------------------------------------------------------

    def clear(self, cells: Collection[Anchor]) -> bool:
        """Blanks fields; labels and group names among the cells stay."""
        anchors, fields = self.grid.anchors_within(cells), self._fields_among(cells)
        if not fields:
            return not anchors or not self.refuse(anchors[0])
        filled = [anchor for anchor in fields if self.value(anchor)]
        label = self.tr("清除 %1 格").replace("%1", str(len(filled)))
        return self.assign(dict.fromkeys(filled, ""), label)

    def copy_text(self, cells: Collection[Anchor]) -> str:
        """Cells as tab-separated text: fields with their bare values, all others as printed."""
        anchors = self.grid.anchors_within(cells)
        values = {anchor: self.value(anchor) for anchor in anchors if anchor in self.paper.binding}
        return block_text(copied(self.grid, anchors, values))

    def paste(self, cells: Collection[Anchor], text: str) -> bool:
        """Lays tab-separated text down from the first of the cells on; a single value goes into each of them."""
        anchors = self.grid.anchors_within(cells)
        if not anchors or self.refuse_change():
            return False
        block, fields = read_block(text), self._fields_among(cells)
        if len(block) == len(block[0]) == 1 and len(fields) > 1:
            texts = dict.fromkeys(fields, block[0][0])
            return self.assign(texts, self.tr("粘贴 %1 格").replace("%1", str(len(texts))))
        pasting = paste(self.grid, self.filing, anchors[0], block)
        if not pasting.count:
            return not self.refuse(anchors[0]) and not self.say(self.tr("粘贴的内容没有落在可填的格子里，没有改动。"))
        label = self.tr("粘贴 %1 格").replace("%1", str(pasting.count))
        done = self.assign(pasting.texts, label, None, pasting.added)
        if done and pasting.skipped:
            self.say(self.tr("有 %1 格落在表样文字上或表格之外，没有粘贴。").replace("%1", str(pasting.skipped)))
        return done

    def fill_down(self, cells: Collection[Anchor]) -> bool:
        """Puts the topmost text of each column of the cells into the fields below it; a single row takes the one above."""
        fields = self._fields_among(cells)
        if fields and len({row for row, _ in fields}) == 1:
            row = fields[0][0] - 1
            fields = self._fields_among((row, col) for _, col in fields) + fields
        first: dict[int, Anchor] = {}
        for anchor in fields:
            first.setdefault(anchor[1], anchor)
        texts = {anchor: self.value(first[anchor[1]]) for anchor in fields if first[anchor[1]] != anchor}
        if not texts:
            return self.refuse_change() or not self.say(self.tr("上方没有可以向下填充的内容。"))
        return self.assign(texts, self.tr("向下填充 %1 格").replace("%1", str(len(texts))))

    def _fields_among(self, cells: Iterable[Anchor]) -> list[Anchor]:
        """The cells to be filled among some, group names and other print left out."""
        anchors = self.grid.anchors_within(cells)
        return [
            anchor for anchor in anchors if anchor in self.paper.binding and self.grid.cells[anchor].role == "field"
        ]

    # -- lines of tables -----------------------------------------------------------------------------------------

    def insert_line(self, anchor: Anchor, below: bool) -> bool:
        """Opens a blank line above or below a cell's line; it becomes content when something is typed into it."""
        if self.refuse_change() or not self.retry():
            return False
        lines = lines_under(self.grid, [anchor])
        if not lines:
            return not self.say(self.tr("这里不是表格的行，不能插入行；请先点到表格里的一行。"))
        line = lines[-1] if below else lines[0]
        texts = line.texts
        if texts is None:
            texts = editing.new_line_texts(self.form, self.filing, line.table, line.index)
        rows = self.grid.row_count
        opened = self.held.open_beside(line, below, texts)
        self.show(lambda grid: first_field(grid, opened))
        if self.grid.row_count == rows:  # it has taken the place of a blank line the form prints anyway
            opened = self.held.open_beside(line, below, texts)
            self.show(lambda grid: first_field(grid, opened))
        return True

    def delete_lines(self, cells: Collection[Anchor]) -> bool:
        """Deletes the lines that cells lie in; the blank form's own lines stay."""
        if self.refuse_change() or not self.retry():
            return False
        lines = lines_under(self.grid, cells)
        held = [opened for line in lines if (opened := self.held.find(line.texts))]
        rows: dict[str, set[int]] = {}
        for line in lines:
            if not line.is_open:
                rows.setdefault(line.table, set()).add(line.index)
        if not held and not rows:
            inside = self.tr("这一行是表样的空行，不占内容，不用删除。")
            return not self.say(inside if lines else self.tr("这里不是表格的行，不能删除。"))
        self.held.drop(held)
        if not rows:
            self.show()
            return True
        edits = [edit for table, indexes in rows.items() for edit in editing.deleted_rows(table, indexes)]
        return self.change_rows(edits, self.tr("删除 %1 行").replace("%1", str(len(edits))), None)

    def move_lines(self, cells: Collection[Anchor], down: bool) -> bool:
        """Moves the lines that cells lie in by one line, within their group."""
        if self.refuse_change():
            return False
        lines = lines_under(self.grid, cells)
        if not lines or any(line.is_open or line.table != lines[0].table for line in lines):
            return not self.say(self.tr("这里没有可以移动的行；填了内容的表格行才能上移、下移。"))
        table, first, last = lines[0].table, lines[0].index, lines[-1].index
        beside, to = (last + 1, first) if down else (first - 1, last)
        if last - first + 1 != len(lines) or not self._may_swap(table, last if down else first, beside):
            return not self.say(self.tr("已经是本组的最后一行。") if down else self.tr("已经是本组的第一行。"))
        edits = editing.moved_row(self.filing, table, beside, to)
        label = self.tr("下移 %1 行") if down else self.tr("上移 %1 行")
        column = self._column_in(min(cells), lines[0])
        return self.change_rows(
            edits, label.replace("%1", str(len(lines))),
            lambda grid: place_of_row(grid, table, first + (1 if down else -1), column),
        )  # fmt: skip

    def duplicate_line(self, anchor: Anchor) -> bool:
        """Inserts a copy of a cell's line below it."""
        line = line_at(self.grid, anchor[0])
        if self.refuse_change():
            return False
        if line is None or line.is_open:
            return not self.say(self.tr("这里没有可以复制的行；填了内容的表格行才能复制。"))
        table, index = line.table, line.index
        edits = [(f"tables.{table}[+{index + 1}]", row_text(self.filing.rows(table)[index]))]
        column = self._column_in(anchor, line)
        return self.change_rows(edits, self.tr("复制一行"), lambda grid: place_of_row(grid, table, index + 1, column))

    def split_line(self, anchor: Anchor) -> bool:
        """Shows the columns of a line that the form prints only where they are filled (四级指标, 备注)."""
        line = line_at(self.grid, anchor[0])
        if self.refuse_change() or not self.retry():
            return False
        if line is None or line.is_open:
            return not self.say(self.tr("请先填写这一行，再分出四级指标或备注。"))
        before = self.grid
        self.held.split.add((line.table, line.index))
        self.show()
        if len(before.cells) == len(self.grid.cells):
            return not self.say(self.tr("这张表没有可以再分出的栏。"))
        return True

    def _may_swap(self, table: str, index: int, beside: int) -> bool:
        """Whether two rows stand in one group, so that swapping them does not cut a group in two."""
        rows = self.filing.rows(table)
        if not 0 <= beside < len(rows):
            return False
        groups = self.form.tables_by_id[table].group_columns
        return all(rows[index].get(name, "") == rows[beside].get(name, "") for name in groups)

    def _column_in(self, anchor: Anchor, line: TableLine) -> str:
        slot = self.grid.slot(anchor)
        return parse_path(slot.path).column if slot and slot.table == line.table else ""
