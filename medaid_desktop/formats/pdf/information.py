"""What a PDF says of itself: which sheets it holds, of which content and kind, so that they can be made again and compared."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from medaid_desktop import __version__

Kind = Literal["draft", "final", "public"]
"""A draft; a sheet that every step of its chain stands by; an edition without names and telephone numbers."""

SHEETS_KEY, VERSION_KEY = "MedAidSheets", "MedAidVersion"
"""Keys of the document's information: JSON of `SheetRecord`s, a list in the order of the pages; the program's version."""

_LARGEST = (1 << 63) - 1
"""The largest number that a ledger can hold."""


@dataclass(frozen=True, slots=True)
class SheetRecord:
    """A sheet of a PDF: the verification code of its content, its form, region and year, what kind of print it is, how often it
    had been printed before, and its pages. `draft` tells of a public edition whether its review was unfinished; `entry` is the
    number of the ledger's log entry about the print, 0 where there is none."""

    code: str
    form: str
    region: str
    year: int | None
    kind: Kind
    reprint: int = 0
    draft: bool = False
    entry: int = 0
    pages: int = 0


def information(records: Sequence[SheetRecord]) -> dict[str, str]:
    """The entries that tell of sheets; none where there are no records."""
    if not records:
        return {}
    codes = " ".join(dict.fromkeys(one.code for one in records))
    sheets = json.dumps([asdict(one) for one in records], separators=(",", ":"))
    return {"Keywords": codes, SHEETS_KEY: sheets, VERSION_KEY: __version__}


def read_records(text: str) -> list[SheetRecord]:
    """The records of the JSON under `SHEETS_KEY`. Raises ValueError for anything else."""
    try:
        return [_record(one) for one in json.loads(text)]
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError("not the information of sheets") from error


def _record(said: Mapping[str, Any]) -> SheetRecord:
    """A record whose entries are what they should be, and no numbers that stand for nothing."""
    record = SheetRecord(**said)
    texts: tuple[object, ...] = (record.code, record.form, record.region)
    numbers: tuple[object, ...] = (record.reprint, record.entry, record.pages, record.year or 0)
    is_sound = (
        all(type(one) is str for one in texts)
        and record.kind in get_args(Kind)
        and all(type(one) is int and 0 <= one <= _LARGEST for one in numbers)
        and type(record.draft) is bool
    )
    if not is_sound:
        raise ValueError("not the record of a sheet")
    return record
