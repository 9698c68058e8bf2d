"""`medaid check` and `medaid explain`: findings as JSON and as lines, explanations, reports, exit status."""

import json

import pypdfium2
import pytest
from openpyxl import load_workbook

from medaid_desktop.core.filing import Filing
from medaid_desktop.store.ledger import Ledger

VALUES = {"project_name": "医疗救助补助资金", "funding_central": "20810"}
MISSING = "amount.total-missing"


@pytest.fixture
def ledger(tmp_path):
    with Ledger.create(tmp_path / "省 台账.medaid", "330000") as made:
        for region, values in (("330000", {}), ("330100", {"funding_total": "20810", "funding_local": "9"})):
            filing = Filing("regional-target", 2021, region, id=f"filing-{region}", values=VALUES | values)
            made.filings.add(filing, "题", keep_id=True)
    return tmp_path / "省 台账.medaid"


def findings(medaid, *arguments):
    code, out, err = medaid("check", *arguments, "--json")
    assert code in (0, 1), err
    return code, json.loads(out)["findings"]


def test_findings_are_printed_as_the_contract_has_them(medaid, ledger):
    code, found = findings(medaid, ledger)
    assert code == 1
    [missing] = [one for one in found if one["rule"] == MISSING]
    assert {key: missing[key] for key in ("severity", "filing", "region", "where", "expected", "actual")} == {
        "severity": "warning", "filing": "filing-330000", "region": "330000", "where": "values.funding_total",
        "expected": "20810", "actual": "",
    }  # fmt: skip
    assert "20810" in missing["message"] and "explanation" not in missing
    [broken] = [one for one in found if one["rule"] == "amount.sum"]
    assert (broken["severity"], broken["filing"], broken["expected"]) == ("error", "filing-330100", "20819")


def test_only_what_is_asked_for_is_checked_and_errors_make_the_status(medaid, ledger):
    regions = {one["region"] for one in findings(medaid, ledger, "--region", "330100")[1]}
    assert regions == {"330100"}
    assert {one["filing"] for one in findings(medaid, ledger, "filing-330100")[1]} == {"filing-330100"}
    with Ledger.open(ledger) as opened:
        opened.edit("filing-330100", [("values.funding_local", "")], "录入")
        severities = {one["severity"] for one in findings(medaid, ledger, "filing-330100")[1]}
    assert findings(medaid, ledger, "filing-330100")[0] == int("error" in severities)


def test_lines_go_by_filing_the_gravest_first_and_end_with_a_sum(medaid, ledger):
    code, out, err = medaid("check", ledger)
    lines = out.splitlines()
    assert code == 1 and err == ""
    assert lines[0].startswith("filing-330000\t") and "浙江省" in lines[0]
    assert any("▲ 警告" in line and "values.funding_total" in line for line in lines)
    assert lines[-1].startswith("共检查 2 份，2 份有审核发现：错误 ")
    second = lines[lines.index("") + 1 :]
    assert "● 错误" in second[1]


def test_a_warning_is_explained_and_the_explanation_taken_back(medaid, ledger):
    assert medaid("explain", ledger, "filing-330000", "values.funding_total", "按通知不填", "--rule", MISSING)[0] == 0
    [found] = [one for one in findings(medaid, ledger)[1] if one["rule"] == MISSING]
    assert found["explanation"] == "按通知不填"
    assert medaid("explain", ledger, "filing-330000", "values.funding_total", "", "--rule", MISSING)[0] == 0
    [found] = [one for one in findings(medaid, ledger)[1] if one["rule"] == MISSING]
    assert "explanation" not in found


def test_where_there_is_nothing_to_explain_the_places_are_told(medaid, ledger):
    code, _, err = medaid("explain", ledger, "filing-330000", "values.finance_department", "就是这样")
    assert code == 2 and "没有可以说明的审核发现" in err and "values.funding_total" in err
    code, _, err = medaid(
        "explain", ledger, "filing-330100", "values.funding_total", "就是这样", "--rule", "amount.sum"
    )
    assert code == 2 and "没有可以说明的审核发现" in err


def test_a_report_is_written_beside_the_findings(medaid, ledger, tmp_path):
    pdf, book = tmp_path / "报告.pdf", tmp_path / "报告.xlsx"
    for out in (pdf, book):
        assert medaid("check", ledger, "--region", "330100", "--out", out)[0] == 1
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    sheet = load_workbook(book).active
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    for shown in (text, "\n".join(texts)):
        assert "审核报告" in shown and "浙江省杭州市" in shown and "错误" in shown and "20819" in shown


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["nobody"], "没有这份填报件"),
        (["--region", "999999"], "没有这个区划代码"),
        (["--out", "a.docx"], "PDF 或 Excel"),
    ],
)
def test_what_cannot_be_checked_is_refused(medaid, ledger, arguments, word):
    code, out, err = medaid("check", ledger, *arguments)
    assert (code, out) == (2, "") and word in err


def test_one_that_cannot_be_read_fails_alone(medaid, ledger):
    with Ledger.open(ledger) as opened:
        opened.connection.execute("UPDATE filings SET content = 'x' WHERE region = '330000'")
        opened.edit("filing-330100", [("values.funding_local", "")], "录入")
    code, out, err = medaid("check", ledger)
    assert code == 1 and "filing-330000" in err and "共检查 1 份" in out
    code, out, err = medaid("check", ledger, "filing-330000")
    assert code == 2 and "已损坏" in err


def test_an_empty_ledger_has_nothing_wrong(medaid, tmp_path):
    assert medaid("new", tmp_path / "空.medaid", "--region", "371521")[0] == 0
    assert medaid("check", tmp_path / "空.medaid") == (0, "共检查 0 份，没有发现问题。\n", "")
    assert findings(medaid, tmp_path / "空.medaid") == (0, [])
