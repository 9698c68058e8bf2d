"""How well lines of content stand in the body rows of a blank form: in rows that print their names, in rows of their group."""

from collections.abc import Sequence

from medaid_desktop.core.indicators import class_key, plain
from medaid_desktop.core.paper.lines import Line
from medaid_desktop.core.templates.prompts import is_prompt
from medaid_desktop.core.templates.template_map import TableMark

NEVER = float("-inf")


class RowWeights:
    """Weighs rows against lines. A line stands best in a row that prints its names, else in a blank one of its group."""

    def __init__(self, table: TableMark, lines: Sequence[Line]) -> None:
        columns = [column for column in table.columns if not column.serial and not column.computed]
        self._groups = [column.definition.id for column in columns if column.definition.group]
        self._others = [column.definition.id for column in columns if not (column.definition.group or column.part)]
        self.marks = table.rows
        self.lines = lines
        self.row_keys = [tuple(class_key(mark.given.get(name, "")) for name in self._groups) for mark in self.marks]
        self._outermost = {key[0] for key in self.row_keys if key and key[0]}
        self.line_keys = [tuple(class_key(line.texts.get(name, "")) for name in self._groups) for line in lines]
        self.given = [
            [
                (name, plain(text))
                for name in self._others
                if (text := mark.given.get(name, "")).strip() and not is_prompt(text)
            ]
            for mark in self.marks
        ]
        self._weights: dict[tuple[tuple[str, ...], tuple[str, ...]], float | None] = {}
        self._matches: dict[object, Sequence[float]] = {}
        self._puts: dict[object, Sequence[float]] = {}
        self._shared: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}

    def matches(self, line: int) -> Sequence[float]:
        """The weight of a line in each row; lines of a group have the same where no row prints more than its group."""
        key = line if any(self.given) else (self.line_keys[line], self.lines[line].is_open)
        if key not in self._matches:
            self._matches[key] = [self.match(line, row) for row in range(len(self.marks))]
        return self._matches[key]

    def put_ins(self, line: int) -> Sequence[float]:
        """The weight of a line in a row of its own before each row, and behind the last."""
        key = self.line_keys[line], self.lines[line].is_open
        if key not in self._puts:
            self._puts[key] = [self._put_in(line, row) for row in range(len(self.marks) + 1)]
        return self._puts[key]

    def match(self, line: int, row: int) -> float:
        """The weight of a line in a row, NEVER where it cannot stand there."""
        if self.marks[row].kind != "row":
            return NEVER
        groups = self._group_weight(self.line_keys[line], self.row_keys[row])
        texts, weight, same = self.lines[line].texts, 0.0, False
        for number, (name, given) in enumerate(self.given[row]):
            text = plain(texts.get(name, ""))
            if text == given:
                weight += 8 if number == 0 else 2
                same = same or number == 0
            else:
                weight -= 2 if number == 0 else 0.5
        if groups is None:
            if not same:
                return NEVER
            groups = -3.0
        weight += groups + 4
        return weight / 8 if self.lines[line].is_open else weight

    def _group_weight(self, line: tuple[str, ...], row: tuple[str, ...]) -> float | None:
        """How well the names of groups agree; None where the innermost that the form prints is another one, or where the form
        has the line's outermost group elsewhere (时效指标 that a county lists under 效益指标)."""
        key = line, row
        if key not in self._weights:
            elsewhere = bool(line) and line[0] != row[0] and line[0] in self._outermost and bool(row[0])
            self._weights[key] = None if elsewhere else _group_weight(line, row)
        return self._weights[key]

    def blank(self, row: int) -> float:
        """The weight of a row that stays without a line."""
        return -1.0 if self.given[row] else 0.0

    def _put_in(self, line: int, row: int) -> float:
        """A line in a row of its own before `row`: best beside its group, never cutting another one in two."""
        if self.lines[line].is_open:
            return 0.0
        key = self.line_keys[line]
        above = self.row_keys[row - 1] if row else ()
        below = self.row_keys[row] if row < len(self.marks) else ()
        with_above, with_below = self._common(key, above), self._common(key, below)
        weight = -6.0 + with_above + with_below / 2
        weight -= 3 * max(0, self._common(above, below) - max(with_above, with_below))
        if row == 0 or self.marks[row - 1].kind != "row":
            weight -= 2
        return weight

    def _common(self, one: tuple[str, ...], other: tuple[str, ...]) -> int:
        """How many groups, from the outermost, two rows share."""
        key = one, other
        if key not in self._shared:
            count = 0
            for mine, theirs in zip(one, other, strict=False):
                if not mine or mine != theirs:
                    break
                count += 1
            self._shared[key] = count
        return self._shared[key]


def _group_weight(line: tuple[str, ...], row: tuple[str, ...]) -> float | None:
    named = [number for number, name in enumerate(row) if name]
    if not named:
        return 0.0
    if line[named[-1]] != row[named[-1]]:
        return None
    weight = 4.0
    for number in named[:-1]:
        weight += 2 if line[number] == row[number] else -3
    return weight
