"""The fields of a form: labels with their values to the right, below, or in the same cell."""

import re
from dataclasses import dataclass, field

from medaid_desktop.core.forms import EXTRA, Form
from medaid_desktop.core.grid import GridCell, Place
from medaid_desktop.recognition.fields.field_names import FieldNames
from medaid_desktop.recognition.fields.value_cells import ValueCells, is_strange
from medaid_desktop.recognition.pages.page import place_of
from medaid_desktop.recognition.segments.segment import Segment, Text
from medaid_desktop.recognition.segments.table_end import begins_notes, is_behind, is_page_number
from medaid_desktop.recognition.wording.folding import is_paper, is_unfilled, label_name, squeezed, tidy
from medaid_desktop.recognition.wording.label_text import pairs
from medaid_desktop.recognition.wording.tick_marks import chosen_words

_LONGEST_LABEL = 30
_DATE = re.compile(r"(?:20)?\d\d[年./-]\d{1,2}(?:[月./-](?:\d{1,2}日?)?)?|20\d{6}")
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
    """Values by id with the cells they come from, the cells of labels with the ids they were taken for, and doubts."""

    values: dict[str, Text] = field(default_factory=dict[str, Text])
    labels: dict[Place, str] = field(default_factory=dict[Place, str])
    doubts: list[tuple[str, Place | None]] = field(default_factory=list[tuple[str, Place | None]])
    twice: list[tuple[str, Place | None]] = field(default_factory=list[tuple[str, Place | None]])
    used: set[Place] = field(default_factory=set[Place])


class FieldReader:
    """Reads the fields of one form out of the rows of a segment that belong to no table."""

    def __init__(self, segment: Segment, form: Form) -> None:
        self._segment = segment
        self._page = segment.page
        self._form = form
        self._names = FieldNames(form, segment)
        self._cells = ValueCells(segment, form, self._names)
        self.found = Fields()
        self._labelled: dict[str, str] = {}

    def read(self) -> Fields:
        """All fields; a field whose label stands there with nothing beside it is blank."""
        noted = False
        for row in self._segment.free_rows():
            alone = len(self._page.across(row)) == 1
            noted = alone and (noted or begins_notes(self._page.begins(row)[0].text))
            if is_page_number(self._page, row) or (noted and not self._names_filler(row)):
                continue
            for cell in self._page.begins(row):
                if place_of(cell) not in self._cells.used:
                    self._read_cell(cell)
        for line in self._segment.lines:
            if line.place is None or (line.place not in self._cells.used and line.place[0] in self._segment.taken):
                for name, text in pairs(line.text, self._names.of_text):
                    if text and (name in _OF_LINES or self._is_dated(name, text)):
                        self._put(name, Text(text, line.place), "")
        self.found.used = self._cells.used
        return self.found

    def _is_dated(self, name: str, text: str) -> bool:
        """Whether a label that this form has no field for (填报日期) has a date and nothing else behind it."""
        return name.startswith(EXTRA) and _DATE.fullmatch(squeezed(text)) is not None

    def _names_filler(self, row: int) -> bool:
        """Whether a line below the notes says who filled the form in."""
        text = self._page.begins(row)[0].text
        return any(name in _OF_LINES and value for name, value in pairs(text, self._names.of_text))

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
        inside = [(name, text) for name, text in inside if not name.startswith(EXTRA) or self._is_dated(name, text)]
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
        self.found.labels[place_of(cell)] = self._put(name, self._cells.value_of(cell, name), label_name(cell.text))

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
            self.found.labels[place_of(cell)] = self._put(EXTRA + key, value, "")

    def _put(self, name: str, text: Text, label: str) -> str:
        """Stores a value and returns the id it is kept under; a second one for the same field keeps its own label."""
        text = Text("", text.place) if is_unfilled(text.text) else text
        definition = self._form.definition("", name)
        if definition.type == "choice":
            words = chosen_words(text.text, definition.options)
            text = Text(words, text.place) if words is not None else text
        name, text = self._names.unit_or_office(name, text)
        if name == "unit" and name not in self._form.fields_by_id:
            return name
        before = self.found.values.get(name)
        placed = before is not None and before.place is None and text.place is not None
        if before is None or (not before.text and (text.text or placed)):
            if text.text or not name.startswith(EXTRA):
                self.found.values[name] = text
                self._labelled[name] = label
        elif text.text and label and not name.startswith(EXTRA):
            differs = squeezed(text.text) != squeezed(before.text)
            if not differs and label != self._labelled.get(name):
                return name  # 单位名称 above a form and 项目单位 in it say the same
            then = "内容不同，读的是第一处，另一处按标签保留" if differs else "请看是不是写错了标签"
            self.found.twice.append((f"“{self._names.label(name)}”有两处，{then}", text.place))
            if differs:
                self.found.values.setdefault(EXTRA + label, text)
                return EXTRA + label
        return name
