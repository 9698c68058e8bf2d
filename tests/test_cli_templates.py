"""The whole way of a template on the command line: blank document → form → filing → back into the document."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.operations.templates.blanks import letter, many_sheets, notice, target_book, written

FORM = "custom:绩效目标表"


@pytest.fixture
def ledger(medaid, tmp_path):
    path = tmp_path / "阳谷 台账.medaid"
    assert medaid("new", path, "--region", "371521")[0] == 0
    return path


@pytest.fixture
def blank(tmp_path):
    return written(tmp_path / "下发", target_book(given=("救助人次",)))


@pytest.fixture
def form(medaid, ledger, blank):
    assert medaid("template", ledger, blank)[0] == 0
    return FORM


@pytest.fixture
def filing(medaid, ledger, form):
    code, out, _ = medaid("add", ledger, form, "--region", "371521", "--year", "2020")
    assert code == 0
    return out.strip()


def test_the_whole_way(medaid, ledger, blank, filing, tmp_path):
    assert medaid.data("show", ledger, filing)["tables"]["indicators"][0]["level3"] == "救助人次"
    sets = ["values.project_name=医疗救助", "values.funding_fiscal=350", "values.funding_total=350.00"]
    sets += ["tables.indicators[0].target=≥95人次", "tables.indicators[0].note=已核"]
    sets += [f"tables.indicators[{row}].{name}={text}" for row in range(1, 9) for name, text in
             (("level1", "效益指标"), ("level2", "社会效益指标"), ("level3", f"指标{row}"), ("target", f"{row}%"))]  # fmt: skip
    assert medaid("set", ledger, filing, *sets)[0] == 0
    shown = medaid.data("show", ledger, filing)
    out = tmp_path / "申报.xlsx"
    assert medaid("export", ledger, filing, "--out", out) == (0, "", "")
    assert load_workbook(out).sheetnames == ["目标表", "填报说明"]
    other = tmp_path / "上级.medaid"
    assert medaid("new", other, "--region", "371500")[0] == 0
    assert medaid("template", other, blank)[0] == 0
    [read] = medaid.data("import", other, out, "--region", "371521", "--year", "2020")["filings"]
    back = medaid.data("show", other, read["id"])
    assert {key: back[key] for key in ("form", "year", "region", "values", "tables")} == {
        key: shown[key] for key in ("form", "year", "region", "values", "tables")
    }


def test_what_was_understood_is_told(medaid, ledger, blank):
    code, out, err = medaid("template", ledger, blank, "--dry-run")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == f"{FORM}\t第 1 版\t将新建\t绩效目标表"
    assert "6 个要填的格" in out and "由公式算出、不写入的：年度资金总额" in out
    assert FORM not in medaid("forms", "--ledger", ledger)[1]
    told = medaid.data("template", ledger, blank, "--name", "甲表")
    assert (told["file"], told["kind"], told["notices"]) == ("空白表.xlsx", "xlsx", [])
    [one] = told["forms"]
    assert (one["id"], one["version"], one["is_new"], one["sheet"], one["base"]) == (
        "custom:甲表", "1", True, "目标表", "project-target",
    )  # fmt: skip
    name = next(field for field in one["fields"] if field["id"] == "project_name")
    assert (name["label"], name["cell"], name["computed"]) == ("项目名称", "B3", False)
    [table] = one["tables"]
    assert [column["id"] for column in table["columns"]] == ["level1", "level2", "level3", "target", "note"]
    assert len(table["rows"]) == 6 and table["rows"][0]["given"]["level3"] == "救助人次"
    assert table["columns"][-1]["options"] == ["已核", "未核"]


def test_forms_lists_the_ledgers_own(medaid, ledger, form):
    ids = [one["id"] for one in medaid.data("forms", "--ledger", ledger)["forms"]]
    assert ids[-1] == form and len(ids) == 9
    assert form not in [one["id"] for one in medaid.data("forms")["forms"]]
    assert f"{form}" in medaid("forms", "--ledger", ledger)[1]


def test_the_same_file_again_is_no_error(medaid, ledger, blank, form):
    code, out, err = medaid("template", ledger, blank)
    assert code == 0 and out.startswith(f"{form}\t第 1 版\t已经有了")
    assert err == "这个模板已经在台账里了：custom:绩效目标表，第 1 版。\n"


def test_the_file_may_stand_behind_the_name(medaid, ledger, blank):
    assert medaid("template", ledger, "--name", "乙表", blank)[1].startswith("custom:乙表\t")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "没有写空白表的文件"),
        (["没有.xlsx"], "找不到这个文件"),
        (["FILE", "--list"], "只能写一种"),
        (["--list", "--name", "a"], "要与 FILE 一起写"),
        (["FILE", "--name", "a/b"], "不能用的字符"),
        (["--remove", "没有的"], "台账里没有这个自制表种"),
        (["--move", "没有的"], "台账里没有这个自制表种"),
        (["a", "b"], "不认识的参数：b"),
    ],
)
def test_calls_that_cannot_be(medaid, ledger, blank, arguments, words):
    code, out, err = medaid("template", ledger, *[blank if one == "FILE" else one for one in arguments])
    assert (code, out) == (2, "") and words in err and err.count("\n") == 1


def test_a_file_without_a_form_is_refused(medaid, ledger, tmp_path):
    code, _, err = medaid("template", ledger, written(tmp_path, notice(), "通知.xlsx"))
    assert code == 2 and "没有找到要填的表：通知.xlsx" in err and err.count("\n") == 1


def test_versions_move_and_forms_go(medaid, ledger, filing, tmp_path):
    medaid("set", ledger, filing, "values.project_name=医疗救助")
    code, out, _ = medaid("template", ledger, written(tmp_path, target_book(more="联系人"), "新.xlsx"))
    assert code == 0 and out.startswith(f"{FORM}\t第 2 版\t新的一版（原为第 1 版）")
    [listed] = medaid.data("template", ledger, "--list")["templates"]
    assert (listed["id"], listed["version"], listed["filings"], listed["older"]) == (FORM, "2", 1, 1)
    assert "1 份填报件，其中 1 份是旧版" in medaid("template", ledger, "--list")[1]
    moved = medaid.data("template", ledger, "--move", "绩效目标表")
    assert (moved["version"], [one["id"] for one in moved["moved"]], moved["left"]) == ("2", [filing], [])
    assert medaid.data("show", ledger, filing)["form_version"] == "2"
    code, _, err = medaid("template", ledger, "--remove", FORM)
    assert code == 2 and "1 份填报件" in err
    other = written(tmp_path, many_sheets(), "两张.xlsx")
    assert len(medaid.data("template", ledger, other)["forms"]) == 2
    assert medaid("template", ledger, "--remove", "救助项目申请表")[1] == "custom:救助项目申请表\n"


def test_what_a_formula_works_out_is_not_set(medaid, ledger, filing):
    code, _, err = medaid("set", ledger, filing, "values.funding_fiscal=350", "values.funding_total=999")
    assert code == 1 and "999" in err and "350.00" in err and err.count("\n") == 1
    assert medaid.data("show", ledger, filing)["values"]["funding_total"] == "350.00"
    assert medaid("set", ledger, filing, "values.funding_fiscal=20", "values.funding_total=20")[0] == 0


def test_an_export_tells_what_contradicts_a_formula(medaid, ledger, filing, tmp_path):
    content = medaid.data("show", ledger, filing)
    content["values"] |= {"funding_fiscal": "350", "funding_total": "999"}
    file = tmp_path / "甲.json"
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    assert medaid("import", ledger, file, "--same", "new-revision")[0] == 0
    code, out, err = medaid("export", ledger, filing, "--out", tmp_path / "a.xlsx")
    assert (code, out) == (1, "") and "999" in err and "350.00" in err and err.count("\n") == 1
    assert (tmp_path / "a.xlsx").is_file()


def test_an_export_into_a_folder(medaid, ledger, filing, tmp_path):
    medaid("set", ledger, filing, "values.project_name=医疗救助")
    medaid("add", ledger, "declaration", "--region", "371521", "--year", "2020")
    folder = tmp_path / "上报"
    code, out, err = medaid("export", ledger, "--out", folder)
    assert (code, err) == (0, "")
    names = sorted(["阳谷县-2020-申报表.xlsx", "阳谷县-2020-绩效目标表-医疗救助.xlsx"])
    assert sorted(Path(line).name for line in out.splitlines()) == names == sorted(p.name for p in folder.iterdir())
    code, out, err = medaid("export", ledger, filing, "nobody", "--out", folder)
    assert code == 1 and out.count("\n") == 1 and err.startswith("nobody：台账里没有这份填报件")
    assert medaid("export", ledger, "nobody", "--out", folder)[0] == 2


def test_an_ending_that_does_not_fit(medaid, ledger, filing, tmp_path):
    for name, words in (("a.docx", "以 .xlsx 结尾"), ("a.xls", "不能导出为 .xls 文件")):
        code, _, err = medaid("export", ledger, filing, "--out", tmp_path / name)
        assert code == 2 and words in err and err.count("\n") == 1
        assert not (tmp_path / name).exists()


def test_a_letter_goes_the_same_way(medaid, ledger, tmp_path):
    [form] = medaid.data("template", ledger, written(tmp_path, letter(), "函.docx"), "--name", "函")["forms"]
    filing = medaid.data("add", ledger, form["id"], "--region", "371521", "--year", "2020")["id"]
    medaid("set", ledger, filing, "values.project_name=医疗救助", "tables.indicators[0].level1=产出指标",
           "tables.indicators[0].level2=数量指标", "tables.indicators[0].level3=人次", "tables.indicators[0].target=3")  # fmt: skip
    assert medaid("export", ledger, filing, "--out", tmp_path / "a.docx") == (0, "", "")
    assert (
        medaid("import", ledger, tmp_path / "a.docx", "--region", "371521", "--year", "2020")[1].split("\t")[4]
        == "未读入"
    )


def test_a_ledger_that_lost_a_form_still_lists_and_shows(medaid, ledger, filing):
    from medaid_desktop.store.ground.database import Connection

    medaid("set", ledger, filing, "values.project_name=医疗救助")
    connection = Connection(ledger, "rw")
    connection.execute("DELETE FROM templates")
    connection.close()
    code, out, err = medaid("list", ledger)
    assert code == 0 and f"{filing}\t绩效目标表\t" in out and "没有表种“绩效目标表”，1 份填报件打不开" in err
    assert medaid.data("show", ledger, filing)["values"] == {"project_name": "医疗救助", "funding_total": "0.00"}
    assert medaid("show", ledger, filing)[0] == 0
    code, _, err = medaid("export", ledger, filing, "--out", ledger.parent / "a.xlsx")
    assert code == 2 and "台账里没有这个表种" in err
    assert medaid("export", ledger, filing, "--out", ledger.parent / "a.json")[0] == 0


def test_one_version_goes_and_a_form_gets_another_name(medaid, ledger, form, tmp_path):
    newer = written(tmp_path, target_book(more="补充说明"), "修订.xlsx")
    assert medaid("template", ledger, newer)[0] == 0
    filing = medaid("add", ledger, FORM, "--region", "371521", "--year", "2020")[1].split()[0]
    code, out, err = medaid("template", ledger, "--remove", form, "--version", "2")
    assert (code, out) == (2, "") and "第 2 版：1 份填报件" in err
    assert medaid("template", ledger, "--remove", FORM, "--version", "1")[:2] == (0, f"{FORM}\t第 1 版\n")
    assert medaid.data("template", ledger, "--rename", FORM, "--name", "县级目标表") == {
        "id": FORM,
        "name": "县级目标表",
    }
    [listed] = medaid.data("template", ledger, "--list")["templates"]
    assert (listed["id"], listed["title"], listed["version"], listed["filings"]) == (FORM, "县级目标表", "2", 1)
    assert medaid.data("show", ledger, filing)["form"] == FORM
    assert medaid("template", ledger, "--rename", "县级目标表", "--name", "绩效目标表")[:2] == (
        0,
        f"{FORM}\t绩效目标表\n",
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--rename", FORM], "没有写新的名称"),
        (["--list", "--version", "1"], "要与 --remove 一起写"),
        (["--remove", FORM, "--rename", FORM], "只能写一种"),
        (["--remove", FORM, "--version", "7"], "没有这一版"),
        (["--rename", FORM, "--name", "a/b"], "不能用的字符"),
    ],
)
def test_removals_and_names_that_cannot_be(medaid, ledger, form, arguments, words):  # noqa: ARG001
    code, out, err = medaid("template", ledger, *arguments)
    assert (code, out) == (2, "") and words in err
