"""The command that verifies printed sheets and archives."""

import argparse
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medaid_desktop.commands.desks import open_desk
from medaid_desktop.commands.output import (
    DONE,
    FINDINGS,
    STOPPED,
    UNUSABLE,
    print_json,
    progress,
    say,
    stop_by_interrupt,
)
from medaid_desktop.errors import UserError

if TYPE_CHECKING:
    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.operations.verifying import Verified

_FILE = re.compile(r"[\\/.]")
"""What stands in no code."""
_ENDINGS = (".pdf", ".zip")


def verify(options: argparse.Namespace) -> int:
    """Tells whether sheets show exactly what the ledger holds; FINDINGS where one of them does not, UNUSABLE where one cannot be
    verified: among several the others are all the same."""
    from medaid_desktop.store.ground.progress import CancelledError

    names = subjects(options.sheet)
    with open_desk(options.ledger) as desk, stop_by_interrupt("这一页核对完就停。") as is_cancelled:
        try:
            if len(names) > 1:
                return _verify_several(desk, names, is_cancelled, options.json)
            found = _verified(desk, names[0], is_cancelled)
        except CancelledError:
            say("已停止，没有核对完。")
            return STOPPED
    if options.json:
        print_json(found.to_json())
    else:
        print("\n".join(found.lines()))
    return DONE if found.is_good else FINDINGS


def subjects(arguments: Sequence[str]) -> list[str]:
    """What is to be verified: files and codes each on their own; other words belong together, as the shell took them apart."""
    whole = " ".join(arguments)
    if _exists(whole):
        return [whole]
    found: list[str] = []
    words: list[str] = []
    for argument in arguments:
        if not words and _stands_alone(argument):
            found.append(argument)
        elif _is_path(argument):
            found += [" ".join(words), argument]
            words = []
        else:
            words.append(argument)
            if _is_code(" ".join(words)):
                found.append(" ".join(words))
                words = []
    return [*found, " ".join(words)] if words else found


def _verify_several(desk: "Desk", names: Sequence[str], is_cancelled: Callable[[], bool], as_json: bool) -> int:
    """Verifies one after the other; the worst of them is the status."""
    status, answers = DONE, list[dict[str, Any]]()
    for number, name in enumerate(names):
        lines: list[str] = []
        try:
            found = _verified(desk, name, is_cancelled)
        except UserError as error:
            status = UNUSABLE
            answers.append({"name": name, "error": str(error)})
            lines.append(str(error))
        else:
            status = max(status, DONE if found.is_good else FINDINGS)
            answers.append({"name": name, **found.to_json()})
            lines += found.lines()
        if not as_json:
            print("\n".join([*([""] if number else []), f"【{name}】", *lines]))
    if as_json:
        print_json({"subjects": answers})
    return status


def _verified(desk: "Desk", subject: str, is_cancelled: Callable[[], bool]) -> "Verified":
    from medaid_desktop.operations.verifying import Verified, verify_code, verify_file

    if _is_file(subject):
        return verify_file(desk, Path(subject), progress("核对"), is_cancelled)
    return Verified([verify_code(desk, subject)])


def _is_file(text: str) -> bool:
    """Whether this is a path, be there a file or not, rather than a code."""
    return not _looks_like_code(text) and bool(text.strip()) and (bool(_FILE.search(text)) or _exists(text))


def _stands_alone(text: str) -> bool:
    return _is_code(text) or _is_path(text)


def _is_path(text: str) -> bool:
    """Whether an argument is a file of its own."""
    return not _looks_like_code(text) and (text.lower().endswith(_ENDINGS) or _exists(text))


def _looks_like_code(text: str) -> bool:
    from medaid_desktop.core.digest import code_is_sound
    from medaid_desktop.core.review.sheet_code import is_sheet_code

    return is_sheet_code(text) or code_is_sound(text)


def _is_code(text: str) -> bool:
    """Whether this is a whole code, of letters or scanned."""
    from medaid_desktop.core.digest import code_is_sound
    from medaid_desktop.core.review.sheet_code import is_sheet_code, read_sheet_code

    if not is_sheet_code(text):
        return code_is_sound(text)
    try:
        read_sheet_code(text)
    except UserError:
        return False
    return True


def _exists(text: str) -> bool:
    try:
        return bool(text.strip()) and Path(text).exists()
    except (OSError, ValueError):  # far too long for a path, or with signs that no path has
        return False
