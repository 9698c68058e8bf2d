"""Figures of last year inside texts that were carried over: which of them still stand, and where by now."""

from collections.abc import Callable, Sequence

from medaid_desktop.core.changes.carry_over import Found, last_years_figures
from medaid_desktop.core.filing import Filing, parse_path
from medaid_desktop.core.forms import Form

_LIKENESSES: tuple[Callable[[Found], object], ...] = (
    lambda found: (found.path, found.text, found.before, found.after),
    lambda found: (_column(found), found.text, found.before, found.after),
    lambda found: (found.path, found.text),
)
"""What tells that two places are the same, the surest first: untouched, in a row that moved, the words around changed."""


def figures_left(form: Form, filing: Filing, known: Sequence[Found]) -> list[Found | None]:
    """Where each of the `known` figures stands now, None where it has been changed or has gone with its row."""
    present = last_years_figures(form, filing)
    left: list[Found | None] = [None] * len(known)
    for likeness in _LIKENESSES:
        for at, figure in enumerate(known):
            if left[at] is None:
                left[at] = next((one for one in present if likeness(one) == likeness(figure)), None)
                present = [one for one in present if one is not left[at]]
    return left


def _column(found: Found) -> tuple[str, str]:
    place = parse_path(found.path)
    return place.table, place.column or found.path
