"""The benchmarks run; what they measure is looked at by people, as times are no tests."""

import subprocess
import sys

from medaid_desktop.store.ledger import Ledger


def test_the_national_ledger_in_small_and_its_benchmark(tmp_path, root):
    path = tmp_path / "national.medaid"
    for module, arguments in (
        ("national_ledger", [path, "--counties", "4"]),
        ("bench_ledger", ["--ledger", path, "--runs", "1"]),
    ):
        done = subprocess.run(
            [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments], cwd=root, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
    with Ledger.open(path) as ledger:
        assert ledger.filings.count() == 4 * 3 * 5
        assert {summary.form for summary in ledger.filings.list()} == {
            "target-breakdown",
            "declaration",
            "regional-target",
        }
        assert len(ledger.overview.by_region()) == 4
        first = ledger.filings.get(ledger.filings.list(form="declaration")[0].id)
        assert len(first.rows("indicators")) == 26
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
