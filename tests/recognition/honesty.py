"""How confidence and doubts relate to what was read wrong, over drawn sheets whole and damaged.

python -m tests.recognition.honesty [DRAWINGS OF EACH FORM]
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from medaid_desktop.recognition.understood import Understood
from tests.recognition.canvas import unmerged, with_gaps
from tests.recognition.contents import filing
from tests.recognition.distortions import DISTORTIONS
from tests.recognition.layout_allocations import lay_allocation
from tests.recognition.layout_usage import lay_usage
from tests.recognition.layouts import TITLES, Laid, lay_form
from tests.recognition.reading_back import cells, known, read, wrong

KINDS = (*TITLES, "allocation", "fund-usage")
WHOLE = "whole"
_BANDS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 0.995), (0.995, 1.01))


@dataclass(frozen=True)
class Reading:
    """One sheet read back: how it was damaged, cells in all and those read wrong, what was said of it."""

    damage: str
    kind: str
    total: int
    faults: int
    confidence: float
    notices: int
    placed: bool
    """Whether a doubt names a cell."""


def drawn(kind: str, rng: Random) -> Laid:
    """A sheet of some form, three in ten of them without merged cells or with blank rows."""
    if kind == "allocation":
        return lay_allocation(rng)
    if kind == "fund-usage":
        return lay_usage(rng)
    laid = lay_form(filing(rng, kind), known().forms[kind], rng)
    way = rng.random()
    if way < 0.15:
        unmerged(laid.canvas)
    elif way < 0.3:
        with_gaps(laid.canvas, rng)
    return laid


def readings(times: int) -> Iterator[Reading]:
    """Every form drawn so many times, each whole and damaged in every way. A year or region left open is no fault."""
    for kind in KINDS:
        for seed in range(times):
            for damage in (WHOLE, *DISTORTIONS):
                laid = drawn(kind, Random(f"honest{kind}{seed}"))
                tables = read(laid.canvas.document())
                if damage != WHOLE:
                    change = DISTORTIONS[damage]
                    if len(tables) != 1 or not change(laid.canvas, tables[0], Random(f"{damage}{kind}{seed}")):
                        continue
                    tables = read(laid.canvas.document())
                yield _judged(damage, kind, laid, tables)


def _judged(damage: str, kind: str, laid: Laid, tables: Sequence[Understood]) -> Reading:
    entry = laid.entry()
    total = sum(1 for _ in cells(entry))
    if not tables:
        return Reading(damage, kind, total, total, 0.0, 0, True)
    best = min(tables, key=lambda table: len(wrong(entry, table)))
    faults = [fault for fault in wrong(entry, best) if fault[0] not in ("year", "region") or fault[2] is not None]
    placed = any(notice.place for notice in best.notices)
    return Reading(damage, kind, total, len(faults), best.confidence, len(best.notices), placed)


def auc(found: Sequence[Reading]) -> float:
    """How often a table read wrong has less confidence than one read right; equal ones count half."""
    bad = Counter(one.confidence for one in found if one.faults)
    good = Counter(one.confidence for one in found if not one.faults)
    pairs = bad.total() * good.total()
    below = sum(n * m * (1.0 if b < g else 0.5 if b == g else 0.0) for b, n in bad.items() for g, m in good.items())
    return below / pairs if pairs else 0.0


def share_told(found: Sequence[Reading]) -> float:
    """The share of wrong cells that lie in a table with a doubt that names a cell."""
    faults = sum(one.faults for one in found)
    return sum(one.faults for one in found if one.placed) / faults if faults else 1.0


def doubts_of_clean(found: Sequence[Reading]) -> float:
    """Doubts for each table that was whole and read right."""
    clean = [one.notices for one in found if one.damage == WHOLE and not one.faults]
    return sum(clean) / len(clean)


def wholly_right(found: Sequence[Reading], low: float, high: float) -> tuple[int, float, float]:
    """Of the tables with a confidence from `low` to below `high`: how many, cells right, tables without a fault."""
    inside = [one for one in found if low <= one.confidence < high]
    if not inside:
        return 0, 0.0, 0.0
    right = sum(1 - one.faults / one.total for one in inside)
    return len(inside), right / len(inside), sum(not one.faults for one in inside) / len(inside)


def main() -> None:
    found = list(readings(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
    print(f"{len(found)} tables, {sum(bool(one.faults) for one in found)} read wrong, AUC {auc(found):.3f}")
    print(f"wrong cells in tables with a doubt that names a cell {share_told(found):.3f}")
    print(f"doubts of a whole table read right {doubts_of_clean(found):.2f}")
    print(f"\n{'confidence':14} {'tables':>6} {'cells right':>12} {'wholly right':>13}")
    for low, high in _BANDS:
        count, right, whole = wholly_right(found, low, high)
        print(f"{low:.2f} to {min(high, 1):.2f}   {count:6} {right:12.3f} {whole:13.3f}")
    print(
        f"\n{'damage':18} {'tables':>6} {'wrong':>6} {'cells right':>12} {'confidence right, wrong':>24} {'wrong and silent':>17}"
    )
    groups: dict[str, list[Reading]] = defaultdict(list)
    for one in found:
        groups[one.damage].append(one)
    for damage, group in groups.items():
        bad, good = [o for o in group if o.faults], [o for o in group if not o.faults]
        right = sum(1 - one.faults / one.total for one in group) / len(group)
        sure = [sum(o.confidence for o in some) / max(1, len(some)) for some in (good, bad)]
        silent = sum(not one.placed for one in bad)
        print(f"{damage:18} {len(group):6} {len(bad):6} {right:12.3f} {sure[0]:17.2f} {sure[1]:6.2f} {silent:17}")


if __name__ == "__main__":
    main()
