"""Whatever stands in the cells of a form, the rules of texts get through it, and their mends are edits of that filing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.checks.amounts.units import UNITS
from medaid_desktop.core.checks.around import Around
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
from medaid_desktop.core.places.place_names import PlaceNames
from medaid_desktop.store.shipped.vocabulary import load_budget_codes
from tests.core.checks.subjects import facts, subject
from tests.core.places.shipped_regions import shipped

CHECKS = [
    UNITS, ARITHMETIC, DATES, PHONES, codes_check(load_budget_codes()), REGION_NAMES, SCORES, REASONS, RATES, PLACEHOLDERS,
]  # fmt: skip
AROUND = Around(names=PlaceNames(shipped()))
_TEXTS = st.one_of(
    st.text(alphabet="0123456789.,，+-×=÷/%()（）人元万亿约余每年月日至—XX**…天山区县市一二", max_size=16),
    st.sampled_from(["0", "1" * 40, "0." + "3" * 40, "-5", "350万元", "350万元元", "100%", "2020年13月", "2020年1月", "2101301 甲", "达板城区", "合计 9元"]),
)  # fmt: skip


@pytest.mark.parametrize(
    "form", ["declaration", "self-evaluation", "allocation", "fund-usage", "monitoring", "regional-target"]
)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_any_text_is_checked(form: str, data: st.DataObject) -> None:
    definition = facts(form).form
    values = {one.id: data.draw(_TEXTS) for one in definition.fields}
    tables = {
        table.id: [{column.id: data.draw(_TEXTS) for column in table.columns} for _ in range(2)]
        for table in definition.tables
    }
    checked = subject(form, values, 2020, "650100", "", **tables)
    for finding in run_checks(checked, CHECKS, AROUND):
        assert finding.message and finding.severity in ("error", "warning", "hint")
        for mend in finding.mends:
            changed = checked.filing.copy()
            changed.apply(mend.edits)
            assert changed.get(finding.where) != checked.filing.get(finding.where)
