"""The fields of a form: labels with their values to the right, below, or in the same cell."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from medaid_desktop.core.forms import Form
from medaid_desktop.core.grid import GridCell, Place
from medaid_desktop.recognition.folding import label_key, note_of, squeezed, tidy, without_note
from medaid_desktop.recognition.segment import Segment, Text, is_paper
from medaid_desktop.recognition.tick_marks import chosen_words
from medaid_desktop.recognition.vocabulary import Meaning, Vocabulary

_SEAL = re.compile(r"[(（]\s*(?:签\s*章|公\s*章|盖\s*章)\s*[)）]")
_LONGEST_LABEL = 30


@dataclass(slots=True)
class Fields:
    """Values by id with the cells they come from, the labels' notes (万元), and doubts."""

    values: dict[str, Text] = field(default_factory=dict[str, Text])
    notes: dict[str, str] = field(default_factory=dict[str, str])
    doubts: list[tuple[str, Place]] = field(default_factory=list[tuple[str, Place]])


class FieldReader:
    """Reads the fields of one form out of the rows of a segment that belong to no table."""

    def __init__(self, segment: Segment, form: Form, vocabulary: Vocabulary) -> None:
        self._segment = segment
        self._form = form
        self._vocabulary = vocabulary
        self._own = {
            label_key(definition.label): definition.id for definition in form.fields if definition.label
        }
        self._used: set[Place] = set()
        self.found = Fields()

    def read(self) -> Fields:
        """All fields; a field whose label stands there with nothing beside it is blank."""
        for row in self._segment.free_rows():
            cells = [cell for cell in self._segment.grid.in_row(row) if cell.row == row]
            seen: list[str] = []
            for cell in cells:
                if (cell.row, cell.col) not in self._used:
                    self._read_cell(cell, seen)
        for line in self._segment.lines:
            if line.place is None or line.place not in self._used:
                for name, text in self._inside(line.text, []):
                    self._put(name, Text(text, line.place))
        return self.found

    # -- one cell ------------------------------------------------------------------------------------------------

    def _read_cell(self, cell: GridCell, seen: list[str]) -> None:
        meaning = self._meaning(cell.text, seen)
        if meaning:
            seen.append(meaning.id)
            self._used.add((cell.row, cell.col))
            if meaning.how == "slip":
                self.found.doubts.append((f"标签“{tidy(cell.text)}”按“{self._label(meaning.id)}”理解", (cell.row, cell.col)))
            note = note_of(cell.text)
            if note:
                self.found.notes.setdefault(meaning.id, note)
            self._put(meaning.id, self._value_of(cell))
            return
        inside = list(self._inside(cell.text, seen))
        for name, text in inside:
            seen.append(name)
            value = Text(text, (cell.row, cell.col))
            if not text:
                value = self._value_of(cell) if name == inside[-1][0] else value
            self._put(name, value)
        if inside:
            self._used.add((cell.row, cell.col))
        elif self._is_strange_label(cell):
            self._used.add((cell.row, cell.col))
            value = self._value_of(cell)
            if value.text:
                self._put(f"extra:{without_note(label_key(cell.text)) or label_key(cell.text)}", value)

    def _meaning(self, text: str, seen: Iterable[str]) -> Meaning | None:
        if len(squeezed(text)) > _LONGEST_LABEL or self._vocabulary.is_box(text):
            return None
        key = label_key(text)
        for tried in (key, without_note(key)):
            if tried in self._own and not self._vocabulary_says(text, "contact_phone"):
                return Meaning(self._own[tried])
        meaning = self._vocabulary.fields.find(text)
        return self._fitting(meaning, seen) if meaning else None

    def _vocabulary_says(self, text: str, name: str) -> bool:
        meaning = self._vocabulary.fields.find(text, slips=False)
        return meaning is not None and meaning.id == name

    def _fitting(self, meaning: Meaning, seen: Iterable[str]) -> Meaning | None:
        """The meaning as this form knows it: the second telephone is the filler's, one word names other fields elsewhere."""
        ids = self._form.fields_by_id
        name = meaning.id
        if name == "contact_phone" and "filler_phone" in ids and ("filler" in seen or "contact_phone" in self.found.values):
            name = "filler_phone"
        if name not in ids:
            name = next((other for other in _INSTEAD.get(name, ()) if other in ids), name)
        return Meaning(name, meaning.how) if name in ids else None

    def _label(self, name: str) -> str:
        return self._form.definition("", name).label

    # -- values --------------------------------------------------------------------------------------------------

    def _value_of(self, label: GridCell) -> Text:
        """The text right of a label, else the one below it where that is plainly its own."""
        grid, row = self._segment.grid, label.row
        col = label.col + label.cols
        right = grid.at(row, col) if col < grid.cols else None
        if right and not self._labels_something(right):
            self._used.add((right.row, right.col))
            return self._clean(right)
        below = grid.at(label.row + label.rows, label.col) if label.row + label.rows <= self._segment.bottom else None
        if below and self._lies_under(label, below, right):
            self._used.add((below.row, below.col))
            return self._clean(below)
        return Text("", (row, col) if col < grid.cols and right is None else None)

    def _lies_under(self, label: GridCell, below: GridCell, right: GridCell | None) -> bool:
        if below.row in self._segment.taken or self._labels_something(below) or below.col != label.col:
            return False
        wide = label.col + label.cols >= self._segment.grid.cols
        return wide or (right is not None and below.cols == label.cols) or len(squeezed(below.text)) > _LONGEST_LABEL

    def _labels_something(self, cell: GridCell) -> bool:
        text = cell.text
        return (
            self._meaning(text, ()) is not None
            or (self._vocabulary.is_group(text) and not is_paper(text))
            or self._vocabulary.is_box(text)
            or any(True for _ in self._inside(text, ()))
        )

    def _clean(self, cell: GridCell) -> Text:
        return Text(_SEAL.sub("", tidy(cell.text)).strip(), (cell.row, cell.col))

    # -- labels within a text ------------------------------------------------------------------------------------

    def _inside(self, text: str, seen: Iterable[str]) -> Iterator[tuple[str, str]]:
        """(field, value) pairs that stand in one cell: 填报单位：…（签章）　填报日期：…; 其中：财政拨款656万元."""
        marks = list(self._marks(text, seen))
        for number, (name, _, end) in enumerate(marks):
            stop = marks[number + 1][1] if number + 1 < len(marks) else len(text)
            yield name, _SEAL.sub("", text[end:stop]).strip().strip("_＿").strip()

    def _marks(self, text: str, seen: Iterable[str]) -> Iterator[tuple[str, int, int]]:
        """(field, where its label begins, where its value begins) for labels that a colon or an amount follows."""
        known = list(seen)
        for found in _PIECES.finditer(text):
            label = found[1]
            meaning = self._meaning(label, known) if label else None
            if meaning:
                known.append(meaning.id)
                yield meaning.id, found.start(1), found.end()
        if not known[len(list(seen)) :]:
            yield from self._money_mark(text, seen)

    def _money_mark(self, text: str, seen: Iterable[str]) -> Iterator[tuple[str, int, int]]:
        """财政拨款656万元: a label of money straight before its amount."""
        found = _LABEL_AND_AMOUNT.match(text)
        meaning = self._meaning(found[1], seen) if found else None
        if found and meaning and meaning.id.startswith("funding_"):
            yield meaning.id, found.start(1), found.end(1)

    def _is_strange_label(self, cell: GridCell) -> bool:
        """A short text with a colon or bold face that has something to its right: a label this form does not know."""
        key = label_key(cell.text)
        if not 2 <= len(key) <= 16 or any(letter.isdigit() for letter in key) or self._vocabulary.is_group(cell.text):
            return False
        if self._vocabulary.is_box(cell.text) or self._vocabulary.is_class(cell.text) or is_paper(cell.text):
            return False
        if key.endswith(("。", "；", "，")) or self._vocabulary.is_total(cell.text):
            return False
        right = self._segment.grid.at(cell.row, cell.col + cell.cols)
        return right is not None and right.row == cell.row and not self._labels_something(right)

    def _put(self, name: str, text: Text) -> None:
        definition = self._form.definition("", name)
        if definition.options:
            words = chosen_words(text.text, definition.options)
            text = Text(words, text.place) if words is not None else text
        if name not in self.found.values or (text.text and not self.found.values[name].text):
            self.found.values[name] = text


_PIECES = re.compile(r"(?:^|(?<=[\s)）\u3000]))((?:其中\s*[:：]\s*)?[^\s:：;；。，,、\u3000]{1,16}(?:\s[^\s:：;；。，,]{1,6})?)\s*[:：]")
_LABEL_AND_AMOUNT = re.compile(r"\s*(?:其中\s*[:：]?\s*)?([\u4e00-\u9fff()（）]{2,12}?)\s*(?=[-+]?\d[\d,，.]*\s*(?:亿元|万元|万|元|亿)?\s*$)")
_INSTEAD: Mapping[str, tuple[str, ...]] = {
    "implementing_unit": ("budget_unit",),
    "budget_unit": ("implementing_unit",),
    "filling_unit": ("implementing_unit", "budget_unit"),
    "funding_fiscal": ("funding_central",),
    "annual_goal": ("goal_expected",),
    "project_code": ("item_code",),
}
