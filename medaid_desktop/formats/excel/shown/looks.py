"""How a cell's style makes its value look, as far as the shown text and its reading depend on it."""

import re
from dataclasses import dataclass
from datetime import datetime
from math import isfinite

from medaid_desktop.core.grid import Kind
from medaid_desktop.formats.excel.shown.format_general import general
from medaid_desktop.formats.excel.shown.number_format import (
    DAYS_TO_1904,
    PLAIN_CODES,
    changes_text,
    is_date,
    shown_number,
    shown_text,
)
from medaid_desktop.formats.symbols import is_symbol_font, shown

_EPOCH = datetime(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Font:
    """What of a font matters; `name` is kept to know symbol fonts."""

    name: str = ""
    bold: bool = False
    struck: bool = False


_ONE_NUMBER = re.compile(r'\[=-?[0-9.]+\]"[^"]*";')


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of rich text; None where the cell's own font holds."""

    text: str
    font: Font | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """A cell style: number format code, font, steps of indent."""

    code: str = "General"
    font: Font = Font()
    indent: int = 0
    epoch_1904: bool = False

    @property
    def number_kind(self) -> Kind:
        """Whether a number in this style is a date, or a text: what a format prints for one number alone ([=8]"8人")."""
        if _ONE_NUMBER.match(self.code):
            return "text"
        return "date" if self.code.lower() not in PLAIN_CODES and is_date(self.code) else "number"

    def number(self, value: float) -> str:
        """The text of a number; not-a-number and infinity, which no cell can hold, are blank."""
        if not isfinite(value):
            return ""
        if self.code.lower() in PLAIN_CODES:
            return general(value)
        return shown_number(value, self.code, self.epoch_1904)

    def moment(self, value: datetime) -> str:
        """The text of a date that is stored as a date: in the style's format, if that is one of dates."""
        if self.number_kind != "date":
            return f"{value.year}/{value.month}/{value.day}"
        days = (value.replace(tzinfo=None) - _EPOCH).total_seconds() / 86400
        return self.number(days - DAYS_TO_1904 if self.epoch_1904 else days)

    @property
    def leaves_text(self) -> bool:
        """Whether ordinary texts are shown just as they are stored."""
        return not is_symbol_font(self.font.name) and (self.code.lower() in PLAIN_CODES or not changes_text(self.code))

    def text(self, value: str) -> str:
        """The text of a text: words of its format added, signs of a symbol font as what they look like."""
        if self.code.lower() not in PLAIN_CODES:
            value = shown_text(value, self.code)
        return shown(value, self.font.name)

    def rich(self, runs: tuple[Run, ...]) -> tuple[str, bool, bool]:
        """The text of rich text, and whether all of it is bold and struck."""
        text = "".join(shown(run.text, (run.font or self.font).name) for run in runs)
        fonts = [run.font or self.font for run in runs if run.text.strip()] or [self.font]
        return text, all(font.bold for font in fonts), all(font.struck for font in fonts)
