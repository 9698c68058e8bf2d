"""What a row of indicators says by itself, worked out once for each name and target, however many filings have them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from medaid_desktop.core.checks.indicators.indicator_rows import is_bare_number
from medaid_desktop.core.checks.indicators.kinds import impossible_kind, may_be_impossible
from medaid_desktop.core.checks.indicators.peers import is_shifted, lacks_number
from medaid_desktop.core.checks.indicators.percents import rate_fault
from medaid_desktop.core.checks.indicators.sisters import plain_figure
from medaid_desktop.core.checks.indicators.target_units import missing_unit
from medaid_desktop.core.definitions.graded_words import GradedWords
from medaid_desktop.core.texts.placeholders import only_dots, placeholder_in, placeholder_of_target
from medaid_desktop.core.texts.targets import Target, parse_target


@dataclass(frozen=True, slots=True)
class Reading:
    """A target with its indicator's name. `prompts` are the columns of the three in which a prompt was left, `spoken_for` says that another rule speaks of it (a name that is a number, a
    placeholder), `blank` that it is blank, has no number, or stands one column to the left; the rest is what single rules have to say."""

    target: Target
    prompts: Sequence[str]
    spoken_for: bool
    blank: bool
    doubtful: bool
    impossible: str
    may_be_impossible: bool
    lacks_unit: bool
    figure: float | None


Reader = Callable[[str, str, str], Reading]
"""Reads (level3, level4, target)."""


def reader_of(words: GradedWords) -> Reader:
    """A reader that knows these words."""

    @lru_cache(maxsize=16384)
    def read(level3: str, level4: str, text: str) -> Reading:
        target = parse_target(text)
        figure = plain_figure(target)
        is_number = target.kind == "number"
        prompts = _prompts(level3, level4, text)
        return Reading(
            target,
            prompts,
            spoken_for=not (level3 or level4) or is_bare_number(level3) or "target" in prompts,
            blank=not is_number and (not text or lacks_number(text) or is_shifted(level3, level4, text)),
            doubtful=rate_fault(level3, level4, text) is not None,
            impossible=impossible_kind(level3, level4, target, words),
            may_be_impossible=may_be_impossible(level3, target),
            lacks_unit=is_number and missing_unit(level3, level4, text) is not None,
            figure=None if figure is None else float(figure),
        )

    return read


def _prompts(level3: str, level4: str, text: str) -> Sequence[str]:
    """The columns in which a prompt was left. Mere dots beside a blank target are print, but for those of the target."""
    third, fourth, target = placeholder_in(level3), placeholder_in(level4), placeholder_of_target(text)
    if not (third or fourth or target):
        return ()
    left = {
        "level3": third and (text or not only_dots(level3)),
        "level4": fourth and not only_dots(level4),
        "target": target,
    }
    return tuple(column for column, is_left in left.items() if is_left)
