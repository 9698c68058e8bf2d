"""Reads and understands spoilt files one after the other, each in a process of its own under limits of time and memory.

    python -m tests.formats.fuzz_worker FIRST_SEED COUNT

Prints a line for each file that ended otherwise than with a result or a message, and one at the end: files, results, messages,
most seconds, most megabytes. Exit status 1 where there was any. For systems with fork only.
"""

import os
import resource
import signal
import sys
import tempfile
import traceback
from pathlib import Path

from medaid_desktop.operations.reading import knowledge, read_file, to_json
from medaid_desktop.recognition.understood import Knowledge
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.shipped.regions import load_regions
from tests.formats.fuzzing import spoilt

SECONDS, MEGABYTES = 10, 500
_ROOM = 4_000_000_000
"""Bytes of addresses: a file that wants more is stopped before the machine suffers."""


def attempt(path: Path, known: Knowledge) -> str:
    """How reading a file ends: "result", "message", or what went wrong."""
    try:
        read = read_file(path, known)
        to_json(read)
    except Exception:
        return traceback.format_exc()
    if read.error is None:
        return "result"
    return (
        "message"
        if read.error.what and read.error.where and read.error.mend
        else f"nothing to do is said: {read.error!r}"
    )


def in_a_child(path: Path, known: Knowledge) -> tuple[str, float, float]:
    """The end of an attempt, its seconds of work and megabytes."""
    back, forth = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(back)
        resource.setrlimit(resource.RLIMIT_AS, (_ROOM, _ROOM))
        signal.alarm(30 * SECONDS)
        os.write(forth, attempt(path, known).encode("utf-8", "replace")[:60_000])
        os._exit(0)
    os.close(forth)
    said = b""
    while piece := os.read(back, 1 << 16):
        said += piece
    os.close(back)
    _, status, used = os.wait4(child, 0)
    end = said.decode() or f"died: status {status}"
    return end, used.ru_utime + used.ru_stime, used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def main() -> int:
    """See above."""
    first, count = int(sys.argv[1]), int(sys.argv[2])
    known = knowledge({form.id: form for form in FormLibrary()}, load_regions())
    known.regions.match("杭州市", None, None)
    ends = {"result": 0, "message": 0}
    slowest = largest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + count):
            name, data = spoilt(seed)
            path = Path(folder) / name
            path.write_bytes(data)
            end, seconds, megabytes = in_a_child(path, known)
            path.unlink()
            slowest, largest = max(slowest, seconds), max(largest, megabytes)
            if end not in ends or seconds > SECONDS or megabytes > MEGABYTES:
                print(f"{name}: {seconds:.1f} s, {megabytes:.0f} MB, {end}", flush=True)
            ends[end if end in ends else "failure"] = ends.get(end if end in ends else "failure", 0) + 1
    print(f"{count} files, {ends}, at most {slowest:.2f} s and {largest:.0f} MB")
    return int("failure" in ends or slowest > SECONDS or largest > MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
