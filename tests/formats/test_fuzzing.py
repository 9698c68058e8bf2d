"""Spoilt files of every kind end with a result or a message within 10 seconds and 500 MB, understanding included.

A few here; thousands with `python -m tests.formats.fuzz_worker FIRST_SEED COUNT`.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.formats.fuzzing import ORIGINALS, spoilt

FILES = 100


def test_the_same_seed_spoils_alike():
    assert [spoilt(seed) for seed in range(20)] == [spoilt(seed) for seed in range(20)]
    assert len({name.partition("-")[2] for name, _ in map(spoilt, range(200))}) == len(ORIGINALS)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of memory and fork are not there")
def test_spoilt_files_end_with_a_result_or_a_message():
    worker = [sys.executable, "-m", "tests.formats.fuzz_worker", "1", str(FILES)]
    done = subprocess.run(
        worker, cwd=Path(__file__).parents[2], capture_output=True, text=True, encoding="utf-8", timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{FILES} files" in done.stdout
