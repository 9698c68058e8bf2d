"""A form made of a template takes over the sums of the form it resembles, as far as they fit."""

from collections.abc import Sequence

import pytest

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.templates.making.form_making_checks import own_checks
from tests.core.papers import built_in


@pytest.mark.parametrize(
    ("ids", "formulas"),
    [
        (["funding_total", "funding_fiscal", "funding_other"], ["funding_total = funding_fiscal + funding_other"]),
        (["funding_total", "funding_fiscal"], ["funding_total = funding_fiscal"]),
        (["funding_total"], []),
        (["funding_fiscal", "funding_other"], []),
        (["funding_total", "funding_fiscal", "extra:自筹资金"], []),
        (["funding_total", "funding_fiscal", "funding_other", "extra:自筹资金"], ["funding_total = funding_fiscal + funding_other"]),
    ],
)  # fmt: skip
def test_sums_of_the_fields_that_are_there(ids: Sequence[str], formulas: list[str]) -> None:
    fields = [FieldDef(name, name, "amount") for name in ids]
    data = own_checks(built_in("project-target"), fields, ["indicators"])
    assert data == ({"formula": [{"text": text} for text in formulas]} if formulas else {})


def test_a_form_that_resembles_none_has_none() -> None:
    assert own_checks(None, [FieldDef("funding_total", "总额", "amount")], []) == {}
