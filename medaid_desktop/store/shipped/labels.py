"""The words that recognition knows: the only place that reads resources/vocabulary."""

from medaid_desktop.errors import UserError
from medaid_desktop.paths import resource


def labels_text() -> str:
    """The text of labels.toml. Raises UserError when the file of the installation is missing or damaged."""
    path = resource("vocabulary", "labels.toml")
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError("标签词表读不出来", str(path), "请重新安装程序") from error
