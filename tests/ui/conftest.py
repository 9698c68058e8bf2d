"""Windows for the tests, each on a ledger of its own."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from medaid_desktop.operations.sample import write_sample
from tests.ui.shell import Shell


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample ledger, written once; tests work on copies."""
    return write_sample(tmp_path_factory.mktemp("sample") / "sample.medaid")


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
