"""Checks of filings: what lies around them in the ledger, what is found, what clerks explain."""

from medaid_desktop.operations.checking.batch import SIGNS, WORDS, Batch, FilingChecked, check_batch, summed_up
from medaid_desktop.operations.checking.checking import LiveChecks, check, check_many, mend, note
from medaid_desktop.operations.checking.explaining import Checked, counts_of, explain
from medaid_desktop.operations.checking.rules import RULES_VERSION, checks, rules
from medaid_desktop.store.records.check_results import Counts
from medaid_desktop.store.records.explanations import Explanation

__all__ = [
    "RULES_VERSION", "SIGNS", "WORDS", "Batch", "Checked", "Counts", "Explanation", "FilingChecked", "LiveChecks",
    "check", "check_batch", "check_many", "checks", "counts_of", "explain", "mend", "note", "rules", "summed_up",
]  # fmt: skip
