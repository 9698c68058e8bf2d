"""The ledger a command works on, and which of its filings are meant."""

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from medaid_desktop.commands.output import say
from medaid_desktop.errors import UserError

if TYPE_CHECKING:
    from medaid_desktop.operations.desk import Desk

PATIENCE_S = 2.0
"""How long a command that writes waits for another one to be done with the ledger."""


def open_desk(path: str, read_only: bool = True) -> "Desk":
    """The ledger at a path with forms and regions. Writing needs the lock: a ledger open elsewhere is refused."""
    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.store.form_library import FormLibrary
    from medaid_desktop.store.ledger import Ledger

    ledger = Ledger.open(Path(path), read_only=read_only)
    patience = time.monotonic() + PATIENCE_S
    while not read_only and ledger.read_only and time.monotonic() < patience:
        ledger.close()  # most likely another command, which needs it for a moment
        time.sleep(0.05)
        ledger = Ledger.open(Path(path))
    for notice in ledger.notices:
        say(notice)
    if not read_only and ledger.read_only:
        reason = ledger.read_only_reason
        ledger.close()
        raise UserError("台账现在不能修改", reason, "")
    return Desk(ledger, FormLibrary())


def selected(desk: "Desk", options: argparse.Namespace) -> list[str]:
    """The ids named, else all filings of the region named, or all there are."""
    if options.ids:
        if options.region:
            raise UserError("编号和 --region 不能同时写", "、".join(options.ids), "请只写其中一种")
        return list(options.ids)
    check_region(desk, options.region)
    return [summary.id for summary in desk.ledger.filings.list(region=options.region)]


def check_region(desk: "Desk", code: str | None) -> None:
    """Raises UserError where a region is named that does not exist."""
    if code:
        desk.regions.get(code)
