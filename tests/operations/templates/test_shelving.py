"""One version of a form goes, or the form gets another name; filings, ids and files are as they were."""

from pathlib import Path

import pytest

from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.exports.exporting import export_files
from medaid_desktop.operations.filings.editing import undo
from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.operations.templates import (
    keep_template,
    move_filings,
    read_template,
    remove_template,
    remove_version,
    rename_template,
    templates,
)
from tests.operations.templates.blanks import target_book, written

FORM = "custom:绩效目标表"


@pytest.fixture
def versions(desk: Desk, tmp_path: Path) -> Desk:
    """A ledger with two versions of a form, each of a file of its own."""
    keep_template(desk, read_template(desk, written(tmp_path, target_book())))
    keep_template(desk, read_template(desk, written(tmp_path, target_book(more="补充说明"), "修订.xlsx")))
    return desk


def _versions(desk: Desk) -> list[str]:
    return [head.version for head in desk.ledger.templates.all()]


def test_a_version_that_nothing_needs_goes_with_its_file(versions: Desk):
    filing = add_filing(versions, FORM, "371521", 2021)
    assert filing.form_version == "2"
    sources = versions.ledger.connection.rows("SELECT count(*) FROM sources")
    assert remove_version(versions, "绩效目标表", "1") == 1
    assert _versions(versions) == ["2"] and versions.form_of(filing).version == "2"
    assert versions.ledger.connection.rows("SELECT count(*) FROM sources")[0][0] == sources[0][0] - 1
    assert versions.ledger.check() == []


def test_without_its_newest_version_a_form_is_the_one_before(versions: Desk):
    remove_version(versions, FORM, "2")
    assert versions.forms.get(FORM).version == "1"
    assert add_filing(versions, FORM, "371521", 2021).form_version == "1"
    with pytest.raises(UserError, match="还在用"):
        remove_version(versions, FORM, "1")


def test_the_last_version_is_the_form_itself(versions: Desk):
    remove_version(versions, FORM, "1")
    assert remove_version(versions, FORM, "2") == 1
    assert FORM not in versions.forms.ids() and templates(versions) == []


def test_a_version_stays_while_a_filing_or_its_history_needs_it(versions: Desk, tmp_path: Path):
    remove_version(versions, FORM, "2")
    filing = add_filing(versions, FORM, "371521", 2021)
    again = keep_template(
        versions, read_template(versions, written(tmp_path, target_book(more="另一项"), "又一版.xlsx"))
    )
    assert again[0].version == "2"
    with pytest.raises(UserError, match=r"第 1 版：1 份填报件") as told:
        remove_version(versions, FORM, "1")
    assert told.value.mend
    assert [one.reason for one in templates(versions)[0].shelf] == ["1 份填报件", ""]
    move_filings(versions, FORM)
    with pytest.raises(UserError, match="修改历史"):
        remove_version(versions, FORM, "1")
    undo(versions, filing.id)
    assert versions.form_of(versions.ledger.filings.get(filing.id)).version == "1"
    with pytest.raises(UserError, match="修改历史"):
        remove_version(versions, FORM, "2")
    versions.ledger.filings.delete([filing.id])
    with pytest.raises(UserError, match="回收站里 1 份"):
        remove_version(versions, FORM, "1")
    versions.ledger.filings.purge([filing.id])
    assert remove_version(versions, FORM, "1") == 1


def test_a_version_that_is_not_there_is_said(versions: Desk):
    with pytest.raises(UserError, match="没有这一版") as told:
        remove_version(versions, FORM, "9")
    assert "1、2" in told.value.mend


def test_another_name_keeps_id_filings_and_versions(versions: Desk, tmp_path: Path):
    filing = add_filing(versions, FORM, "371521", 2021)
    before = versions.ledger.filings.get(filing.id)
    assert rename_template(versions, "绩效目标表", " 县级目标表 ") == FORM
    assert versions.ledger.filings.get(filing.id) == before
    assert (versions.forms.title(FORM), versions.forms.short(FORM), versions.forms.called(FORM)) == ("县级目标表",) * 3
    assert versions.forms.get(FORM).title != "县级目标表", "the paper bears the upper level's title"
    [listed] = templates(versions)
    assert (listed.form, listed.name, listed.title, listed.versions) == (FORM, "县级目标表", "县级目标表", 2)
    assert next(info.title for info in versions.forms.infos() if info.id == FORM) == "县级目标表"
    report = export_files(versions, [filing.id], tmp_path / "导出")
    assert "县级目标表" in report.files[0].name


def test_a_renamed_form_gets_its_next_version(versions: Desk, tmp_path: Path):
    rename_template(versions, FORM, "县级目标表")
    draft = read_template(versions, written(tmp_path, target_book(more="又一项"), "三.xlsx"))
    assert draft.name == "县级目标表"
    [kept] = keep_template(versions, draft)
    assert (kept.form, kept.version, kept.name) == (FORM, "3", "县级目标表")
    [named] = keep_template(
        versions, read_template(versions, written(tmp_path, target_book(more="第四项"), "四.xlsx")), "县级目标表"
    )
    assert (named.form, named.version) == (FORM, "4")


def test_names_that_others_have_are_refused(versions: Desk, tmp_path: Path):
    other = written(tmp_path, target_book("资金汇总表"), "另.xlsx")
    keep_template(versions, read_template(versions, other), "汇总表")
    for name in ("汇总表", versions.forms.title("declaration")):
        with pytest.raises(UserError, match="已经有叫这个名称"):
            rename_template(versions, FORM, name)
    with pytest.raises(UserError, match="不能用的字符"):
        rename_template(versions, FORM, "甲/乙")
    rename_template(versions, FORM, "县级目标表")
    with pytest.raises(UserError, match="已经有叫这个名称"):
        rename_template(versions, "汇总表", "绩效目标表")


def test_a_form_gets_its_own_name_back_and_takes_the_other_along_when_it_goes(versions: Desk):
    rename_template(versions, FORM, "县级目标表")
    rename_template(versions, "县级目标表", "绩效目标表")
    assert not [key for key in versions.ledger.settings.all() if "绩效目标表" in key]
    assert templates(versions)[0].name == "绩效目标表"
    rename_template(versions, FORM, "县级目标表")
    remove_template(versions, "县级目标表")
    assert not [key for key in versions.ledger.settings.all() if "绩效目标表" in key]
