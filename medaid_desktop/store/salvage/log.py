"""The log of a damaged ledger, as far as it can be read: to be kept as a file, for the log of the new ledger begins anew."""

import re
from dataclasses import replace
from pathlib import Path

from medaid_desktop.core.review.log import FIRST, Entry, entry_hash
from medaid_desktop.store.ground import problems
from medaid_desktop.store.salvage.pages import Value, leaf_rows

_WIDTH, _PREVIOUS, _HASH = 9, 7, 8
_SHA = re.compile(r"[0-9a-f]{64}")


def old_entries(path: Path) -> tuple[list[Entry], bool]:
    """The entries that can be read out of a file, and whether they are a chain without a gap from its first one.

    Those of the chain come in their order; what lies behind a gap comes after it by its time, with number 0 where that can no longer be
    told. What was cut off at the end is not noticed here. Raises UserError where the file cannot be read.
    """
    by_previous: dict[str, Entry] = {}
    try:
        for row in leaf_rows(path, (_WIDTH,)):
            if entry := _entry(row):
                by_previous.setdefault(entry.previous, entry)
    except OSError as error:
        raise problems.from_os(error, "读操作日志", path) from error
    chain: list[Entry] = []
    previous = FIRST
    while found := by_previous.get(previous):
        numbered = replace(found, number=len(chain) + 1)
        if entry_hash(numbered) != numbered.hash:
            break
        chain.append(numbered)
        del by_previous[previous]
        previous = numbered.hash
    return chain + sorted(by_previous.values(), key=lambda one: one.at), not by_previous


def _entry(row: list[Value]) -> Entry | None:
    """A row as an entry, None where it is of another table. Its number is that of the row, which pages do not tell."""
    texts = [value for value in row[1:] if isinstance(value, str)]
    if row[0] is not None or len(texts) < _WIDTH - 1:
        return None
    if not (_SHA.fullmatch(texts[_PREVIOUS - 1]) and _SHA.fullmatch(texts[_HASH - 1])):
        return None
    return Entry(0, *texts)
