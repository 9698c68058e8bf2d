"""`medaid import` and `medaid source`: what they print, say and return."""

import json
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from medaid_desktop.cli import main
from medaid_desktop.operations.incoming import batch as incoming_batch
from medaid_desktop.store.ledger import Ledger
from tests.operations.workbooks import target_book

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "台账" / "阳谷.medaid"
    path.parent.mkdir()
    Ledger.create(path, "371500").close()
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two workbooks, a lock file, a picture and a broken workbook."""
    folder = tmp_path / "来文"
    (folder / "下级").mkdir(parents=True)
    target_book(folder / "1 阳谷县.xlsx")
    target_book(folder / "下级" / "2 莘县.xlsx", county="莘县")
    (folder / "~$1 阳谷县.xlsx").write_bytes(b"")
    (folder / "照片.jpg").write_bytes(b"\xff\xd8")
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04")
    return folder


@pytest.fixture
def run(ledger: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on the ledger; status, standard output, standard error."""

    def call(command: str, *arguments: object) -> tuple[int, str, str]:
        status = main([command, str(ledger), *map(str, arguments)])
        out, err = capsys.readouterr()
        return status, out, err

    return call


def test_a_folder_is_imported_with_a_line_for_each_table_and_each_trouble(run: Run, folder: Path):
    status, out, err = run("import", folder)
    assert status == 1
    lines = [line.split("\t") for line in out.splitlines()]
    assert [line[1:] for line in lines] == [
        ["project-target", "371521", "2021", "新建", "医疗救助补助资金"],
        ["project-target", "371522", "2021", "新建", "医疗救助补助资金"],
    ]
    left_out, broken = err.splitlines()
    assert "照片.jpg：不是 Excel" in left_out and "坏.xlsx" in broken and "~$" not in err


def test_the_json_tells_of_files_tables_doubts_and_errors(run: Run, folder: Path):
    bare = target_book(folder / "丙.xlsx", county="", year=None)
    status, out, _ = run("import", folder, bare, "--json")
    data = json.loads(out)
    assert status == 1 and len(data["filings"]) == 3
    assert data["filings"][0].keys() == {"id", "form", "region", "year", "status"}
    files = {file["file"]: file for file in data["files"]}
    assert files["坏.xlsx"]["tables"] == [] and "坏.xlsx" in files["坏.xlsx"]["error"]
    (table,) = files["丙.xlsx"]["tables"]
    assert (table["choice"], table["sheet"], table["region"], table["year"]) == ("new", "表1", None, None)
    assert {notice["rule"] for notice in table["notices"]} == {"read.year", "region.name"}
    assert all(notice["severity"] == "hint" for notice in table["notices"])
    assert files["2 莘县.xlsx"]["path"].endswith("2 莘县.xlsx") and "error" not in files["2 莘县.xlsx"]
    assert [Path(one["file"]).name for one in data["left_out"]] == ["照片.jpg"]
    assert (data["cancelled"], data["untouched"]) == (False, [])


def test_statuses(run: Run, folder: Path, tmp_path: Path, ledger: Path):
    good, bad = folder / "1 阳谷县.xlsx", folder / "坏.xlsx"
    assert run("import", bad)[0] == 2
    assert run("import", good, bad)[0] == 1
    assert run("import", good)[0] == 0  # there already: nothing to do, and that is said
    (tmp_path / "空").mkdir()
    status, _, err = run("import", tmp_path / "空")
    assert status == 2 and "没有可以导入的文件" in err
    assert run("import", good, "--region", "999999")[0] == 2
    assert run("import", tmp_path / "没有.xlsx")[0] == 2
    with pytest.raises(SystemExit) as refused:
        run("import", good, "--same", "whatever")
    assert refused.value.code == 2
    assert main(["import", str(ledger.with_name("没有.medaid")), str(good)]) == 2


@pytest.mark.parametrize(
    ("same", "word", "count", "total"),
    [("keep-both", "另存", 2, "350.5"), ("new-revision", "改写", 1, "360"), ("skip", "未读入", 1, "350.5")],
)
def test_what_is_there_already(run: Run, folder: Path, ledger: Path, same: str, word: str, count: int, total: str):
    file = folder / "1 阳谷县.xlsx"
    first = run("import", file)[1].split("\t")[0]
    target_book(file, total="360")
    status, out, err = run("import", file, "--same", same)
    assert (status, out.split("\t")[4]) == (0, word)
    assert first in err and err.count("\n") == 1
    with Ledger.open(ledger, read_only=True) as opened:
        assert opened.filings.count() == count
        assert opened.filings.get(first).values["funding_total"] == total


def test_both_are_kept_unless_told_otherwise(run: Run, folder: Path):
    run("import", folder / "1 阳谷县.xlsx")
    target_book(folder / "1 阳谷县.xlsx", total="360")
    assert "\t另存\t" in run("import", folder / "1 阳谷县.xlsx")[1]


def test_a_rehearsal_leaves_every_byte_and_moment(run: Run, folder: Path, ledger: Path):
    before = ledger.stat().st_mtime_ns, ledger.read_bytes(), sorted(ledger.parent.rglob("*"))
    status, out, err = run("import", folder, "--dry-run", "--same", "skip")
    assert (ledger.stat().st_mtime_ns, ledger.read_bytes(), sorted(ledger.parent.rglob("*"))) == before
    assert status == 1 and out.count("\t将新建\t") == 2 and "坏.xlsx" in err
    assert out.startswith("—\t")


def test_doubts_are_one_line_a_table(run: Run, tmp_path: Path):
    _, _, err = run("import", target_book(tmp_path / "甲.xlsx", county="", year=None))
    assert err.count("\n") == 1 and err.startswith("甲.xlsx（表1）：有 2 处要核对，例如：没有找到年度")


def test_a_folder_that_cannot_be_opened_is_a_failure(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch):
    from medaid_desktop.operations.incoming import files as incoming_files

    entries = incoming_files._entries

    def closed(path: Path, left_out: list[tuple[Path, str]]) -> object:
        if path.name == "下级":
            left_out.append((path, "文件夹打不开"))
            return []
        return entries(path, left_out)

    monkeypatch.setattr(incoming_files, "_entries", closed)
    (folder / "坏.xlsx").unlink()
    status, out, err = run("import", folder)
    assert status == 1 and out.count("\n") == 1 and "下级：文件夹打不开" in err


def test_ctrl_c_stops_after_the_present_file_and_says_what_was_stored(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    read = incoming_batch.read_incoming

    def interrupted(*arguments: object, **options: object) -> object:
        signal.raise_signal(signal.SIGINT)
        arguments = (*arguments[:5], None)  # the file at hand is read to its end
        return read(*arguments, **options)

    monkeypatch.setattr(incoming_batch, "read_incoming", interrupted)
    before = signal.getsignal(signal.SIGINT)
    status, out, err = run("import", folder)
    assert status == 130 and out.count("\n") == 1
    assert "已停止：新建 1 份，还有 2 个文件没有看" in err
    assert signal.getsignal(signal.SIGINT) is before


def test_at_a_terminal_progress_and_a_sum_are_shown(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    _, _, err = run("import", folder)
    assert "\r导入 3/3\n" in err and "导入完成：新建 2 份，1 个文件没有导入。" in err


def test_the_source_comes_back_to_the_byte(run: Run, folder: Path, tmp_path: Path):
    filing = run("import", folder / "1 阳谷县.xlsx")[1].split("\t")[0]
    status, out, _ = run("source", filing, "--out", tmp_path / "原件.xlsx")
    assert (status, out) == (0, "1 阳谷县.xlsx\n")
    assert (tmp_path / "原件.xlsx").read_bytes() == (folder / "1 阳谷县.xlsx").read_bytes()
    data = json.loads(run("source", filing, "--out", tmp_path, "--json")[1])
    assert (data["name"], data["sheet"]) == ("1 阳谷县.xlsx", "表1")
    assert (tmp_path / "1 阳谷县.xlsx").stat().st_size == data["size"]


def test_a_filing_without_a_source_is_said(run: Run, tmp_path: Path):
    filing = run("add", "declaration", "--region", "371521", "--year", 2020)[1].strip()
    status, _, err = run("source", filing, "--out", tmp_path / "a.xlsx")
    assert status == 2 and "没有原件" in err and not (tmp_path / "a.xlsx").exists()
