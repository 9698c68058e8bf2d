"""Seals and operators."""

import io
from collections.abc import Callable

from PIL import Image, ImageDraw
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QLineEdit, QListWidget

from medaid_desktop.store.ledger import Ledger
from tests.ui.screens.stage import Stage, screen
from tests.ui.shell import button, choose_file, click, in_dialog, type_text, wait_until

PINS = {"李保管": "615283", "王填报": "729403", "赵审核": "408172"}


def seal_scan(round_one: bool = True) -> bytes:
    """A scan of nobody's seal: a ring, or a square, and a bar on paper that is not quite white."""
    picture = Image.new("RGB", (700, 700), (244, 242, 238))
    draw = ImageDraw.Draw(picture)
    draw_outline = draw.ellipse if round_one else draw.rectangle
    draw_outline((100, 100, 600, 600), outline=(205, 30, 40), width=18)
    draw.rectangle((230, 330, 470, 370), fill=(205, 30, 40))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def add_operators(ledger: Ledger) -> None:
    """A keeper, a clerk and a reviewer; nobody is signed in."""
    ledger.operators.put("李保管", ["keeper"], PINS["李保管"])
    ledger.access.sign_in("李保管", PINS["李保管"])
    ledger.operators.put("王填报", ["filling"], PINS["王填报"])
    ledger.operators.put("赵审核", ["reviewing", "finance-first"], PINS["赵审核"])
    ledger.access.sign_out()


def field(dialog: QDialog, name: str) -> QLineEdit:
    """A field of a dialog by its name."""
    found = dialog.findChild(QLineEdit, name)
    assert found is not None, name
    return found


def fill(dialog: QDialog, **texts: str) -> None:
    """Types texts into fields."""
    for name, text in texts.items():
        line = field(dialog, name)
        line.setFocus()
        wait_until(line.hasFocus)
        line.clear()
        type_text(text)


def signing(name: str) -> Callable[[QDialog], None]:
    """Signs somebody in through the dialog."""

    def work(dialog: QDialog) -> None:
        chooser = dialog.findChild(QComboBox, "operatorName")
        assert chooser is not None
        chooser.setCurrentText(name)
        fill(dialog, operatorPin=PINS[name])
        click(button(dialog, "登录"))
        wait_until(lambda: QApplication.activeModalWidget() is None)

    return work


def shared(stage: Stage, name: str = "") -> None:
    """Makes the ledger one of three people, one of them signed in, or nobody."""
    add_operators(stage.window.workspace.desk.ledger)
    if name:
        stage.window.workspace.desk.ledger.access.sign_in(name, PINS[name])
    stage.window.workspace.access_changed.emit()
    stage.window.workspace.filings_changed.emit()


@screen()
def seals(stage: Stage) -> None:
    stage.in_dialog(stage.shell.action("actionSeals").trigger)


@screen()
def seals_none(stage: Stage) -> None:
    stage.window.workspace.desk.ledger.seals.remove("样章")
    stage.in_dialog(stage.shell.action("actionSeals").trigger)


@screen()
def seal_removing(stage: Stage) -> None:
    """What becomes of the sheets it stands on is said before."""
    in_dialog(
        lambda dialog: stage.in_dialog(lambda: click(button(dialog, "删除"))), stage.shell.action("actionSeals").trigger
    )


@screen()
def seal_first(stage: Stage) -> None:
    """Before a picture is chosen."""
    in_dialog(
        lambda dialog: stage.in_dialog(lambda: click(button(dialog, "添加"))), stage.shell.action("actionSeals").trigger
    )


def _adding(stage: Stage, scan: bytes) -> None:
    path = stage.inbox / "县医保局公章.png"
    path.write_bytes(scan)

    def fill_in(dialog: QDialog) -> None:
        stage.centre(dialog)
        in_dialog(choose_file(path), lambda: click(button(dialog, "选择图片")))
        choose = button(dialog, "选择图片")
        wait_until(choose.isEnabled)
        dialog.activateWindow()
        wait_until(dialog.isActiveWindow)
        fill(dialog, sealOffice="阳谷县医疗保障局", passphrase="Baoguan-2020", passphraseAgain="Baoguan-2020")
        stage.take()

    in_dialog(
        lambda dialog: in_dialog(fill_in, lambda: click(button(dialog, "添加"))),
        stage.shell.action("actionSeals").trigger,
    )


@screen()
def seal_adding(stage: Stage) -> None:
    _adding(stage, seal_scan())


@screen()
def seal_square(stage: Stage) -> None:
    """What may be the wrong picture is told of."""
    _adding(stage, seal_scan(round_one=False))


@screen()
def operators_none(stage: Stage) -> None:
    stage.in_dialog(stage.shell.action("actionOperators").trigger)


@screen()
def operators(stage: Stage) -> None:
    shared(stage, "李保管")
    stage.in_dialog(stage.shell.action("actionOperators").trigger)


@screen()
def operators_looked_at(stage: Stage) -> None:
    """Who does not manage operators can change the own PIN, no more."""
    shared(stage, "王填报")

    def own(dialog: QDialog) -> None:
        people = dialog.findChild(QListWidget, "operatorList")
        assert people is not None
        people.setCurrentRow(1)

    stage.in_dialog(stage.shell.action("actionOperators").trigger, own)


@screen()
def operator_adding(stage: Stage) -> None:
    def form(dialog: QDialog) -> None:
        fill(dialog, newOperatorName="李保管", newPin="615283", newPinAgain="615283")

    in_dialog(
        lambda dialog: stage.in_dialog(lambda: click(button(dialog, "添加")), form),
        stage.shell.action("actionOperators").trigger,
    )


@screen()
def operator_stopping(stage: Stage) -> None:
    """Nobody signs in under a name that is no longer in use."""
    shared(stage, "李保管")

    def work(dialog: QDialog) -> None:
        people = dialog.findChild(QListWidget, "operatorList")
        assert people is not None
        people.setCurrentRow(1)
        stage.in_dialog(lambda: click(button(dialog, "停用")))

    in_dialog(work, stage.shell.action("actionOperators").trigger)


@screen()
def operator_pin(stage: Stage) -> None:
    """The own PIN, typed differently the second time."""
    shared(stage, "王填报")

    def work(dialog: QDialog) -> None:
        people = dialog.findChild(QListWidget, "operatorList")
        assert people is not None
        people.setCurrentRow(1)
        stage.in_dialog(
            lambda: click(button(dialog, "换密码")),
            lambda form: fill(form, presentPin=PINS["王填报"], newPin="918273", newPinAgain="918274"),
        )

    in_dialog(work, stage.shell.action("actionOperators").trigger)


@screen()
def signing_in_refused(stage: Stage) -> None:
    """A wrong PIN."""
    stage.open_declaration()
    shared(stage)

    def work(dialog: QDialog) -> None:
        fill(dialog, operatorPin="111112")
        click(button(dialog, "登录"))
        message = dialog.findChild(QLabel, "signInMessage")
        assert message is not None
        wait_until(message.isVisible)

    stage.in_dialog(stage.shell.action("actionSignIn").trigger, work)


@screen()
def signing_in(stage: Stage) -> None:
    stage.open_declaration()
    shared(stage)
    stage.in_dialog(stage.shell.action("actionSignIn").trigger)


@screen()
def not_signed_in(stage: Stage) -> None:
    """Only looking: the bar above the paper says why, and the way out."""
    stage.open_declaration()
    shared(stage)
    stage.settle()
    stage.take()


@screen(is_main=True)
def locked(stage: Stage) -> None:
    stage.open_declaration()
    shared(stage, "王填报")
    stage.trigger("actionLock")
    stage.take()


@screen()
def signed_in(stage: Stage) -> None:
    """Who reviews is not offered what only those who fill may do."""
    stage.open_declaration()
    shared(stage, "赵审核")
    stage.settle()
    stage.take()
