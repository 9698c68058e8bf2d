"""The page while one looks: states, doubts, cells of the document and fields on paper, form, region and year."""

from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QSpinBox

from medaid_desktop.ui.dialogs.region_field import RegionField
from medaid_desktop.ui.views.incoming.doubts import DoubtList
from tests.ui.incoming.documents import ODD_HEADS, allocation_book, several_book, target_book
from tests.ui.incoming.hands import SHIFT, Hands
from tests.ui.shell import Key, click, wait_until


def test_states_are_said_in_words(hands: Hands, inbox: Path):
    target_book(inbox / "1 好.xlsx")
    target_book(inbox / "2 没有区划.xlsx", office="某局")
    target_book(inbox / "3 疑问.xlsx", office="莘县医疗保障局", heads=ODD_HEADS)
    (inbox / "4 坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    hands.take(inbox)
    QAbstractItemModelTester(hands.page.files.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert hands.states() == {
        "1 好.xlsx": "待导入　阳谷县 2021", "2 没有区划.xlsx": "待定区划　2021",
        "3 疑问.xlsx": "有疑问 1　莘县 2021", "4 坏.xlsx": "读不出",
    }  # fmt: skip
    assert hands.part(QLabel, "incomingSummary").text() == "4 个文件，3 个要您看"
    click(hands.part(QCheckBox, "incomingOnlyQuestions"))
    assert list(hands.states()) == ["2 没有区划.xlsx", "3 疑问.xlsx", "4 坏.xlsx"]
    hands.look_at("4 坏.xlsx")
    words = hands.part(QLabel, "incomingWords").text()
    assert "4 坏.xlsx" in words and words.count("\n") >= 1


def test_cells_are_coloured_by_what_they_were_taken_for(hands: Hands, inbox: Path):
    hands.take(target_book(inbox / "阳谷县.xlsx", heads=ODD_HEADS))
    marks = hands.page.pane.marks
    value, label, doubt = marks.at((2, 1)), marks.at((2, 0)), marks.at((6, 4))
    assert value is not None and value.paths == ["values.project_name"]
    assert label is not None and label.meaning == "values.project_name" and not label.is_value
    assert doubt is not None and doubt.doubts
    model = hands.view.document
    said = lambda row, col: model.index(row, col).data(Qt.ItemDataRole.AccessibleTextRole)  # noqa: E731
    assert said(2, 1) == "B3，城乡医疗救助补助资金，内容：项目名称"
    assert said(2, 0) == "A3，项目名称，名称：项目名称"
    assert "疑问：不认识的列“内部记号”" in said(6, 4)


def test_a_cell_of_the_document_leads_to_its_field_on_paper_and_back(hands: Hands, inbox: Path):
    hands.take(target_book(inbox / "阳谷县.xlsx"))
    hands.click_cell(8, 3)
    paper = hands.page.panel.paper
    assert paper is not None
    slot = paper.paper.slot(paper.currentIndex())
    assert slot is not None and slot.path == "tables.indicators[1].target"
    place = paper.paper.grid.paper.place_of("values.project_name")
    assert place is not None
    paper.scrollTo(paper.paper.index(*place))
    QTest.mouseClick(paper.viewport(), Qt.MouseButton.LeftButton, pos=paper.cell_rect(place).center())
    assert hands.view.place == (2, 1)
    assert paper.editTriggers() == paper.EditTrigger.NoEditTriggers


def test_f8_walks_through_all_doubts_of_all_files(hands: Hands, inbox: Path):
    target_book(inbox / "1.xlsx", heads=ODD_HEADS)
    target_book(inbox / "2.xlsx", office="莘县医疗保障局")
    target_book(inbox / "3.xlsx", office="冠县医疗保障局", heads=ODD_HEADS)
    hands.take(inbox)
    hands.look_at("1.xlsx")
    shell = hands.shell
    hands.page.files.list.setFocus()
    shell.press(Key.Key_F8)
    assert hands.view.place == (6, 4)
    hands.click_cell(0, 0)
    shell.press(Key.Key_F8)
    hands.settle()
    line = hands.page.files.list.current()
    assert line is not None and line[0].file.name == "3.xlsx" and hands.view.place == (6, 4)
    shell.press(Key.Key_F8)
    assert shell.notice.text == "后面没有疑问了。"
    shell.press(Key.Key_F8, SHIFT)
    hands.settle()
    line = hands.page.files.list.current()
    assert line is not None and line[0].file.name == "1.xlsx"


def test_a_doubt_is_clicked(hands: Hands, inbox: Path):
    hands.take(target_book(inbox / "1.xlsx", heads=ODD_HEADS))
    doubts = hands.page.panel.doubts
    row = next(at for at, line in enumerate(doubts.doubts.lines) if line.place)
    assert doubts.doubts.lines[row].where.startswith("E7")
    spot = doubts.visualRect(doubts.doubts.index(row, 0)).center()
    QTest.mouseClick(doubts.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert hands.view.place == (6, 4)


def test_without_a_region_it_waits_and_says_so(hands: Hands, inbox: Path):
    hands.take(target_book(inbox / "某.xlsx", office="某局"))
    page, shell = hands.page, hands.shell
    assert "请在上面选定" in page.panel.need.text()
    assert not hands.button("incomingImportOne").isEnabled() and not hands.button("incomingImportAll").isEnabled()
    shell.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "还不能导入" in shell.notice.text and "待定区划" in shell.notice.text
    field = hands.part(RegionField, "incomingRegion")
    click(field)
    shell.type("shenxian")
    shell.press(Key.Key_Return)
    wait_until(lambda: field.code() == "371522")
    hands.settle()
    assert hands.states() == {"某.xlsx": "有疑问 1　莘县 2021"}
    assert not page.panel.need.isVisible()
    year = hands.part(QSpinBox, "incomingYear")
    shell.window.activateWindow()  # offscreen, nobody gives the focus back when a list closes
    wait_until(shell.window.isActiveWindow)
    shell.press(Key.Key_Tab)
    wait_until(year.hasFocus)
    shell.type("2022")
    shell.press(Key.Key_Tab)
    assert hands.entry("某.xlsx").items[0].filing.year == 2022
    hands.press_button("incomingImportOne")
    (filing,) = hands.filings
    assert (filing.region, filing.year, filing.form) == ("371522", 2022, "project-target")


def test_what_is_known_only_by_its_short_name_is_confirmed(hands: Hands, inbox: Path):
    for name in ("沙区", "水区", "头区"):
        target_book(inbox / f"{name}.xlsx", office=f"{name}医保局", project=f"乌鲁木齐市{name}")
    hands.take(inbox)
    waiting = hands.page.batch.unconfirmed()
    if len(waiting) < 2:  # which aliases are known is not this test's business
        return
    assert "核对" in hands.page.panel.need.text() or "待" in next(iter(hands.states().values()))
    hands.look_at(waiting[0][0].file.name)
    hands.page.panel.need._all.trigger()  # pyright: ignore[reportPrivateUsage]
    hands.settle()
    assert hands.page.batch.unconfirmed() == []


def test_sheets_and_tables_of_a_file(hands: Hands, inbox: Path):
    hands.take(several_book(inbox / "两县.xlsx", ["阳谷县医疗保障局", "莘县医疗保障局"]))
    page = hands.page
    assert page.files.model.rowCount() == 3
    hands.look_at("两县.xlsx", 1)
    assert page.pane.sheets.currentIndex() == 1
    assert hands.part(RegionField, "incomingRegion").code() == "371522"
    click_tab = page.pane.sheets.tabRect(0).center()
    QTest.mouseClick(page.pane.sheets, Qt.MouseButton.LeftButton, pos=click_tab)
    line = page.files.list.current()
    assert line is not None and line[1] == 0
    assert hands.part(RegionField, "incomingRegion").code() == "371521"


def test_the_page_can_be_left_and_come_back_to(hands: Hands, inbox: Path):
    shell = hands.shell
    hands.take(target_book(inbox / "阳谷县.xlsx"))
    assert not shell.tree.isVisible(), "the page has the room of the columns"
    shell.action("actionSide").trigger()
    assert shell.tree.isVisible()
    hands.take(allocation_book(inbox / "分配.xlsx", [("阳谷县", "88"), ("莘县", "60")]))
    hands.look_at("阳谷县.xlsx")
    hands.press_button("incomingImportOne")
    shell.open_row(0)
    assert not hands.page.isVisible() and shell.editor.isVisible() and shell.tree.isVisible()
    shell.press(Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert hands.page.isVisible()
    assert list(hands.states()) == ["阳谷县.xlsx", "分配.xlsx"]


def test_leaving_with_files_that_wait_asks_in_the_notice_bar(hands: Hands, inbox: Path):
    shell = hands.shell
    hands.take(target_book(inbox / "阳谷县.xlsx"))
    shell.press(Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert hands.page.isVisible() and "还有 1 个文件没有导入" in shell.notice.text
    shell.press_notice_button("noticeSecondButton")
    assert hands.page.isVisible()
    shell.press(Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    shell.press_notice_button()
    wait_until(lambda: shell.window._workbench.tabs.count() == 0)  # type: ignore[union-attr]
    assert hands.filings == [] and shell.tree.isVisible()


def test_a_region_is_chosen_among_those_of_its_name(hands: Hands, inbox: Path):
    hands.take(target_book(inbox / "某区.xlsx", office="市中区医疗保障局"))
    doubts, entry = hands.page.panel.doubts, hands.entry("某区.xlsx")
    row = next(at for at, line in enumerate(doubts.doubts.lines) if line.options)
    names = [name for _, name in doubts.doubts.lines[row].options]
    assert "山东省济南市市中区" in names and entry.items[0].filing.region is None
    _click_option(doubts, row, names.index("山东省济南市市中区"))
    hands.settle()
    assert entry.items[0].filing.region == "370103"
    (line,) = doubts.doubts.lines
    assert line.corrected and not line.options and line.message.endswith("已选定山东省济南市市中区")
    assert hands.states() == {"某区.xlsx": "待导入　市中区 2021"}


def test_the_region_of_a_row_is_chosen_by_its_number(hands: Hands, inbox: Path):
    book = openpyxl.Workbook()
    assert book.active is not None
    for cells in (("2021年医疗救助资金分配表",), ("", "单位：万元"), ("单位", "金额"), ("朝阳区", 30), ("阳谷县", 20)):
        book.active.append(cells)
    book.save(inbox / "分配表.xlsx")
    hands.take(inbox / "分配表.xlsx")
    doubts, (item,) = hands.page.panel.doubts, hands.entry("分配表.xlsx").items
    row = next(at for at, line in enumerate(doubts.doubts.lines) if line.options)
    number = [name for _, name in doubts.doubts.lines[row].options].index("吉林省长春市朝阳区")
    assert not item.filing.get("tables.rows[0].region")
    doubts.setCurrentIndex(doubts.doubts.index(row, 0))
    doubts.setFocus()
    hands.shell.type(str(number + 1))
    hands.settle()
    assert item.filing.get("tables.rows[0].region") == "220104"
    assert not any(line.options for line in doubts.doubts.lines)


def _click_option(doubts: DoubtList, row: int, number: int) -> None:
    doubts.scrollTo(doubts.doubts.index(row, 0))
    spot = doubts.option_place(row, number).center()
    QTest.mouseClick(doubts.viewport(), Qt.MouseButton.LeftButton, pos=spot)
