"""Columns of an indicator table that hold a field of the form: 项目名称 and 年度绩效目标 beside the indicators they belong to."""

from collections.abc import Sequence

from medaid_desktop.core.forms import EXTRA, Form
from medaid_desktop.recognition.columns.head import Head
from medaid_desktop.recognition.segments.segment import Segment, Text
from medaid_desktop.recognition.wording.folding import squeezed


def taken_fields(segment: Segment, form: Form, head: Head, rows: Sequence[dict[str, Text]]) -> dict[str, Text]:
    """The fields that stand once for all rows in a column of their own, by id; taken out of the rows."""
    found: dict[str, Text] = {}
    for column in head.columns:
        meaning = segment.page.vocabulary.sense(column.label).field
        if column.id or not meaning or meaning.how != "exact" or meaning.id not in form.fields_by_id:
            continue
        name = column.extra if column.extra.startswith(EXTRA) else ""
        texts = [row[name] for row in rows if name in row]
        if not texts or len({squeezed(text.text) for text in texts}) > 1:
            continue
        found.setdefault(meaning.id, texts[0])
        for row in rows:
            row.pop(name, None)
    return found
