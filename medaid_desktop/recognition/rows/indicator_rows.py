"""The rows of an indicator table: groups carried on, a fourth level where one stands, operator, value and unit joined."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from medaid_desktop.core.grid import GridCell, Place
from medaid_desktop.recognition.columns.head import Column, Head
from medaid_desktop.recognition.pages.page import Page, place_of
from medaid_desktop.recognition.rows.given_columns import keep_given
from medaid_desktop.recognition.rows.indicator_columns import blocks, settled
from medaid_desktop.recognition.rows.target_parts import PARTS, in_one, is_tick, joined
from medaid_desktop.recognition.segments.segment import Segment, Text
from medaid_desktop.recognition.segments.table_end import is_page_number, table_ends
from medaid_desktop.recognition.wording.folding import is_paper, says_nothing, squeezed, tidy, without_continuation

_GROUPS = ("level1", "level2")
_CONTENT = ("level3", "level4", "target", "upper_target", "actual", "actual_to_date")
_PROMPT = re.compile(
    r"(?:指标|目标|内容)?[0-9一二三四五六七八九十]{0,2}[:：.、]?[.…。·]*|指标名称|[(（]?(?:请填写|填写).*"
)
_TOTAL_WITHIN = 4
_LONG_TERM = ("中期", "中长期", "实施期", "长期")


@dataclass(slots=True)
class Rows:
    """The rows of a table as texts by column, the score of a line of totals, and doubts with their places.

    `carried` are the groups that the last row stood under; they go on behind a head that a page break repeats.
    """

    rows: list[dict[str, Text]] = field(default_factory=list[dict[str, Text]])
    total_score: Text | None = None
    doubts: list[tuple[str, Place | None]] = field(default_factory=list[tuple[str, Place | None]])
    carried: dict[str, Text] = field(default_factory=dict[str, Text])
    inferred: list[Place] = field(default_factory=list[Place])


def read_indicators(segment: Segment, head: Head, into: Rows) -> Head:
    """Reads the body under a head, tables side by side one after the other; returns the head as it was understood."""
    head = keep_given(head, settled(segment, head))
    body = _body(segment, head)
    groups = blocks(head)
    if len(groups) > 1:
        groups = _annual(segment, groups, into)
    for group in groups:
        if len(groups) > 1:
            into.carried.clear()
        for row in body:
            _read_row(segment, group, row, into)
    last = body[-1] if body else head.bottom
    segment.taken.update(range(head.top, head.bottom + 1), body, _total_behind(segment, groups[-1], last, into))
    return head


def _total_behind(segment: Segment, columns: Sequence[Column], last: int, into: Rows) -> list[int]:
    """The line of totals where another stands between it and the table (其他需要说明的问题)."""
    page = segment.page
    for row in islice((row for row in segment.rows(last) if segment.head_at(row) is None), _TOTAL_WITHIN):
        known = into.total_score is not None and into.total_score.text
        if not known and page.begins(row) and page.sense(page.begins(row)[0]).total:
            score = _row(page, columns, row).get("score")
            into.total_score = score or into.total_score
            return [row] if score else []
    return []


def _body(segment: Segment, head: Head) -> list[int]:
    rows: list[int] = []
    ended = False
    for row in segment.rows(head.bottom):
        if segment.head_at(row):
            break
        ended = ended or (row not in segment.kept and table_ends(segment, head, row))
        if not ended or row in segment.kept:
            rows.append(row)
        elif not segment.kept:
            break
    return rows


def _annual(segment: Segment, groups: list[list[Column]], into: Rows) -> list[list[Column]]:
    """Of indicators for the whole term beside those of the year the latter; halves of one list are both read."""
    shared = [column for column in groups[0] if column.id == "level1"]
    own = all(any(column.id in _GROUPS for column in group) for group in groups)
    whole_term = any(word in squeezed(cell.text)[:12] for cell in segment.words() for word in _LONG_TERM)
    if own and not whole_term and any(column.id == "level1" for column in groups[-1]):
        return groups
    into.doubts.append(
        ("左右并列两套指标，左边的（中长期）没有读入，读的是右边的年度指标", (segment.top, groups[0][0].first))
    )
    last = groups[-1]
    levels = [column for column in groups[0] if column.id in _GROUPS and column.id not in {c.id for c in last}]
    return [[*(levels or shared), *last] if not any(c.id == "level1" for c in last) else last]


def _read_row(segment: Segment, columns: Sequence[Column], row: int, into: Rows) -> None:
    page = segment.page
    kept = row in segment.kept
    if is_page_number(page, row) and not kept:
        return
    if not kept and _class_line(page, columns, row, into):
        return
    found = _row(page, columns, row)
    if not found:
        return
    if not kept and _is_total(page, row, found):
        into.total_score = found.get("score") or into.total_score or _score_place(columns, row)
        return
    _carry(page, found, into, {column.id for column in columns})
    content = [found[name] for name in _CONTENT if name in found and not _PROMPT.fullmatch(squeezed(found[name].text))]
    if kept or any(not says_nothing(text.text) for text in content) or _is_lowest(page, found, columns):
        into.rows.append({name: text for name, text in found.items() if not is_paper(text.text)})


def _score_place(columns: Sequence[Column], row: int) -> Text | None:
    """Where the total of the scores would be written in a line of totals that is blank."""
    return next((Text("", (row, column.first)) for column in columns if column.id == "score"), None)


def _is_lowest(page: Page, found: dict[str, Text], columns: Sequence[Column]) -> bool:
    """Whether the second level is the indicator itself, as in tables without a third."""
    text = found.get("level2")
    return (
        text is not None and not any(c.id == "level3" for c in columns) and not page.vocabulary.sense(text.text).level
    )


def _row(page: Page, columns: Sequence[Column], row: int) -> dict[str, Text]:
    found: dict[str, Text] = {}
    ticked: dict[str, list[str]] = {}
    for column in columns:
        cells = _cells(page, row, column)
        name = column.id or column.extra
        if squeezed(column.below) in page.vocabulary.options and cells and is_tick(cells[0].text):
            ticked.setdefault(name, []).append(squeezed(column.below))
            found.setdefault(name, Text("、".join(ticked[name]), place_of(cells[0])))
            continue
        if not cells or (name in found and name not in ticked):
            continue
        if name == "level3" and len(cells) > 1:
            found["level3"] = Text(tidy(cells[0].text), place_of(cells[0]))
            found["level4"] = Text("\n".join(tidy(cell.text) for cell in cells[1:]), place_of(cells[1]))
        else:
            found[name] = Text(in_one([tidy(cell.text) for cell in cells]), place_of(cells[0]))
    parts = {name: found.pop(name) for name in PARTS if name in found}
    target = joined(parts, found.get("target")) if parts else None
    if target:
        found["target"] = target
    return found


def _cells(page: Page, row: int, column: Column) -> list[GridCell]:
    """The cells of a row within a column, each once; one that reaches in from the left is not of it."""
    return [
        cell
        for cell in page.across(row)
        if cell.col <= column.last and cell.col + cell.cols > column.first
        and (cell.col >= column.first or (cell.col + cell.cols - 1 <= column.last and cell.row < row))
    ]  # fmt: skip


def _is_total(page: Page, row: int, found: dict[str, Text]) -> bool:
    if page.begins(row) and page.sense(page.begins(row)[0]).total:
        return True
    names = [found[name] for name in ("level1", "level2", "level3") if name in found]
    return (
        bool(names) and page.vocabulary.sense(names[0].text).total and not page.vocabulary.sense(names[-1].text).level
    )


def _class_line(page: Page, columns: Sequence[Column], row: int, into: Rows) -> bool:
    """Whether a row is a class on a line of its own, over the columns of the rows that it groups."""
    begins = page.begins(row)
    if len(begins) != 1:
        return False
    level = page.sense(begins[0]).level
    name = "level1" if level & 1 else "level2"
    column = next((column for column in columns if column.id == name), None)
    named = next((column.first for column in columns if column.id == "level3"), page.right)
    if not level or begins[0].col >= named:
        return False
    if column is not None and (begins[0].col > column.first or begins[0].col + begins[0].cols - 1 <= column.last):
        return False
    for group in ("level2", "level3") if name == "level1" else ("level3",):
        into.carried.pop(group, None)
    into.carried[name] = Text(tidy(begins[0].text), place_of(begins[0]))
    return True


def _carry(page: Page, found: dict[str, Text], into: Rows, ids: set[str]) -> None:
    """Groups whose cells are blank go on from above; a new first level does not inherit the second."""
    carried = into.carried
    for name in _GROUPS:
        before, new = carried.get(name), found.get(name)
        if before and new and new.text != before.text and without_continuation(new.text) == squeezed(before.text):
            found[name] = before
    new, before = found.get("level1"), carried.get("level1")
    if new and (before is None or squeezed(new.text) != squeezed(before.text) or new.place != before.place):
        if before is None or squeezed(new.text) != squeezed(before.text):
            carried.pop("level2", None)
        carried.pop("level3", None)
    if "level2" in found or "level3" in found:
        carried.pop("level3", None)
    has_content = any(name in found for name in _CONTENT)
    for name in _GROUPS:
        if name in found:
            carried[name] = found[name]
        elif name in carried and has_content:
            found[name] = carried[name]
            if name in ids:
                _note_inferred(found, into)
    if "level3" in found:
        carried["level3"] = found["level3"]
    elif "level4" in found and "level3" in carried:
        found["level3"] = carried["level3"]
    _doubt_shift(page, found, into)


def _note_inferred(found: dict[str, Text], into: Rows) -> None:
    place = next((found[name].place for name in _CONTENT if name in found), None)
    if place:
        into.inferred.append(place)


def _doubt_shift(page: Page, found: dict[str, Text], into: Rows) -> None:
    for name in ("level3", "target"):
        text = found.get(name)
        if (
            text
            and text.place
            and page.vocabulary.sense(text.text).level
            and squeezed(text.text).endswith(("指标", "时效", "数量", "质量"))
        ):
            into.doubts.append((f"“{tidy(text.text)}”像是指标类别，这一行的内容可能错开了一格", text.place))
            return
    first = found.get("level1")
    second = found.get("level2")
    if (
        first
        and second
        and first.place
        and page.vocabulary.sense(first.text).level == 2
        and not page.vocabulary.sense(second.text).level
    ):
        into.doubts.append((f"“{tidy(first.text)}”是二级指标，却在一级指标一列，这一行可能错开了一格", first.place))
