"""What was done in a ledger, and whether the log of it is whole."""

import argparse
from datetime import date
from pathlib import Path

from medaid_desktop.commands.desks import open_desk
from medaid_desktop.commands.output import DONE, FINDINGS, print_json, say
from medaid_desktop.errors import UserError


def log(options: argparse.Namespace) -> int:
    """Lists the log, the newest entry last, or writes it to a workbook; FINDINGS where it is not whole."""
    from medaid_desktop.operations.logbook import Logbook, chain_state, entry_json
    from medaid_desktop.operations.logbook.book import query
    from medaid_desktop.operations.logbook.report import write_log

    since = _day(options.since) if options.since else None
    with open_desk(options.ledger) as desk:
        if options.id:
            desk.ledger.filings.title(options.id)  # an unknown one is told of
        state = chain_state(desk.ledger)
        numbers = desk.ledger.log.numbers(query(filing=options.id or "", since=since))[::-1]
        entries = [
            entry
            for start in range(0, len(numbers), _AT_ONCE)
            for entry in desk.ledger.log.some(numbers[start : start + _AT_ONCE])
        ]
        if options.out:
            write_log(desk, entries, state, Path(options.out))
        if options.json:
            print_json({
                "ok": not state.faults, "entries": state.count, "problems": list(state.faults),
                "log": [entry_json(one) for one in entries],
            })  # fmt: skip
        elif not options.out:
            for line in Logbook(desk).lines(entries):
                print(
                    "\t".join((str(line.number), line.at, line.who, line.action, line.subject, line.details, line.code))
                )
    for fault in state.faults:
        say(fault)
    return FINDINGS if state.faults else DONE


_AT_ONCE = 500


def _day(text: str) -> date:
    from medaid_desktop.core.texts.dates import parse_date

    written = parse_date(text)
    if written is None:
        raise UserError("日期写得不对", text, "请写成 2020-06-01 或 2020年6月1日")
    return written.first_day()
