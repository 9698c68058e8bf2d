"""The sample filings: exactly the true findings about targets and structure, and nothing else."""

from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.indicators.sisters import SisterGroup
from medaid_desktop.core.checks.indicators.structure import STRUCTURE
from medaid_desktop.core.checks.runner import run_checks
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.store.shipped.vocabulary import load_vocabulary
from tests.core.checks.subjects import facts
from tests.core.checks.target_forms import form, of_targets, row, targets
from tests.core.papers import samples

_PROVINCE = ("regional-target", "330000")
_URUMQI = ("650102", "650103", "650104", "650105", "650106", "650107", "650109", "650121")
_GRAVE = {
    *((*_PROVINCE, "target.missing", f"tables.indicators[{at}].target") for at in range(14)),
    ("declaration", "371521", "target.percent", "tables.indicators[5].target"),
    *(
        (form, "533102", "structure.class", "tables.indicators[13].level2")
        for form in ("project-target", "monitoring", "self-evaluation")
    ),
    ("regional-target", "533122", "structure.incomplete", "tables.indicators[20].level1"),
    ("target-breakdown", "650102", "target.peer", "tables.indicators[5].target"),
}
_HINTS = {
    *(
        (form, "533102", "target.unit", f"tables.indicators[{at}].target")
        for form in ("project-target", "monitoring", "self-evaluation")
        for at in (6, 7)
    ),
    *(
        ("target-breakdown", region, "target.unit", f"tables.indicators[{at}].target")
        for region in _URUMQI
        for at in range(3)
    ),
}


def test_the_sample_gives_exactly_its_true_findings() -> None:
    subjects = [Subject(facts(filing.form), filing) for filing in samples().values()]
    counties = SisterGroup([one for one in subjects if one.form.id == "target-breakdown"])
    checks = [targets(), STRUCTURE]
    found = [
        (one.form.id, one.filing.region or "", finding.rule, finding.where, finding.severity)
        for one in subjects
        for finding in run_checks(
            one, checks, Around(sisters=counties.without(one)) if one in counties.forms else Around()
        )
    ]
    grave = [finding[:4] for finding in found if finding[4] != "hint"]
    assert set(grave) == _GRAVE and len(grave) == len(_GRAVE) + 1  # 阳谷 has two declarations with the same fault
    assert {finding[:4] for finding in found if finding[4] == "hint"} == _HINTS


def test_every_usual_indicator_as_it_is_usually_measured_is_in_order() -> None:
    for entry in load_vocabulary().classes.values():
        for one in entry.indicators:
            usual = [f"{one.operator}90{one.unit}", f"{one.operator} 90.5 {one.unit}"] if one.unit else []
            for target in (*usual, *one.words):
                assert of_targets(form(row(one.name, target, f"{entry.name}指标"))) == [], (one.name, target)
