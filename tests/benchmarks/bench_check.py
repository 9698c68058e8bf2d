"""Times all checks: the whole country's ledger on one core, and what one edit takes, in a form and in a long allocation, in
which all balances or 200 sums are broken.

    python -m tests.benchmarks.bench_check [--ledger NATIONAL.medaid] [--runs N]

Without --ledger the national ledger is made in a temporary folder first. The country is checked in a process of its own,
whose memory is told; processor time counts, as others may be at work on the machine.
"""

import argparse
import gc
import itertools
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.checking import LiveChecks, check, check_many
from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.shipped.regions import load_regions
from tests.benchmarks import national_ledger

_CITIES, _COUNTIES = 100, 19
_PROVINCE, _YEAR = "370000", 2023
_COLUMNS = ("central_general", "central_lottery")
_BROKEN = 200
_LONGEST_MS = 50.0
"""After one edit (issue 6)."""


def country(path: Path) -> dict[str, Any]:
    """Checks every filing of a ledger: processor seconds, peak MB, and how many findings of each rule there are."""
    import resource

    gc.set_threshold(50_000, 20, 50)  # as the command line does
    found: Counter[str] = Counter()
    with Desk(Ledger.open(path, read_only=True), FormLibrary()) as desk:
        ids = [summary.id for summary in desk.ledger.filings.list()]
        started = time.process_time()
        for filing_id in ids:
            desk.ledger.filings.get(filing_id)
        reading = time.process_time() - started
        started, wall = time.process_time(), time.perf_counter()
        for _, checked in check_many(desk, ids):
            found.update(one.finding.rule for one in checked)
        seconds, wall = time.process_time() - started, time.perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "filings": len(ids),
        "seconds": seconds,
        "wall": wall,
        "memory": peak,
        "reading": reading,
        "found": dict(found),
    }


def long_allocation() -> Filing:
    """A province's table of 2 001 rows that balances: groups of counties, several times each as if split by account, two
    kinds of money and their sum."""
    lot = random.Random(2208)
    below = load_regions().descendants(_PROVINCE, _YEAR)
    names = itertools.cycle(region.name for region in below if region.level == "county")
    rows: list[dict[str, str]] = []
    whole = [Decimal(0)] * len(_COLUMNS)
    for group in range(_CITIES):
        counties = [[Decimal(lot.randrange(100, 99_999)) / 100 for _ in _COLUMNS] for _ in range(_COUNTIES)]
        sums = [sum((county[at] for county in counties), Decimal(0)) for at in range(len(_COLUMNS))]
        whole = [one + more for one, more in zip(whole, sums, strict=True)]
        rows.append(_row(f"第 {group + 1} 组小计", "subtotal", sums))
        rows += [_row(next(names), "unit", county) for county in counties]
    rows.insert(0, _row("全省合计", "total", whole))
    values = {"title": "2023年医疗救助补助资金分配表", "unit": "万元"}
    return Filing("allocation", _YEAR, _PROVINCE, form_version="1", values=values, tables={"rows": rows})


def _row(name: str, role: str, money: list[Decimal]) -> dict[str, str]:
    depth = {"total": "0", "subtotal": "1", "unit": "2"}[role]
    figures = {column: f"{value:.2f}" for column, value in zip(_COLUMNS, money, strict=True)}
    return {"name": name, "role": role, "depth": depth, **figures, "total": f"{sum(money):.2f}"}


def with_broken_sums(filing: Filing, count: int) -> Filing:
    """A copy of the long allocation in which so many rows are not the sum of their kinds of money."""
    changed = filing.copy()
    rows = [number for number, row in enumerate(filing.rows("rows")) if row["role"] == "unit"]
    for number in rows[:: len(rows) // count][:count]:
        changed.set(f"tables.rows[{number}].total", "7.77")
    return changed


def editing(path: Path, runs: int) -> list[tuple[str, float, str, float | None]]:
    """What is fresh after how long, in processor time: in a county's form among its sisters, and in a long allocation."""
    with Desk(Ledger.open(path), FormLibrary()) as desk:
        county = national_ledger.county_codes()[1400]
        form = desk.ledger.overview.exactly("regional-target", county, 2022)[0].id
        long = long_allocation()
        ids = [desk.ledger.filings.add(one, "大表").id for one in (long, with_broken_sums(long, _BROKEN))]
        cell, row = "tables.rows[700].central_general", "tables.rows[+700].central_general"
        try:
            figures = [("check one filing from the ledger", _median_ms(lambda: check(desk, form), runs), None)]
            figures += [
                (what, _median_ms(_edited(desk, filing, path), runs), _LONGEST_MS)
                for what, filing, path in (
                    ("a form after one edit", form, "tables.indicators[7].target"),
                    ("an allocation of 2 001 rows after one edit", ids[0], cell),
                    (f"the same with {_BROKEN} broken sums", ids[1], cell),
                    ("an allocation of 2 001 rows after a row more or less", ids[0], row),
                    (f"the same with {_BROKEN} broken sums", ids[1], row),
                )
            ]
            return [(what, figure, "ms", limit) for what, figure, limit in figures]
        finally:
            desk.ledger.filings.delete(ids)
            desk.ledger.filings.purge(ids)


def _edited(desk: Desk, filing_id: str, path: str) -> Callable[[], Any]:
    """Edits a filing, each time in another way, and has its findings made fresh. A row that is put in goes again the next time."""
    live, filing = LiveChecks(desk, filing_id), desk.ledger.filings.get(filing_id)
    live.fresh(filing)
    texts = itertools.count(100)

    def edit() -> None:
        after, number = filing.copy(), next(texts)
        if "[+" not in path or number % 2:
            after.set(path, str(number))
        live.fresh(after)

    return edit


def _median_ms(work: Callable[[], Any], runs: int) -> float:
    spent: list[float] = []
    for _ in range(runs):
        started = time.process_time()
        work()
        spent.append((time.process_time() - started) * 1000)
    return statistics.median(spent)


def _told(figures: Mapping[str, Any]) -> list[tuple[str, float, str, float | None]]:
    count = figures["filings"]
    for rule, found in sorted(figures["found"].items(), key=lambda pair: -pair[1]):
        sys.stdout.write(f"  {rule:<54}{found:>10}\n")
    return [
        (f"check {count} filings, processor", figures["seconds"], "s", 60.0),
        (f"check {count} filings, by the clock", figures["wall"], "s", None),
        ("the same, just read one by one", figures["reading"], "s", None),
        ("a filing", figures["seconds"] / count * 1000, "ms", None),
        ("peak memory", figures["memory"], "MB", 300.0),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--country", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.country:
        sys.stdout.write(json.dumps(country(arguments.country)))
        return
    with tempfile.TemporaryDirectory() as folder:
        national = arguments.ledger or Path(folder) / "national.medaid"
        if not national.exists():
            national_ledger.build(national)
        command = [sys.executable, "-m", "tests.benchmarks.bench_check", "--country", str(national)]
        alone = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        figures = _told(json.loads(alone)) + editing(national, arguments.runs)
    for what, figure, unit, limit in figures:
        verdict = "" if limit is None else f"limit {limit:g}: {'kept' if figure <= limit else 'MISSED'}"
        sys.stdout.write(f"{what:<56}{figure:>10.2f} {unit:<3} {verdict}\n")


if __name__ == "__main__":
    main()
