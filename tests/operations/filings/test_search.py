"""Looking for words through the whole ledger."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.operations.filings.search import MOST_IN_ONE, Scope, search
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ground.progress import CancelledError
from medaid_desktop.store.ledger import Ledger

FORMS = FormLibrary()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Ledger.create(tmp_path / "office.medaid") as ledger:
        yield Desk(ledger, FORMS)


def add(desk: Desk, year: int = 2020, region: str = "371521", form: str = "declaration", **values: str) -> str:
    rows = [{"level1": "产出指标", "level3": "资助参保人次数", "target": "≥95%"} for _ in range(3)]
    return desk.ledger.filings.add(Filing(form, year, region, values=values, tables={"indicators": rows}), "题名").id


def paths(desk: Desk, text: str, scope: Scope | None = None) -> list[tuple[str, list[str]]]:
    found = search(desk, text, scope).filings
    return [(filing.id, [place.path for place in filing.places]) for filing in found]


def test_a_part_of_a_value_and_cells_of_a_table_are_found_with_label_and_snippet(desk: Desk):
    filing_id = add(desk, annual_goal="资助困难群众参加基本医疗保险")
    [found] = search(desk, "困难群众").filings
    assert (found.id, found.form_title, found.region_name) == (filing_id, "预算绩效目标申报表", "山东省聊城市阳谷县")
    [place] = found.places
    assert (place.path, place.label) == ("values.annual_goal", "年度目标")
    start, end = place.snippet.marks[0]
    assert place.snippet.text[start:end] == "困难群众"
    [found] = search(desk, "≥95％").filings
    assert found.places[0].path == "tables.indicators[0].target"
    assert found.places[0].label.endswith("第 1 行 指标值")


def test_a_group_that_is_repeated_on_its_rows_comes_once(desk: Desk):
    filing_id = add(desk)
    assert paths(desk, "产出指标") == [(filing_id, ["tables.indicators[0].level1"])]


def test_of_many_places_in_a_filing_the_first_are_listed_and_the_others_counted(desk: Desk):
    rows = [{"name": f"第{number}县", "total": "1"} for number in range(MOST_IN_ONE + 5)]
    desk.ledger.filings.add(Filing("allocation", 2020, tables={"rows": rows}), "表")
    [found] = search(desk, "县").filings
    assert (len(found.places), found.more) == (MOST_IN_ONE, 5)


def test_exact_cells_first_then_the_newest_year(desk: Desk):
    old_exact = add(desk, 2018, project_code="154.18")
    new = add(desk, 2022, overview="共 154.18 万元")
    older = add(desk, 2020, overview="共 154.18 万元")
    assert [filing for filing, _ in paths(desk, "154.18")] == [old_exact, new, older]


def test_all_words_must_be_there_anywhere_in_the_filing(desk: Desk):
    both = add(desk, overview="住院救助", annual_goal="提高满意度")
    add(desk, overview="住院救助")
    assert [filing for filing, _ in paths(desk, "住院 满意度")] == [both]
    assert paths(desk, "住院 满意度")[0][1] == ["values.overview", "values.annual_goal"]


def test_words_beside_one_in_the_content_may_name_region_year_and_form(desk: Desk):
    wanted = add(desk, 2021, overview="住院救助")
    add(desk, 2020, overview="住院救助")
    add(desk, 2021, "370100", overview="住院救助")
    assert [filing for filing, _ in paths(desk, "阳谷 2021 申报表 住院")] == [wanted]
    assert paths(desk, "阳谷 2021") == []


def test_scope_narrows_to_region_form_and_year(desk: Desk):
    here = add(desk, 2021, overview="住院")
    there = add(desk, 2020, "110101", "project-target", annual_goal="住院")
    assert [filing for filing, _ in paths(desk, "住院", Scope(region="370000"))] == [here]
    assert [filing for filing, _ in paths(desk, "住院", Scope(year=2020))] == [there]
    assert [filing for filing, _ in paths(desk, "住院", Scope(form="project-target"))] == [there]
    with pytest.raises(UserError):
        search(desk, "住院", Scope(form="nothing"))
    with pytest.raises(UserError):
        search(desk, "住院", Scope(region="999999"))


def test_names_of_fields_are_no_content_and_the_bin_is_left_out(desk: Desk):
    filing_id = add(desk, overview="住院")
    assert paths(desk, "overview") == []
    desk.ledger.filings.delete([filing_id])
    assert paths(desk, "住院") == []


def test_what_was_just_typed_is_found_and_what_is_gone_is_not(desk: Desk):
    filing_id = add(desk, overview="旧话")
    commit(desk, filing_id, [("values.overview", "新话")], "录入")
    assert paths(desk, "旧话") == []
    assert paths(desk, "新话") == [(filing_id, ["values.overview"])]


def test_no_more_than_asked_for_but_an_exact_cell_far_behind_still_comes_first(desk: Desk):
    exact = add(desk, 2001, project_code="救助")
    with desk.ledger.transaction():
        for number in range(30):
            add(desk, 2010, overview=f"救助{number}")
    found = search(desk, "救助", most=10)
    assert (len(found.filings), found.is_all) == (10, False)
    assert found.filings[0].id == exact
    assert search(desk, "救助", most=31).is_all


def test_tells_what_it_has_and_stops_when_told(desk: Desk):
    with desk.ledger.transaction():
        for number in range(450):
            add(desk, 2010, overview=f"救助{number}")
    told: list[int] = []
    progress: list[tuple[int, int]] = []
    search(desk, "救助", tell=lambda found: told.append(len(found.filings)), progress=lambda *at: progress.append(at))
    assert told[0] == 200
    assert progress[0] == (200, 450)
    stop = threading.Event()
    with pytest.raises(CancelledError):
        search(desk, "没有", progress=lambda *_: stop.set(), cancelled=stop.is_set)


def test_a_damaged_filing_and_a_form_nobody_knows_stop_nothing(desk: Desk):
    damaged = add(desk, overview="住院")
    other = desk.ledger.filings.add(Filing("custom:later", 2020, values={"extra:某栏": "住院"}), "题").id
    desk.ledger.connection.execute("UPDATE filings SET content = '{住院' WHERE id = ?", (damaged,))
    [found] = search(desk, "住院").filings
    assert (found.id, found.form_title, found.places[0].label) == (other, "custom:later", "某栏")


def test_nothing_is_asked_nothing_is_found(desk: Desk):
    add(desk)
    assert search(desk, "  ").filings == []


def test_a_reader_searches_while_the_ledger_is_being_edited(desk: Desk):
    filing_id = add(desk, overview="住院")
    with desk.ledger.reader() as reader:
        commit(desk, filing_id, [("values.overview", "门诊")], "录入")
        assert [filing.id for filing in search(Desk(reader, FORMS), "门诊").filings] == [filing_id]
