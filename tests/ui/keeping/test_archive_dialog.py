"""Putting a year away: asked for, counted, written, and the folder opened."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QLineEdit, QPushButton, QRadioButton

from medaid_desktop.operations.ledgers.sample import PASSPHRASE
from tests.ui.shell import Shell, click, in_dialog, type_text, wait_until


class Form:
    """The dialog at hand."""

    def __init__(self, dialog: QDialog) -> None:
        self.dialog = dialog

    def words(self) -> str:
        label = self.dialog.findChild(QLabel, "archiveWords")
        assert label is not None
        return label.text()

    def counted(self) -> None:
        wait_until(lambda: "正式表" in self.words())

    def year(self, year: str) -> None:
        combo = self.dialog.findChild(QComboBox, "archiveYear")
        assert combo is not None
        index = combo.findText(f"{year} 年度")
        combo.setCurrentIndex(index)
        combo.activated.emit(index)
        self.counted()

    def to(self, path: Path) -> None:
        field = self.dialog.findChild(QLineEdit, "archiveTarget")
        assert field is not None
        field.setFocus()
        field.selectAll()
        type_text(str(path))
        self.counted()

    def seal(self, passphrase: str) -> None:
        field = self.dialog.findChild(QLineEdit, "printSeal0")
        assert field is not None
        field.setFocus()
        type_text(passphrase)

    def go(self) -> None:
        button = self.dialog.findChild(QPushButton, "archiveGo")
        assert button is not None
        wait_until(button.isEnabled)
        click(button)


def asked(shell: Shell, work: Callable[[Form], None]) -> None:
    in_dialog(lambda dialog: work(Form(dialog)), shell.action("actionArchive").trigger)


def test_a_year_goes_into_a_folder(shell: Shell, tmp_path: Path) -> None:
    def work(form: Form) -> None:
        form.year("2020")
        assert "正式表 1 份，没有审核完的 17 份只列在目录里" in form.words()
        form.to(tmp_path / "归档")
        form.seal(PASSPHRASE)
        form.go()

    asked(shell, work)
    wait_until(lambda: "已归档到" in shell.notice.text)
    kept = json.loads((tmp_path / "归档" / "清单.json").read_text("utf-8"))
    assert sum(one["final"] for one in kept["filings"]) == 1
    actions = [one.action for one in shell.window.workspace.desk.ledger.log.entries()]
    assert actions[-1] == "archive" and "seal-use" in actions


def test_a_notice_goes_into_a_zip(shell: Shell, tmp_path: Path) -> None:
    def work(form: Form) -> None:
        form.year("2020")
        notice = form.dialog.findChild(QComboBox, "archiveNotice")
        zipped = next(one for one in form.dialog.findChildren(QRadioButton) if ".zip" in one.text())
        drafts = form.dialog.findChild(QCheckBox, "archiveDrafts")
        assert notice is not None and drafts is not None
        index = next(number for number in range(notice.count()) if "第2批" in notice.itemText(number))
        notice.setCurrentIndex(index)
        notice.activated.emit(index)
        click(zipped)
        click(drafts)
        form.counted()
        form.to(tmp_path / "第二批")
        form.go()

    asked(shell, work)
    wait_until(lambda: "已归档到" in shell.notice.text)
    with zipfile.ZipFile(tmp_path / "第二批.zip") as package:
        assert any(name.startswith("未完成/") for name in package.namelist()) and "目录.pdf" in package.namelist()


def test_a_missing_passphrase_and_a_folder_with_files_are_told_in_the_dialog(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "别的").mkdir()
    (tmp_path / "别的" / "a.txt").write_text("a", encoding="utf-8")

    def work(form: Form) -> None:
        form.year("2020")
        form.to(tmp_path / "别的")
        screen = form.dialog.screen().availableGeometry()
        form.dialog.move(0, screen.bottom() - form.dialog.frameGeometry().height())
        form.go()
        assert screen.contains(form.dialog.frameGeometry()), "it moves up when there is more to say"
        trouble = form.dialog.findChild(QLabel, "printSealTrouble")
        assert trouble is not None and "请输入“样章”的口令" in trouble.text() and form.dialog.isVisible()
        form.seal(PASSPHRASE)
        form.go()
        assert "归档不覆盖" in form.words() and form.dialog.isVisible()

    asked(shell, work)
    assert [path.name for path in (tmp_path / "别的").iterdir()] == ["a.txt"]


def test_a_wrong_passphrase_leaves_nothing(shell: Shell, tmp_path: Path) -> None:
    def work(form: Form) -> None:
        form.year("2020")
        form.to(tmp_path / "归档")
        form.seal("不是这个")
        form.go()

    asked(shell, work)
    wait_until(lambda: "口令" in shell.notice.text)
    assert not (tmp_path / "归档").exists()
