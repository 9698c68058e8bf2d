"""The command line as scripts see it, in this process."""

import json
from typing import Any

import pytest


class Medaid:
    """Runs `medaid`; called with its arguments it gives status, output and messages."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: object) -> tuple[int, str, str]:
        from medaid_desktop.cli import main

        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        output = self._capsys.readouterr()
        return code, output.out, output.err

    def data(self, *arguments: object) -> dict[str, Any]:
        """What a command that succeeds prints as JSON."""
        code, out, err = self(*arguments, "--json")
        assert code == 0, err
        return json.loads(out)
