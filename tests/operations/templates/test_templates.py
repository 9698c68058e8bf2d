"""Blank documents become forms of the ledger's own: read, kept, in versions, moved over to, removed."""

import json
import threading

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings import editing
from medaid_desktop.operations.filings.carry_over import carry_year, only_dates
from medaid_desktop.operations.filings.exchange import export_json
from medaid_desktop.operations.filings.filings import add_filing, public_json
from medaid_desktop.operations.filings.history import Past, restore, state_at
from medaid_desktop.operations.filings.new_filings import Order, make_filings
from medaid_desktop.operations.incoming import Choice, import_files
from medaid_desktop.operations.templates import (
    change_template,
    draft_form,
    keep_template,
    movable,
    move_filings,
    read_template,
    rehearse_keeping,
    remove_template,
    stored,
    templates,
)
from medaid_desktop.recognition.templates.changing.changes import AsText
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from tests.operations.templates.blanks import letter, many_sheets, notice, target_book, written

FORM = "custom:绩效目标表"


@pytest.fixture
def blank(tmp_path):
    return written(tmp_path / "下发", target_book())


@pytest.fixture
def second(tmp_path):
    return written(tmp_path / "下发", target_book(more="联系人"), "空白表（新）.xlsx")


def kept(desk, file, name="", only=None):
    return keep_template(desk, read_template(desk, file), name, only)


def test_a_workbook_becomes_a_form_like_a_built_in_one(desk, blank):
    [one] = kept(desk, blank)
    assert (one.form, one.version, one.title, one.is_new, one.before) == (FORM, "1", "绩效目标表", True, "")
    form = desk.forms.get(FORM)
    assert form.base == "project-target"
    assert {"project_name", "competent_department", "implementing_unit"} <= set(form.fields_by_id)
    assert {column.id for column in form.tables_by_id["indicators"].columns} >= {"level1", "level3", "target"}
    filing = add_filing(desk, FORM, "371521", 2020)
    assert desk.form_of(filing) is form
    assert desk.paper(filing).binding
    editing.commit(desk, filing.id, [("values.project_name", "医疗救助")], "填写")
    assert desk.ledger.filings.title(filing.id) == "医疗救助"
    assert desk.ledger.check() == []


def test_the_document_is_kept_to_the_byte(desk, blank):
    kept(desk, blank)
    [template] = stored(desk)
    head = desk.ledger.templates.all()[0]
    assert desk.ledger.templates.original(head) == blank.read_bytes()
    assert (template.file, template.kind, template.digest) == ("空白表.xlsx", "xlsx", head.digest)
    assert template.map.sheet == "目标表"


def test_the_same_file_again_is_there_already(desk, blank):
    kept(desk, blank)
    [again] = kept(desk, blank)
    assert (again.form, again.version, again.is_new) == (FORM, "1", False)
    assert len(desk.ledger.templates.all()) == 1


def test_the_same_file_corrected_is_the_next_version_and_comes_back_corrected(desk, blank):
    kept(desk, blank)
    draft = read_template(desk, blank)
    spot = next(mark.spot for mark in draft.maps[0].fields if mark.definition.id == "implementing_unit")
    changed = change_template(draft, 0, AsText((spot.row, spot.col)))
    assert "implementing_unit" not in draft_form(desk, changed, 0).layouts[0].shown_values
    assert len(desk.ledger.templates.all()) == 1
    [one] = keep_template(desk, changed)
    assert (one.version, one.before, one.is_new) == ("2", "1", True)
    again = read_template(desk, blank)
    assert again.maps == changed.maps
    assert not keep_template(desk, again)[0].is_new


def test_a_second_version_is_recognised(desk, blank, second):
    kept(desk, blank)
    draft = read_template(desk, second)
    assert draft.known[0].form == FORM and not draft.known[0].is_same_file
    [one] = keep_template(desk, draft)
    assert (one.form, one.version, one.before) == (FORM, "2", "1")
    assert [info.id for info in desk.forms.infos()].count(FORM) == 1


def test_a_name_makes_a_version_of_what_has_it_and_a_form_of_what_has_not(desk, blank, tmp_path):
    kept(desk, blank, "甲表")
    assert kept(desk, blank, "乙表")[0].form == "custom:乙表"
    other = written(tmp_path, many_sheets(), "别的.xlsx")
    assert kept(desk, other, "甲表", only=[0])[0].version == "2"
    assert {info.id for info in desk.forms.infos() if info.id.startswith("custom:")} == {"custom:甲表", "custom:乙表"}


def test_a_letter_is_no_version_of_a_workbook(desk, blank, tmp_path):
    kept(desk, blank)
    [one] = kept(desk, written(tmp_path, letter(), "表.docx"))
    assert (one.form, one.version) == ("custom:绩效目标表2", "1")


def test_each_sheet_makes_a_form(desk, tmp_path):
    draft = read_template(desk, written(tmp_path, many_sheets()))
    assert draft.names == ("救助项目申请表", "救助人员登记表")
    assert [one.form for one in rehearse_keeping(desk, draft, "甲")] == ["custom:甲", "custom:救助人员登记表"]
    assert desk.ledger.templates.all() == ()
    assert [one.form for one in keep_template(desk, draft, "甲")] == ["custom:甲", "custom:救助人员登记表"]
    assert len(desk.ledger.connection.rows("SELECT 1 FROM sources")) == 1
    again = read_template(desk, draft.file)
    assert again.names == ("甲", "救助人员登记表")
    assert not any(one.is_new for one in keep_template(desk, again))


def test_new_filings_begin_with_what_the_upper_level_printed(desk, tmp_path):
    kept(desk, written(tmp_path, target_book(given=("救助人次", "救助金额"))))
    filing = add_filing(desk, FORM, "371521", 2020)
    assert [row["level3"] for row in filing.rows("indicators")] == ["救助人次", "救助金额"]
    [made] = make_filings(desk, FORM, 2021, [Order("371521")])
    assert len(desk.ledger.filings.get(made.id).rows("indicators")) == 2
    assert desk.forms.get(FORM).start.tables["indicators"][0]["level3"] == "救助人次"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "空.xlsx", "空"),
        (b"PK\x03\x04 broken", "坏.xlsx", "损坏"),
        (b"%PDF-1.4", "表.pdf", "PDF"),
        (b'{"format": "medaid-filing/1"}', "件.json", "不是模板"),
        (notice(), "通知.xlsx", "没有找到要填的表"),
    ],
)
def test_what_is_no_template_is_said_to_be_none(desk, tmp_path, content, name, words):
    file = written(tmp_path, content, name)
    with pytest.raises(UserError, match=words) as raised:
        read_template(desk, file)
    assert name in str(raised.value) and raised.value.mend
    with pytest.raises(UserError, match="找不到"):
        read_template(desk, tmp_path / "没有.xlsx")


@pytest.mark.parametrize("name", ["a/b", "x" * 41, "CON", "...", "  "])
def test_names_that_cannot_be_are_refused(desk, blank, name):
    draft = read_template(desk, blank)
    with pytest.raises(UserError, match="表种的名称"):
        keep_template(desk, draft, name)
    assert desk.ledger.templates.all() == ()


def test_nothing_is_kept_where_one_of_the_forms_cannot_be(desk, tmp_path):
    draft = read_template(desk, written(tmp_path, many_sheets()))
    pages = desk.ledger.connection.pragma("page_count")
    desk.ledger.connection.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(UserError, match="磁盘已满"):
        keep_template(desk, draft)
    assert desk.ledger.templates.all() == ()
    assert [info.id for info in desk.forms.infos() if info.id.startswith("custom:")] == []


def test_a_read_only_ledger_reads_templates_and_keeps_none(desk, blank):
    with Desk(Ledger.open(desk.ledger.path, read_only=True), FormLibrary()) as other:
        draft = read_template(other, blank)
        assert rehearse_keeping(other, draft)[0].form == FORM
        with pytest.raises(UserError, match="不能修改"):
            keep_template(other, draft)


def test_a_form_of_one_ledger_is_none_of_another(desk, blank, tmp_path):
    kept(desk, blank)
    filing = add_filing(desk, FORM, "371521", 2020)
    with Desk(Ledger.create(tmp_path / "别处.medaid"), FormLibrary()) as other:
        assert FORM not in other.forms.ids()
        with pytest.raises(UserError, match="台账里没有这个表种"):
            add_filing(other, FORM, "371521", 2020)
        stray = other.ledger.filings.add(filing, "件")
        assert public_json(other, stray)["form"] == FORM


def test_a_desk_of_another_thread_sees_a_form_added_meanwhile(desk, blank):
    seen = []
    with desk.ledger.reader() as reader:
        other = Desk(reader, desk.forms)
        assert FORM not in other.forms.ids()
        kept(desk, blank)
        thread = threading.Thread(target=lambda: seen.append(other.forms.get(FORM).title))
        thread.start()
        thread.join()
    assert seen == ["绩效目标表"]


# -- removing --------------------------------------------------------------------------------------------------------


def test_a_form_goes_only_without_filings(desk, blank):
    kept(desk, blank)
    filing = add_filing(desk, FORM, "371521", 2020)
    with pytest.raises(UserError, match=r"还有填报件，不能删除：绩效目标表：1 份填报件"):
        remove_template(desk, FORM)
    desk.ledger.filings.delete([filing.id])
    with pytest.raises(UserError, match="回收站里 1 份"):
        remove_template(desk, "绩效目标表")
    desk.ledger.filings.purge([filing.id])
    assert remove_template(desk, "绩效目标表") == 1
    assert FORM not in desk.forms.ids() and templates(desk) == []
    with pytest.raises(UserError, match="台账里没有这个自制表种"):
        remove_template(desk, FORM)


def test_a_form_made_again_after_it_was_removed_is_the_new_one(desk, blank, tmp_path):
    kept(desk, blank)
    assert "contact" not in desk.forms.get(FORM).fields_by_id
    remove_template(desk, FORM)
    kept(desk, written(tmp_path, target_book(more="联系人")))
    assert len(desk.forms.get(FORM).layouts[0].shown_values) == 7


# -- versions --------------------------------------------------------------------------------------------------------


@pytest.fixture
def filled(desk, blank, second):
    """A filing made with the first version of a form that has two."""
    kept(desk, blank)
    filing = add_filing(desk, FORM, "371521", 2020)
    edits = [("values.project_name", "医疗救助"), ("tables.indicators[0].level3", "救助人次")]
    editing.commit(desk, filing.id, [*edits, ("tables.indicators[0].target", "≥95%")], "填写")
    kept(desk, second)
    return filing.id


def test_old_versions_stay_readable(desk, filled):
    filing = desk.ledger.filings.get(filled)
    assert (desk.form_of(filing).version, desk.forms.get(FORM).version) == ("1", "2")
    editing.commit(desk, filled, [("values.project_name", "改了")], "填写")
    assert add_filing(desk, FORM, "371521", 2021).form_version == "2"
    [info] = templates(desk)
    assert (info.version, info.versions, info.filings, info.older) == ("2", 2, 2, 1)


def test_filings_move_over_by_an_edit_that_can_be_undone(desk, filled):
    before = desk.ledger.filings.get(filled)
    assert movable(desk, FORM) == [filled]
    report = move_filings(desk, "绩效目标表")
    assert [(one.id, one.title, one.before, one.lost) for one in report.moved] == [(filled, "医疗救助", "1", ())]
    after = desk.ledger.filings.get(filled)
    assert (after.form_version, after.values["project_name"]) == ("2", "医疗救助")
    assert after.tables == before.tables
    assert movable(desk, FORM) == [] and move_filings(desk, FORM).moved == []
    assert editing.undo(desk, filled).filing == before
    assert desk.form_of(desk.ledger.filings.get(filled)).version == "1"
    assert editing.redo(desk, filled).filing == after


def test_history_goes_back_over_a_move(desk, filled):
    move_filings(desk, FORM)
    step = desk.ledger.history(filled)[0].number
    editing.commit(desk, filled, [("values.project_name", "新的")], "填写")
    assert state_at(desk, filled, step - 1, Past(filled)).form_version == "1"
    applied = restore(desk, filled, step - 1)
    assert (applied.filing.form_version, applied.filing.values["project_name"]) == ("1", "医疗救助")
    assert editing.undo(desk, filled).filing.form_version == "2"


def test_what_has_no_place_is_kept_and_named(desk, blank, second):
    kept(desk, second)
    filing = add_filing(desk, FORM, "371521", 2020)
    contact = next(field.id for field in desk.forms.get(FORM).fields if field.label == "联系人")
    editing.commit(desk, filing.id, [(f"values.{contact}", "王某")], "填写")
    kept(desk, blank)
    report = move_filings(desk, FORM, [filing.id])
    [moved] = report.moved
    assert moved.lost == ("联系人",)
    assert "联系人" in report.notices()[0]
    assert "王某" in desk.ledger.filings.get(filing.id).values.values()


def test_what_was_reviewed_stays_as_it_was_signed(desk, filled):
    desk.ledger.filings.note_status(filled, "reviewed")
    report = move_filings(desk, FORM)
    assert report.moved == [] and "已审核" in report.notices()[0]
    assert desk.ledger.filings.get(filled).form_version == "1"


def test_a_filing_of_another_form_is_not_moved(desk, filled):
    other = desk.ledger.filings.add(Filing("declaration", 2020, "371521"), "件")
    with pytest.raises(UserError, match="不是这个表种的"):
        move_filings(desk, FORM, [filled, other.id])
    assert desk.ledger.filings.get(filled).form_version == "1"


def test_a_copy_and_a_carried_over_year_are_of_the_newest_version(desk, filled):
    copy = add_filing(desk, FORM, "371521", 2021, source=filled)
    assert (copy.form_version, copy.values["project_name"]) == ("2", "医疗救助")
    desk.ledger.filings.delete([copy.id])
    [carried] = carry_year(desk, 2021, only_dates).filings
    made = desk.ledger.filings.get(carried.made.id)
    assert (made.form_version, made.rows("indicators")[0]["level3"]) == ("2", "救助人次")


def test_a_lost_version_leaves_the_ledger_usable(desk, filled):
    desk.ledger.connection.execute("DELETE FROM templates WHERE version = '1'")
    with Desk(Ledger.open(desk.ledger.path, read_only=True), FormLibrary()) as other:
        filing = other.ledger.filings.get(filled)
        with pytest.raises(UserError, match="没有这个表种的这一版"):
            other.form_of(filing)
        assert json.dumps(public_json(other, filing))
        assert other.forms.title(filing.form) == "绩效目标表"


# -- filings that come from elsewhere --------------------------------------------------------------------------------


def test_a_filing_of_another_ledgers_version_becomes_one_of_the_newest_here(desk, filled, blank, tmp_path):
    move_filings(desk, FORM)
    export_json(desk, [filled], tmp_path / "a.json")
    with Desk(Ledger.create(tmp_path / "别处.medaid"), FormLibrary()) as other:
        keep_template(other, read_template(other, blank))
        [made] = import_files(other, [tmp_path / "a.json"]).ids
        filing = other.ledger.filings.get(made)
        assert (filing.form_version, filing.values["project_name"]) == ("1", "医疗救助")


def test_a_file_of_a_newer_version_revises_a_filing_and_takes_it_along(desk, filled, tmp_path):
    newer = desk.ledger.filings.get(filled)
    newer.form_version, newer.id = "2", ""
    contact = next(field.id for field in desk.forms.get(FORM).fields if field.label == "联系人")
    newer.values[contact] = "王某"
    file = tmp_path / "新版.json"
    file.write_text(json.dumps(newer.to_json(), ensure_ascii=False), encoding="utf-8")
    before = desk.ledger.filings.get(filled)
    assert import_files(desk, [file], same=Choice.REVISE).revised == [filled]
    after = desk.ledger.filings.get(filled)
    assert (after.form_version, after.values[contact]) == ("2", "王某")
    assert editing.undo(desk, filled).filing == before
