"""Where work begins: the welcome page, the page of a ledger, the dialog of local units."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QCommandLinkButton,
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
)  # fmt: skip

from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.ui.views.start.recent_ledger import RecentLedger
from medaid_desktop.ui.views.start.welcome_page import WelcomePage
from tests.ui.shell import Key, Shell, button, click, in_dialog, type_text, wait_until

Open = Callable[[Path | None], Shell]


def last_filings(shell: Shell) -> list[QCommandLinkButton]:
    return [b for b in shell.window.findChildren(QCommandLinkButton, "lastFiling") if b.isVisible()]


def test_news_are_shown_until_seen_and_then_behind_a_link(open_shell: Open):
    shell = open_shell(None)
    panel = shell.part(QFrame, "newsPanel")
    wait_until(panel.isVisible)
    assert any("凭口令盖章" in label.text() for label in panel.findChildren(QLabel))
    seen = shell.part(QPushButton, "newsSeen")
    seen.setFocus()
    shell.press(Key.Key_Space)
    assert not panel.isVisible() and shell.part(QPushButton, "newsLink").hasFocus()
    shell.window.close()
    again = open_shell(None)
    wait_until(again.part(QPushButton, "newsLink").isVisible)
    assert not again.part(QFrame, "newsPanel").isVisible()
    again.part(QPushButton, "newsLink").setFocus()
    again.press(Key.Key_Space)
    assert again.part(QFrame, "newsPanel").isVisible()
    points = [label for label in again.part(QFrame, "newsPanel").findChildren(QLabel) if label.isVisible()]
    wait_until(lambda: any("凭口令盖章" in label.text() and label.width() > 200 for label in points))


def test_the_page_needs_no_scrolling_on_a_small_screen(open_shell: Open):
    shell = open_shell(None)
    for name in "甲乙丙丁戊己庚辛":
        shell.window.recent.note(Path(f"D:/{name}.medaid"))
    wait_until(shell.part(QFrame, "newsPanel").isVisible)
    page = shell.part(WelcomePage)
    shell.window.resize(911, 512)  # 1366×768 at 150 %
    wait_until(lambda: page.width() == 911)
    wait_until(lambda: page.verticalScrollBar().maximum() == 0)
    entries = shell.window.findChildren(RecentLedger)
    assert len(entries) == 8 and all(entry.height() < 32 for entry in entries)
    chosen: list[Path] = []
    page.ledger_chosen.connect(chosen.append)
    click(next(entry for entry in entries if entry.text() == "甲"))
    assert chosen == [Path("D:/甲.medaid")]
    wait_until(lambda: page.findChild(QFrame, "troublePanel") is not None)
    page.forget_trouble()
    shell.window.resize(1366, 768)
    wait_until(lambda: page.widget().findChild(QLabel).mapTo(page, QPoint(0, 0)).y() >= 40)
    assert all(entry.height() > 40 for entry in entries)  # with both lines again


def test_enter_goes_on_where_one_left_off(open_shell: Open, sample: Path):
    """Start, Enter: the ledger that was open last; Enter again: the filing that was changed last."""
    wait_until(open_shell(None).part(QCommandLinkButton, "welcomeNewLedger").hasFocus)
    first = open_shell(sample)
    first.open_row(0)
    first.window.close()
    shell = open_shell(None)
    wait_until(lambda: QApplication.focusWidget() is shell.part(RecentLedger))
    shell.press(Key.Key_Return)
    wait_until(lambda: shell.window.workspace.is_open)
    wait_until(lambda: shell.editor.hasFocus())  # the filing is still open, and can be typed in


def test_a_lost_ledger_is_greyed_with_words(open_shell: Open, sample: Path):
    open_shell(sample).window.close()
    sample.unlink()
    shell = open_shell(None)
    entry = next(b for b in shell.window.findChildren(QCommandLinkButton) if b.text() == "县医保局")
    wait_until(lambda: "文件不在了" in entry.description())
    assert entry.property("missing") is True and entry.toolTip() == str(sample)


def test_a_ledger_dropped_on_the_welcome_page_opens(open_shell: Open, sample: Path, tmp_path: Path):
    shell = open_shell(None)
    page = shell.part(WelcomePage)
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for path, welcome in ((tmp_path / "picture.png", False), (sample, True)):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        enter = QDragEnterEvent(QPoint(300, 300), copy, data, left, none)
        QApplication.sendEvent(page.viewport(), enter)
        assert enter.isAccepted() is welcome
    QApplication.sendEvent(page.viewport(), QDropEvent(QPointF(300, 300), copy, data, left, none))
    wait_until(lambda: shell.window.workspace.is_open)
    assert shell.window.workspace.desk.ledger.path == sample


def test_a_filing_dropped_on_the_welcome_page_says_what_to_do_first(open_shell: Open, tmp_path: Path):
    shell = open_shell(None)
    page, data = shell.part(WelcomePage), QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "阳谷.json"))])
    given = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(300, 300), *given)
    QApplication.sendEvent(page.viewport(), enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page.viewport(), QDropEvent(QPointF(300, 300), *given))
    assert shell.notice.text == "请先打开或新建台账，再把填报件的文件拖进来导入。"


def test_the_ledger_page_leads_on_where_one_left_off(shell: Shell):
    wait_until(lambda: len(last_filings(shell)) == 5)
    shell.open_row(3)
    filing_id = shell.editor.session.filing_id
    commit(
        shell.window.workspace.desk,
        filing_id,
        [(f"values.{shell.editor.session.form.title_field}", "刚刚改过的")],
        "改一格",
    )
    shell.action("actionCloseTab").trigger()
    wait_until(lambda: bool(last_filings(shell)) and last_filings(shell)[0].text() == "刚刚改过的")
    first = last_filings(shell)[0]
    first.setFocus()
    shell.press(Key.Key_Space)
    assert shell.editor.session.filing_id == filing_id


def test_an_empty_ledger_says_how_to_begin(open_shell: Open, tmp_path: Path):
    from medaid_desktop.store.ledger import Ledger

    path = tmp_path / "空.medaid"
    Ledger.create(path, "371521").close()
    shell = open_shell(path)
    labels = shell.window.findChildren(QLabel)
    wait_until(lambda: any("还没有填报件，新建一份或者导入" in label.text() and label.isVisible() for label in labels))
    assert last_filings(shell) == []


def test_local_units_are_added_renamed_and_removed(shell: Shell):
    shell.search.setFocus()
    shell.type("371521")
    shell.press(Key.Key_Return)

    def work(dialog: QDialog) -> None:
        units, name = dialog.findChild(QListWidget, "unitList"), dialog.findChild(QLineEdit, "unitName")
        message = dialog.findChild(QLabel, "unitMessage")
        assert units is not None and name is not None and message is not None and name.hasFocus()
        type_text("祥光经济开发区")
        shell.press(Key.Key_Return)
        assert dialog.isVisible() and units.count() == 1 and units.item(0).text() == "祥光经济开发区　371521+JK"
        assert message.text() == "已添加 祥光经济开发区。"
        units.setCurrentRow(0)
        name.setFocus()
        name.selectAll()
        type_text("祥光开发区")
        click(button(dialog, "改名"))
        assert (
            units.item(0).text().startswith("祥光开发区")
            and "371521+JK" in shell.window.workspace.desk.regions.get("371521+JK").code
        )
        from medaid_desktop.operations.filings.filings import add_filing

        desk = shell.window.workspace.desk
        made = add_filing(desk, "declaration", "371521+JK", 2021)
        units.setCurrentRow(0)
        click(button(dialog, "删除"))
        assert "这个单位还有填报件，不能删除" in message.text() and units.count() == 1
        desk.ledger.filings.delete([made.id])
        desk.ledger.filings.purge([made.id])
        click(button(dialog, "删除"))
        assert units.count() == 0 and message.text() == "已删除 祥光开发区。"
        shell.press(Key.Key_Escape)

    in_dialog(work, shell.action("actionLocalUnits").trigger)


def test_shipped_units_cannot_be_changed(shell: Shell):
    shell.search.setFocus()
    shell.type("371500")
    shell.press(Key.Key_Return)

    def work(dialog: QDialog) -> None:
        units = dialog.findChild(QListWidget, "unitList")
        assert units is not None and units.count() == 3
        units.setCurrentRow(0)
        assert "随程序提供" in units.item(0).text()
        assert not button(dialog, "改名").isEnabled() and not button(dialog, "删除").isEnabled()

    in_dialog(work, shell.action("actionLocalUnits").trigger)
