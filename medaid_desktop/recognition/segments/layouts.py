"""The print of a table's layout: the same for every file of one template, whatever was filled in."""

import hashlib
import re
from collections.abc import Iterator, Sequence

from medaid_desktop.core.grid import Area, GridCell
from medaid_desktop.recognition.columns.head import Head
from medaid_desktop.recognition.segments.segment import Segment
from medaid_desktop.recognition.wording.folding import generic, label_key, without_note

_DIGITS = 20
_LEAST_LABELS = 3
_LONGEST_LABEL = 60
_SHORTEST = 3
_OWN_PART = re.compile(r"\s*(?:其\s*中\s*[:：])?[^:：]*")
_AMOUNT = re.compile(r"[-\d.,，]+\s*[百千万亿]*元?\s*$")


def area_of(segment: Segment) -> Area:
    """The rows and columns of the grid that a table covers, its title included; all columns of its page."""
    page = segment.page
    rows = list(segment.rows())
    if not rows:
        return segment.top, page.left, 0, 0
    bottom = max(cell.row + cell.rows for cell in page.across(rows[-1]))
    return rows[0], page.left, max(bottom, rows[-1] + 1) - rows[0], page.right - page.left + 1


def layout_print(segment: Segment) -> str:
    """A short text that tells layouts apart, out of labels and heads and where they stand; asked once a table has been read.

    Rows of tables, values, blank rows and heads that a page break repeats do not count: the next office has others. Of a
    table with hardly a known label the texts of its first full row are taken instead.
    """
    heads = sorted(segment.heads, key=lambda head: head.top)
    parts = [segment.form, *_of_heads(segment, heads)]
    labels = list(_of_labels(segment))
    if len(labels) < _LEAST_LABELS and not any(head.ids and not head.made_up for head in heads):
        labels += _of_first_full_row(segment)
    text = "\n".join(parts + labels)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_DIGITS]


def _of_heads(segment: Segment, heads: Sequence[Head]) -> list[str]:
    """A line for each column of each head, relative to the page's left edge; each head once."""
    found: dict[str, None] = {}
    left = segment.page.left
    for head in heads:
        columns = [f"{c.first - left}{_key(c.over)}/{_key(c.label)}" for c in head.columns if not head.made_up]
        found.setdefault("|".join([head.kind, *columns]))
    return list(found)


def _of_labels(segment: Segment) -> Iterator[str]:
    """A line for each label outside the tables: in which row of labels, in which column, and its words."""
    page, number = segment.page, 0
    for row in segment.free_rows():
        found = [(cell.col - page.left, key) for cell in page.begins(row) if (key := _label(segment, cell))]
        for col, key in found:
            yield f"{number}.{col} {key}"
        number += bool(found)


def _label(segment: Segment, cell: GridCell) -> str:
    """The words of a label, "" where a cell is none; of 项目名称：医疗救助 those before the colon."""
    text = cell.text
    sense = segment.page.sense(cell)
    if sense.number or sense.paper or sense.level:
        return ""
    if not (sense.field or sense.group or sense.box):
        own = _OWN_PART.match(text[:_LONGEST_LABEL])
        text = _AMOUNT.sub("", own[0] if own else "")
        if text == cell.text or not text.strip():
            return ""
        sense = segment.page.vocabulary.sense(text)
    exact = sense.field is not None and sense.field.how == "exact"
    if sense.box:
        return "box"
    return _key(text) if (exact or sense.group) and len(sense.key) >= _SHORTEST else ""


def _of_first_full_row(segment: Segment) -> list[str]:
    page = segment.page
    rows = list(segment.rows())
    most = max((len(page.begins(row)) for row in rows), default=0)
    wordy = (row for row in rows if not any(page.sense(cell).number for cell in page.begins(row)))
    full = next((row for row in wordy if 2 * len(page.begins(row)) >= max(4, most)), -1)
    return [f"{cell.col - page.left} {_key(cell.text)}" for cell in page.begins(full)]


def _key(text: str) -> str:
    return generic(without_note(label_key(text)))
