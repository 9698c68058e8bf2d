"""What is never printed of a filing, packed for a workbook to carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.paper.unprinted import packed, unpacked
from medaid_desktop.store.forms.form_library import FormLibrary

ALLOCATION = FormLibrary().get("allocation")
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=8)


@given(st.lists(st.fixed_dictionaries({"name": TEXTS, "region": TEXTS, "role": TEXTS, "amount": TEXTS}), max_size=5))
def test_marks_come_back_with_the_names_of_their_rows(rows: list[dict[str, str]]):
    text = packed(ALLOCATION, Filing("allocation", tables={"rows": rows}))
    marked = any(row["region"] or row["role"] for row in rows)
    kept = [{name: row[name] for name in ("name", "role", "region") if row[name]} for row in rows]
    assert unpacked(text) == ({"rows": kept} if marked else {})
    assert bool(text) == marked


def test_a_form_that_prints_everything_carries_nothing():
    form = FormLibrary().get("project-target")
    filing = Filing("project-target", tables={"indicators": [{"level1": "产出指标", "level3": "人次"}]})
    assert packed(form, filing) == ""


@pytest.mark.parametrize("text", ["", "x", "eJw=", "eJyrVgIAASsApg==", "eJyrVipSslIwqgUAClMCLg=="])
def test_other_texts_carry_nothing(text: str):
    assert unpacked(text) == {}
