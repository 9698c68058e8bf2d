"""Lines of tables in an open filing: insert, delete, move, duplicate, split; several at once."""

from collections.abc import Collection

from medaid_desktop.core.filing import Edit, parse_path, row_text
from medaid_desktop.operations.filings import editing
from medaid_desktop.ui.views.paper.grid import Anchor
from medaid_desktop.ui.views.paper.lines import (
    TableLine,
    first_field,
    line_at,
    line_moved_up,
    lines_under,
    place_of_row,
)
from medaid_desktop.ui.views.paper.session import PaperSession


class LineSession(PaperSession):
    """Lines are given by cells that lie in them."""

    def insert_line(self, anchor: Anchor, below: bool) -> bool:
        """Opens a blank line above or below a cell's line; it becomes content when something is typed into it."""
        return self.insert_lines([anchor], below)

    def insert_lines(self, cells: Collection[Anchor], below: bool) -> bool:
        """Opens as many blank lines above or below some lines as they are."""
        if self.refuse_change() or not self.retry():
            return False
        lines = self._lines_of(cells)
        if not lines:
            return not self.say(self.tr("这里不是表格的行，不能插入行；请先点到表格里的一行。"))
        line = lines[-1] if below else lines[0]
        texts = line.texts
        if texts is None:
            texts = editing.new_line_texts(self.form, self.filing, line.table, line.index)
        rows = self.grid.row_count
        opened = [self.held.open_beside(line, below, texts) for _ in lines]
        self.show(lambda grid: first_field(grid, opened[-1]))
        lacking = len(lines) - (self.grid.row_count - rows)  # taken the places of blank lines the form prints anyway
        if lacking > 0:
            opened += [self.held.open_beside(line, below, texts) for _ in range(lacking)]
            self.show(lambda grid: first_field(grid, opened[-1]))
        return True

    def _lines_of(self, cells: Collection[Anchor]) -> list[TableLine]:
        """The lines that cells lie in; of a single cell over several rows only the first."""
        anchors = self.grid.anchors_within(cells)
        if len(anchors) == 1:
            line = line_at(self.grid, anchors[0][0])
            return [line] if line else []
        return lines_under(self.grid, anchors)

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
        place = lines[0].row, min(col for _, col in cells)
        if not rows:
            self.show(lambda grid: line_moved_up(grid, place))
            return True
        edits = [edit for table, indexes in rows.items() for edit in editing.deleted_rows(table, indexes)]
        label = self.tr("删除 %1 行").replace("%1", str(len(edits)))
        return self.change_rows(edits, label, lambda grid: line_moved_up(grid, place))

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

    def duplicate_lines(self, cells: Collection[Anchor]) -> bool:
        """Inserts copies of the lines that cells lie in below them."""
        if self.refuse_change() or not self.retry():
            return False
        lines = self._lines_of(cells)
        if not lines or any(line.is_open or line.table != lines[0].table for line in lines):
            return not self.say(self.tr("这里没有可以复制的行；填了内容的表格行才能复制。"))
        table, behind = lines[0].table, lines[-1].index + 1
        rows = [row_text(self.filing.rows(table)[line.index]) for line in lines]
        edits: list[Edit] = [(f"tables.{table}[+{behind}]", row) for row in reversed(rows)]
        column = self._column_in(min(cells), lines[0])
        label = self.tr("复制 %1 行").replace("%1", str(len(rows)))
        return self.change_rows(edits, label, lambda grid: place_of_row(grid, table, behind, column))

    def split_line(self, anchor: Anchor) -> bool:
        """Shows the next column of a line that the form prints only where it is filled (四级指标, then 备注)."""
        line = line_at(self.grid, anchor[0])
        if self.refuse_change() or not self.retry():
            return False
        if line is None or line.is_open:
            return not self.say(self.tr("请先填写这一行，再分出四级指标或备注。"))
        band = self.grid.rows.band_at(anchor[0])
        joined = [body.column for body in (band.part.body if band else ()) if body.join]
        start = f"tables.{line.table}[{line.index}]."
        column = next((name for name in joined if self.paper.place_of(start + name) is None), "")
        if not column:
            return not self.say(self.tr("这张表没有可以再分出的栏。"))
        self.held.split.add((line.table, line.index, column))
        self.show(lambda grid: place_of_row(grid, line.table, line.index, column))
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
