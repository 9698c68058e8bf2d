"""One click mends, a notice takes it back; a line explains, and holds as long as the text that it is about."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from medaid_desktop.operations.checking import check
from medaid_desktop.ui.views.findings.explaining import ExplanationLine
from medaid_desktop.ui.views.findings.side import SideButton
from tests.ui.findings.hands import Hands
from tests.ui.shell import Key, click, wait_until

CTRL = Qt.KeyboardModifier.ControlModifier
TARGET = "tables.indicators[{}].target"
ONE = (TARGET.format(1), "比率96")


def test_a_click_mends_and_the_notice_takes_it_back(hands: Hands) -> None:
    hands.open_declaration(ONE)
    hands.check()
    assert hands.stored(TARGET.format(1)) == "比率96", "never by itself"
    hands.press_mend("“比率96”")
    assert hands.stored(TARGET.format(1)) == "≥96%" and hands.groups() == {}
    assert hands.shell.notice.text == "改为 ≥96%，已存。"
    assert "改为 ≥96%" in hands.shell.action("actionUndo").text()
    hands.shell.press_notice_button()
    hands.settle()
    assert hands.stored(TARGET.format(1)) == "比率96" and list(hands.groups()) == ["警告 1"]


def test_ctrl_enter_mends(hands: Hands) -> None:
    hands.open_declaration(ONE, (TARGET.format(2), "比率80"))
    hands.check()
    hands.shell.press(Key.Key_Return, CTRL)
    hands.settle()
    assert hands.stored(TARGET.format(1)) == "≥96%"
    assert hands.rows.hasFocus() and hands.rows.current() is not None, "the next one is chosen, the keys stay"
    hands.shell.press(Key.Key_Return, CTRL)
    hands.settle()
    assert hands.stored(TARGET.format(2)) == "≥80%" and hands.groups() == {}
    assert hands.shell.editor.hasFocus(), "nothing is left to be done in the list"


def test_what_was_edited_since_is_not_undone_by_the_notice(hands: Hands) -> None:
    hands.open_declaration(ONE)
    hands.check()
    hands.press_mend("“比率96”")
    hands.shell.editor.session.change_rows([("values.contact", "某")], "填写", None)
    hands.shell.press_notice_button()
    assert hands.stored(TARGET.format(1)) == "≥96%" and "Ctrl+Z" in hands.shell.notice.text


def test_a_mend_that_fits_no_more_is_refused(hands: Hands) -> None:
    filing_id = hands.open_declaration(ONE)
    hands.check()
    index = hands.row("“比率96”")
    checked = index.data(Qt.ItemDataRole.UserRole)
    hands.edit(filing_id, (TARGET.format(1), "比率70"))
    hands.rows.mend_asked.emit(checked, checked.finding.mends[0])
    assert "已经改动过" in hands.shell.notice.text and hands.stored(TARGET.format(1)) == "比率70"


def test_a_warning_is_explained_in_place(hands: Hands) -> None:
    filing_id = hands.open_declaration(ONE)
    hands.check()
    hands.shell.press(Key.Key_F2)
    line = hands.shell.part(QLineEdit, "explanationLine")
    assert line.hasFocus()
    hands.shell.type("2020")
    hands.shell.press(Key.Key_Return)
    hands.settle()
    assert list(hands.groups()) == ["已说明 1"] and hands.counts.text() == "已说明 1 处"
    assert not hands.rows.isExpanded(hands.rows.findings.index(0, 0)), "it is folded away"
    found = check(hands.shell.window.workspace.desk, filing_id)
    assert found[0].explanation is not None and found[0].explanation.text == "2020"
    assert hands.rows.hasFocus()


def test_an_explanation_is_void_with_another_text_and_says_so(hands: Hands) -> None:
    hands.open_declaration(ONE)
    hands.check()
    hands.shell.press(Key.Key_F2)
    hands.shell.type("2020")
    hands.shell.press(Key.Key_Return)
    hands.settle()
    hands.shell.editor.session.change_rows([(TARGET.format(1), "比率97")], "改", None)
    hands.settle()
    assert list(hands.groups()) == ["警告 1"]
    hands.click("“比率97”")
    line = hands.shell.part(ExplanationLine)
    said = [label.text() for label in line.findChildren(type(line._words))]  # pyright: ignore[reportPrivateUsage]
    assert any("原来的说明已失效：“2020”" in words for words in said)
    assert line.line.text() == "2020"
    hands.shell.press(Key.Key_F2)
    hands.shell.press(Key.Key_Return)
    hands.settle()
    assert list(hands.groups()) == ["已说明 1"], "it is taken over with one key"


def test_an_explanation_is_taken_back(hands: Hands) -> None:
    hands.open_declaration(ONE)
    hands.check()
    hands.shell.press(Key.Key_F2)
    hands.shell.type("2020")
    hands.shell.press(Key.Key_Return)
    hands.settle()
    hands.rows.expand(hands.rows.findings.index(0, 0))
    hands.click("“比率96”")
    assert hands.menu("“比率96”") == ["转到", "改为 ≥96%", "改说明…", "撤回说明", "复制", "规则说明"]
    click(hands.part("retractExplanation"))
    hands.settle()
    assert list(hands.groups()) == ["警告 1"]


def test_escape_gives_up_what_is_written(hands: Hands) -> None:
    hands.open_declaration(ONE)
    hands.check()
    hands.shell.press(Key.Key_F2)
    hands.shell.type("20")
    hands.shell.press(Key.Key_Escape)
    assert hands.rows.hasFocus() and list(hands.groups()) == ["警告 1"]
    assert hands.shell.part(QLineEdit, "explanationLine").text() == ""


def test_both_sides_lead_to_their_cells(hands: Hands) -> None:
    hands.open(hands.filing_id("regional-target", "330000"))
    session = hands.shell.editor.session
    session.change_rows([("values.funding_total", "20815")], "改", None)
    hands.settle()
    hands.check()
    sides = [one for one in hands.page.findChildren(SideButton) if one.isVisible()]
    assert [one.text() for one in sides] == ["年度金额：20815", "中央资金：20810"]
    assert "应为 20810，多 5" in [label.text() for label in hands.page.findChildren(type(hands.page._nothing.words))]  # pyright: ignore[reportPrivateUsage]
    click(sides[1])
    assert hands.column() == "funding_central" and hands.shell.editor.hasFocus()
    click(sides[0])
    assert hands.column() == "funding_total"


def test_a_side_in_another_filing_opens_it(hands: Hands) -> None:
    """The beside of a rule of the tests' own leads to a filing that is not open."""
    county, other = hands.filing_id("declaration", "371521"), hands.filing_id("project-target", "533102")
    hands.edit(county, ("values.annual_goal", "见"), ("values.contact", other))
    hands.open(county)
    hands.check()
    hands.click("与另一份不同")
    sides = [one for one in hands.page.findChildren(SideButton) if one.isVisible()]
    assert sides[1].text().startswith("另一份的年度目标：")
    click(sides[1])
    wait_until(lambda: front_id(hands) == other)
    hands.settle()
    assert hands.column() == "annual_goal" and hands.shell.editor.hasFocus()


def front_id(hands: Hands) -> str:
    front = hands.tabs.front()
    return front.filing_id if front else ""
