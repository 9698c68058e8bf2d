"""The checks of the program, made once."""

from collections.abc import Mapping, Sequence
from functools import cache

from medaid_desktop import __version__
from medaid_desktop.core.checks.catalogue import catalogue, rules_of
from medaid_desktop.core.checks.rule import Check, Rule
from medaid_desktop.operations.checking.evaluating import evaluate
from medaid_desktop.store.shipped.vocabulary import load_budget_codes, load_graded_words

RULES_VERSION = __version__
"""Of which rules the counts are that the ledger keeps: after an update of the program everything is checked anew."""


@cache
def checks() -> Sequence[Check]:
    """All checks there are."""
    return catalogue(evaluate, load_graded_words(), load_budget_codes())


@cache
def rules() -> Mapping[str, Rule]:
    """All rules by their ids, in the order of the manual."""
    return rules_of(checks())
