"""`medaid`: the same work as the window, without one. Other people's scripts rely on it (contract, section 2)."""

import contextlib
import gc
import io
import os
import sys
from collections.abc import Sequence

from medaid_desktop import __version__
from medaid_desktop.cli_parser import parse_arguments
from medaid_desktop.errors import UserError


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns 0 done, 1 done but part of it failed, 2 the call or its input cannot be used."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # Reading makes many objects and hardly any that refer to each other in a ring: looking for those costs a sixth of the time.
    gc.set_threshold(50_000, 20, 50)
    options = parse_arguments(sys.argv[1:] if arguments is None else list(arguments), __version__)
    from medaid_desktop.commands import COMMANDS
    from medaid_desktop.commands.output import DONE, UNUSABLE, say

    try:
        status = COMMANDS[options.command](options)
        sys.stdout.flush()
        return status
    except UserError as error:
        from medaid_desktop.store.trust.access import NotAllowedError

        say(f"{error}命令行请加 --operator 姓名。" if isinstance(error, NotAllowedError) else str(error))
        return UNUSABLE
    except BrokenPipeError:
        _drop_output()  # the reader has seen enough
        return DONE
    except OSError as error:
        _drop_output()
        where = f"{error.filename or '标准输出'}（{error.strerror or error}）"
        say(str(UserError("读写没有成功", where, "请检查磁盘空间、U 盘和文件权限后重试")))
        return UNUSABLE
    except KeyboardInterrupt:
        say("已取消。")
        return 130
    except Exception as error:
        from medaid_desktop.crash_log import write_crash_log

        say(
            f"程序内部出错（{type(error).__name__}），已保存的内容不受影响。详情记在 {write_crash_log(error)}，请把该文件交给维护人员。"
        )
        return UNUSABLE


def _drop_output() -> None:
    """Keeps Python from complaining once more about an output that cannot be written when it exits."""
    with contextlib.suppress(OSError, ValueError, io.UnsupportedOperation):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
