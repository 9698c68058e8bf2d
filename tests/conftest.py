"""What all tests share: an offscreen screen, a user folder of their own, and the switch for golden files."""

import gc
import os
from collections.abc import Generator, Iterable, Iterator
from functools import lru_cache
from itertools import count
from pathlib import Path
from shutil import disk_usage

import hypothesis
import pytest
from hypothesis.internal import constants_ast
from hypothesis.internal.conjecture import providers

from medaid_desktop.core.places.regions import Region, RegionTable
from medaid_desktop.store.forms import form_library
from tests.command_line import Medaid
from tests.prices import make_cheap

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Ledgers sync what they keep: thousands of them are made in memory where there is room for it, which takes a third of the time off.
_IN_MEMORY = Path("/dev/shm")
if _IN_MEMORY.is_dir() and os.access(_IN_MEMORY, os.W_OK) and disk_usage(_IN_MEMORY).free > 3 * 2**30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_IN_MEMORY))

# The same examples in every run: a suite that fails now and then is believed by nobody. MEDAID_EXAMPLES=random looks for new ones.
# No example is too slow and none too large: that is a matter of the machine, and of who else works on it.
hypothesis.settings.register_profile(
    "repeatable", derandomize=True, database=None, deadline=None, suppress_health_check=list(hypothesis.HealthCheck)
)
hypothesis.settings.register_profile("random", hypothesis.settings.get_profile("repeatable"), derandomize=False)
if os.environ.get("MEDAID_EXAMPLES") == "random":
    hypothesis.settings.load_profile("random")
else:
    hypothesis.settings.load_profile("repeatable")
    # Nor are they drawn from the constants of whatever modules the tests before have happened to import.
    providers._get_local_constants = constants_ast.Constants

make_cheap()

# Forms and region tables never change once made: windows and desks of all tests share what was read and indexed once.
form_library.read_form = lru_cache(maxsize=32)(form_library.read_form)
_table_with_units = lru_cache(maxsize=8)(RegionTable.with_local_units)


def _shared_table(table: RegionTable, units: Iterable[Region]) -> RegionTable:
    return _table_with_units(table, tuple(units))


RegionTable.with_local_units = _shared_table


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write golden files anew instead of comparing")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Thousands of tests stay in memory to the end: Python need not go over them each time it looks for rings."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session")
def _user_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders not there yet, each another. By number: `mktemp` looks through all there are each time."""
    homes = tmp_path_factory.mktemp("homes")
    return (homes / str(number) for number in count())


@pytest.fixture(autouse=True)
def _own_user_folder(_user_folders: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, logs and spare backups of a test never touch those of the person who runs it."""
    home = next(_user_folders)
    home.mkdir()
    monkeypatch.setenv("MEDAID_HOME", str(home))


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


@pytest.fixture
def medaid(capsys: pytest.CaptureFixture[str]) -> Medaid:
    """Runs `medaid` in this process."""
    return Medaid(capsys)
