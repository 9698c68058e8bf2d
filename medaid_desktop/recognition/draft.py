"""A filing while it is read: its cells with their places, and the doubts on the way."""

import re
from collections.abc import Iterable, Mapping, Sequence

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import EXTRA, Form
from medaid_desktop.core.grid import Place
from medaid_desktop.recognition.head import Column, Head
from medaid_desktop.recognition.segment import Segment, Text
from medaid_desktop.recognition.tick_marks import chosen_words
from medaid_desktop.recognition.understood import Notice

_UNIT = re.compile(r"(?:金额|计量|货币)?单位\s*[:：;；]?\s*(?:人民币)?\s*(?:人\s*[、，,]?\s*)?(亿元|万元|千元|元)")
_UNIT_IN_BRACKETS = re.compile(
    r"[(（【\[]\s*(?:(?:金额)?单位\s*[:：;；]?)?\s*(?:人民币)?\s*(亿元|万元|千元|元)\s*[)）】\]]"
)


class Draft:
    """What has been read of one segment so far, for one form."""

    def __init__(self, segment: Segment, form: Form) -> None:
        self.segment = segment
        self.form = form
        self.filing = Filing(form=form.id, form_version=form.version)
        self.sources: dict[str, Place] = {}
        self.notices: list[Notice] = []
        self.columns: list[str] = []

    def doubt(self, rule: str, message: str, place: Place | None = None, where: str = "") -> None:
        self.notices.append(Notice(rule, message, where, place))

    def set_value(self, name: str, text: Text) -> None:
        self.filing.values[name] = text.text
        if text.place:
            self.sources[f"values.{name}"] = text.place

    def note_columns(self, head: Head) -> None:
        """Notes which columns a head has, and says which of them the form does not know or were understood by a slip."""
        for column in head.columns:
            if column.id and column.id not in self.columns:
                self.columns.append(column.id)
            place = (head.top, column.first)
            if column.slip:
                self.doubt("read.label", f"表头“{_line(column)}”可能有错字，按相近的列名理解", place)
            elif not column.id and column.label.strip() and not head.made_up:
                self.doubt("read.column", f"不认识的列“{_line(column)}”，按原名保留", place)

    def add_rows(self, table: str, rows: Sequence[Mapping[str, Text]]) -> None:
        """Stores rows; columns that the form does not have keep their labels, choices are read from their ticks."""
        definition = self.form.tables_by_id.get(table)
        if definition is None:
            return
        stored = self.filing.tables.setdefault(table, [])
        for row in rows:
            cells: dict[str, str] = {}
            for name, text in row.items():
                column = definition.column(name)
                if column is None and not name.startswith(EXTRA):
                    name = EXTRA + self._label_of(name)
                words = chosen_words(text.text, column.options) if column and column.type == "choice" else None
                cells[name] = text.text if words is None else words
                if text.place:
                    self.sources[f"tables.{table}[{len(stored)}].{name}"] = text.place
            stored.append(cells)

    def _label_of(self, name: str) -> str:
        """How the paper calls a column that this form does not have."""
        for head in self.segment.heads:
            for column in head.columns:
                if column.id == name and column.label:
                    return column.extra.removeprefix(EXTRA)
        return name

    def unit(self, heads: Iterable[Head]) -> str:
        """The unit of money that stands above the table or in its head, "" where none does."""
        for text in self._top_texts():
            found = _UNIT.search(text)
            if found:
                return found[1]
        labels = [part for head in heads for column in head.columns for part in (column.label, column.over)]
        title = self.segment.title.text if self.segment.title else ""
        return next((found[1] for text in [*labels, title] if (found := _UNIT_IN_BRACKETS.search(text))), "")

    def _top_texts(self) -> list[str]:
        segment = self.segment
        first = next((head.top for head in segment.heads), segment.top + 5)
        cells = [cell.text for cell in segment.cells() if cell.row <= max(first, segment.top + 3)]
        return [text.text for text in segment.lines] + [text for text in cells if len(text) < 60]


def _line(column: Column) -> str:
    return " ".join(column.label.split())
