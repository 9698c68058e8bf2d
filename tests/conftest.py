"""What all tests share: an offscreen screen, a user folder of their own, and the switch for golden files."""

import os
from pathlib import Path

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The same examples in every run: a suite that fails now and then is believed by nobody. MEDAID_EXAMPLES=random looks for new ones.
hypothesis.settings.register_profile("repeatable", derandomize=True, database=None)
if os.environ.get("MEDAID_EXAMPLES") != "random":
    hypothesis.settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write golden files anew instead of comparing")


@pytest.fixture(autouse=True)
def _own_user_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, logs and spare backups of a test never touch those of the person who runs it."""
    monkeypatch.setenv("MEDAID_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture
def golden(request: pytest.FixtureRequest):
    """Compares a text with a golden file beside the test's `reference/` folder; `--regenerate` writes it anew."""
    folder = Path(request.path).parent / "reference"

    def compare(name: str, text: str) -> None:
        file = folder / name
        if request.config.getoption("--regenerate"):
            folder.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.is_file(), f"no golden file {name}: run pytest --regenerate once and look at what it wrote"
        assert text == file.read_text(encoding="utf-8")

    return compare
