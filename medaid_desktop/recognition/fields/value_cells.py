"""Where the value of a label stands: to its right, below it, over several cells or lines."""

import re
from collections.abc import Iterator

from medaid_desktop.core.forms import Form
from medaid_desktop.core.grid import GridCell, Place
from medaid_desktop.recognition.fields.field_names import FieldNames
from medaid_desktop.recognition.pages.page import Page, place_of
from medaid_desktop.recognition.segments.segment import Segment, Text
from medaid_desktop.recognition.segments.table_end import is_page_number
from medaid_desktop.recognition.wording.folding import squeezed, tidy
from medaid_desktop.recognition.wording.label_text import pairs, without_seal

_LONGEST_LABEL = 30
_LONGEST_STRANGE = 16
_WHOLE_LINE = ("choice", "period", "date")
_LIKE_LABEL = re.compile(r"(?:目标|情况|结果|内容|成效|任务|说明|完成值)$")


class ValueCells:
    """The cells of a segment that are labels or values; `used` are those that have been read."""

    def __init__(self, segment: Segment, form: Form, names: FieldNames) -> None:
        self._segment = segment
        self._page = segment.page
        self._form = form
        self._names = names
        self.used: set[Place] = set()
        self._values: set[Place] = set()
        self._below_row = -1

    def value_of(self, label: GridCell, name: str) -> Text:
        """The text right of a label, in all the rows that it covers, else the one below it where that is plainly its own."""
        definition = self._form.fields_by_id.get(name)
        long = definition is not None and definition.type == "long-text"
        beside = [] if self.stands_over(label) else list(self._beside(label, name))
        if beside and long and label.rows == 1:
            beside += self._lines_below(label, beside[0])
        if beside:
            self._take(beside)
            gap = " " if len({cell.row for cell in beside}) == 1 else "\n"
            texts = [text for cell in beside if (text := without_seal(tidy(cell.text)))]
            sealed = not texts and _ends_open(label)
            return Text(gap.join(texts), place_of(label if sealed else beside[0]))
        right = self._page.right_of(label)
        below = self._page.at(label.row + label.rows, label.col)
        if below and below.row <= self._segment.bottom and self._lies_under(label, below, right, long):
            self._take([below])
            self._below_row = label.row
            return Text(without_seal(tidy(below.text)), place_of(below))
        return Text("", self._blank_place(label))

    def stands_over(self, label: GridCell) -> bool:
        """Whether a label is one of several that stand side by side over texts of their own: 年初绩效目标 | 全年目标实际完成情况.

        The words to the left go down over both rows, each label has a cell as wide as itself below, and the next one reads
        like a label too.
        """
        right = self._page.right_of(label)
        if right is None or right.row != label.row or not _LIKE_LABEL.search(self._page.sense(right).key):
            return False
        left = [cell for cell in self._page.across(label.row) if cell.col < label.col]
        beside = bool(left) and left[0].row + left[0].rows > label.row + label.rows
        return beside and all(self._has_text_below(cell) for cell in (label, right))

    def _has_text_below(self, label: GridCell) -> bool:
        below = self._page.at(label.row + label.rows, label.col)
        aligned = below is not None and (below.col, below.cols) == (label.col, label.cols)
        return below is not None and aligned and not self.labels_something(below)

    def _blank_place(self, label: GridCell) -> Place | None:
        """Where the value of a label would be written that has none: to its right, below it, else behind it in its own cell.

        None for the words that stand before a group of labels, where nothing is free.
        """
        page, below, right = self._page, label.row + label.rows, label.col + label.cols
        left = [cell for cell in page.across(label.row) if cell.col < label.col]
        own_row = any(cell.row + cell.rows > below for cell in left) and not page.begins(below)
        if right <= page.edge and page.at(label.row, right) is None and not own_row:
            return _anchor(page, label.row, right)
        area = page.blank_area(below, label.col)
        under = own_row or not _ends_open(label)
        labelled = any(cell.col < label.col for cell in page.begins(below))
        free = below not in self._segment.taken and page.at(below, label.col) is None and not labelled
        if free and (area is not None or (under and below <= self._segment.bottom)):
            return _anchor(page, below, label.col)
        return place_of(label) if _ends_open(label) or page.edge < right else None

    def _take(self, values: list[GridCell]) -> None:
        self.used.update(map(place_of, values))
        self._values.update(map(place_of, values))

    def _beside(self, label: GridCell, name: str) -> Iterator[GridCell]:
        definition = self._form.fields_by_id.get(name)
        several = definition is not None and definition.type in _WHOLE_LINE
        last: GridCell | None = None
        for row in range(label.row, min(label.row + label.rows - 1, self._segment.bottom) + 1):
            cells = [c for c in self._page.across(row) if c.col >= label.col + label.cols]
            for number, cell in enumerate(cells):
                blank = number == 0 and self._page.blank_area(row, label.col + label.cols) is not None
                if blank or place_of(cell) in self.used or self._is_label_here(cell):
                    if row == label.row and number == 0:
                        return
                    break
                if cell is not last and (cell.row >= label.row):
                    last = cell
                    yield cell
                if not several:
                    break

    def _lines_below(self, label: GridCell, first: GridCell) -> Iterator[GridCell]:
        """Further lines of a long text in rows of their own (目标1…, 目标2…), where nothing stands beside them."""
        for row in self._segment.rows(label.row):
            cells = self._page.across(row)
            alone = len(cells) == 1 and cells[0].col == first.col and row not in self._segment.taken
            if not alone or self.labels_something(cells[0]) or is_page_number(self._page, row):
                return
            yield cells[0]

    def _is_label_here(self, cell: GridCell) -> bool:
        """Whether a cell beside a label is one itself; one that only resembles a label is a value where none other is."""
        if not self.labels_something(cell):
            return False
        meaning = self._page.sense(cell).field
        if meaning is None or meaning.how == "exact" or self._page.sense(cell).group:
            return True
        right = self._page.right_of(cell)
        return right is not None and not self.labels_something(right)

    def _lies_under(self, label: GridCell, below: GridCell, right: GridCell | None, long: bool) -> bool:
        if below.row in self._segment.taken or place_of(below) in self.used or self.labels_something(below):
            return False
        if is_page_number(self._page, below.row):
            return False
        if (below.col != label.col and below.cols <= label.cols) or self._is_taken_beside(below):
            return False
        if right is not None and self.labels_something(right):
            return long or right.col == label.col + label.cols or len(squeezed(below.text)) > _LONGEST_LABEL
        others = [cell for cell in self._page.across(below.row) if cell is not below]
        alone = all(cell.row <= label.row for cell in others) or label.col + label.cols > self._page.right
        return right is None and (alone or self._below_row == label.row or len(squeezed(below.text)) > _LONGEST_LABEL)

    def _is_taken_beside(self, cell: GridCell) -> bool:
        """Whether a cell has a label of its own straight to its left."""
        left = [
            other
            for other in self._page.begins(cell.row)
            if other.col < cell.col and place_of(other) not in self._values
        ]
        return bool(left) and (
            self.labels_something(left[-1])
            or (left[-1].rows == cell.rows and is_strange(self._page.sense(left[-1]).key))
        )

    def labels_something(self, cell: GridCell) -> bool:
        sense = self._page.sense(cell)
        if sense.number or sense.paper:
            return False
        if self._names.of_cell(cell) is not None or sense.box:
            return True
        return (sense.group and not sense.level) or any(True for _ in pairs(cell.text, self._names.of_text))


def is_strange(key: str) -> bool:
    """Whether a key may be a label that is not known: short, without figures, no office and no sentence."""
    return (
        2 <= len(key) <= _LONGEST_STRANGE
        and not any(c.isdigit() for c in key)
        and not key.endswith(("。", "；", "，", "局", "县", "市"))
    )


def _anchor(page: Page, row: int, col: int) -> Place:
    """The first cell of the merged area that covers a blank place, else the place itself."""
    area = page.blank_area(row, col)
    return (area[0], area[1]) if area else (row, col)


def _ends_open(label: GridCell) -> bool:
    """Whether a label ends with a colon or a line to write on, so that its value may stand in its own cell."""
    return label.text.rstrip().endswith((":", "：", "_", "＿"))
