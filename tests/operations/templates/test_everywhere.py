"""A form of the ledger's own in all that is done with forms."""

import pytest

from medaid_desktop.core.sheet import Slot
from medaid_desktop.errors import UserError
from medaid_desktop.operations.checking.counting import count_open_errors
from medaid_desktop.operations.filings import editing
from medaid_desktop.operations.filings.carry_over import starts, waiting
from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.operations.filings.history import compare_filings, entries
from medaid_desktop.operations.filings.listing import wanted_filings
from medaid_desktop.operations.filings.new_filings import Order, make_filings
from medaid_desktop.operations.filings.search import Scope, search
from medaid_desktop.operations.incoming import KEEP, known_for, read_incoming, settle
from medaid_desktop.operations.paper.printing import print_filings, sheet_name
from medaid_desktop.operations.suggesting.recall import recall
from medaid_desktop.operations.suggesting.suggestions import Suggester
from medaid_desktop.operations.templates import keep_template, read_template
from medaid_desktop.store.shipped.vocabulary import load_vocabulary
from tests.operations.templates.blanks import target_book, written

FORM = "custom:绩效目标表"


@pytest.fixture
def filing(desk, tmp_path):
    keep_template(desk, read_template(desk, written(tmp_path, target_book(more="联系人"))))
    made = add_filing(desk, FORM, "371521", 2020)
    edits = [("values.project_name", "医疗救助"), ("tables.indicators[0].level3", "救助人次")]
    editing.commit(desk, made.id, [*edits, ("tables.indicators[0].target", "≥95%")], "填写")
    return made.id


def test_lists_count_filter_and_sort_it(desk, filing):
    add_filing(desk, "declaration", "371521", 2020)
    overview = desk.ledger.overview
    assert overview.by_region()["371521"].filings == 2
    assert overview.ids(wanted_filings(desk, "370000", 2020, form=FORM)) == [filing]
    assert overview.ids(wanted_filings(desk, None, None, text="绩效目标表 阳谷")) == [filing]
    assert len(overview.ids(wanted_filings(desk, None, None, order="form", descending=True))) == 2
    assert count_open_errors(desk.ledger, desk) >= 1


def test_searching_finds_it_by_content_and_by_form(desk, filing):
    [found] = search(desk, "救助人次", Scope(form=FORM)).filings
    assert (found.id, found.form_title) == (filing, "绩效目标表")
    assert found.places[0].label.endswith("第 1 行 三级指标")
    assert [one.id for one in search(desk, "绩效目标表 95%").filings] == [filing]


def test_it_prints(desk, filing, tmp_path):
    report = print_filings(desk, [filing], tmp_path / "a.pdf")
    assert sum(report.pages) >= 1 and (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
    assert sheet_name(desk, desk.ledger.filings.get(filing)) == "阳谷县-绩效目标表-2020"


def test_its_history_and_differences_have_its_words(desk, filing):
    assert entries(desk, filing).entries[-1].label.startswith("建立填报件")
    other = add_filing(desk, FORM, "371521", 2021, source=filing)
    editing.commit(desk, other.id, [("tables.indicators[0].target", "≥96%")], "填写")
    [difference] = compare_filings(desk, filing, other.id)
    assert (difference.field, difference.before, difference.after) == ("指标值", "≥95%", "≥96%")


def test_another_year_begins_with_it(desk, filing):
    [start] = starts(desk, FORM, ["371521"], 2021)
    assert [summary.id for summary in waiting(start, 2021)] == [filing]


def test_what_was_written_is_offered_again(desk, filing):
    later = add_filing(desk, FORM, "371521", 2021)
    declaration = add_filing(desk, "declaration", "371521", 2021)
    memory = recall(desk, later)
    assert [one.id for one in memory.earlier] == [filing]
    assert filing in {one.id for one in recall(desk, declaration).kin}
    suggester = Suggester(desk.form_of(later), desk.regions, load_vocabulary())
    suggester.memory = memory
    texts = [one.text for one in suggester.suggest(later, Slot(("values.project_name",), "project_name"), "")]
    assert "医疗救助" in texts


@pytest.mark.usefixtures("filing")
def test_a_table_can_be_settled_to_be_of_it(desk, tmp_path):
    book = written(tmp_path, target_book(title="某某表", given=("甲指标",)), "别的.xlsx")
    incoming = read_incoming(desk, book, known_for(desk))
    item = incoming.items[0]
    settle(desk, item, FORM, "371521", 2022)
    assert item.problem is None and item.filing.form == FORM
    assert item.filing.form_version == desk.forms.get(FORM).version
    settle(desk, item, "project-target", KEEP, KEEP)
    assert item.filing.form == "project-target"


def test_the_first_year_of_a_template_begins_with_the_built_in_form_it_was_made_after(desk, tmp_path):
    before = add_filing(desk, "project-target", "371521", 2019)
    edits = [("values.project_name", "医疗救助"), ("values.annual_goal", "年度目标")]
    edits += [("tables.indicators[0].level3", "救助人次"), ("tables.indicators[0].target", "≥95%")]
    editing.commit(desk, before.id, edits, "填写", keep_groups=True)
    keep_template(desk, read_template(desk, written(tmp_path, target_book(given=("上级指标",)))))
    [start] = starts(desk, FORM, ["371521"], 2020)
    assert [summary.id for summary in start.earlier] == [before.id]
    [made] = make_filings(desk, FORM, 2020, [Order("371521", "carry", before.id)])
    filing = desk.ledger.filings.get(made.id)
    assert (filing.form, filing.form_version, filing.values["project_name"]) == (FORM, "1", "医疗救助")
    assert filing.values["annual_goal"] == "年度目标"
    assert {row["level3"] for row in filing.rows("indicators")} == {"救助人次", "上级指标"}
    copy = add_filing(desk, FORM, "371521", 2021, source=before.id)
    assert copy.values["project_name"] == "医疗救助"
    assert [summary.id for summary in starts(desk, FORM, ["371521"], 2021)[0].earlier] == [made.id]
    assert starts(desk, "project-target", ["371521"], 2020)[0].earlier[0].id == before.id


def test_a_form_of_another_kind_is_no_beginning(desk, filing):
    with pytest.raises(UserError, match="不能复制成另一表种"):
        add_filing(desk, "declaration", "371521", 2021, source=filing)
    with pytest.raises(UserError, match="不能以另一表种为底稿"):
        make_filings(desk, "declaration", 2021, [Order("371521", "carry", filing)])
