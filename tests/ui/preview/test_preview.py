"""The preview beside the form: follows the edits, the cursor and the clicks; and the window for many filings."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QListWidget, QToolButton

from medaid_desktop.formats.pdf.render import PdfPages
from medaid_desktop.operations.paper.preview import preview_stored
from medaid_desktop.ui.dialogs.printing.preview import PrintPreview
from medaid_desktop.ui.views.preview.front import FrontPages
from medaid_desktop.ui.views.preview.pages import to_image
from medaid_desktop.ui.views.preview.panel import PreviewPanel
from tests.ui.shell import Key, Shell, click, in_dialog, wait_until

CTRL = Qt.KeyboardModifier.ControlModifier


class Seen:
    """A window with a declaration in front and the preview beside it."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        shell.type("yanggu")
        shell.press(Key.Key_Return)
        shell.open_row(0)
        wait_until(shell.editor.hasFocus)
        shell.press(Key.Key_F2, CTRL)
        self.panel = shell.part(PreviewPanel)
        self.pages: FrontPages = self.panel.pages
        self.settle()

    def settle(self) -> None:
        wait_until(lambda: bool(self.pages.sizes) and self.pages.is_settled() and self.panel.isVisible())

    def remade(self, act: Callable[[], object]) -> None:
        """Does something after which the pages are to be made anew, and waits for it."""
        came: list[bool] = []
        self.pages.remade.connect(lambda: came.append(True))
        act()
        wait_until(lambda: bool(came) and self.pages.is_settled())

    def stored_page(self, page: int, like: QImage) -> QImage:
        """A page as it is printed from the ledger, in the size of a picture."""
        desk = self.shell.window.workspace.desk
        document = PdfPages(preview_stored(desk, self.shell.editor.session.filing_id).pdf)
        pixels = document.render(page, like.width(), like.height())
        document.close()
        assert pixels is not None
        return to_image(pixels)

    def picture(self, page: int = 0) -> QImage:
        picture = self.pages.picture(page)
        assert picture is not None
        picture = QImage(picture)
        picture.setDevicePixelRatio(1)
        return picture

    def click_at(self, place: tuple[int, int]) -> None:
        """Clicks the middle of a cell of the editor where it is printed."""
        spot = self.pages.spots(place)[0]
        view = self.panel.view
        view.mark([spot])
        rect = view._places.spot_rect(spot).translated(-QPointF(view._offset()))
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center().toPoint())


@pytest.fixture
def seen(shell: Shell) -> Seen:
    return Seen(shell)


def test_the_pages_are_those_of_the_pdf_and_follow_the_edits(seen: Seen):
    shell, editor = seen.shell, seen.shell.editor
    assert len(seen.pages.sizes) == 2
    before = seen.picture()
    assert before == seen.stored_page(0, before)
    place = editor.session.paper.place_of("values.project_code")
    assert place is not None
    editor.go_to(place)
    shell.type("YG-2020-01")
    seen.remade(lambda: shell.press(Key.Key_Return))
    after = seen.picture()
    assert after != before and after == seen.stored_page(0, after)
    seen.remade(lambda: shell.press(Key.Key_Z, CTRL))
    assert seen.picture() == before


def test_the_old_picture_stays_until_the_new_one_is_there(seen: Seen):
    shell, editor = seen.shell, seen.shell.editor
    place = editor.session.paper.place_of("values.project_code")
    assert place is not None
    editor.go_to(place)
    before = seen.picture()
    shell.type("A")
    shell.press(Key.Key_Return)
    assert seen.picture() == before
    wait_until(lambda: seen.picture() != before)


def test_the_cell_of_the_cursor_is_outlined_and_brought_into_view(seen: Seen):
    editor, view = seen.shell.editor, seen.panel.view
    assert view.verticalScrollBar().value() == 0 and view.current_page == 0
    last = editor.session.grid.fields[-1]
    editor.go_to(last)
    assert view._marks == seen.pages.spots(last) != ()
    assert {spot.page for spot in view._marks} == {1} and view.verticalScrollBar().value() > 0
    assert seen.shell.part(QLabel, "previewPage").text() == "2 / 2"


def test_a_click_on_the_page_goes_to_the_cell(seen: Seen):
    editor = seen.shell.editor
    for path in ("values.project_name", "tables.indicators[1].target"):
        place = editor.session.paper.place_of(path)
        assert place is not None
        seen.click_at(place)
        assert editor.anchor == place
        wait_until(editor.hasFocus)


def test_a_click_commits_what_is_being_typed(seen: Seen):
    editor = seen.shell.editor
    code, name = (editor.session.paper.place_of(f"values.{field}") for field in ("project_code", "project_name"))
    assert code and name
    editor.go_to(code)
    seen.shell.type("YG-7")
    seen.click_at(name)
    assert editor.session.filing.values["project_code"] == "YG-7" and editor.anchor == name


def test_lines_held_open_do_not_shift_what_a_click_means(seen: Seen):
    editor = seen.shell.editor
    place = editor.session.paper.place_of("tables.indicators[0].target")
    assert place is not None
    editor.session.insert_line(place, below=False)
    seen.settle()
    moved = editor.session.paper.place_of("tables.indicators[0].target")
    assert moved is not None
    seen.click_at(moved)
    assert editor.anchor == moved


def test_keys_turn_pages_and_zoom(seen: Seen):
    view, chooser = seen.panel.view, seen.shell.part(QComboBox, "previewZoom")
    view.setFocus()
    shell = seen.shell
    shell.press(Key.Key_End)
    assert view.current_page == 1
    shell.press(Key.Key_Home)
    assert view.current_page == 0 and view.verticalScrollBar().value() == 0
    for _ in range(3):
        shell.press(Key.Key_PageDown)
    assert view.current_page == 1
    shell.press(Key.Key_1)
    assert view.percent() == 100 and chooser.currentText() == "实际大小"
    page = view._places.rect(0)
    assert page.width() == round(210 / 25.4 * view.logicalDpiX())
    shell.press(Key.Key_Z)
    assert chooser.currentText() == "整页" and view._places.rect(0).height() < view.viewport().height()
    shell.press(Key.Key_W)
    assert chooser.currentText() == "适合宽度" and view.horizontalScrollBar().maximum() == 0
    before = view.percent()
    shell.press(Key.Key_Plus)
    assert view.percent() > before and chooser.currentIndex() == -1
    where = QPointF(50, 50)
    wheel = QWheelEvent(
        where, view.mapToGlobal(where), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, CTRL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), wheel)
    assert abs(view.percent() - before) <= 1


def test_the_size_is_remembered(seen: Seen):
    chooser = seen.shell.part(QComboBox, "previewZoom")
    chooser.setFocus()
    seen.shell.press(Key.Key_Down)
    chooser.activated.emit(chooser.currentIndex())
    assert seen.panel.view.zoom == "page" and seen.shell.window.settings.text("preview/zoom") == "page"


def test_what_cannot_be_printed_is_said_and_the_old_pages_stay(seen: Seen):
    editor = seen.shell.editor
    before = seen.picture()
    place = editor.session.paper.place_of("values.project_code")
    assert place is not None
    trouble = seen.shell.part(QLabel, "previewTrouble")
    editor.session.type_into(*place, "\U0001f600")
    wait_until(trouble.isVisible)
    assert "字体里没有这个字" in trouble.text() and seen.picture() == before
    seen.remade(lambda: editor.session.type_into(*place, "1"))
    assert not trouble.isVisible()


def test_without_a_filing_and_folded_nothing_is_made(seen: Seen):
    shell = seen.shell
    shell.press(Key.Key_F2, CTRL)
    assert not seen.panel.isVisible() and seen.pages.sizes == ()
    shell.press(Key.Key_F2, CTRL)
    seen.settle()
    shell.press(Key.Key_W, CTRL)
    words = [label.text() for label in seen.panel.findChildren(QLabel) if label.isVisible()]
    assert any("打开一份填报件" in text for text in words)


def test_a_picture_lies_pixel_upon_pixel(seen: Seen):
    view = seen.panel.view
    view.mark(())
    grabbed = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    scale = view.devicePixelRatioF()
    corner = view._places.rect(0).topLeft() * scale
    picture = seen.picture()
    part = grabbed.copy(round(corner.x()) + 5, round(corner.y()) + 5, picture.width() - 10, 200)
    assert part == picture.copy(5, 5, picture.width() - 10, 200)


def open_large(shell: Shell) -> PrintPreview:
    """Clicks the button for the large window in the preview beside the form."""
    shell.action("actionPreview").trigger()
    panel = shell.part(PreviewPanel)
    shell.filings.setFocus()
    click(next(button for button in panel.findChildren(QToolButton) if "大窗口" in button.toolTip()))
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, PrintPreview) and w.isVisible())


def test_the_large_window_shows_all_chosen_filings(shell: Shell):
    shell.select_row(0)
    for _ in range(25):
        shell.press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    window = open_large(shell)
    wait_until(lambda: len(window.pages.measured) == 26 and window.pages.is_settled())
    assert len(window.pages.sizes) == 41
    listed = window.findChild(QListWidget, "previewFilings")
    assert listed is not None and listed.count() == 26
    listed.setFocus()
    QTest.keyClick(listed, Key.Key_End)
    last = window.view.current_page
    assert window.pages.filing_of(last) == 25
    wait_until(window.pages.is_settled)
    assert window.pages.picture(last) is not None and window.pages.picture(0) is None
    assert len(window.pages._pictures) <= 5 and len(window.pages._documents) <= 3

    asked: list[str] = []
    in_dialog(lambda dialog: asked.append(dialog.windowTitle()), lambda: QTest.keyClick(window, Key.Key_P, CTRL))
    assert asked == ["打印"]


def test_esc_closes_the_large_window_and_gives_all_back(shell: Shell):
    shell.select_row(0)
    window = open_large(shell)
    documents = window.pages._documents
    wait_until(lambda: bool(documents))
    QTest.keyClick(window, Key.Key_Escape)
    assert documents == {}
