"""Last year's filings as the start of this year's: candidates, previews, a whole year, many regions at once."""

import pytest

from medaid_desktop.core.changes.carry_over import plainly
from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.carry_over import carry_year, is_carried, only_dates, preview, starts, waiting
from medaid_desktop.operations.filings.carry_report import report_json, report_lines, skipped_words
from medaid_desktop.operations.filings.filings import title_of
from medaid_desktop.operations.filings.new_filings import Made, Order, make_filings
from medaid_desktop.operations.ledgers.sample import sample_filings
from medaid_desktop.store.ground.progress import CancelledError


def fill(desk: Desk) -> None:
    desk.ledger.filings.add_many((filing, title_of(desk.form_of(filing), filing)) for filing in sample_filings())


def test_the_newest_year_before_is_what_a_region_starts_from(desk: Desk):
    for year in (2018, 2020, 2020, 2022):
        desk.ledger.filings.add(Filing("declaration", year, "371521"), f"{year} 年度项目")
    desk.ledger.filings.add(Filing("declaration", 2020, "371522"), "邻县的")
    [start] = starts(desk, "declaration", ["371521"], 2021)
    assert [summary.year for summary in start.earlier] == [2020, 2020, 2018]
    assert [summary.year for summary in start.newest()] == [2020, 2020] and start.present == ()
    regions: list[str | None] = ["371521", "371522", "371523", "371524"]
    several = starts(desk, "declaration", regions, 2022, "371500")
    assert [start.region for start in several] == regions
    assert [(len(start.present), len(start.earlier)) for start in several] == [(1, 3), (0, 1), (0, 0), (0, 0)]


def test_what_was_carried_over_is_known_by_its_title(desk: Desk):
    desk.ledger.filings.add(Filing("declaration", 2020, "371521"), "2020 年度项目")
    [start] = starts(desk, "declaration", ["371521"], 2021)
    assert not is_carried(start.earlier[0], start.present, 2021)
    desk.ledger.filings.add(Filing("declaration", 2021, "371521"), "2021 年度项目")
    [start] = starts(desk, "declaration", ["371521"], 2021)
    assert is_carried(start.earlier[0], start.present, 2021)


def test_a_region_with_one_filing_a_year_is_done_whatever_it_is_called_now(desk: Desk):
    desk.ledger.filings.add(Filing("declaration", 2020, "371521"), "2020 年度项目")
    desk.ledger.filings.add(Filing("declaration", 2021, "371521"), "改了名的项目")
    [start] = starts(desk, "declaration", ["371521"], 2021)
    assert waiting(start, 2021) == []
    desk.ledger.filings.add(Filing("declaration", 2020, "371521"), "另一个项目")
    [start] = starts(desk, "declaration", ["371521"], 2021)
    assert len(waiting(start, 2021)) == 2


def test_same_words_are_told_once(desk: Desk):
    fill(desk)
    sources = [summary.id for summary in desk.ledger.filings.list("650100", "target-breakdown", 2020)]
    told: list[tuple[int, int]] = []
    found = preview(desk, sources, 2021, lambda done, total: told.append((done, total)))
    assert found.filings == 8 and told[-1] == (8, 8)
    assert found.cleared["资金总额"][1] == 8 and len(found.figures) == 24
    with pytest.raises(CancelledError):
        preview(desk, sources, 2021, cancelled=lambda: True)


def test_a_whole_year_is_carried_over_once(desk: Desk):
    fill(desk)
    told: list[tuple[int, int]] = []
    outcome = carry_year(desk, 2021, plainly, progress=lambda done, total: told.append((done, total)))
    assert len(outcome.filings) == 21 and outcome.skipped == () and told[-1] == (42, 42)
    assert desk.ledger.filings.count(year=2021) == 21 + 5
    titles = {carried.made.title for carried in outcome.filings}
    assert "2021 年度贫困人口医疗救助资金项目" in titles
    again = carry_year(desk, 2021, plainly)
    assert again.filings == () and len(again.skipped) == 21
    assert skipped_words(again).startswith("新年度已有 21 份，没有再结转：") and skipped_words(outcome) == ""


def test_without_leave_only_periods_and_dates_move(desk: Desk):
    fill(desk)
    outcome = carry_year(desk, 2021, only_dates, "371521", "declaration")
    filings = [desk.ledger.filings.get(carried.made.id) for carried in outcome.filings]
    assert {filing.values["period"] for filing in filings} == {"2021 年 1 月 至 2021 年 12 月"}
    assert any(filing.values["project_name"].startswith("2020 年度") for filing in filings)
    data = report_json(outcome)["filings"][0]
    assert set(data) == {"id", "form", "region", "year", "title", "status", "source", "kept", "cleared", "years_changed", "years_offered", "figures"}  # fmt: skip
    assert {"where", "from", "to", "sentence"} == set(data["years_offered"][0])
    assert len(report_lines(outcome)) == 3 and all(
        "保留" in line and line.count("\t") == 5 for line in report_lines(outcome)
    )


def test_nothing_to_carry_over_says_where_it_looked(desk: Desk):
    with pytest.raises(UserError, match="没有可以结转的填报件：山东省聊城市阳谷县，2029 年度"):
        carry_year(desk, 2030, plainly, "371521")


def test_orders_of_all_kinds_are_made_together(desk: Desk):
    fill(desk)
    source = desk.ledger.filings.list("371521", "declaration")[0]
    orders = [Order("371521", "carry", source.id), Order("371522"), Order("371523", "copy", source.id)]
    made = make_filings(desk, "declaration", 2021, orders)
    carried, blank, copy = (desk.ledger.filings.get(one.id) for one in made)
    assert [filing.region for filing in (carried, blank, copy)] == ["371521", "371522", "371523"]
    assert carried.values["project_name"].startswith("2021") and made[0].carried is not None
    assert blank.values == {} and copy.values == desk.ledger.filings.get(source.id).values
    assert all(filing.status == "draft" and filing.year == 2021 for filing in (carried, blank, copy))


def test_all_or_none(desk: Desk):
    fill(desk)
    count = desk.ledger.filings.count()
    source = desk.ledger.filings.list("371521", "declaration")[0].id
    with pytest.raises(UserError, match="不能以另一表种为底稿"):
        make_filings(desk, "monitoring", 2021, [Order("371521"), Order("371521", "carry", source)])
    with pytest.raises(UserError):
        make_filings(desk, "declaration", 2021, [Order("371521"), Order("999999")])
    for stop_at in (1, 4):
        asked = iter(range(100))
        with pytest.raises(CancelledError):
            make_filings(
                desk, "declaration", 2021, [Order("371521")] * 3, cancelled=lambda a=asked, s=stop_at: next(a) >= s
            )
    assert desk.ledger.filings.count() == count
    made: list[Made] = make_filings(desk, "declaration", 2021, [Order(None)])
    assert desk.ledger.filings.get(made[0].id).region is None
