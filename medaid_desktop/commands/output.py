"""What commands say and return: lines, JSON, progress, and the status a script asks for."""

import json
import signal
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType

DONE, FINDINGS, UNUSABLE = 0, 1, 2
STOPPED = 130
"""What a shell expects of a program that was stopped by Ctrl+C."""


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


@contextmanager
def stop_by_interrupt(until: str) -> Generator[Callable[[], bool]]:
    """Whether Ctrl+C was pressed; a second one ends the program at once. `until` says what is still done, as a sentence."""
    pressed: list[int] = []

    def on_interrupt(number: int, _: FrameType | None) -> None:
        if pressed:
            raise KeyboardInterrupt
        pressed.append(number)
        if sys.stderr.isatty():
            say("")  # behind the progress, which stands on an open line
        say(f"正在停止：{until}再按一次 Ctrl+C 立即退出。")

    try:
        before = signal.signal(signal.SIGINT, on_interrupt)
    except ValueError:  # not in the main thread, where no signal comes either
        yield lambda: False
        return
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)
