"""Whether two blank forms are one form in two versions."""

from collections import Counter
from difflib import SequenceMatcher

from medaid_desktop.core.templates.prompts import is_prompt
from medaid_desktop.core.templates.template_map import REGION, YEAR, TemplateMap
from medaid_desktop.recognition.templates.copies.shapes import key_of

SAME_TEMPLATE = 0.7
"""From which likeness on two blank forms are most probably versions of one."""

_OTHER_BASE = 0.5
_ALIKE_TITLE, _OTHER_TITLE = 0.85, 0.85
_FIELDS, _PRINTED, _GIVEN = 3.0, 2.0, 1.0


def same_template(old: TemplateMap, new: TemplateMap) -> float:
    """How much two blank forms are alike, between 0 and 1: their fields and columns, printed texts and printed indicators.

    From SAME_TEMPLATE on they are most probably versions of one form; where the lines run does not matter. Forms with other
    titles are less alike: the same form for another fund is one of its own.
    """
    shares = [
        (_FIELDS, share_of(_ids(old), _ids(new))),
        (_PRINTED, share_of(_prints(old), _prints(new))),
        (_GIVEN, share_of(_given(old), _given(new))),
    ]
    told = [(weight, share) for weight, share in shares if share is not None]
    if not told:
        return 0.0
    alike = sum(weight * share for weight, share in told) / sum(weight for weight, _ in told)
    alike *= _OTHER_TITLE if likeness(key_of(old.title), key_of(new.title)) < _ALIKE_TITLE else 1.0
    return alike * (_OTHER_BASE if old.base and new.base and old.base != new.base else 1.0)


def share_of(one: Counter[str], other: Counter[str]) -> float | None:
    """What two lists have in common, None where both are empty."""
    count = one.total() + other.total()
    return 2 * (one & other).total() / count if count else None


def _ids(map: TemplateMap) -> Counter[str]:
    fields = (mark.definition.id for mark in map.fields if mark.definition.id not in (YEAR, REGION))
    columns = (f"{table.id}.{column.definition.id}" for table in map.tables for column in table.columns)
    return Counter([*fields, *columns])


def _prints(map: TemplateMap) -> Counter[str]:
    inside = (text for mark in map.fields for text in (mark.prefix, mark.suffix))
    texts = (*(printed.text for printed in map.printed), *inside)
    return Counter(key for text in texts if (key := key_of(text)))


def _given(map: TemplateMap) -> Counter[str]:
    rows = (row for table in map.tables for row in table.rows if row.kind == "row")
    return Counter(key_of(text) for row in rows for text in row.given.values() if not is_prompt(text))


def likeness(one: str, other: str) -> float:
    """How much two labels are alike, between 0 and 1."""
    if not one or not other:
        return 0.0
    return 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio()
