"""Which form a segment is: by its title, its labels and the columns of its tables."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from medaid_desktop.core.grid import GridCell
from medaid_desktop.recognition.columns.head import Head
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.segments.segment import Segment
from medaid_desktop.recognition.wording.folding import squeezed

_TITLE, _NAME = 3.0, 1.5
_OF_MONEY = ("allocation", "fund-usage")
_MARKS: Mapping[str, Mapping[str, float]] = {
    "declaration": {
        "period": 1, "legal_basis": 2, "feasibility": 2, "project_category": 1, "estimate_basis": 2, "project_type": 1,
        "overview": 1, "long_term_goal": 1,
    },
    "target-breakdown": {"budget_unit": 2},
    "regional-target": {
        "finance_department": 2.5, "prefecture": 2, "province": 2, "funding_central": 1.5, "funding_local": 1, "central_department": 2,
        "funding_province": 0.5,
    },
    "project-target": {"implementing_unit": 1.5, "project_leader": 1.5, "funding_fiscal": 0.5},
    "self-evaluation": {"goal_actual": 3, "goal_expected": 2, "total_score": 1},
}  # fmt: skip
_COLUMN_MARKS: Mapping[str, Mapping[str, float]] = {
    "self-evaluation": {"actual": 3, "score": 2.5, "weight": 0.5, "reason": 0.5},
    "monitoring": {"actual_to_date": 3, "likelihood": 3, "expected_full_year": 3, "reason": 0.5},
    "regional-target": {"upper_target": 3},
}
_MOST_MARKS = 6.0
_LEAST_LABELS = 3
_OF_PLACES = ("province", "prefecture")


def labels_of(segment: Segment) -> Counter[str]:
    """How often each field is named by a label of a segment."""
    page = segment.page
    found = ((cell, meaning.id) for cell in segment.words() if (meaning := page.sense(cell).field))
    return Counter(name for cell, name in found if name not in _OF_PLACES or not _stands_before_amount(page, cell))


def _stands_before_amount(page: Page, cell: GridCell) -> bool:
    """Whether a word of rank (省级, 市县) names money and no place."""
    right = page.right_of(cell)
    return right is not None and page.sense(right).number


def guess_form(
    segment: Segment, heads: Sequence[Head], file_name: str, forms: Collection[str]
) -> tuple[str | None, float]:
    """(form, confidence from 0 to 1); None where the segment is no form that is known.

    A title counts most, the names of the sheet and the file where there is none, then the fields and columns that only some
    forms have. A table of money is an allocation or a report of use, one of indicators never is.
    """
    kinds = {head.kind for head in heads}
    labels = labels_of(segment)
    if not kinds & {"indicators", "allocation", "usage"} and (
        len(labels) < _LEAST_LABELS or not (segment.form or kinds)
    ):
        return None, 0.0
    if not segment.form and not labels and kinds == {"indicators"} and not any(head.has_values for head in heads):
        return None, 0.0  # a list of indicators to choose from
    scores = _scores(segment, heads, labels, file_name)
    allowed = _allowed(kinds)
    ranked = sorted(
        ((score, form) for form, score in scores.items() if form in allowed and form in forms), reverse=True
    )
    if not ranked or ranked[0][0] < 1.0:
        return None, 0.0
    best, form = ranked[0]
    runner = max(0.0, ranked[1][0]) if len(ranked) > 1 else 0.0
    sure = 1.0 if segment.form == form else 0.9
    return form, round(sure * (0.7 + 0.3 * min(1.0, (best - runner) / 2)), 2)


def _allowed(kinds: Collection[str]) -> set[str]:
    every = {*_MARKS, *_COLUMN_MARKS, *_OF_MONEY}
    if "usage" in kinds and "indicators" not in kinds:
        return {"fund-usage"}
    if "allocation" in kinds and "indicators" not in kinds:
        return {"allocation"}
    return every - set(_OF_MONEY)


def _scores(segment: Segment, heads: Sequence[Head], labels: Mapping[str, int], file_name: str) -> Mapping[str, float]:
    scores: defaultdict[str, float] = defaultdict(float)
    words = segment.page.vocabulary
    if segment.form:
        scores[segment.form] += _TITLE
    else:
        for name, weight in ((segment.page.grid.name, _NAME), (file_name.rpartition(".")[0], _NAME)):
            form = words.form_of_title(squeezed(name))
            if form:
                scores[form] += weight
    for form, marks in _MARKS.items():
        scores[form] += min(_MOST_MARKS, sum(weight for mark, weight in marks.items() if labels.get(mark)))
    for form, marks in _COLUMN_MARKS.items():
        columns = frozenset[str]().union(*(head.ids for head in heads if head.kind == "indicators"))
        scores[form] += min(_MOST_MARKS, sum(weight for mark, weight in marks.items() if mark in columns))
    kinds = {head.kind for head in heads}
    if not labels.get("implementing_unit") and not labels.get("project_leader"):
        scores["project-target"] -= 1
    scores["allocation"] += 2 * ("allocation" in kinds)
    scores["fund-usage"] += 2 * ("usage" in kinds)
    scores["declaration"] += "schedule" in kinds
    return scores
