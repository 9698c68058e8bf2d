"""Which layout a filing is printed in."""

from medaid_desktop.core.filing import Filing, Row
from medaid_desktop.core.paper.variants import choose_layout, content_columns, unplaced
from tests.core.papers import built_in, samples

ALLOCATION = built_in("allocation")


def chosen(*rows: Row, variant: str = "", **values: str) -> str:
    filing = Filing("allocation", variant=variant, values=values, tables={"rows": list(rows)})
    return choose_layout(ALLOCATION, filing).id


def test_a_blank_filing_has_the_first_layout_or_the_chosen_one() -> None:
    assert chosen() == "sources"
    assert chosen(variant="accounts") == "accounts"
    assert chosen(variant="gone") == "sources"


def test_content_decides() -> None:
    assert chosen({"name": "甲", "central_general": "1", "total": "1"}) == "sources"
    assert chosen({"name": "甲", "headcount": "1"}) == "headcount"
    assert chosen({"name": "甲", "amount": "1"}) == "regions"
    assert chosen({"name": "甲", "amount": "1"}, {"name": "乙", "function_code": "2101301"}) == "accounts"
    assert chosen({"name": "甲"}, direct_fund_mark="01") == "regions"
    assert chosen({"name": "甲", "headcount": "1", "total": "1"}) == "full"


def test_the_clerks_choice_holds_while_nothing_is_left_out() -> None:
    row = {"name": "甲", "amount": "1"}
    assert chosen(row, variant="accounts") == "accounts"
    assert chosen(row | {"headcount": "1"}, variant="accounts") == "full"


def test_marks_that_are_never_printed_do_not_count() -> None:
    row = {"name": "甲", "amount": "1", "role": "unit", "depth": "1", "region": "371521"}
    filing = Filing("allocation", tables={"rows": [row]})
    assert list(content_columns(ALLOCATION, filing)) == [("rows", "name"), ("rows", "amount")]
    assert chosen(row) == "regions"


def test_what_has_no_place_is_counted_by_field_and_column() -> None:
    layout = ALLOCATION.layout("sources")
    assert layout is not None
    filing = Filing("allocation", values={"title": "表", "economic_code": "303", "extra:附注": "x"})
    filing.tables["rows"] = [{"headcount": "1", "amount": "2"}, {"headcount": "3"}]
    assert unplaced(layout, filing, set(content_columns(ALLOCATION, filing))) == 3


def test_samples_are_printed_in_the_layout_they_name() -> None:
    for filing in samples().values():
        assert choose_layout(built_in(filing.form), filing).id == filing.variant
