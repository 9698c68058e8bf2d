"""Every screen at several sizes: nothing cut, laid over another, out of reach, nameless or untranslated."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from medaid_desktop.ui.look import Look
from medaid_desktop.ui.settings import WindowSettings
from medaid_desktop.ui.views.centre import Centre
from tests.ui.screens import SCREENS, Screen, Stage, play
from tests.ui.screens.inspect import CONTROLS, faults
from tests.ui.screens.stage import CTRL, SHIFT
from tests.ui.shell import Key, Shell

SIZES = ((1366, 768), (1024, 640), (911, 512))
EVERY = pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)


@EVERY
@pytest.mark.usefixtures("qapp")
def test_nothing_is_wrong_on_a_screen(screen: Screen, sample_file: Path, tmp_path: Path):
    found: dict[tuple[int, int], list[str]] = {}

    def look(stage: Stage) -> None:
        for size in SIZES:
            stage.window.resize(*size)
            for moment in (0, 50, 500, 3000):  # what a layout that is still due puts right is no fault
                QTest.qWait(moment)
                faulty = [fault for top in stage.layers() for fault in faults(top)]
                if not faulty:
                    break
            else:
                found[size] = faulty

    play(screen, look, sample_file, tmp_path / "ledger")
    assert found == {}


@pytest.fixture
def large_type(qapp: QApplication) -> Iterator[None]:
    """Windows with letters half as large again."""
    import medaid_desktop.ui.look as module

    before, size = QFont(qapp.font()), module.BODY_PT
    module.BODY_PT = 13
    yield
    module.BODY_PT = size
    qapp.setFont(before)


@pytest.mark.parametrize(
    "screen",
    [screen for screen in SCREENS.values() if screen.is_main],
    ids=[s.name for s in SCREENS.values() if s.is_main],
)
@pytest.mark.usefixtures("large_type")
def test_nothing_is_cut_in_large_type(screen: Screen, sample_file: Path, tmp_path: Path):
    found: list[str] = []
    play(
        screen,
        lambda stage: found.extend(f for top in stage.layers() for f in faults(top)),
        sample_file,
        tmp_path / "a",
    )
    assert found == []


def test_the_focus_is_to_be_seen_on_everything(shell: Shell):
    shell.open_row(0)
    unseen = [
        f"{type(part).__name__} {part.objectName()} {part.accessibleName()}"
        for part in shell.window.findChildren(QWidget)
        if isinstance(part, CONTROLS) and _takes_focus(part) and not _shows_focus(part)
    ]
    assert unseen == []


def _takes_focus(part: QWidget) -> bool:
    return part.isVisible() and part.isEnabled() and part.focusPolicy() == part.focusPolicy().StrongFocus


def _shows_focus(part: QWidget) -> bool:
    part.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.qWait(0)
    focused = part.grab().toImage()
    part.clearFocus()
    QTest.qWait(0)
    return focused != part.grab().toImage()


def test_keys_move_between_the_columns(shell: Shell):
    shell.open_row(0)
    assert shell.editor.hasFocus()
    shell.press(Key.Key_1, CTRL)
    assert not shell.editor.hasFocus()
    first = QApplication.focusWidget()
    shell.press(Key.Key_2, CTRL)
    assert shell.editor.hasFocus()
    shell.press(Key.Key_F6, SHIFT)
    assert QApplication.focusWidget() is first
    shell.press(Key.Key_F6)
    assert shell.editor.hasFocus()
    shell.window.notices.hint("试一试", "去看看", lambda: None)
    shell.press(Key.Key_F6)
    focused = QApplication.focusWidget()
    assert focused is not None and focused.objectName() == "noticeButton"


def test_keys_lead_to_the_middle_also_while_no_paper_is_open(shell: Shell):
    shell.press(Key.Key_1, CTRL)
    shell.press(Key.Key_F6)
    focused = QApplication.focusWidget()
    assert focused is not None and shell.window.findChild(Centre).isAncestorOf(focused)


def test_the_column_beside_the_paper_comes_back(open_shell: Callable[[Path | None], Shell], sample: Path):
    shell = open_shell(sample)
    shell.open_row(0)
    shell.action("actionHistory").trigger()
    shell.window.close()
    again = open_shell(sample)
    assert again.action("actionHistory").isChecked()
    assert again.part(QWidget, "historyPage").isVisible() and again.editor.isVisible()


def test_high_contrast_is_very_readable(qapp: QApplication):
    from medaid_desktop.ui.palette import CONTRAST, colours, contrast_ratio

    least = 7.0  # WCAG 2.1, 1.4.6

    before = qapp.palette()
    try:
        look = Look(qapp, WindowSettings())
        look.choose("contrast")
        shades = colours(qapp.palette())
        assert shades == CONTRAST
        inks = ("text", "muted", "error", "warning", "hint", "good", "ink", "required", "seal")
        grounds = ("window", "base", "paper", "fill", "error_ground", "warning_ground", "hint_ground")
        poor = [
            (ink, ground)
            for ink in inks
            for ground in grounds
            if contrast_ratio(getattr(shades, ink), getattr(shades, ground)) < least
        ]
        assert poor == []
        assert contrast_ratio(shades.accent, shades.accent_text) >= least
    finally:
        qapp.setPalette(before)
