"""The print dialog by real keys and clicks: printers, what is remembered, what would be cut, what was sent."""

import threading
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QToolButton,
    QWidget,
)  # fmt: skip

from medaid_desktop.formats.pdf.writer import PrintCancelled
from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.ui.commands.printing import PrintCommands
from medaid_desktop.ui.dialogs.printing.dialog import PrintDialog
from medaid_desktop.ui.dialogs.printing.preview import PrintPreview
from medaid_desktop.ui.printing.options import PrintMemory, PrintOptions
from medaid_desktop.ui.settings import WindowSettings
from tests.ui.printing.fake_printers import LASER, OLD, FakePrinters
from tests.ui.shell import Key, Shell, button, choose_file, click, in_dialog, is_in_front, type_text, wait_until

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def front(shell: Shell) -> Shell:
    """A window with a declaration of two pages in front."""
    shell.type("yanggu")
    shell.press(Key.Key_Return)
    shell.open_row(0)
    wait_until(shell.editor.hasFocus)
    return shell


def press_print(shell: Shell) -> None:
    """Ctrl+P in the main window, which the system has made the active one again after a dialog."""
    wait_until(lambda: is_in_front(shell.window))
    shell.editor.setFocus()
    wait_until(shell.editor.hasFocus)
    shell.press(Key.Key_P, CTRL)


def words(dialog: QDialog, name: str) -> str:
    label = dialog.findChild(QLabel, name)
    assert label is not None
    return label.text()


def chooser(dialog: QDialog, name: str) -> QComboBox:
    found = dialog.findChild(QComboBox, name)
    assert found is not None
    return found


def ready(dialog: QDialog) -> PrintDialog:
    """Waits until pages are counted and the printer has answered."""
    assert isinstance(dialog, PrintDialog)
    wait_until(lambda: "共 " in words(dialog, "printSummary") and "正在" not in words(dialog, "printerState"))
    wait_until(lambda: dialog._paper[1].left > 0 or not dialog.printer())
    return dialog


def choose(dialog: QDialog, name: str, data: object) -> None:
    """Chooses an entry with the arrow keys."""
    box = chooser(dialog, name)
    box.setFocus()
    for _ in range(box.count()):
        QTest.keyClick(box, Key.Key_Up)
    for _ in range(box.findData(data)):
        QTest.keyClick(box, Key.Key_Down)
    assert box.currentData() == data


def choose_when_it_comes(timer: QTimer, path: Path) -> None:
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QFileDialog):
        timer.stop()
        choose_file(path)(dialog)


def pages_of(file: Path) -> int:
    with pypdfium2.PdfDocument(file) as document:
        return len(document)


def test_ctrl_p_and_enter_print_on_the_usual_printer(front: Shell, printers: FakePrinters):
    def work(dialog: QDialog) -> None:
        ready(dialog)
        assert chooser(dialog, "printerChooser").currentText() == LASER
        assert words(dialog, "printerState") == "就绪" and words(dialog, "printSummary") == "共 2 页、1 份，用纸 2 张"
        QTest.keyClick(dialog, Key.Key_Return)

    in_dialog(work, lambda: press_print(front))
    wait_until(lambda: "已送到" in front.notice.text)
    assert front.notice.text == f"已送到打印机“{LASER}”：1 份、2 页，用纸 2 张。"
    assert printers.jobs == [(LASER, PrintOptions(), "阳谷县-预算绩效目标申报表-2020")]
    assert pages_of(printers.output(1)) == 2


def test_what_was_chosen_is_there_next_time_for_this_form_only(front: Shell, printers: FakePrinters):
    def first(dialog: QDialog) -> None:
        ready(dialog)
        choose(dialog, "printerChooser", OLD)
        ready(dialog)
        choose(dialog, "printerChooser", LASER)
        ready(dialog)
        choose(dialog, "print-sides", "long")
        choose(dialog, "print-tray", "2")
        choose(dialog, "print-colour", True)
        copies = dialog.findChild(QSpinBox)
        assert copies is not None
        copies.setFocus()
        copies.selectAll()
        type_text("3")
        choose(dialog, "print-collation", "pages")
        assert words(dialog, "printSummary") == "共 2 页、1 份，用纸 3 张"
        QTest.keyClick(dialog, Key.Key_Return)

    def second(dialog: QDialog) -> None:
        assert isinstance(dialog, PrintDialog)
        options = dialog.options()  # before any printer has answered
        assert (dialog.printer(), options.sides, options.tray, options.grey) == (LASER, "long", "2", True)
        assert (options.copies, options.collation) == (1, "pages")
        ready(dialog)
        QTest.keyClick(dialog, Key.Key_Return)

    in_dialog(first, lambda: press_print(front))
    wait_until(lambda: len(printers.jobs) == 1 and "已送到" in front.notice.text)
    in_dialog(second, lambda: press_print(front))
    wait_until(lambda: len(printers.jobs) == 2)
    assert printers.jobs[1][1].tray == "2" and printers.jobs[1][1].copies == 1
    memory = PrintMemory(front.window.settings)
    assert memory.options("monitoring", LASER) == PrintOptions() and memory.printer("monitoring") == LASER


def test_what_would_be_cut_is_said_and_mended_by_one_button(front: Shell, printers: FakePrinters):
    def work(dialog: QDialog) -> None:
        ready(dialog)
        choose(dialog, "printerChooser", OLD)
        ready(dialog)
        assert not chooser(dialog, "print-sides").isEnabled() and not chooser(dialog, "print-tray").isEnabled()
        assert "会切掉：下边 " in words(dialog, "printWarning")
        mend = button(dialog, "适合宽度")
        assert mend.isVisible()
        click(mend)
        assert words(dialog, "printWarning") == "缩小 3 %，四边都印得全。" and not mend.isVisible()
        grabbed = dialog.grab().toImage()
        assert len({grabbed.pixel(x, 100) for x in range(grabbed.width())}) > 5
        click(_print_button(dialog))

    in_dialog(work, lambda: press_print(front))
    wait_until(lambda: bool(printers.jobs))
    assert printers.jobs[0][1].scaling == "fit" and printers.jobs[0][0] == OLD


def _print_button(dialog: QDialog) -> QPushButton:
    found = dialog.findChild(QPushButton, "printButton")
    assert found is not None
    return found


def test_wrong_page_numbers_are_told_and_cannot_be_printed(front: Shell, printers: FakePrinters):  # noqa: ARG001
    def work(dialog: QDialog) -> None:
        ready(dialog)
        pages = next(line for line in dialog.findChildren(QLineEdit) if line.accessibleName() == "页码")
        pages.setFocus()
        type_text("7")
        assert (
            words(dialog, "printSummary") == "没有这一页：7。一共只有 2 页。" and not _print_button(dialog).isEnabled()
        )
        QTest.keyClick(pages, Key.Key_Backspace)
        type_text("2")
        assert words(dialog, "printSummary") == "共 2 页、1 份，用纸 1 张" and _print_button(dialog).isEnabled()

    in_dialog(work, lambda: press_print(front))


def test_without_printers_a_pdf_is_all_there_is(front: Shell, printers: FakePrinters, tmp_path: Path):
    printers.lost.update((LASER, OLD))

    def work(dialog: QDialog) -> None:
        ready(dialog)
        box = chooser(dialog, "printerChooser")
        wait_until(lambda: "没有可用的打印机" in words(dialog, "printerState"))
        assert [box.itemText(at) for at in range(box.count())] == ["另存为 PDF"]
        assert _print_button(dialog).text() == "另存为 PDF(&P)…" and not button(dialog, "打印测试页").isEnabled()
        # the file dialog comes up from within the closing of this one
        follow = QTimer(front.window)
        follow.timeout.connect(lambda: choose_when_it_comes(follow, out))
        follow.start(10)
        QTest.keyClick(dialog, Key.Key_Return)

    out = tmp_path / "存.pdf"
    in_dialog(work, lambda: press_print(front))
    wait_until(lambda: "已存为 PDF：存.pdf，共 1 份、2 页。" in front.notice.text)
    assert pages_of(out) == 2


def test_a_remembered_printer_that_is_gone_is_named(front: Shell, printers: FakePrinters):
    PrintMemory(front.window.settings).keep("declaration", OLD, PrintOptions())
    printers.lost.add(OLD)
    said: list[str] = []

    def work(dialog: QDialog) -> None:
        wait_until(lambda: "找不到了" in words(dialog, "printerState"))
        said.append(words(dialog, "printerState"))
        assert isinstance(dialog, PrintDialog) and dialog.printer() == ""

    in_dialog(work, lambda: press_print(front))
    assert OLD in said[0]


def test_a_printer_that_goes_while_the_dialog_is_open_is_told_in_the_notice_bar(front: Shell, printers: FakePrinters):
    def work(dialog: QDialog) -> None:
        ready(dialog)
        printers.lost.add(LASER)
        QTest.keyClick(dialog, Key.Key_Return)

    in_dialog(work, lambda: press_print(front))
    wait_until(lambda: f"找不到打印机：{LASER}" in front.notice.text)


def test_a_printer_out_of_paper_says_so_before_printing(front: Shell, printers: FakePrinters):
    printers.error_of[LASER] = "有故障，请看缺纸、卡纸或没有开机"

    def work(dialog: QDialog) -> None:
        wait_until(lambda: "缺纸" in words(dialog, "printerState"))

    in_dialog(work, lambda: press_print(front))


def test_a_batch_is_one_job_in_the_order_of_the_list(shell: Shell, printers: FakePrinters):
    shell.select_row(0)
    shell.press(Key.Key_Down, SHIFT)
    shell.press(Key.Key_Down, SHIFT)

    def work(dialog: QDialog) -> None:
        ready(dialog)
        assert words(dialog, "printSummary") == "共 8 页、3 份，用纸 8 张"
        choose(dialog, "print-sides", "long")
        assert words(dialog, "printSummary") == "共 8 页、3 份，用纸 4 张"
        QTest.keyClick(dialog, Key.Key_Return)

    in_dialog(work, shell.action("actionPrint").trigger)
    wait_until(lambda: "3 份、8 页，用纸 4 张" in shell.notice.text)
    assert len(printers.jobs) == 1 and printers.jobs[0][2] == "医疗救助绩效目标-3份"


def test_what_had_to_be_made_smaller_is_said(shell: Shell, printers: FakePrinters, tmp_path: Path):  # noqa: ARG001
    desk = shell.window.workspace.desk
    made = add_filing(desk, "self-evaluation", "371521", 2020)
    commit(desk, made.id, [("tables.indicators[+0].actual", "1234567890.12")], "填写")
    commands = shell.window.findChild(PrintCommands)
    assert commands is not None
    in_dialog(choose_file(tmp_path / "小.pdf"), lambda: commands.save_pdf([made.id]))
    wait_until(lambda: "已存为 PDF" in shell.notice.text)
    assert shell.notice.text.endswith("有 1 格原字号放不下，已缩小字号。")

    def work(dialog: QDialog) -> None:
        ready(dialog)
        QTest.keyClick(dialog, Key.Key_Return)

    in_dialog(work, lambda: commands.print_filings([made.id]))
    wait_until(lambda: "已送到" in shell.notice.text)
    assert shell.notice.text.endswith("有 1 格原字号放不下，已缩小字号。")


def test_the_whole_list_can_be_stopped(shell: Shell, printers: FakePrinters, monkeypatch: pytest.MonkeyPatch):
    going: list[bool] = []
    pause = threading.Event()

    def slow(*arguments: object) -> object:
        going.append(True)
        wait = arguments[3]
        while not wait():  # type: ignore[operator]
            pause.wait(0.01)  # lets the other threads work
        raise PrintCancelled

    def work(dialog: QDialog) -> None:
        QTest.keyClick(ready(dialog)._kind.empty, Key.Key_Space)
        monkeypatch.setattr("medaid_desktop.ui.printing.job.measure", slow)
        QTest.keyClick(dialog, Key.Key_Return)

    in_dialog(work, shell.action("actionPrintListed").trigger)
    wait_until(lambda: bool(going) and shell.window.status.findChild(QWidget, "progressStrip") is not None)
    strip = shell.part(QWidget, "progressStrip")
    wait_until(strip.isVisible)
    stop = strip.findChild(QToolButton)
    assert stop is not None
    click(stop)
    wait_until(lambda: shell.notice.text == "已停止，没有打印。")
    assert printers.jobs == []


def test_the_test_page_and_the_large_preview_are_a_key_away(front: Shell, printers: FakePrinters):
    def work(dialog: QDialog) -> None:
        ready(dialog)
        QTest.keyClick(dialog, Key.Key_E, ALT)
        wait_until(lambda: "测试页已送到" in front.notice.text)
        QTest.keyClick(dialog, Key.Key_W, ALT)
        wait_until(lambda: front.window.findChild(PrintPreview) is not None)

    in_dialog(work, lambda: press_print(front))
    assert printers.jobs[0][2] == "打印测试页"
    window = front.window.findChild(PrintPreview)
    assert window is not None and window.isVisible()
    window.reject()


def test_all_controls_are_named_and_reached_by_tab(front: Shell, printers: FakePrinters):  # noqa: ARG001
    def work(dialog: QDialog) -> None:
        ready(dialog)
        seen: list[QWidget] = []
        chooser(dialog, "printerChooser").setFocus()
        while (now := dialog.focusWidget()) not in seen and now is not None:
            seen.append(now)
            QTest.keyClick(now, Key.Key_Tab)
        names = [widget.accessibleName() or getattr(widget, "text", str)() for widget in seen]
        assert all(names) and len(seen) >= 13
        assert names[:3] == ["打印机", "份数", "页码"]

    in_dialog(work, lambda: press_print(front))


def test_a_target_that_cannot_be_written_is_explained(front: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(self: Path, target: Path) -> None:  # noqa: ARG001
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", refuse)
    out = tmp_path / "开着.pdf"
    in_dialog(choose_file(out), lambda: front.press(Key.Key_P, CTRL | SHIFT))
    wait_until(lambda: "文件不能写入" in front.notice.text)
    assert "请关闭后重试" in front.notice.text and list(tmp_path.glob("*.pdf")) == []


def test_spoilt_settings_fall_back(tmp_path: Path):
    settings = WindowSettings(tmp_path / "w.ini")
    memory = PrintMemory(settings)
    memory.keep("declaration", OLD, PrintOptions(copies=7, pages="2", sides="short", right_mm=-1.5, percent=97))
    assert memory.options("declaration", OLD) == PrintOptions(sides="short", right_mm=-1.5, percent=97)
    key = "print/options/declaration/%5C%5Cserver%5C%E6%97%A7%E6%89%93%E5%8D%B0%E6%9C%BA"
    assert '"sides": "short"' in settings.text(key)
    settings.put(key, '{"sides": "both", "percent": 5000, "grey": 1, "down_mm": 99, "paper": 4}')
    assert memory.options("declaration", OLD) == PrintOptions(percent=110, down_mm=30.0)
    settings.put(key, "[1")
    assert memory.options("declaration", OLD) == PrintOptions()
