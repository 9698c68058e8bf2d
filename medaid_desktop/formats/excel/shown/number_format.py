"""The text that a cell shows, from its stored value and its number format."""

import re
from dataclasses import dataclass

from medaid_desktop.formats.excel.shown.format_dates import print_date
from medaid_desktop.formats.excel.shown.format_general import general
from medaid_desktop.formats.excel.shown.format_numbers import print_number
from medaid_desktop.formats.excel.shown.format_parts import Section, sections
from medaid_desktop.formats.excel.shown.format_simple import simple_format

DAYS_TO_1904 = 1462

PLAIN_CODES = frozenset({"general", "@", ""})
"""Formats, in small letters, that show numbers in General."""

_SHORT_NUMBER = re.compile(r"(?:[1-9][0-9]*|0(?=\.))(?:\.([0-9]*[1-9]))?")
_SHORTEST_ROUNDED = 10
"""Characters of a number that General shows whole, and whose digits a float keeps exactly."""

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "¥#,##0;¥-#,##0", 6: "¥#,##0;[Red]¥-#,##0",
    7: "¥#,##0.00;¥-#,##0.00", 8: "¥#,##0.00;[Red]¥-#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;[Red]-#,##0.00", 41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ ', 43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@",
} | {
    number: code
    for numbers, code in (
        ((27, 36, 50, 52, 57), 'yyyy"年"m"月"'), ((28, 29, 51, 53, 54, 58), 'm"月"d"日"'), ((30,), "m-d-yy"),
        ((31,), 'yyyy"年"m"月"d"日"'), ((32,), 'h"时"mm"分"'), ((33,), 'h"时"mm"分"ss"秒"'),
        ((34, 55), '上午/下午h"时"mm"分"'), ((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
    )
    for number in numbers
}  # fmt: skip
"""The formats that files name by number only, as Excel and WPS set to Chinese show them (ECMA-376 part 1, 18.8.30)."""


def shown_number(number: float, code: str, epoch_1904: bool = False) -> str:
    """A finite number as a format code shows it; a number that is no date stands in General where Excel shows ####."""
    section, signed = _chosen(number, sections(code))
    if section is None:
        return general(number)
    if section.is_date:
        text = print_date(number + DAYS_TO_1904 if epoch_1904 else number, section)
        return general(number) if text is None else text
    text = print_number(number, section)
    return f"-{text}" if signed and number < 0 else text


@dataclass(frozen=True, slots=True)
class QuickFormat:
    """A format whose positive numbers need no thought as long as they need no rounding: General, 0.00, #,##0.00 and the like."""

    before: str
    spec: str
    after: str
    places: int
    """Decimals; -1 for General, which shows a short number as it is stored."""

    def text(self, stored: str) -> str | None:
        """The text of a number as files store it; None where it takes the long way."""
        found = _SHORT_NUMBER.fullmatch(stored)
        if found is None or len(stored) > _SHORTEST_ROUNDED:
            return None
        if self.places < 0:
            return stored
        if len(found[1] or "") > self.places:
            return None
        return f"{self.before}{float(stored):{self.spec}}{self.after}"


def quick_format(code: str) -> QuickFormat | None:
    """The short way to the numbers of a format; None where there is none."""
    if code.lower() in PLAIN_CODES:
        return QuickFormat("", "", "", -1)
    alternatives = sections(code)
    section, _ = _chosen(1.0, alternatives)
    if section is None or section.is_date or any(other.condition for other in alternatives):
        return None
    simple = simple_format(section)
    if simple is None or simple.shift:
        return None
    return QuickFormat(simple.before, f"{',' if simple.grouped else ''}.{simple.places}f", simple.after, simple.places)


def is_date(code: str) -> bool:
    """Whether numbers in this format are dates or times."""
    return sections(code)[0].is_date


def changes_text(code: str) -> bool:
    """Whether texts in this format may be shown otherwise than they are stored."""
    alternatives = sections(code)
    only_words = len(alternatives) == 1 and alternatives[0].only_words
    return len(alternatives) == 4 or alternatives[-1].has("cell text") or only_words


def shown_text(text: str, code: str) -> str:
    """A text as a format code shows it: most show it as it is, a section with @ may add words to it."""
    if not changes_text(code):
        return text
    return "".join(text if part.kind in ("cell text", "general") else part.text for part in sections(code)[-1].parts)


def _chosen(number: float, alternatives: tuple[Section, ...]) -> tuple[Section | None, bool]:
    """The section for a number, and whether a minus sign goes before what it prints; None stands for General."""
    for_text = len(alternatives) == 4 or (len(alternatives) > 1 and alternatives[-1].has("cell text"))
    choices = list(alternatives[:-1] if for_text else alternatives)
    first = choices[0]
    if len(choices) == 1:
        if first.condition:
            return (first if first.admits(number) else None), True
        return (None if first.only_text else first), True
    if first.condition or choices[1].condition:
        return _by_condition(number, choices)
    if number < 0:
        return choices[1], False
    return choices[2 if number == 0 and len(choices) > 2 else 0], False


def _by_condition(number: float, choices: list[Section]) -> tuple[Section | None, bool]:
    first, second = choices[:2]
    if first.admits(number) if first.condition else number > 0:
        return first, not first.only_negative
    if second.condition:
        if second.admits(number):
            return second, not second.only_negative
        return (choices[2] if len(choices) > 2 else first), True
    if len(choices) == 2 or number < 0:
        return second, first.condition not in (">=", ">") or first.limit < 0
    return choices[2], True
