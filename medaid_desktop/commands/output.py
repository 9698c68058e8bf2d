"""What commands say and return: lines, JSON, progress, and the status a script asks for."""

import json
import sys
from collections.abc import Callable

DONE, FINDINGS, UNUSABLE = 0, 1, 2


def say(message: str) -> None:
    """One line to standard error."""
    print(message, file=sys.stderr)


def print_json(data: object) -> None:
    """An answer for scripts, to standard output."""
    print(json.dumps(data, ensure_ascii=False, indent=1))


def progress(what: str) -> Callable[[int, int], None] | None:
    """Progress on a terminal, on one line; nothing where the output is a file or a pipe."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        print(f"\r{what} {done}/{total}", end="\n" if done >= total else "", file=sys.stderr, flush=True)

    return show
