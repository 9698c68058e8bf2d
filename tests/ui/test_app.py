"""The entry point, in processes of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTableView, QWidget

from medaid_desktop import __version__
from tests.ui.shell import Shell

ROOT = Path(__file__).parents[2]


def run(*arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    command = ["-c", code] if code else ["-m", "medaid_desktop"]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    environment["LC_ALL"] = "C.UTF-8"  # in another Qt has something to say too
    return subprocess.run(
        [sys.executable, *command, *arguments],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )


def test_a_start_imports_nothing_that_a_first_paint_can_do_without():
    code = (
        "import sys; from medaid_desktop.app import main; status = main(['--exit-when-ready']);"
        "print(status, *sys.modules, *(f'Qt.{name}' for part in ('QtCore', 'QtGui', 'QtWidgets')"
        " for name in vars(sys.modules[f'PySide6.{part}'])))"
    )
    done = run(code=code)
    assert done.stdout.startswith("0 "), done.stderr
    loaded = set(done.stdout.split())
    heavy = {"openpyxl", "reportlab", "pypinyin", "sqlite_utils", "sqlite3", "tomllib", "medaid_desktop.store.ledger"}
    heavy |= {
        "medaid_desktop.core.places.regions",
        "medaid_desktop.core.definitions.form_reader",
        "medaid_desktop.ui.workbench",
    }
    heavy |= {"dataclasses", "datetime", "html"}
    # PySide makes a class with its enumerations when it is first named, or by a call that has it among its overloads, and all
    # kinds of widgets for one it was not told the kind of: 20 ms for Qt, 10 ms for QStyle, 20 ms for QWizard and its sisters.
    heavy |= {"Qt.Qt", "Qt.QStyle", "Qt.QMessageBox", "Qt.QUrl", "Qt.QDir", "Qt.QImage", "Qt.QWizard"}
    assert {"Qt.QObject", "Qt.QLabel", "Qt.QPixmap"} <= loaded and loaded & heavy == set()


def test_before_a_ledger_is_open_nothing_of_it_is_imported_and_none_of_the_heavy_libraries_after(sample: Path):
    code = (
        "import sys; from pathlib import Path; from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from medaid_desktop.app import build_window; window = build_window(None); print(*sys.modules);"
        "window.ledgers.open_now(Path(sys.argv[1])); print(*sys.modules)"
    )
    with_workbench, with_ledger = (set(line.split()) for line in run(str(sample), code=code).stdout.splitlines())
    assert "medaid_desktop.ui.workbench" in with_workbench and "medaid_desktop.store.ledger" in with_ledger
    assert with_workbench & {"medaid_desktop.store.ledger", "medaid_desktop.operations.reviewing"} == set()
    assert with_ledger & {"cryptography", "argon2", "segno", "pyhanko", "reportlab", "pypdfium2"} == set()


def test_it_quits_when_a_ledger_is_open_or_could_not_be(sample: Path, tmp_path: Path):
    assert run(str(sample), "--exit-when-ready").returncode == 0
    assert sorted(path.name for path in sample.parent.iterdir()) == [sample.name], "one file remains"
    assert run(str(tmp_path / "none.medaid"), "--exit-when-ready").returncode == 0


def test_usage():
    assert run("--version").stdout.strip() == __version__
    told = run("--help").stdout
    assert "--selftest" in told and "用法" in told and "Usage" not in told
    wrong = run("--nonsense")
    assert wrong.returncode == 2 and wrong.stderr == "未知选项“nonsense”。请用 --help 查看用法。\n"


def test_selftest_goes_the_main_way(tmp_path: Path):
    done = run("--selftest", str(tmp_path / "自检"))
    assert done.returncode == 0, done.stdout + done.stderr
    written = {path.name for path in (tmp_path / "自检").iterdir()}
    assert {"selftest.medaid", "selftest.json", "selftest.pdf", "selftest.png"} <= written


@pytest.mark.parametrize("kind", ["nothing", "sample"])
def test_the_names_of_the_contract_are_there(open_shell: Callable[[Path | None], Shell], sample: Path, kind: str):
    shell = open_shell(sample if kind == "sample" else None)
    for name in ("regionTree", "regionSearch", "filingList", "noticeBar"):
        assert shell.part(QWidget, name)
    names = ["New", "Open", "Import", "Export", "Check", "Preview", "Print", "Undo", "Redo", "Find", "Help"]
    for name in names:
        assert shell.part(QAction, f"action{name}").text()


def test_only_the_tab_in_front_is_called_form_editor(shell: Shell):
    for row in range(3):
        shell.open_row(row)
        editors = shell.window.findChildren(QTableView, "formEditor")
        assert len(editors) == 1 and editors[0].isVisible()
    shell.action("actionCloseTab").trigger()
    assert len(shell.window.findChildren(QTableView, "formEditor")) == 1 and shell.editor.isVisible()


def test_a_window_that_cannot_be_built_says_so():
    code = (
        "import medaid_desktop.app as app; app.MainWindow = None;import sys; sys.exit(app.main(['--exit-when-ready']))"
    )
    done = run(code=code)
    assert done.returncode == 1 and "程序没有启动成功" in done.stderr and "Traceback" not in done.stderr
