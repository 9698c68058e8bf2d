"""Which filings a list shows: the conditions, and what stands in each line."""

import re
from dataclasses import dataclass

_CODE = re.compile(r"[0-9]{6}")


@dataclass(frozen=True, slots=True)
class FilingSummary:
    """One line of the list of filings. `changed_at` is ISO 8601 with offset."""

    id: str
    form: str
    region: str | None
    year: int | None
    title: str
    status: str
    changed_at: str


def condition(region: str | None, form: str | None, year: int | None, deleted: bool) -> tuple[str, list[str | int]]:
    """The SQL condition and its parameters; None asks for all, a region of "" for filings without one."""
    # Told literally: only so does SQLite see that the partial index holds all that is asked for.
    terms = ["deleted_at IS NOT NULL" if deleted else "deleted_at IS NULL"]
    parameters: list[str | int] = []
    if region == "":
        terms.append("region IS NULL")
    elif region is not None and _CODE.fullmatch(region):
        terms.append("region >= ? AND region < ?")
        parameters += _bounds(region)
    elif region is not None:
        terms.append("region = ?")
        parameters.append(region)
    if form is not None:
        terms.append("form = ?")
        parameters.append(form)
    if year is not None:
        terms.append("year = ?")
        parameters.append(year)
    return " AND ".join(terms), parameters


def _bounds(code: str) -> list[str]:
    """From where to before where the codes of a region and of all below it sort; local units begin with its code."""
    prefix = code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
    return [prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1)]
