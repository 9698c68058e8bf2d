"""Colours, icons, words: readable, complete, one style."""

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QImage, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QWidget,
)

from medaid_desktop import paths
from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.look import Choice, Look
from medaid_desktop.ui.palette import CONTRAST, DARK, LIGHT, READABLE, Colours, colours, contrast_ratio, system_palette
from medaid_desktop.ui.settings import WindowSettings
from tests.ui.shell import Key, Shell, wait_until

CTRL = Qt.KeyboardModifier.ControlModifier
SCHEMES = pytest.mark.parametrize("shades", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"])
ICONS = sorted(paths.resource("icons").glob("*.svg"))


@SCHEMES
def test_every_ink_is_readable_on_its_ground(shades: Colours):
    pairs = [(ink, ground) for ink in ("text", "muted") for ground in ("window", "base", "raised", "hover")]
    pairs += [(ink, "base") for ink in ("error", "warning", "hint", "good")] + [("ink", "paper"), ("ink", "fill")]
    pairs += [("ink", "found_ground"), ("ink", "found_here")]
    pairs += [("text", f"{name}_ground") for name in ("error", "warning", "hint")]
    pairs += [
        ("error", "error_ground"),
        ("warning", "warning_ground"),
        ("hint", "hint_ground"),
        ("accent_text", "accent"),
    ]
    poor = [
        f"{ink} on {ground}: {ratio:.2f}"
        for ink, ground in pairs
        if (ratio := contrast_ratio(getattr(shades, ink), getattr(shades, ground))) < READABLE
    ]
    assert poor == []


@pytest.mark.parametrize("accent", ["#308cc6", "#ffb900", "#000000", "#ffffff", "#e81123", "#0078d7"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.usefixtures("qapp")
def test_any_accent_of_the_system_stays_readable(accent: str, scheme: str):
    system = QPalette()
    system.setColor(QPalette.ColorRole.Accent, QColor(accent))
    palette = system_palette("dark" if scheme == "dark" else "light", system)
    shades = colours(palette)
    assert contrast_ratio(shades.accent, shades.accent_text) >= READABLE
    assert shades.text == (DARK if scheme == "dark" else LIGHT).text


@pytest.mark.usefixtures("qapp")
def test_high_contrast_uses_the_systems_own_colours_only():
    system = QPalette()
    for role, colour in (
        ("Window", "#000000"),
        ("WindowText", "#ffffff"),
        ("Highlight", "#1aebff"),
        ("HighlightedText", "#000000"),
    ):
        system.setColor(getattr(QPalette.ColorRole, role), QColor(colour))
    shades = colours(system_palette("system contrast", system))
    assert set(shades) == {"#000000", "#ffffff", "#1aebff"}


@pytest.mark.parametrize("file", ICONS, ids=lambda file: file.stem)
def test_icons_share_one_style(file: Path):
    root = ElementTree.parse(file).getroot()
    wanted = {"viewBox": "0 0 20 20", "fill": "none", "stroke": "currentColor", "stroke-width": "1.5"}
    assert {name: root.get(name) for name in wanted} == wanted


@pytest.mark.parametrize("choice", ["light", "dark", "contrast"])
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_boxes_are_seen_and_ticks_are_told(kind: type[QCheckBox | QRadioButton], choice: Choice, qapp: QApplication):
    before = qapp.palette()
    window = QMainWindow()
    try:
        look = Look(qapp, WindowSettings())
        look.choose(choice)
        look.dress(window)
        box = kind("直到县级", window)
        box.resize(box.sizeHint())
        pictures: list[QImage] = []
        for ticked in (False, True):
            box.setChecked(ticked)
            pictures.append(box.grab().toImage())
        blank, ticked_box = pictures
        middle, ground = box.height() // 2, box.palette().color(QPalette.ColorRole.Window).name()
        frame = max(contrast_ratio(blank.pixelColor(x, middle).name(), ground) for x in range(4))
        assert frame >= 3, "WCAG 2.1 (1.4.11)"
        dots = [ticked_box.pixelColor(x, y).name() for x in range(4, 10) for y in range(middle - 3, middle + 3)]
        assert max(contrast_ratio(dot, blank.pixelColor(7, middle).name()) for dot in dots) >= READABLE
    finally:
        window.deleteLater()
        qapp.setPalette(before)


@pytest.mark.parametrize("choice", ["light", "dark", "contrast"])
@pytest.mark.parametrize("kind", [QPushButton, QComboBox, QSpinBox, QLineEdit])
def test_fields_and_buttons_are_seen_in_every_scheme(kind: type[QWidget], choice: Choice, qapp: QApplication):
    before = qapp.palette()
    window = QMainWindow()
    try:
        look = Look(qapp, WindowSettings())
        look.choose(choice)
        look.dress(window)
        part = kind(window)
        part.resize(120, part.sizeHint().height())
        picture, middle = part.grab().toImage(), part.height() // 2
        ground = part.palette().color(QPalette.ColorRole.Window).name()
        for edge in (range(3), range(part.width() - 3, part.width())):
            outline = max(contrast_ratio(picture.pixelColor(x, middle).name(), ground) for x in edge)
            assert outline >= 3, "WCAG 2.1 (1.4.11)"
    finally:
        window.deleteLater()
        qapp.setPalette(before)


@pytest.mark.parametrize("choice", ["light", "dark", "contrast"])
def test_the_chosen_line_of_a_list_is_read_in_every_scheme(choice: Choice, qapp: QApplication):
    before = qapp.palette()
    window = QMainWindow()
    try:
        look = Look(qapp, WindowSettings())
        look.choose(choice)
        look.dress(window)
        box = QComboBox(window)
        box.addItems(["", "审核", ""])
        box.setCurrentIndex(1)
        window.show()
        box.showPopup()
        view = box.view()
        wait_until(view.isVisible)
        line = view.visualRect(view.currentIndex()) & view.viewport().rect()
        picture = view.viewport().grab(line).toImage()
        ground = picture.pixelColor(picture.width() - 4, 4).name()
        shades = colours(qapp.palette())
        assert ground == QColor(shades.accent).name()
        letters = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
        assert max(contrast_ratio(ink, ground) for ink in letters) >= READABLE
        box.hidePopup()
    finally:
        window.deleteLater()
        qapp.setPalette(before)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("scale", [1.25, 1.5, 2.0])
def test_icons_are_as_sharp_as_the_screen(scale: float):
    pixels = round(20 * scale)
    drawn = icon("history").pixmap(QSize(20, 20), scale)
    assert drawn.size() == QSize(pixels, pixels) and drawn.devicePixelRatio() == scale
    drawn.setDevicePixelRatio(1)
    assert drawn.toImage() == icon("history").pixmap(QSize(pixels, pixels), 1.0).toImage()


@pytest.mark.usefixtures("qapp")
def test_icons_follow_the_palette_and_grey_out():
    before = QApplication.palette()
    try:
        for scheme, dark in (("light", False), ("dark", True)):
            QApplication.setPalette(system_palette("dark" if dark else "light", before))
            ink = _ink(icon("print").pixmap(QSize(20, 20)).toImage())
            assert (ink.lightness() > 128) is dark, scheme
            faint = _ink(icon("print").pixmap(QSize(20, 20), QIcon.Mode.Disabled).toImage())
            assert abs(faint.lightness() - ink.lightness()) > 40
    finally:
        QApplication.setPalette(before)


def _ink(image: object) -> QColor:
    solid = [image.pixelColor(x, y) for x in range(20) for y in range(20)]  # type: ignore[attr-defined]
    return max(solid, key=lambda colour: colour.alpha())


def test_every_action_has_chinese_words_and_no_two_share_a_key(shell: Shell):
    actions = shell.window.commands.all()
    assert all(re.search(r"[\u4e00-\u9fff]", action.text()) for action in actions)
    keys = [key.toString() for action in actions for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_every_menu_entry_has_a_mnemonic_of_its_own(shell: Shell):
    _open_declaration(shell)
    tops = shell.window.menuBar().actions()  # PySide lets go of a menu with the last reference to its action
    menus = [_menu_of(top) for top in tops]
    menus[1].aboutToShow.emit()
    editor = shell.editor
    editor.go_to(editor.paper.grid.paper.places["tables.indicators[0].level3"])
    menus.append(editor.commands.menu())
    for menu in menus:
        entries = [a for a in menu.actions() if not a.isSeparator()]
        letters = [match[1] for a in entries if (match := re.search(r"&(\w)", a.text()))]
        assert len(letters) == len(entries) == len(set(letters)), [a.text() for a in entries]


def test_what_is_done_on_paper_has_its_own_picture(shell: Shell):
    _open_declaration(shell)
    named = shell.editor.commands.named
    drawn = [bytes(icon.pixmap(QSize(20, 20)).toImage().constBits()) for icon in (a.icon() for a in named.values())]
    assert all(any(picture) for picture in drawn) and len(set(drawn)) == len(named) == 16


def _open_declaration(shell: Shell) -> None:
    """The first filing of the county: a declaration with indicators."""
    shell.search.setFocus()
    shell.type("yanggu")
    shell.press(Key.Key_Return)
    shell.open_row(0)


def _menu_of(action: QAction) -> QMenu:
    menu = action.menu()
    assert isinstance(menu, QMenu)
    return menu


def test_every_control_has_a_name_for_screen_readers(shell: Shell):
    shell.open_row(0)
    kinds = (QAbstractButton, QAbstractItemView, QAbstractSlider, QComboBox, QLineEdit)
    nameless = [
        f"{type(part).__name__} {part.objectName()}"
        for part in shell.window.findChildren(QWidget)
        if isinstance(part, kinds) and part.isVisible() and part.focusPolicy() and not _name(part)
    ]
    assert nameless == []


def _name(part: QWidget) -> str:
    own = part.accessibleName() or (part.text() if isinstance(part, QAbstractButton) else "")
    return own or part.toolTip()


def test_the_window_fits_a_small_screen(open_shell: Callable[[Path | None], Shell], sample: Path):
    shell = open_shell(sample)
    shell.open_row(0)
    least = shell.window.minimumSizeHint()
    assert least.width() <= 911 and least.height() <= 512  # 1366×768 at 150 %
    shell.window.resize(1366, 768)
    assert shell.editor.viewport().width() >= 700


@pytest.mark.parametrize("choice", ["dark", "light", "contrast"])
def test_the_look_can_be_chosen_and_is_remembered(open_shell: Callable[[Path | None], Shell], choice: str):
    before = QApplication.palette()
    try:
        shell = open_shell(None)
        entry = next(a for a in shell.window.findChildren(QAction) if a.data() == choice)
        entry.trigger()
        assert (
            colours(shell.window.palette()).window
            == {"dark": DARK, "light": LIGHT, "contrast": CONTRAST}[choice].window
        )
        shell.window.close()
        again = open_shell(None)
        assert next(a for a in again.window.findChildren(QAction) if a.data() == choice).isChecked()
    finally:
        QApplication.setPalette(before)


@pytest.mark.usefixtures("shell")
def test_qt_speaks_chinese():
    translate = QCoreApplication.translate
    assert translate("QPlatformTheme", "Cancel") == "取消"
    assert translate("QFileDialog", "&Open").startswith("打开")
    assert translate("QLineEdit", "Select All") == "全选"
    assert translate("QAbstractFileIconProvider", "Folder") == "文件夹"
    assert translate("QLineEdit", "no such words") == "no such words"


def test_qts_menus_call_undo_as_ours_do(shell: Shell):
    menu = shell.search.createStandardContextMenu()
    assert menu.actions()[0].text().split("\t")[0] == "撤销(&U)"
    assert QLocale().toString(1234567) == "1,234,567" and QLineEdit("1234567").text() == "1234567"


def test_tab_walks_from_the_search_to_the_list(shell: Shell):
    walked: list[str] = []
    for _ in range(6):
        focused = QApplication.focusWidget()
        assert focused is not None
        walked.append(focused.objectName())
        shell.press(Key.Key_Tab)
    assert walked == ["regionSearch", "regionTree", "yearChooser", "filingFilter", "filingFilterButton", "filingList"]


def test_ctrl_tab_goes_through_the_open_filings(shell: Shell):
    shell.open_row(0)
    shell.open_row(1)
    first = shell.editor.session.filing_id
    shell.press(Key.Key_Tab, CTRL)
    assert shell.editor.session.filing_id != first and shell.editor.hasFocus()
    shell.press(Key.Key_Tab, CTRL)
    assert shell.editor.session.filing_id == first
