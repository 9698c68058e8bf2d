import re

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError


def numbers(ledger, year=None):
    return {region: count.filings for region, count in ledger.overview.by_region(year).items()}


def test_a_filing_comes_back_as_it_went_in(ledger, declaration):
    declaration.variant = "云南"
    declaration.status = "returned"
    declaration.values["extra:备 注"] = "䶮𬱟㛃\n“引号”\\ 与 \t 制表"
    stored = ledger.filings.add(declaration, "申报表")
    assert declaration.id == ""
    assert re.fullmatch(r"[0-9a-z]{13}", stored.id)
    declaration.id, declaration.status = stored.id, "draft"  # what was said elsewhere was not said here
    assert stored == declaration == ledger.filings.get(stored.id)
    assert ledger.filings.title(stored.id) == "申报表"


def test_what_is_handed_out_is_a_copy(ledger, filing_id):
    ledger.filings.get(filing_id).set("tables.indicators[0].target", "变了")
    ledger.edit(filing_id, [("values.a", "1")], "录入").filing.values["a"] = "变了"
    again = ledger.filings.get(filing_id)
    assert again.tables["indicators"][0]["target"] == "≥95%"
    assert again.values["a"] == "1"


def test_blank_rows_keep_their_place_and_tables_without_rows_are_none(ledger):
    filing = Filing("declaration", tables={"indicators": [{}, {"target": "1"}, {}], "schedule": []})
    stored = ledger.filings.add(filing, "")
    ledger.filings.get(ledger.filings.add(Filing("declaration"), "").id)
    assert ledger.filings.get(stored.id).tables == stored.tables == {"indicators": [{}, {"target": "1"}, {}]}


def test_texts_are_cleaned_and_blank_cells_are_no_content(ledger):
    filing = Filing("declaration", values={"a": " ", "b": " 1\x00"}, tables={"rows": [{"a": "", "b": "2\r\n"}]})
    stored = ledger.filings.add(filing, "")
    assert (stored.values, stored.tables) == ({"b": "1"}, {"rows": [{"b": "2"}]})
    assert ledger.filings.get(stored.id) == stored


def test_an_unknown_filing_is_said_so(ledger):
    for call in (ledger.filings.get, ledger.filings.title, ledger.undo):
        with pytest.raises(UserError, match="没有这份填报件"):
            call("0000000000000")


def test_an_id_may_be_kept_once(ledger, declaration):
    declaration.id = "1m82527bj5g6x"
    assert ledger.filings.add(declaration, "甲", keep_id=True).id == declaration.id
    ledger.filings.delete([declaration.id])
    with pytest.raises(UserError, match="已有这个编号"):
        ledger.filings.add(declaration, "乙", keep_id=True)
    assert ledger.filings.add(declaration, "丙").id != declaration.id
    declaration.id = ""
    assert ledger.filings.add(declaration, "丁", keep_id=True).id != ""


def test_many_at_once_are_all_or_none(ledger, declaration):
    seen: list[tuple[int, int]] = []
    ids = ledger.filings.add_many([(declaration, "甲"), (declaration, "乙")], lambda *done: seen.append(done))
    assert [ledger.filings.title(filing_id) for filing_id in ids] == ["甲", "乙"]
    assert ids == sorted(ids)
    assert seen == [(1, 0), (2, 0)]

    def broken():
        yield declaration, "丙"
        raise UserError("第二份读不出来")

    with pytest.raises(UserError):
        ledger.filings.add_many(broken())
    assert ledger.filings.count() == 2


PLACES = ["650000", "650100", "650104", "650104+GX", "650105", "650200", "659001", "660000", "6501040", None, ""]


@pytest.fixture
def country(ledger):
    for number, region in enumerate(PLACES):
        ledger.filings.add(Filing("declaration", 2019 + number % 3, region), f"件{number}")
    return ledger


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        (None, {*PLACES} - {""}),
        ("650000", {"650000", "650100", "650104", "650104+GX", "650105", "650200", "659001", "6501040"}),
        ("650100", {"650100", "650104", "650104+GX", "650105", "6501040"}),
        ("650104", {"650104", "650104+GX", "6501040"}),
        ("650104+GX", {"650104+GX"}),
        ("650105", {"650105"}),
        ("110000", set()),
        ("", {None}),
        ("650104' OR 1=1", set()),
    ],
)
def test_listing_by_region_includes_what_lies_below(country, region, expected):
    listed = country.filings.list(region)
    assert {summary.region for summary in listed} == expected
    assert country.filings.count(region) == len(listed)


def test_listing_by_form_year_and_page(country):
    other = country.filings.add(Filing("allocation", 2020, "650104"), "分配表")
    assert [summary.title for summary in country.filings.list("650104", form="allocation")] == ["分配表"]
    assert {summary.year for summary in country.filings.list(year=2020)} == {2020}
    whole = country.filings.list()
    assert country.filings.list(limit=5) + country.filings.list(limit=50, offset=5) == whole
    assert [(s.region or "", s.year, s.form) for s in whole] == sorted((s.region or "", s.year, s.form) for s in whole)
    assert country.filings.years() == [2021, 2020, 2019]
    assert country.filings.list(form="allocation")[0].id == other.id


def test_counts_for_the_tree(country):
    counts = numbers(country)
    assert counts == {**{place: 1 for place in PLACES if place}, "": 2}
    assert numbers(country, 2019) == {"650000": 1, "650104+GX": 1, "659001": 1, "": 1}


def test_lists_and_counts_read_the_index_only(country):
    for query in ("SELECT id, form, region, year, title, status, changed_at", "SELECT count(*)"):
        plan = country.connection.rows(
            f"EXPLAIN QUERY PLAN {query} FROM filings WHERE deleted_at IS NULL AND region >= ? AND region < ?"
            " ORDER BY region, year, form, id",
            ("65", "66"),
        )
        assert [row[3] for row in plan] == [
            "SEARCH filings USING COVERING INDEX filings_listed (region>? AND region<?)"
        ]


def test_the_bin(ledger, filing_id, declaration):
    other = ledger.filings.add(declaration, "另一份").id
    ledger.edit(filing_id, [("values.a", "1")], "录入")
    assert ledger.filings.delete([filing_id, filing_id, "unknown"]) == 1
    for refused in (
        lambda: ledger.filings.get(filing_id),
        lambda: ledger.edit(filing_id, [("values.a", "2")], "录入"),
        lambda: ledger.filings.revise(filing_id, year=2021),
        lambda: ledger.undo(filing_id),
    ):
        with pytest.raises(UserError, match="回收站"):
            refused()
    assert [summary.id for summary in ledger.filings.list()] == [other]
    assert [summary.id for summary in ledger.filings.list(deleted=True)] == [filing_id]
    assert numbers(ledger) == {"371521": 1}
    assert ledger.filings.restore([filing_id, other]) == 1
    assert ledger.filings.get(filing_id).values["a"] == "1"
    assert ledger.undo_label(filing_id) == "录入"


def test_purging_takes_only_what_is_in_the_bin_and_its_history(ledger, filing_id):
    ledger.edit(filing_id, [("values.a", "1")], "录入")
    assert ledger.filings.purge([filing_id]) == 0
    ledger.filings.delete([filing_id])
    assert ledger.filings.purge([filing_id]) == 1
    assert ledger.history(filing_id) == []
    with pytest.raises(UserError, match="没有这份填报件"):
        ledger.filings.get(filing_id)


def test_revising_changes_the_head_and_leaves_the_rest(ledger, filing_id, declaration):
    revised = ledger.filings.revise(filing_id, region="650104+GX", year=None, title="新题")
    declaration.id, declaration.region, declaration.year, declaration.status = filing_id, "650104+GX", None, "draft"
    assert revised == declaration == ledger.filings.get(filing_id)
    assert ledger.filings.title(filing_id) == "新题"
    assert ledger.filings.revise(filing_id, region="").region is None
    assert ledger.filings.revise(filing_id, variant="云南", form_version="2").variant == "云南"
    assert ledger.history(filing_id) == []
