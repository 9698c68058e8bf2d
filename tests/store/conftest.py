"""A ledger with one filing, and how to start another program."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.store.ledger import Ledger
from tests.store.clock import Clock

ROOT = Path(__file__).parents[2]


@pytest.fixture
def root() -> Path:
    """The checkout, in which child processes find the package."""
    return ROOT


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "阳谷县 台账.medaid"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger.create(path, "371521") as opened:
        yield opened


@pytest.fixture
def declaration() -> Filing:
    return Filing(
        "declaration",
        2020,
        "371521",
        form_version="1",
        values={"project_name": "医疗救助补助资金"},
        tables={
            "indicators": [
                {"level3": "资助参保人数", "target": "≥95%"},
                {"level3": "住院救助人次", "target": "≥300人次"},
            ]
        },
    )


@pytest.fixture
def filing_id(ledger: Ledger, declaration: Filing) -> str:
    return ledger.filings.add(declaration, "申报表").id


@pytest.fixture
def run_python() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a program text in an interpreter of its own, with the arguments that follow."""

    def run(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", program, *map(str, arguments)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, encoding="utf-8")

    return run


@pytest.fixture
def clock() -> Clock:
    return Clock()
