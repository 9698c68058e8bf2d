"""The lines of a table on paper: rows of content, and open lines that wait for content."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from medaid_desktop.core.filing import Row
from medaid_desktop.core.forms import TableDef
from medaid_desktop.core.indicators import class_key
from medaid_desktop.core.layout import TableSection


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A line the clerk asked for and has not filled: it stands before row `index` of the content with these texts."""

    table: str
    index: int
    texts: Mapping[str, str]


@dataclass(slots=True)
class Line:
    """A line of a table: the content row's index, or the index at which typing would insert one (`is_open`).

    `number` counts the open lines at one index, from 0 on.
    """

    index: int
    texts: Mapping[str, str]
    is_open: bool
    template: int = -1
    number: int = 0

    def is_like(self, other: "Line") -> bool:
        """Whether another line is the same one in every respect; quicker than ==, as lines are many."""
        return (self.texts is other.texts or self.texts == other.texts) and (
            (self.index, self.is_open, self.template, self.number)
            == (other.index, other.is_open, other.template, other.number)
        )


def table_lines(
    table: TableDef, section: TableSection, rows: Sequence[Row], opened: Sequence[OpenLine] = ()
) -> list[Line]:
    """All lines of a table in paper order: content, the blank form's lines no content has taken, the lines opened by
    the clerk, and blank lines up to the least number of the form. They keep the rows, which never change in place."""
    lines = [Line(index, row, is_open=False) for index, row in enumerate(rows)]
    if section.skeleton:
        _add_skeleton(section.skeleton, lines)
    for line in opened:
        if line.table == table.id:
            at = next(
                (i for i, other in enumerate(lines) if not other.is_open and other.index >= line.index), len(lines)
            )
            lines.insert(_behind_own_group(lines, at, line.texts), Line(line.index, line.texts, is_open=True))
    while len(lines) < section.least_rows:
        lines.append(Line(len(rows), {}, is_open=True))
    _number(lines)
    return lines


def _number(lines: list[Line]) -> None:
    counts: dict[int, int] = {}
    for line in lines:
        if line.is_open:
            line.number = counts.get(line.index, 0)
            counts[line.index] = line.number + 1


def _behind_own_group(lines: list[Line], at: int, texts: Mapping[str, str]) -> int:
    """Moves an opened line before open lines of other groups that stand between it and its own group."""
    while at > 0 and lines[at - 1].is_open and texts and not _same(lines[at - 1].texts, texts):
        at -= 1
    return at


def _same(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return all(class_key(one.get(name, "")) == class_key(text) for name, text in other.items())


def _add_skeleton(skeleton: Sequence[Mapping[str, str]], lines: list[Line]) -> None:
    """Puts in the blank form's lines whose class or item no content row has, each at its place.

    The last column of a template is its key; the ones before it are the groups it stands in. A group takes the
    wording that the content uses for it, so that both merge into one cell. Of templates alike (the four lines of a
    class) each row takes the first that is free; rows beyond them belong to the last.
    """
    columns = [list(template) for template in skeleton]
    keys = [(names[-1], class_key(template[names[-1]])) for template, names in zip(skeleton, columns, strict=True)]
    groups = [[(name, class_key(template[name])) for name in template] for template in skeleton]
    texts = list(dict.fromkeys(name for names in columns for name in names))
    known: dict[tuple[str, ...], list[int]] = {}
    for line in lines:
        words = tuple([line.texts.get(column, "") for column in texts])
        if words not in known:
            known[words] = _waiting(keys, groups, {(c, class_key(t)) for c, t in zip(texts, words, strict=True)})
        numbers = known[words]
        line.template = (numbers.pop(0) if len(numbers) > 1 else numbers[0]) if numbers else -1
    found = {line.template for line in lines}
    for number, template in enumerate(skeleton):
        if number not in found:
            _insert(lines, number, template, columns[number])


_Key = tuple[str, str]


def _waiting(keys: Sequence[_Key], groups: Sequence[Sequence[_Key]], own: Collection[_Key]) -> list[int]:
    """The templates that rows with these texts take: those of the first key they have; of those with the same key in
    several groups the ones of their own group."""
    key = next((key for key in keys if key in own), None)
    numbers = [number for number, other in enumerate(keys) if other == key]
    inside = [number for number in numbers if all(group in own for group in groups[number])]
    return inside or numbers


def _insert(lines: list[Line], number: int, template: Mapping[str, str], names: list[str]) -> None:
    first = names[0] if len(names) > 1 else ""
    group = class_key(template[first]) if first else ""
    members = [i for i, line in enumerate(lines) if first and class_key(line.texts.get(first, "")) == group]
    pool = members or range(len(lines))
    before = [i for i in pool if lines[i].template < number and (members or lines[i].template >= 0)]
    if members and not before:
        at = members[0]
    else:
        at = before[-1] + 1 if before else (0 if not members and number == 0 else _end_of(lines, number))
    if not members:
        at = _end_of_group(lines, at, first)
    texts = dict(template)
    if members:
        texts[first] = lines[members[0]].texts[first]
    index = next((line.index for line in reversed(lines[:at]) if not line.is_open), -1) + 1
    lines.insert(at, Line(index, texts, is_open=True, template=number))


def _end_of(lines: list[Line], number: int) -> int:
    """Where a line goes that has nothing before it: before the first line with a later template, else at the end."""
    return next((i for i, line in enumerate(lines) if line.template > number), len(lines))


def _end_of_group(lines: list[Line], at: int, first: str) -> int:
    """A new group does not cut an existing one in two."""
    while 0 < at < len(lines) and first and lines[at].texts.get(first) == lines[at - 1].texts.get(first):
        at += 1
    return at
