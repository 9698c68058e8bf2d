"""The log as people read it: every action in words, what is looked for is found, files of it."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from medaid_desktop.core.digest import digest, verification_code
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.log import details_text
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.logbook import Logbook, action_word, chain_state, entry_json
from medaid_desktop.operations.logbook import report as reports
from medaid_desktop.operations.logbook.book import Line, query
from medaid_desktop.operations.logbook.report import log_json, log_workbook, write_log
from medaid_desktop.operations.logbook.words import sentence
from medaid_desktop.operations.reviewing import Words, send_back, sign, withdraw
from tests.operations.reviewing.declared import stored

_TOLD: list[tuple[str, dict[str, Any], str]] = [
    ("add", {"origin": "从 a.xlsx 导入"}, "从 a.xlsx 导入"),
    ("revise", {"year": 2021, "region": None}, "年度改为“2021”，区划改为空白"),
    ("explain", {"explained": [{"rule": "r", "place": "p", "text": "按文件规定"}], "state": ""}, "“按文件规定”"),
    ("explain", {"explained": [{"rule": "r", "place": "p", "text": ""}], "state": ""}, "收回说明"),
    ("seal-use", {"seal": "公章", "purpose": "打印"}, "“公章”，用于打印"),
    ("seal-add", {"seal": "公章", "fingerprint": "ab"}, "“公章”"),
    ("print", {"file": "a.pdf", "seals": {"x": "公章", "y": "公章"}, "copy": 2, "copies": 3}, "a.pdf，第 2 次打印，3 份，盖“公章”"),
    ("print", {"file": "a.pdf", "signed": True}, "a.pdf，加电子签名"),
    ("print-draft", {"file": "a.pdf", "seals": {}, "steps": []}, "a.pdf"),
    ("export", {"file": "a.xlsx"}, "a.xlsx"),
    ("restore", {"backup": "b", "by": "", "head": [12, "ab"], "filings": ["x"]}, "b，被换下的日志到第 12 条，1 份填报件的审核退回到备份时的样子"),
    ("restore", {"backup": "b", "by": "甲", "head": None, "filings": []}, "b，操作员 甲，被换下的日志读不出来"),
    ("template", {"change": "keep", "form": "custom:绩效表", "version": "2", "file": "空白.xlsx"}, "“绩效表”第 2 版，由 空白.xlsx 做成"),
    ("template", {"change": "rename", "form": "custom:绩效表", "name": "新表"}, "“绩效表”改称“新表”"),
    ("template", {"change": "remove", "form": "custom:绩效表", "version": ""}, "删除“绩效表”"),
    ("operator", {"change": "put", "name": "甲", "roles": ["filling", "keeper"]}, "登记“甲”：填报、印章保管"),
    ("operator", {"change": "lock", "minutes": 0}, "闲置不锁定"),
    ("operator", {"change": "lock", "minutes": 30}, "闲置 30 分钟后锁定"),
    ("operator", {"change": "roles", "name": "甲", "roles": ["reviewing"]}, "“甲”的职责改为单位审核"),
    ("operator", {"change": "pin", "name": "甲"}, "“甲”换了密码"),
    ("operator", {"change": "kept", "count": 2}, "恢复备份后保留原来的操作员 2 位"),
    ("unit", {"change": "put", "name": "高新区", "before": "", "unit": "371521+GX"}, "登记“高新区”（371521+GX）"),
    ("unit", {"change": "put", "name": "开发区", "before": "高新区", "unit": "371521+GX"}, "“高新区”改称“开发区”（371521+GX）"),
    ("unit", {"change": "remove", "name": "高新区", "unit": "371521+GX"}, "删除“高新区”（371521+GX）"),
    ("sign-in-refused", {"name": "甲"}, "“甲”"),
    ("archive", {"name": "归档", "year": 2020, "notice": "", "final": 2, "drafts": 0}, "归档，2020 年度，正式 2 份，未完成 0 份"),
    ("salvage", {"source": "a", "filings": 3, "entries": 0, "file": ""}, "由 a 救出 3 份，审核、印章、操作员和修改历史没有救出，原日志读不出来"),
    ("of a later version", {"a": 1}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("action", "details", "words"), _TOLD)
def test_details_are_told_in_words(action: str, details: dict[str, Any], words: str) -> None:
    assert sentence(action, details_text(details)) == words


@pytest.mark.parametrize("action", ["edit", "print", "operator", "explain", "restore", "template", "sign"])
@pytest.mark.parametrize("text", ["", "[]", "7", "{}", '{"seals": 3, "explained": 4, "head": 5, "labels": 6}'])
def test_details_of_another_shape_break_nothing(action: str, text: str) -> None:
    assert isinstance(sentence(action, text), str)


def test_review_is_told_with_the_titles_of_the_steps(desk: Desk) -> None:
    one = stored(desk)
    sign(desk, one, "implementing", Words("审核人甲", "同意", "2020-06-01"))
    withdraw(desk, one, "填报人甲", "写错了")
    sign(desk, one, "implementing", Words("审核人甲", "", "2020-06-01"))
    send_back(desk, one, "competent", Words("审核人乙", "请改"))
    desk.ledger.edit(one, [("values.contact", "联系人丙")], "录入项目联系人")
    desk.ledger.log.settle()
    lines = Logbook(desk).lines(list(desk.ledger.log.entries(one)))
    told = [(line.action, line.details) for line in lines]
    assert told[1] == ("审核通过", "项目单位，审核人甲，2020-06-01，意见“同意”")
    assert told[2] == ("撤回送审", "填报人甲，原因“写错了”") and told[4] == (
        "退回修改",
        "业务主管部门，审核人乙，意见“请改”",
    )
    assert told[5][0] == "修改" and told[5][1].startswith("1 步（") and told[5][1].endswith("：录入项目联系人")
    assert "阳谷县 · 2020 · 申报表" in lines[1].subject
    assert lines[5].code == verification_code(digest(desk.ledger.filings.get(one)))


def test_a_filing_that_is_gone_is_named_by_its_id(desk: Desk) -> None:
    one = stored(desk)
    desk.ledger.filings.delete([one])
    desk.ledger.filings.purge([one])
    assert {line.subject for line in Logbook(desk).lines(list(desk.ledger.log.entries()))} == {f"已不在台账里（{one}）"}


def found(desk: Desk, **wanted: Any) -> list[str]:
    return [one.action for one in desk.ledger.log.some(desk.ledger.log.numbers(query(**wanted)))]


def test_what_is_looked_for_is_found(desk: Desk) -> None:
    first = desk.ledger.filings.add(Filing("declaration", 2020, "371521"), "100% 甲_项目", origin="从 a.xlsx 导入").id
    desk.ledger.filings.add(Filing("declaration", 2020, "371521"), "乙项目")
    desk.ledger.log.add("export", first, file="甲.xlsx")
    assert found(desk) == ["export", "add", "add"]
    assert found(desk, text="甲_项") == ["export", "add"] and found(desk, text="0% 甲") == ["export", "add"]
    assert (
        found(desk, text="甲x项") == []
        and found(desk, text="导出") == ["export"]
        and found(desk, text="a.xlsx") == ["add"]
    )
    assert found(desk, action="add", filing=first) == ["add"] and found(desk, operator="没有这人") == []
    assert found(desk, since=date(2999, 1, 1)) == [] and len(found(desk, since=date(2000, 1, 1))) == 3
    assert found(desk, text="\\") == []
    assert desk.ledger.log.known()[1] == ["add", "export"]


def test_nobody_finds_what_stands_only_in_sums_and_names_of_the_data(desk: Desk) -> None:
    desk.ledger.log.add("export", file="甲 3 月.xlsx", event=f"3{'a' * 63}", nested={"seal": "样章"})
    assert found(desk, text="aaa") == [] and found(desk, text="seal") == []
    assert found(desk, text="3 月") == ["export"] and found(desk, text="样章") == ["export"]
    desk.ledger.connection.execute("DROP TRIGGER log_no_update")
    desk.ledger.connection.execute("UPDATE log SET details = '{broken'")
    assert found(desk, text="broken") == ["export"] and found(desk, text="样章") == []


def test_a_workbook_of_the_log_takes_formulas_for_text(desk: Desk, tmp_path: Path) -> None:
    for name in ("=1+1", "+A1", "-3", "@SUM(A1)"):
        desk.ledger.filings.add(Filing("declaration", 2020, "371521"), name, origin=name)
    entries = list(desk.ledger.log.entries())
    write_log(desk, entries, chain_state(desk.ledger), tmp_path / "日志.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "日志.xlsx").active
    assert sheet is not None and sheet["A2"].value == "日志完整，共 4 条"
    details = [sheet.cell(row, 6) for row in range(4, 8)]
    assert [cell.value for cell in details] == ["=1+1", "+A1", "-3", "@SUM(A1)"]
    assert {cell.data_type for cell in details} == {"s"}


def test_a_workbook_of_some_entries_says_that_there_are_more(desk: Desk, tmp_path: Path) -> None:
    for name in ("甲", "乙", "丙"):
        desk.ledger.filings.add(Filing("declaration", 2020, "371521"), name, origin=name)
    entries = list(desk.ledger.log.entries())[:2]
    write_log(desk, entries, chain_state(desk.ledger), tmp_path / "日志.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "日志.xlsx").active
    assert sheet is not None and sheet["A2"].value == "日志完整，共 3 条；本表只列其中 2 条"


def test_a_log_too_long_for_a_workbook_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "MOST_LINES", 2)
    line = Line(1, "2020-06-01 10:00:00", "甲", "新增", "", "", "", "")
    with pytest.raises(UserError, match="一个工作簿写不下"):
        log_workbook([line] * 3, "")
    book = openpyxl.load_workbook(io.BytesIO(log_workbook([line] * 2, "")))
    assert book.sheetnames == ["操作日志"]


def test_only_workbooks_are_written(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="只写 Excel 文件"):
        write_log(desk, [], chain_state(desk.ledger), tmp_path / "a.pdf")


def test_as_json_an_entry_has_all_that_its_hash_is_over(desk: Desk) -> None:
    one = stored(desk)
    data = json.loads(log_json(desk.ledger.log.entries(), complete=True))
    entry = desk.ledger.log.last()
    assert entry is not None and data == {"format": "medaid-log/1", "complete": True, "log": [entry_json(entry)]}
    assert data["log"][0]["filing"] == one and data["log"][0]["hash"] == entry.hash


def test_the_state_counts_with_thousands_apart(desk: Desk) -> None:
    with desk.ledger.transaction():
        for _ in range(1001):
            desk.ledger.log.add("export", file="a")
    assert chain_state(desk.ledger).sentence == "日志完整，共 1 001 条"
    assert action_word("print-public") == "打印公开版" and action_word("?") == "?"
