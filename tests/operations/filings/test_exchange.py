"""Filings as JSON: what goes out comes back, and a bad file says where it is bad and changes nothing."""

import json
from pathlib import Path

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.operations.filings.exchange import export_json
from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.operations.incoming import Choice, ImportReport, import_files
from medaid_desktop.store.ledger import Ledger


def write(path: Path, data: object) -> Path:
    path.write_text(data if isinstance(data, str) else json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def made_by(desk: Desk, report: ImportReport) -> list[Filing]:
    return [desk.ledger.filings.get(filing_id) for filing_id in report.ids]


def test_round_trip(desk: Desk, tmp_path: Path):
    filing = add_filing(desk, "declaration", "371521", 2020)
    edits = [("values.overview", "一\n二"), ("values.extra:科室", "甲"), ("tables.indicators[0].target", "≥95%")]
    content = commit(desk, filing.id, edits, "填写").filing
    out = tmp_path / "导出.json"
    assert export_json(desk, [filing.id], out) == 1
    desk.ledger.filings.delete([filing.id])
    report = import_files(desk, [out])
    (made,) = made_by(desk, report)
    assert (made.values, made.tables) == (content.values, content.tables)
    assert made.id != filing.id and filing.id in report.outcomes[0].notices[0]


def test_single_is_the_filing_itself(desk: Desk, tmp_path: Path):
    filing = add_filing(desk, "declaration", "371521", 2020)
    export_json(desk, [filing.id], tmp_path / "一.json", single=True)
    assert json.loads((tmp_path / "一.json").read_text(encoding="utf-8"))["id"] == filing.id


def test_region_and_year_stand_in_only_where_missing(desk: Desk, tmp_path: Path):
    bare = write(tmp_path / "a.json", {"form": "declaration", "values": {"project_name": "甲"}})
    full = write(tmp_path / "b.json", {"form": "declaration", "year": 2019, "region": "371522"})
    report = import_files(desk, [bare, full], region="371521", year=2020)
    assert [(made.region, made.year) for made in made_by(desk, report)] == [("371521", 2020), ("371522", 2019)]
    said = [doubt.message for doubt in report.outcomes[1].tables[0].doubts]
    assert len(said) == 2 and "371522，未改为 371521" in said[0] and "2019 年度，未改为 2020" in said[1]
    assert report.outcomes[0].tables[0].doubts == ()


def test_rows_of_dots_and_group_names_are_left_out(desk: Desk, tmp_path: Path):
    rows = [{"level1": "产出指标", "level2": "数量指标"}, {"level1": "产出指标", "level3": "甲"}, {"level2": ""}]
    file = write(tmp_path / "a.json", {"form": "declaration", "tables": {"indicators": rows}})
    assert made_by(desk, import_files(desk, [file]))[0].rows("indicators") == [{"level1": "产出指标", "level3": "甲"}]


def test_imported_filings_are_drafts(desk: Desk, tmp_path: Path):
    file = write(tmp_path / "a.json", {"form": "declaration", "status": "reviewed"})
    assert made_by(desk, import_files(desk, [file]))[0].status == "draft"


def test_dry_run_writes_nothing(desk: Desk, tmp_path: Path):
    file = write(tmp_path / "a.json", {"form": "declaration"})
    assert import_files(desk, [file], dry_run=True).ids == [""]
    assert desk.ledger.filings.list() == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "文件是空的"),
        ("{", "坏.json：第 1 行第 2 列"),
        ('{"form": "declaration", "values": {"funding_fiscal": NaN}}', "NaN 不是数"),
        ('{"form": "declaration", "form": "project-target"}', "同一个名称写了两次"),
        ({"filings": []}, "文件里没有填报件"),
        ({"format": "medaid-filing/9", "filings": [{"form": "declaration"}]}, "medaid-filing/9"),
        (
            {"filings": [{"form": "declaration"}, {"form": "declaration", "values": {"colour": "红"}}]},
            "第 2 份，values.colour",
        ),
        ({"form": "declaration", "year": "1" * 5000}, "年度不是四位年份"),
        ({"form": "declaration", "values": {"extra:\ud800": "1"}}, "坏.json，values"),
        ("[" * 100_000, "不是有效的 JSON"),
        ([], "应为一个 JSON 对象"),
        ({}, "没有写明表种"),
        ({"form": "colour"}, "没有这个表种"),
        ({"form": "declaration", "year": "二〇二〇"}, "年度不是四位年份"),
        ({"form": "declaration", "region": "999999"}, "没有这个区划"),
        ({"form": "declaration", "values": {"colour": "红"}}, "values.colour"),
        ({"form": "declaration", "values": {"project_name": ["甲"]}}, "values.project_name"),
        ({"form": "declaration", "tables": {"indicators": {}}}, "tables.indicators"),
        ({"form": "declaration", "format": "medaid-filing/9"}, "medaid-filing/9"),
        ({"filings": {}}, "filings"),
        ({"filings": [{"form": "declaration"}, {"form": 3}]}, "第 2 份"),
        ({"form": "declaration", "values": {"project_name": "\ud800"}}, "无法保存的字符"),
    ],
)
def test_bad_files_say_where_and_change_nothing(desk: Desk, tmp_path: Path, data: object, words: str):
    text = data if isinstance(data, str) else json.dumps(data)
    report = import_files(desk, [write(tmp_path / "坏.json", text)])
    assert words in str(report.failed[0][1])
    assert desk.ledger.filings.list() == []


def test_a_bad_file_does_not_stop_the_others(desk: Desk, tmp_path: Path):
    bad, good = write(tmp_path / "a.json", "{"), write(tmp_path / "b.json", {"form": "declaration"})
    report = import_files(desk, [bad, tmp_path / "没有.json", tmp_path / "c.xlsx", good])
    assert [file.name for file, _ in report.failed] == ["a.json", "没有.json", "c.xlsx"]
    assert len(report.ids) == len(desk.ledger.filings.list()) == 1


def test_encoding_is_said(desk: Desk, tmp_path: Path):
    (tmp_path / "a.json").write_bytes('{"form": "申报表"}'.encode("gb18030"))
    assert "UTF-8" in str(import_files(desk, [tmp_path / "a.json"]).failed[0][1])


def test_nothing_to_export_is_said(desk: Desk, tmp_path: Path):
    with pytest.raises(UserError, match="没有可导出"):
        export_json(desk, [], tmp_path / "a.json")


def test_figures_keep_their_digits(desk: Desk, tmp_path: Path):
    written = '{"form": "project-target", "year": 2024, "values": {"funding_total": 154.10, "funding_fiscal": 12345678901234567.89}}'
    (made,) = made_by(desk, import_files(desk, [write(tmp_path / "a.json", written)]))
    assert (made.year, made.values["funding_total"]) == (2024, "154.10")
    assert made.values["funding_fiscal"] == "12345678901234567.89"


def test_an_id_stays_where_it_is_free_and_a_new_one_is_said(desk: Desk, tmp_path: Path):
    content = {"form": "declaration", "id": "from-the-county", "year": 2020, "region": "371521"}
    first = import_files(desk, [write(tmp_path / "a.json", content | {"values": {"project_name": "甲"}})])
    second = import_files(desk, [write(tmp_path / "b.json", content | {"values": {"project_name": "乙"}})])
    assert first.ids == ["from-the-county"] and first.outcomes[0].notices == []
    assert second.ids != ["from-the-county"] and "from-the-county" in second.outcomes[0].notices[0]


def test_the_same_file_again_brings_nothing_and_that_is_said(desk: Desk, tmp_path: Path):
    file = write(tmp_path / "a.json", {"form": "declaration", "id": "from-the-county"})
    again = import_files(desk, [file, write(tmp_path / "b.json", {"form": "declaration"})])
    assert again.ids == again.skipped == ["from-the-county"]
    assert "内容相同" in again.outcomes[1].notices[0]
    assert desk.ledger.filings.count() == 1


def test_json_is_told_by_its_content_whatever_its_name(desk: Desk, tmp_path: Path):
    file = write(tmp_path / "阳谷县.txt", '\ufeff {"form": "declaration", "values": {"project_name": "甲"}}')
    assert [made.values for made in made_by(desk, import_files(desk, [file]))] == [{"project_name": "甲"}]


def test_a_backup_stands_before_an_import_and_before_nothing_else(desk: Desk, tmp_path: Path):
    good = write(tmp_path / "a.json", {"form": "declaration"})
    import_files(desk, [write(tmp_path / "b.json", "{")])
    import_files(desk, [good], dry_run=True)
    assert desk.ledger.backups() == []
    import_files(desk, [good, good])
    (backup,) = desk.ledger.backups()
    assert backup.kind == "import"
    with Ledger.open(backup.path, read_only=True) as before:
        assert before.filings.count() == 0


def explained(tmp_path: Path, **changes: object) -> Path:
    said = {
        "rule": "target.unit",
        "detail": "",
        "place": "values.a",
        "basis": "b",
        "text": "按通知",
        "by": "甲",
        "at": "",
    }
    filing = {"form": "declaration", "values": {"project_name": "甲"}, "explanations": [said | changes]}
    return write(tmp_path / "a.json", filing)


def test_explanations_travel_with_their_filing(desk: Desk, tmp_path: Path):
    [first] = made_by(desk, import_files(desk, [explained(tmp_path)]))
    export_json(desk, [first.id], tmp_path / "b.json")
    desk.ledger.filings.delete([first.id])
    [second] = made_by(desk, import_files(desk, [tmp_path / "b.json"]))
    [kept] = desk.ledger.explanations.of(second.id)
    assert (kept.of.rule, kept.of.place, kept.explanation.text) == ("target.unit", "values.a", "按通知")
    changed = write(tmp_path / "c.json", json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))["filings"][0] | {
        "values": {"project_name": "甲", "overview": "乙"}, "explanations": [],
    })  # fmt: skip
    import_files(desk, [changed], same=Choice.REVISE)
    assert desk.ledger.explanations.of(second.id) == [kept]


@pytest.mark.parametrize("changes", [{"text": ""}, {"text": "长" * 201}, {"rule": ""}, {"place": []}, {"by": None}])
def test_explanations_of_another_shape_are_refused(desk: Desk, tmp_path: Path, changes: dict[str, object]):
    [outcome] = import_files(desk, [explained(tmp_path, **changes)]).outcomes
    assert "说明读不懂" in str(outcome.error) and "explanations[0]" in str(outcome.error)
    assert desk.ledger.filings.count() == 0
