"""Windows for the tests, each on a ledger of its own."""

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.ledgers.sample import write_sample
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.ui.views import notice_bar
from medaid_desktop.ui.views.paper.desk import PaperDesk
from medaid_desktop.ui.views.paper.editing_session import EditingSession
from tests.ui.shell import PATIENCE_MS, Shell


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample ledger, written once; tests work on copies."""
    return write_sample(tmp_path_factory.mktemp("sample") / "sample.medaid")


@pytest.fixture(scope="session", autouse=True)
def _empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """Offscreen, Qt keeps what was copied until after Python has gone, and falls with it."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def _rings_go_between_tests() -> Iterator[None]:
    """What refers to itself may own widgets, which must not go in the thread of a task: Python looks for it between tests only."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _unhurried_notices(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the notice bar says goes by itself after some seconds: a slow machine may need them for the very step it tells of."""
    monkeypatch.setattr(notice_bar, "_SEEN_AFTER_MS", 3_600_000)
    monkeypatch.setattr(notice_bar, "_PASSES_AFTER_MS", 3_600_000)


@pytest.fixture
def sample(sample_file: Path, tmp_path: Path) -> Path:
    """A copy of the sample ledger."""
    return Path(shutil.copy(sample_file, tmp_path / "县医保局.medaid"))


@pytest.fixture
def open_shell(qtbot: QtBot) -> Iterator[Callable[[Path | None], Shell]]:
    """Opens windows and closes them at the end."""
    shells: list[Shell] = []

    def open_one(ledger: Path | None = None) -> Shell:
        shell = Shell(ledger)
        shells.append(shell)
        return shell

    yield open_one
    for shell in shells:
        shell.window.close()
        shell.window.deleteLater()
    qtbot.wait(1)


@pytest.fixture
def shell(open_shell: Callable[[Path | None], Shell], sample: Path) -> Shell:
    """A window on the sample."""
    return open_shell(sample)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk at an empty ledger."""
    with Ledger.create(tmp_path / "office.medaid") as ledger:
        yield Desk(ledger, FormLibrary())


@pytest.fixture
def open_paper(desk: Desk, qtbot: QtBot) -> Callable[..., PaperDesk]:
    """Opens a filing of a form in a shown editor that has the focus."""
    kept: list[PaperDesk] = []

    def open_filing(form: str = "declaration", **content: object) -> PaperDesk:
        filing = Filing(**{"form": form, "year": 2020, "region": "371521", **content})
        paper = PaperDesk(EditingSession(desk, desk.ledger.filings.add(filing, "").id))
        kept.append(paper)
        qtbot.addWidget(paper)
        paper.resize(1000, 700)
        paper.show()
        qtbot.waitExposed(paper)
        paper.activateWindow()
        paper.view.setFocus()
        qtbot.waitUntil(paper.view.hasFocus, timeout=PATIENCE_MS)
        return paper

    return open_filing


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder for what was sent."""
    folder = tmp_path / "来文"
    folder.mkdir()
    return folder


@pytest.fixture
def open_empty(open_shell: Callable[[Path | None], Shell], tmp_path: Path) -> Callable[[str], Shell]:
    """Opens a window on a ledger of an office, by the code of its region ("" for none), that holds nothing yet."""

    def open_one(region: str = "") -> Shell:
        path = tmp_path / "县医保局.medaid"
        Ledger.create(path, region).close()
        return open_shell(path)

    return open_one
