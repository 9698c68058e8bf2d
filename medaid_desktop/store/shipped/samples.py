"""The sample programmes that come with the program, as JSON texts."""

from pathlib import Path

from medaid_desktop import paths
from medaid_desktop.errors import UserError


def sample_texts(folder: Path | None = None) -> list[tuple[str, str]]:
    """(file name, JSON text) of every sample programme, by name. UserError where they cannot be read."""
    folder = folder or paths.resource("sample")
    files = sorted(folder.glob("*.json"))
    if not files:
        raise UserError("找不到示例", str(folder), "请重新安装程序")
    return [(file.name, _text(file)) for file in files]


def sample_seal() -> bytes:
    """The seal image of the sample, a PNG that says 样章. UserError where it cannot be read."""
    file = paths.resource("sample", "seal.png")
    try:
        return file.read_bytes()
    except OSError as error:
        raise UserError("示例印章读不出来", str(file), "请重新安装程序") from error


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError("示例文件读不出来", str(file), "请重新安装程序") from error
