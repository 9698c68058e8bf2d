"""Where the value of a label stands: to its right, below it, over several cells or lines."""

from collections.abc import Iterator

from medaid_desktop.core.forms import Form
from medaid_desktop.core.grid import GridCell, Place
from medaid_desktop.recognition.field_names import FieldNames
from medaid_desktop.recognition.folding import squeezed, tidy
from medaid_desktop.recognition.label_text import pairs, without_seal
from medaid_desktop.recognition.page import place_of
from medaid_desktop.recognition.segment import Segment, Text
from medaid_desktop.recognition.table_end import is_page_number

_LONGEST_LABEL = 30
_LONGEST_STRANGE = 16
_WHOLE_LINE = ("choice", "period", "date")


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
        beside = list(self._beside(label, name))
        if beside and long and label.rows == 1:
            beside += self._lines_below(label, beside[0])
        if beside:
            self._take(beside)
            gap = " " if len({cell.row for cell in beside}) == 1 else "\n"
            return Text(gap.join(t for cell in beside if (t := without_seal(tidy(cell.text)))), place_of(beside[0]))
        right = self._page.right_of(label)
        below = self._page.at(label.row + label.rows, label.col)
        if below and below.row <= self._segment.bottom and self._lies_under(label, below, right, long):
            self._take([below])
            self._below_row = label.row
            return Text(without_seal(tidy(below.text)), place_of(below))
        return Text("", None if right else (label.row, label.col + label.cols))

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
                blank = number == 0 and self._page.is_blank_area(row, label.col + label.cols)
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
