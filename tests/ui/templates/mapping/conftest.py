"""A window for a whole module of tests, as nothing they do is kept in its ledger."""

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from medaid_desktop.store.ledger import Ledger
from medaid_desktop.ui.views.editor_tabs import EditorTabs
from tests.ui.shell import Shell
from tests.ui.templates.hands import Hands


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Shell]:
    """One window for all of these: nothing is kept in the ledger."""
    assert qapp is not None
    path = tmp_path_factory.mktemp("mapping") / "县医保局.medaid"
    Ledger.create(path, "371521").close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MEDAID_HOME", str(tmp_path_factory.mktemp("home")))
        shell = Shell(path)
    yield shell
    shell.window.close()
    shell.window.deleteLater()
    QTest.qWait(1)


@pytest.fixture
def hands(window: Shell) -> Iterator[Hands]:
    """Hands in that window; what was opened is closed without a question."""
    hands = Hands(window)
    yield hands
    window.notice.dismiss()
    tabs = window.part(EditorTabs)
    for guest in tabs.guests():
        tabs.dismiss(guest)
    QTest.qWait(0)
