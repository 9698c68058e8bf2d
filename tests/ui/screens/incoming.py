"""The import: files, document and understanding side by side, corrections, what is there already, the report, the source."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.incoming.documents import ODD_HEADS, allocation_book, several_book, target_book
from tests.ui.incoming.hands import CTRL as _CTRL
from tests.ui.incoming.hands import SHIFT as _SHIFT
from tests.ui.incoming.hands import Hands
from tests.ui.screens.stage import Stage, screen
from tests.ui.shell import Key, wait_until

COUNTIES = (("东昌府区", "120.5"), ("阳谷县", "88"), ("莘县", "60.25"), ("茌平区", "41"), ("东阿县", "-5"))


def _inbox(stage: Stage) -> Path:
    """What a prefecture sent: good ones, doubtful ones, one nobody can read."""
    folder = stage.inbox
    allocation_book(folder / "1 聊城市2021年分配表.xlsx", COUNTIES, unit="")
    target_book(folder / "2 阳谷县绩效目标表.xlsx", heads=ODD_HEADS)
    target_book(folder / "3 莘县绩效目标表.xlsx", office="莘县医疗保障局")
    several_book(folder / "4 冠县、高唐县.xlsx", ["冠县医疗保障局", "高唐县医疗保障局"])
    target_book(folder / "5 未写单位.xlsx", office="某局", project="城乡医疗救助补助资金（第二批）")
    (folder / "6 打不开的.xlsx").write_bytes(b"PK\x03\x04 broken")
    return folder


def _hands(stage: Stage) -> Hands:
    hands = Hands(stage.shell)
    hands.take(_inbox(stage))
    return hands


@screen(is_main=True)
def incoming(stage: Stage) -> None:
    """A doubtful table: the document left, its doubts and the paper right."""
    hands = _hands(stage)
    hands.look_at("2 阳谷县绩效目标表.xlsx")
    hands.page.files.list.setFocus()
    stage.press(Key.Key_F8)
    wait_until(lambda: hands.view.lit is None)
    stage.mark("page", hands.page)
    stage.take()


@screen()
def incoming_needed(stage: Stage) -> None:
    """A file that does not say its region waits for it."""
    hands = _hands(stage)
    hands.look_at("5 未写单位.xlsx")
    stage.take()


@screen()
def incoming_unreadable(stage: Stage) -> None:
    hands = _hands(stage)
    hands.look_at("6 打不开的.xlsx")
    stage.take()


@screen()
def incoming_allocation(stage: Stage) -> None:
    """Money without its unit, and a folder of sheets."""
    hands = _hands(stage)
    hands.look_at("1 聊城市2021年分配表.xlsx")
    hands.click_cell(5, 1)
    stage.take()


@screen()
def incoming_picker(stage: Stage) -> None:
    """This column is…: a few letters find the field."""
    hands = _hands(stage)
    hands.look_at("2 阳谷县绩效目标表.xlsx")
    hands.click_cell(9, 4)
    stage.press(Key.Key_F2, _SHIFT)
    QTest.qWait(1)
    stage.shell.type("bz")
    stage.mark("picker", hands.page.pane)
    stage.take()


@screen()
def incoming_corrected(stage: Stage) -> None:
    """Said once, it is remembered; the notice bar takes it back."""
    hands = _hands(stage)
    hands.look_at("2 阳谷县绩效目标表.xlsx")
    hands.click_cell(9, 4)
    stage.press(Key.Key_F2, _SHIFT)
    hands.pick("bz")
    stage.take()


@screen()
def incoming_menu(stage: Stage) -> None:
    hands = _hands(stage)
    hands.look_at("2 阳谷县绩效目标表.xlsx")
    hands.click_cell(9, 3)
    stage.in_menu(lambda: stage.press(Key.Key_Return))


@screen(is_main=True)
def incoming_existing(stage: Stage) -> None:
    """The ledger has one already: cell by cell, and three ways."""
    hands = Hands(stage.shell)
    folder = stage.inbox
    hands.take(target_book(folder / "阳谷县.xlsx"))
    stage.press(Key.Key_Return, _CTRL)
    hands.settle()
    changed = target_book(folder / "阳谷县（更正）.xlsx", total="380", project="城乡医疗救助补助资金")
    hands.take(changed)
    stage.take()


@screen(is_main=True)
def incoming_report(stage: Stage) -> None:
    hands = _hands(stage)
    stage.press(Key.Key_Return, _CTRL | _SHIFT)
    hands.settle()
    stage.mark("report", hands.page)
    stage.take()


@screen()
def incoming_leaving(stage: Stage) -> None:
    """Files still wait: the notice bar asks."""
    hands = _hands(stage)
    stage.press(Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    stage.take()


@screen()
def incoming_source(stage: Stage) -> None:
    """The file that a filing was read from, with the cells that were read."""
    hands = Hands(stage.shell)
    folder = stage.inbox
    hands.take(target_book(folder / "阳谷县.xlsx"))
    stage.press(Key.Key_Return, _CTRL)
    hands.settle()
    stage.trigger("actionSource")
    hands.settle()
    stage.take()
