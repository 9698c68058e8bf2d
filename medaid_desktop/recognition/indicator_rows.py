"""The rows of an indicator table: groups carried on, a fourth level where one stands, operator, value and unit joined."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from medaid_desktop.core.grid import GridCell, Place
from medaid_desktop.core.targets import format_target
from medaid_desktop.recognition.folding import squeezed, tidy
from medaid_desktop.recognition.heads import Column, Head, head_at
from medaid_desktop.recognition.segment import Segment, Text, is_paper
from medaid_desktop.recognition.vocabulary import Vocabulary

_GROUPS = ("level1", "level2")
_JOINED = ("operator", "value", "measure")
_CONTENT = ("level3", "level4", "target")


@dataclass(slots=True)
class Rows:
    """The rows of a table as texts by column, the score of a line of totals, and doubts with their places."""

    rows: list[dict[str, Text]] = field(default_factory=list[dict[str, Text]])
    total_score: Text | None = None
    doubts: list[tuple[str, Place]] = field(default_factory=list[tuple[str, Place]])


def read_indicators(segment: Segment, head: Head, vocabulary: Vocabulary, into: Rows) -> int:
    """Reads the body under a head; returns the last row that belongs to it and marks its rows as taken."""
    columns = [column for column in head.columns if column.id]
    carried: dict[str, Text] = {}
    last = head.bottom
    for row in range(head.bottom + 1, segment.bottom + 1):
        again = head_at(segment, row, vocabulary)
        if again and again.kind == "indicators":
            break
        cells = [cell for cell in segment.grid.in_row(row) if cell.row == row]
        if _ends(segment, head, row, cells, vocabulary):
            break
        last = row
        if not cells and not any(segment.grid.in_row(row)):
            continue
        found = _row(segment, columns, row)
        if _is_total(found, vocabulary):
            into.total_score = found.get("score") or into.total_score
            continue
        _carry(found, carried, into)
        if any(not is_paper(found[name].text) for name in found if name not in _GROUPS):
            into.rows.append({name: text for name, text in found.items() if not is_paper(text.text)})
    segment.taken.update(range(head.top, last + 1))
    return last


def headless(segment: Segment, vocabulary: Vocabulary) -> Head | None:
    """A head made up for a table without one: found by the words of its classes."""
    for row in segment.free_rows():
        cells = list(segment.grid.in_row(row))
        classes = [at for at, cell in enumerate(cells) if vocabulary.is_class(cell.text)]
        if not classes or len(cells) < classes[-1] + 2:
            continue
        names = ["level1", "level2"][-len(classes) :] if len(classes) < 3 else ["level1", "level2"]
        columns = [
            Column(name, cells[at].col, cells[at].col + cells[at].cols - 1, "")
            for name, at in zip(names, classes, strict=False)
        ]
        rest = cells[classes[-1] + 1 :]
        for name, cell in zip(("level3", "target", "note"), rest, strict=False):
            columns.append(Column(name, cell.col, cell.col + cell.cols - 1, ""))
        return Head("indicators", row, row - 1, tuple(columns))
    return None


def _ends(segment: Segment, head: Head, row: int, cells: list[GridCell], vocabulary: Vocabulary) -> bool:
    """Whether a row lies below the table: a label of another field, a box to sign in, a note over the whole width."""
    if not cells:
        return False
    first = cells[0]
    if vocabulary.is_class(first.text) or first.col >= _column(head, "level3").first:
        return False
    if vocabulary.is_box(first.text):
        return True
    meaning = vocabulary.fields.find(first.text, slips=False)
    if meaning and meaning.id != "total_score" and not vocabulary.is_total(first.text):
        return True
    wide = first.col <= head.first and first.col + first.cols > _column(head, "level3").last
    return wide and not vocabulary.is_total(first.text) and not is_paper(first.text)


def _column(head: Head, name: str) -> Column:
    return head.column(name) or head.columns[-1]


def _row(segment: Segment, columns: list[Column], row: int) -> dict[str, Text]:
    found: dict[str, Text] = {}
    for column in columns:
        cells = _cells(segment, row, column)
        names = ("level3", "level4") if column.id == "level3" else (column.id,)
        if column.id in found and column.id not in _JOINED:
            continue
        for name, cell in zip(names, cells, strict=False):
            found[name] = Text(tidy(cell.text), (cell.row, cell.col))
        if len(cells) > len(names):
            rest = "\n".join(tidy(cell.text) for cell in cells[len(names) - 1 :])
            found[names[-1]] = Text(rest, found[names[-1]].place)
    return _joined(found)


def _cells(segment: Segment, row: int, column: Column) -> list[GridCell]:
    """The cells of a row within a column, each once, in order; one that reaches in from the left is not of it."""
    found: list[GridCell] = []
    for col in range(column.first, column.last + 1):
        cell = segment.grid.at(row, col)
        if cell and cell not in found and (cell.col >= column.first or cell.col + cell.cols - 1 <= column.last):
            found.append(cell)
    return found


def _joined(found: dict[str, Text]) -> dict[str, Text]:
    """Operator, value and unit of three columns as they would stand in one cell (contract, section 3)."""
    parts = {name: found.pop(name) for name in _JOINED if name in found}
    found.pop("nature", None)
    if not parts:
        return found
    texts = {name: part.text for name, part in parts.items() if not is_paper(part.text)}
    value = texts.get("value", "") or (found["target"].text if "target" in found else "")
    if is_paper(value):
        return found
    place = next((part.place for part in (parts.get("value"), found.get("target")) if part), None)
    found["target"] = Text(format_target(texts.get("operator", ""), value, texts.get("measure", "")), place)
    return found


def _is_total(found: dict[str, Text], vocabulary: Vocabulary) -> bool:
    names = [found[name].text for name in ("level1", "level2", "level3") if name in found]
    return bool(names) and vocabulary.is_total(names[0]) and not vocabulary.is_class(names[-1])


def _carry(found: dict[str, Text], carried: dict[str, Text], into: Rows) -> None:
    """Groups whose cells are blank go on from above; a new first level does not inherit the second."""
    new = found.get("level1")
    before = carried.get("level1")
    if new and before and squeezed(new.text) != squeezed(before.text):
        carried.pop("level2", None)
    has_content = any(name in found for name in _CONTENT)
    for name in _GROUPS:
        if name in found:
            carried[name] = found[name]
        elif name in carried and has_content:
            found[name] = carried[name]
    content = found.get("level3")
    if content and content.place and squeezed(content.text).removesuffix("指标") in ("时效", "质量", "数量", "成本"):
        into.doubts.append((f"“{content.text}”像是指标类别，这一行的内容可能错开了一格", content.place))


def plain_rows(rows: Iterable[dict[str, Text]], ids: Iterable[str]) -> list[dict[str, str]]:
    """Rows as plain texts with every column of the table's present ones."""
    names = list(ids)
    return [{name: row[name].text if name in row else "" for name in names} for row in rows]
