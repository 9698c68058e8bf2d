"""Printers of the tests in the place of the system's own."""

from pathlib import Path

import pytest

from tests.ui.printing.fake_printers import FakePrinters


@pytest.fixture
def printers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakePrinters:
    fake = FakePrinters(tmp_path)
    monkeypatch.setattr("medaid_desktop.ui.commands.printing.system_printers", lambda: fake)
    return fake
