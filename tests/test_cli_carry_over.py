"""`medaid carry-over`: ids and report, exit codes, messages of one line."""

import json
from pathlib import Path

import pytest

from medaid_desktop.operations.ledgers.sample import write_sample
from tests.command_line import Medaid


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return write_sample(tmp_path / "示例.medaid")


def test_ids_and_report_as_json(medaid: Medaid, ledger: Path):
    code, out, err = medaid(
        "carry-over",
        ledger,
        "--year",
        2021,
        "--region",
        "371521",
        "--form",
        "declaration",
        "--years-in-texts",
        "--json",
    )
    assert (code, err) == (0, "")
    data = json.loads(out)
    assert len(data["filings"]) == 3 and data["skipped"] == []
    first = data["filings"][0]
    assert (
        first["year"] == 2021 and first["title"] == "2021 年度贫困人口医疗救助资金项目" and first["status"] == "draft"
    )
    shown = json.loads(medaid("show", ledger, first["id"], "--json")[1])
    assert shown["values"]["funding_fiscal"] == "" and shown["values"]["period"] == "2021 年 1 月 至 2021 年 12 月"
    assert {"where": "values.funding_fiscal", "text": "350 万元"} in first["cleared"]
    assert all("】" in offer["sentence"] for offer in first["years_offered"])
    code, out, err = medaid(
        "carry-over", ledger, "--year", 2021, "--region", "371521", "--form", "declaration", "--json"
    )
    assert code == 0 and json.loads(out)["filings"] == [] and len(json.loads(out)["skipped"]) == 3
    assert err.count("\n") == 1 and "已有 3 份" in err


def test_lines_for_people(medaid: Medaid, ledger: Path):
    code, out, _ = medaid("carry-over", ledger, "--year", 2021, "--region", "650100")
    assert code == 0
    lines = out.splitlines()
    assert len(lines) == 12 and all(len(line.split("\t")) == 6 and "清空" in line for line in lines)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(("--year", "2030"), "没有可以结转的填报件"), ((), "缺少参数"), (("--year", "21"), "应为四位年份"),
     (("--year", "2021", "--region", "999999"), "没有这个区划代码"), (("--year", "2021", "--form", "x"), "没有这个表种")],
)  # fmt: skip
def test_what_cannot_be_used_ends_with_two_and_one_line(medaid: Medaid, ledger: Path, arguments: tuple[str, ...], words: str):  # fmt: skip
    code, out, err = medaid("carry-over", ledger, *arguments)
    assert code == 2 and out == "" and words in err and err.count("\n") == 1
