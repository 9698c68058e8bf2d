"""The log of a ledger as a chain: every entry bears the hash of the one before it, so that none can be changed, dropped or put in
between without being noticed."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

FIRST = "0" * 64
"""What the first entry names as the one before it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was done. `at` is ISO 8601 with offset; `action` one of the program's words (import, sign, print …);
    `filing` and `digest` are "" where it was about no single content; `details` is canonical JSON."""

    number: int
    at: str
    operator: str
    action: str
    filing: str = ""
    digest: str = ""
    details: str = "{}"
    previous: str = FIRST
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold: `number` is that of the entry, `why` a Chinese sentence."""

    number: int
    why: str


def entry_hash(entry: Entry) -> str:
    """SHA-256 (hex) over all of an entry but its own hash."""
    parts = [
        entry.number, entry.at, entry.operator, entry.action, entry.filing, entry.digest, entry.details, entry.previous,
    ]  # fmt: skip
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), default=repr)  # damaged: bytes for a text
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def linked(entry: Entry, last: Entry | None) -> Entry:
    """The entry as the next of the chain behind `last`."""
    behind = replace(entry, number=last.number + 1 if last else 1, previous=last.hash if last else FIRST)
    return replace(behind, hash=entry_hash(behind))


def details_text(details: object) -> str:
    """Details as the canonical JSON that is hashed."""
    return json.dumps(details, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def breaks(entries: Iterable[Entry], count: int | None = None, head: str | None = None) -> Sequence[Break]:
    """Where a chain does not hold; [] where it does. Reads entries one by one.

    `count` and `head` are the number of entries and the hash of the last one as they were remembered elsewhere: without them
    entries cut off at the end cannot be noticed.
    """
    found: list[Break] = []
    number, previous = 0, FIRST
    for entry in entries:
        if entry.number != number + 1:
            found.append(Break(entry.number, f"第 {number + 1} 条与第 {entry.number} 条之间缺了日志"))
        elif entry.previous != previous:
            found.append(Break(entry.number, f"第 {entry.number} 条与它前一条接不上"))
        if entry.hash != entry_hash(entry):
            found.append(Break(entry.number, f"第 {entry.number} 条的内容被改动过"))
        number, previous = entry.number, entry.hash
    if count is not None and (number != count or (head is not None and previous != head)):
        found.append(Break(number, f"日志末尾少了、多了或被换了：应有 {count} 条，现有 {number} 条"))
    return found
