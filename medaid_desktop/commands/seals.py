"""Commands about the office's seal images."""

import argparse
from pathlib import Path

from medaid_desktop.commands.desks import open_desk
from medaid_desktop.commands.output import DONE, print_json, say
from medaid_desktop.commands.secrets import secret

PASSPHRASE = "MEDAID_SEAL_PASSPHRASE"


def seal(options: argparse.Namespace) -> int:
    """Adds, lists or removes seal images."""
    return {"add": _add, "list": _list, "remove": _remove}[options.act](options)


def _add(options: argparse.Namespace) -> int:
    from medaid_desktop.operations.ledgers.seals import add_seal, read_seal, strength

    image = read_seal(Path(options.image))
    for notice in image.notices:
        say(f"{notice}。")
    with open_desk(options.ledger, read_only=False, operator=options.operator) as desk:
        desk.ledger.access.require("seals")  # told before a passphrase is thought of
        passphrase = secret(PASSPHRASE, "印章口令：", twice=True)
        added = add_seal(desk, options.name, image, passphrase, options.office or "", options.size)
    if (judged := strength(passphrase, options.name)).level < 2:
        say(f"口令{judged.words}。")
    print(f"{added.name}\t{added.size_mm:g} mm\t{added.office}")
    return DONE


def _list(options: argparse.Namespace) -> int:
    from medaid_desktop.operations.ledgers.seals import list_seals, seals_json

    with open_desk(options.ledger) as desk:
        if options.json:
            print_json({"seals": seals_json(desk)})
        else:
            for one in list_seals(desk):
                print("\t".join((one.name, f"{one.size_mm:g} mm", one.added_at[:10], one.office)))
    return DONE


def _remove(options: argparse.Namespace) -> int:
    from medaid_desktop.operations.ledgers.seals import remove_seal

    with open_desk(options.ledger, read_only=False, operator=options.operator) as desk:
        count = remove_seal(desk, options.name)
    if count:
        say(f"有 {count} 份填报件是盖着这枚印章审核的：审核仍然有效，再打印时该处留出盖章的空位。")
    print(options.name)
    return DONE
