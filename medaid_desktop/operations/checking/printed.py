"""Explanations in the places that a form has for them, on paper."""

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.paper.explained import Explained, has_place, with_explanations
from medaid_desktop.operations.checking.checking import LiveChecks
from medaid_desktop.operations.desk import Desk


def printed_filing(desk: Desk, filing: Filing) -> Filing:
    """What is to be printed of a filing: itself, or a copy with the explanations that hold. It is checked for that only
    where its form has a place for them and there are any. Raises UserError where its form cannot be read."""
    form = desk.form_of(filing)
    if not (has_place(form) and desk.ledger.explanations.of(filing.id)):
        return filing
    explained = [
        Explained(one.finding.where, one.place, one.explanation.text)
        for one in LiveChecks(desk, filing.id).fresh(filing)
        if one.explanation
    ]
    return with_explanations(form, filing, explained)
