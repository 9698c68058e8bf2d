"""How sure a reading is, as one number: what speaks for the form, less what was doubtful on the way."""

from medaid_desktop.recognition.draft import Draft

_COSTS = {
    "read.shifted": 0.08, "read.label": 0.03, "read.nesting": 0.05, "read.row": 0.03, "read.column": 0.02, "read.year": 0.04,
    "amount.sum": 0.15, "amount.unit": 0.03, "region.name": 0.02, "read.group": 0.02, "read.head": 0.1, "read.document": 0.02,
    "read.form": 0.1,
}  # fmt: skip
_MOST_EACH = 3
_NO_TARGET = 0.2
_UNKNOWN_FORM = 0.35


def confidence(draft: Draft, guess: float, form_known: bool) -> float:
    """Between 0 and 1: the guess of the form, less a cost for each doubt, for rows without targets and fields left blank."""
    sure = guess if form_known else _UNKNOWN_FORM
    counts: dict[str, int] = {}
    for notice in draft.notices:
        counts[notice.rule] = counts.get(notice.rule, 0) + 1
    for rule, count in counts.items():
        sure *= 1 - _COSTS.get(rule, 0.02) * min(count, _MOST_EACH)
    sure *= 1 - _NO_TARGET * _share_without_target(draft)
    if not draft.filing.values.get("project_name") and "project_name" in draft.form.fields_by_id:
        sure *= 0.9
    return round(max(0.0, min(1.0, sure)), 2)


def _share_without_target(draft: Draft) -> float:
    """Rows that lack a value while others have one; a form that is blank as a whole is none the worse read."""
    rows = draft.filing.tables.get("indicators", [])
    filled = [row for row in rows if any(row.get(name) for name in ("target", "upper_target", "actual"))]
    return 1 - len(filled) / len(rows) if filled else 0.0
