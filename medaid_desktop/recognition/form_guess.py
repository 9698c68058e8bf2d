"""Which form a segment is: by its title, its labels and the columns of its tables."""

from collections import Counter
from collections.abc import Mapping, Sequence

from medaid_desktop.core.forms import Form
from medaid_desktop.recognition.heads import Head
from medaid_desktop.recognition.segment import Segment
from medaid_desktop.recognition.vocabulary import Vocabulary

_TITLE, _MARK = 3.0, 2.0
_MARKS: Mapping[str, tuple[str, ...]] = {
    "declaration": ("period", "legal_basis", "feasibility", "project_category", "estimate_basis", "project_type"),
    "target-breakdown": ("budget_unit",),
    "regional-target": ("finance_department", "prefecture", "province", "funding_central"),
    "project-target": ("implementing_unit", "project_leader"),
    "self-evaluation": ("goal_actual", "goal_expected", "total_score"),
    "monitoring": (),
    "fund-usage": (),
    "allocation": (),
}
_COLUMN_MARKS: Mapping[str, frozenset[str]] = {
    "self-evaluation": frozenset({"actual", "score", "weight"}),
    "monitoring": frozenset({"actual_to_date", "likelihood", "expected_full_year"}),
    "regional-target": frozenset({"upper_target"}),
}


def labels_of(segment: Segment, vocabulary: Vocabulary) -> Counter[str]:
    """How often each field is named by a label of a segment."""
    found: Counter[str] = Counter()
    for cell in segment.grid.cells:
        if segment.top <= cell.row <= segment.bottom and (meaning := vocabulary.fields.find(cell.text)):
            found[meaning.id] += 1
    return found


def guess_form(
    segment: Segment, heads: Sequence[Head], labels: Mapping[str, int], forms: Mapping[str, Form]
) -> tuple[str | None, float]:
    """(form, confidence from 0 to 1); None where the segment is no table that is known."""
    kinds = {head.kind for head in heads}
    scores: Counter[str] = Counter()
    if segment.form:
        scores[segment.form] += _TITLE
    for form, marks in _MARKS.items():
        scores[form] += _MARK * min(2, sum(1 for mark in marks if labels.get(mark)))
    columns = frozenset[str]().union(*(head.ids for head in heads)) if heads else frozenset[str]()
    for form, marks in _COLUMN_MARKS.items():
        scores[form] += _MARK * (len(columns & marks) >= min(2, len(marks)))
    scores["allocation"] += 3 * _MARK if "allocation" in kinds and "indicators" not in kinds else -_TITLE
    scores["fund-usage"] += 3 * _MARK if "usage" in kinds else -_TITLE
    has_goals = "indicators" in kinds
    for form in _MARKS:
        if form not in ("allocation", "fund-usage"):
            scores[form] += 1 if has_goals else -_MARK
        if form not in forms:
            scores[form] = -9
    if segment.form == "regional-target" and not has_goals:
        scores["regional-target"] += 1
    ranked = scores.most_common(2)
    best, top = ranked[0]
    if top <= 0 or (not heads and len(labels) < 3):
        return None, 0.0
    runner = max(0.0, ranked[1][1])
    sure = 1.0 if segment.form == best else 0.85
    return best, round(min(1.0, sure * (0.6 + 0.4 * min(1.0, (top - runner) / 3))), 2)

