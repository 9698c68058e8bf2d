"""Kills a program again and again while it edits a ledger; every acknowledged edit must be there afterwards.

    python -m tests.benchmarks.kill_test [--kills 100] [--mode edit|set|window]

A worker in a process of its own edits two filings by turns and prints the number of each edit once it has returned:
`edit` by way of the ledger with undos and redos among the edits, `set` by the command line, `window` by key presses in
the form editor. It is killed by SIGKILL at a random moment. Then the ledger must open, pass the full check and hold at
least the last number printed, and at most one more.
"""

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from medaid_desktop.cli import main as medaid
from medaid_desktop.core.filing import Filing
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.records.listing import Summary

NUMBER = "values.project_code"
_LONGEST_LIFE = 0.4
_FILLING = "字" * 400


def edit(path: Path, ids: list[str]) -> Iterator[int]:
    """Edits through `Ledger.edit`, each third time undone and redone; yields each number when its edit has returned."""
    with Ledger.open(path) as ledger:
        number = max(last_number(ledger, filing_id) for filing_id in ids)
        while True:
            number += 1
            filing_id = ids[number % 2]
            edits = [(NUMBER, str(number)), ("tables.rows[+0].text", f"{number} {_FILLING}")]
            ledger.edit(
                filing_id, edits, f"录入 {number}", lambda after: Summary(f"第 {after.values['project_code']} 次")
            )
            yield number
            if number % 3 == 0:
                ledger.undo(filing_id)
                ledger.redo(filing_id)
            if len(ledger.filings.get(filing_id).rows("rows")) > 40:
                ledger.edit(filing_id, [("tables.rows[1]", "")] * 40, "删除 40 行")


def set_by_command(path: Path, ids: list[str]) -> Iterator[int]:
    """Edits through `medaid set`, which opens and closes the ledger each time."""
    with Ledger.open(path) as ledger:
        number = max(last_number(ledger, filing_id) for filing_id in ids)
    while True:
        number += 1
        if medaid(["set", str(path), ids[number % 2], f"{NUMBER}={number}"]) != 0:
            raise SystemExit("medaid set failed")
        yield number


def type_in_window(path: Path, ids: list[str]) -> Iterator[int]:
    """Types into the form editor of the real window; the number counts once the status says that it is kept."""
    from tests.benchmarks.typing_worker import typed_numbers  # Qt only where it is asked for

    with Ledger.open(path) as ledger:
        number = max(last_number(ledger, filing_id) for filing_id in ids)
    yield from typed_numbers(path, NUMBER, number)


MODES: dict[str, Callable[[Path, list[str]], Iterator[int]]] = {
    "edit": edit,
    "set": set_by_command,
    "window": type_in_window,
}
"""Ways to the ledger; each yields rising numbers that it wrote to `NUMBER` and knows to be kept."""


def last_number(ledger: Ledger, filing_id: str) -> int:
    """The number a filing holds, an undone one included: the kill may have come between undo and redo."""
    undone = ledger.redo_label(filing_id)
    if undone:
        return int(undone.rpartition(" ")[2])
    return int(ledger.filings.get(filing_id).get(NUMBER) or "0")


def kill_once(mode: str, path: Path, ids: list[str], seconds: float) -> int:
    """Lets a worker live for some seconds after its first edit; returns the last number it acknowledged."""
    command = [sys.executable, "-m", __spec__.name, "--mode", mode, "--work", str(path), *ids]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        acknowledged = int(child.stdout.readline())
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        for line in child.stdout:
            if line.endswith("\n"):
                acknowledged = int(line)
        if child.wait() != -signal.SIGKILL:
            raise SystemExit("the worker ended before it was killed")
    return acknowledged


def inspect(mode: str, path: Path, ids: list[str], acknowledged: int) -> str:
    """What is wrong after a kill, "" if nothing."""
    with Ledger.open(path) as ledger:
        if mode != "set" and not ledger.recovered:  # between two commands the ledger is closed
            return "the crash went unnoticed"
        faults = ledger.check()
        kept = max(last_number(ledger, filing_id) for filing_id in ids)
    if faults:
        return "; ".join(faults)
    return "" if acknowledged <= kept <= acknowledged + 1 else f"acknowledged {acknowledged}, kept {kept}"


def run(mode: str, folder: Path, kills: int, seed: int) -> tuple[int, int]:
    """Returns how many kills were survived and how many edits acknowledged. Leaves the loop at the first fault."""
    path = folder / "台账.medaid"
    lot = random.Random(seed)
    with Ledger.create(path) as ledger:
        ids = [ledger.filings.add(Filing("declaration", 2020, "371521"), "").id for _ in range(2)]
    acknowledged = 0
    for kill in range(kills):
        acknowledged = kill_once(mode, path, ids, lot.uniform(0, _LONGEST_LIFE))
        fault = inspect(mode, path, ids, acknowledged)
        if fault:
            raise SystemExit(f"kill {kill + 1}: {fault}; the ledger is {path}")
    return kills, acknowledged


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--mode", choices=sorted(MODES), default="edit")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--work", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.work:
        path, *ids = arguments.work
        for number in MODES[arguments.mode](Path(path), ids):
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()
        return
    folder = arguments.folder or Path(tempfile.mkdtemp())
    kills, edits = run(arguments.mode, folder, arguments.kills, arguments.seed)
    sys.stdout.write(f"{kills} kills, {edits} acknowledged edits, none lost, every check passed\n")
    if not arguments.folder:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
