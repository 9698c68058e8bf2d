"""What `medaid` can do: one function a command, taking what was parsed and returning the status for the shell.

What a command needs is imported where it runs, so that none waits for another's libraries.
"""

import argparse
from collections.abc import Callable

from medaid_desktop.commands import (
    archiving,
    checking,
    files,
    filings,
    incoming,
    ledgers,
    log,
    operators,
    reviewing,
    seals,
    templates,
    verifying,
)

COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "sample": ledgers.write_sample_ledger,
    "new": ledgers.new_ledger,
    "forms": ledgers.list_forms,
    "add": filings.add,
    "carry-over": filings.carry_over,
    "list": filings.list_filings,
    "find": filings.find,
    "show": filings.show,
    "set": filings.set_cells,
    "check": checking.check,
    "explain": checking.explain,
    "review": reviewing.review,
    "verify": verifying.verify,
    "seal": seals.seal,
    "operator": operators.operator,
    "read": files.read,
    "print": files.print_pdf,
    "export": files.export,
    "import": incoming.import_files,
    "source": incoming.write_source,
    "template": templates.template,
    "doctor": ledgers.examine,
    "log": log.log,
    "archive": archiving.archive,
}
