"""Commands about the people who work in a shared ledger."""

import argparse

from medaid_desktop.commands.desks import open_desk
from medaid_desktop.commands.output import DONE, print_json
from medaid_desktop.commands.secrets import secret
from medaid_desktop.errors import UserError

PIN = "MEDAID_PIN"


def operator(options: argparse.Namespace) -> int:
    """Adds, lists or removes operators, gives them other roles or a new PIN."""
    return {"add": _add, "list": _list, "remove": _remove, "roles": _roles, "pin": _pin}[options.act](options)


def _add(options: argparse.Namespace) -> int:
    from medaid_desktop.operations.ledgers.operators import roles_of

    roles = roles_of(options.roles)
    with open_desk(options.ledger, read_only=False, operator=options.operator) as desk:
        desk.ledger.access.require("operators")
        operators = desk.ledger.operators
        if any(one.name == options.name and one.active for one in operators.list()):
            raise UserError("已有这位操作员", options.name, "改职责用 operator roles，换密码用 operator pin")
        added = operators.put(options.name, roles, secret(PIN, f"{options.name}的密码：", twice=True))
    print(added.name)
    return DONE


def _list(options: argparse.Namespace) -> int:
    from medaid_desktop.operations.ledgers.operators import operators_json, role_words

    with open_desk(options.ledger) as desk:
        if options.json:
            print_json({"operators": operators_json(desk.ledger)})
        else:
            for one in desk.ledger.operators.list():
                print("\t".join((one.name, role_words(one.roles), "" if one.active else "已停用")).rstrip())
    return DONE


def _remove(options: argparse.Namespace) -> int:
    with open_desk(options.ledger, read_only=False, operator=options.operator) as desk:
        desk.ledger.operators.retire(options.name)
    print(options.name)
    return DONE


def _roles(options: argparse.Namespace) -> int:
    from medaid_desktop.operations.ledgers.operators import role_words, roles_of

    roles = roles_of(options.roles)
    with open_desk(options.ledger, read_only=False, operator=options.operator) as desk:
        changed = desk.ledger.operators.set_roles(options.name, roles)
    print(f"{changed.name}\t{role_words(changed.roles)}")
    return DONE


def _pin(options: argparse.Namespace) -> int:
    with open_desk(options.ledger, read_only=False, operator=options.operator) as desk:
        desk.ledger.access.require("operators")
        desk.ledger.operators.set_pin(options.name, secret(PIN, f"{options.name}的新密码：", twice=True))
    print(options.name)
    return DONE
