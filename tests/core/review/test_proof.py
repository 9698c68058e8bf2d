"""What binds a seal to a signing: nothing of it can be exchanged, and no other key fits."""

from dataclasses import fields, replace

import pytest

from medaid_desktop.core.review.events import Signing
from medaid_desktop.core.review.proof import is_proven, signing_mac

KEY = bytes(range(32))
PLAIN = Signing(
    "competent", "ab" * 32, "审核人甲", "2020-06-01", "同意", "公章", "2020-06-01T08:00:00+08:00", "审核", "cd" * 32,
    office="县医保局",
)  # fmt: skip
MADE = replace(PLAIN, mac=signing_mac(KEY, "台账", "填报件", PLAIN))


def test_a_signing_is_proven_by_its_key_ledger_and_filing_only() -> None:
    assert is_proven(KEY, "台账", "填报件", MADE)
    assert not is_proven(bytes(32), "台账", "填报件", MADE)
    assert not is_proven(KEY, "另一本", "填报件", MADE) and not is_proven(KEY, "台账", "另一份", MADE)


@pytest.mark.parametrize("name", [one.name for one in fields(Signing) if one.name != "title"])
def test_nothing_that_is_signed_can_be_exchanged(name: str) -> None:
    assert not is_proven(KEY, "台账", "填报件", replace(MADE, **{name: "别的"}))
    assert not is_proven(KEY, "台账", "填报件", replace(MADE, **{name: ""}))


def test_texts_cannot_be_moved_from_one_place_to_the_next() -> None:
    assert not is_proven(KEY, "台账", "填报件", replace(MADE, by="审核人", opinion="甲同意"))
