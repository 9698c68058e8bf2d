"""New filings, copies, titles, and the JSON that others read."""

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.operations.filings.filings import add_filing, check_content, public_json, title_of


def test_new_filing_is_empty_and_in_the_ledger(desk: Desk):
    filing = add_filing(desk, "declaration", "371521", 2020)
    stored = desk.ledger.filings.get(filing.id)
    assert (stored.form, stored.region, stored.year, stored.status) == ("declaration", "371521", 2020, "draft")
    assert stored.values == {} and not any(stored.tables.values())
    assert desk.ledger.filings.list()[0].title == "预算绩效目标申报表"


def test_copy_takes_content_and_not_identity(desk: Desk):
    source = add_filing(desk, "declaration", "371521", 2020)
    commit(desk, source.id, [("values.project_name", "救助"), ("tables.schedule[0].activity", "发放")], "填写")
    copy = add_filing(desk, "declaration", "371522", 2021, source=source.id)
    assert copy.id != source.id and (copy.region, copy.year) == ("371522", 2021)
    assert copy.values == {"project_name": "救助"} and copy.rows("schedule") == [{"activity": "发放"}]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("no-such", "371521", 2020), "没有这个表种"),
        (("declaration", "371599", 2020), "371599"),
        (("declaration", "371521", 2020, "nobody"), "nobody"),
        (("declaration", "371521", 2020, "", "no-layout"), "没有版式"),
    ],
)
def test_what_is_unknown_is_said(desk: Desk, arguments: tuple[object, ...], words: str):
    with pytest.raises(UserError, match=words):
        add_filing(desk, *arguments)
    assert desk.ledger.filings.list() == []


def test_copy_into_another_form_is_refused(desk: Desk):
    source = add_filing(desk, "declaration", "371521", 2020)
    with pytest.raises(UserError, match="不能复制成另一表种"):
        add_filing(desk, "project-target", "371521", 2020, source=source.id)


def test_title_is_the_project_on_one_line(desk: Desk):
    form = desk.forms.get("declaration")
    assert title_of(form, Filing("declaration", values={"project_name": "甲\n乙 2020\n年"})) == "甲乙 2020 年"
    assert title_of(form, Filing("declaration")) == "预算绩效目标申报表"


def test_public_json_shows_blank_cells(desk: Desk):
    filing = add_filing(desk, "declaration", "371521", 2020)
    commit(desk, filing.id, [("tables.indicators[0].level3", "参保率")], "填写")
    data = public_json(desk, desk.ledger.filings.get(filing.id))
    assert data["format"] == "medaid-filing/1"
    assert data["values"]["project_name"] == "" and data["tables"]["schedule"] == []
    assert data["tables"]["indicators"] == [
        {"level1": "", "level2": "", "level3": "参保率", "level4": "", "target": "", "note": ""}
    ]
    assert Filing.from_json(data) == desk.ledger.filings.get(filing.id)


@pytest.mark.parametrize(
    ("filing", "where"),
    [
        (Filing("declaration", values={"colour": "红"}), "values.colour"),
        (Filing("declaration", tables={"rows": [{"a": "1"}]}), "tables.rows[0].a"),
        (Filing("declaration", tables={"schedule": [{"activity": "1"}, {"when": "2"}]}), "tables.schedule[1].when"),
    ],
)
def test_content_the_form_does_not_know_is_refused(desk: Desk, filing: Filing, where: str):
    with pytest.raises(UserError) as error:
        check_content(desk.forms.get("declaration"), filing)
    assert error.value.where == where


def test_extra_labels_are_known(desk: Desk):
    check_content(desk.forms.get("declaration"), Filing("declaration", values={"extra:经办科室": "待遇科"}))
