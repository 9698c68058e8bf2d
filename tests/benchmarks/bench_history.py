"""How long it takes to look back: python -m tests.benchmarks.bench_history prints milliseconds."""

import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.history import Past, compare, entries, restore, state_at
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger

STEPS, ROWS = 5000, 2000


def main() -> None:
    """Looks back over many steps of a form, and over changes of a large table."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.create(Path(folder) / "台账.medaid", "371521")
        with Desk(ledger, FormLibrary()) as desk:
            _many_steps(desk)
            _large_table(desk)


def _many_steps(desk: Desk) -> None:
    lot = random.Random(7)
    rows = [{"level1": "产出指标", "level3": f"指标{n}", "target": "1"} for n in range(40)]
    filing = desk.ledger.filings.add(Filing("declaration", 2020, "371521", tables={"indicators": rows}), "申报表").id
    numbers: list[int] = []
    with desk.ledger.transaction():
        for n in range(STEPS):
            row = lot.randrange(40)
            applied = desk.ledger.edit(filing, [(f"tables.indicators[{row}].target", f"≥{n}")], f"粘贴 {n % 7 + 2} 格")
            numbers.append(applied.step or 0)
    past = Past(filing)
    _say(f"creation, {STEPS} steps back, first time", lambda: state_at(desk, filing, 0, past))
    _say("any state after that", lambda: state_at(desk, filing, lot.choice(numbers), past), 50)
    _say("first 100 entries", lambda: entries(desk, filing), 20)
    _say(f"all {STEPS} entries", lambda: entries(desk, filing, None, STEPS + 1), 3)
    _say("restore the state in the middle", lambda: restore(desk, filing, numbers[STEPS // 2], past))


def _large_table(desk: Desk) -> None:
    lot = random.Random(7)
    rows = [{"name": f"单位{n}", "amount": str(lot.randrange(9999))} for n in range(ROWS)]
    before = Filing("allocation", 2021, "330000", tables={"rows": rows})
    form = desk.forms.get("allocation")
    cells, inserted, shuffled, other = (before.copy() for _ in range(4))
    for row in cells.tables["rows"]:
        row["amount"] += "0"
    inserted.tables["rows"].insert(0, {"name": "新单位"})
    lot.shuffle(shuffled.tables["rows"])
    other.tables["rows"] = [{"name": f"别的{n}", "amount": "x"} for n in range(ROWS - 9)]
    for words, after in (
        ("every row changed", cells),
        ("a row inserted at the top", inserted),
        ("all rows shuffled", shuffled),
        ("nothing in common", other),
    ):
        _say(f"compare {ROWS} rows, {words}", lambda after=after: compare(form, before, after), 3)


def _say(what: str, work: Callable[[], object], times: int = 1) -> None:
    begun = time.perf_counter()
    for _ in range(times):
        work()
    print(f"{what:<48} {(time.perf_counter() - begun) / times * 1000:8.1f} ms")


if __name__ == "__main__":
    main()
