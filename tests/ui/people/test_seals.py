"""The dialog of seal images: a scan is looked at, kept under a passphrase, removed with what that means told."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QListWidget, QMessageBox, QWidget

from medaid_desktop import paths
from medaid_desktop.formats.pictures.seal_image import seal_image
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.ui.crash import CrashHandler
from medaid_desktop.ui.views.seal_preview import SealOnPaper
from tests.ui.screens.people import PINS, add_operators, fill, seal_scan
from tests.ui.shell import Shell, button, choose_file, click, in_dialog, wait_until


def label(dialog: QWidget, name: str) -> QLabel:
    found = dialog.findChild(QLabel, name)
    assert found is not None
    return found


def choose(dialog: QDialog, path: Path) -> None:
    in_dialog(choose_file(path), lambda: click(button(dialog, "选择图片")))
    wait_until(button(dialog, "选择图片").isEnabled)
    dialog.activateWindow()
    wait_until(dialog.isActiveWindow)


def test_a_scan_becomes_a_seal(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "公章.png"
    path.write_bytes(seal_scan())

    def add(dialog: QDialog) -> None:
        go = button(dialog, "添加")
        assert not go.isEnabled() and go.toolTip() == "请先选择图片"
        choose(dialog, path)
        assert go.toolTip() == "请写口令，不要太短、太简单"
        fill(dialog, sealOffice="阳谷县医疗保障局", passphrase="12345678", passphraseAgain="12345678")
        assert "太容易猜" in label(dialog, "passphraseStrength").text() and not go.isEnabled()
        fill(dialog, passphrase="Baoguan-2020")
        assert "两次输入的口令不一样" in label(dialog, "addSealMessage").text() and not go.isEnabled()
        fill(dialog, passphraseAgain="Baoguan-2020")
        assert label(dialog, "addSealMessage").text() == "" and go.isEnabled()
        click(go)
        wait_until(lambda: not dialog.isVisible())

    def work(dialog: QDialog) -> None:
        in_dialog(add, lambda: click(button(dialog, "添加")))
        seals = dialog.findChild(QListWidget, "sealList")
        assert seals is not None and seals.count() == 2 and seals.currentItem().text() == "公章"
        assert "妥善保管口令" in label(dialog, "sealMessage").text()

    in_dialog(work, shell.action("actionSeals").trigger)
    ledger = shell.window.workspace.desk.ledger
    assert ledger.seals.get("公章").office == "阳谷县医疗保障局"
    assert QImage.fromData(ledger.seals.open("公章", "Baoguan-2020", "看看").png).hasAlphaChannel()


def test_doubtful_and_useless_pictures_are_told(shell: Shell, tmp_path: Path) -> None:
    square, text = tmp_path / "方章.png", tmp_path / "说明.png"
    square.write_bytes(seal_scan(round_one=False))
    text.write_text("no picture", encoding="utf-8")

    def add(dialog: QDialog) -> None:
        message = label(dialog, "addSealMessage")
        choose(dialog, square)
        assert "不是圆的" in message.text()
        choose(dialog, text)
        assert "不是可以使用的图片：说明.png" in message.text() and "不是圆的" not in message.text()
        fill(dialog, passphrase="Baoguan-2020", passphraseAgain="Baoguan-2020")
        assert not button(dialog, "添加").isEnabled()
        assert "不是可以使用的图片：说明.png" in message.text()  # as long as nothing else is chosen

    in_dialog(lambda dialog: in_dialog(add, lambda: click(button(dialog, "添加"))), shell.action("actionSeals").trigger)


def test_another_picture_leaves_nothing_of_the_one_before(shell: Shell, tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.png" for name in ("方章", "圆章", "别的")]
    for path in paths:
        path.write_bytes(seal_scan(round_one=path.stem != "方章"))

    def add(dialog: QDialog) -> None:
        name, message = dialog.findChild(QLineEdit, "sealName"), label(dialog, "addSealMessage")
        assert name is not None
        choose(dialog, paths[0])
        assert name.text() == "方章" and "不是圆的" in message.text()
        in_dialog(choose_file(paths[1]), lambda: click(button(dialog, "选择图片")))
        assert message.text() in ("正在读取图片…", "")  # it is soon read
        wait_until(lambda: name.text() == "圆章")
        assert message.text() == ""
        dialog.activateWindow()
        fill(dialog, sealName="公章")
        choose(dialog, paths[2])
        assert name.text() == "公章"

    in_dialog(lambda dialog: in_dialog(add, lambda: click(button(dialog, "添加"))), shell.action("actionSeals").trigger)


def test_the_seal_on_paper_is_as_large_as_it_will_be(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "公章.png"
    path.write_bytes(seal_scan())
    widths: list[float] = []

    def add(dialog: QDialog) -> None:
        choose(dialog, path)
        paper = dialog.findChild(SealOnPaper)
        assert paper is not None
        shown = paper.grab().toImage()
        row = shown.height() // 2 - 20
        red = [
            x
            for x in range(shown.width())
            if shown.pixelColor(x, row).green() < 120 and shown.pixelColor(x, row).red() > 150
        ]
        height = [y for y in range(shown.height()) if shown.pixelColor(shown.width() // 2, y).green() < 120]
        widths.extend((red[-1] - red[0], height[-1] - height[0]))
        widths.append(paper.logicalDpiX() / 25.4 * shown.devicePixelRatio())

    in_dialog(lambda dialog: in_dialog(add, lambda: click(button(dialog, "添加"))), shell.action("actionSeals").trigger)
    across, high, per_mm = widths
    assert abs(high / per_mm - 42) < 1 and 35 < across / per_mm < 42


def test_removing_asks_and_says_what_it_means(shell: Shell) -> None:
    def refuse(question: QDialog) -> None:
        assert isinstance(question, QMessageBox)
        assert "有 1 份填报件是盖着它审核的：审核仍然有效" in question.informativeText()
        click(button(question, "取消"))

    def work(dialog: QDialog) -> None:
        seals = dialog.findChild(QListWidget, "sealList")
        assert seals is not None
        in_dialog(refuse, lambda: click(button(dialog, "删除")))
        assert seals.count() == 1
        in_dialog(lambda question: click(button(question, "删除")), lambda: click(button(dialog, "删除")))
        assert seals.count() == 0 and not button(dialog, "删除").isEnabled()

    in_dialog(work, shell.action("actionSeals").trigger)


def test_who_does_not_keep_the_seals_can_only_look(shared: Shell) -> None:
    from tests.ui.people.test_operators import sign_in

    sign_in(shared, "王填报")

    def work(dialog: QDialog) -> None:
        assert not button(dialog, "添加").isEnabled() and not button(dialog, "删除").isEnabled()
        assert "不能保管印章图像" in label(dialog, "sealMessage").text()

    in_dialog(work, shared.action("actionSeals").trigger)


def test_nothing_secret_is_left_in_the_folders_of_user_and_ledger(
    open_shell: Callable[[Path | None], Shell], sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.ui.people.test_operators import sign_in

    monkeypatch.setitem(
        PINS, "李保管", "pin-615283"
    )  # six figures alone stand by chance in one digest or moment of many
    with Ledger.open(sample) as ledger:
        add_operators(ledger)
        ledger.access.sign_in("李保管", PINS["李保管"])
        ledger.seals.add("公章", seal_image(seal_scan()).png, "Baoguan-2020")
    shell = open_shell(sample)
    sign_in(shell, "李保管")
    desk = shell.window.workspace.desk
    png = desk.ledger.seals.open("公章", "Baoguan-2020", "看看").png
    raised: list[object] = []

    def fall(_: object) -> None:
        passphrase, pin = "Baoguan-2020", PINS["李保管"]
        raised.append((passphrase, pin, png))
        raise RuntimeError("something else")

    hook = sys.excepthook
    crashes = CrashHandler()
    logs: list[Path] = []
    crashes.happened.connect(logs.append)
    crashes.install()
    try:
        shell.window.tasks.run("", fall)
        wait_until(lambda: bool(logs))
    finally:
        crashes.uninstall()
        sys.excepthook = hook
    desk.ledger.daily_backup()
    shell.action("actionLock").trigger()
    shell.window.close()
    secrets = [PINS["李保管"].encode(), b"Baoguan-2020", png[100:140], png[:33]]
    folders = (paths.user_data_folder(), tmp_path)
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    assert logs[0] in files and sample in files and any("备份" in str(file) for file in files)
    assert [file for file in files if any(secret in file.read_bytes() for secret in secrets)] == []
