import pytest

from medaid_desktop.core.digest import digest
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.events import Returned, Signing
from medaid_desktop.errors import UserError
from medaid_desktop.store.records.units import Unit

GAOXIN = Unit("650104+GX", "高新区（新市区）", "650104", "开发区")


def test_units_by_parent(ledger):
    other = Unit("650100+KF", "乌鲁木齐市某开发区", "650100", "开发区")
    ledger.units.put(GAOXIN)
    ledger.units.put(other)
    assert ledger.units.list() == [other, GAOXIN]
    assert ledger.units.list("650104") == [GAOXIN]
    assert ledger.units.list("110000") == []


def test_a_unit_of_the_same_id_is_replaced(ledger):
    ledger.units.put(GAOXIN)
    renamed = Unit(GAOXIN.id, "高新区", GAOXIN.parent, GAOXIN.kind)
    ledger.units.put(renamed)
    assert ledger.units.list() == [renamed]


@pytest.mark.parametrize(
    "unit",
    [
        Unit("650105", "假区", "650104", ""),
        Unit("650104+X", " ", "650104", ""),
        Unit("650100+BJ", "市本级", "650100", ""),
        Unit("650104+开", "区", "650104", ""),
    ],
)
def test_invented_codes_and_blank_names_are_refused(ledger, unit):
    with pytest.raises(UserError, match="编号"):
        ledger.units.put(unit)
    assert ledger.units.list() == []


def test_a_unit_with_filings_stays_until_they_are_gone(ledger):
    ledger.units.put(GAOXIN)
    filing = ledger.filings.add(Filing("declaration", 2020, GAOXIN.id), "申报表")
    ledger.filings.delete([filing.id])
    with pytest.raises(UserError, match="1 份"):
        ledger.units.remove(GAOXIN.id)
    ledger.filings.purge([filing.id])
    ledger.units.remove(GAOXIN.id)
    assert ledger.units.list() == []


def test_a_unit_is_not_renamed_under_a_signed_sheet(ledger):
    """Its name stands on the paper that was approved."""
    ledger.units.put(GAOXIN)
    filing = ledger.filings.add(Filing("declaration", 2020, GAOXIN.id, values={"a": "1"}), "甲")
    ledger.reviews.add(filing.id, Signing("implementing", digest(filing), "审核人甲", "2020-06-01"))
    with pytest.raises(UserError, match="名称印在表上"):
        ledger.units.put(Unit(GAOXIN.id, "另一区", GAOXIN.parent, GAOXIN.kind))
    ledger.units.put(Unit(GAOXIN.id, GAOXIN.name, GAOXIN.parent, "高新区"))
    ledger.reviews.add(filing.id, Returned("implementing", "审核人甲"))
    ledger.units.put(Unit(GAOXIN.id, "另一区", GAOXIN.parent, GAOXIN.kind))
    assert [one.name for one in ledger.units.list()] == ["另一区"]


def test_nor_does_a_code_get_a_name_under_a_signed_sheet(ledger):
    """A filing from elsewhere has the code of a unit that nobody entered here, or that came with the program."""
    filing = ledger.filings.add(Filing("declaration", 2020, GAOXIN.id, values={"a": "1"}), "甲")
    ledger.reviews.add(filing.id, Signing("implementing", digest(filing), "审核人甲", "2020-06-01"))
    with pytest.raises(UserError, match="名称印在表上"):
        ledger.units.put(GAOXIN)
    ledger.reviews.add(filing.id, Returned("implementing", "审核人甲"))
    ledger.units.put(GAOXIN)
    assert ledger.units.list() == [GAOXIN]
