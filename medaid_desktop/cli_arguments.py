"""argparse that speaks Chinese, and the kinds of arguments that it does not know."""

import argparse
import re
import sys
from typing import NoReturn

from medaid_desktop.errors import UserError

_TRANSLATIONS = (
    (r"the following arguments are required: (.+)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1 不能是 \2；可用：\3"),
    (r"argument (.+?): expected one argument", r"\1 后面要写一个值"),
    (r"argument (.+?): expected at least one argument", r"\1 后面至少要写一个值"),
    (r"argument (.+?): invalid year value: (.+)", r"\1 应为四位年份，不能是 \2"),
    (r"argument (.+?): invalid millimetres value: (.+)", r"\1 应为毫米数，不能是 \2"),
    (r"argument (.+?): ignored explicit argument (.+)", r"\1 后面不能再写 \2"),
    (r"ambiguous option: (.+?) could match (.+)", r"\1 不明确，可能是 \2"),
)


class Parser(argparse.ArgumentParser):
    """Exits with 2 and one Chinese line on a malformed call."""

    def __init__(self, **options: object) -> None:
        options.setdefault("add_help", False)
        options.setdefault("allow_abbrev", False)
        super().__init__(**options)  # type: ignore[arg-type]
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        for pattern, chinese in _TRANSLATIONS:
            message, count = re.subn(pattern, chinese, message)
            if count:
                break
        print(UserError("命令写得不对", message, f"请运行 {self.prog} --help 查看用法"), file=sys.stderr)
        sys.exit(2)

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "用法：", 1)


def year(text: str) -> int:
    """A year from 1949. Raises ValueError."""
    if not re.fullmatch(r"(19[5-9]|194(?=9)|2\d\d)\d", text, re.ASCII):
        raise ValueError(text)
    return int(text)


def millimetres(text: str) -> float:
    """A length below a metre. Raises ValueError."""
    if not re.fullmatch(r"\d{1,3}(\.\d+)?", text, re.ASCII):
        raise ValueError(text)
    return float(text)
