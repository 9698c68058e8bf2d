"""Passphrases and PINs: out of the environment, or typed at the terminal without being shown; never an argument."""

import getpass
import os
import sys

from medaid_desktop.errors import UserError


def secret(variable: str, prompt: str, twice: bool = False) -> str:
    """The secret of an environment variable, else asked for at the terminal, twice where it is new.

    Raises UserError where there is no terminal, nothing is typed, or the two differ.
    """
    given = os.environ.get(variable, "")
    if given:
        return given
    if not sys.stdin.isatty():
        raise UserError("没有给出口令", "", f"请在终端里运行，或设置环境变量 {variable}")
    typed = getpass.getpass(prompt)
    if not typed:
        raise UserError("没有输入口令", "", "请重新运行并输入口令")
    if twice and getpass.getpass("请再输入一次：") != typed:
        raise UserError("两次输入的口令不一样", "", "请重新运行，两次输入同样的口令")
    return typed
