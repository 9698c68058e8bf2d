"""Changing region, year and layout of filings."""

import pytest

from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings import editing
from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.operations.filings.revise import Wish, already_there, put_back, revise


def test_region_and_year_change_and_come_back(desk: Desk) -> None:
    one = add_filing(desk, "declaration", "371521", 2020).id
    two = add_filing(desk, "declaration", None, None).id
    editing.commit(desk, one, [("values.project_name", "名")], "填写“项目名称”")
    heads = revise(desk, [one, two], Wish("371500", 2021))
    get = desk.ledger.filings.get
    assert {(get(each).region, get(each).year) for each in (one, two)} == {("371500", 2021)}
    assert get(one).values == {"project_name": "名"}
    assert put_back(desk, heads) == 2
    assert (get(one).region, get(one).year, get(two).region, get(two).year) == ("371521", 2020, None, None)
    assert desk.ledger.undo_label(one) == "填写“项目名称”"


def test_none_stays_and_blank_takes_away(desk: Desk) -> None:
    one = add_filing(desk, "declaration", "371521", 2020).id
    assert revise(desk, [one], Wish()) == []
    revise(desk, [one], Wish(year=2022))
    assert desk.ledger.filings.get(one).region == "371521"
    revise(desk, [one], Wish("", 0))
    filing = desk.ledger.filings.get(one)
    assert (filing.region, filing.year) == (None, None)


def test_what_cannot_be_changes_nothing(desk: Desk) -> None:
    one = add_filing(desk, "declaration", "371521", 2020).id
    for ids, wish in (([one], Wish("999999")), ([one, "nix"], Wish("371500")), ([one], Wish(variant="无此版式"))):
        with pytest.raises(UserError):
            revise(desk, ids, wish)
    assert desk.ledger.filings.get(one).region == "371521"


def test_a_layout_of_the_form_is_taken(desk: Desk) -> None:
    one = add_filing(desk, "allocation", "371500", 2020).id
    wanted = desk.forms.get("allocation").layouts[-1].id
    revise(desk, [one], Wish(variant=wanted))
    assert desk.ledger.filings.get(one).variant == wanted


def test_filings_already_there_are_found(desk: Desk) -> None:
    one = add_filing(desk, "declaration", "371521", 2020).id
    there = add_filing(desk, "declaration", "371521", 2021).id
    add_filing(desk, "monitoring", "371521", 2021)
    add_filing(desk, "declaration", "371500", 2021)
    assert [summary.id for summary in already_there(desk, [one], Wish(year=2021))] == [there]
    assert already_there(desk, [one, there], Wish(year=2021)) == []
    assert already_there(desk, [one], Wish()) == []
    assert already_there(desk, [one], Wish("", 2021)) == []
