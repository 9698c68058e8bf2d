"""Filings out of the ledger as files: back into their templates, as new workbooks, as JSON; one or a folder of them."""

import errno
import json
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from medaid_desktop.errors import UserError
from medaid_desktop.formats import files
from medaid_desktop.formats.documents import document_of
from medaid_desktop.formats.package_kind import as_document, document_kind, package_kind
from medaid_desktop.operations.exports.exporting import export_files
from medaid_desktop.operations.filings import editing
from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.operations.incoming import import_files
from medaid_desktop.operations.templates import keep_template, read_template
from medaid_desktop.operations.templates.originals import Original
from medaid_desktop.store.ground.database import Connection
from tests.operations.templates.blanks import letter, many_sheets, target_book, written

FORM = "custom:绩效目标表"
MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"
PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def retyped(content, kind):
    """The workbook as one that says it is of another kind."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(
                info, data.replace(PLAIN.encode(), kind.encode()) if "Content_Types" in info.filename else data
            )
    return out.getvalue()


def kept(desk, tmp_path, content, name="空白表.xlsx", called=""):
    return keep_template(desk, read_template(desk, written(tmp_path / "下发", content, name)), called)[0].form


def filling(desk, form, title="医疗救助", rows=3, **values):
    """A filing with content; returns its id."""
    filing = add_filing(desk, form, "371521", 2020)
    edits = [("values.project_name", title), ("values.competent_department", "阳谷县医疗保障局")]
    edits += [(f"values.{name}", text) for name, text in values.items()]
    for row in range(rows):
        cells = {"level1": "产出指标", "level2": "数量指标", "level3": f"救助人次{row}", "target": f"≥{row + 1}人次"}
        edits += [(f"tables.indicators[{row}].{name}", text) for name, text in cells.items()]
    editing.commit(desk, filing.id, edits, "填写", keep_groups=True)
    return filing.id


def spoil(desk, statement):
    """Changes the ledger behind the program's back."""
    connection = Connection(desk.ledger.path, "rw")
    connection.execute(statement)
    connection.close()


def cells(path, sheet=None):
    book = load_workbook(path)
    return [
        str(cell.value)
        for line in (book[sheet] if sheet else book.worksheets[0]).iter_rows()
        for cell in line
        if cell.value
    ]


@pytest.fixture
def form(desk, tmp_path):
    return kept(desk, tmp_path, target_book())


# -- one file --------------------------------------------------------------------------------------------------------


def test_a_filing_goes_back_into_the_very_workbook_and_is_read_again(desk, form, tmp_path):
    filing = filling(desk, form, funding_fiscal="350", funding_other="3.5", funding_total="353.50")
    out = tmp_path / "申报.xlsx"
    report = export_files(desk, [filing], out)
    assert (report.files, report.notices, report.failed, report.cancelled) == ([out], [], [], False)
    with zipfile.ZipFile(out) as new, zipfile.ZipFile(tmp_path / "下发" / "空白表.xlsx") as old:
        same = [name for name in old.namelist() if old.read(name) == new.read(name)]
        assert set(new.namelist()) == set(old.namelist())
        assert {"xl/worksheets/sheet2.xml", "docProps/app.xml", "xl/theme/theme1.xml"} <= set(same)
    [again] = import_files(desk, [out], "371521", 2020).skipped
    assert again == filing


def test_more_rows_than_the_template_has_come_back(desk, form, tmp_path):
    filing = filling(desk, form, rows=23)
    out = tmp_path / "申报.xlsx"
    export_files(desk, [filing], out)
    assert import_files(desk, [out], "371521", 2020).skipped == [filing]


def contradicting(desk, form):
    """A filing as it was handed in, with a total that is not the sum of its parts; its id."""
    filing = desk.ledger.filings.get(filling(desk, form, funding_fiscal="350"))
    edits = [("values.funding_total", "999")]
    return editing.commit(desk, filing.id, edits, "导入", keep_computed=True).filing.id


def test_a_figure_that_a_formula_contradicts_is_told(desk, form, tmp_path):
    filing = contradicting(desk, form)
    report = export_files(desk, [filing], tmp_path / "a.xlsx")
    assert len(report.notices) == 1 and "999" in report.notices[0]


def test_several_filings_of_a_template_are_one_workbook_with_a_sheet_each(desk, form, tmp_path):
    ids = [filling(desk, form, title) for title in ("甲项目", "乙项目", "甲项目")]
    out = tmp_path / "全部.xlsx"
    told = []
    report = export_files(desk, ids, out, lambda done, total: told.append((done, total)))
    names = load_workbook(out).sheetnames
    assert names[:1] == ["阳谷县-甲项目"] and "填报说明" in names and len(names) == 4
    assert told[-1] == (3, 3) and report.remarks == []
    assert "乙项目" in cells(out, "阳谷县-乙项目")
    assert len(import_files(desk, [out], "371521", 2020).skipped) == 3


def test_the_forms_of_one_workbook_are_filled_in_together(desk, tmp_path):
    file = written(tmp_path / "下发", many_sheets(), "两张.xlsx")
    forms = [one.form for one in keep_template(desk, read_template(desk, file))]
    ids = [filling(desk, form, title, rows=0) for form, title in zip(forms, ("甲项目", "乙项目"), strict=True)]
    report = export_files(desk, ids, tmp_path / "a.xlsx")
    assert report.remarks == report.notices == []
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == load_workbook(file).sheetnames
    assert "甲项目" in cells(tmp_path / "a.xlsx") and "乙项目" in cells(tmp_path / "a.xlsx", "二")
    assert import_files(desk, [tmp_path / "a.xlsx"], "371521", 2020).skipped == ids
    more = filling(desk, forms[0], "丙项目", rows=0)
    assert "2 套" in export_files(desk, [*ids, more], tmp_path / "b.xlsx").remarks[0]
    names = load_workbook(tmp_path / "b.xlsx").sheetnames
    assert names == [f"{sheet} (阳谷县-{title})" for title in ("甲项目", "丙项目") for sheet in ("Sheet", "二")]


def test_a_letter_comes_back_as_a_letter(desk, tmp_path):
    form = kept(desk, tmp_path, letter(), "空白表.docx", "函")
    filing = filling(desk, form)
    out = tmp_path / "函.docx"
    assert export_files(desk, [filing], out).notices == []
    assert out.read_bytes()[:2] == b"PK" and package_kind(out.read_bytes()) == "docx"
    assert import_files(desk, [out], "371521", 2020).skipped == [filing]


@pytest.mark.parametrize(
    ("content", "name", "out", "words"),
    [
        (target_book(), "表.xlsx", "a.docx", r"原表是 \.xlsx 文件.*例如 a\.xlsx"),
        (retyped(target_book(), MACROS), "表.xlsm", "a.xlsx", r"原表是 \.xlsm 文件"),
        (letter(), "表.docx", "a.xlsx", r"原表是 \.docx 文件"),
    ],
)
def test_an_ending_that_does_not_fit_is_refused_and_the_right_one_told(desk, tmp_path, content, name, out, words):
    filing = filling(desk, kept(desk, tmp_path, content, name))
    with pytest.raises(UserError, match=words):
        export_files(desk, [filing], tmp_path / out)
    assert not (tmp_path / out).exists()


def test_macros_and_templates_get_the_ending_that_opens(desk, tmp_path):
    macros = kept(desk, tmp_path, retyped(target_book(), MACROS), "表.xlsm", "宏表")
    model = kept(desk, tmp_path, retyped(target_book(), TEMPLATE), "表.xltx", "样表")
    report = export_files(desk, [filling(desk, macros), filling(desk, model)], tmp_path / "出")
    assert [path.name for path in report.files] == ["阳谷县-2020-宏表-医疗救助.xlsm", "阳谷县-2020-样表-医疗救助.xlsx"]
    assert [package_kind(path.read_bytes()) for path in report.files] == ["xlsm", "xlsx"]


def test_kinds_of_packages():
    book = target_book()
    assert package_kind(book) == "xlsx" and as_document(book) is book
    assert package_kind(letter()) == "docx"
    model = retyped(book, TEMPLATE)
    assert package_kind(model) == "xltx" and package_kind(as_document(model)) == "xlsx"
    assert [document_kind(kind) for kind in ("xltm", "dotx", "xls")] == ["xlsm", "docx", "xls"]
    assert package_kind(b"PK\x03\x04") is None and package_kind(b"{}") is None


def test_filings_of_several_forms_become_a_new_workbook_that_says_so(desk, form, tmp_path):
    declaration = add_filing(desk, "declaration", "371521", 2020)
    report = export_files(desk, [filling(desk, form), declaration.id], tmp_path / "a.xlsx")
    assert len(report.remarks) == 1 and "没有写回原表" in report.remarks[0] and report.notices == []
    assert len(load_workbook(tmp_path / "a.xlsx").sheetnames) == 2


def test_a_built_in_form_becomes_a_workbook_of_its_own(desk, tmp_path):
    filing = add_filing(desk, "declaration", "371521", 2020)
    editing.commit(desk, filing.id, [("values.project_name", "医疗救助")], "填写")
    report = export_files(desk, [filing.id], tmp_path / "a.xlsx")
    assert report.remarks == report.notices == []
    assert any("医疗救助" in text for text in cells(tmp_path / "a.xlsx"))
    with pytest.raises(UserError, match=r"只能导出为 \.xlsx 文件"):
        export_files(desk, [filing.id], tmp_path / "a.docx")


def test_an_old_workbook_is_exported_as_a_new_one(desk, form, tmp_path):
    spoil(desk, "UPDATE templates SET kind = 'xls'")
    report = export_files(desk, [filling(desk, form)], tmp_path / "a.xlsx")
    assert report.notices == [] and any("医疗救助" in text for text in cells(tmp_path / "a.xlsx"))


@pytest.mark.parametrize("spoilt", ["UPDATE sources SET data = zeroblob(9)", "UPDATE templates SET digest = NULL"])
def test_a_lost_document_is_said_and_a_new_workbook_made(desk, form, tmp_path, spoilt):
    filing = filling(desk, form)
    spoil(desk, spoilt)
    for out in (tmp_path / "a.xlsx", tmp_path / "出"):
        [notice] = export_files(desk, [filing], out).notices
        assert "表种“绩效目标表”的空白原表读不出来" in notice


def test_a_file_open_elsewhere_is_left_and_another_name_offered(desk, form, tmp_path, monkeypatch):
    out = tmp_path / "申报.xlsx"
    out.write_bytes(b"old")

    def locked(_, target):
        raise PermissionError(errno.EACCES, "locked", str(target))

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(UserError, match=r"文件不能写入.*可能正被 Excel、WPS 打开.*例如 申报\(2\)\.xlsx"):
        export_files(desk, [filling(desk, form)], out)
    assert out.read_bytes() == b"old" and sorted(tmp_path.glob("*.tmp")) == []


def test_a_kind_of_file_that_is_not_written_is_refused(desk, form, tmp_path):
    filing = filling(desk, form)
    for name in ("a.xls", "a.pdf", "a.csv", "a.DOC", "a.et"):
        with pytest.raises(UserError, match="不能导出为"):
            export_files(desk, [filing], tmp_path / name)
    with pytest.raises(UserError, match="没有可导出的填报件"):
        export_files(desk, [], tmp_path / "a.xlsx")
    with pytest.raises(UserError, match="没有这份填报件"):
        export_files(desk, ["nobody"], tmp_path / "a.xlsx")
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".xlsx"] == []


def test_json_is_one_filing_or_a_list(desk, form, tmp_path):
    filing = filling(desk, form)
    export_files(desk, [filing], tmp_path / "a.json", single=True)
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["form"] == FORM
    export_files(desk, [filing], tmp_path / "b.json")
    assert len(json.loads((tmp_path / "b.json").read_text("utf-8"))["filings"]) == 1


# -- a folder --------------------------------------------------------------------------------------------------------


def test_a_folder_gets_a_file_each_with_names_of_their_own(desk, form, tmp_path):
    ids = [filling(desk, form, title) for title in ("医疗救助", "医疗救助", "CON/nul?")]
    ids.append(add_filing(desk, "declaration", "371521", 2020).id)
    told = []
    report = export_files(desk, ids, tmp_path / "上报" / "2020", lambda done, total: told.append((done, total)))
    assert [path.name for path in report.files] == [
        "阳谷县-2020-绩效目标表-医疗救助.xlsx", "阳谷县-2020-绩效目标表-医疗救助(2).xlsx",
        "阳谷县-2020-绩效目标表-CON_nul_.xlsx", "阳谷县-2020-申报表.xlsx",
    ]  # fmt: skip
    assert all(path.is_file() for path in report.files) and told == [(n, 4) for n in range(1, 5)]
    assert export_files(desk, ids, tmp_path / "上报" / "2020").files == report.files
    assert len(list((tmp_path / "上报" / "2020").iterdir())) == 4
    for path in report.files:
        assert document_of(path.read_bytes(), path.name).grids


def test_one_that_fails_does_not_stop_the_others(desk, form, tmp_path):
    ids = [filling(desk, form, title) for title in ("甲", "乙", "丙")]
    (tmp_path / "出" / "阳谷县-2020-绩效目标表-乙.xlsx").mkdir(parents=True)
    report = export_files(desk, [*ids, "nobody"], tmp_path / "出")
    assert [path.name[-6:] for path in report.files] == ["甲.xlsx", "丙.xlsx"]
    assert [called for called, _ in report.failed] == [f"乙（{ids[1]}）", "nobody"]


def test_notices_bear_the_name_of_their_file(desk, form, tmp_path):
    filing = contradicting(desk, form)
    [notice] = export_files(desk, [filing], tmp_path / "出").notices
    assert notice.startswith("阳谷县-2020-绩效目标表-医疗救助.xlsx：")


def test_a_full_disk_is_told_for_each_file(desk, form, tmp_path, monkeypatch):
    ids = [filling(desk, form, title) for title in ("甲", "乙")]

    def full(path):
        raise OSError(errno.ENOSPC, "full", str(path))

    monkeypatch.setattr(files, "sync", full)
    report = export_files(desk, ids, tmp_path / "出")
    assert report.files == [] and all("磁盘空间不足" in str(error) for _, error in report.failed)
    assert list((tmp_path / "出").iterdir()) == []


def test_an_export_that_is_stopped_leaves_whole_files(desk, form, tmp_path):
    ids = [filling(desk, form, title) for title in ("甲", "乙", "丙")]
    asked = []
    report = export_files(desk, ids, tmp_path / "出", is_cancelled=lambda: len(asked.append(1) or asked) > 2)
    assert report.cancelled and len(report.files) == len(list((tmp_path / "出").iterdir())) == 2
    for out in ("a.xlsx", "a.json"):
        report = export_files(desk, ids, tmp_path / out, is_cancelled=lambda: True)
        assert report.cancelled and report.files == [] and not (tmp_path / out).exists()


def test_a_folder_that_cannot_be_made_is_told(desk, form, tmp_path):
    (tmp_path / "文件").write_bytes(b"x")
    with pytest.raises(UserError, match="文件夹建不了"):
        export_files(desk, [filling(desk, form)], tmp_path / "文件" / "里面")


def test_older_versions_go_back_into_their_own_workbook(desk, form, tmp_path):
    old = filling(desk, form, "旧的")
    kept(desk, tmp_path, target_book(more="联系人"), "新.xlsx")
    new = filling(desk, form, "新的")
    report = export_files(desk, [old, new], tmp_path / "出")
    texts = [cells(path) for path in report.files]
    assert "联系人" not in texts[0] and "联系人" in texts[1]
    assert len(export_files(desk, [old, new], tmp_path / "a.xlsx").remarks) == 1


def test_a_batch_may_take_longer_than_one_document(desk, form, tmp_path, monkeypatch):
    ids = [filling(desk, form, str(number)) for number in range(4)]
    late = [0.0]
    clock = time.thread_time
    monkeypatch.setattr(time, "thread_time", lambda: clock() + late[0])

    def later(*_):
        late[0] += 4.0

    for out in (tmp_path / "出", tmp_path / "a.xlsx"):
        report = export_files(desk, ids, out, later)
        assert report.failed == [] and report.files


def test_a_fault_of_ours_in_one_filing_is_logged_and_the_others_go_on(desk, form, tmp_path, monkeypatch):
    ids = [filling(desk, form, title) for title in ("甲", "乙")]
    whole = Original.written

    def broken(self, filing, chosen=()):
        if filing.id == ids[0]:
            raise KeyError("bug")
        return whole(self, filing, chosen)

    monkeypatch.setattr(Original, "written", broken)
    report = export_files(desk, ids, tmp_path / "出")
    assert len(report.files) == 1
    [(called, error)] = report.failed
    assert called == f"甲（{ids[0]}）" and "内部错误 KeyError" in str(error)
