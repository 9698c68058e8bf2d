"""All checks, and their rules by id."""

from collections.abc import Mapping, Sequence

from medaid_desktop.core.checks.amounts.allotments import ALLOTMENTS
from medaid_desktop.core.checks.amounts.formulas import Evaluate, formula_check
from medaid_desktop.core.checks.amounts.sums import SUMS
from medaid_desktop.core.checks.amounts.units import UNITS
from medaid_desktop.core.checks.amounts.unreadable import UNREADABLES
from medaid_desktop.core.checks.indicators.structure import STRUCTURE
from medaid_desktop.core.checks.indicators.targets import targets_check
from medaid_desktop.core.checks.names.codes import codes_check
from medaid_desktop.core.checks.names.dates import DATES
from medaid_desktop.core.checks.names.phones import PHONES
from medaid_desktop.core.checks.names.placeholders import PLACEHOLDERS
from medaid_desktop.core.checks.names.region_names import REGION_NAMES
from medaid_desktop.core.checks.prose.arithmetic import ARITHMETIC
from medaid_desktop.core.checks.rule import Check, Rule
from medaid_desktop.core.checks.scoring.rates import RATES
from medaid_desktop.core.checks.scoring.score_reasons import REASONS
from medaid_desktop.core.checks.scoring.scores import SCORES
from medaid_desktop.core.checks.scoring.usage import USAGES
from medaid_desktop.core.checks.sealing import SEALING
from medaid_desktop.core.definitions.budget_codes import BudgetCodes
from medaid_desktop.core.definitions.graded_words import GradedWords


def catalogue(evaluate: Evaluate, words: GradedWords, codes: BudgetCodes) -> tuple[Check, ...]:
    """All checks, in the order of the manual; `evaluate` works out the formulas of forms, `words` tells which of two words says
    more, `codes` are the budget codes known."""
    return (
        SUMS, formula_check(evaluate), UNITS, UNREADABLES, ALLOTMENTS, ARITHMETIC, targets_check(words), STRUCTURE,
        PLACEHOLDERS, REGION_NAMES, codes_check(codes), DATES, PHONES, SCORES, REASONS, RATES, USAGES, SEALING,
    )  # fmt: skip


def rules_of(checks: Sequence[Check]) -> Mapping[str, Rule]:
    """The rules of checks by their ids, each once, in the order of the checks."""
    return {rule.id: rule for check in checks for rule in check.rules}
