"""Commands about a ledger as a whole, and the forms there are."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from medaid_desktop.commands.desks import open_desk
from medaid_desktop.commands.output import DONE, FINDINGS, print_json, say

if TYPE_CHECKING:
    from medaid_desktop.operations.ledgers.operators import Restorer


def write_sample_ledger(options: argparse.Namespace) -> int:
    """Writes the sample ledger."""
    from medaid_desktop.operations.ledgers.sample import write_sample

    write_sample(Path(options.ledger))
    return DONE


def new_ledger(options: argparse.Namespace) -> int:
    """Makes an empty ledger for a region."""
    from medaid_desktop.store.ledger import Ledger
    from medaid_desktop.store.shipped.regions import load_regions

    load_regions().get(options.region)
    Ledger.create(Path(options.ledger), options.region).close()
    return DONE


def list_forms(options: argparse.Namespace) -> int:
    """Lists the forms, those of a ledger included where one is named."""
    from medaid_desktop.store.forms.form_library import FormLibrary

    if options.ledger:
        with open_desk(options.ledger) as desk:
            forms = list(desk.forms)
            for fault in desk.forms.faults():
                say(str(fault))
    else:
        forms = list(FormLibrary())
    if options.json:
        print_json({"forms": [{"id": form.id, "title": form.title, "version": form.version} for form in forms]})
    else:
        for form in forms:
            print(f"{form.id:<17} {form.title}")
    return DONE


def examine(options: argparse.Namespace) -> int:
    """Restores or salvages where asked, then says how the ledger is; FINDINGS where something is wrong."""
    from medaid_desktop.operations.ledgers import doctor
    from medaid_desktop.operations.ledgers.restoring import restore_backup

    path = Path(options.ledger)
    if options.restore:
        restorer = _restorer(path, options.operator or "")
        aside = restore_backup(path, Path(options.restore), restorer, options.force)
        say("已恢复备份。" + (f"原文件改名为 {aside}。" if aside else ""))
    if options.salvage:
        for sentence in doctor.salvage_to(path, Path(options.salvage)):
            say(sentence)
    diagnosis = doctor.examine(path)
    if options.json:
        print_json(diagnosis.to_json())
    else:
        print("\n".join(diagnosis.lines()))
    return FINDINGS if diagnosis.problems else DONE


def _restorer(path: Path, operator: str) -> "Restorer":
    from medaid_desktop.commands.desks import PIN
    from medaid_desktop.commands.secrets import secret
    from medaid_desktop.operations.ledgers.operators import require_for_restoring

    return require_for_restoring(path, operator, secret(PIN, f"{operator}的密码：") if operator else "")
