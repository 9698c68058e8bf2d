"""F9, the list by gravity, its filters, and the ways from it to the cells."""

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from medaid_desktop.ui.dialogs.help.window import HelpWindow
from tests.ui.findings.hands import Hands
from tests.ui.shell import Key, Shell, click, wait_until

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TARGET = "tables.indicators[{}].target"
MIXED = (
    ("values.project_name", ""), ("values.overview", ""), (TARGET.format(1), "比率96"), (TARGET.format(2), "50"),
    (TARGET.format(3), "60"),
)  # fmt: skip


def test_f9_lists_by_gravity_and_takes_the_keys(hands: Hands) -> None:
    hands.open_declaration(*MIXED)
    hands.check()
    assert list(hands.groups()) == ["错误 2", "警告 1", "提示 2"]
    assert hands.groups()["错误 2"] == ["“项目名称”还没有填，请填写", "“项目概况、主要内容及用途”还没有填，请填写"]
    assert hands.rows.hasFocus() and hands.rows.current() is not None
    assert hands.at() == "values.project_name", "the cell of the gravest is shown"
    QAbstractItemModelTester(hands.rows.findings, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_a_finding_in_a_merged_cell_is_reached_from_list_and_paper(hands: Hands) -> None:
    hands.open_declaration(("values.annual_goal", "缺"))
    hands.check()
    hands.double_click("没有一类指标")
    assert hands.at() == "tables.indicators[0].level1", "the cell that the rows of the class share"
    hands.shell.editor.go_to_path("values.project_name")
    hands.shell.press(Key.Key_F8)
    assert hands.at() == "tables.indicators[0].level1"
    current = hands.rows.current()
    assert current is not None and current.finding.where == "tables.indicators[1].level1"


def test_it_never_comes_by_itself_and_the_foot_counts(hands: Hands) -> None:
    hands.open_declaration(*MIXED)
    assert hands.counts.text() == "错误 2 处、警告 1 处、提示 2 处"
    click(hands.counts)
    wait_until(lambda: hands.page.isVisible())
    assert len(hands.groups()) == 3 and hands.rows.hasFocus()


def test_a_clean_filing_says_so(hands: Hands) -> None:
    hands.open_declaration()
    hands.check()
    wait_until(lambda: hands.shell.notice.text == "检查完了，没有发现问题。")
    assert hands.groups() == {} and hands.counts.text() == "没有发现问题"


def test_typing_mends_and_breaks_at_once(hands: Hands) -> None:
    hands.open_declaration(("values.project_name", ""))
    hands.check()
    hands.shell.press(Key.Key_Return)
    assert hands.shell.editor.hasFocus() and hands.column() == "project_name"
    hands.shell.type("12")
    hands.shell.press(Key.Key_Return)
    hands.settle()
    assert hands.groups() == {}
    hands.shell.press(Key.Key_Z, CTRL)
    hands.settle()
    assert list(hands.groups()) == ["错误 1"]


def test_arrows_and_a_click_show_the_cell_and_leave_the_keys_in_the_list(hands: Hands) -> None:
    hands.open_declaration(*MIXED)
    hands.check()
    hands.shell.press(Key.Key_Down)
    assert hands.column() == "overview" and hands.rows.hasFocus()
    hands.click("“比率96”")
    assert hands.at() == TARGET.format(1) and hands.rows.hasFocus()
    assert hands.shell.editor._found == hands.shell.editor.anchor, "lit up for a moment"  # pyright: ignore[reportPrivateUsage]


def test_enter_and_a_double_click_lead_into_the_cell(hands: Hands) -> None:
    hands.open_declaration(*MIXED)
    hands.check()
    hands.double_click("“60”")
    assert hands.at() == TARGET.format(3) and hands.shell.editor.hasFocus()
    hands.rows.setFocus()
    hands.shell.press(Key.Key_Up)
    hands.shell.press(Key.Key_Return)
    assert hands.at() == TARGET.format(2) and hands.shell.editor.hasFocus()
    hands.rows.setFocus()
    hands.shell.press(Key.Key_Escape)
    assert hands.shell.editor.hasFocus()


def test_groups_fold_by_click_and_key_and_stay_so(hands: Hands) -> None:
    hands.open_declaration(*MIXED)
    hands.check()
    head = hands.rows.findings.index(0, 0)
    QTest.mouseClick(hands.rows.viewport(), Qt.MouseButton.LeftButton, pos=hands.rows.visualRect(head).center())
    assert not hands.rows.isExpanded(head)
    hands.shell.press(Key.Key_Return)
    assert hands.rows.isExpanded(hands.rows.findings.index(0, 0))
    hands.shell.press(Key.Key_Left)
    assert not hands.rows.isExpanded(hands.rows.findings.index(0, 0))
    hands.shell.editor.go_to_path("values.overview")
    hands.shell.editor.setFocus()
    hands.shell.type("12")
    hands.shell.press(Key.Key_Return)
    hands.settle()
    assert next(iter(hands.groups())) == "错误 1" and not hands.rows.isExpanded(hands.rows.findings.index(0, 0))


def test_chips_count_and_filter(hands: Hands) -> None:
    hands.open_declaration(*MIXED)
    hands.check()
    assert [hands.chip(kind).text() for kind in ("error", "warning", "hint")] == ["错 2", "警 1", "提 2"]
    assert not hands.chip("explained").isVisible()
    click(hands.chip("hint"))
    assert list(hands.groups()) == ["错误 2", "警告 1"]
    click(hands.chip("error"))
    click(hands.chip("warning"))
    assert hands.groups() == {}
    click(next(one for one in hands.page.findChildren(type(hands.page._button)) if one.text() == "全部列出"))  # pyright: ignore[reportPrivateUsage]
    assert len(hands.groups()) == 3 and hands.rows.hasFocus()


def test_words_are_looked_for_in_a_long_list(hands: Hands) -> None:
    field = "findingsField"
    hands.open_declaration(*MIXED)
    hands.check()
    assert not hands.shell.part(QLineEdit, field).isVisible(), "five are seen at a glance"
    rows = len(hands.shell.editor.session.filing.rows("indicators"))
    session = hands.shell.editor.session
    session.change_rows([(TARGET.format(at), str(at + 10)) for at in range(rows)], "数", None)
    hands.settle()
    assert rows + 2 > 10
    line = hands.shell.part(QLineEdit, field)
    assert line.isVisible()
    line.setFocus()
    hands.shell.type("12")
    assert sum(map(len, hands.groups().values())) == 1 and "“12”" in next(iter(hands.groups().values()))[0]
    hands.shell.press(Key.Key_Down)
    assert hands.rows.hasFocus() and hands.rows.current() is not None
    line.setFocus()
    hands.shell.press(Key.Key_Escape)
    assert line.text() == "" and sum(map(len, hands.groups().values())) == rows + 2


def test_f8_goes_through_errors_and_warnings_alone(hands: Hands) -> None:
    hands.open_declaration(*MIXED)
    editor = hands.shell.editor
    editor.setFocus()
    editor.go_to(editor.session.grid.fields[0])
    seen: list[str] = []
    for _ in range(4):
        hands.shell.press(Key.Key_F8)
        seen.append(hands.at())
    assert seen[0] == seen[3] and {*seen} == {"values.project_name", "values.overview", TARGET.format(1)}
    assert seen == [*sorted(seen[:3], key=lambda path: editor.session.paper.places[path]), seen[0]]
    assert hands.shell.notice.text == "“项目名称”还没有填，请填写", "nothing is listed: the notice bar says it"
    hands.shell.press(Key.Key_F8, SHIFT)
    assert hands.at() == seen[2]


def test_f8_stores_what_is_typed_and_does_not_come_back_to_it(hands: Hands) -> None:
    hands.open_declaration(("values.project_name", ""), ("values.overview", ""))
    hands.shell.editor.setFocus()
    hands.shell.editor.go_to_path("values.project_name")
    hands.shell.type("12")
    hands.shell.press(Key.Key_F8)
    assert hands.column() == "overview" and hands.stored("values.project_name") == "12"
    hands.shell.type("34")
    hands.shell.press(Key.Key_F8)
    assert hands.column() == "overview" and hands.shell.notice.text == "没有要处理的问题了。"


def test_f8_in_the_list_goes_through_it_and_round(hands: Hands) -> None:
    hands.open_declaration(*MIXED)
    hands.check()
    first = hands.rows.current()
    seen: list[str] = []
    while not seen or hands.rows.current() != first:
        hands.shell.press(Key.Key_F8)
        seen.append(hands.at())
    assert len(seen) == len({*seen}) == 5 and hands.rows.hasFocus()
    hands.shell.press(Key.Key_F8, SHIFT)
    assert hands.at() == seen[-2]


def test_f8_chooses_in_the_list_what_it_reaches(hands: Hands) -> None:
    hands.open_declaration(*MIXED)
    hands.check()
    hands.shell.editor.setFocus()
    hands.shell.press(Key.Key_F8)
    current = hands.rows.current()
    assert current is not None and current.finding.where == hands.at() == "values.overview"
    assert hands.shell.editor.hasFocus()


def test_the_menu_offers_what_can_be_done(hands: Hands) -> None:
    hands.open_declaration(*MIXED)
    hands.check()
    assert hands.menu("“比率96”") == ["转到", "改为 ≥96%", "说明…", "复制", "规则说明"]
    assert hands.menu("“项目名称”") == ["转到", "复制", "规则说明"]
    hands.click("“比率96”")
    hands.shell.press(Key.Key_C, CTRL)
    assert "少了百分号" in QGuiApplication.clipboard().text()


def test_who_has_the_list_open_sees_the_next_filing_in_it(hands: Hands) -> None:
    hands.open_declaration(*MIXED)
    hands.check()
    other = hands.filing_id("project-target", "533102")
    hands.edit(other, ("values.annual_goal", "见"))
    hands.open(other)
    assert hands.groups()["错误 1"] == ["“年度目标”与另一份不同，请核对"]
    hands.tabs.step(False)
    hands.settle()
    assert len(hands.groups()["错误 2"]) == 2
    icons = [hands.tabs.tabIcon(at).isNull() for at in range(hands.tabs.count())]
    assert icons == [False, False] and "错误 2 处" in hands.tabs.tabToolTip(0)


def test_a_past_paper_gives_way_to_the_present_one(hands: Hands) -> None:
    hands.open_declaration(*MIXED)
    hands.check()
    front = hands.tabs.front()
    assert front is not None
    hands.shell.action("actionHistory").trigger()
    hands.shell.action("actionFindings").trigger()
    hands.click("“60”")
    assert front.desk is not None and front.desk.session is hands.checks.session


def test_read_only_nothing_can_be_changed(hands: Hands) -> None:
    hands.open_declaration(*MIXED)
    hands.shell.editor.session.set_read_only("台账只能查看")
    hands.check()
    menu = hands.rows.menu_of(hands.row("“比率96”").data(Qt.ItemDataRole.UserRole))
    enabled = {action.text().partition("\t")[0]: action.isEnabled() for action in menu.actions() if action.text()}
    menu.deleteLater()
    assert not enabled["改为 ≥96%"] and not enabled["说明…(&E)"] and enabled["复制(&C)"]
    hands.press_mend("“比率96”")
    assert hands.stored(TARGET.format(1)) == "比率96"


@pytest.mark.parametrize("role", [Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole])
def test_a_screen_reader_has_it_all(hands: Hands, role: Qt.ItemDataRole) -> None:
    hands.open_declaration(*MIXED)
    hands.check()
    model: QAbstractItemModel = hands.rows.findings
    said = str(model.data(hands.row("“比率96”"), role))
    if role == Qt.ItemDataRole.AccessibleTextRole:
        assert said.startswith("警告，指标值少百分号，") and said.endswith("，可以改为 ≥96%")
    assert "少了百分号" in said


def test_nothing_in_front_says_what_would_be_listed(shell: Shell) -> None:
    shell.action("actionFindings").trigger()
    hands = Hands(shell)
    wait_until(lambda: hands.page.isVisible())
    assert QApplication.focusWidget() is not None and hands.groups() == {} and not hands.counts.isVisible()


def test_the_list_follows_the_cursor_on_the_paper(hands: Hands) -> None:
    hands.open_declaration(*MIXED)
    hands.check()
    hands.shell.editor.setFocus()
    hands.shell.editor.go_to_path(TARGET.format(3))
    current = hands.rows.current()
    assert current is not None and current.finding.where == TARGET.format(3) and hands.shell.editor.hasFocus()


def test_the_menu_of_a_cell_mends_and_leads_to_the_list(hands: Hands) -> None:
    hands.open_declaration(*MIXED)
    editor = hands.shell.editor
    editor.setFocus()
    editor.go_to_path(TARGET.format(1))
    menus: list[list[str]] = []

    def work(title: str) -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menus.append([action.text() for action in menu.actions()[:3]])
        action = next(one for one in menu.actions() if one.text() == title)
        menu.close()
        action.trigger()

    for title in ("看审核发现(&I)", "改为 ≥96%"):
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
        QApplication.sendEvent(editor.viewport(), event)
        work(title)
    assert menus[0] == ["改为 ≥96%", "看审核发现(&I)", ""]
    assert hands.page.isVisible() and hands.stored(TARGET.format(1)) == "≥96%"


def test_f1_and_the_button_open_the_page_of_the_rule(hands: Hands) -> None:
    hands.open_declaration(*MIXED)
    hands.check()
    hands.click("“比率96”")
    hands.shell.press(Key.Key_F1)
    window = hands.shell.part(HelpWindow)
    assert window.place == "rule-target.percent"
    window.close()
    hands.shell.window.activateWindow()
    hands.click("“50”")
    click(hands.part("findingRule"))
    assert window.place == "rule-target.unit"
