"""The sample ledger under the rules of texts, dates, codes, names and scores: what is found, and nothing else.

Each is true: the letter of 乌鲁木齐 2020 gives 2101301 and 229613, its table 2080902, 2080903 and 2080999 (seed 001); 2105.88 万元
cuts 21 058 880 元 short (seed 004); the form of 浙江 2021 is handed down with XX in it (seed 002).
"""

from medaid_desktop.core.checks.amounts.units import UNITS
from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.form_facts import FormFacts
from medaid_desktop.core.checks.names.codes import codes_check
from medaid_desktop.core.checks.names.dates import DATES
from medaid_desktop.core.checks.names.phones import PHONES
from medaid_desktop.core.checks.names.placeholders import PLACEHOLDERS
from medaid_desktop.core.checks.names.region_names import REGION_NAMES
from medaid_desktop.core.checks.prose.arithmetic import ARITHMETIC
from medaid_desktop.core.checks.runner import run_checks
from medaid_desktop.core.checks.scoring.rates import RATES
from medaid_desktop.core.checks.scoring.score_reasons import REASONS
from medaid_desktop.core.checks.scoring.scores import SCORES
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.places.place_names import PlaceNames
from medaid_desktop.operations.ledgers.sample import sample_filings
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.shipped.regions import load_regions
from medaid_desktop.store.shipped.vocabulary import load_budget_codes


def test_the_true_findings_and_no_others() -> None:
    checks = [
        UNITS, ARITHMETIC, DATES, PHONES, codes_check(load_budget_codes()), REGION_NAMES, SCORES, REASONS, RATES, PLACEHOLDERS,
    ]  # fmt: skip
    forms, names = FormLibrary(), PlaceNames(load_regions())
    filings = sample_filings(forms)
    subjects = [Subject(FormFacts(forms.get(filing.form)), filing) for filing in filings]
    found: list[tuple[str, str | None, str, str, str]] = []
    for one in subjects:
        key = (one.filing.form, one.filing.region, one.filing.year)
        document = [
            other for other in subjects
            if other is not one and (other.filing.form, other.filing.region, other.filing.year) == key
        ]  # fmt: skip
        found += [
            (one.filing.form, one.filing.region, finding.severity, finding.rule, finding.where)
            for finding in run_checks(one, checks, Around(names=names, document=document))
        ]
    assert sorted(found, key=str) == [
        ("allocation", "650100", "error", "code.length", "tables.rows[1].function_code"),
        ("allocation", "650100", "warning", "code.conflict", "values.function_code_central_general"),
        ("allocation", "650100", "warning", "code.conflict", "values.function_code_central_lottery"),
        ("allocation", "650100", "warning", "code.conflict", "values.function_code_regional_general"),
        ("allocation", "650100", "warning", "region.name", "tables.rows[6].name"),
        ("declaration", "371521", "hint", "amount.arithmetic", "values.funding_fiscal"),
        ("regional-target", "330000", "error", "target.placeholder", "values.competent_department"),
        ("regional-target", "330000", "error", "target.placeholder", "values.finance_department"),
    ]
