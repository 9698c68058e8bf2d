"""From the page into the ledger: one, all, what is there already, the report, taking it back."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QTextBrowser

from medaid_desktop.operations.incoming.items import Choice
from medaid_desktop.ui.views.incoming.batch import Batch
from medaid_desktop.ui.views.incoming.page import IncomingPage
from tests.ui.incoming.documents import target_book
from tests.ui.incoming.hands import CTRL, SHIFT, Hands
from tests.ui.shell import Key, button, choose_file, click, in_dialog, wait_until

COUNTIES = ("阳谷县", "莘县", "冠县", "高唐县")


def _books(inbox: Path, counties: tuple[str, ...] = COUNTIES, **what: object) -> None:
    for number, county in enumerate(counties, 1):
        target_book(inbox / f"{number} {county}.xlsx", office=f"{county}医疗保障局", **what)


def _report(hands: Hands) -> str:
    return hands.part(QTextBrowser, "incomingReport").toPlainText()


def test_a_single_file_is_imported_and_opened(hands: Hands, inbox: Path):
    hands.take(target_book(inbox / "阳谷县.xlsx"))
    hands.shell.press(Key.Key_Return, CTRL)
    hands.settle()
    assert "已导入 1 份填报件" in hands.shell.notice.text
    assert hands.shell.editor.session.filing.get("tables.indicators[0].target") == "≥12000人"
    assert hands.shell.window.findChild(IncomingPage) is None or not hands.page.isVisible()
    hands.shell.press_notice_button()
    assert hands.filings == [] and "移到了回收站" in hands.shell.notice.text


def test_all_are_imported_and_the_report_leads_to_them(hands: Hands, inbox: Path):
    _books(inbox)
    target_book(inbox / "5 某.xlsx", office="某局", project="不知道是谁的")
    (inbox / "6 坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    hands.take(inbox)
    hands.shell.press(Key.Key_Return, CTRL | SHIFT)
    hands.settle()
    text = _report(hands)
    assert text.startswith("导入完成：新增 4 份")
    assert "5 某.xlsx：待定区划" in text and "阳谷县 2021（1 阳谷县.xlsx" in text
    assert len(hands.filings) == 4
    backups = hands.shell.window.workspace.desk.ledger.backups()
    assert [backup.kind for backup in backups].count("import") == 1
    click(button(hands.page, "复制"))
    assert QApplication.clipboard().text().startswith("导入完成：新增 4 份")
    out = inbox.parent / "结果.txt"
    in_dialog(choose_file(out), lambda: click(button(hands.page, "存为文本")))
    wait_until(out.exists)
    assert "待定区划" in out.read_text(encoding="utf-8-sig")
    filing = next(filing for filing in hands.filings if filing.region == "371522")
    hands.page.report.text.anchorClicked.emit(QUrl(f"filing:{filing.id}"))
    assert hands.shell.editor.session.filing.id == filing.id
    hands.activate()
    hands.shell.press(Key.Key_Tab, CTRL)
    hands.settle()
    click(button(hands.page, "回到没有导入的"))
    assert hands.page.files.list.isVisible() and not hands.page.is_reporting()


def test_taking_the_import_back_puts_all_of_it_into_the_bin(hands: Hands, inbox: Path):
    _books(inbox)
    hands.take(inbox)
    hands.press_button("incomingImportAll")
    hands.shell.press_notice_button()
    assert hands.filings == [] and "4 份移到了回收站" in hands.shell.notice.text


def test_what_is_there_already_is_shown_cell_by_cell_and_becomes_a_new_version(hands: Hands, inbox: Path):
    book = target_book(inbox / "阳谷县.xlsx", total="350")
    hands.take(book)
    hands.press_button("incomingImportOne")
    (before,) = hands.filings
    changed = target_book(inbox / "阳谷县（更正）.xlsx", total="380")
    hands.take(changed)
    page = hands.page
    assert hands.states() == {"阳谷县（更正）.xlsx": "已有一份，请选　阳谷县 2021"}
    model = page.panel.existing.differences.differences
    said = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert any("350" in words and "380" in words for words in said) and len(said) == 2
    assert not hands.button("incomingImportAll").isEnabled()
    spot = page.panel.existing.differences
    QTest.mouseClick(spot.viewport(), Qt.MouseButton.LeftButton, pos=spot.visualRect(model.index(0, 0)).center())
    assert hands.view.place in ((4, 1), (4, 3))
    click(page.panel.existing._ways[Choice.REVISE])  # pyright: ignore[reportPrivateUsage]
    hands.press_button("incomingImportOne")
    (after,) = hands.filings
    assert after.id == before.id and after.values["funding_total"] == "380"
    assert hands.shell.window.workspace.desk.ledger.undo_label(after.id) == "导入：阳谷县（更正）.xlsx"
    hands.shell.press_notice_button()
    assert hands.filings[0].values["funding_total"] == "350"


def test_the_same_again_is_skipped_and_said(hands: Hands, inbox: Path):
    book = target_book(inbox / "阳谷县.xlsx")
    hands.take(book)
    hands.press_button("incomingImportOne")
    hands.take(book)
    assert hands.states() == {"阳谷县.xlsx": "已有相同，跳过　阳谷县 2021"}
    assert not hands.button("incomingImportAll").isEnabled()


def test_the_others_are_done_likewise(hands: Hands, inbox: Path):
    _books(inbox, total="100")
    hands.take(inbox)
    hands.press_button("incomingImportAll")
    hands.page.close_requested.emit()
    _books(inbox, total="200")
    hands.take(inbox)
    assert all(words.startswith("已有一份") for words in hands.states().values())
    hands.look_at("1 阳谷县.xlsx")
    existing = hands.page.panel.existing
    click(existing._ways[Choice.REVISE])  # pyright: ignore[reportPrivateUsage]
    assert [words.split("　")[0] for words in hands.states().values()] == ["待导入", *["已有一份，请选"] * 3]
    box = hands.part(QCheckBox, "incomingAlike")
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert {words.split("　")[0] for words in hands.states().values()} == {"待导入"}
    hands.press_button("incomingImportAll")
    assert len(hands.filings) == 4 and {filing.values["funding_total"] for filing in hands.filings} == {"200"}
    assert "改为新版本 4 份" in _report(hands)


def test_both_are_kept(hands: Hands, inbox: Path):
    hands.take(target_book(inbox / "一.xlsx", total="100"))
    hands.press_button("incomingImportOne")
    hands.take(target_book(inbox / "二.xlsx", total="200"))
    click(hands.page.panel.existing._ways[Choice.KEEP_BOTH])  # pyright: ignore[reportPrivateUsage]
    hands.press_button("incomingImportOne")
    assert sorted(filing.values["funding_total"] for filing in hands.filings) == ["100", "200"]


def test_what_is_reviewed_says_why_it_is_not_rewritten_and_a_draft_beside_it_can_be(hands: Hands, inbox: Path):
    for name, total in (("一.xlsx", "100"), ("二.xlsx", "200")):
        hands.take(target_book(inbox / name, total=total))
        if hands.filings:
            click(hands.page.panel.existing._ways[Choice.KEEP_BOTH])  # pyright: ignore[reportPrivateUsage]
        hands.press_button("incomingImportOne")
    reviewed = next(one.id for one in hands.filings if one.values["funding_total"] == "100")
    hands.shell.window.workspace.desk.ledger.filings.note_status(reviewed, "reviewed")
    hands.take(target_book(inbox / "三.xlsx", total="300"))
    existing = hands.page.panel.existing
    way, words = existing._ways[Choice.REVISE], hands.part(QLabel, "incomingDifferenceWords")  # pyright: ignore[reportPrivateUsage]
    click(hands.page.panel._to_existing)  # pyright: ignore[reportPrivateUsage]
    (chooser,) = existing.findChildren(QComboBox)
    wait_until(chooser.isVisible)
    for row in range(2):
        is_draft = chooser.itemData(row) != reviewed
        chooser.setFocus()
        QTest.keyClick(chooser, Key.Key_Down if row else Key.Key_Home)
        wait_until(lambda: "处不同" in words.text())
        assert way.isEnabled() is is_draft
        assert ("不能由导入改写" in words.text()) is not is_draft and ("可以撤销" in way.toolTip()) is is_draft


def test_the_same_twice_in_a_batch_waits(hands: Hands, inbox: Path):
    target_book(inbox / "一.xlsx", total="100")
    target_book(inbox / "二.xlsx", total="200")
    hands.take(inbox)
    assert all(words.startswith("这一批里有重的") for words in hands.states().values())
    assert "二.xlsx" in hands.page.panel.need.text()
    hands.look_at("二.xlsx")
    hands.shell.press(Key.Key_Delete)
    hands.settle()
    assert {name: words.split("　")[0] for name, words in hands.states().items()} == {
        "一.xlsx": "待导入",
        "二.xlsx": "跳过",
    }
    hands.press_button("incomingImportAll")
    assert [filing.values["funding_total"] for filing in hands.filings] == ["100"]


def test_one_after_the_other(hands: Hands, inbox: Path):
    _books(inbox)
    hands.take(inbox)
    hands.press_button("incomingImportOne")
    line = hands.page.files.list.current()
    assert line is not None and line[0].file.name == "2 莘县.xlsx", "on to the next that waits"
    assert hands.states()["1 阳谷县.xlsx"].startswith("已导入")
    hands.shell.press(Key.Key_Return, CTRL)
    hands.settle()
    assert len(hands.filings) == 2


def test_a_batch_can_be_stopped(hands: Hands, inbox: Path):
    _books(inbox)
    hands.take(inbox)
    batch: Batch = hands.page.batch
    batch.store(batch.importable())
    hands.shell.window.tasks.cancel_all()
    hands.settle()
    text = _report(hands)
    assert text.startswith("导入已停止") and "停止时没有动的文件" in text
    assert len(hands.filings) + len(batch.waiting()) == 4


def test_the_report_by_keyboard(hands: Hands, inbox: Path):
    _books(inbox)
    hands.take(inbox)
    hands.shell.press(Key.Key_Return, CTRL | SHIFT)
    hands.settle()
    assert hands.part(QTextBrowser, "incomingReport").hasFocus()
    hands.shell.press(Key.Key_Tab)
    hands.shell.press(Key.Key_Return)
    wait_until(lambda: hands.shell.editor.isVisible())
