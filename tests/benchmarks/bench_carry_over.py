"""How long a province takes to be carried over into the next year: about 2 000 filings of three forms.

python -m tests.benchmarks.bench_carry_over
"""

import sys
import tempfile
import time
from pathlib import Path

from medaid_desktop.core.changes.carry_over import plainly
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.carry_over import carry_year, preview
from medaid_desktop.operations.ledgers.sample import sample_filings
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from tests.benchmarks.national_ledger import county_codes

FILINGS = 2100
LIMIT_S = 10.0


def main() -> None:
    forms = FormLibrary()
    programmes = [
        filing
        for filing in sample_filings(forms)
        if filing.form in ("declaration", "project-target", "self-evaluation")
    ]
    codes = county_codes(FILINGS // len(programmes) + 1)
    with tempfile.TemporaryDirectory() as folder, Ledger.create(Path(folder) / "province.medaid") as ledger:
        desk = Desk(ledger, forms)
        filings = []
        for number in range(FILINGS):
            filing = programmes[number % len(programmes)].copy()
            filing.region, filing.year = codes[number // len(programmes)], 2020
            filings.append((filing, f"项目 {number}"))
        ids = ledger.filings.add_many(filings)
        started = time.perf_counter()
        found = preview(desk, ids, 2021)
        read = time.perf_counter() - started
        started = time.perf_counter()
        outcome = carry_year(desk, 2021, plainly)
        seconds = time.perf_counter() - started
    sys.stdout.write(
        f"preview of {found.filings}: {read:.2f} s; carried over {len(outcome.filings)}: {seconds:.2f} s\n"
    )
    if seconds > LIMIT_S:
        sys.exit(f"more than {LIMIT_S} s")


if __name__ == "__main__":
    main()
