"""Exports are told of in the log before the files are written, an entry for each filing."""

import json
from pathlib import Path
from typing import Any

import pytest

from medaid_desktop.core.digest import digest
from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.exports import export_folder, exporting
from medaid_desktop.operations.exports.exporting import export_files
from medaid_desktop.store.ledger import Ledger


@pytest.fixture
def ids(desk: Desk) -> list[str]:
    return [
        desk.ledger.filings.add(Filing("declaration", 2020, "371521", "1", values={"project_name": name}), name).id
        for name in ("甲", "乙", "丙")
    ]


def told(desk: Desk) -> list[tuple[str, str, Any]]:
    entries = [one for one in desk.ledger.log.entries() if one.action == "export"]
    return [(one.filing, one.digest, json.loads(one.details)["file"]) for one in entries]


@pytest.mark.parametrize("name", ["出", "一.xlsx", "一.json"])
def test_each_filing_is_told_of_with_its_content_and_file(
    desk: Desk, ids: list[str], tmp_path: Path, name: str
) -> None:
    report = export_files(desk, ids, tmp_path / name)
    found = told(desk)
    assert [one[:2] for one in found] == [(one, digest(desk.ledger.filings.get(one))) for one in ids]
    files = [path.name for path in report.files]
    assert [one[2] for one in found] == (files if len(files) > 1 else files * 3)


def test_it_is_told_before_a_file_is_written(
    desk: Desk, ids: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    write = export_folder.replace_file

    def watched(path: Path, content: bytes) -> None:
        with Ledger.open(desk.ledger.path, read_only=True) as reader:
            seen.append(reader.log.count(action="export"))
        write(path, content)

    monkeypatch.setattr(export_folder, "replace_file", watched)
    monkeypatch.setattr(exporting, "replace_file", watched)
    export_files(desk, ids, tmp_path / "出")
    assert seen == [3, 3, 3]


def test_what_is_refused_is_not_told(desk: Desk, ids: list[str], tmp_path: Path) -> None:
    with pytest.raises(UserError):
        export_files(desk, ids, tmp_path / "a.docx")
    assert told(desk) == []


@pytest.mark.parametrize("name", ["出", "一.xlsx", "一.json"])
def test_what_could_not_be_written_is_told_too(desk: Desk, ids: list[str], tmp_path: Path, name: str) -> None:
    if name == "出":
        report = export_files(desk, ids[:1], tmp_path / name)
        report.files[0].unlink()
        report.files[0].mkdir()
        assert export_files(desk, ids[:1], tmp_path / name).failed
    else:
        with pytest.raises(UserError):
            export_files(desk, ids, tmp_path / "没有" / name)
    entries = list(desk.ledger.log.entries())
    assert entries[-1].action == "export-failed" and entries[-1].filing in ids


def test_another_desk_keeps_the_books_and_a_read_only_one_none(desk: Desk, ids: list[str], tmp_path: Path) -> None:
    with desk.ledger.reader() as reader:
        export_files(Desk(reader, desk.forms), ids, tmp_path / "出", books=desk)
        assert len(told(desk)) == 3
        export_files(Desk(reader, desk.forms), ids, tmp_path / "又出")
    assert len(told(desk)) == 3


def test_forms_of_the_ledgers_own_are_told_of(desk: Desk) -> None:
    from medaid_desktop.store.forms.templates import TemplateTexts

    templates = desk.ledger.templates
    templates.keep("custom:绩效表", "1", TemplateTexts("{}", "{}"), "空白表.xlsx", "xlsx", b"x")
    templates.rename("custom:绩效表", "新表")
    templates.remove("custom:绩效表")
    changes = [json.loads(one.details)["change"] for one in desk.ledger.log.entries() if one.action == "template"]
    assert changes == ["keep", "rename", "remove"]
