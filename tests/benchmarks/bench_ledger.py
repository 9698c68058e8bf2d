"""Times the national ledger against an empty one, each opening in a process of its own.

    python -m tests.benchmarks.bench_ledger [--ledger NATIONAL.medaid] [--runs N]

Without --ledger the national ledger is made in a temporary folder first.
"""

import argparse
import itertools
import json
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from medaid_desktop.core.filing import Filing
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.records.listing import Summary
from tests.benchmarks import national_ledger
from tests.benchmarks.timing import median_ms

_LARGE_ROWS = 2000


def open_once(path: Path, region: str) -> dict[str, float]:
    """Opens a ledger and lists a region: seconds with and without the first import of sqlite_utils, peak MB."""
    started = time.perf_counter()
    __import__("sqlite_utils")
    imported = time.perf_counter()
    with Ledger.open(path) as ledger:
        ledger.filings.list(region)
        listed = time.perf_counter()
    return {"whole": listed - started, "open": listed - imported, "memory": _peak_megabytes()}


def _peak_megabytes() -> float:
    if sys.platform == "win32":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _in_child(path: Path, region: str) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.bench_ledger", "--open", str(path), "--region", region]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def opening(national: Path, empty: Path, region: str, runs: int) -> list[tuple[str, float, str, float | None]]:
    """Opens both by turns; rows of (what, figure, unit, limit)."""
    pairs = [(_in_child(empty, region), _in_child(national, region)) for _ in range(runs)]
    figures: list[tuple[str, float, str, float | None]] = []
    for key, words in (("open", "open and list a county"), ("whole", "the same, with importing sqlite_utils")):
        small, large = (statistics.median([pair[n][key] for pair in pairs]) for n in (0, 1))
        figures += [
            (f"empty: {words}", small * 1000, "ms", None),
            (f"national: {words}", large * 1000, "ms", None),
            (f"national / empty: {words}", large / small, "×", 1.3),
        ]
    more = statistics.median([pair[1]["memory"] - pair[0]["memory"] for pair in pairs])
    return [*figures, ("national: more memory than empty", more, "MB", 80.0)]


def working(national: Path, region: str, runs: int) -> list[tuple[str, float, str, float | None]]:
    """The everyday calls on the national ledger."""
    lot = random.Random(1)
    with Ledger.open(national) as ledger:
        filings = ledger.filings
        ids = [summary.id for summary in lot.sample(filings.list(), 10 * runs)]
        places = iter([*ids, *ids])
        edits = itertools.count(time.time_ns())  # never a text that an earlier run has left there

        def edit(filing_id: str) -> Callable[[], Any]:
            return lambda: ledger.edit(
                filing_id, [("values.annual_goal", f"目标 {next(edits)}")], "录入", lambda _: Summary("题名")
            )

        large = filings.add(_large_allocation(), "大表").id
        try:
            return [
                ("get any filing", median_ms(lambda: filings.get(next(places)), runs), "ms", 50.0),
                (
                    "SQLite alone, a commit as safe and as long",
                    median_ms(_bare_commit(national, runs), runs),
                    "ms",
                    None,
                ),
                ("edit the filing at hand", median_ms(edit(ids[0]), runs), "ms", 20.0),
                ("edit another filing each time", median_ms(lambda: edit(next(places))(), runs), "ms", 20.0),
                ("undo", median_ms(lambda: ledger.undo(ids[0]), runs), "ms", 20.0),
                ("list a county", median_ms(lambda: filings.list(region), runs), "ms", 50.0),
                ("list a province", median_ms(lambda: filings.list(f"{region[:2]}0000"), runs), "ms", 50.0),
                ("list the country", median_ms(filings.list, 5), "ms", None),
                ("count by region", median_ms(ledger.overview.by_region, runs), "ms", None),
                ("years", median_ms(filings.years, runs), "ms", None),
                (f"edit an allocation of {_LARGE_ROWS} rows", median_ms(edit(large), runs), "ms", None),
                (
                    f"get an allocation of {_LARGE_ROWS} rows",
                    median_ms(lambda: _uncached(ledger, large, ids[0]), runs),
                    "ms",
                    50.0,
                ),
                ("full check", median_ms(ledger.check, 3), "ms", None),
            ]
        finally:
            filings.delete([large])
            filings.purge([large])


def _bare_commit(beside: Path, runs: int) -> Callable[[], Any]:
    """What the disk and the scheduler make of such a commit at this moment, without any of our own code."""
    file = beside.with_name(f"bare-{time.time_ns()}.db")
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("CREATE TABLE contents (id INTEGER PRIMARY KEY, text TEXT)")
    connection.execute("CREATE TABLE steps (id INTEGER PRIMARY KEY, text TEXT)")
    connection.execute("INSERT INTO contents VALUES (1, '')")
    left = itertools.count(1)

    def commit() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE contents SET text = ?", (f"{time.time_ns()}" * 200,))
        connection.execute("INSERT INTO steps (text) VALUES (?)", ("x" * 200,))
        connection.execute("COMMIT")
        if next(left) == runs:
            connection.close()
            file.unlink()

    return commit


def _uncached(ledger: Ledger, wanted: str, other: str) -> None:
    ledger.filings.get(other)
    ledger.filings.get(wanted)


def _large_allocation() -> Filing:
    row = {"name": "某某县医疗保障局", "role": "unit", "depth": "2", "region": "371521", "central_general": "154.18"}
    return Filing("allocation", 2021, "370000", tables={"rows": [{**row, "total": str(n)} for n in range(_LARGE_ROWS)]})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--open", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--region", default="", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.open:
        sys.stdout.write(json.dumps(open_once(arguments.open, arguments.region)))
        return
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.medaid"
        Ledger.create(empty).close()
        national = arguments.ledger or Path(folder) / "national.medaid"
        if not national.exists():
            national_ledger.build(national)
        region = national_ledger.county_codes()[1400]
        figures = opening(national, empty, region, arguments.runs) + working(national, region, arguments.runs)
    for what, figure, unit, limit in figures:
        verdict = "" if limit is None else f"limit {limit:g}: {'kept' if figure <= limit else 'MISSED'}"
        sys.stdout.write(f"{what:<56}{figure:>10.2f} {unit:<3} {verdict}\n")


if __name__ == "__main__":
    main()
