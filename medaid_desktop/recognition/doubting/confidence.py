"""How sure a reading is, as one number: what speaks for the form, less what was doubtful on the way."""

from collections import Counter
from collections.abc import Iterable, Mapping

from medaid_desktop.recognition.draft import Draft
from medaid_desktop.recognition.understood import Notice

_COSTS = {
    "read.shifted": 0.12, "read.blank": 0.08, "read.left": 0.08, "read.merge": 0.1, "read.value": 0.1, "read.twice": 0.1,
    "amount.sum": 0.2, "read.nesting": 0.12, "read.head": 0.08, "read.label": 0.03, "read.extra": 0.02, "read.column": 0.02,
    "read.misspelt": 0.1,
    "read.form": 0.02, "read.group": 0.01, "read.row": 0.03, "read.year": 0.03, "amount.unit": 0.03, "region.name": 0.02,
    "read.document": 0.02, "read.corrected": 0.0,
}  # fmt: skip
"""What a doubt takes away, by how often tables that bear it were read wrong among thousands drawn and damaged by the tests."""

_OTHER = 0.02
_MOST_EACH = 4
_NO_TARGET = 0.2
_UNKNOWN_FORM = 0.35
_NO_PROJECT = 0.1


def confidence(draft: Draft, guess: float, form_known: bool) -> float:
    """Between 0 and 1: the guess of the form, less a cost for each doubt, for rows without targets and fields left blank."""
    sure = lowered(guess if form_known else _UNKNOWN_FORM, draft.notices, draft.more)
    sure *= 1 - _NO_TARGET * _share_without_target(draft)
    if not draft.filing.values.get("project_name") and "project_name" in draft.form.fields_by_id:
        sure *= 1 - _NO_PROJECT
    return round(max(0.0, min(1.0, sure)), 2)


def lowered(sure: float, notices: Iterable[Notice], more: Mapping[str, int]) -> float:
    """A confidence less what doubts cost; `more` counts by rule those that a notice stands for besides its own."""
    for rule, count in Counter(notice.rule for notice in notices).items():
        sure *= (1 - _COSTS.get(rule, _OTHER)) ** min(count + more.get(rule, 0), _MOST_EACH)
    return round(sure, 2)


def _share_without_target(draft: Draft) -> float:
    """Rows that lack a value while others have one; a form that is blank as a whole is none the worse read."""
    rows = draft.filing.tables.get("indicators", [])
    filled = [row for row in rows if any(row.get(name) for name in ("target", "upper_target", "actual"))]
    return 1 - len(filled) / len(rows) if filled else 0.0
