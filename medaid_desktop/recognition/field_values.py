"""The fields of a form: labels with their values to the right, below, or in the same cell."""

from dataclasses import dataclass, field

from medaid_desktop.core.forms import EXTRA, Form
from medaid_desktop.core.grid import GridCell, Place
from medaid_desktop.recognition.field_names import FieldNames
from medaid_desktop.recognition.folding import is_paper, label_name, squeezed, tidy
from medaid_desktop.recognition.label_text import pairs
from medaid_desktop.recognition.page import place_of
from medaid_desktop.recognition.segment import Segment, Text
from medaid_desktop.recognition.table_end import is_behind, is_page_number
from medaid_desktop.recognition.tick_marks import chosen_words
from medaid_desktop.recognition.value_cells import ValueCells, is_strange

_LONGEST_LABEL = 30
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
    """Values by id with the cells they come from, and doubts."""

    values: dict[str, Text] = field(default_factory=dict[str, Text])
    doubts: list[tuple[str, Place | None]] = field(default_factory=list[tuple[str, Place | None]])


class FieldReader:
    """Reads the fields of one form out of the rows of a segment that belong to no table."""

    def __init__(self, segment: Segment, form: Form) -> None:
        self._segment = segment
        self._page = segment.page
        self._form = form
        self._names = FieldNames(form, segment)
        self._cells = ValueCells(segment, form, self._names)
        self.found = Fields()

    def read(self) -> Fields:
        """All fields; a field whose label stands there with nothing beside it is blank."""
        for row in self._segment.free_rows():
            if is_page_number(self._page, row):
                continue
            for cell in self._page.begins(row):
                if place_of(cell) not in self._cells.used:
                    self._read_cell(cell)
        for line in self._segment.lines:
            if line.place is None or (line.place not in self._cells.used and line.place[0] in self._segment.taken):
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
                value = self._cells.value_of(cell, known)
            self._put(known, value, known)
        if inside:
            self._cells.used.add(place_of(cell))
        else:
            self._read_strange(cell)

    def _read_label(self, cell: GridCell, name: str) -> None:
        self._cells.used.add(place_of(cell))
        meaning = self._page.sense(cell).field
        if meaning and meaning.how == "slip":
            self.found.doubts.append((f"标签“{tidy(cell.text)}”按“{self._names.label(name)}”理解", place_of(cell)))
        self._put(name, self._cells.value_of(cell, name), label_name(cell.text))

    def _skip_box(self, cell: GridCell) -> None:
        self._cells.used.add(place_of(cell))
        right = self._page.right_of(cell)
        if right is not None and not self._cells.labels_something(right):
            self._cells.used.add(place_of(right))

    def _read_strange(self, cell: GridCell) -> None:
        """A short text that has something to its right, or before a colon: a label this program does not know."""
        key = self._page.sense(cell).key or label_name(cell.text)
        head, colon, rest = tidy(cell.text).replace("：", ":").partition(":")
        if (
            colon
            and rest.strip()
            and is_strange(label_name(head))
            and len(rest) < 4 * _LONGEST_LABEL
            and not is_behind(cell.text)
        ):
            self._put(EXTRA + label_name(head), Text(tidy(cell.text)[len(head) + 1 :].strip(), place_of(cell)), "")
            return
        if not is_strange(key) or self._page.sense(cell).group or is_paper(cell.text):
            return
        right = self._page.right_of(cell)
        if right is None or right.row != cell.row or self._cells.labels_something(right) or is_behind(cell.text):
            return
        self._cells.used.add(place_of(cell))
        value = self._cells.value_of(cell, "")
        if value.text:
            self._put(EXTRA + key, value, "")

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
