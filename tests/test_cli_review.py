"""`medaid review`: steps by their ids, where a filing stands as data, and plain refusals."""

import json
from pathlib import Path

import pytest

from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from tests.command_line import Medaid
from tests.operations.reviewing.declared import STEPS, stored


@pytest.fixture
def ledger(tmp_path: Path) -> tuple[str, str]:
    path = tmp_path / "台账.medaid"
    with Desk(Ledger.create(path, "371521"), FormLibrary()) as desk:
        return str(path), stored(desk)


def test_all_steps_and_where_it_stands_in_between(medaid: Medaid, ledger: tuple[str, str]) -> None:
    path, filing_id = ledger
    status, out, _ = medaid("review", path, filing_id)
    assert status == 0 and out.splitlines()[:2] == ["草稿", "  待审核\timplementing\t项目单位审核意见"]
    for step in STEPS:
        status, out, err = medaid(
            "review",
            path,
            filing_id,
            step,
            "--by",
            "审核人甲",
            "--opinion",
            "同意",
            "--on",
            "2020-06-01",
            "--office",
            "某县医保局",
        )
        assert (status, err) == (0, "")
    status, out, _ = medaid("review", path, filing_id, "--json")
    told = json.loads(out)
    assert told["status"] == "reviewed" and told["returned"] is None
    assert told["steps"][0] == {
        "step": "implementing", "title": "项目单位审核意见", "state": "done", "by": "审核人甲", "on": "2020-06-01",
        "opinion": "同意", "office": "某县医保局", "seal": "",
    }  # fmt: skip
    assert json.loads(medaid("list", path, "--json")[1])["filings"][0]["status"] == "reviewed"
    status, _, err = medaid("set", path, filing_id, "values.contact=丙")
    assert status == 2 and "内容已锁定，不能修改" in err and "退回修改" in err
    status, _, err = medaid("review", path, filing_id, "competent", "--return", "--by", "甲", "--office", "某县医保局")
    assert status == 2 and "退回、撤回不写单位名称" in err


def test_a_return_with_remarks(medaid: Medaid, ledger: tuple[str, str]) -> None:
    path, filing_id = ledger
    medaid("review", path, filing_id, "implementing", "--by", "审核人甲")
    call = ["review", path, filing_id, "competent", "--return", "--by", "审核人乙", "--opinion", "金额不符"]
    assert medaid(*call, "--remark", "values.funding_fiscal=请核对")[0] == 0
    told = json.loads(medaid("review", path, filing_id, "--json")[1])
    assert told["status"] == "returned" and told["returned"]["opinion"] == "金额不符"
    assert told["returned"]["remarks"] == [{"where": "values.funding_fiscal", "text": "请核对"}]
    status, out, _ = medaid("review", path, filing_id)
    assert status == 0 and "    values.funding_fiscal\t请核对" in out.splitlines()


def test_taken_back_by_its_own_office(medaid: Medaid, ledger: tuple[str, str]) -> None:
    path, filing_id = ledger
    medaid("review", path, filing_id, "implementing", "--by", "审核人甲")
    assert medaid("review", path, filing_id, "--withdraw", "--by", "填报人甲")[0] == 0
    assert json.loads(medaid("review", path, filing_id, "--json")[1])["status"] == "draft"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["competent", "--by", "甲"], "还没有轮到“业务主管部门”"),
        (["implementing"], "没有写姓名"),
        (["mayor", "--by", "甲"], "没有这个审核环节"),
        (["implementing", "--withdraw"], "--withdraw 不写审核环节"),
        (["implementing", "--by", "甲", "--remark", "values.contact=改"], "--remark 只与 --return 一起用"),
        (["implementing", "--by", "甲", "--return", "--seal", "公章"], "退回、撤回不盖章"),
        (["implementing", "--by", "甲", "--return", "--remark", "改"], "--remark 写得不对"),
        (["implementing", "--by", "甲", "--on", "明天"], "日期写得不对"),
    ],
)
def test_refusals_are_one_line_and_change_nothing(
    medaid: Medaid, ledger: tuple[str, str], arguments: list[str], said: str
) -> None:
    path, filing_id = ledger
    status, out, err = medaid("review", path, filing_id, *arguments)
    assert (status, out) == (2, "") and said in err and err.count("\n") == 1
    assert json.loads(medaid("review", path, filing_id, "--json")[1])["status"] == "draft"


def test_an_unknown_seal_is_said_before_a_passphrase_is_asked_for(
    medaid: Medaid, ledger: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, filing_id = ledger
    monkeypatch.setenv("MEDAID_SEAL_PASSPHRASE", "whatever it is")
    status, _, err = medaid("review", path, filing_id, "implementing", "--by", "甲", "--seal", "没有的章")
    assert status == 2 and "没有这枚印章图像" in err and "whatever" not in err


def test_an_unknown_filing(medaid: Medaid, ledger: tuple[str, str]) -> None:
    status, _, err = medaid("review", ledger[0], "nothing", "implementing", "--by", "甲")
    assert status == 2 and "没有这份填报件" in err
