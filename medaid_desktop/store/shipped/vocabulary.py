"""The words offered while typing: the only place that reads resources/vocabulary."""

from functools import cache

from medaid_desktop.core.definitions.budget_codes import BudgetCodes, read_budget_codes
from medaid_desktop.core.definitions.graded_words import GradedWords, read_graded_words
from medaid_desktop.core.definitions.vocabulary import Vocabulary, read_vocabulary
from medaid_desktop.errors import UserError
from medaid_desktop.paths import resource

FILES = ("indicators.toml", "offices.toml", "initials.tsv")
SCALES = "scales.toml"


@cache
def load_vocabulary() -> Vocabulary:
    """The shipped words, read once. Raises UserError when a file of the installation is missing or damaged."""
    return read_vocabulary(*(_read(name) for name in FILES))


@cache
def load_budget_codes() -> BudgetCodes:
    """The shipped budget codes, read once. Raises UserError as `load_vocabulary` does."""
    return read_budget_codes(_read("budget_codes.toml"))


@cache
def load_graded_words() -> GradedWords:
    """The shipped scales of words, read once. Raises UserError when the file is missing or damaged."""
    return read_graded_words(_read(SCALES), SCALES)


def _read(name: str) -> str:
    path = resource("vocabulary", name)
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError("提示用词读不出来", str(path), "请重新安装程序") from error
