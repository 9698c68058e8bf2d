"""The manual: complete, in step with the program, at the place that fits; the tour."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QListWidget, QMenu, QTextBrowser, QWidget

from medaid_desktop import paths
from medaid_desktop.ui.dialogs.help.keys import key_words, plain_words
from medaid_desktop.ui.dialogs.help.pages import PAGES, RULES_PAGE, all_pages, find, page_source, page_title, sections
from medaid_desktop.ui.dialogs.help.window import HelpWindow
from medaid_desktop.ui.views.tour import Tour
from tests.ui.incoming.documents import target_book
from tests.ui.incoming.hands import Hands
from tests.ui.screens.stage import ALT
from tests.ui.shell import Key, Shell, in_dialog, wait_until

LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)]+)\)")
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")


def manual(shell: Shell) -> HelpWindow:
    window = shell.part(HelpWindow)
    assert window.isVisible()
    return window


def test_every_page_is_in_the_contents():
    files = {file.stem for file in paths.resource("help").glob("*.md")}
    assert files == set(PAGES) - {RULES_PAGE}
    assert all(re.search(r"[\u4e00-\u9fff]", page_title(page)) for page in PAGES)
    assert len({page_title(page) for page in PAGES}) == len(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_every_link_and_picture_leads_somewhere(shell: Shell, page: str):
    source = page_source(page)
    for link in LINK.findall(source):
        if link.startswith("action:"):
            shell.action(link.removeprefix("action:"))
            continue
        name, _, heading = link.partition("#")
        assert name in all_pages(), link
        assert not heading or heading in {section.heading for section in sections(name, page_source(name))}, link
    for picture in PICTURE.findall(source):
        assert paths.resource("help", picture).is_file(), picture


def test_every_topic_is_a_place_in_the_manual():
    from medaid_desktop.ui.commands import help_topics

    tables = [value for name, value in vars(help_topics).items() if name.startswith("_BY_")]
    for place in {place for table in tables for place in table.values() if isinstance(place, str)}:
        page, _, heading = place.partition("#")
        assert page in PAGES, place
        assert not heading or heading in {section.heading for section in sections(page, page_source(page))}, place


def test_f1_opens_the_page_that_fits(shell: Shell):
    shell.press(Key.Key_F1)
    assert manual(shell).place == "window#找到区划"
    manual(shell).close()
    shell.window.activateWindow()
    shell.open_row(0)
    wait_until(shell.editor.hasFocus)
    shell.press(Key.Key_F1)
    assert manual(shell).place == "filling"


def test_f1_works_in_a_dialog(shell: Shell):
    places: list[str] = []

    def ask(dialog: QDialog) -> None:
        shell.press(Key.Key_F1)
        window = dialog.findChild(HelpWindow)
        assert window is not None and window.isVisible()
        places.append(window.place)
        window.close()

    in_dialog(ask, shell.action("actionNew").trigger)
    assert places == ["new"]


def test_the_welcome_page_leads_to_the_beginning(open_shell: Callable[[Path | None], Shell]):
    shell = open_shell(None)
    shell.action("actionHelp").trigger()
    assert manual(shell).place == "start"


def test_back_forward_and_links(shell: Shell):
    shell.action("actionKeys").trigger()
    window = manual(shell)
    text = window.findChild(QTextBrowser, "helpText")
    assert text is not None
    window.activateWindow()
    wait_until(window.isActiveWindow)
    text.anchorClicked.emit(QUrl("new#删除和还原"))
    assert window.place == "new#删除和还原" and text.verticalScrollBar().value() > 0
    QTest.keyClick(text, Key.Key_Left, ALT)
    wait_until(lambda: window.place == "keys")
    QTest.keyClick(text, Key.Key_Right, ALT)
    wait_until(lambda: window.place == "new#删除和还原")


def test_a_link_starts_an_action(shell: Shell):
    shell.action("actionHelp").trigger()
    text = manual(shell).findChild(QTextBrowser, "helpText")
    assert text is not None
    assert shell.action("actionSide").isChecked()
    text.anchorClicked.emit(QUrl("action:actionSide"))
    assert not shell.action("actionSide").isChecked()
    text.anchorClicked.emit(QUrl("action:actionZoomIn"))
    assert "还不能做" in shell.notice.text


def test_searching_the_manual(shell: Shell):
    shell.action("actionHelp").trigger()
    window = manual(shell)
    search, contents = window.findChild(QWidget, "helpSearch"), window.findChild(QListWidget)
    assert search is not None and contents is not None
    window.activateWindow()
    search.setFocus()
    wait_until(search.hasFocus)
    shell.type("草稿")
    assert contents.count() > 1
    QTest.keyClick(search, Key.Key_Return)
    assert window.place.startswith("questions#") and "草稿" in window.place
    search.setFocus()
    QTest.keySequence(search, QKeySequence.StandardKey.SelectAll)
    shell.type("没有这个词")
    assert contents.count() == 1 and contents.item(0).text() == "没有找到"
    QTest.keyClick(search, Key.Key_Escape)
    assert contents.count() == len(PAGES) and window.isVisible()
    QTest.keyClick(search, Key.Key_Escape)
    assert not window.isVisible()


def test_found_are_sections_with_every_word_headings_first():
    sources = {"a": "# 甲\n\n说打印和预览\n\n## 打印\n\n只此", "b": "# 乙\n\n预览 **打印** [连接](x)"}
    assert [(hit.page, hit.heading) for hit in find("打印", sources)] == [("a", "打印"), ("a", "甲"), ("b", "乙")]
    assert [hit.heading for hit in find("打印 预览", sources)] == ["甲", "乙"]
    assert "连接" in find("连接", sources)[0].excerpt and "[" not in find("连接", sources)[0].excerpt
    assert find("  ", sources) == []


def test_the_keyboard_sheet_has_every_key_of_the_window(shell: Shell):
    shell.action("actionKeys").trigger()
    sheet = manual(shell).source("keys")
    missing = [
        f"{action.objectName()} {key.toString()}"
        for action in shell.window.commands.all()
        for key in action.shortcuts()
        if f"{key_words(key)}" not in sheet and action.objectName() != "actionDelete"
    ]
    assert missing == []


def test_the_keyboard_sheet_tells_the_keys_of_the_paper(shell: Shell):
    """Each action of the paper stands there with its key, under the words of its menu."""
    shell.open_row(0)
    named = [action for action in _paper_actions(shell) if not action.shortcut().isEmpty()]
    assert len(named) > 8
    told = _told("在表上")
    for action in named:
        key = key_words(action.shortcut()).replace("Up", "↑").replace("Down", "↓")
        assert plain_words(action) in told.get(key, ""), (action.text(), key)


def _told(heading: str) -> dict[str, str]:
    """What the keyboard sheet says of each key under a heading."""
    section = next(part for part in page_source("keys").split("\n## ") if part.startswith(heading))
    lines = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("|")]
    return {key: words for keys, words in (line for line in lines if len(line) == 2) for key in keys.split("，")}


def test_the_keyboard_sheet_tells_the_keys_of_the_import(shell: Shell, tmp_path: Path):
    hands = Hands(shell)
    hands.take(target_book(tmp_path / "阳谷县.xlsx"))
    told = _told("在导入的页上")
    named = [action for action in hands.page.corrections.menu().actions() if not action.shortcut().isEmpty()]
    assert len(named) == 6
    for action in named:
        words = plain_words(action).rstrip("…").removesuffix("不是内容").removesuffix("是内容")
        assert words.removesuffix("是") in told[key_words(action.shortcut())], action.text()


def _paper_actions(shell: Shell) -> list[QAction]:
    return [action for action in shell.editor.findChildren(QAction) if action.objectName().startswith("paper")]


def test_every_action_with_a_key_says_so_in_its_tip(shell: Shell):
    for action in shell.window.commands.all():
        if action.shortcuts() and action.objectName() not in ("actionUndo", "actionRedo", "actionDelete"):
            assert action.shortcut().toString() in action.toolTip(), action.objectName()


def test_the_tour_is_offered_once_and_never_starts_by_itself(open_shell: Callable[[Path | None], Shell], sample: Path):
    shell = open_shell(None)
    shell.window.welcome_newcomers()
    shell.window.ledgers.open_now(sample)
    assert "第一次使用" in shell.notice.text and shell.window.findChild(Tour) is None
    shell.press_notice_button()
    assert shell.part(Tour).isVisible()
    shell.press(Key.Key_Escape)
    shell.window.close()
    again = open_shell(None)
    again.window.welcome_newcomers()
    again.window.ledgers.open_now(sample)
    assert "第一次使用" not in again.notice.text


def test_who_builds_a_window_is_offered_nothing(shell: Shell):
    assert shell.notice.text == ""


def test_the_tour_is_walked_by_keys_and_gives_the_focus_back(shell: Shell):
    shell.open_row(0)
    wait_until(shell.editor.hasFocus)
    shell.action("actionTour").trigger()
    tour = shell.part(Tour)
    said = {tour.accessibleDescription()}
    for _ in range(5):
        shell.press(Key.Key_Return)
        said.add(tour.accessibleDescription())
    assert len(said) == 6 and tour.isVisible()
    shell.press(Key.Key_Left)
    assert tour.isVisible()
    shell.press(Key.Key_Right)
    shell.press(Key.Key_Return)
    assert not tour.isVisible() and shell.editor.hasFocus()


def test_the_tour_goes_when_the_ledger_does(shell: Shell):
    shell.action("actionTour").trigger()
    tour = shell.part(Tour)
    shell.action("actionCloseLedger").trigger()
    assert not tour.isVisible()


def test_submenus_have_a_letter_of_their_own(shell: Shell):
    for menu in shell.window.menuBar().findChildren(QMenu):
        letters = [match[1] for action in menu.actions() if (match := re.search(r"&(\w)", action.text()))]
        assert len(letters) == len(set(letters)), menu.title()
