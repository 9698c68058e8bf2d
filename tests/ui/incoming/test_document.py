"""The document as it came: letters and numbers, merged cells, paragraphs, zoom, what is hidden."""

from pathlib import Path

import docx
import openpyxl
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from medaid_desktop.ui.palette import colours
from tests.ui.incoming.documents import allocation_book, target_book, target_sheet
from tests.ui.incoming.hands import CTRL, Hands
from tests.ui.shell import Key

Role = Qt.ItemDataRole


def test_it_has_the_letters_and_numbers_of_the_sheet(hands: Hands, inbox: Path):
    hands.take(target_book(inbox / "阳谷县.xlsx"))
    model = hands.view.document
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    assert [model.headerData(col, across) for col in range(4)] == list("ABCD")
    assert model.headerData(0, down) == "1" and model.headerData(12, down) == "13"
    assert hands.view.columnSpan(0, 0) == 4 and hands.view.rowSpan(7, 0) == 4


def test_the_corner_is_as_quiet_as_the_letters_and_numbers(hands: Hands, inbox: Path):
    hands.take(target_book(inbox / "阳谷县.xlsx"))
    view = hands.view
    width, height = view.verticalHeader().width(), view.horizontalHeader().height()
    picture = view.grab().toImage()
    inks = {picture.pixelColor(x, y).name() for x in range(1, width - 1) for y in range(1, height - 2)}
    assert inks == {colours(view.palette()).window}


def test_ctrl_wheel_and_keys_zoom_and_it_is_remembered(hands: Hands, inbox: Path):
    hands.take(target_book(inbox / "阳谷县.xlsx"))
    view = hands.view
    before = view.rowHeight(0)
    wheel = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, CTRL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), wheel)
    assert view.zoom == 110 and view.rowHeight(0) > before
    view.setFocus()
    hands.shell.press(Key.Key_Minus, CTRL)
    hands.shell.press(Key.Key_Minus, CTRL)
    assert view.zoom == 90
    hands.shell.press(Key.Key_0, CTRL)
    assert view.zoom == 100
    hands.shell.press(Key.Key_Plus, CTRL)
    assert hands.shell.window.settings.number("incoming/zoom", 0) == 110


def test_a_letter_is_shown_with_its_paragraphs(hands: Hands, inbox: Path):
    letter = docx.Document()
    letter.add_paragraph("关于下达2021年城乡医疗救助补助资金的通知")
    letter.add_paragraph("阳谷县医疗保障局：")
    table = letter.add_table(7, 4)
    rows = (
        ("项目名称", "城乡医疗救助补助资金"), ("实施单位", "阳谷县医疗保障局", "主管部门", "医疗保障局"),
        ("年度资金总额（万元）", "350", "其中：财政拨款", "350"), ("一级指标", "二级指标", "三级指标", "指标值"),
        ("产出指标", "数量指标", "资助参保人数", "≥12000人"), ("效益指标", "社会效益指标", "医疗负担", "有效缓解"),
        ("满意度指标", "服务对象满意度指标", "救助对象满意度", "≥90%"),
    )  # fmt: skip
    for at, row in enumerate(rows):
        for col, text in enumerate(row):
            table.cell(at, col).text = text
    letter.add_paragraph("抄送：县财政局。")
    letter.save(str(inbox / "通知.docx"))
    hands.take(inbox / "通知.docx")
    model = hands.view.document
    texts = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert texts[0].startswith("关于下达2021年") and texts[-1] == "抄送：县财政局。"
    assert model.headerData(0, Qt.Orientation.Vertical) == ""
    assert hands.view.columnSpan(0, 0) == 4
    hands.view.setFocus()
    hands.view.setCurrentIndex(model.index(0, 0))
    hands.shell.press(Key.Key_Return)
    hands.shell.press(Key.Key_Down)
    assert hands.view.hasFocus(), "a paragraph has no menu, and no harm is done"


def test_hidden_rows_and_sheets_are_shown_as_such(hands: Hands, inbox: Path):
    book = openpyxl.Workbook()
    assert book.active is not None
    target_sheet(book.active)
    book.active.row_dimensions[9].hidden = True
    other = book.create_sheet("数据字典")
    other["A1"] = "代码"
    other.sheet_state = "hidden"
    book.save(inbox / "阳谷县.xlsx")
    hands.take(inbox / "阳谷县.xlsx")
    assert hands.page.pane.sheets.tabText(1) == "数据字典（隐藏）"
    model = hands.view.document
    assert model.is_hidden(8, 0) and not model.is_hidden(7, 0)
    assert model.headerData(8, Qt.Orientation.Vertical, Role.ToolTipRole) == "文件里隐藏了这里，没有读入"


def test_what_was_not_read_is_told(hands: Hands, inbox: Path):
    book = openpyxl.Workbook()
    assert book.active is not None
    target_sheet(book.active)
    book.active["A40"] = "经办人自己记的话"
    book.save(inbox / "阳谷县.xlsx")
    hands.take(inbox / "阳谷县.xlsx")
    spot = hands.view.document.layout_.screen((39, 0))
    assert spot is not None
    said = hands.view.document.index(*spot).data(Role.ToolTipRole)
    assert "没有读入" in said


def test_a_large_sheet_is_laid_out_aside_and_jumps_wait_for_it(hands: Hands, inbox: Path):
    counties = [(f"第{number}医疗救助定点单位", f"{number}") for number in range(3200)]
    hands.take(allocation_book(inbox / "长表.xlsx", counties, unit=""))
    view, pane = hands.view, hands.page.pane
    assert view.document.rowCount() == 3204 and view.isVisible()
    pane._document = None  # pyright: ignore[reportPrivateUsage]  # as if it were seen for the first time
    entry = hands.entry("长表.xlsx")
    hands.page.show_line(entry, 0)
    assert pane.go_to(0, (3000, 1)) and not view.isVisible()
    hands.settle()
    assert view.isVisible() and view.place == (3000, 1)
