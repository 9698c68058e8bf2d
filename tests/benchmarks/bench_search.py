"""Times finding on the national ledger: words in all filings, the list filtered and sorted, the counts of the tree.

    python -m tests.benchmarks.bench_search [--ledger NATIONAL.medaid] [--runs N]

Without --ledger the national ledger is made in a temporary folder first. The passes of SQLite and of Python alone over
the same contents, in the same run, say what of a search is the reading.
"""

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from medaid_desktop.operations.checking.counting import count_open_errors
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.operations.filings.listing import wanted_filings
from medaid_desktop.operations.filings.search import Findings, Scope, search
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from tests.benchmarks import national_ledger
from tests.benchmarks.timing import median_ms

Figure = tuple[str, float, str, float | None]
_ORDERS = ("place", "form", "title", "region", "year", "status", "open_errors", "changed_at")


def raw_passes(path: Path, runs: int) -> list[Figure]:
    """What one pass over all contents costs without any of our own code."""
    connection = sqlite3.connect(f"file:{path.as_posix()}?mode=ro", uri=True)
    sought = "罕见词"

    def in_sql() -> None:
        connection.execute("SELECT count(*) FROM filings WHERE instr(content, ?) > 0", (sought,)).fetchone()

    def in_python() -> None:
        wanted = sought.encode()
        for (text,) in connection.execute("SELECT CAST(content AS BLOB) FROM filings"):
            _ = wanted in text

    figures: list[Figure] = [
        ("raw: SQLite's instr over all contents", median_ms(in_sql, runs), "ms", None),
        ("raw: bytes read and looked at in Python", median_ms(in_python, runs), "ms", None),
    ]
    connection.close()
    return figures


def searching(desk: Desk, runs: int) -> list[Figure]:
    """Until the first results are told, and until all is done."""
    figures: list[Figure] = []
    for text, scope, limit in (
        ("医疗救助", None, 300.0), ("明显提高", None, 300.0), ("154.18", None, None), ("罕见词", None, None),
        ("住院 满意度", None, 300.0), ("阳谷 2021 15", None, None), ("ICU", None, None),
        ("阳谷", Scope(region="370000"), 300.0),
    ):  # fmt: skip
        firsts: list[float] = []

        def look(text: str = text, scope: Scope | None = scope, firsts: list[float] = firsts) -> None:
            started = time.perf_counter()
            told: list[float] = []

            def tell(_: Findings) -> None:
                told.append(time.perf_counter())

            found = search(desk, text, scope, tell=tell)
            firsts.append((told[0] if told and found.filings else time.perf_counter()) - started)

        whole = median_ms(look, runs)
        where = f" in {scope.region}" if scope else ""
        figures.append((f"find {text}{where}: first results", statistics.median(firsts) * 1000, "ms", limit))
        figures.append((f"find {text}{where}: done", whole, "ms", None))
    return figures


def listing(desk: Desk, runs: int) -> list[Figure]:
    """Filters, orders, counts."""
    overview = desk.ledger.overview

    def listed(**wanted: Any) -> Callable[[], Any]:
        return lambda: overview.summaries(overview.ids(wanted_filings(desk, None, None, **wanted))[:200])

    figures: list[Figure] = [
        (f"list sorted by {order}", median_ms(listed(order=order, descending=True), runs), "ms", 150.0)
        for order in _ORDERS
    ]
    for text in ("阳谷", "申报表", "聊城 2021"):
        figures.append((f"list narrowed to {text}", median_ms(listed(text=text), runs), "ms", 150.0))
    figures.append(
        (
            "list narrowed to drafts with open errors",
            median_ms(listed(status="draft", open_only=True), runs),
            "ms",
            150.0,
        )
    )
    figures.append(("counts for the whole tree", median_ms(overview.by_region, runs), "ms", 50.0))
    figures.append(
        ("count of one region again", median_ms(lambda: overview.by_region(None, "371521"), runs), "ms", 1.0)
    )
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        national = arguments.ledger or Path(folder) / "national.medaid"
        if not national.exists():
            national_ledger.build(national)
        figures = raw_passes(national, arguments.runs)
        with Ledger.open(national) as ledger:
            desk = Desk(ledger, FormLibrary())
            started = time.perf_counter()
            counted = count_open_errors(ledger, desk)
            figures.append((f"check {counted} filings", (time.perf_counter() - started) * 1000, "ms", None))
            figures += searching(desk, arguments.runs) + listing(desk, arguments.runs)
            first = ledger.filings.list("371521")[0].id
            numbers = iter(range(10**6))
            figures.append(
                ("edit a filing", median_ms(
                    lambda: commit(desk, first, [("values.annual_goal", f"目标{time.time_ns()}{next(numbers)}")], "录入"), 15,
                ), "ms", 20.0)
            )  # fmt: skip
    for what, figure, unit, limit in figures:
        verdict = "" if limit is None else f"limit {limit:g}: {'kept' if figure <= limit else 'MISSED'}"
        sys.stdout.write(f"{what:<56}{figure:>10.2f} {unit:<3} {verdict}\n")


if __name__ == "__main__":
    main()
