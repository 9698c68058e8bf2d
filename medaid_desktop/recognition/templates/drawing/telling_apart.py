"""Fields, columns and tables of one form that are called alike get what they belong to before their label: 经办人·职务."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from medaid_desktop.core.templates.prompts import is_prompt
from medaid_desktop.core.templates.template_map import REGION, YEAR, ColumnMark, FieldMark, TableMark
from medaid_desktop.recognition.templates.board.board import Board
from medaid_desktop.recognition.templates.board.kinds import printed_label
from medaid_desktop.recognition.templates.board.stage import Stage
from medaid_desktop.recognition.wording.folding import label_name

_FIGURES = ("amount", "number")
_MOST_ROWS_ABOVE = 4
_LONGEST = 20


def tell_apart(stage: Stage) -> None:
    """Gives the fields, tables and columns of a form labels of their own; ids stay as they are."""
    stage.tables = [_told(stage, table) for table in stage.tables]
    counts = Counter(mark.definition.label for mark in stage.fields if mark.definition.id not in (YEAR, REGION))
    labels: dict[str, str] = {}
    for label in [label for label, count in counts.items() if count > 1]:
        alike = [mark for mark in stage.fields if mark.definition.label == label]
        for number, (mark, name) in enumerate(zip(alike, _names(stage, alike, counts), strict=True)):
            own = f"{name}·{label}" if name else label if number == 0 else f"{label}（{number + 1}）"
            labels[mark.definition.id] = own
    stage.fields = [
        replace(mark, definition=replace(mark.definition, label=labels[mark.definition.id]))
        if mark.definition.id in labels
        else mark
        for mark in stage.fields
    ]


def _names(stage: Stage, alike: Sequence[FieldMark], counts: Counter[str]) -> Sequence[str]:
    """What tells fields apart: the figure that each is part of, the field before each in its row, the part of the form."""
    others = [mark for mark in stage.fields if counts[mark.definition.label] == 1]
    ways: tuple[Callable[[FieldMark], str], ...] = (
        lambda mark: _above(mark, stage.fields, counts),
        lambda mark: _before(mark, others),
        lambda mark: stage.groups.get(mark.definition.id, "") or _section(stage, mark.spot.row),
    )
    found = ([way(mark) for mark in alike] for way in ways)
    return next((names for names in found if _differ(names)), [""] * len(alike))


def _differ(names: Sequence[str]) -> bool:
    return all(0 < len(name) <= _LONGEST for name in names) and len(set(names)) == len(names)


def _above(mark: FieldMark, fields: Iterable[FieldMark], counts: Counter[str]) -> str:
    """The first figure over a figure, all between them figures: 年度资金总额 over 其中：财政拨款."""
    column = {one.spot.row + one.spot.rows: one for one in fields if _is_figure(one) and one.spot.col == mark.spot.col}
    one = column.get(mark.spot.row) if _is_figure(mark) else None
    while one is not None and counts[one.definition.label] > 1:
        one = column.get(one.spot.row)
    return one.definition.label if one is not None else ""


def _is_figure(mark: FieldMark) -> bool:
    return mark.definition.type in _FIGURES and mark.spot.within == "cell"


def _before(mark: FieldMark, others: Iterable[FieldMark]) -> str:
    """The field straight before another in its row: 法定代表人 before 职务."""
    spot = mark.spot
    left = [one for one in others if one.spot.within == spot.within and one.spot.row == spot.row]
    left = [one for one in left if one.spot.col < spot.col]
    return max(left, key=lambda one: one.spot.col).definition.label if left else ""


def _section(stage: Stage, row: int) -> str:
    return next((label for at, label in reversed(stage.sections) if at < row), "")


def _told(stage: Stage, table: TableMark) -> TableMark:
    """A table with its label and those of its columns told apart."""
    if sum(one.label == table.label for one in stage.tables) > 1:
        sections = [_section(stage, one.head[0]) for one in stage.tables if one.label == table.label]
        if _differ(sections):
            table = replace(table, label=_section(stage, table.head[0]))
    labels = Counter(column.definition.label for column in table.columns)
    alike = [column for column in table.columns if labels[column.definition.label] > 1 and not column.serial]
    over = {column.col: _over(stage.board, table, column) for column in alike}
    keys = [(over[column.col], column.definition.label) for column in alike]
    if not alike or not all(name for name, _ in keys) or len(set(keys)) < len(keys):
        return table
    return replace(table, columns=tuple(_named(column, over.get(column.col, "")) for column in table.columns))


def _named(column: ColumnMark, over: str) -> ColumnMark:
    own = column.definition
    return replace(column, definition=replace(own, label=f"{over}·{own.label}")) if over else column


def _over(board: Board, table: TableMark, column: ColumnMark) -> str:
    """What stands over some columns of a table and not over all of them, in its head or above it: 实施期目标 | 年度目标."""
    first, last = table.columns[0], table.columns[-1]
    for row in range(table.head[1] - 1, max(board.top, table.head[0] - _MOST_ROWS_ABOVE) - 1, -1):
        tile = board.at(row, column.col)
        across = tile.col <= first.col and tile.right >= last.col + last.cols
        if tile.is_blank or across or is_prompt(tile.text) or printed_label(tile.text) == column.definition.label:
            continue
        name = label_name(tile.text)
        return name if len(name) <= _LONGEST else ""
    return ""
