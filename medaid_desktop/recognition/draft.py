"""A filing while it is read: its cells with their places, and the doubts on the way."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import EXTRA, FieldDef, Form, TableDef
from medaid_desktop.core.grid import Place
from medaid_desktop.recognition.columns.head import Column, Head
from medaid_desktop.recognition.columns.terms import of_other_term
from medaid_desktop.recognition.segments.segment import Segment, Text
from medaid_desktop.recognition.understood import Notice
from medaid_desktop.recognition.wording.folding import label_key
from medaid_desktop.recognition.wording.resembling import resembled
from medaid_desktop.recognition.wording.tick_marks import chosen_words

_UNIT = re.compile(
    r"(?:(?:金额|计量|货币)?单位|金额(?=\s*[:：;；]))\s*[:：;；为是]?\s*(?:人民币)?\s*(?:[人户个件次%％]{1,2}\s*[、，,/]?\s*)*(亿元|万元|千元|元)"
)
_UNIT_IN_BRACKETS = re.compile(
    r"[(（【\[]\s*(?:(?:金额)?单位\s*[:：;；]?)?\s*(?:人民币)?\s*(亿元|万元|千元|元)\s*[)）】\]]"
)

_LONGEST_NOTE = 20
_RIVALS = ("target", "actual")


class Draft:
    """What has been read of one segment so far, for one form.

    `used` are the cells that were read as label or value of a field, `inferred` cells of rows whose groups stand above them,
    `more` counts by rule the doubts that a notice stands for besides the one it names.
    """

    def __init__(self, segment: Segment, form: Form) -> None:
        self.segment = segment
        self.form = form
        self.filing = Filing(form=form.id, form_version=form.version)
        self.sources: dict[str, Place] = {}
        self.notices: list[Notice] = []
        self.columns: list[str] = []
        self.labels: dict[Place, str] = {}
        self.heads: list[Head] = []
        self.used: set[Place] = set()
        self.inferred: list[Place] = []
        self.more: Counter[str] = Counter()

    def doubt(
        self, rule: str, message: str, place: Place | None = None, where: str = "",
        options: tuple[tuple[str, str], ...] = (),
    ) -> None:  # fmt: skip
        self.notices.append(Notice(rule, message, where, place, options))

    def set_value(self, name: str, text: Text) -> None:
        self.filing.values[name] = text.text
        if text.place:
            self.sources[f"values.{name}"] = text.place

    def note_columns(self, head: Head, kept: Collection[str] | None = None) -> None:
        """Notes which columns a head has, and says which of them the form does not know or were understood by a slip."""
        self.note_labels(head)
        for column in head.columns:
            if column.id and column.id not in self.columns:
                self.columns.append(column.id)
        self.doubt_columns(head, kept)

    def doubt_columns(self, head: Head, kept: Collection[str] | None = None) -> None:
        """Says which columns were understood by a slip, bear a label twice or are unknown; of these only some where `kept` says."""
        strange: list[tuple[str, Place]] = []
        vocabulary = self.segment.page.vocabulary
        labels = {label_key(column.label) for column in head.columns if column.id}
        for column in head.columns:
            place = self._label_place(head, column) or (head.top, column.first)
            if column.slip:
                self.doubt("read.label", f"表头“{_line(column)}”可能有错字，按相近的列名理解", place)
            nothing = kept is not None and column.extra not in kept
            if column.id or not column.label.strip() or head.made_up or nothing:
                continue
            if not column.given and label_key(column.label) in labels:
                self.doubt(
                    "read.twice", f"“{_line(column)}”和另一列说的是同一项，读的是前一列，这一列按原名保留", place
                )
            elif near := resembled(
                column.label, vocabulary.columns[head.kind], self._columns_of(head) - head.ids, vocabulary
            ):
                meant = self.form.definition(self._table_of(head), near).label
                self.doubt(
                    "read.misspelt", f"列名“{_line(column)}”像是“{meant}”写错了，暂按原名保留，请选定它是哪一列", place
                )
            elif rival := self._rival(head, column):
                message = f"“{_line(column)}”和“{_line(rival)}”像是同一项，读的是后者，前者按原名保留，请核对"
                self.doubt("read.twice", message, place)
            elif not vocabulary.sense(column.label).is_known:
                strange.append((f"“{_line(column)}”", place))
        if strange:
            self.doubt("read.column", f"不认识的列{'、'.join(name for name, _ in strange)}，按原名保留", strange[0][1])
            self.more["read.column"] += len(strange) - 1

    def _rival(self, head: Head, column: Column) -> Column | None:
        """The column of targets or results that was read instead of one with another name; None where the terms tell them apart."""
        meaning = self.segment.page.vocabulary.sense(column.label).columns.get(head.kind)
        if meaning is None or meaning.id not in _RIVALS or column.over or of_other_term(column):
            return None
        return head.column(meaning.id)

    def _table_of(self, head: Head) -> str:
        return "rows" if head.kind in ("allocation", "usage") else head.kind

    def _columns_of(self, head: Head) -> set[str]:
        table = self.form.tables_by_id.get(self._table_of(head))
        return {column.id for column in table.columns} if table else set()

    def note_labels(self, head: Head) -> None:
        """Notes for what the cells of a head were taken."""
        self.heads.append(head)
        table = self._table_of(head)
        for column in head.columns:
            place = self._label_place(head, column)
            if place:
                self.labels[place] = f"tables.{table}.{column.id or column.extra}"

    def _label_place(self, head: Head, column: Column) -> Place | None:
        """The cell that holds the label of a column, None where there is none."""
        cells = (self.segment.page.at(row, column.first) for row in range(head.bottom, head.top - 1, -1))
        return next(((cell.row, cell.col) for cell in cells if cell and cell.text == column.label), None)

    def add_rows(self, table: str, rows: Sequence[Mapping[str, Text]]) -> None:
        """Stores rows; columns that the form does not have keep their labels, choices are read from their ticks."""
        definition = self.form.tables_by_id.get(table)
        if definition is None:
            return
        stored = self.filing.tables.setdefault(table, [])
        known: dict[str, tuple[str, FieldDef | None]] = {}
        for row in rows:
            cells: dict[str, str] = {}
            path = f"tables.{table}[{len(stored)}]."
            for given, (text, place) in row.items():
                if given not in known:
                    known[given] = self._kept_as(definition, given)
                name, choice = known[given]
                words = chosen_words(text, choice.options) if choice else None
                cells[name] = text if words is None else words
                if place:
                    self.sources[path + name] = place
            stored.append(cells)

    def _kept_as(self, definition: TableDef, name: str) -> tuple[str, FieldDef | None]:
        """The name under which cells of a column are stored, and its definition where it is a choice."""
        column = definition.column(name)
        if column is None and not name.startswith(EXTRA):
            name = EXTRA + self._label_of(name)
        return name, column if column and column.type == "choice" else None

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
        inside = next((found[1] for text in [*labels, title] if (found := _UNIT_IN_BRACKETS.search(text))), "")
        notes = (cell.text for cell in self.segment.words() if "单位" in cell.text and len(cell.text) < _LONGEST_NOTE)
        unit = inside or next((found[1] for text in notes if (found := _UNIT.search(text))), "")
        labels = (cell.text for cell in self.segment.words() if len(cell.text) < _LONGEST_NOTE)
        return unit or next((found[1] for text in labels if (found := _UNIT_IN_BRACKETS.search(text))), "")

    def _top_texts(self) -> list[str]:
        segment = self.segment
        first = next((head.top for head in segment.heads), segment.top + 5)
        cells = [cell.text for cell in segment.cells(max(first, segment.top + 3))]
        return [text.text for text in segment.lines] + [text for text in cells if len(text) < 60]


def _line(column: Column) -> str:
    return " ".join(column.label.split())
