"""`medaid log` and `medaid archive`: what is listed, what is written, and the status a script asks for."""

import json
import sqlite3
from pathlib import Path

import openpyxl
import pytest

from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from tests.command_line import Medaid
from tests.operations.paper.sealed import PASSPHRASE, add_seals, image_count, sign_steps
from tests.operations.reviewing.declared import sign_all, stored


@pytest.fixture
def ledger(tmp_path: Path) -> tuple[str, str]:
    path = tmp_path / "台账.medaid"
    with Desk(Ledger.create(path, "371521"), FormLibrary()) as desk:
        one = stored(desk)
        sign_all(desk, one)
        stored(desk)
    return str(path), one


def test_the_log_is_listed_and_given_as_data(medaid: Medaid, ledger: tuple[str, str]) -> None:
    path, one = ledger
    status, out, err = medaid("log", path)
    assert (status, err) == (0, "") and len(out.splitlines()) == 6
    assert "审核通过\t阳谷县 · 2020 · 申报表" in out.splitlines()[1]
    assert len(medaid("log", path, one)[1].splitlines()) == 5
    told = json.loads(medaid("log", path, "--json")[1])
    assert (told["ok"], told["entries"], told["problems"]) == (True, 6, [])
    assert [entry["number"] for entry in told["log"]] == [1, 2, 3, 4, 5, 6]
    assert told["log"][1]["details"]["by"] == "审核人甲" and told["log"][1]["previous"] == told["log"][0]["hash"]


def test_a_day_narrows_it_down(medaid: Medaid, ledger: tuple[str, str]) -> None:
    path, _ = ledger
    assert medaid("log", path, "--since", "2999-01-01")[:2] == (0, "")
    assert len(medaid("log", path, "--since", "2020年6月1日")[1].splitlines()) == 6
    status, _, err = medaid("log", path, "--since", "昨天")
    assert status == 2 and "日期写得不对" in err


def test_it_is_written_as_a_workbook(medaid: Medaid, ledger: tuple[str, str], tmp_path: Path) -> None:
    path, one = ledger
    assert medaid("log", path, one, "--out", str(tmp_path / "日志.xlsx"))[:2] == (0, "")
    sheet = openpyxl.load_workbook(tmp_path / "日志.xlsx").active
    assert sheet is not None and [cell.value for cell in sheet[3]][:4] == ["序号", "时间", "操作员", "操作"]
    status, _, err = medaid("log", path, "--out", str(tmp_path / "日志.txt"))
    assert status == 2 and "只写 Excel 文件" in err


def test_a_log_that_is_not_whole_is_told_of(medaid: Medaid, ledger: tuple[str, str]) -> None:
    path, _ = ledger
    with sqlite3.connect(path) as raw:
        raw.execute("DROP TRIGGER log_no_update")
        raw.execute("UPDATE log SET operator = '别人' WHERE number = 2")
    raw.close()
    status, out, err = medaid("log", path)
    assert status == 1 and len(out.splitlines()) == 6 and "第 2 条的内容被改动过" in err
    status, out, _ = medaid("doctor", path)
    assert status == 1 and "问题：操作日志：第 2 条的内容被改动过" in out
    assert json.loads(medaid("doctor", path, "--json")[1])["log"]["ok"] is False


def test_an_unknown_filing_is_said(medaid: Medaid, ledger: tuple[str, str]) -> None:
    status, _, err = medaid("log", ledger[0], "nobody")
    assert status == 2 and "台账里没有这份填报件" in err


def test_a_year_is_archived(medaid: Medaid, ledger: tuple[str, str], tmp_path: Path) -> None:
    path, _ = ledger
    status, out, err = medaid("archive", path, "--year", "2020", "--out", str(tmp_path / "归档"))
    assert (status, err) == (1, "") and "正式表 1 份" in out and "只列在目录里的 1 份" in out
    status, out, _ = medaid("archive", path, "--year", "2020", "--out", str(tmp_path / "归档.zip"), "--drafts")
    assert status == 0 and "未完成 1 份" in out
    status, _, err = medaid("archive", path, "--year", "2020", "--out", str(tmp_path / "归档"))
    assert status == 2 and "归档不覆盖" in err
    status, _, err = medaid(
        "archive", path, "--year", "2020", "--notice", "长期护理保险", "--out", str(tmp_path / "甲")
    )
    assert status == 2 and "没有可归档的填报件" in err
    assert "归档\t" in medaid("log", path)[1]


def test_seals_are_asked_for(medaid: Medaid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "台账.medaid"
    with Desk(Ledger.create(path, "371521"), FormLibrary()) as desk:
        one = stored(desk)
        add_seals(desk, "公章")
        sign_steps(desk, one)
    monkeypatch.setenv("MEDAID_SEAL_PASSPHRASE", PASSPHRASE)
    assert medaid("archive", str(path), "--year", "2020", "--seals", "--out", str(tmp_path / "归档"))[0] == 0
    [pdf] = (tmp_path / "归档").rglob("正式表/*.pdf")
    assert image_count(pdf) == 4
