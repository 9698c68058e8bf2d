"""The ledger a command works on, and which of its filings are meant."""

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from medaid_desktop.commands.output import say
from medaid_desktop.errors import UserError

if TYPE_CHECKING:
    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.store.ledger import Ledger

PATIENCE_S = 2.0
"""How long a command that writes waits for another one to be done with the ledger."""


PIN = "MEDAID_OPERATOR_PIN"


def open_desk(path: str, read_only: bool = True, operator: str | None = None, may_read: bool = False) -> "Desk":
    """The ledger at a path with forms and regions. Writing needs the lock: a ledger open elsewhere is refused, or
    just read where that will do too (`may_read`).

    `operator` is signed in for what writes; the PIN comes from the environment or is asked for.
    """
    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.store.forms.form_library import FormLibrary
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
        if may_read:
            say(f"台账现在不能修改，这次不记入日志：{reason}")
            return Desk(ledger, FormLibrary())
        ledger.close()
        raise UserError("台账现在不能修改", reason, "")
    if operator and not read_only:
        _sign_in(ledger, operator)
    return Desk(ledger, FormLibrary())


def _sign_in(ledger: "Ledger", operator: str) -> None:
    from medaid_desktop.commands.secrets import secret

    try:
        ledger.operators.get(operator)  # an unknown one is told of before a PIN is asked for
        ledger.access.sign_in(operator, secret(PIN, f"{operator}的密码："))
    except BaseException:
        ledger.close()
        raise


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
