"""The command line as other people's scripts use it: exit codes, JSON, messages of one line."""

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from medaid_desktop.cli import main
from tests.command_line import Medaid


@pytest.fixture
def ledger(medaid: Medaid, tmp_path: Path) -> Path:
    path = tmp_path / "阳谷 台账.medaid"
    assert medaid("new", path, "--region", "371521")[0] == 0
    return path


@pytest.fixture
def filing(medaid: Medaid, ledger: Path) -> str:
    return str(medaid.data("add", ledger, "declaration", "--region", "371521", "--year", "2020")["id"])


def test_forms_lists_all_eight(medaid: Medaid):
    forms = medaid.data("forms")["forms"]
    assert [form["id"] for form in forms] == [
        "allocation",
        "project-target",
        "target-breakdown",
        "regional-target",
        "declaration",
        "fund-usage",
        "monitoring",
        "self-evaluation",
    ]
    assert all(set(form) == {"id", "title", "version"} and form["title"] for form in forms)


def test_find_looks_through_all_filings(medaid: Medaid, ledger: Path, filing: str):
    medaid("set", ledger, filing, "values.project_name=医疗救助", "tables.indicators[0].target=≥95%")
    found = medaid.data("find", ledger, "≥95％", "--region", "370000", "--form", "declaration", "--year", "2020")
    assert found["complete"] is True
    [result] = found["filings"]
    assert (result["id"], result["form"], result["region"], result["year"]) == (filing, "declaration", "371521", 2020)
    assert [(place["path"], place["text"], place["marks"]) for place in result["places"]] == [
        ("tables.indicators[0].target", "≥95%", [[0, 4]])
    ]
    code, out, _ = medaid("find", ledger, "救助")
    assert code == 0 and "\tvalues.project_name\t项目名称\t医疗救助" in out
    assert medaid.data("find", ledger, "没有")["filings"] == []
    assert medaid("find", ledger, "救助", "--year", "2021")[1] == ""
    code, _, err = medaid("find", ledger, "  ")
    assert code == 2 and "没有写要找的文字" in err and err.count("\n") == 1
    assert medaid("find", ledger, "救助", "--region", "999999")[0] == 2


def test_the_main_way(medaid: Medaid, ledger: Path, filing: str, tmp_path: Path):
    assert medaid("set", ledger, filing, "values.project_name=医疗救助=甲", "tables.indicators[0].target=≥95%")[0] == 0
    shown = medaid.data("show", ledger, filing)
    assert shown["values"]["project_name"] == "医疗救助=甲"
    assert shown["tables"]["indicators"][0]["target"] == "≥95%"
    listed = medaid.data("list", ledger, "--region", "370000", "--form", "declaration", "--year", "2020")["filings"]
    assert listed == [
        {
            "id": filing,
            "form": "declaration",
            "region": "371521",
            "year": 2020,
            "title": "医疗救助=甲",
            "status": "draft",
        }
    ]
    assert medaid.data("list", ledger, "--year", "2021") == {"filings": []}
    assert medaid("export", ledger, filing, "--out", tmp_path / "a.json")[0] == 0
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8")) == shown
    assert medaid("print", ledger, "--region", "371500", "--out", tmp_path / "a.pdf")[0] == 0
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")


def test_text_output_is_for_reading(medaid: Medaid, ledger: Path, filing: str):
    medaid("set", ledger, filing, "values.project_name=医疗救助", "tables.indicators[0].target=≥95%")
    listed = medaid("list", ledger)[1].rstrip("\n").split("\t")
    assert (listed[0], listed[2], listed[-1]) == (filing, "山东省聊城市阳谷县", "草稿")
    shown = medaid("show", ledger, filing)[1]
    assert "项目名称：医疗救助" in shown and "指标值：≥95%" in shown


def test_copy_with_from(medaid: Medaid, ledger: Path, filing: str):
    medaid("set", ledger, filing, "values.project_name=甲")
    call = ("add", ledger, "declaration", "--region", "371521", "--year", "2021", "--from", filing)
    copy = medaid.data(*call)["id"]
    assert medaid.data("show", ledger, copy)["values"]["project_name"] == "甲"


def test_import_reports_what_failed(medaid: Medaid, ledger: Path, tmp_path: Path):
    good, bad = tmp_path / "好.json", tmp_path / "坏.json"
    good.write_text('{"form": "declaration"}', encoding="utf-8")
    bad.write_text("{", encoding="utf-8")
    code, out, err = medaid("import", ledger, good, bad, "--region", "371521", "--year", "2020", "--json")
    assert code == 1 and len(json.loads(out)["filings"]) == 1
    assert err.count("\n") == 1 and "坏.json" in err
    assert medaid("import", ledger, bad)[0] == 2
    assert medaid("import", ledger, good, "--dry-run")[0] == 0
    assert len(medaid.data("list", ledger)["filings"]) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "缺少参数"),
        (("colour",), "colour"),
        (("new", "x.medaid"), "--region"),
        (("add", "x.medaid", "declaration", "--region", "371521", "--year", "二〇"), "四位年份"),
        (("list", "没有.medaid"), "没有.medaid"),
        (("doctor", "没有.medaid"), "没有.medaid"),
        (("print", "x.medaid"), "--out"),
        (("forms", "--colour"), "--colour"),
    ],
)
def test_malformed_calls_exit_with_2_and_one_chinese_line(medaid: Medaid, arguments: tuple[str, ...], words: str):
    code, out, err = medaid(*arguments)
    assert code == 2 and out == ""
    assert words in err and err.count("\n") == 1 and "Traceback" not in err


@pytest.mark.parametrize(
    ("assignment", "words"),
    [
        ("values.project_name", "没有写等号"),
        ("values.colour=红", "没有字段 colour"),
        ("tables.indicators[5].target=1", "5"),
        ("tables.indicators.target=1", "看不懂单元格位置"),
        ("tables.colour[0].a=1", "没有表格 colour"),
    ],
)
def test_set_refuses_what_it_cannot_place(medaid: Medaid, ledger: Path, filing: str, assignment: str, words: str):
    before = medaid.data("show", ledger, filing)
    code, _, err = medaid("set", ledger, filing, "values.overview=改", assignment)
    assert code == 2 and words in err and err.count("\n") == 1
    assert medaid.data("show", ledger, filing) == before


def test_unknown_things_are_named(medaid: Medaid, ledger: Path, filing: str, tmp_path: Path):
    for call in (
        ("show", ledger, "nobody"),
        ("set", ledger, "nobody", "values.project_name=1"),
        ("print", ledger, "nobody", "--out", tmp_path / "a.pdf"),
        ("export", ledger, "nobody", "--out", tmp_path / "a.json"),
    ):
        code, _, err = medaid(*call)
        assert code == 2 and "nobody" in err
    assert not (tmp_path / "a.pdf").exists() and not (tmp_path / "a.json").exists()
    assert medaid("list", ledger, "--region", "999999")[0] == 2
    assert medaid("export", ledger, filing, "--out", tmp_path / "a.txt")[0] == 2


@pytest.mark.usefixtures("filing")
def test_an_existing_ledger_is_not_overwritten(medaid: Medaid, ledger: Path):
    for call in (("new", ledger, "--region", "371521"), ("sample", ledger)):
        assert medaid(*call)[0] == 2
    assert len(medaid.data("list", ledger)["filings"]) == 1


@pytest.mark.usefixtures("filing")
def test_doctor_on_sound_and_on_broken(medaid: Medaid, ledger: Path, tmp_path: Path):
    report = medaid.data("doctor", ledger)
    assert (report["ok"], report["filings"], report["problems"]) == (True, 1, [])
    broken = tmp_path / "坏.medaid"
    broken.write_bytes(bytes(ledger.stat().st_size))
    code, out, _ = medaid("doctor", broken, "--json")
    assert code == 1 and json.loads(out)["problems"]


def test_a_ledger_in_use_is_not_written(medaid: Medaid, ledger: Path, filing: str, monkeypatch: pytest.MonkeyPatch):
    from medaid_desktop.store.ledger import Ledger

    with Ledger.open(ledger):
        monkeypatch.setattr("medaid_desktop.commands.desks.PATIENCE_S", 0.1)
        code, _, err = medaid("set", ledger, filing, "values.overview=改")
        assert code == 2 and "台账现在不能修改" in err
        assert medaid.data("show", ledger, filing)["values"]["overview"] == ""
    assert medaid("set", ledger, filing, "values.overview=改")[0] == 0


def test_help_is_chinese(medaid: Medaid):
    code, out, _ = medaid("add", "--help")
    assert code == 0 and "用法：" in out and "usage" not in out and "show this help" not in out


def test_unexpected_errors_go_to_a_log(medaid: Medaid, ledger: Path, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("medaid_desktop.operations.desk.Desk.__enter__", broken)
    code, _, err = medaid("list", ledger)
    assert code == 2 and err.count("\n") == 1 and "secret" not in err
    log = Path(err.split("详情记在 ")[1].split("，")[0])
    assert "ZeroDivisionError: secret" in log.read_text(encoding="utf-8")


def test_output_is_utf8_whatever_the_console(tmp_path: Path):
    run = subprocess.run(
        [sys.executable, "-m", "medaid_desktop.cli", "forms"],
        capture_output=True,
        env={"PYTHONIOENCODING": "cp936", "MEDAID_HOME": str(tmp_path), "PATH": ""},
        cwd=Path(__file__).parent.parent,
        check=True,
    )
    assert "预算绩效目标申报表" in run.stdout.decode("utf-8")


def run_to(target: str, tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """`medaid …` in a process of its own with its output going to a shell redirection or pipe."""
    command = f"{shlex.quote(sys.executable)} -m medaid_desktop.cli {' '.join(arguments)} {target}"
    environment = {"MEDAID_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    root = Path(__file__).parent.parent
    return subprocess.run(["bash", "-c", command], capture_output=True, env=environment, cwd=root, check=False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_an_output_that_is_full_is_said(tmp_path: Path):
    done = run_to("> /dev/full", tmp_path, "forms", "--json")
    message = done.stderr.decode("utf-8")
    assert done.returncode == 2 and "读写没有成功" in message and message.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="shell pipes of Unix")
def test_a_reader_who_leaves_early_hears_nothing(tmp_path: Path):
    done = run_to("| true", tmp_path, "forms")
    assert done.stderr == b""


@pytest.mark.usefixtures("filing")
def test_outputs_never_take_the_place_of_a_ledger(medaid: Medaid, ledger: Path, tmp_path: Path):
    before = ledger.read_bytes()
    for ending, command in ((".pdf", "print"), (".json", "export")):
        disguised = tmp_path / f"台账{ending}"
        disguised.write_bytes(before)
        link = tmp_path / f"link{ending}"
        link.symlink_to(ledger)
        for target in (disguised, link):
            code, _, err = medaid(command, ledger, "--out", target)
            assert code == 2 and "台账，不能覆盖" in err
        assert disguised.read_bytes() == before
        assert medaid("doctor", ledger)[0] == 0  # its log tells of what was tried
    assert medaid("print", ledger, "--out", ledger)[0] == 2
    assert medaid("print", ledger, "--out", "-")[0] == 2


def test_ids_may_stand_behind_the_output(medaid: Medaid, ledger: Path, filing: str, tmp_path: Path):
    assert medaid("print", ledger, "--out", tmp_path / "a.pdf", filing)[0] == 0
    assert medaid("export", ledger, filing, "--region", "371521", "--out", tmp_path / "a.json")[0] == 2
    assert medaid("list", ledger, "--form", "nope")[0] == 2


def test_a_row_is_filled_cell_by_cell(medaid: Medaid, ledger: Path, filing: str):
    for cell in ("level1=产出指标", "level2=数量指标", "level3=人数"):
        assert medaid("set", ledger, filing, f"tables.indicators[0].{cell}")[0] == 0
    row = medaid.data("show", ledger, filing)["tables"]["indicators"][0]
    assert (row["level1"], row["level2"], row["level3"]) == ("产出指标", "数量指标", "人数")
    clear = [f"tables.indicators[0].{name}=" for name in ("level1", "level2", "level3")]
    assert medaid("set", ledger, filing, *clear)[0] == 0
    assert medaid.data("show", ledger, filing)["tables"]["indicators"] == []


def test_a_glyph_no_font_has_is_found_in_a_batch(medaid: Medaid, ledger: Path, filing: str, tmp_path: Path):
    medaid("set", ledger, filing, "values.contact=甲😀")
    code, _, err = medaid("print", ledger, "--out", tmp_path / "a.pdf")
    assert code == 2 and "阳谷县-预算绩效目标申报表-2020" in err and "1F600" in err


def test_printing_says_what_had_to_be_made_smaller(medaid: Medaid, ledger: Path, tmp_path: Path):
    made = str(medaid.data("add", ledger, "self-evaluation", "--region", "371521", "--year", "2020")["id"])
    assert medaid("print", ledger, "--out", tmp_path / "a.pdf") == (0, "", "")
    medaid("set", ledger, made, "values.project_name=示例", "tables.indicators[0].actual=1234567890.12")
    code, _, err = medaid("print", ledger, "--out", tmp_path / "a.pdf")
    assert code == 0 and err == "有 1 格原字号放不下，已缩小字号。\n"


def test_a_crash_is_said_even_where_no_log_folder_can_be(
    medaid: Medaid, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("MEDAID_HOME", str(tmp_path / "file" / "below"))
    monkeypatch.setattr("medaid_desktop.operations.desk.Desk.__enter__", lambda _self: 1 / 0)
    code, _, err = medaid("list", ledger)
    assert code == 2 and err.count("\n") == 1


def test_read_says_what_a_file_holds_and_which_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for row in (
        ["2021年中央财政医疗救助补助资金分配表"], ["单位：万元"], ["地区", "金额"], ["阳谷县", 12.5], ["莘县", 7.5], ["合计", 20],
    ):  # fmt: skip
        sheet.append(row)
    book.save(tmp_path / "分配表.xlsx")
    (tmp_path / "坏的.xlsx").write_bytes(b"PK\x03\x04 cut off")
    status = main(["read", "--json", str(tmp_path / "分配表.xlsx"), str(tmp_path / "坏的.xlsx")])
    out, err = capsys.readouterr()
    good, bad = json.loads(out)["files"]
    table = good["tables"][0]
    assert status == 1 and table["form"] == "allocation" and table["filing"]["year"] == 2021
    assert [row["amount"] for row in table["filing"]["tables"]["rows"]] == ["12.5", "7.5", "20"]
    assert bad["tables"] == [] and "坏的.xlsx" in err and err.count("\n") == 1
    assert main(["read", str(tmp_path / "分配表.xlsx")]) == 0
    assert "资金分配表" in capsys.readouterr().out
    assert main(["read", str(tmp_path / "坏的.xlsx")]) == 2
