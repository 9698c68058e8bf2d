"""The fields of a form: labels with their values to the right, below, or in the same cell."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from medaid_desktop.core.forms import EXTRA, Form
from medaid_desktop.core.grid import GridCell, Place
from medaid_desktop.recognition.field_names import FieldNames
from medaid_desktop.recognition.folding import is_paper, label_name, note_of, squeezed, tidy
from medaid_desktop.recognition.label_text import pairs, without_seal
from medaid_desktop.recognition.page import place_of
from medaid_desktop.recognition.segment import Segment, Text
from medaid_desktop.recognition.table_end import is_behind, is_page_number
from medaid_desktop.recognition.tick_marks import chosen_words

_LONGEST_LABEL = 30
_LONGEST_STRANGE = 16
_WHOLE_LINE = ("choice", "period", "date")
_OF_LINES = (
    "unit",
    "filling_unit",
    "filled_on",
    "budget_unit",
    "project_name",
    "filler",
    "filler_phone",
    "implementing_unit",
)


@dataclass(slots=True)
class Fields:
    """Values by id with the cells they come from, the labels' notes (万元), and doubts."""

    values: dict[str, Text] = field(default_factory=dict[str, Text])
    notes: dict[str, str] = field(default_factory=dict[str, str])
    doubts: list[tuple[str, Place | None]] = field(default_factory=list[tuple[str, Place | None]])


class FieldReader:
    """Reads the fields of one form out of the rows of a segment that belong to no table."""

    def __init__(self, segment: Segment, form: Form) -> None:
        self._segment = segment
        self._page = segment.page
        self._form = form
        self._names = FieldNames(form, segment)
        self._used: set[Place] = set()
        self._values: set[Place] = set()
        self._below_row = -1
        self.found = Fields()

    def read(self) -> Fields:
        """All fields; a field whose label stands there with nothing beside it is blank."""
        for row in self._segment.free_rows():
            if is_page_number(self._page, row):
                continue
            for cell in self._page.begins(row):
                if place_of(cell) not in self._used:
                    self._read_cell(cell)
        for line in self._segment.lines:
            if line.place is None or (line.place not in self._used and line.place[0] in self._segment.taken):
                for name, text in pairs(line.text, self._names.of_text):
                    if name in _OF_LINES and text:
                        self._put(name, Text(text, line.place), "")
        return self.found

    # -- one cell ------------------------------------------------------------------------------------------------

    def _read_cell(self, cell: GridCell) -> None:
        sense = self._page.sense(cell)
        if sense.paper or sense.number or sense.level or (sense.total and sense.field is None):
            return
        if sense.box:
            self._skip_box(cell)
            return
        name = self._names.of_cell(cell)
        if name:
            self._read_label(cell, name)
            return
        inside = list(pairs(cell.text, self._names.of_text))
        for number, (known, text) in enumerate(inside):
            value = Text(text, place_of(cell))
            if not text and number == len(inside) - 1:
                value = self._value_of(cell, known)
            self._put(known, value, known)
        if inside:
            self._used.add(place_of(cell))
        else:
            self._read_strange(cell)

    def _read_label(self, cell: GridCell, name: str) -> None:
        self._used.add(place_of(cell))
        meaning = self._page.sense(cell).field
        if meaning and meaning.how == "slip":
            self.found.doubts.append((f"标签“{tidy(cell.text)}”按“{self._names.label(name)}”理解", place_of(cell)))
        note = note_of(cell.text)
        if note:
            self.found.notes.setdefault(name, note)
        self._put(name, self._value_of(cell, name), label_name(cell.text))

    def _skip_box(self, cell: GridCell) -> None:
        self._used.add(place_of(cell))
        right = self._page.right_of(cell)
        if right is not None and not self._labels_something(right):
            self._used.add(place_of(right))

    def _read_strange(self, cell: GridCell) -> None:
        """A short text that has something to its right, or before a colon: a label this program does not know."""
        key = self._page.sense(cell).key or label_name(cell.text)
        head, colon, rest = tidy(cell.text).replace("：", ":").partition(":")
        if (
            colon
            and rest.strip()
            and _is_strange(label_name(head))
            and len(rest) < 4 * _LONGEST_LABEL
            and not is_behind(cell.text)
        ):
            self._put(EXTRA + label_name(head), Text(tidy(cell.text)[len(head) + 1 :].strip(), place_of(cell)), "")
            return
        if not _is_strange(key) or self._page.sense(cell).group or is_paper(cell.text):
            return
        right = self._page.right_of(cell)
        if right is None or right.row != cell.row or self._labels_something(right) or is_behind(cell.text):
            return
        self._used.add(place_of(cell))
        value = self._value_of(cell, "")
        if value.text:
            self._put(EXTRA + key, value, "")

    # -- values --------------------------------------------------------------------------------------------------

    def _value_of(self, label: GridCell, name: str) -> Text:
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
        self._used.update(map(place_of, values))
        self._values.update(map(place_of, values))

    def _beside(self, label: GridCell, name: str) -> Iterator[GridCell]:
        definition = self._form.fields_by_id.get(name)
        several = definition is not None and definition.type in _WHOLE_LINE
        last: GridCell | None = None
        for row in range(label.row, min(label.row + label.rows - 1, self._segment.bottom) + 1):
            cells = [c for c in self._page.across(row) if c.col >= label.col + label.cols]
            for number, cell in enumerate(cells):
                blank = number == 0 and self._page.is_blank_area(row, label.col + label.cols)
                if blank or place_of(cell) in self._used or self._is_label_here(cell):
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
            if not alone or self._labels_something(cells[0]) or is_page_number(self._page, row):
                return
            yield cells[0]

    def _is_label_here(self, cell: GridCell) -> bool:
        """Whether a cell beside a label is one itself; one that only resembles a label is a value where none other is."""
        if not self._labels_something(cell):
            return False
        meaning = self._page.sense(cell).field
        if meaning is None or meaning.how == "exact" or self._page.sense(cell).group:
            return True
        right = self._page.right_of(cell)
        return right is not None and not self._labels_something(right)

    def _lies_under(self, label: GridCell, below: GridCell, right: GridCell | None, long: bool) -> bool:
        if below.row in self._segment.taken or place_of(below) in self._used or self._labels_something(below):
            return False
        if (below.col != label.col and below.cols <= label.cols) or self._is_taken_beside(below):
            return False
        if right is not None and self._labels_something(right):
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
            self._labels_something(left[-1])
            or (left[-1].rows == cell.rows
            and _is_strange(self._page.sense(left[-1]).key))
        )

    def _labels_something(self, cell: GridCell) -> bool:
        sense = self._page.sense(cell)
        if sense.number or sense.paper:
            return False
        if self._names.of_cell(cell) is not None or sense.box:
            return True
        return (sense.group and not sense.level) or any(True for _ in pairs(cell.text, self._names.of_text))

    def _put(self, name: str, text: Text, label: str) -> None:
        """Stores a value; a second one for the same field is kept under its own label."""
        definition = self._form.definition("", name)
        if definition.type == "choice":
            words = chosen_words(text.text, definition.options)
            text = Text(words, text.place) if words is not None else text
        name, text = self._names.unit_or_office(name, text)
        if name == "unit" and name not in self._form.fields_by_id:
            return
        before = self.found.values.get(name)
        if before is None or (text.text and not before.text):
            if text.text or not name.startswith(EXTRA):
                self.found.values[name] = text
        elif text.text and label and squeezed(text.text) != squeezed(before.text):
            self.found.values.setdefault(EXTRA + label, text)


def _is_strange(key: str) -> bool:
    return (
        2 <= len(key) <= _LONGEST_STRANGE
        and not any(c.isdigit() for c in key)
        and not key.endswith(("。", "；", "，", "局", "县", "市"))
    )
