"""Putting filings away for the files: a folder or a zip of all that belongs to a year."""

import argparse
from pathlib import Path

from medaid_desktop.commands.desks import check_region, open_desk
from medaid_desktop.commands.output import DONE, FINDINGS, STOPPED, progress, say, stop_by_interrupt
from medaid_desktop.commands.secrets import secret
from medaid_desktop.store.ground.progress import CancelledError

PASSPHRASE = "MEDAID_SEAL_PASSPHRASE"


def archive(options: argparse.Namespace) -> int:
    """Archives the filings of a year; FINDINGS where some are unfinished or something had no place in its workbook."""
    from medaid_desktop.operations.archiving import Wish, make_archive, seals_of

    wish = Wish(options.year, options.region or "", options.notice or "", options.drafts)
    with (
        open_desk(options.ledger, read_only=False, operator=options.operator, may_read=True) as desk,
        stop_by_interrupt("停下后不留下文件。") as is_cancelled,
    ):
        check_region(desk, options.region)
        names = [one.name for one in seals_of(desk, wish)] if options.seals else list[str]()
        passphrases = {name: secret(PASSPHRASE, f"印章“{name}”的口令：") for name in names}
        try:
            report = make_archive(
                desk, wish, Path(options.out), progress("归档"), is_cancelled, passphrases=passphrases
            )  # fmt: skip
        except CancelledError:
            say("已停止，没有留下文件。")
            return STOPPED
    for notice in report.notices:
        say(notice)
    for line in report.lines():
        print(line)
    return FINDINGS if report.unfinished or report.notices else DONE
