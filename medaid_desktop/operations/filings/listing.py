"""Lists of filings: what a clerk types and chooses, in the terms of the ledger."""

from collections.abc import Sequence

from medaid_desktop.core.texts.text_match import fold
from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.records.listing import Order, Wanted, WordMatch


def wanted_filings(
    desk: Desk, region: str | None, year: int | None, form: str = "", status: str = "", open_only: bool = False,
    text: str = "", order: Order = "place", descending: bool = False, statuses: Sequence[str] = (),
    deleted: bool = False,
) -> Wanted:  # fmt: skip
    """What to ask the ledger for. Every word of `text` must stand in title, form, region or be the year.

    Forms sort by their short titles, which is what a list shows, states in the order of `statuses`.
    """
    ranks: tuple[str, ...] = ()
    if order == "form":
        ranks = tuple(info.id for info in sorted(desk.forms.infos(), key=lambda info: info.short))
    elif order == "status":
        ranks = tuple(statuses)
    return Wanted(
        region, form or None, year, status or None, open_only, deleted, words_of(desk, text), order, descending, ranks
    )


def words_of(desk: Desk, text: str) -> tuple[WordMatch, ...]:
    """Where each word of a quick filter may stand; the regions looked at are those that have filings."""
    words = text.split()
    if not words:
        return ()
    places = {code: fold(desk.names(code).full) for code in desk.ledger.overview.by_region() if code}
    forms = {info.id: fold(f"{info.title}\n{info.short}") for info in desk.forms.infos()}
    return tuple(_match(word, forms, places) for word in words)


def _match(word: str, forms: dict[str, str], places: dict[str, str]) -> WordMatch:
    folded = fold(word)
    year = folded.removesuffix("年度").removesuffix("年")
    return WordMatch(
        tuple(dict.fromkeys((word.lower(), folded))),
        tuple(form for form, title in forms.items() if folded in title),
        tuple(code for code, name in places.items() if folded in name or folded == code),
        int(year) if len(year) == 4 and year.isascii() and year.isdigit() else None,
    )
