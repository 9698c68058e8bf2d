"""Columns of an indicator table settled by what stands in them, where their labels do not say enough."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from medaid_desktop.core.grid import GridCell
from medaid_desktop.core.texts.target_parts import is_operator
from medaid_desktop.recognition.columns.head import LEVELS, Column, Head
from medaid_desktop.recognition.columns.own_level import own_level
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.pages.patience import check
from medaid_desktop.recognition.segments.segment import Segment
from medaid_desktop.recognition.segments.table_end import table_ends
from medaid_desktop.recognition.wording.folding import is_paper, squeezed

_VALUES = ("target", "actual", "upper_target", "value")
_SAMPLE = 40
_PLACE = re.compile(r"全?[^\d:：]{0,12}[省市州盟县区旗师](?:合计|小计)?|合计")
_LIKE_VALUES = ("值", "标准", "目标", "要求", "年度", "指标", "任务", "预期", "计划")


def settled(segment: Segment, head: Head) -> Head:
    """The head with 性质 as the operator where signs stand under it, classes as levels, a lone unknown column as content."""
    rows = _sample(segment, head)
    head = _classes_apart(segment.page, head, rows)
    columns = list(_by_content(segment.page, head, rows))
    ids = {column.id for column in columns}
    if "level3" not in ids:
        _take_unknown(columns, "level3", before=_VALUES)
    if not {"target", "value"} & ids:
        columns = own_level(columns, segment.page.vocabulary)
    if not {"target", "value", "upper_target"} & {column.id for column in columns}:
        _take_unknown(columns, "target", after=("level3",), words=_LIKE_VALUES if not head.made_up else ())
        if "target" not in {column.id for column in columns}:
            _take_place(columns)
    return replace(head, columns=tuple(columns))


def _classes_apart(page: Page, head: Head, rows: Sequence[int]) -> Head:
    """The head with one label over both levels of classes (指标类型) as a column for each."""
    found: list[Column] = []
    for column in head.columns:
        wide = column.last > column.first and column.id in ("level1", "nature", "") and "level2" not in head.ids
        cells = [cell for row in rows for cell in page.begins(row) if wide and column.first <= cell.col <= column.last]
        second = sorted({cell.col for cell in cells if cell.col > column.first and page.sense(cell).level & 2})
        if second and any(cell.col == column.first and page.sense(cell).level & 1 for cell in cells):
            found.append(replace(column, id="level1", last=second[0] - 1))
            found.append(replace(column, id="level2", first=second[0]))
        else:
            found.append(column)
    return replace(head, columns=tuple(found))


def _take_place(columns: list[Column]) -> None:
    """Where each place has a column for its values the first of them, 全州 before 大理市, is the target."""
    start = max((c.last for c in columns if c.id == "level3"), default=-1)
    for number, column in enumerate(columns):
        if not column.id and column.first > start and _PLACE.fullmatch(squeezed(column.label)):
            columns[number] = replace(column, id="target", below=column.label)
            return


def blocks(head: Head) -> list[list[Column]]:
    """The columns of tables side by side, each beginning with a level that follows a value; the serial number left out."""
    found: list[list[Column]] = [[]]
    for number, column in enumerate(head.columns):
        ids = {c.id for c in found[-1]}
        values_behind = any(c.id in _VALUES for c in head.columns[number:])
        if column.id in LEVELS and ids & set(_VALUES) and values_behind:
            found.append([])
        if column.id != "serial":
            found[-1].append(column)
    return found


def _sample(segment: Segment, head: Head) -> Sequence[int]:
    body = takewhile(lambda row: not table_ends(segment, head, row), segment.rows(head.bottom))
    return [row for row in islice(body, _SAMPLE) if segment.head_at(row) is None]


def _by_content(page: Page, head: Head, rows: Sequence[int]) -> Iterator[Column]:
    missing = [level for level in ("level1", "level2") if level not in head.ids]
    first_value = min((column.first for column in head.columns if column.id in _VALUES), default=page.right + 1)
    first_named = min((column.first for column in head.columns if column.id in (*_VALUES, "level3")), default=-1)
    for column in head.columns:
        check()
        cells = [
            cell
            for row in rows
            if (cell := page.at(row, column.first))
            and cell.row == row
            and not is_paper(cell.text)
            and not cell.col < first_named <= cell.col + cell.cols - 1  # a class on a line of its own
        ]
        if column.id in ("nature", "") and sum(is_operator(cell.text) for cell in cells) * 2 > len(cells):
            yield replace(column, id="operator") if "operator" not in head.ids else column
        elif column.id in ("nature", "") and missing and column.first < first_value and _are_classes(page, cells):
            level = (
                missing.pop(0) if len(missing) == 1 or any(page.sense(c).level == 1 for c in cells) else missing.pop()
            )
            yield replace(column, id=level)
        elif (
            column.id == "level3"
            and "level2" in missing
            and _are_classes(page, cells)
            and _unknown_behind(head, column)
        ):
            missing.remove("level2")
            yield replace(column, id="level2")
        else:
            yield column


def _are_classes(page: Page, cells: Sequence[GridCell]) -> bool:
    levels = [page.sense(cell).level for cell in cells]
    return sum(level > 0 for level in levels) * 2 > max(1, len(levels))


def _unknown_behind(head: Head, column: Column) -> bool:
    return any(other.first > column.last and not other.id for other in head.columns)


def _take_unknown(
    columns: list[Column],
    name: str,
    before: tuple[str, ...] = (),
    after: tuple[str, ...] = (),
    words: tuple[str, ...] = (),
) -> None:
    """Gives a missing meaning to the unknown column in its place; of two that claim to be the target the first is the name."""
    limit = min((c.first for c in columns if c.id in before), default=10**6)
    start = max((c.last for c in columns if c.id in (after or ("level1", "level2"))), default=-1)
    for number, column in enumerate(columns):
        if (
            not column.id
            and start < column.first < limit
            and (not words or any(word in column.label for word in words))
        ):
            columns[number] = replace(column, id=name)
            return
    if name == "level3":
        targets = [number for number, column in enumerate(columns) if column.id == "target"]
        doubled = [
            number
            for number, column in enumerate(columns)
            if (not column.id and "指标值" in column.label) or "目标值" in column.label
        ]
        if targets and doubled and targets[0] < doubled[0]:
            columns[targets[0]] = replace(columns[targets[0]], id="level3")
            columns[doubled[0]] = replace(columns[doubled[0]], id="target")
